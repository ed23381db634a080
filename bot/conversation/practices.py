"""The practices that a council can switch on, each with its rows."""

from bot.conversation import clues, duty, events, grids, hosts, notices, pledges, points, stars, surveys, wishes
from bot.conversation.practice_rows import PracticeRows

PRACTICES: tuple[PracticeRows, ...] = (
    notices.ROWS,
    duty.ROWS,
    events.ROWS,
    grids.ROWS,
    wishes.ROWS,
    surveys.ROWS,
    hosts.ROWS,
    pledges.ROWS,
    points.ROWS,
    stars.ROWS,
    clues.ROWS,
)

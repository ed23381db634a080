"""A long matter is asked after once a month, and is not counted as solved before it is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.councils.council import Account
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.state import State
from bot.domain.shared.ids import ChatId
from bot.domain.shared.outbox_message import OutboxMessage
from bot.domain.shared.reminder import ReminderKind
from bot.services.councils import members, roles
from bot.services.matters import assignments, listing, long_runs, progress
from tests import cast
from tests.cast import private
from tests.services.hall import Hall

FIRST = datetime(2026, 4, 2, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai, a month after builders.NOW
SECOND = datetime(2026, 5, 2, 1, 0, tzinfo=UTC)  # a public holiday
AFTER_SECOND = datetime(2026, 5, 6, 1, 0, tzinfo=UTC)  # the first working day after it


@pytest.fixture
def long(hall: Hall) -> Hall:
    """The handler's matter became a long one on the second of March."""
    hall.stand(
        State.IN_PROGRESS, assignment=Assignment(handler=hall.member(cast.HANDLER).person), resolution="加装电梯"
    )
    hall.at(assignments.start_long_run, council=1, number=1, by=hall.by(cast.CLERK), reason="等区里批")
    hall.deliver()
    return hall


def note(hall: Hall, text: str = "区里说下个月开会") -> None:
    """The handler says how it stands."""
    hall.at(progress.report_progress, council=1, number=1, by=hall.by(cast.HANDLER), text=text)


def asked(hall: Hall, at: datetime) -> list[OutboxMessage]:
    """Who is asked when that time has come, in a morning list or by name in the group."""
    for then in (at - timedelta(hours=1), at):
        hall.pass_time(then)
    return [each for each in hall.deliver() if each.view == "matter.long_run" or _reminds(each)]


def _reminds(message: OutboxMessage) -> bool:
    return any(each.kind is ReminderKind.PROGRESS for each in message.params.reminders)


def chats(hall: Hall, at: datetime) -> list[ChatId]:
    return [each.chat for each in asked(hall, at)]


def test_every_month_on_its_day(long: Hall) -> None:
    """The handler is asked in the list of nine, once a month; of a day on a holiday on the next working day."""
    long.opens_private_chat(cast.HANDLER)
    assert chats(long, FIRST - timedelta(seconds=1)) == []
    assert chats(long, FIRST) == [private(cast.HANDLER)]
    assert chats(long, AFTER_SECOND - timedelta(seconds=1)) == []
    assert chats(long, AFTER_SECOND) == [private(cast.HANDLER)]


def test_by_name_in_the_group(long: Hall) -> None:
    """Who has no private chat is asked in the group."""
    (told,) = asked(long, FIRST)
    assert (told.chat, told.params.person) == (cast.GROUP, long.member(cast.HANDLER).person)


def test_the_bot_is_out_of_the_group(long: Hall) -> None:
    """Where the bot is not any more nobody is asked, and the next month waits all the same."""
    long.do(lambda tx: tx.put(replace(members.get_council(tx, 1), present=False)))
    assert chats(long, FIRST) == []
    assert [row.at for row in long.waits("long_run_note")] == [SECOND]


@pytest.mark.parametrize(("opened", "told"), [((cast.CLERK, cast.HEAD), [private(cast.CLERK)]), ((), [cast.GROUP])])
def test_nobody_in_charge(long: Hall, opened: tuple[Account, ...], told: list[ChatId]) -> None:
    """Without a handler, or when they left the group, the clerk is asked."""
    long.opens_private_chat(*opened)
    long.at(roles.mark_left, chat=cast.GROUP, who=cast.HANDLER)
    assert chats(long, FIRST) == told


def test_no_clerk_either(long: Hall) -> None:
    """Where there is no clerk the head is asked; where there is no head, nobody."""
    long.opens_private_chat(cast.HEAD)
    for who in (cast.HANDLER, cast.CLERK):
        long.at(roles.mark_left, chat=cast.GROUP, who=who)
    assert chats(long, FIRST) == [private(cast.HEAD)]
    long.at(roles.mark_left, chat=cast.GROUP, who=cast.HEAD)
    assert chats(long, SECOND) == []


def test_a_fresh_note_is_enough(long: Hall) -> None:
    """Who said how it stands within twenty days is not asked; who did a month ago is."""
    long.opens_private_chat(cast.HANDLER)
    long.now = FIRST - timedelta(days=19)
    note(long)
    assert chats(long, FIRST) == []
    long.now = FIRST + timedelta(hours=1)
    note(long)
    assert chats(long, AFTER_SECOND) == [private(cast.HANDLER)]


def test_done_before_it_was_asked(long: Hall) -> None:
    """Who reports it done in the meantime is not asked."""
    long.opens_private_chat(cast.HANDLER)
    long.pass_time(FIRST)
    long.at(progress.report_done, council=1, number=1, by=long.by(cast.HANDLER), text="装好了")
    sent = [each.view for each in long.deliver()]
    assert (sent.count("matter.long_run"), sent.count("morning")) == (0, 0)


def test_a_note_ends_nothing(long: Hall) -> None:
    """It stays a long matter, is told of, counts as open and not as solved, until it is handed over with a day."""
    note(long)
    assert (long.matter().state, long.matter().open, long.news()) == (State.LONG_RUN, True, ["note"])
    counted = long.do(listing.load_stats, 1)
    assert (counted.states[State.LONG_RUN], counted.states[State.DONE], counted.rates.solved) == (1, 0, 0)
    day = date(2026, 5, 1)
    long.at(
        assignments.assign_matter, council=1, number=1, by=long.by(cast.CLERK), handler=long.by(cast.HANDLER), day=day
    )
    note(long, "开工了")
    assert long.matter().state is State.IN_PROGRESS
    assert chats(long, FIRST) == []
    assert long.waits("long_run_note") == []


def test_late_and_at_night(long: Hall) -> None:
    """After months in which the bot was down it asks once, in the next list, and goes on with the next month."""
    long.opens_private_chat(cast.HANDLER)
    long.pass_time(datetime(2026, 6, 10, 15, tzinfo=UTC))
    long.pass_time(datetime(2026, 6, 11, 1, tzinfo=UTC))
    told = long.told("morning")[-1]
    assert _reminds(told)
    assert [row.at for row in long.waits("long_run_note")] == [datetime(2026, 7, 2, 1, 0, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("day", "after", "then"),
    [
        (31, date(2026, 1, 31), date(2026, 2, 28)),
        (31, date(2026, 2, 28), date(2026, 3, 31)),
        (30, date(2027, 12, 30), date(2028, 1, 30)),
        (29, date(2028, 1, 29), date(2028, 2, 29)),
    ],
)
def test_the_day_of_the_month(day: int, after: date, then: date) -> None:
    """A month without the day has it on its last, and the one after on the day again."""
    assert long_runs.next_month(day, after) == then

"""Rows of duty in the tables of services."""

from bot.domain.councils.practice import Practice
from bot.domain.duty.swap import DutySwap
from bot.domain.duty.turn import DutyDraft, DutyRoster, DutyTurn
from bot.services.councils.belongings import of_account, of_member
from bot.services.duty import duty, duty_reminders, rosters, swaps
from bot.services.practice_services import PracticeServices

DUTY_SERVICES = PracticeServices(
    practice=Practice.DUTY,
    jobs={
        "duty_evening": duty_reminders.remind_on_time,
        "duty_morning": duty_reminders.look_for_gaps,
        "duty_swap_over": swaps.end_unanswered,
        duty.DRAFTS.act: duty.DRAFTS.forget,
    },
    of_members=(
        of_member(DutyTurn, "person", "duty_turns", erase=rosters.empty_turn),
        of_member(DutySwap, "person", "duty_swaps_asked", erase=swaps.drop_swap),
        of_member(DutySwap, "other", "duty_swaps_answered", erase=swaps.drop_swap),
    ),
    of_accounts=(of_account(DutyDraft, "account", "rosters_to_confirm", erase=duty.DRAFTS.drop),),
    not_given_out={
        DutyRoster: "the weekly and monthly lines and the telephone are the council's; their turns are given out",
    },
    stays={DutyRoster: "it is the council's; a turn that is emptied takes the person out of its lines"},
)

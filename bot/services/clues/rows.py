"""Rows of clues in the tables of services."""

from bot.domain.clues.clue import Clue, ClueReport, ClueSource
from bot.domain.clues.draft import ClueDraft
from bot.domain.councils.council import Member
from bot.domain.councils.practice import Practice
from bot.ports import Tx
from bot.services.clues import clue_reminders, clues, intake, meeting_clues, sources
from bot.services.councils.belongings import Json, of_account, of_member
from bot.services.practice_services import PracticeServices


def _show_handled(_tx: Tx, clue: Clue, _member: Member) -> Json:
    """Return what somebody handled, without the words of those who reported it."""
    return {"number": clue.number, "state": clue.state, "given": clue.given, "result": clue.result, "solved": clue.done}


CLUES_SERVICES = PracticeServices(
    practice=Practice.CLUES,
    jobs={
        clue_reminders.JOB: clue_reminders.remind_of_waiting,
        intake.DRAFTS.act: intake.DRAFTS.forget,
    },
    after_leaving=(clues.take_from_leaver,),
    count_on_agenda=meeting_clues.count_on_agenda,
    of_members=(
        of_member(Clue, "handler", "clues_handled", _show_handled, erase=clues.drop_handler),
        of_member(ClueSource, "contact", "clue_sources", erase=sources.drop_contact),
    ),
    of_accounts=(of_account(ClueDraft, "account", "clues_to_record", erase=intake.DRAFTS.drop),),
    not_given_out={
        ClueReport: "who recorded it acted for the council; its words are those of a department",
    },
    stays={ClueReport: "it is the council's record; it names who recorded it by a number"},
)

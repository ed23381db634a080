"""After every success the next step is a button."""

from collections.abc import Mapping
from string import Formatter

import pytest

from bot.domain.councils.permissions import PERMISSIONS, CouncilAct
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Answer
from bot.locales import words
from bot.ports import Tx
from bot.read_models.matters import MatterReader, ShownMatter
from bot.services.matters.repository import load_matter
from bot.views.matters.act_buttons import OWN_ACTS
from bot.views.matters.next_steps import NEXT_ACTS, NEXT_COMMANDS, act_of_receipt, command_row, next_rows
from bot.views.shared.practices import ALL_WORDS
from bot.views.shared.replies import SENTENCES
from storage.memory import MemoryStore
from tests import builders
from tests.views import sources

# Acts of people whose receipt is another one, or that need none.
NO_RECEIPT: Mapping[Act, str] = {
    Act.DELIBERATE: "calling the matter in a meeting does it, whose card has the next step",
    Act.ON_THE_SPOT: "the group's news asks with buttons whether it is solved",
    Act.NOTE: "the receipt of progress",
    Act.PUBLISH_RESULT: "the receipt of posting",
}
# What is done in a council: the reply with a button, or why there is none.
COUNCIL_RECEIPTS: Mapping[CouncilAct, str] = {
    CouncilAct.PRESENT: "noted_present",
    CouncilAct.CHECK_IN: "checked_in",
    CouncilAct.APPOINT: "appointed",
    CouncilAct.LETTER: "letter_answered",
    CouncilAct.MEDIATE: "note_sent",
    CouncilAct.PAPER: "paper_waits",
    CouncilAct.MINUTES: "minutes_wish_passed_on",
}
HAS_OWN_BUTTONS: Mapping[CouncilAct, str] = {
    CouncilAct.PROPOSE: "the receipt with [撤回] [改一改] [补照片]",
    CouncilAct.BEHALF: "the card of the matter",
    CouncilAct.TICKET: "the card of the matter",
    CouncilAct.RSVP: "the meeting card marks the answer, with [不来了]",
    CouncilAct.SCHEDULE: "the next days; their page has [告诉大家]",
    CouncilAct.CONVENE: "the meeting card",
    CouncilAct.OPEN: "the card of the meeting that is held",
    CouncilAct.NEXT: "the card of the matter that was called",
    CouncilAct.ADJOURN: "[继续开会]",
    CouncilAct.CONFIRM_MINUTES: "the minutes themselves lose their button",
    **dict.fromkeys(
        (CouncilAct.PROCEDURE, CouncilAct.LANGUAGE, CouncilAct.SUMMARY, CouncilAct.DIGEST, CouncilAct.PARTIES),
        "its page is redrawn with what is set",
    ),
    **dict.fromkeys((CouncilAct.LADDER, CouncilAct.LIMITS, CouncilAct.PARENT), "its page is shown anew"),
    CouncilAct.PRACTICES: "its page is redrawn with what is set",
    CouncilAct.RELEASE: "the list of the councils below is redrawn",
    CouncilAct.ROLL: "the draft has its buttons, then the roll with [发邀请码]",
    CouncilAct.INVITE: "a file to print",
    CouncilAct.LEDGER: "a file",
    CouncilAct.OFFICIAL: "the draft of the vote is redrawn",
    CouncilAct.WITNESS: "the card of the paper ballot is redrawn",
    **{act: "the page of a practice, with its buttons" for each in ALL_WORDS for act in each.acts},
    CouncilAct.URGE: "the group reads the reminder with the buttons of the vote",
}
OTHER_NUMBERS: Mapping[str, str] = {
    "letter_answered": "of a letter",
    "matter_called": "a toast on the card of the meeting",
    "merged_yours": "told to those who support it",
    **dict.fromkeys(("submitted", "closed_by_answer"), "the receipt has its own buttons"),
}


def _shown(tx: Tx) -> ShownMatter:
    builders.council(tx)
    shown = load_matter(tx, 1, builders.matter(tx).number)
    assert shown
    return shown


@pytest.mark.parametrize("act", [act for act in Act if act in PERMISSIONS or act is Act.SATISFIED])
async def test_every_act_of_people(act: Act, language: str) -> None:
    """Each has a receipt with a button that shows the matter, and with those of its next steps that are possible."""
    assert any(act_of_receipt(key) is act for key in SENTENCES) is (act not in NO_RECEIPT)
    shown, speak = await MemoryStore().run(_shown), words(language)
    able = MatterReader(acts=frozenset(OWN_ACTS), supports=True, answered=Answer.YES)
    idle = MatterReader(acts=frozenset(), supports=False, answered=None)
    for reader in (able, idle, None):
        rows = next_rows(speak, act, shown, reader)
        assert {"details", "acts"} == {each.intent.act for each in rows[-1] if each.intent}
        following = [each.intent.act for row in rows[:-1] for each in row if each.intent]
        assert set(following) <= {*NEXT_ACTS.get(act, ()), Act.SUPPORT, "unsupport"}
        assert bool(following) is (reader is able and bool(NEXT_ACTS.get(act)))


@pytest.mark.parametrize("act", CouncilAct)
def test_every_act_in_a_council(act: CouncilAct, language: str) -> None:
    """Each has a receipt with a button, or a card of its own that has one."""
    assert (act in COUNCIL_RECEIPTS) is not (act in HAS_OWN_BUTTONS)
    if act in COUNCIL_RECEIPTS:
        assert COUNCIL_RECEIPTS[act] in SENTENCES
        assert command_row(words(language), NEXT_COMMANDS[COUNCIL_RECEIPTS[act]], 1)


def test_every_reply_about_a_matter() -> None:
    """A short reply that names a matter is the receipt of an act, or stands in the table with its reason.

    Those of a practice are about what the practice numbers.
    """
    of_practices = {key for each in ALL_WORDS for key in each.sentences}
    named = {
        key
        for key, _ in sources.notices()
        if key in SENTENCES and "number" in {name for _, name, _, _ in Formatter().parse(SENTENCES[key])}
    }
    assert {key for key in named - of_practices if act_of_receipt(key) is None} == OTHER_NUMBERS.keys()


def test_replies_that_there_are() -> None:
    """The commands that follow are those of sentences that there are."""
    assert NEXT_COMMANDS.keys() <= SENTENCES.keys()

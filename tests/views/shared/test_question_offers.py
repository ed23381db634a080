"""Every question offers usual answers as buttons, or there is a reason why it cannot; what they say is understood."""

from collections.abc import Mapping

import pytest

from bot.conversation.answer_handlers import ANSWER_HANDLERS
from bot.conversation.ladders import LIMIT_NUMBER, UNUSED, VACANT
from bot.domain.councils.council import Member
from bot.domain.councils.settings_page import USUAL_SCHEDULES
from bot.domain.matters.acts import Act
from bot.domain.matters.category import Category
from bot.domain.matters.matter import Matter
from bot.domain.meetings.schedule_text import parse_schedule
from bot.domain.shared.question import CONFIRMED
from bot.domain.shared.question_params import QuestionParams
from bot.domain.votes.motion import MotionSource
from bot.domain.votes.vote_options import split_choice
from bot.locales import words
from bot.ports import Card
from bot.views.shared import labels
from bot.views.shared.question_offers import USUAL_WORDS, question_offers
from bot.views.shared.questions import QUESTION_TEXTS, question_card
from handlers.telegram.features import FEATURES
from tests import builders, cast

OWN_WORDS = "only who is asked knows what happened, or what they want to say"
A_PICTURE = "a picture answers it"
NO_OFFERS: Mapping[str, str] = {
    **dict.fromkeys(("propose", "behalf", "behalf_what", "spot", "letter", "ticket", "ticket_what"), OWN_WORDS),
    **dict.fromkeys(("mediate", "mediation_say", "mediation_agree", "own_rewrite", "convene"), OWN_WORDS),
    **dict.fromkeys(
        (
            Act.RESOLVE,
            Act.AMEND,
            Act.OPINION,
            Act.OBJECT,
            "notice",
            "notice_text",
            "duty",
            "duty_telephone",
            "duty_file",
            "clue",
            "clue_file",
            "clue_source",
            "clue_rename",
        ),
        OWN_WORDS,
    ),
    **dict.fromkeys(("event", "event_words", "event_present", "grid_matter", "grid_spot", "grid_file"), OWN_WORDS),
    **dict.fromkeys(("wish_text", "wish_name", "wish_contact", "wish_told", "wish_not_done"), OWN_WORDS),
    "wish_done": A_PICTURE,
    **dict.fromkeys(("survey_choice", "survey_typed", "survey_options", "survey_outcome", "survey_words"), OWN_WORDS),
    "survey_file": "a file answers it",
    "pledge": OWN_WORDS,
    "pledge_photo": A_PICTURE,
    **dict.fromkeys(("pledge_add", "pledge_remove"), "names, several at a time"),
    **dict.fromkeys(("points_correct", "point_rules", "prizes"), OWN_WORDS),
    **dict.fromkeys(("points_for", "points_look"), "a roll has hundreds of households"),
    **dict.fromkeys(("points_reviewers", "points_keepers"), "several names at once, which one button cannot say"),
    **dict.fromkeys(("host_building", "host_address", "host_text", "bench_text", "nominate"), OWN_WORDS),
    Act.STAGE: "numbers of people, and signatures",
    Act.REPLY: "each objection is answered for itself",
    **dict.fromkeys(("spot_photo", "own_photo", "done_photo", "grid_photo"), A_PICTURE),
    "roll": "a file answers it",
    "desk_words": "the filters of the desk are buttons above it; this is for what they do not find",
    **dict.fromkeys(("set_days", "set_place"), "its page offers what is usual; this is behind 自己写"),
    "paper_unit": "a roll has hundreds of units",
    "receipt": "a code on the voter's own receipt",
}
OF_PEOPLE = frozenset(
    {
        "assign_who",
        "role_who",
        "rung",
        "present",
        "duty_day",
        "duty_swap",
        "grid_officer",
        "grid_deputy",
        "host_name",
        "clue_give",
        "clue_contact",
    }
)
PEOPLE = tuple(
    Member(council=1, person=number, account=who.id, name=who.name)
    for number, who in enumerate((cast.HANDLER, cast.CLERK), 2)
)
MATTER = Matter(council=1, number=1, text="换灯", plain="换灯", category=Category.REQUESTS, proposer=2, at=builders.NOW)


def drawn(ask: str, language: str) -> Card:
    """A question, with all around it that it could offer."""
    params = QuestionParams(number=1, asked="assign_day", usual="2026-03-09", day="2027-03-09", text="换灯", level=2)
    return question_card(
        words(language).on(builders.NOW.date(), FEATURES),
        ask,
        params,
        PEOPLE[0],
        PEOPLE if ask in OF_PEOPLE else (),
        matters=(MATTER,) if ask in {"number", "numbers", Act.MERGE, Act.POLL} else (),
        motions={MotionSource.OPINION: "换灯"} if ask == "vote_motion" else {},
        begins="19:30",
        group=False,
    )


@pytest.mark.parametrize("ask", QUESTION_TEXTS)
def test_every_question(ask: str, language: str) -> None:
    """Each has [取消] as its last button, and offers answers above it unless there is a reason why not."""
    *offered, last = [button for row in drawn(ask, language).buttons for button in row]
    assert last.intent
    assert last.intent.act == "leave"
    assert bool(offered) is (ask not in NO_OFFERS)
    assert ask in ANSWER_HANDLERS or ask in CONFIRMED


def test_no_reason_for_nothing() -> None:
    """The reasons are about questions that there are."""
    assert NO_OFFERS.keys() <= QUESTION_TEXTS.keys()


def usual(ask: str, language: str) -> list[str]:
    speak = words(language)
    return [str(speak(each)) for each in USUAL_WORDS[ask]]


def test_understood(language: str) -> None:
    """The words on a button for a person are those by which the answer to its question finds them."""
    vacant, unused = usual("rung", language)
    assert vacant.casefold() in VACANT
    assert unused.casefold() in UNUSED
    assert None not in {split_choice(each)[1] for each in usual("paper_choice", language)}
    assert all(each.casefold() in labels.AS_IT_IS for each in usual("letter_matter", language))
    for limit in ("accept", "callers"):
        offers = question_offers(words(language), "limit", QuestionParams(limit=limit), (), ())
        assert all(LIMIT_NUMBER.fullmatch(each.code[1:]) for each in offers)


@pytest.mark.parametrize("code", USUAL_SCHEDULES)
def test_usual_days(code: str) -> None:
    """The usual meeting days, as they are written, are read as those days."""
    assert parse_schedule(labels.SCHEDULES[code]) == (USUAL_SCHEDULES[code], "")


def test_no_account() -> None:
    """Who has no account cannot be given work, and can have come to a meeting without a phone."""
    gone = [Member(council=1, person=4, name="王奶奶")]
    speak = words("zh-CN")
    assert question_offers(speak, "assign_who", QuestionParams(), gone, ()) == []
    assert [each.label for each in question_offers(speak, "present", QuestionParams(), gone, ())] == ["王奶奶"]

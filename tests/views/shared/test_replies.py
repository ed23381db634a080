"""Every refusal and every short answer has one friendly sentence, filled with what is there."""

from collections.abc import Iterator
from importlib import import_module
from itertools import product
from pathlib import Path
from string import Formatter

from bot.domain.councils.council import Member, Role, Who
from bot.domain.matters.state import State
from bot.domain.polls.errors import BadPoll
from bot.domain.shared.errors import CouncilError
from bot.domain.shared.reply import Values
from bot.domain.votes.tally import Choice
from bot.locales import words
from bot.views.shared import labels
from bot.views.shared.replies import SENTENCES, reply_sentence
from handlers.telegram.features import FEATURES
from tests.builders import NOW
from tests.rows import each_row
from tests.views import sources

TOAST = 200
OURS = {"whom", "seat", "term", *vars(FEATURES.words["zh-CN"])}  # filled by the view itself, or for the platform
DOMAIN = Path(import_module("bot.domain").__path__[0])
for module in DOMAIN.glob("*/errors.py"):  # a class is known once its module was read
    import_module(f"bot.domain.{module.parent.name}.errors")


def refusals(kind: type[CouncilError] = CouncilError) -> Iterator[type[CouncilError]]:
    for each in kind.__subclasses__():
        yield each
        yield from refusals(each)


def whys() -> set[str]:
    return sources.constants_of_keyword("why", BadPoll)


def keys_of(refusal: type[CouncilError]) -> set[str]:
    return {f"{refusal.key}_{why}" for why in whys()} if refusal is BadPoll else {refusal.key}


def places(key: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(SENTENCES[key]) if name} - OURS


@each_row("refusal", refusals())
def test_refusals(refusal: type[CouncilError]) -> None:
    """Every refusal has its sentence, and gives what the sentence needs wherever it is raised."""
    raised = sources.raised(refusal)
    assert raised
    for key in keys_of(refusal):
        assert key in SENTENCES
        assert all(places(key) <= given for given in raised)


def test_answers() -> None:
    """Every short answer has its sentence and gives what the sentence needs."""
    for key, given in sources.notices():
        assert key in SENTENCES
        if given is not None:
            assert places(key) <= given, key


def test_every_sentence_is_used() -> None:
    """No sentence is there for nothing."""
    from_views = {"no_matters", "nothing_found", "no_council"}
    used = {key for key, _ in sources.notices()} | {key for refusal in refusals() for key in keys_of(refusal)}
    assert SENTENCES.keys() == used | from_views


def test_short(language: str) -> None:
    """Every sentence fits into a toast, whatever stands in it."""
    speak = words(language).on(NOW.date(), FEATURES)
    longest: Values = {
        "who": f"{Role.HEAD},{Role.CLERK},{Who.IN_CHARGE}",
        "role": Role.CAPTAIN,
        "number": 123456,
        "into": 123456,
        "text": "8月18日 晚上 19:30",
        "listed": "123456、#123457",
        "total": 100000,
        "wanted": 1000,
        "most": 1000,
        "length": 4096,
        "limit": 2000,
        "missed": 1000,
        "reference": 2**31,
        "minutes": 60,
        "units": 100,
        "choice": Choice.AGREE,
        "code": "K7QF-2M9T-XH4P",
        "kind": "proposal",
        "ticket": "9" * 32,
        "scope": "东区三十二号楼",
        "unit": "东区-12-2-1502",
        "name": "欧" * 64,
        "contact": "9" * 100,
        "missing": "collect,propose,consult,ballot",
        "lacks": "present,agree,opinion,parties",
        "procedure": "one_three_two",
        "least": 15,
        "day": "2026-12-03",
        "next_day": "2027-12-13",
        "place": "欧" * 60,
        "days": 7,
        "last_day": "2026-12-18",
        "building": "东区三十二号楼",
        "media": "audio",
        "n": 20000,
        "practice": "notices",
        "title": "欧" * 40,
        **dict.fromkeys(("times", "balance", "price", "points", "new", "changed", "removed"), 100000),
        "time": "08:30",
        "roles": "captain,teller",
        "names": "周倩、吴刚",
        "matters": "、".join(f"#{number}" for number in range(100, 110)),
    }
    member = Member(council=1, person=1, name="赵敏")
    for key in SENTENCES:
        acts = list(labels.ACT_NAMES) if "act" in places(key) else ["accept"]  # where an act stands, each one of them
        states = (State.IN_PROGRESS, State.AGENDA) if "state" in places(key) else (State.AGENDA,)
        for act, state in product(acts, states):
            text = reply_sentence(speak, key, {**longest, "act": act, "state": state}, member)
            assert len(text.striptags()) <= TOAST, key


def test_codes_become_names(language: str) -> None:
    """Roles, acts and states are named in the reader's language, several roles as a list."""
    text = reply_sentence(words(language), "not_allowed", {"act": "accept", "who": "clerk,head"})
    assert text == {"zh-CN": "只有议事长和专人能受理。", "en": "Only the Head and Clerk can accept it."}[language]


def test_lists_in_their_language() -> None:
    """Several numbers are parted as the language parts them."""
    assert (
        reply_sentence(words("en"), "agenda_set", {"matters": "#3、#5"}) == "#3, #5: on the agenda of the next meeting."
    )


def test_reasons_have_their_own_sentence() -> None:
    """A refusal that has several reasons says the one that matters."""
    assert "2 到 12 个" in reply_sentence(words("zh-CN"), "bad_poll", {"why": "options"})

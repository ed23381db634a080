"""A matter that was assigned again names who has it until when, and who had it before."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.councils.council import Member
from bot.domain.matters.acts import Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.matter import Entry
from bot.domain.matters.state import State
from bot.locales import words
from bot.read_models.matters import ShownMatter
from bot.views.matters.errands import assigned_card
from bot.views.matters.matter_news import matter_news_card
from bot.views.matters.reassignments import taken_card
from bot.views.matters.steps import timeline_line
from tests import builders
from tests.views.matters.test_matters import seen

ZH = words("zh-CN").on(builders.NOW.date())
CHEN, WANG = Assignment(handler=4, due=date(2026, 3, 9)), Assignment(handler_name="王师傅", due=date(2026, 3, 12))
LATER = replace(CHEN, due=date(2026, 3, 12))
DAYLESS = replace(CHEN, due=None)


async def handed(given: Assignment | None, taken: Assignment | None, office: str = "") -> tuple[ShownMatter, Entry]:
    """A matter whose newest step gives it to somebody, perhaps from somebody."""
    person = None if office else 1
    text = given.due.isoformat() if given and given.due else "2026-03-09"
    entry = Entry(at=builders.NOW, what=Act.ASSIGN, person=person, text=text, given=given, taken=taken, office=office)
    shown = await seen(state=State.DISPATCHED, assignment=given or CHEN, timeline=(entry,))
    named = {**shown.names, 4: Member(council=1, person=4, name="陈师傅")}
    return replace(shown, names=named), entry


def without(given: Assignment) -> Assignment:
    return given.without_handler()


@pytest.mark.parametrize(
    ("given", "taken", "told"),
    [
        (None, None, "交办，期限 2026-03-09"),  # as it was kept before the handler stood in the timeline
        (CHEN, None, "交办给陈师傅，期限 2026-03-09"),
        (WANG, CHEN, "改派给王师傅，期限 2026-03-12（原来：陈师傅，2026-03-09）"),
        (CHEN, WANG, "改派给陈师傅，期限 2026-03-09（原来：王师傅，2026-03-12）"),
        (CHEN, replace(WANG, due=None), "改派给陈师傅，期限 2026-03-09（原来：王师傅，没有定期限）"),
        (LATER, CHEN, "期限改为 2026-03-12（原来：2026-03-09）"),
        (LATER, DAYLESS, "期限改为 2026-03-12（原来：没有定期限）"),
    ],
)
async def test_timeline(given: Assignment | None, taken: Assignment | None, told: str) -> None:
    """The timeline names both handlers and both days; of a handler who stays, the days."""
    shown, entry = await handed(given, taken)
    assert timeline_line(ZH, shown, entry, {}, {}, 200) == f"2026-03-02 王建国 {told}"


@pytest.mark.parametrize(
    ("given", "taken", "told"),
    [
        (without(CHEN), None, "交办，期限 2026-03-09"),
        (without(WANG), without(CHEN), "期限改为 2026-03-12（原来：2026-03-09）"),
        (without(CHEN), without(CHEN), "改派，期限 2026-03-09（原来：2026-03-09）"),
    ],
)
async def test_timeline_of_the_other_council(given: Assignment, taken: Assignment | None, told: str) -> None:
    """The council below reads the days of those above, and none of their people."""
    shown, entry = await handed(given, taken, office="平安街道")
    assert timeline_line(ZH, shown, entry, {}, {}, 200) == f"2026-03-02 平安街道 {told}"


@pytest.mark.parametrize(
    ("given", "taken", "told"),
    [
        (CHEN, None, "交办了。\n承办：陈师傅\n期限：3月9日 周一"),
        (WANG, CHEN, "改派了。\n承办：王师傅\n期限：3月12日 周四\n原来：陈师傅，3月9日 周一"),
        (LATER, CHEN, "的期限改了。\n承办：陈师傅\n期限：3月12日 周四\n原来：3月9日 周一"),
    ],
)
async def test_news(given: Assignment, taken: Assignment | None, told: str) -> None:
    """The group reads who has it until when now, and what stood before."""
    shown, entry = await handed(given, taken)
    assert told in matter_news_card(ZH, shown, (entry,), {}).text


async def test_news_of_two_at_once() -> None:
    """News that tell two hand-overs at once give each its own handler."""
    shown, first = await handed(CHEN, None)
    second = replace(first, given=WANG, taken=CHEN, text="2026-03-12")
    shown = replace(shown, matter=replace(shown.matter, assignment=WANG, timeline=(first, second)))
    text = matter_news_card(ZH, shown, (first, second), {}).text
    assert text.index("承办：陈师傅") < text.index("承办：王师傅")


async def test_the_handler_before() -> None:
    """The one from whom it was taken reads who has it now, and that nothing is left to do."""
    text = taken_card(ZH, *await handed(WANG, CHEN)).text
    assert "改由王师傅承办，期限：3月12日 周四" in text
    assert "您不用再办了" in text
    assert "原来请您办到3月9日 周一" in text


@pytest.mark.parametrize(
    ("given", "taken", "told"),
    [(CHEN, WANG, "原来：王师傅，3月12日 周四"), (LATER, CHEN, "期限改了，原来是3月9日 周一。"), (CHEN, None, "")],
)
async def test_the_handler_now(given: Assignment, taken: Assignment | None, told: str) -> None:
    """The one who has it now reads what stood before; who lost it meanwhile is not asked any more."""
    shown, _entry = await handed(given, taken)
    card = assigned_card(ZH, shown, shown.names[4], None)
    assert card
    assert told in card.text
    assert ("原来" in card.text) is bool(told)
    elsewhere = replace(shown, matter=replace(shown.matter, assignment=WANG))
    assert assigned_card(ZH, elsewhere, shown.names[4], None) is None


@pytest.mark.parametrize(
    ("taken", "told"), [(None, ""), (without(CHEN), ""), (CHEN, "，陈师傅先不用办了"), (WANG, "，王师傅先不用办了")]
)
async def test_changed_resolution(taken: Assignment | None, told: str) -> None:
    """A posted resolution that is changed names who need not carry it out for now."""
    shown, entry = await handed(None, None)
    amended = replace(entry, what=Act.AMEND, text="装感应灯", taken=taken)
    shown = replace(shown, matter=replace(shown.matter, timeline=(amended,)))
    line = timeline_line(ZH, shown, amended, {}, {}, 200)
    assert line.startswith("2026-03-02 王建国 改决议：装感应灯（原来：")
    assert line.endswith(f"）{told}")

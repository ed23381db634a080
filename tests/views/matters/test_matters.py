"""A matter as people see it: the card, the details, what is asked and told about it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.councils.council import Member, Role
from bot.domain.matters.acts import Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.kind import Kind
from bot.domain.matters.matter import Entry
from bot.domain.matters.state import State
from bot.domain.shared.incoming_message import Attachment
from bot.locales import NO_PLATFORM, words
from bot.ports import Tx
from bot.read_models.matters import ShownMatter
from bot.services.matters.repository import load_matter
from bot.views.matters import errands, matter_news, matters
from bot.views.shared.text_fit import text_length
from storage.memory import MemoryStore
from tests import builders, cast

ZH = words("zh-CN")
HOUR = timedelta(hours=1)


def _shown(tx: Tx, /, **changes: Any) -> ShownMatter:
    builders.council(tx)
    matter = builders.matter(tx, **changes)
    shown = load_matter(tx, 1, matter.number)
    assert shown
    return shown


async def seen(**changes: Any) -> ShownMatter:
    """A matter of a fresh council, with these changes laid over it."""
    return await MemoryStore().run(_shown, **changes)


def steps(number: int, text: str = "") -> tuple[Entry, ...]:
    return tuple(
        Entry(at=builders.NOW + place * HOUR, what=Act.PROGRESS, person=1, text=text or f"第 {place} 步")
        for place in range(number)
    )


@pytest.mark.parametrize(("letters", "named"), [(3, 50), (64, 4)])
async def test_names_of_a_proposal(letters: int, named: int) -> None:
    """Below a formal proposal as many names stand as have room, and how many there are; the whole fits."""
    signed = tuple(Member(council=1, person=place, name="欧" * letters) for place in range(50))
    shown = await seen(text="字" * 2000, resolution="字" * 1000, kind=Kind.PROPOSAL, timeline=steps(60))
    text = matters.matter_details_card(ZH, replace(shown, signed=signed, supporters=80), {}, {}).text
    (line,) = [line for line in text.split("\n") if line.startswith("联名")]
    assert line.count("欧" * letters) == named
    assert line.endswith(" 等 80 人")
    assert text_length(text) <= NO_PLATFORM.text_limit


async def test_whole_timeline() -> None:
    """The details tell every step with its day, who did it and what was said."""
    shown = await seen(timeline=steps(20))
    text = matters.matter_details_card(ZH, shown, {}, {}).text
    assert text.endswith("2026-03-03 王建国 进展：第 19 步")
    assert text.count("王建国 进展：第") == 20


async def test_long_steps_are_shortened() -> None:
    """Steps too long for one message are each told by their beginning."""
    shown = await seen(timeline=steps(30, "路灯" * 400))
    text = matters.matter_details_card(ZH, shown, {}, {}).text
    assert text.count("进展：路灯") == 30
    assert text.count("…") == 30


@pytest.mark.parametrize("number", [100, 101, 500])
async def test_long_timeline(number: int) -> None:
    """A timeline that is too long keeps its first and its newest steps, and says how many are missing between."""
    shown = await seen(timeline=steps(number, "路灯" * 100), text="路" * 2000, resolution="灯" * 1000)
    lines = str(matters.matter_details_card(ZH, shown, {}, {}).text).split("\n")
    gap = next(place for place, line in enumerate(lines) if line.startswith("… 中间还有"))
    told = len(lines) - lines.index("<b>经过</b>") - 2
    assert lines[gap] == f"… 中间还有 {number - told} 条 …"
    assert lines[gap - 2] == "<b>经过</b>"
    assert (
        NO_PLATFORM.text_limit - 300
        < text_length(matters.matter_details_card(ZH, shown, {}, {}).text)
        <= NO_PLATFORM.text_limit
    )


@pytest.mark.parametrize("photo", [True, False])
async def test_a_card_below_a_picture_is_shorter(*, photo: bool) -> None:
    """Below a picture the card is cut in its long words, never in what stands below them; alone it stays long."""
    attached = (Attachment("voice", "v"), Attachment("photo", "p")) if photo else ()
    shown = await seen(text="路" * 2000, resolution="灯" * 1000, attachments=attached)
    narrow = replace(NO_PLATFORM, caption_limit=1024)
    card = matters.matter_card(words("zh-CN").on(builders.NOW.date(), narrow), shown)
    assert card.media == (Attachment("photo", "p") if photo else None)
    assert (text_length(card.text) <= 1024) is photo
    assert "类别：" in card.text


async def test_picture_carries_the_details() -> None:
    """A first picture carries the details; other things are sent below them."""
    photo, place = Attachment("photo", "p"), Attachment("location", "31.2,121.4")
    assert matters.matter_details_card(ZH, await seen(attachments=(photo, place)), {}, {}).media == photo
    assert matters.matter_details_card(ZH, await seen(attachments=(place,)), {}, {}).media is None


async def test_a_picture_speaks() -> None:
    """A step that is only a picture says so instead of nothing."""
    only = Entry(at=builders.NOW, what=Act.PROGRESS, person=1, attachments=(Attachment("photo", "p"),))
    shown = await seen(timeline=(only,))
    assert matters.matter_details_card(ZH, shown, {}, {}).text.endswith("王建国 进展：（见附件）")
    assert "（见附件）" in matter_news.matter_news_card(ZH, shown, (only,), {}).text


async def test_settled_meanwhile() -> None:
    """Nobody is asked or reminded of what is settled by the time the message would go."""
    member = Member(council=1, person=5, account=cast.RESIDENT.id, name="赵敏", roles=(Role.HANDLER,))
    done = (Entry(at=builders.NOW, what=Act.DONE, person=1, text="装好了"),)
    assert errands.look_back_card(ZH, await seen(state=State.CLOSED, timeline=done), member, None) is None
    assert errands.look_back_card(ZH, await seen(state=State.DONE, timeline=done), member, None)


async def test_look_back_knows_whom_it_asks() -> None:
    """The proposer is asked about their own matter, a supporter about what they support."""
    done = (Entry(at=builders.NOW, what=Act.DONE, person=1, text="装好了"),)
    shown = await seen(state=State.DONE, timeline=done)
    proposer = replace(shown.names[shown.matter.proposer], reachable=True)
    other = Member(council=1, person=99, name="孙大爷", reachable=True)
    asked = errands.look_back_card(ZH, shown, proposer, None)
    assert asked
    assert "您提出的" in asked.text
    assert [[button.label for button in row] for row in asked.buttons] == [["满意", "基本满意", "不满意"]]
    asked = errands.look_back_card(ZH, shown, other, None)
    assert asked
    assert "您附议的" in asked.text


@pytest.mark.parametrize("what", [Act.DONE, Act.RESOLVE, Act.REJECT, Act.OVERDUE, Act.ASSIGN, Act.REOPEN])
async def test_overtaken_news_leads_to_the_matter(what: Act) -> None:
    """News that is overtaken before it is told offers nothing that cannot be done any more, only the way there."""
    entry = Entry(at=builders.NOW, what=what, person=1, text="好")
    shown = await seen(state=State.CLOSED, timeline=(entry,))
    ((first, second),) = matter_news.matter_news_card(ZH, shown, (entry,), {}).buttons
    assert (first.label, second.label) == ("详情", "办理…")


async def test_handler_without_chat() -> None:
    """A handler who uses no chat is named as they were written down."""
    shown = await seen(state=State.DISPATCHED, assignment=Assignment(handler_name="<老李>"))
    assert "承办：&lt;老李&gt;" in matters.matter_card(ZH, shown).text


async def test_recorded_for_somebody() -> None:
    """The card names who brought a matter in for somebody else."""
    shown = await seen(recorder=2)
    named = replace(shown, names={**shown.names, 2: Member(council=1, person=2, name="李秀兰")})
    assert "代录人：李秀兰" in matters.matter_card(ZH, named).text


@pytest.mark.parametrize(
    ("day", "may_change"),
    [("2027-01-01", False), ("2027-05-02", False), ("2027-10-03", False), ("2027-01-04", True), ("2026-12-31", True)],
)
async def test_a_day_that_may_change(day: str, may_change: bool) -> None:  # noqa: FBT001  # what the table is about
    """Of a day reckoned without the holidays of its year it is said that it may change, never of a fixed holiday."""
    shown = await seen(state=State.IN_PROGRESS, assignment=Assignment(due=date.fromisoformat(day), due_known=False))
    assert ("可能会变" in matters.matter_card(ZH, shown).text) is may_change

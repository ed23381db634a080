"""The cost of growth of the practices: the same press with a hundred entries and with ten thousand.

CPU milliseconds of one act on the store on disk, as `benchmarks.growth` measures matters.
"""

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks.figures import Figure, show
from benchmarks.growth import NOW, PEOPLE, TURNS, Use, chat, found, race, settle
from benchmarks.surveys import SURVEY
from bot import ballot_encryption
from bot.domain.councils.council import Account
from bot.domain.councils.practice import Practice
from bot.domain.events.event import Event
from bot.domain.events.sign_up import SignUp
from bot.domain.hosts.bench_meeting import BenchMeeting, BenchOpinion
from bot.domain.hosts.host import Host
from bot.domain.notices.notice import Notice, NoticeRead
from bot.domain.pledges.pledge import Pledger
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.reply import Reply
from bot.domain.stars.star_round import Nomination, StarRound
from bot.domain.surveys.answers import SurveyResponse, envelope_width
from bot.domain.surveys.survey import QuestionKind, SurveyKey, SurveyQuestion
from bot.domain.wishes.wish import Wish
from bot.ports import Tx
from bot.services.councils import members
from bot.services.events import sign_ups
from bot.services.hosts import bench_meetings
from bot.services.notices import notices
from bot.services.pledges import pledges
from bot.services.reactions import perform
from bot.services.shared.enqueue import ReplyTo
from bot.services.shared.use_cases import ButtonUseCase
from bot.services.stars import nominations
from bot.services.surveys import forms
from bot.services.surveys.responses import pack_answers
from bot.services.wishes import claims
from storage.tinydb.store import TinyStore

FEW, MANY, STEP = 100, 10_000, 1000
QUESTIONS = tuple(SurveyQuestion(QuestionKind.ONE, f"第{n}题", ("好", "不好")) for n in range(20))
KEY = ballot_encryption.new_key()
ENVELOPE = ballot_encryption.seal(KEY, pack_answers(("0",) * len(QUESTIONS)), envelope_width(QUESTIONS))


def make_wish(number: int) -> Wish:
    """Return a wish that nobody has claimed, of somebody whom no benchmark lets press."""
    return Wish(
        council=1,
        number=number,
        text="一台收音机",
        whom="老人",
        masked="王**",
        name="王桂芳",
        contact="3号楼501",
        by=1,
        at=NOW,
        since=NOW,
    )


def begin(tx: Tx) -> None:
    """Put a council with a notice, an event, a survey, and a wish for each turn into the store."""
    found(tx, 1, 0)
    until = NOW + timedelta(days=7)
    tx.put(Notice(council=1, number=1, text="明天上午停水", by=2, at=NOW, until=until))
    tx.secrets.put(SurveyKey(council=1, survey=1, secret=KEY))
    tx.put(replace(SURVEY, questions=QUESTIONS))
    tx.put(Event(council=1, number=1, what="大扫除", at=until, closes=until, place="小广场", by=2, posted=NOW))
    tx.put(
        Host(council=1, number=1, name="居民2", building="3号楼", address="101", days="周三", person=2, by=2, at=NOW)
    )
    tx.put(StarRound(council=1, number=1, what="热心邻居", by=2, at=NOW))
    for number in range(1, TURNS + PEOPLE):
        tx.put(make_wish(number))


def fill(tx: Tx, first: int, last: int) -> None:
    """Have people read the notice, sign up for the event, answer the survey, have wishes and pledge."""
    for person in range(first, last):
        tx.put(NoticeRead(council=1, notice=1, person=person, at=NOW))
        tx.put(SignUp(council=1, event=1, person=person, order=person, waits=False, at=NOW))
        tx.put(SurveyResponse(council=1, survey=1, person=person, done=True, sealed=ENVELOPE))
        tx.put(make_wish(person))
        tx.put(Pledger(council=1, person=person, at=NOW))
        tx.put(BenchMeeting(council=1, number=person, host=1, people=8, by=2, at=NOW))
        tx.put(BenchOpinion(council=1, meeting=person, place=1, text="楼道太暗", at=NOW))
        tx.put(Nomination(council=1, round=1, person=person, place=1, name=f"居民{person % 9}", at=NOW))


def open_chats(tx: Tx, last: int) -> None:
    """Open private chats with people, in which the bot tells them whose wish they have claimed."""
    for person in range(last):
        members.record_private_chat(tx, AccountId(str(10_000 + person)), ChatId(str(10_000 + person)))


async def make(folder: Path, entries: int) -> TinyStore:
    """Make a store on disk with so many entries, and people who have none."""
    store = TinyStore.open(folder)
    await store.run(begin)
    await store.run(settle, 0, max(TURNS, PEOPLE) + PEOPLE)
    await store.run(open_chats, max(TURNS, PEOPLE) + PEOPLE)
    for first in range(0, entries, STEP):
        await store.run(fill, 10_000 + first, 10_000 + min(first + STEP, entries))
    store.db.storage.compact()
    return store


def press(
    act: str, use_case: ButtonUseCase[Reply], arg: str = "", *, private: bool = False, one_each: bool = False
) -> Use:
    """Return the press of a button in the group or in private, each turn by somebody else.

    `one_each`: each turn about another subject.
    """

    def run(tx: Tx, turn: int) -> None:
        perform(
            tx,
            use_case,
            intent=Intent(act, 1, turn + 1 if one_each else 1, arg),
            by=Account(AccountId(str(10_002 + turn)), f"居民{2 + turn}"),
            reply_to=ReplyTo(
                f"re/{turn}", ChatId(str(10_002 + turn if private else chat(1))), MessageId("5"), group=not private
            ),
            now=NOW + timedelta(seconds=turn),
        )

    return run


def write(use_case: Callable[..., object], text: str, *, by: int = 0, **wishes: int) -> Use:
    """Return the words of a person in the group, each turn somebody else's unless it is the person of number `by`."""

    def run(tx: Tx, turn: int) -> None:
        person = by or 2 + turn
        perform(
            tx,
            use_case,
            council=1,
            text=text,
            by=Account(AccountId(str(10_000 + person)), f"居民{person}"),
            reply_to=ReplyTo(f"re/{turn}", ChatId(str(chat(1))), MessageId("5"), group=True),
            now=NOW + timedelta(seconds=turn),
            **wishes,
        )

    return run


PRESSES: dict[Practice, Use] = {
    Practice.NOTICES: press("notice_read", notices.press_read),
    Practice.EVENTS: press("event_sign", sign_ups.press_sign_up),
    Practice.WISHES: press("wish_claim", claims.press_claim, one_each=True),
    Practice.PLEDGES: press("pledge_join", pledges.press_join),
    Practice.SURVEYS: press("survey_tick", forms.press_tick, "0.0", private=True),
    Practice.HOSTS: write(bench_meetings.record_bench, "8人\n楼道太暗\n车棚漏雨", by=2, host=1),
    Practice.STARS: write(nominations.nominate, "王奶奶 天天浇花", number=1),
}


async def measure(folder: Path) -> list[Figure]:
    """Press the button of each practice over few and over many entries."""
    few, many = await make(folder / "few", FEW), await make(folder / "many", MANY)
    figures = []
    for practice, act in PRESSES.items():
        little, much = await race(act, few, many, TURNS)
        figures.append(Figure(f"press of {practice}, {MANY:,} entries to {FEW}", much, "ms", little, 1.3))
    await few.close()
    await many.close()
    return figures


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        show("The same press with few and with many entries", asyncio.run(measure(Path(folder))))


if __name__ == "__main__":
    main()

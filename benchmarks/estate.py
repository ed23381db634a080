"""An estate with a roll of any size, an account tied to every unit, and a vote in it: what votes are measured on.

Units are numbered from 1 and so are people: the account of number n is tied to unit n, n = 1 is the head.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.councils.council import Account, Council, Member, Role
from bot.domain.councils.counter import Counter, Numbered
from bot.domain.matters.category import guess_category
from bot.domain.matters.matter import Matter, comparable_text
from bot.domain.matters.state import State
from bot.domain.rolls.roll import Access, Row
from bot.domain.shared.audit_log import ChainHead
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.votes.tally import Choice
from bot.ports import Document, Tx
from bot.services.councils import members
from bot.services.rolls import rolls
from bot.services.shared.enqueue import ReplyTo
from bot.services.votes import ballots, vote_drafts
from storage.tinydb.store import TinyStore

STEP = 5000
NAMED, SECRET = "记名", "不记名"


def label(number: int) -> str:
    """Return the label of a unit, a hundred in a building."""
    return f"{1 + number // 100}-{100 + number % 100}"


def found(tx: Tx, chat: int, now: datetime) -> None:
    """Make the council, with two matters that can be voted on."""
    tx.put(Council(number=1, chat=ChatId(str(chat)), name="和平里"))
    tx.put(Counter(council=1, of=Numbered.MATTER, last=2))
    tx.put(Counter(council=1, of=Numbered.PERSON, last=999_999))
    tx.put(ChainHead(council=1))
    for number, text in enumerate(("给每栋楼装一部电梯", "三号楼门口的路灯坏了两个星期"), 1):
        matter = Matter(
            council=1,
            number=number,
            text=text,
            plain=comparable_text(text),
            category=guess_category(text),
            proposer=1,
            at=now,
            state=State.ACCEPTED,
        )
        tx.put(matter)


def documents(accounts: Sequence[int], now: datetime) -> Iterator[Document]:
    """Return the people and their ties."""
    for number, account in enumerate(accounts, 1):
        roles = {"roles": (Role.HEAD,), "rank": 0} if number == 1 else {}
        yield Member(council=1, person=number, account=AccountId(str(account)), name=f"居民{number}", **roles)  # type: ignore[arg-type]  # fields of Member
        yield Access(council=1, unit=label(number), person=number, at=now)


def put(tx: Tx, some: Sequence[Document]) -> None:
    """Put documents."""
    for each in some:
        tx.put(each)


def enrol(tx: Tx, ready: rolls.Ready, now: datetime) -> None:
    """Bring a roll into force."""
    council = members.get_council(tx, 1)
    made = rolls.make_version(tx.next_number(1, Numbered.ROLL), council, ready, by=1, now=now)
    tx.put(made)
    put(tx, [replace(unit, roll=made.number) for unit in ready.units])
    tx.put(replace(council, roll=made.number))


async def fill(store: TinyStore, chat: int, accounts: Sequence[int]) -> None:
    """Put the estate into an empty store."""
    now = datetime.now(UTC)
    await store.run(found, chat, now)
    every = list(documents(accounts, now))
    for start in range(0, len(every), STEP):
        await store.run(put, every[start : start + STEP])
    rows = [
        Row(unit=label(n), building=label(n).split("-")[0], owners=(f"业主{n}",), phones=("",), area=f"{60 + n % 80}.5")
        for n in range(1, len(accounts) + 1)
    ]
    await store.run(enrol, rolls.number_heads(rows, 1), now)


def begin(tx: Tx, chat: int, matter: int, mode: str, account: int) -> int:
    """Have the head put a vote together that lasts 30 days; give its number."""
    text = f"cn.owners.ordinary {mode} 30天 全体\n换新路灯"
    reply_to = ReplyTo(f"re/vote{matter}", ChatId(str(chat)), group=True)
    vote_drafts.start_draft(
        tx, council=1, number=matter, text=text, by=head(account), now=datetime.now(UTC), reply_to=reply_to
    )
    return tx.last_number(1, Numbered.VOTE)


def open_(tx: Tx, chat: int, number: int, account: int) -> None:
    """Have the head open it."""
    intent, back = (
        Intent("vote_open", 1, number),
        ReplyTo(f"re/open{number}", ChatId(str(chat)), MessageId("1"), group=True),
    )
    vote_drafts.open_vote(tx, intent=intent, by=head(account), reply_to=back, now=datetime.now(UTC))


def head(account: int) -> Account:
    """Return the head as the platform knows them."""
    return Account(AccountId(str(account)), "居民1")


def cast(tx: Tx, number: int, persons: Sequence[int], choice: Choice) -> None:
    """Cast ballots for people, in one transaction."""
    for person in persons:
        who = tx.get(Member, f"1/{person}")
        if who:
            ballots.cast_ballots(tx, council=1, number=number, by=who, choice=choice, now=datetime.now(UTC))


async def crowd(store: TinyStore, number: int, persons: Sequence[int]) -> None:
    """Cast the ballots of many people; the choices are mixed."""
    choices = list(Choice)
    for place, start in enumerate(range(0, len(persons), STEP // 5)):
        await store.run(cast, number, persons[start : start + STEP // 5], choices[place % len(choices)])

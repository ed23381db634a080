"""Ready-made things for tests: a council with its people, a matter in any state, a store to keep them in."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.domain.councils.council import Account, Council, Defaults, Member, Role, rank_of_roles
from bot.domain.councils.counter import Numbered
from bot.domain.matters.matter import Matter
from bot.domain.meetings.meeting_days import Schedule
from bot.domain.rolls.roll import Access, Roll, Unit, roll_digest, sum_decimals
from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.incoming_message import IncomingMessage
from bot.ports import Tx
from bot.services.councils import councils, members, roles
from bot.services.matters import drafts, repository
from bot.services.reactions import perform
from bot.services.shared.enqueue import ReplyTo
from tests import cast

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)  # a Monday, 20:00 in Shanghai
MESSAGE = MessageId("500")
DEFAULTS = Defaults(schedule=Schedule(days=(8, 18, 28)))


def back(name: str = "1", chat: ChatId = cast.GROUP, message: MessageId | None = MESSAGE) -> ReplyTo:
    """Where an answer goes."""
    return ReplyTo(f"re/{name}", chat, message, group=cast.is_group(chat))


def said(
    text: str, by: Account = cast.RESIDENT, chat: ChatId = cast.GROUP, message: MessageId = MESSAGE, **more: Any
) -> IncomingMessage:
    """Something somebody said."""
    return IncomingMessage(chat=chat, message=message, group=cast.is_group(chat), by=by, text=text, **more)


def council(tx: Tx, *, chat: ChatId = cast.GROUP, name: str = "和平里小区", now: datetime = NOW) -> Council:
    """A council with its head, clerk and handler, set up the way people do it."""
    number = councils.set_up(
        tx,
        name=name,
        by=cast.HEAD,
        admin=True,
        hears_all=True,
        defaults=DEFAULTS,
        now=now,
        reply_to=back("setup", chat),
    )
    for account, role in (
        (cast.CLERK, Role.CLERK),
        (cast.HANDLER, Role.HANDLER),
        (cast.CAPTAIN, Role.CAPTAIN),
    ):
        roles.appoint_member(
            tx, by=cast.HEAD, whom=account, role=role, now=now, reply_to=back(f"role{account.id}", chat)
        )
    return members.get_council(tx, number)


def member(tx: Tx, account: Account, number: int = 1) -> Member:
    """Somebody of a council, known by having been seen in its group."""
    return members.register_member(tx, number, account)


def matter(
    tx: Tx,
    text: str = "3号楼门口的路灯坏了三天",
    *,
    by: Account = cast.RESIDENT,
    council: int = 1,
    now: datetime = NOW,
    **changes: Any,
) -> Matter:
    """A matter somebody proposed, with any changes laid over it."""
    its_council = members.get_council(tx, council)
    number = perform(
        tx,
        drafts.propose_matter,
        council=council,
        said=said(text, by, its_council.chat),
        by=by,
        now=now,
        reply_to=back(f"p{tx.last_number(council, Numbered.MATTER) + 1}", its_council.chat),
    )
    if number is None:
        raise AssertionError(f"{text} is like an open matter")
    kept = repository.get_matter(tx, council, number)
    if changes:
        kept = replace(kept, **changes)
        tx.put(kept)
    return kept


def roll(tx: Tx, areas: Mapping[str, str], *, heads: Mapping[str, int] | None = None, council: int = 1) -> Roll:
    """A roll in force: the area of each unit by its label; each is a head of its own unless `heads` says whose."""
    its_council = members.get_council(tx, council)
    number = tx.next_number(council, Numbered.ROLL)
    units = [
        Unit(
            council=council,
            roll=number,
            unit=label,
            building=label.split("-")[0],
            head=(heads or {}).get(label, place),
            owners=("业主",),
            phones=("",),
            area=area,
        )
        for place, (label, area) in enumerate(areas.items(), 1)
    ]
    for unit in units:
        tx.put(unit)
    made = Roll(
        council=council,
        number=number,
        at=NOW,
        by=1,
        units=len(units),
        heads=len({unit.head for unit in units}),
        area=sum_decimals(areas.values()),
        buildings=tuple(dict.fromkeys(unit.building for unit in units)),
        digest=roll_digest(units),
    )
    tx.put(made)
    tx.put(replace(its_council, roll=made.number))
    return made


def tied(tx: Tx, account: Account, *units: str, council: int = 1) -> None:
    """Somebody's account is tied to units."""
    person = members.register_member(tx, council, account)
    for unit in units:
        tx.put(Access(council=council, unit=unit, person=person.person, at=NOW))


def role_of(member: Member, *roles: Role) -> Member:
    """The member with these roles and no others."""
    ordered, rank = rank_of_roles(roles)
    return replace(member, roles=ordered, rank=rank)


UseCase = Callable[..., Any]

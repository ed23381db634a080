"""Roles of members with their sectors and terms: assigned, removed, handed over."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.domain.councils.council import Account, Council, Member, Role, rank_of_roles
from bot.domain.councils.counter import Numbered
from bot.domain.councils.errors import HasNotRole, LastHead, NoSuchPerson
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.councils.seat import TERM_NOTICE, Seat, parse_seat
from bot.domain.rolls.roll import Roll
from bot.domain.rolls.unit_labels import unit_label
from bot.domain.shared.ids import ChatId
from bot.domain.shared.job import JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reply import Reply, Values
from bot.ports import Tx
from bot.read_models.councils import Roster
from bot.services.councils import command_menus
from bot.services.councils.members import council_and_member, council_of, find_member, list_roster, register_member
from bot.services.shared import jobs
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import MORNING, day_now
from bot.services.shared.enqueue import ReplyTo, enqueue, reply_text
from bot.services.shared.morning_jobs import BEFORE_THE_LIST


def appoint_member(
    tx: Tx,
    *,
    by: Account,
    whom: Account,
    role: Role | None,
    now: datetime,
    reply_to: ReplyTo,
    words: str = "",
    only: tuple[Role, ...] = (),
) -> None:
    """Appoint a member to a role, or remove `only` these or all of their roles (`role` None).

    A new head takes over from the old one.

    `words` say whom they sit for, or a captain's building, and until when; what they leave out stays as it was.
    Raises NotAllowed, NotAPerson, LastHead, HasNotRole, TooLong, NoSuchTerm, PastDay, and NoSuchPerson for somebody
    who left.
    """
    council, actor = council_and_member(tx, reply_to.chat, by)
    check_allowed(CouncilAct.APPOINT, actor)
    person = register_member(tx, council.number, whom, acting=False)
    if not person.present:
        raise NoSuchPerson
    seat = parse_seat(words, day_now(council, now)) if role else Seat()
    if seat.words:
        of_building = role is Role.CAPTAIN and seat.words not in council.parties
        person = replace(person, building=seat.words) if of_building else replace(person, sector=seat.words)
    if seat.term:
        person = replace(person, term=seat.term)
    roles = set(person.roles)
    if role is None:
        lost = set(only) or set(roles)
        if Role.HEAD in lost & roles:
            raise LastHead
        if missing := [each for each in only if each not in roles]:
            raise HasNotRole(role=missing[0])
        roles -= lost
    else:
        roles.add(role)
    if role is Role.HEAD and person.person != actor.person:
        _keep_roles(tx, actor, set(actor.roles) - {Role.HEAD})
    _keep_roles(tx, person, roles)
    if seat.term:
        _wait_for_term(tx, council, person, seat.term, role=role or "", now=now)
    append_entry(
        tx,
        council.number,
        "appoint" if role else "dismiss",
        person=actor.person,
        now=now,
        facts={"whom": person.person, "role": role or ",".join(only)},
    )
    params: Values = {"council": council.number, "whom": person.person, "role": role or ""}
    if only:
        reply_text(tx, reply_to.for_all, Reply("dismissed_from", {**params, "roles": ",".join(only)}), now=now)
        return
    key = "appointed_for" if seat != Seat() else "appointed" if role else "dismissed"
    reply_text(tx, reply_to.for_all, Reply(key, params), now=now)


def _keep_roles(tx: Tx, member: Member, roles: Iterable[Role]) -> None:
    """Store the roles of a member; without any, sector and term are deleted as well."""
    ordered, rank = rank_of_roles(roles)
    kept = replace(member, roles=ordered, rank=rank)
    if Role.CAPTAIN not in ordered:
        kept = replace(kept, building=None)
    if not ordered:
        kept = replace(kept, sector=None, term=None)
        jobs.cancel(tx, term_of(kept))
    tx.put(kept)
    command_menus.plan_menus(tx, kept.account)


def term_of(member: Member) -> str:
    """Return the subject of the jobs about a member's term."""
    return f"term/{member.key}"


def _wait_for_term(tx: Tx, council: Council, member: Member, term: date, *, role: str, now: datetime) -> None:
    """Schedule reminders to the head a month before the end of a term and on its last day, for that morning's list."""
    jobs.cancel(tx, term_of(member))
    for name, day in (("soon", term - TERM_NOTICE), ("over", term)):
        at = datetime.combine(day, MORNING, ZoneInfo(council.zone)).astimezone(UTC) - BEFORE_THE_LIST
        if at > now:
            params = JobParams(
                key="term_soon" if name == "soon" else "term_over",
                council=council.number,
                whom=member.person,
                role=role,
            )
            jobs.schedule(tx, "term", term_of(member), at, name=name, params=params)


def without_captain(tx: Tx, council: Council) -> tuple[str, ...]:
    """Return the buildings of the roll in force that have no captain; nothing as long as there is no roll."""
    roll = tx.get(Roll, Roll.key_of(council.number, council.roll))
    taken = {unit_label(member.building) for member in list_roster(tx, council.number) if member.building}
    return tuple(each for each in roll.buildings if each not in taken) if roll else ()


def take_over_council(tx: Tx, council: Council, account: Account) -> Member:
    """Make an account the head of a council that has none."""
    person = register_member(tx, council.number, account)
    _keep_roles(tx, person, {*person.roles, Role.HEAD})
    return person


def mark_left(tx: Tx, *, chat: ChatId, who: Account, now: datetime) -> None:
    """Remove the roles of a member who left the group; announce an officer's leaving, so that nobody waits for them."""
    council = council_of(tx, chat)
    found = find_member(tx, council.number, who.id)
    if found is None or not found.present:
        return
    _keep_roles(tx, replace(found, present=False), ())
    if found.roles:
        append_entry(tx, council.number, "left", person=found.person, now=now)
        is_head = Role.HEAD in found.roles
        enqueue(
            tx,
            id=f"notice/{council.number}/left/{found.person}",
            chat=chat,
            group=True,
            view="notice",
            params=MessageParams.of_reply(
                Reply(
                    "head_left" if is_head else "captain_left" if _was_alone(tx, found) else "officer_left",
                    {
                        "council": council.number,
                        "whom": found.person,
                        "role": found.roles[0],
                        "building": found.building or "",
                    },
                )
            ),
            now=now,
        )


def _was_alone(tx: Tx, gone: Member) -> bool:
    """Return whether the building of a captain who left has no other one."""
    others = {unit_label(each.building) for each in list_roster(tx, gone.council) if each.building}
    return bool(gone.building) and unit_label(gone.building or "") not in others


def read_roster(tx: Tx, council_number: int) -> Roster | None:
    """Return the roster of a council, and how many people it knows in all."""
    council = tx.get(Council, Council.key_of(council_number))
    if council is None:
        return None
    known = tx.last_number(council_number, Numbered.PERSON)
    return Roster(council, tuple(list_roster(tx, council_number)), known, without_captain(tx, council))

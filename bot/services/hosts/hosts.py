"""Hosts: entered and changed by officers, listed by building, and taken off the list."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import OFFICERS, Account, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.hosts.bench_meeting import BenchMeeting
from bot.domain.hosts.errors import NoHost
from bot.domain.hosts.host import PART_LIMIT, Host, HostText, building_order
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.index_rows import HostRow
from bot.ports import Tx
from bot.read_models.hosts import ShownHost, ShownHosts
from bot.services.councils import members
from bot.services.matters.listing import nearest_page
from bot.services.matters.repository import clean_text
from bot.services.shared.audit import append_entry
from bot.services.shared.dispatch import ask_by_button, authorise_button
from bot.services.shared.enqueue import ReplyTo, notify_person, reply_page

PAGE, LIST = "host.page", "hosts"
PER_PAGE = 8


def get_host(tx: Tx, council: int, number: int) -> Host:
    """Return the host of this number, on the list still. Raises NoHost."""
    found = tx.get(Host, Host.key_of(council, number))
    if found is None or not found.listed:
        raise NoHost(number=number)
    return found


def is_officer(who: Member | None) -> bool:
    """Return whether a person is an officer."""
    return who is not None and bool(OFFICERS.intersection(who.roles))


def find_own(tx: Tx, council: int, person: int) -> Host | None:
    """Return the entry of a member who hosts; None for those who do not."""
    return next(iter(tx.find(Host, "person", council, person, True, limit=1)), None)


def add_host(
    tx: Tx, *, council: int, said: HostText, person: int = 0, by: Account, now: datetime, reply_to: ReplyTo
) -> PrivateReply:
    """Enter a host, who is told so in private, and return their page for the officer; in private that is the reply.

    `person` is who was chosen as a member; 0: the name says who it is. Raises NotAllowed, SeveralPeople, TooLong.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    check_allowed(CouncilAct.HOST, who)
    host = Host(
        council=council,
        number=tx.next_number(council, Numbered.HOST),
        name=_clean(said.name),
        building=_clean(said.building),
        address=_clean(said.address),
        days=_clean(said.days),
        person=person or _find_person(tx, council, said.name, who),
        by=who.person,
        at=now,
    )
    tx.put(host)
    _record(tx, host, "host_entered", who, now)
    member = tx.get(Member, Member.key_of(council, host.person)) if host.person else None
    if member and member.open_chat and member.person != who.person:
        its_council, params = members.get_council(tx, council), page_of(host, member).params
        about = f"host/{host.key}/welcome"
        notify_person(tx, its_council, member, id=about, view="host.welcome", params=params, now=now, remember=True)
    return reply_page(tx, reply_to, page_of(host, who), now=now)


def change_host(
    tx: Tx, *, council: int, number: int, said: HostText, by: Account, now: datetime, reply_to: ReplyTo
) -> PrivateReply:
    """Write the parts of a host anew, and return their page. Raises NotAllowed, NoHost, SeveralPeople, TooLong."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    check_allowed(CouncilAct.HOST, who)
    host = get_host(tx, council, number)
    person = host.person if said.name == host.name else _find_person(tx, council, said.name, who)
    changed = replace(
        host,
        name=_clean(said.name),
        building=_clean(said.building),
        address=_clean(said.address),
        days=_clean(said.days),
        person=person,
    )
    tx.put(changed)
    _record(tx, changed, "host_changed", who, now)
    return reply_page(tx, reply_to, page_of(changed, who), now=now)


def ask_change(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask an officer for the parts of a host. Raises NotAllowed, NoHost."""
    who = _authorise(tx, intent, by, reply_to)
    return ask_by_button(tx, "host_text", intent=intent, by=by, who=who, reply_to=reply_to, now=now)


def must_ask_removal(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> bool:  # noqa: ARG001  # as of every button
    """Return that taking a host off the list is asked about first. Raises NotAllowed, NoHost."""
    _authorise(tx, intent, by, reply_to)
    return True


def press_remove(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Take a host off the list; their records stay, their address does not. Raises NotAllowed, NoHost."""
    who = _authorise(tx, intent, by, reply_to)
    host = get_host(tx, intent.council, intent.subject)
    tx.put(host.ended())
    _record(tx, host, "host_ended", who, now)
    return Reply("host_removed")


def host_left(tx: Tx, member: Member, now: datetime) -> None:
    """Take a host off the list who left the group, and tell the officers that a building has none."""
    council = members.get_council(tx, member.council)
    for host in tx.find(Host, "person", member.council, member.person, True):
        tx.put(host.ended())
        _record(tx, host, "host_ended", None, now)
        for officer in members.list_reachable_officers(tx, member.council):
            notify_person(
                tx,
                council,
                officer,
                id=f"host/{host.key}/left/{officer.person}",
                view="host.left",
                params=params_of(host),
                now=now,
                respect_quiet_hours=True,
            )


def erase_host(tx: Tx, host: Host, now: datetime) -> None:
    """Take everything out of a host that says who and where they are; the records of their meetings stay."""
    tx.put(replace(host.ended(), name="", person=0))
    if host.listed:
        _record(tx, host, "host_ended", None, now)


def find_page(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the page of a host for the one who pressed. Raises NoHost, NotMember."""
    _, who = authorise_button(tx, intent, by, reply_to)
    page = page_of(get_host(tx, intent.council, intent.subject), who)
    return page if reply_to.has_one_reader else replace(page, params=replace(page.params, person=0))


def params_of(host: Host, person: int = 0) -> MessageParams:
    """Return the params of a message about a host, for one person."""
    return MessageParams(council=host.council, number=host.number, person=person)


def page_of(host: Host, who: Member) -> PrivateReply:
    """Return the page of a host for one person."""
    return PrivateReply(PAGE, params_of(host, who.person), remember=True)


def load_host(tx: Tx, council: int, number: int, person: int) -> ShownHost | None:
    """Return a host as one person may see them."""
    host = tx.get(Host, Host.key_of(council, number))
    if host is None:
        return None
    reader = tx.get(Member, Member.key_of(council, person)) if person else None
    officer, own = is_officer(reader), person == host.person != 0
    return ShownHost(
        council=members.get_council(tx, council),
        host=host,
        meetings=tx.count(BenchMeeting, "host", council, number),
        is_member=host.person != 0,
        can_record=host.listed and (officer or own),
        can_change=host.listed and officer,
        is_for_all=reader is None,
    )


def load_hosts(tx: Tx, council: int, person: int, page: int) -> ShownHosts:
    """Return a page of the hosts by building, as one person finds them; a page too far is the last."""
    rows = tx.rows(HostRow, council, True)
    ordered = sorted(rows, key=lambda row: (building_order(row.building), row.number))
    page, pages = nearest_page(page, len(ordered), PER_PAGE)
    shown = (tx.get(Host, row.key) for row in ordered[(page - 1) * PER_PAGE : page * PER_PAGE])
    reader = tx.get(Member, Member.key_of(council, person)) if person else None
    own = find_own(tx, council, person) if reader else None
    return ShownHosts(
        council=members.get_council(tx, council),
        hosts=tuple(host for host in shown if host),
        total=len(ordered),
        page=page,
        pages=pages,
        own=own.number if own else 0,
        is_officer=is_officer(reader),
        is_for_all=reader is None,
    )


def _clean(said: str) -> str:
    return clean_text(said, PART_LIMIT, shortest=1)[0]


def _find_person(tx: Tx, council: int, name: str, by: Member) -> int:
    found = members.find_by_name(tx, council, name, by)
    return found.person if found else 0


def _authorise(tx: Tx, intent: Intent, by: Account, reply_to: ReplyTo) -> Member:
    """Return the officer who pressed a button about a host on the list. Raises NotAllowed, NoHost."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.HOST, who)
    get_host(tx, intent.council, intent.subject)
    return who


def _record(tx: Tx, host: Host, what: str, who: Member | None, now: datetime) -> None:
    append_entry(tx, host.council, what, person=who.person if who else None, now=now, facts={"host": host.number})

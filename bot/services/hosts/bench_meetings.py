"""Records of bench meetings: written by the host or an officer, changed, and taken back for ten minutes."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.councils.counter import Numbered
from bot.domain.hosts.bench_meeting import OPINION_LIMIT, BenchMeeting, BenchOpinion, merge_opinions, parse_bench
from bot.domain.hosts.errors import BenchStays, NoBenchMeeting, NotHost
from bot.domain.hosts.host import Host
from bot.domain.matters.matter import Matter
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.read_models.hosts import BenchLine, ShownBench, ShownBenches, ShownOpinion
from bot.services.councils import members
from bot.services.hosts import hosts
from bot.services.matters.listing import nearest_page
from bot.services.matters.repository import clean_text
from bot.services.shared.audit import append_entry
from bot.services.shared.dispatch import ask_by_button, authorise_button, send_in_private
from bot.services.shared.enqueue import ReplyTo, reply_page

PAGE, LIST = "bench.page", "benches"
PER_PAGE = 8


def check_may_record(host: Host, who: Member) -> None:
    """Raise NotHost unless a person is this host or an officer."""
    if not (hosts.is_officer(who) or who.person == host.person):
        raise NotHost


def get_bench(tx: Tx, council: int, number: int) -> BenchMeeting:
    """Return the record of this number. Raises NoBenchMeeting."""
    found = tx.get(BenchMeeting, BenchMeeting.key_of(council, number))
    if found is None:
        raise NoBenchMeeting(number=number)
    return found


def list_opinions(tx: Tx, meeting: BenchMeeting) -> list[BenchOpinion]:
    """Return the opinions of a record in their order."""
    return tx.find(BenchOpinion, "meeting", meeting.council, meeting.number)


def record_bench(
    tx: Tx, *, council: int, host: int, text: str, by: Account, now: datetime, reply_to: ReplyTo
) -> PrivateReply:
    """Record a bench meeting at a host's, and return its page for its author; in private that is the reply.

    Raises NoHost, NotHost, BenchUnclear, TooManyOpinions, TooShort, TooLong.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    check_may_record(hosts.get_host(tx, council, host), who)
    said = parse_bench(text)
    texts = [clean_text(each, OPINION_LIMIT)[0] for each in said.opinions]
    meeting = BenchMeeting(
        council=council,
        number=tx.next_number(council, Numbered.BENCH_MEETING),
        host=host,
        people=said.people,
        by=who.person,
        at=now,
    )
    tx.put(meeting)
    for place, each in enumerate(texts, 1):
        tx.put(BenchOpinion(council=council, meeting=meeting.number, place=place, text=each, at=now))
    _record(tx, meeting, "bench_recorded", who, now)
    return reply_page(tx, reply_to, page_of(meeting, who), now=now)


def change_bench(
    tx: Tx, *, council: int, number: int, text: str, by: Account, now: datetime, reply_to: ReplyTo
) -> PrivateReply:
    """Write a record anew, and return its page; opinions that became matters stay.

    Raises NoBenchMeeting, NotHost, BenchUnclear, TooManyOpinions, TooShort, TooLong.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    meeting = check_change(tx, council, number, who)
    said = parse_bench(text)
    before = list_opinions(tx, meeting)
    staying, new = merge_opinions(before, [clean_text(each, OPINION_LIMIT)[0] for each in said.opinions])
    for each in before:
        if each not in staying:
            tx.drop(BenchOpinion, each.key)
    last = max((each.place for each in before), default=0)
    for place, words in enumerate(new, last + 1):
        tx.put(BenchOpinion(council=council, meeting=number, place=place, text=words, at=meeting.at))
    changed = replace(meeting, people=said.people, edited=now)
    tx.put(changed)
    _record(tx, changed, "bench_changed", who, now)
    return reply_page(tx, reply_to, page_of(changed, who), now=now)


def ask_change(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask for the whole record anew. Raises NoBenchMeeting, NotHost."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_change(tx, intent.council, intent.subject, who)
    return ask_by_button(tx, "bench_text", intent=intent, by=by, who=who, reply_to=reply_to, now=now)


def ask_people(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask how many were at a host's, the first of two questions. Raises NoHost, NotHost."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_may_record(hosts.get_host(tx, intent.council, intent.subject), who)
    return ask_by_button(tx, "bench_people", intent=intent, by=by, who=who, reply_to=reply_to, now=now)


def must_ask_undo(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> bool:
    """Return that taking a record back is asked about first; raises what stands against it: NotHost, BenchStays."""
    _check_undo(tx, intent, by, reply_to, now)
    return True


def press_undo(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Take a record back: nothing of it is kept. Raises NoBenchMeeting, NotHost, BenchStays."""
    meeting, who = _check_undo(tx, intent, by, reply_to, now)
    for each in list_opinions(tx, meeting):
        tx.drop(BenchOpinion, each.key)
    tx.drop(BenchMeeting, meeting.key)
    _record(tx, meeting, "bench_undone", who, now)
    return Reply("bench_undone", {"number": meeting.number})


def _check_undo(tx: Tx, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> tuple[BenchMeeting, Member]:
    _, who = authorise_button(tx, intent, by, reply_to)
    meeting = check_change(tx, intent.council, intent.subject, who)
    if not meeting.can_be_undone(now) or any(each.matter for each in list_opinions(tx, meeting)):
        raise BenchStays(number=meeting.number)
    return meeting, who


def check_change(tx: Tx, council: int, number: int, who: Member) -> BenchMeeting:
    """Return a record that its host or an officer changes. Raises NoBenchMeeting, NotHost."""
    meeting = get_bench(tx, council, number)
    if not _may_change(tx, meeting, who):
        raise NotHost
    return meeting


def _may_change(tx: Tx, meeting: BenchMeeting, who: Member | None) -> bool:
    host = tx.get(Host, Host.key_of(meeting.council, meeting.host))
    return who is not None and (
        hosts.is_officer(who) or (host is not None and host.listed and host.person == who.person)
    )


def find_page(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the page of a record for the one who pressed. Raises NoBenchMeeting, NotMember."""
    _, who = authorise_button(tx, intent, by, reply_to)
    page = page_of(get_bench(tx, intent.council, intent.subject), who)
    return page if reply_to.has_one_reader else replace(page, params=replace(page.params, person=0))


def find_list(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the list of records for the host or officer who pressed, of one host or of all (0). Raises NotHost."""
    _, who = authorise_button(tx, intent, by, reply_to)
    if intent.subject:
        check_may_record(hosts.get_host(tx, intent.council, intent.subject), who)
    elif not hosts.is_officer(who):
        raise NotHost
    params = MessageParams(council=intent.council, number=intent.subject, person=who.person)
    return PrivateReply(LIST, params, remember=True)


def send_sheet(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Send an officer all records as a file, in private. Raises NotHost, PrivateOnly."""
    _, who = authorise_button(tx, intent, by, reply_to)
    if not hosts.is_officer(who):
        raise NotHost
    params = MessageParams(council=intent.council)
    return send_in_private(tx, "bench.sheet", params, who=who, reply_to=reply_to, now=now)


def page_of(meeting: BenchMeeting, who: Member) -> PrivateReply:
    """Return the page of a record for one person."""
    return PrivateReply(
        PAGE, MessageParams(council=meeting.council, number=meeting.number, person=who.person), remember=True
    )


def load_bench(tx: Tx, council: int, number: int, person: int, now: datetime) -> ShownBench | None:
    """Return a record for one reader: its host and the officers see all of it, others what became matters."""
    meeting = tx.get(BenchMeeting, BenchMeeting.key_of(council, number))
    if meeting is None:
        return None
    can_change = _may_change(tx, meeting, tx.get(Member, Member.key_of(council, person)) if person else None)
    every = list_opinions(tx, meeting)
    shown = [each for each in every if each.matter or can_change]
    return ShownBench(
        council=members.get_council(tx, council),
        meeting=meeting,
        host=tx.get(Host, Host.key_of(council, meeting.host)),
        opinions=tuple(ShownOpinion(each, find_matter(tx, each)) for each in shown),
        left_out=len(every) - len(shown),
        can_change=can_change,
        can_undo=can_change and meeting.can_be_undone(now) and not any(each.matter for each in every),
    )


def find_matter(tx: Tx, opinion: BenchOpinion) -> Matter | None:
    """Return the matter that an opinion became."""
    return tx.get(Matter, Matter.key_of(opinion.council, opinion.matter)) if opinion.matter else None


def load_benches(tx: Tx, council: int, host: int, person: int, page: int) -> ShownBenches:
    """Return a page of the records, the newest first; a page too far is the last."""
    index = ("host", council, host) if host else ("number", council)
    page, pages = nearest_page(page, tx.count(BenchMeeting, *index), PER_PAGE)
    found = tx.find(BenchMeeting, *index, newest_first=True, skip=(page - 1) * PER_PAGE, limit=PER_PAGE)
    return ShownBenches(
        council=members.get_council(tx, council),
        lines=tuple(_line(tx, each) for each in found),
        page=page,
        pages=pages,
        host=host,
        is_officer=hosts.is_officer(tx.get(Member, Member.key_of(council, person)) if person else None),
    )


def load_every_bench(tx: Tx, council: int) -> list[ShownBench]:
    """Return all records with all their opinions, the oldest first, for a file of the officers."""
    its_council = members.get_council(tx, council)
    return [
        ShownBench(
            council=its_council,
            meeting=each,
            host=tx.get(Host, Host.key_of(council, each.host)),
            opinions=tuple(ShownOpinion(opinion, find_matter(tx, opinion)) for opinion in list_opinions(tx, each)),
        )
        for each in tx.find(BenchMeeting, "number", council)
    ]


def _line(tx: Tx, meeting: BenchMeeting) -> BenchLine:
    host = tx.get(Host, Host.key_of(meeting.council, meeting.host))
    return BenchLine(meeting, host, tx.count(BenchOpinion, "meeting", meeting.council, meeting.number))


def _record(tx: Tx, meeting: BenchMeeting, what: str, who: Member, now: datetime) -> None:
    append_entry(tx, meeting.council, what, person=who.person, now=now, facts={"bench": meeting.number})

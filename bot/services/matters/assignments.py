"""What was handed to somebody: they take it, give it back once, or its clock rests for a reason."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from bot.domain import errors
from bot.domain.councils.council import Council, Member
from bot.domain.hierarchy import escalation_ladder
from bot.domain.matters.matter import Entry, Matter, State, move, permit
from bot.domain.shared.outbox_message import Params
from bot.domain.shared.quiet_hours import awake
from bot.domain.shared.reply import Reply
from bot.domain.shared.working_days import add_working_days, end_of_period
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters import long_runs
from bot.services.matters.repository import REASON_LIMIT, cleaned, get, keep
from bot.services.shared import jobs
from bot.services.shared.council_time import morning_after, today
from bot.services.shared.enqueue import enqueue
from bot.services.shared.holidays import holidays

HANDED = frozenset({"assign", "whistle", "unacknowledged", "escalate", "reopen_above"})


def about(matter: Matter) -> str:
    """Name the matter for what waits for it."""
    return f"matter/{matter.key}"


def params(matter: Matter) -> Params:
    """Name the matter for what is told of it or waits for it."""
    return {"council": matter.council, "matter": matter.number}


def watch(tx: Tx, home: Council, matter: Matter) -> None:
    """Look at nine in the morning after its last day whether it is late."""
    if matter.due:
        jobs.wait(tx, "overdue", about(matter), morning_after(home, matter.due), params=params(matter))


def hand(tx: Tx, home: Council, matter: Matter, *, now: datetime) -> None:
    """Start both clocks of what was just handed to somebody, until it is taken and until it is done, and tell them."""
    watch(tx, home, matter)
    last = add_working_days(today(home, now), home.limits.acknowledge, holidays()).day
    jobs.wait(tx, "unacknowledged", about(matter), morning_after(home, last), params=params(matter))
    tell_persons(tx, matter, [matter.handler], "matter.yours", now=now)


def stop(tx: Tx, matter: Matter) -> None:
    """Stop both clocks."""
    jobs.forget(tx, about(matter), "overdue")
    jobs.forget(tx, about(matter), "unacknowledged")


def tell_persons(tx: Tx, matter: Matter, persons: Iterable[int | None], view: str, *, now: datetime) -> None:
    """Tell those who have opened a private chat; the others read it in the group's news, which names them."""
    for member in members.names(tx, matter.council, persons).values():
        if member.door:
            enqueue(
                tx,
                id=f"{view}/{matter.key}/{member.person}/{len(matter.timeline)}/{now.date()}",
                chat=member.door,
                view=view,
                params={**params(matter), "person": member.person},
                now=now,
                silent=awake(now, members.council(tx, matter.council).zone) > now,
            )


def in_time(home: Council, matter: Matter, now: datetime) -> bool:
    """Return whether the handler answers what was handed to them last within the council's limit, or a day of grace."""
    for entry in reversed(matter.timeline):
        if entry.what == "grace":
            return today(home, now) <= date.fromisoformat(entry.text)
        if entry.what in HANDED:
            last = add_working_days(today(home, entry.at), home.limits.acknowledge, holidays())
            return today(home, now) <= last.day
    return True


def acknowledged(tx: Tx, matter: Matter, now: datetime) -> bool | None:
    """Return whether a matter counts as answered in time, now that somebody works on it."""
    if matter.acknowledged is None:
        return None
    return matter.acknowledged or in_time(members.council(tx, matter.council), matter, now)


def ack(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """The handler says that they have it."""
    matter = get(tx, council, number)
    permit(matter, "ack", by)
    jobs.forget(tx, about(matter), "unacknowledged")
    entry = Entry(at=now, what="ack", person=by.person)
    changed = move(matter, "ack", entry=entry, acknowledged=acknowledged(tx, matter, now))
    keep(tx, changed, "ack", by=by, now=now)
    return Reply("did_ack", {"number": number})


def return_(tx: Tx, *, council: int, number: int, by: Member, reason: str, now: datetime) -> Reply:
    """Return a matter back, once, with the reason: somebody else is asked, and what was sent up comes down a level.

    Raises ReturnedOnce.
    """
    matter = get(tx, council, number)
    permit(matter, "return", by)
    if matter.returned:
        raise errors.ReturnedOnce(number=number)
    words, _ = cleaned(reason, REASON_LIMIT)
    home = members.council(tx, council)
    lower = escalation_ladder.below(home.ladder, matter.level) if matter.level > home.level else matter.level
    climbed = (matter.level, lower) if lower is not matter.level else ()
    stop(tx, matter)
    entry = Entry(at=now, what="return", person=by.person, text=words, climbed=climbed)
    handed_back = replace(matter, handler=None, handler_name="", due=None, late=False, paused=None)
    changed = move(handed_back, "return", entry=entry, returned=True, level=lower)
    keep(tx, changed, "return", by=by, now=now)
    return Reply("did_return", {"number": number})


def long_run(tx: Tx, *, council: int, number: int, by: Member, reason: str, now: datetime) -> Reply:
    """A matter for which others must be won first: its clock stops, with a reason that everybody reads."""
    matter = get(tx, council, number)
    permit(matter, "long_run", by)
    words, _ = cleaned(reason, REASON_LIMIT)
    stop(tx, matter)
    entry = Entry(at=now, what="long_run", person=by.person, text=words)
    waiting = move(matter, "long_run", entry=entry, due=None, late=False, paused=None)
    keep(tx, waiting, "long_run", by=by, now=now)
    long_runs.begin(tx, waiting, now=now)
    return Reply("did_long_run", {"number": number})


def pause(tx: Tx, *, council: int, number: int, by: Member, reason: str, now: datetime) -> Reply:
    """Let a matter's clocks rest, with a reason that its proposer reads. Raises Paused."""
    matter = get(tx, council, number)
    permit(matter, "pause", by)
    if matter.paused:
        raise errors.Paused(number=number)
    words, _ = cleaned(reason, REASON_LIMIT)
    stop(tx, matter)
    entry = Entry(at=now, what="pause", person=by.person, text=words)
    changed = move(matter, "pause", entry=entry, paused=today(members.council(tx, council), now))
    keep(tx, changed, "pause", by=by, now=now)
    return Reply("did_pause", {"number": number})


def resume(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """Let them go on: the last day moves by as many days as they rested, to a working day. Raises NotPaused."""
    matter = get(tx, council, number)
    permit(matter, "resume", by)
    if matter.paused is None:
        raise errors.NotPaused(number=number)
    home = members.council(tx, council)
    rested = (today(home, now) - matter.paused).days
    if matter.due and rested:
        last = end_of_period(matter.due, rested, holidays())
        matter = replace(matter, due=last.day, due_known=last.known)
    entry = Entry(at=now, what="resume", person=by.person, text=matter.due.isoformat() if matter.due else "")
    changed = move(matter, "resume", entry=entry, paused=None)
    watch(tx, home, changed)
    if changed.state is State.DISPATCHED:
        again = add_working_days(today(home, now), home.limits.acknowledge, holidays()).day
        jobs.wait(tx, "unacknowledged", about(matter), morning_after(home, again), params=params(matter))
    keep(tx, changed, "resume", by=by, now=now)
    return Reply("did_resume", {"number": number})

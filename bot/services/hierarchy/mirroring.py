"""A matter that two councils have: what one of them does is done in the other's as well.

Down goes what is done about it above, up goes what people below say of it; nothing goes both ways, so nothing turns
round. A matter in the middle hands on both.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Council
from bot.domain.hierarchy import escalation_ladder
from bot.domain.matters.matter import Entry, Matter, transition
from bot.ports import Tx
from bot.services.councils import members
from bot.services.hierarchy import escalation, parent_matters
from bot.services.matters import assignments, followups
from bot.services.matters.repository import save

DOWN = frozenset(
    {
        "assign",
        "ack",
        "return",
        "take_back",
        "progress",
        "note",
        "long_run",
        "pause",
        "resume",
        "overdue",
        "grace",
        "whistle",
        "unacknowledged",
        "escalate",
        "done",
        "give_back",
    }
)
UP = frozenset({"reopen", "reopen_above", "close", "unverified", "archive"})


def mirror_change(tx: Tx, matter: Matter, what: str, *, now: datetime) -> None:
    """Do to the other what was just done to this one."""
    if matter.below and what in DOWN:
        child = tx.get(Matter, matter.below)
        if child and child.above == matter.key:
            _down(tx, matter, child, what, now=now)
    if matter.above and what in UP:
        twin = tx.get(Matter, matter.above)
        if twin:
            _up(tx, matter, twin, what, now=now)


def mirror_due_day(tx: Tx, matter: Matter) -> None:
    """Let the one below have the last day that this one has."""
    child = tx.get(Matter, matter.below) if matter.below else None
    if child and child.above == matter.key:
        tx.put(replace(child, due=matter.due, due_known=matter.due_known))
        mirror_due_day(tx, child)


def _from(home: Council, matter: Matter) -> Entry:
    """Return the newest step as the other council reads it: done by an office, not by a person."""
    return replace(matter.timeline[-1], person=None, office=home.name)


def _down(tx: Tx, twin: Matter, child: Matter, what: str, *, now: datetime) -> None:
    parent = members.get_council(tx, twin.council)
    entry = _from(parent, twin)
    facts = {"office": twin.council}
    if what == "give_back":
        back = parent_matters.came_back(members.get_council(tx, child.council), parent, child)
        entry = replace(entry, what="return", climbed=(child.level, back.level))
        save(tx, transition(back, "return", entry=entry), "return", by=None, now=now, facts={**facts})
        return
    child = replace(
        child,
        level=twin.level,
        due=twin.due,
        due_known=twin.due_known,
        late=twin.late,
        acknowledged=twin.acknowledged,
        paused=twin.paused,
    )
    if what == "done":
        child = replace(child, asked=followups.look_back_participants(tx, child))
    changed = transition(child, what, entry=entry)
    save(tx, changed, what, by=None, now=now, facts={**facts})
    if what == "done":
        followups.start_look_back(tx, changed, now=now)


def _up(tx: Tx, child: Matter, twin: Matter, what: str, *, now: datetime) -> None:
    parent = members.get_council(tx, twin.council)
    entry = _from(members.get_council(tx, child.council), child)
    if what == "reopen_above":
        rung = escalation_ladder.step_of(parent.ladder, child.level)
        again = replace(twin, reopened=child.reopened)
        risen = escalation.escalate(tx, parent, again, rung, what, by=None, text=entry.text, now=now)
        tx.put(replace(child, due=risen.due, due_known=risen.due_known, touched=now))
        return
    stands = replace(twin, reopened=child.reopened, due=child.due, due_known=child.due_known, verified=child.verified)
    changed = transition(stands, what, entry=entry)
    if what == "reopen":
        assignments.cancel_deadlines(tx, child)
        assignments.schedule_overdue_check(tx, parent, changed)
        assignments.notify_persons(tx, changed, [changed.handler], "matter.yours", now=now)
    save(tx, changed, what, by=None, now=now, facts={"office": child.council})

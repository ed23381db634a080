"""Mirroring of changes between linked matters of two councils.

The work of the upper council is mirrored down, the answers of people below are mirrored up; nothing goes both ways, so
there are no loops. A matter in the middle passes on both.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Council
from bot.domain.hierarchy import escalation_ladder
from bot.domain.matters.acts import ACTS, UNDO_ACTS, Act, Mirror
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.change import Change
from bot.domain.matters.errors import ClosingOvertaken
from bot.domain.matters.matter import Entry, Matter, find_closing, transition
from bot.domain.shared.audit_log import Facts
from bot.ports import Tx
from bot.services.councils import members
from bot.services.hierarchy import escalation, parent_matters
from bot.services.matters import assignments, closings, verification
from bot.services.matters.repository import get_matter, save


def mirror_change(tx: Tx, change: Change) -> None:
    """Mirror the change onto the linked matter in the other council."""
    matter, act, now = change.matter, change.act, change.at
    if matter.below and ACTS[act].mirrored is Mirror.DOWN:
        child = tx.get(Matter, matter.below)
        if child and child.above == matter.key:
            _apply_to_child(tx, matter, child, act, now=now)
    if matter.above and ACTS[act].mirrored is Mirror.UP:
        mirror = tx.get(Matter, matter.above)
        if mirror:
            _apply_to_parent(tx, matter, mirror, act, now=now)


def mirror_due_day(tx: Tx, matter: Matter) -> None:
    """Copy the deadline of a matter to its linked matters in the councils below."""
    child = tx.get(Matter, matter.below) if matter.below else None
    if child and child.above == matter.key:
        tx.put(replace(child, assignment=_same_day(child, matter)))
        mirror_due_day(tx, child)


def _same_day(matter: Matter, other: Matter) -> Assignment:
    """Return the matter's assignment with the deadline of the linked matter."""
    return matter.assignment.with_deadline(other.assignment.due, known=other.assignment.due_known)


def _from(council: Council, matter: Matter) -> Entry:
    """Return the newest step as the other council reads it: done by an office, not by a person."""
    return replace(matter.timeline[-1].without_people(), office=council.name)


def _restored(tx: Tx, matter: Matter, act: Act, entry: Entry, *, now: datetime) -> Matter:
    """Return a linked matter as it was before its closing. Raises ClosingOvertaken."""
    closing = find_closing(matter, act)
    if closing is None:
        raise ClosingOvertaken(number=matter.number)
    return closings.restore_matter(tx, matter, closing, entry, now=now)


def _apply_to_child(tx: Tx, mirror: Matter, child: Matter, act: Act, *, now: datetime) -> None:
    parent = members.get_council(tx, mirror.council)
    entry = _from(parent, mirror)
    facts: Facts = {"office": mirror.council}
    if act == Act.GIVE_BACK:
        back = parent_matters.came_back(members.get_council(tx, child.council), parent, child)
        entry = replace(entry, what=Act.RETURN, climbed=(child.level, back.level))
        save(tx, transition(back, Act.RETURN, entry=entry), Act.RETURN, by=None, now=now, facts=facts)
        return
    # The deadlines are the parent's; its handler is no member of this council.
    own = child.assignment
    clock = replace(
        mirror.assignment, handler=own.handler, handler_name=own.handler_name, escalated_unsigned=own.escalated_unsigned
    )
    if ACTS[act].undoes:
        changed = _restored(tx, child, act, entry, now=now)
    elif act is Act.DONE:
        asked = verification.look_back_participants(tx, child)
        changed = closings.close(tx, child, act, entry=entry, asked=asked, level=mirror.level, assignment=clock)
    else:
        changed = transition(child, act, entry=entry, level=mirror.level, assignment=clock)
    save(tx, changed, act, by=None, now=now, facts=facts)
    if act == Act.DONE:
        verification.start_look_back(tx, changed, now=now)


def _apply_to_parent(tx: Tx, child: Matter, mirror: Matter, act: Act, *, now: datetime) -> None:
    parent = members.get_council(tx, mirror.council)
    entry = _from(members.get_council(tx, child.council), child)
    if act == Act.REOPEN_ABOVE:
        step = escalation_ladder.step_of(parent.ladder, child.level)
        again = replace(mirror, reopened=child.reopened)
        risen = escalation.escalate(tx, parent, again, step, act, by=None, text=entry.text, now=now)
        child = get_matter(tx, child.council, child.number)
        tx.put(replace(child, assignment=_same_day(child, risen), touched=now))
        return
    stands = replace(mirror, reopened=child.reopened, assignment=_same_day(mirror, child), verified=child.verified)
    if ACTS[act].undoes:
        changed = _restored(tx, mirror, act, entry, now=now)
    elif act in UNDO_ACTS:
        changed = closings.close(tx, mirror, act, entry=entry, assignment=stands.assignment, verified=stands.verified)
    else:
        changed = transition(stands, act, entry=entry)
    if act == Act.REOPEN:
        assignments.cancel_deadlines(tx, child)
        assignments.schedule_overdue_check(tx, parent, changed)
        assignments.notify_persons(tx, changed, [changed.assignment.handler], "matter.yours", now=now)
    save(tx, changed, act, by=None, now=now, facts={"office": child.council})

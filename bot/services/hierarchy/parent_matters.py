"""Matters sent up to the parent council, which has a linked matter of its own, and their return."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Council, Member
from bot.domain.councils.counter import Numbered
from bot.domain.hierarchy import escalation_ladder
from bot.domain.hierarchy.errors import SentAbove
from bot.domain.hierarchy.escalation_ladder import Level
from bot.domain.matters.acts import ACTS, Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.errors import ReturnedOnce
from bot.domain.matters.matter import Entry, Matter, Origin, check_permitted, comparable_text, transition
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.hierarchy import relations
from bot.services.matters import assignments
from bot.services.matters.repository import REASON_LIMIT, clean_text, get_matter, save
from bot.services.reports import summaries

NO_PERSON = -1  # the proposer of a matter that came from below: no person has this number
SHOWN_ABOVE = frozenset({"photo", "location"})  # a voice would lead to its person


def find_office(tx: Tx, council: Council, matter: Matter, level: Level) -> Council | None:
    """Return the council that handles a matter on this level; the one that has it already keeps it.

    None where the council's own ladder handles it: without a parent, or while the bot is not in the parent's group.
    """
    if matter.above:
        return members.get_council(tx, int(matter.above.partition("/")[0]))
    parent = relations.find_parent(tx, council)
    return parent if parent and parent.present and level >= parent.level else None


def send_to_parent(tx: Tx, council: Council, parent: Council, matter: Matter, *, now: datetime) -> None:
    """Create the linked matter of the parent, assigned to the person on duty there, or else to the head."""
    step = escalation_ladder.step_of(parent.ladder, matter.level)
    known = members.members_of(tx, parent.number, [step.person])
    on_duty = next((each for each in known.values() if each.present), None)
    if on_duty is None and not step.person_name:
        on_duty = members.find_head(tx, parent.number)
    mirror = Matter(
        council=parent.number,
        number=tx.next_number(parent.number, Numbered.MATTER),
        text=matter.text,
        plain=comparable_text(matter.text),
        category=matter.category,
        kind=matter.kind,
        proposer=NO_PERSON,
        origin=Origin.BELOW,
        at=now,
        attachments=_pictures(matter.attachments),
        resolution=matter.resolution,
        level=matter.level,
        assignment=Assignment(
            handler=on_duty.person if on_duty else None,
            handler_name="" if on_duty else step.person_name,
            due=matter.assignment.due,
            due_known=matter.assignment.due_known,
            acknowledged=False,
        ),
        returned=any(entry.what == Act.RETURN and entry.office for entry in matter.timeline),
        below=matter.key,
        below_name=council.name,
        timeline=tuple(
            replace(entry.without_people(), attachments=_pictures(entry.attachments))
            for entry in matter.timeline
            if ACTS[entry.what].passed_on
        ),
    )
    came = Entry(at=now, what=Act.RECEIVED, text=f"{council.name} #{matter.number}")
    received = transition(mirror, Act.RECEIVED, entry=came)
    tx.put(replace(get_matter(tx, council.number, matter.number), above=mirror.key, above_name=parent.name))
    summaries.schedule_summary(tx, parent, now=now)
    assignments.start_deadlines(tx, parent, received, now=now)
    save(tx, received, Act.RECEIVED, by=None, now=now)


def _pictures(attachments: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    return tuple(each for each in attachments if each.kind in SHOWN_ABOVE)


def return_to_child(tx: Tx, *, council: int, number: int, by: Member, reason: str, now: datetime) -> Reply:
    """Return a matter to where it came from.

    One that a child council sent up goes back to it. One of ours that we sent to a parent which cannot be reached any
    more comes back to us. Of any other the assignment is returned, to the level that had it before.

    Raises ReturnedOnce, SentAbove.
    """
    matter = get_matter(tx, council, number)
    if matter.above:
        return _take_back(tx, matter, by, reason, now=now)
    if matter.below is None or matter.level > members.get_council(tx, council).level:
        return assignments.return_matter(tx, council=council, number=number, by=by, reason=reason, now=now)
    check_permitted(matter, Act.RETURN, by)
    if matter.returned:
        raise ReturnedOnce(number=number)
    words, _ = clean_text(reason, REASON_LIMIT)
    end_with_parent(tx, matter, Entry(at=now, what=Act.GIVE_BACK, person=by.person, text=words), by=by, now=now)
    return Reply("did_give_back", {"number": number})


def end_with_parent(tx: Tx, matter: Matter, entry: Entry, *, by: Member | None, now: datetime) -> None:
    """End the parent's linked matter, and what its own parent has of it."""
    assignments.cancel_deadlines(tx, matter)
    upper = tx.get(Matter, matter.above) if matter.above else None
    if upper:
        end_with_parent(tx, upper, replace(entry, person=None, office=matter.above_name), by=None, now=now)
    given_back = replace(matter, assignment=matter.assignment.with_clock_stopped(), above=None, reason=entry.text)
    save(tx, transition(given_back, Act.GIVE_BACK, entry=entry), Act.GIVE_BACK, by=by, now=now)


def _take_back(tx: Tx, matter: Matter, by: Member, reason: str, *, now: datetime) -> Reply:
    """Withdraw a matter from a parent council that the bot has left or that has no head; else raise SentAbove."""
    check_permitted(matter, Act.TAKE_BACK, by)
    council = members.get_council(tx, matter.council)
    parent = check_unreachable(tx, matter)
    words, _ = clean_text(reason, REASON_LIMIT)
    mirror = tx.get(Matter, matter.above or "")
    entry = Entry(at=now, what=Act.TAKE_BACK, person=by.person, text=words)
    save(tx, transition(came_back(council, parent, matter), Act.TAKE_BACK, entry=entry), Act.TAKE_BACK, by=by, now=now)
    if mirror:
        end_with_parent(
            tx, mirror, Entry(at=now, what=Act.GIVE_BACK, text=words, office=council.name), by=None, now=now
        )
    return Reply("did_take_back", {"number": matter.number})


def check_unreachable(tx: Tx, matter: Matter) -> Council:
    """Return the parent council that has the matter, if nobody there can answer; raises SentAbove."""
    parent = members.get_council(tx, int((matter.above or "").partition("/")[0]))
    if parent.present and members.find_head(tx, parent.number):
        raise SentAbove(number=matter.number, name=matter.above_name)
    return parent


def came_back(council: Council, parent: Council, matter: Matter) -> Matter:
    """Return a matter that came back from the parent: on the level below the parent's, without a handler."""
    return replace(
        matter,
        level=escalation_ladder.level_below(council.ladder, min(matter.level, parent.level)),
        above=None,
        above_name="",
        assignment=matter.assignment.released(),
    )

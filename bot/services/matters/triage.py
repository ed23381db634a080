"""First decisions about a matter: accept, reject, withdraw, merge, defer, refer, categorise, put on the agenda."""

from dataclasses import replace
from datetime import datetime
from typing import Unpack

from bot.domain.councils.council import Account, Member
from bot.domain.matters.acts import Act
from bot.domain.matters.category import Category
from bot.domain.matters.errors import HazardInto, SameMatter
from bot.domain.matters.kind import Kind
from bot.domain.matters.matter import (
    Entry,
    Matter,
    MatterChanges,
    Support,
    can,
    check_permitted,
    transition,
    wrong_state,
)
from bot.domain.matters.outcome import Outcome
from bot.domain.matters.state import State
from bot.domain.meetings.meeting import Meeting, MeetingState
from bot.domain.shared.errors import NotAllowed, OldButton
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters import several
from bot.services.matters.repository import REASON_LIMIT, clean_text, get_matter, list_supporters, save
from bot.services.meetings import motions
from bot.services.shared.enqueue import ReplyTo, enqueue, reply_text


def accept_matter(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """Accept a matter."""
    return change_state(tx, council, number, Act.ACCEPT, by, now=now)


def reject_matter(tx: Tx, *, council: int, number: int, by: Member, reason: str, now: datetime) -> Reply:
    """Decline a matter with a reason."""
    text, _ = clean_text(reason, REASON_LIMIT)
    return change_state(tx, council, number, Act.REJECT, by, now=now, words=text, reason=text)


def withdraw_matter(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """Withdraw a matter, by its proposer."""
    return change_state(tx, council, number, Act.WITHDRAW, by, now=now)


def restore_matter(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """Restore a matter: a declined one by an officer, a withdrawn one by its proposer."""
    matter = get_matter(tx, council, number)
    if can(matter, Act.RESTORE):
        check_undoable(matter, by)
    return change_state(tx, council, number, Act.RESTORE, by, now=now, reason="")


def check_undoable(matter: Matter, by: Member) -> None:
    """Raise NotAllowed unless the person might have declined the declined matter, or withdrawn the withdrawn one."""
    undone = Act.REJECT if matter.state is State.REJECTED else Act.WITHDRAW
    try:
        check_permitted(replace(matter, state=State.SUBMITTED), undone, by)
    except NotAllowed as refused:
        raise NotAllowed(act=Act.RESTORE, who=str(refused.params["who"])) from None


def defer_matter(tx: Tx, *, council: int, number: int, by: Member, reason: str, now: datetime) -> Reply:
    """Defer a matter with a reason; it may be put on an agenda again."""
    text, _ = clean_text(reason, REASON_LIMIT)
    return change_state(tx, council, number, Act.DEFER, by, now=now, words=text)


def refer_matter(tx: Tx, *, council: int, number: int, by: Member, reason: str, now: datetime) -> Reply:
    """Refer a matter to the body that must decide it: the residents' or the owners' assembly."""
    text, _ = clean_text(reason, REASON_LIMIT, shortest=1)
    return change_state(tx, council, number, Act.REFER, by, now=now, words=text)


def change_state(
    tx: Tx,
    council: int,
    number: int,
    act: Act,
    by: Member,
    *,
    now: datetime,
    words: str = "",
    **changes: Unpack[MatterChanges],
) -> Reply:
    """Run an act that changes the state of a matter, and else only what `changes` say; its timeline has the `words`."""
    matter = get_matter(tx, council, number)
    check_permitted(matter, act, by)
    entry = Entry(at=now, what=act, person=by.person, text=words)
    save(tx, transition(matter, act, entry=entry, **changes), act, by=by, now=now)
    return Reply(f"did_{act}", {"number": number})


def merge_matters(tx: Tx, *, council: int, number: int, into: int, by: Member, now: datetime) -> Reply:
    """Merge a matter into another; proposer and supporters become its supporters and are told. Raises HazardInto."""
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.MERGE, by)
    if into == number:
        raise SameMatter
    target = get_matter(tx, council, into)
    if not can(target, Act.ABSORB):
        raise wrong_state(target, Act.ABSORB)
    if matter.kind is Kind.HAZARD and target.kind is not Kind.HAZARD:
        raise HazardInto(number=number, into=into)
    moved = [matter.proposer, *list_supporters(tx, matter)]
    for person in moved:
        moving = Support(council=council, matter=into, person=person, at=now)
        if person != target.proposer and tx.get(Support, moving.key) is None:
            tx.put(moving)
    # The merged matter's own supports stay with it: they say who stood behind it then.
    entry = Entry(at=now, what=Act.MERGE, person=by.person, text=f"#{into}")
    save(tx, transition(matter, Act.MERGE, entry=entry, into=into), Act.MERGE, by=by, now=now, facts={"into": into})
    entry = Entry(at=now, what=Act.ABSORB, person=by.person, text=f"#{number}")
    save(tx, transition(target, Act.ABSORB, entry=entry), Act.ABSORB, by=by, now=now, news=False)
    for found, chat in members.private_chats(members.members_of(tx, council, moved).values()):
        enqueue(
            tx,
            id=f"merged/{matter.key}/{found.person}",
            chat=chat,
            group=False,
            view="notice",
            params=MessageParams.of_reply(Reply("merged_yours", {"council": council, "number": number, "into": into})),
            now=now,
        )
    return Reply("did_merge", {"number": number, "into": into})


def categorise(tx: Tx, *, council: int, number: int, category: str, by: Member, now: datetime) -> Reply:
    """Correct the category that was guessed."""
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.CATEGORISE, by)
    if category not in set(Category):
        raise OldButton
    if category == matter.category:
        return Reply("did_categorise", {"number": number})
    changed = transition(matter, Act.CATEGORISE, category=Category(category))
    save(tx, changed, Act.CATEGORISE, by=by, now=now, news=False, facts={"category": category})
    return Reply("did_categorise", {"number": number})


def put_one_on_agenda(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """Put a matter on the next meeting's agenda."""
    meeting = motions.meeting_posted(tx, council, by)
    notice = change_state(tx, council, number, Act.AGENDA, by, now=now)
    motions.add_motions(tx, meeting, (number,))
    return notice


def put_on_agenda(
    tx: Tx, *, by: Account, numbers: tuple[int, ...], rest: str = "", council: int, now: datetime, reply_to: ReplyTo
) -> None:
    """Put several matters on the next agenda; for those that cannot be, the reply says why.

    `rest` is what was typed and not understood. Raises the refusal of a single matter, and AgendaPosted.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    meeting = motions.meeting_posted(tx, council, who)
    outcomes = several.act_on_each(tx, _put_on, dict.fromkeys(numbers), council=council, by=who, now=now)
    put = tuple(each.number for each in outcomes if each.key == "did_agenda")
    motions.add_motions(tx, meeting, put)
    planned = tx.count(Meeting, "planned", council, MeetingState.PLANNED)
    key = "agenda_motion" if meeting else "agenda_set" if planned else "agenda_without_meeting"
    done = Reply(key, {"matters": "、".join(f"#{number}" for number in put), "council": council})
    if len(put) == len(outcomes) and not rest:
        reply_text(tx, reply_to, done, now=now)
        return
    refused = [each for each in outcomes if each.number not in put]
    became = [Outcome(put[0], done.key, done.params), *refused] if put else refused
    several.reply_outcomes(tx, reply_to, became, rest=rest, council=council, now=now)


def _put_on(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """Put one of several matters on the agenda; without news, as one reply covers all of them."""
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.AGENDA, by)
    entry = Entry(at=now, what=Act.AGENDA, person=by.person)
    save(tx, transition(matter, Act.AGENDA, entry=entry), Act.AGENDA, by=by, now=now, news=False)
    return Reply("did_agenda", {"number": number})

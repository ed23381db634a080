"""Closing a matter, and taking it back: for ten minutes, by the one who closed it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Unpack

from bot.domain.councils.council import Member
from bot.domain.matters.acts import ACTS, Act, Mirror
from bot.domain.matters.closing import UNDONE_AFTER, Closing, StoppedJob
from bot.domain.matters.errors import AlreadySo, ClosedByOther, ClosedTooLongAgo, ClosingOvertaken
from bot.domain.matters.matter import (
    Entry,
    Feedback,
    Matter,
    MatterChanges,
    find_closing,
    transition_closing,
    undo_closing,
)
from bot.domain.shared.job import Job
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.domain.shared.undo import UNDO_TIME
from bot.ports import Tx
from bot.services.matters.assignments import job_params, job_subject, notify_persons
from bot.services.matters.repository import get_matter, save
from bot.services.shared import jobs
from bot.services.shared.use_cases import NumberedUseCase


def find_receipt(said: Reply, council: int) -> PrivateReply | None:
    """Return the receipt with which a closing can be taken back; None when the reply tells of none."""
    if said.key not in UNDONE_AFTER:
        return None
    params = MessageParams(council=council, matter=int(said.params["number"]), what=said.key)
    return PrivateReply("matter.closed", params, remember=True)


def close(
    tx: Tx, matter: Matter, act: Act, *, entry: Entry, by: int | None = None, **changes: Unpack[MatterChanges]
) -> Matter:
    """Return the matter after an act that closes it; to be called while its jobs still wait.

    `by`: the person who may take it back.
    """
    waiting = tuple(
        StoppedJob(act=each.act, at=each.at, told=each.params.told)
        for each in tx.find(Job, "about", job_subject(matter))
    )
    return transition_closing(matter, act, entry=entry, by=by, jobs=waiting, **changes)


def undo_done(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """Take back that a matter was reported done, or done on the spot; those who were asked about it are told."""
    return _undo(tx, council, number, Act.UNDO_DONE, by, now=now)


def undo_close(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """Take back the last answer, which closed a matter."""
    return _undo(tx, council, number, Act.UNDO_CLOSE, by, now=now)


def undo_archive(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """Take a matter out of the archive again."""
    return _undo(tx, council, number, Act.UNDO_ARCHIVE, by, now=now)


USE_CASES: Mapping[Act, NumberedUseCase] = {
    Act.UNDO_DONE: undo_done,
    Act.UNDO_CLOSE: undo_close,
    Act.UNDO_ARCHIVE: undo_archive,
}


def _undo(tx: Tx, council: int, number: int, act: Act, by: Member, *, now: datetime) -> Reply:
    """Take back the closing that one made within ten minutes: all is as it was before it.

    Raises ClosingOvertaken, ClosedByOther, ClosedTooLongAgo, AlreadySo.
    """
    matter = get_matter(tx, council, number)
    closing = check_undoable(tx, matter, act, by, now)
    changed = restore_matter(tx, matter, closing, Entry(at=now, what=act, person=by.person), now=now)
    save(tx, changed, act, by=by, now=now)
    return Reply(f"did_{act}", {"number": number})


def check_undoable(tx: Tx, matter: Matter, act: Act, by: Member, now: datetime) -> Closing:
    """Return the closing that this person may take back by the act, or raise what stands against it."""
    closing = find_closing(matter, act)
    if closing is None and matter.timeline and matter.timeline[-1].what is act:
        raise AlreadySo(number=matter.number, act=act, state=matter.state)
    if closing is None or any(find_closing(each, act) is None for each in _linked_matters(tx, matter, act)):
        raise ClosingOvertaken(number=matter.number)
    if closing.by != by.person:
        raise ClosedByOther(number=matter.number)
    if now - closing.at > UNDO_TIME:
        raise ClosedTooLongAgo(number=matter.number)
    return closing


def _linked_matters(tx: Tx, matter: Matter, act: Act) -> Iterator[Matter]:
    """Return the matters of other councils onto which the act is mirrored."""
    is_down = ACTS[act].mirrored is Mirror.DOWN
    key = matter.below if is_down else matter.above
    other = tx.get(Matter, key) if key else None
    if other and (not is_down or other.above == matter.key):
        yield other
        yield from _linked_matters(tx, other, act)


def restore_matter(tx: Tx, matter: Matter, closing: Closing, entry: Entry, *, now: datetime) -> Matter:
    """Return the matter as it was before the closing: its jobs wait again, and answers that it asked for are gone."""
    jobs.cancel(tx, job_subject(matter))
    for each in closing.jobs:
        params = replace(job_params(matter), told=each.told)
        jobs.schedule(tx, each.act, job_subject(matter), each.at, params=params)
    for given in tx.find(Feedback, "matter", matter.council, matter.number, matter.reopened):
        if entry.what is Act.UNDO_DONE or (entry.what is Act.UNDO_CLOSE and given.person == closing.by):
            tx.drop(Feedback, given.key)
    restored = undo_closing(matter, closing, entry)
    if entry.what is Act.UNDO_DONE:
        others = [person for person in matter.asked if person != entry.person]
        notify_persons(tx, restored, others, "matter.step", now=now, entry=len(restored.timeline) - 1)
    return restored

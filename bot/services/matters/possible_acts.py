"""The acts that a person may do with a matter now: what their own pages and menus offer."""

from datetime import datetime

from bot.domain.councils.council import Member
from bot.domain.councils.permissions import PERMISSIONS
from bot.domain.matters.acts import ACTS, Act
from bot.domain.matters.errors import OwnMatter
from bot.domain.matters.matter import Feedback, Matter, Support, check_permitted, progress_act
from bot.domain.matters.state import State
from bot.domain.polls.poll import Poll, PollState
from bot.domain.shared.errors import CouncilError
from bot.ports import Tx
from bot.read_models.matters import MatterReader
from bot.services.hierarchy import escalation, parent_matters
from bot.services.matters import archives, closings, procedures, resolutions, triage, verification
from bot.services.matters.repository import is_supported_by

MEANT_BY_ANOTHER = frozenset({Act.NOTE, Act.PUBLISH_RESULT, Act.TAKE_BACK})  # see `_meant`
ASKED_FOR = tuple(
    act
    for act in Act
    if (act in PERMISSIONS or act is Act.SATISFIED or ACTS[act].undoes) and act not in MEANT_BY_ANOTHER
)
PROCEDURE_ACTS = frozenset({Act.PUBLISH, Act.ASSIGN, Act.PROGRESS, Act.DONE})


def load_reader(tx: Tx, matter: Matter, member: Member, now: datetime) -> MatterReader:
    """Return what the pages and menus of this person show of their own: their acts, support and answer."""
    given = tx.get(Feedback, Feedback.key_of(matter.council, matter.number, matter.reopened, member.person))
    return MatterReader(
        acts=possible_acts(tx, matter, member, now),
        supports=tx.get(Support, Support.key_of(matter.council, matter.number, member.person)) is not None,
        answered=given.answer if given else None,
    )


def possible_acts(tx: Tx, matter: Matter, member: Member, now: datetime) -> frozenset[Act]:
    """Return the acts that this person may do with the matter now, by its buttons and commands."""
    return frozenset(act for act in ASKED_FOR if _is_possible(tx, matter, act, member, now))


def _is_possible(tx: Tx, matter: Matter, act: Act, member: Member, now: datetime) -> bool:
    try:
        _check(tx, matter, act, member, now)
    except CouncilError:
        return False
    return not _is_done_already(tx, matter, act)


def _check(tx: Tx, matter: Matter, act: Act, member: Member, now: datetime) -> None:
    """Raise what stands against the act."""
    if act is Act.WHISTLE:
        escalation.check_can_call(tx, matter, member, now)
        return
    if act is Act.SATISFIED:
        verification.check_asked(matter, member)
        return
    if ACTS[act].undoes:
        closings.check_undoable(tx, matter, act, member, now)
        return
    _check_permitted(tx, matter, act, member, now)


def _check_permitted(tx: Tx, matter: Matter, act: Act, member: Member, now: datetime) -> None:
    """Raise what stands against the act: the person, the matter's state, its kind, its procedure."""
    meant = _meant(matter, act)
    check_permitted(matter, meant, member, supports=is_supported_by(tx, matter, member.person))
    if act is Act.SUPPORT and member.person == matter.proposer:
        raise OwnMatter
    if act is Act.RESTORE:
        triage.check_undoable(matter, member)
    if act is Act.ARCHIVE:
        archives.check_archivable(tx, matter, now)
    if act is Act.STAGE:
        procedures.next_stage(tx, matter, now)
    if act is Act.RESOLVE:
        procedures.check_ballot(tx, matter, now)
    if act is Act.AMEND:
        resolutions.check_amendable(matter, member)
    if act in PROCEDURE_ACTS:
        procedures.check_stages(tx, matter, meant, now)
    if meant is Act.TAKE_BACK:
        parent_matters.check_unreachable(tx, matter)


def _is_done_already(tx: Tx, matter: Matter, act: Act) -> bool:
    """Return whether an act that the state allows has nothing left to do."""
    if act is Act.POLL:
        return any(each.state is PollState.OPEN for each in tx.find(Poll, "matter", matter.council, matter.number))
    if act is Act.RETURN:
        return matter.returned and not matter.above
    if act is Act.REPLY:
        return not (matter.publication and matter.publication.waiting)
    if act in {Act.PAUSE, Act.RESUME}:
        return bool(matter.assignment.paused) is (act is Act.PAUSE)
    return False


def _meant(matter: Matter, act: Act) -> Act:
    """Return the act that a button or command of this name means for the matter as it is."""
    if act is Act.PROGRESS:
        return progress_act(matter)
    if act is Act.RETURN and matter.above:
        return Act.TAKE_BACK
    return Act.PUBLISH_RESULT if act is Act.PUBLISH and matter.state is State.DONE else act

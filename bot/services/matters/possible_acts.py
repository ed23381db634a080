"""The acts that a person may do with a matter now: what their own pages and menus offer."""

from datetime import datetime

from bot.domain.councils.council import Member
from bot.domain.councils.permissions import PERMISSIONS
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import OwnMatter
from bot.domain.matters.matter import Matter, check_permitted, progress_act
from bot.domain.matters.state import State
from bot.domain.shared.errors import CouncilError
from bot.ports import Tx
from bot.services.hierarchy import escalation
from bot.services.matters import procedures, verification
from bot.services.matters.repository import is_supported_by


def possible_acts(tx: Tx, matter: Matter, member: Member, now: datetime) -> frozenset[Act]:
    """Return the acts that this person may do with the matter now, by its buttons and commands."""
    by_people = (act for act in Act if act in PERMISSIONS or act is Act.SATISFIED)
    return frozenset(act for act in by_people if _is_possible(tx, matter, act, member, now))


def _is_possible(tx: Tx, matter: Matter, act: Act, member: Member, now: datetime) -> bool:
    try:
        _check(tx, matter, act, member, now)
    except CouncilError:
        return False
    return True


def _check(tx: Tx, matter: Matter, act: Act, member: Member, now: datetime) -> None:
    """Raise what stands against the act: the person, the matter's state, its kind, its procedure."""
    if act is Act.WHISTLE:
        escalation.check_can_call(tx, matter, member, now)
    elif act is Act.SATISFIED:
        verification.check_asked(matter, member)
    else:
        supports = is_supported_by(tx, matter, member.person)
        check_permitted(matter, _meant(matter, act), member, supports=supports)
    if act is Act.SUPPORT and member.person == matter.proposer:
        raise OwnMatter
    if act is Act.STAGE:
        procedures.next_stage(tx, matter, now)


def _meant(matter: Matter, act: Act) -> Act:
    """Return the act that a button or command of this name means for the matter as it is."""
    if act is Act.PROGRESS:
        return progress_act(matter)
    if act is Act.RETURN and matter.above:
        return Act.TAKE_BACK
    return Act.PUBLISH_RESULT if act is Act.PUBLISH and matter.state is State.DONE else act

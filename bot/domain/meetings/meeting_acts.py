"""The acts on a meeting that not everybody may do, as buttons name them, and the permission each needs."""

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.councils.permissions import CouncilAct


class MeetingAct(StrEnum):
    """Acts of head and clerk on a meeting, in the order in which a menu offers them."""

    OPEN = "open"
    CANCEL = "cancel"
    POSTPONE = "postpone"
    REVIVE = "revive"
    NEXT = "next"
    ADJOURN = "close"
    ON_SITE = "on_site"
    PROMPTS = "prompts"
    RESUME = "resume_meeting"


MEETING_ACTS: Mapping[MeetingAct, CouncilAct] = {
    MeetingAct.OPEN: CouncilAct.OPEN,
    MeetingAct.CANCEL: CouncilAct.CONVENE,
    MeetingAct.POSTPONE: CouncilAct.CONVENE,
    MeetingAct.REVIVE: CouncilAct.CONVENE,
    MeetingAct.NEXT: CouncilAct.NEXT,
    MeetingAct.ADJOURN: CouncilAct.ADJOURN,
    MeetingAct.ON_SITE: CouncilAct.OPEN,
    MeetingAct.PROMPTS: CouncilAct.NEXT,
    MeetingAct.RESUME: CouncilAct.ADJOURN,
}

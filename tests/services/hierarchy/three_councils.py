"""Three councils, one under the other, and a matter on its way up."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

from bot.domain.councils.council import Account
from bot.domain.hierarchy.escalation_ladder import LadderStep, Level, Limits
from bot.domain.matters.matter import Matter
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import AccountId, ChatId
from bot.domain.shared.incoming_message import Attachment
from bot.services.hierarchy import escalation, joining
from bot.services.matters import assignments, resolutions, triage
from tests import builders, cast
from tests.builders import back
from tests.services.hall import OTHER_HEAD, Hall

STREET, DEPARTMENT = 2, 3
OFFICER = Account(AccountId("301"), "吴干事", "wuganshi")
TOP = Account(AccountId("401"), "郑局长")
TOP_GROUP = ChatId("-1005555555555")
CHATS = {1: cast.GROUP, STREET: cast.OTHER_GROUP, DEPARTMENT: TOP_GROUP}
HEADS = {1: cast.HEAD, STREET: OTHER_HEAD, DEPARTMENT: TOP}
UNUSED = (LadderStep(level=Level.COMMUNITY, used=False),)
WHY = "三天没有动静"
PHOTO, VOICE = Attachment("photo", "p1"), Attachment("voice", "v1")


def comes_under(hall: Hall, child: int, parent: int, level: Level) -> None:
    """Both heads agree."""
    intent = Intent("parent_level", parent, 0, str(level.value))
    hall.tap(joining.choose_parent, intent, HEADS[parent], chat=CHATS[parent])
    code = hall.told("parent.code")[-1].params.code
    hall.deliver()
    hall.at(joining.join_parent, code=code, by=HEADS[child], reply_to=back("join", CHATS[child]))


@cache
def first_three() -> Hall:
    """Return what `prepared` gives; it is made once and not changed."""
    hall = Hall()
    hall.do(builders.council)
    for account in (cast.RESIDENT, cast.NEIGHBOUR):
        hall.by(account)
    hall.found(cast.OTHER_GROUP, OTHER_HEAD, "平安街道")
    hall.found(ChatId(str(TOP_GROUP)), TOP, "城管局")
    officer = hall.by(OFFICER, STREET)
    comes_under(hall, STREET, DEPARTMENT, Level.DEPARTMENT)
    hall.do(lambda tx: tx.put(replace(hall.council(STREET), level=Level.STREET)))
    comes_under(hall, 1, STREET, Level.STREET)
    on_duty = LadderStep(level=Level.STREET, person=officer.person)
    other = Limits(levels=(7, 7, 5, 8, 12))  # the street takes its own time
    hall.do(lambda tx: tx.put(replace(hall.council(STREET), ladder=(on_duty,), limits=other)))
    hall.do(lambda tx: tx.put(replace(hall.council(1), ladder=UNUSED)))
    hall.deliver()
    return hall


def prepared() -> Hall:
    """A council under a street under a department; the street has an officer on duty."""
    return first_three().copy()


def hand_over(hall: Hall, **changes: Any) -> Matter:
    """A matter of the council is resolved and handed to its handler."""
    matter = hall.propose(attachments=(PHOTO, VOICE), **changes)
    hall.at(triage.accept_matter, council=1, number=matter.number, by=hall.by(cast.CLERK))
    decided = {"council": 1, "number": matter.number, "by": hall.by(cast.CLERK)}
    hall.at(resolutions.resolve_matter, **decided, text="换新灯")
    day = hall.now.date() + timedelta(days=5)
    hall.at(assignments.assign_matter, **decided, handler=hall.by(cast.HANDLER), day=day)
    return matter


def whistles(hall: Hall, number: int = 1, council: int = 1, to: Level | None = None) -> None:
    head = hall.by(HEADS[council], council)
    hall.at(escalation.call_upwards, council=council, number=number, by=head, reason=WHY, to=to)

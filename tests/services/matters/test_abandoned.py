"""The officers hear of what is in the hands of somebody who is gone."""

from datetime import date

import pytest

from bot.domain.councils.council import Account
from bot.domain.matters.state import State
from bot.domain.shared.ids import AccountId, ChatId
from bot.domain.shared.outbox_message import OutboxMessage
from bot.messages import registry
from bot.ports import Why
from bot.services.councils import members, personal_data
from bot.services.matters import abandoned, assignments, progress
from tests import cast
from tests.cast import private
from tests.services.hall import Hall


@pytest.fixture
def handed(hall: Hall) -> Hall:
    """Two matters are in the hands of a neighbour, who has done another already."""
    for number, text in enumerate(("路灯坏了", "电梯吱吱响", "垃圾没有人收"), 1):
        hall.propose(text, by=cast.STRANGER, state=State.RESOLVED)
        who, day = hall.by(cast.NEIGHBOUR), date(2026, 3, 10)
        hall.at(assignments.assign_matter, council=1, number=number, by=hall.by(cast.CLERK), handler=who, day=day)
    hall.at(progress.report_done, council=1, number=3, by=hall.by(cast.NEIGHBOUR), text="收好了")
    hall.opens_private_chat(cast.CLERK)
    hall.deliver()
    return hall


def leave(hall: Hall, who: Account = cast.NEIGHBOUR) -> list[OutboxMessage]:
    hall.at(abandoned.handler_left, chat=cast.GROUP, who=who)
    return hall.told("orphans")


def test_who_leaves(handed: Hall) -> None:
    """The clerk is told in private, once, of what was not done."""
    (told,) = leave(handed)
    assert told.chat == private(cast.CLERK)
    person = handed.member(cast.NEIGHBOUR).person
    assert [each.number for each in handed.do(abandoned.list_unfinished, 1, person)] == [2, 1]
    handed.deliver()
    assert leave(handed) == []


def test_nobody_can_be_told_in_private(handed: Hall) -> None:
    """Then the group is told."""
    handed.do(members.mark_unreachable, cast.CLERK.id)
    assert [each.chat for each in leave(handed)] == [cast.GROUP]


def test_with_empty_hands(handed: Hall) -> None:
    """Who carries nothing, or is a stranger, is not spoken of."""
    assert leave(handed, cast.RESIDENT) == []
    assert leave(handed, Account(AccountId("999"), "路人")) == []


def test_handed_on_meanwhile(handed: Hall) -> None:
    """Nothing is told once others have it."""
    leave(handed)
    for number in (1, 2):
        who, day = handed.by(cast.HANDLER), date(2026, 3, 12)
        handed.at(assignments.assign_matter, council=1, number=number, by=handed.by(cast.CLERK), handler=who, day=day)
    assert "orphans" not in [each.view for each in handed.deliver()]


def test_who_is_erased(handed: Hall) -> None:
    """Who erases themselves is named to nobody; what they carried is."""
    handed.at(personal_data.erase_person, account=cast.NEIGHBOUR.id, chat=private(cast.NEIGHBOUR))
    assert [each.chat for each in handed.told("orphans")] == [private(cast.CLERK)]


@pytest.mark.parametrize(("clerk", "chats"), [(True, [private(cast.CLERK)]), (False, [])])
def test_who_cannot_be_reached(handed: Hall, clerk: bool, chats: list[ChatId]) -> None:  # noqa: FBT001  # pytest's
    """When a private message cannot be delivered the clerk hears of it in private."""
    if not clerk:
        handed.do(members.mark_unreachable, cast.CLERK.id)
    handed.opens_private_chat(cast.NEIGHBOUR)
    handed.pass_time(handed.waits("overdue")[0].at)
    lost = next(each for each in handed.told("morning", private(cast.NEIGHBOUR)))
    handed.do(registry.on_refused, lost, Why.GONE, handed.now)
    assert [each.chat for each in handed.told("orphans")] == chats


def test_a_stranger_cannot_be_reached(handed: Hall) -> None:
    """Nobody is told of somebody whom the council does not know."""
    handed.at(abandoned.report_unreachable, council=1, account=AccountId("999"))
    assert handed.told("orphans") == []

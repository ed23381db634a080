"""Who may do what: one table, and nobody outside of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.councils.council import Account, Council, Member, PrivateChat, Role, Who, rank_of_roles
from bot.domain.councils.permissions import PERMISSIONS, CouncilAct, check_allowed, is_allowed
from bot.domain.matters.acts import Act
from bot.domain.shared.errors import NotAllowed
from bot.domain.shared.ids import AccountId, ChatId
from tests import cast

ROLES = st.lists(st.sampled_from(Role), unique=True)
EVERY_ACT = st.sampled_from(list(PERMISSIONS))


def member(*roles: Role, person: int = 5) -> Member:
    ordered, rank = rank_of_roles(roles)
    return Member(council=1, person=person, account=AccountId(str(50 + person)), roles=ordered, rank=rank)


@given(EVERY_ACT, ROLES, st.booleans(), st.booleans())
def test_only_the_listed_may(act: Act | CouncilAct, roles: list[Role], proposes: bool, in_charge: bool) -> None:  # noqa: FBT001  # hypothesis hands them over
    """Somebody may do an act exactly when the table names them or one of their roles."""
    who = member(*roles)
    is_here = {Who.ANYONE} | ({Who.PROPOSER} if proposes else set()) | ({Who.IN_CHARGE} if in_charge else set())
    expected = bool(PERMISSIONS[act] & {*roles, *is_here})
    allowed = is_allowed(act, who, proposers=[who.person if proposes else 9], in_charge=who.person if in_charge else 9)
    assert allowed is expected


@given(EVERY_ACT, ROLES)
def test_check_raises_what_may_denies(act: Act | CouncilAct, roles: list[Role]) -> None:
    """The check refuses exactly whom the table does not let, and says who may."""
    who = member(*roles)
    if is_allowed(act, who):
        check_allowed(act, who)
    else:
        with pytest.raises(NotAllowed) as refused:
            check_allowed(act, who)
        assert set(str(refused.value.params["who"]).split(",")) == set(PERMISSIONS[act])
        assert refused.value.params["act"] == act


@pytest.mark.parametrize("act", [CouncilAct.SCHEDULE, CouncilAct.CONVENE, CouncilAct.APPOINT, CouncilAct.LANGUAGE])
def test_the_heads_own(act: Act | CouncilAct) -> None:
    """What is the head's alone no other role may do."""
    assert [role for role in Role if is_allowed(act, member(role))] == [Role.HEAD]


def test_nobody_is_their_own_matters_officer() -> None:
    """A proposer may take back what they proposed, and not sort it."""
    who = member()
    assert is_allowed(Act.WITHDRAW, who, proposers=[who.person])
    assert not is_allowed(Act.ACCEPT, who, proposers=[who.person])


def test_an_unrecorded_matter_has_no_recorder() -> None:
    """That a matter has no recorder or handler gives nobody the right of one."""
    who = member()
    assert not is_allowed(Act.WITHDRAW, who, proposers=[9, None])
    assert not is_allowed(Act.PROGRESS, who, in_charge=None)


@given(ROLES)
def test_roles_stand_in_the_rosters_order(roles: list[Role]) -> None:
    """Roles are kept once each, the highest first, and the highest gives the rank."""
    ordered, rank = rank_of_roles([*roles, *roles])
    assert ordered == tuple(role for role in Role if role in roles)
    assert rank == (list(Role).index(ordered[0]) if ordered else None)


@pytest.mark.parametrize("account", [cast.BOT, cast.HIDDEN_ADMIN, cast.CHANNEL])
def test_who_is_nobody(account: Account) -> None:
    """Bots, channels and hidden administrators do not act in person."""
    assert not account.acts
    assert cast.RESIDENT.acts


def test_the_door() -> None:
    """The bot may write to whoever opened a private chat and is still there."""
    here = Member(council=1, person=2, account=AccountId("77"), reachable=True, private_chat=ChatId("p77"))
    assert here.open_chat == "p77"
    assert Member(council=1, person=2, account=AccountId("77")).open_chat is None
    assert (
        Member(
            council=1, person=2, account=AccountId("77"), reachable=True, private_chat=ChatId("p77"), present=False
        ).open_chat
        is None
    )


def test_keys() -> None:
    """Each is found by what makes it one: people by council and number, doors by account, councils by number."""
    assert Member(council=3, person=2).key == "3/2"
    assert PrivateChat(account=AccountId("77"), chat=ChatId("p77")).key == "77"
    assert Council(number=3, chat=ChatId("-1"), name="和平里").key == "3"

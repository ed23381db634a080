"""The people of a council: who they are, what roles they hold, what is kept of them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.councils.council import NAME_LIMIT, Account, Council, Member, PrivateChat, Role
from bot.domain.councils.counter import Numbered
from bot.domain.councils.errors import LastHead, NoCouncil, NoSuchPerson, NotAPerson, NotMember, SeveralCouncils
from bot.domain.shared.errors import NotAllowed, OldButton
from bot.domain.shared.ids import AccountId, ChatId
from bot.messages import registry
from bot.ports import Why
from bot.services.councils import councils, members, personal_data, roles
from tests import cast
from tests.builders import back
from tests.cast import private
from tests.services.hall import OTHER_HEAD, Hall

NEW = Account(AccountId("301"), "新邻居", "Newcomer")


def appoint(hall: Hall, whom: Account, role: Role | None, by: Account = cast.HEAD) -> None:
    hall.at(roles.appoint_member, by=by, whom=whom, role=role, reply_to=back())


# Known


def test_who_is_seen_is_known(hall: Hall) -> None:
    """Whoever acts in the group gets the council's next number, once."""
    number = hall.last_number(Numbered.PERSON) + 1
    assert [hall.by(NEW).person, hall.by(NEW).person] == [number, number]
    assert hall.last_number(Numbered.PERSON) == number
    kept = hall.member(NEW)
    assert (kept.name, kept.username, kept.present, kept.reachable, kept.roles) == (
        "新邻居",
        "newcomer",
        True,
        False,
        (),
    )


def test_a_new_name_is_kept(hall: Hall) -> None:
    """A changed name is kept, cleaned, masked and cut; without a name the person stays who they are."""
    hall.by(NEW)
    assert hall.by(replace(NEW, name="小\u202e李13800138000")).name == "小李138****8000"
    assert len(hall.by(replace(NEW, name="李" * 200)).name) == NAME_LIMIT
    assert hall.by(replace(NEW, name="", username=None)).username is None
    assert hall.traces("13800138000") == []


@pytest.mark.parametrize(
    "name", ["\u3164", "\u2800", "\u115f\u1160", "\uffa0 \u3000", "\u200b\ufeff", "\U000e0041", "\ufe0f"]
)
def test_a_name_without_ink_is_none(hall: Hall, name: str) -> None:
    """A name of signs that nobody can see counts as no name."""
    assert not hall.by(replace(NEW, name=name)).name


def test_a_user_name_belongs_to_its_newest_bearer(hall: Hall) -> None:
    """A user name that somebody else has now leads to them, not to who had it."""
    hall.by(NEW)
    hall.by(replace(cast.NEIGHBOUR, username="newcomer"))
    assert hall.member(NEW).username is None
    assert hall.member(cast.NEIGHBOUR).username == "newcomer"


@pytest.mark.parametrize("nobody", [cast.BOT, cast.CHANNEL, cast.HIDDEN_ADMIN])
def test_nobody_in_person(hall: Hall, nobody: Account) -> None:
    """Bots, channels and hidden administrators are no people of a council."""
    with pytest.raises(NotAPerson):
        hall.by(nobody)


def test_a_number_in_each_council(two: Hall) -> None:
    """Somebody in two councils is one person in each, by numbers of their own."""
    two.by(cast.RESIDENT, 2)
    assert two.member(cast.RESIDENT, 2).person == 2
    assert [member.council for member in two.do(members.list_memberships, cast.RESIDENT.id)] == [1, 2]


def test_who_acts_where(two: Hall) -> None:
    """In the council's group everybody becomes known by acting; anywhere else they must be known and there."""
    assert two.do(members.acting_member, 1, NEW, cast.GROUP) == two.member(NEW)
    assert two.do(members.acting_member, 1, NEW, NEW.id) == two.member(NEW)
    for chat in (OTHER_HEAD.id, cast.OTHER_GROUP):
        with pytest.raises(NotMember):
            two.do(members.acting_member, 1, OTHER_HEAD, chat)
    two.at(roles.mark_left, chat=cast.GROUP, who=NEW)
    with pytest.raises(NotMember):
        two.do(members.acting_member, 1, NEW, NEW.id)
    with pytest.raises(OldButton):
        two.do(members.acting_member, 9, NEW, cast.GROUP)


def test_a_voice_in_the_group_shows_that_the_bot_is_there(hall: Hall) -> None:
    """A council that was taken to be without its bot is told things again once somebody is heard in it."""
    hall.at(councils.mark_bot_absent, chat=cast.GROUP)
    hall.do(members.acting_member, 1, cast.RESIDENT, cast.RESIDENT.id)
    assert not hall.council().present
    hall.do(members.council_and_member, cast.GROUP, cast.RESIDENT)
    assert hall.council().present


def test_which_council_is_meant(two: Hall) -> None:
    """A group means its own council; a private chat the only one of the person's, or it must be asked."""
    assert two.do(members.council_number_for, back(chat=cast.OTHER_GROUP), cast.RESIDENT.id) == 2
    assert two.do(members.council_number_for, back(chat=private(cast.RESIDENT)), cast.RESIDENT.id) == 1
    two.by(cast.RESIDENT, 2)
    with pytest.raises(SeveralCouncils):
        two.do(members.council_number_for, back(chat=private(cast.RESIDENT)), cast.RESIDENT.id)
    for chat, account in ((ChatId("-77"), cast.RESIDENT.id), (private(NEW), NEW.id)):
        with pytest.raises(NoCouncil):
            two.do(members.council_number_for, back(chat=chat), account)


def test_names(hall: Hall) -> None:
    """Numbers lead to people; those nobody has lead nowhere."""
    head = hall.member(cast.HEAD)
    assert hall.do(members.members_of, 1, [head.person, None, 99]) == {head.person: head}


def test_the_person_of_a_number(hall: Hall) -> None:
    """A number leads to somebody who is still there, or to nobody."""
    neighbour = hall.member(cast.NEIGHBOUR)
    assert hall.do(members.get_person, 1, neighbour.person) == neighbour
    hall.at(roles.mark_left, chat=cast.GROUP, who=cast.NEIGHBOUR)
    for number in (neighbour.person, 99):
        with pytest.raises(NoSuchPerson):
            hall.do(members.get_person, 1, number)


# Roles


def test_the_roster(hall: Hall) -> None:
    """The roster names those with a role, the highest first, and says how many people are known."""
    roster = hall.do(roles.read_roster, 1)
    assert roster is not None
    assert [member.name for member in roster.members] == ["王建国", "李秀兰", "张伟", "陈师傅"]
    assert roster.known == 7
    assert hall.do(roles.read_roster, 9) is None
    assert hall.do(members.find_head, 1) == hall.member(cast.HEAD)


def test_appoint_and_dismiss(hall: Hall) -> None:
    """The head gives roles, several to one person, and takes them all back; the record names nobody."""
    appoint(hall, NEW, Role.MEMBER)
    appoint(hall, NEW, Role.CAPTAIN)
    assert hall.member(NEW).roles == (Role.MEMBER, Role.CAPTAIN)
    assert (hall.last.what, hall.last.facts) == ("appoint", {"whom": hall.member(NEW).person, "role": "captain"})
    assert hall.notices() == ["appointed"]
    appoint(hall, NEW, None)
    assert (hall.member(NEW).roles, hall.member(NEW).rank) == ((), None)
    assert (hall.last.what, hall.last.facts["role"]) == ("dismiss", "")
    assert hall.notices() == ["dismissed"]


@pytest.mark.parametrize("by", [cast.CLERK, cast.RESIDENT, OTHER_HEAD])
def test_only_the_head_appoints(two: Hall, by: Account) -> None:
    """Neither a clerk nor a resident nor the head of another council gives roles."""
    two.refuses(NotAllowed, roles.appoint_member, by=by, whom=by, role=Role.CLERK, reply_to=back())


def test_the_head_hands_over(hall: Hall) -> None:
    """A new head takes over from the old one, who keeps every other role."""
    appoint(hall, cast.HEAD, Role.MEMBER)
    appoint(hall, cast.CLERK, Role.HEAD)
    assert hall.member(cast.HEAD).roles == (Role.MEMBER,)
    assert hall.member(cast.CLERK).roles == (Role.HEAD, Role.CLERK)
    hall.refuses(NotAllowed, roles.appoint_member, by=cast.HEAD, whom=cast.HEAD, role=Role.HEAD, reply_to=back())


def test_the_only_head_stays(hall: Hall) -> None:
    """The head cannot lay the office down without a successor; naming themselves changes nothing."""
    hall.refuses(LastHead, roles.appoint_member, by=cast.HEAD, whom=cast.HEAD, role=None, reply_to=back())
    appoint(hall, cast.HEAD, Role.HEAD)
    assert hall.do(members.find_head, 1) == hall.member(cast.HEAD)


@pytest.mark.parametrize("nobody", [cast.BOT, cast.CHANNEL, cast.HIDDEN_ADMIN])
def test_no_role_for_nobody(hall: Hall, nobody: Account) -> None:
    """Bots, channels and hidden administrators get no role, and give none."""
    hall.refuses(NotAPerson, roles.appoint_member, by=cast.HEAD, whom=nobody, role=Role.CLERK, reply_to=back())
    hall.refuses(NotAPerson, roles.appoint_member, by=nobody, whom=NEW, role=Role.CLERK, reply_to=back())


def test_no_role_for_who_left(hall: Hall) -> None:
    """Somebody who left the group gets no role by an old message of theirs."""
    hall.at(roles.mark_left, chat=cast.GROUP, who=cast.NEIGHBOUR)
    hall.refuses(
        NoSuchPerson, roles.appoint_member, by=cast.HEAD, whom=cast.NEIGHBOUR, role=Role.CLERK, reply_to=back()
    )


# Coming and going


def test_leaving_ends_all_rights(hall: Hall) -> None:
    """Who leaves holds no role any more; an officer's leaving is told and recorded, anybody else's is not."""
    hall.at(roles.mark_left, chat=cast.GROUP, who=cast.CLERK)
    gone = hall.member(cast.CLERK)
    assert (gone.present, gone.roles, gone.rank) == (False, (), None)
    assert (hall.notices(), hall.last.what) == (["officer_left"], "left")
    lines = len(hall.lines)
    hall.at(roles.mark_left, chat=cast.GROUP, who=cast.NEIGHBOUR)
    hall.at(roles.mark_left, chat=cast.GROUP, who=cast.CLERK)
    hall.at(roles.mark_left, chat=cast.GROUP, who=OTHER_HEAD)
    assert (len(hall.lines), hall.notices()) == (lines, ["officer_left"])
    assert hall.do(members.list_memberships, cast.NEIGHBOUR.id) == []


def test_the_head_left(hall: Hall) -> None:
    """When the head leaves the group is told so, and the council has none."""
    hall.at(roles.mark_left, chat=cast.GROUP, who=cast.HEAD)
    assert (hall.notices(), hall.do(members.find_head, 1)) == (["head_left"], None)


def test_coming_back(hall: Hall) -> None:
    """Who comes back is there again, without the roles of before; strangers are not noted by coming."""
    hall.at(roles.mark_left, chat=cast.GROUP, who=cast.CLERK)
    hall.do(members.mark_returned, chat=cast.GROUP, who=cast.CLERK)
    assert (hall.member(cast.CLERK).present, hall.member(cast.CLERK).roles) == (True, ())
    before = hall.state()
    hall.do(members.mark_returned, chat=cast.GROUP, who=cast.CLERK)
    hall.do(members.mark_returned, chat=cast.GROUP, who=NEW)
    assert hall.state() == before


@pytest.mark.parametrize("act", [members.mark_returned, roles.mark_left])
def test_people_of_other_groups(hall: Hall, act: Callable[..., Any]) -> None:
    """Coming and going in a group that is no council is nothing to us."""
    now = {"now": hall.now} if act is roles.mark_left else {}
    with pytest.raises(NoCouncil):
        hall.do(act, chat=ChatId("-77"), who=NEW, **now)


# Private chats


def test_a_door_opens_everywhere(two: Hall) -> None:
    """Opening a private chat makes somebody reachable in all their councils, also in those they join later."""
    two.at(members.open_private_chat, by=cast.RESIDENT, reply_to=back(chat=private(cast.RESIDENT)))
    assert [each.view for each in two.deliver()] == ["menu"]
    assert two.by(cast.RESIDENT, 2).reachable
    assert two.member(cast.RESIDENT).open_chat == private(cast.RESIDENT)
    two.do(members.mark_unreachable, cast.RESIDENT.id)
    assert [two.member(cast.RESIDENT, n).open_chat for n in (1, 2)] == [None, None]
    assert two.every(PrivateChat) == []


def test_who_is_known_anywhere(hall: Hall) -> None:
    """Somebody is known who is in a council, or who has opened a private chat."""
    assert hall.do(members.known_anywhere, cast.RESIDENT.id)
    assert not hall.do(members.known_anywhere, NEW.id)
    hall.do(members.record_private_chat, NEW.id, private(NEW))
    assert hall.do(members.known_anywhere, NEW.id)


def test_groups(two: Hall) -> None:
    """A stranger is looked for in the newest councils first, or in the one they name."""
    assert two.do(members.list_groups) == [(2, cast.OTHER_GROUP), (1, cast.GROUP)]
    assert two.do(members.list_groups, 1) == [(1, cast.GROUP)]
    assert two.do(members.list_groups, 9) == []


def test_groups_are_bounded(hall: Hall) -> None:
    """However many councils there are, a stranger is looked for in a bounded number of them."""

    def many(tx: Any) -> None:
        for number in range(2, 100):
            tx.put(Council(number=number, chat=ChatId(str(-number)), name=str(number)))

    hall.do(many)
    assert len(hall.do(members.list_groups)) == members.LOOKED_THROUGH


def test_who_was_erased_comes_back_as_somebody_new(hall: Hall) -> None:
    """An erased person who acts again gets a new number; the old one stays nobody's."""
    old = hall.member(cast.NEIGHBOUR).person
    hall.at(personal_data.erase_person, account=cast.NEIGHBOUR.id, chat=private(cast.NEIGHBOUR))
    assert hall.by(cast.NEIGHBOUR).person > old
    assert hall.get(Member, f"1/{old}") == Member(council=1, person=old, present=False)


def test_a_private_chat_with_an_id_of_its_own(hall: Hall) -> None:
    """A private chat need not have the id of its account: who blocks the bot there is found by the chat."""
    chat = ChatId("chat-of-zhao-min")
    hall.by(cast.RESIDENT)
    hall.at(members.open_private_chat, by=cast.RESIDENT, reply_to=replace(back(chat=chat), group=False))
    assert hall.member(cast.RESIDENT).open_chat == chat
    (greeting,) = hall.told("menu")
    assert greeting.chat == chat
    hall.do(registry.on_refused, greeting, Why.GONE, hall.now)
    assert hall.member(cast.RESIDENT).open_chat is None
    assert hall.do(members.members_in_private, chat) == [hall.member(cast.RESIDENT)]
    assert hall.every(PrivateChat) == []

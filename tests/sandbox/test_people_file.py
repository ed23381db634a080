"""The people and groups of one world, found again in the next."""

from pathlib import Path

import pytest

from sandbox import Chat, World
from sandbox.people_file import PeopleFile


@pytest.fixture
def file(tmp_path: Path) -> PeopleFile:
    return PeopleFile(tmp_path / "demo.json")


@pytest.fixture
def world(file: PeopleFile) -> World:
    """An empty world that is written down."""
    world = World()
    file.follow(world)
    return world


def again(file: PeopleFile) -> World:
    """The next world."""
    world = World()
    file.read_into(world)
    return world


def members(group: Chat) -> dict[str, object]:
    """What everybody is in a group, as Telegram tells it."""
    return {member.user.first_name: member.as_json() for member in group.members.values()}


def test_everybody_is_what_they_were(file: PeopleFile, world: World) -> None:
    """Owner, members, tags, rights taken away and those who left are the same, and so is who may be written to."""
    owner, clerk, captain, handler = (world.add_user(name) for name in ("王建国", "李秀兰", "张伟", "陈师傅"))
    group = world.add_group("和平里小区", owner, [clerk, captain, handler], bot="administrator")
    world.promote(group, clerk, custom_title="专人")
    world.restrict(group, captain, "can_send_polls")
    world.leave(group, handler)
    world.say(owner, owner, "/start")
    after = again(file)
    assert [user.as_json() for user in after.users.values()] == [user.as_json() for user in world.users.values()]
    assert members(after.chat(group.id)) == members(group)
    assert after.user(owner.id).has_started
    assert not after.user(clerk.id).has_started


def test_ids_are_not_given_twice(file: PeopleFile, world: World) -> None:
    """Somebody new in the next world is nobody of the last one."""
    person = world.add_user("王建国")
    assert again(file).add_user("周倩").id > person.id


@pytest.mark.parametrize("status", ["member", "left"])
def test_the_bot_is_where_it_was(file: PeopleFile, world: World, status: str) -> None:
    """The bot comes into the groups it was in, also into one whose owner has left, and stays out of the others."""
    owner, clerk = world.add_user("王建国"), world.add_user("李秀兰")
    group = world.add_group("和平里小区", owner, [clerk])
    world.set_bot_status(group, status)
    world.leave(group, owner)
    found = again(file).chat(group.id)
    came = [message.content for message in found.messages.values() if "new_chat_members" in message.content]
    assert len(came) == (status == "member")


def test_an_upgraded_group_stays_upgraded(file: PeopleFile, world: World) -> None:
    """The old group of a supergroup is dead in the next world, too."""
    group = world.add_group("和平里小区", world.add_user("王建国"), kind="group")
    upgraded = world.migrate(group)
    after = again(file)
    assert after.chat(group.id).migrated_to == upgraded.id
    assert after.chat(group.id).messages == {}

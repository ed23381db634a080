"""Who finds which commands beside the input field."""

from itertools import combinations

from bot.domain.councils.command_menu import EVERYBODY, MENU_LIMIT, CommandMenu, commands_of, first_commands
from bot.domain.councils.council import Role
from bot.domain.councils.practice import Practice
from bot.domain.shared.ids import AccountId, ChatId


def test_everybodys_menus_are_short() -> None:
    """In a group everybody finds six commands, in private seven, and the help last."""
    assert [len(EVERYBODY[group]) for group in (True, False)] == [6, 7]
    assert {menu[-1] for menu in EVERYBODY.values()} == {"help"}


def test_of_every_set_of_roles() -> None:
    """Whatever roles somebody has, a menu of their own begins like everybody's, repeats nothing, and is short."""
    for size in range(len(Role) + 1):
        for roles in combinations(Role, size):
            for group, usual in EVERYBODY.items():
                menu = commands_of(roles, group=group)
                assert len(menu) <= MENU_LIMIT
                assert len(set(menu)) == len(menu)
                assert not menu or (menu[: len(usual) - 1] == usual[:-1] and menu[-1] == "help")


def test_roles_without_commands() -> None:
    """Who has no role, or one that adds no command, finds what everybody finds."""
    for roles in ((), (Role.MEMBER,), (Role.TELLER, Role.DEPUTY)):
        assert commands_of(roles, group=True) == commands_of(roles, group=False) == ()


def test_several_roles_add_up() -> None:
    """A person with several roles finds the most needed commands of each."""
    assert {"desk", "settings", "accept", "ack", "behalf"} <= set(commands_of(Role, group=True))


def test_practices_stand_between() -> None:
    """With every practice on, officers keep what they need most, and everybody finds what is for them."""
    menu = commands_of((Role.HEAD, Role.CLERK), group=True, practices=tuple(Practice))
    assert {"desk", "settings", "accept"} <= set(menu)
    assert {"events", "notices"} <= set(commands_of((), group=True, practices=tuple(Practice)))
    assert "notice" not in commands_of((), group=True, practices=tuple(Practice))
    assert len(menu) == MENU_LIMIT


def test_each_practice_opens_with_a_command() -> None:
    """A practice that is on opens with its first command, in the order of the settings."""
    assert first_commands((), [Practice.EVENTS, Practice.NOTICES]) == {
        Practice.NOTICES: "notices",
        Practice.EVENTS: "events",
    }


def test_key() -> None:
    """A menu is found by the chat, the account and the kind of chat."""
    menu = CommandMenu(group=True, chat=ChatId("-5"), account=AccountId("7"), commands=("help",))
    assert menu.key == "-5/7/group"
    assert CommandMenu(group=False).key != CommandMenu(group=True).key

"""The menus that the platform is to show, kept beside what it was told last, so that nothing is told twice.

They follow the roles of each person: every change of a role, of a private chat or of a council's group plans them
anew, in its transaction. `bot.conversation.command_menus` tells the platform, which no transaction waits for.
"""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.councils.command_menu import EVERYBODY, CommandMenu, commands_of
from bot.domain.councils.council import Council, Member, PrivateChat, Role
from bot.domain.councils.practice import Practice
from bot.domain.shared.ids import AccountId, ChatId
from bot.ports import Tx


def plan_menus(tx: Tx, account: AccountId | None) -> None:
    """Plan the menus of a person anew: one in the group of each council, one of all their roles in private."""
    if account is None:
        return
    wanted: dict[tuple[ChatId, bool], tuple[str, ...]] = {}
    roles: list[Role] = []
    practices: list[Practice] = []
    for member in tx.find(Member, "account", account):
        council = tx.get(Council, Council.key_of(member.council)) if member.present else None
        if council is None:
            continue
        roles += member.roles
        practices += council.practices if member.roles else ()  # all others find them in their group's menu
        if council.present:
            wanted[council.chat, True] = _own_menu(member, council)
    door = tx.get(PrivateChat, PrivateChat.key_of(account))
    if door:
        wanted[door.chat, False] = commands_of(roles, group=False, practices=practices)
    known = {(each.chat, each.group): each for each in tx.find(CommandMenu, "account", account)}
    for chat, group in known.keys() | wanted.keys():
        menu = known.get((chat, group)) or CommandMenu(group=group, chat=chat, account=account)
        _plan(tx, menu, wanted.get((chat, group), ()))


def _own_menu(member: Member, council: Council) -> tuple[str, ...]:
    """Return a person's menu in the group of a council; empty where it would be that of the whole group."""
    own = commands_of(member.roles, group=True, practices=council.practices)
    return () if own == commands_of((), group=True, practices=council.practices) else own


def plan_all(tx: Tx, *, is_shown: Callable[[CommandMenu], bool]) -> None:
    """Plan everybody's menus and those of all officers; a release may bring other commands, or words for them."""
    for group, commands in EVERYBODY.items():
        menu = CommandMenu(group=group)
        _plan(tx, tx.get(CommandMenu, menu.key) or menu, commands)
    for council in tx.find(Council, "number"):
        plan_council(tx, council.number)
    for menu in tx.find(CommandMenu, "chat"):
        if not is_shown(menu) and not menu.waiting:
            tx.put(replace(menu, waiting=True))


def plan_council(tx: Tx, council: int) -> None:
    """Plan the menu of a council's group, and those of all who have a role in the council."""
    found = tx.get(Council, Council.key_of(council))
    if found:
        menu = CommandMenu(group=True, chat=found.chat)
        commands = commands_of((), group=True, practices=found.practices) if found.present else ()
        _plan(tx, tx.get(CommandMenu, menu.key) or menu, commands)
    for member in tx.find(Member, "rank", council):
        plan_menus(tx, member.account)


def move_menus(tx: Tx, council: int, old: ChatId) -> None:
    """Plan the menus of a council whose group has another id now; the old one has none any more."""
    for menu in tx.find(CommandMenu, "chat", old):
        tx.drop(CommandMenu, menu.key)
    plan_council(tx, council)


def erase_menus(tx: Tx, account: AccountId) -> None:
    """Take a person's own menus away; each is forgotten as soon as the platform was told."""
    for menu in tx.find(CommandMenu, "account", account):
        _plan(tx, menu, ())


def forget_menus(tx: Tx, account: AccountId) -> None:
    """Forget a person's own menus, whatever the platform was told."""
    for menu in tx.find(CommandMenu, "account", account):
        tx.drop(CommandMenu, menu.key)


def find_waiting(tx: Tx) -> CommandMenu | None:
    """Return a menu of which the platform has not been told the newest."""
    return next(iter(tx.find(CommandMenu, "waiting", True, limit=1)), None)


def mark_shown(tx: Tx, menu: CommandMenu, shown: str) -> None:
    """Record what the platform shows, unless the menu was planned anew meanwhile; one that is gone is forgotten."""
    now = tx.get(CommandMenu, menu.key)
    if now is None:
        return
    if now.commands != menu.commands:
        tx.put(replace(now, shown=shown))
    elif menu.commands:
        tx.put(replace(now, shown=shown, waiting=None))
    else:
        tx.drop(CommandMenu, menu.key)


def _plan(tx: Tx, menu: CommandMenu, commands: tuple[str, ...]) -> None:
    if commands == menu.commands and (menu.shown or menu.waiting or not commands):
        return
    if commands or menu.shown or menu.waiting:
        tx.put(replace(menu, commands=commands, waiting=True))

"""The commands that a messaging platform offers beside the input field: to everybody, and to officers.

A command that stands in no menu can be typed all the same.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from bot.domain.councils.council import OFFICERS, Role, Who
from bot.domain.councils.practice import Practice
from bot.domain.matters.acts import Act
from bot.domain.shared.ids import AccountId, ChatId

MENU_LIMIT = 15  # commands in one menu; a phone shows about six without scrolling

NEEDED_MOST = 4  # commands of roles, which stand before those of practices

NO_CHAT, NO_ACCOUNT = ChatId(""), AccountId("")

# What everybody finds, in groups (True) and in private chats.
EVERYBODY: Mapping[bool, tuple[str, ...]] = {
    True: ("propose", "matters", "mine", "meeting", "members", "help"),
    False: ("propose", "letter", "matters", "mine", "meeting", "mydata", "help"),
}
# What a role adds to it, by how often it is needed: with several roles there may be no room for the last of each.
BY_ROLE: Mapping[Role, Mapping[bool, tuple[str, ...]]] = {
    Role.HEAD: {
        True: ("desk", "settings", Act.ACCEPT, Act.AGENDA, "open", Act.ASSIGN, "next", "close", Act.VOTE),
        False: ("desk", "settings", Act.ACCEPT, Act.AGENDA, "open", "ledger", "roll", "invite"),
    },
    Role.CLERK: {
        True: ("desk", Act.ACCEPT, Act.AGENDA, Act.ASSIGN, "next", Act.OPINION, "close", Act.POLL, Act.VOTE),
        False: ("desk", Act.ACCEPT, Act.AGENDA, Act.ASSIGN, "ledger", "paper", "roll", "invite", "mediate"),
    },
    Role.CAPTAIN: {True: ("behalf", "spot"), False: ("behalf", "spot")},
    Role.HANDLER: {True: (Act.ACK, Act.PROGRESS, Act.DONE), False: (Act.ACK, Act.PROGRESS, Act.DONE)},
}
# What a practice adds where it is switched on, and for whom.
BY_PRACTICE: Mapping[Practice, Mapping[str, frozenset[Role | Who]]] = {
    Practice.NOTICES: {"notices": frozenset({Who.ANYONE}), "notice": OFFICERS},
    Practice.DUTY: {"duty": frozenset({Who.ANYONE})},
    Practice.GRIDS: {"grids": frozenset({Who.ANYONE})},
    Practice.POINTS: {"points": frozenset({Who.ANYONE}), "shop": frozenset({Who.ANYONE})},
    Practice.EVENTS: {"events": frozenset({Who.ANYONE}), "event": OFFICERS | {Role.MEMBER, Role.CAPTAIN}},
    Practice.WISHES: {"wishes": frozenset({Who.ANYONE}), "wish": OFFICERS | {Role.CAPTAIN}},
    Practice.SURVEYS: {"surveys": frozenset({Who.ANYONE}), "survey": OFFICERS},
    Practice.HOSTS: {"hosts": frozenset({Who.ANYONE}), "host": OFFICERS, "bench": OFFICERS},
    Practice.PLEDGES: dict.fromkeys(("pledges", "pledge"), frozenset({Who.ANYONE})),
    Practice.STARS: {"stars": frozenset({Who.ANYONE}), "nominate": frozenset({Who.ANYONE}), "star": OFFICERS},
    Practice.CLUES: {"clues": OFFICERS | {Role.HANDLER}, "clue": OFFICERS},
}
PRIVATE_ONLY = frozenset({"clues", "clue"})  # commands of practices that work in private chats alone


@dataclass(frozen=True, kw_only=True)
class CommandMenu:
    """The menu of a kind of chat, or of one person in one chat.

    `chat` and `account` are empty for the menu that everybody has, `account` alone for that of one council's group.
    Without `commands` a person or a group has no menu of their own, and sees everybody's. `shown` is the fingerprint of
    what the platform was told last, empty for nothing; `waiting`: it has not been told the newest yet, None when it
    has.
    """

    group: bool
    chat: ChatId = NO_CHAT
    account: AccountId = NO_ACCOUNT
    commands: tuple[str, ...] = ()
    shown: str = ""
    waiting: bool | None = None

    @staticmethod
    def key_of(chat: ChatId, account: AccountId, *, group: bool) -> str:
        """Return the key of a menu."""
        return f"{chat}/{account}/{'group' if group else 'private'}"

    @property
    def key(self) -> str:
        """Chat, account and kind of chat."""
        return self.key_of(self.chat, self.account, group=self.group)


def first_commands(roles: Iterable[Role], practices: Collection[Practice]) -> dict[Practice, str]:
    """Return the command that opens each switched-on practice for a person with these roles."""
    return {practice: names[0] for practice, names in _by_practice(roles, practices).items()}


def _by_practice(roles: Iterable[Role], practices: Collection[Practice]) -> dict[Practice, list[str]]:
    held: set[Role | Who] = {Who.ANYONE, *roles}
    every = {each: [name for name, whom in BY_PRACTICE[each].items() if held & whom] for each in Practice}
    return {practice: names for practice, names in every.items() if names and practice in practices}


def commands_of(roles: Iterable[Role], *, group: bool, practices: Collection[Practice] = ()) -> tuple[str, ...]:
    """Return the menu of a person with these roles; empty when it would be everybody's.

    What everybody has stands first, then what the roles need most, what the council's practices bring, the rest of the
    roles', and the help last.
    """
    held = frozenset(roles)
    of_each = [names[group] for role, names in BY_ROLE.items() if role in held]
    in_turn = [str(name) for turn in zip_longest(*of_each) for name in turn if name]
    every = (name for names in _by_practice(held, practices).values() for name in names)
    of_practices = [name for name in every if not (group and name in PRIVATE_ONLY)]
    *usual, last = EVERYBODY[group]
    room = MENU_LIMIT - len(usual) - 1
    more = list(dict.fromkeys((*in_turn[:NEEDED_MOST], *of_practices, *in_turn)))[:room]
    return (*usual, *more, last) if more else ()

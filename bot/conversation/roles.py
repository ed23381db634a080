"""Commands that appoint and dismiss: the person is named, or wrote the message that the command answers."""

import re
from dataclasses import dataclass, replace
from functools import partial

from bot.conversation.context import CommandContext
from bot.domain.councils.council import NAME_LIMIT, Account, Member, Role
from bot.domain.councils.errors import (
    AccountDeleted,
    CannotHoldRole,
    HasLeft,
    NoSuchPerson,
    NoSuchRole,
    SeveralJoined,
    UnknownPerson,
)
from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.person_names import looks_like_name
from bot.domain.shared import masking
from bot.domain.shared.errors import GroupOnly
from bot.domain.shared.question import Dialog
from bot.domain.shared.question_params import QuestionParams
from bot.ports import Tx
from bot.services.councils import members, roles
from bot.views.shared import labels

GAPS = re.compile(r"[\s、，,：:；;]+")
NUMBERED = re.compile(r"\d|任期|until", re.IGNORECASE)  # a building, a term
ROLES_BY_NAME = frozenset(
    {Role.HEAD, Role.CLERK, Role.HANDLER, Role.TELLER}
)  # nobody holds these for a sector or building


@dataclass(frozen=True)
class Wish:
    """The arguments of /role: a name before the roles, the roles, and the text after them.

    `revoked`: these roles are removed, or all of them when none is named.
    """

    name: str = ""
    roles: tuple[Role, ...] = ()
    revoked: bool = False
    rest: str = ""

    @property
    def is_empty(self) -> bool:
        """Return whether no role is named, given or removed."""
        return not (self.roles or self.revoked)

    @property
    def words(self) -> str:
        """The arguments without the name, stored until a person is named."""
        return " ".join([*(["撤销"] if self.revoked else []), *(role.value for role in self.roles), self.rest]).strip()


def parse_wish(text: str) -> Wish:
    """Parse 王建国 专人 任期2028-12, 专人 王建国, 撤销 楼栋长, or the like."""
    words = [word for word in GAPS.split(text) if word]
    known = [word.casefold() in labels.ROLE_WORDS or word.casefold() in labels.REVOKE_WORDS for word in words]
    if not any(known):
        return Wish(name=text.strip())
    first = known.index(True)
    last = next((place for place in range(first, len(words)) if not known[place]), len(words))
    named = [word.casefold() for word in words[first:last]]
    revoked = not labels.REVOKE_WORDS.isdisjoint(named)
    if not revoked:
        last, named = first + 1, named[:1]  # what follows one role is for whom they sit: 议事员 代表
    rest = text.strip()
    for word in words[:last]:
        rest = rest[rest.index(word) + len(word) :].lstrip(" \n\t、，,：:；;")
    found = tuple(dict.fromkeys(labels.ROLE_WORDS[word] for word in named if word in labels.ROLE_WORDS))
    return Wish(" ".join(words[:first]), found, revoked, rest)


async def appoint_member(call: CommandContext) -> None:
    """Appoint the person named or replied to; missing parts are asked for."""
    if call.said.private:
        raise GroupOnly
    await call.check(CouncilAct.APPOINT)
    council = await call.where()
    mentioned, text = _without_mentions(call)
    wish, name = parse_wish(text), mentioned
    whom = next(iter(call.said.mentions), None)
    if whom is None and not (name or wish.name):
        try:
            whom = await _answered(call)
        except SeveralJoined as wrong:
            await call.ask("role_who", QuestionParams(role=wish.words), wrong=wrong)
            return
    if whom is None and not name:
        name, wish = await call.incoming.read(_name_in, council, wish)
    if whom is None and name:
        whom = await call.incoming.read(_find, council, name, call.by)
        if whom is None and wish.is_empty and not mentioned:
            raise NoSuchRole
        if whom is None:
            await call.ask("role_who", QuestionParams(role=wish.words), wrong=_unknown(name))
            return
    await _appoint(call, whom, wish)


async def answer_who(call: CommandContext, dialog: Dialog) -> None:
    """Handle the name of the person for a role, and another role if one stands beside it."""
    council, text = dialog.council, call.args.strip().removeprefix("任命 ").strip()
    whom, wish = next(iter(call.said.mentions), None), parse_wish(text)
    if wish.is_empty:
        wish, name = parse_wish(dialog.params.role), text
    else:
        name, wish = await call.incoming.read(_name_in, council, wish)
    if whom is None and name:
        whom = await call.incoming.read(_find, council, name, call.by)
    if whom is None:
        raise _unknown(name) if name else NoSuchPerson
    await _appoint(call, whom, wish)


async def answer_what(call: CommandContext, dialog: Dialog) -> None:
    """Handle the role asked for."""
    wish = parse_wish(call.args)
    if wish.is_empty or wish.name:
        raise NoSuchRole
    member = await call.incoming.read(members.get_person, dialog.council, dialog.params.whom)
    await _appoint(call, _account(member), wish)


async def _appoint(call: CommandContext, whom: Account | None, wish: Wish) -> None:
    if whom is None:
        await call.ask("role_who", QuestionParams(role=wish.words))
    elif whom.deleted:
        raise AccountDeleted
    elif not whom.acts:
        raise CannotHoldRole
    elif wish.is_empty:
        person = await call.bot.store.run(members.register_member, await call.where(), whom, acting=False)
        await call.ask("role", QuestionParams(whom=person.person))
    elif wish.revoked and wish.rest and not wish.roles:
        raise NoSuchRole  # not all of them because one was misspelt
    elif wish.revoked:
        await call.keep(partial(roles.appoint_member, whom=whom, role=None, only=wish.roles))
    else:
        await call.keep(partial(roles.appoint_member, whom=whom, role=wish.roles[0], words=wish.rest))


async def _answered(call: CommandContext) -> Account | None:
    """Return the author of the message that the command replies to, or the person who joined by that notice.

    Raises SeveralJoined, HasLeft; None for the bot's own message and for a notice about nobody.
    """
    answered = call.said.answers
    if answered is None or answered.ours:
        return None
    if answered.left:
        raise HasLeft
    joined = [each for each in answered.joined if each.human]
    if len(joined) > 1:
        await call.bot.store.run(_meet, await call.where(), joined)
        raise SeveralJoined(names="、".join(masking.shown_text(each.name, NAME_LIMIT) for each in joined))
    if joined:
        return joined[0]
    return None if answered.service else answered.by


def _meet(tx: Tx, council: int, joined: list[Account]) -> None:
    """Register accounts that joined, so that their names can be found."""
    for each in joined:
        if each.acts:
            members.register_member(tx, council, each, acting=False)


def _without_mentions(call: CommandContext) -> tuple[str, str]:
    """Return the first user name that is mentioned, and the words without the people who are mentioned in them."""
    text, ours = call.args, call.bot.platform.address.casefold()
    for name in call.said.named:
        text = text.replace(name, " ")
    return next((name for name in call.said.named if name.startswith("@") and name.casefold() != ours), ""), text


def _name_in(tx: Tx, council: int, wish: Wish) -> tuple[str, Wish]:
    """Return the name before the roles, or of a known person behind them, and the arguments without it."""
    if wish.name:
        return wish.name, replace(wish, name="")
    words = [word for word in GAPS.split(wish.rest) if word]
    for length in range(len(words), 0, -1):
        name = " ".join(words[:length])
        if not NUMBERED.search(name) and members.is_called(tx, council, name):
            return name, replace(wish, rest=" ".join(words[length:]))
    first = next(iter(words), "")
    parties = members.get_council(tx, council).parties
    by_name = wish.revoked or not ROLES_BY_NAME.isdisjoint(wish.roles)
    if first and not NUMBERED.search(first) and first not in parties and (by_name or _is_name(first)):
        return first, replace(wish, rest=" ".join(words[1:]))
    return "", wish


def _is_name(word: str) -> bool:
    return word.startswith(("@", "＠")) or word in members.MYSELF or looks_like_name(word)


def _find(tx: Tx, council: int, name: str, by: Account) -> Account | None:
    """Return the account of the person with this name; None if the council knows none. Raises SeveralPeople."""
    found = members.find_by_name(tx, council, name, members.get_member(tx, council, by.id))
    return _account(found) if found else None


def _account(member: Member) -> Account | None:
    """Return the account of a member; None for an erased one."""
    return Account(member.account, member.name, member.username) if member.account else None


def _unknown(name: str) -> UnknownPerson:
    return UnknownPerson(name=masking.shown_text(name, NAME_LIMIT))

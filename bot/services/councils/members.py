"""Members of a council: registering and finding them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import NAME_LIMIT, Account, Council, Member, PrivateChat, Role, rank_of_roles
from bot.domain.councils.counter import Numbered
from bot.domain.councils.errors import (
    AccountDeleted,
    NoCouncil,
    NoSuchPerson,
    NotAPerson,
    NotMember,
    SeveralCouncils,
    SeveralPeople,
)
from bot.domain.shared.errors import OldButton
from bot.domain.shared.ids import AccountId, ChatId
from bot.domain.shared.masking import shown_text
from bot.domain.shared.message_params import MessageParams
from bot.ports import Tx
from bot.read_models.shared import Names
from bot.services.councils import command_menus
from bot.services.shared.enqueue import ReplyTo, reply

MYSELF = frozenset({"我", "我自己", "本人", "me"})
LOOKED_THROUGH = 20  # councils that are asked whether they know a stranger


def council_of(tx: Tx, chat: ChatId) -> Council:
    """Return the council that this group is; raises NoCouncil."""
    councils = tx.find(Council, "chat", chat)
    if not councils:
        raise NoCouncil
    return councils[0]


def get_council(tx: Tx, number: int) -> Council:
    """Return the council of this number; raises OldButton for one that never was."""
    found = tx.get(Council, Council.key_of(number))
    if found is None:
        raise OldButton
    return found


def find_member(tx: Tx, council: int, account: AccountId) -> Member | None:
    """Return the person behind an account, if the council knows them."""
    members = tx.find(Member, "account", account, council)
    return members[0] if members else None


def list_memberships(tx: Tx, account: AccountId) -> list[Member]:
    """Return what one account is in all the councils it belongs to."""
    return [member for member in tx.find(Member, "account", account) if member.present]


def get_member(tx: Tx, council: int, account: AccountId) -> Member:
    """Return the member of an account; raises NotMember for a stranger or a member who left."""
    found = find_member(tx, council, account)
    if found is None or not found.present:
        raise NotMember
    return found


def register_member(
    tx: Tx, council_number: int, account: Account, *, acting: bool = True, newcomer: bool = True
) -> Member:
    """Return the member of an account, registered if new; a changed name is stored.

    `acting`: they do something in the council's group, so they are present. Otherwise they are present if they were
    when last heard of; `newcomer` is the answer for a new member. Raises NotAPerson for bots, channels and hidden
    administrators, AccountDeleted.
    """
    if account.deleted:
        raise AccountDeleted
    if not account.acts:
        raise NotAPerson
    known = found = find_member(tx, council_number, account.id)
    present = acting or (found.present if found else newcomer)
    if found is None:
        council = get_council(tx, council_number)
        found = Member(
            council=council.number, person=tx.next_number(council.number, Numbered.PERSON), account=account.id
        )
    chat = tx.get(PrivateChat, PrivateChat.key_of(account.id))
    now_known = replace(
        found,
        name=shown_text(account.name, NAME_LIMIT),
        username=(account.username or "").casefold() or None,
        present=present,
        reachable=chat is not None,
        private_chat=chat.chat if chat else found.private_chat,
    )
    if now_known.username:
        for other in tx.find(Member, "username", council_number, now_known.username):
            if other.person != now_known.person:
                tx.put(replace(other, username=None))  # a user name wanders; the matter it is handed must not
    if now_known != known:
        tx.put(now_known)
    return now_known


def council_and_member(tx: Tx, chat: ChatId, account: Account) -> tuple[Council, Member]:
    """Return the council of a group, and the member who acts in it."""
    person = acting_member(tx, council_of(tx, chat).number, account, chat)
    return council_of(tx, chat), person


def council_number_for(tx: Tx, reply_to: ReplyTo, account: AccountId) -> int:
    """Return the number of the council that a person means: the group's, or in private their only one.

    Raises NoCouncil, SeveralCouncils.
    """
    if reply_to.group:
        return council_of(tx, reply_to.chat).number
    mine = list_memberships(tx, account)
    if not mine:
        raise NoCouncil
    if len(mine) > 1:
        raise SeveralCouncils
    return mine[0].council


def acting_member(tx: Tx, council_number: int, by: Account, chat: ChatId) -> Member:
    """Return the member of an account: in the council's group they are registered, in private they must be known."""
    council = get_council(tx, council_number)
    if chat != council.chat:
        return get_member(tx, council_number, by.id)
    if not council.present:
        tx.put(replace(council, present=True))  # whatever made us think that the bot had left: it hears them
        command_menus.plan_council(tx, council_number)
    return register_member(tx, council_number, by)


def get_person(tx: Tx, council: int, number: int) -> Member:
    """Return the member of this number; raises NoSuchPerson for one who left or was erased."""
    found = tx.get(Member, Member.key_of(council, number))
    if found is None or not found.present:
        raise NoSuchPerson
    return found


def members_of(tx: Tx, council: int, persons: Iterable[int | None]) -> Names:
    """Return the members behind these numbers."""
    wanted = {person for person in persons if person is not None}
    found = (tx.get(Member, Member.key_of(council, person)) for person in wanted)
    return {member.person: member for member in found if member}


def list_roster(tx: Tx, council: int) -> list[Member]:
    """Return the members with a role, the highest first; members who left have none."""
    return tx.find(Member, "rank", council)


def find_head(tx: Tx, council: int) -> Member | None:
    """Return the head of the council, if there is one."""
    _, highest = rank_of_roles([Role.HEAD])
    return next(iter(tx.find(Member, "rank", council, highest or 0)), None)


def list_clerks(tx: Tx, council: int) -> list[Member]:
    """Return the clerks; of a council that has none the head."""
    found = [member for member in list_roster(tx, council) if Role.CLERK in member.roles]
    first = find_head(tx, council)
    return found or ([first] if first else [])


def list_reachable_officers(tx: Tx, council: int) -> list[Member]:
    """Return the clerks with a private chat, or else the head with one."""
    told = [member for member in list_clerks(tx, council) if member.open_chat]
    first = find_head(tx, council)
    return told or ([first] if first and first.open_chat else [])


def list_author_or_officers(tx: Tx, council: int, author: int) -> list[Member]:
    """Return the author of something if the bot can write to them; where they left or it cannot, the officers."""
    member = tx.get(Member, Member.key_of(council, author))
    is_reachable = member is not None and member.present and member.open_chat is not None
    return [member] if member and is_reachable else list_reachable_officers(tx, council)


def find_on_roster(tx: Tx, council: int, text: str, by: Member) -> Member | None:
    """Return the member meant by a text (我, a place in the roster, an @name, a name on the roster), or None."""
    word = text.strip().lstrip("@＠")
    if word.casefold() in MYSELF:
        return by
    listed = list_roster(tx, council)
    if word.isdecimal() and 1 <= int(word) <= len(listed):
        return listed[int(word) - 1]
    by_username = tx.find(Member, "username", council, word.casefold())
    by_name = [member for member in listed if member.name == word]
    return next((member for member in (*by_username, *by_name) if member.present), None)


def is_called(tx: Tx, council: int, text: str) -> bool:
    """Return whether a word is the user name or the name of a present member."""
    word = text.strip().lstrip("@＠")
    found = (*tx.find(Member, "username", council, word.casefold()), *tx.find(Member, "name", council, word))
    return word in MYSELF or any(member.present for member in found)


def find_by_name(tx: Tx, council: int, text: str, by: Member) -> Member | None:
    """Return the member meant by a text, on the roster or not, or None. Raises SeveralPeople."""
    return find_on_roster(tx, council, text, by) or find_named(tx, council, text)


def find_named(tx: Tx, council: int, text: str) -> Member | None:
    """Return the present member with this @name or name, or None; it costs no look at the roster.

    Raises SeveralPeople.
    """
    word = text.strip().lstrip("@＠")
    every = (*tx.find(Member, "username", council, word.casefold()), *tx.find(Member, "name", council, word, limit=2))
    found = {member.person: member for member in every if member.present}
    if len(found) > 1:
        raise SeveralPeople
    return next(iter(found.values()), None)


def mark_returned(tx: Tx, *, chat: ChatId, who: Account) -> None:
    """Mark a known member as present in the group again."""
    council = council_of(tx, chat)
    found = find_member(tx, council.number, who.id)
    if found and not found.present:
        tx.put(replace(found, present=True))


def record_private_chat(tx: Tx, account: AccountId, chat: ChatId) -> None:
    """Record that an account opened a private chat with the bot, which may write to it from now on."""
    tx.put(PrivateChat(account=account, chat=chat))
    for found in tx.find(Member, "account", account):
        tx.put(replace(found, reachable=True, private_chat=chat))
    command_menus.plan_menus(tx, account)


def record_start(tx: Tx, account: AccountId, reply_to: ReplyTo) -> None:
    """Record the private chat of an account that came by a link to the bot."""
    if not reply_to.group:
        record_private_chat(tx, account, reply_to.chat)


def mark_reachable(tx: Tx, account: AccountId, chat: ChatId) -> None:
    """Mark the members of an account that wrote to the bot in private as reachable."""
    if not all(found.reachable for found in tx.find(Member, "account", account)):
        record_private_chat(tx, account, chat)


def mark_unreachable(tx: Tx, account: AccountId) -> None:
    """Mark an account that blocked the bot, or was deleted, as unreachable."""
    tx.drop(PrivateChat, PrivateChat.key_of(account))
    for found in tx.find(Member, "account", account):
        tx.put(replace(found, reachable=False))
    command_menus.plan_menus(tx, account)


def open_private_chat(tx: Tx, *, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Record a newly opened private chat and greet its owner with the menu."""
    record_start(tx, by.id, reply_to)
    reply(tx, reply_to, "menu", MessageParams(), now=now)


def private_chats(found: Iterable[Member]) -> list[tuple[Member, ChatId]]:
    """Return the members with a private chat, each with the id of the chat."""
    return [(member, member.open_chat) for member in found if member.open_chat]


def members_in_private(tx: Tx, chat: ChatId) -> list[Member]:
    """Return the memberships of the person of a private chat."""
    return [member for member in tx.find(Member, "private_chat", chat) if member.present]


def accounts_in_private(tx: Tx, chat: ChatId) -> set[AccountId]:
    """Return the accounts of a private chat, whether or not the bot may still write to it."""
    doors, known = tx.find(PrivateChat, "chat", chat), tx.find(Member, "private_chat", chat)
    return {door.account for door in doors} | {member.account for member in known if member.account}


def known_anywhere(tx: Tx, account: AccountId) -> bool:
    """Return whether anything is stored about an account."""
    return tx.count(Member, "account", account) > 0 or tx.get(PrivateChat, PrivateChat.key_of(account)) is not None


def list_groups(tx: Tx, only: int | None = None) -> list[tuple[int, ChatId]]:
    """Return number and chat of the newest councils, a bounded number, or of one."""
    if only is not None:
        council = tx.get(Council, Council.key_of(only))
        return [(council.number, council.chat)] if council else []
    return [
        (council.number, council.chat)
        for council in tx.find(Council, "number", newest_first=True, limit=LOOKED_THROUGH)
    ]

"""What happens to a group and its people: the bot comes and goes, somebody leaves, the group moves or is renamed."""

from telegram import ChatMemberUpdated, Message
from telegram.constants import ChatMemberStatus, ChatType

from bot.domain.errors import NoCouncil
from bot.services import councils, orphans, people
from handlers.said import account
from handlers.updates import Incoming

AWAY = ChatMemberStatus.LEFT  # `trimming` knows of no other way not to be there


async def bot_status(incoming: Incoming, change: ChatMemberUpdated) -> None:
    """The bot was added, removed, blocked or let in again."""
    away = change.new_chat_member.status == AWAY
    was_away = change.old_chat_member.status == AWAY
    chat = change.chat
    if chat.type == ChatType.PRIVATE:
        await incoming.keep(people.unreachable if away else people.reachable, chat.id)
    elif away:
        await incoming.keep(councils.bot_left, chat=chat.id, now=incoming.now)
    elif was_away:
        await incoming.keep(councils.bot_came, chat=chat.id, now=incoming.now)


async def status(incoming: Incoming, change: ChatMemberUpdated) -> None:
    """Somebody joined or left."""
    who = account(change.new_chat_member.user)
    try:
        if change.new_chat_member.status == AWAY:
            await incoming.keep(orphans.left, chat=change.chat.id, who=who, now=incoming.now)
        else:
            await incoming.keep(people.came, chat=change.chat.id, who=who)
    except NoCouncil:
        return  # people come and go in groups that are no council


async def service(incoming: Incoming, message: Message) -> bool:
    """Handle a message that says what happened to the group; give whether it was one."""
    chat = message.chat.id
    try:
        if message.migrate_to_chat_id:
            await incoming.keep(councils.moved, old=chat, new=message.migrate_to_chat_id)
        elif message.migrate_from_chat_id:
            await incoming.keep(councils.moved, old=message.migrate_from_chat_id, new=chat)
        elif message.new_chat_title:
            await incoming.keep(councils.renamed, chat=chat, name=message.new_chat_title)
        elif message.left_chat_member:
            # Without administrator rights this is the only word that somebody left.
            await incoming.keep(orphans.left, chat=chat, who=account(message.left_chat_member), now=incoming.now)
        else:
            return bool(message.new_chat_members or message.group_chat_created or message.pinned_message)
    except NoCouncil:
        pass
    return True

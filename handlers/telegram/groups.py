"""Changes of a group and its people: the bot comes and goes, a member leaves, the group moves or is renamed."""

from telegram import ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus

from bot.domain.councils.errors import NoCouncil
from bot.domain.shared.ids import AccountId, ChatId
from bot.services import departures
from bot.services.councils import councils, members, presence
from handlers.telegram.ids import chat_id
from handlers.telegram.incoming import TelegramIncoming
from handlers.telegram.message_reader import account, is_group

LEFT_STATUS = ChatMemberStatus.LEFT  # `trimming` knows of no other way not to be there


async def heard(incoming: TelegramIncoming, me: int) -> None:
    """Record that the bot is in the group that an update comes from; most updates change nothing of that.

    It is not part of the update's one act: done twice it does nothing more.
    """
    update, chat = incoming.update, incoming.update.effective_chat
    if chat is None or not is_group(chat) or _tells_of_leaving(update, me):
        return
    message = update.message
    is_opened = message is not None and bool(message.forum_topic_reopened or message.general_forum_topic_unhidden)
    rights_changed = is_opened or update.my_chat_member is not None
    if rights_changed or await incoming.read(presence.is_news, chat_id(chat)):
        await incoming.store.run(
            presence.mark_heard, chat=chat_id(chat), now=incoming.now, rights_changed=rights_changed
        )


def _tells_of_leaving(update: Update, me: int) -> bool:
    """Return whether the update says that the bot is in this chat no more."""
    if update.my_chat_member:
        return update.my_chat_member.new_chat_member.status == LEFT_STATUS
    message = update.message
    left = message.left_chat_member if message else None
    return (left is not None and left.id == me) or bool(message and message.migrate_to_chat_id)


async def bot_status(incoming: TelegramIncoming, change: ChatMemberUpdated) -> None:
    """Record that the bot was added, removed, blocked or unblocked."""
    away = change.new_chat_member.status == LEFT_STATUS
    was_away = change.old_chat_member.status == LEFT_STATUS
    chat = change.chat
    if not is_group(chat):
        user = AccountId(chat_id(chat))  # a private chat has the id of the person in it
        if away:
            await incoming.keep(members.mark_unreachable, user)
        else:
            await incoming.keep(members.record_private_chat, user, chat_id(chat))
    elif away:
        await incoming.keep(councils.mark_bot_absent, chat=chat_id(chat), now=incoming.now)
    elif was_away:
        await incoming.keep(councils.mark_bot_present, chat=chat_id(chat), now=incoming.now)


async def status(incoming: TelegramIncoming, change: ChatMemberUpdated) -> None:
    """Record that a person joined or left the group."""
    who = account(change.new_chat_member.user)
    try:
        if change.new_chat_member.status == LEFT_STATUS:
            await incoming.keep(departures.member_left, chat=chat_id(change.chat), who=who, now=incoming.now)
        else:
            await incoming.keep(members.mark_returned, chat=chat_id(change.chat), who=who)
    except NoCouncil:
        return  # people come and go in groups that are no council


async def service(incoming: TelegramIncoming, message: Message) -> bool:
    """Handle a notice of the platform about the group; return whether the message was one."""
    chat = chat_id(message.chat)
    try:
        if message.migrate_to_chat_id:
            await incoming.keep(councils.move_chat, old=chat, new=ChatId(str(message.migrate_to_chat_id)))
        elif message.migrate_from_chat_id:
            await incoming.keep(councils.move_chat, old=ChatId(str(message.migrate_from_chat_id)), new=chat)
        elif message.new_chat_title:
            await incoming.keep(councils.rename_council, chat=chat, name=message.new_chat_title)
        elif message.left_chat_member:
            # Without administrator rights this is the only word that somebody left.
            await incoming.keep(
                departures.member_left, chat=chat, who=account(message.left_chat_member), now=incoming.now
            )
        else:
            return bool(message.new_chat_members or message.group_chat_created or message.pinned_message)
    except NoCouncil:
        pass
    return True

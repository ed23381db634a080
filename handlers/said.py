"""A Telegram message -> what somebody said."""

from telegram import Chat, Message, MessageEntity, User

from bot.domain.council import Account
from bot.domain.said import Attachment, Said, SentFile


def account(user: User | None, on_behalf: Chat | None = None) -> Account:
    """Give who acts; for a channel or a hidden administrator (`sender_chat`) nobody in person."""
    if user is None or on_behalf is not None:
        return Account(user.id if user else 0, on_behalf.effective_name or "" if on_behalf else "", human=False)
    return Account(user.id, user.full_name, user.username, human=not user.is_bot)


def attachments(message: Message) -> tuple[Attachment, ...]:
    """Give the largest size of a picture, a voice message or a place as Telegram's own reference."""
    found = []
    if message.photo:
        found.append(Attachment("photo", message.photo[-1].file_id))
    if message.voice:
        found.append(Attachment("voice", message.voice.file_id))
    if message.location:
        found.append(Attachment("location", f"{message.location.latitude},{message.location.longitude}"))
    return tuple(found)


def file(message: Message) -> SentFile | None:
    """Give the file that came with a message."""
    document = message.document
    return SentFile(document.file_id, document.file_name or "", document.file_size or 0) if document else None


def said(message: Message, me: int) -> Said:
    """Give what a message says; `me` is the bot's own id."""
    answered = message.reply_to_message
    if answered is not None and answered.forum_topic_created is not None:
        answered = None  # in a topic every message "answers" the topic's first one
    entities = message.entities or message.caption_entities
    return Said(
        chat=message.chat.id,
        message=message.message_id,
        by=account(message.from_user, message.sender_chat),
        text=message.text or message.caption or "",
        attachments=attachments(message),
        file=file(message),
        album=f"{message.chat.id}/{message.media_group_id}" if message.media_group_id else None,
        mentions=tuple(
            account(entity.user) for entity in entities if entity.type == MessageEntity.TEXT_MENTION and entity.user
        ),
        answers=said(answered, me) if answered else None,
        ours=message.from_user is not None and message.from_user.id == me,
    )

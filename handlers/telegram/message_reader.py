"""Conversion of Telegram messages into incoming messages."""

import re
from dataclasses import replace

from telegram import Chat, Document, Message, MessageEntity, User
from telegram.constants import ChatType

from bot.domain.councils.council import Account
from bot.domain.shared.ids import ThreadId
from bot.domain.shared.incoming_message import Attachment, IncomingMessage, SentFile
from handlers.telegram.ids import account_id, chat_id, ephemeral_id, message_id, private_reply_id
from handlers.telegram.trimming import UNKEPT

EXTENSION = re.compile(r"\.([a-z][a-z0-9]{1,4})$", re.IGNORECASE)
PICTURES = frozenset({"jpg", "jpeg", "jfif", "png", "webp", "heic", "heif", "avif", "bmp", "gif", "tif", "tiff"})
NAMES: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
# Telegram's stand-ins for an administrator who hides, the linked channel, and Telegram itself: nobody in person.
PSEUDO_ACCOUNTS = frozenset({1087968824, 136817688, 777000})
UNTYPED = frozenset({"", "application/octet-stream"})


def account(user: User | None, on_behalf: Chat | None = None) -> Account:
    """Return the account that acts; for a channel or a hidden administrator (`sender_chat`) no person."""
    if user is None or on_behalf is not None:
        return Account(account_id(user), on_behalf.effective_name or "" if on_behalf else "", human=False)
    # Nobody can have an empty name: Telegram empties that of an account that was deleted.
    return Account(
        account_id(user),
        " ".join(part for part in (user.first_name, user.last_name) if part),
        user.username,
        human=not user.is_bot and user.id not in PSEUDO_ACCOUNTS,
        deleted=not user.first_name,
    )


def is_group(chat: Chat) -> bool:
    """Return whether a chat is a group or a channel, not the private one of an account."""
    return chat.type != ChatType.PRIVATE


def attachments(message: Message) -> tuple[Attachment, ...]:
    """Return the largest size of a picture, a voice message or a place as Telegram's own reference."""
    found = []
    if message.photo:
        found.append(Attachment("photo", message.photo[-1].file_id))
    if message.document and is_picture(message.document):
        found.append(Attachment("photo", message.document.file_id, as_file=True))
    if message.voice:
        found.append(Attachment("voice", message.voice.file_id))
    if message.location:
        found.append(Attachment("location", f"{message.location.latitude},{message.location.longitude}"))
    return tuple(found)


def is_picture(document: Document) -> bool:
    """Return whether a file is a picture by its name, or by its type where the name does not say.

    Both are what the sender's program says they are: a program under the type of a picture is none.
    """
    extension = EXTENSION.search((document.file_name or "").strip())
    type_ = (document.mime_type or "").casefold()
    is_image = type_.startswith("image/")
    if extension is None:
        return is_image
    return extension[1].casefold() in PICTURES and (is_image or type_ in UNTYPED)


def file(message: Message) -> SentFile | None:
    """Return the file that came with a message."""
    document = message.document
    return SentFile(document.file_id, document.file_name or "", document.file_size or 0) if document else None


def _kind_of(sent: SentFile) -> str:
    return "pdf" if sent.name.casefold().endswith(".pdf") else "file"


def _named(message: Message) -> tuple[str, ...]:
    """Return the words of a message by which it mentions people."""
    found = message.parse_entities(NAMES) if message.text else message.parse_caption_entities(NAMES)
    return tuple(found.values())


def said(message: Message, me: int) -> IncomingMessage:
    """Return what a message says; `me` is the bot's own id."""
    # Who wrote just now has an account, whatever became of its name on the way.
    return _said(message, me, replace(account(message.from_user, message.sender_chat), deleted=False))


def _said(message: Message, me: int, by: Account) -> IncomingMessage:
    answered = message.reply_to_message
    if answered is not None and answered.forum_topic_created is not None:
        answered = None  # in a topic every message "answers" the topic's first one
    entities = message.entities or message.caption_entities
    text = message.text or message.caption or ""
    pictures, sent, unkept = attachments(message), file(message), str(message.api_kwargs.get(UNKEPT, ""))
    return IncomingMessage(
        chat=chat_id(message.chat),
        message=message_id(message),
        group=is_group(message.chat),
        by=by,
        text=text,
        attachments=pictures,
        file=sent,
        album=f"{message.chat.id}/{message.media_group_id}" if message.media_group_id else None,
        mentions=tuple(
            account(entity.user) for entity in entities if entity.type == MessageEntity.TEXT_MENTION and entity.user
        ),
        named=_named(message),
        group_name=message.chat.title or "",
        topic=ThreadId(str(message.message_thread_id)) if message.is_topic_message else None,
        answers=_answered(answered, me, message.from_user) if answered else None,
        ours=message.from_user is not None and message.from_user.id == me,
        unkept=_kind_of(sent) if sent and not pictures else unkept,
        service=not (text or pictures or sent or unkept),
        joined=tuple(map(account, message.new_chat_members or ())),
        left=account(message.left_chat_member) if message.left_chat_member else None,
        alone=ephemeral_id(message) is not None,
    )


def _answered(answered: Message, me: int, replier: User | None) -> IncomingMessage:
    """Return the message that somebody replies to; an ephemeral one of the bot is known by its number and by them."""
    words = _said(answered, me, account(answered.from_user, answered.sender_chat))
    number = ephemeral_id(answered)
    if number is None or replier is None or not words.ours:
        return words
    return replace(words, message=private_reply_id(replier.id, number))

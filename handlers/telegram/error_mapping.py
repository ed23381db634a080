"""Mapping of telegram.error to the fate of a message: surely not sent, in doubt, gone, later."""

from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.domain.shared.ids import ChatId
from bot.domain.shared.outbox_message import Right
from bot.ports import InDoubt, Later, Moved, Refused, Why

NOT_MODIFIED = "message is not modified"
NO_FILE = ("wrong file identifier", "wrong remote file identifier", "FILE_REFERENCE_EXPIRED")
OTHER_KIND = ("there is no text in the message", "there is no caption in the message")

# The library keeps the error of the connection as __cause__. After these nothing went out.
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
_MISSING = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "poll has already been closed",
    "poll to stop not found",
    "poll can't be stopped",
)
_GONE = (
    "chat not found",
    "chat_write_forbidden",
    "chat_restricted",
    "peer_id_invalid",
    "user is deactivated",
    "user_is_blocked",
    "group chat was deactivated",
    "channel_private",
    "rights to send",
    "need administrator rights",
)
# Of a group none of these says that we are out of it. Longer names first: one may be a part of another.
_FORBIDDEN: tuple[tuple[Right, tuple[str, ...]], ...] = (
    (Right.TOPIC, ("topic_closed", "message thread not found", "topic_deleted", "topic_id_invalid")),
    (Right.POLLS, ("send polls", "send_poll_forbidden", "send_polls_forbidden")),
    (Right.PHOTOS, ("send photos", "send_photos_forbidden")),
    (Right.VOICE, ("send voice", "send_voices_forbidden", "voice_messages_forbidden")),
    (Right.FILES, ("send documents", "send_docs_forbidden")),
    (
        Right.TEXT,
        (
            "send text messages",
            "send locations",
            "send a message",
            "send_plain_forbidden",
            "chat_write_forbidden",
            "chat_restricted",
            "chat_admin_required",
            "need administrator rights",
        ),
    ),
)
_UNSPECIFIC = ("rights to send", "chat_send_")
_NEEDED = {  # the right that a method takes; all others write text
    "sendPoll": Right.POLLS,
    "sendPhoto": Right.PHOTOS,
    "sendMediaGroup": Right.PHOTOS,
    "sendVoice": Right.VOICE,
    "sendDocument": Right.FILES,
}
_TOO_BIG = "request entity too large"
_UPGRADED = "group chat was upgraded"  # without its new id, which a message of the group will tell
_TOO_MANY = "too many requests"  # a 429 that does not say for how long


def says(error: TelegramError, *words: str) -> bool:
    """Return whether the platform's own description has one of the words, in any case."""
    description = str(error).lower()
    return any(word in description for word in words)


def missing_right(error: TelegramError, method: str) -> Right | None:
    """Return the right that the group has taken from us, when that is what the error of `method` says.

    The words are those of TDLib and of the MTProto errors, which the Bot API passes on under 400 and 403.
    """
    if not isinstance(error, BadRequest | Forbidden):
        return None
    for right, words in _FORBIDDEN:
        if says(error, *words):
            return right
    return _NEEDED.get(method, Right.TEXT) if says(error, *_UNSPECIFIC) else None


def failure(error: TelegramError) -> Later | InDoubt | Refused | Moved:  # noqa: PLR0911  # one return per kind: a table
    """Return what an error of a send, edit or stop call means (https://core.telegram.org/bots/api#making-requests)."""
    match error:
        case RetryAfter(retry_after=wait):
            return Later(wait.total_seconds() if isinstance(wait, timedelta) else wait)
        case ChatMigrated(new_chat_id=chat):
            return Moved(ChatId(str(chat)))
        case InvalidToken() | EndPointNotFound() | Conflict():  # do_api_request() calls a refused token the second
            return Later(30, chat_only=False)
        case Forbidden():
            return Refused(Why.GONE, str(error))
        case BadRequest() if says(error, _UPGRADED):
            return Later(60)
        case BadRequest():
            return Refused(_why(error), str(error))
    if isinstance(error.__cause__, _NOT_SENT):
        return Later(1, chat_only=False)
    if says(error, _TOO_MANY):
        return Later(5)
    if says(error, _TOO_BIG):
        return Refused(Why.BAD, str(error))
    return InDoubt()


def _why(error: BadRequest) -> Why:
    if says(error, *_MISSING):
        return Why.NO_MESSAGE
    return Why.GONE if says(error, *_GONE) else Why.BAD

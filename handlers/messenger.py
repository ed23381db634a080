"""Card -> Telegram messages."""

import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from markupsafe import Markup
from telegram import Bot, InputFile, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.domain.said import Attachment
from bot.ports import Button, Card, Closed, InDoubt, Later, Outcome, Refused, Sent, Why
from handlers import buttons, markup, outcomes

log = logging.getLogger(__name__)

DOUBT = "（可能重复）"
QUESTION_LIMIT = 300  # https://core.telegram.org/bots/api#sendpoll
TOAST_LIMIT = 200  # https://core.telegram.org/bots/api#answercallbackquery
DOOR = "start:"
PERSON, MENTION = re.compile('<a href="person:(?=[0-9]+">)'), '<a href="tg://user?id='
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

Send = Callable[..., Awaitable[Message]]
Edit = Callable[..., Awaitable[Message | bool]]


class BotMessenger:
    """Implements `bot.ports.Messenger` with a `telegram.Bot`; `key` proves the buttons it draws."""

    def __init__(self, bot: Bot, key: bytes) -> None:
        self._bot = bot
        self._key = key

    async def send(self, chat: int, card: Card, *, reply_to: int | None = None, doubtful: bool = False) -> Outcome:
        """Send the card, as several messages when its text is too long for one; the last has the buttons and the id.

        Methods: sendMessage, sendPhoto, sendVoice, sendDocument, sendLocation, sendPoll.
        """
        try:
            return await self._send(chat, self._addressed(_doubted(card) if doubtful else card), reply_to)
        except BadRequest as error:
            if card.thread is None or not outcomes.says(error, *outcomes.NO_THREAD):
                return self._failed(chat, error)
        except TelegramError as error:
            return self._failed(chat, error)
        except Exception as error:  # noqa: BLE001  # a fault in one card must not stop all the others
            return self._undrawable(chat, error)
        return await self.send(chat, replace(card, thread=None), reply_to=reply_to, doubtful=doubtful)

    async def edit(self, chat: int, message: int, card: Card) -> Outcome:
        """Make the message show the card, cut to one message; a poll changes its buttons alone.

        Methods: editMessageText, editMessageCaption, editMessageReplyMarkup.
        """
        try:
            await self._edit(chat, message, self._addressed(card))
        except TelegramError as error:
            if not outcomes.says(error, outcomes.NOT_MODIFIED):
                return self._failed(chat, error)
        except Exception as error:  # noqa: BLE001  # as above
            return self._undrawable(chat, error)
        return Sent(message)

    async def close_poll(self, chat: int, message: int) -> Closed | Outcome:
        """Close the poll and give its final counts (stopPoll)."""
        try:
            poll = await self._bot.stop_poll(chat, message)
        except TelegramError as error:
            return self._failed(chat, error)
        return Closed(tuple(option.voter_count for option in poll.options), poll.total_voter_count)

    async def answer(self, callback_id: str, text: str = "", *, alert: bool = False, url: str | None = None) -> None:
        """Answer a tap, with a toast of at most 200 characters or by opening `url` (answerCallbackQuery).

        A tap is answered within seconds or not at all, so a failure is not worth more than a line for the curious.
        """
        try:
            await self._bot.answer_callback_query(callback_id, text[:TOAST_LIMIT] or None, show_alert=alert, url=url)
        except TelegramError as error:
            log.debug("a tap was not answered: %s", error)

    async def _send(self, chat: int, card: Card, reply_to: int | None) -> Outcome:
        calls = self._calls(card)
        reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
        below = buttons.force_reply(card.ask) if card.ask is not None else buttons.inline(chat, card.buttons, self._key)
        message = None
        for number, call in enumerate(calls, 1):
            try:
                message = await call(
                    chat_id=chat,
                    message_thread_id=card.thread,
                    disable_notification=not card.notify or message is not None,
                    reply_parameters=None if message else reply,
                    reply_markup=below if number == len(calls) else None,
                )
            except TelegramError as error:
                failed = outcomes.failure(error)
                if message and isinstance(failed, Later):
                    return InDoubt()  # a part of it arrived: the whole will come again, with the mark
                raise
        if message is None:
            raise ValueError("the card is empty")
        return Sent(message.message_id, message.poll.id if message.poll else None)

    def _addressed(self, card: Card) -> Card:
        """Turn the council's own kinds of address into Telegram's: a person to mention, our private chat to open."""
        rows = tuple(tuple(self._opening(button) for button in row) for row in card.buttons)
        return replace(card, text=Markup(PERSON.sub(MENTION, card.text)), buttons=rows)  # noqa: S704  # it was escaped

    def _opening(self, button: Button) -> Button:
        if not button.url or not button.url.startswith(DOOR):
            return button
        return replace(button, url=f"https://t.me/{self._bot.username}?start={button.url.removeprefix(DOOR)}")

    def _calls(self, card: Card) -> list[Send]:
        """Give the calls, in order, that together show the card."""
        if card.poll:
            poll = card.poll
            return [
                partial(
                    self._bot.send_poll,
                    question=poll.question,
                    options=poll.options,
                    is_anonymous=poll.anonymous,
                    allows_multiple_answers=poll.multiple,
                )
            ]
        texts: list[Send] = [
            partial(self._bot.send_message, text=piece, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW)
            for piece in markup.split(card.text, markup.TEXT_LIMIT)
        ]
        media = self._media(card)
        if media is None:
            return texts
        if _has_caption(card) and markup.length(card.text) <= markup.CAPTION_LIMIT:
            return [partial(media, caption=str(card.text) or None, parse_mode=ParseMode.HTML)]
        return [media, *texts]

    def _media(self, card: Card) -> Send | None:
        if card.file:
            document = InputFile(card.file.content, filename=card.file.name)
            return partial(self._bot.send_document, document=document)
        match card.media:
            case None:
                return None
            case Attachment("photo", ref):
                return partial(self._bot.send_photo, photo=ref)
            case Attachment("voice", ref):
                return partial(self._bot.send_voice, voice=ref)
            case Attachment("location", ref):
                latitude, longitude = map(float, ref.split(","))
                return partial(self._bot.send_location, latitude=latitude, longitude=longitude)
        raise ValueError(f"no way to send {card.media}")

    async def _edit(self, chat: int, message: int, card: Card) -> None:
        keyboard = buttons.inline(chat, card.buttons, self._key)
        if card.poll:
            await self._bot.edit_message_reply_markup(chat, message, reply_markup=keyboard)
            return
        as_text: Edit = partial(
            self._bot.edit_message_text, markup.cut(card.text, markup.TEXT_LIMIT), link_preview_options=NO_PREVIEW
        )
        as_caption: Edit = partial(self._bot.edit_message_caption, caption=markup.cut(card.text, markup.CAPTION_LIMIT))
        calls = (as_caption, as_text) if _has_caption(card) else (as_text, as_caption)
        for call in calls:
            try:
                await call(chat_id=chat, message_id=message, parse_mode=ParseMode.HTML, reply_markup=keyboard)
            except BadRequest as error:
                # A long text went out beside its picture, or the picture came to the matter later.
                if call is calls[-1] or not outcomes.says(error, *outcomes.OTHER_KIND):
                    raise
            else:
                return

    def _failed(self, chat: int, error: TelegramError) -> Outcome:
        failed = outcomes.failure(error)
        return self._undrawable(chat, error) if failed == Refused(Why.BAD, str(error)) else failed

    @staticmethod
    def _undrawable(chat: int, error: Exception) -> Refused:
        log.error("what was drawn for chat %s cannot be shown: %r", chat, error)
        return Refused(Why.BAD, str(error))


def _doubted(card: Card) -> Card:
    poll = card.poll and replace(card.poll, question=(DOUBT + card.poll.question)[:QUESTION_LIMIT])
    return replace(card, text=DOUBT + "\n" + card.text, poll=poll)


def _has_caption(card: Card) -> bool:
    return card.file is not None or (card.media is not None and card.media.kind != "location")

"""Conversion of cards into Telegram messages."""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from markupsafe import Markup
from telegram import Bot, InputFile, InputMediaPhoto
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError
from telegram.error import Forbidden as NotAllowed

from bot.documents.chart_drawer import ChartDrawer
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.outbox_message import Right
from bot.ports import Button, Card, Closed, File, Forbidden, InDoubt, Later, Outcome, Picture, Refused, Sent, Why
from handlers.telegram import error_mapping, html_split, keyboard
from handlers.telegram.features import CAPTION, FEATURES
from handlers.telegram.ids import private_reply_id, read_private_reply_id
from handlers.telegram.links import private_link

log = logging.getLogger(__name__)

DOUBT = "（可能重复）"
QUESTION_LIMIT = 300  # https://core.telegram.org/bots/api#sendpoll
TOAST_LIMIT = 200  # https://core.telegram.org/bots/api#answercallbackquery
START_LINK = "start:"
PICTURE, CHART = "code.png", "chart.png"
PERSON, MENTION = re.compile('<a href="person:(?=[0-9]+">)'), '<a href="tg://user?id='
NO_PREVIEW = {"is_disabled": True}

CAN_BE_LEFT_OUT = frozenset({Right.PHOTOS, Right.VOICE})

Call = tuple[str, Mapping[str, object]]  # a method and what is particular to it

# Called by do_api_request(), see handlers/telegram/__init__.py: the library's own methods make a Message of each
# answer, with all that is in it, which is a tenth of what a tap costs, for one number.
SEND = {kind: f"send{kind}" for kind in ("Message", "Poll", "Document", "Photo", "Voice", "Location")}
SEND_ALBUM = "sendMediaGroup"
EDIT_TEXT, EDIT_CAPTION, EDIT_BUTTONS = "editMessageText", "editMessageCaption", "editMessageReplyMarkup"
EDIT_MEDIA = "editMessageMedia"
TO_ONE = {  # the methods for a message that one member of a group sees alone
    EDIT_TEXT: "editEphemeralMessageText",
    EDIT_CAPTION: "editEphemeralMessageCaption",
    EDIT_BUTTONS: "editEphemeralMessageReplyMarkup",
    EDIT_MEDIA: "editEphemeralMessageMedia",
}


class BotMessenger:
    """Implements `bot.ports.Messenger` with a `telegram.Bot`; `key` proves the buttons it draws.

    Without `charts` a card that has one goes without.
    """

    def __init__(self, bot: Bot, key: bytes, charts: ChartDrawer | None = None) -> None:
        self._bot = bot
        self._key = key
        self._charts = charts
        self.has_private_replies = True  # an older Bot API server is known by its answer, until the next start

    async def send(
        self, chat: ChatId, card: Card, *, reply_to: MessageId | None = None, doubtful: bool = False
    ) -> Outcome:
        """Send the card, as several messages when its text is too long for one; the last has the buttons and the id.

        Methods: sendMessage, sendPhoto, sendMediaGroup, sendVoice, sendDocument, sendLocation, sendPoll.
        """
        try:
            return await _send_allowed(
                await self._with_chart(card),
                lambda rest: self._send(int(chat), self._addressed(_doubted(rest) if doubtful else rest), reply_to),
            )
        except TelegramError as error:
            return self._failed(chat, error)
        except Exception as error:  # noqa: BLE001  # a fault in one card must not stop all the others
            return self._undrawable(chat, error)

    async def send_private_reply(
        self, chat: ChatId, account: AccountId, card: Card, *, press: str = "", command: str = ""
    ) -> Outcome:
        """Show the card in a group to one member alone, within 15 seconds of their press or ephemeral command.

        A bot that administers the group needs neither. Methods: sendMessage, sendPhoto, sendVoice, sendDocument,
        sendLocation.
        """
        if not self.has_private_replies:
            return Refused(Why.FORBIDDEN)
        asked = {"receiver_user_id": int(account)} | ({"callback_query_id": press} if press else {})
        to_one: dict[str, Any] = {"ephemeral_message_parameters": asked}
        if command:
            to_one["reply_parameters"] = {"ephemeral_message_id": int(command)}
        try:
            card = await self._with_chart(card)
            return await _send_allowed(card, lambda rest: self._send(int(chat), self._addressed(rest), None, to_one))
        except TelegramError as error:
            log.debug("a private reply was not shown: %s", error)
            return error_mapping.failure(error)
        except Exception as error:  # noqa: BLE001  # as in `send`
            return self._undrawable(chat, error)

    async def edit(self, chat: ChatId, message: MessageId, card: Card) -> Outcome:
        """Make the message show the card, cut to one message; a poll changes its buttons alone.

        Methods: editMessageText, editMessageCaption, editMessageReplyMarkup, editMessageMedia; and
        editEphemeralMessageText, …Caption, …ReplyMarkup, …Media for what one member of a group sees alone.
        """
        try:
            card = card if self._charts else replace(card, chart=None)
            await self._edit(int(chat), message, self._addressed(card))
        except TelegramError as error:
            if not error_mapping.says(error, error_mapping.NOT_MODIFIED):
                right = error_mapping.missing_right(error, EDIT_TEXT) if int(chat) < 0 else None
                return Forbidden(right) if right else self._failed(chat, error)
        except Exception as error:  # noqa: BLE001  # as above
            return self._undrawable(chat, error)
        return Sent(message)

    async def delete_private_reply(self, chat: ChatId, message: MessageId) -> Outcome:
        """Delete what one member of a group sees alone (deleteEphemeralMessage)."""
        read = read_private_reply_id(message)
        if read is None:
            return Refused(Why.NO_MESSAGE)
        receiver, number = read
        to_one = {"chat_id": int(chat), "receiver_user_id": receiver, "ephemeral_message_id": number}
        try:
            await self._bot.do_api_request("deleteEphemeralMessage", to_one)
        except TelegramError as error:
            return error_mapping.failure(error)
        return Sent(message)

    async def close_poll(self, chat: ChatId, message: MessageId) -> Closed | Outcome:
        """Close the poll and give its final counts (stopPoll)."""
        try:
            poll = await self._bot.stop_poll(int(chat), int(message))
        except TelegramError as error:
            right = error_mapping.missing_right(error, "stopPoll") if int(chat) < 0 else None
            return Forbidden(right) if right else self._failed(chat, error)
        return Closed(tuple(option.voter_count for option in poll.options), poll.total_voter_count)

    async def answer(self, callback_id: str, text: str = "", *, alert: bool = False, url: str | None = None) -> None:
        """Answer a tap, with a toast of at most 200 characters or by opening `url` (answerCallbackQuery).

        A tap is answered within seconds or not at all, so a failure is not worth more than a line for the curious.
        """
        try:
            await self._bot.answer_callback_query(callback_id, text[:TOAST_LIMIT] or None, show_alert=alert, url=url)
        except TelegramError as error:
            log.debug("a tap was not answered: %s", error)

    async def _send(
        self, chat: int, card: Card, reply_to: MessageId | None, to_one: dict[str, Any] | None = None
    ) -> Outcome:
        """Send the card; `to_one` are the parameters that show it to one person."""
        calls = self._calls(card)
        # What its presser alone saw cannot be replied to before everybody.
        is_there = reply_to and not read_private_reply_id(reply_to)
        reply = {"message_id": int(reply_to), "allow_sending_without_reply": True} if reply_to and is_there else None
        below = (
            keyboard.inline(chat, card.buttons, self._key)
            if card.ask is None
            else keyboard.question(chat, card.buttons, card.ask, self._key)
        )
        message: dict[str, Any] | None = None
        for number, (method, particular) in enumerate(calls, 1):
            common = {
                "chat_id": chat,
                "message_thread_id": int(card.thread) if card.thread else None,
                "disable_notification": not card.notify or message is not None,
                "reply_parameters": None if message else reply,
                "reply_markup": below if number == len(calls) else None,
            }
            try:
                message = await self._bot.do_api_request(method, {**common, **(to_one or {}), **particular})
            except TelegramError as error:
                if to_one and message:
                    break  # a part of it is seen: it does not come once more by another way
                right = error_mapping.missing_right(error, method)
                if right and (chat < 0 or right in CAN_BE_LEFT_OUT):
                    return Forbidden(right)
                failed = error_mapping.failure(error)
                if message and isinstance(failed, Later):
                    return InDoubt()  # a part of it arrived: the whole will come again, with the mark
                raise
            if to_one and not message.get("ephemeral_message_id"):
                return await self._take_back(chat, message["message_id"])
        if message is None:
            raise ValueError("the card is empty")
        if to_one:
            receiver = to_one["ephemeral_message_parameters"]["receiver_user_id"]
            return Sent(private_reply_id(receiver, message["ephemeral_message_id"]))
        return Sent(MessageId(str(message["message_id"])), message["poll"]["id"] if "poll" in message else None)

    async def _take_back(self, chat: int, message: int) -> Refused:
        """Delete what an older server showed to everybody (deleteMessage), and ask it for no more of it."""
        self.has_private_replies = False
        log.warning("the Bot API server is older than 10.2 and shows private replies to everybody: none is sent")
        with suppress(TelegramError):
            await self._bot.delete_message(chat, message)
        return Refused(Why.FORBIDDEN)

    async def _with_chart(self, card: Card) -> Card:
        """Return the card with its chart as a picture; without one when it cannot be drawn."""
        if card.chart is None:
            return card
        drawn = await self._charts.draw(card.chart) if self._charts else None
        return replace(card, picture=File(CHART, drawn)) if drawn else replace(card, chart=None)

    def _addressed(self, card: Card) -> Card:
        """Replace the council's own kinds of address by Telegram's: a mention, the bot's private chat."""
        rows = tuple(tuple(self._opening(button) for button in row) for row in card.buttons)
        text = Markup(PERSON.sub(MENTION, card.text))  # noqa: S704  # it was escaped
        return replace(card, text=text, buttons=rows, qr=self._address(card.qr))

    def _opening(self, button: Button) -> Button:
        return replace(button, url=self._address(button.url)) if button.url else button

    def _address(self, url: str | None) -> str | None:
        if not url or not url.startswith(START_LINK):
            return url
        return private_link(self._bot.username, url.removeprefix(START_LINK))

    def _calls(self, card: Card) -> list[Call]:
        """Return the calls, in order, that together show the card."""
        if card.poll:
            poll = {
                "question": card.poll.question,
                "options": [{"text": option} for option in card.poll.options],
                "is_anonymous": card.poll.anonymous,
                "allows_multiple_answers": card.poll.multiple,
            }
            return [(SEND["Poll"], poll)]
        texts = _texts(card.text)
        if card.album:
            return [_album(card.album), *texts]
        media = self._media(card)
        if media is None:
            return texts
        method, what = media
        caption = _caption(card)
        if _has_caption(card) and html_split.length(caption) <= CAPTION:
            return [(method, {**what, "caption": str(caption) or None, "parse_mode": ParseMode.HTML})]
        if card.chart and html_split.length(card.chart.alt) <= CAPTION:
            what = {**what, "caption": card.chart.alt, "parse_mode": ParseMode.HTML}
        elif card.chart:
            texts = _texts(caption)
        return [(method, what), *texts]

    def _media(self, card: Card) -> Call | None:
        if card.qr:
            return SEND["Photo"], {"photo": InputFile(_picture(card.qr), filename=PICTURE)}
        if card.picture:
            return SEND["Photo"], {"photo": InputFile(card.picture.content, filename=card.picture.name)}
        if card.file:
            return SEND["Document"], {"document": InputFile(card.file.content, filename=card.file.name)}
        match card.media:
            case None:
                return None
            case Attachment("photo" | "voice" as kind, ref, as_file):
                name = "document" if as_file else kind  # a file is shown again as what it was sent as
                return SEND[name.title()], {name: ref}
            case Attachment("location", ref):
                latitude, longitude = map(float, ref.split(","))
                return SEND["Location"], {"latitude": latitude, "longitude": longitude}
        raise ValueError(f"no way to send {card.media}")

    async def _edit(self, chat: int, message: MessageId, card: Card) -> None:
        below = keyboard.inline(chat, card.buttons, self._key)
        common: dict[str, Any] = {"chat_id": chat, "reply_markup": below}
        methods: Mapping[str, str] = {}
        if private := read_private_reply_id(message):
            methods, common["receiver_user_id"], common["ephemeral_message_id"] = TO_ONE, *private
        else:
            common["message_id"] = int(message)

        async def call(method: str, particular: Mapping[str, object]) -> None:
            await self._bot.do_api_request(methods.get(method, method), {**common, **particular})

        if card.poll:
            await call(EDIT_BUTTONS, {})
            return
        if card.qr and card.turning:
            picture = InputMediaPhoto(
                _picture(card.qr),
                caption=html_split.cut(card.text, CAPTION),
                parse_mode=ParseMode.HTML,
            )
            await call(EDIT_MEDIA, {"media": picture})
            return
        html: dict[str, object] = {"parse_mode": ParseMode.HTML}
        words = html_split.cut(card.text, FEATURES.text_limit)
        text = {**html, "text": words, "link_preview_options": NO_PREVIEW}
        caption = {**html, "caption": html_split.cut(_caption(card), CAPTION)}
        calls: list[Call] = [(EDIT_TEXT, text), (EDIT_CAPTION, caption)]
        if _has_caption(card) and not card.album:
            calls = [(EDIT_CAPTION, caption), *_added_photo(card), (EDIT_TEXT, text)]
        for method, particular in calls:
            try:
                await call(method, particular)
            except (BadRequest, NotAllowed) as error:
                # A long text went out beside its picture, or the picture came to the matter later.
                is_kind = error_mapping.says(error, *error_mapping.OTHER_KIND)
                if method == calls[-1][0] or not (is_kind or method == EDIT_MEDIA):
                    raise
            else:
                return

    def _failed(self, chat: ChatId, error: TelegramError) -> Outcome:
        failed = error_mapping.failure(error)
        return self._undrawable(chat, error) if failed == Refused(Why.BAD, str(error)) else failed

    @staticmethod
    def _undrawable(chat: ChatId, error: Exception) -> Refused:
        log.error("what was drawn for chat %s cannot be shown: %r", chat, error)
        return Refused(Why.BAD, str(error))


async def _send_allowed(card: Card, send: Callable[[Card], Awaitable[Outcome]]) -> Outcome:
    """Send the card; where the group withholds a right, or a file is gone, what can be sent without it."""
    try:
        outcome = await send(card)
    except BadRequest as error:
        words = _without(card, Right.PHOTOS)
        if words is None or not error_mapping.says(error, *error_mapping.NO_FILE):
            raise
        log.warning("a message goes without its picture: %s", error)
        return await _send_allowed(words, send)
    allowed = _without(card, outcome.right) if isinstance(outcome, Forbidden) else None
    if not isinstance(outcome, Forbidden) or allowed is None:
        return outcome
    sent = await _send_allowed(allowed, send)
    if isinstance(sent, Sent) and outcome.right is not Right.TOPIC:
        return replace(sent, without=outcome.right)
    return sent


def _added_photo(card: Card) -> list[Call]:
    """Return the call that adds a photo to a message that was a text before; a longer text stands below its photo."""
    if card.media is None or card.media.as_file or card.media.kind != "photo":
        return []
    if html_split.length(card.text) > CAPTION:
        return []
    photo = InputMediaPhoto(card.media.ref, caption=card.text, parse_mode=ParseMode.HTML)
    return [(EDIT_MEDIA, {"media": photo})]


def _without(card: Card, right: Right) -> Card | None:
    """Return what can be sent of the card without the right; None when that is nothing."""
    if right is Right.TOPIC and card.thread is not None:
        return replace(card, thread=None)  # its own topic is closed or gone, and General may be open
    if right in CAN_BE_LEFT_OUT and (card.media or card.album or card.qr or card.picture) and card.text:
        return replace(card, media=None, album=(), qr=None, picture=None, chart=None)
    return None


def _doubted(card: Card) -> Card:
    poll = card.poll and replace(card.poll, question=(DOUBT + card.poll.question)[:QUESTION_LIMIT])
    return replace(card, text=DOUBT + "\n" + card.text, poll=poll)


def _picture(address: str) -> bytes:
    from bot.documents.qr import make_qr  # noqa: PLC0415  # few cards have a code

    return make_qr(address).getvalue()


def _album(pictures: tuple[Picture, ...]) -> Call:
    """Return the call that shows pictures side by side; no buttons can be below them."""
    media = [InputMediaPhoto(each.photo.ref, caption=each.caption, parse_mode=ParseMode.HTML) for each in pictures]
    return SEND_ALBUM, {"media": media}


def _texts(text: str) -> list[Call]:
    """Return the calls that show a text, in as many messages as it needs."""
    return [
        (SEND["Message"], {"text": piece, "parse_mode": ParseMode.HTML, "link_preview_options": NO_PREVIEW})
        for piece in html_split.split(text, FEATURES.text_limit)
    ]


def _caption(card: Card) -> Markup:
    """Return the text below a picture, with what a chart shows in words."""
    return card.text + Markup("\n\n") + card.chart.alt if card.chart else card.text


def _has_caption(card: Card) -> bool:
    is_media = card.media is not None and card.media.kind != "location"
    return is_media or any(part is not None for part in (card.file, card.qr, card.picture, card.chart))

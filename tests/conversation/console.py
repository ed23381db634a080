"""A platform of typed lines, without buttons and edits: `> 附议` replies to the newest message with that choice."""
# ruff: noqa: ARG002  # the port's parameters; one group without pictures needs few of them

import re

from bot.conversation.context import BotContext, CommandContext
from bot.conversation.incoming import Incoming
from bot.conversation.typed_choices import receive_message
from bot.domain.councils.council import Account
from bot.domain.shared.errors import NoFile
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.platform_features import PlatformFeatures
from bot.ports import Card, Clock, Closed, Outcome, Refused, Sent, Store, Why
from tests.cast import GROUP


class Console:
    """Implements `Messenger` and `Platform`: one group that all administer, without polls, files and slow work."""

    name, address, private_link = "yishi", "@yishi", "/start {}".format
    features = PlatformFeatures(buttons=False, private_presses=False, edits=False, text_limit=160)

    def __init__(self, store: Store, clock: Clock) -> None:
        self.bot = BotContext(store, clock, self, self, lambda call, **_: call.close())
        self.lines: list[tuple[ChatId, str]] = []  # all that was typed and sent; a line's place is its id

    async def type(self, who: Account, line: str, *, chat: ChatId = GROUP) -> None:
        answers, group, now = None, chat == GROUP, self.bot.clock.now()
        if line.startswith("> "):
            choice = re.compile(rf"^(\d+)\. .*{line[2:]}", re.MULTILINE)
            offers = [(place, choice.search(text)) for place, (at, text) in enumerate(self.lines, 1) if at == chat]
            place, line = next((place, offer[1]) for place, offer in reversed(offers) if offer)
            answers = IncomingMessage(chat=chat, group=group, message=MessageId(str(place)), by=who, ours=True)
        self.lines.append((chat, line))
        number, here = len(self.lines), MessageId(str(len(self.lines)))
        incoming = Incoming(
            number=number, bot=1, sender=who.id, sent_at=now, now=now, store=self.bot.store, arrived=now
        )
        said = IncomingMessage(chat=chat, group=group, message=here, by=who, text=line, answers=answers)
        await receive_message(CommandContext(self.bot, incoming.limited(self.bot.acts), said))

    async def send(self, chat: ChatId, card: Card, *, reply_to: object = None, doubtful: bool = False) -> Outcome:
        self.lines.append((chat, re.sub("<[^>]*>", "", card.text)))
        return Sent(MessageId(str(len(self.lines))))

    async def edit(self, chat: ChatId, message: MessageId, card: Card) -> Outcome:
        raise AssertionError("nothing that was sent can be changed")

    def take_room(self) -> bool:
        raise AssertionError("everybody sees everything")

    async def send_private_reply(self, chat: ChatId, account: AccountId, card: Card, **_: str) -> Outcome:
        raise AssertionError("everybody sees everything")

    async def edit_private_reply(self, chat: ChatId, message: MessageId, card: Card) -> Outcome:
        raise AssertionError("everybody sees everything")

    async def delete_private_reply(self, chat: ChatId, message: MessageId) -> Outcome:
        raise AssertionError("everybody sees everything")

    @property
    def has_private_replies(self) -> bool:
        return False

    async def set_commands(self, *_: object, group: bool) -> None:
        raise AssertionError("there is no menu")

    async def answer_press(self, press: str, text: str = "", *, url: str | None = None) -> None:
        raise AssertionError("nothing is pressed")

    async def close_poll(self, chat: ChatId, message: MessageId) -> Closed | Outcome:
        return Refused(Why.NO_MESSAGE)

    async def is_administrator(self, chat: ChatId, account: AccountId | None = None) -> bool:
        return True

    is_member = hears_everything = is_administrator

    async def fetch_file(self, chat: ChatId, ref: str, *, limit: int) -> bytes:
        raise NoFile

    def message_link(self, chat: ChatId, message: MessageId) -> str:
        return ""

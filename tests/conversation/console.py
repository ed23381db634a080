"""A platform of typed lines: it keeps what is told, and `> 附议` presses the newest button with these words."""
# ruff: noqa: ARG002  # the port's parameters; one group without pictures needs few of them

from bot.conversation.buttons import answer_press
from bot.conversation.context import BotContext, ButtonContext, CommandContext
from bot.conversation.incoming import Incoming
from bot.conversation.router import handle_message
from bot.domain.councils.council import Account
from bot.domain.shared.errors import NoFile
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.platform_features import PlatformFeatures
from bot.ports import Card, Clock, Closed, Outcome, Refused, Sent, Store, Why
from tests.cast import GROUP


class Console:
    """Implements `Messenger` and `Platform`: one group that all administer, without polls, files and slow work."""

    features, private_link = PlatformFeatures(), "/start {}".format
    name = address = "yishi"

    def __init__(self, store: Store, clock: Clock) -> None:
        self.bot = BotContext(store, clock, self, self, lambda call, **_: call.close())
        self.cards: dict[MessageId, Card] = {}
        self.lines = 0

    async def type(self, who: Account, line: str) -> None:
        self.lines, now = self.lines + 1, self.bot.clock.now()
        incoming = Incoming(number=self.lines, bot=1, sender=who.id, sent_at=now, now=now, store=self.bot.store)
        if line.startswith("> "):
            shown = sorted(self.cards.items(), key=lambda card: -int(card[0]))
            buttons = [(at, button) for at, card in shown for row in card.buttons for button in row]
            message, intent = next((at, each.intent) for at, each in buttons if each.intent and line[2:] in each.label)
            await answer_press(ButtonContext(self.bot, incoming, intent, who, GROUP, message, private=False))
        else:
            at = MessageId(str(self.lines))
            said = IncomingMessage(chat=GROUP, group=True, message=at, by=who, text=line, group_name="和平里")
            await handle_message(CommandContext(self.bot, incoming, said))

    async def send(self, chat: ChatId, card: Card, *, reply_to: object = None, doubtful: bool = False) -> Outcome:
        self.lines += 1
        return await self.edit(chat, MessageId(str(self.lines)), card)

    async def edit(self, chat: ChatId, message: MessageId, card: Card) -> Outcome:
        self.cards[message] = card
        return Sent(message)

    async def close_poll(self, chat: ChatId, message: MessageId) -> Closed | Outcome:
        return Refused(Why.NO_MESSAGE)

    async def is_administrator(self, chat: ChatId, account: AccountId | None = None) -> bool:
        return True

    is_member = hears_everything = is_administrator

    async def fetch_file(self, chat: ChatId, ref: str, *, limit: int) -> bytes:
        raise NoFile

    def message_link(self, chat: ChatId, message: MessageId) -> str:
        return ""

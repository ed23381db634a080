"""What every handler has at hand."""

from dataclasses import dataclass, field
from functools import cached_property

from telegram import Bot, User

from bot.config import Config
from bot.conversation.albums import Albums
from bot.conversation.rate_limit import HourlyLimit, TokenBuckets
from bot.documents.file_reader import FileReader
from bot.domain.councils.council import Defaults
from bot.ports import Clock, Store
from handlers.telegram.background import BackgroundTasks
from handlers.telegram.messenger import BotMessenger
from handlers.telegram.queries import Queries

ACTS_AN_HOUR = 600  # of one person, everywhere: an officer who sorts, or enters papers, does one in six seconds
PRESSES_AN_HOUR = 20  # of one person on one button that can be pressed to and fro


@dataclass(frozen=True)
class BotContext:
    """Made once, when the bot starts.

    `key` proves callback data, `me` is the bot's own account, `beside` runs small calls that nobody waits for.
    """

    bot: Bot = field(repr=False)  # it would show its token
    store: Store
    clock: Clock
    messenger: BotMessenger
    config: Config
    key: bytes = field(repr=False)
    me: User
    beside: BackgroundTasks = field(default_factory=BackgroundTasks)
    guesses: TokenBuckets = field(
        default_factory=lambda: TokenBuckets(burst=10, rate=1 / 360)
    )  # codes that somebody tries
    albums: Albums = field(default_factory=Albums)
    importing: set[str] = field(default_factory=set)  # the drafts of rolls that an errand is busy with
    files: TokenBuckets = field(
        default_factory=lambda: TokenBuckets(burst=10, rate=1 / 60)
    )  # that somebody sends to be read
    reader: FileReader = field(default_factory=FileReader)
    acts: HourlyLimit = field(default_factory=lambda: HourlyLimit(ACTS_AN_HOUR))
    presses: HourlyLimit = field(default_factory=lambda: HourlyLimit(PRESSES_AN_HOUR))

    @cached_property
    def queries(self) -> Queries:
        """What is asked of the Bot API, with its time limits."""
        return Queries(self.clock)

    @property
    def defaults(self) -> Defaults:
        """What a new council starts with."""
        return self.config.defaults

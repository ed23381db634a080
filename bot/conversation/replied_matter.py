"""The matter behind a message of the bot that words reply to: a command that replies to a card needs no number."""

from dataclasses import replace

from bot.conversation.context import CommandContext
from bot.domain.matters.acts import Act
from bot.domain.matters.matter_numbers import counts_something, read_numbers
from bot.domain.shared.ids import MessageId
from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.outbox_message import SentMessage
from bot.ports import Tx

# Commands whose words begin with the number of a matter.
NUMBERED = frozenset(
    {
        *(Act.ACCEPT, Act.REJECT, Act.WITHDRAW, Act.DEFER, Act.REFER, Act.STAGE, Act.PUBLISH, Act.OBJECT, Act.REPLY),
        *(Act.ACK, Act.RETURN, Act.LONG_RUN, Act.PAUSE, Act.RESUME, Act.REOPEN, Act.ARCHIVE, Act.MERGE, Act.ASSIGN),
        *(Act.AGENDA, Act.RESOLVE, Act.PROGRESS, Act.DONE, Act.KIND, Act.WHISTLE, Act.OPINION, Act.VOTE),
        *("matter", "urge", "paper", "result"),
    }
)
# Of these a lone number is the rest of the command, not the matter: so many days, or the other matter.
LONE_NUMBER_IS_REST = frozenset({Act.PUBLISH, Act.MERGE})


async def find_replied_matter(call: CommandContext, message: MessageId | None) -> tuple[int, int] | None:
    """Return council and number of the matter that a message of the bot is about."""
    return await call.incoming.read(_matter_of, call.said, message) if message else None


def _matter_of(tx: Tx, said: IncomingMessage, message: MessageId) -> tuple[int, int] | None:
    sent = tx.get(SentMessage, SentMessage.key_of(said.chat, message))
    return (sent.params.council, sent.params.matter) if sent and sent.params.matter else None


async def with_replied_number(call: CommandContext, name: str) -> CommandContext:
    """Return the command with the number of the matter whose card it replies to, unless it names one itself."""
    answers = call.said.answers
    if name not in NUMBERED or call.answering or answers is None or not answers.ours or _names_matter(call.args, name):
        return call
    found = await find_replied_matter(call, answers.message)
    if found is None:
        return call
    council, number = found
    between = " " if name == Act.MERGE else ": "  # the other matter is a number as well, and no words
    return replace(call, council=council, args=f"{number}{between}{call.args}".strip())


def _names_matter(args: str, name: str) -> bool:
    named = read_numbers(args, bare=True)
    if named is None or counts_something(args):
        return False
    is_rest = name in LONE_NUMBER_IS_REST and len(named.numbers) == 1 and not named.words
    return args.lstrip()[:1] in "#＃" or not is_rest

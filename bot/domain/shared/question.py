"""Questions of the bot to a person, and drafts of proposals that wait for a decision of their author."""

import zlib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.shared.errors import DOUBTS
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.incoming_message import Attachment, IncomingMessage
from bot.domain.shared.question_params import QuestionParams

ANSWER_PATIENCE = timedelta(days=1)  # so long words in private answer a question without being a reply to it
MEMORY = timedelta(days=30)  # so long a reply answers it
LATE_ANSWER = "late_answer"
PREVIEW = "preview_answer"  # what the group would read
LEFT, OVER = "left", "over"  # what became of a question, as its message shows it
# Questions whether words are meant so; `text` of the params is what a yes says, `asked` the question it answers.
CONFIRMED = frozenset({LATE_ANSWER, PREVIEW, *(doubt.key for doubt in DOUBTS)})


@dataclass(frozen=True, kw_only=True)
class Dialog:
    """An open question to a person in a chat; a newer question takes its place.

    `ask` names a row of the table of questions; `params` is what is known already, `attachments` the pictures that came
    with it. `about` is the id of the outbox message that asks it, `desk` the message with the officers' desk from which
    it was asked.
    """

    chat: ChatId
    account: AccountId
    ask: str
    council: int
    params: QuestionParams = field(default=QuestionParams())
    attachments: tuple[Attachment, ...] = ()
    about: str = ""
    desk: MessageId | None = None
    at: datetime  # UTC

    @staticmethod
    def key_of(chat: ChatId, account: AccountId) -> str:
        """Return the key of the question to somebody in a chat."""
        return f"{chat}/{account}"

    @property
    def key(self) -> str:
        """Chat and person."""
        return self.key_of(self.chat, self.account)

    def is_late(self, now: datetime) -> bool:
        """Return whether words that are no reply to it may be about something else by now."""
        return now - self.at > ANSWER_PATIENCE


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A proposal that is not a matter yet: similar matters were offered first, or its council must be chosen.

    `is_preview`: it is shown to its author, who chooses what becomes of it.
    """

    number: int
    account: AccountId
    said: IncomingMessage
    is_preview: bool = False
    at: datetime  # UTC

    @staticmethod
    def key_of(account: AccountId, number: int) -> str:
        """Return the key of a draft."""
        return f"{account}/{number}"

    @property
    def key(self) -> str:
        """Author and number."""
        return self.key_of(self.account, self.number)


def mark_of(params: QuestionParams) -> int:
    """Return a number for the words that a question wants confirmed: its buttons count for no others."""
    return zlib.crc32(str(params.text).encode())


def question_mark(ask: str, params: QuestionParams, person: int) -> int:
    """Return a number for a question to a person: the buttons below it count for no other question and nobody else."""
    # As a store reads them: an act is its word there.
    written = replace(params, act=str(params.act), then=str(params.then), asked=str(params.asked))
    return zlib.crc32(repr((str(ask), written, person)).encode())


def job_subject(waiting: Dialog | Draft) -> str:
    """Return the subject of the job that deletes a waiting question or draft."""
    return f"{type(waiting).__name__.lower()}/{waiting.key}"

"""The params of messages: numbers and codes to draw them by, no words that the state holds."""

from dataclasses import dataclass, field

from bot.domain.matters.outcome import Outcome
from bot.domain.shared.ids import AccountId
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply


@dataclass(frozen=True, kw_only=True)
class MessageParams:
    """The params of a message: what its row in `bot.messages.registry` needs to draw it from the newest state.

    Numbers of the council, of its subject and of people, then where in the subject, then what is shown of it; 0, "",
    False or None where the row needs none. Days and instants are ISO.
    """

    council: int = 0  # whose language it is in; 0: that of the chat
    matter: int = 0
    meeting: int = 0
    vote: int = 0
    poll: int = 0
    letter: int = 0
    mediation: int = 0
    draft: int = 0
    other: int = 0  # the other council of two
    person: int = 0  # to whom it is
    whom: int = 0  # about whom it is
    by: int = 0
    account: AccountId = field(default=AccountId(""))
    matters: tuple[int, ...] = ()  # similar ones
    entry: int = 0  # of a timeline, counted from 0
    place: int = 0
    note: int = 0
    page: int = 0
    year: int = 0
    up: int = 0  # open matters that were sent up
    sure: int = 0  # the council that must be confirmed
    first: str = ""
    last: str = ""
    upto: str = ""
    unit: str = ""
    code: str = ""
    text: str = ""
    words: str = ""  # that are searched for
    which: str = ""
    what: str = ""
    part: str = ""
    right: str = ""
    section: str = ""
    command: str = ""
    chosen: str = ""
    officer: bool = False
    present: bool = False
    child: bool = False
    hears_all: bool = False
    ask: str = ""  # a row of the table of questions, with what is `known` already, and what was `wrong` before
    known: QuestionParams = field(default=QuestionParams())
    wrong: Reply | None = None
    reply: Reply | None = None  # a short sentence
    outcomes: tuple[Outcome, ...] = ()
    rest: str = ""  # what was not understood

    @classmethod
    def of_reply(cls, reply: Reply) -> "MessageParams":
        """Return the params of a short sentence, in the language of the council that its values name."""
        return cls(council=int(reply.params.get("council", 0)), reply=reply)

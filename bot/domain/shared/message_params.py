"""The params of messages: numbers and codes to draw them by, no words that the state holds."""

from dataclasses import dataclass, field

from bot.domain.matters.desk_place import DeskPlace
from bot.domain.matters.outcome import Outcome
from bot.domain.shared.ids import AccountId
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reminder import Reminder
from bot.domain.shared.reply import Reply


@dataclass(frozen=True, kw_only=True)
class MessageParams:
    """The params of a message: what its row in `bot.messages.registry` needs to draw it from the newest state.

    What a row does not need is 0, "", False or None. Days and instants are ISO.
    """

    council: int = 0  # whose language it is in; 0: that of the chat
    other: int = 0  # the other council of two
    # The subject, by its number
    matter: int = 0
    meeting: int = 0
    vote: int = 0
    poll: int = 0
    letter: int = 0
    mediation: int = 0
    number: int = 0  # of what a practice is about
    draft: int = 0
    year: int = 0
    unit: str = ""
    code: str = ""  # of an invitation, or for a child council
    matters: tuple[int, ...] = ()  # similar ones
    # People
    person: int = 0  # who reads it
    whom: int = 0  # whom it is about
    by: int = 0  # who entered a paper ballot
    account: AccountId = field(default=AccountId(""))
    # The place in the subject, counted from 0
    entry: int = 0  # of a timeline
    last_entry: int = 0  # of several that one message shows; 0: just one
    note: int = 0  # of a mediation
    place: int = 0  # of an attachment or an objection; of an item of the agenda, counted from 1
    # The part of it that is shown
    what: str = ""  # the kind of news, or the setting
    part: str = ""  # the duty that officers are reminded of
    right: str = ""  # that a group withholds
    page: int = 0  # from 1
    which: str = ""  # the filter of a list
    words: str = ""  # that a list is searched for
    desk: DeskPlace = field(default=DeskPlace())
    section: str = ""  # of the help
    first: str = ""  # day of a summary, as is `last`
    last: str = ""
    upto: str = ""  # the newest news of a digest
    reminders: tuple[Reminder, ...] = ()  # in a morning list
    text: str = ""  # a wish for the minutes
    command: str = ""  # that nobody knows
    up: int = 0  # open matters that were sent up
    child: bool = False  # it is told to the lower one of two councils
    officer: bool = False  # with what only officers may do
    present: bool = False  # the person is still in the group
    hears_all: bool = False  # the bot reads all messages of the group
    # Answers by buttons
    chosen: str = ""
    sure: int = 0  # the council that must be confirmed
    # A question: its row in the table, what is known already, what was wrong with the answer before
    ask: str = ""
    known: QuestionParams = field(default=QuestionParams())
    wrong: Reply | None = None
    # A short sentence, or one for each of several matters and the words that were not understood
    reply: Reply | None = None
    outcomes: tuple[Outcome, ...] = ()
    rest: str = ""

    @classmethod
    def of_reply(cls, reply: Reply, reader: int = 0) -> "MessageParams":
        """Return the params of a short sentence, in the language of the council that its values name.

        `reader` is the only member who reads it: it offers them what they may do next.
        """
        about = reply.params
        return cls(
            council=int(about.get("council", 0)),
            matter=int(about.get("number", 0)) if reader else 0,
            person=reader,
            reply=reply,
        )

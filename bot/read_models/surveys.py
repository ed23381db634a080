"""Read models of surveys."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.councils.council import Council, Member
from bot.domain.events.event import Event
from bot.domain.meetings.meeting import Meeting
from bot.domain.surveys.answers import SurveyResult
from bot.domain.surveys.survey import Survey, SurveyChoice


@dataclass(frozen=True, kw_only=True)
class ShownSurvey:
    """A survey with its numbers. `is_officer`: its one reader may change it; `has_begun` and `is_done` are theirs."""

    council: Council
    survey: Survey
    now: datetime
    begun: int
    done: int
    reader: Member | None = None
    is_officer: bool = False
    has_begun: bool = False
    is_done: bool = False

    @property
    def is_open(self) -> bool:
        """Return whether it can be answered now."""
        return self.survey.takes_answers(self.now)

    @property
    def can_change(self) -> bool:
        """Return whether its questions can be changed: it is not over, and nobody has begun."""
        return self.survey.closed is None and not self.begun


@dataclass(frozen=True)
class ShownForm:
    """A survey as one person answers it. `is_invited`: they asked for the invitation that an answer offers."""

    shown: ShownSurvey
    answers: tuple[str, ...]
    is_invited: bool = False


@dataclass(frozen=True)
class ShownSurveys:
    """The surveys of a council for one reader: those that are open, and for officers drafts and the last closed."""

    council: Council
    surveys: tuple[ShownSurvey, ...]


@dataclass(frozen=True)
class ShownSurveyResult:
    """The result of a survey; None as long as it cannot be shown."""

    shown: ShownSurvey
    result: SurveyResult | None


@dataclass(frozen=True)
class ShownResponses:
    """The result of a survey with the answers of each person; nobody's in an anonymous one."""

    shown: ShownSurvey
    result: SurveyResult
    people: tuple[tuple[Member | None, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class ShownGathering:
    """A meeting or an event to which somebody is invited."""

    at: datetime
    place: str
    event: Event | None = None
    meeting: Meeting | None = None


@dataclass(frozen=True)
class ShownInvitation:
    """An invitation of one person who ticked an answer of a survey; `gathering` None: it is over or cancelled."""

    shown: ShownSurvey
    choice: SurveyChoice
    gathering: ShownGathering | None


@dataclass(frozen=True)
class ShownGatherings:
    """A survey, and the meetings and events to come, to which people can be invited."""

    shown: ShownSurvey
    gatherings: tuple[ShownGathering, ...]

"""The last number that a council gave to one kind of thing. No number is given twice, whatever becomes of the thing."""

from dataclasses import dataclass
from enum import StrEnum


class Numbered(StrEnum):
    """Kinds of things that a council numbers, each from 1."""

    PERSON = "person"
    MATTER = "matter"
    MEETING = "meeting"
    POLL = "poll"
    ROLL = "roll"
    ROLL_DRAFT = "draft"
    VOTE = "vote"
    LETTER = "letter"
    MEDIATION = "mediation"
    NOTICE = "notice"
    DUTY_TURN = "duty_turn"
    DUTY_DRAFT = "duty_draft"
    DUTY_SWAP = "duty_swap"
    EVENT = "event"
    SIGN_UP = "sign_up"
    WISH = "wish"
    SURVEY = "survey"
    HOST = "host"
    BENCH_MEETING = "bench_meeting"
    GRID = "grid"
    GRID_MAP = "grid_map"
    GRID_DRAFT = "grid_draft"
    GRID_CHECK = "grid_check"
    PLEDGE_REPORT = "pledge_report"
    POINT_ACCOUNT = "point_account"
    POINT_ENTRY = "point_entry"
    POINT_CLAIM = "point_claim"
    POINT_REVIEW = "point_review"
    POINT_RULE = "point_rule"
    PRIZE = "prize"
    PRIZE_ORDER = "prize_order"
    STAR_ROUND = "star_round"
    CLUE = "clue"
    CLUE_REPORT = "clue_report"
    CLUE_SOURCE = "clue_source"
    CLUE_DRAFT = "clue_draft"


@dataclass(frozen=True, kw_only=True)
class Counter:
    """The last number that a council gave to one kind of thing."""

    council: int
    of: Numbered
    last: int

    @staticmethod
    def key_of(council: int, of: Numbered) -> str:
        """Return the key of a council's counter."""
        return f"{council}/{of}"

    @property
    def key(self) -> str:
        """Council and kind."""
        return self.key_of(self.council, self.of)

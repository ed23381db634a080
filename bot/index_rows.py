"""Rows of the indexes that are read without their documents: the fields of an index, and the key of the document."""

from typing import NamedTuple


class CouncilRow(NamedTuple):
    """Councils in their order."""

    number: int
    key: str


class ChildRow(NamedTuple):
    """Councils by the one above them."""

    parent: int
    number: int
    key: str


class ChildLevelRow(NamedTuple):
    """The levels of the councils below one."""

    parent: int
    level: int
    key: str


class SectorRow(NamedTuple):
    """Members by sector."""

    council: int
    sector: str
    key: str


class MatterRow(NamedTuple):
    """All matters, with the beginning of their words as it is compared."""

    council: int
    number: int
    plain: str
    key: str


class OpenMatterRow(NamedTuple):
    """The same by whether they are open."""

    council: int
    open: bool
    number: int
    plain: str
    key: str


class MatterStateRow(NamedTuple):
    """Matters by state."""

    council: int
    state: str
    number: int
    key: str


class TouchedRow(NamedTuple):
    """Matters by when something happened to them last."""

    council: int
    touched: str
    key: str


class StateDueRow(NamedTuple):
    """Matters by state and by the day that was promised."""

    council: int
    state: str
    assignment__due: str
    key: str


class PausedRow(NamedTuple):
    """Matters whose deadlines are paused, by the day since when."""

    council: int
    assignment__paused: str
    key: str


class DueDayRow(NamedTuple):
    """Matters by the day that was promised."""

    council: int
    assignment__due: str
    state: str
    key: str


class AboveRow(NamedTuple):
    """Matters that were sent up, with the key of what they are above."""

    council: int
    open: bool
    above: str
    key: str


class BelowRow(NamedTuple):
    """Matters that were sent up to here, with the key of what they are below."""

    council: int
    open: bool
    below: str
    key: str


class FeedbackRow(NamedTuple):
    """Index row: the answers in a matter's look-back."""

    council: int
    matter: int
    round: int
    answer: str
    key: str


class AnsweredRow(NamedTuple):
    """The same by time."""

    council: int
    at: str
    answer: str
    key: str


class NewsRow(NamedTuple):
    """Index row: news waiting for the digest."""

    council: int
    at: str
    key: str


class PlannedRow(NamedTuple):
    """Meetings by state."""

    council: int
    state: str
    at: str
    key: str


class SeenRow(NamedTuple):
    """Updates that were handled, as early versions kept them."""

    at: str
    key: str


class SeenBlockRow(NamedTuple):
    """Blocks of updates that were handled."""

    at: str
    key: str


class SetAsideRow(NamedTuple):
    """Updates that could not be handled."""

    at: str
    key: str


class WaitingRow(NamedTuple):
    """Messages that wait in a chat."""

    chat: str
    due: str
    key: str


class QueueRow(NamedTuple):
    """Index row: when the next message may go into a chat; the key is the chat."""

    next: str
    key: str


class UnitRow(NamedTuple):
    """The units of a roll."""

    council: int
    roll: int
    building: str
    unit: str
    head: int
    area: str
    share: str
    kind: str
    key: str


class PersonUnitRow(NamedTuple):
    """Index row: the units to which a person's account is linked."""

    council: int
    person: int
    unit: str
    key: str


class UnitPersonRow(NamedTuple):
    """Index row: the people whose accounts are linked to a unit."""

    council: int
    unit: str
    person: int
    key: str


class BallotRow(NamedTuple):
    """The units that have a ballot in a vote."""

    council: int
    vote: int
    unit: str
    key: str


class NoticeAtRow(NamedTuple):
    """Notices by when they were posted."""

    council: int
    at: str
    key: str


class NoticeReadAtRow(NamedTuple):
    """Readings of notices by time."""

    council: int
    at: str
    key: str


class NoticeReadRow(NamedTuple):
    """The people who have read a notice."""

    council: int
    notice: int
    person: int
    key: str


class DutyDayRow(NamedTuple):
    """Turns of duty by day."""

    council: int
    day: str
    part: str
    number: int
    key: str


class DutySwapRow(NamedTuple):
    """Swaps of duty by state and time."""

    council: int
    state: str
    at: str
    key: str


class GridRow(NamedTuple):
    """The grids of a version of the map, in its order."""

    council: int
    map: int
    number: int
    name: str
    key: str


class GridCheckRow(NamedTuple):
    """Checks of grids by day and state, those that are overdue behind the others."""

    council: int
    day: str
    state: str
    overdue: bool
    grid: int
    key: str


class GridOverdueRow(NamedTuple):
    """Checks of grids by day, those that were not made by six in the evening apart."""

    council: int
    day: str
    overdue: bool
    grid: int
    key: str


class EventHeldRow(NamedTuple):
    """Events that were held, by when."""

    council: int
    held: str
    key: str


class SignUpRow(NamedTuple):
    """The people on the list of an event: those who come, and those who wait, in their order."""

    council: int
    event: int
    waits: bool
    order: int
    person: int
    key: str


class ClueStateRow(NamedTuple):
    """Clues by state, with their words as they are compared."""

    council: int
    state: str
    number: int
    plain: str
    key: str


class ClueGivenRow(NamedTuple):
    """Clues by state and when their handler was given them."""

    council: int
    state: str
    given: str
    key: str


class ClueRemindRow(NamedTuple):
    """Clues without a result, by the day on which somebody is reminded of them."""

    council: int
    remind_on: str
    key: str


class ClueAtRow(NamedTuple):
    """Clues by when they were recorded."""

    council: int
    at: str
    key: str


class ClueDoneRow(NamedTuple):
    """Clues with a result, by when."""

    council: int
    done: str
    key: str


class ClueReportAtRow(NamedTuple):
    """Reports of clues by time."""

    council: int
    at: str
    key: str


class SourceClueRow(NamedTuple):
    """The clues of a source, one that it reported twice twice."""

    council: int
    source: int
    clue: int
    key: str


class ResultWaitsRow(NamedTuple):
    """Reports whose result an officer has to pass on, by source."""

    council: int
    waits: bool
    source: int
    number: int
    key: str


class CheckInAtRow(NamedTuple):
    """Presences at events, by time."""

    council: int
    at: str
    key: str


class WishAtRow(NamedTuple):
    """Wishes by when they were recorded."""

    council: int
    at: str
    key: str


class WishFulfilledRow(NamedTuple):
    """Wishes by when they were fulfilled."""

    council: int
    fulfilled: str
    key: str


class SurveyClosedRow(NamedTuple):
    """Surveys that are over, by when, with how many people answered."""

    council: int
    closed: str
    done: int
    key: str


class HostRow(NamedTuple):
    """Hosts, those on the list and those who were, with their buildings."""

    council: int
    listed: bool
    building: str
    number: int
    key: str


class BenchMeetingAtRow(NamedTuple):
    """Bench meetings by time."""

    council: int
    at: str
    key: str


class BenchOpinionAtRow(NamedTuple):
    """Opinions from bench meetings, by time of the meeting."""

    council: int
    at: str
    key: str


class PledgeDeedRow(NamedTuple):
    """Deeds that count for a pledge, by month and person."""

    council: int
    month: str
    person: int
    key: str


class PledgeDeedAtRow(NamedTuple):
    """The same by time."""

    council: int
    at: str
    key: str


class PointEntryAtRow(NamedTuple):
    """Entries of the ledger of points by time."""

    council: int
    at: str
    key: str


class PointMonthRow(NamedTuple):
    """Accounts by what they earned in a month."""

    council: int
    month: str
    earned: int
    account_number: int
    key: str


class PointClaimRow(NamedTuple):
    """Reports of points by state, with whose they are and who has answered them."""

    council: int
    state: str
    number: int
    account_number: int
    by: int
    voted: str
    key: str


class PrizeFetchedRow(NamedTuple):
    """Prizes that were fetched, by when."""

    council: int
    fetched: str
    key: str


class StarRoundAtRow(NamedTuple):
    """Rounds of stars by time."""

    council: int
    at: str
    key: str


class NominationAtRow(NamedTuple):
    """Nominations by time."""

    council: int
    at: str
    key: str

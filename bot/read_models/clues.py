"""Read models of clues."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.clues.clue import Clue, ClueReport, ClueSource, ClueState
from bot.domain.clues.draft import ClueDraft
from bot.domain.councils.council import Council, Member
from bot.domain.meetings.meeting import Meeting


@dataclass(frozen=True)
class ClueWords:
    """The words of one source about a clue; None: a source that was taken away."""

    source: ClueSource | None
    report: ClueReport


@dataclass(frozen=True, kw_only=True)
class ShownClue:
    """A clue with all that its sources said; `reader` is the one person who reads it."""

    council: Council
    clue: Clue
    said: tuple[ClueWords, ...]
    handler: Member | None
    reader: Member | None = None
    officer: bool = False

    @property
    def sources(self) -> tuple[ClueSource, ...]:
        """The sources, each once."""
        return tuple({each.source.number: each.source for each in self.said if each.source}.values())


@dataclass(frozen=True, kw_only=True)
class ShownClues:
    """A page of clues for one reader: for an officer those of a state or of a source, for a handler their own."""

    council: Council
    officer: bool
    clues: tuple[ShownClue, ...]
    counts: Mapping[ClueState, int] = field(default_factory=dict)
    to_pass_on: int = 0
    sources: int = 0
    source: ClueSource | None = None
    which: str = ""
    page: int = 1
    pages: int = 1
    total: int = 0


@dataclass(frozen=True)
class ListedSource:
    """A source, with its contact and how many reports came from it."""

    source: ClueSource
    contact: Member | None
    reports: int


@dataclass(frozen=True)
class ShownSources:
    """The sources of a council."""

    council: Council
    sources: tuple[ListedSource, ...]


@dataclass(frozen=True)
class ShownClueDraft:
    """Clues that wait for a choice: the sources there are, new ones among their lines, clues that one is like.

    `written` is what stands where a typed clue has its source.
    """

    council: Council
    draft: ClueDraft
    sources: tuple[ClueSource, ...]
    written: str = ""
    new_sources: tuple[str, ...] = ()
    alike: tuple[ShownClue, ...] = ()
    joined: tuple[tuple[str, str], ...] = ()  # pairs of texts that are taken for one clue


@dataclass(frozen=True)
class PassedOn:
    """A report with the result of its clue, as its source reads it."""

    report: ClueReport
    clue: Clue


@dataclass(frozen=True)
class ShownResults:
    """Results that a source is to be told; `left` more wait for it, or for other sources."""

    council: Council
    source: ClueSource | None
    results: tuple[PassedOn, ...]
    left: int = 0


@dataclass(frozen=True)
class ShownWaitingClues:
    """The numbers of clues that wait for the officers: nobody's, without a result for long, results to pass on."""

    council: Council
    nobodys: int
    long: int
    to_pass_on: int


@dataclass(frozen=True)
class ExportedClue:
    """A line of the list by source: a report, its clue, and the meetings on whose agenda that stood."""

    shown: ShownClue
    words: ClueWords
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True)
class ExportedClues:
    """All clues of a council by source, at `now`."""

    council: Council
    now: datetime
    lines: tuple[ExportedClue, ...]

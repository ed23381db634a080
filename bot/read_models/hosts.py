"""Read models of hosts and their bench meetings."""

from dataclasses import dataclass

from bot.domain.councils.council import Council
from bot.domain.hosts.bench_meeting import BenchMeeting, BenchOpinion
from bot.domain.hosts.host import Host
from bot.domain.matters.matter import Matter


@dataclass(frozen=True)
class ShownHost:
    """A host and how many bench meetings they held.

    `can_record`: the reader may record one; `can_change`: they may change the host. `is_for_all`: a whole group reads
    it, and no address stands in it.
    """

    council: Council
    host: Host
    meetings: int
    is_member: bool
    can_record: bool = False
    can_change: bool = False
    is_for_all: bool = False


@dataclass(frozen=True)
class ShownHosts:
    """A page of the hosts by building; `own` is the number of the reader's own entry, 0 for none.

    `is_officer`: the reader may enter and open them; `is_for_all`: there is not one reader, but a whole group.
    """

    council: Council
    hosts: tuple[Host, ...]
    total: int
    page: int
    pages: int
    own: int = 0
    is_officer: bool = False
    is_for_all: bool = False


@dataclass(frozen=True)
class ShownOpinion:
    """An opinion with the matter that it became."""

    opinion: BenchOpinion
    matter: Matter | None


@dataclass(frozen=True)
class ShownBench:
    """The record of a bench meeting with its opinions, for one reader.

    `left_out` opinions are for its host and the officers alone (`can_change`); `can_undo`: they can take it back.
    """

    council: Council
    meeting: BenchMeeting
    host: Host | None
    opinions: tuple[ShownOpinion, ...]
    left_out: int = 0
    can_change: bool = False
    can_undo: bool = False


@dataclass(frozen=True)
class BenchLine:
    """A line of the list of bench meetings."""

    meeting: BenchMeeting
    host: Host | None
    opinions: int


@dataclass(frozen=True)
class ShownBenches:
    """A page of bench meetings, the newest first: all, or those of one host. `is_officer`: the reader is one."""

    council: Council
    lines: tuple[BenchLine, ...]
    page: int
    pages: int
    host: int = 0
    is_officer: bool = False

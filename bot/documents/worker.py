"""The process in which strangers' files are read: bytes come in on standard input, JSON goes out on standard output.

It is started with `python -m bot.documents.worker NAME`. It opens no store, knows no token, and stays within limits
that the operating system keeps, where it has them (`resource` is not there on Windows). Nothing of a file is logged.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

import openpyxl  # noqa: F401  # loaded before the limits hold: what is read must not decide what can be loaded
import orjson

from bot.documents import clue_sheet, duty_sheet, grid_sheet, points_sheet, roll_sheet, sheets, survey_sheet
from bot.documents.worker_protocol import READY

CPU_LIMIT = 20  # seconds
MEMORY_LIMIT = 512 << 20  # bytes of address space
OPEN_FILES_LIMIT = 16
NICENESS = 10  # what people press comes before what they sent

PARSERS: Mapping[str, Callable[[bytes], object]] = {
    "roll": roll_sheet.parse_roll_sheet,
    "duty": duty_sheet.parse_duty_sheet,
    "survey": survey_sheet.parse_survey_sheet,
    "grids": grid_sheet.parse_grid_sheet,
    "rules": points_sheet.parse_rules,
    "prizes": points_sheet.parse_prizes,
    "clues": clue_sheet.parse_clue_sheet,
}


def set_limits(*, cpu: int = CPU_LIMIT, memory: int = MEMORY_LIMIT) -> None:
    """Set the limits at which the operating system ends this process; it can write no file."""
    try:
        import resource  # noqa: PLC0415  # not there on Windows
    except ImportError:
        return
    limits = {
        resource.RLIMIT_CPU: cpu,
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_NOFILE: OPEN_FILES_LIMIT,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for which, limit in limits.items():
        _, hard = resource.getrlimit(which)
        most = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        try:
            resource.setrlimit(which, (most, most))
        except (ValueError, OSError):
            continue  # macOS takes no limit of the address space
    with suppress(OSError):  # a sandbox around the service may forbid it
        os.nice(NICENESS)


def main(arguments: Sequence[str]) -> None:
    """Read one file with the named parser."""
    set_limits()
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    content = sys.stdin.buffer.read(sheets.SIZE_LIMIT + 1)
    sys.stdout.buffer.write(orjson.dumps(PARSERS[arguments[0]](content)))


if __name__ == "__main__":
    main(sys.argv[1:])

"""Output and exit codes of the commands."""

import sys

DONE, PROBLEM, NOT_CONFIGURED, LOCKED = range(4)  # exit codes
LEFT_AT_ONCE = 130  # as the shell says it of Ctrl-C


def say(line: str) -> None:
    """Write a line to standard output, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def fail(code: int, line: str) -> int:
    """Write a line to standard error; return the exit code."""
    sys.stderr.write(f"{line}\n")
    return code

"""Commands about the count: the rules, and a count from a file."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.documents.calculator import calculate
from bot.documents.rulebook import RULE_COLUMNS, rule_rows
from bot.documents.tally_file import Unusable
from handlers.cli.console import DONE, PROBLEM, fail, say


def rules(_: argparse.Namespace) -> int:
    """List the voting rules, one a line."""
    for row in (RULE_COLUMNS, *rule_rows()):
        say(" | ".join(row).rstrip(" |"))
    return DONE


def tally(options: argparse.Namespace) -> int:
    """Count what a file says; every reason why it cannot be counted has its line."""
    content = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
    try:
        result = calculate(content, datetime.now(UTC).astimezone().date())
    except Unusable as error:
        return fail(PROBLEM, "\n".join(error.lines))
    say(json.dumps(result, ensure_ascii=False, indent=2))
    return DONE

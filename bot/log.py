"""The log, from which no token can be read."""

import json
import logging
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

TOKEN = re.compile(r"[0-9]{3,}:[A-Za-z0-9_-]{30,}")
HIDDEN = "[…]"

# The HTTP client writes each address with the token in it. fontTools lists the letters of what is printed: those of a
# slip are its code. A door has its own library to quieten.
QUIETER = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "apscheduler": logging.WARNING,
    "fontTools": logging.ERROR,
    "fpdf": logging.ERROR,
    "PIL": logging.INFO,
}


class Text(logging.Formatter):
    """A readable log line, with the traceback below it. Values in `secrets`, and anything like a token, are hidden."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")
        words = [re.escape(secret) for secret in secrets if secret]
        self._secret = re.compile("|".join([*words, TOKEN.pattern]))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802  # its name
        """Return the local time with its offset."""
        return datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")

    def format(self, record: logging.LogRecord) -> str:
        """Return the finished line, in which alone message, arguments and traceback are joined and can be redacted."""
        return self._secret.sub(HIDDEN, self.compose(record))

    def compose(self, record: logging.LogRecord) -> str:
        """Return the line before anything is hidden."""
        return super().format(record)


class Json(Text):
    """A log line as a JSON object."""

    def compose(self, record: logging.LogRecord) -> str:
        """Return the object."""
        fields = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            fields["trace"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False)


def set_up(
    *,
    level: str = "INFO",
    style: str = "text",
    secrets: Iterable[str] = (),
    quieter: Mapping[str, int] = MappingProxyType({}),
) -> None:
    """Send the whole program's log to standard error, as "text" or "json", warnings of the libraries included.

    `quieter` are the levels of loggers that say too much, besides those of `QUIETER`.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter((Json if style == "json" else Text)(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for name, quiet in {**QUIETER, **quieter}.items():
        logging.getLogger(name).setLevel(quiet)

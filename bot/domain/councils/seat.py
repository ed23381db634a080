"""Seats: the sector, building or party behind a role, and its term (退休教师 任期2028-12, 3号楼)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.councils.errors import NoSuchTerm, TooManyParties
from bot.domain.shared import masking, reporting_period
from bot.domain.shared.date_parsing import find_day
from bot.domain.shared.errors import PastDay, TooLong

SECTOR_LIMIT = 20  # characters of a sector, a party or a building
PARTIES_LIMIT = 8
TERM_NOTICE = timedelta(days=30)  # so long before its end a term is spoken of
BREAKS = re.compile(r"[、，,;；/\n]|(?<![a-z.’'])\s|\s(?![a-z])", re.IGNORECASE)  # Owners’ committee is one party
_TERM = re.compile(r"(?:任期|\buntil\b)\s*[:：]?\s*(?:[到至]\s*)?", re.IGNORECASE)
_MONTH = re.compile(r"(2\d{3}\s*[-./年]\s*(?:1[0-2]|0?[1-9])(?!\d)\s*月?)[底末]?(?!\s*[-./月\d])")


@dataclass(frozen=True)
class Seat:
    """A seat as written after a role; a field that the text does not mention is None."""

    words: str | None = None
    term: date | None = None


def parse_seat(text: str, today: date) -> Seat:
    """Parse a sector or building, and the last day of a term; a month means its last day.

    Raises TooLong, NoSuchTerm, PastDay.
    """
    found = _TERM.search(text)
    if found is None:
        return Seat(parse_sector(text) or None)
    said = text[found.end() :]
    whole = _MONTH.match(said)
    month = reporting_period.parse_period(whole[1], today) if whole else None
    if whole and month:
        term, rest = month.last, said[whole.end() :]
    elif day := find_day(said, today):
        term, rest = day.day, day.rest
    else:
        raise NoSuchTerm
    if term < today:
        raise PastDay
    return Seat(parse_sector(f"{text[: found.start()]} {rest}") or None, term)


def parse_sector(text: str) -> str:
    """Return a few words as one line; raises TooLong."""
    words = " ".join(masking.mask(masking.normalize_text(text, 2 * len(text))).split()).strip("，,、；;。（）() ")
    if len(words) > SECTOR_LIMIT:
        raise TooLong(limit=SECTOR_LIMIT, length=len(words))
    return words


def parties(text: str) -> tuple[str, ...]:
    """Parse the parties of a council, such as 党支部、居委会、业委会、物业; raises TooLong, TooManyParties."""
    read_ = tuple(dict.fromkeys(word for each in BREAKS.split(text) if (word := parse_sector(each))))
    if not 1 < len(read_) <= PARTIES_LIMIT:
        raise TooManyParties(limit=PARTIES_LIMIT)
    return read_


def missing_parties(parties_: tuple[str, ...], there: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parties for which nobody is present."""
    return tuple(each for each in parties_ if each not in there)

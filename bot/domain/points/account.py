"""Accounts of points, the entries of their ledger, which never change, and what each month brought."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.shared.numbered_document import NumberedDocument

UNDONE = "undone"  # the note of a counter-entry that follows from a deed, not from a person


class EntryKind(StrEnum):
    """Kinds of entries."""

    EARNED = "earned"
    REDEEMED = "redeemed"
    GIVEN_BACK = "given_back"  # of a prize that was not fetched
    CORRECTED = "corrected"  # the counter-entry of an earlier one
    CARRIED_OVER = "carried_over"  # what did not come along into the new year


@dataclass(frozen=True, kw_only=True)
class PointAccount(NumberedDocument):
    """The account of a household (`unit`), or of a `person`; `hidden`: they stand on no list that others read."""

    unit: str | None = None
    person: int | None = None
    balance: int = 0
    hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class PointEntry(NumberedDocument):
    """An entry of the ledger: `points`, below 0 for what is taken, and the `balance` of the account with it.

    `title` is what it was for, `person` who did it, 0 for a household; `by` who entered it, 0 for the clock or a
    review. `corrects` is the number of the entry that it takes back, for the reason in `note`.
    """

    account_number: int
    kind: EntryKind
    points: int
    balance: int
    title: str
    person: int = 0
    by: int = 0
    claim: int = 0
    order: int = 0
    review: int = 0
    corrects: int | None = None
    note: str = ""
    at: datetime  # UTC


@dataclass(frozen=True, kw_only=True)
class PointMonth:
    """The points that an account has earned in a month, as 2026-12."""

    council: int
    account_number: int
    month: str
    earned: int = 0

    @staticmethod
    def key_of(council: int, account_number: int, month: str) -> str:
        """Return the key of a month of an account."""
        return f"{council}/{account_number}/{month}"

    @property
    def key(self) -> str:
        """Council, account and month."""
        return self.key_of(self.council, self.account_number, self.month)


def month_of(day: date) -> str:
    """Return the month of a day, as 2026-12."""
    return day.strftime("%Y-%m")

"""What was handed to somebody: they take it, give it back once, or it becomes a long matter."""

from datetime import datetime

from bot.domain import errors
from bot.domain.calendar import add_working_days
from bot.domain.council import Council, Member
from bot.domain.matter import Entry, Matter, move, permit
from bot.domain.notice import Notice
from bot.ports import Tx
from bot.services import due, people
from bot.services.days import today
from bot.services.holidays import holidays
from bot.services.matters import REASON_LIMIT, cleaned, get, keep

ANSWER_WITHIN = 1  # working days


def in_time(home: Council, matter: Matter, now: datetime) -> bool:
    """Whether the handler answers within a working day of what was handed to them last."""
    handed = next((entry.at for entry in reversed(matter.timeline) if entry.what == "assign"), now)
    return today(home, now) <= add_working_days(today(home, handed), ANSWER_WITHIN, holidays()).day


def acknowledged(tx: Tx, matter: Matter, now: datetime) -> bool | None:
    """Give whether a matter counts as answered in time, now that somebody works on it."""
    if matter.acknowledged is None:
        return None
    return matter.acknowledged or in_time(people.council(tx, matter.council), matter, now)


def ack(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Notice:
    """The handler says that they have it."""
    matter = get(tx, council, number)
    permit(matter, "ack", by)
    entry = Entry(at=now, what="ack", person=by.person)
    changed = move(matter, "ack", entry=entry, acknowledged=acknowledged(tx, matter, now))
    keep(tx, changed, "ack", by=by, now=now)
    return Notice("did_ack", {"number": number})


def return_(tx: Tx, *, council: int, number: int, by: Member, reason: str, now: datetime) -> Notice:
    """Give a matter back, once, with the reason: somebody else is asked. Raises ReturnedOnce."""
    matter = get(tx, council, number)
    permit(matter, "return", by)
    if matter.returned:
        raise errors.ReturnedOnce(number=number)
    words, _ = cleaned(reason, REASON_LIMIT)
    due.forget(tx, f"matter/{matter.key}", "overdue")
    entry = Entry(at=now, what="return", person=by.person, text=words)
    changed = move(matter, "return", entry=entry, returned=True, handler=None, handler_name="", due=None, late=False)
    keep(tx, changed, "return", by=by, now=now)
    return Notice("did_return", {"number": number})


def long_run(tx: Tx, *, council: int, number: int, by: Member, reason: str, now: datetime) -> Notice:
    """A matter for which others must be won first: its clock stops, with a reason that everybody reads."""
    matter = get(tx, council, number)
    permit(matter, "long_run", by)
    words, _ = cleaned(reason, REASON_LIMIT)
    due.forget(tx, f"matter/{matter.key}", "overdue")
    entry = Entry(at=now, what="long_run", person=by.person, text=words)
    keep(tx, move(matter, "long_run", entry=entry, due=None, late=False), "long_run", by=by, now=now)
    return Notice("did_long_run", {"number": number})

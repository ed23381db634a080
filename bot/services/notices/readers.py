"""The readers of a notice: who has not read it, and their one reminder.

Walking through all of them costs as many reads as the council has members, or the roll households: it is done when an
officer looks, and once for the reminder, never for a press of [已阅].
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Member
from bot.domain.notices.errors import RemindedAlready
from bot.domain.notices.notice import Notice
from bot.domain.shared.message_params import MessageParams
from bot.index_rows import NoticeReadRow, PersonUnitRow, UnitRow
from bot.ports import Tx
from bot.read_models.notices import Unread
from bot.services.councils import members
from bot.services.shared.enqueue import notify_person


def load_unread(tx: Tx, notice: Notice) -> Unread:
    """Return those who have not read a notice. A household has read it when one of its people has."""
    readers = {row.person for row in tx.rows(NoticeReadRow, notice.council, notice.number)}
    if not notice.roll:
        wanted = [each for each in tx.find(Member, "name", notice.council) if _is_asked(notice, each)]
        missing = tuple(each for each in wanted if each.person not in readers)
        return Unread(total=len(wanted), read=len(wanted) - len(missing), known=missing)
    units = [row.unit for row in tx.rows(UnitRow, notice.council, notice.roll)]
    linked = tx.rows(PersonUnitRow, notice.council)
    read = {row.unit for row in linked if row.person in readers}
    missing_units = tuple(unit for unit in units if unit not in read)
    unread = set(missing_units)
    people = sorted({row.person for row in linked if row.unit in unread})
    found = (tx.get(Member, Member.key_of(notice.council, person)) for person in people)
    known = tuple(each for each in found if each and _is_asked(notice, each))
    return Unread(total=len(units), read=len(units) - len(missing_units), known=known, units=missing_units)


def _is_asked(notice: Notice, member: Member) -> bool:
    """Return whether a person is to read a notice: present, known to the bot, and not the one who wrote it."""
    return member.present and member.account is not None and member.person != notice.by


def remind_readers(tx: Tx, notice: Notice, *, now: datetime) -> int:
    """Remind in private those who have not read a notice, and return how many. Raises RemindedAlready."""
    if notice.reminded:
        raise RemindedAlready(number=notice.number)
    tx.put(replace(notice, reminded=now))
    council = members.get_council(tx, notice.council)
    reachable = load_unread(tx, notice).reachable
    for member in reachable:
        notify_person(
            tx,
            council,
            member,
            id=f"notice/{notice.key}/{member.person}",
            view="notice.reminder",
            params=MessageParams(council=notice.council, number=notice.number, person=member.person),
            now=now,
            respect_quiet_hours=True,
            remember=True,
        )
    return len(reachable)

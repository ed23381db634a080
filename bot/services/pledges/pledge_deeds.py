"""Deeds that count for a pledge: those that other capabilities note, and those that people report themselves."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.practice import Practice
from bot.domain.matters.matter import first_photo
from bot.domain.pledges.errors import NoPledge, NoPledgePhoto, NoReportToUndo
from bot.domain.pledges.pledge import NOT_COUNTED, OWN, REPORT_LIMIT, UNDO_FOR, PledgeDeed, month_of
from bot.domain.shared.audit_log import Facts
from bot.domain.shared.deed import Deed
from bot.domain.shared.incoming_message import Attachment
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters.repository import clean_text
from bot.services.pledges.pledgers import is_pledger
from bot.services.shared.audit import append_entry

UNDO_MINUTES = UNDO_FOR.seconds // 60


def count_deed(tx: Tx, deed: Deed) -> None:
    """Count what a person did in the month when they did it, or count it no more; where pledges are off, nothing new.

    Everybody's deeds are kept, by number: who pledges on the twentieth may have done something on the third.
    """
    if deed.undone:
        tx.drop(PledgeDeed, deed.source)
        return
    council = members.get_council(tx, deed.council)
    if deed.kind in NOT_COUNTED or Practice.PLEDGES not in council.practices:
        return
    tx.put(
        PledgeDeed(
            council=deed.council,
            source=deed.source,
            person=deed.person,
            month=month_of(deed.at, council.zone),
            kind=deed.kind,
            number=deed.number,
            at=deed.at,
        )
    )


def check_report(tx: Tx, council: int, by: Account) -> None:
    """Raise NoPledge unless a person is a pledger, before they are asked for words in vain."""
    member = members.find_member(tx, council, by.id)
    if member is None or not is_pledger(tx, member):
        raise NoPledge


def report_deed(
    tx: Tx, *, council: int, by: Member, text: str, attachments: tuple[Attachment, ...], now: datetime
) -> PledgeDeed:
    """Keep what a pledger says that they did, with a photo. Raises NoPledge, NoPledgePhoto, TooShort, TooLong."""
    if not is_pledger(tx, by):
        raise NoPledge
    words, _ = clean_text(text, REPORT_LIMIT)
    photo = first_photo(attachments)
    if photo is None:
        raise NoPledgePhoto
    number = tx.next_number(council, Numbered.PLEDGE_REPORT)
    deed = PledgeDeed(
        council=council,
        source=f"{council}/{OWN}/{number}",
        person=by.person,
        month=month_of(now, members.get_council(tx, council).zone),
        kind=OWN,
        number=number,
        text=words,
        photo=photo,
        at=now,
    )
    tx.put(deed)
    facts: Facts = {"number": number}
    append_entry(tx, council, "pledge_reported", person=by.person, now=now, facts=facts)
    return deed


def undo_report(tx: Tx, council: int, who: Member, now: datetime) -> None:
    """Take back the newest report of a person, for ten minutes. Raises NoReportToUndo."""
    newest = find_undoable(tx, council, who.person, now)
    if newest is None:
        raise NoReportToUndo(minutes=UNDO_MINUTES)
    tx.drop(PledgeDeed, newest.key)
    facts: Facts = {"number": newest.number}
    append_entry(tx, council, "pledge_report_undone", person=who.person, now=now, facts=facts)


def find_undoable(tx: Tx, council: int, person: int, now: datetime) -> PledgeDeed | None:
    """Return the report that a person can still take back."""
    newest = tx.find(PledgeDeed, "person", council, person, newest_first=True, limit=1)
    return newest[0] if newest and newest[0].kind == OWN and now - newest[0].at <= UNDO_FOR else None


def unname_deed(tx: Tx, deed: PledgeDeed, _now: datetime) -> None:
    """Delete the words and the photo of a person who is erased; that there was a deed counts on, by a number."""
    tx.put(replace(deed, text="", photo=None))

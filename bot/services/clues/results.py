"""Results of clues are told to their sources: by the bot to a contact, or by an officer who passes them on."""

from dataclasses import replace
from datetime import datetime
from itertools import groupby

from bot.domain.clues.clue import Clue, ClueReport, ClueSource
from bot.domain.councils.council import Account
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reminder import ReminderKind
from bot.domain.shared.reply import Reply
from bot.index_rows import ResultWaitsRow
from bot.ports import Tx
from bot.read_models.clues import PassedOn, ShownResults
from bot.services.clues.readers import authorise_officer, get_clue
from bot.services.clues.sources import find_contact
from bot.services.councils import members
from bot.services.shared import morning_jobs
from bot.services.shared.audit import append_entry
from bot.services.shared.enqueue import ReplyTo, notify_person, refresh_message

PAGE = "clue.results"
PASSED_ON_AT_ONCE = 4  # what fits one screen


def reports_of(tx: Tx, clue: Clue) -> list[ClueReport]:
    """Return the reports of a clue, the first one first."""
    return tx.find(ClueReport, "clue", clue.council, clue.number)


def forget_told(tx: Tx, clue: Clue) -> None:
    """Note that the sources of a clue do not know its result, which is another one or none now."""
    for report in reports_of(tx, clue):
        tx.put(replace(report, told=None, waits=None))


def tell_sources(tx: Tx, clue: Clue, *, now: datetime) -> None:
    """Tell each source of a clue its result that was not told it: a contact in private, else by the officers."""
    council, waits = members.get_council(tx, clue.council), False
    new = [report for report in reports_of(tx, clue) if not report.told and not report.waits]
    for number, reports in groupby(sorted(new, key=lambda each: each.source), key=lambda each: each.source):
        source = tx.get(ClueSource, ClueSource.key_of(clue.council, number))
        contact = find_contact(tx, source) if source else None
        for place, report in enumerate(reports):
            if contact is None:
                tx.put(replace(report, waits=True))
                waits = True
                continue
            tx.put(replace(report, told=now))
            if place:  # it said the same before
                continue
            notify_person(
                tx,
                council,
                contact,
                id=f"clue_result/{report.key}/{now.isoformat()}",
                view="clue.told",
                params=MessageParams(council=clue.council, number=report.number, person=contact.person),
                now=now,
                respect_quiet_hours=True,
            )
    if waits:
        for officer in members.list_reachable_officers(tx, clue.council):
            morning_jobs.remind(tx, council, officer, ReminderKind.CLUES, now=now)


def load_told(tx: Tx, council: int, number: int) -> ShownResults | None:
    """Return the result that a contact is told of a report; None when it was taken back before it was sent."""
    report = tx.get(ClueReport, ClueReport.key_of(council, number))
    if report is None or report.told is None:
        return None
    source = tx.get(ClueSource, ClueSource.key_of(council, report.source))
    result = PassedOn(report, get_clue(tx, council, report.clue))
    return ShownResults(members.get_council(tx, council), source, (result,))


def find_waiting(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the page of results that an officer has to pass on. Raises NotAllowed, PrivateOnly."""
    council, who = authorise_officer(tx, intent, by, reply_to)
    return PrivateReply(PAGE, MessageParams(council=council.number, person=who.person), remember=True)


def press_passed_on(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Record that a source was told the results up to a report, and show the next ones; again it changes nothing.

    Raises NotAllowed, PrivateOnly.
    """
    council, who = authorise_officer(tx, intent, by, reply_to)
    upto = int(intent.arg) if intent.arg.isdecimal() else 0
    rows = tx.rows(ResultWaitsRow, council.number, True, intent.subject, upto=upto)
    for report in (tx.get(ClueReport, row.key) for row in rows):
        if report:
            tx.put(replace(report, told=now, waits=None))
    if rows:
        append_entry(
            tx,
            council.number,
            "clue_passed_on",
            person=who.person,
            now=now,
            facts={"number": intent.subject, "n": len(rows)},
        )
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("clue_passed_on", {"n": len(rows)})


def count_waiting(tx: Tx, council: int) -> int:
    """Count the reports whose result an officer has to pass on."""
    return tx.count(ClueReport, "waits", council, True)


def load_waiting(tx: Tx, council: int) -> ShownResults:
    """Return results that an officer has to pass on to one source, as many as fit one screen."""
    first = tx.rows(ResultWaitsRow, council, True, limit=1)
    number = first[0].source if first else 0
    rows = tx.rows(ResultWaitsRow, council, True, number, limit=PASSED_ON_AT_ONCE)
    reports = [report for row in rows if (report := tx.get(ClueReport, row.key))]
    return ShownResults(
        members.get_council(tx, council),
        tx.get(ClueSource, ClueSource.key_of(council, number)),
        tuple(PassedOn(report, get_clue(tx, council, report.clue)) for report in reports),
        count_waiting(tx, council) - len(reports),
    )

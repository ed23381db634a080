"""Import of the roll (名册): a file waiting for confirmation, and the version that comes into force."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.councils.council import Account, Council, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.rolls import roll, unit_labels
from bot.domain.rolls.errors import RollChanged, RollDraftGone
from bot.domain.rolls.roll import Access, Code, Difference, Roll, RollDraft, Unit
from bot.domain.rolls.unit_labels import label_spellings
from bot.domain.shared.audit_log import Facts
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import PrivateOnly
from bot.domain.shared.incoming_message import SentFile
from bot.domain.shared.masking import shown_text
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reply import Reply
from bot.domain.votes.vote import Vote
from bot.index_rows import UnitPersonRow, UnitRow
from bot.ports import Tx
from bot.read_models.rolls import ShownRoll
from bot.services.councils import members
from bot.services.shared import questions
from bot.services.shared.audit import append_entry
from bot.services.shared.enqueue import ReplyTo, enqueue, reply
from bot.services.shared.held_drafts import HeldDrafts

DRAFTS = HeldDrafts(RollDraft, "rolldraft", "forget_roll_draft")


@dataclass(frozen=True)
class Ready:
    """A roll that was read, with its heads numbered, as it would be in force. `units` have no version yet."""

    units: Sequence[Unit]
    digest: str


FILE_NAME_LIMIT = 200  # UTF-16 units


def number_heads(rows: Iterable[roll.Row], council: int, old: Iterable[Unit] = ()) -> Ready:
    """Number the heads of a roll that was read; done outside of any transaction, as it takes a moment.

    Units that are in force already, given as `old`, keep their labels.
    """
    units = roll.number_heads(roll.keep_labels(rows, old), council=council, roll=0)
    return Ready(units, roll.roll_digest(units))


def list_units(tx: Tx, council_number: int) -> list[Unit]:
    """Return the units of the version in force; none when nothing was imported yet."""
    council = members.get_council(tx, council_number)
    return tx.find(Unit, "roll", council_number, council.roll) if council.roll else []


def get_unit(tx: Tx, council: int, label: str) -> Unit | None:
    """Return a unit of the version in force."""
    return tx.get(Unit, Unit.key_of(council, members.get_council(tx, council).roll, label))


def find_unit(tx: Tx, council: int, version: int, label: str) -> Unit | None:
    """Return the unit of a version that a typed `label` means."""
    found = (
        tx.get(Unit, Unit.key_of(council, version, each))
        for each in (*label_spellings(label), *_old(tx, council, version, label))
    )
    return next((each for each in found if each), None)


def _old(tx: Tx, council: int, version: int, label: str) -> Iterator[str]:
    """Yield the label as a version has it that was imported before Chinese numerals were read."""
    labels = (row.key.rpartition("/")[2] for row in tx.rows(UnitRow, council, version))
    yield from (each for each in labels if unit_labels.is_old_form(each, label))


def load_roll(tx: Tx, council_number: int) -> ShownRoll | None:
    """Return what is in force, and how many of its units have an account."""
    council = members.get_council(tx, council_number)
    found = tx.get(Roll, Roll.key_of(council_number, council.roll))
    return ShownRoll(council, found, len(linked_labels(tx, council_number))) if found else None


def linked_labels(tx: Tx, council: int) -> set[str]:
    """Return the labels of the units that have a linked account."""
    return {row.unit for row in tx.rows(UnitPersonRow, council)}


def show_roll(tx: Tx, *, council: int, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Show the roll in force, and ask for a file."""
    _officer(tx, council, by)
    if members.get_council(tx, council).roll:
        reply(tx, reply_to, "roll", MessageParams(council=council), now=now)
        reply_to = replace(reply_to, id=f"{reply_to.id}/ask", message=None)
    questions.ask_question(tx, name="roll", council=council, by=by, now=now, reply_to=reply_to)


def load_base(tx: Tx, council: int, by: Account) -> tuple[int, list[Unit]]:
    """Return what a new file is compared with: the version in force, and its units."""
    _officer(tx, council, by)
    return members.get_council(tx, council).roll, list_units(tx, council)


def count_losing(tx: Tx, council: int, changed: Difference) -> int:
    """Count the units whose accounts would be unlinked."""
    return len(linked_labels(tx, council).intersection((*changed.gone, *changed.owned)))


def hold_draft(
    tx: Tx, *, council: int, file: SentFile, digest: str, compared: int, by: Account, now: datetime
) -> RollDraft:
    """Store a valid file until it is confirmed, in place of an earlier one."""
    _officer(tx, council, by)
    draft = RollDraft(
        council=council,
        number=tx.next_number(council, Numbered.ROLL_DRAFT),
        account=by.id,
        file=file.ref,
        name=shown_text(file.name, FILE_NAME_LIMIT),
        digest=digest,
        base=compared,
        at=now,
    )
    return DRAFTS.hold(tx, draft, now=now)


def get_draft(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> RollDraft:
    """Return the draft that a button is about, to the officer who sent the file.

    Raises DraftGone, and RollChanged when another version came into force since it was compared.
    """
    del now
    if reply_to.group:
        raise PrivateOnly
    return _waiting(tx, intent.council, intent.subject, by)


def _waiting(tx: Tx, council: int, number: int, by: Account) -> RollDraft:
    _officer(tx, council, by)
    found = tx.get(RollDraft, RollDraft.key_of(council, number))
    if found is None or found.account != by.id:
        raise RollDraftGone
    if found.base != members.get_council(tx, council).roll:
        raise RollChanged
    return found


def cancel_draft(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Discard a file that waits for confirmation."""
    found = tx.get(RollDraft, RollDraft.key_of(intent.council, intent.subject))
    if reply_to.group or found is None or found.account != by.id:
        raise RollDraftGone
    DRAFTS.drop(tx, found, now)
    return Reply("roll_cancelled")


def import_roll(tx: Tx, *, waiting: RollDraft, by: Account, ready: Ready, changed: Difference, now: datetime) -> Roll:
    """Put a new version of the roll into force, in one transaction; `changed` is its difference from the old one.

    Accounts of units that are gone or have other owners are unlinked and notified. Raises what `draft` raises.
    """
    _waiting(tx, waiting.council, waiting.number, by)
    DRAFTS.drop(tx, waiting, now)
    council = members.get_council(tx, waiting.council)
    actor = members.get_member(tx, council.number, by.id)
    new = make_version(tx.next_number(council.number, Numbered.ROLL), council, ready, by=actor.person, now=now)
    tx.put(new)
    for each in ready.units:
        tx.put(replace(each, roll=new.number))
    tx.put(replace(council, roll=new.number))
    for label in (*changed.gone, *changed.owned):
        _cut(tx, council, label, now=now)
    drop_unused(tx, council.number, council.roll)
    facts: Facts = {"roll": new.number, "units": new.units, "heads": new.heads, "digest": new.digest}
    append_entry(tx, council.number, "roll", person=actor.person, now=now, facts=facts)
    return new


def next_version(tx: Tx, council: int, ready: Ready, *, now: datetime) -> Roll:
    """Return what a file would become if it were confirmed now; it gives no number away."""
    number = tx.last_number(council, Numbered.ROLL) + 1
    return make_version(number, members.get_council(tx, council), ready, by=0, now=now)


def make_version(number: int, council: Council, ready: Ready, *, by: int, now: datetime) -> Roll:
    """Return the next version of a council's roll."""
    units = ready.units
    return Roll(
        council=council.number,
        number=number,
        at=now,
        by=by,
        units=len(units),
        heads=len({each.head for each in units}),
        area=roll.sum_decimals(each.area for each in units),
        share=roll.sum_decimals(each.share for each in units),
        buildings=tuple(sorted({each.building for each in units}, key=unit_labels.label_order)),
        digest=ready.digest,
    )


def drop_unused(tx: Tx, council: int, number: int) -> None:
    """Delete a version that is not in force, unless a vote was opened with it."""
    if number == members.get_council(tx, council).roll or tx.count(Vote, "roll", council, number):
        return
    for row in tx.rows(UnitRow, council, number):
        tx.drop(Unit, row.key)
    tx.drop(Roll, Roll.key_of(council, number))


def _cut(tx: Tx, council: Council, label: str, *, now: datetime) -> None:
    """Unlink the accounts of a unit that is gone or has other owners, and delete its codes."""
    for code in tx.find(Code, "unit", council.number, label):
        tx.drop(Code, code.key)
    for tied in tx.find(Access, "unit", council.number, label):
        tx.drop(Access, tied.key)
        member = tx.get(Member, Member.key_of(council.number, tied.person))
        if member and member.open_chat:
            enqueue(
                tx,
                id=f"unlinked/{tied.key}",
                chat=member.open_chat,
                group=False,
                view="notice",
                params=MessageParams.of_reply(Reply("unit_changed", {"council": council.number, "unit": label})),
                now=now,
            )


def _officer(tx: Tx, council: int, by: Account) -> Member:
    member = members.get_member(tx, council, by.id)
    check_allowed(CouncilAct.ROLL, member)
    return member

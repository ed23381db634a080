"""Links of accounts to units, and the one-time codes that make them."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.rolls import unit_labels
from bot.domain.rolls.errors import BadCode, LinkGone
from bot.domain.rolls.roll import Access, Code
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import PrivateOnly
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reply import Reply, Values
from bot.index_rows import PersonUnitRow, UnitPersonRow
from bot.ports import Tx
from bot.read_models.rolls import ShownLink
from bot.services.councils import members
from bot.services.rolls import rolls
from bot.services.rolls.invitations import drop_codes, hash_code
from bot.services.shared.audit import append_entry
from bot.services.shared.enqueue import ReplyTo, refresh_message, reply, reply_text


def units_of(tx: Tx, council: int, person: int) -> list[str]:
    """Return the labels of the units linked to a person's account, in their order."""
    return sorted((row.unit for row in tx.rows(PersonUnitRow, council, person)), key=unit_labels.label_order)


def accounts_of(tx: Tx, council: int, unit: str) -> list[Member]:
    """Return the people whose accounts are linked to a unit, including those who left the group."""
    tied = (tx.get(Member, Member.key_of(council, row.person)) for row in tx.rows(UnitPersonRow, council, unit))
    return [member for member in tied if member]


# Inviting


# Linking


def ask_about_unit(tx: Tx, *, code: str, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Ask the account that opened a slip's link, or typed its code, whether the unit is theirs. Raises BadCode."""
    found = _code(tx, hash_code(code), now)
    members.record_start(tx, by.id, reply_to)
    reply(tx, reply_to, "link", MessageParams(council=found.council, code=found.hash), now=now, remember=True)


def load_code(tx: Tx, hash_: str) -> ShownLink | None:
    """Return the unit that a code opens, with its owners; None when it opens nothing any more."""
    code = tx.get(Code, hash_)
    found = rolls.get_unit(tx, code.council, code.unit) if code else None
    return ShownLink(members.get_council(tx, found.council), found) if found else None


def _code(tx: Tx, hash_: str, now: datetime) -> Code:
    code = tx.get(Code, hash_)
    if code is None or now >= code.expires or rolls.get_unit(tx, code.council, code.unit) is None:
        raise BadCode
    return code


def link_unit(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Link an account to a unit, delete the unit's codes, and notify the head and the unit's other accounts.

    `intent.arg` is the code's hash. Raises BadCode, NotAPerson.
    """
    if reply_to.group:
        raise PrivateOnly
    code = _code(tx, intent.arg, now)
    council = members.get_council(tx, code.council)
    person = members.register_member(tx, code.council, by, acting=False)
    others = [each for each in accounts_of(tx, code.council, code.unit) if each.person != person.person]
    drop_codes(tx, code.council, code.unit)
    tied = Access(council=code.council, unit=code.unit, person=person.person, at=now)
    if tx.get(Access, tied.key) is None:
        tx.put(tied)
        append_entry(tx, council.number, "link", person=person.person, now=now)
        named: Values = {"council": council.number, "whom": person.person, "unit": code.unit}
        for other in others:
            _whisper(tx, other, Reply("co_owner_linked", named), tied, now=now)
        head = members.find_head(tx, council.number)
        if head not in (person, *others):
            _whisper(tx, head, Reply("head_linked", named), tied, now=now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now, unit=code.unit)
    return Reply("did_link", {"unit": code.unit})


def decline_unit(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Confirm that nothing is stored of a person whose unit it is not; the code stays valid."""
    del intent, by
    reply_text(tx, replace(reply_to, message=None), Reply("not_linked"), now=now)
    return Reply("ok")


def unlink_unit(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Unlink an account from a unit: one's own (`intent.subject` 0), or another's by an officer.

    `intent.arg` is the label in short. Raises LinkGone, NotAllowed.
    """
    if reply_to.group:
        raise PrivateOnly
    council = intent.council
    actor = members.find_member(tx, council, by.id)
    if actor is None:
        raise LinkGone
    whose = intent.subject or actor.person
    if whose != actor.person:
        check_allowed(CouncilAct.INVITE, members.get_member(tx, council, by.id))
    label = next(
        (label for label in units_of(tx, council, whose) if unit_labels.short_label(label) == intent.arg), None
    )
    if label is None:
        raise LinkGone
    tied = Access(council=council, unit=label, person=whose, at=now)
    tx.drop(Access, tied.key)
    append_entry(tx, council, "unlink", person=actor.person, now=now, facts={"whom": whose})
    named: Values = {"council": council, "whom": whose, "unit": label}
    if whose != actor.person:
        _whisper(tx, tx.get(Member, Member.key_of(council, whose)), Reply("you_unlinked", named), tied, now=now)
    elif (head := members.find_head(tx, council)) != actor:
        _whisper(tx, head, Reply("head_unlinked", named), tied, now=now)
    reply_text(tx, replace(reply_to, message=None), Reply("did_unlink", {"council": council, "unit": label}), now=now)
    return Reply("ok")


def _whisper(tx: Tx, whom: Member | None, notice: Reply, tied: Access, *, now: datetime) -> None:
    """Tell a member in private about a link of an account to a unit, if they can be reached."""
    if whom and whom.open_chat:
        reply_to = ReplyTo(f"{notice.key}/{tied.key}/{whom.person}", whom.open_chat, group=False)
        reply_text(tx, reply_to, notice, now=now)

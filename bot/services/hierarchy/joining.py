"""Relations of councils to a parent: the parent's head gives a code, the child's head uses it; either may end it."""

import secrets
from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Council, Member
from bot.domain.councils.join_code import ALPHABET, CODE_LASTS, LENGTH, OWN, Joining, hash_code
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.hierarchy.errors import BadJoiningCode, HasParent, JoinsItself, NotBelow, TooManyBelow
from bot.domain.hierarchy.escalation_ladder import Level
from bot.domain.shared.audit_log import Facts
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import SentMessage
from bot.domain.shared.reply import Reply
from bot.index_rows import AboveRow, BelowRow, ChildLevelRow
from bot.ports import Tx
from bot.read_models.hierarchy import ShownParent
from bot.services.councils import members
from bot.services.hierarchy.relations import find_parent, list_descendants, walk_up
from bot.services.shared import jobs
from bot.services.shared.audit import append_entry
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, notify_group, refresh_message, reply

SHOWN_OF_HASH = 8  # characters on the button that replaces a code: pressed again, it replaces nothing more
MOST = 1000  # councils below one, however far


def show_parent(tx: Tx, *, council: int, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Show the council's parent, and the levels it may choose."""
    check_allowed(CouncilAct.PARENT, members.acting_member(tx, council, by, reply_to.chat))
    reply(tx, reply_to, "parent", MessageParams(council=council), now=now, remember=True)


def load_parent(tx: Tx, council_number: int) -> ShownParent:
    """Return a council with the one it is under, and how many are under it."""
    council = members.get_council(tx, council_number)
    given = tx.get(Joining, Joining.key_of(council_number))
    return ShownParent(
        council,
        find_parent(tx, council),
        tx.count(Council, "parent", council_number),
        given.hash[:SHOWN_OF_HASH] if given else "",
    )


def choose_parent(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Set the council's own level; a level that can have children gets a new code, which replaces the last.

    The same level pressed again changes nothing while its code waits to be used.

    Raises NotAllowed, and NotBelow unless the level is above all children and below the council's own parent.
    """
    council, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.PARENT, who)
    level = next((level for level in OWN if intent.arg == str(level.value)), None)
    if level is None:
        raise OldButton
    parent = find_parent(tx, council)
    highest = tx.rows(ChildLevelRow, council.number, newest_first=True, limit=1)
    if (parent and level >= parent.level) or (highest and level <= highest[0].level):
        raise NotBelow
    given = tx.get(Joining, Joining.key_of(council.number))
    if level is council.level and given and now < given.expires:
        refresh_message(tx, reply_to.chat, reply_to.message, now=now)
        return Reply("joining_code_waits")
    if level is not council.level:
        tx.put(replace(council, level=level))
        append_entry(tx, council.number, "level", person=who.person, now=now, facts={"level": level.value})
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    if level is Level.COUNCIL:
        _drop_code(tx, council.number)
        return Reply("level_set")
    return _give_code(tx, who, reply_to, now=now)


def replace_code(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Replace the code that the button names; one that was replaced or used meanwhile is not replaced again.

    Raises NotAllowed.
    """
    council, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.PARENT, who)
    given = tx.get(Joining, Joining.key_of(council.number))
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    if given and intent.arg == given.hash[:SHOWN_OF_HASH]:
        return _give_code(tx, who, reply_to, now=now)
    return Reply("joining_code_waits" if given else "joining_code_used")


def _give_code(tx: Tx, by: Member, reply_to: ReplyTo, *, now: datetime) -> Reply:
    """Send a new code, of which only the hash is stored."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    tx.put(Joining(council=by.council, hash=hash_code(code), expires=now + CODE_LASTS))
    jobs.schedule(tx, "forget_joining", f"joining/{by.council}", now + CODE_LASTS, params=JobParams(council=by.council))
    append_entry(tx, by.council, "joining_code", person=by.person, now=now)
    reply(tx, reply_to, "parent.code", MessageParams(council=by.council, code=code), now=now)
    return Reply("joining_code")


def _drop_code(tx: Tx, council: int) -> None:
    tx.drop(Joining, Joining.key_of(council))
    jobs.cancel(tx, f"joining/{council}")


def forget_choice(tx: Tx, row: Job, now: datetime) -> None:  # noqa: ARG001  # every act is given the time
    """Delete a level chosen for a join code that was not used in time."""
    tx.drop(Joining, Joining.key_of(row.params.council))


def join_parent(tx: Tx, *, code: str | None, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Join the parent whose code the head of a council brings.

    Raises NotAllowed, HasParent, BadJoiningCode, JoinsItself, NotBelow, TooManyBelow.
    """
    council, who = members.council_and_member(tx, reply_to.chat, by)
    check_allowed(CouncilAct.PARENT, who)
    if council.parent:
        raise HasParent
    found = next(iter(tx.find(Joining, "hash", hash_code(code))), None) if code else None
    if found is None or now >= found.expires:
        raise BadJoiningCode
    if found.council == council.number:
        raise JoinsItself
    parent = members.get_council(tx, found.council)
    if council.level >= parent.level:  # levels grow upwards, so nobody can come under somebody below them
        raise NotBelow
    coming = 1 + len(list_descendants(tx, council.number))
    if any(len(list_descendants(tx, each.number)) + coming > MOST for each in walk_up(tx, parent)):
        raise TooManyBelow(limit=MOST)
    tx.put(replace(council, parent=parent.number))
    _drop_code(tx, parent.number)
    _tell_both(tx, council, parent, "joined", (who.person, None), now=now)


def check_parent(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask once more before a relation to a parent is ended, by the same button in place."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.PARENT if intent.act == "parent_leave" else CouncilAct.RELEASE, who)
    if tx.get(SentMessage, SentMessage.key_of(reply_to.chat, reply_to.message)) is None:
        raise OldButton
    refresh_message(tx, reply_to.chat, reply_to.message, now=now, sure=intent.subject or intent.council)
    return Reply("press_again")


def leave_parent(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Leave the parent, by the council's head."""
    council, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.PARENT, who)
    _part(tx, council, "left", (who.person, None), now=now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("parent_left")


def release_child(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Release a child council, by the parent's head."""
    council, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.RELEASE, who)
    child = members.get_council(tx, intent.subject)
    if child.parent != council.number:
        raise OldButton
    _part(tx, child, "released", (None, who.person), now=now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("released")


def _part(tx: Tx, child: Council, what: str, persons: tuple[int | None, int | None], *, now: datetime) -> None:
    parent = find_parent(tx, child)
    if parent is None:
        raise OldButton
    tx.put(replace(child, parent=None))
    _tell_both(tx, child, parent, what, persons, now=now)


def notify_waiting_children(tx: Tx, council: Council, *, now: datetime) -> None:
    """Notify councils that wait for a parent which the bot was removed from: they can withdraw their matters.

    A council that went to another parent meanwhile still waits for what it had sent up here before.
    """
    waiting = {row.below.partition("/")[0] for row in tx.rows(BelowRow, council.number, True)}
    for child in sorted(map(int, waiting)):
        _tell(tx, members.get_council(tx, child), council, "deaf", child=True, now=now)


def _sent_up(tx: Tx, child: Council, parent: Council) -> int:
    """Count the open matters that a council has sent up to this one, from an index alone."""
    sent = tx.rows(AboveRow, child.number, True)
    return sum(row.above.startswith(f"{parent.key}/") for row in sent)


def _tell_both(
    tx: Tx, child: Council, parent: Council, what: str, persons: tuple[int | None, int | None], *, now: datetime
) -> None:
    """Record the change in both councils, each with its own actor, and notify both groups."""
    facts: Facts = {"child": child.number, "parent": parent.number}
    for council, other, person in ((child, parent, persons[0]), (parent, child, persons[1])):
        append_entry(tx, council.number, what, person=person, now=now, facts=facts)
        _tell(tx, council, other, what, child=council is child, now=now)


def _tell(tx: Tx, council: Council, other: Council, what: str, *, child: bool, now: datetime) -> None:
    notify_group(
        tx,
        council,
        id=f"parent/{council.number}/{other.number}/{what}",
        view="parent.news",
        params=MessageParams(
            council=council.number,
            other=other.number,
            what=what,
            child=child,
            up=_sent_up(tx, council, other) if child else _sent_up(tx, other, council),
        ),
        now=now,
    )

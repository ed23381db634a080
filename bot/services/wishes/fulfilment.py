"""Fulfilment of a wish: the claimer says that it is done, and who recorded it asks the beneficiary."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.matters.matter import first_photo
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.deed import Deed, DeedKind
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reply import Reply
from bot.domain.wishes.errors import NotClaimer, NotWishKeeper, NoWishPhoto, WishOver
from bot.domain.wishes.masked_words import hide_person
from bot.domain.wishes.wish import OUTCOME_LIMIT, Faces, Wish, WishState, can_confirm
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters.repository import clean_text
from bot.services.shared.dispatch import ask_by_button, authorise_button, send_in_private
from bot.services.shared.enqueue import ReplyTo, notify_group
from bot.services.wishes.claims import end_wish, get_claimed, put_wish, refresh_pressed
from bot.services.wishes.wish_cards import (
    PAGE,
    TASK,
    get_wish,
    hide_contact,
    hide_from_keepers,
    params_of,
    tell_in_private,
    tell_keepers,
    wish_subject,
)


def ask_done(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask the claimer whether faces will be seen, before any photo is sent. Raises NotClaimer, WishOver."""
    _, who = authorise_button(tx, intent, by, reply_to)
    wish = get_claimed(tx, intent, who)
    if wish.state is not WishState.CLAIMED:
        raise WishOver(number=wish.number)
    return ask_by_button(tx, "wish_faces", intent=intent, by=by, who=who, reply_to=reply_to, now=now)


def report_done(
    tx: Tx,
    *,
    council: int,
    number: int,
    by: Member,
    text: str,
    attachments: tuple[Attachment, ...],
    faces: Faces,
    now: datetime,
) -> Reply:
    """Record that a wish was fulfilled as its claimer says; who recorded it is asked to ask the beneficiary.

    Raises NotClaimer, WishOver, NoWishPhoto, TooLong, TooShort.
    """
    wish = get_wish(tx, council, number)
    if wish.claimer != by.person:
        raise NotClaimer(number=number)
    if wish.state is not WishState.CLAIMED:
        raise WishOver(number=number)
    photo = None if faces is Faces.NO_PHOTO else first_photo(attachments)
    if photo is None and faces is not Faces.NO_PHOTO:
        raise NoWishPhoto
    words = clean_text(text, OUTCOME_LIMIT, shortest=0 if photo else 2)[0]
    done = replace(
        wish,
        state=WishState.DONE,
        since=now,
        outcome=hide_person(words, wish.name, wish.contact),
        photo=photo,
        faces=faces,
    )
    put_wish(tx, done, "wish_done", by, now)
    tell_keepers(tx, done, "said_done", now=now, view=TASK)
    return Reply("wish_done", {"number": number})


def must_ask_confirmation(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> bool:  # noqa: ARG001  # as of every button
    """Return that saying a wish was fulfilled is asked about first. Raises NotWishKeeper, WishOver."""
    _, who = authorise_button(tx, intent, by, reply_to)
    _get_done(tx, intent, who)
    return True


def press_confirm(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Confirm that a wish was fulfilled, as the beneficiary says: the group is told, name and contact are deleted.

    Raises NotWishKeeper, WishOver.
    """
    return _confirm(tx, intent, by, reply_to, now, with_photo=True)


def press_confirm_plain(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Do the same, and delete the photo before the group sees it. Raises NotWishKeeper, WishOver."""
    return _confirm(tx, intent, by, reply_to, now, with_photo=False)


def _confirm(tx: Tx, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime, *, with_photo: bool) -> Reply:
    _, who = authorise_button(tx, intent, by, reply_to)
    wish = _get_done(tx, intent, who)
    over = replace(end_wish(wish, WishState.FULFILLED, now), fulfilled=now, photo=wish.photo if with_photo else None)
    put_wish(tx, over, "wish_fulfilled", who, now, whom=wish.claimer)
    hide_contact(tx, over, wish.claimer, now=now)
    hide_from_keepers(tx, over, now=now)
    council = members.get_council(tx, wish.council)
    notify_group(
        tx,
        council,
        id=f"{wish_subject(wish)}/thanks",
        view="wish.thanks",
        params=params_of(over),
        now=now,
        respect_quiet_hours=True,
    )
    tell_in_private(tx, over, wish.claimer, "fulfilled", now=now, view=PAGE)
    if wish.claimer:
        tx.notes.append(Deed(council=wish.council, person=wish.claimer, kind=DeedKind.WISH, number=wish.number, at=now))
    refresh_pressed(tx, reply_to, now)
    return Reply("wish_fulfilled", {"number": wish.number})


def ask_not_done(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask what is missing, of a wish that the beneficiary says is not fulfilled. Raises NotWishKeeper, WishOver."""
    _, who = authorise_button(tx, intent, by, reply_to)
    _get_done(tx, intent, who)
    return ask_by_button(tx, "wish_not_done", intent=intent, by=by, who=who, reply_to=reply_to, now=now)


def return_wish(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Return a wish to its claimer with what is missing. Raises NotWishKeeper, WishOver, TooShort, TooLong."""
    wish = _check_done(get_wish(tx, council, number), by)
    words, _ = clean_text(text, OUTCOME_LIMIT)
    again = replace(wish, state=WishState.CLAIMED, since=now, outcome=words, photo=None, faces=None)
    put_wish(tx, again, "wish_returned", by, now, whom=wish.claimer)
    tell_in_private(tx, again, wish.claimer, "returned", now=now, view=PAGE)
    return Reply("wish_returned", {"number": number})


def send_list(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Send an officer the list of wishes as a file, in private. Raises NotAllowed, PrivateOnly."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.LEDGER, who)
    params = MessageParams(council=intent.council, person=who.person)
    return send_in_private(tx, "wish.list", params, who=who, reply_to=reply_to, now=now)


def _get_done(tx: Tx, intent: Intent, who: Member) -> Wish:
    return _check_done(get_wish(tx, intent.council, intent.subject), who)


def _check_done(wish: Wish, who: Member) -> Wish:
    """Return a wish that waits for a person to ask the beneficiary. Raises NotWishKeeper, WishOver."""
    if not can_confirm(wish, who):
        raise NotWishKeeper(number=wish.number)
    if wish.state is not WishState.DONE:
        raise WishOver(number=wish.number)
    return wish

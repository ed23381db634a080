"""Claims of wishes: one person has a wish at a time, is told name and contact, and can give it back.

A claim is one transaction: of two who press at once, the second finds the wish taken.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.domain.wishes.errors import (
    NotClaimer,
    NotWishKeeper,
    NoWishChat,
    OwnWish,
    TooManyClaims,
    WishOver,
    WishTaken,
)
from bot.domain.wishes.wish import CLAIMED_STATES, CLAIMS_LIMIT, Wish, WishState, keeps
from bot.ports import Tx
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, refresh_message
from bot.services.wishes.wish_cards import (
    CLAIMED,
    PAGE,
    get_wish,
    hide_contact,
    hide_from_keepers,
    is_contact_shown,
    page_of,
    record_wish,
    show_in_group,
    tell_in_private,
    tell_keepers,
)
from bot.services.wishes.wish_waits import schedule_reminder


def press_claim(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Claim a wish; again it changes nothing. The contact is told in private.

    Raises NoWish, WishTaken, OwnWish, NoWishChat, TooManyClaims, NotMember.
    """
    _, who = authorise_button(tx, intent, by, reply_to)
    wish = get_wish(tx, intent.council, intent.subject)
    if wish.is_worked_on_by(who.person):
        return Reply("wish_claimed_already")
    if wish.state is not WishState.OPEN:
        raise WishTaken(number=wish.number)
    if wish.by == who.person:
        raise OwnWish(number=wish.number)
    if who.open_chat is None:
        raise NoWishChat(number=wish.number)
    if sum(tx.count(Wish, "claimer", wish.council, who.person, state) for state in CLAIMED_STATES) >= CLAIMS_LIMIT:
        raise TooManyClaims(most=CLAIMS_LIMIT)
    claimed = replace(wish, state=WishState.CLAIMED, claimer=who.person, since=now)
    put_wish(tx, claimed, "wish_claimed", who, now)
    tell_in_private(tx, claimed, who.person, CLAIMED, now=now)
    tell_keepers(tx, claimed, "taken", now=now)
    refresh_pressed(tx, reply_to, now)
    return Reply("wish_claimed" if reply_to.group else "wish_claimed_below", {"number": wish.number})


def press_give_back(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Return a claimed wish, so that others can claim it. Raises NoWish, NotClaimer."""
    _, who = authorise_button(tx, intent, by, reply_to)
    wish = get_claimed(tx, intent, who)
    open_again(tx, wish, who, "given_back", now)
    refresh_pressed(tx, reply_to, now)
    return Reply("wish_given_back", {"number": wish.number})


def must_ask_release(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> bool:  # noqa: ARG001  # as of every button
    """Return that taking a wish from its claimer is asked about first. Raises NotWishKeeper, WishOver."""
    _, who = authorise_button(tx, intent, by, reply_to)
    _get_kept(tx, intent, who, CLAIMED_STATES)
    return True


def press_release(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Take a wish from its claimer, who is told, so that others can claim it. Raises NotWishKeeper, WishOver."""
    _, who = authorise_button(tx, intent, by, reply_to)
    wish = _get_kept(tx, intent, who, CLAIMED_STATES)
    open_again(tx, wish, who, "released", now)
    tell_in_private(tx, wish, wish.claimer, "released", now=now, view=PAGE)
    refresh_pressed(tx, reply_to, now)
    return Reply("wish_released", {"number": wish.number})


def must_ask_withdrawal(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> bool:  # noqa: ARG001  # as of every button
    """Return that withdrawing a wish is asked about first. Raises NotWishKeeper, WishOver."""
    _, who = authorise_button(tx, intent, by, reply_to)
    _get_kept(tx, intent, who)
    return True


def press_withdraw(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Withdraw a wish: name and contact are deleted, and a claimer is told. Raises NotWishKeeper, WishOver."""
    _, who = authorise_button(tx, intent, by, reply_to)
    wish = _get_kept(tx, intent, who)
    over = replace(end_wish(wish, WishState.WITHDRAWN, now), outcome="", photo=None)
    put_wish(tx, over, "wish_withdrawn", who, now)
    hide_contact(tx, over, wish.claimer, now=now)
    hide_from_keepers(tx, over, now=now)
    tell_in_private(tx, over, wish.claimer, "withdrawn", now=now, view=PAGE)
    refresh_pressed(tx, reply_to, now)
    return Reply("wish_withdrawn", {"number": wish.number})


def press_contact(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:  # noqa: ARG001  # as of every button
    """Tell name and contact again, in the answer to the press, which nobody else sees. Raises NotClaimer."""
    _, who = authorise_button(tx, intent, by, reply_to)
    wish = get_wish(tx, intent.council, intent.subject)
    if not is_contact_shown(tx, wish, who):
        raise NotClaimer(number=wish.number)
    return Reply("wish_contact", {"name": wish.name, "contact": wish.contact})


def find_page(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the page of a wish for the one who pressed its button. Raises NoWish, NotMember."""
    _, who = authorise_button(tx, intent, by, reply_to)
    return page_of(get_wish(tx, intent.council, intent.subject), who)


def free_claims(tx: Tx, member: Member, now: datetime) -> None:
    """Open the wishes again that a person worked on who left the group, and tell who recorded them."""
    for state in CLAIMED_STATES:
        for wish in tx.find(Wish, "claimer", member.council, member.person, state):
            open_again(tx, wish, None, "claimer_gone", now)


def erase_claim(tx: Tx, wish: Wish, now: datetime) -> None:
    """Open a wish again whose claimer is erased; of one that is over their words and their photo go."""
    if wish.state in CLAIMED_STATES:
        open_again(tx, wish, None, "claimer_gone", now)
    else:
        tx.put(replace(wish, outcome="", photo=None))


def open_again(tx: Tx, wish: Wish, who: Member | None, what: str, now: datetime) -> None:
    """Open a claimed wish for others, and tell who recorded it, unless they did it."""
    claimer = wish.claimer
    opened = replace(wish, state=WishState.OPEN, claimer=None, since=now, outcome="", photo=None, faces=None)
    put_wish(tx, opened, f"wish_{what}", who, now, whom=claimer)
    hide_contact(tx, opened, claimer, now=now)
    if what != "released":
        tell_keepers(tx, opened, what, now=now)


def put_wish(tx: Tx, wish: Wish, what: str, who: Member | None, now: datetime, *, whom: int | None = None) -> None:
    """Keep a changed wish with its audit entry, its next reminder and its card in the group."""
    tx.put(wish)
    record_wish(tx, wish, what, who, now, whom=whom)
    schedule_reminder(tx, wish)
    show_in_group(tx, wish, now=now)


def end_wish(wish: Wish, state: WishState, now: datetime) -> Wish:
    """Return a wish that is over, without name and contact of its beneficiary."""
    return replace(wish, state=state, since=now, name="", contact="")


def refresh_pressed(tx: Tx, reply_to: ReplyTo, now: datetime) -> None:
    """Show in the private message that was pressed what has changed; the one in the group is redrawn anyway."""
    if not reply_to.group:
        refresh_message(tx, reply_to.chat, reply_to.message, now=now)


def get_claimed(tx: Tx, intent: Intent, who: Member) -> Wish:
    """Return the wish of a button that a person works on. Raises NoWish, NotClaimer."""
    wish = get_wish(tx, intent.council, intent.subject)
    if not wish.is_worked_on_by(who.person):
        raise NotClaimer(number=wish.number)
    return wish


def _get_kept(tx: Tx, intent: Intent, who: Member, states: tuple[WishState, ...] = ()) -> Wish:
    """Return the wish of a button that a person keeps, in one of the states, else in any in which it is not over."""
    wish = get_wish(tx, intent.council, intent.subject)
    if not keeps(wish, who):
        raise NotWishKeeper(number=wish.number)
    if not (wish.state in states if states else wish.is_live):
        raise WishOver(number=wish.number)
    return wish

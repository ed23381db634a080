"""Cards of wishes: shown in the group, told to one person, and loaded for a reader."""

from datetime import datetime

from bot.domain.councils.council import OFFICERS, Member
from bot.domain.councils.permissions import CouncilAct, is_allowed
from bot.domain.shared.audit_log import Facts
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.wishes.errors import NoWish
from bot.domain.wishes.wish import CLAIMED_STATES, STUCK_AFTER, Wish, WishState, can_confirm, keeps
from bot.ports import Tx
from bot.read_models.wishes import ShownWish, ShownWishes, StuckWishes, WishList
from bot.services.councils import members
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import day_now
from bot.services.shared.enqueue import notify_group, notify_person, redraw_message

PAGE = "wish.page"  # without name and contact, wherever it is shown
TASK = "wish.task"  # with them, in private alone, for the one who needs them
CLAIMED = "claimed"  # which answers a press, in the night as well
LISTED = 10  # wishes of a page


def wish_subject(wish: Wish) -> str:
    """Return the subject of a wish's jobs, which is the id of the message that shows it in the group."""
    return f"wish/{wish.key}"


def get_wish(tx: Tx, council: int, number: int) -> Wish:
    """Return the wish of this number; raises NoWish."""
    found = tx.get(Wish, Wish.key_of(council, number))
    if found is None:
        raise NoWish(number=number)
    return found


def params_of(wish: Wish, person: int = 0, what: str = "") -> MessageParams:
    """Return the params of a message about a wish, for one person or for all; `what` has happened to it."""
    return MessageParams(council=wish.council, number=wish.number, person=person, what=what)


def page_of(wish: Wish, who: Member) -> PrivateReply:
    """Return the page of a wish for one person."""
    return PrivateReply(PAGE, params_of(wish, who.person), remember=True)


def show_in_group(tx: Tx, wish: Wish, *, now: datetime) -> None:
    """Show a wish in its group, or what has changed in it."""
    council = members.get_council(tx, wish.council)
    notify_group(tx, council, id=wish_subject(wish), view="wish.card", params=params_of(wish), now=now, in_place=True)


def tell_in_private(tx: Tx, wish: Wish, person: int | None, what: str, *, now: datetime, view: str = TASK) -> bool:
    """Tell a person in private what has happened to a wish, and return whether they can be told; never in the group."""
    member = tx.get(Member, Member.key_of(wish.council, person)) if person else None
    if member is None or member.open_chat is None:
        return False
    notify_person(
        tx,
        members.get_council(tx, wish.council),
        member,
        id=task_id(wish, member.person) if view == TASK else f"{wish_subject(wish)}/{what}/{member.person}",
        view=view,
        params=params_of(wish, member.person, what),
        now=now,
        respect_quiet_hours=what != CLAIMED,
        remember=True,
    )
    return True


def tell_keepers(tx: Tx, wish: Wish, what: str, *, now: datetime, view: str = PAGE) -> None:
    """Tell the one who recorded a wish what has happened to it; where they cannot be told, the officers."""
    for member in list_keepers(tx, wish):
        tell_in_private(tx, wish, member.person, what, now=now, view=view)


def list_keepers(tx: Tx, wish: Wish) -> list[Member]:
    """Return who recorded a wish if the bot can write to them, else the officers to whom it can."""
    recorder = tx.get(Member, Member.key_of(wish.council, wish.by))
    if recorder and recorder.open_chat:
        return [recorder]
    officers = members.list_reachable_officers(tx, wish.council)
    return [each for each in officers if each.person != wish.claimer]


def hide_contact(tx: Tx, wish: Wish, person: int | None, *, now: datetime) -> None:
    """Redraw the message that showed a person the name and the contact."""
    if person:
        redraw_message(tx, task_id(wish, person), now=now)


def hide_from_keepers(tx: Tx, wish: Wish, *, now: datetime) -> None:
    """Redraw the messages that showed name and contact to who recorded a wish, and to officers in their place."""
    officers = members.list_reachable_officers(tx, wish.council)
    for person in {wish.by, *(each.person for each in officers)}:
        hide_contact(tx, wish, person, now=now)


def task_id(wish: Wish, person: int) -> str:
    """Return the id of the message that shows a person the name and the contact of a beneficiary."""
    return f"{wish_subject(wish)}/task/{person}"


def is_contact_shown(tx: Tx, wish: Wish, who: Member) -> bool:
    """Return whether a person is told name and contact: the claimer and who recorded it, until it is over.

    Officers who take the place of a recorder who has left are told as well.
    """
    if not (wish.is_live and who.present):
        return False
    if wish.is_worked_on_by(who.person) or who.person == wish.by:
        return True
    recorder = tx.get(Member, Member.key_of(wish.council, wish.by))
    return (recorder is None or not recorder.present) and keeps(wish, who)


def load_wish(tx: Tx, council: int, number: int, person: int, now: datetime) -> ShownWish | None:
    """Return a wish as one person may see it; 0: as all may."""
    wish = tx.get(Wish, Wish.key_of(council, number))
    if wish is None:
        return None
    reader = tx.get(Member, Member.key_of(council, person)) if person else None
    return ShownWish(
        council=members.get_council(tx, council),
        wish=wish,
        now=now,
        reader=reader,
        claimer=tx.get(Member, Member.key_of(council, wish.claimer)) if wish.claimer else None,
        sees_contact=reader is not None and is_contact_shown(tx, wish, reader),
        keeps=reader is not None and wish.is_live and keeps(wish, reader),
        confirms=reader is not None and wish.state is WishState.DONE and can_confirm(wish, reader),
    )


def load_wishes(tx: Tx, council: int, person: int, page: int = 1) -> ShownWishes:
    """Return a page of the wishes that nobody has claimed, and those that a person works on."""
    total = tx.count(Wish, "state", council, WishState.OPEN)
    pages = max(1, -(-total // LISTED))
    page = min(max(page, 1), pages)
    reader = tx.get(Member, Member.key_of(council, person)) if person else None
    mine = [each for state in CLAIMED_STATES for each in tx.find(Wish, "claimer", council, person, state)]
    return ShownWishes(
        council=members.get_council(tx, council),
        open=tuple(tx.find(Wish, "state", council, WishState.OPEN, skip=(page - 1) * LISTED, limit=LISTED)),
        total=total,
        page=page,
        pages=pages,
        mine=tuple(mine) if reader else (),
        is_officer=reader is not None and bool(OFFICERS.intersection(reader.roles)),
        records=reader is not None and is_allowed(CouncilAct.WISH, reader),
    )


def load_stuck(tx: Tx, council: int, now: datetime) -> StuckWishes:
    """Return the wishes that have been open, or claimed and not done, for two weeks, the oldest first."""
    its_council = members.get_council(tx, council)
    last = day_now(its_council, now) - STUCK_AFTER

    def wait_long(state: WishState) -> tuple[Wish, ...]:
        oldest = tx.find(Wish, "state", council, state, limit=LISTED)
        return tuple(each for each in oldest if day_now(its_council, each.since) <= last)

    return StuckWishes(its_council, wait_long(WishState.OPEN), wait_long(WishState.CLAIMED))


def load_list(tx: Tx, council: int) -> WishList:
    """Return every wish, with who recorded and who claimed it."""
    wishes = sorted(tx.find(Wish, "at", council), key=lambda wish: wish.number)
    people = members.members_of(tx, council, {who for each in wishes for who in (each.by, each.claimer)})
    rows = ((each, people.get(each.by), people.get(each.claimer or 0)) for each in wishes)
    return WishList(members.get_council(tx, council), tuple(rows))


def record_wish(tx: Tx, wish: Wish, what: str, who: Member | None, now: datetime, *, whom: int | None = None) -> None:
    """Record what happened to a wish; `whom` it concerned besides."""
    facts: Facts = {"wish": wish.number}
    if whom:
        facts["whom"] = whom
    append_entry(tx, wish.council, what, person=who.person if who else None, now=now, facts=facts)

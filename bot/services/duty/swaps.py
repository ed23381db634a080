"""Swaps of duty: asked for, answered in private by the other, and over when nobody answered in time."""

from dataclasses import replace
from datetime import date, datetime

from bot.domain.councils.council import Account, Council, Member
from bot.domain.councils.counter import Numbered
from bot.domain.duty.errors import CannotAsk, CannotSwapWith, NotYourTurn, SwapGone, SwapRunning, TurnBegun
from bot.domain.duty.swap import DutySwap, SwapState, answer_time
from bot.domain.duty.turn import DAY, DutyTurn
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.read_models.duty import ShownSwap
from bot.services.councils import members
from bot.services.duty import duty_reminders, rosters
from bot.services.duty.rosters import reminder_id
from bot.services.shared import jobs
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import day_now
from bot.services.shared.dispatch import ask_presser, authorise_button
from bot.services.shared.enqueue import ReplyTo, notify_person, redraw_message

VIEW = "duty.swap"
OFFERED = 6  # people with whom a turn may be swapped
NEAR_DAYS = 14  # in which the people on duty are offered first


def ask_with_whom(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask somebody with whom they want to swap a turn. Raises NoTurn, NotYourTurn, TurnBegun, SwapRunning."""
    council, who = authorise_button(tx, intent, by, reply_to)
    turn = rosters.get_turn(tx, intent.council, intent.subject)
    _check_swappable(tx, council, turn, who, now)
    params = QuestionParams(number=turn.number, day=turn.day.isoformat())
    return ask_presser(tx, "duty_swap", params, by=by, who=who, reply_to=reply_to, now=now)


def list_partners(tx: Tx, council: int, number: int, now: datetime) -> tuple[Member, ...]:
    """Return those with whom a turn may be swapped, the next on duty first, then others with an office."""
    turn = tx.get(DutyTurn, DutyTurn.key_of(council, number))
    if turn is None:
        return ()
    today = day_now(members.get_council(tx, council), now)
    near = (each for n in range(NEAR_DAYS) for each in rosters.show_day(tx, council, today + n * DAY))
    on_roster = (each.member for each in near if each.turn.part is turn.part)
    every = {each.person: each for each in (*on_roster, *members.list_roster(tx, council)) if each}
    busy = {each.person for each in rosters.turns_on(tx, council, turn.day)}
    found = (each for each in every.values() if each.person not in busy and each.open_chat)
    return tuple(found)[:OFFERED]


def ask_swap(tx: Tx, *, council: int, number: int, name: str, whom: Account | None, by: Member, now: datetime) -> Reply:
    """Ask another member in private to swap a turn.

    Raises NoTurn, NotYourTurn, TurnBegun, SwapRunning, CannotSwapWith, CannotAsk, SeveralOfThatName.
    """
    its_council, turn = members.get_council(tx, council), rosters.get_turn(tx, council, number)
    _check_swappable(tx, its_council, turn, by, now)
    other = members.find_member(tx, council, whom.id) if whom else _named(tx, council, name, by)
    busy = {each.person for each in rosters.turns_on(tx, council, turn.day)}
    if other is None or not other.present or other.open_chat is None:
        raise CannotAsk(name=other.name if other else name)
    if other.person in busy:
        raise CannotSwapWith(name=other.name)
    given = _find_given(tx, turn, other, day_now(its_council, now))
    swap = DutySwap(
        council=council,
        number=tx.next_number(council, Numbered.DUTY_SWAP),
        turn=turn.number,
        day=turn.day,
        given=given.number if given else 0,
        given_day=given.day if given else None,
        person=by.person,
        other=other.person,
        at=now,
        until=answer_time(min(turn.day, given.day) if given else turn.day, its_council.zone, now),
    )
    tx.put(swap)
    jobs.schedule(
        tx, "duty_swap_over", _subject(swap), swap.until, params=JobParams(council=council, number=swap.number)
    )
    append_entry(tx, council, "duty_swap_asked", person=by.person, now=now, facts={"number": swap.number})
    for person in (other, by):
        if person.open_chat:
            _notify(tx, its_council, swap, person, now=now)
    redraw_message(tx, reminder_id(turn), now=now)
    return Reply("duty_swap_asked", {"whom": other.person})


def _named(tx: Tx, council: int, name: str, by: Member) -> Member | None:
    found = rosters.match_name(tx, council, name.strip(), by)
    return tx.get(Member, Member.key_of(council, found.person))


def _check_swappable(tx: Tx, council: Council, turn: DutyTurn, who: Member, now: datetime) -> None:
    if turn.person != who.person:
        raise NotYourTurn
    if turn.day <= day_now(council, now):
        raise TurnBegun
    if running := find_running(tx, turn):
        raise SwapRunning(council=council.number, whom=running.other)


def find_running(tx: Tx, turn: DutyTurn) -> DutySwap | None:
    """Return the swap of a turn that waits for an answer."""
    return next(iter(tx.find(DutySwap, "turn", turn.council, turn.number, SwapState.ASKED)), None)


def _find_given(tx: Tx, turn: DutyTurn, other: Member, today: date) -> DutyTurn | None:
    """Return the other's next turn of this kind that goes to the one who asks for theirs; None: there is none."""
    mine = {each.day for each in rosters.coming_turns(tx, turn.council, turn.person, today)}
    theirs = rosters.coming_turns(tx, turn.council, other.person, today)
    fit = (each for each in theirs if each.part is turn.part and each.day > today and each.day not in mine)
    return next((each for each in fit if find_running(tx, each) is None), None)


def press_yes(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Agree to a swap: both turns change hands. Raises SwapGone, NotYourTurn."""
    council, who = authorise_button(tx, intent, by, reply_to)
    swap = _open_swap(tx, intent, who, now, asker=False)
    turn, given = _turns(tx, swap)
    busy = turn is not None and any(
        each.person == swap.other for each in rosters.turns_on(tx, council.number, turn.day)
    )
    if turn is None or busy or (swap.given and given is None):
        _end(tx, council, swap, SwapState.CHANGED, now=now)
        return Reply("duty_swap_changed")
    tx.put(replace(turn, person=swap.other, name="", regular=False, told=None, confirmed=None))
    if given:
        tx.put(replace(given, person=swap.person, name="", regular=False, told=None, confirmed=None))
    _end(tx, council, swap, SwapState.AGREED, now=now)
    for officer in members.list_reachable_officers(tx, council.number):
        if officer.person not in {swap.person, swap.other}:
            _notify(tx, council, swap, officer, now=now, state=SwapState.AGREED)
    append_entry(tx, council.number, "duty_swapped", person=who.person, now=now, facts={"number": swap.number})
    redraw_message(tx, reminder_id(turn), now=now)
    duty_reminders.remind_due(tx, council, now=now)
    return Reply("duty_swapped")


def press_no(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Decline a swap; the one who asked is told. Raises SwapGone, NotYourTurn."""
    council, who = authorise_button(tx, intent, by, reply_to)
    _end(tx, council, _open_swap(tx, intent, who, now, asker=False), SwapState.DECLINED, now=now)
    return Reply("duty_swap_declined")


def press_take_back(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Take back a swap that was asked for; the other is told. Raises SwapGone, NotYourTurn."""
    council, who = authorise_button(tx, intent, by, reply_to)
    _end(tx, council, _open_swap(tx, intent, who, now, asker=True), SwapState.TAKEN_BACK, now=now)
    return Reply("duty_swap_taken_back")


def end_unanswered(tx: Tx, row: Job, now: datetime) -> None:
    """End a swap that nobody answered in time; the one who asked and the officers are told whose turn it stays."""
    swap = tx.get(DutySwap, DutySwap.key_of(row.params.council, row.params.number))
    if swap is None or swap.state is not SwapState.ASKED:
        return
    council = members.get_council(tx, swap.council)
    _end(tx, council, swap, SwapState.OVER, now=now)
    for officer in members.list_reachable_officers(tx, council.number):
        if officer.person not in {swap.person, swap.other}:
            _notify(tx, council, swap, officer, now=now, state=SwapState.OVER)


def end_changed(tx: Tx, council: Council, *, now: datetime) -> int:
    """End the swaps of turns that a new roster took away, tell both, and return how many there were."""
    ended = 0
    for swap in tx.find(DutySwap, "state", council.number, SwapState.ASKED):
        turn, given = _turns(tx, swap)
        if turn is None or (swap.given and given is None):
            _end(tx, council, swap, SwapState.CHANGED, now=now)
            ended += 1
    return ended


def _turns(tx: Tx, swap: DutySwap) -> tuple[DutyTurn | None, DutyTurn | None]:
    """Return the turns of a swap as long as they are those people's."""
    turn = tx.get(DutyTurn, DutyTurn.key_of(swap.council, swap.turn))
    given = tx.get(DutyTurn, DutyTurn.key_of(swap.council, swap.given)) if swap.given else None
    return (
        turn if turn and turn.person == swap.person else None,
        given if given and given.person == swap.other else None,
    )


def _open_swap(tx: Tx, intent: Intent, who: Member, now: datetime, *, asker: bool) -> DutySwap:
    swap = tx.get(DutySwap, DutySwap.key_of(intent.council, intent.subject))
    if swap is None or swap.state is not SwapState.ASKED or now >= swap.until:
        raise SwapGone
    if who.person != (swap.person if asker else swap.other):
        raise NotYourTurn
    return swap


def _end(tx: Tx, council: Council, swap: DutySwap, state: SwapState, *, now: datetime) -> None:
    """End a swap; what was said about it says how, and whoever did not end it gets a message."""
    tx.put(replace(swap, state=state))
    jobs.cancel(tx, _subject(swap))
    for person in (swap.person, swap.other):
        redraw_message(tx, _message(swap, person), now=now)
    turn = tx.get(DutyTurn, DutyTurn.key_of(swap.council, swap.turn))
    if turn:
        redraw_message(tx, reminder_id(turn), now=now)  # it offers the next swap
    told = {
        SwapState.DECLINED: (swap.person,),
        SwapState.AGREED: (swap.person,),
        SwapState.TAKEN_BACK: (swap.other,),
        SwapState.OVER: (swap.person,),
        SwapState.CHANGED: (swap.person, swap.other),
    }
    for person in told[state]:
        member = tx.get(Member, Member.key_of(swap.council, person))
        if member and member.present and member.open_chat:
            _notify(tx, council, swap, member, now=now, state=state)


def _notify(
    tx: Tx, council: Council, swap: DutySwap, member: Member, *, now: datetime, state: SwapState | None = None
) -> None:
    notify_person(
        tx,
        council,
        member,
        id=_message(swap, member.person) + (f"/{state}" if state else ""),
        view=VIEW,
        params=MessageParams(council=swap.council, number=swap.number, person=member.person),
        now=now,
        remember=True,
    )


def _message(swap: DutySwap, person: int) -> str:
    return f"{_subject(swap)}/{person}"


def _subject(swap: DutySwap) -> str:
    return f"duty_swap/{swap.key}"


def load_swap(tx: Tx, council: int, number: int, reader: int) -> ShownSwap | None:
    """Return a swap for one reader."""
    swap = tx.get(DutySwap, DutySwap.key_of(council, number))
    if swap is None:
        return None
    named = members.members_of(tx, council, (swap.person, swap.other))
    return ShownSwap(members.get_council(tx, council), swap, named.get(swap.person), named.get(swap.other), reader)


def drop_swap(tx: Tx, swap: DutySwap, now: datetime) -> None:
    """End a swap of a person who is erased, if it waits for an answer."""
    if swap.state is SwapState.ASKED:
        _end(tx, members.get_council(tx, swap.council), swap, SwapState.CHANGED, now=now)

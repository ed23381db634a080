"""Clues from their first report to their result: given to a handler, given back, with a result, taken up again."""

from dataclasses import replace
from datetime import datetime

from bot.domain.clues.clue import (
    NO_RESULT_FOR,
    NOBODY_FOR,
    RESULT_LIMIT,
    Clue,
    ClueReport,
    ClueSource,
    ClueState,
)
from bot.domain.clues.errors import ClueDone, ClueNotDone
from bot.domain.councils.council import Account, Council, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.matters.matter import comparable_text
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.clues import clue_reminders, results
from bot.services.clues.readers import (
    authorise_officer,
    authorise_reader,
    find_reachable,
    get_clue,
    get_own_clue,
)
from bot.services.councils import members
from bot.services.matters.repository import clean_text
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import day_now
from bot.services.shared.dispatch import ask_by_button
from bot.services.shared.enqueue import ReplyTo, notify_person, redraw_message

PAGE = "clue"


# Recording


def record_clue(tx: Tx, council: Council, source: ClueSource, text: str, who: Member, *, now: datetime) -> Clue:
    """Record a clue with its first report, for the officers to find a handler."""
    clue = Clue(
        council=council.number,
        number=tx.next_number(council.number, Numbered.CLUE),
        text=text,
        plain=comparable_text(text),
        at=now,
        remind_on=day_now(council, now) + NOBODY_FOR,
    )
    tx.put(clue)
    _record(tx, clue, "clue", who, now)
    _put_report(tx, clue, source, text, who, now=now)
    clue_reminders.schedule_next(tx, council, now=now)
    return clue


def add_report(tx: Tx, clue: Clue, source: ClueSource, text: str, who: Member, *, now: datetime) -> None:
    """Add one more report to a clue that says the same; with a result the source is told it."""
    _put_report(tx, clue, source, text, who, now=now)
    _record(tx, clue, "clue_too", who, now)
    if clue.state is ClueState.DONE:
        results.tell_sources(tx, clue, now=now)
    redraw_pages(tx, clue, (who.person, clue.handler), now=now)


def _put_report(tx: Tx, clue: Clue, source: ClueSource, text: str, who: Member, *, now: datetime) -> None:
    report = ClueReport(
        council=clue.council,
        number=tx.next_number(clue.council, Numbered.CLUE_REPORT),
        clue=clue.number,
        source=source.number,
        text=text,
        by=who.person,
        at=now,
    )
    tx.put(report)


# Handlers and results


def ask_about(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask for what a button of a clue needs: its handler, its result, why it is given back.

    Raises NotAllowed, PrivateOnly, NoClue, NotYourClue, ClueDone.
    """
    clue, who = authorise_reader(tx, intent, by, reply_to)
    if intent.act == "clue_give":
        check_allowed(CouncilAct.CLUE, who)
    if intent.act != "clue_result" and clue.state is ClueState.DONE:
        raise ClueDone(number=clue.number)
    return ask_by_button(tx, intent.act, intent=intent, by=by, who=who, reply_to=reply_to, now=now)


def give_clue(
    tx: Tx, *, council: int, number: int, name: str, whom: Account | None, by: Member, now: datetime
) -> Reply:
    """Assign a clue to its one handler, who gets it in private.

    Raises NotAllowed, NoClue, ClueDone, CannotWriteTo, SeveralOfThatName.
    """
    check_allowed(CouncilAct.CLUE, by)
    clue = get_clue(tx, council, number)
    if clue.state is ClueState.DONE:
        raise ClueDone(number=number)
    handler = find_reachable(tx, council, name, whom, by)
    given = Reply("clue_given", {"council": council, "whom": handler.person, "number": number})
    if clue.state is ClueState.GIVEN and clue.handler == handler.person:
        return given
    _give(tx, clue, handler, by, now=now)
    redraw_pages(tx, clue, (by.person, clue.handler), now=now)
    return given


def _give(tx: Tx, clue: Clue, handler: Member, by: Member, *, now: datetime) -> None:
    council = members.get_council(tx, clue.council)
    changed = replace(
        clue,
        state=ClueState.GIVEN,
        handler=handler.person,
        given=now,
        returned="",
        result="",
        done=None,
        remind_on=day_now(council, now) + NO_RESULT_FOR,
    )
    tx.put(changed)
    _record(tx, changed, "clue_given", by, now)
    clue_reminders.schedule_next(tx, council, now=now)
    if handler.person != by.person:
        show_page(tx, changed, handler, now=now)


def write_result(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Record the result of a clue, or other words for it; its sources are told.

    An officer who writes one of a clue that nobody handles has handled it. Raises NoClue, NotYourClue, TooShort,
    TooLong.
    """
    clue = get_own_clue(tx, council, number, by)
    words, _ = clean_text(text, RESULT_LIMIT)
    if words == clue.result:
        return Reply("clue_result", {"number": number})
    changed = replace(
        clue,
        state=ClueState.DONE,
        handler=clue.handler or by.person,
        returned="",
        result=words,
        done=clue.done or now,
        remind_on=None,
    )
    tx.put(changed)
    _record(tx, changed, "clue_done", by, now)
    results.forget_told(tx, changed)
    results.tell_sources(tx, changed, now=now)
    redraw_pages(tx, changed, (by.person, changed.handler), now=now)
    return Reply("clue_result", {"number": number})


def give_back(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Return a clue to the officers, who are told why. Raises NoClue, NotYourClue, ClueDone, TooShort, TooLong."""
    clue = get_own_clue(tx, council, number, by)
    if clue.state is not ClueState.GIVEN:
        raise ClueDone(number=number)
    words, _ = clean_text(text, RESULT_LIMIT)
    changed = _take_away(tx, clue, words, now=now)
    _record(tx, changed, "clue_back", by, now)
    redraw_pages(tx, changed, (by.person, clue.handler), now=now)
    for officer in members.list_reachable_officers(tx, council):
        if officer.person not in {by.person, clue.handler}:
            show_page(tx, changed, officer, now=now)
    return Reply("clue_back", {"number": number})


def press_again(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Take a clue up again whose result did not hold: its handler has it, or the officers if they left.

    Raises NotAllowed, PrivateOnly, NoClue, ClueNotDone.
    """
    _, who = authorise_officer(tx, intent, by, reply_to)
    clue = get_clue(tx, intent.council, intent.subject)
    if clue.state is not ClueState.DONE:
        raise ClueNotDone(number=clue.number)
    results.forget_told(tx, clue)
    handler = tx.get(Member, Member.key_of(clue.council, clue.handler))
    if handler and handler.present and handler.open_chat:
        _give(tx, clue, handler, who, now=now)
    else:
        _take_away(tx, clue, "", now=now)
    _record(tx, clue, "clue_again", who, now)
    redraw_pages(tx, clue, (who.person,), now=now)
    return Reply("clue_again", {"number": clue.number})


def _take_away(tx: Tx, clue: Clue, why: str, *, now: datetime) -> Clue:
    """Return a clue to the officers, who are reminded of it tomorrow."""
    council = members.get_council(tx, clue.council)
    changed = replace(
        clue,
        state=ClueState.NEW,
        handler=0,
        given=None,
        returned=why,
        result="",
        done=None,
        remind_on=day_now(council, now) + NOBODY_FOR,
    )
    tx.put(changed)
    clue_reminders.schedule_next(tx, council, now=now)
    return changed


# Handlers who leave


def take_from_leaver(tx: Tx, member: Member, now: datetime) -> None:
    """Return the clues of a handler who left the group to the officers, who are told which they are."""
    left = tx.find(Clue, "handler", member.council, member.person, ClueState.GIVEN)
    for clue in left:
        changed = _take_away(tx, clue, "", now=now)
        _record(tx, changed, "clue_back", None, now)
        redraw_pages(tx, changed, (member.person,), now=now)
    if not left:
        return
    council = members.get_council(tx, member.council)
    for officer in members.list_reachable_officers(tx, member.council):
        if officer.person != member.person:
            notify_person(
                tx,
                council,
                officer,
                id=f"clues_left/{member.council}/{member.person}/{left[0].number}/{officer.person}",
                view="clues.left",
                params=MessageParams(
                    council=member.council,
                    person=officer.person,
                    whom=member.person,
                    matters=tuple(clue.number for clue in left),
                ),
                now=now,
                respect_quiet_hours=True,
                remember=True,
            )


def drop_handler(tx: Tx, clue: Clue, now: datetime) -> None:
    """Return a clue of a handler who is erased to the officers; one with a result keeps its number."""
    if clue.state is ClueState.GIVEN:
        _take_away(tx, clue, "", now=now)


# Pages


def page_id(clue: Clue, person: int) -> str:
    """Return the id of the message that shows somebody a clue."""
    return f"clue/{clue.key}/{person}"


def page_of(clue: Clue, who: Member) -> PrivateReply:
    """Return the page of a clue for its handler or an officer."""
    params = MessageParams(council=clue.council, number=clue.number, person=who.person)
    return PrivateReply(PAGE, params, remember=True, about=page_id(clue, who.person))


def show_page(tx: Tx, clue: Clue, member: Member, *, now: datetime) -> None:
    """Send the page of a clue to a person whom the bot can write to in private; it never goes to the group."""
    page = page_of(clue, member)
    if member.open_chat:
        notify_person(
            tx,
            members.get_council(tx, clue.council),
            member,
            id=page.about,
            view=page.view,
            params=page.params,
            now=now,
            respect_quiet_hours=True,
            remember=True,
        )


def redraw_pages(tx: Tx, clue: Clue, people: tuple[int, ...], *, now: datetime) -> None:
    """Redraw what was shown to people of a clue."""
    for person in {each for each in people if each}:
        redraw_message(tx, page_id(clue, person), now=now)


def find_page(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the page of a clue for the one who pressed its button. Raises NoClue, NotYourClue, PrivateOnly."""
    clue, who = authorise_reader(tx, intent, by, reply_to)
    return page_of(clue, who)


def _record(tx: Tx, clue: Clue, what: str, who: Member | None, now: datetime) -> None:
    person = who.person if who else None
    append_entry(tx, clue.council, what, person=person, now=now, facts={"clue": clue.number})

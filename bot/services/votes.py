"""The formal vote: put together step by step, opened with everything fixed, given up."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot import sealing
from bot.domain import errors, rules, wishes
from bot.domain.council import Account, Council, Member, Role, check
from bot.domain.dates import parse_duration
from bot.domain.due import Due
from bot.domain.intents import Intent
from bot.domain.matter import Entry, Matter, State, move, permit
from bot.domain.notice import Notice
from bot.domain.roll import Roll, Source, Unit, digest, summed
from bot.domain.rules import Body, Rule
from bot.domain.telling import Params, Posted
from bot.domain.vote import PATIENCE, URGED_BEFORE, Paper, Seal, Totals, Vote, VoteState, frozen
from bot.ports import Tx
from bot.services import dialogs, due, matters, people, rolls
from bot.services.acts import presser
from bot.services.days import today
from bot.services.telling import ReplyTo, answer, redraw, tell_group
from bot.shown import ShownDraft, ShownVote

COUNCILLORS = frozenset({Role.HEAD, Role.CLERK, Role.MEMBER, Role.CAPTAIN})  # who votes by the council's own rule
WHOLE = "all"  # the arg of the button for everybody; a building's is its place


def about(vote: Vote) -> str:
    """Name the vote for what waits for it; its card is told under this name."""
    return f"vote/{vote.key}"


def draft_of(vote: Vote) -> str:
    """Name the message in which it is put together."""
    return f"{about(vote)}/draft"


def params_of(vote: Vote) -> Params:
    """Give what its messages are drawn from."""
    return {"council": vote.council, "vote": vote.number}


def get(tx: Tx, council: int, number: int) -> Vote:
    """Give the vote of this number; raises VoteGone."""
    found = tx.get(Vote, f"{council}/{number}")
    if found is None:
        raise errors.VoteGone
    return found


def newest(tx: Tx, council: int, matter: int) -> Vote:
    """Give the newest vote on a matter that was ever opened; raises NoMatter, NoVote."""
    matters.get(tx, council, matter)
    for vote in tx.find(Vote, "matter", council, matter, newest_first=True):
        if vote.state is not VoteState.DRAFT:
            return vote
    raise errors.NoVote(number=matter)


def running(tx: Tx, council: int, matter: int, now: datetime) -> Vote:
    """Give the vote on a matter that takes ballots now; raises NoMatter, NoVote, VoteOver."""
    vote = newest(tx, council, matter)
    if not vote.takes(now):
        raise errors.VoteOver
    return vote


def rule_of(tx: Tx, vote: Vote, now: datetime) -> Rule | None:
    """Give its rule: as it held when the vote opened, for a draft as it holds now."""
    if vote.rule is None:
        return None
    return rules.rule(vote.rule, vote.on or today(people.council(tx, vote.council), now))


def roll_of(tx: Tx, vote: Vote) -> Roll | None:
    """Give the version of the roll it is held by; None while it has none."""
    return tx.get(Roll, f"{vote.council}/{vote.roll}")


def of_councillors(vote: Vote) -> bool:
    """Whether the council's own people vote, and not the units of the imported roll. Known without reading its roll."""
    return vote.rule is not None and vote.on is not None and rules.rule(vote.rule, vote.on).body is Body.COUNCIL


def choosable(tx: Tx, home: Council, now: datetime) -> tuple[Rule, ...]:
    """Give the rules under which a vote can be held in this council today."""
    roll = tx.get(Roll, f"{home.number}/{home.roll}")
    return rules.in_chat(today(home, now), roll=roll is not None, shares=roll is not None and Decimal(roll.share) > 0)


# Put together


def start(tx: Tx, *, council: int, number: int, text: str, by: Account, now: datetime, back: ReplyTo) -> None:
    """Begin a vote on a matter; what `text` does not say is asked for by buttons. Nothing is fixed yet.

    While a vote on it runs, the answer is how far it is, and the way to give it up.
    Raises NoMatter, NotAllowed, WrongState, and what is wrong with a day that was named.
    """
    who = people.actor(tx, council, by, back.chat)
    home = people.council(tx, council)
    matter = matters.get(tx, council, number)
    check("vote", who)
    if matter.state is State.VOTING:
        answer(tx, back, "vote.status", {**params_of(newest(tx, council, number)), "officer": True}, now=now)
        return
    permit(matter, "vote", who)
    roll = tx.get(Roll, f"{council}/{home.roll}")
    wished = wishes.read(
        text,
        rules=[rule.id for rule in choosable(tx, home, now)],
        buildings=roll.buildings if roll else (),
        now=now,
        zone=ZoneInfo(home.zone),
    )
    if wished.official:
        check("official", who)
    vote = Vote(
        council=council,
        number=home.next_vote,
        matter=number,
        by=who.person,
        at=now,
        question=matter.text,
        roll=home.roll,
        rule=wished.rule,
        official=wished.official,
        secret=wished.secret,
        lasts=wished.lasts,
        closes=wished.closes,
        scope=wished.scope,
    )
    tx.put(replace(home, next_vote=vote.number + 1))
    tx.put(_scoped(tx, vote, now))
    due.wait(tx, "forget_vote", about(vote), now + PATIENCE, params=params_of(vote))
    answer(tx, replace(back, id=draft_of(vote)), "vote.draft", params_of(vote), now=now, keep=True)


def _scoped(tx: Tx, vote: Vote, now: datetime) -> Vote:
    """Where there is nothing to choose from, the vote is for everybody."""
    rule, roll = rule_of(tx, vote, now), roll_of(tx, vote)
    if rule and (rule.body is Body.COUNCIL or roll is None or not roll.buildings):
        return replace(vote, scope="")
    return vote


def _draft(tx: Tx, intent: Intent, by: Account, chat: int, act: str = "vote") -> tuple[Vote, Member]:
    """Give the draft that a button is about, and who pressed; raises VoteGone, NotAllowed."""
    _, who = presser(tx, intent, by, chat)
    check(act, who)
    return _still_a_draft(get(tx, intent.council, intent.subject)), who


def _still_a_draft(vote: Vote) -> Vote:
    if vote.state is not VoteState.DRAFT:
        raise errors.VoteGone
    return vote


def _change(tx: Tx, vote: Vote, now: datetime, **changes: object) -> None:
    """Keep a changed draft, and draw the message in which it is put together anew."""
    changed = _scoped(tx, replace(vote, **changes), now)  # type: ignore[arg-type]  # the changes are fields of Vote
    tx.put(changed)
    _draw(tx, changed, now=now)


def _draw(tx: Tx, vote: Vote, *, now: datetime) -> None:
    for posted in tx.find(Posted, "about", draft_of(vote)):
        redraw(tx, posted.chat, posted.message, now=now, page=1)


def choose(tx: Tx, *, intent: Intent, by: Account, back: ReplyTo, now: datetime) -> Notice:
    """Settle one of the things that are asked: `rule=…`, `mode=…`, `lasts=…`, `scope=…`; or turn the `page=…`."""
    vote, _ = _draft(tx, intent, by, back.chat)
    field, _, value = intent.arg.partition("=")
    match field:
        case "rule" if value in {rule.id for rule in choosable(tx, people.council(tx, vote.council), now)}:
            _change(tx, vote, now, rule=value)
        case "mode":
            _change(tx, vote, now, secret=value == "secret")
        case "lasts" if value == "write":
            dialogs.ask(
                tx, name="vote_until", council=vote.council, by=by, now=now, back=back, params={"vote": vote.number}
            )
            return Notice("asked_below")
        case "lasts" if lasts := parse_duration(value):
            _change(tx, vote, now, lasts=lasts, closes=None)
        case "scope":
            _change(tx, vote, now, scope=_scope(tx, vote, value))
        case "page" if value.isdecimal():
            redraw(tx, back.chat, back.message or 0, now=now, page=int(value))
        case _:
            raise errors.OldButton
    return Notice("ok")


def _scope(tx: Tx, vote: Vote, value: str) -> str:
    """Give the building that a button means by its place in the roll, or "" for all."""
    if value == WHOLE:
        return ""
    roll = roll_of(tx, vote)
    if roll is None or not value.isdecimal() or int(value) >= len(roll.buildings):
        raise errors.OldButton
    return roll.buildings[int(value)]


def until(tx: Tx, *, council: int, vote: int, text: str, by: Account, now: datetime, back: ReplyTo) -> None:
    """Somebody wrote how long the vote shall last; raises NoSuchSpan, BadSpan, PastDay."""
    who = people.actor(tx, council, by, back.chat)
    check("vote", who)
    draft = _still_a_draft(get(tx, council, vote))
    home = people.council(tx, council)
    _change(tx, draft, now, **wishes.until(text.strip(), now, ZoneInfo(home.zone)))


def official(tx: Tx, *, intent: Intent, by: Account, back: ReplyTo, now: datetime) -> Notice:
    """The head makes it 正式, or 意向 again."""
    vote, _ = _draft(tx, intent, by, back.chat, act="official")
    _change(tx, vote, now, official=not vote.official)
    return Notice("ok")


def cancel(tx: Tx, *, intent: Intent, by: Account, back: ReplyTo, now: datetime) -> Notice:
    """Nothing comes of it."""
    vote, _ = _draft(tx, intent, by, back.chat)
    _forget(tx, vote, now=now)
    return Notice("vote_cancelled")


def forget(tx: Tx, row: Due, now: datetime) -> None:
    """Nobody opened a vote that was put together."""
    vote = tx.get(Vote, f"{row.params['council']}/{row.params['vote']}")
    if vote and vote.state is VoteState.DRAFT:
        _forget(tx, vote, now=now)


def _forget(tx: Tx, vote: Vote, *, now: datetime) -> None:
    tx.drop(Vote, vote.key)
    rolls.drop_unused(tx, vote.council, vote.roll)
    due.forget(tx, about(vote))
    _draw(tx, vote, now=now)


# Opened


def open_(tx: Tx, *, intent: Intent, by: Account, back: ReplyTo, now: datetime) -> Notice:
    """Open a vote: from now on everything about it is fixed, hashed and recorded, and ballots are taken.

    When the matter's words or the roll have changed since the officer read them, it is shown anew instead.
    Raises VoteGone for who comes second, WrongState, NobodyEntitled, NoRule, PastDay.
    """
    home, who = presser(tx, intent, by, back.chat)
    check("vote", who)
    vote = get(tx, intent.council, intent.subject)
    if vote.state is VoteState.OPEN:
        return Notice("vote_open_already", {"number": vote.matter})
    vote = _still_a_draft(vote)
    matter = matters.get(tx, vote.council, vote.matter)
    permit(matter, "vote", who)
    if matter.text != vote.question:
        _change(tx, vote, now, question=matter.text)
        return Notice("vote_words_changed")
    if home.roll != vote.roll:
        _change(tx, vote, now, roll=home.roll, scope=None)
        rolls.drop_unused(tx, vote.council, vote.roll)
        return Notice("vote_roll_changed")
    _open(tx, home, matter, vote, who, now=now)
    return Notice("vote_opened", {"number": vote.matter})


def _open(tx: Tx, home: Council, matter: Matter, vote: Vote, who: Member, *, now: datetime) -> None:
    on = today(home, now)
    if vote.rule is None or vote.secret is None or vote.scope is None or not (vote.lasts or vote.closes):
        raise errors.OldButton
    if vote.closes and vote.closes <= now:
        raise errors.PastDay
    rule = rules.rule(vote.rule, on)
    roll = _councillors(tx, vote.council, who, now=now) if rule.body is Body.COUNCIL else roll_of(tx, vote)
    if roll is None:
        raise errors.NobodyEntitled
    closes = vote.closes or now + (vote.lasts or timedelta())
    vote = replace(
        vote,
        state=VoteState.OPEN,
        by=who.person,
        on=on,
        roll=roll.number,
        opens=now,
        closes=closes,
        was=matter.state,
    )
    vote = replace(vote, entitled=entitled(tx, vote))
    if not vote.entitled.units:
        raise errors.NobodyEntitled
    vote = replace(vote, frozen=frozen(vote, roll.digest))
    if vote.secret:
        tx.put(Seal(council=vote.council, vote=vote.number, secret=sealing.new_key()))
    entry = Entry(at=now, what="vote", person=who.person, text=str(vote.number))
    facts: Params = {"vote": vote.number, "frozen": vote.frozen, "roll": roll.digest}
    line = matters.keep(tx, move(matter, "vote", entry=entry), "vote_open", by=who, now=now, news=False, facts=facts)
    vote = replace(vote, opened=line, opened_head=line.hash)
    tx.put(vote)
    due.forget(tx, about(vote))
    due.wait(tx, "close_vote", about(vote), closes, params=params_of(vote))
    if closes - now > URGED_BEFORE:
        due.wait(tx, "urge_vote", about(vote), closes - URGED_BEFORE, params=params_of(vote))
    show(tx, vote, now=now)
    _draw(tx, vote, now=now)


def _councillors(tx: Tx, council: int, who: Member, *, now: datetime) -> Roll | None:
    """Make a roll of the council's own people as they are now, without their names; None when there are none."""
    home = people.council(tx, council)
    persons = [each.person for each in people.roster(tx, council) if COUNCILLORS.intersection(each.roles)]
    units = [Unit(council=council, roll=home.next_roll, unit=str(person), head=person) for person in persons]
    for unit in units:
        tx.put(unit)
    roll = Roll(
        council=council,
        number=home.next_roll,
        at=now,
        by=who.person,
        source=Source.COUNCIL,
        units=len(units),
        heads=len(units),
        digest=digest(units),
    )
    tx.put(replace(home, next_roll=roll.number + 1))
    tx.put(roll)
    return roll if units else None


def entitled(tx: Tx, vote: Vote) -> Totals:
    """Sum up what may vote, from the index alone: a roll has up to 20,000 units."""
    rows = entitled_rows(tx, vote)
    return Totals(
        units=len(rows),
        heads=len({row[4] for row in rows}),
        area=summed(str(row[5]) for row in rows),
        share=summed(str(row[6]) for row in rows),
    )


def entitled_rows(tx: Tx, vote: Vote) -> list[tuple[str | int | bool, ...]]:
    """Give the index rows (council, roll, building, unit, head, area, share, …) of the units that may vote."""
    part = (vote.scope,) if vote.scope else ()
    return tx.rows(Unit, "roll", vote.council, vote.roll, *part)


def open_in(tx: Tx, council: int) -> list[Vote]:
    """Give the votes of a council that take ballots."""
    numbers = [int(row[2]) for row in tx.rows(Matter, "state", council, State.VOTING)]
    found = (tx.find(Vote, "matter", council, number, newest_first=True) for number in numbers)
    return [vote for every in found for vote in every if vote.state is VoteState.OPEN]


# Given up


def ask_why_void(tx: Tx, *, intent: Intent, by: Account, back: ReplyTo, now: datetime) -> Notice:
    """The head wants to give an open vote up: ask for the reason."""
    _, who = presser(tx, intent, by, back.chat)
    check("void", who)
    vote = get(tx, intent.council, intent.subject)
    if not vote.takes(now):
        raise errors.VoteOver
    params: Params = {"vote": vote.number, "number": vote.matter}
    dialogs.ask(tx, name="vote_void", council=vote.council, by=by, now=now, back=back, params=params)
    return Notice("asked_below")


def void(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Notice:
    """Give an open vote up, with a reason: nothing is counted, the matter goes back to where it was."""
    check("void", by)
    vote = get(tx, council, number)
    if not vote.takes(now):
        raise errors.VoteOver
    reason, _ = matters.cleaned(text, matters.REASON_LIMIT)
    entry = Entry(at=now, what="void", person=by.person, text=reason)
    settle(tx, replace(vote, state=VoteState.VOID, reason=reason), now=now)
    changed = back_to(vote, move(matters.get(tx, council, vote.matter), "void", entry=entry))
    matters.keep(tx, changed, "vote_void", by=by, now=now, facts={"vote": number})
    return Notice("vote_voided", {"number": vote.matter})


def back_to(vote: Vote, matter: Matter) -> Matter:
    """Put a matter on which nothing was decided where it stood before the vote."""
    return move(matter, "agenda") if vote.was in {State.AGENDA, State.DELIBERATING} else matter


def settle(tx: Tx, vote: Vote, *, now: datetime) -> None:
    """Keep a vote that is over; its key and the papers that nobody witnessed are destroyed."""
    tx.put(vote)
    tx.drop(Seal, vote.key)
    due.forget(tx, about(vote))
    for paper in tx.find(Paper, "vote", vote.council, vote.number):
        drop_paper(tx, paper, now=now)
    show(tx, vote, now=now)


def drop_paper(tx: Tx, paper: Paper, *, now: datetime) -> None:
    """A paper waits no more: whoever was asked to witness it sees its choice no longer."""
    tx.drop(Paper, paper.key)
    for chat in paper.chats:
        for posted in tx.find(Posted, "about", paper_in(paper, chat)):
            redraw(tx, chat, posted.message, now=now)


def paper_in(paper: Paper, chat: int) -> str:
    """Name the message that asks somebody to witness a paper ballot."""
    return f"paper/{paper.key}/{chat}"


# Shown


def show(tx: Tx, vote: Vote, *, now: datetime) -> None:
    """Draw the vote's card in its group anew."""
    tell_group(
        tx,
        people.council(tx, vote.council),
        id=about(vote),
        view="vote.card",
        params=params_of(vote),
        now=now,
        live=True,
        reply_about=f"card/{vote.council}/{vote.matter}",
    )


def read(tx: Tx, council: int, number: int, now: datetime) -> ShownVote | None:
    """Give a vote with what its messages say; reads neither units nor ballots."""
    vote = tx.get(Vote, f"{council}/{number}")
    rule = rule_of(tx, vote, now) if vote else None
    if vote is None or rule is None:
        return None
    return ShownVote(
        people.council(tx, council),
        vote,
        matters.get(tx, council, vote.matter),
        rule,
    )


def ask_result(tx: Tx, *, council: int, number: int, by: Account, now: datetime, back: ReplyTo) -> None:
    """Show how the newest vote on a matter went, with its files, or how far it is. Raises NoMatter, NoVote."""
    people.actor(tx, council, by, back.chat)
    vote = newest(tx, council, number)
    if vote.state is not VoteState.CLOSED:
        answer(tx, back, "vote.status", params_of(vote), now=now)
        return
    answer(tx, back, "vote.result", params_of(vote), now=now, keep=True)
    for view in ("vote.announcement", "vote.proof"):
        answer(tx, replace(back, id=f"{back.id}/{view}"), view, params_of(vote), now=now)


def read_draft(tx: Tx, council: int, number: int, now: datetime) -> ShownDraft | None:
    """Give a vote that is being put together, with what can be chosen; None when it was cancelled."""
    vote = tx.get(Vote, f"{council}/{number}")
    if vote is None:
        return None
    home = people.council(tx, council)
    rule, roll = rule_of(tx, vote, now), roll_of(tx, vote)
    if rule and rule.body is Body.COUNCIL and vote.state is VoteState.DRAFT:
        roll = None
        vote = replace(vote, entitled=Totals(units=(n := _councillor_count(tx, council)), heads=n))
    elif vote.scope is not None and roll:
        vote = replace(vote, entitled=entitled(tx, vote))
    return ShownDraft(home, vote, rule, roll, choosable(tx, home, now), now)


def _councillor_count(tx: Tx, council: int) -> int:
    return sum(bool(COUNCILLORS.intersection(each.roles)) for each in people.roster(tx, council))

"""Drafts of formal votes: rule, mode, duration and scope are chosen, shown as they will be frozen, and opened."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypedDict, Unpack
from zoneinfo import ZoneInfo

from bot import ballot_encryption
from bot.domain.councils.council import Account, Council, Member, Role
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Entry, Matter, check_permitted, transition
from bot.domain.matters.state import State
from bot.domain.rolls.roll import Roll, Source, Unit, roll_digest
from bot.domain.shared.audit_log import Facts
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.date_parsing import parse_duration
from bot.domain.shared.errors import OldButton, PastDay
from bot.domain.shared.job import Job
from bot.domain.shared.outbox_message import SentMessage
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.domain.votes import rules, vote_options
from bot.domain.votes.ballot import Seal
from bot.domain.votes.errors import NobodyEntitled, VoteGone
from bot.domain.votes.motion import MOTION_LIMIT, MotionSource, list_motions, source_of
from bot.domain.votes.rules import Body, Rule
from bot.domain.votes.vote import DRAFT_PATIENCE, URGED_BEFORE, Totals, Vote, VoteState, opening_digest
from bot.ports import Tx
from bot.read_models.votes import ShownDraft
from bot.services.councils import members
from bot.services.matters import repository
from bot.services.reactions import perform
from bot.services.rolls import rolls
from bot.services.shared import jobs, questions
from bot.services.shared.council_time import day_now
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, refresh_message, reply
from bot.services.votes.queries import (
    get_vote,
    job_params,
    newest_vote,
    params_of,
    roll_of,
    rule_of,
    sum_entitled,
    vote_subject,
)
from bot.services.votes.votes import refresh_vote_card

COUNCILLORS = frozenset({Role.HEAD, Role.CLERK, Role.MEMBER, Role.CAPTAIN})  # who votes by the council's own rule
WHOLE_ROLL = "all"  # the arg of the button for everybody; a building's is its place


def draft_of(vote: Vote) -> str:
    """Return the id of the message that shows a draft."""
    return f"{vote_subject(vote)}/draft"


def list_rules(tx: Tx, council: Council, now: datetime) -> tuple[Rule, ...]:
    """Return the rules under which a vote can be held in this council today."""
    roll = tx.get(Roll, Roll.key_of(council.number, council.roll))
    return rules.list_chat_rules(
        day_now(council, now), roll=roll is not None, shares=roll is not None and Decimal(roll.share) > 0
    )


# Put together


def start_draft(tx: Tx, *, council: int, number: int, text: str, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Start the draft of a vote on a matter; options not in `text` are asked for by buttons. Nothing is fixed yet.

    Without a motion in `text` the motion is asked for first. While a vote on it is open, the reply is its status, with
    the way to void it. Raises NoMatter, NotAllowed, WrongState, TooShort, TooLong, and what is wrong with a day that
    was named.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    its_council = members.get_council(tx, council)
    matter = repository.get_matter(tx, council, number)
    check_allowed(Act.VOTE, who)
    if matter.state is State.VOTING:
        reply(tx, reply_to, "vote.status", replace(params_of(newest_vote(tx, council, number)), officer=True), now=now)
        return
    check_permitted(matter, Act.VOTE, who)
    roll = tx.get(Roll, Roll.key_of(council, its_council.roll))
    wished, motion = vote_options.parse_request(
        text,
        rules=[rule.id for rule in list_rules(tx, its_council, now)],
        buildings=roll.buildings if roll else (),
        now=now,
        zone=ZoneInfo(its_council.zone),
    )
    if wished.official:
        check_allowed(CouncilAct.OFFICIAL, who)
    if not motion:
        params = QuestionParams(number=number, so_far=text.strip())
        questions.ask_question(
            tx, name="vote_motion", council=council, by=by, now=now, reply_to=reply_to, params=params
        )
        return
    question, _ = repository.clean_text(motion, MOTION_LIMIT)
    vote = Vote(
        council=council,
        number=tx.next_number(council, Numbered.VOTE),
        matter=number,
        by=who.person,
        at=now,
        question=question,
        motion=source_of(matter, question),
        roll=its_council.roll,
        rule=wished.rule,
        official=wished.official,
        secret=wished.secret,
        lasts=wished.lasts,
        closes=wished.closes,
        scope=wished.scope,
    )
    tx.put(_scoped(tx, vote, now))
    jobs.schedule(tx, "forget_vote", vote_subject(vote), now + DRAFT_PATIENCE, params=job_params(vote))
    reply(tx, replace(reply_to.for_all, id=draft_of(vote)), "vote.draft", params_of(vote), now=now, remember=True)


def _scoped(tx: Tx, vote: Vote, now: datetime) -> Vote:
    """Set the scope to everybody where there are no buildings to choose from."""
    rule, roll = rule_of(tx, vote, now), roll_of(tx, vote)
    if rule and (rule.body is Body.COUNCIL or roll is None or not roll.buildings):
        return replace(vote, scope="")
    return vote


def _draft(
    tx: Tx, intent: Intent, by: Account, reply_to: ReplyTo, act: Act | CouncilAct = Act.VOTE
) -> tuple[Vote, Member]:
    """Return the draft of a button and the member who pressed it; raises VoteGone, NotAllowed."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(act, who)
    return _still_a_draft(get_vote(tx, intent.council, intent.subject)), who


def _still_a_draft(vote: Vote) -> Vote:
    if vote.state is not VoteState.DRAFT:
        raise VoteGone
    return vote


class DraftChanges(TypedDict, total=False):
    """The fields of a draft that its buttons and words change."""

    rule: str
    secret: bool
    official: bool
    lasts: timedelta | None
    closes: datetime | None
    question: str
    motion: MotionSource
    roll: int
    scope: str | None


def _change(tx: Tx, vote: Vote, now: datetime, **changes: Unpack[DraftChanges]) -> None:
    """Store a changed draft, and refresh its message."""
    changed = _scoped(tx, replace(vote, **changes), now)
    tx.put(changed)
    _draw(tx, changed, now=now)


def _draw(tx: Tx, vote: Vote, *, now: datetime) -> None:
    for sent in tx.find(SentMessage, "about", draft_of(vote)):
        refresh_message(tx, sent.chat, sent.message, now=now, page=1)


def choose_option(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Set an option of the draft: `motion=…`, `rule=…`, `mode=…`, `lasts=…`, `scope=…`; or turn the `page=…`."""
    vote, _ = _draft(tx, intent, by, reply_to)
    field, _, value = intent.arg.partition("=")
    match field:
        case "rule" if value in {rule.id for rule in list_rules(tx, members.get_council(tx, vote.council), now)}:
            _change(tx, vote, now, rule=value)
        case "mode":
            _change(tx, vote, now, secret=value == "secret")
        case "motion" if value == "write":
            return _ask(tx, vote, "vote_motion", by=by, now=now, reply_to=reply_to)
        case "lasts" if value == "write":
            return _ask(tx, vote, "vote_until", by=by, now=now, reply_to=reply_to)
        case "lasts" if lasts := parse_duration(value):
            _change(tx, vote, now, lasts=lasts, closes=None)
        case "scope":
            _change(tx, vote, now, scope=_scope(tx, vote, value))
        case "page" if value.isdecimal():
            refresh_message(tx, reply_to.chat, reply_to.message, now=now, page=int(value))
        case _:
            raise OldButton
    return Reply("ok")


def _ask(tx: Tx, vote: Vote, name: str, *, by: Account, now: datetime, reply_to: ReplyTo) -> Reply:
    params = QuestionParams(vote=vote.number, number=vote.matter)
    questions.ask_question(tx, name=name, council=vote.council, by=by, now=now, reply_to=reply_to, params=params)
    return Reply("asked_below")


def _scope(tx: Tx, vote: Vote, value: str) -> str:
    """Return the building that a button means by its place in the roll, or "" for all."""
    if value == WHOLE_ROLL:
        return ""
    roll = roll_of(tx, vote)
    if roll is None or not value.isdecimal() or int(value) >= len(roll.buildings):
        raise OldButton
    return roll.buildings[int(value)]


def set_end(tx: Tx, *, council: int, vote: int, text: str, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Set the end of a vote from a text with its duration or day. Raises NoSuchSpan, BadSpan, PastDay."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    check_allowed(Act.VOTE, who)
    draft = _still_a_draft(get_vote(tx, council, vote))
    its_council = members.get_council(tx, council)
    _change(tx, draft, now, **vote_options.parse_end(text.strip(), now, ZoneInfo(its_council.zone)))


def set_motion(tx: Tx, *, council: int, vote: int, text: str, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Set the motion of a draft. Raises TooShort, TooLong."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    check_allowed(Act.VOTE, who)
    draft = _still_a_draft(get_vote(tx, council, vote))
    question, _ = repository.clean_text(text, MOTION_LIMIT)
    source = source_of(repository.get_matter(tx, council, draft.matter), question)
    _change(tx, draft, now, question=question, motion=source)


def confirm_official(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Make the vote official (正式), or advisory (意向) again, by the head."""
    vote, _ = _draft(tx, intent, by, reply_to, act=CouncilAct.OFFICIAL)
    _change(tx, vote, now, official=not vote.official)
    return Reply("ok")


def cancel_draft(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Cancel a draft of a vote."""
    vote, _ = _draft(tx, intent, by, reply_to)
    _forget(tx, vote, now=now)
    return Reply("vote_cancelled")


def drop_draft(tx: Tx, row: Job, now: datetime) -> None:
    """Delete a draft of a vote that was not opened in time."""
    vote = tx.get(Vote, Vote.key_of(row.params.council, row.params.vote))
    if vote and vote.state is VoteState.DRAFT:
        _forget(tx, vote, now=now)


def _forget(tx: Tx, vote: Vote, *, now: datetime) -> None:
    tx.drop(Vote, vote.key)
    rolls.drop_unused(tx, vote.council, vote.roll)
    jobs.cancel(tx, vote_subject(vote))
    _draw(tx, vote, now=now)


# Opened


def open_vote(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Open a vote: from now on everything about it is fixed, hashed and recorded, and ballots are accepted.

    When the motion was taken from the matter and has changed there, or the roll has changed since the officer read
    them, the draft is shown again instead; a draft of before motions were asked for is asked for its motion.
    Raises VoteGone for a second opening, WrongState, NobodyEntitled, NoRule, PastDay.
    """
    council, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(Act.VOTE, who)
    vote = get_vote(tx, intent.council, intent.subject)
    if vote.state is VoteState.OPEN:
        return Reply("vote_open_already", {"number": vote.matter})
    vote = _still_a_draft(vote)
    matter = repository.get_matter(tx, vote.council, vote.matter)
    check_permitted(matter, Act.VOTE, who)
    if vote.motion is None:
        return _ask(tx, vote, "vote_motion", by=by, now=now, reply_to=reply_to)
    newest = list_motions(matter).get(vote.motion, vote.question)
    if newest != vote.question:
        _change(tx, vote, now, question=newest)
        return Reply("vote_words_changed")
    if council.roll != vote.roll:
        _change(tx, vote, now, roll=council.roll, scope=None)
        rolls.drop_unused(tx, vote.council, vote.roll)
        return Reply("vote_roll_changed")
    _open(tx, council, matter, vote, who, now=now)
    return Reply("vote_opened", {"number": vote.matter})


def _open(tx: Tx, council: Council, matter: Matter, vote: Vote, who: Member, *, now: datetime) -> None:
    on = day_now(council, now)
    if vote.rule is None or vote.secret is None or vote.scope is None or not (vote.lasts or vote.closes):
        raise OldButton
    if vote.closes and vote.closes <= now:
        raise PastDay
    rule = rules.get_rule(vote.rule, on)
    roll = _councillors(tx, vote.council, who, now=now) if rule.body is Body.COUNCIL else roll_of(tx, vote)
    if roll is None:
        raise NobodyEntitled
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
    vote = replace(vote, entitled=sum_entitled(tx, vote))
    if not vote.entitled.units:
        raise NobodyEntitled
    vote = replace(vote, frozen=opening_digest(vote, roll.digest))
    if vote.secret:
        tx.secrets.put(Seal(council=vote.council, vote=vote.number, secret=ballot_encryption.new_key()))
    entry = Entry(at=now, what=Act.VOTE, person=who.person, text=str(vote.number))
    facts: Facts = {"vote": vote.number, "frozen": vote.frozen, "roll": roll.digest}
    changed = transition(matter, Act.VOTE, entry=entry)
    line = perform(
        tx, repository.save, changed, Act.VOTE, by=who, now=now, news=False, facts=facts, recorded="vote_open"
    )
    vote = replace(vote, opened=line, opened_head=line.hash)
    tx.put(vote)
    jobs.cancel(tx, vote_subject(vote))
    jobs.schedule(tx, "close_vote", vote_subject(vote), closes, params=job_params(vote))
    if closes - now > URGED_BEFORE:
        jobs.schedule(tx, "urge_vote", vote_subject(vote), closes - URGED_BEFORE, params=job_params(vote))
    refresh_vote_card(tx, vote, now=now)
    _draw(tx, vote, now=now)


def _councillors(tx: Tx, council: int, who: Member, *, now: datetime) -> Roll | None:
    """Return a roll of the present council members, without their names; None when there are none."""
    persons = [each.person for each in members.list_roster(tx, council) if COUNCILLORS.intersection(each.roles)]
    number = tx.next_number(council, Numbered.ROLL)
    units = [Unit(council=council, roll=number, unit=str(person), head=person) for person in persons]
    for unit in units:
        tx.put(unit)
    roll = Roll(
        council=council,
        number=number,
        at=now,
        by=who.person,
        source=Source.COUNCIL,
        units=len(units),
        heads=len(units),
        digest=roll_digest(units),
    )
    tx.put(roll)
    return roll if units else None


def read_draft(tx: Tx, council: int, number: int, now: datetime) -> ShownDraft | None:
    """Return a vote that is being put together, with what can be chosen; None when it was cancelled."""
    vote = tx.get(Vote, Vote.key_of(council, number))
    if vote is None:
        return None
    its_council = members.get_council(tx, council)
    rule, roll = rule_of(tx, vote, now), roll_of(tx, vote)
    if rule and rule.body is Body.COUNCIL and vote.state is VoteState.DRAFT:
        roll = None
        vote = replace(vote, entitled=Totals(units=(n := _councillor_count(tx, council)), heads=n))
    elif vote.scope is not None and roll:
        vote = replace(vote, entitled=sum_entitled(tx, vote))
    return ShownDraft(its_council, vote, rule, roll, list_rules(tx, its_council, now), now)


def _councillor_count(tx: Tx, council: int) -> int:
    return sum(bool(COUNCILLORS.intersection(each.roles)) for each in members.list_roster(tx, council))

"""Advisory polls: opened in the platform's own form, closed by the clock, their results stored."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import check_allowed
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Entry, Matter, transition
from bot.domain.polls.poll import Asked, Poll, PollChoice, PollState, count_choices
from bot.domain.shared.audit_log import Facts
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.read_models.polls import ShownPoll
from bot.services.councils import members
from bot.services.matters.repository import card_id, get_matter, save
from bot.services.reactions import perform
from bot.services.shared import jobs
from bot.services.shared.audit import append_entry
from bot.services.shared.enqueue import ReplyTo, enqueue, notify_group, reply_text


def job_subject(poll: Poll) -> str:
    """Return the subject of the jobs of a poll."""
    return f"poll/{poll.key}"


def ask_poll(tx: Tx, *, by: Account, asked: Asked, now: datetime, reply_to: ReplyTo, council: int = 0) -> int:
    """Open a poll in the group and return its number; about a matter the question is its number and title.

    `council` is known where it is asked for outside of the group, whose author is told that the group has it.
    """
    number_of = council or members.council_of(tx, reply_to.chat).number
    actor = members.acting_member(tx, number_of, by, reply_to.chat)
    its_council = members.get_council(tx, number_of)
    check_allowed(Act.POLL, actor)
    question = asked.question
    number = tx.next_number(its_council.number, Numbered.POLL)
    facts: Facts = {"poll": number}
    if asked.matter is not None:
        matter = get_matter(tx, its_council.number, asked.matter)
        question = f"#{matter.number} {matter.title}"
        changed = transition(matter, Act.POLL, entry=Entry(at=now, what=Act.POLL, person=actor.person))
        perform(tx, save, changed, Act.POLL, by=actor, now=now, news=False, facts=facts)
    else:
        append_entry(tx, its_council.number, Act.POLL, person=actor.person, now=now, facts=facts)
    poll = Poll(
        council=its_council.number,
        number=number,
        question=question,
        options=asked.options,
        anonymous=asked.anonymous,
        multiple=asked.multiple,
        at=now,
        closes=now + asked.lasts,
        matter=asked.matter,
        counts=(0,) * len(asked.options),
    )
    tx.put(poll)
    jobs.schedule(tx, "close_poll", job_subject(poll), poll.closes, params=JobParams(council=poll.council, poll=number))
    enqueue(
        tx,
        id=job_subject(poll),
        chat=its_council.chat,
        group=True,
        view="poll",
        params=_params(poll),
        now=now,
        remember=True,
        reply_to=reply_to.message if reply_to.chat == its_council.chat else None,
    )
    if reply_to.chat != its_council.chat:
        told = {"number": poll.matter or 0, "council": poll.council}
        reply_text(tx, reply_to, Reply("did_poll", told), now=now)
    return number


def _params(poll: Poll) -> MessageParams:
    return MessageParams(council=poll.council, poll=poll.number)


def load_poll(tx: Tx, council: int, number: int) -> "ShownPoll | None":
    """Return a poll with what its messages say."""
    poll = tx.get(Poll, Poll.key_of(council, number))
    if poll is None:
        return None
    matter = tx.get(Matter, Matter.key_of(council, poll.matter)) if poll.matter else None
    return ShownPoll(members.get_council(tx, council), poll, matter)


def mark_posted(tx: Tx, council: int, number: int, native: str, *, now: datetime) -> None:
    """Store the platform's id of a poll that was sent."""
    poll = tx.get(Poll, Poll.key_of(council, number))
    if poll is None:
        return
    tx.put(replace(poll, native=native))
    # The question stays as it was typed; until when it is asked stands below it.
    enqueue(
        tx,
        id=f"{job_subject(poll)}/until",
        chat=members.get_council(tx, council).chat,
        group=True,
        view="poll.until",
        params=_params(poll),
        now=now,
        reply_about=job_subject(poll),
    )


def mark_failed(tx: Tx, council: int, number: int, *, forbidden: bool = False, now: datetime) -> None:
    """End a poll that the platform does not accept or the group forbids, and announce it."""
    poll = tx.get(Poll, Poll.key_of(council, number))
    if poll is None or poll.state is not PollState.OPEN:
        return
    tx.put(replace(poll, state=PollState.CLOSED))
    jobs.cancel(tx, job_subject(poll))
    its_council = members.get_council(tx, council)
    params = MessageParams.of_reply(Reply("poll_forbidden" if forbidden else "poll_failed", {"council": council}))
    enqueue(
        tx, id=f"{job_subject(poll)}/failed", chat=its_council.chat, group=True, view="notice", params=params, now=now
    )


def by_native(tx: Tx, native: str) -> Poll | None:
    """Return the poll that the platform calls so, if it is ours."""
    found = tx.find(Poll, "native", native)
    return found[0] if found else None


def record_choice(tx: Tx, *, native: str, by: Account, options: tuple[int, ...]) -> None:
    """Store a choice in a poll; the newest counts, an empty one deletes it. Late ones change nothing."""
    poll = by_native(tx, native)
    if poll is None or poll.state is PollState.CLOSED or not by.acts:
        return
    # A poll can be carried into another group: who chooses there is counted, and gets no rights by it.
    person = members.register_member(tx, poll.council, by, acting=False, newcomer=False)
    choice = PollChoice(council=poll.council, poll=poll.number, person=person.person, options=options)
    if options:
        tx.put(choice)
    else:
        tx.drop(PollChoice, choice.key)


def record_counts(tx: Tx, *, native: str, counts: tuple[int, ...], voters: int) -> None:
    """Store the newest counts from the platform, for the case that closing fails."""
    poll = by_native(tx, native)
    if poll and poll.state is not PollState.CLOSED and (counts, voters) != (poll.counts, poll.voters):
        tx.put(replace(poll, counts=counts, voters=voters))


def end_poll(tx: Tx, row: Job, now: datetime) -> None:
    """Close a poll after its time: ask the platform to close it and for the final counts."""
    poll = tx.get(Poll, Poll.key_of(row.params.council, row.params.poll))
    if poll is None or poll.state is not PollState.OPEN:
        return
    tx.put(replace(poll, state=PollState.CLOSING))
    council = members.get_council(tx, poll.council)
    if not council.present:
        close_poll(tx, poll.council, poll.number, None, now=now)
        return
    enqueue(
        tx,
        id=f"{job_subject(poll)}/close",
        chat=council.chat,
        group=True,
        view="poll.close",
        params=_params(poll),
        now=now,
    )


def _heard(tx: Tx, poll: Poll) -> tuple[tuple[int, ...], int]:
    """Return the counts of the stored choices, or of a poll without names the newest from the platform."""
    choices = tx.find(PollChoice, "poll", poll.council, poll.number)
    return count_choices(choices, len(poll.options)) if choices else (poll.counts, poll.voters)


def close_poll(tx: Tx, council: int, number: int, result: tuple[tuple[int, ...], int] | None, *, now: datetime) -> None:
    """Store the result of a poll and announce it, once. Without final counts the newest ones received are used."""
    poll = tx.get(Poll, Poll.key_of(council, number))
    if poll is None or poll.state is PollState.CLOSED:
        return
    counts, voters = result or _heard(tx, poll)
    done = replace(poll, state=PollState.CLOSED, counts=counts, voters=voters)
    tx.put(done)
    facts: Facts = {"poll": number, "voters": voters, "counts": ",".join(map(str, counts))}
    matter = tx.get(Matter, Matter.key_of(council, poll.matter)) if poll.matter else None
    if matter:
        entry = Entry(at=now, what=Act.POLLED, text=str(number))
        save(tx, transition(matter, Act.POLLED, entry=entry), Act.POLLED, by=None, now=now, news=False, facts=facts)
    else:
        append_entry(tx, council, Act.POLLED, person=None, now=now, facts=facts)
    notify_group(
        tx,
        members.get_council(tx, council),
        id=f"{job_subject(done)}/result",
        view="poll.result",
        params=_params(done),
        now=now,
        deliver_on_return=True,
        remember=True,
        reply_about=card_id(matter) if matter else job_subject(done),
    )

"""Reminding those who have not voted, and nobody else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import errors
from bot.domain.council import Account, Member, check
from bot.domain.due import Due
from bot.domain.notice import Notice
from bot.domain.roll import Access
from bot.domain.vote import URGED_AGAIN, Ballot, Vote
from bot.ports import Tx
from bot.services import ballots, people, votes
from bot.services.telling import ReplyTo, say, tell, tell_group

A_MINUTE = timedelta(minutes=1)


def urge(tx: Tx, *, council: int, number: int, by: Account, now: datetime, back: ReplyTo) -> None:
    """An officer has those reminded who have not voted, at most once an hour.

    Raises NotAllowed, NoVote, VoteOver, UrgedLately.
    """
    who = people.actor(tx, council, by, back.chat)
    check("urge", who)
    vote = votes.running(tx, council, number, now)
    if vote.urged and now < vote.urged + URGED_AGAIN:
        raise errors.UrgedLately(minutes=-(-(vote.urged + URGED_AGAIN - now) // A_MINUTE))
    tx.put(replace(vote, urged=now))
    total = remind(tx, vote, now=now)
    say(tx, back, Notice("urged" if total else "urged_nobody", {"total": total, "council": council}), now=now)


def on_time(tx: Tx, row: Due, now: datetime) -> None:
    """A day before the close: remind, unless the bot was down until after it."""
    vote = tx.get(Vote, f"{row.params['council']}/{row.params['vote']}")
    if vote and vote.takes(now):
        remind(tx, vote, now=now)


def remind(tx: Tx, vote: Vote, *, now: datetime) -> int:
    """Remind everybody who may vote and has not: in private where possible, the others in one line in the group.

    Gives how many these are. Somebody whose account is tied to no unit is not known to the bot, and not counted.
    """
    silent = list(_silent(tx, vote))
    for member in silent:
        if member.door:
            tell(
                tx,
                id=f"{votes.about(vote)}/urge/{member.person}",
                chat=member.door,
                view="vote.urge",
                params={**votes.params_of(vote), "person": member.person},
                now=now,
                keep=True,
            )
    if any(not member.door for member in silent):
        name_in_group(tx, vote, now=now)
    return len(silent)


def name_in_group(tx: Tx, vote: Vote, *, now: datetime) -> None:
    """Name those in the group who cannot be written to in private: one message, drawn anew when there are more."""
    tell_group(
        tx,
        people.council(tx, vote.council),
        id=f"{votes.about(vote)}/urge",
        view="vote.urge_group",
        params=votes.params_of(vote),
        now=now,
        keep=True,
        reply_about=votes.about(vote),
    )


def unreachable(tx: Tx, vote: Vote) -> list[Member]:
    """Give those who have not voted and cannot be written to in private."""
    return [member for member in _silent(tx, vote) if not member.door]


def _silent(tx: Tx, vote: Vote) -> Iterator[Member]:
    """Give the people who may cast a ballot that is not there, from the indexes: a roll has up to 20,000 units."""
    cast = {str(row[2]) for row in tx.rows(Ballot, "vote", vote.council, vote.number)}
    missing = {str(row[3]) for row in votes.entitled_rows(tx, vote)} - cast
    if votes.of_councillors(vote):
        persons = sorted(map(int, missing))
    else:
        tied = tx.rows(Access, "person", vote.council)
        persons = sorted({int(row[1]) for row in tied if str(row[2]) in missing})
    for person in persons:
        member = tx.get(Member, f"{vote.council}/{person}")
        if member and member.present and member.account is not None:
            yield member


def has_voted(tx: Tx, vote: Vote, member: Member) -> bool:
    """Whether nothing is left for this person to cast."""
    try:
        units = ballots.theirs(tx, vote, member)
    except errors.CouncilError:
        return True
    return all(tx.get(Ballot, f"{vote.key}/{unit.unit}") for unit in units)

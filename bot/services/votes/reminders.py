"""Reminders to voters who have not voted, and to nobody else."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.councils.council import Account, Member
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.shared.errors import CouncilError
from bot.domain.shared.job import Job
from bot.domain.votes.ballot import Ballot
from bot.domain.votes.errors import UrgedLately
from bot.domain.votes.vote import URGED_AGAIN, Vote
from bot.index_rows import BallotRow, PersonUnitRow
from bot.ports import Tx
from bot.services.councils import members
from bot.services.shared.enqueue import ReplyTo, enqueue, notify_group, reply
from bot.services.votes import ballots, queries

A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Silent:
    """Voters who have not voted yet.

    `known` have an account; `unknown` are names of units without one, or of council members without one.
    """

    known: tuple[Member, ...]
    unknown: tuple[str, ...]

    @property
    def not_private(self) -> tuple[Member, ...]:
        """The members to whom the bot cannot write in private."""
        return tuple(member for member in self.known if not member.open_chat)


def remind_voters(tx: Tx, *, council: int, number: int, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Remind voters who have not voted, for an officer, at most once an hour.

    Raises NotAllowed, NoVote, VoteOver, UrgedLately.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    check_allowed(CouncilAct.URGE, who)
    vote = queries.running_votes(tx, council, number, now)
    if vote.urged and now < vote.urged + URGED_AGAIN:
        raise UrgedLately(minutes=-(-(vote.urged + URGED_AGAIN - now) // A_MINUTE))
    tx.put(replace(vote, urged=now))
    silent = send_reminders(tx, vote, now=now)
    reply(tx, reply_to, "vote.urged", queries.params_of(vote), now=now)
    if reply_to.group and who.open_chat and (silent.unknown or silent.not_private):
        # Names and units are no business of the group.
        reply(
            tx,
            ReplyTo(f"{reply_to.id}/who", who.open_chat, group=False),
            "vote.urged",
            queries.params_of(vote),
            now=now,
        )


def remind_on_time(tx: Tx, row: Job, now: datetime) -> None:
    """Remind voters a day before the close, unless the bot was down until after it."""
    vote = tx.get(Vote, Vote.key_of(row.params.council, row.params.vote))
    if vote and vote.takes(now):
        send_reminders(tx, vote, now=now)


def send_reminders(tx: Tx, vote: Vote, *, now: datetime) -> Silent:
    """Remind all voters who have not voted: in private where possible, the others by name in the group."""
    silent = who_is_silent(tx, vote)
    for member, chat in members.private_chats(silent.known):
        enqueue(
            tx,
            id=queries.reminder_id(vote.council, vote.number, member.person),
            chat=chat,
            group=False,
            view="vote.urge",
            params=replace(queries.params_of(vote), person=member.person),
            now=now,
            remember=True,
        )
    if silent.not_private:
        name_in_group(tx, vote, now=now)
    return silent


def name_in_group(tx: Tx, vote: Vote, *, now: datetime) -> None:
    """Name voters out of reach in private in the group, in one message that is refreshed when there are more."""
    notify_group(
        tx,
        members.get_council(tx, vote.council),
        id=f"{queries.vote_subject(vote)}/urge",
        view="vote.urge_group",
        params=queries.params_of(vote),
        now=now,
        remember=True,
        reply_about=queries.vote_subject(vote),
    )


def who_is_silent(tx: Tx, vote: Vote) -> Silent:
    """Return the voters without a ballot, from the indexes: a roll has up to 20,000 units."""
    cast = {row.unit for row in tx.rows(BallotRow, vote.council, vote.number)}
    missing = [row.unit for row in queries.entitled_rows(tx, vote) if row.unit not in cast]
    if queries.is_held_by_council(vote):
        council = [tx.get(Member, Member.key_of(vote.council, person)) for person in sorted(map(int, missing))]
        known = tuple(member for member in council if member and _is_known(member))
        unknown = tuple(member.name for member in council if member and not _is_known(member))
        return Silent(known, unknown)
    wanted, reached, known_by_person = set(missing), set(), {}
    for row in tx.rows(PersonUnitRow, vote.council):
        person, unit = row.person, row.unit
        member = tx.get(Member, Member.key_of(vote.council, person)) if unit in wanted else None
        if member and _is_known(member):
            reached.add(unit)
            known_by_person[person] = member
    unknown = tuple(unit for unit in missing if unit not in reached)
    return Silent(tuple(known_by_person[person] for person in sorted(known_by_person)), unknown)


def _is_known(member: Member) -> bool:
    """Return whether the bot knows an account of a present member."""
    return member.present and member.account is not None


def has_voted(tx: Tx, vote: Vote, member: Member) -> bool:
    """Return whether nothing is left for this person to cast."""
    try:
        units = ballots.units_of_voter(tx, vote, member)
    except CouncilError:
        return True
    return all(tx.get(Ballot, Ballot.key_of(vote.council, vote.number, unit.unit)) for unit in units)

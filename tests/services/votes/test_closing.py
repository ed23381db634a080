"""The close of a vote, and reminding those who have not voted before it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.councils.council import Role
from bot.domain.matters.acts import Act
from bot.domain.matters.state import State
from bot.domain.shared.errors import NotAllowed
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import OutboxMessage
from bot.domain.votes.ballot import Ballot, Seal, commitments_digest
from bot.domain.votes.errors import UrgedLately, VoteOver
from bot.domain.votes.tally import Outcome
from bot.domain.votes.vote import Vote, VoteState, result_digest
from bot.messages import registry
from bot.ports import Refused, Why
from bot.services.councils import roles
from bot.services.votes import closing, reminders
from handlers.telegram.features import FEATURES
from tests import builders, cast
from tests.builders import back
from tests.cast import private
from tests.services.booth import DAY, Booth
from tests.services.hall import Hall

NAMED, SECRET = "cn.owners.ordinary 记名 3天 全体", "cn.owners.ordinary 不记名 3天 全体"
OFFICIAL = f"{NAMED} 正式"
FOR = {"u1_101": "agree", "u1_102": "agree", "u2_201": "agree", "u2_202": "agree", "u2_203": "against"}


@pytest.fixture
def booth(hall: Hall) -> Booth:
    """A roll of five units, the first two of one head, each with an account."""
    return Booth.of(hall)


def test_counted_and_recorded(booth: Booth) -> None:
    """At its time the ballots are counted; the record has outcome, number, root and the digest of the result."""
    hall, number = booth.hall, booth.opened(NAMED)
    booth.cast(number, **FOR)
    booth.closed()
    vote = booth.vote(number)
    assert vote.result
    assert (vote.state, vote.result.outcome) == (VoteState.CLOSED, "passed")
    assert vote.result.heads == {"agree": 3, "against": 1, "abstain": 0}
    assert vote.result.area == {"agree": "390.75", "against": "60", "abstain": "0"}
    assert vote.result.units == {"agree": 4, "against": 1, "abstain": 0}
    assert hall.last.facts == {
        "vote": number,
        "outcome": "passed",
        "ballots": 5,
        "root": commitments_digest(each.commitment for each in hall.every(Ballot)),
        "result": result_digest(vote.result),
    }
    assert (vote.closed, vote.closed_head, hall.last.person) == (hall.last, hall.last.hash, None)
    assert hall.verify() == []


@pytest.mark.parametrize(
    ("wish", "choices", "state", "outcome"),
    [
        (OFFICIAL, FOR, State.RESOLVED, Outcome.PASSED),
        (NAMED, FOR, State.ACCEPTED, Outcome.PASSED),
        (OFFICIAL, dict.fromkeys(FOR, "against"), State.ACCEPTED, Outcome.NOT_PASSED),
        (OFFICIAL, {"u2_203": "agree"}, State.ACCEPTED, Outcome.PARTICIPATION_SHORT),
        (OFFICIAL, {}, State.ACCEPTED, Outcome.PARTICIPATION_SHORT),
        ("council.default 记名 3天 正式", {}, State.ACCEPTED, Outcome.INQUORATE),
    ],
)
def test_what_becomes_of_the_matter(
    booth: Booth, wish: str, choices: dict[str, str], state: State, outcome: Outcome
) -> None:
    """Only an official vote that passed decides; otherwise the matter stands where it stood."""
    number = booth.opened(wish)
    booth.cast(number, **choices)
    booth.closed()
    matter = booth.hall.matter()
    assert (matter.state, matter.timeline[-1].what) == (state, Act.DECIDED if state is State.RESOLVED else Act.VOTED)
    assert matter.resolution == (matter.text if state is State.RESOLVED else "")
    result = booth.vote(number).result
    assert result
    assert result.outcome == outcome


def test_one_head_of_two_minds(booth: Booth) -> None:
    """A head whose units say different things takes part and does not agree; area goes by unit."""
    number = booth.opened(NAMED)
    booth.cast(number, u1_101="agree", u1_102="against")
    booth.closed()
    result = booth.vote(number).result
    assert result
    assert result.heads == {"agree": 0, "against": 0, "abstain": 1}
    assert result.area == {"agree": "100", "against": "80.5", "abstain": "0"}


def test_a_secret_vote_is_opened_once(booth: Booth) -> None:
    """At the close the envelopes are counted and their key is destroyed; without its key nothing is counted."""
    hall, number = booth.hall, booth.opened(SECRET)
    booth.cast(number, **FOR)
    booth.paper(booth.opened(SECRET), "1-101", "against")
    hall.do(lambda tx: tx.secrets.drop(Seal, "1/2"))
    booth.closed()
    result = booth.vote(number).result
    assert result
    assert result.units == {"agree": 4, "against": 1, "abstain": 0}
    assert hall.gone(Seal, "1/1")
    assert booth.vote(2).state is VoteState.OPEN
    assert [row.about for row in hall.waits("close_vote")] == ["vote/1/2"]


def test_every_secret_vote_has_a_key_of_its_own(booth: Booth) -> None:
    """A key is random, and opens the envelopes of one vote alone."""
    first, second = booth.opened(SECRET), booth.opened(SECRET)
    keys = [booth.hall.get(Seal, f"1/{number}").secret for number in (first, second)]
    assert len(set(keys)) == 2
    assert all(len(set(key)) > 8 and len(key) == 64 for key in keys)


def test_told_once(booth: Booth) -> None:
    """The result is told once, as an answer to the card, which is redrawn; also after downtime."""
    hall, number = booth.hall, booth.opened(NAMED)
    hall.deliver()
    (row,) = hall.waits("close_vote")
    hall.pass_time(9 * DAY)
    hall.do(closing.close_vote_on_time, row, hall.now)
    hall.pass_time(DAY)
    (told,) = hall.told("vote.result")
    assert (told.chat, told.reply_about) == (cast.GROUP, f"vote/1/{number}")
    assert len(hall.told("vote.card")) == 1
    assert len([line for line in hall.lines if line.what == "vote_close"]) == 1
    assert hall.told("vote.urge_group") == []


def test_without_a_rule_nothing_is_counted(booth: Booth) -> None:
    """A vote without a rule cannot be counted, and says so."""
    number = booth.opened(NAMED)
    vote = replace(booth.vote(number), rule=None)
    with pytest.raises(ValueError, match="no rule"):
        booth.hall.at(closing.close_vote, vote=vote)


# Before the close


def test_only_who_has_not_voted(booth: Booth) -> None:
    """Those who have not voted are reminded, in private where possible, the rest in one line; nobody else."""
    hall, number = booth.hall, booth.opened(NAMED)
    hall.opens_private_chat(cast.RESIDENT, cast.NEIGHBOUR, cast.CAPTAIN, cast.HEAD)
    booth.cast(number, u1_101="agree")
    hall.pass_time(2 * DAY)
    assert {each.chat for each in hall.told("vote.urge")} == {private(cast.NEIGHBOUR), private(cast.CAPTAIN)}
    assert [each.chat for each in hall.told("vote.urge_group")] == [cast.GROUP]
    silent = reminders.who_is_silent(hall.tx(), booth.vote(number))
    assert {each.account for each in silent.not_private} == {cast.HANDLER.id, cast.STRANGER.id}


def test_who_left_is_not_reminded(booth: Booth) -> None:
    """Somebody who left the group or erased themselves is not reminded."""
    hall, number = booth.hall, booth.opened(NAMED)
    for account in (cast.STRANGER, cast.HANDLER):
        hall.at(roles.mark_left, chat=cast.GROUP, who=account)
    assert len(hall.at(reminders.send_reminders, vote=booth.vote(number)).known) == 3


def test_voted_before_it_was_drawn(booth: Booth) -> None:
    """A reminder that is on its way is not sent to somebody who has voted meanwhile."""
    hall, number = booth.hall, booth.opened(NAMED)
    hall.opens_private_chat(cast.NEIGHBOUR)
    hall.at(reminders.send_reminders, vote=booth.vote(number))
    (waiting,) = hall.told("vote.urge")
    assert registry.draw(hall.tx(), waiting, hall.now, FEATURES)
    booth.cast(number, u1_102="agree")
    assert registry.draw(hall.tx(), waiting, hall.now, FEATURES) is None


def test_a_unit_is_left(booth: Booth) -> None:
    """Somebody for one of whose units a co-owner has voted is still reminded of the other."""
    hall, number = booth.hall, booth.opened(NAMED)
    hall.opens_private_chat(cast.NEIGHBOUR)
    hall.do(builders.tied, cast.NEIGHBOUR, "2-203")
    hall.at(reminders.send_reminders, vote=booth.vote(number))
    (waiting,) = hall.told("vote.urge")
    booth.cast(number, u2_203="agree")
    assert registry.draw(hall.tx(), waiting, hall.now, FEATURES)


def test_who_blocked_the_bot_is_named_in_the_group(booth: Booth) -> None:
    """Somebody who cannot be reached after all is named in the group."""
    hall, number = booth.hall, booth.opened(NAMED)
    hall.opens_private_chat(*(cast.RESIDENT, cast.NEIGHBOUR, cast.HANDLER, cast.CAPTAIN, cast.STRANGER))
    hall.deliver()
    hall.at(reminders.send_reminders, vote=booth.vote(number))
    assert hall.told("vote.urge_group") == []
    hall.deliver(Refused(Why.GONE))
    assert not hall.member(cast.RESIDENT).reachable
    assert [each.chat for each in hall.told("vote.urge_group")] in ([], [cast.GROUP])
    late = OutboxMessage(
        id="x", chat=private(cast.RESIDENT), view="vote.urge", params=MessageParams(council=1, vote=9), due=hall.now
    )
    hall.do(registry.on_refused, late, Why.GONE, hall.now)


def test_an_officer_urges(booth: Booth) -> None:
    """An officer urges at most once an hour, and hears how many were reminded."""
    hall, number = booth.hall, booth.opened(NAMED)
    wishes = {"council": 1, "number": 1, "reply_to": back("u", private(cast.CLERK))}
    hall.opens_private_chat(cast.CLERK)
    hall.refuses(NotAllowed, reminders.remind_voters, **wishes, by=cast.RESIDENT)
    hall.at(reminders.remind_voters, **wishes, by=cast.CLERK)
    assert len(hall.told("vote.urged")) == 1
    hall.now += timedelta(minutes=30, seconds=1)
    assert hall.refuses(UrgedLately, reminders.remind_voters, **wishes, by=cast.CLERK).params == {"minutes": 30}
    hall.now += timedelta(minutes=30)
    booth.cast(number, **FOR)
    hall.at(reminders.remind_voters, **wishes, by=cast.CLERK)
    assert len(hall.told("vote.urged")) == 1
    assert booth.vote(number).urged == hall.now
    booth.closed()
    hall.refuses(VoteOver, reminders.remind_voters, **wishes, by=cast.CLERK)


def test_councillors_are_reminded(booth: Booth) -> None:
    """In a vote of the council's own people those of them are reminded who have not voted."""
    hall, number = booth.hall, booth.opened("council.default 记名 3天")
    hall.at(roles.appoint_member, by=cast.HEAD, whom=cast.RESIDENT, role=Role.MEMBER, reply_to=back("role"))
    assert len(hall.at(reminders.send_reminders, vote=hall.get(Vote, f"1/{number}")).known) == 3
    assert reminders.has_voted(hall.tx(), booth.vote(number), hall.member(cast.RESIDENT))
    assert not reminders.has_voted(hall.tx(), booth.vote(number), hall.member(cast.HEAD))

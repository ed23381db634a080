"""The formal vote: put together, opened with everything fixed, given up."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.councils.council import Account, Role
from bot.domain.councils.counter import Numbered
from bot.domain.matters.errors import NoMatter, WrongState
from bot.domain.matters.state import State
from bot.domain.rolls.roll import Roll, Source, Unit
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import NotAllowed, OldButton, PastDay, TooLong, TooShort
from bot.domain.shared.ids import AccountId, ChatId
from bot.domain.shared.outbox_message import SentMessage
from bot.domain.shared.platform_features import PlatformFeatures
from bot.domain.votes.ballot import Paper, Seal
from bot.domain.votes.errors import NobodyEntitled, NotACouncillor, NoVote, VoteGone, VoteOver
from bot.domain.votes.motion import MotionSource
from bot.domain.votes.tally import Choice
from bot.domain.votes.vote import Totals, Vote, VoteState, opening_digest
from bot.messages import registry
from bot.ports import Card
from bot.services.councils import members, roles
from bot.services.matters import resolutions, triage
from bot.services.meetings import sessions
from bot.services.votes import ballots, paper_ballots, queries, vote_drafts, votes
from bot.views.shared.platform_fit import choices_of
from tests import builders, cast
from tests.builders import back
from tests.cast import private
from tests.services.booth import Booth
from tests.services.hall import Hall

DAY = timedelta(days=1)
OWNERS = "cn.owners.ordinary"


@pytest.fixture
def drafted(hall: Hall) -> Hall:
    """A vote of the council's own people on an accepted matter is being put together by the head."""
    hall.stand(State.ACCEPTED)
    start(hall)
    hall.deliver()
    return hall


MOTION = "换3号楼门口的路灯，费用从公共收益里出"


def start(hall: Hall, text: str = "", by: Account = cast.HEAD, number: int = 1, motion: str = MOTION) -> None:
    said = f"{text}\n{motion}"
    hall.at(vote_drafts.start_draft, council=1, number=number, text=said, by=by, reply_to=back("vote"))


def choose(hall: Hall, arg: str, by: Account = cast.HEAD, number: int = 1) -> Any:
    return hall.tap(vote_drafts.choose_option, Intent("vote_set", 1, number, arg), by)


def ready(hall: Hall) -> None:
    for arg in ("rule=council.default", "mode=secret", "lasts=3d"):
        choose(hall, arg)


def open_(hall: Hall, by: Account = cast.HEAD, number: int = 1) -> str:
    return hall.tap(vote_drafts.open_vote, Intent("vote_open", 1, number), by).key


def vote(hall: Hall, number: int = 1) -> Vote:
    return hall.get(Vote, f"1/{number}")


# Put together


def test_nothing_is_fixed_yet(drafted: Hall) -> None:
    """A vote that is put together is kept apart from the matter, which may still change."""
    draft = vote(drafted)
    assert (draft.state, draft.rule, draft.secret, draft.scope) == (VoteState.DRAFT, None, None, None)
    assert drafted.matter().state is State.ACCEPTED
    assert drafted.get(SentMessage, f"{cast.GROUP}/{drafted.messages}").about == vote_drafts.draft_of(draft)
    assert [row.at for row in drafted.waits("forget_vote")] == [drafted.now + DAY]


def test_step_by_step(drafted: Hall) -> None:
    """Each button settles one thing; the council's own rule is for everybody."""
    ready(drafted)
    draft = vote(drafted)
    assert (draft.rule, draft.secret, draft.lasts, draft.scope) == ("council.default", True, 3 * DAY, "")
    choose(drafted, "mode=named")
    assert vote(drafted).secret is False
    shown = vote_drafts.read_draft(drafted.tx(), 1, 1, drafted.now)
    assert shown
    assert (shown.vote.entitled.heads, shown.roll) == (3, None)


@pytest.mark.parametrize(
    "arg", ["rule=cn.owners.ordinary", "rule=nonsense", "lasts=long", "scope=0", "scope=x", "page=x", "", "x=y"]
)
def test_a_button_that_is_none(drafted: Hall, arg: str) -> None:
    """What was never offered changes nothing."""
    drafted.refuses(
        OldButton, vote_drafts.choose_option, intent=Intent("vote_set", 1, 1, arg), by=cast.HEAD, reply_to=back()
    )
    assert vote(drafted).rule is None


def test_only_officers_put_it_together(drafted: Hall) -> None:
    """Residents neither begin nor change nor open nor cancel a vote."""
    for service in (
        vote_drafts.choose_option,
        vote_drafts.open_vote,
        vote_drafts.cancel_draft,
        vote_drafts.confirm_official,
    ):
        intent = Intent("x", 1, 1, "mode=secret")
        drafted.refuses(NotAllowed, service, intent=intent, by=cast.RESIDENT, reply_to=back())
    wishes: dict[str, Any] = {"council": 1, "reply_to": back()}
    drafted.refuses(NotAllowed, vote_drafts.start_draft, number=1, text="", by=cast.RESIDENT, **wishes)
    drafted.refuses(NotAllowed, vote_drafts.start_draft, number=1, text="正式", by=cast.CLERK, **wishes)
    drafted.refuses(NotAllowed, vote_drafts.set_end, vote=1, text="7d", by=cast.RESIDENT, **wishes)
    drafted.refuses(NotAllowed, vote_drafts.confirm_official, intent=Intent("x", 1, 1), by=cast.CLERK, reply_to=back())


def test_what_was_turned_down_is_not_voted_on(hall: Hall) -> None:
    """An officer who opens a vote on a new matter takes it up by that; one that was turned down stays so."""
    hall.propose()
    start(hall)
    hall.at(triage.reject_matter, council=1, number=1, by=hall.member(cast.HEAD), reason="已经有了")
    hall.refuses(WrongState, vote_drafts.start_draft, council=1, number=1, text="", by=cast.HEAD, reply_to=back())


def test_written_by_hand(drafted: Hall) -> None:
    """自己写 asks the officer until when, and leaves the draft as it is until they answer."""
    assert choose(drafted, "lasts=write").key == "asked_below"
    assert [each.params.ask for each in drafted.told("ask")] == ["vote_until"]
    assert vote(drafted).lasts is None


def test_buildings(hall: Hall) -> None:
    """With a roll the owners' rules can be chosen, and one of its buildings by its place."""
    Booth.of(hall)
    hall.stand(State.ACCEPTED)
    start(hall, OWNERS)
    assert vote(hall).scope is None
    choose(hall, "page=2")
    for wrong in ("scope=2", "scope=-1"):
        hall.refuses(
            OldButton, vote_drafts.choose_option, intent=Intent("x", 1, 1, wrong), by=cast.HEAD, reply_to=back()
        )
    choose(hall, "scope=1")
    assert vote(hall).scope == "2"
    choose(hall, "scope=all")
    assert vote(hall).scope == ""
    draft = vote_drafts.read_draft(hall.tx(), 1, 1, hall.now)
    assert draft
    assert draft.vote.entitled.units == 5


def test_forgotten(drafted: Hall) -> None:
    """After a day, or cancelled, nothing is left of it, and its buttons say so."""
    drafted.pass_time(DAY)
    assert drafted.gone(Vote, "1/1")
    assert drafted.told("vote.draft")
    assert vote_drafts.read_draft(drafted.tx(), 1, 1, drafted.now) is None
    drafted.refuses(VoteGone, vote_drafts.open_vote, intent=Intent("x", 1, 1), by=cast.HEAD, reply_to=back())
    assert queries.load_vote(drafted.tx(), 1, 1, drafted.now) is None
    start(drafted)
    drafted.tap(vote_drafts.cancel_draft, Intent("vote_cancel", 1, 2), cast.HEAD)
    assert drafted.gone(Vote, "1/2")
    assert drafted.waits("forget_vote") == []


# Opened


def test_everything_is_fixed(drafted: Hall) -> None:
    """Opening freezes question, rule, roll, window and mode, records their digest, and makes a secret vote's key."""
    ready(drafted)
    drafted.tap(vote_drafts.confirm_official, Intent("vote_official", 1, 1), cast.HEAD)
    assert open_(drafted) == "vote_opened"
    opened = vote(drafted)
    assert (opened.state, opened.official, opened.opens, opened.was) == (
        VoteState.OPEN,
        True,
        drafted.now,
        State.ACCEPTED,
    )
    assert opened.closes == drafted.now + 3 * DAY
    assert opened.entitled == Totals(units=3, heads=3)
    roll = drafted.get(Roll, f"1/{opened.roll}")
    assert opened.frozen == opening_digest(opened, roll.digest)
    line = drafted.last
    assert (line.what, line.matter, line.facts) == (
        "vote_open",
        1,
        {"vote": 1, "frozen": opened.frozen, "roll": roll.digest},
    )
    assert (opened.opened_head, opened.opened) == (line.hash, line)
    assert drafted.matter().state is State.VOTING
    assert not drafted.gone(Seal, "1/1")
    assert [row.at for row in drafted.waits("close_vote")] == [opened.closes]
    assert [row.at for row in drafted.waits("urge_vote")] == [drafted.now + 2 * DAY]
    assert drafted.waits("forget_vote") == []
    (card,) = drafted.told("vote.card")
    assert (card.in_place, card.chat) == (True, cast.GROUP)


def test_the_councils_own_people(drafted: Hall) -> None:
    """The roll of the council's people has their numbers and no names, and who comes later is not on it."""
    ready(drafted)
    open_(drafted)
    roll = drafted.get(Roll, f"1/{vote(drafted).roll}")
    assert (roll.source, roll.units) == (Source.COUNCIL, 3)
    units = drafted.every(Unit)
    assert {unit.unit for unit in units} == {
        str(drafted.member(each).person) for each in (cast.HEAD, cast.CLERK, cast.CAPTAIN)
    }
    assert all(not unit.owners for unit in units)
    assert drafted.council().roll == 0
    drafted.at(roles.appoint_member, by=cast.HEAD, whom=cast.RESIDENT, role=Role.MEMBER, reply_to=back())
    wishes: dict[str, Any] = {"council": 1, "number": 1, "choice": Choice.AGREE}
    drafted.refuses(NotACouncillor, ballots.cast_ballots, by=drafted.member(cast.RESIDENT), **wishes)


def test_one_of_two_wins(drafted: Hall) -> None:
    """Who presses second is told that it is open; a second draft on the matter opens no more."""
    start(drafted, "council.default 记名 3d", cast.CLERK)
    ready(drafted)
    assert open_(drafted) == "vote_opened"
    assert open_(drafted, cast.CLERK) == "vote_open_already"
    drafted.refuses(WrongState, vote_drafts.open_vote, intent=Intent("x", 1, 2), by=cast.CLERK, reply_to=back())
    drafted.refuses(
        VoteGone,
        vote_drafts.choose_option,
        intent=Intent("x", 1, 1, "mode=named"),
        by=cast.HEAD,
        reply_to=back(),
    )
    assert len([line for line in drafted.lines if line.what == "vote_open"]) == 1


def test_it_is_not_ready(drafted: Hall) -> None:
    """What is not settled yet cannot be opened, whatever a client sends."""
    choose(drafted, "rule=council.default")
    drafted.refuses(OldButton, vote_drafts.open_vote, intent=Intent("x", 1, 1), by=cast.HEAD, reply_to=back())
    assert vote(drafted).state is VoteState.DRAFT


def test_the_end_came_before_the_beginning(drafted: Hall) -> None:
    """A fixed end that has passed while the draft waited is refused."""
    ready(drafted)
    drafted.at(vote_drafts.set_end, council=1, vote=1, text="3月2日 22:00", by=cast.HEAD, reply_to=back())
    assert vote(drafted).closes == drafted.now + timedelta(hours=2)
    drafted.now += timedelta(hours=3)
    drafted.refuses(PastDay, vote_drafts.open_vote, intent=Intent("x", 1, 1), by=cast.HEAD, reply_to=back())


def test_opened_it_is_not_forgotten(drafted: Hall) -> None:
    """A day after it was put together an open vote is not forgotten, should anything still wait for that."""
    (row,) = drafted.waits("forget_vote")
    ready(drafted)
    open_(drafted)
    drafted.do(vote_drafts.drop_draft, row, drafted.now)
    assert vote(drafted).state is VoteState.OPEN


def test_a_fixed_end(drafted: Hall) -> None:
    """A vote until a day closes then; one of a day is not urged by itself."""
    ready(drafted)
    drafted.at(vote_drafts.set_end, council=1, vote=1, text="明天 20:00", by=cast.HEAD, reply_to=back())
    open_(drafted)
    assert vote(drafted).closes == drafted.now + DAY
    assert drafted.waits("urge_vote") == []


def test_the_words_changed_meanwhile(drafted: Hall) -> None:
    """A motion that was taken from the matter and is another there now is shown anew, and opens at the next press."""
    drafted.stand(State.AGENDA, text="大门口要装充电桩")
    note(drafted, "换一盏路灯")
    start(drafted, number=2, motion="换一盏路灯")
    for arg in ("rule=council.default", "mode=secret", "lasts=3d"):
        choose(drafted, arg, number=2)
    assert vote(drafted, 2).motion is MotionSource.OPINION
    note(drafted, "换两盏路灯")
    assert open_(drafted, number=2) == "vote_words_changed"
    assert vote(drafted, 2).question == "换两盏路灯"
    assert open_(drafted, number=2) == "vote_opened"
    written = vote(drafted)
    assert (written.question, written.motion) == (MOTION, MotionSource.WRITTEN)


def note(hall: Hall, text: str) -> None:
    hall.at(sessions.record_opinion, council=1, number=2, by=hall.member(cast.HEAD), text=text)


def test_a_complaint_is_no_motion(hall: Hall) -> None:
    """Without a motion it is asked for and nothing is drafted, and a stored draft without one does not open."""
    hall.stand(State.ACCEPTED)
    start(hall, "记名 3天", motion="")
    (question,) = hall.told("ask")
    assert (question.params.ask, question.params.known.so_far) == ("vote_motion", "记名 3天")
    assert hall.last_number(Numbered.VOTE) == 0
    hall.refuses(
        TooLong, vote_drafts.start_draft, council=1, number=1, text="\n" + "换" * 1001, by=cast.HEAD, reply_to=back()
    )
    start(hall, "council.default 记名 3天")
    hall.do(lambda tx: tx.put(replace(vote(hall), motion=None, question=hall.matter().text)))
    assert open_(hall) == "asked_below"
    hall.at(vote_drafts.set_motion, council=1, vote=1, text=MOTION, by=cast.HEAD, reply_to=back())
    assert open_(hall) == "vote_opened"
    assert vote(hall).question == MOTION


def test_the_roll_changed_meanwhile(hall: Hall) -> None:
    """A roll that was replaced is looked at anew; the old one, which nobody votes by, is dropped."""
    Booth.of(hall)
    hall.stand(State.ACCEPTED)
    start(hall, f"{OWNERS} 记名 3d 全体")
    hall.do(builders.roll, {"1-101": "10"})
    assert open_(hall) == "vote_roll_changed"
    assert (vote(hall).roll, vote(hall).scope) == (2, None)
    assert hall.gone(Roll, "1/1")
    choose(hall, "scope=all")
    assert open_(hall) == "vote_opened"
    assert vote(hall).entitled.area == "10"


def test_a_roll_without_anybody(hall: Hall) -> None:
    """A vote in which nobody could vote is not opened."""
    Booth.of(hall)
    hall.stand(State.ACCEPTED)
    start(hall, f"{OWNERS} 记名 3d")
    hall.do(lambda tx: tx.put(replace(vote(hall), scope="9")))
    hall.refuses(NobodyEntitled, vote_drafts.open_vote, intent=Intent("x", 1, 1), by=cast.HEAD, reply_to=back())
    hall.do(lambda tx: tx.drop(Roll, "1/1"))
    hall.refuses(NobodyEntitled, vote_drafts.open_vote, intent=Intent("x", 1, 1), by=cast.HEAD, reply_to=back())


# Given up


def test_given_up(hall: Hall) -> None:
    """Given up with a reason, nothing is counted, the key and waiting papers are destroyed, the matter goes back."""
    booth = Booth.of(hall)
    number = booth.opened(f"{OWNERS} 不记名 3d 全体")
    hall.opens_private_chat(cast.HEAD)
    paper = {"council": 1, "number": 1, "unit": "1-101", "choice": Choice.AGAINST}
    hall.at(
        paper_ballots.enter_paper, **paper, by=cast.CLERK, reply_to=back("p", ChatId(str(hall.do(_door, cast.CLERK))))
    )
    intent = Intent("vote_void", 1, number)
    hall.refuses(NotAllowed, votes.ask_why_void, intent=intent, by=cast.CLERK, reply_to=back())
    assert hall.tap(votes.ask_why_void, intent, cast.HEAD).key == "asked_below"
    by = hall.member(cast.HEAD)
    hall.refuses(TooShort, votes.void_vote, council=1, number=number, by=by, text="")
    hall.at(votes.void_vote, council=1, number=number, by=by, text="公示不满")
    assert (vote(hall).state, vote(hall).reason) == (VoteState.VOID, "公示不满")
    hall.at(votes.ask_result, council=1, number=1, by=cast.RESIDENT, reply_to=back("r"))
    assert len(hall.told("vote.status")) == 1
    assert hall.matter().state is State.ACCEPTED
    assert hall.last.what == "vote_void"
    assert hall.gone(Seal, "1/1")
    assert hall.every(Paper) == []
    assert hall.waits("close_vote") == []
    for late in (votes.ask_why_void,):
        hall.refuses(VoteOver, late, intent=intent, by=cast.HEAD, reply_to=back())
    hall.refuses(VoteOver, votes.void_vote, council=1, number=number, by=by, text="再来一次")


def _door(tx: Any, account: Account) -> AccountId:
    members.register_member(tx, 1, account)
    members.record_private_chat(tx, account.id, private(account))
    return account.id


def test_back_on_the_agenda(drafted: Hall) -> None:
    """A matter that stood on the agenda stands there again when nothing was decided."""
    drafted.do(lambda tx: tx.put(replace(drafted.matter(), state=State.AGENDA)))
    ready(drafted)
    open_(drafted)
    drafted.pass_time(3 * DAY)
    assert drafted.matter().state is State.AGENDA


def test_the_newest_is_meant(drafted: Hall) -> None:
    """A number means the newest vote on a matter that was opened."""
    drafted.refuses(NoVote, votes.ask_result, council=1, number=1, by=cast.HEAD, reply_to=back())
    ready(drafted)
    open_(drafted)
    drafted.pass_time(3 * DAY)
    start(drafted)
    assert queries.newest_vote(drafted.tx(), 1, 1).number == 1
    drafted.refuses(NoMatter, votes.ask_result, council=1, number=9, by=cast.HEAD, reply_to=back())
    drafted.at(votes.ask_result, council=1, number=1, by=cast.HEAD, reply_to=back("r"))
    drafted.at(votes.ask_result, council=1, number=1, by=cast.RESIDENT, reply_to=back("r2"))
    assert drafted.told("vote.proof")
    assert drafted.told("vote.announcement")


def test_a_resolution_is_not_overtaken(drafted: Hall) -> None:
    """While it is voted on nobody records a resolution."""
    ready(drafted)
    open_(drafted)
    by = drafted.member(cast.HEAD)
    drafted.refuses(WrongState, resolutions.resolve_matter, council=1, number=1, by=by, text="换灯")


def test_where_others_would_see_what_is_chosen(hall: Hall) -> None:
    """On a platform without private presses the group's card offers no choice: it says where to vote, in private."""
    booth = Booth.of(hall)
    number = booth.opened()
    platform = PlatformFeatures(private_presses=False)
    (card,) = (hall.do(registry.draw, each, hall.now, platform) for each in hall.told("vote.card", cast.GROUP))
    assert isinstance(card, Card)
    matter = booth.vote(number).matter
    assert f"/result {matter}" in card.text
    assert "cast" not in {intent.act for intent in choices_of(card)}
    chat = private(cast.NEIGHBOUR)
    hall.at(votes.ask_result, council=1, number=matter, by=cast.NEIGHBOUR, reply_to=back("r", chat))
    (status,) = (hall.do(registry.draw, each, hall.now, platform) for each in hall.told("vote.status", chat))
    assert isinstance(status, Card)
    assert [intent.arg for intent in choices_of(status) if intent.act == "cast"] == list(Choice)

"""Any order of casting, changing, papers, restarts and the close, against a plain model, on both stores."""

import asyncio
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.domain.councils.council import Account
from bot.domain.matters.state import State
from bot.domain.shared.audit_log import ChainHead, broken_entries
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import CouncilError
from bot.domain.votes.ballot import Ballot, Paper, Seal
from bot.domain.votes.errors import HasVoted, NotOnRoll, PaperGone, VotedOnPaper, VoteOver
from bot.domain.votes.rules import Measure, get_rule
from bot.domain.votes.tally import Choice, judge, measure_ballots
from bot.domain.votes.vote import Vote, VoteState
from bot.jobs.runner import run_due_jobs
from bot.ports import Store
from bot.schema import TABLES
from bot.services.councils import members
from bot.services.reactions import perform
from bot.services.scheduled_jobs import JOBS
from bot.services.votes import ballots, paper_ballots, vote_drafts
from bot.services.votes.closing import Counted
from storage.memory import MemoryStore
from storage.tinydb.store import TinyStore
from tests import builders, cast
from tests.builders import NOW, back
from tests.cast import private
from tests.effort import examples

AREAS = {"1-101": "100", "1-102": "80.5", "2-201": "120.25", "2-202": "90", "3-301": "60"}
HEADS = {"1-101": 1, "1-102": 1, "2-201": 2, "2-202": 3, "3-301": 4}
OWNED = {
    cast.RESIDENT: ("1-101", "1-102"),
    cast.NEIGHBOUR: ("1-102",),
    cast.STRANGER: ("2-201",),
    cast.HANDLER: ("2-202",),
    cast.CAPTAIN: (),
}
PEOPLE = st.sampled_from(sorted(OWNED, key=lambda account: account.id))
CHOICES = st.sampled_from(Choice)
LASTS = timedelta(days=3)


class VoteAgainstModel(RuleBasedStateMachine):
    """One vote of five units in two stores, beside a dictionary of what each unit said last."""

    @initialize(secret=st.booleans())
    def begin(self, *, secret: bool) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.secret = secret
        self.now = NOW
        self.said: dict[str, Choice] = {}
        self.paper: set[str] = set()
        self.waiting: dict[str, Choice] = {}
        self.receipts: dict[str, str] = {}
        self.stores: list[Store] = [MemoryStore(), self.open()]
        self.both(builders.council)
        self.both(builders.roll, AREAS, heads=HEADS)
        for account, units in OWNED.items():
            self.both(builders.tied, account, *units)
        self.both(builders.matter, state=State.ACCEPTED)
        wish = f"cn.owners.ordinary {'不记名' if secret else '记名'} 3天 全体 正式"
        self.both(
            vote_drafts.start_draft, council=1, number=1, text=f"{wish}\n换路灯", by=cast.HEAD, now=NOW, reply_to=back()
        )
        self.both(vote_drafts.open_vote, intent=Intent("vote_open", 1, 1), by=cast.HEAD, now=NOW, reply_to=back())
        for account in (cast.HEAD, cast.CLERK):
            self.both(lambda tx, account: members.record_private_chat(tx, account.id, private(account)), account)

    def open(self) -> TinyStore:
        return TinyStore.open(Path(self.folder.name), TABLES, journal_limit=20_000)

    def both(self, act: Callable[..., Any], *args: Any, **wishes: Any) -> list[Any]:
        return [asyncio.run(store.run(perform, act, *args, **wishes)) for store in self.stores]

    def refuses(self, refusals: tuple[type[CouncilError], ...], act: Callable[..., Any], **wishes: Any) -> bool:
        """Do it in both stores; give whether both refused it."""
        refused = []
        for store in self.stores:
            try:
                asyncio.run(store.run(perform, act, **wishes))
                refused.append(False)
            except refusals:
                refused.append(True)
        assert refused[0] == refused[1]
        return refused[0]

    @property
    def over(self) -> bool:
        return self.now >= NOW + LASTS

    @rule(by=PEOPLE, choice=CHOICES)
    def press(self, by: Account, choice: Choice) -> None:
        """Somebody presses a button: all their units but those on paper say so from now on."""
        mine = [unit for unit in OWNED[by] if unit not in self.paper]
        wishes = {"intent": Intent("cast", 1, 1, choice.value), "by": by, "now": self.now, "reply_to": back()}
        refused = self.refuses((VoteOver, NotOnRoll, VotedOnPaper), ballots.press_choice, **wishes)
        assert refused == (self.over or not mine)
        if not refused:
            self.said.update(dict.fromkeys(mine, choice))
            for unit in mine:
                self.waiting.pop(unit, None)

    @rule(unit=st.sampled_from(sorted(AREAS)), choice=CHOICES)
    def enter(self, unit: str, choice: Choice) -> None:
        """The clerk enters a paper ballot: it waits, in the place of an earlier entry."""
        self.now += timedelta(seconds=1)
        paper = {"council": 1, "number": 1, "unit": unit, "choice": choice, "by": cast.CLERK, "now": self.now}
        where = back("paper", private(cast.CLERK))
        refused = self.refuses((VoteOver, HasVoted), paper_ballots.enter_paper, **paper, reply_to=where)
        assert refused == (self.over or unit in self.said)
        if not refused:
            self.waiting[unit] = choice

    @rule(unit=st.sampled_from(sorted(AREAS)))
    def witness(self, unit: str) -> None:
        """The head witnesses what waits for a unit."""
        found = self.both(lambda tx: tx.get(Paper, f"1/1/{unit}"))
        ticket = found[0].ticket if found[0] else "none"
        intent = Intent("witness", 1, 1, ticket)
        wishes = {"intent": intent, "by": cast.HEAD, "now": self.now, "reply_to": back("w", private(cast.HEAD))}
        refused = self.refuses((VoteOver, PaperGone), paper_ballots.witness_paper, **wishes)
        assert refused == (self.over or unit not in self.waiting)
        if not refused:
            self.said[unit] = self.waiting.pop(unit)
            self.paper.add(unit)

    @rule(hours=st.sampled_from([1, 20, 48, 80]))
    def pass_time(self, hours: int) -> None:
        """Time goes on; whatever comes due is done."""
        self.now += timedelta(hours=hours)
        for store in self.stores:
            asyncio.run(run_due_jobs(store, JOBS, self.now))
        if self.over:
            self.waiting.clear()

    @rule()
    def restart(self) -> None:
        """The bot on the disk stops and starts anew."""
        asyncio.run(self.stores[1].close())
        self.stores[1] = self.open()

    @precondition(lambda self: hasattr(self, "stores"))
    @invariant()
    def holds(self) -> None:
        """Both stores keep the turnout, the waiting papers and, at the end, the count of the model."""
        for store, vote in zip(self.stores, self.both(lambda tx: tx.get(Vote, "1/1")), strict=True):
            assert vote.turnout.units == len(self.said)
            assert vote.turnout.heads == len({HEADS[unit] for unit in self.said})
            kept = asyncio.run(store.run(lambda tx: tx.find(Ballot, "vote", 1, 1)))
            assert {each.unit: each.paper for each in kept} == {unit: unit in self.paper for unit in self.said}
            assert all((each.choice is None) == self.secret for each in kept)
            assert {each.unit for each in asyncio.run(store.run(lambda tx: tx.find(Paper, "vote", 1, 1)))} == set(
                self.waiting
            )
            heads = [head for head in [asyncio.run(store.run(lambda tx: tx.get(ChainHead, "1")))] if head]
            assert list(broken_entries(store.record(), heads)) == []
            seal = asyncio.run(store.run(lambda tx: tx.secrets.get(Seal, "1/1")))
            assert (seal is not None) == (self.secret and vote.state is VoteState.OPEN)
            if vote.state is VoteState.CLOSED:
                self.counted(vote)

    def counted(self, vote: Vote) -> None:
        """The kept result is the one of the model."""
        units = [Counted(unit, HEADS[unit], area, "0") for unit, area in AREAS.items()]
        measures = measure_ballots(units, self.said)
        expected = judge(get_rule("cn.owners.ordinary", NOW.date()), measures)
        assert vote.result
        assert vote.result.outcome == expected.outcome
        assert vote.result.heads["agree"] == measures[Measure.HEADS].agree
        assert vote.result.units == {choice: list(self.said.values()).count(choice) for choice in Choice}

    def teardown(self) -> None:
        if hasattr(self, "stores"):
            asyncio.run(self.stores[1].close())
            self.folder.cleanup()


TestVoteAgainstModel = VoteAgainstModel.TestCase
TestVoteAgainstModel.settings = settings(max_examples=examples(25), stateful_step_count=15, deadline=None)

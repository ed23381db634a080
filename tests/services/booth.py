"""A polling booth for tests: a roll of households, votes that are opened, cast in and closed, and what proves them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta

from bot.domain.councils.council import Account
from bot.domain.councils.counter import Numbered
from bot.domain.matters.state import State
from bot.domain.shared.button_intent import Intent
from bot.domain.votes.ballot import Paper
from bot.domain.votes.proof import Flaw
from bot.domain.votes.tally import Choice
from bot.domain.votes.vote import Vote
from bot.services.votes import ballots, paper_ballots, proofs, vote_drafts
from tests import builders, cast
from tests.builders import back
from tests.cast import private
from tests.services.hall import Hall

AREAS = {"1-101": "100", "1-102": "80.5", "2-201": "120", "2-202": "90.25", "2-203": "60"}
VOTERS = {
    "1-101": cast.RESIDENT,
    "1-102": cast.NEIGHBOUR,
    "2-201": cast.HANDLER,
    "2-202": cast.CAPTAIN,
    "2-203": cast.STRANGER,
}
DAY = timedelta(days=1)


@dataclass
class Booth:
    """One hall, one roll."""

    hall: Hall

    @classmethod
    def of(cls, hall: Hall, areas: Mapping[str, str] = AREAS) -> "Booth":
        """Make a roll in which each of the voters has one unit, but the first two are one head."""
        heads = dict.fromkeys(("1-101", "1-102"), 1) | {"2-201": 2, "2-202": 3, "2-203": 4}
        hall.do(builders.roll, areas, heads=heads)
        for unit, account in VOTERS.items():
            hall.do(builders.tied, account, unit)
        return cls(hall)

    def opened(self, wish: str = "cn.owners.ordinary 记名 3天 全体", text: str = "") -> int:
        """Open a vote on a new matter; give the vote's number."""
        text = text or ("换3号楼门口的路灯", "给2号楼加装电梯", "大门口装充电桩")[self.hall.last_number(Numbered.VOTE)]
        matter = self.hall.stand(State.ACCEPTED, text=text)
        where = back("vote", cast.GROUP)
        self.hall.at(
            vote_drafts.start_draft,
            council=1,
            number=matter.number,
            text=f"{wish}\n{text}",
            by=cast.HEAD,
            reply_to=where,
        )
        number = self.hall.last_number(Numbered.VOTE)
        self.hall.tap(vote_drafts.open_vote, Intent("vote_open", 1, number), cast.HEAD)
        return number

    def cast(self, number: int, **choices: str) -> None:
        """Let units vote, each by its account; unit 1-101 is called u1_101."""
        for name, choice in choices.items():
            unit = name.removeprefix("u").replace("_", "-")
            self.cast_by(number, VOTERS[unit], choice)

    def cast_by(self, number: int, account: Account, choice: str) -> None:
        """Let somebody vote."""
        self.hall.at(ballots.cast_ballots, council=1, number=number, by=self.hall.by(account), choice=Choice(choice))

    def paper(self, number: int, unit: str, choice: str) -> None:
        """Enter a paper ballot, and have it witnessed."""
        self.hall.opens_private_chat(cast.HEAD, cast.CLERK)
        wishes = {"number": self.vote(number).matter, "unit": unit, "choice": Choice(choice), "by": cast.CLERK}
        self.hall.at(paper_ballots.enter_paper, council=1, reply_to=back("paper", private(cast.CLERK)), **wishes)
        waiting = self.hall.get(Paper, f"1/{number}/{unit}")
        intent = Intent("witness", 1, number, waiting.ticket)
        self.hall.tap(paper_ballots.witness_paper, intent, cast.HEAD, chat=cast.HEAD.id)

    def closed(self) -> None:
        """Let the time of every vote pass."""
        self.hall.pass_time(4 * DAY)

    def vote(self, number: int) -> Vote:
        """Give a vote."""
        return self.hall.get(Vote, f"1/{number}")

    def export(self, number: int) -> bytes:
        """Give the file of a closed vote."""
        return proofs.export_proof(self.hall.tx(), self.vote(number))

    def chain(self) -> proofs.Chain:
        """Give what the record says."""
        chain = proofs.Chain()
        for line in self.hall.lines:
            chain.hear(asdict(line), line.hash)
        return chain

    def broken(self) -> list[tuple[tuple[int, int], Flaw]]:
        """Hold every vote against the record."""
        return list(proofs.broken_votes(self.hall.tx(), self.chain()))

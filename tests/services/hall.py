"""A council hall for tests: a store, and hands to do things in it, see what is told, and let time pass."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest

from bot.domain.councils.council import Account, Council, Member
from bot.domain.councils.counter import Numbered
from bot.domain.matters.matter import Matter
from bot.domain.matters.state import State
from bot.domain.shared.audit_log import AuditEntry, ChainHead, broken_entries
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import CouncilError
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.job import Job
from bot.domain.shared.outbox_message import EDIT_GAP, OutboxMessage, SendQueue
from bot.jobs.runner import run_due_jobs
from bot.messages import delivery, registry
from bot.ports import Closed, Document, Outcome, Sent, StopPoll, Tx
from bot.services.councils import councils, members
from bot.services.matters import proposals
from bot.services.reactions import perform
from bot.services.scheduled_jobs import JOBS
from handlers.telegram.features import FEATURES
from storage.memory import MemoryStore
from storage.tinydb.transaction import Transaction
from tests import builders
from tests import cast as people_of
from tests.builders import NOW, back
from tests.stores import copied

OTHER_HEAD = Account(AccountId("201"), "刘主任", "liuzhuren")

Value = TypeVar("Value")
Kind = TypeVar("Kind", bound=Document)


@dataclass
class Hall:
    """Acts run one by one, each in a transaction of its own, as the stores do it."""

    store: MemoryStore = field(default_factory=MemoryStore)
    now: datetime = NOW
    messages: int = 1000
    sent_at: datetime = NOW

    def copy(self) -> "Hall":
        """Return a hall of its own in which the same was done."""
        return replace(self, store=copied(self.store))

    def do(self, act: Callable[..., Value], /, *args: Any, **wishes: Any) -> Value:
        """Keep what the act does, and what follows from it, and give its value; when it refuses, nothing is kept."""
        tx = Transaction(self.store.contents)
        value = perform(tx, act, *args, **wishes)
        self.store.keep(tx.changes, tx.lines, tx.overlays)
        return value

    def at(self, act: Callable[..., Value], /, **wishes: Any) -> Value:
        """Do an act that wants to know the time."""
        return self.do(act, now=self.now, **wishes)

    def refuses(self, refusal: type[CouncilError], act: Callable[..., Any], /, **wishes: Any) -> CouncilError:
        """See that an act is refused, and give the refusal."""
        with pytest.raises(refusal) as refused:
            self.at(act, **wishes)
        return refused.value

    # Looking

    def tx(self) -> Tx:
        """A transaction to read from."""
        return Transaction(self.store.contents)

    def get(self, kind: type[Kind], key: str) -> Kind:
        """Give a document that must be there."""
        found = self._find(kind, key)
        assert found is not None, f"no {kind.__name__} {key}"
        return found

    def _find(self, kind: type[Kind], key: str) -> Kind | None:
        tx = self.tx()
        return tx.secrets.get(kind, key) if kind in self.store.contents.secrets else tx.get(kind, key)

    def gone(self, kind: type[Document], key: str) -> bool:
        """Whether nothing is kept under this key."""
        return self._find(kind, key) is None

    def every(self, kind: type[Kind]) -> list[Kind]:
        """Give every document of a kind."""
        contents = self.store.contents
        (name,) = (name for name, known in contents.kinds.items() if known is kind)
        return [self.get(kind, key) for key in contents.documents[name]]

    def last_number(self, of: Numbered, council: int = 1) -> int:
        """Return the last number that a council gave to one kind of thing."""
        return self.tx().last_number(council, of)

    def matter(self, number: int = 1, council: int = 1) -> Matter:
        """Give a matter."""
        return self.get(Matter, f"{council}/{number}")

    def member(self, account: Account, council: int = 1) -> Member:
        """Give somebody as the council knows them."""
        found = members.find_member(self.tx(), council, account.id)
        assert found is not None, f"{account} is unknown"
        return found

    def council(self, number: int = 1) -> Council:
        """Give a council."""
        return self.get(Council, str(number))

    def told(self, view: str, chat: ChatId | None = None) -> list[OutboxMessage]:
        """Give what waits to be told by this view."""
        return [each for each in self.every(OutboxMessage) if each.view == view and chat in {None, each.chat}]

    def notices(self, chat: ChatId | None = None) -> list[str]:
        """Give the keys of the short sentences that wait to be told."""
        return [each.params.reply.key for each in self.told("notice", chat) if each.params.reply]

    def news(self) -> list[str]:
        """Give which steps of matters wait to be told to their groups."""
        return [
            entry.what
            for each in self.told("matter.news")
            for entry in self.matter(each.params.matter, each.params.council).timeline[
                each.params.entry : (each.params.last_entry or each.params.entry) + 1
            ]
        ]

    def waits(self, act: str) -> list[Job]:
        """Give what waits for its time."""
        return sorted((each for each in self.every(Job) if each.act == act), key=lambda row: row.at)

    @property
    def lines(self) -> list[AuditEntry]:
        """The record."""
        return list(self.store.record())

    @property
    def last(self) -> AuditEntry:
        """The newest line of the record."""
        return self.lines[-1]

    def verify(self) -> list[str]:
        """Walk the record; nothing means that it holds."""
        return list(broken_entries(self.store.record(), self.every(ChainHead)))

    def traces(self, *words: str) -> list[str]:
        """Name every kept document, and every line of the record, in which one of the words stands."""
        kept = [
            f"{table} {key} {body.decode()}"
            for table, documents in self.store.contents.documents.items()
            for key, body in documents.items()
        ]
        kept += [repr(line) for line in self.lines]
        return [document for document in kept if any(word in document for word in words)]

    def state(self) -> dict[str, dict[str, bytes]]:
        """Give a copy of everything that is kept."""
        return {table: dict(documents) for table, documents in self.store.contents.documents.items()}

    # Doing

    def by(self, account: Account, council: int = 1) -> Member:
        """Give somebody who is seen in the council's group now."""
        return self.do(members.register_member, council, account)

    def found(self, chat: ChatId, by: Account, name: str = "幸福里小区", **wishes: Any) -> int:
        """Make a group a council; give its number."""
        wishes = {"admin": True, "hears_all": True, "defaults": builders.DEFAULTS, **wishes}
        number: int = self.at(councils.set_up, name=name, by=by, reply_to=back("setup", chat), **wishes)
        return number

    def propose(
        self, text: str = "3号楼门口的路灯坏了三天", by: Account = people_of.RESIDENT, **changes: Any
    ) -> Matter:
        """Bring up a matter."""
        matter: Matter = self.do(builders.matter, text, by=by, now=self.now, **changes)
        return matter

    def stand(self, state: State, **changes: Any) -> Matter:
        """Bring up a matter and put it where it shall stand."""
        return self.propose(state=state, **changes)

    def support(self, number: int, *accounts: Account) -> None:
        """Stand behind a matter."""
        for account in accounts:
            self.at(proposals.support_matter, council=1, number=number, by=self.by(account))

    def opens_private_chat(self, *accounts: Account) -> None:
        """Let the bot write to them."""
        for account in accounts:
            self.by(account)
            self.do(members.record_private_chat, account.id, people_of.private(account))

    def tap(self, act: Callable[..., Value], intent: Intent, by: Account, /, **where: Any) -> Value:
        """Press a button."""
        chat = where.pop("chat", people_of.GROUP)
        where.setdefault("reply_to", back(f"tap{self.messages}", chat, where.pop("message", 500)))
        return self.at(act, intent=intent, by=by, **where)

    # Time

    def pass_time(self, until: datetime | timedelta) -> int:
        """Do everything that comes due until then; give how many things that were."""
        self.now = until if isinstance(until, datetime) else self.now + until
        return asyncio.run(run_due_jobs(self.store, JOBS, self.now))

    def deliver(self, outcome: Outcome | Closed | None = None) -> list[OutboxMessage]:
        """Send everything that waits, as the outbox does it, and give what was sent.

        Without an `outcome` each message arrives and gets a number of its own; a poll gets a name of its own.
        """
        # Two edits of one message are some seconds apart: each delivery is later than the one before.
        self.sent_at = max(self.now, self.sent_at) + EDIT_GAP
        sent = []
        for queue in self.every(SendQueue):
            while job := self.do(delivery.claim, registry, queue.chat, self.sent_at, FEATURES):
                self.messages += 1
                came = outcome or Sent(
                    MessageId(str(self.messages)), poll=f"native{self.messages}" if job.message.view == "poll" else None
                )
                if isinstance(job.card, StopPoll) and outcome is None:
                    came = Closed((2, 1, 0), 3)
                self.do(
                    delivery.complete,
                    registry,
                    job,
                    came,
                    self.sent_at,
                    rest=timedelta(),
                    counts=True,
                    platform=FEATURES,
                )
                sent.append(job.message)
        assert outcome or not any(each.tries for each in self.every(OutboxMessage)), "something could not be drawn"
        return sent

"""Drafts that wait for the yes of the person who sent them: one of a kind in a council, deleted when none comes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from bot.domain.shared.ids import AccountId
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.question import ANSWER_PATIENCE
from bot.ports import Document, Tx
from bot.services.shared import jobs


class HeldDraft(Document, Protocol):
    """A draft of an account in a council; its table has an index by account."""

    @property
    def council(self) -> int:
        """The council's number."""

    @property
    def account(self) -> AccountId:
        """The account that sent it."""


H = TypeVar("H", bound=HeldDraft)


@dataclass(frozen=True)
class HeldDrafts(Generic[H]):
    """The drafts of one kind. `act` is the job that deletes one in the end, `subject` what its job is about."""

    kind: type[H]
    subject: str
    act: str

    def hold(self, tx: Tx, draft: H, *, now: datetime) -> H:
        """Keep a draft until it is confirmed, in place of an earlier one of the same person in the council."""
        for older in tx.find(self.kind, "account", draft.account):
            if older.council == draft.council:
                self.drop(tx, older, now)
        tx.put(draft)
        params = JobParams(draft=draft.key)
        jobs.schedule(tx, self.act, self._subject(draft), now + ANSWER_PATIENCE, params=params)
        return draft

    def drop(self, tx: Tx, draft: H, now: datetime) -> None:  # noqa: ARG002  # as everything that is erased
        """Delete a draft that waits."""
        tx.drop(self.kind, draft.key)
        jobs.cancel(tx, self._subject(draft))

    def forget(self, tx: Tx, row: Job, now: datetime) -> None:  # noqa: ARG002  # every act is given the time
        """Delete a draft that nobody confirmed."""
        tx.drop(self.kind, row.params.draft)

    def _subject(self, draft: H) -> str:
        return f"{self.subject}/{draft.key}"

"""One thing that somebody asks in words: what was said, the words after the command, and where the answer goes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from bot.conversation.desk import BotContext
from bot.domain import errors
from bot.domain.councils.council import Account, Member, check_allowed
from bot.domain.errors import CouncilError
from bot.domain.matters.matter_numbers import format_numbers, read_numbers
from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.outbox_message import Params
from bot.domain.shared.question import Dialog, Draft
from bot.ports import Tx
from bot.services.councils import members
from bot.services.shared import dispatch, questions, unkept
from bot.services.shared.dispatch import UseCase
from bot.services.shared.enqueue import ReplyTo, reply
from handlers.telegram.update_queue import Incoming


@dataclass(frozen=True)
class CommandContext:
    """`council` is set when it is known already, by a button or an earlier question.

    `answering` is what waited for these words, a question or a draft: it is closed with what they bring about.
    """

    desk: BotContext
    incoming: Incoming
    said: IncomingMessage
    args: str = ""
    council: int | None = None
    answering: Dialog | Draft | None = None

    @property
    def now(self) -> datetime:
        """The time of this update (UTC)."""
        return self.incoming.now

    @property
    def by(self) -> Account:
        """Who asks."""
        return self.said.by

    @cached_property
    def back(self) -> ReplyTo:
        """Where the answer goes: to the message that asks."""
        return ReplyTo(f"re/{self.incoming.update.update_id}", self.said.chat, self.said.message or None)

    async def where(self) -> int:
        """Return the council's number; raises NoCouncil, SeveralCouncils."""
        if self.council:
            return self.council
        return await self.incoming.read(members.council_number_for, self.said.chat, self.by.id)

    def with_captured(self) -> "CommandContext":
        """Return the call as one that takes up the message it answers: what of that cannot be kept is said, too."""
        answered = self.said.answers
        unkept_ = self.said.unkept or (answered.unkept if answered and not answered.ours else "")
        return replace(self, said=replace(self.said, unkept=unkept_))

    async def do(self, use_case: UseCase, **wishes: Any) -> None:
        """Do a use case that answers with a notice, as this person, in this council."""
        await self.keep(dispatch.run_command, use_case=use_case, council=self.council, **wishes)

    async def keep(self, act: Callable[..., Any], /, **wishes: Any) -> Any:
        """Run an act that wants to know who asks, when, and where the answer goes."""
        return await self.closing(act, **wishes, by=self.by, now=self.now, back=self.back)

    async def keep_here(self, act: Callable[..., Any], /, **wishes: Any) -> Any:
        """Run an act in this council, found in the same transaction; raises NoCouncil, SeveralCouncils."""
        return await self.keep(dispatch.in_council, act=act, council=self.council, **wishes)

    async def closing(self, act: Callable[..., Any], /, *args: Any, **wishes: Any) -> Any:
        """Run an act, close what waited for these words, and say what came along and cannot be kept."""
        said, back, now = self.said, self.back, self.now
        return await self.incoming.keep(
            unkept.mention_unkept_after,
            said,
            back,
            now,
            questions.close_question_after,
            self.answering,
            act,
            *args,
            **wishes,
        )

    async def keep_nothing(self) -> None:
        """Keep only that this was heard."""
        await self.closing(lambda _: None)

    async def show(self, view: str, *, remember: bool = False, **params: str | int | bool) -> None:
        """Answer with a view."""
        await self.closing(reply, self.back, view, params, now=self.now, remember=remember)

    async def show_here(self, view: str, *, remember: bool = False, **params: str | int | bool) -> None:
        """Answer with a view of this council; raises NoCouncil, SeveralCouncils."""
        await self.keep_here(_show, view=view, params=params, remember=remember)

    async def ask(self, name: str, *, wrong: CouncilError | None = None, **params: str | int | bool) -> None:
        """Ask for what is missing; `wrong` says what was wrong with the words that came."""
        error: Params | None = {"error": wrong.key, **wrong.params} if wrong else None
        council, pictures = await self.where(), self.said.attachments
        await self.keep(
            questions.ask_question, name=name, council=council, params=params, error=error, attachments=pictures
        )

    async def ask_number(self, then: str) -> None:
        """Ask which matter the command `then` is about; what was typed is kept for it."""
        await self.ask("number", then=then, so_far=self.args)

    async def confirm(self, name: str, doubt: CouncilError, **params: str | int | bool) -> None:
        """Ask whether the words are meant as `doubt` reads them; a yes answers the question `name` so."""
        await self.ask(doubt.key, wrong=None, **{**params, **doubt.params, "asked": name})

    async def check(self, act: str) -> None:
        """Raise NotAllowed when this person may never do it: before they are asked for words in vain."""
        council = await self.where()
        member = await self.incoming.read(members.find_member, council, self.by.id)
        check_allowed(act, member or Member(council=council, person=0))

    def number(self, *, bare: bool = False) -> tuple[int, str] | None:
        """Return the one matter's number that the words begin with, and the rest; None when there is none.

        `bare`: a number after a mere space is one more. Raises OneAtATime when there are several.
        """
        found = read_numbers(self.args, bare=bare)
        if found is None:
            return None
        if len(set(found.numbers)) > 1:
            raise errors.OneAtATime(listed=format_numbers(found.numbers))
        return found.numbers[0], found.words


def _show(
    tx: Tx,
    *,
    council: int,
    by: Account,  # noqa: ARG001  # `keep` names who asks; anybody may see it
    back: ReplyTo,
    now: datetime,
    view: str,
    params: Params,
    remember: bool,
) -> None:
    """Answer with a view of a council."""
    reply(tx, back, view, {"council": council, **params}, now=now, remember=remember)

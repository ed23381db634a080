"""The context of a command or button: the bot, the incoming update, the caller, the target of the reply."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, partial
from typing import Concatenate

from bot.conversation.albums import Albums
from bot.conversation.double_taps import DoubleTaps
from bot.conversation.incoming import Incoming
from bot.conversation.platform import Background, Platform
from bot.conversation.private_replies import Asker
from bot.conversation.rate_limit import HourlyLimit, TokenBuckets
from bot.documents.file_reader import FileReader
from bot.domain.councils.council import Account, Defaults, Member
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.matters.acts import Act
from bot.domain.matters.matter_numbers import format_numbers, read_numbers
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import CouncilError, GroupOnly, OneAtATime, PrivateOnly
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.incoming_message import Attachment, IncomingMessage
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.question import Dialog, Draft
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.ports import Clock, Messenger, P, R, Store, Tx
from bot.services.councils import members
from bot.services.shared import dispatch, group_questions, private_replies, questions, unkept
from bot.services.shared.enqueue import ReplyTo, reply, reply_text
from bot.services.shared.questions import NOTHING_KNOWN
from bot.services.shared.use_cases import ButtonUseCase, CommandUseCase, CouncilUseCase, NumberedUseCase, UseCase

ACTS_AN_HOUR = 600  # of one person, everywhere: an officer who sorts, or enters papers, does one in six seconds
PRESSES_AN_HOUR = 20  # of one person on one button that can be pressed to and fro


@dataclass(frozen=True)
class BotContext:
    """The parts that every command needs, made at the start. `defaults` are the settings of a new council."""

    store: Store
    clock: Clock
    messenger: Messenger
    platform: Platform
    background: Background
    defaults: Defaults = field(default_factory=Defaults)
    codes: TokenBuckets = field(default_factory=lambda: TokenBuckets(burst=10, rate=1 / 360))  # that somebody tries
    files: TokenBuckets = field(default_factory=lambda: TokenBuckets(burst=10, rate=1 / 60))  # sent to be read
    receipts: TokenBuckets = field(default_factory=lambda: TokenBuckets(burst=5, rate=0.5))  # shown alone, in one group
    acts: HourlyLimit = field(default_factory=lambda: HourlyLimit(ACTS_AN_HOUR))
    presses: HourlyLimit = field(default_factory=lambda: HourlyLimit(PRESSES_AN_HOUR, refusal="too_many_presses"))
    double_taps: DoubleTaps = field(default_factory=DoubleTaps)
    albums: Albums = field(default_factory=Albums)
    importing: set[str] = field(default_factory=set)  # the drafts of rolls that are being imported
    reader: FileReader = field(default_factory=FileReader)


@dataclass(frozen=True)
class CommandContext:
    """A command with its message. `council` is set when it is known already, by a button or an earlier question.

    `answering` is the question or draft that waited for these words: it is closed with their act.
    """

    bot: BotContext
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
        """The account that sent the command."""
        return self.said.by

    @cached_property
    def reply_to(self) -> ReplyTo:
        """The target of the reply: the message with the command."""
        alone: list[PrivateReply] | None = [] if self.can_show_alone else None
        return ReplyTo(
            self.incoming.reply_id, self.said.chat, self.said.message or None, group=self.said.group, alone=alone
        )

    async def where(self) -> int:
        """Return the council's number; raises NoCouncil, SeveralCouncils."""
        if self.council:
            return self.council
        return await self.incoming.read(members.council_number_for, self.reply_to, self.by.id)

    def with_captured(self) -> "CommandContext":
        """Return the command, with an attachment of the message it replies to noted if it cannot be stored."""
        answered = self.said.answers
        unkept_ = self.said.unkept or (answered.unkept if answered and not answered.ours else "")
        return replace(self, said=replace(self.said, unkept=unkept_)) if unkept_ != self.said.unkept else self

    @property
    def posted_text(self) -> str:
        """The typed words, and below them those of the neighbour's message that the command answers."""
        captured = self.said.captured
        return "\n".join(part for part in (self.args, captured.text if captured else "") if part.strip())

    @property
    def posted_attachments(self) -> tuple[Attachment, ...]:
        """Photos and files of the message that the command answers, and then those of the command."""
        captured = self.said.captured
        return (*(captured.attachments if captured else ()), *self.said.attachments)

    async def do(self, use_case: UseCase) -> None:
        """Run a use case that returns a reply, as this person, in this council."""
        receipt = await self.run_and_close(
            dispatch.run_command,
            use_case=use_case,
            by=self.by,
            reply_to=self.reply_to,
            now=self.now,
            council=self.council,
        )
        if receipt:
            self.show_receipt(receipt)

    async def keep(self, act: CommandUseCase[R]) -> R:
        """Run an act with the caller, the time, and the target of the reply."""
        return await self.run_and_close(act, by=self.by, now=self.now, reply_to=self.reply_to)

    async def keep_here(self, act: CouncilUseCase[R]) -> R:
        """Run an act in this council, found in the same transaction; raises NoCouncil, SeveralCouncils."""

        def run(tx: Tx) -> R:
            return dispatch.in_council(
                tx, act=act, by=self.by, reply_to=self.reply_to, now=self.now, council=self.council
            )

        return await self.run_and_close(run)

    async def run_and_close(self, act: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run an act, close the question it answers, and mention attachments that cannot be stored."""

        def close(tx: Tx) -> R:
            value = questions.close_question_after(tx, self.answering, self.now, act, *args, **kwargs)
            questions.return_to_desk(tx, self.answering, now=self.now)
            return value

        value = await self.keep_only(unkept.mention_unkept_after, self.said, self.reply_to, self.now, close)
        if isinstance(self.answering, Dialog) and self.answering.desk:
            await self.redraw_alone((self.answering.desk,))
        return value

    async def keep_only(self, act: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run an act that replies to `reply_to`, without closing a question; what it replies is shown."""
        if self.reply_to.alone is None:
            return await self.incoming.keep(act, *args, **kwargs)
        self.reply_to.alone.clear()  # of an act that was refused

        def run(tx: Tx) -> R:
            return act(tx, *args, **kwargs)

        value, closed = await self.incoming.keep(_closing, self.said.chat, self.by.id, run)
        if self.reply_to.alone:
            self.show_replies(tuple(self.reply_to.alone))
        for message, shown in closed:
            self.bot.background(self._asker.remove(message, shown))
        return value

    async def redraw_alone(self, messages: Iterable[MessageId]) -> None:
        """Redraw messages that the caller sees alone in the group."""
        for message in messages:
            shown = await self.incoming.read(private_replies.find_shown, self.said.chat, message)
            if shown:
                self.bot.background(self._asker.redraw(message, shown))

    async def remove_alone(self, messages: Iterable[MessageId]) -> None:
        """Remove messages that the caller sees alone in the group."""
        for message in messages:
            shown = await self.bot.store.run(private_replies.take_shown, self.said.chat, message)
            if shown:
                self.bot.background(self._asker.remove(message, shown))

    async def keep_nothing(self) -> None:
        """Store only that this update was handled."""
        await self.run_and_close(lambda _: None)

    async def show(self, view: str, params: MessageParams, *, remember: bool = False) -> None:
        """Reply with a view: in a group to the one who asked alone."""
        await self.run_and_close(reply, self.reply_to, view, params, now=self.now, remember=remember)

    async def show_here(self, view: str, params: MessageParams, *, remember: bool = False) -> None:
        """Reply with a view of this council to the one who asked; raises NoCouncil, SeveralCouncils."""
        await self.keep_here(partial(_show_here, view=view, params=params, remember=remember))

    async def show_own(self, view: str, params: MessageParams) -> None:
        """Reply with a page of a council to the one who asked, with what they may press; raises NotMember."""
        await self.keep(partial(_show_own_page, view=view, params=params))

    @property
    def can_show_alone(self) -> bool:
        """Return whether the one who asked can be shown a message alone: they are in a group that can do that."""
        return self.said.group and self.bot.platform.features.private_reply is not None

    def show_receipt(self, receipt: PrivateReply) -> None:
        """Show in a group to the one who asked alone what came of it; not where that is impossible, nor in a flood."""
        if self.said.group and self.bot.receipts.take(self.said.chat, self.now):
            self.bot.background(self._asker.show_or_send(self.incoming.with_lead((receipt,))))

    def show_replies(self, replies: tuple[PrivateReply, ...]) -> None:
        """Show replies in a group to the one who asked alone, once what they did is kept."""
        self.bot.background(self._asker.show(self.incoming.with_lead(replies)))

    @property
    def _asker(self) -> Asker:
        return Asker(self.bot.store, self.bot.clock, self.bot.platform, self.incoming, self.by.id, self.reply_to)

    def show_besides(self, replies: tuple[PrivateReply, ...]) -> None:
        """Show replies in a group to the one who wrote alone, where that can be, and else not at all."""
        self.bot.background(self._asker.show_if_possible(self.incoming.with_lead(replies)))

    async def refuse(self, refusal: CouncilError) -> None:
        """Reply with a refusal: in a group to the one alone whom it is for."""
        await self.keep_only(reply_text, self.reply_to, Reply(refusal.key, refusal.params), now=self.now)

    async def ask(
        self, name: str, params: QuestionParams = NOTHING_KNOWN, *, wrong: CouncilError | None = None
    ) -> None:
        """Ask for missing words; `wrong` says what was wrong with the ones given."""
        error = Reply(wrong.key, wrong.params) if wrong else None
        council, pictures = await self.where(), self.said.attachments
        await self.run_and_close(
            questions.ask_question,
            name=name,
            council=council,
            by=self.by,
            now=self.now,
            reply_to=self.reply_to,
            params=params,
            wrong=error,
            attachments=pictures,
        )

    async def ask_number(self, then: str) -> None:
        """Ask which matter the command `then` is about; the typed words are stored for it."""
        await self.ask("number", QuestionParams(then=then, so_far=self.args))

    async def confirm(self, name: str, doubt: CouncilError, params: QuestionParams = NOTHING_KNOWN) -> None:
        """Ask whether the words mean what `doubt` says; "yes" answers the question `name` so."""
        await self.ask(doubt.key, params.in_doubt(doubt, name))

    async def check(self, act: Act | CouncilAct) -> None:
        """Raise NotAllowed when this person may never do it: before they are asked for words in vain."""
        council = await self.where()
        member = await self.incoming.read(members.find_member, council, self.by.id)
        check_allowed(act, member or Member(council=council, person=0))

    def number(self, *, bare: bool = False) -> tuple[int, str] | None:
        """Return the number of the one matter that the words begin with, and the rest; None without one.

        `bare`: a number after a mere space is one more. Raises OneAtATime when there are several.
        """
        found = read_numbers(self.args, bare=bare)
        if found is None:
            return None
        if len(set(found.numbers)) > 1:
            raise OneAtATime(listed=format_numbers(found.numbers))
        return found.numbers[0], found.words


@dataclass(frozen=True)
class ButtonContext:
    """A press of a button. `message` is the one of ours that carries it; `private`: in a chat with one person.

    `alone`: the one who pressed sees the message alone in their group.
    """

    bot: BotContext
    incoming: Incoming
    intent: Intent
    by: Account
    chat: ChatId
    message: MessageId
    private: bool
    alone: bool = False

    @property
    def now(self) -> datetime:
        """The time of this update (UTC)."""
        return self.incoming.now

    @cached_property
    def reply_to(self) -> ReplyTo:
        """The target of a reply in words: the message with the button."""
        alone: list[PrivateReply] | None = [] if self.can_show_alone else None
        return ReplyTo(self.incoming.reply_id, self.chat, self.message, group=not self.private, alone=alone)

    async def keep(self, use: ButtonUseCase[R]) -> R:
        """Run an act with the intent, the caller, the time, and the target of a reply; what it replies is shown."""
        act = partial(use, intent=self.intent, by=self.by, reply_to=self.reply_to, now=self.now)
        if self.reply_to.alone is None:
            return await self.incoming.keep(act)
        self.reply_to.alone.clear()  # of an act that was refused
        value, closed = await self.incoming.keep(_closing, self.chat, self.by.id, act)
        if self.reply_to.alone:
            self.bot.background(self._asker.show(tuple(self.reply_to.alone)))
        for message, shown in closed:
            self.bot.background(self._asker.remove(message, shown))
        return value

    @property
    def can_show_alone(self) -> bool:
        """Return whether the one who pressed can be shown a message alone."""
        return not self.private and self.bot.platform.features.private_reply is not None

    def show_alone(self, replies: tuple[PrivateReply, ...]) -> None:
        """Show replies in a group to the one who pressed alone; that answers the press."""
        self.bot.background(self._asker.show(self.incoming.with_lead(replies), answer=True))

    def show_receipt(self, receipt: PrivateReply) -> None:
        """Show in a group to the one who pressed alone what came of it; as the receipt of a command."""
        if not self.private and self.bot.receipts.take(self.chat, self.now):
            self.bot.background(self._asker.show_or_send(self.incoming.with_lead((receipt,))))

    def show_besides(self, replies: tuple[PrivateReply, ...]) -> None:
        """Show replies in a group to the one who pressed alone, where that can be; the press is answered without."""
        self.bot.background(self._asker.show_if_possible(self.incoming.with_lead(replies)))

    def change_alone(self, shown: PrivateReply) -> None:
        """Change the message with the button, which the one who pressed sees alone; that answers the press."""
        self.bot.background(self._asker.change(self.message, shown))

    async def redraw_alone(self) -> None:
        """Redraw the message with the button, which the one who pressed sees alone, after what they did."""
        shown = await self.incoming.read(private_replies.find_shown, self.chat, self.message)
        if shown:
            self.bot.background(self._asker.redraw(self.message, shown))

    async def remove_alone(self) -> None:
        """Remove the message with the button, which the one who pressed sees alone, after what they did."""
        shown = await self.bot.store.run(private_replies.take_shown, self.chat, self.message)
        if shown:
            self.bot.background(self._asker.remove(self.message, shown))

    @property
    def _asker(self) -> Asker:
        return Asker(self.bot.store, self.bot.clock, self.bot.platform, self.incoming, self.by.id, self.reply_to)

    async def press(self, use_case: NumberedUseCase) -> Reply:
        """Run a use case about the matter or meeting that the button names."""
        return await self.keep(partial(dispatch.press_button, use_case=use_case))

    async def ask(self, act: Act | CouncilAct, ask: str | None = None) -> Reply:
        """Ask for the words that the button needs."""
        return await self.keep(partial(dispatch.ask_for_words, act=act, ask=ask or act))

    def call(self, draft: Draft | None = None) -> CommandContext:
        """Return the command for a button, or for the words that waited for it."""
        words = (
            draft.said if draft else IncomingMessage(chat=self.chat, message=None, group=not self.private, by=self.by)
        )
        return CommandContext(self.bot, self.incoming, words, council=self.intent.council or None, answering=draft)


def _closing(
    tx: Tx, chat: ChatId, account: AccountId, act: Callable[[Tx], R]
) -> tuple[R, tuple[tuple[MessageId, PrivateReply], ...]]:
    """Run an act in a group; return its value, and the questions it closed that its person sees there alone."""
    value = act(tx)
    return value, group_questions.take_closed(tx, chat, account)


def _show_here(
    tx: Tx,
    *,
    council: int,
    by: Account,  # noqa: ARG001  # of every act
    now: datetime,
    reply_to: ReplyTo,
    view: str,
    params: MessageParams,
    remember: bool,
) -> None:
    """Reply with a view of a council."""
    reply(tx, reply_to, view, replace(params, council=council), now=now, remember=remember)


def _show_own_page(tx: Tx, *, by: Account, now: datetime, reply_to: ReplyTo, view: str, params: MessageParams) -> None:
    """Reply with a page of a council, which knows its only reader. Raises NotMember."""
    who = members.acting_member(tx, params.council, by, reply_to.chat)
    params = replace(params, person=who.person if reply_to.has_one_reader else 0)
    reply(tx, reply_to, view, params, now=now, remember=True)


def check_in_group(call: CommandContext) -> None:
    """Raise GroupOnly in private."""
    if call.said.private:
        raise GroupOnly


def check_in_private(call: CommandContext) -> None:
    """Raise PrivateOnly in a group."""
    if not call.said.private:
        raise PrivateOnly

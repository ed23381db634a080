"""Adding messages to the outbox, in the transaction; they are sent after it is stored."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from bot.domain.councils.council import Council, Member
from bot.domain.matters.desk_place import DeskPlace
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.job import JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import OutboxMessage, PrivateReply, SendQueue, SentMessage, next_slot
from bot.domain.shared.reply import Reply
from bot.index_rows import WaitingRow
from bot.ports import Tx
from bot.services.shared import jobs
from bot.services.shared.council_time import end_of_night
from bot.services.shared.send_queues import A_TICK, newest_sent, rested_at

NO_PARAMS = MessageParams()
A_MOMENT = timedelta(milliseconds=1)
ONE_ACT = 10  # messages of one act in one chat, at most
MESSAGE_KEPT = timedelta(days=90)  # how long a message that is no card can still be redrawn or answered


class MessageOptions(TypedDict, total=False):
    """The options of a message that `enqueue` knows and other functions pass on."""

    in_place: bool
    urgent: bool
    silent: bool
    remember: bool
    reply_to: MessageId | None
    reply_about: str | None


class ShownChanges(TypedDict, total=False):
    """The params that a button changes in the message that carries it."""

    page: int
    sure: int
    which: str
    section: str
    chosen: str
    unit: str
    desk: DeskPlace
    reply: Reply | None


def enqueue(
    tx: Tx,
    *,
    id: str,  # noqa: A002  # it is the message's id and nothing else
    chat: ChatId,
    view: str,
    params: MessageParams = NO_PARAMS,
    now: datetime,
    group: bool,
    in_place: bool = False,
    urgent: bool = False,
    silent: bool = False,
    remember: bool = False,
    reply_to: MessageId | None = None,
    reply_about: str | None = None,
    not_before: datetime | None = None,
) -> None:
    """Add a message to `chat`, a `group` or a person's private chat, drawn by `view`.

    A waiting message of the same id is replaced and keeps its place in the queue.
    """
    waiting = tx.get(OutboxMessage, id)
    at = max(now, not_before or now)
    if urgent:
        _hurry_own(tx, chat, now)
    if in_place and not waiting:
        at = max(at, rested_at(newest_sent(tx, id), now, urgent=urgent))
    outgoing = OutboxMessage(
        id=id,
        chat=chat,
        group=group,
        view=view,
        params=params,
        due=waiting.due if waiting else _behind(tx, chat, at),
        in_place=in_place,
        urgent=urgent,
        silent=silent,
        remember=remember or in_place,
        reply_to=reply_to,
        reply_about=reply_about,
        not_before=not_before if not_before and not_before > now else None,
    )
    if waiting:
        outgoing = replace(
            outgoing,
            reply_to=reply_to or waiting.reply_to,
            reply_about=reply_about or waiting.reply_about,
            revision=waiting.revision + 1,
            tries=waiting.tries,
            state=waiting.state,
            held=waiting.held,
            since=waiting.since,
            not_before=waiting.not_before,
        )
    tx.put(outgoing)
    if remember and not in_place:
        forget_later(tx, id, now)
    queue = tx.get(SendQueue, SendQueue.key_of(chat)) or SendQueue(chat=chat, group=group)
    soonest = max(next_slot(queue, now, urgent=urgent), at)
    # The waiting message may be an edit that rests between two others; a new message need not rest with it.
    if queue.next is None or (soonest < queue.next and not waiting):
        tx.put(replace(queue, next=soonest))


def forget_later(tx: Tx, about: str, now: datetime) -> None:
    """Schedule the end of the record of a message that is no card."""
    jobs.schedule(tx, "forget_posted", f"posted/{about}", now + MESSAGE_KEPT)


def remember_choices(tx: Tx, chat: ChatId, message: MessageId, choices: tuple[Intent, ...], *, now: datetime) -> None:
    """Remember what the numbers on a message mean that was sent to a person at once, without the outbox."""
    about = f"choices/{chat}/{message}"
    tx.put(SentMessage(chat=chat, message=message, about=about, view="", choices=choices, refreshable=False, at=now))
    forget_later(tx, about, now)


def remember_shown(
    tx: Tx, chat: ChatId, message: MessageId, view: str, params: MessageParams, *, now: datetime
) -> None:
    """Remember what a message shows that was sent to a person at once, so that it can be refreshed."""
    about = f"shown/{chat}/{message}"
    tx.put(SentMessage(chat=chat, message=message, about=about, view=view, params=params, at=now))
    forget_later(tx, about, now)


def _hurry_own(tx: Tx, chat: ChatId, now: datetime) -> None:
    """Make what the same act added before as urgent as its answer, which stays behind it."""
    for each in tx.find(OutboxMessage, "chat", chat, upto=now + A_MOMENT, newest_first=True, limit=ONE_ACT):
        if each.due >= now and not each.urgent:
            tx.put(replace(each, urgent=True))


def _behind(tx: Tx, chat: ChatId, now: datetime) -> datetime:
    """Return an instant by which a new message sorts after those that the same act added before."""
    before = tx.rows(WaitingRow, chat, upto=now + A_MOMENT, newest_first=True, limit=1)
    return max(now, datetime.fromisoformat(before[0].due) + A_TICK) if before else now


def notify_group(
    tx: Tx,
    council: Council,
    *,
    id: str,  # noqa: A002  # as in `enqueue`
    view: str,
    params: MessageParams = NO_PARAMS,
    now: datetime,
    respect_quiet_hours: bool = False,
    deliver_on_return: bool = False,
    **options: Unpack[MessageOptions],
) -> None:
    """Add a message to the council's group, unless the bot was removed from it.

    With `respect_quiet_hours` it waits for the morning; with `deliver_on_return`, which is for results of votes and
    polls, until the bot is back in the group.
    """
    if council.present:
        enqueue(
            tx,
            id=id,
            chat=council.chat,
            group=True,
            view=view,
            params=params,
            now=now,
            not_before=end_of_night(council, now) if respect_quiet_hours else None,
            **options,
        )
    elif deliver_on_return:
        waiting = JobParams(council=council.number, untold=view, vote=params.vote, poll=params.poll)
        jobs.schedule(tx, "untold", f"untold/{council.number}", now, name=id.replace("/", "."), params=waiting)


def notify_person(
    tx: Tx,
    council: Council,
    member: Member | None,
    *,
    id: str,  # noqa: A002  # as in `enqueue`
    view: str,
    params: MessageParams = NO_PARAMS,
    now: datetime,
    respect_quiet_hours: bool = False,
    **options: Unpack[MessageOptions],
) -> None:
    """Add a message to a member's private chat, or to the council's group where there is none."""
    if member and member.open_chat:
        enqueue(
            tx,
            id=id,
            chat=member.open_chat,
            group=False,
            view=view,
            params=params,
            now=now,
            not_before=end_of_night(council, now) if respect_quiet_hours else None,
            **options,
        )
    else:
        notify_group(
            tx,
            council,
            id=id,
            view=view,
            params=params,
            now=now,
            respect_quiet_hours=respect_quiet_hours,
            **options,
        )


@dataclass(frozen=True)
class ReplyTo:
    """The target of a reply: the id of its outbox message, the chat, and the message replied to, if there is one.

    `group`: the chat is a group, not a person's private one. `alone` collects replies in a group that can be shown to
    the asker alone; None: they go through the outbox, and all read them.
    """

    id: str
    chat: ChatId
    message: MessageId | None = None
    group: bool = field(kw_only=True)
    alone: list[PrivateReply] | None = field(default=None, kw_only=True, compare=False, repr=False)

    @property
    def has_one_reader(self) -> bool:
        """Return whether one person alone reads the reply."""
        return self.alone is not None or not self.group

    @property
    def for_all(self) -> "ReplyTo":
        """Return the same for a reply that all shall read."""
        return replace(self, alone=None)


def reply(
    tx: Tx,
    reply_to: ReplyTo,
    view: str,
    params: MessageParams,
    *,
    now: datetime,
    remember: bool = False,
    about: str = "",
) -> None:
    """Reply with a message drawn by `view`. `remember`: the message will be edited or replied to later.

    `about` is the id of its outbox message where that must be found again.
    """
    if reply_to.alone is not None:
        reply_to.alone.append(PrivateReply(view, params, remember, about))
        return
    enqueue(
        tx,
        id=about or reply_to.id,
        chat=reply_to.chat,
        group=reply_to.group,
        view=view,
        params=params,
        now=now,
        urgent=True,
        remember=remember,
        reply_to=reply_to.message,
    )


def reply_page(tx: Tx, reply_to: ReplyTo, page: PrivateReply, *, now: datetime) -> PrivateReply:
    """Reply with a page in private, and return it, for its one reader, who in a group can be shown it alone."""
    if not reply_to.group:
        reply(tx, reply_to, page.view, page.params, now=now, remember=page.remember)
    return page


def reply_text(tx: Tx, reply_to: ReplyTo, notice: Reply, *, now: datetime) -> None:
    """Reply with one short sentence."""
    reply(tx, reply_to, "notice", MessageParams.of_reply(notice), now=now)


def refresh_message(
    tx: Tx,
    chat: ChatId,
    message: MessageId | None,
    *,
    now: datetime,
    urgent: bool = True,
    **changes: Unpack[ShownChanges],
) -> None:
    """Refresh a remembered message in place, None: there is none; `changes` are merged into its params.

    What one person alone sees is redrawn past the outbox, when the button below it is answered.
    `urgent`: for the one who pressed; not where many press at once.
    """
    sent = tx.get(SentMessage, SentMessage.key_of(chat, message))
    if sent and sent.is_alone:
        tx.put(replace(sent, params=replace(sent.params, **changes)))
    elif sent and sent.refreshable:
        enqueue(
            tx,
            id=sent.about,
            chat=chat,
            group=sent.group,
            view=sent.view,
            params=replace(sent.params, **changes),
            now=now,
            in_place=True,
            urgent=urgent,
        )


def redraw_message(tx: Tx, about: str, *, now: datetime, **changes: Unpack[ShownChanges]) -> None:
    """Redraw in place what was posted under an id, or what waits to be; `changes` are merged into its params."""
    if waiting := tx.get(OutboxMessage, about):
        enqueue(
            tx,
            id=about,
            chat=waiting.chat,
            group=waiting.group,
            view=waiting.view,
            params=replace(waiting.params, **changes),
            now=now,
            in_place=True,
            urgent=True,
        )
    elif sent := newest_sent(tx, about):
        refresh_message(tx, sent.chat, sent.message, now=now, **changes)

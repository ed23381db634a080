"""Showing a reply in a group to the one who asked, at once and past the outbox, and the ways down where that fails.

Like the answer to a press it is worth something for seconds only: it is tried once, within the platform's time since
the update arrived, and what is lost in a crash is asked for again. What goes another way goes through the outbox.
"""

import logging
from dataclasses import dataclass, replace

from bot.conversation.incoming import Incoming
from bot.conversation.platform import Platform
from bot.domain.shared.ids import AccountId, MessageId
from bot.domain.shared.outbox_message import OutboxMessage, PrivateReply
from bot.messages.registry import draw, words_for
from bot.ports import Card, Clock, InDoubt, Sent, Store
from bot.services.councils import presence
from bot.services.shared import group_questions, private_replies
from bot.services.shared.enqueue import ReplyTo
from bot.views.shared.replies import reply_sentence
from bot.views.shared.text_fit import BR

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asker:
    """The person in a group who is answered alone, and the update by which they asked."""

    store: Store
    clock: Clock
    platform: Platform
    incoming: Incoming
    account: AccountId
    reply_to: ReplyTo

    async def show(self, replies: tuple[PrivateReply, ...], *, answer: bool = False) -> None:
        """Show the replies to the asker alone, or send them another way; `answer`: their press waits for an answer."""
        try:
            if await self._show(replies):
                await self._answer("", answer=answer)
            else:
                await self._send_another_way(replies, answer=answer)
        except Exception:  # it runs in the background: the one who pressed would wait in vain
            log.exception("update %s: a private reply failed", self.incoming.number)
            await self._answer("", answer=answer)

    async def show_if_possible(self, replies: tuple[PrivateReply, ...]) -> None:
        """Show the replies to the asker alone, or not at all: what they say was said by another way too."""
        try:
            await self._show(replies)
        except Exception:  # it runs in the background
            log.exception("update %s: a private reply failed", self.incoming.number)

    async def show_or_send(self, replies: tuple[PrivateReply, ...]) -> None:
        """Show the replies to the asker alone, or in their private chat; nothing where they have opened none."""
        try:
            if not await self._show(replies):
                await self._queue(replies)
        except Exception:  # it runs in the background
            log.exception("update %s: a private reply failed", self.incoming.number)

    async def change(self, message: MessageId, shown: PrivateReply) -> None:
        """Make a message that the asker alone sees show something else; one that has vanished is shown anew."""
        try:
            if self._can_show() and (card := await self._draw(shown)):
                outcome = await self.platform.edit_private_reply(self.reply_to.chat, message, card)
                if isinstance(outcome, Sent | InDoubt):
                    await self._remember(message, shown)
                    await self._answer("", answer=True)
                    return
        except Exception:  # it runs in the background: the one who pressed would wait in vain
            log.exception("update %s: a private reply could not be changed", self.incoming.number)
            await self._answer("", answer=True)
            return
        await self.show((shown,), answer=True)

    async def redraw(self, message: MessageId, shown: PrivateReply) -> None:
        """Redraw a message that the asker alone sees, whose button was answered; where that fails it stays as it is."""
        try:
            if self._can_show() and (card := await self._draw(shown)):
                await self.platform.edit_private_reply(self.reply_to.chat, message, card)
        except Exception:  # it runs in the background
            log.exception("update %s: a private reply could not be redrawn", self.incoming.number)

    async def remove(self, message: MessageId, shown: PrivateReply) -> None:
        """Remove a message that the asker alone sees; where that fails it shows what became of it."""
        try:
            is_gone = self.platform.take_room() and isinstance(
                await self.platform.delete_private_reply(self.reply_to.chat, message), Sent | InDoubt
            )
            if not is_gone:
                await self.redraw(message, shown)
        except Exception:  # it runs in the background
            log.exception("update %s: a private reply could not be removed", self.incoming.number)

    async def _show(self, replies: tuple[PrivateReply, ...]) -> bool:
        """Return whether the replies were shown, or may have been; what is begun here is not begun anew elsewhere."""
        chat, is_begun = self.reply_to.chat, False
        lead: Card | None = None
        for each in replies:
            if each.leads and each is not replies[-1]:
                lead = await self._draw(each)
                continue
            if not self._can_show():
                return is_begun
            card = _below(lead, await self._draw(each))
            lead = None
            if card is None:
                continue
            outcome = await self.platform.send_private_reply(
                chat, self.account, card, press=self.incoming.press, command=self.incoming.private_command
            )
            if not isinstance(outcome, Sent | InDoubt):
                return is_begun
            is_begun = True
            if isinstance(outcome, Sent) and outcome.without:
                await self.store.run(presence.report_forbidden, chat=chat, right=outcome.without, now=self.clock.now())
            if isinstance(outcome, Sent) and each.remember:
                await self._remember(outcome.message, each)
                if each.view == "ask":
                    await self._remove_others(outcome.message)
            elif isinstance(outcome, Sent):  # its number may have been another message's
                await self.store.run(private_replies.forget_message, chat=chat, message=outcome.message)
        return is_begun

    def _can_show(self) -> bool:
        """Return whether there is time and room for a reply; asked before it is drawn, and its room is taken."""
        within = self.platform.features.private_reply
        is_in_time = within is not None and self.clock.now() - self.incoming.arrived < within
        return is_in_time and self.platform.take_room()

    async def _draw(self, shown: PrivateReply) -> Card | None:
        now = self.clock.now()
        message = OutboxMessage(
            id=self.reply_to.id, chat=self.reply_to.chat, group=True, view=shown.view, params=shown.params, due=now
        )
        card = await self.store.run(draw, message, now, self.platform.features)
        return card if isinstance(card, Card) else None

    async def _remember(self, message: MessageId, shown: PrivateReply) -> None:
        await self.store.run(
            private_replies.remember_shown,
            chat=self.reply_to.chat,
            account=self.account,
            message=message,
            shown=shown,
            now=self.clock.now(),
        )

    async def _send_another_way(self, replies: tuple[PrivateReply, ...], *, answer: bool) -> None:
        """Send the replies to the private chat; where there is none, the way there: opened by the press, or a line."""
        now, about = self.clock.now(), replies[-1].params
        to = await self._queue(replies)
        if to and to.group:
            await self._answer("", answer=answer)
        elif to:
            speak = await self.store.run(words_for, self.reply_to.chat, about.council, now, self.platform.features)
            await self._answer(reply_sentence(speak, "sent_privately", {}).striptags(), answer=answer)
        elif answer:
            await self.platform.answer_press(
                self.incoming.press, url=self.platform.private_link(private_replies.start_words(about))
            )
        else:
            await self.store.run(private_replies.invite_to_private_chat, reply_to=self.reply_to, about=about, now=now)

    async def _queue(self, replies: tuple[PrivateReply, ...]) -> ReplyTo | None:
        """Put the replies into the outbox, to go the next way down."""
        to = await self.store.run(
            group_questions.send_another_way,
            reply_to=self.reply_to,
            account=self.account,
            replies=replies,
            now=self.clock.now(),
            moves=self.platform.has_private_replies,
        )
        if any(each.view == "ask" for each in replies):
            await self._remove_others(None)
        return to

    async def _remove_others(self, newest: MessageId | None) -> None:
        """Remove the questions that the asker alone sees, but for the newest: one waits for its answer."""
        others = await self.store.run(group_questions.take_others, self.reply_to.chat, self.account, newest)
        for message, shown in others:
            await self.remove(message, shown)

    async def _answer(self, text: str, *, answer: bool) -> None:
        if answer:
            await self.platform.answer_press(self.incoming.press, text)


def _below(lead: Card | None, card: Card | None) -> Card | None:
    """Return a card with the text of the one that leads above its own."""
    return replace(card, text=lead.text + BR + BR + card.text) if lead and card else card or lead

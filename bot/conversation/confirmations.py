"""Buttons whose act is asked about once: 真的…？ [是…] [不], to the one who pressed alone."""

from collections.abc import Callable
from functools import partial

from bot.conversation.context import ButtonContext
from bot.conversation.handler_types import Press
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.services.shared import confirmations, dispatch, private_replies
from bot.views.shared.confirmations import DECLINED, SURE

# Raises what stands against the act, before anybody is asked about it in vain; False: it need not be asked about.
Check = Callable[..., bool]


def ask_first(check: Check, press: Press) -> Press:
    """Return the press that asks once whether the act is meant, unless `check` says that it need not be."""

    async def ask(tap: ButtonContext) -> Reply | None:
        if tap.intent.arg == SURE:
            return await _close(tap, await press(tap))
        if not await tap.incoming.read(check, intent=tap.intent, by=tap.by, reply_to=tap.reply_to, now=tap.now):
            return await press(tap)
        params = MessageParams(council=tap.intent.council, what=tap.intent.act, place=tap.intent.subject)
        if tap.can_show_alone:
            await tap.keep(dispatch.check_button)
            tap.show_alone((PrivateReply("sure", params, remember=True),))
            return None
        await tap.keep(partial(confirmations.ask_if_sure, params=params))
        return Reply("asked_below")

    return ask


def and_show_outcome(press: Press) -> Press:
    """Return the press of a button below such a question, which says afterwards what came of it."""

    async def run(tap: ButtonContext) -> Reply | None:
        return await _close(tap, await press(tap))

    return run


async def press_not_sure(tap: ButtonContext) -> Reply | None:
    """Handle [不]: nothing is done."""
    await tap.keep(dispatch.check_button)
    return await _close(tap, Reply(DECLINED))


async def _close(tap: ButtonContext, answer: Reply | None) -> Reply | None:
    """Make the question that was pressed say what came of it; where it is seen alone, that answers the press."""
    if answer is None:
        return None
    shown = await tap.incoming.read(private_replies.find_shown, tap.chat, tap.message)
    if shown:
        tap.change_alone(private_replies.change_shown(shown, {"chosen": answer.key}))
        return None
    await tap.bot.store.run(
        confirmations.show_outcome, chat=tap.chat, message=tap.message, chosen=answer.key, now=tap.now
    )
    return Reply("ok") if answer.key == DECLINED else answer

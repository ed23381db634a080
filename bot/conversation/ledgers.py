"""The ledger: read in portions, written in a thread, sent without the outbox. After a crash it is asked for again."""

import logging
from functools import partial

from bot.conversation.context import BotContext, CommandContext
from bot.conversation.rolls import Page
from bot.domain.councils.permissions import CouncilAct
from bot.ports import Sent
from bot.read_models.reports import LedgerAsked
from bot.services.reports import ledger
from bot.services.reports.ledger import PORTION
from bot.threads import in_thread
from bot.views.reports.ledgers import (
    ledger_card,
    ledger_done_card,
    ledger_empty_card,
    ledger_progress_card,
    ledger_started_card,
    ledger_unsent_card,
)

log = logging.getLogger(__name__)

SAID_EVERY = 2000  # matters: between two words on how far it is


async def send_ledger(call: CommandContext) -> None:
    """Make the ledger in the background."""
    await call.check(CouncilAct.LEDGER)
    asked: LedgerAsked = await call.keep(partial(ledger.ask_for_ledger, council=await call.where(), text=call.args))
    call.bot.background(_send(call.bot, asked))


async def _send(bot: BotContext, asked: LedgerAsked) -> None:
    page = await _begun(bot, asked)
    try:
        if asked.first == asked.end:
            await page.show(ledger_empty_card(page.words))
            return
        card = ledger_card(page.words, asked, await _written(page, asked))
        arrived = isinstance(await bot.messenger.send(page.chat, card), Sent)
        await page.show(ledger_done_card(page.words) if arrived else ledger_unsent_card(page.words))
    except Exception:  # it runs in the background: nobody else would say that it failed
        log.exception("a ledger was not sent")
        await page.show(ledger_unsent_card(page.words))


async def _begun(bot: BotContext, asked: LedgerAsked) -> Page:
    """Send the note that the ledger is being made to the chat it will come to; in the group if private chat fails."""
    page = await Page.begun(bot, asked.chat, asked.council.number, ledger_started_card)
    if page.message or asked.chat == asked.group:
        return page
    return await Page.begun(bot, asked.group, asked.council.number, ledger_started_card)


async def _written(page: Page, asked: LedgerAsked) -> bytes:
    from bot.documents.ledger import Book  # noqa: PLC0415  # a spreadsheet that only a ledger needs

    book = Book(page.words, asked.council, asked.period)
    link = page.bot.platform.message_link
    for first in range(asked.first, asked.end, PORTION):
        end = min(first + PORTION, asked.end)
        rows = await page.bot.store.run(ledger.load_portion, asked.council, first, end, link)
        await in_thread(book.add, rows)
        done = first - asked.first
        if done and done % SAID_EVERY == 0:
            await page.show(ledger_progress_card(page.words, done, asked.end - asked.first))
    return await in_thread(book.content)

"""The ledger: read in portions, written in a thread, sent beside the outbox. Lost in a crash, it is asked for again."""

import logging

from bot.conversation.context import CommandContext
from bot.conversation.desk import BotContext
from bot.conversation.rolls import Page
from bot.ports import Sent
from bot.read_models.reports import LedgerAsked
from bot.services.reports import ledger
from bot.services.reports.ledger import PORTION
from bot.threads import in_thread
from bot.views.reports import ledgers as view

log = logging.getLogger(__name__)

SAID_EVERY = 2000  # matters: between two words on how far it is


async def show(call: CommandContext) -> None:
    """Make the ledger, beside everything else."""
    await call.check("ledger")
    asked: LedgerAsked = await call.keep(ledger.ask_for_ledger, council=await call.where(), text=call.args)
    call.desk.beside(_send(call.desk, asked))


async def _send(desk: BotContext, asked: LedgerAsked) -> None:
    page = await _begun(desk, asked)
    try:
        if asked.first == asked.end:
            await page.show(view.ledger_empty_card(page.words))
            return
        card = view.ledger_card(page.words, asked, await _written(page, asked))
        arrived = isinstance(await desk.messenger.send(page.chat, card), Sent)
        await page.show(view.ledger_done_card(page.words) if arrived else view.ledger_unsent_card(page.words))
    except Exception:
        log.exception("a ledger was not sent")
        await page.show(view.ledger_unsent_card(page.words))


async def _begun(desk: BotContext, asked: LedgerAsked) -> Page:
    """Say that it is under way, where the file will come; where the private chat is shut, in the group."""
    page = await Page.begun(desk, asked.chat, asked.council.number, view.ledger_started_card)
    if page.message or asked.chat == asked.group:
        return page
    return await Page.begun(desk, asked.group, asked.council.number, view.ledger_started_card)


async def _written(page: Page, asked: LedgerAsked) -> bytes:
    from bot.documents.ledger import Book  # noqa: PLC0415  # a spreadsheet that only a ledger needs

    book = Book(page.words, asked.council, asked.period)
    for first in range(asked.first, asked.end, PORTION):
        rows = await page.desk.store.run(ledger.load_portion, asked.council, first, min(first + PORTION, asked.end))
        await in_thread(book.add, rows)
        done = first - asked.first
        if done and done % SAID_EVERY == 0:
            await page.show(view.ledger_progress_card(page.words, done, asked.end - asked.first))
    return await in_thread(book.content)

"""The roll and its invitations: files received and sent, too long or too secret for the outbox.

Their messages are stored nowhere: a list of errors names owners, a slip has a code in clear. So they are sent at once;
after a crash the officer sends the file, or /invite, again.
"""

import hashlib
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from markupsafe import Markup

from bot.conversation.context import BotContext, ButtonContext, CommandContext
from bot.conversation.platform import FileTooLarge, Platform
from bot.documents import sheets
from bot.documents.file_reader import ReaderError, ReaderStopped
from bot.domain.councils.council import Account, Member
from bot.domain.councils.permissions import CouncilAct, is_allowed
from bot.domain.rolls import owner_doubts, roll
from bot.domain.rolls.errors import BadCode, FileTooComplex, TooManyFiles
from bot.domain.rolls.file_reading import Reading
from bot.domain.rolls.owner_doubts import Doubts
from bot.domain.rolls.roll import Difference, Problem, RollDraft, RollSheet, Row, Unit
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import CouncilError, NoFile, PrivateOnly, TooManyGuesses
from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.incoming_message import SentFile
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reply import Reply
from bot.locales import Words
from bot.messages.registry import words_for
from bot.ports import Card, File, Sent, Tx
from bot.read_models.rolls import Invited, ShownImport
from bot.services.councils import members
from bot.services.rolls import invitations, readings, rolls, unit_links
from bot.services.rolls.rolls import Ready
from bot.services.shared.enqueue import ReplyTo, remember_choices, remember_shown
from bot.threads import in_thread
from bot.views.rolls.imports import (
    import_preview_card,
    imported_card,
    importing_card,
    reading_card,
    reading_interrupted_card,
    reading_queued_card,
    roll_failed_card,
    roll_problems_card,
)
from bot.views.rolls.invitations import (
    all_linked_card,
    codes_card,
    codes_file_name,
    codes_made_card,
    codes_unsent_card,
    making_codes_card,
    redo_codes_card,
)
from bot.views.shared.platform_fit import choices_of, fit_to_platform
from bot.views.shared.replies import reply_sentence

log = logging.getLogger(__name__)
T = TypeVar("T")

TABLE_TYPES = frozenset({"", "xlsx", "xlsm", "xltx", "xls", "xlsb", "csv", "tsv", "txt", "ods", "et", "numbers"})


@dataclass(frozen=True)
class Page:
    """A message in a private chat, sent at once and edited as the work goes on; `message` None: it was not sent."""

    bot: BotContext
    chat: ChatId
    words: Words
    message: MessageId | None = None

    @classmethod
    async def begun(cls, bot: BotContext, chat: ChatId, council: int, draw: Callable[[Words], Card]) -> "Page":
        """Send the first message."""
        speak = await bot.store.run(words_for, chat, council, bot.clock.now(), bot.platform.features)
        page = cls(bot, chat, speak)
        return replace(page, message=await page.send(draw(speak)))

    async def show(self, card: Card) -> None:
        """Edit the message; send another where that is not possible."""
        if self.message and self.bot.platform.features.edits:
            shown = fit_to_platform(self.words, card, group=False)
            if isinstance(await self.bot.messenger.edit(self.chat, self.message, shown), Sent):
                await self._remember(self.message, card)
                return
        await self.send(card)

    async def send(self, card: Card) -> MessageId | None:
        """Send another message; return its id, or None if it was not sent."""
        sent = await self.bot.messenger.send(self.chat, fit_to_platform(self.words, card, group=False))
        if not isinstance(sent, Sent):
            return None
        await self._remember(sent.message, card)
        return sent.message

    async def remember_view(self, view: str, params: MessageParams) -> None:
        """Remember what the message is about to show, so that a press below it can refresh it."""
        if self.message and self.bot.platform.features.buttons:
            now = self.bot.clock.now()
            await self.bot.store.run(remember_shown, self.chat, self.message, view, params, now=now)

    async def _remember(self, message: MessageId, card: Card) -> None:
        """Remember what the numbers on the message mean, on a platform without buttons."""
        choices = choices_of(card)
        if choices and not self.bot.platform.features.buttons:
            now = self.bot.clock.now()
            await self.bot.store.run(remember_choices, self.chat, message, choices, now=now)

    def refusal(self, refusal: CouncilError) -> Card:
        """Return the words for what is not possible."""
        return Card(reply_sentence(self.words, refusal.key, refusal.params))


# The roll


async def is_roll(call: CommandContext, file: SentFile) -> bool:
    """Return whether a file without words is meant as a roll: a table, from a person who may import one."""
    extension = file.name.rpartition(".")[2].casefold() if "." in file.name else ""
    return extension in TABLE_TYPES and await call.incoming.read(_keeps_roll, call.by)


def _keeps_roll(tx: Tx, by: Account) -> bool:
    return any(is_allowed(CouncilAct.ROLL, member) for member in members.list_memberships(tx, by.id))


async def show_or_read_roll(call: CommandContext) -> None:
    """Read the file that came with /roll or that it answers; without one show the roll in force and ask for one."""
    if not call.said.private:
        raise PrivateOnly
    call = replace(call, said=replace(call.said, unkept=""))  # here a file is what is asked for
    council = await call.where()
    await call.check(CouncilAct.ROLL)
    file = call.said.file or (call.said.answers.file if call.said.answers else None)
    if file is None:
        await call.keep(partial(rolls.show_roll, council=council))
        return
    if not call.bot.files.take(call.by.id, call.now):
        raise TooManyFiles
    reading = await call.keep(partial(readings.begin_reading, council=council))
    look = partial(_looked_through, council=reading.council, file=file, by=call.by)
    call.bot.background(look_through(call.bot, reading, reading_card, look), is_long=True)


async def look_through(
    bot: BotContext, reading: Reading, draw: Callable[[Words], Card], look: Callable[[Page], Awaitable[Card]]
) -> None:
    """Say by `draw` that a file is read, and show what comes of it: a preview or its errors."""
    try:
        page = await Page.begun(bot, reading.chat, reading.council, draw)
        await bot.store.run(readings.place_reading, reading, page.message)
    except Exception:  # nobody can be told anything: the reading is over, and the next file may come
        log.exception("a file was not read")
        await bot.store.run(readings.end_reading, reading)
        return
    await _end(page, reading, look(page))


async def _end(page: Page, reading: Reading, work: Awaitable[Card]) -> None:
    """Run the work on a file and show its result; the reading is over before that can be answered."""
    try:
        card = await work
    except CouncilError as refusal:
        card = page.refusal(refusal)
    except Exception:  # whatever the file did to us, the officer is told and the reading ends
        log.exception("a file was not read")
        card = roll_failed_card(page.words)
    await page.bot.store.run(readings.end_reading, reading)
    await page.show(card)


async def _looked_through(page: Page, *, council: int, file: SentFile, by: Account) -> Card:
    """Store a file for its confirmation, or show its errors."""
    store, now = page.bot.store, page.bot.clock.now()
    sheet, digest = await _read(page, file)
    if sheet.problems:
        return roll_problems_card(page.words, sheet.problems, sheet.wrong)
    base, old = await store.run(rolls.load_base, council, by)
    ready, doubts, changed = await in_thread(_compared, sheet.rows, council, old)
    draft = await store.run(rolls.hold_draft, council=council, file=file, digest=digest, compared=base, by=by, now=now)
    losing = await store.run(rolls.count_losing, council, changed)
    version = await store.run(rolls.next_version, council, ready, now=now)
    shown = ShownImport(
        council,
        draft.number,
        version,
        ready.units,
        doubts,
        changed if base else None,
        losing,
        sheet.unused,
        sheet.notes,
    )
    return import_preview_card(page.words, shown)


async def _read(page: Page, file: SentFile) -> tuple[RollSheet, str]:
    """Fetch a file and read it in a separate process. Return its SHA-256 as well.

    Raises NoFile, PlatformSlow, FileTooComplex, TooManyFiles.
    """
    try:
        return await read_file(page, file, page.bot.reader.read_roll)
    except FileTooLarge:
        return RollSheet(problems=(Problem(0, "too_big"),), wrong=1), ""


async def read_file(page: Page, file: SentFile, read: Callable[[bytes], Awaitable[T]]) -> tuple[T, str]:
    """Fetch a file and `read` it in a separate process. Return its SHA-256 as well.

    Raises FileTooLarge, NoFile, PlatformSlow, FileTooComplex, TooManyFiles.
    """
    bot = page.bot
    if file.size > sheets.SIZE_LIMIT:
        raise FileTooLarge
    content = await bot.platform.fetch_file(page.chat, file.ref, limit=sheets.SIZE_LIMIT)
    digest = hashlib.sha256(content).hexdigest()
    await bot.store.run(readings.check_readable, digest)
    if bot.reader.is_busy:
        await page.show(reading_queued_card(page.words))
    try:
        return await read(content), digest
    except ReaderStopped as error:
        log.warning("a file was not read: its reader %s", error)
        raise TooManyFiles from error
    except ReaderError as error:
        log.warning("a file was not read, and will not be tried again soon: its reader %s", error)
        await bot.store.run(readings.refuse_file, digest, bot.clock.now())
        raise FileTooComplex from error


def _compared(rows: tuple[Row, ...], council: int, old: list[Unit]) -> tuple[Ready, Doubts, Difference]:
    """Compute heads, doubts and differences from the version in force, which takes a moment."""
    ready = rolls.number_heads(rows, council, old)
    return ready, owner_doubts.find_doubts(rows), roll.compare_rolls(old, ready.units)


async def press_import(tap: ButtonContext) -> Reply:
    """Handle [确认导入] or [取消] below a preview. The file is fetched and read again, in the background."""
    page = Page(tap.bot, tap.chat, await _words(tap), tap.message)
    if tap.intent.arg != "yes":
        notice: Reply = await tap.keep(rolls.cancel_draft)
        tap.bot.background(page.show(Card(reply_sentence(page.words, notice.key, notice.params))))
        return notice
    if RollDraft.key_of(tap.intent.council, tap.intent.subject) in tap.bot.importing:
        await tap.keep(rolls.get_draft)
        return Reply("roll_reading")
    if not tap.bot.files.take(tap.by.id, tap.now):
        raise TooManyFiles
    draft, reading = await tap.keep(_begin_import)
    tap.bot.importing.add(draft.key)
    tap.bot.background(_import(page, draft, reading, tap.by), is_long=True)
    return Reply("roll_reading")


def _begin_import(
    tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime
) -> tuple[RollDraft, Reading]:
    draft = rolls.get_draft(tx, intent=intent, by=by, reply_to=reply_to, now=now)
    return draft, readings.begin_reading(
        tx, council=draft.council, by=by, now=now, reply_to=reply_to, message=reply_to.message
    )


async def _import(page: Page, draft: RollDraft, reading: Reading, by: Account) -> None:
    await page.show(importing_card(page.words))
    try:
        await _end(page, reading, _imported(page, draft, by))
    finally:
        page.bot.importing.discard(draft.key)


async def _imported(page: Page, draft: RollDraft, by: Account) -> Card:
    store = page.bot.store
    sheet, digest = await _read(page, SentFile(draft.file, draft.name))
    if digest != draft.digest or sheet.problems:
        raise NoFile
    _, old = await store.run(rolls.load_base, draft.council, by)
    ready, _, changed = await in_thread(_compared, sheet.rows, draft.council, old)
    now = page.bot.clock.now()
    return imported_card(
        page.words, await store.run(rolls.import_roll, waiting=draft, by=by, ready=ready, changed=changed, now=now)
    )


async def drop_unfinished_readings(bot: BotContext) -> None:
    """Delete, at the start, readings that were interrupted, and tell their senders."""
    for reading in await bot.store.run(readings.list_readings):
        bot.background(_drop(bot, reading))


async def _drop(bot: BotContext, reading: Reading) -> None:
    speak = await bot.store.run(words_for, reading.chat, reading.council, bot.clock.now(), bot.platform.features)
    await Page(bot, reading.chat, speak, reading.message).show(reading_interrupted_card(speak))
    await bot.store.run(readings.end_reading, reading)


# Invitations


async def invite_units(call: CommandContext) -> None:
    """Make codes and slips for all units without an account, for a building, or for one unit."""
    if not call.said.private:
        raise PrivateOnly
    council = await call.where()
    await call.check(CouncilAct.INVITE)
    asked = await call.incoming.read(invitations.parse_invitation, council=council, by=call.by, words=call.args)
    if asked.unit or (asked.unlinked and not asked.outstanding):
        made = await call.run_and_close(
            invitations.issue_codes,
            council=council,
            by=call.by,
            make=make_code,
            now=call.now,
            building=asked.building,
            unit=asked.unit,
        )
        call.bot.background(_send(call.bot, call.said.chat, made, asked.building, asked.unit))
        return
    await call.keep_nothing()
    draw = (lambda speak: redo_codes_card(speak, asked)) if asked.unlinked else all_linked_card
    call.bot.background(_show(call.bot, call.said.chat, council, draw))


async def _show(bot: BotContext, chat: ChatId, council: int, draw: Callable[[Words], Card]) -> None:
    await Page.begun(bot, chat, council, draw)


def make_code() -> str:
    """Return a code that nobody can guess."""
    return "".join(secrets.choice(invitations.ALPHABET) for _ in range(invitations.LENGTH))


async def press_invite(tap: ButtonContext) -> Reply:
    """Make the next batch of codes, or all of them anew."""
    if not tap.private:
        raise PrivateOnly
    intent = tap.intent
    made = await tap.incoming.keep(
        invitations.issue_codes,
        council=intent.council,
        by=tap.by,
        make=make_code,
        now=tap.now,
        building=intent.subject,
        redo=intent.arg == "all",
    )
    tap.bot.background(_send(tap.bot, tap.chat, made, intent.subject))
    return Reply("inviting")


async def _send(bot: BotContext, chat: ChatId, made: Invited, building: int, unit: str = "") -> None:
    """Send the codes that were made. They stand in these files alone: what does not arrive must be made again."""
    council = made.council.number
    page = await Page.begun(bot, chat, council, making_codes_card)
    try:
        tied = await bot.store.run(unit_links.accounts_of, council, unit) if unit else []
        for card in await in_thread(_papers, page.words, made, bot.platform, building, tied):
            if not isinstance(await bot.messenger.send(chat, card), Sent):
                await page.show(codes_unsent_card(page.words))
                return
        await page.show(codes_made_card(page.words))
    except Exception:  # it runs in the background: nobody else would say that it failed
        log.exception("invitations were not sent")
        await page.show(codes_unsent_card(page.words))


def _papers(speak: Words, made: Invited, platform: Platform, building: int, tied: list[Member]) -> list[Card]:
    """Return the table and the slips, with what to do with them; nothing to invite is said in words."""
    from bot.documents import slips  # noqa: PLC0415  # a printer's library that only slips need

    if not made.invitations:
        return [all_linked_card(speak)]
    name = codes_file_name(speak, made)
    table = File(f"{name}.xlsx", slips.make_codes_table(speak, made, platform.private_link))
    pdf = File(f"{name}.pdf", slips.make_slips(speak, made, platform.address, platform.private_link))
    return [Card(Markup(""), file=table), replace(codes_card(speak, made, building, tied), file=pdf)]


# Linking


async def open_unit_link(call: CommandContext, code: str | None) -> None:
    """Ask about the unit of a code from a slip. Raises TooManyGuesses after many codes, BadCode."""
    if not call.bot.codes.take(call.by.id, call.now):
        raise TooManyGuesses
    if code is None:
        raise BadCode
    await call.keep(partial(unit_links.ask_about_unit, code=code))


async def _words(tap: ButtonContext) -> Words:
    return await tap.incoming.read(words_for, tap.chat, tap.intent.council, tap.now, tap.bot.platform.features)

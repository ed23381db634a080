"""Commands, buttons and answers about points."""

from collections.abc import Callable
from functools import partial

from bot.conversation.confirmations import ask_first
from bot.conversation.context import BotContext, ButtonContext, CommandContext
from bot.conversation.handler_types import HandleAnswer, keep_press, show_press
from bot.conversation.practice_rows import PracticeRows
from bot.conversation.rolls import Page
from bot.conversation.sheet_files import TOO_BIG, read_table, sent_table
from bot.domain.councils.council import Account
from bot.domain.councils.practice import Practice
from bot.domain.points.point_lines import ListKind, PointSheet
from bot.domain.shared.ids import ChatId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question import Dialog
from bot.domain.shared.reply import Reply
from bot.messages.registry import words_for
from bot.ports import Card
from bot.read_models.points import LedgerLine
from bot.services.councils import members
from bot.services.points import claims, ledger, lists, orders, pages, points, reviews, settings
from bot.threads import in_thread
from bot.views.points.files import ledger_card, point_list_card, point_problems_card, reading_list_card
from bot.views.shared.replies import reply_sentence


async def show_points(call: CommandContext) -> None:
    """Show the points of the one who asks, with everything that they can do about points."""
    await call.show_own(pages.PAGE, MessageParams(council=await call.where()))


async def show_shop(call: CommandContext) -> None:
    """Show the shop to the one who asks."""
    await call.show_own(pages.SHOP, MessageParams(council=await call.where(), page=1))


async def answer_report(call: CommandContext, dialog: Dialog) -> None:
    """Handle the words and pictures of a report."""
    known = dialog.params
    card = await call.keep_here(
        partial(
            claims.report,
            rule=known.number,
            account_number=int(known.then or 0),
            whom=known.whom,
            text=call.args,
            attachments=call.posted_attachments,
        )
    )
    if call.said.group:
        call.show_receipt(card)


async def answer_for_whom(call: CommandContext, dialog: Dialog) -> None:
    """Handle for whom an officer reports, or whose points they want to see."""
    await call.keep_here(partial(points.show_named, name=call.args, then=dialog.ask))


async def answer_list(call: CommandContext, dialog: Dialog) -> None:
    """Handle rules or prizes, typed or in a file."""
    kind = ListKind.RULES if dialog.ask == points.ASKED[ListKind.RULES] else ListKind.PRIZES
    if file := sent_table(call):
        await read_table(
            call,
            file,
            lists.MAY_EDIT[kind],
            draw=reading_list_card,
            read=lambda page: partial(page.bot.reader.read_points, kind=kind),
            show=partial(_show_sheet, kind=kind, by=call.by),
        )
        return
    await call.do(partial(lists.write_list, text=call.args, kind=kind))


async def _show_sheet(page: Page, council: int, sheet: PointSheet | None, *, kind: ListKind, by: Account) -> Card:
    """Put a file into force and say what has changed, or everything that is wrong with it."""
    problems = sheet.problems if sheet else TOO_BIG
    if sheet is None or problems:
        return point_problems_card(page.words, kind, problems)
    put = partial(lists.put_sheet, council=council, lines=sheet.lines, kind=kind, by=by, now=page.bot.clock.now())
    done = await page.bot.store.run(put)
    return Card(reply_sentence(page.words, done.key, done.params))


def _answer(use: Callable[..., Reply]) -> HandleAnswer:
    """Return what handles an answer in words by a use case."""

    async def answer(call: CommandContext, _dialog: Dialog) -> None:
        await call.do(partial(use, text=call.args))

    return answer


async def answer_correction(call: CommandContext, dialog: Dialog) -> None:
    """Handle the reason why an entry is taken back."""
    await call.do(partial(ledger.correct_entry, number=dialog.params.number, text=call.args))


async def _list(tap: ButtonContext) -> Reply:
    """Ask for rules or prizes, and send those that are there as a file to be changed."""
    found = await tap.keep(points.begin_list)
    if found is None:
        return Reply("points_privately")
    tap.bot.background(_send_list(tap.bot, *found, tap.intent.council))
    return Reply("asked_privately")


async def _send_list(bot: BotContext, chat: ChatId, kind: ListKind, council: int) -> None:
    from bot.documents.points_files import make_list  # noqa: PLC0415  # a spreadsheet that only this needs

    words = await bot.store.run(words_for, chat, council, bot.clock.now(), bot.platform.features)
    lines = await bot.store.run(lists.load_list, council, kind)
    await bot.messenger.send(chat, point_list_card(words, kind, await in_thread(make_list, words, kind, lines)))


async def _ledger(tap: ButtonContext) -> Reply:
    """Send the ledger of this year and the last as a file, in private."""
    found = await tap.keep(points.find_ledger)
    if found is None:
        return Reply("points_privately")
    tap.bot.background(_send_ledger(tap.bot, *found, tap.intent.council), is_long=True)
    return Reply("points_ledger_sent")


async def _send_ledger(bot: BotContext, chat: ChatId, upto: int, council: int) -> None:
    from bot.documents.points_files import make_ledger  # noqa: PLC0415  # as above

    now = bot.clock.now()
    words = await bot.store.run(words_for, chat, council, now, bot.platform.features)
    zone = (await bot.store.run(members.get_council, council)).zone
    lines: list[LedgerLine] = []
    while found := await bot.store.run(points.load_ledger, council, upto - len(lines), now):
        lines += found
    await bot.messenger.send(chat, ledger_card(words, await in_thread(make_ledger, words, lines, zone)))


ROWS = PracticeRows(
    Practice.POINTS,
    commands={"points": show_points, "shop": show_shop},
    buttons={
        "points_open": show_press(points.find_points),
        "points_rules": show_press(points.find_rules),
        "points_rule": keep_press(points.ask_report),
        "points_claim_back": keep_press(claims.press_take_back),
        "points_entries": show_press(points.find_entries),
        "points_board": show_press(points.find_board),
        "points_hide": keep_press(points.press_hide),
        "points_review": show_press(reviews.find_page),
        "points_yes": keep_press(reviews.press_vote(True)),
        "points_no": keep_press(reviews.press_vote(False)),
        "points_vote_back": keep_press(reviews.press_take_back),
        "points_photos": show_press(reviews.find_photos),
        "points_result": show_press(points.find_result),
        **dict.fromkeys(("points_for", "points_look"), keep_press(points.ask_for_whom)),
        "points_correct": keep_press(points.ask_correction),
        "points_list": _list,
        "points_ledger": _ledger,
        "points_settings": show_press(settings.find_page),
        "points_set": keep_press(settings.press_setting),
        **dict.fromkeys(("points_reviewers", "points_keepers", "points_time"), keep_press(settings.ask_setting)),
        "shop": show_press(points.find_shop),
        "points_orders": show_press(points.find_orders),
        "prize_redeem": keep_press(orders.press_redeem),
        "prize_cancel": keep_press(orders.press_cancel),
        "prize_fetched": keep_press(orders.press_fetched),
        "prize_refuse": keep_press(orders.press_refuse),
        "prize_withdraw": ask_first(orders.must_ask_withdrawal, keep_press(orders.press_withdraw)),
    },
    answers={
        "points_report": answer_report,
        **dict.fromkeys(("points_for", "points_look"), answer_for_whom),
        "points_correct": answer_correction,
        **dict.fromkeys(points.ASKED.values(), answer_list),
        "points_reviewers": _answer(settings.set_reviewers),
        "points_keepers": _answer(settings.set_keepers),
        "points_time": _answer(settings.set_time),
    },
)

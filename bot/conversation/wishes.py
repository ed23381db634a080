"""Commands, buttons and answers about wishes."""

from functools import partial

from bot.conversation.confirmations import ask_first
from bot.conversation.context import ButtonContext, CommandContext
from bot.conversation.handler_types import keep_press, show_besides, show_press
from bot.conversation.practice_rows import PracticeRows
from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.domain.shared.errors import PrivateOnly
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question import Dialog
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.domain.wishes.errors import BadFaces, NoWishChat
from bot.domain.wishes.wish import PARTS, Faces, parse_faces
from bot.services.wishes import claims, fulfilment, wish_drafts


async def record_wish(call: CommandContext) -> None:
    """Begin to record a wish for somebody, in private alone: it has a name and an address."""
    if not call.said.private:
        raise PrivateOnly
    await call.check(CouncilAct.WISH)
    await call.keep_here(partial(wish_drafts.begin_wish, text=call.args))


async def show_wishes(call: CommandContext) -> None:
    """Show the wishes that nobody has claimed, and those of the one who asks."""
    await call.show_own("wishes", MessageParams(council=await call.where()))


async def press_claim(tap: ButtonContext) -> Reply:
    """Claim a wish; who has no private chat is shown the way there."""
    try:
        return await tap.keep(claims.press_claim)
    except NoWishChat:
        await show_besides(tap, claims.find_page)
        raise


async def answer_part(call: CommandContext, dialog: Dialog) -> None:
    """Handle one part of a wish that is being recorded."""
    part = dialog.ask.removeprefix("wish_")
    await call.keep_here(partial(wish_drafts.answer_part, part=part, text=call.args))


async def answer_faces(call: CommandContext, dialog: Dialog) -> None:
    """Handle whether the photo of a fulfilled wish will show faces; only then the photo is asked for."""
    await _ask_outcome(call, dialog, parse_faces(call.args))


async def answer_done(call: CommandContext, dialog: Dialog) -> None:
    """Handle how a wish was fulfilled, in words and a photo."""
    try:
        if parse_faces(call.args) is Faces.NO_PHOTO:
            await _ask_outcome(call, dialog, Faces.NO_PHOTO)
            return
    except BadFaces:  # words like any other
        pass
    report = partial(
        fulfilment.report_done,
        number=dialog.params.number,
        text=call.args,
        attachments=call.posted_attachments,
        faces=Faces(dialog.params.so_far),
    )
    await call.do(report)


async def _ask_outcome(call: CommandContext, dialog: Dialog, faces: Faces) -> None:
    ask = "wish_told" if faces is Faces.NO_PHOTO else "wish_done"
    await call.ask(ask, QuestionParams(number=dialog.params.number, so_far=faces))


async def answer_not_done(call: CommandContext, dialog: Dialog) -> None:
    """Handle what a wish still lacks, as the beneficiary says."""
    await call.do(partial(fulfilment.return_wish, number=dialog.params.number, text=call.args))


ROWS = PracticeRows(
    Practice.WISHES,
    commands={"wish": record_wish, "wishes": show_wishes},
    buttons={
        "wish_part": keep_press(wish_drafts.ask_part),
        "wish_post": keep_press(wish_drafts.post_wish),
        "wish_drop": keep_press(wish_drafts.press_drop),
        "wish_claim": press_claim,
        "wish_back": keep_press(claims.press_give_back),
        "wish_contact": keep_press(claims.press_contact),
        "wish_open": show_press(claims.find_page),
        "wish_release": ask_first(claims.must_ask_release, keep_press(claims.press_release)),
        "wish_withdraw": ask_first(claims.must_ask_withdrawal, keep_press(claims.press_withdraw)),
        "wish_done": keep_press(fulfilment.ask_done),
        "wish_yes": ask_first(fulfilment.must_ask_confirmation, keep_press(fulfilment.press_confirm)),
        "wish_plain": ask_first(fulfilment.must_ask_confirmation, keep_press(fulfilment.press_confirm_plain)),
        "wish_no": keep_press(fulfilment.ask_not_done),
        "wish_list": keep_press(fulfilment.send_list),
    },
    answers={
        **{f"wish_{part}": answer_part for part in PARTS},
        "wish_faces": answer_faces,
        "wish_done": answer_done,
        "wish_told": answer_done,
        "wish_not_done": answer_not_done,
    },
)

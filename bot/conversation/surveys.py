"""Commands, buttons and answers about surveys."""

from dataclasses import replace
from functools import partial

from markupsafe import Markup

from bot.conversation.confirmations import ask_first
from bot.conversation.context import BotContext, ButtonContext, CommandContext
from bot.conversation.handler_types import keep_press, show_press
from bot.conversation.practice_rows import PracticeRows
from bot.conversation.rolls import Page
from bot.conversation.sheet_files import TOO_BIG, read_table, sent_table
from bot.domain.councils.council import Account
from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.domain.shared.ids import ChatId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.question import Dialog
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.domain.surveys.sheet import SurveySheet
from bot.domain.surveys.survey import QuestionKind
from bot.messages.registry import words_for
from bot.ports import Card
from bot.services.surveys import draft_questions, drafts, forms, invitations, results, survey_jobs, surveys
from bot.threads import in_thread
from bot.views.surveys.files import reading_survey_card, survey_problems_card, survey_template_card
from bot.views.surveys.officer_page import officer_page


async def make_survey(call: CommandContext) -> None:
    """Begin a survey, which its officer then writes question by question; without a title ask for one."""
    await call.check(CouncilAct.SURVEY)
    if not call.args.strip():
        await call.ask("survey")
        return
    call.show_receipt(await call.keep_here(partial(drafts.start_survey, text=call.args)))


async def show_surveys(call: CommandContext) -> None:
    """Show the surveys that can be answered, and to officers also the others."""
    await call.show_own("surveys", MessageParams(council=await call.where()))


async def answer_title(call: CommandContext, _dialog: Dialog) -> None:
    """Handle the title of a new survey."""
    await make_survey(call)


async def answer_question(call: CommandContext, dialog: Dialog) -> None:
    """Handle the words of a question; options that do not stand below it are asked for."""
    kind, known = QuestionKind(dialog.params.then), dialog.params
    has_options = kind in {QuestionKind.ONE, QuestionKind.SEVERAL}
    if has_options and "\n" not in call.args.strip():
        await call.ask("survey_options", replace(known, so_far=call.args))
        return
    await _put(call, known, call.args)


async def answer_options(call: CommandContext, dialog: Dialog) -> None:
    """Handle the options of a question that is known already."""
    await _put(call, dialog.params, f"{dialog.params.so_far}\n{call.args}")


async def _put(call: CommandContext, known: QuestionParams, text: str) -> None:
    place = int(known.numbers) - 1 if known.numbers else None
    put = partial(draft_questions.put_question, number=known.number, kind=known.then, place=place, text=text)
    call.show_receipt(await call.keep_here(put))


async def answer_days(call: CommandContext, dialog: Dialog) -> None:
    """Handle for how long a survey is open."""
    call.show_receipt(await call.keep_here(partial(drafts.set_days, number=dialog.params.number, text=call.args)))


async def answer_words(call: CommandContext, dialog: Dialog) -> None:
    """Handle what a person typed as their answer to a question of a form."""
    await call.keep_here(
        partial(
            forms.answer_words,
            number=dialog.params.number,
            page=dialog.params.numbers,
            text=call.args,
            late=dialog.is_late(call.now),
        )
    )


async def answer_outcome(call: CommandContext, dialog: Dialog) -> None:
    """Handle what came of a survey."""
    await call.do(partial(results.note_outcome, number=dialog.params.number, text=call.args))


async def answer_table(call: CommandContext, dialog: Dialog) -> None:
    """Handle a table of questions."""
    file = sent_table(call)
    if file is None:
        await call.ask("survey_file", dialog.params)
        return

    async def show(page: Page, council: int, sheet: SurveySheet | None) -> Card:
        return await _show_table(page, council, sheet, number=dialog.params.number, by=call.by)

    await read_table(
        call,
        file,
        CouncilAct.SURVEY,
        draw=reading_survey_card,
        read=lambda page: page.bot.reader.read_survey,
        show=show,
    )


async def _show_table(page: Page, council: int, sheet: SurveySheet | None, *, number: int, by: Account) -> Card:
    """Return the survey with the questions of a table, or everything that is wrong with it."""
    store, now = page.bot.store, page.bot.clock.now()
    sheet = sheet or SurveySheet(problems=TOO_BIG)
    put = await store.run(draft_questions.put_table, council=council, number=number, sheet=sheet, by=by, now=now)
    if not isinstance(put, PrivateReply):
        return survey_problems_card(page.words, put)
    shown = await store.run(surveys.load_survey, council, number, put.params.person, now)
    return officer_page(page.words, shown, Markup("")) if shown else Card(Markup(""))


async def _send_template(bot: BotContext, chat: ChatId, council: int) -> None:
    from bot.documents.survey_files import make_survey_template  # noqa: PLC0415  # a spreadsheet that only this needs

    words = await bot.store.run(words_for, chat, council, bot.clock.now(), bot.platform.features)
    content = await in_thread(make_survey_template, words)
    await bot.messenger.send(chat, survey_template_card(words, content))


async def _table(tap: ButtonContext) -> Reply:
    """Ask for a table of questions in private, and offer an empty one."""
    chat = await tap.keep(draft_questions.ask_table)
    if chat is None:
        return Reply("survey_privately")
    tap.bot.background(_send_template(tap.bot, chat, tap.intent.council))
    return Reply("asked_privately" if not tap.private else "asked_below")


async def _fill(tap: ButtonContext) -> Reply | None:
    """Show a person their form in private; whoever has not opened the private chat is shown the way there, alone."""
    if not tap.can_show_alone or await tap.incoming.read(
        forms.is_reachable, intent=tap.intent, by=tap.by, reply_to=tap.reply_to, now=tap.now
    ):
        return await tap.keep(forms.press_fill)
    tap.show_alone((await tap.keep(forms.find_door),))
    return None


ROWS = PracticeRows(
    Practice.SURVEYS,
    commands={"survey": make_survey, "surveys": show_surveys},
    buttons={
        "survey_open": show_press(surveys.find_page),
        "survey_look": keep_press(drafts.press_look),
        "survey_ask": keep_press(draft_questions.ask_question),
        "survey_reword": keep_press(draft_questions.ask_rewording),
        "survey_remove": keep_press(draft_questions.press_remove),
        "survey_up": keep_press(draft_questions.press_move_up),
        "survey_table": _table,
        "survey_names": keep_press(drafts.press_anonymous),
        "survey_days": keep_press(drafts.ask_days),
        "survey_offer": keep_press(drafts.press_offer),
        "survey_post": ask_first(drafts.must_ask_posting, keep_press(drafts.press_post)),
        "survey_drop": ask_first(drafts.must_ask_dropping, keep_press(drafts.press_drop)),
        "survey_copy": show_press(drafts.copy_survey),
        "survey_fill": _fill,
        "survey_begin": keep_press(forms.press_begin),
        "survey_turn": keep_press(forms.press_turn),
        "survey_tick": keep_press(forms.press_tick),
        "survey_next": keep_press(forms.press_next),
        "survey_clear": keep_press(forms.press_clear),
        "survey_hand_in": keep_press(forms.press_hand_in),
        "survey_wish": keep_press(forms.press_wish),
        "survey_close": ask_first(survey_jobs.must_ask_closing, keep_press(survey_jobs.press_close)),
        "survey_result": show_press(results.find_result),
        "survey_sheet": show_press(results.find_sheet),
        "survey_publish": ask_first(results.must_ask_publishing, keep_press(results.press_publish)),
        "survey_conclude": keep_press(results.ask_outcome),
        "survey_invite": keep_press(invitations.press_invite),
    },
    answers={
        "survey": answer_title,
        **dict.fromkeys(("survey_choice", "survey_typed"), answer_question),
        "survey_options": answer_options,
        "survey_days": answer_days,
        "survey_file": answer_table,
        "survey_words": answer_words,
        "survey_outcome": answer_outcome,
    },
    published=frozenset({"survey_outcome"}),
)

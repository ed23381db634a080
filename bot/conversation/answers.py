"""Answers to the bot's questions, in words or by a button: doubted, previewed, or carried out."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.conversation import leaving
from bot.conversation.answer_handlers import ANSWER_HANDLERS
from bot.conversation.context import ButtonContext, CommandContext
from bot.conversation.practices import PRACTICES
from bot.domain.councils.council import Account
from bot.domain.hierarchy.errors import SentAbove, SentFromBelow
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import DecidedByVote, TooLateToUndo, WrongState
from bot.domain.shared.errors import DOUBTS, CouncilError, DialogGone, NotAllowed, OldButton
from bot.domain.shared.question import CONFIRMED, LATE_ANSWER, PREVIEW, Dialog, Draft, mark_of
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.domain.surveys.errors import SurveyBegun, SurveyOver
from bot.domain.votes.motion import list_motions
from bot.locales import words
from bot.messages.registry import language_of
from bot.services.councils import members
from bot.services.matters import previews
from bot.services.matters.repository import get_matter
from bot.services.shared import questions
from bot.services.shared.enqueue import redraw_message, reply_text
from bot.views.shared import labels
from bot.views.shared.question_offers import USUAL_DAY, usual_words

# The obstacle is not in the words, so other words would not help; another matter might.
IN_VAIN = (
    NotAllowed,
    WrongState,
    DecidedByVote,
    SentAbove,
    SentFromBelow,
    TooLateToUndo,
    SurveyOver,
    SurveyBegun,
)
# The group reads what answers them: answered in private, the answer is shown to its author first.
PUBLISHED: frozenset[str] = frozenset(
    {
        *(ask for each in PRACTICES for ask in each.published),
        "propose",
        "why_not",
        "vote_void",
        Act.REJECT,
        Act.DEFER,
        Act.REFER,
        Act.STAGE,
        Act.OBJECT,
        Act.REPLY,
        Act.RETURN,
        Act.WHISTLE,
        Act.REOPEN,
        Act.RESOLVE,
        Act.AMEND,
        Act.PROGRESS,
        Act.DONE,
        Act.OPINION,
    }
)
SECRET = frozenset({"paper_choice", "survey_words"})  # such an answer stands nowhere but in its envelope
LATER = re.compile(r"(\d{1,2})-(\d{2})(\d{2})")  # so many days later, at that hour
NUMBER_QUESTIONS = frozenset({"number", "numbers", Act.MERGE})


async def take_answer(call: CommandContext, dialog: Dialog) -> None:
    """Handle the answer to an open question; an unusable answer is asked for again, with what was wrong."""
    if _bare(call.said.text) in labels.LEAVE:
        await leaving.leave_by_words(call, dialog)
        return
    is_late = dialog.is_late(call.now) and not call.said.answers
    if is_late and dialog.params.text is None and dialog.ask not in SECRET:
        params = replace(dialog.params, text=call.said.text, asked=dialog.ask)
        await replace(call, council=dialog.council).ask(LATE_ANSWER, params)
        return
    if dialog.ask == PREVIEW and call.said.attachments and not _bare(call.said.text):
        added = await call.keep_only(questions.add_pictures, dialog, call.said.attachments, now=call.now)
        await call.redraw_alone(added)
        return
    pictures = dict.fromkeys((*dialog.attachments, *call.said.attachments))  # an album's words bring the earlier ones
    call = replace(call, said=replace(call.said, attachments=tuple(pictures)))
    if _is_previewed(call, dialog):
        await _preview(call, dialog)
        return
    answer = replace(call, council=dialog.council, args=call.said.text, answering=dialog)
    if dialog.ask not in CONFIRMED:
        await _run(answer, dialog)
        return
    said = _bare(call.said.text)
    if said in labels.AGAIN and dialog.ask == LATE_ANSWER:
        await leaving.leave_by_words(call, dialog)
    elif said in labels.AGAIN:
        asked = _doubted(dialog)
        await replace(call, council=dialog.council).ask(asked.ask, asked.params)
    elif said in labels.YES:
        await _run(replace(answer, args=dialog.params.text or ""), _doubted(dialog))
    else:
        await _run(answer, _doubted(dialog))


def _bare(text: str) -> str:
    """Return words as the words that choose are compared."""
    return text.strip().rstrip("。.！!").casefold()


async def _run(answer: CommandContext, dialog: Dialog) -> None:
    """Run the answer to a question; what is doubtful or unusable is asked about."""
    try:
        await ANSWER_HANDLERS[dialog.ask](answer, dialog)
    except DOUBTS as doubt:
        await replace(answer, answering=None).confirm(dialog.ask, doubt, dialog.params)
    except CouncilError as refusal:
        if isinstance(refusal, IN_VAIN) and dialog.ask not in NUMBER_QUESTIONS:
            await _close(answer, answer.answering, Reply(refusal.key, refusal.params))
        else:
            await replace(answer, answering=None).ask(dialog.ask, dialog.params, wrong=refusal)


def _is_previewed(call: CommandContext, dialog: Dialog) -> bool:
    """Return whether the group would read an answer that was given in private, and its author has not seen it so."""
    said = _bare(call.said.text)
    if dialog.ask == PREVIEW:
        return bool(said) and said not in labels.YES | labels.AGAIN
    return call.said.only_to_us and dialog.ask in PUBLISHED and bool(said or call.said.attachments)


async def _preview(call: CommandContext, dialog: Dialog) -> None:
    """Show what the group would read before it does."""
    if dialog.ask == "propose":
        said = replace(call.said, answers=None)
        show = partial(previews.show_preview, said=said, kind="", council=dialog.council)
        await replace(call, council=dialog.council, answering=dialog).keep(show)
        return
    asked = dialog.params.asked if dialog.ask == PREVIEW else dialog.ask
    params = replace(dialog.params, text=call.said.text, asked=asked)
    await replace(call, council=dialog.council).ask(PREVIEW, params)


async def _close(call: CommandContext, question: Dialog | Draft | None, notice: Reply) -> None:
    """Close a question without an answer, and tell the reason."""
    await call.keep_only(
        questions.close_question_after,
        question,
        call.now,
        reply_text,
        reply_to=call.reply_to,
        notice=notice,
        now=call.now,
    )


async def press_confirmation(tap: ButtonContext) -> Reply:
    """Handle [是] or [重新选] on a question whether words are meant as they stand. Raises DialogGone."""
    asked = await _get_asked(tap, mark_of)
    return await _take_pressed(tap, asked, tap.intent.arg)


async def press_offer(tap: ButtonContext) -> Reply:
    """Take a usual answer, which its button says word for word. Raises DialogGone, QuestionToAnother, OldButton."""
    asked = await tap.incoming.read(
        questions.find_pressed_question,
        reply_to=tap.reply_to,
        account=tap.by.id,
        mark=tap.intent.subject,
        now=tap.now,
    )
    call = tap.call()
    text, shown, whom = await _offered(call, asked, tap.intent.arg)
    said = replace(call.said, text=text, attachments=asked.attachments, mentions=(whom,) if whom else ())
    await _run(replace(call, said=said, args=text, council=asked.council, answering=asked), asked)
    still = await tap.incoming.read(questions.find_unsent_question, tap.chat, tap.by.id, tap.now)
    if asked.ask not in SECRET and (still is None or still.about != asked.about):
        await tap.bot.store.run(redraw_message, asked.about, now=tap.now, chosen=shown or text)
    return Reply("ok")


async def _offered(call: CommandContext, asked: Dialog, code: str) -> tuple[str, str, Account | None]:
    """Return the words behind a usual answer, the label on its button if that differs, and the person they name."""
    kind, rest = code[:1], code[1:]
    if code == USUAL_DAY:
        return "按时限", "", None
    speak = words(await call.incoming.read(language_of, call.said.chat, asked.council))
    if kind == "s" and rest in labels.SCHEDULES:
        return labels.SCHEDULES[rest], str(speak(labels.SCHEDULES[rest])), None
    if kind == "t" and (later := LATER.fullmatch(rest)):
        return f"{later[1]}天 {later[2]}:{later[3]}", "", None
    if not rest.isdecimal():
        raise OldButton
    if kind == "p":
        member = await call.incoming.read(members.get_person, asked.council, int(rest))
        account = Account(member.account, member.name, member.username) if member.account else None
        return member.name, "", account
    if kind in {"d", "m", "n"}:
        return f"{rest}天" if kind == "d" else rest, "", None
    try:
        return usual_words(speak, asked.ask, int(rest)), "", None
    except LookupError:
        raise OldButton from None


async def press_motion(tap: ButtonContext) -> Reply:
    """Take the words behind a button of the question for a motion as its answer. Raises DialogGone."""
    asked, intent = await _get_asked(tap, lambda known: known.number), tap.intent
    matter = await tap.incoming.read(get_matter, intent.council, intent.subject)
    motions = {source.value: text for source, text in list_motions(matter).items()}
    if intent.arg not in motions:
        raise OldButton
    return await _take_pressed(tap, asked, motions[intent.arg])


async def _get_asked(tap: ButtonContext, subject: Callable[[QuestionParams], int]) -> Dialog:
    """Return the question whose button was pressed, told by its `subject` from another. Raises DialogGone."""
    asked, intent = await tap.incoming.read(questions.find_unsent_question, tap.chat, tap.by.id, tap.now), tap.intent
    if asked is None or (asked.ask, asked.council, subject(asked.params)) != (
        intent.act,
        intent.council,
        intent.subject,
    ):
        raise DialogGone
    return asked


async def _take_pressed(tap: ButtonContext, asked: Dialog, text: str) -> Reply:
    """Take the words behind a button as the answer to its question."""
    call = tap.call()
    await take_answer(replace(call, said=replace(call.said, text=text)), asked)
    return Reply("ok")


def _doubted(dialog: Dialog) -> Dialog:
    """Return the question whose answer was in doubt."""
    return replace(dialog, ask=dialog.params.asked, params=dialog.params.without_doubt())

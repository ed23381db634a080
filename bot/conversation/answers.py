"""Answers to the bot's questions: one row for each question."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from bot.conversation import (
    commands,
    entries,
    kinds,
    ladders,
    letters,
    matter_acts,
    mediations,
    roles,
    settings,
    voting,
)
from bot.conversation.context import ButtonContext, CommandContext
from bot.domain.councils.council import Account
from bot.domain.councils.errors import SeveralCouncils
from bot.domain.hierarchy.errors import SentAbove, SentFromBelow
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import TooLateToUndo, WrongState
from bot.domain.matters.matter import Answer
from bot.domain.matters.matter_numbers import read_numbers
from bot.domain.shared.date_parsing import parse_day
from bot.domain.shared.errors import DOUBTS, BadNumber, CouncilError, DialogGone, NotAllowed, OldButton
from bot.domain.shared.ids import AccountId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question import CONFIRMED, LATE_ANSWER, PREVIEW, Dialog, Draft, mark_of
from bot.domain.shared.reply import Reply
from bot.domain.votes.motion import list_motions
from bot.locales import words
from bot.messages.registry import language_of
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters import assignment_dialog, own_matters, previews, triage, verification
from bot.services.matters.repository import get_matter
from bot.services.meetings import rescheduling
from bot.services.shared import questions
from bot.services.shared.enqueue import ReplyTo, redraw_message, reply_text
from bot.services.shared.private_replies import PrivateReply
from bot.views.shared import labels
from bot.views.shared.question_offers import USUAL_DAY, usual_words

BETWEEN = re.compile(r"[\s,，、;；]+(?:期限\s*[:：]?\s*)?")
OPTION_SEPARATOR = re.compile(r"\s*[、，,;；/／|]\s*|\s+")  # as a Chinese keyboard writes them
Press = Callable[[ButtonContext], Awaitable[Reply | None]]  # None: the press is answered once it is known how
AnswerHandler = Callable[[CommandContext, Dialog], Awaitable[None]]
# The obstacle is not in the words, so other words would not help; another matter might.
IN_VAIN = (NotAllowed, WrongState, SentAbove, SentFromBelow, TooLateToUndo)
# The buttons below questions themselves.
OF_QUESTIONS = frozenset({"leave", "answer_with", "assign_name", "vote_motion", *CONFIRMED})
# The group reads what answers them: answered in private, the answer is shown to its author first.
PUBLISHED: frozenset[str] = frozenset(
    {
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
        Act.PROGRESS,
        Act.DONE,
        Act.OPINION,
    }
)
NUMBER_QUESTIONS = frozenset({"number", "numbers", Act.MERGE})


async def take_answer(call: CommandContext, dialog: Dialog) -> None:
    """Handle the answer to an open question; an unusable answer is asked for again, with what was wrong."""
    if _bare(call.said.text) in labels.LEAVE:
        await _leave(call, dialog)
        return
    if dialog.is_late(call.now) and not call.said.answers and dialog.params.text is None:
        params = replace(dialog.params, text=call.said.text, asked=dialog.ask)
        await replace(call, council=dialog.council).ask(LATE_ANSWER, params)
        return
    call = replace(call, said=replace(call.said, attachments=(*dialog.attachments, *call.said.attachments)))
    if _is_previewed(call, dialog):
        await _preview(call, dialog)
        return
    answer = replace(call, council=dialog.council, args=call.said.text, answering=dialog)
    if dialog.ask not in CONFIRMED:
        await _run(answer, dialog)
        return
    said = _bare(call.said.text)
    if said in labels.AGAIN and dialog.ask == LATE_ANSWER:
        await _leave(call, dialog)
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
    return call.said.private and dialog.ask in PUBLISHED and bool(said or call.said.attachments)


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


async def leave_question(call: CommandContext) -> bool:
    """Leave the question that waits for this person in this chat; return whether there was one."""
    dialog = await call.incoming.read(questions.find_unsent_question, call.said.chat, call.by.id, call.now)
    if dialog:
        await _leave(call, dialog)
    return dialog is not None


async def _leave(call: CommandContext, dialog: Dialog) -> None:
    """Leave a question by words, and say so."""
    await call.incoming.keep(questions.leave_question, dialog, now=call.now, reply_to=call.reply_to)


async def _close(call: CommandContext, question: Dialog | Draft | None, notice: Reply) -> None:
    """Close a question without an answer, and tell the reason."""
    await call.incoming.keep(
        questions.close_question_after,
        question,
        call.now,
        reply_text,
        reply_to=call.reply_to,
        notice=notice,
        now=call.now,
    )


@dataclass
class LeavingFirst:
    """The question of a person in a chat that something else leaves, in the transaction of that act.

    `of` is the question that the act brings the answer of: that one is closed without a word.
    """

    reply_to: ReplyTo
    account: AccountId
    now: datetime
    of: str = ""
    replies: tuple[PrivateReply, ...] = ()  # what the person is told alone in a group, once it is kept

    def __call__(self, tx: Tx) -> None:
        """Leave it; in private the person is told in the same transaction."""
        dialog = questions.find_unsent_question(tx, self.reply_to.chat, self.account, self.now)
        if dialog is None:
            self.replies = ()
            return
        is_answer = dialog.ask == self.of
        where = None if self.reply_to.group else replace(self.reply_to, id=f"{self.reply_to.id}/left", message=None)
        questions.leave_for_another(tx, dialog, now=self.now, reply_to=where, is_answer=is_answer)
        notice = MessageParams.of_reply(questions.left_reply(dialog, first=True))
        self.replies = (PrivateReply("notice", notice),) if self.reply_to.group and not is_answer else ()


async def run_command(call: CommandContext, name: str) -> None:
    """Run a typed command, which leaves the question that waits for its sender in this chat."""
    leaving = LeavingFirst(call.reply_to, call.by.id, call.now, of=name)
    call = replace(call, incoming=replace(call.incoming, before=leaving))
    try:
        await commands.run_command(call, name)
    except SeveralCouncils:
        raise
    except CouncilError as refusal:
        await call.refuse(refusal)
    if leaving.replies and call.can_show_alone:
        call.show_replies(leaving.replies)


async def run_press(tap: ButtonContext, press: Press) -> Reply | None:
    """Run the act of a button, which leaves the question that waits for this person in this chat."""
    if tap.intent.act in OF_QUESTIONS:
        return await press(tap)
    leaving = LeavingFirst(tap.reply_to, tap.by.id, tap.now)
    tap = replace(tap, incoming=replace(tap.incoming, before=leaving))
    try:
        answer = await press(tap)
    except CouncilError as refusal:
        if await tap.incoming.read(questions.find_unsent_question, tap.chat, tap.by.id, tap.now):
            await tap.incoming.keep(lambda _: None)  # it is left by a press in vain as well
        answer = Reply(refusal.key, refusal.params)
    if leaving.replies and tap.can_show_alone:
        tap.show_besides(leaving.replies)
    return answer


async def press_leave(tap: ButtonContext) -> Reply:
    """Handle [取消] below a question. Raises DialogGone, QuestionToAnother."""
    return await tap.keep(questions.press_leave)


async def press_confirmation(tap: ButtonContext) -> Reply:
    """Handle [是] or [重新选] on a question whether words are meant as they stand. Raises DialogGone."""
    asked = await tap.incoming.read(questions.find_unsent_question, tap.chat, tap.by.id, tap.now)
    intent = tap.intent
    if asked is None or (asked.ask, asked.council) != (intent.act, intent.council):
        raise DialogGone
    if mark_of(asked.params) != intent.subject:
        raise DialogGone
    call = tap.call()
    await take_answer(replace(call, said=replace(call.said, text=intent.arg)), asked)
    return Reply("ok")


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
    text, whom = await _offered(call, asked, tap.intent.arg)
    said = replace(call.said, text=text, attachments=asked.attachments, mentions=(whom,) if whom else ())
    await _run(replace(call, said=said, args=text, council=asked.council, answering=asked), asked)
    still = await tap.incoming.read(questions.find_unsent_question, tap.chat, tap.by.id, tap.now)
    if still is None or still.about != asked.about:
        await tap.bot.store.run(redraw_message, asked.about, now=tap.now, chosen=text)
    return Reply("ok")


async def _offered(call: CommandContext, asked: Dialog, code: str) -> tuple[str, Account | None]:
    """Return the words behind a usual answer, and the person whom they name."""
    kind, rest = code[:1], code[1:]
    if code == USUAL_DAY:
        return "按时限", None
    if not rest.isdecimal():
        raise OldButton
    if kind == "p":
        member = await call.incoming.read(members.get_person, asked.council, int(rest))
        return member.name, Account(member.account, member.name, member.username) if member.account else None
    if kind in {"d", "m"}:
        return f"{rest}天" if kind == "d" else rest, None
    speak = words(await call.incoming.read(language_of, call.said.chat, asked.council))
    try:
        return usual_words(speak, asked.ask, int(rest)), None
    except LookupError:
        raise OldButton from None


async def press_motion(tap: ButtonContext) -> Reply:
    """Take the words behind a button of the question for a motion as its answer. Raises DialogGone."""
    asked = await tap.incoming.read(questions.find_unsent_question, tap.chat, tap.by.id, tap.now)
    intent = tap.intent
    if asked is None or (asked.ask, asked.council, asked.params.number) != (intent.act, intent.council, intent.subject):
        raise DialogGone
    matter = await tap.incoming.read(get_matter, intent.council, intent.subject)
    motions = {source.value: text for source, text in list_motions(matter).items()}
    if intent.arg not in motions:
        raise OldButton
    call = tap.call()
    await take_answer(replace(call, said=replace(call.said, text=motions[intent.arg])), asked)
    return Reply("ok")


def _doubted(dialog: Dialog) -> Dialog:
    """Return the question whose answer was in doubt."""
    return replace(dialog, ask=dialog.params.asked, params=dialog.params.without_doubt())


def _command(name: str) -> AnswerHandler:
    """Run the command with the answer as its arguments."""

    async def run(call: CommandContext, dialog: Dialog) -> None:
        said = replace(call.said, answers=None)
        number = dialog.params.numbers or dialog.params.number
        args = f"{number}: {call.args}" if number else call.args  # a number in the answer is none of theirs
        await commands.RUN[name](replace(call, said=said, args=args))

    return run


def _rest_of(name: str, between: str) -> AnswerHandler:
    """Run the command with the answer as its missing words; the answer may repeat the command itself."""

    async def run(call: CommandContext, dialog: Dialog) -> None:
        said, so_far = replace(call.said, answers=None), dialog.params.so_far
        rest = call.args.strip().removeprefix(so_far).strip()
        await commands.RUN[name](replace(call, said=said, args=f"{so_far}{between}{rest}"))

    return run


async def _number(call: CommandContext, dialog: Dialog) -> None:
    found = read_numbers(call.args, bare=True)
    if found is None:
        raise BadNumber
    if (so_far := dialog.params.so_far) and not found.words:
        call = replace(call, args=f"{call.args.strip()}: {so_far}")
    await commands.RUN[dialog.params.then](replace(call, said=replace(call.said, answers=None)))


async def _merge(call: CommandContext, dialog: Dialog) -> None:
    into = call.number()
    if into is None:
        raise BadNumber
    await call.do(partial(triage.merge_matters, number=dialog.params.number, into=into[0]))


async def _assign_who(call: CommandContext, dialog: Dialog) -> None:
    """Handle the name of a handler; a day behind the name is not part of it."""
    who, day = _who_and_day(call.args.strip(), call.now.date())
    await call.keep(
        partial(
            assignment_dialog.hand_over,
            council=dialog.council,
            number=dialog.params.number,
            who=who,
            mentioned=call.said.mentions[0] if call.said.mentions else None,
            day=day or dialog.params.day,
            sure=False,
        )
    )


async def _assign_name(call: CommandContext, dialog: Dialog) -> None:
    """Handle the confirmation of an unknown handler's name in words; or another name."""
    said = call.args.strip().casefold()
    if said not in labels.YES:
        await _assign_who(call, dialog)
        return
    await call.keep(
        partial(
            assignment_dialog.hand_over,
            council=dialog.council,
            number=dialog.params.number,
            who=dialog.params.name,
            day=dialog.params.day,
        )
    )


def _who_and_day(said: str, today: date) -> tuple[str, str]:
    """Split a name and the day behind it (陈师傅 7天); without one the day is empty."""
    for gap in BETWEEN.finditer(said):
        if gap.start() and parse_day(said[gap.end() :], today):
            return said[: gap.start()], said[gap.end() :]
    return said, ""


async def _assign_day(call: CommandContext, dialog: Dialog) -> None:
    await call.keep(
        partial(
            assignment_dialog.set_day,
            council=dialog.council,
            number=dialog.params.number,
            handler=dialog.params.handler,
            day=call.args,
        )
    )


async def _why_not(call: CommandContext, dialog: Dialog) -> None:
    await call.do(
        partial(verification.record_feedback, number=dialog.params.number, answer=Answer.NO, reason=call.args)
    )


async def _postpone(call: CommandContext, dialog: Dialog) -> None:
    await call.do(partial(rescheduling.postpone_meeting, number=dialog.params.number, text=call.args))


async def _poll_options(call: CommandContext, dialog: Dialog) -> None:
    """Run /poll with the options of a question that came alone: one a line, or a list in a single line."""
    lines = [line for line in call.args.splitlines() if line.strip()]
    options = "\n".join(OPTION_SEPARATOR.split(lines[0].strip()) if len(lines) == 1 else lines)
    await _rest_of(Act.POLL, "\n")(replace(call, args=options), dialog)


BY_FILE = frozenset({"roll"})  # questions that words alone do not answer: whoever goes on talking is left in peace


async def _own_rewrite(call: CommandContext, dialog: Dialog) -> None:
    await call.do(partial(own_matters.rewrite_own, number=dialog.params.number, text=call.args))


async def _own_photo(call: CommandContext, dialog: Dialog) -> None:
    pictures = call.said.attachments
    await call.do(partial(own_matters.add_pictures, number=dialog.params.number, attachments=pictures))


ANSWER_HANDLERS: dict[str, AnswerHandler] = {
    "own_rewrite": _own_rewrite,
    "own_photo": _own_photo,
    "propose": _command("propose"),
    "behalf": _command("behalf"),
    "behalf_what": _rest_of("behalf", " "),
    "spot": _command("spot"),
    "spot_photo": entries.answer_spot_photo,
    "mediate": _command("mediate"),
    "mediation_say": mediations.answer_note,
    "mediation_agree": mediations.answer_agreement,
    "mediation_day": mediations.answer_agreement_day,
    "letter": _command("letter"),
    "letter_reply": letters.answer_reply,
    "letter_matter": letters.answer_make_matter,
    "letter_decline": letters.answer_decline,
    "desk_words": _command("desk"),
    "number": _number,
    "numbers": _command(Act.AGENDA),
    **{name: _command(name) for name, act in matter_acts.MATTER_COMMANDS.items() if act.words},
    Act.MERGE: _merge,
    Act.WHISTLE: ladders.answer_why,
    "rung": ladders.answer_level,
    "limit": ladders.answer_limit,
    Act.RESOLVE: _command(Act.RESOLVE),
    "assign_who": _assign_who,
    "assign_name": _assign_name,
    "assign_day": _assign_day,
    Act.PROGRESS: _command(Act.PROGRESS),
    Act.DONE: _command(Act.DONE),
    "done_photo": kinds.answer_done_photo,
    "ticket": _command("ticket"),
    "ticket_what": _rest_of("ticket", " "),
    "why_not": _why_not,
    "schedule": _command("schedule"),
    "convene": _command("convene"),
    "present": _command("present"),
    Act.OPINION: _command(Act.OPINION),
    "postpone": _postpone,
    Act.POLL: _command(Act.POLL),
    "poll_options": _poll_options,
    "vote_motion": voting.answer_motion,
    "vote_until": voting.answer_until,
    "vote_void": voting.answer_void,
    "paper_unit": voting.answer_paper_unit,
    "paper_choice": voting.answer_paper_choice,
    "receipt": _command("receipt"),
    "roll": _command("roll"),
    "set_days": settings.answer_days,
    "set_place": settings.answer_place,
    "role": roles.answer_what,
    "role_who": roles.answer_who,
}

"""The effects of answers: one row for each question."""

import re
from dataclasses import replace
from datetime import date
from functools import partial

from bot.conversation import (
    commands,
    entries,
    kinds,
    ladders,
    letters,
    matter_acts,
    mediations,
    polls,
    roles,
    settings,
    voting,
)
from bot.conversation.context import CommandContext
from bot.conversation.handler_types import HandleAnswer
from bot.conversation.practice_rows import answers_of
from bot.conversation.practices import PRACTICES
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Answer
from bot.domain.matters.matter_numbers import read_numbers
from bot.domain.shared.date_parsing import parse_day
from bot.domain.shared.errors import BadNumber
from bot.domain.shared.question import Dialog
from bot.services.matters import assignment_dialog, own_matters, triage, verification
from bot.services.meetings import rescheduling
from bot.views.shared import labels

BETWEEN = re.compile(r"[\s,，、;；]+(?:期限\s*[:：]?\s*)?")
# Questions that words alone do not answer: whoever goes on talking is left in peace.
BY_FILE = frozenset({"roll", "duty_file", "grid_file"})
OPTION_SEPARATOR = re.compile(r"\s*[、，,;；/／|]\s*|\s+")  # as a Chinese keyboard writes them


def _command(name: str) -> HandleAnswer:
    """Run the command with the answer as its arguments."""

    async def run(call: CommandContext, dialog: Dialog) -> None:
        said = replace(call.said, answers=None)
        number = dialog.params.numbers or dialog.params.number
        args = f"{number}: {call.args}" if number else call.args  # a number in the answer is none of theirs
        await commands.RUN[name](replace(call, said=said, args=args))

    return run


def _rest_of(name: str, between: str) -> HandleAnswer:
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


async def _own_rewrite(call: CommandContext, dialog: Dialog) -> None:
    await call.do(partial(own_matters.rewrite_own, number=dialog.params.number, text=call.args))


async def _own_photo(call: CommandContext, dialog: Dialog) -> None:
    pictures = call.said.attachments
    await call.do(partial(own_matters.add_pictures, number=dialog.params.number, attachments=pictures))


ANSWER_HANDLERS: dict[str, HandleAnswer] = {
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
    Act.AMEND: _command(Act.RESOLVE),
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
    "poll_days": polls.answer_days,
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
    **answers_of(PRACTICES),
}

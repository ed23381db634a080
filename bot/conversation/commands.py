"""The table of commands: each parses its arguments and calls one use case. Missing arguments are asked for."""

from dataclasses import replace

from bot.conversation import (
    choices,
    desk,
    entries,
    kinds,
    ladders,
    ledgers,
    letters,
    matter_acts,
    mediations,
    parents,
    roles,
    rolls,
    settings,
    sittings,
    voting,
)
from bot.conversation.context import CommandContext
from bot.conversation.councils import (
    ask_to_forget,
    set_up_council,
    show_members,
    show_mine,
    show_my_data,
    show_or_choose_procedure,
    show_stats,
)
from bot.conversation.handler_types import Run
from bot.conversation.matters import (
    list_matters,
    propose_matter,
    put_on_agenda,
    report_matter_done,
    report_matter_progress,
    resolve_matter,
    show_matter,
    show_or_report_hazards,
)
from bot.conversation.meetings import convene_meeting, set_schedule, show_meeting
from bot.conversation.polls import ask_poll
from bot.conversation.practice_rows import commands_of
from bot.conversation.practices import PRACTICES
from bot.conversation.replied_matter import with_replied_number
from bot.conversation.start import find_councils, show_help, start_chat
from bot.domain.councils.errors import NoCouncil, NotMember
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import StageLacks
from bot.domain.matters.matter_numbers import format_numbers, read_numbers
from bot.domain.shared.errors import (
    BadPeriod,
    TooLong,
    TooShort,
)
from bot.domain.shared.question_params import QuestionParams
from bot.views.shared.questions import QUESTION_TEXTS

COMMANDS_NEVER_REFUSED = frozenset({"forgetme"})  # whoever has done enough for an hour may still erase themselves
UNUSABLE = (TooShort, TooLong, BadPeriod, StageLacks)


def _matter_act(name: Act) -> Run:
    return lambda call: matter_acts.run_act(call, name)


RUN: dict[str, Run] = {
    **{name: _matter_act(name) for name in matter_acts.MATTER_COMMANDS},
    Act.MERGE: matter_acts.merge_matter,
    Act.ASSIGN: matter_acts.assign_matter,
    "procedure": show_or_choose_procedure,
    "parent": parents.show_or_join_parent,
    "branches": parents.show_children,
    "start": start_chat,
    "help": show_help,
    "propose": propose_matter,
    "behalf": entries.record_on_behalf,
    "spot": entries.record_on_the_spot,
    "letter": letters.write_or_show_letters,
    "mediate": mediations.start_mediation,
    "desk": desk.show_desk,
    "matters": list_matters,
    "matter": show_matter,
    "mine": show_mine,
    Act.POLL: ask_poll,
    "schedule": set_schedule,
    "meeting": show_meeting,
    "convene": convene_meeting,
    "ics": sittings.send_calendar,
    "open": sittings.open_meeting,
    "present": sittings.record_present,
    "next": sittings.call_next,
    Act.OPINION: sittings.record_opinion,
    "close": sittings.close_meeting,
    Act.AGENDA: put_on_agenda,
    Act.RESOLVE: resolve_matter,
    Act.PROGRESS: report_matter_progress,
    Act.DONE: report_matter_done,
    Act.VOTE: voting.start_vote,
    "paper": voting.enter_paper,
    "urge": voting.remind_voters,
    "result": voting.show_result,
    "receipt": voting.check_receipt,
    Act.KIND: kinds.correct_kind,
    "hazards": show_or_report_hazards,
    "ticket": kinds.enter_ticket,
    "tickets": kinds.list_tickets,
    "members": show_members,
    "stats": show_stats,
    "role": roles.appoint_member,
    "setup": set_up_council,
    "settings": settings.show_settings,
    "roll": rolls.show_or_read_roll,
    "invite": rolls.invite_units,
    "ledger": ledgers.send_ledger,
    Act.WHISTLE: ladders.blow_whistle,
    "ladder": ladders.show_or_set_ladder,
    "limits": ladders.show_or_set_limits,
    "digest": choices.choose_digest,
    "summary": choices.choose_summary,
    "parties": choices.set_parties,
    "mydata": show_my_data,
    "forgetme": ask_to_forget,
    **commands_of(PRACTICES),
}


async def run_command(call: CommandContext, name: str) -> None:
    """Run a command; words that cannot be used are asked for again. Raises OverLimit."""
    if name in COMMANDS_NEVER_REFUSED:
        call = replace(call, incoming=call.incoming.unlimited())
    call.incoming.check_limits()  # before anything is looked up for it
    call = await with_replied_number(call, name)
    try:
        await run_as_member(call, RUN[name])
    except UNUSABLE as wrong:
        if (
            call.answering or name not in QUESTION_TEXTS or name == "propose"
        ):  # what is proposed is simply written again
            raise
        found = read_numbers(
            call.args, bare=name in matter_acts.MATTER_COMMANDS and matter_acts.MATTER_COMMANDS[Act(name)].bare
        )
        asked = QuestionParams()
        if found and "{number}" in QUESTION_TEXTS[name][0]:
            numbers = tuple(dict.fromkeys(found.numbers))
            several = len(numbers) > 1
            asked = QuestionParams(numbers=format_numbers(numbers)) if several else QuestionParams(number=numbers[0])
        await call.ask(name, asked, wrong=wrong)


async def run_as_member(call: CommandContext, run: Run) -> None:
    """Run what a person wants; a stranger in a private chat is first looked for in the councils' groups."""
    try:
        await run(call)
    except (NoCouncil, NotMember):
        if not (call.said.private and await find_councils(call)):
            raise
        await run(call)

"""The table of commands: each parses its arguments and calls one use case. Missing arguments are asked for."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from bot.conversation import (
    choices,
    entries,
    kinds,
    ladders,
    ledgers,
    letters,
    life,
    mediations,
    parents,
    roles,
    rolls,
    sittings,
    voting,
)
from bot.conversation.context import CommandContext
from bot.domain.councils.council import OFFICERS, Account
from bot.domain.councils.errors import NoCouncil, NotAPerson, NotMember, SeveralCouncils
from bot.domain.councils.permissions import CouncilAct
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NoPhoto, StageLacks
from bot.domain.matters.kind import Kind
from bot.domain.matters.matter_numbers import format_numbers, read_numbers
from bot.domain.meetings.errors import BadSchedule
from bot.domain.polls import poll
from bot.domain.polls.errors import BadPoll, NoPolls
from bot.domain.shared import masking
from bot.domain.shared.errors import (
    DOUBTS,
    BadPeriod,
    CouncilError,
    GroupOnly,
    NoSuchMoment,
    OneAtATime,
    PastDay,
    PlatformSlow,
    PrivateOnly,
    TooLong,
    TooShort,
)
from bot.domain.shared.ids import ChatId
from bot.locales import words
from bot.messages.registry import language_of
from bot.ports import Tx
from bot.services.councils import councils, members
from bot.services.matters import assignment_dialog, detail_page, drafts, several, triage
from bot.services.matters.progress import report_done, report_progress
from bot.services.meetings import meetings
from bot.services.polls import polls
from bot.services.rolls import unit_links
from bot.services.shared.enqueue import ReplyTo
from bot.views.polls.polls import USUAL_OPTIONS
from bot.views.shared import labels
from bot.views.shared.command_list import For
from bot.views.shared.questions import QUESTION_TEXTS

Run = Callable[[CommandContext], Awaitable[None]]

COMMANDS_NEVER_REFUSED = frozenset({"forgetme"})  # whoever has done enough for an hour may still erase themselves
UNUSABLE = (TooShort, TooLong, BadPeriod, StageLacks)
WHO = re.compile(r"承办人?\s*[:：]?\s*([^\s,，;；。]+)")
LINK = re.compile(r"c-(?P<council>\d{1,9})(?:-m-(?P<matter>\d{1,9}))?")
DEADLINE = re.compile(r"期限\s*[:：]?\s*([^\s,，;；。]+)")


async def show_help(call: CommandContext) -> None:
    """Show the first section of the help."""
    await call.show("help", remember=True, section=For.EVERYBODY.value)


async def start_chat(call: CommandContext) -> None:
    """Record the open private chat and show the menu; a deep link leads to its council or matter."""
    if not call.said.private:
        await call.show("menu", council=await call.where())
        return
    if call.args.startswith("h-"):
        await rolls.open_unit_link(call, unit_links.parse_unit_code(call.args))
        return
    if scanned := sittings.CODE.fullmatch(call.args.strip()):
        await _look_for(call, await sittings.find_council_of_code(call, scanned["code"]))
        await sittings.check_in_by_code(call, scanned["code"])
        return
    linked = LINK.fullmatch(call.args.strip())
    council, number = map(int, (linked["council"], linked["matter"] or 0)) if linked else (0, 0)
    if council:
        await _look_for(call, council)
    await call.keep(_opened, council=council, number=number)


def _opened(tx: Tx, *, council: int, number: int, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Greet a person, and show the matter of their link, if it is of a council of theirs."""
    members.open_private_chat(tx, by=by, now=now, reply_to=reply_to)
    if number:
        with suppress(CouncilError):
            detail_page.show_by_number(
                tx, council=council, number=number, by=by, now=now, reply_to=replace(reply_to, id=f"{reply_to.id}/link")
            )


async def propose_matter(call: CommandContext) -> None:
    """Propose the typed words, or the message that the command answers."""
    said, text = call.said, call.args
    captured = said.captured
    if captured:
        text = "\n".join(part for part in (captured.text, text) if part.strip())
        said = replace(captured, attachments=(*captured.attachments, *said.attachments))
    call = call.with_captured()
    wordless = not text.strip()
    if wordless and said.attachments:
        speak = words(await call.incoming.read(language_of, call.said.chat, await call.where()))
        text = str(speak(labels.WORDLESS[said.attachments[0].kind]))
    elif wordless:
        await call.ask("propose")
        return
    await call.keep_here(drafts.propose_matter, said=replace(said, text=text, answers=None), wordless=wordless)


async def show_or_report_hazards(call: CommandContext) -> None:
    """Show the hazards; with words, or with a photo, propose one."""
    if call.args.strip() or call.said.attachments:
        speak = words(await call.incoming.read(language_of, call.said.chat, await call.where()))
        text = call.args.strip()
        said = speak(labels.REPORTED_HAZARD, text=text) if text else speak(labels.KIND_LABELS[Kind.HAZARD])
        await propose_matter(replace(call, args=said.unescape()))
    else:
        await kinds.list_hazards(call)


async def list_matters(call: CommandContext) -> None:
    """List the matters, or those that contain the words."""
    await call.show_here("list", remember=True, page=1, words=masking.shown_text(call.args, 50))


async def show_matter(call: CommandContext) -> None:
    """Show one matter."""
    found = call.number(bare=True)
    if found is None:
        await call.ask_number("matter")
        return
    await call.keep(detail_page.show_by_number, council=await call.where(), number=found[0])


async def show_mine(call: CommandContext) -> None:
    """Show the person's own matters; in a group only those of its council."""
    council = 0
    with suppress(SeveralCouncils):  # all of theirs are shown
        council = await call.where()
    council = 0 if call.said.private else council
    await call.show("mine", account=call.by.id, council=call.council or council)


async def show_members(call: CommandContext) -> None:
    """Show the roster."""
    council = await call.where()
    who = await call.incoming.read(members.find_member, council, call.by.id)
    await call.show("members", council=council, officer=bool(who and OFFICERS.intersection(who.roles)))


async def show_stats(call: CommandContext) -> None:
    """Show the counts."""
    await call.show("stats", council=await call.where())


async def show_meeting(call: CommandContext) -> None:
    """Show the next meeting."""
    await call.keep(meetings.show_meetings, council=await call.where())


async def set_schedule(call: CommandContext) -> None:
    """Set the regular meeting days."""
    await _plan(call, CouncilAct.SCHEDULE, meetings.set_schedule)


async def convene_meeting(call: CommandContext) -> None:
    """Call an extraordinary meeting."""
    await _plan(call, CouncilAct.CONVENE, meetings.convene_meeting)


async def _plan(call: CommandContext, act: CouncilAct, use: Callable[..., None]) -> None:
    """Plan a meeting from the words; missing or unclear parts are asked for."""
    check_in_group(call)
    await call.check(act)
    if not call.args.strip():
        await call.ask(act)
        return
    try:
        await call.keep(use, text=call.args)
    except DOUBTS as doubt:
        if call.answering:
            raise
        await call.confirm(act, doubt)
    except (BadSchedule, NoSuchMoment, PastDay) as wrong:
        if call.answering:
            raise
        await call.ask(act, wrong=wrong)


async def put_on_agenda(call: CommandContext) -> None:
    """Put matters on the next agenda."""
    await call.check(Act.AGENDA)
    found = read_numbers(call.args, bare=True, words=False)
    if found is None:
        await call.ask("numbers")
        return
    council = await call.where()
    await call.keep(triage.put_on_agenda, council=council, numbers=found.numbers, rest=found.words)


async def ask_poll(call: CommandContext) -> None:
    """Ask the group in a native poll."""
    check_in_group(call)
    if not call.bot.platform.features.polls:
        raise NoPolls
    await call.check(Act.POLL)
    if not call.args.strip():
        await call.ask(Act.POLL)
        return
    speak = words(await call.incoming.read(language_of, call.said.chat, 0))
    try:
        asked = poll.parse_poll(call.args, tuple(str(speak(option)) for option in USUAL_OPTIONS))
    except BadPoll as wrong:
        if wrong.params["why"] in poll.OF_OPTIONS:
            question, options = poll.split_poll(call.args)
            await call.ask("poll_options", wrong=wrong if options else None, so_far=question)
            return
        if call.answering:
            raise
        await call.ask(Act.POLL, wrong=wrong)
        return
    await call.keep(polls.ask_poll, asked=asked)


async def resolve_matter(call: CommandContext) -> None:
    """Record a resolution, with handler and day if they are given."""
    await call.check(Act.RESOLVE)
    found = call.number()
    if found is None:
        await call.ask_number(Act.RESOLVE)
        return
    number, text = found
    if not text:
        await call.ask(Act.RESOLVE, number=number)
        return
    who, day = WHO.search(text), DEADLINE.search(text)
    bare = WHO.sub("", DEADLINE.sub("", text)).strip(" \n,，;；。") or text
    await call.keep(
        assignment_dialog.choose_assignment,
        council=await call.where(),
        number=number,
        text=bare,
        who=who[1] if who else "",
        mentioned=call.said.mentions[0] if call.said.mentions else None,
        day=day[1] if day else "",
    )


async def report_matter_progress(call: CommandContext) -> None:
    """Report progress on a matter."""
    await _step(call, Act.PROGRESS)


async def report_matter_done(call: CommandContext) -> None:
    """Report a matter done; the photo of a hazard is asked for."""
    try:
        await _step(call, Act.DONE)
    except NoPhoto:
        await kinds.ask_done_photo(call)


async def _step(call: CommandContext, act: Act) -> None:
    found = read_numbers(call.args, bare=True)
    if found is None:
        await call.ask_number(act)
        return
    numbers, text, photos = tuple(dict.fromkeys(found.numbers)), found.words, call.said.attachments
    use_case = report_progress if act == Act.PROGRESS else report_done
    if not text and not photos:
        if len(numbers) > 1:
            raise OneAtATime(listed=format_numbers(numbers))
        await call.ask(act, number=numbers[0])
    elif len(numbers) == 1:
        await call.do(use_case, number=numbers[0], text=text, attachments=photos)
    else:
        council = call.council
        wishes = {"use_case": use_case, "text": text, "attachments": photos}
        await call.keep(several.run_on_several, numbers=numbers, council=council, **wishes)


async def set_up_council(call: CommandContext) -> None:
    """Make the group a council."""
    check_in_group(call)
    if not call.by.acts:
        raise NotAPerson
    await call.keep(
        councils.set_up,
        name=call.said.group_name,
        admin=await call.bot.platform.is_administrator(call.said.chat, call.by.id),
        hears_all=await _hears_everything(call),
        defaults=call.bot.defaults,
        thread=call.said.topic,
    )


async def _hears_everything(call: CommandContext) -> bool:
    """Return whether the bot hears the whole group; not known, it is taken for granted: only a hint depends on it."""
    try:
        return await call.bot.platform.hears_everything(call.said.chat)
    except PlatformSlow:
        return True


async def show_my_data(call: CommandContext) -> None:
    """Send a person everything that is stored about them."""
    check_in_private(call)
    known = await call.incoming.read(members.known_anywhere, call.by.id)
    await call.show("my_data" if known else "notice", key="forgetting_nothing", account=call.by.id)


async def ask_to_forget(call: CommandContext) -> None:
    """Ask for confirmation before everything about a person is erased."""
    check_in_private(call)
    known = await call.incoming.read(members.known_anywhere, call.by.id)
    await call.show("confirm_forget" if known else "notice", key="forgetting_nothing", account=call.by.id)


def check_in_group(call: CommandContext) -> None:
    """Raise GroupOnly in private."""
    if call.said.private:
        raise GroupOnly


def check_in_private(call: CommandContext) -> None:
    """Raise PrivateOnly in a group."""
    if not call.said.private:
        raise PrivateOnly


def _life(name: Act) -> Run:
    return lambda call: life.run_act(call, name)


async def show_or_choose_procedure(call: CommandContext) -> None:
    """Show the council's procedure; the head chooses another by a button, or by its name: /procedure 四议两公开."""
    council, text = await call.where(), call.args.strip().casefold()
    speak = words(await call.incoming.read(language_of, call.said.chat, council))
    named = {str(speak(label)).casefold(): code for code, label in labels.PROCEDURE_LABELS.items()}
    chosen = {**named, **{label: code for code, label in labels.PROCEDURE_LABELS.items()}}.get(text)
    if chosen is None:
        await call.keep(councils.show_procedure, council=council)
    else:
        await call.keep(councils.name_procedure, council=council, procedure=chosen)


RUN: dict[str, Run] = {
    **{name: _life(name) for name in life.MATTER_COMMANDS},
    Act.MERGE: life.merge_matter,
    Act.ASSIGN: life.assign_matter,
    "procedure": show_or_choose_procedure,
    "parent": parents.show_or_join_parent,
    "branches": parents.show_children,
    "start": start_chat,
    "help": start_chat,
    "propose": propose_matter,
    "behalf": entries.record_on_behalf,
    "spot": entries.record_on_the_spot,
    "letter": letters.write_or_show_letters,
    "mediate": mediations.start_mediation,
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
}


async def run_command(call: CommandContext, name: str) -> None:
    """Run a command; words that cannot be used are asked for again. Raises OverLimit."""
    if name in COMMANDS_NEVER_REFUSED:
        call = replace(call, incoming=call.incoming.unlimited())
    call.incoming.check_limits()  # before anything is looked up for it
    try:
        await _run(call, name)
    except UNUSABLE as wrong:
        if (
            call.answering or name not in QUESTION_TEXTS or name == "propose"
        ):  # what is proposed is simply written again
            raise
        found = read_numbers(call.args, bare=name in life.MATTER_COMMANDS and life.MATTER_COMMANDS[Act(name)].bare)
        asked: dict[str, str | int] = {}
        if found and "{number}" in QUESTION_TEXTS[name][0]:
            numbers = tuple(dict.fromkeys(found.numbers))
            asked = {"number": numbers[0]} if len(numbers) == 1 else {"numbers": format_numbers(numbers)}
        await call.ask(name, wrong=wrong, **asked)


async def _run(call: CommandContext, name: str) -> None:
    """Run a command; a stranger in a private chat is first looked for in the councils' groups."""
    try:
        await RUN[name](call)
    except (NoCouncil, NotMember):
        if not (call.said.private and await find_councils(call)):
            raise
        await RUN[name](call)


async def _look_for(call: CommandContext, council: int) -> None:
    """Register the caller if they are in the council's group; a member may go on while the platform is silent."""
    try:
        await find_councils(call, council)
    except PlatformSlow:
        member = await call.incoming.read(members.find_member, council, call.by.id)
        if member is None or not member.present:
            raise


async def find_councils(call: CommandContext, council: int | None = None) -> bool:
    """Register a stranger in a private chat with the councils whose groups they are in; return whether there is one.

    No platform tells a bot in which groups a person is, so the councils are asked, a bounded number, all at once.
    Raises PlatformSlow when none was found and not all were answered.
    """
    groups = await call.incoming.read(members.list_groups, council)
    found = await asyncio.gather(*(_is_in(call, chat) for _, chat in groups))
    for (number, _), is_in in zip(groups, found, strict=True):
        if is_in:
            await call.bot.store.run(members.register_member, number, call.by)
    if None in found and True not in found:
        raise PlatformSlow
    return True in found


async def _is_in(call: CommandContext, chat: ChatId) -> bool | None:
    """Return whether the caller is in a group; None when the platform does not answer."""
    try:
        return await call.bot.platform.is_member(chat, call.by.id)
    except PlatformSlow:
        return None

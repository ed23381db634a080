"""Commands, buttons and answers about hosts and bench meetings."""

from dataclasses import replace
from functools import partial

from bot.conversation.confirmations import ask_first
from bot.conversation.context import CommandContext
from bot.conversation.handler_types import keep_press, show_press, turn_press
from bot.conversation.practice_rows import PracticeRows
from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.domain.hosts.bench_meeting import parse_people
from bot.domain.hosts.errors import BenchUnclear, NotHost
from bot.domain.hosts.host import HostText, parse_host
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question import Dialog
from bot.domain.shared.question_params import QuestionParams
from bot.services.councils import members
from bot.services.hosts import bench_meetings, hosts, opinion_matters
from bot.services.matters import listing

ASKED = {"host_name": "name", "host_building": "building", "host_address": "address", "host_days": "days"}


async def show_hosts(call: CommandContext) -> None:
    """Show who hosts in which building."""
    await call.show_own(hosts.LIST, MessageParams(council=await call.where()))


async def enter_host(call: CommandContext) -> None:
    """Enter a host; what the words do not say is asked for, one part at a time."""
    await call.check(CouncilAct.HOST)
    await _enter(call, parse_host(call.args), 0)


async def answer_part(call: CommandContext, dialog: Dialog) -> None:
    """Handle one part of a new host; somebody chosen as a member is remembered as one."""
    person = dialog.params.whom
    answer = call.args
    if dialog.ask == "host_name" and call.said.mentions:
        chosen = await call.incoming.read(members.find_member, dialog.council, call.said.mentions[0].id)
        if chosen:
            person, answer = chosen.person, chosen.name
    so_far = parse_host(f"{dialog.params.so_far}\n") if dialog.params.so_far else HostText()
    await _enter(call, replace(so_far, **{ASKED[dialog.ask]: " ".join(answer.split())}), person)


async def _enter(call: CommandContext, said: HostText, person: int) -> None:
    if said.missing:
        await call.ask(f"host_{said.missing}", QuestionParams(so_far=said.written(), whom=person))
    else:
        call.show_receipt(await call.keep_here(partial(hosts.add_host, said=said, person=person)))


async def answer_host(call: CommandContext, dialog: Dialog) -> None:
    """Handle the parts of a host, written anew; what is missing is asked for again."""
    said = parse_host(call.args)
    if said.missing:
        await call.ask("host_text", dialog.params)
    else:
        call.show_receipt(await call.keep_here(partial(hosts.change_host, number=dialog.params.number, said=said)))


async def record_bench(call: CommandContext) -> None:
    """Record a bench meeting at one's own home; an officer chooses first at whose."""
    council = await call.where()
    who = await call.incoming.read(members.find_member, council, call.by.id)
    own = await call.incoming.read(hosts.find_own, council, who.person) if who else None
    if own:
        await _record(call, own.number, call.args)
    elif hosts.is_officer(who):
        await show_hosts(call)
    else:
        raise NotHost


async def _record(call: CommandContext, host: int, text: str) -> None:
    """Record a bench meeting; how many were there and what they said is asked for where it is not written."""
    if not text.strip():
        await call.ask("bench_people", QuestionParams(number=host))
        return
    try:
        people, opinions = parse_people(text)
    except BenchUnclear as wrong:
        await call.ask("bench_people", QuestionParams(number=host), wrong=wrong)
        return
    if not opinions.strip():
        await call.ask("bench_opinions", QuestionParams(number=host, so_far=str(people)))
        return
    call.show_receipt(await call.keep_here(partial(bench_meetings.record_bench, host=host, text=text)))


async def answer_people(call: CommandContext, dialog: Dialog) -> None:
    """Handle how many were there."""
    await _record(call, dialog.params.number, call.args)


async def answer_opinions(call: CommandContext, dialog: Dialog) -> None:
    """Handle the opinions, a line each."""
    await _record(call, dialog.params.number, f"{dialog.params.so_far}\n{call.args}")


async def answer_bench(call: CommandContext, dialog: Dialog) -> None:
    """Handle a record that is written anew."""
    change = partial(bench_meetings.change_bench, number=dialog.params.number, text=call.args)
    call.show_receipt(await call.keep_here(change))


ROWS = PracticeRows(
    Practice.HOSTS,
    commands={"hosts": show_hosts, "host": enter_host, "bench": record_bench},
    buttons={
        "host_open": show_press(hosts.find_page),
        "host_turn": turn_press(listing.turn_page, listing.page_of),
        "host_text": keep_press(hosts.ask_change),
        "host_remove": ask_first(hosts.must_ask_removal, keep_press(hosts.press_remove)),
        "bench_people": keep_press(bench_meetings.ask_people),
        "bench_list": show_press(bench_meetings.find_list),
        "bench_turn": turn_press(listing.turn_page, listing.page_of),
        "bench_open": show_press(bench_meetings.find_page),
        "bench_matter": keep_press(opinion_matters.press_matter),
        "bench_text": keep_press(bench_meetings.ask_change),
        "bench_undo": ask_first(bench_meetings.must_ask_undo, keep_press(bench_meetings.press_undo)),
        "bench_sheet": keep_press(bench_meetings.send_sheet),
    },
    answers={
        **dict.fromkeys(ASKED, answer_part),
        "host_text": answer_host,
        "bench_people": answer_people,
        "bench_opinions": answer_opinions,
        "bench_text": answer_bench,
    },
)

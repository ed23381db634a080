"""Commands, buttons and answers about events."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.conversation.confirmations import ask_first
from bot.conversation.context import ButtonContext, CommandContext
from bot.conversation.handler_types import HandleAnswer, Press, keep_press, show_besides, show_press
from bot.conversation.practice_rows import PracticeRows
from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.domain.events.event_text import EventText
from bot.domain.shared.errors import DOUBTS, NoSuchMoment, PastDay
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question import PREVIEW, Dialog
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.locales import words
from bot.messages.registry import language_of
from bot.services.events import check_ins, events, sign_ups
from bot.services.shared.use_cases import ButtonUseCase
from bot.views.events.event_parts import write_parts

ASKED = {"event_what": "what", "event_when": "when", "event_place": "place", "event_places": "places"}


async def organise_event(call: CommandContext) -> None:
    """Announce an event; what the words do not say is asked for, one part at a time."""
    await call.check(CouncilAct.EVENT)
    said = await call.incoming.read(events.read_text, await call.where(), call.posted_text, call.now)
    await _go_on(call, said)


async def show_events(call: CommandContext) -> None:
    """Show the events to come, with those that the one who asks has signed up for."""
    await call.show_own("events", MessageParams(council=await call.where()))


async def answer_part(call: CommandContext, dialog: Dialog) -> None:
    """Handle one part of a new event."""
    so_far = await call.incoming.read(events.read_text, dialog.council, dialog.params.so_far, call.now)
    said = await call.incoming.read(
        events.read_answer, dialog.council, so_far, (ASKED[dialog.ask], call.args), call.now
    )
    await _go_on(call, said, is_shown_first=call.said.private)


async def _go_on(call: CommandContext, said: EventText, *, is_shown_first: bool = False) -> None:
    """Ask for the next part that is missing; with all of them announce the event, or show first what will be read."""
    council = await call.where()
    if said.when:
        left = QuestionParams(so_far=replace(said, when="").written())
        try:
            await call.incoming.read(events.check_when, council, said.when, call.now)
        except DOUBTS as doubt:
            await call.confirm("event_when", doubt, left)
            return
        except (NoSuchMoment, PastDay) as wrong:
            await call.ask("event_when", left, wrong=wrong)
            return
    if said.missing:
        await call.ask(f"event_{said.missing}", QuestionParams(so_far=said.written()))
    elif is_shown_first:
        speak = words(await call.incoming.read(language_of, call.said.chat, council))
        await call.ask(PREVIEW, QuestionParams(text=write_parts(speak, said), asked="event"))
    else:
        post = partial(events.post_event, text=said.written(), attachments=call.posted_attachments)
        call.show_receipt(await call.keep_here(post))


async def answer_event(call: CommandContext, _dialog: Dialog) -> None:
    """Handle the whole words of a new event, which its organiser has seen."""
    await organise_event(call)


def _change(use: Callable[..., Reply]) -> HandleAnswer:
    """Return what handles the words for a change of an event."""

    async def answer(call: CommandContext, dialog: Dialog) -> None:
        await call.do(partial(use, number=dialog.params.number, text=call.args))

    return answer


def _and_show_page(use: ButtonUseCase[Reply]) -> Press:
    """Return the press of a button on the card in the group that shows besides what can be done next, to them alone."""

    async def press(tap: ButtonContext) -> Reply:
        answer = await tap.keep(use)
        await show_besides(tap, events.find_page)
        return answer

    return press


ROWS = PracticeRows(
    Practice.EVENTS,
    commands={"event": organise_event, "events": show_events},
    buttons={
        "event_sign": _and_show_page(sign_ups.press_sign_up),
        "event_leave": keep_press(sign_ups.press_leave),
        "event_here": keep_press(check_ins.press_check_in),
        "event_open": show_press(events.find_page),
        "event_ics": show_press(events.find_calendar),
        "event_list": keep_press(events.send_list),
        **dict.fromkeys(("event_move", "event_room", "event_words", "event_present"), keep_press(events.ask_change)),
        "event_cancel": ask_first(events.must_ask_cancellation, keep_press(events.press_cancel)),
    },
    answers={
        "event": answer_event,
        **dict.fromkeys(ASKED, answer_part),
        "event_move": _change(events.move_event),
        "event_room": _change(events.change_places),
        "event_words": _change(events.change_words),
        "event_present": _change(check_ins.note_there),
    },
    published=frozenset({"event", "event_move", "event_words"}),
)

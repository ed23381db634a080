"""Renderers of replies, questions and the menu."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.domain.councils.command_menu import first_commands
from bot.domain.councils.council import OFFICERS, Council, Member
from bot.domain.councils.permissions import CouncilAct, is_allowed
from bot.domain.councils.practice import Practice
from bot.domain.matters.matter import Matter
from bot.domain.matters.procedure import next_stage
from bot.domain.meetings.meeting import Meeting
from bot.domain.shared.errors import PrivateOnly
from bot.domain.shared.outbox_message import Right
from bot.domain.shared.question import PREVIEW, Dialog
from bot.domain.shared.reply import Reply
from bot.domain.votes.motion import list_motions
from bot.messages.render_context import Drawn, RenderContext
from bot.ports import Button, Card
from bot.services.councils import members
from bot.services.duty import swaps
from bot.services.matters import repository
from bot.services.matters.offered_matters import offered_matters
from bot.services.matters.possible_acts import load_reader
from bot.services.meetings import attendance_corrections
from bot.views.matters.next_steps import NEXT_COMMANDS, act_of_receipt, command_row, next_rows
from bot.views.shared.command_list import (
    menu_card,
    private_door_card,
    unknown_command_card,
    with_private_chat_button,
)
from bot.views.shared.confirmations import confirmation_card, with_undo_button
from bot.views.shared.forbidden import forbidden_card
from bot.views.shared.help_pages import HelpPage, help_card, page_named
from bot.views.shared.questions import question_card
from bot.views.shared.replies import outcomes_card, reply_sentence
from bot.views.shared.text_fit import BR

BUTTON_ACTS: Mapping[str, CouncilAct] = {
    "rung": CouncilAct.LADDER,
    "limit": CouncilAct.LIMITS,
    "procedure": CouncilAct.PROCEDURE,
    "release": CouncilAct.RELEASE,
    "parties": CouncilAct.PARTIES,
    "language": CouncilAct.LANGUAGE,
}

# Questions for a person who has an office, or may get one.
OF_ROSTER = frozenset(
    {
        "assign_who",
        "role_who",
        "rung",
        "duty_day",
        "grid_officer",
        "grid_deputy",
        "host_name",
        "clue_give",
        "clue_contact",
    }
)


def for_reader(scene: RenderContext, card: Card) -> Card:
    """Return a card without the buttons that its only reader may not press."""
    reader = scene.member(scene.params.person)
    if reader is None:
        return card
    kept = (tuple(button for button in row if _may_press(button, reader)) for row in card.buttons)
    return replace(card, buttons=tuple(row for row in kept if row))


def _may_press(button: Button, reader: Member) -> bool:
    act = BUTTON_ACTS.get(button.intent.act) if button.intent else None
    return act is None or is_allowed(act, reader)


def draw_notice(scene: RenderContext) -> Drawn:
    """Draw one short sentence; where it sends people to the private chat, with the button that opens it."""
    said = scene.params.reply
    if said is None:
        return None
    whom = scene.member(int(said.params.get("whom", 0)))
    card = Card(reply_sentence(scene.words, said.key, said.params, whom))
    if said.key == PrivateOnly.key:
        return with_private_chat_button(scene.words, card)
    card = with_undo_button(scene.words, card, said.key, scene.council, int(said.params.get("meeting", 0)))
    return replace(card, buttons=(*card.buttons, *_next_steps(scene, said)))


def _next_steps(scene: RenderContext, said: Reply) -> tuple[tuple[Button, ...], ...]:
    """Return the next steps after what a short reply says: of its only reader where there is one."""
    act, number = act_of_receipt(said.key), int(said.params.get("number", 0))
    shown = repository.load_matter(scene.tx, scene.council, number) if act and number else None
    if act and shown:
        reader = scene.member(scene.params.person)
        return next_rows(
            scene.words, act, shown, load_reader(scene.tx, shown.matter, reader, scene.now) if reader else None
        )
    if said.key in NEXT_COMMANDS:
        return (command_row(scene.words, NEXT_COMMANDS[said.key], scene.council),)
    return ()


def _outcomes(scene: RenderContext) -> Drawn:
    """Draw the outcome of an act for each of several matters."""
    card = outcomes_card(scene.words, scene.params.outcomes, scene.params.rest)
    return replace(card, buttons=(command_row(scene.words, ("matters",), scene.council),))


def append_text(card: Card, more: Markup) -> Card:
    """Return the card with more text below its own."""
    return replace(card, text=card.text + BR + BR + more)


def _ask(scene: RenderContext) -> Drawn:
    params = scene.params
    matter = scene.tx.get(Matter, Matter.key_of(scene.council, params.known.number))
    return question_card(
        scene.words,
        params.ask,
        params.known,
        scene.member(params.person),
        _people_offered(scene, {params.ask, params.known.asked}),
        council=scene.tx.get(Council, Council.key_of(scene.council)),
        stage=next_stage(matter.procedure, matter.stages) if matter else None,
        motions=list_motions(matter) if matter and "vote_motion" in {params.ask, params.known.asked} else {},
        objection=matter.publication.oldest if matter and matter.publication else "",
        matters=offered_matters(scene.tx, scene.council, params.ask, params.known),
        begins=_begin_of_moved(scene) if params.ask == "postpone" else "",
        wrong=params.wrong,
        group=scene.outgoing.group,
        chosen=params.chosen,
        pictures=_pictures_of_answer(scene) if params.ask == PREVIEW else 0,
    )


def _pictures_of_answer(scene: RenderContext) -> int:
    """Return how many pictures came with an answer that is shown before the group reads it."""
    who = scene.member(scene.params.person)
    asked = scene.tx.get(Dialog, Dialog.key_of(scene.outgoing.chat, who.account)) if who and who.account else None
    return len(asked.attachments) if asked and asked.ask == PREVIEW else 0


def _people_offered(scene: RenderContext, asked: set[str]) -> tuple[Member, ...]:
    """Return the people of whom a question offers some."""
    if "present" in asked:
        return attendance_corrections.list_absent(scene.tx, scene.council)
    if "duty_swap" in asked:
        return swaps.list_partners(scene.tx, scene.council, scene.params.known.number, scene.now)
    return tuple(members.list_roster(scene.tx, scene.council)) if asked & OF_ROSTER else ()


def _begin_of_moved(scene: RenderContext) -> str:
    """Return the hour at which the meeting begins that a question would move."""
    meeting = scene.tx.get(Meeting, Meeting.key_of(scene.council, scene.params.known.number))
    zone = ZoneInfo(members.get_council(scene.tx, scene.council).zone)
    return f"{meeting.at.astimezone(zone):%H:%M}" if meeting else ""


def _forbidden(scene: RenderContext) -> Drawn:
    council, right = members.get_council(scene.tx, scene.council), Right(scene.params.right)
    card = forbidden_card(scene.words, council, right)
    return card if scene.outgoing.group else replace(card, thread=None)


def _menu(scene: RenderContext) -> Drawn:
    private = not scene.outgoing.group
    readers = members.members_in_private(scene.tx, scene.outgoing.chat) if private else []
    councils = {each.council: members.get_council(scene.tx, each.council) for each in readers}
    desks = [councils[each.council] for each in readers if OFFICERS & set(each.roles)]
    opened: dict[Practice, str] = {}
    for each in readers:
        opened |= first_commands(each.roles, councils[each.council].practices)
    if not private and scene.council:
        opened = first_commands((), members.get_council(scene.tx, scene.council).practices)
    return menu_card(scene.words, private=private, council=scene.council, desks=desks, practices=opened)


def _sure(scene: RenderContext) -> Drawn:
    params = scene.params
    return confirmation_card(scene.words, params.what, params.council, params.place, params.chosen)


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "notice": draw_notice,
    "outcomes": _outcomes,
    "ask": _ask,
    "sure": _sure,
    "forbidden": _forbidden,
    "menu": _menu,
    "help": lambda scene: help_card(scene.words, page_named(scene.params.section) or HelpPage.MENU),
    "private_door": lambda scene: private_door_card(scene.words, scene.params.code),
    "unknown_command": lambda scene: unknown_command_card(scene.words, scene.params.command),
}

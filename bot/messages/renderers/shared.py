"""Renderers of replies, questions and the menu."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from markupsafe import Markup

from bot.domain.councils.council import Council
from bot.domain.matters.matter import Matter
from bot.domain.matters.outcome import unpack_outcomes
from bot.domain.matters.procedure import next_stage
from bot.domain.shared.errors import PrivateOnly
from bot.domain.shared.outbox_message import Right
from bot.messages.scene import Drawn, Scene
from bot.ports import Card
from bot.services.councils import members
from bot.views.shared.command_list import For, help_card, menu_card, unknown_command_card, with_private_chat_button
from bot.views.shared.forbidden import forbidden_card
from bot.views.shared.questions import question_card
from bot.views.shared.replies import outcomes_card, reply_sentence
from bot.views.shared.text_fit import BR


def draw_notice(scene: Scene) -> Drawn:
    """Draw one short sentence; where it sends people to the private chat, with the button that opens it."""
    card = Card(reply_sentence(scene.words, str(scene.params["key"]), scene.params, scene.member("whom")))
    return with_private_chat_button(scene.words, card) if scene.params["key"] == PrivateOnly.key else card


def append_text(card: Card, more: Markup) -> Card:
    """Return the card with more text below its own."""
    return replace(card, text=card.text + BR + BR + more)


def _ask(scene: Scene) -> Drawn:
    asked = {scene.params["ask"], scene.params.get("asked")}
    roster = tuple(members.list_roster(scene.tx, scene.council)) if asked & {"assign_who", "role_who"} else ()
    matter = scene.tx.get(Matter, Matter.key_of(scene.council, scene.number("number")))
    return question_card(
        scene.words,
        str(scene.params["ask"]),
        scene.params,
        scene.member("person"),
        roster,
        council=scene.tx.get(Council, Council.key_of(scene.council)),
        stage=next_stage(matter.procedure, matter.stages) if matter else None,
        objection=matter.publication.oldest if matter and matter.publication else "",
        group=scene.outgoing.group,
    )


def _forbidden(scene: Scene) -> Drawn:
    council, right = members.get_council(scene.tx, scene.council), Right(str(scene.params["right"]))
    card = forbidden_card(scene.words, council, right)
    return card if scene.outgoing.group else replace(card, thread=None)


RENDERERS: Mapping[str, Callable[[Scene], Drawn]] = {
    "notice": draw_notice,
    "outcomes": lambda scene: outcomes_card(
        scene.words, unpack_outcomes(str(scene.params["outcomes"])), str(scene.params.get("rest", ""))
    ),
    "ask": _ask,
    "forbidden": _forbidden,
    "menu": lambda scene: menu_card(scene.words, private=not scene.outgoing.group, council=scene.council),
    "help": lambda scene: help_card(scene.words, For(str(scene.params.get("section", "everybody")))),
    "unknown_command": lambda scene: unknown_command_card(scene.words, str(scene.params["command"])),
}

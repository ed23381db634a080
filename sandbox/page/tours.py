"""The guided tours of a world: a step ticks itself off when the world shows that it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sandbox.model import CREATOR

from .tour_steps import GROUP, MAKE_GROUP, MOVE_TIME, OTHER, PRESS, SAY, Step, Tour, Walk, fill, load_tours

if TYPE_CHECKING:
    from sandbox.model import Json, Press, User
    from sandbox.world import World


class Done(NamedTuple):
    """Something that a person has just done, where and with which words."""

    kind: str
    who: int | None
    chat: int | None
    words: str
    under: str = ""  # the message whose button it is


class Tours:
    """The tours of a world, one of them open at a time; one that is left stays where it was.

    They take place in the first group that has all their people; without such a group there are none.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._tours = {tour.id: tour for tour in load_tours()}
        self._walks: dict[str, Walk] = {}
        self._open: str | None = None

    def as_json(self) -> Json:
        """Return the tours with their steps, and which one is open."""
        return {
            "open": self._open,
            "tours": [self._tour(tour) for tour in self._tours.values()] if self._group() else [],
        }

    def take(self, name: str, *, again: bool = False) -> None:
        """Open a tour where it was left, or from its first step; KeyError when it is not there."""
        tour = self._tours[name]
        if not self._group():
            raise KeyError(name)
        walk = self._walks.get(name)
        if walk is None or walk.is_over or again:
            self._walks[name] = Walk(tour, walk.round + 1 if walk else 0)
        self._open = name
        self._world.changed("tours")

    def leave(self) -> None:
        """Close the open tour."""
        self._open = None
        self._world.changed("tours")

    def _tour(self, tour: Tour) -> Json:
        walk = self._walks.get(tour.id) or Walk(tour)
        steps = [self._step(walk, number, step) for number, step in enumerate(tour.steps)]
        return {"id": tour.id, "title": tour.title.filled({}), "about": tour.about.filled({}), "steps": steps}

    def _step(self, walk: Walk, number: int, step: Step) -> Json:
        person, text = self._person(step), fill(step.act.text, walk.values)
        return {
            "act": step.act.kind,
            "text": text,
            "under": fill(step.act.under, walk.values),
            "is_reply": step.is_reply,
            "who": person.id if person else None,
            "chat": self._place(walk, step),
            "words": step.words.filled(walk.values | {"text": text}),
            "is_done": number in walk.done,
        }

    def _person(self, step: Step) -> User | None:
        people = (user for user in self._world.users.values() if not user.is_bot and not user.is_deleted)
        return next((user for user in people if user.first_name == step.who), None)

    def _place(self, walk: Walk, step: Step) -> int | None:
        if step.act.kind in {MAKE_GROUP, MOVE_TIME}:
            return None
        if step.where == GROUP:
            return self._group()
        if step.where == OTHER:
            return walk.other_group
        person = self._person(step)
        return person.id if person else None

    def _group(self) -> int | None:
        needed = {step.who for tour in self._tours.values() for step in tour.steps if step.who}
        for chat in self._world.chats.values():
            there = {member.user.first_name for member in chat.members.values() if member.is_present}
            if not chat.is_private and needed <= there:
                return chat.id
        return None

    def hear(self, event: Json) -> None:
        """Tick off what a change of the world shows to be done: to be called after every change."""
        walk = self._walks.get(self._open or "")
        if walk is None or walk.is_over:
            return
        before = len(walk.done)
        if done := self._done(event):
            self._begin(walk, done)
        elif said := self._said(event):
            for number in sorted(walk.begun - walk.done):
                if answer := walk.tour.steps[number].is_answered_by(said, walk.values):
                    walk.finish(number, answer)
        if len(walk.done) > before:
            self._world.changed("tours")

    def _begin(self, walk: Walk, done: Done) -> None:
        """Note the steps that somebody has just done."""
        for number, step in enumerate(walk.tour.steps):
            person, place = self._person(step), self._place(walk, step)
            is_there = done.who in {person and person.id, None} and place in {done.chat, None}
            if (
                number in walk.done
                or not is_there
                or (step.where == OTHER and place is None)  # the group is not made yet
                or not step.act.matches(done.kind, done.words, walk.values, done.under)
            ):
                continue
            walk.begun.add(number)
            if done.kind == MAKE_GROUP:
                walk.other_group = done.chat
            if not step.answer:
                walk.finish(number)

    def _done(self, event: Json) -> Done | None:
        """Return what a person has done by this change of the world."""
        match event["kind"]:
            case "clock":
                return Done(MOVE_TIME, None, None, "")
            case "chat":
                members = self._world.chats[event["chat"]].members.values()
                owner = next((member.user.id for member in members if member.status == CREATOR), None)
                return Done(MAKE_GROUP, owner, event["chat"], event["title"])
            case "press":
                pressed = self._world.presses[event["id"]]
                return Done(PRESS, event["user"], event["chat"], _label(pressed), pressed.message.text)
            case "message" if not (message := event["message"]).get("from", {}).get("is_bot", True):
                return Done(SAY, message["from"]["id"], message["chat"]["id"], _words(message))
        return None

    def _said(self, event: Json) -> str:
        """Return what the bot has said by this change: in a message, new or edited, or as the answer to a press."""
        if event["kind"] == "toast":
            return str(event.get("text") or "")
        message = event["message"] if event["kind"] in {"message", "edit"} else {}
        return _words(message) if message.get("from", {}).get("id") == self._world.bot.id else ""


def _label(pressed: Press) -> str:
    buttons = (each for row in pressed.message.keyboard for each in row)
    return next((str(each["text"]) for each in buttons if each.get("callback_data") == pressed.data), "")


def _words(message: Json) -> str:
    return str(message.get("text") or message.get("caption") or "")

"""Renderers of all kinds of messages, by name: each capability brings its own."""

from collections.abc import Callable, Iterable, Mapping

from bot.messages.render_context import Drawn, RenderContext
from bot.messages.renderers import (
    clues,
    councils,
    duty,
    events,
    grids,
    hierarchy,
    hosts,
    letters,
    matters,
    mediation,
    meetings,
    mornings,
    notices,
    pledges,
    points,
    polls,
    reports,
    rolls,
    shared,
    stars,
    surveys,
    votes,
    wishes,
)

Renderer = Callable[[RenderContext], Drawn]


def merge(fragments: Iterable[Mapping[str, Renderer]]) -> Mapping[str, Renderer]:
    """Return all rows in one table; raises ValueError for a name that two capabilities claim."""
    merged: dict[str, Renderer] = {}
    for fragment in fragments:
        if twice := merged.keys() & fragment.keys():
            raise ValueError(f"two capabilities draw {', '.join(sorted(twice))}")
        merged |= fragment
    return merged


RENDERERS = merge(
    each.RENDERERS
    for each in (
        shared,
        councils,
        matters,
        hierarchy,
        meetings,
        mornings,
        votes,
        rolls,
        polls,
        letters,
        mediation,
        reports,
        notices,
        duty,
        events,
        wishes,
        surveys,
        hosts,
        grids,
        pledges,
        points,
        stars,
        clues,
    )
)

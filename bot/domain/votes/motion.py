"""The motion (议案) of a formal vote: the words that are voted on, new ones or some that are in the matter already."""

from enum import StrEnum

from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Matter

MOTION_LIMIT = 1000  # as of a resolution, which it becomes


class MotionSource(StrEnum):
    """Origins of a motion. A value is stored in the vote and in the buttons that offer it."""

    WRITTEN = "written"
    OPINION = "latest_opinion"
    STAGE = "stage_opinion"  # of the latest stage of its procedure
    RESOLUTION = "draft_resolution"  # one that came back to the agenda


def list_motions(matter: Matter) -> dict[MotionSource, str]:
    """Return what is there to be voted on, each text once; the words of the matter itself are never among them."""
    opinions = (entry.text for entry in reversed(matter.timeline) if entry.what == Act.OPINION)
    stages = (held.opinion for held in reversed(matter.stages) if held.opinion)
    found = {
        MotionSource.OPINION: next(opinions, ""),
        MotionSource.STAGE: next(stages, ""),
        MotionSource.RESOLUTION: matter.resolution,
    }
    motions: dict[MotionSource, str] = {}
    for source, text in found.items():
        if text and text not in motions.values():
            motions[source] = text
    return motions


def source_of(matter: Matter, motion: str) -> MotionSource:
    """Return from where in the matter a motion was taken."""
    return next((source for source, text in list_motions(matter).items() if text == motion), MotionSource.WRITTEN)

"""The words that can be taken for the motion of a vote."""

from datetime import UTC, date, datetime

from bot.domain.matters.acts import Act
from bot.domain.matters.category import Category
from bot.domain.matters.matter import Entry, Matter
from bot.domain.matters.procedure import Passed
from bot.domain.votes.motion import MotionSource, list_motions, source_of

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def with_words(*opinions: str, stage: str = "", resolution: str = "") -> Matter:
    timeline = tuple(Entry(at=NOW, what=Act.OPINION, text=text) for text in opinions)
    stages = (Passed(stage="propose", day=date(2026, 3, 1), opinion=stage), Passed(stage="x", day=date(2026, 3, 2)))
    return Matter(
        council=1,
        number=1,
        text="路灯坏了",
        plain="路灯坏了",
        category=Category.FACILITIES,
        proposer=1,
        at=NOW,
        timeline=timeline,
        stages=stages if stage else (),
        resolution=resolution,
    )


def test_what_there_is() -> None:
    """The latest opinion, the latest words of a stage and a resolution are offered, each text once."""
    matter = with_words("换一盏", "换两盏", stage="先修", resolution="换两盏")
    assert list_motions(matter) == {MotionSource.OPINION: "换两盏", MotionSource.STAGE: "先修"}
    assert source_of(matter, "先修") is MotionSource.STAGE
    assert source_of(matter, "换一盏") is MotionSource.WRITTEN


def test_a_complaint_offers_nothing() -> None:
    """The words of the matter itself are never offered."""
    assert list_motions(with_words()) == {}
    assert source_of(with_words(), "路灯坏了") is MotionSource.WRITTEN

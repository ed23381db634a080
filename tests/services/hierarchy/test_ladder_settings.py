"""The head sets who is on duty on each level and how long each step has; others read it."""

from typing import Any

import pytest

from bot.domain.hierarchy.errors import NoSuchLimit
from bot.domain.hierarchy.escalation_ladder import Level, Limits, step_of
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import NotAllowed, OldButton
from bot.services.councils import roles
from bot.services.hierarchy import ladder_settings
from tests import cast
from tests.builders import back
from tests.services.hall import Hall


def set_rung(hall: Hall, by: Any = cast.HEAD, **wishes: Any) -> None:
    """Say who is on duty on the second level."""
    hall.at(
        ladder_settings.staff_level, **{"council": 1, "level": Level.COMMUNITY, "by": by, "reply_to": back(), **wishes}
    )


def test_on_duty(hall: Hall) -> None:
    """A member by name, somebody mentioned, or a name that nobody bears is on duty; the level's name is its own."""
    set_rung(hall, who="李秀兰", name="党支部")
    set = step_of(hall.council().ladder, Level.COMMUNITY)  # noqa: A001  # what was set
    assert (set.name, set.person, set.person_name) == ("党支部", hall.member(cast.CLERK).person, "")
    set_rung(hall, who="周倩")
    assert step_of(hall.council().ladder, Level.COMMUNITY).person == hall.member(cast.STRANGER).person
    set_rung(hall, mentioned=cast.NEIGHBOUR)
    assert step_of(hall.council().ladder, Level.COMMUNITY).person == hall.member(cast.NEIGHBOUR).person
    set_rung(hall, who="刘主任 13800138000")
    set = step_of(hall.council().ladder, Level.COMMUNITY)  # noqa: A001  # what was set
    assert (set.name, set.person, set.person_name) == ("党支部", None, "刘主任 138****8000")
    assert (hall.last.what, hall.last.facts) == ("ladder", {"level": 2})
    assert [each.view for each in hall.told("ladder")] == ["ladder"]


def test_vacant_and_unused(hall: Hall) -> None:
    """A level can be without anybody, or not be used at all, and used again."""
    set_rung(hall, who="刘主任")
    hall.at(ladder_settings.vacate_level, council=1, level=Level.COMMUNITY, by=cast.HEAD, reply_to=back())
    assert not step_of(hall.council().ladder, Level.COMMUNITY).manned
    set_rung(hall, used=False)
    assert not step_of(hall.council().ladder, Level.COMMUNITY).used
    set_rung(hall, who="刘主任")
    assert step_of(hall.council().ladder, Level.COMMUNITY).used


def test_limits(hall: Hall) -> None:
    """Each limit is set by itself, within sense."""
    wishes = {"council": 1, "by": cast.HEAD, "reply_to": back()}
    hall.at(ladder_settings.set_limit, limit="acknowledge", number=2, **wishes)
    hall.at(ladder_settings.set_limit, limit=Level.STREET, number=8, **wishes)
    assert hall.council().limits == Limits(acknowledge=2, levels=(7, 7, 5, 8, 15))
    for number in (0, 366):
        hall.refuses(NoSuchLimit, ladder_settings.set_limit, limit="accept", number=number, **wishes)


def test_only_the_head(hall: Hall) -> None:
    """The head alone changes them, by words and by buttons."""
    hall.refuses(
        NotAllowed,
        ladder_settings.staff_level,
        council=1,
        level=Level.STREET,
        by=cast.CLERK,
        who="我",
        reply_to=back(),
    )
    hall.refuses(
        NotAllowed, ladder_settings.vacate_level, council=1, level=Level.STREET, by=cast.CLERK, reply_to=back()
    )
    hall.refuses(
        NotAllowed, ladder_settings.set_limit, council=1, limit="post", number=2, by=cast.CLERK, reply_to=back()
    )
    for intent in (Intent("rung", 1, 2), Intent("limit", 1, 0, "post")):
        with pytest.raises(NotAllowed):
            hall.tap(ladder_settings.press_level, intent, cast.CLERK)
        hall.tap(ladder_settings.press_level, intent, cast.HEAD)
    with pytest.raises(OldButton):
        hall.tap(ladder_settings.press_level, Intent("rung", 1, 9), cast.HEAD)


def test_who_left_is_not_shown(hall: Hall) -> None:
    """Somebody on duty who left the group is not named any more."""
    set_rung(hall, mentioned=cast.STRANGER)
    assert len(ladder_settings.load_ladder(hall.tx(), 1).names) == 1
    hall.at(roles.mark_left, chat=cast.GROUP, who=cast.STRANGER)
    assert ladder_settings.load_ladder(hall.tx(), 1).names == {}

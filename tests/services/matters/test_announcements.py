"""News of matters: at once, in the morning, or gathered for the evening."""

from datetime import UTC, datetime, timedelta

from bot.domain.matters.digest import News
from bot.ports import Refused, Why
from bot.services.councils import settings
from bot.services.matters import assignments, resolutions, triage
from tests.builders import back
from tests.cast import CLERK, GROUP, HANDLER, HEAD
from tests.services.hall import Hall

NIGHT = datetime(2026, 3, 2, 14, tzinfo=UTC)  # 22:00 in Shanghai
MORNING = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
EVENING = datetime(2026, 3, 3, 10, tzinfo=UTC)  # 18:00 of the next day


def accept(hall: Hall, number: int = 1) -> None:
    hall.at(triage.accept_matter, council=1, number=number, by=hall.by(CLERK))


def daily(hall: Hall) -> None:
    hall.at(settings.choose_setting, council=1, what="digest", on=True, by=HEAD, reply_to=back("daily", GROUP))


def test_the_night(hall: Hall) -> None:
    """At night routine news and what somebody is asked in private make no sound; decisions and completions do."""
    hall.propose()
    hall.propose("垃圾没有人收")
    hall.opens_private_chat(HANDLER)
    accept(hall)
    assert [each.silent for each in hall.told("matter.news")] == [False]
    hall.deliver()
    hall.now = NIGHT
    accept(hall, 2)
    clerk = hall.by(CLERK)
    hall.at(resolutions.resolve_matter, council=1, number=1, by=clerk, text="本周修好")
    day = NIGHT.date() + timedelta(days=3)
    hall.at(assignments.assign_matter, council=1, number=1, by=clerk, handler=hall.by(HANDLER), day=day)
    assert [each.silent for each in hall.told("matter.news")] == [True, False, False]
    assert [each.silent for each in hall.told("matter.yours")] == [True]
    assert all(each.due < NIGHT + timedelta(seconds=1) for each in hall.told("matter.news"))


def test_gathered(hall: Hall) -> None:
    """What is gathered waits in rows of its own, is told once, and is forgotten when it was told."""
    daily(hall)
    hall.propose()
    accept(hall)
    assert hall.news() == []
    assert [(each.matter, each.entry) for each in hall.every(News)] == [(1, 1)]
    assert [row.at for row in hall.waits("digest")] == [EVENING]
    hall.pass_time(EVENING)
    assert [each.view for each in hall.deliver() if each.view == "digest"] == ["digest"]
    assert hall.every(News) == []
    assert hall.waits("digest") == []


def test_without_the_bot(hall: Hall) -> None:
    """Where the bot was removed, what was gathered is not kept for ever, and nothing is told."""
    daily(hall)
    hall.propose()
    hall.propose("垃圾没有人收")
    accept(hall)
    hall.pass_time(EVENING)
    hall.deliver(Refused(Why.GONE))
    assert len(hall.every(News)) == 1
    accept(hall, 2)
    hall.pass_time(EVENING + timedelta(days=1))
    assert hall.every(News) == []
    assert hall.told("digest") == []


def test_news_during_the_digest_is_not_lost(hall: Hall) -> None:
    """What happens between the gathering's end and its sending is told the next day."""
    daily(hall)
    hall.propose()
    hall.propose("垃圾没有人收")
    accept(hall)
    hall.pass_time(EVENING)
    hall.now += timedelta(seconds=5)
    accept(hall, 2)
    hall.deliver()
    assert [each.matter for each in hall.every(News)] == [2]
    assert [row.at for row in hall.waits("digest")] == [EVENING + timedelta(days=1)]

"""News of matters: at once, in the morning, or gathered for the evening."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.matters.digest import News
from bot.domain.shared.outbox_message import DeliveryState
from bot.ports import Refused, Why
from bot.services.councils import settings
from bot.services.matters import announcements, assignments, progress, resolutions, triage
from bot.services.shared.enqueue import enqueue
from tests.builders import back
from tests.cast import CLERK, GROUP, HANDLER, HEAD, RESIDENT, private
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
    hall.now = NIGHT
    clerk = hall.by(CLERK)
    hall.at(resolutions.resolve_matter, council=1, number=1, by=clerk, text="本周修好")
    day = NIGHT.date() + timedelta(days=3)
    hall.at(assignments.assign_matter, council=1, number=1, by=clerk, handler=hall.by(HANDLER), day=day)
    hall.at(triage.merge_matters, council=1, number=2, into=1, by=clerk)
    assert [(each.params.matter, each.silent) for each in hall.told("matter.news")] == [(1, False), (2, True)]
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


def test_what_the_card_shows(hall: Hall) -> None:
    """That a matter was accepted stands on its card; its proposer is told in private, and who did it is not."""
    hall.opens_private_chat(RESIDENT)
    hall.opens_private_chat(CLERK)
    hall.propose()
    hall.deliver()
    accept(hall)
    assert hall.told("matter.news") == []
    assert [each.params.entry for each in hall.told("matter.step", private(RESIDENT))] == [1]
    assert hall.told("matter.step", private(CLERK)) == []
    assert [each.params.matter for each in hall.told("matter.card")] == [1]


def test_steps_that_follow_at_once(hall: Hall) -> None:
    """Steps of one matter whose news still waits are one message, three at most; one under way is left alone."""
    clerk, handler = hall.by(CLERK), hall.by(HANDLER)
    hall.propose()
    accept(hall)
    hall.deliver()
    hall.at(resolutions.resolve_matter, council=1, number=1, by=clerk, text="本周修好")
    day = hall.now.date() + timedelta(days=3)
    hall.at(assignments.assign_matter, council=1, number=1, by=clerk, handler=handler, day=day)
    (told,) = hall.told("matter.news")
    assert (told.params.entry, told.params.last_entry) == (2, 3)
    for text in ("买到了", "装上了"):
        hall.at(progress.report_progress, council=1, number=1, by=handler, text=text)
    assert [(each.params.entry, each.params.last_entry) for each in hall.told("matter.news")] == [(2, 4), (5, 0)]
    hall.do(lambda tx: [tx.put(replace(each, state=DeliveryState.SENDING)) for each in hall.told("matter.news")])
    hall.at(progress.report_done, council=1, number=1, by=handler, text="亮了")
    assert [each.params.entry for each in hall.told("matter.news")] == [2, 5, 6]


def test_a_crowded_group(hall: Hall) -> None:
    """Where much waits already, routine steps are told together a minute later, and decisions as ever."""
    hall.propose()
    hall.propose("垃圾没有人收")
    hall.deliver()
    for number in range(announcements.CROWD + 1):
        hall.at(enqueue, id=f"full/{number}", chat=GROUP, group=True, view="menu")
    hall.at(triage.merge_matters, council=1, number=2, into=1, by=hall.by(CLERK))
    hall.at(triage.reject_matter, council=1, number=1, by=hall.by(CLERK), reason="这是物业的事")
    assert [each.params.matter for each in hall.told("matter.news")] == [1]
    assert [(each.matter, each.entry) for each in hall.every(News)] == [(2, 1)]
    assert [row.at for row in hall.waits("digest")] == [hall.now + announcements.SOON]

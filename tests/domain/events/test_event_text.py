"""The words for an event: read as people write them, asked for where they lack something, written and read again."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.domain.events.errors import BadPlaces
from bot.domain.events.event_text import EventText, add_answer, parse_event, parse_places
from bot.locales import words
from bot.services.councils.councils import LANGUAGES
from bot.views.events.event_parts import write_parts

TODAY, ZONE = date(2026, 3, 2), ZoneInfo("Asia/Shanghai")  # a Monday
NINE = "2026-03-07 09:00"
CLEAN_UP = EventText(what="大扫除", when=NINE, place="小广场", places="30", bring="手套")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3月7日 9:00 小广场 30人 大扫除 带手套", CLEAN_UP),
        ("大扫除，周六 9:00，小广场，限30人，请带手套", CLEAN_UP),
        ("时间：3月7日 9:00\n地点：小广场\n名额：30\n请带：手套\n内容：大扫除", CLEAN_UP),
        (
            "Saturday 9:00 square 30 people clean-up bring gloves water",
            EventText("clean-up", NINE, "square", "30", bring="gloves water"),
        ),
        (
            "3月7日 9:00 活动室 不限 义诊 60岁以上老人 报名截止3月6日18:00\n量血压、测血糖",
            EventText("义诊\n量血压、测血糖", NINE, "活动室", "0", "60岁以上老人", closes="2026-03-06 18:00"),
        ),
        ("3月7日 9:00 小广场 大扫除 带手套 水桶", EventText("大扫除", NINE, "小广场", bring="手套 水桶")),
        ("3月7日 小广场 大扫除", EventText("大扫除", place="小广场")),
        ("下午 大扫除 30人", EventText("下午 大扫除", places="30")),
        ("大扫除", EventText("大扫除")),
        ("", EventText()),
    ],
)
def test_parse(text: str, said: EventText) -> None:
    """A line in any usual order, or a line for each part, says the same; written out it is read as the same."""
    assert parse_event(text, TODAY, ZONE) == said
    assert parse_event(said.written(), TODAY, ZONE) == said


def test_what_is_missing() -> None:
    """What, when, where and how many are asked for in that order; nothing else is."""
    said, asked = EventText(), []
    for answer in ("大扫除，带手套", "周六 9:00", "小广场", "30人"):
        asked.append(said.missing)
        said = add_answer(said, said.missing, answer, TODAY, ZONE)
    assert asked == ["what", "when", "place", "places"]
    assert (said, said.missing) == (CLEAN_UP, "")


def test_more_than_was_asked_for() -> None:
    """Behind the time may stand the place."""
    assert add_answer(EventText(), "when", "周六 9:00 小广场", TODAY, ZONE) == EventText(when=NINE, place="小广场")


@pytest.mark.parametrize("language", LANGUAGES)
def test_shown_and_read_again(language: str) -> None:
    """The words that an organiser is shown before the group reads them are read as the same event."""
    for said in (CLEAN_UP, EventText("义诊\n量血压", NINE, "活动室", "0", "老人", closes="2026-03-06 18:00")):
        assert parse_event(write_parts(words(language), said), TODAY, ZONE) == said


@pytest.mark.parametrize(
    ("text", "places"), [("30", "30"), ("二十人", "20"), ("不限", "0"), ("no limit", "0"), ("0", "0")]
)
def test_places(text: str, places: str) -> None:
    """A number of places, or none."""
    assert parse_places(text) == places


@pytest.mark.parametrize("text", ["0人", "10000", "很多", "", "-3"])
def test_no_places(text: str) -> None:
    """A number of places that is not from 1 to 9999 is refused."""
    with pytest.raises(BadPlaces):
        parse_places(text)

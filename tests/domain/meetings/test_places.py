"""What stands where a place is expected."""

import pytest

from bot.domain.meetings.places import labelled, mentions_when
from tests.rows import each_row


@each_row(
    "text",
    [
        "居委会二楼",
        "3号楼活动室",
        "302室",
        "2号会议室",
        "中山路8号",
        "平安里28号院",
        "3号楼 1502",
        "3-1-502",
        "周五广场",
        "周家桥",
        "8号线车站",
        "12号楼3单元",
        "人民路12号",
        "八一路五四广场",
        "日间照料中心",
        "明天小学",
        "上午茶餐厅",
        "一点点奶茶店",
        "月底胡同",
        "Community room 5",
        "5th floor",
        "Sunny hall",
        "Amphitheatre",
        "和平里 3号楼前",
        "",
    ],
)
def test_place(text: str) -> None:
    """Numbers of houses and rooms, and names of places, are no days and times."""
    assert not mentions_when(text)


@each_row(
    "text",
    [
        "日 下午",
        "居委会 8日",
        "居委会，18号 28号",
        "每周三的凉亭",
        "3月1日的亭子",
        "会议室 19：30",
        "居委会晚上8点",
        "晚上八点",
        "居委会，每周三",
        "每月最后一天",
        "pm",
        "PM 凉亭",
        "\uff50\uff4d",
        "下午",
        "下午 居委会",
        "下午3点 居委会",
        "居委会 19:30",
        "居委会，19：30",
        "7点半 凉亭",
        "七点半",
        "7.30",
        "7.30pm 凉亭",
        "1930 凉亭",
        "18号28号 15:00 居委会",
        "18号",
        "18日 凉亭",
        "18",
        "12月3日 凉亭",
        "2026-12-03",
        "周三",
        "每周三 凉亭",
        "下周五晚上 凉亭",
        "明天",
        "今晚 凉亭",
        "双周",
        "单双周 凉亭",
        "每两周",
        "初八",
        "逢8",
        "月底",
        "节假日顺延",
        "（节假日顺延）15:00 居委会",
        "Wednesday",
        "tomorrow, Hall",
        "7 o'clock",
        "18th, Hall",
        ":30 凉亭",
    ],
)
def test_mentions_when(text: str) -> None:
    """What still looks like a day or a time is seen."""
    assert mentions_when(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [("地点：下午茶餐厅", "下午茶餐厅"), ("地点: 周三", "周三"), ("Where: Hall", "Hall"), ("凉亭", None)],
)
def test_labelled(text: str, place: str | None) -> None:
    """What stands behind 地点 is the place, whatever it looks like."""
    assert labelled(text) == place

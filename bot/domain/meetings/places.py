"""Texts of places, and the days and times by which a text is seen to be none."""

import re
import unicodedata

from bot.domain.shared.chinese_numbers import SMALL_NUMBER
from bot.domain.shared.date_parsing import ENGLISH_WEEKDAY, WEEK
from bot.domain.shared.times_of_day import PART

PLACE_LABEL = "地点："
_LABEL = re.compile(r"\s*(?:地点|地址|place|where)\s*[:：]\s*", re.IGNORECASE)
_BREAKS = re.compile(r"[\s,，、;；。()（）]+")
_FOLLOWS = rf"(?=$|\d|{PART})"
# Anywhere in the text.
_INSIDE = re.compile(
    r"(?<!\d)\d{1,2} ?[:\u2236]\d\d(?!\d)|^[:.]\d\d"
    r"|(?<!\d)\d{1,2} ?[点點]|[零一二两三四五六七八九十]点(?:钟|整|半|[一三]刻|\d)"
    rf"|{PART} ?{SMALL_NUMBER}(?![号栋幢楼层室单])"
    r"|\d{4} ?[-/.年] ?\d{1,2}|\d{1,2} ?月 ?\d{1,2}"
    r"|\d ?(?:[ap]\. ?m\.?|[ap]m)(?![a-z])|o.clock|\d{1,2}(?:st|nd|rd|th)(?=,|$| and| of)"
    r"|每个?月|每两?个?(?:周|星期|礼拜)|隔周|隔月|[单双]周|农历|阴历|顺延|节假日|照开",
    re.IGNORECASE,
)
# As a whole word, or at its beginning where more of the kind follows: 周五 and 周五晚上, not 周五广场.
_WORD = re.compile(
    rf"(?:(?:[上下本这]个?)?{WEEK}[一二三四五六日天]|(?:今|明|后|大后|昨|前)天|[今明昨][早晚]){_FOLLOWS}"
    rf"|(?:{PART}|[日号点半整]|[一三]刻|点半|[ap]\.?m\.?|noon|midnight|today|tomorrow|tonight|{ENGLISH_WEEKDAY})$"
    rf"|\d{{1,2}}[日号]{_FOLLOWS}"
    r"|初[一二三四五六七八九十]$|逢\d|逢[一二三四五六七八九十]$|月[初底末]$|周末$|工作日$|[单双隔每]日$|每天$",
    re.IGNORECASE,
)
# 19, 1930 or 12/3 at the beginning; behind 3号楼 it is a room.
_FIRST = re.compile(r"(?:(?:[01]\d|2[0-3])[0-5]\d|\d{1,2}(?:[/.]\d{1,2})?)(?=[\s,、]|$)")


def labelled(text: str) -> str | None:
    """Return what follows 地点： at the beginning of `text`, which is then a place for certain; None without it."""
    label = _LABEL.match(text)
    return text[label.end() :] if label else None


def mentions_when(text: str) -> bool:
    """Return whether `text` looks as if it held a day or a time: 日 下午, pm, 18号, 每周三; 3号楼 and 302室 do not."""
    plain = unicodedata.normalize("NFKC", text).strip()
    words = [word for word in _BREAKS.split(plain) if word]
    return bool(_FIRST.match(plain) or _INSIDE.search(plain) or any(map(_WORD.match, words)))

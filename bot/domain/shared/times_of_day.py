"""Parsing of times of day as people write them: 19:30, 7：30pm, 晚上7点半, 下午三点, 19.30."""

import re
from datetime import time

from bot.domain.shared.chinese_numbers import SMALL_NUMBER, parse_number

NOON = 12
PART = r"(?:凌晨|清晨|早[上晨]?|上午|中午|午后|下午|傍晚|晚[上间]?|夜[里间晚])"
COLON = "[:\uff1a\u2236\ufe55]"  # the colons of several keyboards
# The hours that may be meant after a word for the part of the day: 晚上7点 is 19, 晚上12点 is none of them.
_HOURS = {
    "": range(24),
    "凌": range(6),
    "清": range(4, 10),
    "早": range(4, 12),
    "上": range(6, 13),
    "中": range(11, 15),
    "午": range(12, 20),
    "下": range(12, 20),
    "傍": range(16, 21),
    "晚": range(17, 24),
    "夜": range(18, 24),
}
_QUARTERS = {"一刻": 15, "半": 30, "三刻": 45}
_AM_PM = r" ?(?:[ap\uff41\uff50]\.? ?[m\uff4d])(?![A-Za-z])\.?"  # narrow or full-width
_TWO_DIGITS = r"\d\d|[二三四五]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九]"
# 7点15号楼 is seven o'clock at house 15.
_OCLOCK = (
    rf"[点點时時](?:钟|整|(?P<quarter>半|[一三]刻)"
    rf"|(?P<minute>(?:{_TWO_DIGITS})(?![\d号栋幢楼层室单])|{SMALL_NUMBER}(?=分))分?)?"
)
# The end may be said, and is not kept.
_END = (
    rf" ?[-\u2013\u2014~\uff5e至到] ?{PART}? ?{SMALL_NUMBER}"
    rf"(?:(?:{COLON}|[.\uff0e])\d\d(?!\d)|[点點时時](?:钟|整|半|[一三]刻|\d\d分?)?|(?={_AM_PM}))(?P<end>{_AM_PM})?"
)
_TIME = re.compile(
    rf"(?P<part>{PART}?) ?(?P<hour>{SMALL_NUMBER})"
    rf"(?:{COLON}(?P<clock>\d\d)(?!\d)|[.\uff0e](?P<dotted>\d\d)(?![\d.\uff0e])|{_OCLOCK}|(?={_AM_PM}))"
    rf"(?P<half>{_AM_PM})?(?:{_END})?",
    re.IGNORECASE,
)


def parse_time(text: str) -> tuple[time, str] | None:
    """Parse the time of day that `text` begins with; return it and the text after it.

    晚上12点 and 凌晨12点 are not read: people mean different days by them; 12am is the midnight that begins the day.
    Neither is 7:30-9pm, where am or pm stands at the end alone, nor 7.30, which may be a day.
    """
    match = _TIME.match(text)
    if not match or (match["end"] and not match["half"]):
        return None
    hour = _hour(parse_number(match["hour"]), match["half"])
    if match["dotted"] and not match["half"] and hour <= NOON:
        return None
    hours = _HOURS[match["part"][:1]]
    candidates = (hour,) if match["half"] else (hour, hour + NOON)
    minutes = match["clock"] or match["dotted"] or (match["minute"] or "").lstrip("零〇") or "0"
    minute = _QUARTERS.get(match["quarter"]) or parse_number(minutes)
    try:
        return time(next((each for each in candidates if each in hours), -1), minute), remainder(text, match)
    except ValueError:  # no hour was found, or there are too many minutes
        return None


def begins_with_time(text: str) -> bool:
    """Return whether `text` begins with a time of day, if only an impossible one such as 25:00."""
    return bool(_TIME.match(text))


def remainder(text: str, match: re.Match[str]) -> str:
    """Return what follows `match` in `text`, without the punctuation between them."""
    return text[match.end() :].lstrip(" \t\r\n\u3000,，、;；。")


def _hour(said: int, half: str | None) -> int:
    """Return the hour of 24 that `said` is with am or pm; -1 where both contradict each other."""
    if not half:
        return said
    if half.strip()[0] in "aA\uff41\uff21":
        return said % NOON if said <= NOON else -1
    return said % NOON + NOON if 0 < said <= NOON else said if said > NOON else -1

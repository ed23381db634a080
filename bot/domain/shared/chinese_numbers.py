"""Numbers as they are written in Chinese: 十二, 一百零二, 五零二, 拾贰, 廿一."""

import unicodedata

# Up to 99, in digits (full-width ones too) or in Chinese.
SMALL_NUMBER = r"(?:\d{1,2}|[二三四五六七八九]?十[一二三四五六七八九]?|[零〇一二两三四五六七八九])"
NUMERALS = "零〇一二三四五六七八九十百廿卅壹贰叁肆伍陆柒捌玖拾佰貳參陸"
_TEN = 10


def to_arabic(numeral: str) -> str:
    """Return the digits of a numeral made of NUMERALS alone; "" when it is no number, as 百二十百 is none."""
    values = [int(unicodedata.numeric(char)) for char in numeral]
    if all(value < _TEN for value in values):
        return "".join(map(str, values))  # 五零二 is said digit by digit
    total, digit, last_unit = 0, None, 1000
    for value in values:
        if value < _TEN:
            if digit:
                return ""
            digit = value
        elif value >= last_unit:
            return ""
        else:
            total += value * (digit or 1)
            digit, last_unit = None, value if value in {10, 100} else _TEN
    return str(total + (digit or 0))


def parse_number(text: str) -> int:
    """Return the value of what SMALL_NUMBER matched, or of any decimal digits."""
    return int(text) if text.isdecimal() else int(to_arabic(text.replace("两", "二")))

"""What people write is cleaned of tricks and relieved of numbers that could harm somebody.

Every pattern is bounded, so the work grows with the length of the text and nothing else.
"""

import re
import unicodedata
from datetime import date

ID_LENGTH = 18
# An ID number may be broken by spaces, hyphens or a line that ran out. Stars beside it are those we put there:
# the digits we keep must not form a new number with their neighbours. \uff.. are full-width characters.
_ID = re.compile(r"(?<!\d)(?<!\*{4})(?=((?:\d[\s-]{0,3}+){17}[\dXx\uff38\uff58])(?!\d|\*{4}))")
_MOBILE = re.compile(
    r"(?:(?<!\d)|(?<=[+\uff0b][8\uff18][6\uff16]))"
    r"([1\uff11][3-9\uff13-\uff19]\d)[ \u3000-]?\d{4}[ \u3000-]?(\d{4})(?!\d)"
)
_GAP = re.compile(r"[\s-]+")

_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_EMOJI = "[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]"
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # controls, all but the line feed
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # turn the direction of the text
    "\xad\u200b\u200c\u2060-\u2064\ufeff"  # take no room
    "\ud800-\udfff]"  # halves of a character, which no file takes
    f"|(?<!{_EMOJI})\u200d|\u200d(?!{_EMOJI})",  # joins pictures, and else hides
)


def mask(text: str) -> str:
    """Hide the ID numbers (GB 11643) and the mainland mobile numbers in `text`; masking twice changes nothing more.

    Of an ID number the first and last character stay, of a mobile number three and four digits. A number that was
    broken by spaces or a line end is closed up. Longer runs of digits, such as order numbers, stay as they are.
    """
    pieces = []
    done = 0
    for match in _ID.finditer(text):
        if match.start() >= done and _is_id(match[1]):
            pieces += [text[done : match.start()], match[1][0], "*" * (ID_LENGTH - 2), match[1][-1]]
            done = match.end(1)
    return _MOBILE.sub(r"\1****\2", "".join(pieces) + text[done:])


def masked(text: str) -> tuple[str, bool]:
    """Give the masked text and whether anything was hidden, so that the writer can be told."""
    hidden = mask(text)
    return hidden, hidden != text


def clean(text: str, limit: int) -> str:
    """Give `text` as it can be shown and kept: NFC, trimmed, lines ended by a line feed, nothing invisible or turned.

    At most `limit` UTF-16 units, as Telegram counts; a character is never cut in two. A number can be: mask before
    cutting what could be cut.
    """
    text = _LINE_END.sub("\n", text).replace("\t", " ")
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).strip()
    cut = text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore")
    return cut.rstrip("\u200d").rstrip()


def _is_id(written: str) -> bool:
    """Say whether these are the 17 digits and the check character of an ID number, gaps allowed.

    Gaps also make a list of rooms look like a number, so a broken one must hold a day of birth as well.
    """
    number = _GAP.sub("", written)
    values = [int(char) if char.isdecimal() else 10 for char in number]
    total = 0
    for value in values:  # ISO 7064 MOD 11-2: the weights are powers of two, the check character brings the sum to 1
        total = 2 * total + value
    if total % 11 != 1:
        return False
    return number == written or (written.count("\n") <= 1 and _is_day(number[6:14]))


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def shown(text: str, limit: int) -> str:
    """Give the text as the bot may repeat it: cleaned, masked, and only then cut to `limit` UTF-16 units.

    Cut before it is masked, a number would lose the digits it is known by.
    """
    return clean(mask(clean(text, 2 * limit + 100)), limit)


def initial(name: str) -> str:
    """Give a name as somebody who knows it can recognise it, and nobody else: 张伟 is 张*, 欧阳小敏 欧***."""
    return name[:1] + "*" * min(max(len(name) - 1, 1), 3)

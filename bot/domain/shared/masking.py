"""Cleaning what people write: deceptive characters are removed, phone and identity numbers are masked.

Every pattern is bounded, so the work grows with the length of the text and nothing else.
"""

import re
import unicodedata
from datetime import date

ID_LENGTH = 18
# Numbers are looked for in a copy of the text that is as long, in which every digit of Unicode is an ASCII digit,
# every space but the line feed a space, every dash a hyphen, and every sign that people write for the check
# character an X: so the patterns below need to know one way of writing alone.
_VARIANT = re.compile(
    r"[^\S\n ]|(?![0-9])\d"
    "|[\u058a\u05be\u1400\u1806\u2010-\u2015\u2043\u2053\u207b\u2212\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u2e5d\u301c\u3030"
    "\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\uff5e\U00010ead]"  # Pd, minus signs and what looks like one
    "|[\uff38\uff58\u2169\u2179\xd7\u0425\u0445\uff0b]"
)
_CHECK_CHARACTER = dict.fromkeys("\uff38\uff58\u2169\u2179\xd7\u0425\u0445", "X") | {"\uff0b": "+"}
# An ID number may be broken by spaces, hyphens or a line that ran out. Stars beside it are those we put there:
# the digits we keep must not form a new number with their neighbours.
_ID = re.compile(r"(?<!\d)(?<!\*{4})(?=((?:\d[\s-]{0,3}+){17}[\dXx])(?!\d|\*{4}))", re.ASCII)
# Written in groups of 3, 4, 4 or 3, 3, 5, or digit by digit. Other groups of eleven digits are rooms, not telephones.
_MOBILE = re.compile(
    r"(?:(?<!\d)|(?<=\+86)|(?<=(?<!\d)0086))"
    r"(?:1[3-9]\d(?:[ .-]{0,3}\d{4}[ .-]{0,3}|[ .-]{1,3}\d{3}[ .-]{1,3}\d)\d{4}"
    r"|(?=1[ -]{1,2}[3-9])(?:\d[ -]{1,2}){10}\d)(?!\d)",
    re.ASCII,
)
_GAP = re.compile(r"[\s-]+")

_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_EMOJI = (
    "[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2934\u2935\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff]"
)
# Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt), and what else leaves no ink or turns the text.
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # controls, all but the line feed
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000e0080-\U000e0fff"
    "\ud800-\udfff]"  # halves of a character, which no file takes
    f"|(?<!{_EMOJI})\u200d|\u200d(?!{_EMOJI})"  # joins pictures, and else hides
    f"|(?<!{_EMOJI})[\ufe0e\ufe0f](?!\u20e3)"  # chooses the form of a picture, or of a key: 1\ufe0f\u20e3
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+",  # spells the name of a flag
)


def mask(text: str) -> str:
    """Hide the ID numbers (GB 11643) and the mainland mobile numbers in `text`; masking twice changes nothing more.

    Of an ID number the first and last character stay, of a mobile number three and four digits. A number that was
    broken by spaces or a line end is closed up. Longer runs of digits, such as order numbers, stay as they are.
    """
    return _mask_mobiles(_mask_ids(text))


def _mask_ids(text: str) -> str:
    pieces = []
    done = 0
    for match in _ID.finditer(normalize_signs(text)):
        if match.start() >= done and _is_id(match[1]):
            last = match.end(1)
            pieces += [text[done : match.start()], text[match.start()], "*" * (ID_LENGTH - 2), text[last - 1]]
            done = last
    return "".join(pieces) + text[done:]


def _mask_mobiles(text: str) -> str:
    pieces = []
    done = 0
    for match in _MOBILE.finditer(normalize_signs(text)):
        digits = [at for at in range(*match.span()) if text[at].isdecimal()]
        pieces += [
            text[done : match.start()],
            *(text[at] for at in digits[:3]),
            "****",
            *(text[at] for at in digits[-4:]),
        ]
        done = match.end()
    return "".join(pieces) + text[done:]


def normalize_signs(text: str) -> str:
    """Return the text with the variants of digits, spaces, dashes and X replaced, character for character."""
    return _VARIANT.sub(_plain_character, text)


def _plain_character(match: re.Match[str]) -> str:
    written = match[0]
    if written.isdecimal():
        return str(unicodedata.decimal(written))
    return " " if written.isspace() else _CHECK_CHARACTER.get(written, "-")


def mask_reporting(text: str) -> tuple[str, bool]:
    """Return the masked text and whether anything was hidden, so that the writer can be told."""
    hidden = mask(text)
    return hidden, hidden != text


def normalize_text(text: str, limit: int) -> str:
    """Return `text` to be shown and stored: NFC, trimmed, lines ended by a line feed, nothing invisible or turned.

    At most `limit` UTF-16 units, as platforms count; a character is never cut in two. A number can be: mask before
    cutting what could be cut.
    """
    text = _LINE_END.sub("\n", text).replace("\t", " ")
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).strip()
    cut = text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore")
    return cut.rstrip("\u200d").rstrip()


def _is_id(written: str) -> bool:
    """Return whether these are the 17 digits and the check character of an ID number, gaps allowed.

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


def shown_text(text: str, limit: int) -> str:
    """Return the text as the bot may repeat it: cleaned, masked, and only then cut to `limit` UTF-16 units.

    Cut before it is masked, a number would lose the digits it is known by.
    """
    return normalize_text(mask(normalize_text(text, 2 * limit + 100)), limit)


def mask_name(name: str) -> str:
    """Return a name that only people who know it can recognise: 张伟 is 张*, 欧阳小敏 欧***."""
    return name[:1] + "*" * min(max(len(name) - 1, 1), 3)

"""Labels of units: read in any spelling, written in one form."""

import hashlib
import re
import unicodedata

from bot.domain.shared.chinese_numbers import NUMERALS, to_arabic

LABEL_LIMIT = 24  # characters of a unit's label; people read it, type it, and it stands on a slip of paper


# Separators in a label, equal to a hyphen.
_WORDS = re.compile(
    r"[号號][楼樓]|[单單]元|[栋棟幢座楼樓#门門梯]|\b(?:BUILDING|HOUSE)\s+(?=\d)|\bNO(?:\.\s*|\s+)?(?=\d)"
)


_HYPHENS = re.compile(r"[\s\-\u2010-\u2015\u2212_/~.]+")  # Excel, phones and people write them in many ways


_ENDS = re.compile(r"[室号號房户-]+$")


_ORDINAL = re.compile(rf"(?<![^-])第(?=[0-9{NUMERALS}])")  # 第12栋


_NUMERAL = re.compile(rf"(?<![^-])[{NUMERALS}]+(?=[号號A-Z-]|$)")  # 十二栋; no part of a word, as in 三里屯


_LABEL = re.compile(r"[0-9A-Z\u4e00-\u9fff]+(?:-[0-9A-Z\u4e00-\u9fff]+)*")


_ZEROS = re.compile(r"(?<![0-9A-Z])0+(?=[0-9])")


def unit_label(text: str) -> str | None:
    """Return a unit's label in its one form: 3栋1单元502室, 3#1-502 and 3-1-0502 are all "3-1-502".

    None for what is no label. Any form of hyphen or of a word for a part of a house parts it; full-width characters,
    small letters, Chinese numerals and leading zeros become the usual ones.
    """
    plain = unicodedata.normalize("NFKC", text).upper().strip()
    parted = _HYPHENS.sub("-", _WORDS.sub("-", plain)).strip("-")
    counted = _NUMERAL.sub(lambda found: to_arabic(found[0]) or found[0], _ORDINAL.sub("", _ENDS.sub("", parted)))
    label = _ZEROS.sub("", counted)
    return label if len(label) <= LABEL_LIMIT and _LABEL.fullmatch(label) else None


def label_spellings(label: str) -> tuple[str, ...]:
    """Return the labels that a typed one may mean: itself, or with the building named once more or less."""
    first, _, rest = label.partition("-")
    return (label, f"{first}-{label}", *([rest] if rest.startswith(f"{first}-") else []))


def is_old_form(label: str, form: str) -> bool:
    """Return whether a label of an older roll, such as 十二-1-502, is what `unit_label` makes 12-1-502 of today."""
    may_differ = label != form and (not label.isascii() or "NO" in label)  # most need not be looked at closely
    return may_differ and unit_label(label) == form


def short_label(label: str) -> str:
    """Return a label as it can stand behind a button, which holds little and ASCII only."""
    return hashlib.sha256(label.encode()).hexdigest()[:16]


def label_order(label: str) -> tuple[tuple[int, int, str], ...]:
    """Return what labels sort by: 3-1-502 comes before 10-1-101."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in label.split("-"))

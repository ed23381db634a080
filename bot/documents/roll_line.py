"""One line of a roll's sheet: each cell is read, and what is wrong with it noted."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from bot.documents.owner_cell import is_placeholder, split_owners
from bot.documents.roll_header import AREA_COLUMNS, quote_text
from bot.documents.sheets import Cell, Odd
from bot.domain.councils.council import NAME_LIMIT
from bot.domain.rolls.owner_names import owner_key
from bot.domain.rolls.roll import Kind, Problem
from bot.domain.rolls.unit_labels import unit_label
from bot.domain.shared.masking import mask
from bot.domain.shared.reply import Values

OWNERS_LIMIT = 20


CELL_TEXT_LIMIT = 400  # characters of a cell


SHORTEST_NUMBER = 11  # signs of a number that is masked


_ROUNDED = 4  # decimals; a number that Excel worked out carries the dust of binary fractions behind


UNIT_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("", "已售", "已售出", "售出", "已交付", "已交房"), Kind.SOLD),
    **dict.fromkeys(("未售", "未售出", "未出售", "待售"), Kind.UNSOLD),
    **dict.fromkeys(("未交付", "未交房", "已售未交付", "已售未交房"), Kind.UNDELIVERED),
}


_PARTED = re.compile(r"[、，,﹐､;；﹔/／|\uff5c\n&\uff06]|和")  # telephones, parted as their owners are


_IN_NUMBER = re.compile(r"[\s()（）.\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d-]")


_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,4})?", re.ASCII)


_UNITS_OF_MEASURE = re.compile(r"(?:㎡|m2|平方米|平米|平方|平|份|,|\s)", re.IGNORECASE)


SHORTEST_PHONE = 4  # digits


STAIRS = 2  # hyphens in a label of building, staircase and room


_NO_NAME = re.compile(r"[=+\-@]")  # no name begins so


_BELOW = re.compile(r"[-\u2010-\u2015\u2212\ufe63\uff0d]\s*(?=\d)")  # -101: a room in the basement


_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"


_DATE = re.compile(
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号]?)?"  # 1月5日, what Excel makes of 1-5
    r"|(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?:[T ]+[\d:.]+)?"
    r"|(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\2(?:19|20)\d\d(?:[T ]+[\d:.]+)?"
    rf"|\d{{1,4}}[-/. ]*{_MONTH}(?:[-/. ,]*\d{{1,4}})?|{_MONTH}[-/. ]*\d{{1,4}}(?:[-/. ,]+\d{{1,4}})?",
    re.IGNORECASE | re.ASCII,
)


_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters to Unicode, nothing to the eye


_RADICALS = re.compile("[\u2e80-\u2fdf]")  # parts of characters, which fonts of PDF files give for the characters


_NAMES_BUILDING = re.compile(r"号楼|[栋幢座#]")


_PHONE = re.compile(r"\+?\d{4,15}", re.ASCII)


_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn"}


class RollLine:
    """A line below the header; an error in a cell is noted and replaced by a harmless value."""

    def __init__(self, number: int, cells: Mapping[str, Cell]) -> None:
        self.number_in_file = number
        self._cells = cells
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []

    def note_error(self, key: str, column: str, text: object = "", right: str = "", **more: str) -> None:
        """Note an error in a cell, one for each column."""
        params: Values = {"column": column, "text": quote_text(text), "right": right, **more}
        if not any(each.params.get("column") == column for each in self.problems):  # one complaint a cell
            self.problems.append(Problem(self.number_in_file, key, params))

    def text(self, name: str) -> str:
        """Return a cell as text in the usual characters; a whole number is a text too."""
        cell = self._cells.get(name)
        if isinstance(cell, Odd):
            self.note_error(cell.value, name)
            return ""
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        written = unicodedata.normalize("NFC", str(cell if cell is not None else "")).strip()
        written = "\n".join(written.splitlines())  # Windows, and programs of all kinds, end lines otherwise
        if len(written) > CELL_TEXT_LIMIT:
            self.note_error("long", name, written)
        elif any(char in _BLANK_LETTERS for char in written) or (
            not written.isprintable()
            and any(unicodedata.category(char) in _HIDDEN and char != "\n" for char in written)
        ):
            seen = (char for char in written if char.isprintable() and char not in _BLANK_LETTERS)
            self.note_error("hidden", name, "".join(seen))
        elif _DATE.fullmatch(unicodedata.normalize("NFKC", written)):
            self.note_error("date", name, written)
        elif name != "phones" and len(written) >= SHORTEST_NUMBER and mask(written) != written:
            self.note_error("private", name, mask(written))
        else:
            return written
        return ""

    def place(self) -> tuple[str, str]:
        """Return the building and the unit's label."""
        parts = {name: self.text(name) for name in ("building", "stair", "room")}
        labels = {name: unit_label(part) for name, part in parts.items() if part}
        for name, part in parts.items():
            if _BELOW.match(part):
                self.note_error("below", name, part, right=_BELOW.sub("B", part, count=1))
            elif part and labels[name] is None:
                self.note_error("label", name, part)
            elif not part and name != "stair":
                self.note_error("missing", name)
        if self.problems:
            return "", ""
        building = str(labels["building"])
        if _NAMES_BUILDING.search(parts["room"]):  # 3栋1-502室 says once more what stands under 楼栋
            labels["room"] = str(labels["room"]).removeprefix(f"{building}-")
        label = unit_label("-".join(map(str, labels.values())))
        if label is None:
            self.note_error("label", "room", parts["room"])
        return building, label or ""

    def people(self, kind: Kind) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the owners, and the last four digits of each one's telephone."""
        cell = split_owners(self.text("owners"))
        owners = cell.names
        if kind is not Kind.SOLD:
            owners = tuple(owner for owner in owners if not is_placeholder(owner))
        if (
            len(owners) > OWNERS_LIMIT
            or len(set(map(owner_key, owners))) < len(owners)
            or max(map(len, owners), default=0) > NAME_LIMIT
        ):
            self.note_error("owners", "owners", "、".join(owners))
        elif found := next(filter(is_placeholder, owners), ""):
            self.note_error("placeholder" if found.strip("-—/") else "missing", "owners", found)
        elif not all(any(char.isalpha() for char in owner) and not _NO_NAME.match(owner) for owner in owners):
            self.note_error("name", "owners", "、".join(owners))
        elif found := next((each for each in owners if _RADICALS.search(unicodedata.normalize("NFKC", each))), ""):
            self.note_error("radical", "owners", found)
        elif cell.key == "several":
            self.note_error("several", "owners", cell.text, right=quote_text(cell.right))
        elif cell.key:
            params: Values = {"column": "owners", "text": quote_text(cell.text), "right": quote_text(cell.right)}
            self.notes.append(Problem(self.number_in_file, cell.key, params))
        return owners, self.last_four(len(owners))

    def last_four(self, owners: int) -> tuple[str, ...]:
        """Return the last four digits of each owner's telephone, "" for one without."""
        phones = [_IN_NUMBER.sub("", unicodedata.normalize("NFKC", each)) for each in self._phones(owners)]
        digits = phones if len(phones) == owners else [each for each in phones if each]
        if not all(_PHONE.fullmatch(each) for each in digits if each) or len(digits) > owners:
            self.note_error("phone", "phones", mask("、".join(phones)))
            digits = []
        return tuple(each[-4:] for each in (*digits, *[""] * (owners - len(digits))))

    def _phones(self, owners: int) -> list[str]:
        """Return the telephones in a cell; where each is four digits, a space may part them."""
        written = self.text("phones")
        apart = written.split()
        if len(apart) == owners > 1 and all(len(each) == SHORTEST_PHONE and each.isdecimal() for each in apart):
            return apart
        return _PARTED.split(written)

    def mark(self) -> str:
        """Return the officer's 计票号. A dash for "none" would make one head of all lines."""
        written = self.text("mark")
        if written and is_placeholder(written):
            self.note_error("mark", "mark", written)
        return written

    def area(self) -> str:
        """Return the area: the register's before the survey's before the contract's (解释§8)."""
        given = [name for name in AREA_COLUMNS if self._cells.get(name) not in (None, "")]
        if not given:
            self.note_error("missing", "area")
        areas = [self.number(name) for name in given]
        if areas and areas[0] and not Decimal(areas[0]):
            self.note_error("area", given[0], areas[0])
        return areas[0] if areas else ""

    def number(self, name: str) -> str:
        """Return an exact decimal as text, "" for none. A unit of measure is an error: the right one is unknown."""
        cell = self._cells.get(name)
        if isinstance(cell, float):
            cell = format(Decimal(repr(round(cell, _ROUNDED))), "f")
        elif isinstance(cell, int):
            cell = str(cell)
        if isinstance(cell, str) and cell.startswith("-"):
            self.note_error("number", name, cell)
            return ""
        written = cell if isinstance(cell, str) and _NUMBER.fullmatch(cell) else self.text(name)
        if written and not _NUMBER.fullmatch(written):
            bare = _UNITS_OF_MEASURE.sub("", unicodedata.normalize("NFKC", written))
            self.note_error("number", name, written, right=bare if _NUMBER.fullmatch(bare) else "")
            return ""
        return format(Decimal(written).normalize(), "f") if written else ""

    def kind(self) -> Kind:
        """Return whose the unit is."""
        written = self.text("kind")
        if written not in UNIT_KINDS:
            self.note_error("kind", "kind", written)
        return UNIT_KINDS.get(written, Kind.SOLD)

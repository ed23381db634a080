"""The roll as people keep it: a table with Chinese headers, read into lines that count, or into what is wrong.

It may take seconds, so it is called in a thread. What is wrong is data; the words for it stand in the views.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.domain.council import NAME_LIMIT
from bot.domain.privacy import mask, shown
from bot.domain.roll import Kind, Problem, Row, unit_label
from bot.domain.telling import Params
from bot.papers.sheets import BadSheet, Cell, Line, Odd, Table, tables

UNITS_LIMIT = 20_000
PROBLEMS_LIMIT = 1000  # after so many nobody reads on
HEADER_WITHIN = 20  # lines; above it may stand a title
OWNERS_LIMIT = 20
TEXT_LIMIT = 400  # characters of a cell
SHORTEST_NUMBER = 11  # signs of a number that is masked
QUOTED = 40  # of what is wrong, repeated
_ROUNDED = 4  # decimals; a number that Excel worked out carries the dust of binary fractions behind

# field: the headers it is known by, without brackets and spaces
HEADERS: Mapping[str, tuple[str, ...]] = {
    "building": ("楼栋", "楼栋号", "楼号", "楼幢", "幢", "幢号", "栋", "栋号", "座", "座号", "楼", "楼宇"),
    "stair": ("单元", "单元号"),
    "room": ("房号", "室号", "房间号", "房屋号", "门牌", "门牌号", "户号", "室", "房间", "单元房号"),
    "owners": ("业主", "业主姓名", "业主名称", "姓名", "产权人", "产权人姓名", "所有权人", "权利人", "买受人"),
    "registered": ("登记面积", "产权登记面积", "不动产登记面积", "产权面积", "产权证面积"),
    "surveyed": ("实测面积", "测绘面积", "实测建筑面积"),
    "contract": ("合同面积", "合同建筑面积", "预售面积", "预测面积"),
    "area": ("面积", "建筑面积", "专有面积", "专有部分面积", "房屋面积", "专有部分建筑面积"),
    "phones": (
        *("手机后四位", "手机尾号", "手机", "手机号", "手机号码", "尾号", "后四位"),
        *("电话后四位", "电话", "联系电话", "电话号码", "联系方式"),
    ),
    "share": ("份额", "应有部分", "持分", "份数", "业权份数"),
    "kind": ("状态", "销售状态", "交付状态", "房屋状态"),
    "mark": ("计票号", "计票合并", "合并", "合并号"),
}
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("", "已售", "已售出", "售出", "已交付", "已交房"), Kind.SOLD),
    **dict.fromkeys(("未售", "未售出", "未出售", "待售"), Kind.UNSOLD),
    **dict.fromkeys(("未交付", "未交房", "已售未交付", "已售未交房"), Kind.UNDELIVERED),
}
AREAS = ("registered", "surveyed", "contract", "area")  # 解释§8; a column that does not say which comes last
NEEDED = ("building", "room", "owners")

_FIELDS = {header: name for name, headers in HEADERS.items() for header in headers}
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[\s*:/]|㎡|m2|平方米|平米")
_ID_COLUMN = re.compile(r"身份证|证件号")
_PARTED = re.compile(r"[、，,;；/\n]+")
_HAN_GAP = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")  # 张　伟, to fill the column
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,4})?", re.ASCII)
_UNITS_OF_MEASURE = re.compile(r"(?:㎡|m2|平方米|平米|平方|平|份|,|\s)", re.IGNORECASE)
STAIRS = 2  # hyphens in a label of building, staircase and room
_LEADING = ("=", "+", "-", "@")  # what a spreadsheet would work out when it is written out again
_NAMES_BUILDING = re.compile(r"号楼|[栋幢座#]")
_PHONE = re.compile(r"\+?\d{4,15}", re.ASCII)
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn"}


@dataclass(frozen=True)
class RollSheet:
    """What a file says: the lines that are right, and everything that is wrong (counted on beyond PROBLEMS_LIMIT).

    `unused` are the headers of columns that nothing was taken from.
    """

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    wrong: int = 0
    unused: tuple[str, ...] = ()


def read(content: bytes) -> RollSheet:
    """Read a roll from the bytes of an .xlsx or .csv. What is wrong with it comes back as data; nothing is raised."""
    try:
        return _read(tables(content))
    except BadSheet as bad:
        return RollSheet(problems=(Problem(0, bad.key),), wrong=1)


def _read(sheets: Iterable[Table]) -> RollSheet:
    """Read the first table that has all our headers; without one say what the most promising lacks."""
    best: tuple[int, list[Problem]] = (0, [Problem(0, "no_headers")])
    for sheet in sheets:
        lines = iter(sheet.lines)
        for _, line in zip(range(HEADER_WITHIN), lines, strict=False):
            header = _Header(line)
            if header.problems and len(header.fields) > best[0]:
                best = len(header.fields), header.problems
            if header.is_whole:
                return _below(header, lines, sheet)
    _, problems = best
    return RollSheet(problems=tuple(problems), wrong=len(problems))


class _Header:
    """A line that may be the header: which field stands in which column."""

    def __init__(self, line: Line) -> None:
        self.number, cells = line
        self.fields: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.unused: list[str] = []
        for place, cell in enumerate(cells):
            if not isinstance(cell, str) or not cell.strip():
                continue
            name = _FIELDS.get(_IN_BRACKETS.sub("", unicodedata.normalize("NFKC", cell)))
            if _ID_COLUMN.search(cell):
                self.problems.append(Problem(self.number, "id_column", {"text": _quoted(cell)}))
            elif name is None:
                self.unused.append(_quoted(cell))
            elif name in self.fields:
                self.problems.append(Problem(self.number, "twice", {"column": name, "text": _quoted(cell)}))
            else:
                self.fields[name] = place
        missing = [name for name in NEEDED if name not in self.fields]
        missing += [] if any(name in self.fields for name in AREAS) else ["area"]
        self.is_whole = not missing
        self.problems += [Problem(self.number, "no_column", {"column": name}) for name in missing]


class _Reading:
    """The lines that were read so far, and what was wrong in them."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self.wrong = 0
        self.lines: dict[str, int] = {}  # where each unit stands

    def add(self, *problems: Problem) -> None:
        self.wrong += len(problems)
        self.problems += problems[: PROBLEMS_LIMIT - len(self.problems)]


def _below(header: _Header, lines: Iterable[Line], sheet: Table) -> RollSheet:
    """Read what stands below the header. A title above it may be one merged cell, the roll itself not."""
    reading = _Reading()
    reading.add(*header.problems)
    for merged in sheet.merged:
        if merged.last >= header.number:
            reading.add(Problem(max(merged.first, header.number), "merged", {"text": merged.cells}))
    units = 0
    for number, cells in lines:
        named = {name: cells[place] for name, place in header.fields.items() if place < len(cells)}
        if all(cell in (None, "") for cell in named.values()):
            continue
        units += 1
        if units > UNITS_LIMIT:
            reading.add(Problem(number, "too_many", {"limit": UNITS_LIMIT}))
            break
        _take(reading, _Line(number, named))
    if not units:
        reading.add(Problem(header.number, "empty"))
    problems = sorted(reading.problems, key=lambda problem: problem.line)
    return RollSheet(_said_once(reading.rows), tuple(problems), reading.wrong, tuple(header.unused))


def _said_once(rows: list[Row]) -> tuple[Row, ...]:
    """Where every 房号 begins with its 楼栋, as 3-1-502 does in 3, the building is named twice: take one away.

    In one building alone 3-502 may be staircase 3: there only a 房号 that names all three parts says it.
    """
    one_building = len({row.building for row in rows}) == 1
    twice = all(
        row.unit.startswith(f"{row.building}-{row.building}-") and (not one_building or row.unit.count("-") > STAIRS)
        for row in rows
    )
    return tuple(replace(row, unit=row.unit.removeprefix(f"{row.building}-")) for row in rows) if twice else tuple(rows)


def _take(reading: _Reading, line: "_Line") -> None:
    """Take one line. Every field is looked at, so that everything wrong in it is said at once."""
    building, unit = line.place()
    owners, phones = line.people()
    kind = line.kind()
    if not owners and kind is Kind.SOLD:
        line.is_wrong("missing", "owners")
    row = Row(
        unit=unit,
        building=building,
        owners=owners,
        phones=phones,
        area=line.area(),
        share=line.number("share") or "0",
        kind=kind,
        mark=line.text("mark"),
    )
    if unit in reading.lines:
        line.is_wrong("duplicate", "room", unit, right=str(reading.lines[unit]))
    elif unit:
        reading.lines[unit] = line.place_in_file
    reading.add(*line.problems)
    if not line.problems:
        reading.rows.append(row)


class _Line:
    """One line below the header; what is wrong with it is noted, and something harmless given in its place."""

    def __init__(self, number: int, cells: Mapping[str, Cell]) -> None:
        self.place_in_file = number
        self._cells = cells
        self.problems: list[Problem] = []

    def is_wrong(self, key: str, column: str, text: object = "", right: str = "") -> None:
        params: Params = {"column": column, "text": _quoted(text), "right": right}
        if not any(each.params.get("column") == column for each in self.problems):  # one complaint a cell
            self.problems.append(Problem(self.place_in_file, key, params))

    def text(self, name: str) -> str:
        """Give what stands in a cell as a text in the usual characters; a whole number is one too."""
        cell = self._cells.get(name)
        if isinstance(cell, Odd):
            self.is_wrong(cell.value, name)
            return ""
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        written = unicodedata.normalize("NFC", str(cell if cell is not None else "")).strip()
        if len(written) > TEXT_LIMIT:
            self.is_wrong("long", name, written)
        elif not written.isprintable() and any(
            unicodedata.category(char) in _HIDDEN and char != "\n" for char in written
        ):
            self.is_wrong("hidden", name, "".join(char for char in written if char.isprintable()))
        elif written.startswith(_LEADING):
            self.is_wrong("formula", name, written)
        elif name != "phones" and len(written) >= SHORTEST_NUMBER and mask(written) != written:
            self.is_wrong("private", name, mask(written))
        else:
            return written
        return ""

    def place(self) -> tuple[str, str]:
        """Give the building and the unit's label."""
        parts = {name: self.text(name) for name in ("building", "stair", "room")}
        labels = {name: unit_label(part) for name, part in parts.items() if part}
        for name, part in parts.items():
            if part and labels[name] is None:
                self.is_wrong("label", name, part)
            elif not part and name != "stair":
                self.is_wrong("missing", name)
        if self.problems:
            return "", ""
        building = str(labels["building"])
        if _NAMES_BUILDING.search(parts["room"]):  # 3栋1-502室 says once more what stands under 楼栋
            labels["room"] = str(labels["room"]).removeprefix(f"{building}-")
        label = unit_label("-".join(map(str, labels.values())))
        if label is None:
            self.is_wrong("label", "room", parts["room"])
        return building, label or ""

    def people(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the owners, and the last four digits of each one's telephone."""
        owners = tuple(_HAN_GAP.sub("", each.strip()) for each in _PARTED.split(self.text("owners")) if each.strip())
        if (
            len(owners) > OWNERS_LIMIT
            or len(set(owners)) < len(owners)
            or max(map(len, owners), default=0) > NAME_LIMIT
        ):
            self.is_wrong("owners", "owners", "、".join(owners))
        elif not all(any(char.isalpha() for char in owner) for owner in owners):
            self.is_wrong("name", "owners", "、".join(owners))
        phones = [each.strip() for each in _PARTED.split(self.text("phones"))]
        digits = [re.sub(r"[\s-]", "", each) for each in phones if each]
        if not all(_PHONE.fullmatch(each) for each in digits) or len(digits) > len(owners):
            self.is_wrong("phone", "phones", mask("、".join(phones)))
            digits = []
        last_four = [each[-4:] for each in digits]
        return owners, (*last_four, *[""] * (len(owners) - len(last_four)))

    def area(self) -> str:
        """Give the area: the register's before the survey's before the contract's (解释§8)."""
        given = [name for name in AREAS if self._cells.get(name) not in (None, "")]
        if not given:
            self.is_wrong("missing", "area")
        areas = [self.number(name) for name in given]
        if areas and areas[0] and not Decimal(areas[0]):
            self.is_wrong("area", given[0], areas[0])
        return areas[0] if areas else ""

    def number(self, name: str) -> str:
        """Give an exact decimal as text, "" for none. A unit of measure is no number: who knows which one was meant."""
        cell = self._cells.get(name)
        if isinstance(cell, float):
            cell = format(Decimal(repr(round(cell, _ROUNDED))), "f")
        elif isinstance(cell, int):
            cell = str(cell)
        if isinstance(cell, str) and cell.startswith("-"):
            self.is_wrong("number", name, cell)
            return ""
        written = cell if isinstance(cell, str) and _NUMBER.fullmatch(cell) else self.text(name)
        if written and not _NUMBER.fullmatch(written):
            bare = _UNITS_OF_MEASURE.sub("", unicodedata.normalize("NFKC", written))
            self.is_wrong("number", name, written, right=bare if _NUMBER.fullmatch(bare) else "")
            return ""
        return format(Decimal(written).normalize(), "f") if written else ""

    def kind(self) -> Kind:
        """Give whose the unit is."""
        written = self.text("kind")
        if written not in KINDS:
            self.is_wrong("kind", "kind", written)
        return KINDS.get(written, Kind.SOLD)


def _quoted(text: object) -> str:
    """Give what stands in a cell as it may be repeated."""
    return shown(str(text), QUOTED)

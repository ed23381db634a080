"""Parsing of a roll with Chinese headers into valid rows and errors.

It may take seconds, and comes from strangers, so it is called in a separate process. Errors are data; their words stand
in the views.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.documents.owner_cell import is_placeholder, split_owners
from bot.documents.sheets import BadSheet, Cell, Line, Odd, Table, read_sheets
from bot.domain.councils.council import NAME_LIMIT
from bot.domain.rolls.owner_names import owner_key
from bot.domain.rolls.roll import Kind, Problem, Row, unit_label
from bot.domain.shared.chinese_numbers import NUMERALS
from bot.domain.shared.masking import mask, shown_text
from bot.domain.shared.reply import Values

UNITS_LIMIT = 20_000
PROBLEMS_LIMIT = 1000  # after so many nobody reads on
HEADER_WITHIN = 20  # lines; above it may stand a title
OWNERS_LIMIT = 20
CELL_TEXT_LIMIT = 400  # characters of a cell
SHORTEST_NUMBER = 11  # signs of a number that is masked
QUOTE_LIMIT = 40  # of what is wrong, repeated
_ROUNDED = 4  # decimals; a number that Excel worked out carries the dust of binary fractions behind

# field: the headers it is known by, without brackets and spaces
COLUMN_NAMES: Mapping[str, tuple[str, ...]] = {
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
UNIT_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("", "已售", "已售出", "售出", "已交付", "已交房"), Kind.SOLD),
    **dict.fromkeys(("未售", "未售出", "未出售", "待售"), Kind.UNSOLD),
    **dict.fromkeys(("未交付", "未交房", "已售未交付", "已售未交房"), Kind.UNDELIVERED),
}
AREA_COLUMNS = ("registered", "surveyed", "contract", "area")  # 解释§8; a column that does not say which comes last
NEEDED = ("building", "room", "owners")

_FIELDS = {header: name for name, headers in COLUMN_NAMES.items() for header in headers}
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[\s*:/]|㎡|m2|平方米|平米")
_PROGRAMS_OWN = "WpsReserved"  # a hidden sheet that WPS keeps pictures in
_ID_COLUMN = re.compile(r"身份证|证件号")
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
_TABLE_WORDS = re.compile(r"(?:业主|住户|产权)?(?:名册|名单|清单|信息|情况)?表?$")
_BUILDING = re.compile(
    rf"第?(?:[0-9]{{1,3}}|[{NUMERALS}]{{1,4}}|[A-Z]|[甲乙丙丁戊己庚辛壬癸])[A-Z]?(?:号楼|[栋幢座楼号#])?", re.IGNORECASE
)
_HIDDEN_LISTED = 20  # numbers of lines that are named
_NAMES_BUILDING = re.compile(r"号楼|[栋幢座#]")
_PHONE = re.compile(r"\+?\d{4,15}", re.ASCII)
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn"}


@dataclass(frozen=True)
class RollSheet:
    """The content of a roll file: its valid rows and its errors (counted on beyond PROBLEMS_LIMIT).

    `unused` are the headers of columns that nothing was taken from; `notes` are things to check before the roll is
    confirmed: sheets, lines and columns that were not read, and cells that may mean something else.
    """

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    wrong: int = 0
    unused: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()


def parse_roll_sheet(content: bytes) -> RollSheet:
    """Read a roll from the bytes of an .xlsx or .csv. What is wrong with it comes back as data; nothing is raised."""
    try:
        return _read(read_sheets(content))
    except BadSheet as bad:
        return RollSheet(problems=(Problem(0, bad.key),), wrong=1)


def _read(sheets: Iterable[Table]) -> RollSheet:
    """Read every visible sheet that has our headers; without one report what the most promising sheet lacks.

    A text file is one table that is tried with several separators: the first that yields a header is used.
    """
    reading = _Reading()
    for table in sheets:
        sheet = replace(table, name=table.name and (_quoted(table.name) or "?"))
        reading.sheets += 1
        if sheet.is_hidden:
            if not sheet.name.startswith(_PROGRAMS_OWN) and any(map(_is_written, sheet.lines)):
                reading.note(sheet, "sheet_hidden")
            continue
        lines = iter(sheet.lines)
        first = list(itertools.islice(lines, HEADER_WITHIN))
        headers = [_Header(line, sheet) for line in sorted(first, key=lambda line: line.is_hidden)]
        header = next((each for each in headers if each.is_whole), None)
        if header:
            below = [line for line in first if line.number > header.number]
            _below(reading, header, itertools.chain(below, lines), sheet)
            if not sheet.name or reading.units > UNITS_LIMIT:
                break
        elif any(map(_is_written, first)):
            reading.pass_over(sheet, max(headers, key=lambda each: len(each.fields)))
    return reading.result()


def _is_written(line: Line) -> bool:
    return any(cell not in (None, "") for cell in line.cells)


class _Header:
    """A line that may be the header, with the field of each column. Hidden columns are not read.

    `building` is the building that the sheet is named after, where no column has it.
    """

    def __init__(self, line: Line, sheet: Table) -> None:
        self.number, cells, _ = line
        self.fields: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.unused: list[str] = []
        self.hidden: list[str] = []
        for place, cell in enumerate(cells):
            if not isinstance(cell, str) or not cell.strip():
                continue
            if place in sheet.hidden_columns:
                self.hidden.append(_quoted(cell))
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
        self.building = "" if "building" in self.fields else _building_of(sheet.name)
        missing = [name for name in NEEDED if name not in self.fields and not (name == "building" and self.building)]
        missing += [] if any(name in self.fields for name in AREA_COLUMNS) else ["area"]
        self.is_whole = not missing
        self.problems += [Problem(self.number, "no_column", {"column": name}) for name in missing]


def _building_of(sheet_name: str) -> str:
    """Return the building that a sheet is named after, as 3号楼 and 3号楼业主名册 are; "" for any other name."""
    bare = _TABLE_WORDS.sub("", unicodedata.normalize("NFKC", sheet_name).strip())
    return (unit_label(bare) or "") if _BUILDING.fullmatch(bare) else ""


class _Reading:
    """The lines that were read so far, and what was wrong in them."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.unused: dict[str, None] = {}
        self.wrong = 0
        self.sheets = 0
        self.read: list[str] = []  # names of the sheets that were read
        self.first_header = 0
        self.units = 0
        self.places: dict[str, Place] = {}  # where each unit stands
        self._lacking: tuple[int, list[Problem]] = (0, [Problem(0, "no_headers")])  # of the most promising header

    def add(self, *problems: Problem) -> None:
        self.wrong += len(problems)
        self.problems += problems[: PROBLEMS_LIMIT - len(self.problems)]

    def begin(self, header: _Header, sheet: Table) -> None:
        """Begin a sheet that has our headers: report its errors before the first line."""
        if not self.read:
            self.first_header = header.number
        self.read.append(sheet.name)
        self.unused |= dict.fromkeys(header.unused)
        self.add(*(replace(each, sheet=sheet.name) for each in header.problems))
        for merged in sheet.merged:
            if merged.last >= header.number:
                line = max(merged.first, header.number)
                self.add(Problem(line, "merged", {"text": merged.cells}, sheet.name))

    def note(self, sheet: Table, key: str, line: int = 0, **params: str | int) -> None:
        if len(self.notes) < PROBLEMS_LIMIT:
            self.notes.append(Problem(line, key, dict(params), sheet.name))

    def pass_over(self, sheet: Table, header: _Header) -> None:
        """Note a sheet without our headers, and what the most promising line of it lacks."""
        lacks = [str(each.params["column"]) for each in header.problems if each.key == "no_column"]
        if not sheet.name:
            pass  # a text that is tried with another sign between its cells
        elif header.fields and lacks:
            self.note(sheet, "sheet_lacks", column=lacks[0])
        else:
            self.note(sheet, "sheet_unread")
        if len(header.fields) > self._lacking[0]:
            hidden = [Problem(header.number, "column_hidden", {"text": each}) for each in header.hidden]
            self._lacking = len(header.fields), [*header.problems, *hidden]

    def result(self) -> RollSheet:
        """Return what was read; a sheet is named only where there are several."""
        if not self.read:
            others = [note for note in self.notes if note.key == "sheet_hidden"]
            problems = (*self._lacking[1], *others)
            return RollSheet(problems=problems, wrong=len(problems))
        if not self.units and not self.problems:
            self.add(Problem(self.first_header, "empty"), *(each for each in self.notes if each.key != "sheet_empty"))
        several = self.sheets > 1
        problems = tuple(self.problems if several else (replace(each, sheet="") for each in self.problems))
        notes = tuple(self.notes if several else (replace(each, sheet="") for each in self.notes))
        return RollSheet(_said_once(self.rows), problems, self.wrong, tuple(self.unused), notes)


def _below(reading: _Reading, header: _Header, lines: Iterable[Line], sheet: Table) -> None:
    """Read the lines below the header. A title above it may be one merged cell, the roll itself not."""
    begin, units = len(reading.problems), reading.units
    hidden: list[int] = []
    reading.begin(header, sheet)
    for number, cells, is_hidden in lines:
        named = {name: cells[place] for name, place in header.fields.items() if place < len(cells)}
        if all(cell in (None, "") for cell in named.values()):
            continue
        if is_hidden:
            hidden.append(number)
            continue
        reading.units += 1
        if reading.units > UNITS_LIMIT:
            reading.add(Problem(number, "too_many", {"limit": UNITS_LIMIT}, sheet.name))
            break
        if header.building:
            named["building"] = header.building
        _take(reading, _Line(number, named), sheet)
    reading.problems[begin:] = sorted(reading.problems[begin:], key=lambda problem: problem.line)
    if hidden:
        listed = "、".join(map(str, hidden[:_HIDDEN_LISTED]))
        reading.note(sheet, "lines_hidden", n=len(hidden), text=listed + ("…" if len(hidden) > _HIDDEN_LISTED else ""))
    if header.hidden:
        reading.note(sheet, "columns_hidden", text=_quoted("、".join(header.hidden)))
    if reading.units == units and not hidden:
        reading.note(sheet, "sheet_empty")


def _said_once(rows: list[Row]) -> tuple[Row, ...]:
    """Remove a building named twice: where every 房号 begins with its 楼栋, as 3-1-502 does in 3.

    In one building alone 3-502 may be staircase 3: there only a 房号 of all three parts names the building.
    """
    one_building = len({row.building for row in rows}) == 1
    twice = all(
        row.unit.startswith(f"{row.building}-{row.building}-") and (not one_building or row.unit.count("-") > STAIRS)
        for row in rows
    )
    return tuple(replace(row, unit=row.unit.removeprefix(f"{row.building}-")) for row in rows) if twice else tuple(rows)


def _take(reading: _Reading, line: "_Line", sheet: Table) -> None:
    """Add a line of the table to the result. Every field is checked, so that all errors of the line are reported."""
    building, unit = line.place()
    kind = line.kind()
    owners, phones = line.people(kind)
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
        mark=line.mark(),
    )
    if first := reading.places.get(unit):
        every = dict.fromkeys((*first.owners, *owners))
        together = _quoted("、".join(every)) if len(every) > len(first.owners) else ""
        elsewhere = first.sheet if first.sheet != sheet.name else ""
        line.is_wrong("duplicate", "room", unit, right=str(first.line), together=together, elsewhere=elsewhere)
    elif unit:
        reading.places[unit] = Place(sheet.name, line.number_in_file, owners)
    reading.add(*(replace(each, sheet=sheet.name) for each in line.problems))
    if not line.problems:
        reading.rows.append(row)
        for note in line.notes:
            reading.note(sheet, note.key, note.line, **note.params)


@dataclass(frozen=True)
class Place:
    """The first line on which a unit was found, and its owners there."""

    sheet: str
    line: int
    owners: tuple[str, ...]


class _Line:
    """A line below the header; an error in a cell is noted and replaced by a harmless value."""

    def __init__(self, number: int, cells: Mapping[str, Cell]) -> None:
        self.number_in_file = number
        self._cells = cells
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []

    def is_wrong(self, key: str, column: str, text: object = "", right: str = "", **more: str) -> None:
        params: Values = {"column": column, "text": _quoted(text), "right": right, **more}
        if not any(each.params.get("column") == column for each in self.problems):  # one complaint a cell
            self.problems.append(Problem(self.number_in_file, key, params))

    def text(self, name: str) -> str:
        """Return a cell as text in the usual characters; a whole number is a text too."""
        cell = self._cells.get(name)
        if isinstance(cell, Odd):
            self.is_wrong(cell.value, name)
            return ""
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        written = unicodedata.normalize("NFC", str(cell if cell is not None else "")).strip()
        written = "\n".join(written.splitlines())  # Windows, and programs of all kinds, end lines otherwise
        if len(written) > CELL_TEXT_LIMIT:
            self.is_wrong("long", name, written)
        elif any(char in _BLANK_LETTERS for char in written) or (
            not written.isprintable()
            and any(unicodedata.category(char) in _HIDDEN and char != "\n" for char in written)
        ):
            seen = (char for char in written if char.isprintable() and char not in _BLANK_LETTERS)
            self.is_wrong("hidden", name, "".join(seen))
        elif _DATE.fullmatch(unicodedata.normalize("NFKC", written)):
            self.is_wrong("date", name, written)
        elif name != "phones" and len(written) >= SHORTEST_NUMBER and mask(written) != written:
            self.is_wrong("private", name, mask(written))
        else:
            return written
        return ""

    def place(self) -> tuple[str, str]:
        """Return the building and the unit's label."""
        parts = {name: self.text(name) for name in ("building", "stair", "room")}
        labels = {name: unit_label(part) for name, part in parts.items() if part}
        for name, part in parts.items():
            if _BELOW.match(part):
                self.is_wrong("below", name, part, right=_BELOW.sub("B", part, count=1))
            elif part and labels[name] is None:
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
            self.is_wrong("owners", "owners", "、".join(owners))
        elif found := next(filter(is_placeholder, owners), ""):
            self.is_wrong("placeholder" if found.strip("-—/") else "missing", "owners", found)
        elif not all(any(char.isalpha() for char in owner) and not _NO_NAME.match(owner) for owner in owners):
            self.is_wrong("name", "owners", "、".join(owners))
        elif found := next((each for each in owners if _RADICALS.search(unicodedata.normalize("NFKC", each))), ""):
            self.is_wrong("radical", "owners", found)
        elif cell.key == "several":
            self.is_wrong("several", "owners", cell.text, right=_quoted(cell.right))
        elif cell.key:
            params: Values = {"column": "owners", "text": _quoted(cell.text), "right": _quoted(cell.right)}
            self.notes.append(Problem(self.number_in_file, cell.key, params))
        return owners, self.last_four(len(owners))

    def last_four(self, owners: int) -> tuple[str, ...]:
        """Return the last four digits of each owner's telephone, "" for one without."""
        phones = [_IN_NUMBER.sub("", unicodedata.normalize("NFKC", each)) for each in self._phones(owners)]
        digits = phones if len(phones) == owners else [each for each in phones if each]
        if not all(_PHONE.fullmatch(each) for each in digits if each) or len(digits) > owners:
            self.is_wrong("phone", "phones", mask("、".join(phones)))
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
            self.is_wrong("mark", "mark", written)
        return written

    def area(self) -> str:
        """Return the area: the register's before the survey's before the contract's (解释§8)."""
        given = [name for name in AREA_COLUMNS if self._cells.get(name) not in (None, "")]
        if not given:
            self.is_wrong("missing", "area")
        areas = [self.number(name) for name in given]
        if areas and areas[0] and not Decimal(areas[0]):
            self.is_wrong("area", given[0], areas[0])
        return areas[0] if areas else ""

    def number(self, name: str) -> str:
        """Return an exact decimal as text, "" for none. A unit of measure is an error: the right one is unknown."""
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
        """Return whose the unit is."""
        written = self.text("kind")
        if written not in UNIT_KINDS:
            self.is_wrong("kind", "kind", written)
        return UNIT_KINDS.get(written, Kind.SOLD)


def _quoted(text: object) -> str:
    """Return the content of a cell as it may be quoted."""
    return shown_text(str(text), QUOTE_LIMIT)

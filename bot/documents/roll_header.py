"""The header of a roll's sheet: which column holds what."""

import re
import unicodedata
from collections.abc import Mapping

from bot.documents.sheets import Line, Table
from bot.domain.rolls.roll import Problem
from bot.domain.rolls.unit_labels import unit_label
from bot.domain.shared.chinese_numbers import NUMERALS
from bot.domain.shared.masking import shown_text

# field: the headers it is known by, without brackets and spaces
QUOTE_LIMIT = 40  # of what is wrong, repeated
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


AREA_COLUMNS = ("registered", "surveyed", "contract", "area")  # 解释§8; a column that does not say which comes last


NEEDED = ("building", "room", "owners")


_FIELDS = {header: name for name, headers in COLUMN_NAMES.items() for header in headers}


_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[\s*:/]|㎡|m2|平方米|平米")


_ID_COLUMN = re.compile(r"身份证|证件号")


_TABLE_WORDS = re.compile(r"(?:业主|住户|产权)?(?:名册|名单|清单|信息|情况)?表?$")


_BUILDING = re.compile(
    rf"第?(?:[0-9]{{1,3}}|[{NUMERALS}]{{1,4}}|[A-Z]|[甲乙丙丁戊己庚辛壬癸])[A-Z]?(?:号楼|[栋幢座楼号#])?", re.IGNORECASE
)


def quote_text(text: object) -> str:
    """Return the content of a cell as it may be quoted."""
    return shown_text(str(text), QUOTE_LIMIT)


class Header:
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
                self.hidden.append(quote_text(cell))
                continue
            name = _FIELDS.get(_IN_BRACKETS.sub("", unicodedata.normalize("NFKC", cell)))
            if _ID_COLUMN.search(cell):
                self.problems.append(Problem(self.number, "id_column", {"text": quote_text(cell)}))
            elif name is None:
                self.unused.append(quote_text(cell))
            elif name in self.fields:
                self.problems.append(Problem(self.number, "twice", {"column": name, "text": quote_text(cell)}))
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

"""Parsing of the owners in a cell: names separated by 、 or another plain sign, or by words that are ambiguous."""

import re
import unicodedata
from dataclasses import dataclass

from bot.domain.rolls.owner_names import DOTS, HAN

_PARTED = re.compile(r"[、，,﹐､;；﹔/／|\uff5c\\\uff3c\n]+")
_SPACES = re.compile(r"\s+")
_LETTER = re.compile(r"\w")
_AROUND_DOT = re.compile(rf" ?([{DOTS}]) ?")
_HAN_ONLY = re.compile(rf"[{HAN}]+")
_HAN_ANY = re.compile(f"[{HAN}]")
_NAME = re.compile(rf"[{HAN}]{{2,4}}")
_LATIN = re.compile(r"[^\W\d_]+(?:[.'-]*[ ][^\W\d_]+)+\.?")  # one word may be a firm
_JOINED = re.compile(r" ?[&\uff06+＋] ?| (?i:and) ")
_AND = re.compile("以及|[和与與及跟同暨]")
_LOOSELY_JOINED = re.compile(r"[-\u2010-\u2015~～_.:：()（）*#]+")  # no dot: it stands inside of names
_ORGANISATION = re.compile(
    "公司|集团|企业|商店|[厂店所院部社局校会]$|中心|委员会|合作社|银行|医院|基金|大学|学校|政府|街道|物业"
    r"|\b(?i:co|ltd|inc|llc|corp|company|limited|gmbh|plc)\b"
)
_CUTS = (2, 3)  # where two names without anything between them meet: 王建国李秀兰
_TWO_NAMES = 5  # characters; four may be one name with a double surname
_PADDED = 3  # single characters that still are one name: 张 建 国
_SHORT_NAME = 4  # characters of a name that is written in two pieces: 王 建国, 欧阳 修
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤欧阳司马上官诸葛"
    "常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉"
    "骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应"
    "臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
PLACEHOLDERS = frozenset(
    (
        *("同上", "同前", "同左", "同右", "上同", "々", "same", "ditto"),
        *("无", "無", "没有", "无业主", "无主", "暂无", "暂缺", "na", "none", "null", "nil"),
        *("空", "空置", "空置房", "空房", "空缺", "闲置", "vacant", "empty"),
        *("待定", "待补", "待填", "待查", "待确认", "未定", "tbd"),
        *("未知", "不详", "不明", "不清楚", "未登记", "未填", "未提供", "略", "保密", "unknown"),
        *("业主", "户主", "本人", "某某", "租户", "租客", "出租"),
        *("未售", "待售", "未出售", "未交付"),
    )
)


@dataclass(frozen=True)
class Owners:
    """The owner names in a cell; `key` is "", or names what is wrong ("several") or doubtful ("perhaps_several").

    `text` is the part of the cell that `key` is about, `right` the cell as it should be.
    """

    names: tuple[str, ...]
    key: str = ""
    text: str = ""
    right: str = ""


def split_owners(cell: str) -> Owners:
    """Return the names in a cell. Spaces that pad a name go; spaces and words like 和 between names are asked about."""
    if cell.strip() and is_placeholder(cell):
        return Owners((cell.strip(),))  # N/A is not two people
    pieces = [_AROUND_DOT.sub(r"\1", _SPACES.sub(" ", each).strip()) for each in _PARTED.split(cell)]
    found = [_one_or_several(piece) for piece in pieces if piece]
    names = tuple(each.names[0] for each in found)
    for key in ("several", "perhaps_several"):
        if wrong := next((each for each in found if each.key == key), None):
            right = "、".join(each.right if each.key == key else each.names[0] for each in found)
            return Owners(names, key, wrong.text, right)
    return Owners(names)


def is_placeholder(name: str) -> bool:
    """Return whether this is a placeholder for a missing name: 同上, 无, 空置, 待定."""
    letters = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name)).casefold()
    return not letters or letters in PLACEHOLDERS


def _one_or_several(piece: str) -> Owners:
    words = piece.split(" ")
    if len(words) > 1 and (_is_padded(words) or not _LETTER.search(piece)):
        piece = "".join(words)
    elif len(words) > 1 and _HAN_ANY.search(piece):
        apart = [
            word for word in re.split(r" ?[&\uff06+＋] ?| ", piece) if _LETTER.search(word) and not _AND.fullmatch(word)
        ]
        if apart:
            return Owners((piece,), "several", piece, "、".join(apart))
        piece = "".join(words)  # signs around a word like 和: no names to part
    is_organisation = bool(_ORGANISATION.search(piece))
    parts = _JOINED.split(piece)
    if len(parts) > 1 and all(parts):
        sure = not is_organisation and all(_NAME.fullmatch(part) or _LATIN.fullmatch(part) for part in parts)
        if sure or not is_organisation or all(_HAN_ANY.search(part) for part in parts):
            return Owners((piece,), "several" if sure else "perhaps_several", piece, "、".join(parts))
    ways = [_AND.split(piece), *([piece[: word.start()], piece[word.end() :]] for word in _AND.finditer(piece))]
    for key in ("several", "perhaps_several"):
        for parts in ways:
            if len(parts) > 1 and key == _several(parts, is_organisation=is_organisation):
                return Owners((piece,), key, piece, "、".join(parts))
    parts = [] if is_organisation else _without_sign(piece)
    return Owners((piece,), "perhaps_several", piece, "、".join(parts)) if parts else Owners((piece,))


def _without_sign(piece: str) -> list[str]:
    """Return the names that stand side by side, or with only a hyphen or brackets between them; none for one name."""
    if len(piece) < _TWO_NAMES:
        return []
    ways = [[part for part in _LOOSELY_JOINED.split(piece) if part], *([piece[:cut], piece[cut:]] for cut in _CUTS)]
    several = (parts for parts in ways if len(parts) > 1 and _several(parts, is_organisation=False) == "several")
    return next(several, [])


def _several(parts: list[str], *, is_organisation: bool) -> str:
    """Return "several" or "perhaps_several" if the parts around words like 和 are several names; "" for one name."""
    people = [bool(_NAME.fullmatch(part)) for part in parts]
    known = [person and part[0] in _SURNAMES for person, part in zip(people, parts, strict=True)]
    if is_organisation:
        return "perhaps_several" if any(known) and all(len(part) > 1 for part in parts) else ""
    return ("several" if all(known) else "perhaps_several") if all(people) else ""


def _is_padded(words: list[str]) -> bool:
    """Return whether these are the parts of one short name, spaced out to fill a column."""
    if not all(_HAN_ONLY.fullmatch(word) for word in words):
        return False
    lengths = [len(word) for word in words]
    if max(lengths) == 1:
        return len(words) <= _PADDED
    return len(words) == 2 and min(lengths) == 1 and sum(lengths) <= _SHORT_NAME  # noqa: PLR2004  # two pieces

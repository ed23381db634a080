"""One cell with the owners of a unit: parted where that is certain, asked about where it is not."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.documents.owner_cell import is_placeholder, split_owners
from tests.rows import each_row


@each_row(
    ("cell", "names"),
    [
        ("王建国、李秀兰", ("王建国", "李秀兰")),
        ("王建国/李秀兰|赵敏", ("王建国", "李秀兰", "赵敏")),
        ("张  伟", ("张伟",)),
        ("张\u3000建\u3000国", ("张建国",)),
        ("王\u00a0建国", ("王建国",)),
        ("欧阳 修", ("欧阳修",)),
        ("王和平", ("王和平",)),
        ("李和", ("李和",)),
        ("和平物业有限公司", ("和平物业有限公司",)),
        ("人和置业集团", ("人和置业集团",)),
        ("B&Q公司", ("B&Q公司",)),
        ("John  Smith", ("John Smith",)),
        ("阿依古丽 · 买买提", ("阿依古丽·买买提",)),
        ("Anderson", ("Anderson",)),
        ("司马相如", ("司马相如",)),
        ("张伟（已故）", ("张伟（已故）",)),
        ("Smith-Jones", ("Smith-Jones",)),
        ("阿依古丽买买提", ("阿依古丽买买提",)),
    ],
)
def test_certain(cell: str, names: tuple[str, ...]) -> None:
    """Plain signs part names; spaces that pad one name, and words that belong to it, do not."""
    found = split_owners(cell)
    assert (found.names, found.key) == (names, "")


@each_row(
    ("cell", "right"),
    [
        ("王建国 李秀兰", "王建国、李秀兰"),
        ("王建国\u3000李秀兰", "王建国、李秀兰"),
        ("王建国\u00a0 李秀兰", "王建国、李秀兰"),
        ("张伟 李娜 王芳", "张伟、李娜、王芳"),
        ("王建国和李秀兰", "王建国、李秀兰"),
        ("王建国 和 李秀兰", "王建国、李秀兰"),
        ("王建国与李秀兰", "王建国、李秀兰"),
        ("王建国及李秀兰", "王建国、李秀兰"),
        ("王建国以及李秀兰", "王建国、李秀兰"),
        ("李和平和王建国", "李和平、王建国"),
        ("张伟和李娜和王芳", "张伟、李娜、王芳"),
        ("王建国&李秀兰", "王建国、李秀兰"),
        ("王建国 \uff06 李秀兰", "王建国、李秀兰"),
        ("王建国+李秀兰", "王建国、李秀兰"),
        ("John Smith & Mary Smith", "John Smith、Mary Smith"),
        ("John Smith and Mary Smith", "John Smith、Mary Smith"),
        ("John Smith 王建国", "John、Smith、王建国"),
        ("赵敏、王建国 李秀兰", "赵敏、王建国、李秀兰"),
        ("司 马 相 如", "司、马、相、如"),
    ],
)
def test_several(cell: str, right: str) -> None:
    """What is several names without a plain sign between them is refused with how to write it."""
    found = split_owners(cell)
    assert (found.key, found.right) == ("several", right)


@pytest.mark.parametrize(
    ("cell", "right"),
    [
        ("努尔和加提", "努尔、加提"),
        ("H&M", "H、M"),
        ("John & Mary", "John、Mary"),
        ("王建国李秀兰", "王建国、李秀兰"),
        ("张伟李秀兰", "张伟、李秀兰"),
        ("王建国-李秀兰", "王建国、李秀兰"),
        ("王建国（李秀兰）", "王建国、李秀兰"),
        ("王建国.李秀兰", "王建国、李秀兰"),
        ("和平物业公司&王建国", "和平物业公司、王建国"),
        ("和平物业公司和王建国", "和平物业公司、王建国"),
    ],
)
def test_perhaps_several(cell: str, right: str) -> None:
    """What may be one name or several counts as one, and a person is asked to look at it."""
    found = split_owners(cell)
    assert (found.names, found.key, found.right) == ((cell,), "perhaps_several", right)


@each_row(
    "name", ["同上", "无", "待定", "空置", "（空置）", " 无 ", "N/A", "none", "-", "——", "〃", "/", "业主", "未知"]
)
def test_placeholders(name: str) -> None:
    """Words that stand where a name should stand are no names."""
    assert is_placeholder(name)


@pytest.mark.parametrize("name", ["吴同", "张无忌", "空海", "李某某", "Nona", "和平物业", "无锡和平公司"])
def test_no_placeholders(name: str) -> None:
    """Names that merely contain such a word are names."""
    assert not is_placeholder(name)


@example("·+ 与,·")
@example("李建和 国和\n与 &,建")
@example("建 +李,& +")
@given(st.text(alphabet="王建国李秀兰和与&+ ·、,\n\u3000", max_size=30))
def test_what_is_advised_is_accepted(cell: str) -> None:
    """A cell written as the advice says is not refused for a space or a word between names again."""
    found = split_owners(cell)
    if found.key == "several":
        again = split_owners(found.right)
        assert len(again.names) >= len(found.names)
        assert " " not in "".join(again.names)

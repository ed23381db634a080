"""Words that others read have neither the name nor the address of the one whose wish it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.wishes.errors import BadFaces
from bot.domain.wishes.masked_words import hide_person
from bot.domain.wishes.wish import Faces, parse_faces
from tests.rows import each_row

CONTACT = "13800138000，3号楼2单元501"


@each_row(
    ("text", "name", "hidden"),
    [
        ("吴桂芳想要一台收音机", "吴桂芳", "吴**想要一台收音机"),
        ("桂芳奶奶想听戏", "吴桂芳", "**奶奶想听戏"),
        ("送到3号楼2单元501，电话13800138000", "吴桂芳", "送到***，电话***"),
        ("张三要一双鞋", "张三", "张*要一双鞋"),
        ("Mary needs shoes", "Mary", "M*** needs shoes"),
        ("想要一台收音机", "吴桂芳", "想要一台收音机"),
    ],
)
def test_hidden(text: str, name: str, hidden: str) -> None:
    """Name, given name and every part of the contact are masked, and nothing else."""
    assert hide_person(text, name, CONTACT) == hidden


@given(st.text(alphabet="吴桂芳想要一台3号楼 ", max_size=30))
def test_never_read(around: str) -> None:
    """Whatever stands around it, no name is left, and hiding twice changes nothing more."""
    once = hide_person(f"{around}吴桂芳{around}", "吴桂芳", CONTACT)
    assert "吴桂芳" not in once
    assert hide_person(once, "吴桂芳", CONTACT) == once


@each_row(
    ("said", "meant"),
    [
        ("没有人脸", Faces.NONE),
        ("有，本人同意。", Faces.AGREED),
        ("No photo", Faces.NO_PHOTO),
        (" 同意 ", Faces.AGREED),
    ],
)
def test_faces(said: str, meant: Faces) -> None:
    """The answer about faces is what its buttons say, or words like them."""
    assert parse_faces(said) is meant


def test_unclear_faces() -> None:
    """A mere yes could mean that faces are seen, or that they agree: it is asked again."""
    with pytest.raises(BadFaces):
        parse_faces("有")

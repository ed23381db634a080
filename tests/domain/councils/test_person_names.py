"""What looks like somebody's name."""

import pytest

from bot.domain.councils.person_names import looks_like_name


@pytest.mark.parametrize("word", ["李秀兰", "周倩", "孙大爷", "陈师傅", "欧阳小敏", "诸葛亮"])
def test_names(word: str) -> None:
    """A surname and one or two characters are a name."""
    assert looks_like_name(word)


@pytest.mark.parametrize("word", ["", "李", "退休教师", "物业", "业委会", "党支部", "3号楼", "王3", "高龄老人"])
def test_others(word: str) -> None:
    """A sector, a party or a building is none."""
    assert not looks_like_name(word)

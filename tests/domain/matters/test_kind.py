"""What kind of matter it is, and the number of a ticket."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matters import hotline_ticket
from bot.domain.matters.kind import Kind, guess_kind
from tests.rows import each_row


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("3号楼门口的路灯坏了", Kind.PROBLEM),
        ("建议在东门装一个凉亭", Kind.SUGGESTION),
        ("希望多种几棵树", Kind.SUGGESTION),
        ("能不能早点收垃圾", Kind.SUGGESTION),
        ("可否加一盏灯", Kind.SUGGESTION),
        ("楼道里堆杂物，有安全隐患", Kind.HAZARD),
        ("建议尽快处理消防隐患", Kind.HAZARD),
        ("党群提案：加装电梯", Kind.PROBLEM),
        ("Hazard: bare wires at house 3", Kind.HAZARD),
    ],
)
def test_guess(text: str, kind: Kind) -> None:
    """The words say what somebody wants; a hazard before all, and a formal proposal is never guessed."""
    assert guess_kind(text) is kind


@each_row(
    ("text", "number"),
    [
        ("20260302001", "20260302001"),
        ("sh-2026-0302", "SH20260302"),
        ("＃２０２６Ａ", "2026A"),  # noqa: RUF001  # as a phone may type it
        ("1" * 32, "1" * 32),
        ("1" * 33, None),
        ("3号楼", None),
        ("路灯", None),
        ("", None),
        ("13800138000", None),
        ("138-0013-8000", None),
        ("11010519491231002X", None),
    ],
)
def test_ticket(text: str, number: str | None) -> None:
    """A ticket's number is letters and digits; what a person is known by is none."""
    assert hotline_ticket.parse_ticket(text) == number


@given(st.text(max_size=40))
def test_read_once_is_read(text: str) -> None:
    """What was read as a number is read as the same again."""
    read = hotline_ticket.parse_ticket(text)
    assert read is None or hotline_ticket.parse_ticket(read) == read

"""The bytes behind a button."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matters.acts import Act
from bot.domain.shared.button_intent import Intent
from handlers.telegram.callback_data import DATA_LIMIT, decode, encode, peek
from tests.rows import each_row

KEY = b"k" * 32
INTENT = Intent(Act.SUPPORT, 3, 12, "yes")
DATA = encode(INTENT, key=KEY, scope="g3")


@given(
    act=st.from_regex(r"[a-z_]{1,12}", fullmatch=True),
    council=st.integers(0, 999_999),
    subject=st.integers(0, 999_999),
    arg=st.from_regex(r"[!-9;-~]{0,12}", fullmatch=True),
)
def test_round_trip(act: str, council: int, subject: int, arg: str) -> None:
    """What a button asks comes back as it was, and fits."""
    intent = Intent(act, council, subject, arg)
    data = encode(intent, key=KEY, scope="p7")
    assert len(data.encode()) <= DATA_LIMIT
    assert decode(data, key=KEY, scope="p7") == intent
    assert peek(data) == council


@each_row("position", range(len(DATA)))
def test_every_character_counts(position: int) -> None:
    """Data with any one character changed is nothing."""
    other = "A" if DATA[position] != "A" else "B"
    forged = DATA[:position] + other + DATA[position + 1 :]
    assert decode(forged, key=KEY, scope="g3") is None


def test_other_scope() -> None:
    """A button counts only where it was put: not in another council, nor in somebody's private chat."""
    assert decode(DATA, key=KEY, scope="g4") is None
    assert decode(DATA, key=KEY, scope="p3") is None


def test_other_key() -> None:
    """A button of another bot is nothing."""
    assert decode(DATA, key=b"x" * 32, scope="g3") is None


def test_older_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A button of another version of the program is nothing, though we wrote it."""
    monkeypatch.setattr("handlers.telegram.callback_data.VERSION", "2")
    assert decode(DATA, key=KEY, scope="g3") is None


@given(st.text(max_size=80))
def test_junk(data: str) -> None:
    """Whatever else a client sends is nothing, and no error."""
    assert decode(data, key=KEY, scope="g3") is None
    assert peek(data) >= 0


@pytest.mark.parametrize(
    "data", ["", ":", "::::", DATA.rpartition(":")[0], DATA + ":", "\ud800:x", "1:support:三:12::"]
)
def test_near_misses(data: str) -> None:
    """Data that is almost ours is nothing."""
    assert decode(data, key=KEY, scope="g3") is None


@pytest.mark.parametrize(
    "intent",
    [Intent("支持"), Intent("a:b"), Intent("a", arg="x:y"), Intent("a", arg="文"), Intent("a", 1, 1, "x" * 50)],
)
def test_unwritable(intent: Intent) -> None:
    """What does not fit behind a button is refused when it is drawn."""
    with pytest.raises(ValueError, match=r"cannot be written|needs"):
        encode(intent, key=KEY, scope="g3")

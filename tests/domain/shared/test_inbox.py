"""Which updates are handled."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.shared.inbox import BLOCK_SIZE, ProcessedUpdates
from tests.clocks import START

SECOND = timedelta(seconds=1)


def blocks_of(updates: list[int], bot: int = 7) -> dict[str, ProcessedUpdates]:
    """Mark updates in the order they come, one second after the other."""
    blocks: dict[str, ProcessedUpdates] = {}
    for second, update in enumerate(updates):
        empty = ProcessedUpdates.empty(bot, update, START)
        blocks[empty.key] = blocks.get(empty.key, empty).mark(update, START + second * SECOND)
    return blocks


def test_mark() -> None:
    """An update is handled once it is marked, and no other one is."""
    block = ProcessedUpdates.empty(7, 1000, START)
    assert not block.has(1000)
    marked = block.mark(1000, START)
    assert [number for number in range(768, 1024) if marked.has(number)] == [1000]
    assert marked.mark(1000, START) == marked


def test_bitmap() -> None:
    """The bitmap is written in hexadecimal, the first update of the block as its lowest bit."""
    (block,) = blocks_of([768, 769, 772]).values()
    assert (block.key, block.block, block.bitmap) == ("7/3", 3, "13")
    (full,) = blocks_of(list(range(1023, 767, -1))).values()
    assert full.bitmap == "f" * (BLOCK_SIZE // 4)


@pytest.mark.parametrize(("first", "second"), [(0, 255), (256, 511), (2**31 - 1, 2**31 - 256), (2**40, 2**40 + 255)])
def test_edges(first: int, second: int) -> None:
    """The first and the last number of a block share it; the next ones on both sides do not."""
    assert len(blocks_of([first, second])) == 1
    assert len(blocks_of([min(first, second) - 1, first, second, max(first, second) + 1])) == 3


def test_bots_apart() -> None:
    """Two bots have the same numbers for different updates."""
    assert ProcessedUpdates.empty(7, 1000, START).key != ProcessedUpdates.empty(8, 1000, START).key


def test_late_number_keeps_the_newest_time() -> None:
    """A block is as old as its newest update, also when the clock was set back in between."""
    block = ProcessedUpdates.empty(7, 1000, START).mark(1000, START).mark(999, START - SECOND)
    assert block.at == START
    assert block.mark(998, START + SECOND).at == START + SECOND


@given(st.lists(st.integers(0, 1200), max_size=80), st.lists(st.integers(0, 1200), max_size=40))
def test_any_order(updates: list[int], others: list[int]) -> None:
    """In whatever order updates come, and however often: those that came are handled, all others are not."""
    blocks = blocks_of(updates)
    for number in {*updates, *others}:
        block = blocks.get(ProcessedUpdates.empty(7, number, START).key)
        assert bool(block and block.has(number)) == (number in updates)

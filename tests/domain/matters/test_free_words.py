"""What people want by words that are no command."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matters.free_words import Understood, begins_proposal, recognise, take_proposal
from bot.domain.matters.free_words_examples import EXAMPLES, Meaning
from tests.rows import each_row

LABELLED = [
    line.split("\t") for line in Path(__file__).with_name("free_words.tsv").read_text("utf-8").splitlines() if line
]
RIGHT = 0.95


def test_labelled_sentences() -> None:
    """At least 95 of 100 labelled sentences are understood as they are meant, in either language."""
    wrong = [text for meant, text in LABELLED if recognise(text).meaning != meant]
    assert len(LABELLED) >= 120
    assert len(wrong) <= (1 - RIGHT) * len(LABELLED), wrong


@each_row(("meant", "text"), LABELLED)
def test_nothing_else_instead(meant: str, text: str) -> None:
    """What is not understood as it is meant is unsure, and asked about: nothing else is done instead."""
    assert recognise(text).meaning in {meant, Meaning.UNSURE}


def test_every_meaning_is_labelled() -> None:
    """Each meaning has sentences of its own, and an example is not its own proof."""
    assert {meant for meant, _ in LABELLED} == set(Meaning)
    known = {example for examples in EXAMPLES.values() for example in examples}
    assert sum(text not in known for _, text in LABELLED) >= 120


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6号怎么样了", 6),
        ("六号怎么样了", 6),
        ("第十二号议题怎么样了", 12),
        ("＃12 怎么样了", 12),
        ("12号那件事怎么样了", 12),
        ("what about #6?", 6),
        ("路灯修好了吗", None),
    ],
)
def test_which_matter(text: str, number: int | None) -> None:
    """A question names its matter by number, in digits or in Chinese, or by its thing."""
    assert recognise(text) == Understood(Meaning.ASK_MATTER, number)


@pytest.mark.parametrize("text", ["6号楼怎么样了", "6号线怎么样了", "12月6号怎么样了", "3盏怎么样了"])
def test_other_numbers(text: str) -> None:
    """Numbers of buildings, lines, days and things are no matter's."""
    assert recognise(text) == Understood(Meaning.UNSURE)


def test_about_the_card() -> None:
    """A reply to a matter's card asks about it without naming it; the same words alone ask about nothing."""
    assert recognise("办好了吗", answers_matter=True) == Understood(Meaning.ASK_MATTER)
    assert recognise("办好了吗").meaning is Meaning.UNSURE


@pytest.mark.parametrize("word", ["不", "没", "别"])
def test_denied_support(word: str) -> None:
    """Support that is denied is none."""
    assert recognise("我附议6号") == Understood(Meaning.SUPPORT, 6)
    assert recognise(f"我{word}附议6号").meaning is Meaning.UNSURE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("提议坏了的灯", "坏了的灯"),
        ("提议：路灯坏了", "路灯坏了"),
        ("提议书写好了吗", "提议书写好了吗"),
        ("灯坏了", "灯坏了"),
    ],
)
def test_words_of_a_proposal(text: str, words: str) -> None:
    """The command's word right before a proposal is no part of it; a word that only begins like it is."""
    assert take_proposal(text) == words


@pytest.mark.parametrize("text", ["提议书写好了吗", "提议", "我提议今晚吃火锅", "提议大家好", "路灯坏了"])
def test_begins_no_proposal(text: str) -> None:
    """In a group the command's word without a space counts only before what is plainly a proposal."""
    assert begins_proposal("提议坏了的灯")
    assert not begins_proposal(text)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Any text means the same each time, and none is too odd."""
    assert recognise(text) == recognise(text)
    assert recognise(text, answers_matter=True).meaning in Meaning

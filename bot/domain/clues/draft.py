"""Clues that wait for a choice of the officer who brought them: their source, or whether alike ones are one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.matters.matter import comparable_text
from bot.domain.matters.similarity import rank_alike
from bot.domain.shared.ids import AccountId
from bot.domain.shared.numbered_document import NumberedDocument

SOURCE_LIMIT = 20  # characters of a source's name
COLONS = "：:"


@dataclass(frozen=True, kw_only=True)
class ClueLine:
    """A clue as somebody brought it. `source` is a name, "" where it is still to be chosen.

    It says the same as the clue of number `alike`, or as the line at the place `first` of the same
    draft, from 1; 0: as none.
    """

    text: str
    source: str = ""
    alike: int = 0
    first: int = 0

    @property
    def is_alike(self) -> bool:
        """Return whether it says the same as another."""
        return self.alike > 0 or self.first > 0


@dataclass(frozen=True, kw_only=True)
class ClueDraft(NumberedDocument):
    """Clues that wait for a choice of the officer who brought them; `offered` are clues that one of them is like."""

    account: AccountId
    lines: tuple[ClueLine, ...]
    offered: tuple[int, ...] = ()
    at: datetime  # UTC


def split_source(text: str) -> tuple[str, str]:
    """Return what may be the name of a source in front of a colon, "" where there is none, and the words."""
    text = text.strip()
    ends = [place for colon in COLONS if 0 < (place := text.find(colon)) <= SOURCE_LIMIT]
    if not ends:
        return "", text
    name, words = text[: min(ends)].strip(), text[min(ends) + 1 :].strip()
    return (name, words) if words and "\n" not in name else ("", text)


def group_lines(lines: Iterable[ClueLine], known: Sequence[tuple[int, str]]) -> tuple[ClueLine, ...]:
    """Return lines with the clue, or the earlier line, that each says the same as.

    `known` are the numbers and plain words of the clues that are there already.
    """
    found: list[ClueLine] = []
    firsts: list[tuple[int, str]] = []  # lines that are like none before, with their places
    for place, line in enumerate(lines, 1):
        plain = comparable_text(line.text)
        alike, first = rank_alike(plain, known), rank_alike(plain, firsts)
        if alike:
            found.append(replace(line, alike=alike[0]))
        elif first:
            found.append(replace(line, first=first[0]))
        else:
            firsts.append((place, plain))
            found.append(line)
    return tuple(found)

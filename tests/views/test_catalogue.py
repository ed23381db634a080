"""The catalogues: complete, nothing left over, every translation with the places and the tags of its sentence."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

import bot
from bot import locales
from bot.locales import SOURCE, Words, words
from bot.services.councils.councils import LANGUAGES

TRANSLATED = sorted(set(LANGUAGES) - {SOURCE})
MAKEFILE = Path(bot.__file__).parents[1] / "Makefile"


def catalogue(language: str) -> Catalog:
    with (locales.HERE / language / "LC_MESSAGES" / "yishi.po").open("rb") as file:
        return read_po(file, locale=language)


@dataclass(frozen=True)
class Entry:
    context: str | None
    sentence: str
    translated: str
    fuzzy: bool


def entries(language: str) -> list[Entry]:
    return [
        Entry(message.context, str(message.id), str(message.string), message.fuzzy)
        for message in catalogue(language)
        if message.id
    ]


def extracted() -> set[tuple[str | None, str]]:
    """What `make words` finds, by its own keywords."""
    keywords = parse_keywords(re.findall(r"--keyword=(\S+)", MAKEFILE.read_text()))
    found = extract_from_dir(Path(bot.__file__).parent, keywords=keywords)
    return {(context, str(sentence)) for _, _, sentence, _, context in found}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def commands(text: str) -> set[str]:
    return set(re.findall(r"(?<!<)/[a-z]+", text))


def tags(text: str) -> Counter[str]:
    return Counter(re.findall(r"</?\w+>", text))


@pytest.mark.parametrize("language", TRANSLATED)
def test_complete(language: str) -> None:
    """Every sentence of the views is translated, and nothing else is in the catalogue; else: make words."""
    assert {(entry.context, entry.sentence) for entry in entries(language)} == extracted()
    assert [entry.sentence for entry in entries(language) if not entry.translated or entry.fuzzy] == []
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", TRANSLATED)
def test_places_and_tags(language: str) -> None:
    """A translation has the places of its sentence, no others, and the same tags."""
    for entry in entries(language):
        assert places(entry.translated) == places(entry.sentence), entry
        assert tags(entry.translated) == tags(entry.sentence), entry


@pytest.mark.parametrize("language", TRANSLATED)
def test_commands(language: str) -> None:
    """A translation speaks of the same commands."""
    for entry in entries(language):
        assert commands(entry.sentence) <= commands(entry.translated), entry


@pytest.mark.parametrize("language", TRANSLATED)
def test_header(language: str) -> None:
    """The catalogue says nothing of machines or people, so that it changes with its sentences alone."""
    header = (locales.HERE / language / "LC_MESSAGES" / "yishi.po").read_text().split("\n#:")[0]
    assert "EMAIL@ADDRESS" not in header
    assert "FULL NAME" not in header
    assert "POT-Creation-Date: 2026-01-01" in header


def test_context() -> None:
    """One Chinese word is a button here and a state there."""
    speak = words("en")
    assert speak("受理") == "Accept"
    assert speak(locales.N_("受理", "act")) == "accept it"
    assert words(SOURCE)(locales.N_("受理", "act")) == "受理"


def test_unknown_language() -> None:
    """A language without a catalogue speaks Chinese."""
    assert isinstance(words("tlh"), Words)
    assert words("tlh").language == SOURCE


def test_escaped() -> None:
    """What is filled into a sentence is shown as it is."""
    assert words("en")("提出人：{who}", who="<b>&") == "Proposed by: &lt;b&gt;&amp;"

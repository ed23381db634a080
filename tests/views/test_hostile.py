"""What residents write is text: it comes out as typed, stays in its place and overflows nothing."""

import html
from html.parser import HTMLParser

import pytest

from bot.messages.registry import LONGER_THAN_A_SCREEN
from bot.ports import Card
from bot.views.shared.screen import fits_screen
from bot.views.shared.text_fit import text_length
from handlers.telegram.features import FEATURES
from tests.views import council_life

MARKUP = '<b>粗</b> & &amp; _斜_ </a> {who} %s <a href="http://x.example">x</a>'
# Each trick is a life of its own, so what can stand side by side in one text does.
TEXTS = {
    "markup": MARKUP,
    "turned": "\u202e反了\u2066 \u200b看不见\u200f路灯坏了\n\n\n第二行\r\n<i>第三行",
    "longest": "<&>" * 666,
    "pictures": "🏮🏮🏮🏮，" * 400,
}
NAMES = {"markup": "</a><b>&{0}", "turned": "\u202e王\u2066\n<i>", "pictures": "王" * 200}
ALLOWED = {"b", "i", "code", "a", "blockquote"}


class Tags(HTMLParser):
    """Checks that only the bot's own tags are there, each closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert tag != "a" or (attrs[0][0] == "href" and str(attrs[0][1]).startswith("person:"))
        self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag


@pytest.fixture(params=TEXTS)
def told(request: pytest.FixtureRequest) -> list[tuple[council_life.Told, Card]]:
    """Everything told in a town where everybody writes the same trick wherever they can."""
    return cards(str(request.param))


def cards(trick: str) -> list[tuple[council_life.Told, Card]]:
    life = council_life.life("zh-CN", TEXTS[trick], NAMES.get(trick, "赵敏"))
    return [(each, each.drawn) for each in life if isinstance(each.drawn, Card)]


def test_only_our_tags(told: list[tuple[council_life.Told, Card]]) -> None:
    """No tag but the bot's own is in any message, and every one is closed."""
    for _, card in told:
        tags = Tags()
        tags.feed(card.text)
        tags.close()
        assert not tags.opened


def test_nothing_overflows(told: list[tuple[council_life.Told, Card]]) -> None:
    """However much is written, every message fits into one, and a poll into its own limits."""
    for each, card in told:
        assert text_length(card.text) <= FEATURES.text_limit, each
        for row in card.buttons:
            assert all(len(button.label) <= 20 for button in row), each
        if card.poll:
            assert len(card.poll.question) <= 300
            assert all(0 < len(option) <= 100 for option in card.poll.options)


def test_buttons_are_plain(told: list[tuple[council_life.Told, Card]]) -> None:
    """A button is no markup: what people wrote stands on it as they typed it."""
    labels = [button.label for _, card in told for row in card.buttons for button in row]
    assert [label for label in labels if "&lt;" in label] == []


def test_one_screen(told: list[tuple[council_life.Told, Card]]) -> None:
    """However much people write, what the others read of it at first is one screen."""
    for each, card in told:
        assert fits_screen(card.text) or each.view in LONGER_THAN_A_SCREEN, each


def test_nothing_invisible(told: list[tuple[council_life.Told, Card]]) -> None:
    """Nothing that turns the text round or hides in it is repeated."""
    for _, card in told:
        assert not set(card.text) & set("\u202e\u2066\u200b\u200f\r")


def test_as_typed() -> None:
    """Markup comes out as it was typed, in the card, the details, the news, the poll and the vote."""
    of_matters = {"matter.card", "matter.details", "matter.news", "poll.result", "look_back", "meeting.reminder"}
    for view in of_matters | {"vote.draft", "vote.card", "vote.status", "vote.result", "vote.urge"}:
        texts = [str(card.text) for each, card in cards("markup") if each.view == view]
        assert any(MARKUP in html.unescape(text) for text in texts), view

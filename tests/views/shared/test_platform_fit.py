"""Every message of a council's life, on platforms that can do less."""

import pytest

from bot.domain.shared.platform_features import PlatformFeatures
from bot.locales import words
from bot.ports import Card
from bot.views.shared.platform_fit import PRIVATE_PRESSES, choices_of, fit_to_platform
from handlers.telegram.features import FEATURES
from tests.builders import NOW
from tests.cast import is_group
from tests.views import council_life
from tests.views.test_told import NAMES, SAYS

TYPED = PlatformFeatures(buttons=False, private_presses=False, edits=False)


@pytest.fixture(scope="module")
def told() -> list[tuple[bool, Card]]:
    """Each card that was told, and whether it went into a group."""
    return [
        (is_group(each.chat), each.drawn)
        for each in council_life.life("zh-CN", SAYS["zh-CN"], NAMES["zh-CN"])
        if isinstance(each.drawn, Card)
    ]


def fitted(card: Card, platform: PlatformFeatures, *, group: bool) -> Card:
    return fit_to_platform(words("zh-CN").on(NOW.date(), platform), card, group=group)


def test_with_everything(told: list[tuple[bool, Card]]) -> None:
    """Where there are buttons that nobody else sees pressed, every card stays as it was drawn."""
    assert all(fitted(card, FEATURES, group=group) is card for group, card in told)


def test_without_buttons(told: list[tuple[bool, Card]]) -> None:
    """Without buttons each choice has its line at the end of the text, with its number and its label."""
    for group, card in told:
        shown = fitted(card, TYPED, group=group)
        labels = [button.label for row in shown.buttons for button in row if button.intent]
        lines = [f"{place}. {label}" for place, label in enumerate(labels, 1)]
        assert len(labels) == len(choices_of(shown))
        assert shown.text.unescape().endswith("\n".join(lines))
        assert not any(button.copy for row in shown.buttons for button in row)


def test_what_others_would_see(told: list[tuple[bool, Card]]) -> None:
    """Where others see what is pressed, ballots and answers of content are offered in private chats alone."""
    hidden = 0
    for group, card in told:
        private_choices = {intent for intent in choices_of(card) if intent.act in PRIVATE_PRESSES}
        shown = fitted(card, TYPED, group=group)
        if group:
            assert not private_choices & set(choices_of(shown))
            if private_choices:
                hidden += 1
                assert "请私聊我再选" in shown.text
                assert any((button.url or "").startswith("start:c-") for row in shown.buttons for button in row)
        else:
            assert private_choices <= set(choices_of(shown))
    assert hidden

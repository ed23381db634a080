"""Everything that people can meet, drawn from real states, fits the platform and speaks one language."""

import re

import pytest

from bot.domain.shared.button_intent import Intent
from bot.domain.votes.rules import RULES
from bot.locales import CONTEXT
from bot.messages.registry import LONGER_THAN_A_SCREEN
from bot.messages.renderers import RENDERERS
from bot.ports import Button, Card
from bot.services.councils.councils import LANGUAGES
from bot.views.matters.matter_news import MATTER_NEWS
from bot.views.rolls import imports
from bot.views.shared.questions import QUESTION_TEXTS
from bot.views.shared.screen import fits_screen
from bot.views.shared.text_fit import text_length
from handlers.telegram import callback_data
from handlers.telegram.features import FEATURES
from tests import cast
from tests.cast import private
from tests.views import council_life

CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
SAYS = {"zh-CN": "3号楼门口的路灯坏了三天，晚上看不见路", "en": "The street light at house 3 is broken, it is dark"}
NAMES = {"zh-CN": "赵敏", "en": "Zhao Min"}
COLUMNS = (each.rpartition(CONTEXT)[2] for each in imports.COLUMN_LABELS.values())  # of the roll's file
LAWS = (rule.source for rule in RULES)
# The bodies that sign a stage have their own names.
STAGE = ("党支部、村委会",)
AS_THEY_ARE = sorted(("中文", "提议", "议事", *STAGE, *COLUMNS, *LAWS), key=len, reverse=True)
PROMISED = (
    "附议 收回附议 办理… 受理 不受理 并案 列入议程 进展 办结 撤回 详情 仍然提交 满意 基本满意 不满意 参加 请假 不来了"
    " 取消会议 改期 赞成 反对 弃权 开始表决 见证"
)
LABEL = 20  # characters that half the width of a phone shows
BUTTONS = 100
KEY = b"k" * 32


def told(language: str) -> tuple[council_life.Told, ...]:
    return council_life.life(language, SAYS[language], NAMES[language])


def cards(language: str) -> list[tuple[council_life.Told, Card]]:
    return [(each, each.drawn) for each in told(language) if isinstance(each.drawn, Card)]


def buttons(card: Card) -> list[Button]:
    return [button for row in card.buttons for button in row]


def test_every_row_is_met(language: str) -> None:
    """In the course of a council's life every kind of message is met in every language."""
    assert RENDERERS.keys() - {each.view for each in told(language)} == set()


def test_promised_buttons() -> None:
    """The buttons that people were told of are there, word for word."""
    shown = {button.label for _, card in cards("zh-CN") for button in buttons(card)}
    assert set(PROMISED.split()) <= shown
    assert "附议 #1" in shown


def test_every_question_is_met(language: str) -> None:
    """Every question that the bot can ask is drawn, with a hint in the input field or with its answers as buttons."""
    drawn = [(each.what, card) for each, card in cards(language) if each.view == "ask"]
    assert {what for what, card in drawn if card.ask or len(buttons(card)) > 1} == QUESTION_TEXTS.keys()


def test_every_question_can_be_left(language: str) -> None:
    """[取消] stands below every question, as its last button."""
    asked = [(each.what, buttons(card)) for each, card in cards(language) if each.view == "ask"]
    left = {what: below[-1] for what, below in asked if below}
    assert left.keys() == QUESTION_TEXTS.keys()
    leave = {"zh-CN": "取消", "en": "Cancel"}[language]
    assert {(button.label, button.intent and button.intent.act) for button in left.values()} == {(leave, "leave")}


def test_every_news_is_met() -> None:
    """Every step of a matter that the group is told of is drawn with its matter's number."""
    marks = {text.split("#")[0] for text in MATTER_NEWS.values()}
    news = [str(card.text) for each, card in cards("zh-CN") if each.view in {"matter.news", "matter.step"}]
    assert {text.split("#")[0] for text in news} == marks


def test_limits(language: str) -> None:
    """Every message fits: its length, the number of its buttons, what they carry and what they say."""
    for each, card in cards(language):
        assert 0 < text_length(card.text) <= FEATURES.text_limit, each
        assert len(buttons(card)) <= BUTTONS, each
        for button in buttons(card):
            assert 0 < len(button.label) <= LABEL, each
            assert sum(has is not None for has in (button.intent, button.url, button.copy)) == 1, each
            assert button.copy is None or (0 < len(button.copy) <= 256 and button.copy in card.text), each


def test_one_screen(language: str) -> None:
    """What nobody asked for fits on one screen of a phone, the rest of it folded; each exception says why."""
    for each, card in cards(language):
        assert fits_screen(card.text) or each.view in LONGER_THAN_A_SCREEN, each
    assert all(LONGER_THAN_A_SCREEN.values())


def test_buttons_can_be_written(language: str) -> None:
    """What every button asks fits into the 64 bytes that a platform carries, however large the numbers get."""
    large = 999_999
    for _, card in cards(language):
        for button in buttons(card):
            if button.intent:
                arg = "9999999999" if button.intent.act == "submit" else button.intent.arg
                grown = Intent(button.intent.act, large, large, arg)
                assert callback_data.encode(grown, key=KEY, scope=f"g{large}")


def test_doors() -> None:
    """The button that opens the private chat carries what a deep link can carry."""
    urls = {button.url for _, card in cards("zh-CN") for button in buttons(card) if button.url}
    checking_in = {url for url in urls if re.fullmatch("start:c-[A-Z]+", url)}
    assert urls - checking_in == {
        "start:c-1",
        "start:c-1-m-1",
        "start:c-1-m-4",
        "start:c-1-s-1",
        "start:c-1-s-2",
        "start:r-K7QF2M9TXH4P",
    }
    assert checking_in


def test_one_language() -> None:
    """What a council in English sees is English, but for Chinese words that are typed as they are and for laws."""
    typed = {"help"}  # the Chinese command words stand beside the others
    for each, card in cards("en"):
        if each.view in typed or each.view == "welcome":  # before there is a council nobody has chosen
            continue
        shown = [str(card.text), card.ask or "", *(button.label for button in buttons(card))]
        shown += [card.poll.question, *card.poll.options] if card.poll else []
        words = "\n".join(shown)
        for said in AS_THEY_ARE:
            words = words.replace(said, "")
        assert not CHINESE.search(words), each


@pytest.mark.parametrize("language", set(LANGUAGES) - {"zh-CN"})
def test_same_life(language: str) -> None:
    """The same things happen in every language: the words differ and nothing else."""
    assert [each.view for each in told(language)] == [each.view for each in told("zh-CN")]


def test_the_private_is_private() -> None:
    """What is for one person alone goes to nobody else."""
    chats = {each.chat for each in told("zh-CN") if each.view in {"my_data", "confirm_forget"}}
    assert chats == {private(cast.RESIDENT)}

"""The menu, the help, the roster and the lists in corners that a common day does not reach."""

import pytest

from bot.domain.councils.council import Council, Member, Role
from bot.locales import NO_PLATFORM, words
from bot.read_models.councils import Roster
from bot.read_models.matters import Mine, Page
from bot.services.councils.councils import LANGUAGES
from bot.views.councils import councils
from bot.views.matters import lists
from bot.views.shared import command_list, help_pages
from bot.views.shared.command import HelpSection
from bot.views.shared.screen import fits_screen
from bot.views.shared.text_fit import text_length
from tests import cast

ZH = words("zh-CN")
HOME = Council(number=1, chat=cast.GROUP, name="和平里")


def test_menu() -> None:
    """Only a council's group offers the way into the private chat."""
    in_group = command_list.menu_card(ZH, private=False, council=1).buttons[-1]
    assert [(button.label, button.url) for button in in_group] == [("💬 私聊我", "start:c-1")]
    for card in (
        command_list.menu_card(ZH, private=True, council=0),
        command_list.menu_card(ZH, private=False, council=0),
    ):
        assert all(button.url is None for row in card.buttons for button in row)


def test_help_names_every_command() -> None:
    """The help names every command in its section, its Chinese word, and an example that begins with it."""
    for each in command_list.COMMANDS:
        text = help_pages.help_card(ZH, help_pages.page_of_command(each)).text
        assert f"/{each.name}{f'（{each.word}）' if each.word else ' '}" in text
        assert not each.example or each.example.startswith(f"/{each.name} ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", help_pages.HelpPage)
def test_help_is_one_screen(page: help_pages.HelpPage, language: str) -> None:
    """The help is a menu of six buttons; each page is one screen, has room for its commands, and leads back."""
    card = help_pages.help_card(words(language), page)
    assert fits_screen(card.text)
    assert text_length(card.text) < 3500
    leads = [each.intent.arg for row in card.buttons for each in row if each.intent and each.intent.act == "help"]
    is_menu = page is help_pages.HelpPage.MENU
    assert leads == ([each for each in help_pages.HelpPage if each is not page] if is_menu else ["help"])


def test_earlier_buttons_of_the_help() -> None:
    """The buttons of a help that was shown by an earlier version still open a page."""
    assert all(help_pages.page_named(section) for section in HelpSection)
    assert help_pages.page_named("nothing") is None


def test_menu_of_telegram_has_room() -> None:
    """The menu that Telegram shows beside the input field holds a hundred commands, each of at most 32 letters."""
    assert len(command_list.COMMANDS) < 100
    assert all(len(each.name) <= 32 for each in command_list.COMMANDS)


def test_no_clerk_yet() -> None:
    """A council without a clerk is told how to get one."""
    assert "还没有专人" in councils.members_card(ZH, Roster(HOME, (), 0)).text


def test_nothing_of_mine() -> None:
    """Somebody of no council, or with nothing to do in theirs, is told so."""
    assert "/setup" in lists.mine_card(ZH, []).text
    assert "还没有您的议题" in lists.mine_card(ZH, [Mine(HOME, (), (), ())]).text


def test_search_words_are_masked() -> None:
    """A telephone number that was searched for is not repeated."""
    empty = Page(HOME, (), 1, 1, 1, "13800138000")
    assert "138****8000" in lists.matters_card(ZH, empty).text


def test_a_large_roster() -> None:
    """Of a large council the roster still fits: the names alone, and the first of many buildings without a captain."""
    many = tuple(
        Member(council=1, person=n, name=f"居民{n}", roles=(Role.MEMBER,), sector="退休教师和沿街商户")
        for n in range(300)
    )
    few = councils.members_card(ZH, Roster(HOME, many[:20], 20)).text
    assert "居民3（退休教师和沿街商户）" in few
    card = councils.members_card(ZH, Roster(HOME, many, 300, tuple(map(str, range(200)))), officer=True)
    assert text_length(card.text) <= NO_PLATFORM.text_limit
    assert "居民299" in card.text
    assert "退休教师" not in card.text
    assert "29号楼 等" in card.text

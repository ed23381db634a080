"""The menu, the help, the roster and the lists in corners that a common day does not reach."""

from bot.domain.council import Council
from bot.locales import words
from bot.shown import Mine, Page, Roster
from bot.views import commands, councils, lists
from tests import cast

ZH = words("zh-CN")
HOME = Council(number=1, chat=cast.GROUP, name="和平里")


def test_menu() -> None:
    """Only a council's group offers the way into the private chat."""
    in_group = commands.menu(ZH, private=False, council=1).buttons[-1]
    assert [(button.label, button.url) for button in in_group] == [("💬 私聊我", "start:c-1")]
    for card in (commands.menu(ZH, private=True, council=0), commands.menu(ZH, private=False, council=0)):
        assert all(button.url is None for row in card.buttons for button in row)


def test_help_names_every_command() -> None:
    """The help names every command, its Chinese word, and an example that begins with it."""
    text = commands.help_text(ZH).text
    for command in commands.COMMANDS:
        assert f"/{command.name}{f'（{command.word}）' if command.word else ' '}" in text
        assert not command.example or command.example.startswith(f"/{command.name} ")


def test_no_clerk_yet() -> None:
    """A council without a clerk is told how to get one."""
    assert "还没有专人" in councils.members(ZH, Roster(HOME, (), 0)).text


def test_nothing_of_mine() -> None:
    """Somebody of no council, or with nothing to do in theirs, is told so."""
    assert "/setup" in lists.mine(ZH, []).text
    assert "还没有您的议题" in lists.mine(ZH, [Mine(HOME, (), (), ())]).text


def test_search_words_are_masked() -> None:
    """A telephone number that was searched for is not repeated."""
    empty = Page(HOME, (), 1, 1, 1, "13800138000")
    assert "138****8000" in lists.page(ZH, empty).text

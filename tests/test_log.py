"""The log."""

import json
import logging
import subprocess
import sys
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot import log
from bot.documents import slips
from bot.domain.councils.council import Council
from bot.domain.rolls.roll import Unit
from bot.locales import words
from bot.read_models.rolls import Invitation, Invited
from handlers.telegram.features import FEATURES
from handlers.telegram.log_levels import QUIETER
from tests import cast

TOKEN = "123456789:" + "AbC-_9" * 6
logger = logging.getLogger("a.test")


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Put the logging of the test run back as it was."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    quiet = {name: logging.getLogger(name).level for name in {**log.QUIETER, **QUIETER}}
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:] = before
    root.setLevel(level)
    for name, was in quiet.items():
        logging.getLogger(name).setLevel(was)


@pytest.fixture(params=["text", "json"])
def style(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_no_token_is_shown(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A token is hidden in messages, arguments and tracebacks, and so is every secret by its value."""
    log.set_up(style=style, secrets=["short:1", ""])
    try:
        int(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError:
        logger.exception("calling %s with %s", f"bot{TOKEN}", {"token": "short:1"})
    shown = capsys.readouterr().err
    assert "getMe" in shown
    assert TOKEN not in shown
    assert "short:1" not in shown


def test_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON each entry is one line with its fields, Chinese readable."""
    log.set_up(style="json")
    logger.info("收到\n%s", "两行")
    entry = json.loads(capsys.readouterr().err)
    assert (entry["level"], entry["logger"], entry["message"]) == ("INFO", "a.test", "收到\n两行")


def test_what_comes_in_and_goes_out_is_never_written(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    """At no level does the library repeat updates and calls: who voted what stands in them."""
    log.set_up(level="DEBUG", style=style, quieter=QUIETER)
    logging.getLogger("telegram.Bot").debug("Calling Bot API endpoint %s with %s", "answerCallbackQuery", "赞成")
    logging.getLogger("httpx").info("POST")
    logging.getLogger("httpcore.http11").debug("send_request_body.started")
    assert capsys.readouterr().err == ""


def test_level(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Below the level nothing is written, and the libraries that show addresses stay quiet."""
    log.set_up(level="INFO", style=style)
    logger.debug("hidden")
    logging.getLogger("httpx").info("POST https://…")
    assert capsys.readouterr().err == ""


def test_warnings_are_logged(capsys: pytest.CaptureFixture[str]) -> None:
    """A warning of a library goes into the log as well."""
    log.set_up()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"soon gone {TOKEN}", DeprecationWarning, stacklevel=1)
    shown = capsys.readouterr().err
    assert "soon gone" in shown
    assert TOKEN not in shown


def test_nothing_at_import() -> None:
    """Importing the module changes no logging."""
    code = "import logging, bot.log; print(logging.getLogger().handlers, logging.getLogger('httpx').level)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  # fixed
    assert out.stdout.strip() == "[] 0"


def test_no_library_logs_a_code(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    """While slips with codes are drawn nothing at all is logged, at any level."""
    log.set_up(level="DEBUG", style=style)
    unit = Unit(council=1, roll=1, unit="3-1-502", building="3", head=1, owners=("张伟",))
    council = Council(number=1, chat=cast.GROUP, name="和平里小区")
    made = Invited(council, (Invitation(unit, "K7QF2M9TXH4P8RW"),), datetime(2026, 4, 1, tzinfo=UTC), 0)
    assert slips.make_slips(words("zh-CN").on(made.expires.date(), FEATURES), made, "@yishi_bot", str)
    assert slips.make_codes_table(words("zh-CN"), made, str)
    assert not capsys.readouterr().err

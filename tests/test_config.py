"""The configuration file."""

import re
import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from bot.config_schema import ConfigError
from bot.domain.shared.working_days import HolidayPolicy
from handlers.cli.configuration import Configuration, load_config, parse_config

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "config.example.toml"
TOKEN = "123456:" + "a" * 35
ENVIRON = {"YISHI_TELEGRAM_TOKEN": TOKEN}


def parsed(text: str) -> Configuration:
    return parse_config(tomllib.loads(text), "config.toml", ENVIRON)


def mistakes(text: str, environ: dict[str, str] = ENVIRON) -> dict[str, str]:
    """What is wrong with it: the key, and the whole sentence."""
    with pytest.raises(ConfigError) as caught:
        parse_config(tomllib.loads(text), "config.toml", environ)
    return {mistake.key: str(mistake) for mistake in caught.value.mistakes}


def keys(table: dict[str, Any], path: str = "") -> set[str]:
    found = set()
    for name, value in table.items():
        found |= keys(value, f"{path}{name}.") if isinstance(value, dict) else {path + name}
    return found


def test_example_is_whole() -> None:
    """The example has every key there is, each with the value that counts when it is left out."""
    text = re.sub(r"^# (\[?[a-z_.]+(\]$| = .*$))", r"\1", EXAMPLE.read_text(), flags=re.MULTILINE)
    example = parse_config(tomllib.loads(text), "config.example.toml", ENVIRON)
    assert keys(tomllib.loads(text)) == keys(asdict(example))
    least = parse_config({"telegram": {"webhook": tomllib.loads(text)["telegram"]["webhook"]}}, "", ENVIRON)
    assert example == least


def test_example_explains_every_key() -> None:
    """In the example a Chinese comment stands above every key, alone or with its neighbours."""
    paragraphs = EXAMPLE.read_text().split("\n\n")
    assert all(re.search(r"^# ?.*[\u4e00-\u9fff]", paragraph, re.MULTILINE) for paragraph in paragraphs)


def test_example_as_it_is(tmp_path: Path) -> None:
    """Whoever copies the example and forgets the token is told about the token and nothing else."""
    copy = tmp_path / "config.toml"
    copy.write_text(EXAMPLE.read_text())
    with pytest.raises(ConfigError) as caught:
        load_config(copy, {})
    assert [mistake.key for mistake in caught.value.mistakes] == ["telegram.token"]
    assert load_config(copy, ENVIRON).telegram.token == TOKEN


def test_defaults() -> None:
    """A new council starts with what the configuration says."""
    made = parsed('[meetings]\ndays = [1]\ntime = "09:05"\nholiday = "skip"\nreminders = ["30m"]').defaults
    assert made.schedule
    assert (made.schedule.days, made.schedule.hour, made.schedule.minute) == ((1,), 9, 5)
    assert (made.holiday, made.reminders, made.zone) == (HolidayPolicy.SKIP, ("30m",), "Asia/Shanghai")


def test_no_regular_days() -> None:
    """A council may have no regular days."""
    assert parsed("[meetings]\ndays = []").defaults.schedule is None


def test_everything_at_once() -> None:
    """Every mistake is reported at once, with its key, what is wrong and what would be right."""
    found = mistakes("""
        timezone = "Mars/Base"
        langauge = "zh-CN"
        meetings = 3
        [telegram]
        mode = "pigeon"
        base_url = "ftp://x"
        [telegram.webhook]
        port = true
        [log]
        level = 3
    """)
    assert found.keys() == {
        "timezone",
        "langauge",
        "meetings",
        "telegram.mode",
        "telegram.base_url",
        "telegram.webhook.url",
        "telegram.webhook.secret_token",
        "telegram.webhook.port",
        "log.level",
    }
    assert found["telegram.mode"] == ('config.toml：telegram.mode 不能是 \'pigeon\'。应为："polling" 或 "webhook"')
    assert "language" in found["langauge"]


@pytest.mark.parametrize(
    "line",
    [
        "days = [0]",
        "days = 8",
        'days = ["8"]',
        'time = "25:00"',
        'time = "9:00"',
        "time = 09:00:00",
        'reminders = ["soon"]',
        'reminder_time = ""',
        'holiday = "maybe"',
    ],
)
def test_impossible_values(line: str) -> None:
    """A value that cannot be is refused and shown."""
    (sentence,) = mistakes("[meetings]\n" + line).values()
    assert "不能是" in sentence


def test_token_must_be_there() -> None:
    """Without a token anywhere, the sentence says where to get one."""
    assert "@BotFather" in mistakes("", {})["telegram.token"]


def test_environment_wins() -> None:
    """The token of the environment wins over the file's."""
    assert parsed('[telegram]\ntoken = "1:from-the-file"').telegram.token == TOKEN


def test_secrets_are_never_shown() -> None:
    """Neither the configuration printed nor a mistake shows the token or the webhook's secret."""
    webhook = '[telegram.webhook]\nurl = "https://x.cn"\nsecret_token = "{}"'
    whole = parsed(webhook.format("s3cret" * 4))
    assert TOKEN not in repr(whole)
    assert "s3cret" not in repr(whole)
    broken = mistakes(webhook.format("s3cret!"), {"YISHI_TELEGRAM_TOKEN": "s3cret!"})
    assert "s3cret" not in "".join(broken.values())


def test_webhook_needs_its_section() -> None:
    """Webhook mode without its section is a mistake."""
    assert mistakes('[telegram]\nmode = "webhook"').keys() == {"telegram.webhook"}


@pytest.mark.parametrize("content", [b"a = ", b"\xff\xfe"])
def test_unreadable(content: bytes, tmp_path: Path) -> None:
    """A file that is no TOML is named with the reason."""
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match="读不懂"):
        load_config(path, ENVIRON)


def test_mark_before_the_text(tmp_path: Path) -> None:
    """A file saved by an editor that puts a mark first is read all the same."""
    path = tmp_path / "config.toml"
    path.write_bytes(b'\xef\xbb\xbflanguage = "zh-CN"')
    assert load_config(path, ENVIRON).language == "zh-CN"

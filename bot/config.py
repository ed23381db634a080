"""The configuration, as `config.example.toml` explains it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Annotated, Any

from bot import config_schema
from bot.config_schema import ConfigError, Key, Mistake, address, each, number, text
from bot.domain.councils.council import Defaults
from bot.domain.meetings.meeting_days import LONGEST_MONTH, Schedule
from bot.domain.shared.date_parsing import parse_duration
from bot.domain.shared.working_days import HolidayPolicy

TOKEN_VARIABLE = "YISHI_TELEGRAM_TOKEN"  # noqa: S105  # the variable's name, not what is in it


def _hour(value: Any) -> str:
    return time.fromisoformat(text(r"\d\d:\d\d")(value)).isoformat("minutes")


def _span(value: Any) -> str:
    span = text(r".+")(value)
    if not parse_duration(span):
        raise ValueError(value)
    return span


WEB = Key(address, "http:// 或 https:// 开头的网址")
HOUR = Key(_hour, '24 小时制的时间，如 "19:30"')


@dataclass(frozen=True)
class Webhook:
    """The address to which Telegram sends updates, and the local one on which they arrive."""

    url: Annotated[str, Key(address, "https:// 开头、Telegram 能访问到的网址")]
    secret_token: Annotated[
        str, Key(text(r"[A-Za-z0-9_-]{1,256}"), "1 到 256 个字母、数字、_ 或 -，自己随机取，越长越好", secret=True)
    ] = field(repr=False)
    listen: Annotated[str, Key(text(r"\S+"), '本机监听的地址，如 "127.0.0.1"')] = "127.0.0.1"
    port: Annotated[int, Key(number(1, 65535), "1 到 65535 的端口")] = 8080


@dataclass(frozen=True)
class Telegram:
    """The way to Telegram."""

    token: Annotated[
        str,
        Key(
            text(r"[0-9]+:[A-Za-z0-9_-]+"),
            f'@BotFather 给的令牌，形如 "123456:ABC…"，也可放在环境变量 {TOKEN_VARIABLE} 里',
            secret=True,
        ),
    ] = field(repr=False)
    base_url: Annotated[str, WEB] = "https://api.telegram.org/bot"
    base_file_url: Annotated[str, WEB] = "https://api.telegram.org/file/bot"
    mode: Annotated[str, Key(text("polling|webhook"), '"polling" 或 "webhook"')] = "polling"
    webhook: Webhook | None = None


@dataclass(frozen=True)
class Storage:
    """The place of the stored data."""

    url: Annotated[str, Key(text("tinydb:.+"), '"tinydb:" 加文件夹，如 "tinydb:data"')] = "tinydb:data"

    @property
    def folder(self) -> Path:
        """The folder, seen from the working directory."""
        return Path(self.url.removeprefix("tinydb:"))


@dataclass(frozen=True)
class Meetings:
    """The meeting days of a new council."""

    days: Annotated[tuple[int, ...], Key(each(number(1, LONGEST_MONTH)), "每月几号，如 [8, 18, 28]")] = (8, 18, 28)
    time: Annotated[str, HOUR] = "19:30"
    reminders: Annotated[tuple[str, ...], Key(each(_span), '会前多久提醒，如 ["3d", "1d", "2h"]')] = ("3d", "1d", "2h")
    reminder_time: Annotated[str, HOUR] = "09:00"
    holiday: Annotated[HolidayPolicy, Key(HolidayPolicy, '"keep"、"next"、"previous" 或 "skip"')] = HolidayPolicy.NEXT


@dataclass(frozen=True)
class Log:
    """The bot's log of its own work."""

    level: Annotated[str, Key(text("DEBUG|INFO|WARNING|ERROR"), '"DEBUG"、"INFO"、"WARNING" 或 "ERROR"')] = "INFO"
    format: Annotated[str, Key(text("text|json"), '"text" 或 "json"')] = "text"


@dataclass(frozen=True)
class Config:
    """The whole configuration."""

    telegram: Telegram
    storage: Storage = field(default_factory=Storage)
    meetings: Meetings = field(default_factory=Meetings)
    log: Log = field(default_factory=Log)
    timezone: Annotated[str, Key(config_schema.zone, '时区名，如 "Asia/Shanghai"')] = "Asia/Shanghai"
    language: Annotated[str, Key(text("zh-CN|en"), '"zh-CN" 或 "en"')] = "zh-CN"

    @property
    def defaults(self) -> Defaults:
        """The settings of a new council."""
        at = time.fromisoformat(self.meetings.time)
        days = self.meetings.days
        return Defaults(
            language=self.language,
            zone=self.timezone,
            schedule=Schedule(days=days, hour=at.hour, minute=at.minute) if days else None,
            holiday=self.meetings.holiday,
            reminders=self.meetings.reminders,
            reminder_time=self.meetings.reminder_time,
        )


def load_config(path: Path, environ: Mapping[str, str]) -> Config:
    """Read the file; the token in `environ` wins. Raises FileNotFoundError, or ConfigError with every mistake."""
    try:
        raw = tomllib.loads(path.read_bytes().decode("utf-8-sig"))  # some editors on Windows put a mark first
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(Mistake(path.name, "文件", f"读不懂（{error}）", "UTF-8 编码的 TOML")) from error
    return parse_config(raw, path.name, environ)


def storage_of(path: Path) -> Storage | None:
    """Return where the data lies although something else in the file is wrong; None when that cannot be read."""
    try:
        raw = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return None
    return config_schema.read(Storage, raw.get("storage", {}), path.name, "storage.")[0]


def parse_config(raw: dict[str, Any], file: str, environ: Mapping[str, str]) -> Config:
    """Make the configuration of parsed TOML; `file` is named in mistakes. Raises ConfigError with every mistake."""
    telegram = raw.get("telegram", {})
    if isinstance(telegram, dict) and (token := environ.get(TOKEN_VARIABLE)):
        telegram = {**telegram, "token": token}
    config, mistakes = config_schema.read(Config, {**raw, "telegram": telegram}, file)
    if isinstance(telegram, dict) and telegram.get("mode") == "webhook" and "webhook" not in telegram:
        mistakes.append(Mistake(file, "telegram.webhook", "没有填写", "至少有 url 和 secret_token 两个键"))
    if mistakes or config is None:
        raise ConfigError(*mistakes)
    return config

"""The configuration, as `config.example.toml` explains it."""

import tomllib
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Annotated, Any

from bot import config_schema
from bot.config_schema import ConfigError, Key, Mistake, each, number, text
from bot.domain.councils.council import Defaults
from bot.domain.meetings.meeting_days import LONGEST_MONTH, Schedule
from bot.domain.shared.date_parsing import parse_duration
from bot.domain.shared.working_days import HolidayPolicy


def _hour(value: object) -> str:
    return time.fromisoformat(text(r"\d\d:\d\d")(value)).isoformat("minutes")


def _span(value: object) -> str:
    span = text(r".+")(value)
    if not parse_duration(span):
        raise ValueError(value)
    return span


URL_KEY = Key(
    text("tinydb:.+|postgresql://.+"), '"tinydb:" 加文件夹，如 "tinydb:data"；或 "postgresql://…"', secret=True
)
HOUR_KEY = Key(_hour, '24 小时制的时间，如 "19:30"')


@dataclass(frozen=True)
class Storage:
    """The place of the stored data."""

    url: Annotated[str, URL_KEY] = "tinydb:data"
    keys: Annotated[str, Key(text(".+"), '文件夹，如 "keys"')] = "keys"


@dataclass(frozen=True)
class Meetings:
    """The meeting days of a new council."""

    days: Annotated[tuple[int, ...], Key(each(number(1, LONGEST_MONTH)), "每月几号，如 [8, 18, 28]")] = (8, 18, 28)
    time: Annotated[str, HOUR_KEY] = "19:30"
    reminders: Annotated[tuple[str, ...], Key(each(_span), '会前多久提醒，如 ["3d", "1d", "2h"]')] = ("3d", "1d", "2h")
    reminder_time: Annotated[str, HOUR_KEY] = "09:00"
    holiday: Annotated[HolidayPolicy, Key(HolidayPolicy, '"keep"、"next"、"previous" 或 "skip"')] = HolidayPolicy.NEXT


@dataclass(frozen=True)
class Log:
    """The bot's log of its own work."""

    level: Annotated[str, Key(text("DEBUG|INFO|WARNING|ERROR"), '"DEBUG"、"INFO"、"WARNING" 或 "ERROR"')] = "INFO"
    format: Annotated[str, Key(text("text|json"), '"text" 或 "json"')] = "text"


@dataclass(frozen=True)
class Config:
    """The configuration of the council and its data. Each door adds its own table (`handlers.cli.configuration`)."""

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


def read_toml(path: Path) -> dict[str, Any]:
    """Parse the file. Raises FileNotFoundError, or ConfigError when it is no TOML."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))  # some editors on Windows put a mark first
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(Mistake(path.name, "文件", f"读不懂（{error}）", "UTF-8 编码的 TOML")) from error


def storage_of(path: Path) -> Storage | None:
    """Return where the data lies although something else in the file is wrong; None when that cannot be read."""
    try:
        raw = read_toml(path)
    except ConfigError:
        return None
    return config_schema.read(Storage, raw.get("storage", {}), path.name, "storage.")[0]

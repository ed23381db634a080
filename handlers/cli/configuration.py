"""The configuration that a command works with: the council's, and the table of each door."""

import argparse
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot import config_schema
from bot.config import Config, Storage, read_toml
from bot.config_schema import ConfigError
from handlers.telegram import config as telegram_config  # the module here has the other tables
from handlers.telegram.config import Telegram
from storage.places import Database, with_password

PASSWORD_VARIABLE = "YISHI_STORAGE_PASSWORD"  # noqa: S105  # the variable's name, not what is in it
NO_CONFIG = "找不到配置文件 {path}。请先执行 cp config.example.toml config.toml 并填好，或用 make demo 先看看。"


class NoConfigError(Exception):
    """The configuration file is missing; `str()` says how to make one."""


@dataclass(frozen=True)
class Configuration(Config):
    """The whole configuration. Each door declares its own table."""

    telegram: Telegram = field(kw_only=True)


def read_config(options: argparse.Namespace) -> Configuration:
    """Read the file that the command line names; raises NoConfigError, ConfigError."""
    try:
        return load_config(options.config, os.environ)
    except FileNotFoundError as error:
        raise NoConfigError(NO_CONFIG.format(path=options.config)) from error


def place_of(options: argparse.Namespace, storage: Storage) -> Path | Database:
    """Return where the data lies: a folder, seen from the working directory, or a database.

    The keys of a database lie beside the configuration file; its password may stand in the environment.
    """
    if not storage.url.startswith("postgresql:"):
        return Path(storage.url.removeprefix("tinydb:"))
    password = os.environ.get(PASSWORD_VARIABLE)
    return Database(with_password(storage.url, password), options.config.parent / storage.keys)


def load_config(path: Path, environ: Mapping[str, str]) -> Configuration:
    """Read the file; the token in `environ` wins. Raises FileNotFoundError, or ConfigError with every mistake."""
    return parse_config(read_toml(path), path.name, environ)


def parse_config(raw: Mapping[str, object], file: str, environ: Mapping[str, str]) -> Configuration:
    """Make the configuration of parsed TOML; `file` is named in mistakes. Raises ConfigError with every mistake."""
    telegram = telegram_config.add_token(raw.get("telegram", {}), environ)
    config, mistakes = config_schema.read(Configuration, {**raw, "telegram": telegram}, file)
    mistakes += telegram_config.check(telegram, file)
    if mistakes or config is None:
        raise ConfigError(*mistakes)
    return config

"""The configuration that a command works with."""

import argparse
import os

from bot.config import Config, load_config

NO_CONFIG = "找不到配置文件 {path}。请先执行 cp config.example.toml config.toml 并填好，或用 make demo 先看看。"


class NoConfigError(Exception):
    """The configuration file is missing; `str()` says how to make one."""


def read_config(options: argparse.Namespace) -> Config:
    """Read the file that the command line names; raises NoConfigError, ConfigError."""
    try:
        return load_config(options.config, os.environ)
    except FileNotFoundError as error:
        raise NoConfigError(NO_CONFIG.format(path=options.config)) from error

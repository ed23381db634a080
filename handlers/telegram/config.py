"""The table [telegram] of the configuration."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from bot.config_schema import Key, Mistake, address, number, text

TOKEN_VARIABLE = "YISHI_TELEGRAM_TOKEN"  # noqa: S105  # the variable's name, not what is in it
WEB = Key(address, "http:// 或 https:// 开头的网址")


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


def add_token(table: object, environ: Mapping[str, str]) -> object:
    """Return the table with the token in `environ`, which wins over the file's; what is no table stays as it is."""
    token = environ.get(TOKEN_VARIABLE)
    return {**table, "token": token} if token and isinstance(table, dict) else table


def check(table: object, file: str) -> list[Mistake]:
    """Return what is wrong with the table as a whole."""
    if isinstance(table, dict) and table.get("mode") == "webhook" and "webhook" not in table:
        return [Mistake(file, "telegram.webhook", "没有填写", "至少有 url 和 secret_token 两个键")]
    return []

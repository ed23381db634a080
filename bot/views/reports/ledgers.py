"""The messages about the ledger file: begun, in progress, sent, empty, failed."""

from markupsafe import Markup

from bot.domain.councils.council import Council
from bot.domain.shared.reporting_period import Period
from bot.locales import Words
from bot.ports import Card, File
from bot.read_models.reports import LedgerAsked
from bot.views.shared import dates


def ledger_started_card(_: Words) -> Card:
    """The note that the ledger is being made."""
    return Card(_("正在做台账，请稍等……"))


def ledger_progress_card(_: Words, done: int, total: int) -> Card:
    """The number of matters written to the ledger so far, out of all."""
    return Card(_("正在做台账：{done}/{total}……", done=done, total=total))


def ledger_card(_: Words, asked: LedgerAsked, content: bytes) -> Card:
    """The ledger file, with its period."""
    name = f"ledger-{asked.council.number}"
    text = _("📒 「{name}」台账，共 {total} 件议题。", name=asked.council.name, total=asked.end - asked.first)
    if asked.period:
        name += f"-{asked.period.first}-{asked.period.last}"
        days = dates.format_period(_, asked.period)
        text = _(
            "📒 「{name}」台账，{days} 提出的 {total} 件议题。",
            name=asked.council.name,
            days=days,
            total=asked.end - asked.first,
        )
    return Card(text, file=File(f"{name}.xlsx", content))


def ledger_title(_: Words, council: Council, period: Period | None) -> Markup:
    """Return the heading of each printed page."""
    if period is None:
        return _("{name} 台账", name=council.name)
    return _("{name} 台账（{days}）", name=council.name, days=dates.format_period(_, period))


def ledger_done_card(_: Words) -> Card:
    """The note that the ledger file follows."""
    return Card(_("台账做好了，请看下面的文件。"))


def ledger_empty_card(_: Words) -> Card:
    """The note that no matter falls into the period asked for."""
    return Card(_("这段时间没有议题，台账是空的。"))


def ledger_unsent_card(_: Words) -> Card:
    """The apology for a ledger that could not be sent."""
    return Card(_("对不起，台账没有发出去。请过一会儿再发一次 /ledger。"))

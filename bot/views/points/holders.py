"""Holders of accounts and lines of the ledger, as cards and files write them."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.domain.points.account import UNDONE, EntryKind, PointEntry
from bot.domain.points.claim import PointClaim
from bot.locales import N_, Words
from bot.read_models.points import ShownHolder
from bot.views.shared import names

TITLES: Mapping[EntryKind, str] = {
    EntryKind.REDEEMED: N_("兑换{title}"),
    EntryKind.GIVEN_BACK: N_("退回{title}"),
    EntryKind.CORRECTED: N_("更正{title}"),
    EntryKind.CARRIED_OVER: N_("{title}年没有结转的"),
}


def holder_name(_: Words, shown: ShownHolder, *, public: bool = False) -> Markup:
    """Return the household or the name; on what others read, not of an account that does not want to stand there."""
    unit = shown.account.unit
    if public and shown.account.hidden:
        return _("一户居民") if unit else _("一位居民")
    return Markup.escape(unit) if unit else names.person_name(_, shown.member)


def entry_title(_: Words, entry: PointEntry) -> Markup:
    """Return what an entry is for, with the reason of a correction."""
    title = _(TITLES[entry.kind], title=entry.title) if entry.kind in TITLES else Markup.escape(entry.title)
    if not entry.note:
        return title
    note = _("事情后来不算了") if entry.note == UNDONE else Markup.escape(entry.note)
    return _("{title}（{note}）", title=title, note=note)


def signed_points(points: int) -> str:
    """Return points with their sign: +5, -50."""
    return f"{points:+d}"


def claim_line(_: Words, claim: PointClaim) -> Markup:
    """Return a report in a line: 打扫楼道 +5."""
    return _("{title} {points} 分", title=claim.title, points=signed_points(claim.points))

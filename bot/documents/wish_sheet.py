"""The wishes of a council as an .xlsx, for the officers: beneficiaries by their masked names, no contacts."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.documents.list_sheet import Value, make_list_sheet
from bot.documents.print_setup import Orientation
from bot.domain.councils.council import Member
from bot.domain.wishes.wish import Wish, WishState
from bot.locales import N_, Words
from bot.read_models.wishes import WishList
from bot.views.shared import names

# Each column and its width in characters.
WISH_COLUMNS = (
    (N_("编号", "wish"), 6),
    (N_("对象", "wish"), 14),
    (N_("心愿", "wish"), 40),
    (N_("状态", "wish"), 10),
    (N_("登记人", "wish"), 14),
    (N_("登记时间", "wish"), 18),
    (N_("认领人", "wish"), 14),
    (N_("怎么圆的", "wish"), 40),
    (N_("圆了的时间", "wish"), 18),
)
STATE_LABELS: Mapping[WishState, str] = {
    WishState.OPEN: N_("待认领", "wish"),
    WishState.CLAIMED: N_("认领了", "wish"),
    WishState.DONE: N_("待确认", "wish"),
    WishState.FULFILLED: N_("圆了", "wish"),
    WishState.WITHDRAWN: N_("撤下了", "wish"),
}


def make_wish_sheet(_: Words, shown: WishList) -> bytes:
    """Return the file, by number."""
    zone = ZoneInfo(shown.council.zone)
    lines = (_line(_, *row, zone) for row in shown.wishes)
    title = _("{council} 微心愿", council=shown.council.name)
    return make_list_sheet(_, _("微心愿"), title, WISH_COLUMNS, lines, Orientation.LANDSCAPE)


def _line(_: Words, wish: Wish, recorder: Member | None, claimer: Member | None, zone: ZoneInfo) -> tuple[Value, ...]:
    def local(instant: datetime | None) -> datetime | None:
        return instant.astimezone(zone).replace(tzinfo=None) if instant else None

    return (
        wish.number,
        _("{kind} {name}", kind=wish.whom, name=wish.masked).unescape(),
        wish.text,
        str(_(STATE_LABELS[wish.state])),
        names.person_name(_, recorder).unescape(),
        local(wish.at),
        names.person_name(_, claimer).unescape() if wish.claimer else "",
        wish.outcome,
        local(wish.fulfilled),
    )

"""The card of a swap of duty, for the one who asks, the other, and the officers."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.domain.duty.swap import SwapState
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.duty import ShownSwap
from bot.views.shared import dates, names
from bot.views.shared.text_fit import BR

ENDS: Mapping[SwapState, str] = {
    SwapState.AGREED: N_("✓ 换好了。"),
    SwapState.DECLINED: N_("{other}不方便，{day} 还是{person}值。"),
    SwapState.TAKEN_BACK: N_("{person}不换了，{day} 还是{person}值。"),
    SwapState.OVER: N_("{other}没有回答，{day} 还是{person}值。"),
    SwapState.CHANGED: N_("值班表改过了，这次换班不算了。发 /duty 看看现在的。"),
}


def swap_card(_: Words, shown: ShownSwap) -> Card:
    """A swap for one reader, with what they may answer as long as it waits."""
    swap = shown.swap
    values = {
        "person": names.person_name(_, shown.person),
        "other": names.person_name(_, shown.other),
        "day": dates.format_day(_, swap.day),
        "given": dates.format_day(_, swap.given_day) if swap.given_day else Markup(""),
    }
    if swap.state is SwapState.ASKED and shown.reader == swap.other:
        ask = (
            _("🔁 {person}想和您换班：{day} 您来值，{given} 对方来值。可以吗？", **values)
            if swap.given_day
            else _("🔁 {person}想请您替一班：{day} 您来值。可以吗？", **values)
        )
        where = swap.council, swap.number
        yes = Button(str(_(N_("可以", "duty"))), Intent("duty_swap_yes", *where))
        no = Button(str(_(N_("不方便", "duty"))), Intent("duty_swap_no", *where))
        return Card(ask + BR + _until(_, shown), buttons=((yes, no),))
    lines = (
        [_("🔁 换班：{day} 由{other}来值，{given} 由{person}来值。", **values)]
        if swap.given_day
        else [_("🔁 替班：{day} 由{other}替{person}值。", **values)]
    )
    if swap.state is not SwapState.ASKED:
        again = Button(str(_("换班")), Intent("duty_swap", swap.council, swap.turn))
        offers = shown.reader == swap.person and swap.state in {SwapState.DECLINED, SwapState.OVER}
        return Card(BR.join([*lines, _(ENDS[swap.state], **values)]), buttons=((again,),) if offers else ())
    lines.append(_("等{other}回答。", **values) + _until(_, shown))
    back = Button(str(_("不换了")), Intent("duty_swap_back", swap.council, swap.number))
    return Card(BR.join(lines), buttons=((back,),) if shown.reader == swap.person else ())


def _until(_: Words, shown: ShownSwap) -> Markup:
    when = dates.format_moment(_, shown.swap.until, shown.council.zone)
    return _("{when} 以前没有回答，就不换。", when=when)

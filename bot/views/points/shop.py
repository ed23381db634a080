"""Cards of the shop: its prizes, a reservation for who made it and for the keepers, those that wait to be fetched."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.domain.points.prize import OrderState
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.local_time import local_day
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.points import ShownOrder, ShownOrders, ShownShop
from bot.views.points.holders import holder_name
from bot.views.shared import dates, names
from bot.views.shared.button_rows import button_rows, page_row
from bot.views.shared.text_fit import BR, shorten

LABEL_LIMIT = 20
ENDS: Mapping[OrderState, str] = {
    OrderState.FETCHED: N_("✓ 已经领走了。"),
    OrderState.REFUSED: N_("管理员退回了，{price} 分退还了。"),
    OrderState.CANCELLED: N_("不兑了，{price} 分退还了。"),
    OrderState.OVER: N_("到期没有来领，{price} 分退还了。"),
    OrderState.WITHDRAWN: N_("这样奖品下架了，{price} 分退还了。对不起。"),
}


def shop_card(_: Words, shown: ShownShop) -> Card:
    """The prizes, each with a button to redeem it as long as there are any and the points suffice."""
    lines = [_("🎁 <b>积分超市</b>")]
    if shown.balance is not None:
        lines.append(_("您有 {balance} 分。", balance=shown.balance))
    lines += [
        _("{name} {price} 分，还有 {n} 份", name=each.name, price=each.price, n=each.stock)
        if each.stock
        else _("{name} {price} 分，兑完了", name=each.name, price=each.price)
        for each in shown.prizes
    ]
    if not shown.prizes:
        lines.append(_("还没有奖品。"))
    zone, council = shown.council.zone, shown.council.number
    for order in shown.orders:
        until = dates.format_day(_, local_day(order.until, zone))
        lines.append(_("等您来领：{name}，{day} 前", name=order.name, day=until))
    balance, reserved = shown.balance or 0, {order.prize for order in shown.orders}
    can_have = [each for each in shown.prizes if each.stock and each.price <= balance and each.number not in reserved]
    every = [
        Button(
            shorten(_("兑 {name}", name=each.name).striptags(), LABEL_LIMIT),
            Intent("prize_redeem", council, each.number),
        )
        for each in can_have
    ]
    every += [
        Button(
            shorten(_("不兑 {name}", name=each.name).striptags(), LABEL_LIMIT),
            Intent("prize_cancel", council, each.number),
        )
        for each in shown.orders
    ]
    rows = button_rows(every, 2)
    rows += page_row(_, council, shown.page, shown.pages)
    if shown.officer:
        gone = [
            Button(
                shorten(_("下架 {name}", name=each.name).striptags(), LABEL_LIMIT),
                Intent("prize_withdraw", council, each.number),
            )
            for each in shown.prizes
        ]
        rows += button_rows(gone, 3)
        rows += ((Button(str(_("改奖品")), Intent("points_list", council, 0, "prizes")),),)
    return Card(BR.join(lines), buttons=rows)


def order_card(_: Words, shown: ShownOrder) -> Card:
    """A reservation: for who made it where to fetch it, for a keeper whom it is for."""
    order, lines = shown.order, [_describe(_, shown)]
    if order.state is not OrderState.RESERVED:
        return Card(BR.join([*lines, _(ENDS[order.state], price=order.price)]))
    rows: list[tuple[Button, ...]] = []
    if shown.mine:
        who = names.list_names(_, shown.keepers)
        lines.append(_("请找 {who} 领。过了期没领，分退还给您。", who=who) if shown.keepers else Markup())
        rows.append((Button(str(_("不兑了")), Intent("prize_cancel", order.council, order.number)),))
    if shown.keeps and not shown.mine:
        rows.append(_keeper_row(_, shown))
    return Card(BR.join(line for line in lines if line), buttons=tuple(rows))


def _describe(_: Words, shown: ShownOrder) -> Markup:
    order = shown.order
    until = dates.format_day(_, local_day(order.until, shown.council.zone))
    values = {"number": order.number, "name": order.name, "price": order.price, "day": until}
    if shown.mine:
        return _("🎁 #{number} {name}，{price} 分，{day} 前领。", **values)
    person, unit = names.person_name(_, shown.person), shown.holder.account.unit
    who = _("{person}（{unit}）", person=person, unit=holder_name(_, shown.holder)) if unit else person
    return _("🎁 #{number} {who}：{name}，{price} 分，{day} 前领。", who=who, **values)


def _keeper_row(_: Words, shown: ShownOrder, *, numbered: bool = False) -> tuple[Button, ...]:
    order = shown.order
    fetched, refused = (
        (_("领走了 #{number}", number=order.number), _("退回 #{number}", number=order.number))
        if numbered
        else (_("领走了"), _(N_("退回", "points")))
    )
    return (
        Button(str(fetched), Intent("prize_fetched", order.council, order.number)),
        Button(str(refused), Intent("prize_refuse", order.council, order.number)),
    )


def orders_card(_: Words, shown: ShownOrders) -> Card:
    """The reservations that wait to be fetched, for a keeper."""
    if not shown.orders:
        return Card(_("🎁 没有等着领的奖品。"))
    council = shown.council.number
    lines = [_("🎁 <b>等着领的奖品</b>"), *(_describe(_, each) for each in shown.orders)]
    rows = tuple(_keeper_row(_, each, numbered=True) for each in shown.orders)
    turning = page_row(_, council, shown.page, shown.pages)
    return Card(BR.join(lines), buttons=(*rows, *turning))

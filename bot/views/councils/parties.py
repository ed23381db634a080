"""Parties at a meeting: those expected, present and missing."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.domain.councils import seat
from bot.domain.councils.council import Council
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.meetings import Presence
from bot.views.shared.button_rows import ticked
from bot.views.shared.text_fit import BR

CHINESE_COUNTS = (N_("一"), N_("两"), N_("三"), N_("四"), N_("五"), N_("六"), N_("七"), N_("八"))
PARTY_LABELS = (N_("党支部"), N_("居委会"), N_("业委会"), N_("物业"), N_("居民代表"))
PARTY_SETS = (("four", N_("四方")), ("five", N_("五联")), ("off", N_("不分方")))


def parties_card(_: Words, council: Council) -> Card:
    """The parties of a council, the way to seat somebody for a party, and the buttons that change the list."""
    if council.parties:
        lines = [
            _("🏛 开会要到的各方：<b>{parties}</b>", parties=_("、").join(council.parties)),
            _("签到和纪要写明哪一方到了，缺哪一方。"),
            _("谁代表哪一方：回复他的一条消息，发 /role 议事员 {party}", party=council.parties[-1]),
            _("没带手机的，开会时请专人发 /present 王经理（{party}）", party=council.parties[-1]),
        ]
    else:
        lines = [_("🏛 现在开会<b>不分方</b>。要看四方到没到齐，请议事长来选。")]
    lines.append(_("议事长也可以自己写：/parties 党支部、居委会、业委会、物业"))
    chosen = next((arg for arg, usual in usual_parties(_).items() if usual == council.parties), "")
    row = tuple(
        Button(ticked(_(label), on=arg == chosen), Intent("parties", council.number, 0, arg))
        for arg, label in PARTY_SETS
    )
    return Card(BR.join(lines), buttons=(row,))


def usual_parties(_: Words) -> Mapping[str, tuple[str, ...]]:
    """Return the parties that each button stands for."""
    five = tuple(_(party).unescape() for party in PARTY_LABELS)
    return {"four": five[:-1], "five": five, "off": ()}


def parties_present(_: Words, shown: Presence) -> tuple[str, ...]:
    """Return the parties that are present."""
    came = {each.party for each in (*shown.seated, *shown.others)}
    return tuple(party for party in shown.parties if party in came)


def describe_balance(_: Words, shown: Presence) -> Markup:
    """Return the sentence on the parties present: all of them, or how many are missing and which (四方缺一方：物业)."""
    absent = seat.missing_parties(shown.parties, parties_present(_, shown))
    every = _(CHINESE_COUNTS[len(shown.parties) - 1])
    if not absent:
        return _("{all}方到齐", all=every)
    who = _("、").join(absent)
    if len(absent) == 1:
        return _("{all}方缺一方：{who}", all=every, who=who)
    return _("{all}方缺 {n} 方：{who}", all=every, n=len(absent), who=who)

"""Invitation codes as they are made, sent and used."""

from collections.abc import Iterable

from bot.domain.councils.council import Member
from bot.domain.rolls.unit_labels import short_label
from bot.domain.shared.button_intent import Intent
from bot.locales import Words
from bot.ports import Button, Card
from bot.read_models.rolls import InvitationAsked, Invited, ShownLink
from bot.views.rolls.rolls import BUTTON_LABEL_LIMIT, format_labels, owner_names
from bot.views.shared import dates, names
from bot.views.shared.text_fit import BR, shorten


def group_code(code: str) -> str:
    """Return a code as people read it out: K7QF2-M9TXH-4P8RW."""
    return "-".join(code[start : start + 5] for start in range(0, len(code), 5))


def redo_codes_card(_: Words, asked: InvitationAsked) -> Card:
    """The question whether outstanding codes are to be replaced."""
    fresh = asked.unlinked - asked.outstanding
    lines = [
        _("还有 {n} 户没有绑定账号，其中 {out} 户已经有邀请码，还没有用。", n=asked.unlinked, out=asked.outstanding)
    ]
    rows = []
    if fresh:
        label = _("只做还没有的 {n} 户", n=fresh)
        rows.append((Button(str(label), Intent("invite", asked.council.number, asked.building, "new")),))
    label = _("全部重做 {n} 户（旧码作废）", n=asked.unlinked)
    rows.append((Button(str(label), Intent("invite", asked.council.number, asked.building, "all")),))
    lines.append(_("只补一户，请写房号，比如 /invite 3-1-502"))
    return Card(BR.join(lines), buttons=tuple(rows))


def making_codes_card(_: Words) -> Card:
    """The note that the invitations are being made."""
    return Card(_("正在做邀请码，请稍等…"), notify=False)


def codes_file_name(_: Words, made: Invited) -> str:
    """Return the name for the files: the unit, or the first unit and their number."""
    unit, n = made.invitations[0].unit.unit, len(made.invitations)
    return str(_("邀请码_{unit}", unit=unit) if n == 1 else _("邀请码_{unit}等{n}户", unit=unit, n=n))


def codes_made_card(_: Words) -> Card:
    """The note that the invitations follow."""
    return Card(_("邀请码做好了，请看下面。"))


def all_linked_card(_: Words) -> Card:
    """The note that every unit is linked to an account already."""
    return Card(_("每一户都已经绑定账号了。要重做一户，请写房号，比如 /invite 3-1-502"))


def codes_card(_: Words, done: Invited, building: int, tied: Iterable[Member]) -> Card:
    """The units that got codes, with buttons for the next batch or to unlink an account of a single unit."""
    units = [each.unit.unit for each in done.invitations]
    lines = [
        _("✉️ 做好了 <b>{n}</b> 户的邀请码：{units}", n=len(units), units=format_labels(_, units, 3)),
        _("PDF 打印出来，沿虚线剪开，一户一张；表格留底，请不要发到群里。"),
        _("有效到 {day}。这些户以前的邀请码都作废了。", day=dates.format_moment(_, done.expires, done.council.zone)),
    ]
    rows = []
    if done.left:
        lines.append(_("还有 {n} 户没有邀请码。", n=done.left))
        rows.append((Button(str(_("做下一批")), Intent("invite", done.council.number, building, "new")),))
    for member in tied:
        label = shorten(_("解除绑定：{who}", who=names.person_name(_, member)).unescape(), BUTTON_LABEL_LIMIT)
        intent = Intent("unlink", done.council.number, member.person, short_label(units[0]))
        rows.append((Button(label, intent),))
    return Card(BR.join(lines), buttons=tuple(rows))


def codes_unsent_card(_: Words) -> Card:
    """The apology for files that could not be sent; their codes are lost with them."""
    return Card(_("文件没能发出来。请过一会儿再发一次 /invite。"))


def link_card(_: Words, shown: ShownLink, hash_: str) -> Card:
    """The question to the person who opened a slip's link whether the unit is theirs."""
    unit = shown.unit
    lines = [
        _("🏘 <b>{name}</b>", name=shown.council.name),
        _("您是 <b>{unit}</b> 的业主 <b>{who}</b> 吗？", unit=unit.unit, who=owner_names(_, unit)),
        _("点「是我」，这个账号就可以为这一户参加表决。"),
    ]
    yes = Button(str(_("是我")), Intent("link", shown.council.number, 0, hash_))
    no = Button(str(_("不是")), Intent("not_me", shown.council.number))
    return Card(BR.join(lines), buttons=((yes, no),))


def linked_card(_: Words, council: int, unit: str) -> Card:
    """The confirmation that an account is linked to a unit, and the button that unlinks it."""
    text = _("✅ 绑定好了：您的账号可以为 <b>{unit}</b> 参加表决。\n有表决时，群里会有通知。", unit=unit)
    return Card(text, buttons=((Button(str(_("解除绑定")), Intent("unlink", council, 0, short_label(unit))),),))

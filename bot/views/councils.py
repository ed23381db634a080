"""The council itself: welcome, what is set, who is who."""

from markupsafe import Markup

from bot.domain.council import Role
from bot.domain.intents import Intent
from bot.locales import Words
from bot.ports import Button, Card, File
from bot.services.councils import Shown
from bot.services.people import Roster
from bot.views import labels, names, when

BR = Markup("\n")


def welcome(_: Words) -> Card:
    """What a group is told when the bot comes."""
    return Card(
        _("大家好！我是议事会的小助手，帮大家收集议题、提醒开会、跟进办理。\n请群管理员发 /setup，把这个群设为议事会。")
    )


def setup(_: Words, shown: Shown, *, hears_all: bool) -> Card:
    """What is set, and what to do next."""
    home = shown.council
    lines = [
        _("🏘 <b>{name}</b> 议事会", name=home.name),
        _("议事长：{who}", who=names.name(_, shown.head)),
        _("语言：{language}　时区：{zone}", language=_("中文"), zone=home.zone),
    ]
    if shown.next:
        lines.append(_("下次会议：{when}", when=when.moment(_, shown.next.at, home.zone)))
    lines += [
        _("{policy}", policy=_(labels.HOLIDAYS[home.holiday])),
        Markup(""),
        _("接下来：回复一位邻居的消息发 /role 专人，请他帮忙受理；发 /schedule 改议事日。"),
    ]
    if not hears_all:
        lines.append(
            _(
                "提示：我现在只能看到命令、@我的话和回复我的话。想用「#议事」和中文词，"
                "请把我设为群管理员，或在 BotFather 里关掉隐私模式（/setprivacy）再重新拉我进群。"
            )
        )
    choose = tuple(
        Button(label, Intent("language", home.number, 0, language))
        for label, language in (("中文", "zh-CN"), ("English", "en"))
    )
    return Card(BR.join(lines), buttons=(choose,))


def members(_: Words, shown: Roster) -> Card:
    """The roster by role."""
    lines = [_("👥 <b>{name}</b>", name=shown.council.name)]
    for role in Role:
        holding = [member for member in shown.members if role in member.roles]
        if holding:
            lines.append(_("{role}：{who}", role=_(labels.ROLES[role]), who=names.listed(_, holding)))
    if not any(Role.CLERK in member.roles for member in shown.members):
        lines.append(_("还没有专人。议事长可以回复一个人的消息，发 /role 专人。"))
    lines.append(_("参与过的居民共 {n} 人。", n=shown.known))
    return Card(BR.join(lines))


def choose(_: Words, councils: list[tuple[int, str]], draft: int) -> Card:
    """Ask which of several councils a proposal is for."""
    rows = tuple((Button(name, Intent("council", number, draft)),) for number, name in councils)
    return Card(_("您在几个议事会里。这件事提给哪一个？"), buttons=rows)


def my_file(_: Words, content: bytes) -> Card:
    """Everything kept about somebody, as a file."""
    return Card(_("这是记下的关于您的全部内容。发 /forgetme 可以删除。"), file=File("mydata.json", content))


def confirm_forget(_: Words) -> Card:
    """Ask before everything about somebody is erased."""
    text = _("要删除您的资料吗？您的名字、角色和账号会删掉，不能恢复。您提过的议题会留下，但不再写您的名字。")
    yes = Button(str(_("确定删除")), Intent("forget", arg="yes"))
    no = Button(str(_("不删了")), Intent("forget", arg="no"))
    return Card(text, buttons=((yes, no),))

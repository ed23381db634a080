"""The council itself: welcome, what is set, who is who."""

from markupsafe import Markup

from bot.domain.council import Role
from bot.domain.intents import Intent
from bot.locales import Words
from bot.ports import Button, Card, File
from bot.shown import Roster, ShownCouncil
from bot.views import labels, names, when
from bot.views.room import BR, shortened

LABEL = 20  # of a council's name that a button shows


def welcome(_: Words) -> Card:
    """What a group is told when the bot comes."""
    return Card(
        _(
            "大家好！我是议事会的小助手：收集议题，提醒开会，跟进办理。\n"
            "请群管理员发 /setup，这个群就是议事会了，谁发谁是议事长。"
        )
    )


def setup(_: Words, shown: ShownCouncil, *, hears_all: bool) -> Card:
    """What is set, and what to do next."""
    home = shown.council
    lines = [_("🏘 <b>{name}</b> 议事会已经设好。", name=home.name), Markup("")]
    lines.append(_("议事长：{who}", who=names.name(_, shown.head)))
    if home.schedule:
        lines.append(_("议事日：{days}", days=when.regular(_, home.schedule)))
        lines.append(_(labels.HOLIDAYS[home.holiday]))
    if shown.next:
        lines.append(_("下次会议：{when}", when=when.moment(_, shown.next.at, home.zone)))
    lines += [
        _("语言：{language}，时间：{zone}", language=_("中文"), zone=when.zone(_, home.zone)),
        Markup(""),
        _("<b>接下来</b>"),
        _("1. 请一位邻居做专人，帮忙受理议题：回复他的一条消息，发 /role 专人"),
        _("2. 改议事日和地点：发 /schedule 8,18,28 19:30 居委会二楼"),
        _("3. 告诉邻居：有事就发 /propose 和要说的话"),
    ]
    if not hears_all:
        lines += [
            Markup(""),
            _(
                "提示：现在我只看得到命令、@我的话和回复我的话。想让大家直接写「提议」「#议事」，"
                "请把我设为群管理员；或者在 BotFather 里关掉隐私模式（/setprivacy），再重新拉我进群。"
            ),
        ]
    languages = tuple(
        Button(label, Intent("language", home.number, 0, language))
        for label, language in (("中文", "zh-CN"), ("English", "en"))
    )
    return Card(BR.join(lines), buttons=(languages,))


def members(_: Words, shown: Roster) -> Card:
    """The roster by role."""
    lines = [_("👥 <b>{name}</b>", name=shown.council.name), Markup("")]
    for role in Role:
        holding = [member for member in shown.members if role in member.roles]
        if holding:
            lines.append(_("{role}：{who}", role=_(labels.ROLES[role]), who=names.listed(_, holding)))
    if not any(Role.CLERK in member.roles for member in shown.members):
        lines.append(_("还没有专人。议事长可以回复一位邻居的消息，发 /role 专人。"))
    lines.append(_("参与过的居民：{n} 人", n=shown.known))
    return Card(BR.join(lines))


def choose(_: Words, councils: list[tuple[int, str]], draft: int) -> Card:
    """Ask which of several councils a proposal is for."""
    rows = tuple((Button(shortened(name, LABEL), Intent("council", number, draft)),) for number, name in councils)
    return Card(_("您在几个议事会里。这次说的是哪一个？请点一下。"), buttons=rows)


def my_file(_: Words, content: bytes) -> Card:
    """Everything kept about somebody, as a file."""
    return Card(_("这是记下的关于您的全部内容。想删除，请发 /forgetme。"), file=File("mydata.json", content))


def confirm_forget(_: Words) -> Card:
    """Ask before everything about somebody is erased."""
    text = _("要删除您的资料吗？\n您的名字、账号和角色会删掉，不能恢复。\n您提过的议题会留下，但不再写您的名字。")
    yes = Button(str(_("确定删除")), Intent("forget", arg="yes"))
    no = Button(str(_("不删了")), Intent("forget", arg="no"))
    return Card(text, buttons=((yes, no),))

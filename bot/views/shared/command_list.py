"""The commands, in letters and in Chinese, with their descriptions for the menu and the help."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from markupsafe import Markup

from bot.domain.councils.council import Council
from bot.domain.councils.practice import Practice
from bot.domain.matters.acts import Act
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.masking import shown_text
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.views.shared import labels
from bot.views.shared.button_rows import button_rows
from bot.views.shared.command import Command, HelpSection, Where
from bot.views.shared.practices import ALL_WORDS
from bot.views.shared.text_fit import BR

SECTIONS: Mapping[HelpSection, str] = {
    HelpSection.EVERYBODY: N_("大家都可以用"),
    HelpSection.HANDLER: N_("承办人"),
    HelpSection.CAPTAINS: N_("楼栋长（专人、议事长也可以）"),
    HelpSection.OFFICERS: N_("办议题（专人、议事长）"),
    HelpSection.SITTING: N_("开会（专人、议事长）"),
    HelpSection.VOTING: N_("投票和表决（专人、议事长）"),
    HelpSection.HEAD: N_("议事长"),
    HelpSection.PRIVATE: N_("私聊我时"),
}
COMMANDS = (
    Command("help", "帮助", N_("看看我能做什么"), alone=True),
    Command("propose", "提议", N_("提一个议题"), N_("/propose 3号楼路灯坏了")),
    Command("matters", "议题", N_("看全部议题，可以加词搜索"), N_("/matters 路灯"), alone=True),
    Command("matter", None, N_("看一个议题的全部经过"), "/matter 12", alone=True),
    Command("mine", "我的", N_("我提的、附议的、要办的"), alone=True),
    Command("meeting", "会议", N_("下次会议，报名或请假"), alone=True),
    Command("ics", "日历", N_("把议事日加进手机日历"), alone=True),
    Command("result", "结果", N_("看表决结果，附计票文件"), "/result 3", alone=True),
    Command("receipt", "回执", N_("查我的票在不在"), "/receipt K7QF-2M9T-XH4P", alone=True),
    Command("behalf", "代录", N_("替没有手机的邻居提议题"), N_("/behalf 王奶奶 3号楼路灯坏了"), HelpSection.CAPTAINS),
    Command("spot", "即办", N_("当场办好的事，带照片记下"), N_("/spot 换了3号楼门口的灯泡"), HelpSection.CAPTAINS),
    Command(
        "mediate",
        "调解",
        N_("请两位邻居调解（专人、议事长）"),
        N_("/mediate 赵敏 孙大爷 楼上漏水"),
        HelpSection.PRIVATE,
        where=Where.PRIVATE,
    ),
    Command("letter", "议事箱", N_("写信给议事会，只有专人看得到"), whom=HelpSection.PRIVATE, where=Where.PRIVATE),
    Command("members", "成员", N_("议事会有哪些人"), alone=True),
    Command("hazards", "隐患", N_("看还有哪些隐患；写上在哪里，就是报隐患"), N_("/hazards 3号楼电线裸露")),
    Command("tickets", "工单表", N_("12345 工单，还有哪些没答复"), alone=True),
    Command("stats", "统计", N_("议题办得怎么样"), alone=True),
    Command("branches", "下级", N_("看有哪些下级议事会"), alone=True),
    Command(Act.OBJECT, "异议", N_("对公示的决议提意见"), N_("/object 3 应该先修东门")),
    Command(Act.WITHDRAW, "撤回", N_("撤回自己提的议题"), "/withdraw 3"),
    Command(Act.REOPEN, "重办", N_("没有办好，继续办"), N_("/reopen 3 灯又不亮了")),
    Command(Act.ACK, "签收", N_("收到交办，开始办"), "/ack 3", HelpSection.HANDLER),
    Command(Act.RETURN, "退回", N_("不该我办，退回一次"), whom=HelpSection.HANDLER),
    Command(Act.PROGRESS, "进展", N_("报进展，可以带照片"), N_("/progress 3 灯已经买到"), HelpSection.HANDLER),
    Command(Act.DONE, "办结", N_("报办结，可以带照片"), N_("/done 3 灯已经装好"), HelpSection.HANDLER),
    Command(
        Act.POLL, "投票", N_("问大家的意向"), N_("/poll 3d 装路灯吗？⏎装⏎不装"), HelpSection.VOTING, where=Where.GROUP
    ),
    Command(Act.VOTE, "表决", N_("发起正式的表决"), N_("/vote 3 不记名 7天"), HelpSection.VOTING),
    Command("urge", "催票", N_("提醒还没有投票的人"), "/urge 3", HelpSection.VOTING),
    Command("paper", "纸质票", N_("录入纸质票，要另一位见证"), N_("/paper 3 3-1-502 赞成"), HelpSection.VOTING),
    Command(Act.AGENDA, "列入议程", N_("把议题列入下次会议"), "/agenda 3 5", HelpSection.SITTING),
    Command("present", "到会", N_("开会时，记下没带手机的人"), whom=HelpSection.SITTING),
    Command("next", "下一项", N_("开会时，议下一个议题"), whom=HelpSection.SITTING),
    Command(Act.OPINION, "协商意见", N_("记下商量出的意见"), whom=HelpSection.SITTING),
    Command("close", "散会", N_("散会，出会议纪要"), whom=HelpSection.SITTING),
    Command("desk", "工作台", N_("要办的分类列好，点着办"), N_("/desk 超期 陈师傅"), HelpSection.OFFICERS, alone=True),
    Command(Act.RESOLVE, "决议", N_("记下决议，请人承办"), N_("/resolve 3 本月装好路灯"), HelpSection.OFFICERS),
    Command("ledger", "台账", N_("导出台账，可以写月份"), "/ledger 2026-03", HelpSection.OFFICERS),
    Command(Act.ACCEPT, "受理", N_("受理议题"), "/accept 3", HelpSection.OFFICERS),
    Command(Act.REJECT, "不受理", N_("不受理，写原因"), whom=HelpSection.OFFICERS),
    Command(Act.KIND, "种类", N_("改成建议、问题、隐患或党群提案"), N_("/kind 3 隐患"), HelpSection.OFFICERS),
    Command("ticket", "工单", N_("录入 12345 工单"), N_("/ticket 20260302001 3号楼路灯坏了"), HelpSection.OFFICERS),
    Command(Act.MERGE, "并案", N_("并到另一个议题"), "/merge 3 1", HelpSection.OFFICERS),
    Command(Act.DEFER, "缓议", N_("先放一放，写原因"), whom=HelpSection.OFFICERS),
    Command(Act.REFER, "移交", N_("交给居民会议或业主大会"), whom=HelpSection.OFFICERS),
    Command(Act.STAGE, "记一步", N_("记下程序的下一步"), N_("/stage 3 应到30 实到21 同意18"), HelpSection.OFFICERS),
    Command(Act.PUBLISH, "公示", N_("公示决议或结果"), "/publish 3 15", HelpSection.OFFICERS),
    Command(Act.REPLY, "答复", N_("答复异议"), whom=HelpSection.OFFICERS),
    Command(Act.ASSIGN, "交办", N_("请人承办，定期限"), N_("/assign 3 陈师傅 7天"), HelpSection.OFFICERS),
    Command(Act.WHISTLE, "吹哨", N_("办不动，请上一级来办"), N_("/whistle 3 一个月没有动静")),
    Command(Act.PAUSE, "暂停", N_("暂停计时，写原因"), whom=HelpSection.OFFICERS),
    Command(Act.RESUME, "继续", N_("恢复计时"), "/resume 3", HelpSection.OFFICERS),
    Command(Act.LONG_RUN, "向上争取", N_("要向上争取，先不限期"), whom=HelpSection.OFFICERS),
    Command(Act.ARCHIVE, "归档", N_("销号满 30 天后归档"), "/archive 3", HelpSection.OFFICERS),
    Command("procedure", "议事程序", N_("看或选议事程序"), whom=HelpSection.HEAD, alone=True),
    Command(
        "parent",
        "上级",
        N_("加入上级议事会，或请下级加入"),
        "/parent K7QF-2M9T",
        HelpSection.HEAD,
        where=Where.GROUP,
        alone=True,
    ),
    Command(
        "schedule",
        "议事日",
        N_("定每月的议事日"),
        N_("/schedule 8,18,28 19:30 居委会二楼"),
        HelpSection.HEAD,
        where=Where.GROUP,
    ),
    Command(
        "convene",
        "临时议事",
        N_("临时开一次会"),
        N_("/convene 12月3日 19:30 凉亭 商量停车"),
        HelpSection.HEAD,
        where=Where.GROUP,
    ),
    Command("open", "开会", N_("现在开会，开始签到"), whom=HelpSection.HEAD),
    Command("digest", "摘要", N_("消息马上发，还是每天一起发"), whom=HelpSection.HEAD, alone=True),
    Command(
        "parties",
        "四方",
        N_("开会看哪几方到齐"),
        N_("/parties 党支部、居委会、业委会、物业"),
        HelpSection.HEAD,
        alone=True,
    ),
    Command("summary", "小结", N_("每月的小结发不发"), whom=HelpSection.HEAD, alone=True),
    Command("ladder", "上报", N_("看或定每一级由谁值守"), N_("/ladder 2 王主任"), HelpSection.HEAD, alone=True),
    Command("limits", "期限", N_("看或改每一步的期限"), N_("/limits 签收 2"), HelpSection.HEAD, alone=True),
    Command("role", "任命", N_("给人角色：先回复他的消息"), N_("/role 专人"), HelpSection.HEAD, where=Where.GROUP),
    Command("settings", "设置", N_("看和改议事会的设置"), whom=HelpSection.HEAD, alone=True),
    Command("setup", None, N_("设立议事会"), whom=HelpSection.HEAD, where=Where.GROUP),
    Command("roll", "名册", N_("导入或查看业主名册（专人、议事长）"), whom=HelpSection.PRIVATE, where=Where.PRIVATE),
    Command(
        "invite",
        "邀请码",
        N_("给每户做邀请码（专人、议事长）"),
        N_("/invite 3栋"),
        HelpSection.PRIVATE,
        where=Where.PRIVATE,
    ),
    *(replace(command, practice=each.practice) for each in ALL_WORDS for command in each.commands),
    Command("mydata", "我的数据", N_("看看记了我什么"), whom=HelpSection.PRIVATE, where=Where.PRIVATE),
    Command("forgetme", "删除我", N_("删除我的资料"), whom=HelpSection.PRIVATE, where=Where.PRIVATE),
)
LONGEST_SHOWN = 32  # characters of a command that is none of ours
COMMAND_LIKENESS = 0.7  # of 1: /propse is like /propose, /weather like nothing
COMMANDS_BY_NAME = {command.name: command for command in COMMANDS}
MENU = (
    ("propose", N_("📝 提议")),
    ("matters", N_("📋 议题")),
    ("meeting", N_("🗓 会议")),
    ("mine", N_("👤 我的")),
    ("guide", N_("❓ 怎么用")),
    ("members", N_("👥 成员")),
)
NO_PRACTICES: Mapping[Practice, str] = {}
PRIVATE_MENU = (("letter", N_("✉️ 议事箱")),)


def menu_card(
    _: Words,
    *,
    private: bool,
    council: int,
    desks: Sequence[Council] = (),
    practices: Mapping[Practice, str] = NO_PRACTICES,
) -> Card:
    """The menu: the most used commands as buttons; from a group also the way into the private chat.

    `desks` are the councils of which the reader is an officer, `practices` those switched on, each with the command
    that opens it.
    """
    offered = (*MENU, *PRIVATE_MENU) if private else MENU
    every = [Button(str(_(label)), Intent("menu", arg=name)) for name, label in offered]
    rows = [*button_rows(every, 2)]
    opened = [Button(str(_(labels.PRACTICES[each][0])), Intent("menu", arg=name)) for each, name in practices.items()]
    rows += button_rows(opened, 3)
    rows += [(desk_button(_, each.number, each.name if len(desks) > 1 else ""),) for each in desks]
    text = _(
        "您好！我是议事会的小助手。\n有事要反映，点「📝 提议」；想看大家提了什么，点「📋 议题」。\n"
        "点按钮就行，不用记命令。"
    )
    if private:
        text += BR + _("也可以直接跟我说：写字、语音、照片、位置都行，问我也行。发到群里以前，我先给您看。")
    elif council:
        text += BR + _("不想在群里说话，就点「私聊我」。")
        rows.append((Button(str(_("💬 私聊我")), url=f"start:c-{council}"),))
    return Card(text, buttons=tuple(rows))


def desk_button(_: Words, council: int, name: str = "") -> Button:
    """Return the button that opens the desk of a council; with a name where there are several."""
    label = _("🗂 工作台：{name}", name=name) if name else _("🗂 工作台")
    return Button(str(label), Intent("menu", council, arg="desk"))


def with_private_chat_button(_: Words, card: Card) -> Card:
    """Return the card with the button into the private chat."""
    return replace(card, buttons=((Button(str(_("💬 私聊我")), url="start:menu"),),))


def private_door_card(_: Words, start: str) -> Card:
    """The line in a group that says where the answer is that concerns the asker alone."""
    text = _("这个只给您一个人看，请点下面的按钮，在私聊里看。")
    return Card(text, buttons=((Button(str(_("💬 打开私聊")), url=f"start:{start}"),),))


def unknown_command_card(_: Words, command: str) -> Card:
    """The reply to an unknown command: similar ones, and a button that opens the help."""
    alike = [
        COMMANDS_BY_NAME[name] for name in get_close_matches(command, COMMANDS_BY_NAME, n=2, cutoff=COMMAND_LIKENESS)
    ]
    text = _("没有 /{command} 这个命令。", command=shown_text(command, LONGEST_SHOWN))
    if alike:
        listed = _("、").join(
            _("/{name}（{word}）", name=each.name, word=each.word) if each.word else Markup("/{}").format(each.name)
            for each in alike
        )
        text += _("您要的是不是：{listed}？", listed=listed)
    else:
        text += _("能做什么，点下面的按钮看看。")
    return Card(text, buttons=((Button(str(_("❓ 怎么用")), Intent("menu", arg="guide")),),))

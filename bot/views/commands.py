"""The commands: what people type, in letters and in Chinese, and what the menu and the help say of them."""

from dataclasses import dataclass

from markupsafe import Markup

from bot.domain.intents import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card


@dataclass(frozen=True)
class Command:
    """One command. `word` is its Chinese word, if it has one; `says` what it does, for menu and help."""

    name: str
    word: str | None
    says: str
    example: str = ""


COMMANDS = (
    Command("help", "帮助", N_("看看我能做什么")),
    Command("propose", "提议", N_("提一个议题"), "/propose 3号楼路灯坏了"),
    Command("matters", "议题", N_("看议题，可以搜索"), "/matters 路灯"),
    Command("matter", None, N_("看一个议题的全部经过"), "/matter 12"),
    Command("mine", "我的", N_("我提的、附议的、要办的")),
    Command("meeting", "会议", N_("下次会议，报名或请假")),
    Command("members", "成员", N_("议事会成员")),
    Command("stats", "统计", N_("议题统计")),
    Command("poll", "投票", N_("发起意向摸底（议事长、专人）"), "/poll 3d 装路灯吗？⏎装⏎不装"),
    Command("agenda", "列入议程", N_("把议题列入下次会议（议事长、专人）"), "/agenda 3 5"),
    Command("resolve", "决议", N_("记录决议（议事长、专人）"), "/resolve 3 本月装好路灯"),
    Command("progress", "进展", N_("报进展，可以带照片（承办人）"), "/progress 3 灯已经买到"),
    Command("done", "办结", N_("报办结，可以带照片（承办人）"), "/done 3 灯已经装好"),
    Command("schedule", "议事日", N_("定每月议事日（议事长）"), "/schedule 8,18,28 19:30 居委会二楼"),
    Command("convene", "临时议事", N_("临时召集会议（议事长）"), "/convene 12月3日 19:30 凉亭 商量停车"),
    Command("role", "任命", N_("回复一个人的消息，给他角色（议事长）"), "/role 专人"),
    Command("setup", None, N_("把这个群设为议事会（群管理员）")),
    Command("mydata", "我的数据", N_("私聊：看看记了我什么")),
    Command("forgetme", "删除我", N_("私聊：删除我的资料")),
)
BY_NAME = {command.name: command for command in COMMANDS}
BR = Markup("\n")


def menu(_: Words, *, private: bool) -> Card:
    """The menu: what people do most, as buttons."""
    names = [("propose", N_("📝 提议")), ("matters", N_("📋 议题")), ("meeting", N_("🗓 会议")), ("mine", N_("👤 我的"))]
    names += [("guide", N_("❓ 怎么用")), ("members", N_("👥 成员"))]
    every = [Button(str(_(label)), Intent("menu", arg=name)) for name, label in names]
    text = _("您好！我帮大家议事：收集议题、问大家意见、提醒开会、跟进办理。\n点下面的按钮就可以，不用记命令。")
    if private:
        text += BR + _("在这里直接写「提议 」和要说的事，也可以提议题。")
    return Card(text, buttons=tuple(tuple(every[start : start + 2]) for start in range(0, len(every), 2)))


def help_text(_: Words) -> Card:
    """Every command with its Chinese word, one a line."""
    lines = [
        _("<b>怎么用</b>"),
        _("在群里写「提议 」和要说的事，或者回复别人的话再发 /propose，就成了议题。"),
        Markup(""),
    ]
    for command in COMMANDS:
        if command.word:
            lines.append(_("/{name}（{word}）{says}", name=command.name, word=command.word, says=_(command.says)))
        else:
            lines.append(_("/{name} {says}", name=command.name, says=_(command.says)))
        if command.example:
            lines.append(_("　例：<code>{example}</code>", example=command.example))
    lines += [Markup(""), _("群里的投票是意向摸底，不是法定表决。")]
    return Card(BR.join(lines))

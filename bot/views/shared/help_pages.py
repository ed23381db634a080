"""The help: a menu of six buttons, each of which opens one screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.views.shared.button_rows import button_rows
from bot.views.shared.command import Command, HelpSection
from bot.views.shared.command_list import COMMANDS
from bot.views.shared.screen import fold
from bot.views.shared.text_fit import BR


class HelpPage(StrEnum):
    """Pages of the help: the menu, and what it leads to."""

    MENU = "help"
    PROPOSING = "proposing"
    FOLLOWING = "following"
    MEETINGS = "meetings"
    VOTES = "votes"
    WORK = "work"
    MORE = "more"


@dataclass(frozen=True)
class _Page:
    """A page: its button in the menu, what it says, and buttons that do it at once, as the menu has them."""

    label: str
    says: tuple[str, ...]
    does: tuple[tuple[str, str], ...] = ()


PAGES: Mapping[HelpPage, _Page] = {
    HelpPage.PROPOSING: _Page(
        N_("📝 提议"),
        (
            N_("<b>怎么提议题</b>"),
            N_("在群里写「提议」，后面写您要说的事，比如：\n<code>提议 3号楼路灯坏了</code>"),
            N_("私聊我更简单：直接说什么事，写字、语音、照片都行，我先给您看，您点头才发。"),
            N_("别人说的事也可以提：回复他的话，发 /propose"),
            N_("不想让群里看到：私聊我，点「✉️ 议事箱」，只有专人看得到。"),
        ),
        (("propose", N_("✏️ 现在就提")),),
    ),
    HelpPage.FOLLOWING: _Page(
        N_("📋 议题"),
        (
            N_("<b>怎么看议题、跟进展</b>"),
            N_("看到同意的事，点卡片上的「附议」。人多，专人看得到。"),
            N_("想知道办得怎么样：问我“6号怎么样了”，或者点卡片上的「详情」。"),
            N_("办好了我会问您满不满意。不满意就说原因，接着办。"),
        ),
        (("matters", N_("📋 全部议题")), ("mine", N_("👤 我的"))),
    ),
    HelpPage.MEETINGS: _Page(
        N_("🗓 会议"),
        (
            N_("<b>怎么开会</b>"),
            N_("会前我提醒大家。来不来，点「参加」或「请假」。"),
            N_("到了会场，点「签到」。没带手机的，请专人帮着记。"),
            N_("议事长、专人在会议卡片上点「办理…」：开会、下一项、散会都在里面。散会以后，纪要发到群里。"),
        ),
        (("meeting", N_("🗓 下次会议")),),
    ),
    HelpPage.VOTES: _Page(
        N_("🗳 投票"),
        (
            N_("<b>怎么投票</b>"),
            N_("「投票」只问意向。「表决」按规则计票，不构成法律意见。"),
            N_("表决要先确认您是哪一户：问专人要邀请码，私聊发给我。"),
            N_("点「赞成」「反对」或「弃权」，截止以前可以改。回执留着，可以查您的票在不在。"),
        ),
    ),
    HelpPage.WORK: _Page(
        N_("🛠 办理"),
        (
            N_("<b>承办人、楼栋长、专人怎么办</b>"),
            N_("点卡片上的「办理」，能办的都在那里，点一下就行。"),
            N_("承办人：收到先点「签收」，有进展就报，办好点「办结」，带张照片。"),
            N_("专人、议事长：发 /desk 看工作台，等着办的都在里面。"),
        ),
    ),
    HelpPage.MORE: _Page(
        N_("⚙️ 更多"),
        (
            N_("<b>议事长和别的</b>"),
            N_("议事长：发 /settings，所有设置都在里面。"),
            N_("我记了您什么：私聊我，发 /mydata。想删掉，发 /forgetme。"),
            N_("问我的话说到一半不想说了，点「取消」就行。"),
        ),
        (("members", N_("👥 成员")),),
    ),
}
PAGE_OF_SECTION: Mapping[HelpSection, HelpPage] = {
    HelpSection.EVERYBODY: HelpPage.FOLLOWING,
    HelpSection.HANDLER: HelpPage.WORK,
    HelpSection.CAPTAINS: HelpPage.WORK,
    HelpSection.OFFICERS: HelpPage.WORK,
    HelpSection.SITTING: HelpPage.MEETINGS,
    HelpSection.VOTING: HelpPage.VOTES,
    HelpSection.HEAD: HelpPage.MORE,
    HelpSection.PRIVATE: HelpPage.MORE,
}
# Commands that stand on another page than their section.
PAGE_OF_COMMAND: Mapping[str, HelpPage] = {
    **dict.fromkeys(("propose", "letter", "hazards", "behalf", "spot"), HelpPage.PROPOSING),
    **dict.fromkeys(("meeting", "ics"), HelpPage.MEETINGS),
    **dict.fromkeys(("result", "receipt"), HelpPage.VOTES),
    **dict.fromkeys(("help", "members", "stats", "tickets", "branches"), HelpPage.MORE),
}
# What buttons of earlier messages ask for: a section by its name.
EARLIER: Mapping[str, HelpPage] = {
    **{section.value: page for section, page in PAGE_OF_SECTION.items()},
    HelpSection.EVERYBODY.value: HelpPage.MENU,
}


def page_named(section: str) -> HelpPage | None:
    """Return the page that a button or a message names; None for one that there is not."""
    return HelpPage(section) if section in set(HelpPage) else EARLIER.get(section)


def page_of_command(command: Command) -> HelpPage:
    """Return the page on which a command stands."""
    return PAGE_OF_COMMAND.get(command.name, PAGE_OF_SECTION[command.whom])


def help_card(_: Words, page: HelpPage = HelpPage.MENU) -> Card:
    """The menu of the help, or a page: what to do, a button that does it, and below a fold with the commands."""
    if page is HelpPage.MENU:
        every = [Button(str(_(each.label)), Intent("help", arg=name)) for name, each in PAGES.items()]
        text = _("您好！我是议事会的小助手。想知道什么，点一个。\n不用记命令，直接跟我说话也行。")
        return Card(text, buttons=button_rows(every, 2))
    shown = PAGES[page]
    commands = [line for each in COMMANDS if page_of_command(each) is page for line in _line(_, each)]
    listed = [_("<b>也可以打命令：</b>"), *commands]
    does = tuple(Button(str(_(label)), Intent("menu", arg=name)) for name, label in shown.does)
    back = (Button(str(_("◀ 返回")), Intent("help", arg=HelpPage.MENU)),)
    text = BR.join([*(_(line) for line in shown.says), fold(listed)])
    return Card(text, buttons=(does, back) if does else (back,))


def _line(_: Words, command: Command) -> list[Markup]:
    says = _(command.says)
    if command.word:
        lines = [_("/{name}（{word}）{says}", name=command.name, word=command.word, says=says)]
    else:
        lines = [_("/{name} {says}", name=command.name, says=says)]
    if command.example:
        lines.append(_("　例：<code>{example}</code>", example=_(command.example)))
    return lines

"""Cards about the council itself: welcome, settings, roster."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from markupsafe import Markup

from bot.domain.councils.council import Council, Member, Role
from bot.domain.councils.settings_page import SettingsPage
from bot.domain.matters.procedure import PROCEDURES
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card, File
from bot.read_models.councils import Roster, ShownCouncil
from bot.views.shared import dates, labels, names
from bot.views.shared.button_rows import ticked
from bot.views.shared.text_fit import BR, lines_fit, shorten

BUTTON_LABEL_LIMIT = 20  # of a council's name that a button shows
ROSTER = 3000  # of a message; of more people the names alone
BUILDINGS_SHOWN = 30  # named in one line


def welcome_card(_: Words) -> Card:
    """The greeting in a group that the bot was just added to, with the way to set up a council."""
    return Card(
        _(
            "大家好！我是议事会的小助手：收集议题，提醒开会，跟进办理。\n"
            "请群管理员发 /setup，这个群就是议事会了，谁发谁是议事长。"
        )
    )


def setup_card(_: Words, shown: ShownCouncil, *, hears_all: bool) -> Card:
    """The news that a group is a council now, its days, and the way on; `hears_all`: the bot receives every message."""
    council = shown.council
    lines = [_("🏘 <b>{name}</b> 议事会已经设好。", name=council.name), Markup("")]
    lines.append(_("议事长：{who}", who=names.person_name(_, shown.head)))
    if council.schedule:
        lines.append(_("议事日：{days}", days=dates.format_schedule(_, council.schedule)))
    lines.append(_("议事程序：{name}", name=_(labels.PROCEDURE_LABELS[council.procedure])))
    if shown.next:
        lines.append(_("下次会议：{when}", when=dates.format_moment(_, shown.next.at, council.zone)))
    lines += [
        Markup(""),
        _("邻居们：有事就写「提议」和您要说的事，比如：提议 楼梯扶手松了。"),
        _("议事长：点「接着设置」，三步就好：议事日、地点、专人。")
        if not shown.clerk
        else _("议事长：要改什么，点「接着设置」，或者发 /settings。"),
    ]
    if not hears_all:
        lines += [_("提示：现在我只看得到命令、@我的话和回复我的话。想让大家直接写「提议」「#议事」，{hear_all}")]
    page = SettingsPage.ALL if shown.clerk else SettingsPage.FIRST_DAYS
    go_on = Button(str(_("⚙️ 接着设置")), Intent("settings", council.number, 0, page))
    return Card(BR.join(lines), buttons=(language_buttons(council), (go_on,)))


def language_buttons(council: Council) -> tuple[Button, ...]:
    """Return a button for each language, the council's own with a tick."""
    return tuple(
        Button(ticked(label, on=language == council.language), Intent("language", council.number, 0, language))
        for label, language in (("中文", "zh-CN"), ("English", "en"))
    )


def procedure_card(_: Words, council: Council) -> Card:
    """The council's procedure with its stages, and a button for each other procedure."""
    chosen = PROCEDURES[council.procedure]
    lines = [_("📐 新议题按「<b>{name}</b>」办。", name=_(labels.PROCEDURE_LABELS[chosen.code]))]
    steps = [_(labels.STAGES[stage.code]) for stage in chosen.stages]
    if chosen.publication:
        steps.append(_("决议公示 {days} 天", days=chosen.publication))
    steps.append(_("交办、办理、办结"))
    if chosen.result:
        steps.append(_("结果公示 {days} 天", days=chosen.result))
    steps.append(_("回头议：真的办好了吗"))
    lines += [_("{place}. {step}", place=place, step=step) for place, step in enumerate(steps, 1)]
    lines.append(_("议事长可以换一种；正在办的议题不变。"))
    rows = tuple(
        (Button(str(_(labels.PROCEDURE_LABELS[code])), Intent("procedure", council.number, 0, code)),)
        for code in PROCEDURES
        if code != chosen.code
    )
    return Card(BR.join(lines), buttons=rows)


def members_card(_: Words, shown: Roster, *, officer: bool = False) -> Card:
    """The roster by role with sectors and terms; an officer sees which buildings have no captain."""
    lines = _by_role(_, shown, _seated)
    if not lines_fit(lines, ROSTER):
        lines = _by_role(_, shown, lambda _, member, role: names.person_name(_, member))  # noqa: ARG005  # the name alone
    lines = [_("👥 <b>{name}</b>", name=shown.council.name), Markup(""), *lines]
    if not any(Role.CLERK in member.roles for member in shown.members):
        lines.append(_("还没有专人。议事长可以回复一位邻居的消息，发 /role 专人。"))
    if officer and shown.without_captain:
        vacant = _("、").join(_building(_, shown.without_captain[:BUILDINGS_SHOWN]))
        if len(shown.without_captain) > BUILDINGS_SHOWN:
            vacant = _("{names} 等", names=vacant)
        lines.append(_("还没有楼栋长：{buildings}", buildings=vacant))
    lines.append(_("参与过的居民：{n} 人", n=shown.known))
    return Card(BR.join(lines))


def _by_role(_: Words, shown: Roster, seated: Callable[[Words, Member, Role], Markup]) -> list[Markup]:
    lines = []
    for role in Role:
        holding = [seated(_, member, role) for member in shown.members if role in member.roles]
        if holding:
            lines.append(_("{role}：{who}", role=_(labels.ROLES[role]), who=_("、").join(holding)))
    return lines


def _seated(_: Words, member: Member, role: Role) -> Markup:
    seat = names.describe_seat(_, member, role)
    name = names.person_name(_, member)
    return _("{who}（{seat}）", who=name, seat=seat) if seat else name


def _building(_: Words, labels_: Iterable[str]) -> Iterator[Markup]:
    for label in labels_:
        yield _("{label}号楼", label=label) if label.isascii() else Markup.escape(label)


def choose_council_card(_: Words, councils: list[tuple[int, str]], draft: int) -> Card:
    """The question which of several councils a proposal is for."""
    rows = tuple(
        (Button(shorten(name, BUTTON_LABEL_LIMIT), Intent("council", number, draft)),) for number, name in councils
    )
    return Card(_("您在几个议事会里。这次说的是哪一个？请点一下。"), buttons=rows)


def my_data_card(_: Words, content: bytes) -> Card:
    """A file with everything that is stored about the person who asked."""
    return Card(_("这是记下的关于您的全部内容。想删除，请发 /forgetme。"), file=File("mydata.json", content))


def confirm_erasure_card(_: Words) -> Card:
    """The question whether everything about a person is to be erased."""
    text = _("要删除您的资料吗？\n您的名字、账号和角色会删掉，不能恢复。\n您提过的议题会留下，但不再写您的名字。")
    yes = Button(str(_("确定删除")), Intent("forget", arg="yes"))
    no = Button(str(_("不删了")), Intent("forget", arg="no"))
    return Card(text, buttons=((yes, no),))


SETTING_QUESTIONS: Mapping[str, tuple[str, str]] = {
    "digest": (N_("每日摘要"), N_("即时")),
    "summary": (N_("每月发小结"), N_("不发小结")),
}
SETTING_TEXTS: Mapping[str, tuple[str, str]] = {
    "digest": (
        N_(
            "现在是<b>每日摘要</b>：受理、列入议程、进展这些消息，每天 18:00 一起发。"
            "决议、表决、办结、超期和要大家做的事，还是马上发。"
        ),
        N_("现在是<b>即时</b>：有消息马上发。群里消息太多，可以改成每日摘要。"),
    ),
    "summary": (
        N_("现在<b>发小结</b>：每月和每季度头一个工作日 9:00，自动发上一期的小结。"),
        N_("现在<b>不发小结</b>。"),
    ),
}


def setting_card(_: Words, council: Council, what: str) -> Card:
    """The present value of one setting of a council, and the buttons that change it."""
    return Card(_(SETTING_TEXTS[what][not _chosen(council, what)]), buttons=_choices(_, council, what))


def _choices(_: Words, council: Council, what: str) -> tuple[tuple[Button, ...], ...]:
    """Return the two buttons of a choice; the one that is chosen bears a tick."""
    now = _chosen(council, what)
    return (
        tuple(
            Button(ticked(_(label), on=on is now), Intent(what, council.number, 0, "yes" if on else "no"))
            for label, on in zip(SETTING_QUESTIONS[what], (True, False), strict=True)
        ),
    )


def _chosen(council: Council, what: str) -> bool:
    return council.daily if what == "digest" else council.summaries

"""Cards of a mediation, for its three people only."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.domain.mediation.mediation import Mediation, MediationState, Part, can, part_of
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.mediation import ShownMediation
from bot.views.shared import dates, names
from bot.views.shared.text_fit import BR, shorten

S = MediationState
SIDE_NAME_LIMIT = 8  # of a side, on a button
MEDIATION_STATES: Mapping[MediationState, str] = {
    S.ASKED: N_("等双方同意"),
    S.RUNNING: N_("调解中"),
    S.PROPOSED: N_("等双方同意协议"),
    S.AGREED: N_("达成了协议"),
    S.CHECKING: N_("协议到期了"),
    S.ENDED: N_("已经结束"),
}
SIDE: Mapping[MediationState, str] = {
    S.ASKED: N_("只有你们三位知道，不会发到群里。随时可以退出。您愿意吗？"),
    S.RUNNING: N_("有话点「写给调解人」。您说的话只给调解人，由他转告。"),
    S.PROPOSED: N_("您同意这份协议吗？两边都同意才算数。"),
    S.AGREED: N_("到期那天以后，会问两边做到了没有。"),
    S.CHECKING: N_("协议做到了吗？"),
    S.ENDED: N_("内容 30 天后删除。"),
}
MEDIATION_BUTTONS = (
    (("yes", N_("同意调解")), ("no", N_("不同意"))),
    (("ok", N_("同意协议")), ("nok", N_("不同意协议"))),
    (("kept", N_("做到了")), ("broken", N_("没有做到"))),
    (("say", N_("写给调解人")), ("leave", N_("退出调解"))),
    (("first", N_("写给{name}")), ("second", N_("写给{name}"))),
    (("agree", N_("写协议")), ("end", N_("结束调解"))),
)


def mediation_card(_: Words, shown: ShownMediation | None) -> Card:
    """The state of a mediation and the buttons for its reader; says that it is over when nothing is left of it."""
    if shown is None:
        return Card(_("🤝 这次调解结束了，内容已经删除。"))
    mediation = shown.mediation
    lines = [
        _("🤝 <b>调解</b>：{state}", state=_(MEDIATION_STATES[mediation.state])),
        _("调解人：{who}", who=names.person_name(_, shown.names.get(mediation.mediator))),
        _(
            "双方：{first}、{second}",
            first=names.person_name(_, shown.names.get(mediation.first)),
            second=names.person_name(_, shown.names.get(mediation.second)),
        ),
        _("事由：{text}", text=mediation.text),
    ]
    if mediation.agreement and mediation.due:
        lines += [
            Markup(""),
            _("协议：{text}", text=mediation.agreement),
            _("做到的日子：{day}", day=dates.format_day(_, mediation.due)),
        ]
    lines += [Markup(""), _next(_, shown)]
    return Card(BR.join(lines), buttons=_buttons(_, shown))


def _next(_: Words, shown: ShownMediation) -> Markup:
    mediation = shown.mediation
    if part_of(mediation, shown.person) is Part.SIDE:
        return _("您答复了，等另一位。") if shown.person in mediation.said else _(SIDE[mediation.state])
    if mediation.state in {S.ASKED, S.PROPOSED, S.CHECKING}:
        return _("等两边答复。都答复了，马上告诉您。")
    return _(SIDE[S.ENDED]) if mediation.state is S.ENDED else _("一边说的话，由您转给另一边。不会发到群里。")


def _buttons(_: Words, shown: ShownMediation) -> tuple[tuple[Button, ...], ...]:
    mediation = shown.mediation
    rows = (
        tuple(
            Button(_label(_, shown, act, label), _intent(mediation, act))
            for act, label in row
            if can(mediation, act, shown.person)
        )
        for row in MEDIATION_BUTTONS
    )
    return tuple(row for row in rows if row)


def _label(_: Words, shown: ShownMediation, act: str, label: str) -> str:
    if act not in {"first", "second"}:
        return str(_(label))
    side = shown.mediation.first if act == "first" else shown.mediation.second
    return _(
        label, name=shorten(str(names.person_name(_, shown.names.get(side)).unescape()), SIDE_NAME_LIMIT)
    ).unescape()


def _intent(mediation: Mediation, act: str) -> Intent:
    return Intent("mediate", mediation.council, mediation.number, act)


def mediation_note_card(_: Words, shown: ShownMediation, place: int) -> Card:
    """A note that one of the three people wrote to the others."""
    written = shown.mediation.notes[place]
    text = _("🤝 {who} 说：\n{text}", who=names.person_name(_, shown.names.get(written.by)), text=written.text)
    return Card(text, buttons=_buttons(_, shown))

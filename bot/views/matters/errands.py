"""Requests to one person about a matter: carry it out, say whether it is really solved."""

from collections.abc import Mapping
from datetime import timedelta

from markupsafe import Markup

from bot.domain.councils.council import Member
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import LOOK_BACK_TIME, Answer, Matter, can
from bot.domain.matters.state import LOOKING_BACK
from bot.locales import N_, Words
from bot.ports import Card
from bot.read_models.matters import MatterReader, ShownMatter
from bot.views.matters import reassignments
from bot.views.matters.act_buttons import act_button, work_rows
from bot.views.matters.matter_news import NEWS_TEXT
from bot.views.matters.steps import own_words
from bot.views.matters.work import answer_buttons, describe_due, matter_button, private_chat_buttons
from bot.views.shared import labels, names
from bot.views.shared.text_fit import BR, shorten

# Why somebody has it: of what was handed to them, or given back to them, the newest counts.
WHY: Mapping[Act, str] = {
    Act.REOPEN: N_("🔁 还没有办好：{text}"),
    Act.REOPEN_ABOVE: N_("🔁 又说没有办好：{text}"),
    Act.WHISTLE: N_("📣 吹哨的原因：{text}"),
}
RECEIVING_ACTS = frozenset({Act.ASSIGN, Act.RECEIVED, Act.UNACKNOWLEDGED, Act.ESCALATE, *WHY})


def assigned_card(_: Words, shown: ShownMatter, member: Member | None, reader: MatterReader | None) -> Card | None:
    """The notice to a handler that a matter was assigned to them, with its deadline and buttons.

    None when somebody else has it meanwhile.
    """
    matter = shown.matter
    if member and matter.assignment.handler != member.person:
        return None
    text = _(
        "📌 {who}，<b>#{number}</b>「{title}」请您承办。\n{resolution}期限：{due}\n\n"
        "有进展点「进展」，办好了点「办结」，都可以带照片。",
        who=names.mention_person(_, member),
        number=matter.number,
        title=matter.title,
        resolution=_("决议：{text}\n", text=shorten(matter.resolution, NEWS_TEXT)) if matter.resolution else "",
        due=describe_due(_, matter.assignment),
    )
    handed = next((entry for entry in reversed(matter.timeline) if entry.what in RECEIVING_ACTS), None)
    if handed and handed.what in WHY:
        text = _(WHY[handed.what], text=own_words(_, handed, NEWS_TEXT)) + BR + text
    if handed:
        text += reassignments.handler_lines(_, shown, handed)
    if can(matter, Act.ACK):
        text += BR + _("请先点「签收」，让大家知道您收到了。")
    return Card(text, buttons=work_rows(_, matter, member, reader))


def _yours(_: Words, matter: Matter, member: Member | None) -> Markup:
    """Return the person's part in the matter: recorded by them for others, proposed or supported by them."""
    if member is None or member.person not in matter.proposers:
        return _("您附议的")
    return _("您代录的") if matter.proposer == matter.recorder else _("您提出的")


def look_back_card(_: Words, shown: ShownMatter, member: Member | None, reader: MatterReader | None) -> Card | None:
    """The question whether a matter is really solved; None when that is settled meanwhile.

    The answer that its only reader gave is marked, and stands alone once it is settled.
    """
    matter = shown.matter
    given = reader.answered if reader else None
    if matter.state not in LOOKING_BACK:
        return _answered_card(_, matter, given, reader) if given and reader else None
    reported = next(entry for entry in reversed(matter.timeline) if entry.what in {Act.DONE, Act.ON_THE_SPOT})
    text = _(
        "{who}，{yours} <b>#{number}</b>「{title}」报办结了：\n{text}\n\n"
        "<b>真的办好了吗？</b>请点一下（{days} 天内）。\n不满意也可以说，会继续办。",
        who=names.person_name(_, member),
        yours=_yours(_, matter, member),
        number=matter.number,
        title=matter.title,
        text=own_words(_, reported, NEWS_TEXT),
        days=LOOK_BACK_TIME // timedelta(days=1),
    )
    if matter.ticket:
        text += BR + _("请先给打 12345 的居民回个电话，问问办好了没有，再来点。")
    return Card(text, buttons=(tuple(answer_buttons(_, matter, given)), *private_chat_buttons(_, matter, member)))


def _answered_card(_: Words, matter: Matter, given: Answer, reader: MatterReader) -> Card:
    text = _(
        "<b>#{number}</b>「{title}」报办结了，您答的是：✓ {label}",
        number=matter.number,
        title=matter.title,
        label=_(labels.ANSWER_LABELS[given]),
    )
    undo = (act_button(_, Act.UNDO_CLOSE, matter),) if Act.UNDO_CLOSE in reader.acts else ()
    return Card(text, buttons=((matter_button(_("详情"), "details", matter), *undo),))

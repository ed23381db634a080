"""The preview of words that may be a matter, and the matters that a question may be about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from bot.domain.matters.matter import Matter
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.matters import Preview
from bot.views.matters.work import matter_button
from bot.views.shared import labels
from bot.views.shared.text_fit import BR, shorten

PREVIEW_SHOWN = 200  # characters of the words: the preview is no longer than a screen
ASKED: Mapping[str, str] = {
    "": N_("您要反映的是这件事吗？"),
    "unsure": N_("我没有听懂。您是要反映这件事吗？"),
    "question": N_("没有找到您问的议题。要把这件事提出来吗？"),
}
RECEIVED: Mapping[str, str] = {
    "photo": N_("📷 照片 {n} 张"),
    "voice": N_("🎤 语音 {n} 段。我听不懂语音，没有文字；点开就能听。再写一句是什么事，大家看得更快。"),
    "location": N_("📍 位置 {n} 个"),
}
CHOSEN: Mapping[str, str] = {
    "propose": N_("好的，提成议题。"),
    "letter": N_("好的，写信给专人。"),
    "dropped": N_("好的，不提了。"),
    "joined": N_("和您后面发的放在一起了，请看下面。"),
}


def preview_card(_: Words, shown: Preview) -> Card:
    """The words and attachments as they would be proposed, with the choices that only their author has."""
    if shown.said is None or shown.chosen:
        return Card(_(CHOSEN[shown.chosen]))
    lines = [_(ASKED[shown.kind]), Markup("")]
    if shown.said.text:
        lines.append(_("「{text}」", text=shorten(shown.said.text, PREVIEW_SHOWN)))
    for kind, received in RECEIVED.items():
        count = sum(each.kind == kind for each in shown.said.attachments)
        if count:
            lines.append(_(received, n=count))
    lines += [Markup(""), _("提成议题：发到居民群里，写上您的名字。")]
    choices = [_button(_("提成议题"), "preview_propose", shown)]
    if not shown.group:
        lines.append(_("写信给专人：只有专人看得到。"))
        choices.append(_button(_("写信给专人"), "preview_letter", shown))
    rows = [tuple(choices), (_button(_(N_("不是", "preview")), "preview_drop", shown),)]
    if shown.kind and not shown.group:
        rows.append(
            tuple(
                Button(str(_(label)), Intent("menu", arg=name))
                for name, label in (("matters", N_("📋 议题")), ("guide", N_("❓ 怎么用")))
            )
        )
    return Card(BR.join(lines), buttons=tuple(rows))


def _button(label: Markup, act: str, shown: Preview) -> Button:
    return Button(str(label), replace(shown.intent, act=act))


def asked_about_card(_: Words, matters: Sequence[Matter]) -> Card:
    """The few matters that a question may be about, each with a button that shows it."""
    lines = [
        _("您问的是哪一个？"),
        Markup(""),
        *(
            _(
                "{mark} <b>#{number}</b> {title}（{state}）",
                mark=labels.MARKS[matter.state],
                number=matter.number,
                title=matter.title,
                state=_(labels.STATE_LABELS[matter.state]),
            )
            for matter in matters
        ),
    ]
    rows = [(matter_button(_("看 #{number}", number=matter.number), "details", matter),) for matter in matters]
    return Card(BR.join(lines), buttons=tuple(rows))

"""Private cards about an objection: for the clerk, and the answer for the objector."""

from markupsafe import Markup

from bot.domain.matters.acts import Act
from bot.domain.matters.state import State
from bot.domain.shared.button_intent import Intent
from bot.locales import Words
from bot.ports import Button, Card
from bot.read_models.matters import ShownMatter
from bot.views.shared.text_fit import BR


def objection_card(_: Words, shown: ShownMatter, place: int) -> Card | None:
    """An objection to a resolution with the button that answers it, or with the answer; None when it does not exist."""
    matter = shown.matter
    posted = matter.publication.objections if matter.publication else ()
    if place >= len(posted):
        return None
    objection = posted[place]
    head = _("✋ <b>#{number}</b>「{title}」有人提出异议：", number=matter.number, title=matter.title)
    lines = [head, Markup.escape(objection.text)]
    if objection.answer:
        return Card(BR.join([*lines, _("已经答复：{text}", text=objection.answer)]))
    if matter.state is not State.PUBLICIZED:
        return Card(BR.join(lines))
    lines.append(_("请点「答复异议」，写一句答复，群里看得到。几条异议，先提的先答。"))
    button = Button(str(_("答复异议")), Intent(Act.REPLY, matter.council, matter.number))
    return Card(BR.join(lines), buttons=((button,),))


def objection_answer_card(_: Words, shown: ShownMatter, place: int) -> Card | None:
    """The answer to an objection, for the person who objected, and the way to object again while it is published."""
    matter = shown.matter
    posted = matter.publication.objections if matter.publication else ()
    if place >= len(posted):
        return None
    objection = posted[place]
    lines = [
        _("💬 您对 <b>#{number}</b>「{title}」的异议，有答复了。", number=matter.number, title=matter.title),
        _("您说：{text}", text=objection.text),
        _("答复：{text}", text=objection.answer),
    ]
    if matter.state is State.PUBLICIZED:
        lines.append(_("还有不同意见，公示期间可以再提：发 /object {number} 和您的意见。", number=matter.number))
    button = Button(str(_("详情")), Intent("details", matter.council, matter.number))
    return Card(BR.join(lines), buttons=((button,),))

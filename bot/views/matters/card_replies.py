"""The choices below a reply to a card: what is recorded of it."""

from collections.abc import Collection, Mapping

from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Matter
from bot.domain.shared.incoming_message import IncomingMessage
from bot.locales import N_, Words
from bot.ports import Card
from bot.views.matters.act_buttons import act_button
from bot.views.matters.work import matter_button
from bot.views.shared.text_fit import BR, shorten

WORDS_SHOWN = 100
LABELS: Mapping[Act, str] = {
    Act.PROGRESS: N_("记为进展"),
    Act.DONE: N_("办结", "reply"),
    Act.REMARK: N_("记为补充"),
}
CHOSEN: Mapping[Act, str] = {
    Act.PROGRESS: N_("✓ 记为 #{number} 的进展了。"),
    Act.DONE: N_("✓ #{number} 报办结了。"),
    Act.REMARK: N_("✓ 记为 #{number} 的补充了，在「详情」里看得到。"),
}


def card_reply_card(
    _: Words, matter: Matter, said: IncomingMessage | None, draft: int, acts: Collection[Act], chosen: str
) -> Card:
    """The question to the author of a reply what to record of it; `said` is None once it waits no longer."""
    details = (matter_button(_("详情"), "details", matter),)
    if chosen:
        undo = (act_button(_, Act.UNDO_DONE, matter),) if Act.UNDO_DONE in acts else ()
        return Card(_(CHOSEN[Act(chosen)], number=matter.number), buttons=((*details, *undo),))
    if said is None:
        return Card(_("这句话放得太久了，没有记。要记的话，请再回复一次卡片。"), buttons=(details,))
    lines = [_("您对 <b>#{number}</b>「{title}」说的这句，要记下来吗？", number=matter.number, title=matter.title)]
    if said.text.strip():
        lines.append(_("「{text}」", text=shorten(said.text, WORDS_SHOWN)))
    if said.album:
        lines.append(_("📎 这组照片都会带上"))
    elif said.attachments:
        lines.append(_("📎 带 {n} 个附件", n=len(said.attachments)))
    row = tuple(
        matter_button(_(label), "reply_card", matter, f"{act}-{draft}") for act, label in LABELS.items() if act in acts
    )
    return Card(BR.join([*lines, _("不用记就不管它。")]), buttons=(row,))

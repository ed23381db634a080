"""The notice to officers of work assigned to a person who has left the group."""

from collections.abc import Sequence

from bot.domain.councils.council import Member
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Matter
from bot.domain.shared.button_intent import Intent
from bot.locales import Words
from bot.ports import Button, Card
from bot.views.shared import names
from bot.views.shared.text_fit import BR


def abandoned_card(_: Words, left: Sequence[Matter], whom: Member | None, *, present: bool) -> Card | None:
    """The matters to be assigned again, each with its button; None when all have been meanwhile."""
    if not left:
        return None
    first = (
        _("📵 {who} 收不到我的私信了，也许停用了账号。手里还有：", who=names.person_name(_, whom))
        if present
        else _("👋 {who} 不在群里了，手里还有：", who=names.person_name(_, whom))
    )
    lines = [_("#{number} {title}", number=matter.number, title=matter.title) for matter in left]
    last = _("请问问本人。要另请一位，就点「交办」。") if present else _("请点「交办」，另请一位来办。")
    rows = tuple(
        (Button(str(_("交办 #{number}", number=matter.number)), Intent(Act.ASSIGN, matter.council, matter.number)),)
        for matter in left
    )
    return Card(BR.join([first, *lines, last]), buttons=rows)

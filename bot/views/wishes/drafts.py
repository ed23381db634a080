"""The card of a wish that is being recorded: what the group would read, and what it would not."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.wishes import ShownDraft
from bot.views.shared.button_rows import button_rows
from bot.views.shared.text_fit import BR

CHANGES: Mapping[str, str] = {
    "text": N_("改心愿"),
    "whom": N_("改对象"),
    "name": N_("改姓名"),
    "contact": N_("改联系"),
}


def draft_card(_: Words, shown: ShownDraft | None) -> Card:
    """The wish before it is posted; once it was posted or dropped, that this is over."""
    if shown is None:
        return Card(_("这个心愿登记完了，或者不登记了。再登记一个，请发 /wish。"))
    draft, council = shown.draft, shown.council.number
    lines = [
        _("群里会看到："),
        _("🎈 {kind} {name}", kind=draft.whom, name=shown.masked),
        Markup.escape(shown.text),
        Markup(""),
        _("只有认领的人和您看得到："),
        _("姓名：{name}", name=draft.name),
        _("联系：{contact}", contact=draft.contact),
    ]
    post = Button(str(_("发到群里")), Intent("wish_post", council))
    drop = Button(str(_("不登记了")), Intent("wish_drop", council))
    changes = [Button(str(_(label)), Intent("wish_part", council, arg=part)) for part, label in CHANGES.items()]
    return Card(BR.join(lines), buttons=((post,), *button_rows(changes, 2), (drop,)))

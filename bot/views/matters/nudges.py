"""The reminder to an officer of a decision that is due."""

from collections.abc import Mapping

from bot.domain.matters.acts import Act
from bot.domain.matters.officer_duty import Part, waits_for
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.matters import ShownMatter

NUDGES: Mapping[Part, str] = {
    Part.SORT: N_(
        "🔔 <b>#{number}</b>「{title}」还等着受理，已经超过期限了。\n请点「受理」或「不受理」，提出的邻居在等回音。"
    ),
    Part.POST: N_("🔔 <b>#{number}</b>「{title}」有了决议，还没有公示，已经超过期限了。\n请点「公示」。"),
    Part.POST_RESULT: N_("🔔 <b>#{number}</b>「{title}」报办结了，结果还没有公示，已经超过期限了。\n请点「公示」。"),
}
REMINDER_BUTTONS: Mapping[Part, tuple[tuple[str, str], ...]] = {
    Part.SORT: ((Act.ACCEPT, N_("受理")), (Act.REJECT, N_("不受理")), ("details", N_("详情"))),
    Part.POST: ((Act.PUBLISH, N_("公示")), ("details", N_("详情"))),
    Part.POST_RESULT: ((Act.PUBLISH, N_("公示")), ("details", N_("详情"))),
}


def officer_reminder_card(_: Words, shown: ShownMatter, part: Part) -> Card | None:
    """The reminder of an overdue decision with the buttons that settle it; None when it was settled meanwhile."""
    matter = shown.matter
    waits = waits_for(matter)
    if waits is None or waits[0] is not part:
        return None
    text = _(NUDGES[part], number=matter.number, title=matter.title)
    row = tuple(
        Button(str(_(label)), Intent(act, matter.council, matter.number)) for act, label in REMINDER_BUTTONS[part]
    )
    return Card(text, buttons=(row,))

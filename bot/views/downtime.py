"""The grace that whoever carries a matter has after the bot was away."""

from datetime import date

from bot.domain.council import Member
from bot.domain.intents import Intent
from bot.domain.matter import AT_WORK
from bot.locales import Words
from bot.ports import Button, Card
from bot.shown import ShownMatter
from bot.views import names, when


def grace(_: Words, shown: ShownMatter, member: Member | None) -> Card | None:
    """Tell the handler until when they have, or nothing when it is done meanwhile."""
    matter = shown.matter
    given = next((entry.text for entry in reversed(matter.timeline) if entry.what == "grace"), "")
    if matter.state not in AT_WORK or not given:
        return None
    text = _(
        "⏱ {who}，我有一阵子不在。您承办的 <b>#{number}</b>「{title}」期限宽限一个工作日，到{day}为止。\n"
        "办到哪一步了？点「进展」说一句就好；已经办好了就点「办结」。",
        who=names.mention(_, member),
        number=matter.number,
        title=matter.title,
        day=when.day(_, date.fromisoformat(given)),
    )
    buttons = tuple(
        Button(str(label), Intent(act, matter.council, matter.number))
        for act, label in (("progress", _("进展")), ("done", _("办结")))
    )
    return Card(text, buttons=(buttons,))

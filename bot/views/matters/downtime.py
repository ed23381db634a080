"""The notice of grace to a handler after the bot's downtime."""

from datetime import date

from bot.domain.councils.council import Member
from bot.domain.matters.acts import Act
from bot.domain.matters.state import AT_WORK
from bot.locales import Words
from bot.ports import Card
from bot.read_models.matters import MatterReader, ShownMatter
from bot.views.matters.act_buttons import work_rows
from bot.views.matters.work import clock_name
from bot.views.shared import dates, names


def grace_card(_: Words, shown: ShownMatter, member: Member | None, reader: MatterReader | None) -> Card | None:
    """The notice to a handler that the deadline was extended by a working day; None when the work ended meanwhile."""
    matter = shown.matter
    given = next((entry for entry in reversed(matter.timeline) if entry.what == Act.GRACE), None)
    if matter.state not in AT_WORK or given is None:
        return None
    text = _(
        "⏱ {who}，我有一阵子不在。您承办的 <b>#{number}</b>「{title}」{clock}宽限一个工作日，到{day}为止。\n"
        "办到哪一步了？点「进展」说一句就好；已经办好了就点「办结」。",
        who=names.mention_person(_, member),
        number=matter.number,
        title=matter.title,
        clock=clock_name(_, matter, given),
        day=dates.format_day(_, date.fromisoformat(given.text)),
    )
    return Card(text, buttons=work_rows(_, matter, member, reader))

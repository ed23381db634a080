"""The monthly question to the handler of a long matter."""

from bot.domain.councils.council import Member
from bot.domain.matters.state import State
from bot.locales import Words
from bot.ports import Card
from bot.read_models.matters import MatterReader, ShownMatter
from bot.views.matters.act_buttons import work_rows
from bot.views.shared import names


def long_run_card(_: Words, shown: ShownMatter, member: Member | None, reader: MatterReader | None) -> Card | None:
    """The request for a progress line; None when it is no long matter any more."""
    matter = shown.matter
    if matter.state is not State.LONG_RUN:
        return None
    text = _(
        "⏳ {who}，<b>#{number}</b>「{title}」还在向上争取，又过了一个月。\n"
        "现在怎么样了？点「进展」说一句就好，大家都惦记着。",
        who=names.mention_person(_, member),
        number=matter.number,
        title=matter.title,
    )
    return Card(text, buttons=work_rows(_, matter, member, reader))

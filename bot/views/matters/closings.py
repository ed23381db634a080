"""The receipt for a matter that was closed: for ten minutes the one who closed it can take that back."""

from bot.domain.matters.closing import UNDONE_AFTER
from bot.domain.matters.matter import Matter
from bot.locales import Words
from bot.ports import Card
from bot.views.matters.work import LABELS, matter_button
from bot.views.shared.replies import reply_sentence
from bot.views.shared.text_fit import BR


def closed_card(_: Words, matter: Matter, told: str, chosen: str) -> Card:
    """The receipt, with the button that takes the closing back.

    `told`: the sentence of the closing; `chosen`: that of what became of it.
    """
    number = {"number": matter.number}
    if chosen:
        return Card(reply_sentence(_, chosen, number))
    lines = [reply_sentence(_, told, number), _("点错了？十分钟内可以撤回。")]
    undo = UNDONE_AFTER[told]
    button = matter_button(_(LABELS[undo]), "undo_closing", matter, undo.value)
    return Card(BR.join(lines), buttons=((button,),))

"""The receipt for a matter that was published: for ten minutes its author can withdraw, rewrite and add to it."""

from bot.domain.matters.state import State
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.matters import MatterReader, ShownMatter
from bot.views.matters.closings import closed_card
from bot.views.matters.next_steps import act_of_receipt, next_rows
from bot.views.shared.replies import reply_sentence
from bot.views.shared.text_fit import BR

OWN_ACTS = {"own_withdraw": N_("撤回"), "own_rewrite": N_("改一改"), "own_photo": N_("补照片")}


def submitted_card(_: Words, shown: ShownMatter, reader: MatterReader | None, chosen: str) -> Card:
    """The receipt, with what its author may do; `chosen`: the sentence of what became of it.

    What was solved on the spot is closed already.
    """
    where = shown.council.number, shown.matter.number
    number = {"number": shown.matter.number}
    if chosen:
        act = act_of_receipt(chosen)
        return Card(reply_sentence(_, chosen, number), buttons=next_rows(_, act, shown, reader) if act else ())
    if shown.matter.state is State.DONE:
        return closed_card(_, shown.matter, "did_done", chosen)
    buttons = tuple(Button(str(_(label)), Intent(act, *where)) for act, label in OWN_ACTS.items())
    lines = [reply_sentence(_, "submitted", number), _("写错了？十分钟内可以撤回、改一改、补照片。")]
    return Card(BR.join(lines), buttons=(buttons,))

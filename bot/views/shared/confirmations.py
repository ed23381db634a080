"""Questions before an act that cannot be wanted by mistake: 真的…？ [是…] [不]."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.views.shared.confirmation import Confirmation
from bot.views.shared.practices import ALL_WORDS
from bot.views.shared.replies import reply_sentence

SURE = "sure"  # the choice of a button that is pressed for the second time
DECLINED = "no"  # what became of such a question: nothing


CONFIRMATIONS: Mapping[str, Confirmation] = {
    "close": Confirmation(N_("真的散会？"), N_("是，散会"), N_("好的，会接着开。")),
    "open": Confirmation(N_("还没到开会的时间，真的现在就开？"), N_("是，现在开会"), N_("好的，到时候再开。")),
    "cancel": Confirmation(N_("真的取消这次会议？群里都会收到通知。"), N_("是，取消会议"), N_("好的，会议照常。")),
    "vote_void": Confirmation(
        N_("真的作废这次表决？已经投的票都不算了，也不能恢复。"), N_("是，作废表决"), N_("好的，表决照常进行。")
    ),
    **{act: confirmation for each in ALL_WORDS for act, confirmation in each.confirmations.items()},
}


def confirmation_card(_: Words, act: str, council: int, subject: int, chosen: str = "") -> Card:
    """The question before an act, for the one who pressed its button; `chosen`: the sentence of what came of it."""
    words = CONFIRMATIONS[act]
    if chosen == DECLINED:
        return Card(_(words.declined))
    if chosen:
        return with_undo_button(_, Card(reply_sentence(_, chosen, {"number": subject})), chosen, council, subject)
    yes = Button(str(_(words.yes)), Intent(act, council, subject, SURE))
    no = Button(str(_(N_("不", "confirmation"))), Intent("not_sure", council, subject, act))
    return Card(_(words.question), buttons=((yes, no),))


def with_undo_button(_: Words, card: Card, key: str, council: int, meeting: int) -> Card:
    """Return the card of a short reply with the button that takes back what it says, if there is one."""
    if key not in {"meeting_closed", "meeting_inquorate"} or not meeting:
        return card
    undo = Button(str(_("继续开会")), Intent("resume_meeting", council, meeting))
    note = Markup(" ") + _("点早了，十分钟内可以继续开会。")
    return Card(card.text + note, buttons=((undo,),))

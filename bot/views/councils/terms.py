"""The reminder of a term that ends, in the head's morning list."""

from bot.domain.councils.council import Member
from bot.domain.shared.reminder import Reminder
from bot.locales import Words
from bot.ports import Card
from bot.views.shared.replies import reply_sentence


def term_card(_: Words, reminder: Reminder, whom: Member | None) -> Card | None:
    """The reminder of the end of a term; None when it was given up meanwhile."""
    if whom is None or whom.term is None:
        return None
    return Card(reply_sentence(_, reminder.kind, {"whom": reminder.whom, "role": reminder.role}, whom))

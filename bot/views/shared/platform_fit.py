"""Cards as their platform can show them."""

from dataclasses import replace

from markupsafe import Markup

from bot.domain.shared.button_intent import Intent
from bot.locales import Words
from bot.ports import Button, Card
from bot.views.shared.screen import unfold
from bot.views.shared.text_fit import BR

PRIVATE_PRESSES = frozenset({"cast", "answer"})  # buttons on cards of a group whose choice is nobody else's business


def fit_to_platform(_: Words, card: Card, *, group: bool) -> Card:
    """Return the card without choices that others would see, and with the rest as numbered lines where that is needed.

    Where no button copies a text, it is copied from the message, in which it stands as well.

    The buttons stay on the card: those with an address are the door's to show.
    """
    if not _.platform.folds:
        card = replace(card, text=unfold(card.text))
    if group and not _.platform.private_presses:
        card = _without_private_presses(_, card)
    if not _.platform.copies:
        rows = (tuple(button for button in row if button.copy is None) for row in card.buttons)
        card = replace(card, buttons=tuple(filter(None, rows)))
    if _.platform.buttons or not choices_of(card):
        return card
    if card.ask is not None:  # a number that is written there is the answer
        return replace(card, text=card.text + BR + _("不办了就回复「取消」。"), buttons=())
    choices = [button.label for row in card.buttons for button in row if button.intent]
    lines = [_("{place}. {label}", place=place, label=label) for place, label in enumerate(choices, 1)]
    return replace(card, text=BR.join([card.text, Markup(""), _("要选哪个，请回复这条消息，写上数字："), *lines]))


def choices_of(card: Card) -> tuple[Intent, ...]:
    """Return what the numbered lines of a card mean, in their order."""
    return tuple(button.intent for row in card.buttons for button in row if button.intent)


def _without_private_presses(_: Words, card: Card) -> Card:
    private = [each for row in card.buttons for each in row if each.intent and each.intent.act in PRIVATE_PRESSES]
    if not private:
        return card
    rows = (tuple(button for button in row if button not in private) for row in card.buttons)
    council = next(each.intent.council for each in private if each.intent)
    door = Button(str(_("💬 私聊我")), url=f"start:c-{council}")
    labels = _("、").join(each.label for each in private)
    note = _("{labels}：在这里选，别人看得到。请私聊我再选。", labels=labels)
    return replace(card, text=BR.join([card.text, Markup(""), note]), buttons=(*filter(None, rows), (door,)))

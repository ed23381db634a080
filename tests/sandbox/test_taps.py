"""Pressed buttons and their answers."""

from datetime import timedelta

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from sandbox import Message
from tests.sandbox.box import Box


@pytest.fixture
async def card(box: Box) -> Message:
    markup = InlineKeyboardMarkup(
        [[InlineKeyboardButton("附议", callback_data="s12"), InlineKeyboardButton("网页", url="https://example.org")]]
    )
    await box.bot.send_message(box.group.id, "议题 #12", reply_markup=markup)
    await box.drain()
    return box.world.last_message(box.group)


async def test_a_press_gets_its_answer_once(box: Box, card: Message) -> None:
    """A press reaches the bot with its data, the toast reaches the person, a second answer is refused."""
    assert box.world.card_buttons(card) == [["附议", "网页"]]
    press = box.world.press(box.li, card, "附议")
    (update,) = await box.updates()
    query = update.callback_query
    assert query is not None
    assert (query.data, query.from_user.id, query.id) == ("s12", box.li.id, press.id)
    await query.answer("已附议", show_alert=True)
    assert await press.answered() == {"text": "已附议", "show_alert": True}
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
        await query.answer("又一次")


async def test_a_late_answer_is_refused(box: Box, card: Message) -> None:
    """After half a minute a press can no longer be answered."""
    press = box.world.press(box.li, card, (0, 0))
    box.world.clock.advance(timedelta(minutes=1))
    with pytest.raises(BadRequest, match="Query is too old"):
        await box.bot.answer_callback_query(press.id)


async def test_a_toast_has_its_limits(box: Box, card: Message) -> None:
    """201 units and foreign addresses are refused; a deep link of this bot is taken."""
    press = box.world.press(box.li, card, "附议")
    with pytest.raises(BadRequest, match="Message_too_long"):
        await box.bot.answer_callback_query(press.id, "字" * 201)
    with pytest.raises(BadRequest, match="Url_invalid"):
        await box.bot.answer_callback_query(press.id, url="https://example.org")
    await box.bot.answer_callback_query(press.id, url="https://t.me/yishi_bot?start=x")
    assert press.answer == {"url": "https://t.me/yishi_bot?start=x"}


async def test_only_buttons_that_are_there_can_be_pressed(box: Box, card: Message) -> None:
    """People press what they see, but a forged client sends anything."""
    with pytest.raises(LookupError):
        box.world.press(box.li, card, "受理")
    with pytest.raises(ValueError, match="opens something"):
        box.world.press(box.li, card, "网页")
    box.world.forge_tap(box.li, box.group, card, "forged")
    (update,) = await box.updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "forged"


async def test_a_press_under_a_deleted_message_still_arrives(box: Box, card: Message) -> None:
    """The message of such a press is no longer accessible."""
    box.world.delete_message(card)
    box.world.press(box.li, card, "附议")
    (update,) = await box.updates()
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert not update.callback_query.message.is_accessible

"""sendMessage, edits and deletions."""

import pytest
from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden

from tests.sandbox.town import Town


def keyboard(data: str = "a", rows: int = 1, columns: int = 1) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("附议", callback_data=data)] * columns] * rows)


async def test_a_message_comes_back_as_telegram_shows_it(town: Town) -> None:
    """A sent message has its number, sender, chat, text and entities."""
    sent = await town.bot.send_message(town.group.id, "<b>议题 #12</b> &amp; 😀<i>x</i>", parse_mode=ParseMode.HTML)
    assert sent.text == "议题 #12 & 😀x"
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 0, 6), ("italic", 11, 1)]
    assert sent.from_user is not None
    assert sent.from_user.is_bot
    assert sent.chat.title == "和平里小区"
    assert town.world.last_message(town.group).text == sent.text
    assert not town.world.violations


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Message text is empty"),
        (" \n ", "Message text is empty"),
        ("<b></b>", "Message text is empty"),
        ("字" * 4097, "Message is too long"),
        ("😀" * 2049, "Message is too long"),
    ],
)
async def test_a_text_has_1_to_4096_units(town: Town, text: str, words: str) -> None:
    """Up to 4096 UTF-16 units are sent, more or none are refused."""
    await town.bot.send_message(town.group.id, "<b>" + "😀" * 2048 + "</b>", parse_mode=ParseMode.HTML)
    with pytest.raises(BadRequest, match=f"^{words}$"):
        await town.bot.send_message(town.group.id, text, parse_mode=ParseMode.HTML)


async def test_a_callback_has_1_to_64_bytes(town: Town) -> None:
    """64 bytes of callback data are kept, 65 are refused."""
    sent = await town.bot.send_message(town.group.id, "卡片", reply_markup=keyboard("议" * 21 + "x"))
    assert sent.reply_markup is not None
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await town.bot.send_message(town.group.id, "卡片", reply_markup=keyboard("议" * 21 + "xy"))


@pytest.mark.parametrize(("rows", "columns"), [(101, 1), (1, 9)])
async def test_a_keyboard_has_at_most_100_buttons(town: Town, rows: int, columns: int) -> None:
    """A keyboard of 100 buttons is taken, a larger or wider one refused."""
    await town.bot.send_message(town.group.id, "大", reply_markup=keyboard(rows=20, columns=5))
    with pytest.raises(BadRequest, match="Reply_markup_too_long"):
        await town.bot.send_message(town.group.id, "太大", reply_markup=keyboard(rows=rows, columns=columns))


async def test_a_reply_needs_its_message(town: Town) -> None:
    """A reply shows the message it answers; a missing one is refused unless the bot allows that."""
    asked = town.world.say(town.wang, town.group, "/help")
    sent = await town.bot.send_message(
        town.group.id, "好", reply_parameters=ReplyParameters(asked.message_id), reply_markup=ForceReply(selective=True)
    )
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "/help"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await town.bot.send_message(town.group.id, "好", reply_parameters=ReplyParameters(999))
    alone = await town.bot.send_message(
        town.group.id, "好", reply_parameters=ReplyParameters(999, allow_sending_without_reply=True)
    )
    assert alone.reply_to_message is None


async def test_an_edit_changes_the_message_or_says_that_nothing_changed(town: Town) -> None:
    """An edit replaces text and keyboard; the same again, a missing or a person's message is refused."""
    card = await town.bot.send_message(town.group.id, "附议 0", reply_markup=keyboard())
    edited = await town.bot.edit_message_text("附议 1", town.group.id, card.message_id)
    assert not isinstance(edited, bool)
    assert edited.text == "附议 1"
    assert edited.reply_markup is None
    assert edited.edit_date is not None
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content and reply markup"):
        await town.bot.edit_message_text("附议 1", town.group.id, card.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await town.bot.edit_message_text("附议 1", town.group.id, 999)
    other = town.world.say(town.li, town.group, "你好")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await town.bot.edit_message_text("附议 1", town.group.id, other.message_id)


async def test_a_deleted_message_is_gone(town: Town) -> None:
    """The bot deletes its own message once, and nobody else's without rights."""
    sent = await town.bot.send_message(town.group.id, "错了")
    await town.bot.delete_message(town.group.id, sent.message_id)
    assert town.world.bot_messages(town.group) == []
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await town.bot.delete_message(town.group.id, sent.message_id)
    other = town.world.say(town.li, town.group, "你好")
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await town.bot.delete_message(town.group.id, other.message_id)
    town.world.set_bot_status(town.group, "administrator")
    await town.bot.delete_message(town.group.id, other.message_id)


async def test_the_bot_cannot_write_first(town: Town) -> None:
    """A person who has not started the bot is out of reach, one who has is not, one who blocks it is again."""
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await town.bot.send_message(town.wang.id, "你好")
    town.world.say(town.wang, town.wang, "/start")
    await town.bot.send_message(town.wang.id, "你好")
    town.world.block(town.wang)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await town.bot.send_message(town.wang.id, "你好")
    town.world.delete_account(town.wang)
    with pytest.raises(Forbidden, match="user is deactivated"):
        await town.bot.send_message(town.wang.id, "你好")


async def test_the_bot_cannot_write_where_it_is_not(town: Town) -> None:
    """An unknown chat, and a group that the bot has left or was put out of, are refused in Telegram's words."""
    with pytest.raises(BadRequest, match="Chat not found"):
        await town.bot.send_message(-100999, "你好")
    town.world.set_bot_status(town.group, "kicked")
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await town.bot.send_message(town.group.id, "你好")
    town.world.set_bot_status(town.group, "left")
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await town.bot.send_message(town.group.id, "你好")


async def test_an_upgraded_group_names_its_new_id(town: Town) -> None:
    """The old id of an upgraded group answers with the new one, and both sides of the move are told."""
    group = town.world.add_group("小组", town.wang, kind="group")
    await town.drain()
    new = town.world.migrate(group)
    with pytest.raises(ChatMigrated) as moved:
        await town.bot.send_message(group.id, "你好")
    assert moved.value.new_chat_id == new.id
    await town.bot.send_message(new.id, "你好")
    to, since = (update.message for update in await town.updates())
    assert to is not None
    assert since is not None
    assert (to.chat.id, to.migrate_to_chat_id) == (group.id, new.id)
    assert (since.chat.id, since.migrate_from_chat_id) == (new.id, group.id)


async def test_a_topic_keeps_its_messages_together(town: Town) -> None:
    """A message in a topic says so and replies to the topic's first line; an unknown topic is refused."""
    forum = town.world.add_group("论坛", town.wang, is_forum=True)
    topic = town.world.add_topic(forum, "物业")
    sent = await town.bot.send_message(forum.id, "你好", message_thread_id=topic)
    assert sent.is_topic_message
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.forum_topic_created is not None
    with pytest.raises(BadRequest, match="Message thread not found"):
        await town.bot.send_message(forum.id, "你好", message_thread_id=999)


async def test_what_the_api_does_not_know_is_refused_and_noted(town: Town) -> None:
    """An unknown parameter or a wrong type is refused and kept among the violations."""
    with pytest.raises(BadRequest, match=r"must not contain \{'colour'\}"):
        await town.bot.send_message(town.group.id, "你好", api_kwargs={"colour": "red"})
    with pytest.raises(BadRequest, match="must be a number"):
        await town.bot.send_message(town.group.id, "你好", api_kwargs={"message_thread_id": "x"})
    with pytest.raises(BadRequest):
        await town.bot.send_message(town.group.id, "你好", api_kwargs={"reply_markup": '{"inline_keyboard":[[{}]]}'})
    assert len(town.world.violations) == 3


async def test_only_an_administrator_pins(town: Town) -> None:
    """A pin needs rights in the group, and is told there."""
    sent = await town.bot.send_message(town.group.id, "公告")
    with pytest.raises(BadRequest, match="Not enough rights to manage pinned messages in the chat"):
        await town.bot.pin_chat_message(town.group.id, sent.message_id)
    town.world.set_bot_status(town.group, "administrator")
    await town.bot.pin_chat_message(town.group.id, sent.message_id)
    assert town.world.last_message(town.group).content["pinned_message"]["message_id"] == sent.message_id
    await town.bot.unpin_chat_message(town.group.id)


async def test_several_messages_are_deleted_at_once(town: Town) -> None:
    """What is not there is passed over."""
    sent = await town.bot.send_message(town.group.id, "错了")
    await town.bot.delete_messages(town.group.id, [sent.message_id, 999])
    assert town.world.bot_messages(town.group) == []


async def test_a_keyboard_is_edited_alone(town: Town) -> None:
    """A new keyboard leaves the text as it is, and the same one again changes nothing."""
    card = await town.bot.send_message(town.group.id, "卡片")
    await town.bot.edit_message_reply_markup(town.group.id, card.message_id, reply_markup=keyboard())
    assert town.world.card_buttons(town.world.last_message(town.group)) == [["附议"]]
    with pytest.raises(BadRequest, match="Message is not modified"):
        await town.bot.edit_message_reply_markup(town.group.id, card.message_id, reply_markup=keyboard())


async def test_a_message_with_a_forced_reply_stays_as_it_is(town: Town) -> None:
    """Only messages with inline keyboards or none can be edited."""
    asked = await town.bot.send_message(town.group.id, "内容？", reply_markup=ForceReply())
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await town.bot.edit_message_text("内容", town.group.id, asked.message_id)


@pytest.mark.parametrize(
    ("button", "words"),
    [
        (InlineKeyboardButton("网页", url="no address"), "inline keyboard button url 'no address' is invalid"),
        (InlineKeyboardButton(" ", callback_data="a"), "Text must be non-empty"),
        (InlineKeyboardButton("字", api_kwargs={"style": "primary"}), "Text buttons are unallowed"),
    ],
)
async def test_a_button_needs_words_and_a_purpose(town: Town, button: InlineKeyboardButton, words: str) -> None:
    """A button without either, or with an address that is none, is refused."""
    await town.bot.send_message(
        town.group.id, "好", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("网页", url="t.me/x")], []])
    )
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await town.bot.send_message(town.group.id, "好", reply_markup=InlineKeyboardMarkup([[button]]))


async def test_a_person_is_linked_only_if_telegram_knows_them(town: Town) -> None:
    """A tg://user link becomes a mention of a known person, and plain words otherwise."""
    text = f'<a href="tg://user?id={town.li.id}">李</a> <a href="tg://user?id=1">谁</a>'
    sent = await town.bot.send_message(town.group.id, text, parse_mode=ParseMode.HTML)
    (entity,) = sent.entities
    assert entity.user is not None
    assert entity.user.id == town.li.id

"""sendMessage, edits and deletions."""

import pytest
from telegram import CopyTextButton, ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden

from tests.sandbox.box import Box


def keyboard(data: str = "a", rows: int = 1, columns: int = 1) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("附议", callback_data=data)] * columns] * rows)


async def test_a_message_comes_back_as_telegram_shows_it(box: Box) -> None:
    """A sent message has its number, sender, chat, text and entities."""
    sent = await box.bot.send_message(box.group.id, "<b>议题 #12</b> &amp; 😀<i>x</i>", parse_mode=ParseMode.HTML)
    assert sent.text == "议题 #12 & 😀x"
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 0, 6), ("italic", 11, 1)]
    assert sent.from_user is not None
    assert sent.from_user.is_bot
    assert sent.chat.title == "和平里小区"
    assert box.world.last_message(box.group).text == sent.text
    assert not box.world.violations


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
async def test_a_text_has_1_to_4096_units(box: Box, text: str, words: str) -> None:
    """Up to 4096 UTF-16 units are sent, more or none are refused."""
    await box.bot.send_message(box.group.id, "<b>" + "😀" * 2048 + "</b>", parse_mode=ParseMode.HTML)
    with pytest.raises(BadRequest, match=f"^{words}$"):
        await box.bot.send_message(box.group.id, text, parse_mode=ParseMode.HTML)


async def test_a_callback_has_1_to_64_bytes(box: Box) -> None:
    """64 bytes of callback data are kept, 65 are refused."""
    sent = await box.bot.send_message(box.group.id, "卡片", reply_markup=keyboard("议" * 21 + "x"))
    assert sent.reply_markup is not None
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await box.bot.send_message(box.group.id, "卡片", reply_markup=keyboard("议" * 21 + "xy"))


async def test_a_copied_text_has_1_to_256_characters(box: Box) -> None:
    """A button copies up to 256 characters; more or none are refused."""

    def copying(text: str) -> InlineKeyboardMarkup:
        return InlineKeyboardMarkup([[InlineKeyboardButton("复制", copy_text=CopyTextButton(text))]])

    await box.bot.send_message(box.group.id, "回执", reply_markup=copying("议" * 256))
    for text in ("", "议" * 257):
        with pytest.raises(BadRequest, match="Button_copy_text_invalid"):
            await box.bot.send_message(box.group.id, "回执", reply_markup=copying(text))


@pytest.mark.parametrize(("rows", "columns"), [(101, 1), (1, 9)])
async def test_a_keyboard_has_at_most_100_buttons(box: Box, rows: int, columns: int) -> None:
    """A keyboard of 100 buttons is taken, a larger or wider one refused."""
    await box.bot.send_message(box.group.id, "大", reply_markup=keyboard(rows=20, columns=5))
    with pytest.raises(BadRequest, match="Reply_markup_too_long"):
        await box.bot.send_message(box.group.id, "太大", reply_markup=keyboard(rows=rows, columns=columns))


async def test_a_reply_needs_its_message(box: Box) -> None:
    """A reply shows the message it answers; a missing one is refused unless the bot allows that."""
    asked = box.world.say(box.wang, box.group, "/help")
    sent = await box.bot.send_message(
        box.group.id, "好", reply_parameters=ReplyParameters(asked.message_id), reply_markup=ForceReply(selective=True)
    )
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "/help"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await box.bot.send_message(box.group.id, "好", reply_parameters=ReplyParameters(999))
    alone = await box.bot.send_message(
        box.group.id, "好", reply_parameters=ReplyParameters(999, allow_sending_without_reply=True)
    )
    assert alone.reply_to_message is None


async def test_an_edit_changes_the_message_or_says_that_nothing_changed(box: Box) -> None:
    """An edit replaces text and keyboard; the same again, a missing or a person's message is refused."""
    card = await box.bot.send_message(box.group.id, "附议 0", reply_markup=keyboard())
    edited = await box.bot.edit_message_text("附议 1", box.group.id, card.message_id)
    assert not isinstance(edited, bool)
    assert edited.text == "附议 1"
    assert edited.reply_markup is None
    assert edited.edit_date is not None
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content and reply markup"):
        await box.bot.edit_message_text("附议 1", box.group.id, card.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await box.bot.edit_message_text("附议 1", box.group.id, 999)
    other = box.world.say(box.li, box.group, "你好")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await box.bot.edit_message_text("附议 1", box.group.id, other.message_id)


async def test_a_deleted_message_is_gone(box: Box) -> None:
    """The bot deletes its own message once, and nobody else's without rights."""
    sent = await box.bot.send_message(box.group.id, "错了")
    await box.bot.delete_message(box.group.id, sent.message_id)
    assert box.world.bot_messages(box.group) == []
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await box.bot.delete_message(box.group.id, sent.message_id)
    other = box.world.say(box.li, box.group, "你好")
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await box.bot.delete_message(box.group.id, other.message_id)
    box.world.set_bot_status(box.group, "administrator")
    await box.bot.delete_message(box.group.id, other.message_id)


async def test_the_bot_cannot_write_first(box: Box) -> None:
    """A person who has not started the bot is out of reach, one who has is not, one who blocks it is again."""
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await box.bot.send_message(box.wang.id, "你好")
    box.world.say(box.wang, box.wang, "/start")
    await box.bot.send_message(box.wang.id, "你好")
    box.world.block(box.wang)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await box.bot.send_message(box.wang.id, "你好")
    box.world.delete_account(box.wang)
    with pytest.raises(Forbidden, match="user is deactivated"):
        await box.bot.send_message(box.wang.id, "你好")


async def test_the_bot_cannot_write_where_it_is_not(box: Box) -> None:
    """An unknown chat, and a group that the bot has left or was put out of, are refused in Telegram's words."""
    with pytest.raises(BadRequest, match="Chat not found"):
        await box.bot.send_message(-100999, "你好")
    box.world.set_bot_status(box.group, "kicked")
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await box.bot.send_message(box.group.id, "你好")
    box.world.set_bot_status(box.group, "left")
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await box.bot.send_message(box.group.id, "你好")


async def test_an_upgraded_group_names_its_new_id(box: Box) -> None:
    """The old id of an upgraded group answers with the new one, and both sides of the move are told."""
    group = box.world.add_group("小组", box.wang, kind="group")
    await box.drain()
    new = box.world.migrate(group)
    with pytest.raises(ChatMigrated) as moved:
        await box.bot.send_message(group.id, "你好")
    assert moved.value.new_chat_id == new.id
    await box.bot.send_message(new.id, "你好")
    to, since = (update.message for update in await box.updates())
    assert to is not None
    assert since is not None
    assert (to.chat.id, to.migrate_to_chat_id) == (group.id, new.id)
    assert (since.chat.id, since.migrate_from_chat_id) == (new.id, group.id)


async def test_a_topic_keeps_its_messages_together(box: Box) -> None:
    """A message in a topic says so and replies to the topic's first line; an unknown topic is refused."""
    forum = box.world.add_group("论坛", box.wang, is_forum=True)
    topic = box.world.add_topic(forum, "物业")
    sent = await box.bot.send_message(forum.id, "你好", message_thread_id=topic)
    assert sent.is_topic_message
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.forum_topic_created is not None
    with pytest.raises(BadRequest, match="Message thread not found"):
        await box.bot.send_message(forum.id, "你好", message_thread_id=999)


async def test_what_the_api_does_not_know_is_refused_and_noted(box: Box) -> None:
    """An unknown parameter or a wrong type is refused and kept among the violations."""
    with pytest.raises(BadRequest, match=r"must not contain \{'colour'\}"):
        await box.bot.send_message(box.group.id, "你好", api_kwargs={"colour": "red"})
    with pytest.raises(BadRequest, match="must be a number"):
        await box.bot.send_message(box.group.id, "你好", api_kwargs={"message_thread_id": "x"})
    with pytest.raises(BadRequest):
        await box.bot.send_message(box.group.id, "你好", api_kwargs={"reply_markup": '{"inline_keyboard":[[{}]]}'})
    assert len(box.world.violations) == 3


async def test_only_an_administrator_pins(box: Box) -> None:
    """A pin needs rights in the group, and is told there."""
    sent = await box.bot.send_message(box.group.id, "公告")
    with pytest.raises(BadRequest, match="Not enough rights to manage pinned messages in the chat"):
        await box.bot.pin_chat_message(box.group.id, sent.message_id)
    box.world.set_bot_status(box.group, "administrator")
    await box.bot.pin_chat_message(box.group.id, sent.message_id)
    assert box.world.last_message(box.group).content["pinned_message"]["message_id"] == sent.message_id
    await box.bot.unpin_chat_message(box.group.id)


async def test_several_messages_are_deleted_at_once(box: Box) -> None:
    """What is not there is passed over."""
    sent = await box.bot.send_message(box.group.id, "错了")
    await box.bot.delete_messages(box.group.id, [sent.message_id, 999])
    assert box.world.bot_messages(box.group) == []


async def test_a_keyboard_is_edited_alone(box: Box) -> None:
    """A new keyboard leaves the text as it is, and the same one again changes nothing."""
    card = await box.bot.send_message(box.group.id, "卡片")
    await box.bot.edit_message_reply_markup(box.group.id, card.message_id, reply_markup=keyboard())
    assert box.world.card_buttons(box.world.last_message(box.group)) == [["附议"]]
    with pytest.raises(BadRequest, match="Message is not modified"):
        await box.bot.edit_message_reply_markup(box.group.id, card.message_id, reply_markup=keyboard())


async def test_a_message_with_a_forced_reply_stays_as_it_is(box: Box) -> None:
    """Only messages with inline keyboards or none can be edited."""
    asked = await box.bot.send_message(box.group.id, "内容？", reply_markup=ForceReply())
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await box.bot.edit_message_text("内容", box.group.id, asked.message_id)


@pytest.mark.parametrize(
    ("button", "words"),
    [
        (InlineKeyboardButton("网页", url="no address"), "inline keyboard button url 'no address' is invalid"),
        (InlineKeyboardButton(" ", callback_data="a"), "Text must be non-empty"),
        (InlineKeyboardButton("字", api_kwargs={"style": "primary"}), "Text buttons are unallowed"),
    ],
)
async def test_a_button_needs_words_and_a_purpose(box: Box, button: InlineKeyboardButton, words: str) -> None:
    """A button without either, or with an address that is none, is refused."""
    await box.bot.send_message(
        box.group.id, "好", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("网页", url="t.me/x")], []])
    )
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await box.bot.send_message(box.group.id, "好", reply_markup=InlineKeyboardMarkup([[button]]))


async def test_a_person_is_linked_only_if_telegram_knows_them(box: Box) -> None:
    """A tg://user link becomes a mention of a known person, and plain words otherwise."""
    text = f'<a href="tg://user?id={box.li.id}">李</a> <a href="tg://user?id=1">谁</a>'
    sent = await box.bot.send_message(box.group.id, text, parse_mode=ParseMode.HTML)
    (entity,) = sent.entities
    assert entity.user is not None
    assert entity.user.id == box.li.id

"""Members, the bot's own profile, and files."""

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    ChatMemberRestricted,
    InputMediaPhoto,
    ReplyParameters,
)
from telegram.error import BadRequest

from tests.sandbox.town import Town


async def test_a_member_is_shown_with_the_status(town: Town) -> None:
    """Creator, administrator, member, and one who left each have their shape; a stranger is refused."""
    town.world.promote(town.group, town.li, custom_title="专人")
    town.world.join(town.group, town.zhao)
    town.world.leave(town.group, town.zhao)
    members = [await town.bot.get_chat_member(town.group.id, user.id) for user in (town.wang, town.li, town.zhao)]
    assert [member.status for member in members] == ["creator", "administrator", "left"]
    assert {admin.user.id for admin in await town.bot.get_chat_administrators(town.group.id)} == {
        town.wang.id,
        town.li.id,
    }
    assert await town.bot.get_chat_member_count(town.group.id) == 3
    with pytest.raises(BadRequest, match="User not found"):
        await town.bot.get_chat_member(town.group.id, 1)


async def test_a_renamed_group_says_so(town: Town) -> None:
    """The new title comes as a service message and stands in getChat."""
    await town.drain()
    town.world.rename(town.group, "新小区")
    (update,) = await town.updates()
    assert update.message is not None
    assert update.message.new_chat_title == "新小区"
    assert (await town.bot.get_chat(town.group.id)).title == "新小区"


async def test_the_bot_can_leave(town: Town) -> None:
    """Leaving is told as a change of the bot's own membership."""
    await town.drain()
    await town.bot.leave_chat(town.group.id)
    (update,) = await town.updates()
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "left"


async def test_the_bot_says_who_it_is(town: Town) -> None:
    """Whether it can read all messages follows privacy mode."""
    assert not (await town.bot.get_me()).can_read_all_group_messages
    town.world.privacy_mode = False
    me = await town.bot.get_me()
    assert me.can_read_all_group_messages
    assert me.username == "yishi_bot"


async def test_a_menu_is_kept_per_scope(town: Town) -> None:
    """Commands come back for the scope and language they were set for, until they are deleted."""
    menu = [BotCommand("matters", "议题")]
    scope = BotCommandScopeAllPrivateChats()
    await town.bot.set_my_commands(menu, scope=scope, language_code="zh")
    assert list(await town.bot.get_my_commands(scope=scope, language_code="zh")) == menu
    assert await town.bot.get_my_commands() == ()
    await town.bot.delete_my_commands(scope=scope, language_code="zh")
    assert await town.bot.get_my_commands(scope=scope, language_code="zh") == ()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (BotCommand("议题", "议题"), "Bot_command_invalid"),
        (BotCommand("a" * 33, "议题"), "Bot_command_invalid"),
        (BotCommand("a", " "), "Bot_command_description_invalid"),
        (BotCommand("a", "字" * 257), "Bot_command_description_invalid"),
    ],
)
async def test_a_menu_has_its_limits(town: Town, command: BotCommand, words: str) -> None:
    """A hundred commands are taken, a wrong one or one more refused."""
    await town.bot.set_my_commands([BotCommand("a" * 32, "字" * 256)] * 100)
    with pytest.raises(BadRequest, match=words):
        await town.bot.set_my_commands([command])
    with pytest.raises(BadRequest, match="Bot_commands_too_much"):
        await town.bot.set_my_commands([BotCommand("a", "字")] * 101)


async def test_a_photo_of_a_person_can_be_fetched_and_sent_again(town: Town) -> None:
    """A photo is downloaded byte by byte and sent on by its id, under a caption."""
    town.world.say(town.wang, town.wang, "/start")
    await town.drain()
    town.world.send_photo(town.wang, town.wang, b"a picture")
    (update,) = await town.updates()
    assert update.message is not None
    largest = update.message.photo[-1]
    file = await largest.get_file()
    assert bytes(await file.download_as_bytearray()) == b"a picture"
    sent = await town.bot.send_photo(town.group.id, largest.file_id, caption="<b>路灯</b>", parse_mode="HTML")
    assert sent.photo[-1].file_id == largest.file_id
    assert sent.caption == "路灯"
    edited = await town.bot.edit_message_caption(town.group.id, sent.message_id, caption="修好了")
    assert not isinstance(edited, bool)
    assert edited.photo
    assert edited.caption == "修好了"
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await town.bot.send_photo(town.group.id, "nowhere")
    with pytest.raises(BadRequest, match="Can't use file of type photo as document"):
        await town.bot.send_document(town.group.id, largest.file_id)
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await town.bot.send_photo(town.group.id, largest.file_id, caption="字" * 1025)


async def test_a_document_of_the_bot_can_be_fetched(town: Town) -> None:
    """An uploaded file keeps its name and content."""
    sent = await town.bot.send_document(town.group.id, b"1,2", filename="名册.csv", caption="名册")
    assert sent.document is not None
    assert sent.document.file_name == "名册.csv"
    file = await town.bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"1,2"
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await town.bot.get_file("nowhere")


async def test_a_file_over_20_megabytes_stays_out_of_reach(town: Town) -> None:
    """The bot sees that it is there, but cannot fetch it."""
    await town.drain()
    town.world.say(town.wang, town.wang, "/start")
    town.world.send_document(town.wang, town.wang, bytes(20 * 1024 * 1024 + 1), "big.bin")
    update = (await town.updates())[-1]
    assert update.message is not None
    assert update.message.document is not None
    with pytest.raises(BadRequest, match="File is too big"):
        await update.message.document.get_file()


async def test_an_album_is_several_messages(town: Town) -> None:
    """Uploaded photos come as messages of one album; one photo is none."""
    photos = [InputMediaPhoto(b"one", caption="一"), InputMediaPhoto(b"two")]
    first, second = await town.bot.send_media_group(town.group.id, photos)
    assert first.media_group_id == second.media_group_id
    assert first.caption == "一"
    assert town.world.limits.most_per_minute(town.group.id) == 2
    with pytest.raises(BadRequest, match="Wrong number of items in the media group"):
        await town.bot.send_media_group(town.group.id, photos[:1])


async def test_people_send_voices_and_places(town: Town) -> None:
    """A voice and a place arrive in private as what they are, and the bot can answer with a place."""
    town.world.say(town.wang, town.wang, "/start")
    await town.drain()
    town.world.send_voice(town.wang, town.wang)
    town.world.send_location(town.wang, town.wang, 39.9, 116.4)
    voice, place = (update.message for update in await town.updates())
    assert voice is not None
    assert voice.voice is not None
    assert place is not None
    assert place.location is not None
    sent = await town.bot.send_location(town.wang.id, 39.9, 116.4, reply_parameters=ReplyParameters(place.message_id))
    assert sent.location == place.location


async def test_a_profile_has_its_limits(town: Town) -> None:
    """Descriptions are taken up to their lengths."""
    await town.bot.set_my_description("字" * 512)
    await town.bot.set_my_short_description("字" * 120, language_code="zh")
    await town.bot.set_chat_menu_button()
    assert town.world.profile["short_description zh"] == "字" * 120
    with pytest.raises(BadRequest, match="Description_too_long"):
        await town.bot.set_my_description("字" * 513)


async def test_a_picture_is_replaced_in_place(town: Town) -> None:
    """Another photo under another caption takes the place of the first; a text message has no caption to change."""
    sent = await town.bot.send_photo(town.group.id, b"one", caption="一")
    edited = await town.bot.edit_message_media(InputMediaPhoto(b"two", caption="二"), town.group.id, sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.caption == "二"
    assert edited.photo[-1].file_id != sent.photo[-1].file_id
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await town.bot.edit_message_text("二", town.group.id, sent.message_id)
    text = await town.bot.send_message(town.group.id, "文字")
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await town.bot.edit_message_caption(town.group.id, text.message_id, caption="二")


async def test_only_those_who_are_there_take_part(town: Town) -> None:
    """Someone outside the group can neither speak nor press in it; one who blocks and comes back is heard of."""
    card = await town.bot.send_message(town.group.id, "卡片")
    with pytest.raises(ValueError, match="is not in 和平里小区"):
        town.world.say(town.zhao, town.group, "/help")
    with pytest.raises(ValueError, match="is not in 和平里小区"):
        town.world.press(town.zhao, town.world.chat(town.group).messages[card.message_id], "附议")
    await town.drain()
    town.world.block(town.zhao)
    town.world.unblock(town.zhao)
    changes = [update.my_chat_member for update in await town.updates()]
    assert [change.new_chat_member.status for change in changes if change] == ["kicked", "member"]


async def test_somebody_restricted(town: Town) -> None:
    """Who is restricted is in the group or not, and keeps the status when they go."""
    town.world.restrict(town.group, town.li)
    assert not [update for update in await town.updates() if update.chat_member]  # the bot is no administrator
    there = await town.bot.get_chat_member(town.group.id, town.li.id)
    assert isinstance(there, ChatMemberRestricted)
    assert there.is_member
    town.world.say(town.li, town.group, "大家好")
    town.world.leave(town.group, town.li)
    gone = await town.bot.get_chat_member(town.group.id, town.li.id)
    assert isinstance(gone, ChatMemberRestricted)
    assert not gone.is_member
    with pytest.raises(ValueError, match="is not in"):
        town.world.say(town.li, town.group, "还在吗")


async def test_people_are_added(town: Town) -> None:
    """Whoever adds people is the sender of the line that names them."""
    await town.drain()
    new = [town.world.add_user(name) for name in ("甲", "乙")]
    town.world.add_members(town.group, new, by=town.wang)
    message = next(update.message for update in await town.updates() if update.message)
    assert message.from_user
    assert message.from_user.id == town.wang.id
    assert [user.id for user in message.new_chat_members] == [user.id for user in new]


async def test_a_line_says_what_is_pinned(town: Town) -> None:
    """A pin is told as a line of its own, which shows the message."""
    said = town.world.say(town.wang, town.group, "/通知")
    await town.drain()
    town.world.pin(town.group, said, by=town.wang)
    message = next(update.message for update in await town.updates() if update.message)
    assert message.pinned_message
    assert message.pinned_message.message_id == said.message_id


@pytest.mark.parametrize("kind", ["video", "animation", "video_note", "audio", "sticker"])
async def test_other_media(town: Town, kind: str) -> None:
    """Everything that people send has the shape that the library expects of it."""
    town.world.privacy_mode = False
    await town.drain()
    town.world.send_media(town.wang, town.group, kind)
    message = next(update.message for update in await town.updates() if update.message)
    assert message.effective_attachment is getattr(message, kind)
    assert (message.document is not None) is (kind == "animation")


def test_no_words_below_a_sticker(town: Town) -> None:
    """Nobody can write below a sticker, nor send what does not exist."""
    for kind, words in (("sticker", "好"), ("hologram", None)):
        with pytest.raises(ValueError, match="nobody can send"):
            town.world.send_media(town.wang, town.group, kind, caption=words)


async def test_what_a_group_forbids(town: Town) -> None:
    """What the members may not send a bot that is one of them may not either; an administrator may."""
    town.world.forbid(town.group, "can_send_polls")
    town.world.set_bot_status(town.group, "member")
    with pytest.raises(BadRequest, match=r"(?i)not enough rights to send polls"):
        await town.bot.send_poll(town.group.id, "装路灯吗？", ["装", "不装"])
    await town.bot.send_message(town.group.id, "你好")
    town.world.allow(town.group, "can_send_polls")
    await town.bot.send_poll(town.group.id, "装路灯吗？", ["装", "不装"])
    town.world.forbid(town.group, "can_send_polls")
    town.world.set_bot_status(town.group, "administrator")
    await town.bot.send_poll(town.group.id, "装路灯吗？", ["装", "不装"])
    with pytest.raises(ValueError, match="can_dance"):
        town.world.forbid(town.group, "can_dance")


async def test_a_closed_topic(town: Town) -> None:
    """Nobody but who manages topics writes into a topic that is closed, until it is opened again."""
    forum = town.world.add_group("和平里论坛", town.wang, [town.li], is_forum=True)
    town.world.set_bot_status(forum, "member")
    town.world.close_topic(forum)
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await town.bot.send_message(forum.id, "你好")
    town.world.reopen_topic(forum)
    await town.bot.send_message(forum.id, "你好")

"""Members, the bot's own profile, and files."""

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    BotCommandScopeChatMember,
    ChatMemberRestricted,
    InputMediaPhoto,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden

from sandbox.menus import commands_for
from tests.sandbox.box import Box


async def test_a_member_is_shown_with_the_status(box: Box) -> None:
    """Creator, administrator, member, and one who left each have their shape; a stranger is refused."""
    box.world.promote(box.group, box.li, custom_title="专人")
    box.world.join(box.group, box.zhao)
    box.world.leave(box.group, box.zhao)
    members = [await box.bot.get_chat_member(box.group.id, user.id) for user in (box.wang, box.li, box.zhao)]
    assert [member.status for member in members] == ["creator", "administrator", "left"]
    assert {admin.user.id for admin in await box.bot.get_chat_administrators(box.group.id)} == {
        box.wang.id,
        box.li.id,
    }
    assert await box.bot.get_chat_member_count(box.group.id) == 3
    with pytest.raises(BadRequest, match="User not found"):
        await box.bot.get_chat_member(box.group.id, 1)


async def test_a_renamed_group_says_so(box: Box) -> None:
    """The new title comes as a service message and stands in getChat."""
    await box.drain()
    box.world.rename(box.group, "新小区")
    (update,) = await box.updates()
    assert update.message is not None
    assert update.message.new_chat_title == "新小区"
    assert (await box.bot.get_chat(box.group.id)).title == "新小区"


async def test_the_bot_can_leave(box: Box) -> None:
    """Leaving is told as a change of the bot's own membership."""
    await box.drain()
    await box.bot.leave_chat(box.group.id)
    (update,) = await box.updates()
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "left"


async def test_the_bot_says_who_it_is(box: Box) -> None:
    """Whether it can read all messages follows privacy mode."""
    assert not (await box.bot.get_me()).can_read_all_group_messages
    box.world.privacy_mode = False
    me = await box.bot.get_me()
    assert me.can_read_all_group_messages
    assert me.username == "yishi_bot"


async def test_a_menu_is_kept_per_scope(box: Box) -> None:
    """Commands come back for the scope and language they were set for, until they are deleted."""
    menu = [BotCommand("matters", "议题")]
    scope = BotCommandScopeAllPrivateChats()
    await box.bot.set_my_commands(menu, scope=scope, language_code="zh")
    assert list(await box.bot.get_my_commands(scope=scope, language_code="zh")) == menu
    assert await box.bot.get_my_commands() == ()
    await box.bot.delete_my_commands(scope=scope, language_code="zh")
    assert await box.bot.get_my_commands(scope=scope, language_code="zh") == ()


async def test_the_narrowest_menu_is_shown(box: Box) -> None:
    """A person finds the menu set for them in this chat, else the chat's, else that of all chats of its kind."""
    for name, scope in (
        ("everybody", BotCommandScopeAllGroupChats()),
        ("here", BotCommandScopeChat(box.group.id)),
        ("admins", BotCommandScopeChatAdministrators(box.group.id)),
        ("mine", BotCommandScopeChatMember(box.group.id, box.li.id)),
    ):
        await box.bot.set_my_commands([BotCommand(name, "议题")], scope=scope)
    shown = {
        who.first_name: commands_for(box.world, box.group, who, "zh")[0]["command"]
        for who in (box.li, box.wang, box.zhao)
    }
    assert shown == {"李": "mine", "王": "admins", "赵": "here"}
    await box.bot.delete_my_commands(scope=BotCommandScopeChat(box.group.id))
    assert commands_for(box.world, box.group, box.zhao)[0]["command"] == "everybody"


async def test_a_scope_that_there_is_not(box: Box) -> None:
    """A menu is refused for a chat the bot may not write to, a member of a private chat, a stranger, a long code."""
    for scope, words in (
        (BotCommandScopeChat(box.li.id), "initiate conversation"),
        (BotCommandScopeChat(-1), "Chat not found"),
        (BotCommandScopeChatMember(box.group.id, 1), "User not found"),
    ):
        with pytest.raises((BadRequest, Forbidden), match=words):
            await box.bot.set_my_commands([BotCommand("a", "字")], scope=scope)
    box.world.say(box.li, box.li, "/start")
    with pytest.raises(BadRequest, match="private chats"):
        await box.bot.delete_my_commands(scope=BotCommandScopeChatMember(box.li.id, box.li.id))
    with pytest.raises(BadRequest, match="language"):
        await box.bot.get_my_commands(language_code="zh-CN")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (BotCommand("议题", "议题"), "Bot_command_invalid"),
        (BotCommand("a" * 33, "议题"), "Bot_command_invalid"),
        (BotCommand("a", " "), "Bot_command_description_invalid"),
        (BotCommand("a", "字" * 257), "Bot_command_description_invalid"),
    ],
)
async def test_a_menu_has_its_limits(box: Box, command: BotCommand, words: str) -> None:
    """A hundred commands are taken, a wrong one or one more refused."""
    await box.bot.set_my_commands([BotCommand("a" * 32, "字" * 256)] * 100)
    with pytest.raises(BadRequest, match=words):
        await box.bot.set_my_commands([command])
    with pytest.raises(BadRequest, match="Bot_commands_too_much"):
        await box.bot.set_my_commands([BotCommand("a", "字")] * 101)


async def test_a_photo_of_a_person_can_be_fetched_and_sent_again(box: Box) -> None:
    """A photo is downloaded byte by byte and sent on by its id, under a caption."""
    box.world.say(box.wang, box.wang, "/start")
    await box.drain()
    box.world.send_photo(box.wang, box.wang, b"a picture")
    (update,) = await box.updates()
    assert update.message is not None
    largest = update.message.photo[-1]
    file = await largest.get_file()
    assert bytes(await file.download_as_bytearray()) == b"a picture"
    sent = await box.bot.send_photo(box.group.id, largest.file_id, caption="<b>路灯</b>", parse_mode="HTML")
    assert sent.photo[-1].file_id == largest.file_id
    assert sent.caption == "路灯"
    edited = await box.bot.edit_message_caption(box.group.id, sent.message_id, caption="修好了")
    assert not isinstance(edited, bool)
    assert edited.photo
    assert edited.caption == "修好了"
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await box.bot.send_photo(box.group.id, "nowhere")
    with pytest.raises(BadRequest, match="Can't use file of type photo as document"):
        await box.bot.send_document(box.group.id, largest.file_id)
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await box.bot.send_photo(box.group.id, largest.file_id, caption="字" * 1025)


async def test_a_document_of_the_bot_can_be_fetched(box: Box) -> None:
    """An uploaded file keeps its name and content."""
    sent = await box.bot.send_document(box.group.id, b"1,2", filename="名册.csv", caption="名册")
    assert sent.document is not None
    assert sent.document.file_name == "名册.csv"
    file = await box.bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"1,2"
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await box.bot.get_file("nowhere")


async def test_a_file_over_20_megabytes_stays_out_of_reach(box: Box) -> None:
    """The bot sees that it is there, but cannot fetch it."""
    await box.drain()
    box.world.say(box.wang, box.wang, "/start")
    box.world.send_document(box.wang, box.wang, bytes(20 * 1024 * 1024 + 1), "big.bin")
    update = (await box.updates())[-1]
    assert update.message is not None
    assert update.message.document is not None
    with pytest.raises(BadRequest, match="File is too big"):
        await update.message.document.get_file()


async def test_an_album_is_several_messages(box: Box) -> None:
    """Uploaded photos come as messages of one album; one photo is none."""
    photos = [InputMediaPhoto(b"one", caption="一"), InputMediaPhoto(b"two")]
    first, second = await box.bot.send_media_group(box.group.id, photos)
    assert first.media_group_id == second.media_group_id
    assert first.caption == "一"
    assert box.world.limits.most_per_minute(box.group.id) == 2
    with pytest.raises(BadRequest, match="Wrong number of items in the media group"):
        await box.bot.send_media_group(box.group.id, photos[:1])


async def test_people_send_voices_and_places(box: Box) -> None:
    """A voice and a place arrive in private as what they are, and the bot can answer with a place."""
    box.world.say(box.wang, box.wang, "/start")
    await box.drain()
    box.world.send_voice(box.wang, box.wang)
    box.world.send_location(box.wang, box.wang, 39.9, 116.4)
    voice, place = (update.message for update in await box.updates())
    assert voice is not None
    assert voice.voice is not None
    assert place is not None
    assert place.location is not None
    sent = await box.bot.send_location(box.wang.id, 39.9, 116.4, reply_parameters=ReplyParameters(place.message_id))
    assert sent.location == place.location


async def test_a_profile_has_its_limits(box: Box) -> None:
    """Descriptions are taken up to their lengths."""
    await box.bot.set_my_description("字" * 512)
    await box.bot.set_my_short_description("字" * 120, language_code="zh")
    await box.bot.set_chat_menu_button()
    assert box.world.profile["short_description zh"] == "字" * 120
    with pytest.raises(BadRequest, match="Description_too_long"):
        await box.bot.set_my_description("字" * 513)


async def test_a_picture_is_replaced_in_place(box: Box) -> None:
    """Another photo under another caption takes the place of the first; a text message has no caption to change."""
    sent = await box.bot.send_photo(box.group.id, b"one", caption="一")
    edited = await box.bot.edit_message_media(InputMediaPhoto(b"two", caption="二"), box.group.id, sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.caption == "二"
    assert edited.photo[-1].file_id != sent.photo[-1].file_id
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await box.bot.edit_message_text("二", box.group.id, sent.message_id)
    text = await box.bot.send_message(box.group.id, "文字")
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await box.bot.edit_message_caption(box.group.id, text.message_id, caption="二")


async def test_only_those_who_are_there_take_part(box: Box) -> None:
    """Someone outside the group can neither speak nor press in it; one who blocks and comes back is heard of."""
    card = await box.bot.send_message(box.group.id, "卡片")
    with pytest.raises(ValueError, match="is not in 和平里小区"):
        box.world.say(box.zhao, box.group, "/help")
    with pytest.raises(ValueError, match="is not in 和平里小区"):
        box.world.press(box.zhao, box.world.chat(box.group).messages[card.message_id], "附议")
    await box.drain()
    box.world.block(box.zhao)
    box.world.unblock(box.zhao)
    changes = [update.my_chat_member for update in await box.updates()]
    assert [change.new_chat_member.status for change in changes if change] == ["kicked", "member"]


async def test_somebody_restricted(box: Box) -> None:
    """Who is restricted is in the group or not, and keeps the status when they go."""
    box.world.restrict(box.group, box.li)
    assert not [update for update in await box.updates() if update.chat_member]  # the bot is no administrator
    there = await box.bot.get_chat_member(box.group.id, box.li.id)
    assert isinstance(there, ChatMemberRestricted)
    assert there.is_member
    box.world.say(box.li, box.group, "大家好")
    box.world.leave(box.group, box.li)
    gone = await box.bot.get_chat_member(box.group.id, box.li.id)
    assert isinstance(gone, ChatMemberRestricted)
    assert not gone.is_member
    with pytest.raises(ValueError, match="is not in"):
        box.world.say(box.li, box.group, "还在吗")


async def test_people_are_added(box: Box) -> None:
    """Whoever adds people is the sender of the line that names them."""
    await box.drain()
    new = [box.world.add_user(name) for name in ("甲", "乙")]
    box.world.add_members(box.group, new, by=box.wang)
    message = next(update.message for update in await box.updates() if update.message)
    assert message.from_user
    assert message.from_user.id == box.wang.id
    assert [user.id for user in message.new_chat_members] == [user.id for user in new]


async def test_a_line_says_what_is_pinned(box: Box) -> None:
    """A pin is told as a line of its own, which shows the message."""
    said = box.world.say(box.wang, box.group, "/通知")
    await box.drain()
    box.world.pin(box.group, said, by=box.wang)
    message = next(update.message for update in await box.updates() if update.message)
    assert message.pinned_message
    assert message.pinned_message.message_id == said.message_id


@pytest.mark.parametrize("kind", ["video", "animation", "video_note", "audio", "sticker"])
async def test_other_media(box: Box, kind: str) -> None:
    """Everything that people send has the shape that the library expects of it."""
    box.world.privacy_mode = False
    await box.drain()
    box.world.send_media(box.wang, box.group, kind)
    message = next(update.message for update in await box.updates() if update.message)
    assert message.effective_attachment is getattr(message, kind)
    assert (message.document is not None) is (kind == "animation")


def test_no_words_below_a_sticker(box: Box) -> None:
    """Nobody can write below a sticker, nor send what does not exist."""
    for kind, words in (("sticker", "好"), ("hologram", None)):
        with pytest.raises(ValueError, match="nobody can send"):
            box.world.send_media(box.wang, box.group, kind, caption=words)


async def test_what_a_group_forbids(box: Box) -> None:
    """What the members may not send a bot that is one of them may not either; an administrator may."""
    box.world.forbid(box.group, "can_send_polls")
    box.world.set_bot_status(box.group, "member")
    with pytest.raises(BadRequest, match=r"(?i)not enough rights to send polls"):
        await box.bot.send_poll(box.group.id, "装路灯吗？", ["装", "不装"])
    await box.bot.send_message(box.group.id, "你好")
    box.world.allow(box.group, "can_send_polls")
    await box.bot.send_poll(box.group.id, "装路灯吗？", ["装", "不装"])
    box.world.forbid(box.group, "can_send_polls")
    box.world.set_bot_status(box.group, "administrator")
    await box.bot.send_poll(box.group.id, "装路灯吗？", ["装", "不装"])
    with pytest.raises(ValueError, match="can_dance"):
        box.world.forbid(box.group, "can_dance")


async def test_a_closed_topic(box: Box) -> None:
    """Nobody but who manages topics writes into a topic that is closed, until it is opened again."""
    forum = box.world.add_group("和平里论坛", box.wang, [box.li], is_forum=True)
    box.world.set_bot_status(forum, "member")
    box.world.close_topic(forum)
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await box.bot.send_message(forum.id, "你好")
    box.world.reopen_topic(forum)
    await box.bot.send_message(forum.id, "你好")

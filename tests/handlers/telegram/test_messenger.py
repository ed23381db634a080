"""Cards as people see them, and what becomes of trouble on the way."""

import asyncio
import logging
from dataclasses import replace

import pytest
from markupsafe import Markup, escape
from telegram.request import HTTPXRequest

from bot.documents.chart_drawer import ChartDrawer
from bot.documents.qr import make_qr
from bot.domain.matters.acts import Act
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import ChatId, MessageId, ThreadId
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.outbox_message import Right
from bot.ports import (
    Bars,
    Button,
    Card,
    Chart,
    Closed,
    File,
    Forbidden,
    InDoubt,
    Later,
    Moved,
    Picture,
    PlatformPoll,
    Refused,
    Sent,
    Series,
    Why,
)
from handlers.telegram import callback_data
from handlers.telegram.messenger import BotMessenger
from sandbox import Message
from tests.handlers.conftest import KEY
from tests.sandbox.box import PLAIN, Box, plain_bot

SUPPORT = Button("附议", Intent(Act.SUPPORT, 3, 12))
TEXT = Card(Markup("<b>议题</b>"))
CHOICE = Card(Markup(), poll=PlatformPoll("几点开会？", ("七点", "八点"), anonymous=False, multiple=True))


def seen(box: Box) -> list[Message]:
    """What the bot wrote into the group, oldest first."""
    messages = [box.group.messages[number] for number in sorted(box.group.messages)]
    return [message for message in messages if message.sender is box.world.bot]


def photo_of(box: Box) -> str:
    """A photo that somebody sent, as its file id."""
    sent = box.world.send_photo(box.wang, box.group)
    return str(sent.content["photo"][-1]["file_id"])


def picture(box: Box, message: Message) -> bytes:
    """The bytes of a message's photo."""
    found = box.world.files.by_id(message.content["photo"][-1]["file_id"])
    assert found is not None
    return found.content


class TestSending:
    """A card becomes a message."""

    async def test_text(self, box: Box, messenger: BotMessenger) -> None:
        """Text keeps its marks, what people wrote stays as it is, and links are not previewed."""
        card = Card(Markup("<b>议题</b> {}").format("<i>1 & 2</i>"))
        outcome = await messenger.send(ChatId(str(box.group.id)), card)
        (message,) = seen(box)
        assert outcome == Sent(MessageId(str(message.message_id)))
        assert message.content["text"] == "议题 <i>1 & 2</i>"
        assert [entity["type"] for entity in message.content["entities"]] == ["bold"]
        assert box.world.calls[-1].params["link_preview_options"] == {"is_disabled": True}

    async def test_buttons(self, box: Box, messenger: BotMessenger) -> None:
        """A button in a group is bound to its council, one in private to its reader; an address is just opened."""
        card = Card(Markup("卡片"), buttons=((SUPPORT,), (Button("打开", url="https://example.com"),)))
        box.world.say(box.li, box.li, "/start")
        await messenger.send(ChatId(str(box.group.id)), card)
        await messenger.send(ChatId(str(box.li.id)), card)
        in_group = seen(box)[0].keyboard
        in_private = list(box.world.chat(box.li.id).messages.values())[-1].keyboard
        assert SUPPORT.intent == callback_data.decode(in_group[0][0]["callback_data"], key=KEY, scope="g3")
        scope = f"p{box.li.id}"
        assert SUPPORT.intent == callback_data.decode(in_private[0][0]["callback_data"], key=KEY, scope=scope)
        assert in_group[1][0]["url"] == "https://example.com"

    async def test_question(self, box: Box, messenger: BotMessenger) -> None:
        """A question invites exactly its reader to answer, as a reply to what they wrote."""
        asked = box.world.say(box.li, box.group, "/propose")
        await messenger.send(
            ChatId(str(box.group.id)),
            Card(Markup("想提什么？"), ask="路灯不亮" * 20),
            reply_to=MessageId(str(asked.message_id)),
        )
        call = box.world.calls[-1].params
        assert call["reply_markup"] == {
            "force_reply": True,
            "selective": True,
            "input_field_placeholder": ("路灯不亮" * 20)[:64],
        }
        assert call["reply_parameters"] == {"message_id": asked.message_id, "allow_sending_without_reply": True}

    async def test_question_with_buttons(self, box: Box, messenger: BotMessenger) -> None:
        """Below buttons a question invites to answer in private alone: in a group it would ask everybody."""
        card = Card(Markup("想提什么？"), ask="路灯不亮", buttons=((SUPPORT,),))
        for chat, forced in ((box.group.id, False), (box.li.id, True)):
            await messenger.send(ChatId(str(chat)), card)
            below = box.world.calls[-1].params["reply_markup"]
            assert [button["text"] for row in below["inline_keyboard"] for button in row] == [SUPPORT.label]
            assert below.get("force_reply", False) is forced

    async def test_answer_to_a_deleted_message(self, box: Box, messenger: BotMessenger) -> None:
        """An answer to a message that is gone is sent all the same."""
        asked = box.world.say(box.li, box.group, "/help")
        box.world.delete_message(asked)
        assert isinstance(
            await messenger.send(ChatId(str(box.group.id)), TEXT, reply_to=MessageId(str(asked.message_id))), Sent
        )

    async def test_silent(self, box: Box, messenger: BotMessenger) -> None:
        """A card that is not worth a sound makes none."""
        await messenger.send(ChatId(str(box.group.id)), Card(Markup("小事"), notify=False))
        assert box.world.calls[-1].params["disable_notification"] is True

    async def test_photo(self, box: Box, messenger: BotMessenger) -> None:
        """A photo carries a short text as its caption, and the buttons."""
        card = Card(Markup("<b>路灯</b>"), buttons=((SUPPORT,),), media=Attachment("photo", photo_of(box)))
        await messenger.send(ChatId(str(box.group.id)), card)
        (message,) = seen(box)
        assert message.content["caption"] == "路灯"
        assert message.keyboard[0][0]["text"] == "附议"

    async def test_photo_as_a_file(self, box: Box, messenger: BotMessenger) -> None:
        """A picture that was sent as a file is sent on as one: Telegram refuses to make a photo of it."""
        file = box.world.files.keep("document", b"x", "x.jpg", "image/jpeg")
        card = Card(Markup("路灯"), media=Attachment("photo", file.file_id, as_file=True))
        assert isinstance(await messenger.send(ChatId(str(box.group.id)), card), Sent)
        shown = box.world.last_message(box.group)
        assert (shown.content["document"]["file_id"], shown.text) == (file.file_id, "路灯")
        refused = await messenger.send(
            ChatId(str(box.group.id)), replace(card, media=Attachment("photo", file.file_id))
        )
        assert isinstance(refused, Refused)

    async def test_photo_with_a_long_text(self, box: Box, messenger: BotMessenger) -> None:
        """A text too long for a caption follows its photo, with the buttons; it is what is edited later."""
        card = Card(escape("长" * 1025), buttons=((SUPPORT,),), media=Attachment("photo", photo_of(box)))
        outcome = await messenger.send(ChatId(str(box.group.id)), card)
        photo, text = seen(box)
        assert "caption" not in photo.content
        assert not photo.keyboard
        assert text.keyboard
        assert outcome == Sent(MessageId(str(text.message_id)))
        assert await messenger.edit(ChatId(str(box.group.id)), MessageId(str(text.message_id)), card) == outcome

    async def test_a_photo_that_is_gone(self, box: Box, messenger: BotMessenger) -> None:
        """The words of a card go alone where Telegram does not know its photo any more."""
        card = Card(Markup("路灯"), buttons=((SUPPORT,),), media=Attachment("photo", "gone"))
        assert isinstance(await messenger.send(ChatId(str(box.group.id)), card), Sent)
        (message,) = seen(box)
        assert (message.text, message.keyboard[0][0]["text"]) == ("路灯", "附议")

    async def test_album(self, box: Box, messenger: BotMessenger) -> None:
        """Several pictures stand side by side above the words with the buttons; these are what is edited later."""
        pictures = (
            Picture(Attachment("photo", photo_of(box)), Markup("<b>办理前</b>")),
            Picture(Attachment("photo", photo_of(box)), Markup("办结后")),
        )
        card = Card(Markup("办好了"), buttons=((SUPPORT,),), media=pictures[1].photo, album=pictures)
        outcome = await messenger.send(ChatId(str(box.group.id)), card)
        before, after, words = seen(box)
        assert [each.content["caption"] for each in (before, after)] == ["办理前", "办结后"]
        assert before.content["media_group_id"] == after.content["media_group_id"]
        assert outcome == Sent(MessageId(str(words.message_id)))
        assert (
            await messenger.edit(ChatId(str(box.group.id)), outcome.message, replace(card, text=Markup("改了")))
            == outcome
        )
        assert (words.text, "photo" in words.content) == ("改了", False)

    async def test_photo_added_by_an_edit(self, box: Box, messenger: BotMessenger) -> None:
        """A text becomes a photo with a caption where its photo came later, or stays one where that is forbidden."""
        chat = ChatId(str(box.group.id))
        card = Card(Markup("<b>路灯</b>"), buttons=((SUPPORT,),))
        first, second = [await messenger.send(chat, card) for _ in range(2)]
        assert isinstance(first, Sent)
        assert isinstance(second, Sent)
        with_photo = replace(card, media=Attachment("photo", photo_of(box)), text=Markup("<b>路灯</b> 2"))
        assert await messenger.edit(chat, first.message, with_photo) == first
        words = "Bad Request: not enough rights to send photos to the chat"
        box.world.faults.add("editMessageMedia", status=400, description=words)
        assert await messenger.edit(chat, second.message, with_photo) == second
        photo, text = [each for each in seen(box) if each.keyboard]
        assert ("photo" in photo.content, photo.content.get("caption")) == (True, "路灯 2")
        assert ("photo" in text.content, text.text) == (False, "路灯 2")

    async def test_chart(self, box: Box) -> None:
        """A chart comes above the text with what it shows in words; a long text follows it. Undrawn: the text alone."""
        card = Card(Markup("<b>统计</b>"), buttons=((SUPPORT,),), chart=CHART)
        charts = ChartDrawer(within=60)
        messenger, chat = BotMessenger(box.bot, KEY, charts), ChatId(str(box.group.id))
        outcome = await messenger.send(chat, card)
        await messenger.send(chat, replace(card, text=escape("长" * 1010)))
        alt = escape("；".join(f"{n}号楼：办结 1 件" for n in range(200)))
        await messenger.send(chat, replace(card, chart=replace(CHART, alt=alt)))
        assert isinstance(outcome, Sent)
        assert await messenger.edit(chat, outcome.message, replace(card, text=Markup("改了"))) == outcome
        charts.close()
        broken = ChartDrawer(("/nowhere",))
        await BotMessenger(box.bot, KEY, broken).send(chat, card)
        broken.close()
        await BotMessenger(box.bot, KEY).send(chat, card)
        short, picture, long, alone, all_of_it, undrawn, never = seen(box)
        assert (alone.content.get("caption"), all_of_it.text) == (None, f"统计\n\n{alt}")
        assert short.content["caption"] == "改了\n\n办结 3 件，没办完 1 件"
        assert picture.content["caption"] == "办结 3 件，没办完 1 件"
        assert [bool(each.keyboard) for each in (short, picture, long)] == [True, False, True]
        assert [each.text for each in (undrawn, never)] == ["统计", "统计"]

    async def test_place(self, box: Box, messenger: BotMessenger) -> None:
        """A place is shown on the map, the text after it."""
        await messenger.send(
            ChatId(str(box.group.id)), Card(Markup("在这里"), media=Attachment("location", "39.9,116.4"))
        )
        place, text = seen(box)
        assert place.content["location"]["latitude"] == pytest.approx(39.9)
        assert text.content["text"] == "在这里"

    async def test_voice(self, box: Box, messenger: BotMessenger) -> None:
        """A voice message is sent again by its reference."""
        voice = box.world.send_voice(box.wang, box.group).content["voice"]["file_id"]
        await messenger.send(ChatId(str(box.group.id)), Card(Markup("听"), media=Attachment("voice", voice)))
        assert seen(box)[0].content["caption"] == "听"

    async def test_file(self, box: Box, messenger: BotMessenger) -> None:
        """A file of ours is sent under its name."""
        await messenger.send(ChatId(str(box.group.id)), Card(Markup("您的数据"), file=File("我的数据.json", b"{}")))
        (message,) = seen(box)
        assert message.content["document"]["file_name"] == "我的数据.json"

    async def test_code(self, box: Box, messenger: BotMessenger) -> None:
        """A code to scan is a picture of the address it opens; an edit changes the words, or the picture as well."""
        card = Card(Markup("签到 0/3"), qr="start:c-ABCDEFGH")
        sent = await messenger.send(ChatId(str(box.group.id)), card)
        assert isinstance(sent, Sent)
        (message,) = seen(box)
        first = picture(box, message)
        assert first == make_qr(f"https://t.me/{box.world.bot.username}?start=c-ABCDEFGH").getvalue()
        await messenger.edit(
            ChatId(str(box.group.id)), sent.message, replace(card, text=Markup("签到 1/3"), qr="start:c-HGFEDCBA")
        )
        assert (message.text, picture(box, message)) == ("签到 1/3", first)
        turned = Card(Markup("<b>换了</b>"), qr="start:c-HGFEDCBA", turning=True)
        assert await messenger.edit(ChatId(str(box.group.id)), sent.message, turned) == sent
        assert message.text == "换了"
        assert picture(box, message) == make_qr(f"https://t.me/{box.world.bot.username}?start=c-HGFEDCBA").getvalue()
        assert await messenger.edit(ChatId(str(box.group.id)), sent.message, Card(Markup("散会"))) == sent
        assert message.text == "散会"

    async def test_poll(self, box: Box, messenger: BotMessenger) -> None:
        """A poll is the platform's own, and its id comes back."""
        outcome = await messenger.send(ChatId(str(box.group.id)), CHOICE)
        (message,) = seen(box)
        assert message.poll
        assert outcome == Sent(MessageId(str(message.message_id)), message.poll.id)

    async def test_long_text(self, box: Box, messenger: BotMessenger) -> None:
        """A text over the limit becomes several messages, parted at line ends; the last has the buttons."""
        lines = [f"{number:04} " + "字" * 95 for number in range(100)]
        outcome = await messenger.send(ChatId(str(box.group.id)), Card(escape("\n".join(lines)), buttons=((SUPPORT,),)))
        messages = seen(box)
        assert "\n".join(message.content["text"] for message in messages).split("\n") == lines
        assert [bool(message.keyboard) for message in messages] == [False, False, True]
        assert outcome == Sent(MessageId(str(messages[-1].message_id)))

    async def test_topic(self, box: Box, messenger: BotMessenger) -> None:
        """A card goes into its topic; when that is gone, into the group."""
        forum = box.world.add_group("论坛", box.wang, is_forum=True)
        topic = box.world.add_topic(forum, "议事")
        await messenger.send(ChatId(str(forum.id)), Card(Markup("一"), thread=ThreadId(str(topic))))
        await messenger.send(ChatId(str(forum.id)), Card(Markup("二"), thread=ThreadId(str(topic + 99))))
        sent = [call for call in box.world.calls if call.method == "sendMessage" and call.status == 200]
        assert [call.params.get("message_thread_id") for call in sent] == [topic, None]

    async def test_doubt(self, box: Box, messenger: BotMessenger) -> None:
        """What may be a repetition says so, a poll in its question."""
        await messenger.send(ChatId(str(box.group.id)), TEXT, doubtful=True)
        await messenger.send(ChatId(str(box.group.id)), CHOICE, doubtful=True)
        text, poll = seen(box)
        assert text.content["text"] == "（可能重复）\n议题"
        assert poll.poll
        assert poll.poll.question == "（可能重复）几点开会？"

    @pytest.mark.parametrize(
        "card",
        [
            Card(Markup()),
            Card(Markup("x"), buttons=((Button("坏", Intent("长" * 50)),),)),
            Card(Markup("x"), media=Attachment("hologram", "1")),
            Card(Markup("x"), media=Attachment("location", "here")),
            Card(Markup(), media=Attachment("photo", "nonsense")),
            Card(Markup("<blink>x</blink>")),
            Card(Markup("x</b>")),
        ],
    )
    async def test_unshowable(
        self, card: Card, box: Box, messenger: BotMessenger, caplog: pytest.LogCaptureFixture
    ) -> None:
        """A card that cannot be shown is refused as our fault, with a line in the log."""
        outcome = await messenger.send(ChatId(str(box.group.id)), card)
        assert isinstance(outcome, Refused)
        assert outcome.why is Why.BAD
        assert "cannot be shown" in caplog.text


class TestEditing:
    """A message shows something else."""

    async def test_text(self, box: Box, messenger: BotMessenger) -> None:
        """Text and buttons change in place; showing the same again counts as done."""
        await messenger.send(ChatId(str(box.group.id)), Card(Markup("旧"), buttons=((SUPPORT,),)))
        (message,) = seen(box)
        for _ in range(2):
            assert await messenger.edit(ChatId(str(box.group.id)), MessageId(str(message.message_id)), TEXT) == Sent(
                MessageId(str(message.message_id))
            )
        assert (message.content["text"], message.keyboard) == ("议题", [])

    async def test_too_long(self, box: Box, messenger: BotMessenger) -> None:
        """One message holds as much of a long text as fits."""
        await messenger.send(ChatId(str(box.group.id)), TEXT)
        (message,) = seen(box)
        await messenger.edit(ChatId(str(box.group.id)), MessageId(str(message.message_id)), Card(escape("字" * 5000)))
        assert message.content["text"] == "字" * 4095 + "…"

    async def test_caption(self, box: Box, messenger: BotMessenger) -> None:
        """The text under a photo changes."""
        photo = Attachment("photo", photo_of(box))
        await messenger.send(ChatId(str(box.group.id)), Card(Markup("旧"), media=photo))
        (message,) = seen(box)
        await messenger.edit(
            ChatId(str(box.group.id)), MessageId(str(message.message_id)), Card(Markup("新"), media=photo)
        )
        assert message.content["caption"] == "新"
        await messenger.edit(ChatId(str(box.group.id)), MessageId(str(message.message_id)), Card(Markup("没有照片了")))
        assert message.content["caption"] == "没有照片了"

    async def test_poll(self, box: Box, messenger: BotMessenger) -> None:
        """Of a poll only the buttons change."""
        await messenger.send(ChatId(str(box.group.id)), CHOICE)
        (message,) = seen(box)
        changed = Card(Markup(), poll=CHOICE.poll, buttons=((SUPPORT,),))
        assert await messenger.edit(ChatId(str(box.group.id)), MessageId(str(message.message_id)), changed) == Sent(
            MessageId(str(message.message_id))
        )
        assert message.keyboard

    async def test_deleted(self, box: Box, messenger: BotMessenger) -> None:
        """A message that somebody deleted is not there any more."""
        await messenger.send(ChatId(str(box.group.id)), TEXT)
        (message,) = seen(box)
        box.world.delete_message(message)
        outcome = await messenger.edit(
            ChatId(str(box.group.id)), MessageId(str(message.message_id)), Card(Markup("新"))
        )
        assert isinstance(outcome, Refused)
        assert outcome.why is Why.NO_MESSAGE


class TestClosing:
    """A poll ends."""

    async def test_counts(self, box: Box, messenger: BotMessenger) -> None:
        """Closing gives how often each option was chosen, and by how many people."""
        await messenger.send(ChatId(str(box.group.id)), CHOICE)
        (message,) = seen(box)
        box.world.vote(box.wang, message, [0, 1])
        box.world.vote(box.li, message, [1])
        assert await messenger.close_poll(ChatId(str(box.group.id)), MessageId(str(message.message_id))) == Closed(
            (1, 2), 2
        )

    async def test_closed_before(self, box: Box, messenger: BotMessenger) -> None:
        """The counts of a poll that is closed already cannot be had."""
        await messenger.send(ChatId(str(box.group.id)), CHOICE)
        (message,) = seen(box)
        await messenger.close_poll(ChatId(str(box.group.id)), MessageId(str(message.message_id)))
        outcome = await messenger.close_poll(ChatId(str(box.group.id)), MessageId(str(message.message_id)))
        assert isinstance(outcome, Refused)
        assert outcome.why is Why.NO_MESSAGE


class TestTrouble:
    """What each kind of trouble means."""

    @pytest.mark.parametrize("status", [500, 502, 504])
    async def test_broken_gateway(self, status: int, box: Box, messenger: BotMessenger) -> None:
        """After a server error the message may have arrived."""
        box.world.faults.add("sendMessage", status=status)
        assert await messenger.send(ChatId(str(box.group.id)), TEXT) == InDoubt()

    @pytest.mark.parametrize("kind", ["cut_before", "cut_after"])
    async def test_cut(self, kind: str, box: Box, messenger: BotMessenger) -> None:
        """After a broken connection the message may have arrived."""
        box.world.faults.add("sendMessage", kind=kind)  # type: ignore[arg-type]  # a table of its values
        assert await messenger.send(ChatId(str(box.group.id)), TEXT) == InDoubt()

    async def test_no_answer(self, box: Box) -> None:
        """When no answer comes the message may have arrived."""
        box.world.faults.add("sendMessage", kind="hang")
        request = HTTPXRequest(read_timeout=0.05, httpx_kwargs=PLAIN)
        async with plain_bot(box.world.token, box.server.base_url, request) as bot:
            assert await BotMessenger(bot, KEY).send(ChatId(str(box.group.id)), TEXT) == InDoubt()

    async def test_no_connection(self, box: Box) -> None:
        """Without a connection nothing was sent, to anybody."""
        bot = plain_bot(box.world.token)
        assert await BotMessenger(bot, KEY).send(ChatId(str(box.group.id)), TEXT) == Later(1, chat_only=False)

    async def test_no_room(self, box: Box) -> None:
        """A message that waited in vain for a free connection was not sent."""
        box.world.faults.add("sendMessage", kind="hang")
        request = HTTPXRequest(connection_pool_size=1, pool_timeout=0.05, read_timeout=1, httpx_kwargs=PLAIN)
        async with plain_bot(box.world.token, box.server.base_url, request) as bot:
            messenger = BotMessenger(bot, KEY)
            outcomes = await asyncio.gather(*(messenger.send(ChatId(str(box.group.id)), TEXT) for _ in range(2)))
        assert outcomes == [InDoubt(), Later(1, chat_only=False)]

    async def test_too_many(self, box: Box, messenger: BotMessenger) -> None:
        """A chat that had too many messages says how long it rests."""
        box.world.faults.add("sendMessage", status=429, retry_after=17)
        assert await messenger.send(ChatId(str(box.group.id)), TEXT) == Later(17)

    async def test_wrong_token(self, box: Box, messenger: BotMessenger) -> None:
        """While the token is refused nothing is lost."""
        box.world.faults.add("sendMessage", status=401, description="Unauthorized")
        assert await messenger.send(ChatId(str(box.group.id)), TEXT) == Later(30, chat_only=False)

    async def test_never_started(self, box: Box, messenger: BotMessenger) -> None:
        """Nobody can be written to who has not opened the chat, or has blocked the bot."""
        for chat in (box.zhao.id, -100123):
            outcome = await messenger.send(ChatId(str(chat)), TEXT)
            assert isinstance(outcome, Refused)
            assert outcome.why is Why.GONE

    async def test_moved(self, box: Box, messenger: BotMessenger) -> None:
        """A group that became a supergroup names its new id."""
        old = box.world.add_group("旧群", box.wang, kind="group")
        new = box.world.migrate(old)
        assert await messenger.send(ChatId(str(old.id)), TEXT) == Moved(ChatId(str(new.id)))

    async def test_half_sent(self, box: Box, messenger: BotMessenger) -> None:
        """When a part of a long text has arrived and the rest cannot go yet, the whole is in doubt."""
        long = Card(escape("字" * 5000))
        box.world.faults.add("sendMessage", kind="slow", seconds=0)
        box.world.faults.add("sendMessage", status=429, retry_after=17)
        assert await messenger.send(ChatId(str(box.group.id)), long) == InDoubt()


BOTH = [(400, "Bad Request"), (403, "Forbidden")]
FORBIDDEN = [
    ("Message", "not enough rights to send text messages to the chat", Right.TEXT),
    ("Message", "have no rights to send a message", Right.TEXT),
    ("Message", "need administrator rights in the channel chat", Right.TEXT),
    ("Message", "CHAT_WRITE_FORBIDDEN", Right.TEXT),
    ("Message", "CHAT_SEND_PLAIN_FORBIDDEN", Right.TEXT),
    ("Message", "CHAT_RESTRICTED", Right.TEXT),
    ("Message", "CHAT_ADMIN_REQUIRED", Right.TEXT),
    ("Message", "TOPIC_CLOSED", Right.TOPIC),
    ("Location", "not enough rights to send locations to the chat", Right.TEXT),
    ("Photo", "not enough rights to send photos to the chat", Right.PHOTOS),
    ("Photo", "CHAT_SEND_PHOTOS_FORBIDDEN", Right.PHOTOS),
    ("Photo", "CHAT_SEND_MEDIA_FORBIDDEN", Right.PHOTOS),
    ("Photo", "not enough rights to send media messages to the chat", Right.PHOTOS),
    ("Voice", "not enough rights to send voice notes to the chat", Right.VOICE),
    ("Voice", "CHAT_SEND_VOICES_FORBIDDEN", Right.VOICE),
    ("Voice", "CHAT_SEND_MEDIA_FORBIDDEN", Right.VOICE),
    ("Document", "not enough rights to send documents to the chat", Right.FILES),
    ("Document", "CHAT_SEND_DOCS_FORBIDDEN", Right.FILES),
    ("Document", "CHAT_SEND_MEDIA_FORBIDDEN", Right.FILES),
    ("Poll", "not enough rights to send polls to the chat", Right.POLLS),
    ("Poll", "CHAT_SEND_POLL_FORBIDDEN", Right.POLLS),
    ("Poll", "CHAT_WRITE_FORBIDDEN", Right.TEXT),
]
GONE = [
    (400, "Bad Request: chat not found"),
    (400, "Bad Request: PEER_ID_INVALID"),
    (400, "Bad Request: group chat was deactivated"),
    (403, "Forbidden: bot was kicked from the supergroup chat"),
    (403, "Forbidden: bot was kicked from the group chat"),
    (403, "Forbidden: bot is not a member of the supergroup chat"),
    (403, "Forbidden: the group chat was deleted"),
    (403, "Forbidden: bot was blocked by the user"),
    (403, "Forbidden: user is deactivated"),
]


CHART = Chart(
    (Bars("各类", ("设施",), (Series("办结", (3,)), Series("没办完", (1,)))),), Markup("办结 3 件，没办完 1 件")
)


class TestForbidden:
    """What the group's settings do not allow, in all the words that Telegram has for it."""

    @pytest.mark.parametrize(("status", "title"), BOTH)
    @pytest.mark.parametrize(("method", "words", "right"), FORBIDDEN)
    async def test_missing_right(  # noqa: PLR0917  # a table's columns and the fixtures
        self, method: str, words: str, right: Right, status: int, title: str, box: Box, messenger: BotMessenger
    ) -> None:
        """Each refusal names the right that is missing, and never means that the bot is out of the group."""
        cards = {
            "Message": TEXT,
            "Poll": CHOICE,
            "Location": Card(Markup(), media=Attachment("location", "39.9,116.4")),
            "Photo": Card(Markup(), qr="start:c-ABCDEFGH"),
            "Voice": Card(Markup(), media=Attachment("voice", "1")),
            "Document": Card(Markup("表"), file=File("a.txt", b"1")),
        }
        box.world.faults.add(f"send{method}", status=status, description=f"{title}: {words}")
        assert await messenger.send(ChatId(str(box.group.id)), cards[method]) == Forbidden(right)

    @pytest.mark.parametrize(("status", "words"), GONE)
    async def test_gone(self, status: int, words: str, box: Box, messenger: BotMessenger) -> None:
        """Out of the group is what Telegram calls so."""
        box.world.faults.add("sendMessage", status=status, description=words)
        outcome = await messenger.send(ChatId(str(box.group.id)), TEXT)
        assert isinstance(outcome, Refused)
        assert outcome.why is Why.GONE

    @pytest.mark.parametrize("kind", ["photo", "voice", "code"])
    async def test_without_the_picture(self, kind: str, box: Box, messenger: BotMessenger) -> None:
        """The words of a card go alone where its picture or voice is forbidden, with its buttons."""
        voice = box.world.send_voice(box.wang, box.group).content["voice"]["file_id"]
        card = {
            "photo": Card(Markup("路灯"), media=Attachment("photo", photo_of(box))),
            "voice": Card(Markup("路灯"), media=Attachment("voice", voice)),
            "code": Card(Markup("路灯"), qr="start:c-ABCDEFGH"),
        }[kind]
        box.world.forbid(box.group, "can_send_photos", "can_send_voice_notes")
        box.world.set_bot_status(box.group, "member")
        outcome = await messenger.send(ChatId(str(box.group.id)), replace(card, buttons=((SUPPORT,),)))
        (message,) = seen(box)
        assert outcome == Sent(
            MessageId(str(message.message_id)), without=Right.VOICE if kind == "voice" else Right.PHOTOS
        )
        assert (message.text, message.keyboard[0][0]["text"]) == ("路灯", "附议")

    async def test_edit(self, box: Box, messenger: BotMessenger) -> None:
        """An edit that the group does not allow now is no message that is gone."""
        await messenger.send(ChatId(str(box.group.id)), TEXT)
        box.world.faults.add("editMessageText", status=400, description="Bad Request: CHAT_WRITE_FORBIDDEN")
        outcome = await messenger.edit(
            ChatId(str(box.group.id)), MessageId(str(seen(box)[0].message_id)), Card(Markup("新"))
        )
        assert outcome == Forbidden(Right.TEXT)

    async def test_private_chat(self, box: Box, messenger: BotMessenger) -> None:
        """In private nobody can give a right: who may not be written to is out of reach."""
        box.world.say(box.li, box.li, "/start")
        box.world.faults.add("sendMessage", status=400, description="Bad Request: CHAT_WRITE_FORBIDDEN")
        outcome = await messenger.send(ChatId(str(box.li.id)), TEXT)
        assert isinstance(outcome, Refused)
        assert outcome.why is Why.GONE

    async def test_upgraded_without_a_new_id(self, box: Box, messenger: BotMessenger) -> None:
        """A group that moved, but not yet to where, is asked again."""
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        box.world.faults.add("sendMessage", status=400, description=words)
        assert await messenger.send(ChatId(str(box.group.id)), TEXT) == Later(60)

    @pytest.mark.parametrize("words", ["TOPIC_CLOSED", "message thread not found", "TOPIC_DELETED"])
    async def test_topic(self, words: str, box: Box, messenger: BotMessenger) -> None:
        """A card whose own topic is shut goes into General; where that is shut too, it waits."""
        forum = box.world.add_group("论坛", box.wang, is_forum=True)
        card = Card(Markup("一"), thread=ThreadId(str(box.world.add_topic(forum, "议事"))))
        box.world.faults.add("sendMessage", status=400, description=f"Bad Request: {words}")
        assert isinstance(await messenger.send(ChatId(str(forum.id)), card), Sent)
        box.world.faults.add("sendMessage", status=400, description=f"Bad Request: {words}")
        box.world.faults.add("sendMessage", status=400, description="Bad Request: TOPIC_CLOSED")
        assert await messenger.send(ChatId(str(forum.id)), card) == Forbidden(Right.TOPIC)


class TestToast:
    """The answer to a tap."""

    async def test_toast(self, box: Box, messenger: BotMessenger) -> None:
        """The toast is cut to what Telegram takes."""
        await messenger.send(ChatId(str(box.group.id)), Card(Markup("卡片"), buttons=((SUPPORT,),)))
        press = box.world.press(box.li, seen(box)[0], "附议")
        await messenger.answer(press.id, "好" * 300, alert=True)
        assert box.world.calls[-1].params["text"] == "好" * 200

    async def test_too_late(self, box: Box, messenger: BotMessenger, caplog: pytest.LogCaptureFixture) -> None:
        """A tap that can no longer be answered is nothing to worry about."""
        caplog.set_level(logging.INFO)
        await messenger.answer("4711", "好")
        assert box.world.calls[-1].status == 400
        assert not [record for record in caplog.records if record.name.startswith("handlers")]

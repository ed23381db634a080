"""The outbox as the platform sees it."""

import asyncio
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.inbox import ProcessedUpdates
from bot.domain.shared.outbox_message import HOLD, DeliveryState, OutboxMessage, Right, SentMessage
from bot.domain.shared.platform_features import PlatformFeatures
from bot.messages.outbox import Outbox
from bot.ports import Closed, Forbidden, InDoubt, Later, Moved, Refused, Sent, Why
from storage.memory import MemoryStore
from tests.clocks import START, PatientClock
from tests.messages.conftest import Running, Tell
from tests.messages.platform import Call, Platform, Words

GROUP, OTHER, PRIVATE = ChatId("-1"), ChatId("-2"), ChatId("5")
SECOND = timedelta(seconds=1)


def most_within(platform: Platform, window: timedelta) -> int:
    times = [call.at for call in platform.calls]
    return max(sum(start <= time < start + window for time in times) for start in times)


async def test_order(running: Running, say: Tell, platform: Platform) -> None:
    """A chat is told one thing after the other, in the order of events, a second apart."""
    for text in "甲乙丙":
        await say(GROUP, text)
    async with running():
        pass
    assert platform.texts == list("甲乙丙")
    assert most_within(platform, SECOND) == 1


@pytest.mark.parametrize(("urgent", "most"), [(True, 20), (False, 15)])
async def test_group_limit(
    running: Running,
    say: Tell,
    platform: Platform,
    urgent: bool,  # noqa: FBT001  # pytest hands it over
    most: int,
) -> None:
    """One group never gets more than 20 messages in any minute, 15 of news, and gets all of them in the end."""
    for number in range(50):
        await say(GROUP, f"{number:02}", urgent=urgent)
    async with running():
        pass
    assert len(platform.calls) == 50
    assert most_within(platform, timedelta(minutes=1)) == most


async def test_answers_before_news(running: Running, say: Tell, platform: Platform, clock: PatientClock) -> None:
    """Where forty news wait, each of five who ask has an answer within three seconds; no news is lost or overtaken."""
    news = [f"新{number:02}" for number in range(40)]
    for text in news:
        await say(GROUP, text)
    asked = {}
    async with running():
        for number in range(5):
            for _ in range(7):
                await platform.next_call()
            asked[f"答{number}"] = clock.now()
            await say(GROUP, f"答{number}", urgent=True)
    answered = {call.text: call.at - asked[call.text] for call in platform.calls if call.text in asked}
    assert max(answered.values()) <= 3 * SECOND
    assert len(answered) == 5
    assert [text for text in platform.texts if text not in asked] == news
    assert most_within(platform, timedelta(minutes=1)) <= 20


async def test_an_answer_that_rests(running: Running, say: Tell, platform: Platform, clock: PatientClock) -> None:
    """An answer that may go only later holds no news up."""
    await say(GROUP, "等一等", urgent=True, not_before=clock.now() + 5 * SECOND)
    await say(GROUP, "新消息")
    async with running():
        pass
    assert platform.texts == ["新消息", "等一等"]


async def test_limit_survives_a_restart(running: Running, say: Tell, platform: Platform) -> None:
    """A restart does not forget how much a group has had in the last minute."""
    for number in range(30):
        await say(GROUP, f"{number:02}", urgent=True)
    async with running() as first:
        for _ in range(15):
            await platform.next_call()
        first.stop()
        async with running():
            pass
    assert most_within(platform, timedelta(minutes=1)) == 20


async def test_whole_bot_limit(running: Running, say: Tell, platform: Platform) -> None:
    """All chats together get at most 30 messages in any second."""
    for chat in range(1, 101):
        await say(ChatId(str(chat)), f"给{chat}")
    async with running():
        pass
    assert len(platform.calls) == 100
    assert most_within(platform, SECOND) <= 30


async def test_side_by_side(running: Running, say: Tell, platform: Platform) -> None:
    """At most 8 messages are in flight at once, never two of them into one chat."""
    flying: Counter[ChatId] = Counter()
    most = 0

    async def during(call: Call) -> None:
        nonlocal most
        flying[call.chat] += 1
        assert flying[call.chat] == 1
        most = max(most, flying.total())
        for _ in range(50):
            await asyncio.sleep(0)
        flying[call.chat] -= 1

    platform.during = during
    for chat in range(1, 41):
        await say(ChatId(str(chat)), f"给{chat}一")
        await say(ChatId(str(chat)), f"给{chat}二")
    async with running():
        pass
    assert most == 8


async def test_answered_together(running: Running, say: Tell, platform: Platform, store: MemoryStore) -> None:
    """Messages claimed together take one durable write, and when they are answered together one more."""
    for chat in range(1, 9):
        await say(ChatId(str(chat)), f"给{chat}")
    writes: list[int] = []
    store.listen(lambda: writes.append(len(platform.calls)), OutboxMessage)
    async with running():
        pass
    assert writes == [0, 8]


async def test_without_a_sound(running: Running, say: Tell, platform: Platform) -> None:
    """What must not wake anybody comes without a sound, all else is heard."""
    await say(ChatId("1"), "夜里的", silent=True)
    await say(ChatId("2"), "要紧的")
    async with running():
        pass
    assert {call.text: call.notify for call in platform.calls} == {"夜里的": False, "要紧的": True}


@pytest.mark.parametrize("features", [PlatformFeatures(edits=False)])
async def test_without_edits(running: Running, say: Tell, platform: Platform, store: MemoryStore) -> None:
    """Where nothing can be edited a card that changed is sent anew, without a sound, and takes the old one's place."""
    async with running() as outbox:
        await say(GROUP, "附议 0 人", id="card", in_place=True)
        await outbox.idle()
        await say(GROUP, "附议 1 人", id="card", in_place=True)
    assert [(call.how, call.text, call.notify) for call in platform.calls] == [
        ("send", "附议 0 人", True),
        ("send", "附议 1 人", False),
    ]
    (sent,) = await store.run(lambda tx: tx.find(SentMessage, "about", "card"))
    assert sent.message == "2"


async def test_nothing_to_tell(running: Running, say: Tell, platform: Platform) -> None:
    """What there is no more reason to tell is dropped, and the rest is told."""
    await say(GROUP, "过时的", view="nothing")
    await say(GROUP, "新的")
    async with running():
        pass
    assert platform.texts == ["新的"]


class TestLive:
    """A card is one message that is edited in place."""

    async def test_ten_changes(self, running: Running, say: Tell, platform: Platform) -> None:
        """Ten changes in one moment are one edit that shows the last."""
        async with running() as outbox:
            await say(GROUP, "附议 0", id="card", in_place=True)
            await outbox.idle()
            for number in range(1, 11):
                await say(GROUP, f"附议 {number}", id="card", in_place=True)
        assert platform.texts == ["附议 0", "附议 10"]
        assert platform.hows == ["send", "edit"]

    async def test_change_while_in_flight(self, running: Running, say: Tell, platform: Platform) -> None:
        """A change that comes in while the card is being sent is shown by an edit of that very message."""

        async def during(call: Call) -> None:
            if call.text == "旧":
                await say(GROUP, "新", id="card", in_place=True)

        platform.during = during
        await say(GROUP, "旧", id="card", in_place=True)
        async with running():
            pass
        assert [(call.how, call.text, call.message) for call in platform.calls] == [
            ("send", "旧", None),
            ("edit", "新", "1"),
        ]

    async def test_edits_leave_room(self, running: Running, say: Tell, platform: Platform) -> None:
        """A storm of taps edits the card every 3 seconds at most, and an answer goes in between."""
        async with running() as outbox:
            await say(GROUP, "卡片", id="card", in_place=True)
            await outbox.idle()
            await say(GROUP, "卡片 1", id="card", in_place=True)
            await outbox.idle()
            await say(GROUP, "卡片 2", id="card", in_place=True)
            await say(GROUP, "回答")
        assert platform.texts == ["卡片", "卡片 1", "回答", "卡片 2"]
        first, last = platform.calls[1].at, platform.calls[3].at
        assert last - first >= timedelta(seconds=3)

    async def test_somebody_waits(self, running: Running, say: Tell, platform: Platform) -> None:
        """Who leafs through a message of their own sees the next page after a second."""
        async with running() as outbox:
            await say(GROUP, "第 1 页", id="list", remember=True)
            for page in (2, 3):
                await outbox.idle()
                await say(GROUP, f"第 {page} 页", id="list", in_place=True, urgent=True)
        gaps = [after.at - before.at for before, after in pairwise(platform.calls)]
        assert gaps == [timedelta(seconds=1)] * 2

    async def test_lost_message(self, running: Running, say: Tell, platform: Platform, store: MemoryStore) -> None:
        """A card whose message somebody deleted is sent anew, and the new message is the one that is edited."""
        async with running() as outbox:
            await say(GROUP, "卡片", id="card", in_place=True)
            await outbox.idle()
            platform.answers.append(Refused(Why.NO_MESSAGE))
            await say(GROUP, "卡片 1", id="card", in_place=True)
        assert platform.hows == ["send", "edit", "send"]
        posted = await store.run(lambda tx: tx.find(SentMessage, "about", "card"))
        assert [message.message for message in posted] == ["3"]

    async def test_answering(self, running: Running, say: Tell, platform: Platform) -> None:
        """News about a card answer the card's message."""
        await say(GROUP, "卡片", id="card", in_place=True)
        await say(GROUP, "有进展", reply_about="card")
        async with running():
            pass
        assert platform.calls[1].message == "1"


class TestDoubt:
    """Nothing is lost; what may be a repetition says so."""

    async def test_kept_before_the_call(
        self, running: Running, say: Tell, platform: Platform, store: MemoryStore, outbox: Outbox
    ) -> None:
        """A bot that dies while a message is in flight sends it once more, marked."""
        held = asyncio.Event()

        async def during(_: Call) -> None:
            await held.wait()

        platform.during = during
        await say(GROUP, "通知")
        dying = asyncio.create_task(outbox.run())
        await platform.next_call()
        found = await store.run(lambda tx: tx.find(OutboxMessage, "state", DeliveryState.SENDING))
        assert [outgoing.id for outgoing in found] == ["通知"]
        dying.cancel()  # the message is still in flight, as in a kill
        platform.during = None
        async with running():
            pass
        held.set()
        assert [call.doubtful for call in platform.calls] == [False, True]
        with pytest.raises(asyncio.CancelledError):
            await dying

    async def test_no_answer(self, running: Running, say: Tell, platform: Platform) -> None:
        """A message that may have arrived is sent again with the mark, after a short rest."""
        platform.answers.append(InDoubt())
        await say(GROUP, "通知")
        async with running():
            pass
        assert [call.doubtful for call in platform.calls] == [False, True]
        assert platform.calls[1].at - platform.calls[0].at >= SECOND

    async def test_edit_without_answer(self, running: Running, say: Tell, platform: Platform) -> None:
        """An edit that may have arrived is simply repeated."""
        async with running() as outbox:
            await say(GROUP, "卡片", id="card", in_place=True)
            await outbox.idle()
            platform.answers.append(InDoubt())
            await say(GROUP, "卡片 1", id="card", in_place=True)
        assert platform.hows == ["send", "edit", "edit"]

    async def test_outage(self, running: Running, say: Tell, platform: Platform) -> None:
        """An hour in which the platform answers nothing loses no message."""
        platform.answers.extend([InDoubt()] * 60)
        await say(GROUP, "一")
        await say(OTHER, "二")
        async with running():
            pass
        assert platform.calls[-1].at - START > timedelta(minutes=20)
        assert set(platform.texts[-2:]) == {"一", "二"}

    async def test_poison(self, running: Running, say: Tell, platform: Platform, words: Words) -> None:
        """A message that never gets an answer while others do is given up, aloud, after eight tries."""
        platform.only = GROUP
        platform.answers.extend([InDoubt()] * 100)
        await say(GROUP, "毒")
        async with running() as outbox:
            while "毒: bad" not in words.sequels:
                await say(OTHER, "别的", urgent=True)
                await platform.next_call()
            platform.answers.clear()
            await outbox.idle()
        assert platform.texts.count("毒") == 8


class TestTrouble:
    """One chat's trouble is its own; the network's is everybody's."""

    async def test_chat_must_rest(self, running: Running, say: Tell, platform: Platform) -> None:
        """A chat that is told to wait 40 seconds waits; another goes on."""
        platform.only = GROUP
        platform.answers.append(Later(40))
        await say(GROUP, "慢")
        await say(OTHER, "快")
        async with running():
            pass
        assert platform.texts == ["慢", "快", "慢"]
        assert platform.calls[2].at - platform.calls[0].at >= 40 * SECOND
        assert not platform.calls[2].doubtful

    async def test_no_connection(self, running: Running, say: Tell, platform: Platform) -> None:
        """Without a connection everything pauses, longer from try to try up to a minute; nothing is lost or marked."""
        platform.answers.extend([Later(1, chat_only=False)] * 20)
        await say(GROUP, "一")
        async with running():
            pass
        gaps = [after.at - before.at for before, after in zip(platform.calls, platform.calls[1:], strict=False)]
        assert gaps == sorted(gaps)
        assert (gaps[0], gaps[-1]) == (SECOND, 60 * SECOND)
        assert (len(platform.calls), platform.calls[-1].doubtful) == (21, False)

    async def test_refused(self, running: Running, say: Tell, platform: Platform, words: Words) -> None:
        """What a chat refuses is dropped, and what should follow from that follows."""
        platform.answers.append(Refused(Why.GONE))
        await say(PRIVATE, "私信")
        await say(PRIVATE, "又一条")
        async with running():
            pass
        assert words.sequels == ["私信: gone", f"又一条: {Sent(MessageId('2'))}"]

    async def test_bad_card(
        self, running: Running, say: Tell, platform: Platform, caplog: pytest.LogCaptureFixture
    ) -> None:
        """A card the platform cannot show is dropped with a line in the log that names it."""
        platform.answers.append(Refused(Why.BAD))
        await say(GROUP, "坏", id="card/3/12")
        async with running():
            pass
        assert len(platform.calls) == 1
        assert "card/3/12" in caplog.text

    async def test_undrawable(self, running: Running, say: Tell, platform: Platform, words: Words) -> None:
        """What cannot be drawn is given up after some tries and never holds up the rest for good."""
        await say(GROUP, "画不出", view="unknown")
        await say(GROUP, "后面的")
        async with running():
            pass
        assert platform.texts == ["后面的"]
        assert "画不出: bad" in words.sequels

    async def test_broken_sequel(self, running: Running, say: Tell, platform: Platform, words: Words) -> None:
        """A message whose sequel fails is told once all the same, and the sequels of others do not fail with it."""
        words.broken_sequels = frozenset({"二"})
        for chat, text in enumerate("一二三", 1):
            await say(ChatId(str(chat)), text, remember=True)
        async with running():
            pass
        assert platform.texts == ["一", "二", "三"]
        assert {sequel[0] for sequel in words.sequels} == {"一", "三"}

    async def test_moved(self, running: Running, say: Tell, platform: Platform) -> None:
        """When a group has a new id, what waited for the old one goes there."""
        platform.answers.append(Moved(ChatId("-100")))
        await say(GROUP, "一")
        await say(GROUP, "二")
        async with running():
            pass
        assert [(call.chat, call.text) for call in platform.calls] == [(GROUP, "一"), ("-100", "一"), ("-100", "二")]

    async def test_closing_a_poll(self, running: Running, say: Tell, platform: Platform, words: Words) -> None:
        """Closing a poll gives its counts to what follows."""
        platform.answers.append(Closed((3, 1), 4))
        await say(GROUP, "截止", view="close")
        async with running():
            pass
        assert platform.hows == ["close"]
        assert words.sequels == [f"截止: {Closed((3, 1), 4)}"]

    async def test_broken_store(self, store: MemoryStore, platform: Platform, clock: PatientClock, say: Tell) -> None:
        """When nothing can be kept any more the outbox stops with that error."""

        class Full(Words):
            def on_delivered(self, *_: object) -> None:
                raise OSError("no space left")

            on_refused = on_delivered

        class FullStore(MemoryStore):
            def keep(self, *_: object) -> None:
                raise OSError("no space left")

        await say(GROUP, "通知")
        full = FullStore()
        full._contents = store.contents
        with pytest.raises(OSError, match="no space left"):
            await Outbox(full, platform, clock, Full(), PlatformFeatures()).run()
        assert not platform.calls


class TestStop:
    """A clean stop."""

    async def test_lands_what_flies(
        self, outbox: Outbox, running: Running, say: Tell, platform: Platform, store: MemoryStore
    ) -> None:
        """Stopping lets the message in flight arrive, keeps that it did, and begins no other."""

        async def during(_: Call) -> None:
            outbox.stop()

        platform.during = during
        await say(GROUP, "一")
        await say(GROUP, "二")
        await outbox.run()
        left = await store.run(lambda tx: tx.find(OutboxMessage, "chat", GROUP))
        assert [(outgoing.id, outgoing.state) for outgoing in left] == [("二", DeliveryState.PENDING)]
        async with running():
            pass
        assert platform.texts == ["一", "二"]
        assert not any(call.doubtful for call in platform.calls)

    async def test_too_late(
        self, outbox: Outbox, say: Tell, platform: Platform, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A message whose answer does not come in time stays in doubt, and the bot stops."""
        monkeypatch.setattr("bot.messages.outbox.STOP_WITHIN", 0.01)

        async def during(_: Call) -> None:
            outbox.stop()
            await asyncio.Event().wait()

        platform.during = during
        await say(GROUP, "一")
        await outbox.run()
        left = await store.run(lambda tx: tx.find(OutboxMessage, "chat", GROUP))
        assert [outgoing.state for outgoing in left] == [DeliveryState.SENDING]


class TestClockSetBack:
    """The clock of the machine is set back: nobody waits until it has caught up."""

    async def test_while_running(self, running: Running, say: Tell, platform: Platform, clock: PatientClock) -> None:
        """What waited when the clock went back 3 hours goes within seconds, in its order, and so does what is new."""
        for number in range(25):
            await say(GROUP, f"{number:02}")
        async with running() as outbox:
            while len(platform.calls) < 22:
                await platform.next_call()
            back = clock.travel(-timedelta(hours=3))
            await say(GROUP, "新")
            await say(OTHER, "别的群")
            await outbox.idle()
        after = platform.calls[22:]
        assert [call.text for call in after if call.chat == GROUP] == ["22", "23", "24", "新"]
        assert all(call.at - back < timedelta(minutes=2) for call in after)
        assert next(call.at for call in after if call.chat == OTHER) - back < 10 * SECOND
        assert most_within(platform, timedelta(minutes=1)) <= 21  # the clocks before and after do not overlap

    @pytest.mark.parametrize("chats", [1, 40])
    async def test_every_chat(
        self, running: Running, say: Tell, platform: Platform, clock: PatientClock, chats: int
    ) -> None:
        """The limit of all chats together, full when the clock went back, holds up nobody."""
        for chat in range(1, chats + 1):
            await say(ChatId(str(chat)), f"给{chat}")
        async with running() as outbox:
            await outbox.idle()
            back = clock.travel(-timedelta(hours=3))
            for chat in range(1, chats + 1):
                await say(ChatId(str(chat)), f"又给{chat}")
            await outbox.idle()
        assert len(platform.calls) == 2 * chats
        assert platform.calls[-1].at - back < 10 * SECOND
        assert most_within(platform, SECOND) <= 30

    async def test_between_two_starts(
        self, running: Running, say: Tell, platform: Platform, clock: PatientClock, outbox: Outbox
    ) -> None:
        """A bot that starts two days earlier than it stopped tells what waits at once."""

        async def during(_: Call) -> None:
            if len(platform.calls) == 20:
                outbox.stop()

        for number in range(22):
            await say(GROUP, f"{number:02}")
        platform.during = during
        await outbox.run()
        platform.during = None
        back = clock.travel(-timedelta(days=2))
        async with running():
            await say(GROUP, "新")
        assert platform.texts[20:] == ["20", "21", "新"]
        assert platform.calls[-1].at - back < timedelta(minutes=2)  # the group had its twenty of the minute

    async def test_new_words_do_not_hide_the_old(
        self, running: Running, say: Tell, platform: Platform, clock: PatientClock
    ) -> None:
        """What is told to a chat after the clock went back does not leave behind what it was told before."""
        await say(GROUP, "旧")
        clock.travel(-timedelta(days=2))
        await say(GROUP, "新")
        back = clock.now()
        async with running():
            pass
        assert sorted(platform.texts) == ["新", "旧"]
        assert platform.calls[-1].at - back < 10 * SECOND

    @pytest.mark.parametrize(("back", "said"), [(timedelta(days=2), True), (timedelta(), False)])
    async def test_said_at_a_start(  # noqa: PLR0917  # fixtures, and a table
        self,
        running: Running,
        say: Tell,
        clock: PatientClock,
        caplog: pytest.LogCaptureFixture,
        back: timedelta,
        said: bool,  # noqa: FBT001  # a table
    ) -> None:
        """A start at which the clock stands before what is kept already is said aloud once, with both times."""
        await say(GROUP, "一")
        kept = clock.now()
        now = clock.travel(-back)
        async with running():
            await say(GROUP, "二")
        lines = [record.getMessage() for record in caplog.records if "clock" in record.getMessage()]
        assert len(lines) == said
        assert all(str(instant)[:16] in lines[0] for instant in (kept, now) if said)

    async def test_update_before_the_start(
        self, running: Running, store: MemoryStore, clock: PatientClock, caplog: pytest.LogCaptureFixture
    ) -> None:
        """A start at which the clock stands before the newest update that is kept is said aloud, too."""
        block = ProcessedUpdates(bot=7, block=3, bitmap="1", at=clock.now())
        await store.run(lambda tx: tx.put(block))
        now = clock.travel(-timedelta(days=1))
        async with running() as outbox:
            await outbox.idle()
            await asyncio.sleep(0)
        (line,) = [record.getMessage() for record in caplog.records if "clock" in record.getMessage()]
        assert all(str(instant)[:16] in line for instant in (block.at, now))

    async def test_asked_rest(self, running: Running, say: Tell, platform: Platform, clock: PatientClock) -> None:
        """A rest that the platform asked for is kept when the clock goes back, and lasts no longer for it."""
        platform.answers.append(Later(40))
        await say(GROUP, "慢")
        async with running() as outbox:
            await platform.next_call()
            await asyncio.sleep(0)
            back = clock.travel(-timedelta(hours=3))
            await outbox.idle()
        assert platform.texts == ["慢", "慢"]
        assert timedelta(seconds=40) <= platform.calls[1].at - back < timedelta(seconds=50)

    async def test_asked_pause(self, running: Running, say: Tell, platform: Platform, clock: PatientClock) -> None:
        """A pause of everything that the platform asked for is kept when the clock goes back, and lasts no longer."""
        platform.answers.append(Later(40, chat_only=False))
        await say(GROUP, "慢")
        async with running() as outbox:
            await platform.next_call()
            for _ in range(5):
                await asyncio.sleep(0)
            back = clock.travel(-timedelta(hours=3))
            await outbox.idle()
        assert timedelta(seconds=39) <= platform.calls[1].at - back < timedelta(seconds=50)

    async def test_card(self, running: Running, say: Tell, platform: Platform, clock: PatientClock) -> None:
        """A card that was edited just before the clock went back is edited again within seconds."""
        async with running() as outbox:
            await say(GROUP, "卡片", id="card", in_place=True)
            await outbox.idle()
            back = clock.travel(-timedelta(hours=3))
            await say(GROUP, "卡片 1", id="card", in_place=True)
            await outbox.idle()
        assert platform.hows == ["send", "edit"]
        assert platform.calls[1].at - back < 10 * SECOND

    @pytest.mark.parametrize("back", [timedelta(hours=3), timedelta(days=2), timedelta(days=400)])
    async def test_quiet_hours(
        self, running: Running, say: Tell, platform: Platform, clock: PatientClock, back: timedelta
    ) -> None:
        """What waits for a time of day goes at that time of day, on the next day that has it."""
        morning = clock.now() + timedelta(hours=8)
        await say(GROUP, "不急", not_before=morning)
        now = clock.travel(-back)
        async with running():
            pass
        told = platform.calls[0].at
        assert told - now <= max(timedelta(days=1), morning - now if back < timedelta(days=1) else timedelta())
        assert (morning - told) % timedelta(days=1) == timedelta()

    async def test_held(self, running: Running, say: Tell, platform: Platform, clock: PatientClock) -> None:
        """What a group forbids is tried again within the hour, and then goes before what came later."""
        platform.answers.append(Forbidden(Right.TEXT))
        await say(GROUP, "旧")
        async with running() as outbox:
            await platform.next_call()
            for _ in range(5):
                await asyncio.sleep(0)
            back = clock.travel(-timedelta(days=2))
            await outbox.idle()
        assert platform.texts == ["旧", "旧"]
        assert platform.calls[1].at - back <= HOLD + 10 * SECOND


@pytest.mark.parametrize("seconds", [1e6, 1e12, 1e300])
async def test_longest_rest(running: Running, say: Tell, platform: Platform, seconds: float) -> None:
    """A rest longer than an hour, however long the platform asks for it, is one of an hour."""
    platform.answers.append(Later(seconds))
    await say(GROUP, "慢")
    async with running():
        pass
    assert platform.calls[1].at - platform.calls[0].at == timedelta(hours=1)

"""The way in, from Telegram to what is kept."""

import asyncio
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from telegram import Bot, Update
from telegram.request import HTTPXRequest

from bot.conversation.incoming import Incoming, OverLimit, Repeated
from bot.conversation.rate_limit import HourlyLimit
from bot.domain.shared.inbox import DeadLetter, ProcessedUpdate, ProcessedUpdates
from bot.ports import Store, Tx
from handlers.telegram import polling
from handlers.telegram.http_transport import HttpTransport, tls_context
from handlers.telegram.incoming import TelegramIncoming
from handlers.telegram.polling import UNFINISHED_LIMIT, Polling, TokenRefusedError
from handlers.telegram.update_queue import TOO_FAST, Updates
from sandbox import Chat
from storage.memory import MemoryStore
from storage.tinydb.store import TinyStore
from tests.clocks import START, PatientClock
from tests.handlers.inbox import Handler, note, noted
from tests.sandbox.box import PLAIN, Box, plain_bot

CONTEXT = tls_context()
Running = Callable[[], AbstractAsyncContextManager[Polling]]


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
def make(box: Box, store: MemoryStore, clock: PatientClock, handler: Handler) -> Callable[[], Polling]:
    return lambda: Polling(box.bot, Updates(box.bot, store, clock, handler), clock)


@pytest.fixture
def running(make: Callable[[], Polling]) -> Running:
    """Polling that runs until the block ends, and then stops cleanly."""

    @asynccontextmanager
    async def running() -> AsyncIterator[Polling]:
        made = make()
        task = asyncio.create_task(made.run())
        try:
            yield made
        finally:
            made.stop()
            await task

    return running


# In a list of updates, where a faulty proxy put them.
NO_UPDATES: list[object] = [
    None,
    7,
    "update",
    [],
    {"update_id": None},
    {"update_id": "12"},
    {"update_id": [1]},
    {"update_id": {}},
    {"update_id": 1.5},
    {"update_id": True},
    {"update_id": 0},
    {"update_id": -5},
    {"update_id": 2**31},
    {"update_id": 10**30},
]


def say(box: Box, *words: str, chat: Chat | None = None) -> None:
    for text in words:
        box.world.say(box.wang, chat or box.group, f"/{text}")


def people_change(box: Box, kind: str) -> dict[str, object]:
    """Return an update that tells that Wang let Li in, or took Li out."""
    chat, wang, li = box.group.as_json(), box.wang.as_json(), box.li.as_json()
    happened = {"chat": chat, "from": wang, "date": int(box.world.clock.timestamp())}
    if kind.endswith("chat_member") and not kind.startswith("left"):
        old, new = ({"user": li, "status": status} for status in ("left", "member"))
        return {kind: {**happened, "old_chat_member": old, "new_chat_member": new}}
    return {"message": {**happened, "message_id": 7, kind: li if kind.startswith("left") else [li]}}


def set_aside(tx: Tx) -> list[DeadLetter]:
    return tx.find(DeadLetter, "at")


def seen(tx: Tx) -> int:
    """Count the updates that are kept as handled."""
    return sum(int(block.bitmap, 16).bit_count() for block in tx.find(ProcessedUpdates, "at"))


class TestOnce:
    """Every update counts once, whatever happens."""

    async def test_handled_and_confirmed(
        self, box: Box, running: Running, handler: Handler, store: MemoryStore
    ) -> None:
        """What comes in is handled in order, kept with its number, and confirmed when the bot stops."""
        say(box, "a", "b", "c")
        async with running():
            await handler.until(3)
        assert handler.done == ["/a", "/b", "/c"]
        assert await store.run(seen) == 3
        assert len(box.world.updates) == 0

    async def test_died_before_confirming(
        self, box: Box, make: Callable[[], Polling], running: Running, handler: Handler, store: MemoryStore
    ) -> None:
        """A bot that dies before it confirms gets its updates again, and they change nothing."""
        say(box, "a", "b")

        async def die(words: str) -> None:
            if words == "/b":
                dying.cancel()
                await asyncio.Event().wait()

        handler.first = die
        dying = asyncio.create_task(make().run())
        with pytest.raises(asyncio.CancelledError):
            await dying
        assert await noted(store) == {"/a": 1}
        handler.first = None
        async with running():
            await handler.until(2)
        assert await noted(store) == {"/a": 1, "/b": 1}

    async def test_refused_update_is_not_seen(
        self, box: Box, running: Running, handler: Handler, store: MemoryStore
    ) -> None:
        """An act that fails keeps nothing, its update's number neither, so the next try counts."""
        tries = Counter[str]()

        async def fail_twice(words: str) -> None:
            tries[words] += 1
            if tries[words] < 3:
                raise RuntimeError(words)

        handler.first = fail_twice
        say(box, "a")
        async with running():
            await handler.until(1)
        assert tries == {"/a": 3}
        assert await noted(store) == {"/a": 1}
        assert await store.run(set_aside) == []

    async def test_repeated_tap_is_answered(self, box: Box, running: Running, handler: Handler) -> None:
        """A tap that comes again changes nothing and stops spinning."""
        message = await box.bot.send_message(box.group.id, "卡片")
        press = box.world.forge_tap(box.li, box.group, message.message_id, "x")
        again = dict(box.world.updates.read(1)[0])
        box.world.queue_raw_update(again)
        say(box, "end")
        async with running():
            await handler.until(2)
        assert handler.done == ["x", "/end"]
        assert box.world.presses[press.id].answer is not None


class TestKeptNumbers:
    """The numbers of handled updates, as the store keeps them."""

    @pytest.fixture
    def incoming(self, store: MemoryStore, clock: PatientClock) -> Callable[..., Incoming]:
        """An update with this number, of this bot, on its way in."""
        bots = {number: plain_bot(f"{number}:s3cret") for number in (7, 8)}

        def incoming(number: int, bot: int = 7, into: Store | None = None) -> Incoming:
            return TelegramIncoming.receive(Update(number), bots[bot], into or store, clock.now())

        return incoming

    async def test_room(self, incoming: Callable[..., Incoming], store: MemoryStore) -> None:
        """A thousand updates in a row take the room of five documents, less than a byte and a half each."""
        for number in range(1000, 2000):
            await incoming(number).keep(note, "x")
        documents = [text for name in ("seen", "seen_blocks") for text in store.contents.documents[name].values()]
        assert len(documents) == 5
        assert sum(map(len, documents)) < 1500

    async def test_out_of_order(self, incoming: Callable[..., Incoming], store: MemoryStore) -> None:
        """A lower number that is finished after a higher one is handled, and each of them once."""
        for number in (512, 300, 511, 256):
            await incoming(number).keep(note, str(number))
        for number in (256, 300, 511, 512):
            with pytest.raises(Repeated):
                await incoming(number).keep(note, str(number))
        assert await noted(store) == dict.fromkeys(("512", "300", "511", "256"), 1)

    async def test_twice_at_once(self, incoming: Callable[..., Incoming], store: MemoryStore) -> None:
        """Of an update that is handled by two tasks at the same time only one takes effect."""
        every = await asyncio.gather(
            *(incoming(5).keep(note, "x") for _ in range(3)), incoming(6).keep(note, "y"), return_exceptions=True
        )
        assert [type(each) for each in every].count(Repeated) == 2
        assert await noted(store) == {"x": 1, "y": 1}

    async def test_another_bot(self, incoming: Callable[..., Incoming], store: MemoryStore) -> None:
        """Another bot on the same data begins its numbers anew, and none of its updates is lost."""
        await incoming(5, bot=7).keep(note, "x")
        await incoming(5, bot=8).keep(note, "x")
        assert await noted(store) == {"x": 2}

    async def test_kept_by_an_earlier_version(self, incoming: Callable[..., Incoming], store: MemoryStore) -> None:
        """What a version before handled, one document for each update, is not handled again."""
        await store.run(lambda tx: tx.put(ProcessedUpdate(update=5, at=START)))
        with pytest.raises(Repeated):
            await incoming(5).keep(note, "x")
        await incoming(6).keep(note, "y")
        assert await noted(store) == {"y": 1}

    async def test_restart(self, incoming: Callable[..., Incoming], tmp_path: Path) -> None:
        """After a restart, from the journal and from the snapshot, what was handled is not handled again."""
        folder, crashed = tmp_path / "data", tmp_path / "crashed"
        store = TinyStore.open(folder)
        await incoming(300, into=store).keep(note, "x")
        await incoming(299, into=store).keep(note, "x")
        shutil.copytree(folder, crashed, ignore=shutil.ignore_patterns("lock"))
        await store.close()
        for place in (crashed, folder):
            store = TinyStore.open(place)
            for number in (299, 300):
                with pytest.raises(Repeated):
                    await incoming(number, into=store).keep(note, "x")
            await incoming(301, into=store).keep(note, "y")
            assert await noted(store) == {"x": 2, "y": 1}
            await store.close()

    async def test_token_is_not_kept(self, incoming: Callable[..., Incoming], store: MemoryStore) -> None:
        """Of the bot's token only the number of its account is kept."""
        await incoming(5).keep(note, "x")
        assert "s3cret" not in str(store.contents.documents)


class TestPoison:
    """One bad update holds up nothing."""

    @pytest.mark.parametrize(
        "bad", [{"message": "words"}, {"message": {"message_id": 1}}, {"callback_query": []}, {"poll": {"id": 3}}]
    )
    async def test_unreadable(
        self, bad: dict[str, object], box: Box, running: Running, handler: Handler, store: MemoryStore
    ) -> None:
        """An update that cannot be read is set aside at once, and the ones behind it are handled."""
        number = box.world.queue_raw_update(bad)
        say(box, "a")
        async with running():
            await handler.until(1)
        (aside,) = await store.run(set_aside)
        assert aside.update == number
        assert str(next(iter(bad))) in aside.raw
        assert len(box.world.updates) == 0

    async def test_unreadable_in_the_log(
        self, box: Box, running: Running, handler: Handler, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Of an update that cannot be read the log has one line, without a traceback, people's words or the token."""
        caplog.set_level("INFO")
        words = f"我家 3-1-502 的电话 13800000000 {box.world.token}"
        number = box.world.queue_raw_update({"message": {"message_id": words, "text": words}})
        say(box, "a")
        async with running():
            await handler.until(1)
        (line,) = [record for record in caplog.records if record.name.startswith("handlers")]
        assert line.exc_info is None
        assert line.message.split(" ", 2) == ["update", str(number), "is set aside: TypeError"]

    async def test_failing(
        self, box: Box, running: Running, handler: Handler, store: MemoryStore, caplog: pytest.LogCaptureFixture
    ) -> None:
        """An update that fails three times is set aside under its number; its chat goes on."""

        async def fail(words: str) -> None:
            if words == "/bad":
                raise RuntimeError("a bug")

        handler.first = fail
        say(box, "bad", "good")
        async with running():
            await handler.until(1)
        (aside,) = await store.run(set_aside)
        assert aside.reason == "RuntimeError: a bug"
        assert f"{aside.update} is set aside" in caplog.text
        assert handler.done == ["/good"]

    async def test_no_update_at_all(self, make: Callable[[], Polling], store: MemoryStore) -> None:
        """What is no update at all is passed over."""
        updates = make()._updates
        assert await updates.accept({"ok": 1})
        assert await updates.accept([])
        assert await store.run(set_aside) == []

    async def test_elements_that_are_no_updates(
        self, box: Box, running: Running, handler: Handler, store: MemoryStore, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Among the updates stands what is none: it is passed over, and what comes before and after is handled once."""
        say(box, "a")
        for junk in NO_UPDATES:
            box.world.queue_raw_update(junk)
        say(box, "b")
        async with running():
            await handler.until(2)
            say(box, "c")
            await handler.until(3)
        assert await noted(store) == {"/a": 1, "/b": 1, "/c": 1}
        assert len(box.world.updates) == 0
        assert await store.run(set_aside) == []
        assert f"{len(NO_UPDATES)} parts of an answer" in caplog.text

    @pytest.mark.parametrize("junk", NO_UPDATES, ids=str)
    async def test_nothing_but_junk(
        self, junk: object, box: Box, running: Running, handler: Handler, clock: PatientClock
    ) -> None:
        """An answer with no update in it is waited out, a second each time, until there is one."""
        before = clock.now()
        box.world.queue_raw_update(junk)
        async with running():
            await box.world.wait_for(lambda: clock.now() - before >= timedelta(seconds=5))
            say(box, "a")
            await handler.until(1)
        polls = [call for call in box.world.calls if call.method == "getUpdates" and not call.description]
        assert len(polls) <= (clock.now() - before).total_seconds() + 10
        assert len(box.world.updates) == 0

    @pytest.mark.parametrize("body", ["null", "{}", "[]", '{"ok":true}', '{"ok":true,"result":{"a":1}}', "<html>"])
    async def test_answers_that_are_none(
        self, body: str, box: Box, store: MemoryStore, clock: PatientClock, handler: Handler
    ) -> None:
        """An answer to getUpdates that is none, as a proxy may give it, is trouble like any other."""
        box.world.faults.add("getUpdates", kind="body", description=body, times=3)
        say(box, "a")
        lines = [HttpTransport(10, CONTEXT) for _ in range(2)]  # what checks the answers
        async with Bot(
            box.world.token, base_url=box.server.base_url, request=lines[0], get_updates_request=lines[1]
        ) as bot:
            made = Polling(bot, Updates(bot, store, clock, handler), clock)
            task = asyncio.create_task(made.run())
            async with asyncio.timeout(5):
                await handler.until(1)
            made.stop()
            await task
        assert len(box.world.updates) == 0

    async def test_unknown_kind(self, box: Box, running: Running, handler: Handler) -> None:
        """A kind of update that nobody knows yet is passed over."""
        box.world.queue_raw_update({"telepathy": {"thought": 1}})
        say(box, "a")
        async with running():
            await handler.until(1)
        assert len(box.world.updates) == 0


class TestOrder:
    """Chats side by side, one chat strictly in order."""

    async def test_slow_chat(self, box: Box, running: Running, handler: Handler) -> None:
        """A chat whose first update takes long keeps its order and holds up no other."""
        other = box.world.add_group("别处", box.wang)
        free = asyncio.Event()

        async def slow(words: str) -> None:
            if words == "/slow":
                await free.wait()

        handler.first = slow
        say(box, "slow", "after")
        say(box, "quick", chat=other)
        async with running():
            await handler.until(1)
            assert handler.done == ["/quick"]
            free.set()
            await handler.until(3)
        assert handler.done == ["/quick", "/slow", "/after"]

    async def test_next_poll_does_not_wait(
        self, box: Box, running: Running, handler: Handler, store: MemoryStore
    ) -> None:
        """While twenty chats wait for the network, what others say afterwards is fetched and handled, once each."""
        free, all_wait = asyncio.Event(), asyncio.Event()
        waiting = []

        async def slow(words: str) -> None:
            if words == "/slow":
                waiting.append(words)
                if len(waiting) == 20:
                    all_wait.set()
                await free.wait()

        handler.first = slow
        for number in range(20):
            say(box, "slow", chat=box.world.add_group(f"慢{number}", box.wang))
        async with running():
            async with asyncio.timeout(3):
                await all_wait.wait()
                say(box, "quick")
                await handler.until(1)
                say(box, "later")
                await handler.until(2)
            assert handler.done == ["/quick", "/later"]
            assert len(box.world.updates) >= 22  # what is not done with is not confirmed, nor is what came later
            free.set()
            await handler.until(22)
        assert await noted(store) == {"/slow": 20, "/quick": 1, "/later": 1}
        assert len(box.world.updates) == 0

    async def test_at_most_a_hundred_unfinished(
        self, box: Box, running: Running, handler: Handler, store: MemoryStore
    ) -> None:
        """Of many chats that wait, a hundred are taken; the others come when these are done with, once each."""
        free, hundred = asyncio.Event(), asyncio.Event()
        waiting = []

        async def slow(words: str) -> None:
            waiting.append(words)
            if len(waiting) == UNFINISHED_LIMIT:
                hundred.set()
            await free.wait()

        handler.first = slow
        groups = [box.world.add_group(f"慢{number}", box.wang) for number in range(UNFINISHED_LIMIT + 20)]
        for number, group in enumerate(groups):
            say(box, f"{number}", chat=group)
        async with running():
            async with asyncio.timeout(20):
                await hundred.wait()
            polls = len(box.world.calls)
            await box.world.wait_for(lambda: len(box.world.calls) > polls + 2)
            assert sorted(waiting) == sorted(f"/{number}" for number in range(UNFINISHED_LIMIT))
            free.set()
            await handler.until(UNFINISHED_LIMIT + 20)
        assert await noted(store) == {f"/{number}": 1 for number in range(UNFINISHED_LIMIT + 20)}

    async def test_at_most_sixteen(self, box: Box, running: Running, handler: Handler) -> None:
        """At most 16 chats are handled at once."""
        now = most = 0

        async def count(_: str) -> None:
            nonlocal now, most
            now += 1
            most = max(most, now)
            for _turn in range(10):
                await asyncio.sleep(0)
            now -= 1

        handler.first = count
        for number in range(40):
            say(box, "x", chat=box.world.add_group(f"群{number}", box.wang))
        async with running():
            await handler.until(40)
        assert most == 16

    async def test_nothing_piles_up(self, box: Box, running: Running, handler: Handler) -> None:
        """A chat that is quiet again takes no memory."""
        say(box, "a", "b")
        async with running() as made:
            await handler.until(2)
        assert made._updates._last == {}


class TestStop:
    """A clean stop."""

    async def test_update_in_hand(
        self, box: Box, make: Callable[[], Polling], running: Running, handler: Handler, store: MemoryStore
    ) -> None:
        """The update in hand is finished and confirmed; those behind it come again, once each."""
        say(box, "a", "b", "c")
        first = make()

        async def stop(_: str) -> None:
            first.stop()

        handler.first = stop
        await first.run()
        assert handler.done == ["/a"]
        assert len(box.world.updates) == 2
        handler.first = None
        async with running():
            await handler.until(3)
        assert await noted(store) == {"/a": 1, "/b": 1, "/c": 1}

    async def test_while_waiting(self, running: Running, box: Box) -> None:
        """A bot that waits for updates stops at once."""
        async with asyncio.timeout(2), running():
            await box.world.wait_for(lambda: box.server._app.state.delivery.is_polled)


class TestTrouble:
    """Telegram far away, or angry."""

    async def test_network(
        self, box: Box, running: Running, handler: Handler, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Trouble is waited out and said once, however long it lasts."""
        caplog.set_level("INFO")
        box.world.faults.add("getUpdates", status=502, times=5)
        say(box, "a")
        async with running():
            await handler.until(1)
        said = [record.message for record in caplog.records if record.name == polling.__name__]
        assert len(said) == 2
        assert "cannot be reached" in said[0]
        assert said[1] == "Telegram can be reached again"

    async def test_another_bot(
        self, box: Box, running: Running, handler: Handler, clock: PatientClock, caplog: pytest.LogCaptureFixture
    ) -> None:
        """A second program with the same token is named, and waited for."""
        box.world.faults.add("getUpdates", status=409, description="Conflict: terminated by other getUpdates request")
        say(box, "a")
        before = clock.now()
        async with running():
            await handler.until(1)
        assert "another program polls with the same token" in caplog.text
        assert clock.now() - before >= timedelta(seconds=30)

    async def test_webhook_left_behind(self, box: Box, running: Running, handler: Handler) -> None:
        """A webhook that an earlier set-up left behind is taken away."""
        await box.bot.set_webhook("https://127.0.0.1:1/old")
        say(box, "a")
        async with running():
            await handler.until(1)

    async def test_wrong_token(self, box: Box, store: MemoryStore, clock: PatientClock, handler: Handler) -> None:
        """A token that Telegram does not know ends it with a clear error."""
        async with HTTPXRequest(httpx_kwargs=PLAIN) as request, HTTPXRequest(httpx_kwargs=PLAIN) as asking:
            bot = Bot("1:wrong", base_url=box.server.base_url, request=request, get_updates_request=asking)
            with pytest.raises(TokenRefusedError):
                await Polling(bot, Updates(bot, store, clock, handler), clock).run()


class TestFloods:
    """Whoever sends too fast is dropped before anything is written."""

    async def test_taps(self, box: Box, running: Running, handler: Handler) -> None:
        """Somebody who presses hundreds of times is told once to wait; others are heard."""
        message = await box.bot.send_message(box.group.id, "卡片")
        presses = [box.world.forge_tap(box.li, box.group, message.message_id, f"{n}") for n in range(150)]
        say(box, "other")
        async with running():
            await handler.until(121)
        assert "/other" in handler.done
        toasts = [box.world.presses[press.id].answer for press in presses[120:]]
        assert [toast["text"] for toast in toasts if toast] == [TOO_FAST]
        assert len(box.world.updates) == 0

    async def test_bot_was_away(self, box: Box, running: Running, handler: Handler) -> None:
        """What somebody said over hours while the bot was away is no flood."""
        for _ in range(200):
            say(box, "x")
            box.world.clock.advance(timedelta(minutes=1))
        async with running():
            await handler.until(200)

    @pytest.mark.parametrize("kind", ["chat_member", "my_chat_member", "new_chat_members", "left_chat_member"])
    async def test_people_come_and_go(self, kind: str, box: Box, running: Running, handler: Handler) -> None:
        """Who lets hundreds of people in, or takes them out, is heard afterwards all the same."""
        change = people_change(box, kind)
        for _ in range(200):
            box.world.queue_raw_update(change)
        say(box, "x")
        async with running():
            await handler.until(1)
        assert len(box.world.updates) == 0

    async def test_messages(self, box: Box, running: Running, handler: Handler, store: MemoryStore) -> None:
        """Of hundreds of messages in one moment the first ones are heard; the rest leave no trace."""
        say(box, *["x"] * 300)
        async with running() as made:
            await handler.until(120)
            await box.world.wait_for(lambda: made._behind == box.world.updates._next_id)
        assert await store.run(seen) == 120

    async def test_hour_while_the_bot_was_away(
        self, box: Box, store: MemoryStore, clock: PatientClock, handler: Handler
    ) -> None:
        """What somebody did over hours while the bot was away was not done within one hour; what they do now is."""
        limit = HourlyLimit(3)

        async def limited(incoming: TelegramIncoming) -> None:
            with suppress(OverLimit):
                await handler(incoming.limited(limit))

        for number in range(9):
            box.world.clock.advance(timedelta(minutes=20))
            say(box, f"{number}")
        say(box, "more", "end", chat=box.world.add_group("别处", box.wang))
        polling = Polling(box.bot, Updates(box.bot, store, clock, limited), clock)
        task = asyncio.create_task(polling.run())
        await handler.until(9)
        await box.world.wait_for(lambda: polling._behind == box.world.updates._next_id)
        polling.stop()
        await task
        assert sorted(handler.done) == sorted(f"/{number}" for number in range(9))

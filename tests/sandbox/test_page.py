"""The chat page from the server's side: what it serves, what it tells, what it takes."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChatMember,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)

from sandbox import Clock, World
from sandbox.files import SMALLEST_PICTURE
from sandbox.page import BotHooks, events, pages, refusals, routes
from sandbox.page.tours import Tours
from tests.sandbox.box import Box, browser, open_box

NOW = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
STATIC = Path(pages.__file__).parent / "static"


@dataclass
class Due:
    """What the bot would say of its next due thing."""

    at: datetime | None = None

    async def __call__(self) -> datetime | None:
        return self.at


@pytest.fixture
def due() -> Due:
    return Due()


@pytest.fixture
async def box(due: Due) -> AsyncIterator[Box]:
    world = World(clock=Clock(frozen=NOW))
    async with open_box(world, routes(world, BotHooks(due))) as box:
        yield box


@pytest.fixture
async def client(box: Box) -> AsyncIterator[httpx.AsyncClient]:
    async with browser(box.server.url) as client:
        yield client


class Listening:
    """A page's line to the server."""

    def __init__(self, answer: httpx.Response) -> None:
        self.lines = answer.aiter_lines()
        self.id = ""

    async def next(self) -> Any:
        """The next event; its id is kept as a browser keeps it."""
        async for line in self.lines:
            name, _, value = line.partition(": ")
            if name == "id":
                self.id = value
            elif name == "data":
                return json.loads(value)
        raise AssertionError("the stream has ended")

    async def until(self, kind: str) -> Any:
        while (event := await self.next())["kind"] != kind:
            pass
        return event


@asynccontextmanager
async def listening(client: httpx.AsyncClient, last_id: str | None = None) -> AsyncIterator[Listening]:
    headers = {"Last-Event-ID": last_id} if last_id is not None else {}
    async with client.stream("GET", "/page/events", headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield Listening(answer)


# What is served


@pytest.mark.parametrize("path", ["/", "/page/chat.js", "/page/chat.css", "/page/icon.svg"])
async def test_the_page_may_load_only_from_here(client: httpx.AsyncClient, path: str) -> None:
    """Everything comes with a policy under which a browser runs and fetches nothing from elsewhere."""
    answer = await client.get(path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'self'; img-src 'self' blob: data:")
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_every_file_that_the_page_names_is_there(client: httpx.AsyncClient) -> None:
    """Each address in the page and each import of a script is served."""
    named = set(re.findall(r'(?:src|href)="([^"]+)"', (STATIC / "index.html").read_text()))
    for script in STATIC.glob("*.js"):
        named |= {f"/page/{name}" for name in re.findall(r'from "\./([^"]+)"', script.read_text())}
    assert len(named) > 10
    for path in named:
        assert (await client.get(path)).status_code == 200, path
    assert (await client.get("/page/nothing.js")).status_code == 404


def test_no_file_of_the_page_points_elsewhere_or_writes_markup() -> None:
    """There is no foreign address in the page, and no way by which words could become markup."""
    for file in STATIC.iterdir():
        text = file.read_text().replace("http://www.w3.org/2000/svg", "").replace("`https://${address}`", "")
        assert not re.search(r"https?://|innerHTML|insertAdjacentHTML|document\.write", text), file.name


# The page in English

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff01-\uff0a\uff0c-\uffef]")  # without the plus, a sign in both
TEMPLATE = re.compile(r"(?<![\w$])t`((?:[^`$]|\$\{[^{}]*\})*)`")
COMMENT = re.compile(r"^\s*(?://|/\*\*|\*).*$|//.*$", re.MULTILINE)


def english() -> dict[str, str]:
    """The catalogue of the page."""
    text = (STATIC / "english.js").read_text()
    catalogue: dict[str, str] = json.loads(text[text.index("{", text.index("ENGLISH")) : text.rindex("}") + 1])
    return catalogue


def sentences() -> set[str]:
    """Every Chinese sentence that the page can show, its values as {}."""
    found = {refusal for name, refusal in vars(refusals).items() if name.isupper()}
    for script in STATIC.glob("*.js"):
        if script.name not in {"english.js", "language.js"}:
            code = COMMENT.sub("", script.read_text())
            found |= {re.sub(r"\$\{[^{}]*\}", "{}", sentence) for sentence in TEMPLATE.findall(code)}
    html = (STATIC / "index.html").read_text()
    found |= {text.strip() for text in re.findall(r">([^<>]+)<", html) if CHINESE.search(text)}
    return found | {text for text in re.findall(r'(?:label|placeholder|alt)="([^"]+)"', html) if CHINESE.search(text)}


def test_every_sentence_of_the_page_is_there_in_english() -> None:
    """The catalogue has every sentence, nothing else, and the values of each."""
    catalogue = english()
    assert set(catalogue) == sentences()
    for chinese, words in catalogue.items():
        assert set(re.findall(r"\{(\d)\}", words)) == {str(n) for n in range(1, chinese.count("{}") + 1)}, chinese
        assert not CHINESE.search(words) or chinese.startswith(("例如", "议", "群")), chinese


def test_no_script_says_chinese_words_past_the_catalogue() -> None:
    """Outside of templates for the catalogue no script has a Chinese word."""
    for script in STATIC.glob("*.js"):
        if script.name != "english.js":
            rest = TEMPLATE.sub("", COMMENT.sub("", script.read_text())).replace('"中文"', "")
            assert not CHINESE.search(rest), script.name


# What is told


async def test_a_page_gets_everything_first_and_then_each_change(box: Box, client: httpx.AsyncClient) -> None:
    """The first event holds people, chats and messages; what happens later comes one by one."""
    box.world.say(box.li, box.group, "早")
    box.world.tag(box.group, box.li, "专人")
    async with listening(client) as page:
        state = await page.next()
        assert state["kind"] == "state"
        assert state["now"] == NOW.isoformat()
        assert state["is_frozen"]
        assert [person["first_name"] for person in state["people"]] == ["王", "李", "赵"]
        group, *private = state["chats"]
        assert group["title"] == "和平里小区"
        assert {member["user"]["id"]: member.get("tag") for member in group["members"]}[box.li.id] == "专人"
        assert [chat["id"] for chat in private] == [box.wang.id, box.li.id, box.zhao.id]
        assert state["messages"][str(box.group.id)][-1]["text"] == "早"
        said = box.world.say(box.li, box.group, "大家好")
        assert (await page.next())["message"]["text"] == "大家好"
        box.world.edit(box.li, said, "大家晚上好")
        assert (await page.next())["message"]["text"] == "大家晚上好"
        box.world.delete_message(said)
        assert (await page.next())["message_id"] == said.message_id
        box.world.clock.advance(timedelta(hours=1))
        assert (await page.next()) == {"kind": "clock", "now": "2026-12-01T02:00:00+00:00"}


async def test_a_page_that_was_cut_off_misses_nothing(box: Box, client: httpx.AsyncClient) -> None:
    """Coming back with the id of its last event, a page gets what happened meanwhile, and nothing twice."""
    async with listening(client) as page:
        await page.next()
        box.world.say(box.li, box.group, "一")
        assert (await page.next())["message"]["text"] == "一"
    box.world.say(box.li, box.group, "二")
    box.world.say(box.li, box.group, "三")
    async with listening(client, page.id) as page:
        assert [(await page.next())["message"]["text"] for _ in range(2)] == ["二", "三"]


@pytest.mark.parametrize("last_id", ["", "other-3", "no number", "{run}-99"])
async def test_a_page_that_cannot_be_followed_on_begins_anew(box: Box, client: httpx.AsyncClient, last_id: str) -> None:
    """An id of an earlier run, or one that never was, gets everything."""
    async with listening(client) as page:
        await page.next()
        run = page.id.partition("-")[0]
    box.world.say(box.li, box.group, "一")
    async with listening(client, last_id.format(run=run)) as page:
        assert (await page.next())["kind"] == "state"


async def test_a_page_that_was_away_too_long_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """What happened is kept for a while only; after that everything is told again."""
    monkeypatch.setattr(events, "KEPT", 3)
    world = World(clock=Clock(frozen=NOW))
    told = events.Events(world, Tours(world))
    person = world.add_user("王")
    async with aclosing(told.stream(None)) as stream:
        last_id = (await anext(stream)).split("\n")[0].removeprefix("id: ")
    for number in range(5):
        world.say(person, person, str(number))
    async with aclosing(told.stream(last_id)) as stream:
        assert '"kind": "state"' in await anext(stream)


async def test_a_line_on_which_nothing_happens_stays_open(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    """Now and then a comment goes out, so that a page that has gone is noticed."""
    monkeypatch.setattr(events, "PING_SECONDS", 0.01)
    async with aclosing(events.Events(box.world, Tours(box.world)).stream(None)) as stream:
        await anext(stream)
        assert (await anext(stream)).startswith(":")


async def test_a_message_is_told_as_it_is_now(box: Box, client: httpx.AsyncClient) -> None:
    """A page that comes back sees the newest words, and is told that a message has gone."""
    async with listening(client) as page:
        await page.next()
    kept = box.world.say(box.li, box.group, "一")
    gone = box.world.say(box.li, box.group, "二")
    box.world.edit(box.li, kept, "一点")
    box.world.delete_message(gone)
    async with listening(client, page.id) as page:
        assert (await page.next())["message"]["text"] == "一点"
        assert (await page.next())["is_deleted"]


async def test_what_only_apps_know_is_told(box: Box, client: httpx.AsyncClient) -> None:
    """A question keeps its ForceReply, a poll everybody's choice, and a toast reaches the one who pressed."""
    async with listening(client) as page:
        await page.next()
        ask = ForceReply(selective=True, input_field_placeholder="原因")
        await box.bot.send_message(box.group.id, "为什么？", reply_markup=ask)
        markup = (await page.next())["message"]["reply_markup"]
        assert markup == {"force_reply": True, "selective": True, "input_field_placeholder": "原因"}
        await box.bot.send_poll(box.group.id, "?", ["a", "b"])
        box.world.vote(box.li, box.world.last_message(box.group), [1])
        await page.until("message")
        assert (await page.until("poll"))["message"]["votes"] == {str(box.li.id): [1]}
        buttons = InlineKeyboardMarkup([[InlineKeyboardButton("附议", callback_data="s")]])
        await box.bot.send_message(box.group.id, "卡片", reply_markup=buttons)
        press = box.world.press(box.li, box.world.last_message(box.group), "附议")
        await box.bot.answer_callback_query(press.id, "好", show_alert=True)
        toast = await page.until("toast")
        assert toast | {"kind": "toast", "id": press.id, "user": box.li.id, "text": "好", "show_alert": True} == toast


async def test_people_groups_and_commands_are_told_when_they_change(box: Box, client: httpx.AsyncClient) -> None:
    """Somebody new, a new name of the group and the bot's menus reach the page without loading it again."""
    member = BotCommandScopeChatMember(box.group.id, box.li.id)
    async with listening(client) as page:
        assert (await page.next())["commands"] == {"private": [], "group": [], "own": {}}
        box.world.join(box.group, box.zhao)
        assert len((await page.until("town"))["chats"][0]["members"]) == 4
        box.world.rename(box.group, "新名")
        assert (await page.until("town"))["chats"][0]["title"] == "新名"
        box.world.add_user("钱")
        assert len((await page.until("town"))["people"]) == 4
        await box.bot.set_my_commands([BotCommand("help", "帮助")])
        await page.until("town")
        await box.bot.set_my_commands([BotCommand("setup", "设群")], scope=BotCommandScopeAllGroupChats())
        await page.until("town")
        await box.bot.set_my_commands([BotCommand("accept", "受理")], scope=member)
        commands = (await page.until("town"))["commands"]
        own = commands.pop("own")
        assert {kind: [each["command"] for each in menu] for kind, menu in commands.items()} == {
            "private": ["help"],
            "group": ["setup"],
        }
        assert {whose: [each["command"] for each in menu] for whose, menu in own.items()} == {
            f"{box.group.id}/{box.li.id}": ["accept"]
        }


# What is taken


async def upload(client: httpx.AsyncClient, content: bytes, **words: Any) -> httpx.Response:
    form = {key: str(value) for key, value in words.items()}
    return await client.post("/page/photo", data=form, files={"photo": ("p.html", content, "text/html")})


async def test_a_photo_is_sent_with_words_as_a_reply(box: Box, client: httpx.AsyncClient) -> None:
    """A picture from the page reaches the chat, and any page can show it, by its content and not its name."""
    said = box.world.say(box.wang, box.group, "怎么了？")
    words = {"user": box.li.id, "chat": box.group.id, "caption": "门坏了", "reply_to": said.message_id}
    sent = (await upload(client, SMALLEST_PICTURE, **words)).json()
    message = box.world.last_message(box.group)
    assert (message.text, message.reply_to, message.sender) == ("门坏了", said, box.li)
    shown = await client.get(f"/page/files/{sent['photo'][-1]['file_id']}")
    assert shown.content == SMALLEST_PICTURE
    assert shown.headers["content-type"] == "image/gif"


async def test_a_file_is_sent_and_saved(box: Box, client: httpx.AsyncClient) -> None:
    """A file from the page reaches the chat under its name, and any page can save it; an empty one is refused."""
    form = {"user": str(box.li.id), "chat": str(box.group.id), "caption": "/roll"}
    table = {"document": ("名册.csv", b"a,b", "text/csv")}
    sent = (await client.post("/page/document", data=form, files=table)).json()
    assert (sent["caption"], sent["document"]["file_name"]) == ("/roll", "名册.csv")
    saved = await client.get(f"/page/files/{sent['document']['file_id']}")
    assert saved.content == b"a,b"
    assert saved.headers["content-disposition"].startswith("attachment")
    for wrong in ({"document": ("x", b"", "text/csv")}, {"other": ("x", b"y", "text/csv")}):
        assert (await client.post("/page/document", data=form, files=wrong)).status_code == 400


async def test_only_pictures_are_taken(box: Box, client: httpx.AsyncClient) -> None:
    """Anything else is refused with a reason, and so is too large a picture."""
    where = {"user": box.li.id, "chat": box.group.id}
    before = len(box.group.messages)
    answer = await upload(client, b"<script>alert(1)</script>", **where)
    assert (answer.status_code, answer.json()["error"][:6]) == (400, "这不是照片。")
    answer = await upload(client, SMALLEST_PICTURE + bytes(pages.MAX_PHOTO), **where)
    assert (answer.status_code, answer.json()["error"][:5]) == (413, "照片太大了")
    assert (await client.post("/page/photo", data=where)).status_code == 400
    assert (await upload(client, SMALLEST_PICTURE, user=1, chat=2)).status_code == 400
    assert (await upload(client, SMALLEST_PICTURE, user=box.zhao.id, chat=box.group.id)).status_code == 400
    assert len(box.group.messages) == before


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xd8\xff\xe0...", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"<svg onload='alert(1)'/>", "application/octet-stream"),
    ],
)
async def test_a_file_can_never_act_as_a_page(box: Box, client: httpx.AsyncClient, content: bytes, kind: str) -> None:
    """Pictures come as what they are; all else is for saving, under its own name, with nothing allowed."""
    sent = box.world.send_photo(box.li, box.group, content)
    answer = await client.get(f"/page/files/{sent.content['photo'][-1]['file_id']}")
    assert answer.headers["content-type"] == kind
    assert "sandbox" in answer.headers["content-security-policy"]
    document = box.world.send_document(box.li, box.group, content, '名册".html', mime_type="text/html")
    answer = await client.get(f"/page/files/{document.content['document']['file_id']}")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''%E5%90%8D%E5%86%8C%22.html"
    assert (await client.get("/page/files/none")).status_code == 404


async def test_a_person_and_a_group_are_added(box: Box, client: httpx.AsyncClient) -> None:
    """A person comes with name and username, a group with its owner, its members and the bot as an administrator."""
    asked: Any = {"name": " 孙  大爷 ", "username": "＠\N{FULLWIDTH LATIN CAPITAL LETTER S}un_dy"}
    person = (await client.post("/page/person", json=asked)).json()
    assert (person["first_name"], person["username"]) == ("孙 大爷", "Sun_dy")
    asked = {"title": "新村", "owner": person["id"], "members": [box.li.id, person["id"]]}
    group = box.world.chat((await client.post("/page/group", json=asked)).json()["id"])
    statuses = {member.user.first_name: member.status for member in group.members.values()}
    assert statuses == {"孙 大爷": "creator", "李": "member", "议事": "administrator"}


NO_NAME, NO_TITLE = ("name", "请写名字。"), ("title", "请写群名。")
LONG_NAME, LONG_TITLE = ("name", "名字太长了，最多 64 个字。"), ("title", "群名太长了，最多 128 个字。")
TAKEN = ("username", "这个用户名已经有人用了，请换一个。")
NO_USERNAME = ("username", "用户名要 5 到 32 个字母、数字，字母开头。")


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        ({}, NO_NAME),
        ({"name": None}, NO_NAME),
        ({"name": "\u3000 \u200b"}, NO_NAME),
        ({"name": "长" * 65}, LONG_NAME),
        *(({"name": "孙", "username": username}, TAKEN) for username in ("WangFang", "@yishi_bot")),
        *(
            ({"name": "孙", "username": username}, NO_USERNAME)
            for username in ("sun", "a" * 33, "孙大爷孙大爷", "1sundy")
        ),
        ({"title": " \n "}, NO_TITLE),
        ({"title": "长" * 129}, LONG_TITLE),
        ({"title": "新村", "owner": 1, "members": []}, None),
        ({"title": "新村"}, None),
        ([], None),
    ],
)
async def test_nothing_wrong_is_added(
    box: Box, client: httpx.AsyncClient, asked: Any, refused: tuple[str, str] | None
) -> None:
    """What Telegram would not take is refused with the field and the reason, and nobody and nothing is added."""
    before = len(box.world.users), len(box.world.chats)
    answer = await client.post("/page/group" if "title" in asked else "/page/person", json=asked)
    assert answer.status_code == 400
    said = answer.json()
    assert refused in {None, (said.get("field"), said["error"])}
    assert (len(box.world.users), len(box.world.chats)) == before


# Time


async def test_the_clock_goes_to_the_next_due_thing(box: Box, client: httpx.AsyncClient, due: Due) -> None:
    """Whatever waits first, the bot's own or the end of a poll, is where the clock goes; then nothing is left."""
    await box.bot.send_poll(box.group.id, "?", ["a", "b"], open_period=600)
    due.at = NOW + timedelta(days=1)
    poll_end = (NOW + timedelta(minutes=10)).isoformat()
    assert (await client.post("/page/next")).json() == {"due": poll_end, "news": []}
    assert box.world.clock.now().isoformat() == poll_end
    assert (await client.post("/page/next")).json() == {"due": due.at.isoformat(), "news": []}
    assert box.world.clock.now() == due.at
    due.at = None
    assert (await client.post("/page/next")).json() == {"due": None, "news": []}


async def test_the_clock_never_goes_back(box: Box, client: httpx.AsyncClient, due: Due) -> None:
    """A due thing that the bot has not yet come to leaves the clock where it is."""
    due.at = NOW - timedelta(minutes=1)
    assert (await client.post("/page/next")).json() == {"due": due.at.isoformat(), "news": []}
    assert box.world.clock.now() == NOW


async def test_the_page_needs_no_bot_that_says_what_is_due() -> None:
    """Without a bot in the same process only the ends of polls are known."""
    world = World(clock=Clock(frozen=NOW))
    async with open_box(world, routes(world)) as box, browser(box.server.url) as client:
        assert (await client.post("/page/next")).json() == {"due": None, "news": []}


async def test_what_cannot_be_done_does_not_hold_the_clock(due: Due) -> None:
    """A due thing that stays due is waited for once, not again and again."""
    looks = []

    async def settled() -> None:
        looks.append(True)

    world = World(clock=Clock(frozen=NOW))
    due.at = NOW + timedelta(hours=1)
    async with open_box(world, routes(world, BotHooks(due, settled))) as box, browser(box.server.url) as client:
        assert (await client.post("/page/next")).json() == {"due": due.at.isoformat(), "news": []}
    assert looks == [True]


# Tours and a new beginning


async def test_odd_wishes_are_refused(client: httpx.AsyncClient) -> None:
    """A tour that is not there, a body that is none: 400 with the reason; where nobody can begin anew: 404."""
    for body in (b'{"tour": "nowhere"}', b'{"tour": []}', b"{}", b"[]", b"no json"):
        answer = await client.post("/page/tour", content=body)
        assert (answer.status_code, "error" in answer.json()) == (400, True), body
    assert (await client.post("/page/tour", json={"tour": None})).json() == {"open": None, "tours": []}
    assert (await client.get("/page/tours")).json() == {"open": None, "tours": []}
    assert (await client.post("/page/reset", json={"with_example": True})).status_code == 404
    resets: list[bool] = []
    world = World(clock=Clock(frozen=NOW))
    async with (
        open_box(world, routes(world, BotHooks(reset=resets.append))) as other,
        browser(other.server.url) as page,
    ):
        assert (await page.post("/page/reset", content=b"{}")).status_code == 400
        assert (await page.post("/page/reset", json={"with_example": False})).status_code == 200
    assert resets == [False]


async def test_a_page_waits_until_the_example_is_told() -> None:
    """A page that comes too early gets everything, once all is there."""
    world, is_ready = World(clock=Clock(frozen=NOW)), asyncio.Event()
    told = events.Events(world, Tours(world), is_ready)
    async with aclosing(told.stream(None)) as stream:
        first = asyncio.create_task(anext(stream))
        world.add_user("赵敏")
        await asyncio.sleep(0)
        assert not first.done()
        is_ready.set()
        assert "赵敏" in await first

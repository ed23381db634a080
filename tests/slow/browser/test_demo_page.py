"""The chat page in a real browser, with a bot of a few lines behind it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, Locator, Page, ViewportSize, expect

from sandbox import Clock, World
from sandbox.files import SMALLEST_PICTURE
from sandbox.model import ADMINISTRATOR
from sandbox.page import BotHooks, routes
from tests.sandbox.box import Box, open_box
from tests.sandbox.clerk import HOSTILE, at_work
from tests.slow.browser.browser import Complaints, open_browser

NOW = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)  # a Tuesday, 09:00 in Shanghai
pytestmark = pytest.mark.asyncio(loop_scope="module")  # one browser for all of these tests, and so one loop

DESK: ViewportSize = {"width": 900, "height": 1200}
PHONE: ViewportSize = {"width": 390, "height": 844}


@dataclass
class Screen:
    """Somebody at a screen."""

    page: Page
    box: Box
    complaints: Complaints

    @property
    def messages(self) -> Locator:
        return self.page.locator(".message")

    @property
    def toasts(self) -> Locator:
        return self.page.locator(".toast")

    async def become(self, name: str) -> None:
        """Choose who one is."""
        await self.page.locator("#me").click()
        await self.page.get_by_role("dialog").get_by_role("button", name=name).click()
        await expect(self.page.locator("#me")).to_contain_text(name)

    async def say(self, text: str) -> None:
        await self.page.get_by_label("写消息").fill(text)
        await self.page.get_by_label("写消息").press("Enter")

    async def press(self, label: str) -> None:
        await self.messages.last.get_by_role("button", name=label, exact=True).click()

    async def enter(self, room: str) -> None:
        """Go to a chat from the list of chats."""
        await self.page.locator(".room").filter(has_text=room).click()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with open_browser() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def box() -> AsyncIterator[Box]:
    world = World(clock=Clock(frozen=NOW))
    waiting = [NOW + timedelta(days=2)]

    async def next_due() -> datetime | None:
        return next((due for due in waiting if due > world.clock.now()), None)

    async with open_box(world, routes(world, BotHooks(next_due))) as box, at_work(box):
        yield box


@asynccontextmanager
async def look(browser: Browser, box: Box, size: ViewportSize) -> AsyncIterator[Screen]:
    """Somebody opens the page; at the end it has complained about nothing."""
    page = await browser.new_page(viewport=size, locale="zh-CN")
    complaints = Complaints(page)
    await page.goto(box.server.url)
    await expect(page.locator("#me")).to_contain_text("王 芳")
    yield Screen(page, box, complaints)
    assert complaints == []
    await page.close()


@pytest_asyncio.fixture(loop_scope="module")
async def desk(browser: Browser, box: Box) -> AsyncIterator[Screen]:
    async with look(browser, box, DESK) as screen:
        yield screen


@pytest_asyncio.fixture(loop_scope="module")
async def phone(browser: Browser, box: Box) -> AsyncIterator[Screen]:
    async with look(browser, box, PHONE) as screen:
        yield screen


async def test_a_card_is_supported_by_two_people(desk: Screen) -> None:
    """One asks for a card, another supports it, sees the toast, and the card changes before everybody's eyes."""
    await desk.say("/card")
    card = desk.messages.last
    await expect(card).to_contain_text("附议 0 人")
    await desk.become("李")
    await desk.press("附议")
    await expect(desk.toasts).to_have_text("已附议，一共 1 人。")
    await expect(card).to_contain_text("附议 1 人")
    await expect(card).to_have_class(re.compile("changed"))
    await expect(card).to_contain_text("已编辑")
    assert desk.box.world.presses.popitem()[1].user is desk.box.li


async def test_a_long_answer_is_a_window_that_is_closed(desk: Screen) -> None:
    """An answer with show_alert stays until the person has closed it, by the keyboard too."""
    await desk.say("/card")
    await expect(desk.messages.last).to_contain_text("#12")
    await desk.press("说明")
    window = desk.page.get_by_role("dialog")
    await expect(window).to_contain_text("这是一段要自己关掉的话。")
    await desk.page.keyboard.press("Enter")
    await expect(window).to_have_count(0)


async def test_a_vote_is_cast_and_taken_back(desk: Screen) -> None:
    """Choices turn into numbers with the names of those who voted, and back into choices."""
    await desk.say("/poll")
    poll = desk.messages.last
    await expect(poll).to_contain_text("实名投票")
    await poll.get_by_role("button", name="不装").click()
    await expect(poll.locator(".chosen")).to_contain_text("100%")
    await expect(poll.locator(".voters")).to_have_text("王 芳")
    await expect(poll).to_contain_text("1 人已投票")
    desk.box.world.vote(desk.box.li, desk.box.world.last_message(desk.box.group), [0])
    await expect(poll.locator(".chosen")).to_contain_text("50%")
    await poll.get_by_role("button", name="撤回投票").click()
    await expect(poll.get_by_role("button", name="不装")).to_be_visible()


async def test_a_question_is_answered_as_a_reply(desk: Screen) -> None:
    """The bot's question opens a reply with its hint for the one who is asked, and for nobody else."""
    await desk.say("/ask")
    words = desk.page.get_by_label("写消息")
    await expect(words).to_have_attribute("placeholder", "写下原因")
    await desk.become("李")
    await expect(words).to_have_attribute("placeholder", "写消息")
    await desk.become("王 芳")
    await expect(words).to_have_attribute("placeholder", "写下原因")
    await desk.say("因为黑")
    await expect(desk.messages.last).to_contain_text("因为黑")
    answer = desk.box.world.last_message(desk.box.group)
    assert answer.reply_to is not None
    assert answer.reply_to.text == "为什么？"
    await desk.messages.last.locator(".quote").click()
    await expect(desk.messages.filter(has_text="为什么？").first).to_have_class(re.compile("changed"))


async def test_any_message_can_be_answered_copied_and_corrected(desk: Screen) -> None:
    """A tap on one's own message opens what can be done with it."""
    await desk.say("路灯怀了")
    await desk.messages.last.locator(".words").click()
    menu = desk.page.get_by_role("dialog")
    await expect(menu.get_by_role("button", name="复制文字")).to_be_visible()
    await menu.get_by_role("button", name="修改").click()
    await desk.say("路灯坏了")
    await expect(desk.messages.last).to_contain_text("路灯坏了")
    await expect(desk.messages.last).to_contain_text("已编辑")
    await desk.messages.last.get_by_role("button", name="回复").click()
    await desk.say("3号楼的")
    await expect(desk.messages.last.locator(".quote")).to_contain_text("路灯坏了")


async def test_time_is_moved_to_where_something_happens(desk: Screen) -> None:
    """An hour, a day, the next due thing; and words when nothing waits any more."""
    now, clock = desk.page.locator("#now"), desk.page.get_by_role("group", name="演示的时间")
    await expect(now).to_have_text("12月1日 周二 09:00")
    await clock.get_by_role("button", name="+1 小时").click()
    await expect(now).to_have_text("12月1日 周二 10:00")
    await clock.get_by_role("button", name="+1 天").click()
    await expect(now).to_have_text("12月2日 周三 10:00")
    await clock.get_by_role("button", name="到下一件事").click()
    await expect(now).to_have_text("12月3日 周四 09:00")
    await clock.get_by_role("button", name="到下一件事").click()
    await expect(desk.toasts.last).to_have_text("现在没有在等时间的事。")
    assert desk.box.world.clock.now() == NOW + timedelta(days=2)


async def test_hostile_words_come_out_as_typed(desk: Screen) -> None:
    """Tags in messages, names and captions are text; nothing of them runs or loads."""
    mallory = desk.box.world.add_user(HOSTILE)
    desk.box.world.join(desk.box.group, mallory)
    desk.box.world.say(mallory, desk.box.group, HOSTILE)
    await expect(desk.messages.last.locator(".words")).to_have_text(HOSTILE)
    await expect(desk.messages.last.locator(".who")).to_contain_text(HOSTILE)
    await desk.say(HOSTILE)
    await expect(desk.messages.last.locator(".words")).to_have_text(HOSTILE)
    assert await desk.page.locator("#messages").locator("script, b, img").count() == 0


async def test_a_photo_is_sent_and_enlarged(desk: Screen) -> None:
    """A photo is chosen, shown before it goes, sent with words, and opens large."""
    picture: FilePayload = {"name": "photo.gif", "mimeType": "image/gif", "buffer": SMALLEST_PICTURE}
    await desk.page.locator("#photo").set_input_files(picture)
    await expect(desk.page.get_by_role("img", name="要发的照片")).to_be_visible()
    await desk.say("门坏了")
    await expect(desk.messages.last).to_contain_text("门坏了")
    await desk.messages.last.get_by_role("button", name="看大图").click()
    image = desk.page.get_by_role("dialog").get_by_role("img")
    await expect(image).to_have_js_property("naturalWidth", 1)
    await desk.page.keyboard.press("Escape")
    await expect(image).to_have_count(0)


async def test_a_file_is_sent(desk: Screen) -> None:
    """A file that is no picture is chosen, named before it goes, and sent under its name."""
    table: FilePayload = {"name": "名册.csv", "mimeType": "text/csv", "buffer": b"a,b"}
    await desk.page.locator("#photo").set_input_files(table)
    await expect(desk.page.locator("#photo-shown")).to_contain_text("名册.csv")
    await expect(desk.page.get_by_role("img", name="要发的照片")).to_be_hidden()
    await desk.say("请看")
    await expect(desk.messages.last.get_by_role("link", name="名册.csv")).to_be_visible()
    await expect(desk.page.locator("#photo-shown")).to_be_hidden()


async def test_commands_are_chosen_from_the_menu(desk: Screen) -> None:
    """The menu lists what the bot has set, and a choice is written for the person to go on."""
    await desk.box.bot.set_my_commands([("propose", "提一个议题")])
    await desk.page.get_by_label("机器人的命令").click()
    await desk.page.get_by_role("dialog").get_by_role("button", name="提一个议题").click()
    await expect(desk.page.get_by_label("写消息")).to_have_value("/propose ")
    await expect(desk.page.get_by_label("写消息")).to_be_focused()


async def test_a_fold_opens(desk: Screen) -> None:
    """What a message folds away is read after a touch."""
    await desk.box.bot.send_message(
        desk.box.group.id, "结果\n<blockquote expandable>规则和记录号</blockquote>", parse_mode="HTML"
    )
    folded = desk.messages.last.get_by_text("规则和记录号")
    await expect(folded).to_be_hidden()
    await desk.messages.last.get_by_text("展开").click()
    await expect(folded).to_be_visible()


async def test_the_page_comes_back_after_a_cut(desk: Screen) -> None:
    """A broken connection is said, and what happened meanwhile is there afterwards, once."""
    await desk.say("一")
    await expect(desk.messages).to_have_count(1)
    desk.box.server.cut_all()
    desk.box.world.say(desk.box.li, desk.box.group, "二")
    await expect(desk.messages.last).to_contain_text("二", timeout=10_000)
    await expect(desk.messages).to_have_count(2)
    await expect(desk.page.locator("#offline")).to_be_hidden()
    desk.complaints.clear()  # the browser itself says that the connection broke


async def test_news_below_are_announced_to_one_who_reads_above(desk: Screen) -> None:
    """Whoever has scrolled up stays there, and a pill leads down to what is new."""
    for number in range(40):
        desk.box.world.say(desk.box.li, desk.box.group, f"第 {number} 句")
    await expect(desk.messages.last).to_be_in_viewport()
    await desk.page.get_by_role("region", name="消息").evaluate("element => { element.scrollTop = 0; }")
    await expect(desk.messages.first).to_be_in_viewport()
    pill = desk.page.get_by_role("button", name="↓ 新消息")
    await expect(pill).to_be_hidden()
    desk.box.world.say(desk.box.li, desk.box.group, "最新的一句")
    await pill.click()
    await expect(desk.messages.last).to_be_in_viewport()
    await expect(pill).to_be_hidden()


async def test_what_one_person_is_shown_alone(desk: Screen) -> None:
    """A message to one member is marked, changes and goes before their eyes; nobody else at the screen sees it."""
    box = desk.box
    box.world.set_bot_status(box.group, ADMINISTRATOR, by=box.wang)
    await desk.say("大家好")
    to_li = {
        "chat_id": box.group.id,
        "text": "您的议题",
        "ephemeral_message_parameters": {"receiver_user_id": box.li.id},
    }
    await box.bot.do_api_request("sendMessage", to_li | {"chat_id": box.group.id, "text": "您的议题"})
    box.world.say(box.wang, box.group, "又一句")
    await expect(desk.messages).to_have_text([re.compile("大家好"), re.compile("又一句")])
    await desk.become("李")
    shown = desk.messages.filter(has_text="您的议题")
    await expect(shown).to_contain_text("仅您可见")
    mine = {"chat_id": box.group.id, "receiver_user_id": box.li.id, "ephemeral_message_id": 1}
    await box.bot.do_api_request("editEphemeralMessageText", mine | {"text": "第二页"})
    await expect(desk.messages).to_have_text(
        [re.compile("大家好"), re.compile("第二页.*仅您可见"), re.compile("又一句")]
    )
    await box.bot.do_api_request("deleteEphemeralMessage", mine)
    await expect(desk.messages).to_have_count(2)


async def test_a_private_chat_counts_what_is_unread(desk: Screen) -> None:
    """What the bot says in private waits with a number until it is read, for each person apart."""
    await desk.enter("还没有说过话")
    await desk.page.get_by_role("button", name="开始").click()
    await expect(desk.messages.last).to_contain_text("您好！")
    await desk.become("李")
    await desk.enter("和平里小区")
    await desk.box.bot.send_message(desk.box.wang.id, "给王的话")
    await desk.page.locator("#me").click()
    await expect(desk.page.get_by_role("dialog").get_by_role("button", name="王 芳").locator(".badge")).to_have_text(
        "1"
    )
    await desk.page.keyboard.press("Escape")
    await desk.become("王 芳")
    badge = desk.page.locator(".room .badge")
    await expect(badge).to_have_text("1")
    await desk.enter("给王的话")
    await expect(badge).to_have_count(0)


async def test_a_phone_shows_one_thing_at_a_time(phone: Screen) -> None:
    """In 390 pixels there is a list and a chat, nothing sticks out, nothing is small to read or to tap."""
    await phone.enter("和平里小区")
    await phone.say("/card")
    await expect(phone.messages.last).to_contain_text("#12")
    await phone.say("很长的一句话没有空格" * 20 + "https://example.org/" + "a" * 200)
    await phone.say("/poll")
    await expect(phone.messages.last).to_contain_text("装路灯吗？")
    assert await phone.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    scroll = phone.page.get_by_role("region", name="消息")
    assert await scroll.evaluate("element => element.scrollWidth <= element.clientWidth")
    sizes = await phone.page.evaluate(
        "[...document.querySelectorAll('body *')].map(each => parseFloat(getComputedStyle(each).fontSize))"
    )
    assert min(sizes) >= 16
    heights = await phone.page.evaluate(
        "[...document.querySelectorAll('button:not(.command, .quote)')].map(each => each.offsetHeight).filter(Boolean)"
    )
    assert min(heights) >= 44
    await phone.page.get_by_label("回到聊天列表").click()
    await expect(phone.messages.last).to_be_hidden()
    await expect(phone.page.locator(".hint")).to_contain_text("什么也不会离开这台电脑")

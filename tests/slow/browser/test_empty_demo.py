"""The demo without its prepared council, in a real browser: people and a group are made there, by the keyboard."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from urllib.parse import urljoin

import pytest
from playwright.async_api import Page, ViewportSize, expect

from sandbox import Clock, Server, World
from sandbox.page import routes
from tests.slow.browser.browser import Complaints, open_browser
from tests.stories.demo import demo

PHONE: ViewportSize = {"width": 390, "height": 844}
BAD_REQUEST = "400 (Bad Request)"  # the browser says so itself when a form is refused
NOW = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
MOST_STOPS = 20
FOCUSED_NAME = """(({ariaLabel, labels, innerText, tabIndex}) =>
    tabIndex < 0 ? "" : ariaLabel ?? labels?.[0]?.innerText.split("\\n")[0] ?? innerText)(document.activeElement)"""
ANSWERED_MS = 20_000  # the bot is a real one, and waits between what it says


@asynccontextmanager
async def phone(address: str) -> AsyncIterator[Page]:
    """The page of a world that has just begun, on a phone; it complains about nothing but refused forms."""
    async with open_browser() as browser:
        page = await browser.new_page(viewport=PHONE, locale="zh-CN")
        complaints = Complaints(page)
        await page.goto(address)
        await expect(page.get_by_role("heading", name="这里还没有人")).to_be_visible()
        yield page
        assert [line for line in complaints if BAD_REQUEST not in line] == []


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    """The page of an empty sandbox, without a bot that answers."""
    world = World(clock=Clock(frozen=NOW))
    async with Server(world, routes=routes(world)) as server, phone(server.url) as page:
        yield page


async def tab_to(page: Page, name: str) -> None:
    """Press Tab until the button or field of this name has the focus."""
    for _ in range(MOST_STOPS):
        await page.keyboard.press("Tab")
        if name in await page.evaluate(FOCUSED_NAME):
            return
    pytest.fail(f"Tab does not reach {name}")


async def open_form(page: Page, button: str) -> None:
    """Press a button by the keyboard; its form has the focus in its first field."""
    await tab_to(page, button)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog").locator("input").first).to_be_focused()


async def send(page: Page, *values: str) -> None:
    """Type one value after the other into the fields of the open form, and press Enter."""
    for number, value in enumerate(values):
        if number:
            await page.keyboard.press("Tab")
        await page.keyboard.press("ControlOrMeta+A")
        await page.keyboard.insert_text(value)
    await page.keyboard.press("Enter")


async def add_person(page: Page, name: str, username: str = "") -> None:
    await open_form(page, "添加人")
    await send(page, name, username)
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def add_group(page: Page, title: str) -> None:
    await open_form(page, "建群")
    await send(page, title)
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def assert_fits(page: Page) -> None:
    """Nothing is wider than the phone, small to read or small to tap."""
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    wide = await page.evaluate(
        "[...document.querySelectorAll('.chats, .scroll, .body')].filter(each => each.scrollWidth > each.clientWidth)"
        ".map(each => each.className)"
    )
    assert wide == []
    shown = "[...document.querySelectorAll('button:not(.command, .quote), input, select')]"
    low = await page.evaluate(
        f"{shown}.filter(each => each.offsetHeight > 20 && each.offsetHeight < 44).map(each => each.outerHTML)"
    )
    assert low == []


async def test_a_council_is_made_by_the_keyboard() -> None:
    """Two people and a group are made on a phone without a touch, and the bot answers /setup in it."""
    async with demo("--no-seed") as client, phone(str(client.base_url)) as page:
        await assert_fits(page)
        await add_person(page, "赵敏", "zhaomin")
        await expect(page.locator("#me")).to_contain_text("赵敏")
        await expect(page.get_by_role("heading", name="还没有群")).to_be_visible()
        await add_person(page, "孙大爷")
        await assert_fits(page)
        await add_group(page, "和平里小区")
        await expect(page.get_by_role("heading", name="和平里小区")).to_be_visible()
        await expect(page.locator("#chat-about")).to_have_text("2 位居民和机器人")
        await expect(page.get_by_label("写消息")).to_be_focused()
        await page.keyboard.insert_text("/setup")
        await page.keyboard.press("Enter")
        answer = page.locator(".message").filter(has_text="议事会已经设好")
        await expect(answer).to_contain_text("议事长：赵敏", timeout=ANSWERED_MS)
        await assert_fits(page)


async def test_the_first_person_speaks_at_once(page: Page) -> None:
    """The person added first sits at the screen, and the bot answers them in private."""
    await add_person(page, "赵敏")
    await page.locator(".room").press("Enter")
    await page.get_by_role("button", name="开始").press("Enter")
    await expect(page.locator(".message.mine")).to_contain_text("/start")


async def test_what_is_wrong_stands_in_the_form(page: Page) -> None:
    """A form that cannot be taken stays open, says why in one line and goes to the field; Escape leaves it."""
    await add_person(page, "赵敏", "zhaomin")
    await open_form(page, "添加人")
    alert = page.get_by_role("alert")
    await send(page, "　 ")
    await expect(alert).to_have_text("请写名字。")
    await expect(page.get_by_label("名字", exact=True)).to_be_focused()
    await send(page, "孙大爷", "@ZhaoMin")
    await expect(alert).to_have_text("这个用户名已经有人用了，请换一个。")
    await expect(page.get_by_label("用户名")).to_be_focused()
    await send(page, "孙")
    await expect(alert).to_have_text("用户名要 5 到 32 个字母、数字，字母开头。")
    line = await alert.evaluate("each => each.offsetHeight / parseFloat(getComputedStyle(each).lineHeight)")
    assert line == pytest.approx(1, abs=0.1)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_role("button", name="添加人", exact=False)).to_be_focused()
    await open_form(page, "建群")
    await send(page, "")
    await expect(alert).to_have_text("请写群名。")


async def test_people_come_into_a_group_later(page: Page) -> None:
    """Somebody added later is told how to get into a group, and is brought in by one who is there."""
    await add_person(page, "赵敏")
    await add_group(page, "和平里小区")
    await page.locator("#me").press("Enter")
    await tab_to(page, "添加人")
    await page.keyboard.press("Enter")
    await send(page, "周倩")
    await expect(page.locator(".toast")).to_contain_text("周倩来了")
    await open_form(page, "请人")
    await page.keyboard.press("Space")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_have_text("请至少选一个人。")
    await page.keyboard.press("Space")
    await page.keyboard.press("Enter")
    await expect(page.locator(".service").last).to_have_text("赵敏 请 周倩 进了群")
    await expect(page.locator("#chat-about")).to_have_text("2 位居民和机器人")


async def test_a_group_of_others_is_not_entered(page: Page) -> None:
    """The owner can be somebody else, and who is not ticked stays out and is told how to look into the group."""
    await add_person(page, "赵敏")
    await add_person(page, "孙大爷")
    await open_form(page, "建群")
    await page.keyboard.insert_text("和平里小区")
    await page.keyboard.press("Tab")
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_label("群主")).to_have_value(
        await page.locator("option").last.get_attribute("value") or ""
    )
    await expect(page.get_by_role("checkbox")).to_have_count(1)
    await tab_to(page, "赵敏")
    await page.keyboard.press("Space")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="赵敏还不在群里")).to_be_visible()
    await page.locator("#me").press("Enter")
    await tab_to(page, "孙大爷")
    await page.keyboard.press("Enter")
    await expect(page.locator(".room").first).to_contain_text("和平里小区")


async def test_long_names_stay_on_the_phone(page: Page) -> None:
    """The longest name and title that Telegram takes break their lines and push nothing out."""
    await add_person(page, "W" * 64, "w" * 32)
    await assert_fits(page)
    await add_person(page, "M" * 64)
    await open_form(page, "建群")
    await assert_fits(page)
    await send(page, "Q" * 128)
    await expect(page.locator("#chat-title")).to_have_text("Q" * 128)
    await assert_fits(page)


async def test_a_long_list_hides_no_refusal(page: Page) -> None:
    """With a keyboard open below and many people to choose from, what is wrong and the button stay in sight."""
    for number in range(1, 21):
        await page.request.post(urljoin(page.url, "/control/add_user"), data={"first_name": f"{number}号楼楼栋长"})
    await page.set_viewport_size({"width": PHONE["width"], "height": 480})
    await open_form(page, "建群")
    await send(page, "")
    await expect(page.get_by_role("alert")).to_be_in_viewport(ratio=1)
    await expect(page.get_by_role("dialog").get_by_role("button", name="建群")).to_be_in_viewport(ratio=1)
    await tab_to(page, "12号楼楼栋长")
    box = await page.get_by_role("checkbox", name="12号楼楼栋长").bounding_box()
    assert box
    on_top = await page.evaluate("({x, y}) => document.elementFromPoint(x + 9, y + 9).type", box)
    assert on_top == "checkbox"

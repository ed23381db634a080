"""The demo page for people who use no mouse or see no screen: axe-core, the Tab key, arrow keys, a live region."""

from collections.abc import AsyncIterator
from typing import Literal

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

from tests.slow.browser.browser import Complaints, open_browser
from tests.stories.demo import demo

pytestmark = pytest.mark.asyncio(loop_scope="module")  # one demo and one browser for all of these tests

DESK: ViewportSize = {"width": 1440, "height": 900}
ALONE: ViewportSize = {"width": 1000, "height": 900}  # too narrow for a second person
PHONE: ViewportSize = {"width": 390, "height": 844}
MOST_STOPS = 25
BAD = {"serious", "critical"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with open_browser() as browser:
        yield browser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def address() -> AsyncIterator[str]:
    async with demo() as client:
        yield str(client.base_url)


async def findings(page: Page) -> list[str]:
    """What axe-core calls serious or critical in the page and in the frame of the person beside."""
    found = []
    for frame in page.frames:
        for each in (await Axe().run(frame)).response["violations"]:
            nodes = [node["html"][:120] for node in each["nodes"][:3]]
            if each["impact"] in BAD:
                found.append(f"{each['id']} ({each['impact']}): {nodes}")
    return found


@pytest.mark.parametrize(
    ("lang", "size", "scheme"),
    [("zh", DESK, "light"), ("zh", PHONE, "dark"), ("en", DESK, "dark"), ("en", PHONE, "light")],
)
async def test_axe_finds_nothing_serious(
    browser: Browser, address: str, lang: str, size: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    """Neither in the lists, nor in a chat with a tour open, nor in the dialogs; and nothing is too wide."""
    page = await browser.new_page(viewport=size, color_scheme=scheme)
    complaints = Complaints(page)
    await page.goto(f"{address}/?lang={lang}")
    room = page.locator(".room").first
    await expect(room).to_be_visible()
    assert await findings(page) == []
    await room.click()
    await page.locator("#choose-tour").click()
    assert await findings(page) == []
    await page.get_by_role("dialog").get_by_role("button").nth(1).click()
    await expect(page.locator("#tour")).to_be_visible()
    await page.locator("#tour-go").click()
    assert await findings(page) == []
    await page.locator("#tour-steps").click()
    assert await findings(page) == []
    await page.keyboard.press("Escape")
    await page.locator("#tour-leave").click()
    await expect(page.locator("#tour")).to_be_hidden()
    await page.locator("#reset").click()
    assert await findings(page) == []
    await page.keyboard.press("Escape")
    assert await page.evaluate("document.documentElement.scrollWidth") == size["width"]
    assert await page.evaluate("document.documentElement.lang") == ("en" if lang == "en" else "zh-CN")
    assert complaints == []
    await page.close()


async def press_until(page: Page, key: str, goal: Locator) -> None:
    """Press a key until something has the focus."""
    for _ in range(MOST_STOPS):
        if await goal.evaluate("goal => goal === document.activeElement"):
            return
        await page.keyboard.press(key)
    pytest.fail(f"{key} does not lead to {goal}")


async def test_a_page_by_the_keyboard(browser: Browser, address: str) -> None:
    """The text box is one jump or few stops away; arrows lead through messages, into their buttons, and to a menu."""
    page = await browser.new_page(viewport=ALONE, locale="zh-CN")
    await page.goto(address)
    await expect(page.locator(".message").first).to_be_attached()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="跳到写消息")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("写消息")).to_be_focused()
    stops = 0
    while not await page.evaluate("document.activeElement.matches('.message')"):
        await page.keyboard.press("Shift+Tab")
        stops += 1
        assert stops < MOST_STOPS
    last = page.locator(".message").last
    await expect(last).to_be_focused()
    await page.keyboard.press("Home")
    await expect(page.locator(".message").first).to_be_focused()
    await page.keyboard.press("End")
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("ArrowDown")
    await expect(last).to_be_focused()
    card = page.locator(".message").filter(has=page.get_by_role("button", name="附议")).last
    await press_until(page, "ArrowUp", card)
    await press_until(page, "ArrowRight", card.get_by_role("button", name="附议"))
    await page.keyboard.press("Escape")
    await expect(card).to_be_focused()
    await page.keyboard.press("Enter")
    menu = page.get_by_role("dialog")
    await expect(menu.get_by_role("button", name="复制文字")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(card).to_be_focused()
    while not await page.evaluate("document.activeElement.matches('.room')"):
        await page.keyboard.press("Shift+Tab")
        stops += 1
        assert stops < MOST_STOPS
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator("#chat-about")).to_contain_text("私聊")
    await expect(page.locator(".room").nth(1)).to_be_focused()
    await page.close()


async def test_new_messages_are_read_out(browser: Browser, address: str) -> None:
    """What others say comes into a live region, with who said it; one's own words do not."""
    page = await browser.new_page(viewport=PHONE, locale="zh-CN")
    await page.goto(address)
    state = await (await page.request.get(f"{address}/control/state")).json()
    people = {user["first_name"]: user["id"] for user in state["users"]}
    group = next(chat["id"] for chat in state["chats"] if chat.get("title"))
    said = page.locator("#announcements")
    await expect(page.locator("#me")).to_contain_text("王建国")
    for name in ("王建国", "赵敏"):
        body = {"user": people[name], "chat": group, "text": f"{name}说了一句话"}
        await page.request.post(f"{address}/control/say", data=body)
    await expect(said).to_contain_text("赵敏：赵敏说了一句话")
    await expect(said).not_to_contain_text("王建国说了一句话")
    await expect(said).to_have_attribute("aria-live", "polite")
    await page.close()

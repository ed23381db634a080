"""A visit to the demo page in a real browser: a tour, two people side by side, another language, a new beginning."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from playwright.async_api import Page, ViewportSize, expect

from sandbox import Clock, Server, World
from sandbox.page import BotHooks, routes
from sandbox.seed import Story, settle_in
from tests.slow.browser.browser import Complaints, open_browser

NOW = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)  # a Tuesday, 09:00 in Shanghai
LEFT = "/page/events net::ERR_ABORTED"  # the browser says so of a page that one leaves
DESK: ViewportSize = {"width": 1440, "height": 900}


@dataclass
class Visit:
    """A visitor at a wide screen, and the world, in which every word of the bot is ours."""

    page: Page
    world: World
    story: Story
    resets: list[bool] = field(default_factory=list)

    def bot_says(self, where: str, text: str, *, to: str | None = None) -> None:
        """Post a message of the bot in the group or a person's private chat, or to one person in the group alone."""
        chat = self.story.group if where == "group" else self.world.chat(self.story.people[where])
        self.world.post(chat, self.world.bot, {"text": text}, receiver=self.story.people[to] if to else None)


@asynccontextmanager
async def visiting(*, with_example: bool = True) -> AsyncIterator[Visit]:
    world = World(clock=Clock(frozen=NOW))
    story = (
        settle_in(world, bot="administrator") if with_example else Story(world, world.chat(world.add_user("周")), {})
    )
    due = [NOW + timedelta(days=1), NOW + timedelta(days=2)]
    resets: list[bool] = []

    async def next_due() -> datetime | None:
        return next((each for each in due if each > world.clock.now()), None)

    async def settled() -> None:
        if world.clock.now() == due[-1]:
            world.post(story.group, world.bot, {"text": "🔔 明天开会\n居委会二楼"})

    hooks = BotHooks(next_due, settled, resets.append)
    async with Server(world, routes=routes(world, hooks)) as server, open_browser() as browser:
        page = await browser.new_page(viewport=DESK, locale="zh-CN")
        complaints = Complaints(page)
        await page.goto(server.url)
        await expect(page.locator("#reset")).to_be_visible()
        yield Visit(page, world, story, resets)
        assert [line for line in complaints if LEFT not in line] == []


async def test_a_tour_leads_through_the_page() -> None:
    """A tour says who does what, leads there with the words ready, ticks off what was done, and can be left."""
    async with visiting() as visit:
        page = visit.page
        step = page.locator("#tour")
        await page.get_by_role("button", name="体验路线").click()
        await page.get_by_role("dialog").get_by_role("button", name="居民").click()
        await expect(step).to_contain_text("做完 0 步，共 6 步")
        await page.get_by_role("button", name="带我去").click()
        await expect(page.locator("#me")).to_contain_text("赵敏")
        words = page.get_by_label("写消息")
        await expect(words).to_have_value("3号楼的门禁总是打不开，老人进不去")
        await words.press("Enter")
        await expect(page.locator(".message.mine")).to_be_visible()
        await expect(step).to_contain_text("做完 0 步")
        visit.bot_says("赵敏", "您要反映的是这件事吗？")
        await expect(step).to_contain_text("做完 1 步，共 6 步")
        await expect(step).to_contain_text("提成议题")
        await page.get_by_role("button", name="离开").click()
        await expect(step).to_be_hidden()
        await page.get_by_role("button", name="体验路线").click()
        await page.get_by_role("dialog").get_by_role("button", name="1/6 步").click()
        await expect(step).to_contain_text("做完 1 步")
        await page.get_by_role("button", name="步骤").click()
        await expect(page.get_by_role("dialog").get_by_role("img", name="做完了")).to_have_count(1)
        await page.get_by_role("button", name="从头再走").click()
        await expect(step).to_contain_text("做完 0 步")


async def test_two_people_stand_side_by_side() -> None:
    """The one beside has their own chats, sees alone what is shown to them alone, and can be sent away and fetched."""
    async with visiting() as visit:
        page = visit.page
        beside = page.frame_locator("#beside iframe")
        await expect(page.locator("#me")).to_contain_text("王建国")
        await expect(beside.locator("#me")).to_contain_text("李秀兰")
        visit.bot_says("group", "大家好")
        visit.bot_says("group", "您现在可以：受理", to="李秀兰")
        await expect(beside.locator(".message")).to_have_count(2)
        await expect(beside.locator(".message").last).to_contain_text("仅您可见")
        await expect(page.locator(".message")).to_have_count(1)
        await expect(page.locator(".room").first).to_contain_text("大家好")
        await beside.get_by_label("写消息").fill("收到")
        await beside.get_by_label("写消息").press("Enter")
        await expect(page.locator(".message").last).to_contain_text("李秀兰")
        toggle = page.get_by_role("button", name="两人并排")
        await toggle.click()
        await expect(page.locator("#beside")).to_be_hidden()
        await toggle.click()
        await expect(beside.locator("#me")).to_contain_text("李秀兰")


async def test_what_comes_next_is_told_in_a_line() -> None:
    """The time goes past what happens in silence to where the bot speaks; the line has date, place and first words."""
    async with visiting() as visit:
        await visit.page.get_by_role("button", name="到下一件事").click()
        await expect(visit.page.locator(".toast")).to_have_text("12月3日 周四 09:00，和平里小区议事会：🔔 明天开会")
        await expect(visit.page.locator("#now")).to_have_text("12月3日 周四 09:00")


async def test_the_page_speaks_english_and_begins_anew_after_one_question() -> None:
    """The other language keeps who one is and where; a new beginning asks once, and [Cancel] is no new beginning."""
    async with visiting() as visit:
        page = visit.page
        await page.locator("#me").click()
        await page.get_by_role("dialog").get_by_role("button", name="孙大爷").click()
        await page.get_by_role("button", name="English").click()
        await expect(page.locator("#me")).to_have_attribute("aria-label", "You are 孙大爷, press to be somebody else")
        await expect(page.locator("#now")).to_have_text("Tue 1 Dec 09:00")
        await expect(page.frame_locator("#beside iframe").get_by_label("Message", exact=True)).to_be_visible()
        reset = page.get_by_role("button", name="Begin anew", exact=True)
        await reset.click()
        await page.get_by_role("button", name="Cancel").click()
        assert visit.resets == []
        await reset.click()
        await page.get_by_role("button", name="Begin anew, empty").click()
        await expect(page.get_by_role("heading", name="Beginning anew")).to_be_visible()
        assert visit.resets == [False]


async def test_an_empty_page_says_where_the_tours_are() -> None:
    """Without the example there is nowhere to walk, and [体验路线] says how to come by one."""
    async with visiting(with_example=False) as visit:
        await visit.page.get_by_role("button", name="体验路线").click()
        await expect(visit.page.locator(".toast")).to_contain_text("带例子")

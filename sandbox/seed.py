"""A small council to begin with, told only by what people do: the real bot answers, as it would anywhere.

The story is a week long and ends now. While the bot waits for its next second to speak, the clock goes on; so a week
takes some seconds.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable

    from .model import Chat, Message, User
    from .world import World

T = TypeVar("T")

TITLE = "和平里小区议事会"
PEOPLE = {  # all invented; beside each what the group calls them
    "王建国": "议事长",
    "李秀兰": "专人",
    "张伟": "3号楼楼栋长",
    "陈师傅": "物业",
    "赵敏": "3号楼居民",
    "孙大爷": "1号楼居民",
    "周倩": "5号楼居民",
    "吴婷": "2号楼居民",
}
ZONE = ZoneInfo("Asia/Shanghai")
PATIENCE = 30.0  # seconds of real time for one answer of the bot
QUIET = 0.03  # after so many seconds without a change the bot is waiting for the clock
STEP = timedelta(seconds=1)
MENU = "办理…"
SETTLED = 5  # so many quiet steps in a row: the bot has nothing left to say
_NUMBER = re.compile(r"#(\d+)")


def settle_in(world: World, *, bot: str | None = None) -> Story:
    """The people and their group, with the bot in this status or without it; the same ids in every run."""
    people = {name: world.add_user(name) for name in PEOPLE}
    head, *others = people.values()
    group = world.add_group(TITLE, head, others, bot=bot)
    for name, words in PEOPLE.items():
        world.tag(group, people[name], words)
    return Story(world, group, people)


async def seed(world: World) -> Story:
    """Play the example story in an empty world; the bot must be running and polling."""
    story = settle_in(world)
    await world.wait_for(lambda: world.updates.allowed, PATIENCE)
    end = world.clock.now()
    today = end.astimezone(ZONE)

    async def at(days_ago: int, hour: int, minute: int) -> None:
        day = today - timedelta(days=days_ago)
        await story.go_to(day.replace(hour=hour, minute=minute, second=0, microsecond=0))

    world.clock.move_to(today.replace(hour=9, minute=5) - timedelta(days=7))
    await _founding(story, _meeting_days(today))
    await at(6, 19, 12)
    lamp = await _a_lamp_goes_out(story)
    await at(5, 8, 40)
    ramp = await _a_ramp_is_too_steep(story)
    await at(4, 20, 5)
    await _the_lamp_is_mended(story, lamp)
    await at(3, 9, 30)
    await _the_ramp_gets_on(story, ramp)
    await at(2, 18, 20)
    smell = await _bins_smell(story)
    await at(1, 12, 10)
    chargers = await _chargers_are_wanted(story)
    await story.go_to(end - timedelta(minutes=48))
    await _parking_is_asked_about(story)
    await _the_meeting_is_prepared(story, chargers, smell)
    await story.go_to(end - timedelta(minutes=14))
    await _a_door_does_not_close(story)
    await story.go_to(end)
    for menu in story.menus:
        world.delete_message(menu)  # long closed by whom it was shown to
    return story


def _meeting_days(today: datetime) -> str:
    """Return two days of the month: one is near, and none was in the week that the story tells."""
    near = (today + timedelta(days=4)).day
    return ",".join(map(str, sorted((near, (near + 13) % 28 + 1))))


async def _founding(story: Story, meeting_days: str) -> None:
    story.world.set_bot_status(story.group, "administrator")
    await story.until(story.heard)
    story.say("王建国", "/setup")
    await story.told("议事长", "王建国")
    for name, role, hello in (
        ("李秀兰", "专人", "我来帮大家登记，有事就在群里说。"),
        ("张伟", "楼栋长", "3号楼的事找我。"),
        ("陈师傅", "承办人", "我是物业的，修东西找我。"),
    ):
        story.say("王建国", f"/role {role}", reply_to=story.say(name, hello))
        await story.told(name, role)
    story.say("王建国", f"/schedule {meeting_days} 19:30 居委会二楼")
    await story.told("居委会二楼")
    for name in ("王建国", "李秀兰", "陈师傅", "赵敏", "孙大爷"):
        await story.open_private_chat(story.people[name])


async def _a_lamp_goes_out(story: Story) -> int:
    number = await story.propose("赵敏", "/propose 3号楼门口的路灯坏了，晚上看不清台阶，老人容易摔")
    await story.press("孙大爷", number, "附议")
    await story.press("周倩", number, "附议")
    story.say("周倩", "是的，前天我差点踩空。")
    await story.press("李秀兰", number, "受理")
    story.say("王建国", f"/resolve {number} 换新灯，加装光控开关 承办 陈师傅 期限 3天")
    await story.told(f"#{number}", "陈师傅", "期限")
    return number


async def _a_ramp_is_too_steep(story: Story) -> int:
    number = await story.propose("孙大爷", "提议 东门的坡道太陡，轮椅和买菜的小车都上不去")
    for name in ("赵敏", "吴婷", "张伟"):
        await story.press(name, number, "附议")
    await story.press("李秀兰", number, "受理")
    await story.press("李秀兰", number, "列入议程")
    return number


async def _the_lamp_is_mended(story: Story, number: int) -> None:
    await story.photo("陈师傅", "lamp.png", f"/done {number} 新灯装好了，天一黑就亮")
    done = await story.told("新灯装好了")
    for name in ("赵敏", "孙大爷", "周倩"):
        await story.press(name, done, "满意")
    await story.told(f"#{number}", "销号")
    story.say("孙大爷", "亮堂多了，谢谢陈师傅！")


async def _the_ramp_gets_on(story: Story, number: int) -> None:
    story.say("王建国", f"/resolve {number} 坡道放缓，加装扶手 承办 陈师傅 期限 20天")
    await story.told(f"#{number}", "陈师傅", "期限")
    await story.go_to(story.world.clock.now() + timedelta(days=1, hours=6))
    await story.photo("陈师傅", "ramp.png", f"/progress {number} 扶手装好了，坡面还要养护几天，请先绕行")
    await story.told("扶手装好了")


async def _bins_smell(story: Story) -> int:
    number = await story.propose("吴婷", "#议事 2号楼后面的垃圾桶味道大，能不能多清运一次？")
    await story.press("周倩", number, "附议")
    await story.press("李秀兰", number, "受理")
    return number


async def _chargers_are_wanted(story: Story) -> int:
    number = await story.propose("周倩", "/propose 电动车没有地方充电，想在车棚里装几个充电桩")
    await story.press("吴婷", number, "附议")
    await story.press("张伟", number, "附议")
    await story.press("李秀兰", number, "受理")
    return number


async def _parking_is_asked_about(story: Story) -> None:
    story.say("王建国", "/poll 3d 实名 地面车位怎么安排好？\n先到先停\n按楼栋划分\n留给老人和访客")
    poll = await story.asked()
    for name, option in (("张伟", 1), ("孙大爷", 2), ("吴婷", 2), ("陈师傅", 0)):
        story.world.vote(story.people[name], poll, [option])


async def _the_meeting_is_prepared(story: Story, *numbers: int) -> None:
    story.say("王建国", f"/agenda {numbers[0]}")  # close to a meeting the agenda is out, and only the head adds to it
    await story.told("议程", f"#{numbers[0]}")
    await story.settle()  # a reminder on its way would look like the answer
    for name, label in (("王建国", "参加"), ("张伟", "参加"), ("孙大爷", "参加"), ("吴婷", "请假")):
        story.say(name, "/meeting")
        card = await story.answered_with(label)
        story.menus.append(card)
        await story.press(name, card, label)
    story.say("李秀兰", "/meeting")
    await story.answered_with("参加")


async def _a_door_does_not_close(story: Story) -> None:
    number = await story.propose("周倩", "#议事 5号楼2单元的门关不严，晚上谁都能进来", photo="door.png")
    await story.press("赵敏", number, "附议")


@dataclass
class Story:
    """The people, their group, and how they get their answers."""

    world: World
    group: Chat
    people: dict[str, User]
    menus: list[Message] = field(default_factory=list)  # of their acts, which they alone see
    _changes: int = field(default=0, init=False)
    _heard_before: int = field(default=0, init=False)  # messages of the bot when somebody last acted

    def __post_init__(self) -> None:
        self.world.listen(self._count)

    def heard(self) -> list[Message]:
        """Return the messages of the bot in the group."""
        return self.world.bot_messages(self.group)

    def say(self, name: str, text: str, *, reply_to: Message | None = None) -> Message:
        """Post a message of a person to the group."""
        self._heard_before = len(self.heard())
        return self.world.say(self.people[name], self.group, text, reply_to=reply_to)

    async def open_private_chat(self, person: User) -> None:
        """Press START in a person's private chat, so that the bot may write to them."""
        self.world.say(person, person, "/start")
        await self.until(lambda: self.world.bot_messages(person))

    async def photo(self, name: str, picture: str, caption: str) -> Message:
        """Send one of the pictures beside this file to the group."""
        self._heard_before = len(self.heard())
        content = (files("sandbox") / "photos" / picture).read_bytes()
        return self.world.send_photo(self.people[name], self.group, content, caption=caption)

    async def propose(self, name: str, text: str, *, photo: str | None = None) -> int:
        """Propose a matter and return its number."""
        await self.photo(name, photo, text) if photo else self.say(name, text)
        card = await self.answered_with("附议")
        return int(_NUMBER.findall(card.text)[0])

    async def asked(self) -> Message:
        """The poll that the bot opens for the last act of a person, as soon as there is one."""
        return await self._answer(lambda each: each.poll is not None)

    async def answered_with(self, label: str) -> Message:
        """The bot's answer to the last act of a person that has this button, as soon as there is one."""
        return await self._answer(lambda each: self._has(each, label))

    async def press(self, name: str, under: int | Message, label: str) -> None:
        """Press a button under a matter's card or another message, as soon as it is there.

        What a card does not show to everybody is offered to the person behind its last button.
        """

        def card() -> Message | None:
            each = self._card(under) if isinstance(under, int) else under
            return each if each and (isinstance(under, int) or self._has(each, label)) else None

        message = await self.until(card)
        self._heard_before = len(self.heard())
        if self._has(message, label):
            await self.world.press(self.people[name], message, self._label(message, label)).answered(PATIENCE)
            return
        await self.world.press(self.people[name], message, MENU).answered(PATIENCE)
        offered = await self.answered_with(label)
        self.menus.append(offered)
        self._heard_before = len(self.heard())
        await self.world.press(self.people[name], offered, label).answered(PATIENCE)

    async def told(self, *words: str) -> Message:
        """The bot's answer to the last act of a person that contains all these words, as soon as there is one."""
        return await self._answer(lambda each: all(word in each.text for word in words))

    async def until(self, predicate: Callable[[], T | None]) -> T:
        """Wait for the predicate to be true, and move the clock whenever the bot waits for it."""
        give_up = time.monotonic() + PATIENCE
        while not (found := predicate()):
            if time.monotonic() > give_up:
                raise TimeoutError(f"the bot did not answer; it last said: {[each.text for each in self.heard()[-2:]]}")
            await self._quiet()
        return found

    async def settle(self) -> None:
        """Wait until the bot has sent everything it has to send."""
        quiet = 0
        while quiet < SETTLED:
            quiet = quiet + 1 if await self._quiet() else 0

    async def go_to(self, instant: datetime) -> None:
        """Settle, then move the clock to an instant, unless that has passed already."""
        await self.settle()
        if instant > self.world.clock.now():
            self.world.clock.move_to(instant)

    async def _answer(self, fits: Callable[[Message], bool]) -> Message:
        """The newest matching message since the last act of a person; an older one may be a reminder that is over."""
        return await self.until(lambda: next(filter(fits, reversed(self.heard()[self._heard_before :])), None))

    async def _quiet(self) -> bool:
        """Wait for a change; when none comes, move the clock and return True."""
        before = self._changes
        await self.world.next_change(QUIET)
        if self._changes > before:
            return False
        self.world.clock.advance(STEP)
        return True

    def _has(self, message: Message, label: str) -> bool:
        return bool(self._label(message, label))

    def _label(self, message: Message, label: str) -> str:
        """Return the label of a button that is this one, or this one with a number behind it; else an empty one."""
        shown = (each for row in self.world.card_buttons(message) for each in row)
        return next((each for each in shown if each == label or re.fullmatch(rf"{re.escape(label)} \d+", each)), "")

    def _card(self, number: int) -> Message:
        return next(each for each in self.heard() if f"#{number} " in each.text.split("\n", 1)[0])

    def _count(self, _event: object) -> None:
        self._changes += 1

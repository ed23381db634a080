"""A month of a council of sixty: forty matters, three meetings, one vote; what the group has to read of it."""

from datetime import UTC, datetime, timedelta

from tests.stories.town import Town, labels, open_town

BEFORE = 378  # messages that the group read of the same month, counted with the code before private replies
MATTERS = (
    "3号楼门口的路灯不亮",
    "电梯旁边堆了旧家具",
    "东门收快递太乱",
    "雨天地下车库积水",
    "健身器材缺一个螺丝",
    "小广场晚上音乐太响",
    "垃圾桶没有盖子",
    "二单元对讲机没声音",
    "树枝挡了五楼的窗",
    "幼儿园门口没有斑马线",
    "消防通道停着面包车",
    "西墙的涂料掉下来",
    "老人活动室没有暖气",
    "宠物粪便没有人收拾",
    "自来水发黄",
    "充电桩经常跳闸",
    "信报箱锁坏了",
    "草坪里有马蜂窝",
    "楼顶太阳能漏水",
    "围墙缺口有人翻进来",
    "外卖骑手开得太快",
    "公告栏玻璃碎了",
    "喷泉的水发臭",
    "井盖一踩就响",
    "轮椅坡道太陡",
    "想办一次邻居节",
    "修一个自行车棚",
    "换一家保洁公司",
    "图书角要新书",
    "停车位重新划线",
    "楼下餐馆油烟大",
    "天线是谁家的",
    "想要一台饮料机",
    "门口那盏灯还是不亮",
    "旧家具还堆在电梯口",
    "监控拍不到后门",
    "九栋的晾衣杆生锈",
    "儿童滑梯有毛刺",
    "夜里有人装修",
    "春天要种些花",
)
RESOLVED = (1, 2, 5, *range(7, 24))  # decided without a meeting
AT_MEETINGS = {8: (3, 4, 6), 18: (26, 27), 28: (29, 30)}
REJECTED = (31, 32, 33)
MERGED = ((34, 29), (35, 30))
VOTED = 28
VOTE = "/vote 28 换一家保洁公司"
LATE = (5, 11)  # handed over and not worked on
OFFICERS = ("王建国", "李秀兰", "张伟", "陈师傅")


class Month:
    """The people of the council, and what they do from day to day."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.residents = ["赵敏", "孙大爷", "周倩"]
        for number in range(53):
            name = f"邻居{number + 1}"
            town.people[name] = town.world.add_user(name)
            self.residents.append(name)

    def resident(self, number: int) -> str:
        """Somebody of them, always the same for one number."""
        return self.residents[number * 7 % len(self.residents)]

    async def begin(self) -> None:
        """All come into the group; the officers and every third resident have written to the bot."""
        town = self.town
        for name in self.residents[3:]:
            town.world.join(town.group, town.people[name])
        await town.settle()
        for name in (*OFFICERS, *self.residents[::3]):
            await town.whisper(name, "/start")
        await town.say("王建国", "/schedule 8,18,28 19:30 居委会二楼")

    async def propose(self, number: int) -> None:
        """A matter is proposed and supported, and the clerk sorts it."""
        town = self.town
        proposer = self.resident(number)
        await town.say(proposer, f"/propose {MATTERS[number - 1]}")
        card = town.card(number)
        for other in range(1, 3 + number % 4):
            label = next(each for each in labels(card) if each.startswith("附议"))
            await town.press(self.resident(number + other), card, label)
        if number in REJECTED:
            await town.say("李秀兰", f"/reject {number} 这是物业的事")
        elif number in dict(MERGED):
            await town.say("李秀兰", f"/merge {number} {dict(MERGED)[number]}")
        else:
            await town.say("李秀兰", f"/accept {number}")

    async def resolve(self, number: int) -> None:
        """It is decided who sees to it, and that one takes it."""
        await self.town.say("李秀兰", f"/resolve {number} 这就办，承办：陈师傅，期限：7天")
        if number not in LATE:
            await self.town.say("陈师傅", f"/ack {number}")

    async def work(self, number: int) -> None:
        """Something is done."""
        await self.town.say("陈师傅", f"/progress {number} 材料买到了")

    async def finish(self, number: int) -> None:
        """All is done, and its proposer says whether it is."""
        await self.town.say("陈师傅", f"/done {number} 办好了")
        await self.answer(self.resident(number), number)

    async def answer(self, who: str, number: int) -> None:
        """Who asked for it says in private, or else in the group, that it is solved."""
        town = self.town
        asked = [*town.private(who)[::-1], *town.heard()[::-1]]
        await town.press(
            who, next(each for each in asked if f"#{number}" in each.text and "满意" in labels(each)), "满意"
        )

    async def look(self, day: int) -> None:
        """Residents look at what there is, and one gets it wrong."""
        town = self.town
        await town.say(self.resident(day), "/matters")
        await town.say(self.resident(day + 1), "/mine")
        await town.say(self.resident(day + 2), f"/matter {day}")
        if not day % 3:
            await town.say(self.resident(day + 3), "/meeting")
            await town.say(self.resident(day + 4), "/help")
            await town.say(self.resident(day + 5), f"/accept {day}")
            await town.say(self.resident(day + 6), "/stats")

    async def meet(self, day: int) -> None:
        """The council meets."""
        town = self.town
        await town.travel(datetime(2026, 3, day, 11, 30, tzinfo=UTC))
        await town.say("王建国", "/open")
        card = next(each for each in town.heard()[::-1] if "签到" in labels(each))
        for who in ("王建国", "李秀兰", "张伟", self.resident(day)):
            await town.press(who, card, "签到")
        for number in AT_MEETINGS[day]:
            await town.say("李秀兰", f"/resolve {number} 大家同意，承办：陈师傅，期限：14天")
        await town.travel(timedelta(hours=1))
        await self.leave()

    async def leave(self) -> None:
        """The meeting is closed."""
        await self.town.say("王建国", "/close")

    async def vote(self) -> None:
        """The council votes on a matter."""
        town = self.town
        await town.say("王建国", VOTE)
        message = next(each for each in town.heard()[::-1] if "准备表决" in each.text)
        for label in ("议事会表决（过半）", "记名", "3天", "改为正式表决", "开始表决"):
            await town.press("王建国", message, label)
        card = next(each for each in town.heard()[::-1] if "赞成" in labels(each))
        for who in ("王建国", "李秀兰", "张伟"):
            await town.press(who, card, "赞成")

    async def work_off(self, day: int) -> None:
        """What was accepted is decided, done and looked back on."""
        for number in RESOLVED:
            start = (number + 3) // 2 + 1
            if day == start:
                await self.resolve(number)
            elif number not in LATE and day == start + 2:
                await self.work(number)
            elif number not in LATE and day == start + 4:
                await self.finish(number)

    async def live(self) -> None:
        """The month, from the second of March to the first of April."""
        await self.begin()
        for day in range(2, 32):
            await self.town.travel(datetime(2026, 3, day, 2, 0, tzinfo=UTC))
            for number in (2 * day - 3, 2 * day - 2):
                if number <= len(MATTERS):
                    await self.propose(number)
            await self.look(day)
            await self.work_off(day)
            if day + 1 in AT_MEETINGS:
                await self.town.say("李秀兰", "/agenda " + " ".join(str(number) for number in AT_MEETINGS[day + 1]))
            if day in AT_MEETINGS:
                await self.meet(day)
            if day == 20:
                await self.vote()
        await self.town.travel(datetime(2026, 4, 1, 2, 0, tzinfo=UTC))


async def test_a_month() -> None:
    """The group reads at most half of what it read of the same month before, and is asked to read no long message."""
    async with open_town() as town:
        await Month(town).live()
        heard = [message for message in town.heard() if message.receiver is None]
        assert len(heard) <= BEFORE // 2
        assert await town.faults() == []
        assert town.world.violations == []
        states = await town.matters()
        assert {number for number, state in states.items() if state == "closed"} == {*RESOLVED} - {*LATE}
        assert states[VOTED] == "resolved"

"""The guided tours: their table, and how steps are ticked off by what happens in a world."""

import re
from collections import Counter
from importlib.resources import files

import pytest

from sandbox import Clock, World
from sandbox.model import Chat, Message, User
from sandbox.page.tour_steps import GROUP, MAKE_GROUP, MOVE_TIME, OTHER, PRESS, PRIVATE, SAY, Step, Tour, load_tours
from sandbox.page.tours import Tours
from sandbox.seed import PEOPLE, settle_in
from tests.clocks import START

TOURS = load_tours()
STEPS = [pytest.param(tour, step, id=f"{tour.id}-{number}") for tour in TOURS for number, step in enumerate(tour.steps)]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


# The table


def test_the_five_tours() -> None:
    """There is one for each kind of person and place, and every one has a name in both languages."""
    assert [tour.id for tour in TOURS] == ["resident", "officer", "meeting", "vote", "street"]
    for tour in TOURS:
        assert CHINESE.search(tour.title.zh)
        assert not CHINESE.search(tour.title.en + tour.about.en)
        assert len(set(tour.things)) >= 3


@pytest.mark.parametrize(("tour", "step"), STEPS)
def test_a_step_says_what_to_do(tour: Tour, step: Step) -> None:
    """A step is done by somebody of the example, in a place, and its words name the button or text."""
    if step.act.kind == MOVE_TIME:
        assert step.who == ""
    else:
        assert step.who in PEOPLE
    if step.act.kind not in {MOVE_TIME, MAKE_GROUP}:
        assert step.where in {GROUP, PRIVATE, OTHER}
    named = f"[{step.act.text}]" if step.act.kind == PRESS else "{text}"
    for words in (step.words.zh, step.words.en):
        assert named in words or step.act.kind == MOVE_TIME
    assert Counter(re.findall(r"\{\w+\}", step.words.zh)) == Counter(re.findall(r"\{\w+\}", step.words.en))
    given = {name for each in tour.steps for name in re.compile(re.sub(r"\{\w+\}", "", each.answer)).groupindex}
    assert set(re.findall(r"\{(\w+)\}", step.act.text)) <= given | {"thing"}


@pytest.mark.parametrize(("tour", "step"), STEPS)
def test_what_a_step_says_is_what_counts(tour: Tour, step: Step) -> None:
    """Whoever does literally what a step says has done it."""
    values = {"thing": tour.things[0], "n": "12", "code": "AB12-CD34"}
    said = step.act.text.format(**values) if step.act.kind != MOVE_TIME else ""
    under = step.act.under.format(**values)
    assert step.act.matches(step.act.kind, said, values, under)
    if step.act.kind == PRESS:
        assert step.act.matches(PRESS, f"{said} 12", values, under)
        assert not step.act.matches(PRESS, f"不{said}", values, under)


def test_buttons_of_the_page_are_named_as_they_stand_there() -> None:
    """A step that moves the time or makes a group names the page's own button, in both languages."""
    english = (files("sandbox.page") / "static" / "english.js").read_text()
    for step in (step for tour in TOURS for step in tour.steps if step.act.kind in {MOVE_TIME, MAKE_GROUP}):
        chinese = "到下一件事" if step.act.kind == MOVE_TIME else "＋ 建群"
        (label,) = re.findall(f'"{chinese}": "(.+)"', english)
        assert f"[{chinese}]" in step.words.zh
        assert f"[{label}]" in step.words.en


# Walked in a world


class Walkers:
    """The people of the example in their group, and a bot whose every word is ours."""

    def __init__(self) -> None:
        self.world = World(clock=Clock(frozen=START))
        self.tours = Tours(self.world)
        self.world.listen(self.tours.hear)
        story = settle_in(self.world, bot="administrator")
        self.group, self.people = story.group, story.people

    def bot_says(self, where: Chat | User, text: str, *labels: str) -> Message:
        rows = [[{"text": label, "callback_data": label}] for label in labels]
        chat = self.world.chat(where)
        return self.world.post(chat, self.world.bot, {"text": text}, markup={"inline_keyboard": rows} if rows else None)

    def done(self, tour: str = "resident") -> list[bool]:
        steps = next(each["steps"] for each in self.tours.as_json()["tours"] if each["id"] == tour)
        return [step["is_done"] for step in steps]

    def text(self, number: int) -> str:
        return str(self.tours.as_json()["tours"][0]["steps"][number]["text"])


@pytest.fixture
def walkers() -> Walkers:
    return Walkers()


def propose(walkers: Walkers) -> None:
    """赵敏 tells the bot what the tour says, which asks, is told yes, and gives the number 7."""
    zhao = walkers.people["赵敏"]
    walkers.world.say(zhao, zhao, walkers.text(0))
    preview = walkers.bot_says(zhao, "您要反映的是这件事吗？", "提成议题")
    walkers.world.press(zhao, preview, "提成议题")
    walkers.bot_says(zhao, "收到了，编号 #7，已发到群里。")


def test_steps_are_ticked_off_by_what_happens(walkers: Walkers) -> None:
    """The act of the right person and the bot's answer tick a step off; what the answer gave stands in later steps."""
    walkers.tours.take("resident")
    zhao, sun = walkers.people["赵敏"], walkers.people["孙大爷"]
    walkers.world.say(sun, sun, walkers.text(0))
    walkers.bot_says(sun, "您要反映的是这件事吗？")
    assert not any(walkers.done())  # somebody else's words
    walkers.world.say(zhao, zhao, walkers.text(0))
    assert not any(walkers.done())  # no answer yet
    assert walkers.text(4) == "N号怎么样了"
    propose(walkers)
    assert walkers.done() == [True, True, False, False, False, False]
    assert walkers.text(4) == "7号怎么样了"


def test_a_press_counts_by_its_label(walkers: Walkers) -> None:
    """A button with its number counts, another one or another card's does not, and the toast may be the answer."""
    walkers.tours.take("resident")
    sun = walkers.people["孙大爷"]
    card = walkers.bot_says(walkers.group, f"🆕 #7 已提出\n{walkers.text(0)}", "附议 2", "办理…")
    other = walkers.bot_says(walkers.group, "🆕 #6 已提出\n别的事", "附议 2")
    for message, label, is_done in ((other, "附议 2", False), (card, "办理…", False), (card, "附议 2", True)):
        press = walkers.world.press(sun, message, label)
        walkers.world.changed("toast", id=press.id, user=sun.id, text="您附议了 #7，现在 3 人。")
        assert walkers.done()[2] is is_done


def test_a_tour_is_left_and_taken_again(walkers: Walkers) -> None:
    """Left, it stays where it was and ticks nothing; taken again it goes on, or begins anew with another matter."""
    walkers.tours.take("resident")
    propose(walkers)
    before, thing = walkers.done(), walkers.text(0)
    walkers.tours.leave()
    assert walkers.tours.as_json()["open"] is None
    walkers.world.say(walkers.people["赵敏"], walkers.people["赵敏"], "我提的事")
    walkers.bot_says(walkers.people["赵敏"], "我提出的")
    assert walkers.done() == before
    walkers.tours.take("resident")
    assert walkers.done() == before
    walkers.tours.take("resident", again=True)
    assert not any(walkers.done())
    assert walkers.text(0) != thing


def test_a_group_and_the_time_are_steps_too(walkers: Walkers) -> None:
    """Making the group gives the next steps their place; moving the time counts for whoever does it."""
    walkers.tours.take("street")
    wu = walkers.people["吴婷"]
    walkers.world.say(wu, walkers.group, "/setup")
    walkers.bot_says(walkers.group, "议事会已经设好")
    assert not any(walkers.done("street"))  # there is no group of the street yet
    made = walkers.world.add_group("平安街道", wu, [walkers.people["王建国"]])
    steps = next(each for each in walkers.tours.as_json()["tours"] if each["id"] == "street")["steps"]
    assert (steps[0]["is_done"], steps[1]["chat"]) == (True, made.id)
    walkers.tours.take("vote")
    walkers.world.clock.move_to(START.replace(hour=20))
    walkers.bot_says(walkers.group, "🗳 表决结果")
    assert walkers.done("vote")[-2]


def test_no_tours_without_their_people() -> None:
    """A world that has not the example's people in one group has no tours, and opens none."""
    world = World(clock=Clock(frozen=START))
    tours = Tours(world)
    world.add_group("新村", world.add_user("赵敏"))
    assert tours.as_json() == {"open": None, "tours": []}
    with pytest.raises(KeyError):
        tours.take("resident")


def test_a_word_is_no_press() -> None:
    """Who writes the label of a button has not pressed it."""
    press = next(step for step in TOURS[0].steps if step.act.kind == PRESS)
    assert not press.act.matches(SAY, press.act.text, {})

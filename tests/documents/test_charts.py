"""Charts are pictures that a phone shows, drawn in a process of their own."""

import asyncio
import io
import sys
import time

import pytest
from markupsafe import Markup
from PIL import Image

from bot.documents import chart_worker
from bot.documents.chart_drawer import LENGTH, ChartDrawer
from bot.documents.charts import draw_chart
from bot.ports import Bars, Chart, Series

VOTE = Bars("参与和选择", ("人数", "面积"), (Series("赞成", (50.0, 45.2)), Series("没有投", (50.0, 54.8))), "%")
DAYS = Bars("多久有答复", ("当天", "7 天以上"), (Series("有答复", (0, 0)),))
BOTH = Chart((VOTE, DAYS), Markup("人数：赞成 50%"))


def test_a_picture() -> None:
    """A chart is as wide as a phone shows, higher with each panel, dark on white; one of nothing is drawn as well."""
    picture = Image.open(io.BytesIO(draw_chart(BOTH))).convert("L")
    assert picture.width == 1080
    assert picture.height > Image.open(io.BytesIO(draw_chart(Chart((VOTE,), Markup())))).height
    assert picture.getpixel((2, 2)) == 255
    assert any(picture.histogram()[:60])


def test_its_letters_are_drawn() -> None:
    """Chinese words are drawn by the font that comes along, not as empty boxes: two of them are not alike."""
    drawn = {draw_chart(Chart((Bars(title, ("一",), (Series("件", (1,)),)),), Markup())) for title in ("办结", "反对")}
    assert len(drawn) == 2


def test_the_requests_of_a_worker() -> None:
    """The worker draws one request after the other, goes on after one that it cannot draw, and ends with its input."""
    good = b'[{"title":"t","labels":["a"],"series":[{"name":"s","values":[1]}],"unit":""}]'
    requests, answers = io.BytesIO(b"".join(LENGTH.pack(len(each)) + each for each in (b"[", good))), io.BytesIO()
    chart_worker.answer_requests(requests, answers)
    answers.seek(0)
    assert LENGTH.unpack(answers.read(4)) == (0,)
    (length,) = LENGTH.unpack(answers.read(4))
    assert answers.read() == draw_chart(chart_worker.decode_chart(good))
    assert length > 1000


async def test_in_a_process() -> None:
    """Charts that are wanted at once are drawn by one process, in turn, and look as they do here."""
    drawer = ChartDrawer(within=60)
    drawn = await asyncio.gather(*(drawer.draw(BOTH) for _ in range(2)))
    drawer.close()
    assert drawn == [draw_chart(BOTH)] * 2


NUMBER = """
import os, struct, sys
while head := sys.stdin.buffer.read(4):
    sys.stdin.buffer.read(struct.unpack(">I", head)[0])
    drawn = str(os.getpid()).encode()
    sys.stdout.buffer.write(struct.pack(">I", len(drawn)) + drawn)
    sys.stdout.buffer.flush()
"""


async def test_one_process_until_it_is_idle() -> None:
    """The process stays for the next chart; once it was idle for its time, or closed, the next one starts another."""
    drawer = ChartDrawer((sys.executable, "-c", NUMBER), within=20)
    first = await drawer.draw(BOTH)
    assert first
    assert await drawer.draw(BOTH) == first
    drawer.close()
    assert await drawer.draw(BOTH) not in {first, None}
    drawer.close()
    short = ChartDrawer((sys.executable, "-c", NUMBER), within=20, idle=0.0)
    number = await short.draw(BOTH)
    assert number
    async with asyncio.timeout(20):
        while await short.draw(BOTH) == number:
            pass
    short.close()


@pytest.mark.parametrize(
    ("code", "within"),
    [
        ("pass", 10),
        ("import sys; sys.stdin.buffer.read(4); sys.stdout.buffer.write(bytes(4))", 10),
        ("import time; time.sleep(60)", 0.2),
        ("import sys; sys.stdout.buffer.write(b'\\0\\0\\1\\0x')", 0.5),
    ],
    ids=["ends", "draws nothing", "takes too long", "answers in part"],
)
async def test_a_chart_that_cannot_be_drawn(code: str, within: float) -> None:
    """A process that ends, fails or hangs costs the chart, in time, and nothing else."""
    drawer = ChartDrawer((sys.executable, "-c", code), within=within)
    began = time.monotonic()
    assert await drawer.draw(BOTH) is None
    assert time.monotonic() - began < 10
    drawer.close()

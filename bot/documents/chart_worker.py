"""The process in which charts are drawn: it loads the plotting library, which is large, and the bot does not.

It is started with `python -m bot.documents.chart_worker` and draws until its standard input ends. A request is its
length in 4 bytes and the JSON of a chart, an answer the length of the PNG and the PNG; length 0: it failed.
"""

import os
import struct
import sys
from contextlib import suppress
from typing import BinaryIO

import orjson
from markupsafe import Markup

from bot.documents.charts import draw_chart
from bot.ports import Bars, Chart, Series

LENGTH = struct.Struct(">I")
NICENESS = 10  # what people press comes before what they look at


def decode_chart(content: bytes) -> Chart:
    """Return the chart of a request."""
    panels = (
        Bars(
            panel["title"],
            tuple(panel["labels"]),
            tuple(Series(each["name"], tuple(each["values"])) for each in panel["series"]),
            panel["unit"],
            panel.get("whole", 0),
        )
        for panel in orjson.loads(content)
    )
    return Chart(tuple(panels), Markup())


def answer_requests(requests: BinaryIO, answers: BinaryIO) -> None:
    """Draw one chart after the other until the requests end."""
    while len(head := requests.read(LENGTH.size)) == LENGTH.size:
        content = requests.read(LENGTH.unpack(head)[0])
        try:
            picture = draw_chart(decode_chart(content))
        except Exception:  # noqa: BLE001  # one chart that cannot be drawn must not take the next ones with it
            picture = b""
        answers.write(LENGTH.pack(len(picture)) + picture)
        answers.flush()


if __name__ == "__main__":
    with suppress(OSError):  # a sandbox around the service may forbid it
        os.nice(NICENESS)
    answer_requests(sys.stdin.buffer, sys.stdout.buffer)

"""How long the end of a survey takes with so many answers: counting them in the store, and drawing its chart.

The chart is drawn in a process of its own; `held` is how long the loop waited for its turn meanwhile, at worst.
"""

import asyncio
import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks.growth import NOW, found
from bot import ballot_encryption
from bot.documents.chart_drawer import ChartDrawer
from bot.domain.surveys.answers import ANSWER_LIMIT, SurveyResponse, envelope_width
from bot.domain.surveys.survey import SCALE, QuestionKind, Survey, SurveyKey, SurveyQuestion, SurveyState
from bot.locales import words
from bot.ports import Tx
from bot.services.surveys import results, survey_jobs
from bot.services.surveys.responses import pack_answers
from bot.views.surveys.results import survey_result_card
from storage.tinydb.store import TinyStore

ANSWERS = 2_000
KINDS = (*[QuestionKind.ONE] * 8, *[QuestionKind.SCALE] * 8, QuestionKind.NUMBER, *[QuestionKind.TEXT] * 3)
QUESTIONS = tuple(
    SurveyQuestion(kind, f"第{n}题怎么样", ("每天", "有时", "从不") if kind is QuestionKind.ONE else ())
    for n, kind in enumerate(KINDS, 1)
)
SURVEY = Survey(
    council=1,
    number=1,
    title="社区食堂",
    by=2,
    made=NOW,
    state=SurveyState.OPEN,
    questions=QUESTIONS,
    opened=NOW,
    until=NOW + timedelta(days=7),
)


def answered(kind: QuestionKind, person: int) -> str:
    """Return what somebody answers."""
    if kind is QuestionKind.TEXT:
        return f"{person}" + "好" * (person % ANSWER_LIMIT)
    return str(person % (len(SCALE) if kind is QuestionKind.SCALE else 3))


def fill(tx: Tx, answers: int) -> None:
    """Have so many people answer every question of an anonymous survey."""
    found(tx, 1, 0)
    tx.put(SURVEY)
    key, width = ballot_encryption.new_key(), envelope_width(QUESTIONS)
    tx.secrets.put(SurveyKey(council=1, survey=1, secret=key))
    for person in range(10, 10 + answers):
        every = tuple(answered(kind, person)[:ANSWER_LIMIT] for kind in KINDS)
        sealed = ballot_encryption.seal(key, pack_answers(every), width)
        tx.put(SurveyResponse(council=1, survey=1, person=person, done=True, sealed=sealed))


async def wait_for_turns(stop: asyncio.Event) -> float:
    """Return the longest time that the loop made somebody wait, until `stop`."""
    longest = 0.0
    while not stop.is_set():
        began = time.perf_counter()
        await asyncio.sleep(0.001)
        longest = max(longest, time.perf_counter() - began)
    return longest


async def main(answers: int) -> None:
    """Close the survey, draw the first page of its result, and print how long both took."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        store = TinyStore.open(Path(folder) / "data")
        await store.run(fill, answers)
        began = time.process_time()
        await store.run(survey_jobs.close_survey, replace(SURVEY), None, is_late=False, now=NOW)
        closed = time.process_time() - began
        shown = await store.run(results.load_result, 1, 1, 0, NOW)
        card = survey_result_card(words("zh-CN"), shown, 1) if shown else None
        await store.close()
    if card is None or card.chart is None:
        raise SystemExit("there is no result")
    drawer, stop = ChartDrawer(within=60), asyncio.Event()
    turns = asyncio.create_task(wait_for_turns(stop))
    took = []
    for _ in range(2):
        began = time.perf_counter()
        if await drawer.draw(card.chart) is None:
            raise SystemExit("nothing was drawn")
        took.append(time.perf_counter() - began)
    stop.set()
    held = await turns
    drawer.close()
    print(
        f"{answers:,} answers: counted with {closed:.2f} s of CPU, first chart {took[0]:.2f} s, then {took[1]:.2f} s; "
        f"the loop held {held * 1000:.0f} ms"
    )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else ANSWERS))

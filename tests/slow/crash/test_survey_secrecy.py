"""An anonymous survey is over: everything on the disk is put together, and nobody's answers come out of it."""

import asyncio
import gzip
import logging
import re
import shutil
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import pytest
from nacl.exceptions import CryptoError

from bot import ballot_encryption, log
from bot.domain.surveys.survey import SurveyKey
from bot.services.surveys import draft_questions, drafts, forms
from storage.backup import backup
from storage.check import verify
from storage.tinydb.store import TinyStore
from tests import builders, cast
from tests.builders import back
from tests.cast import private
from tests.services.hall import Hall
from tests.services.surveys.test_forms import DAY, QUESTIONS, neighbours, press
from tests.slow.crash.test_secrecy import RANDOM, Left
from tests.stories import test_surveys
from tests.stories.town import open_town

PEOPLE = neighbours(4)
Answers = Mapping[int, tuple[str, str, str]]  # of each person: an option, one of several, and words; "": skipped
WAYS: Sequence[Answers] = (
    {0: ("0.0", "1.0", "早开门"), 1: ("0.1", "1.1", "少放盐"), 2: ("0.0", "1.0", ""), 3: ("0.1", "1.1", "")},
    {0: ("0.1", "1.1", ""), 1: ("0.0", "1.0", ""), 2: ("0.1", "1.0", "少放盐"), 3: ("0.0", "1.1", "早开门")},
)


def opened(folder: Path) -> Hall:
    """A council on a disk with an anonymous survey that is open."""
    hall = Hall(store=TinyStore.open(folder))  # type: ignore[arg-type]  # a hall needs no more than every store has
    hall.do(builders.council)
    hall.opens_private_chat(cast.CLERK, *PEOPLE)
    to = back(chat=private(cast.CLERK))
    hall.at(drafts.start_survey, council=1, text="社区食堂", by=cast.CLERK, reply_to=to)
    for kind, text in QUESTIONS:
        put = partial(draft_questions.put_question, council=1, number=1, kind=kind, place=None, by=cast.CLERK)
        hall.at(put, text=text, reply_to=to)
    press(hall, drafts.press_offer, cast.CLERK, "0.0")
    press(hall, drafts.press_post, cast.CLERK)
    hall.deliver()
    return hall


def answered(hall: Hall, way: Answers) -> None:
    """Everybody answers or skips each question, comes back to the form, and hands in; each press is shown."""
    for number, (one, several, words) in way.items():
        who = PEOPLE[number]
        press(hall, forms.press_begin, who)
        hall.deliver()
        press(hall, forms.press_tick, who, one)
        hall.deliver()
        press(hall, forms.press_next, who, "1")
        hall.deliver()
        press(hall, forms.press_tick, who, several)
        hall.deliver()
        press(hall, forms.press_next, who, "2")
        hall.deliver()
        if words:
            say = partial(forms.answer_words, council=1, number=1, page="3", text=words, late=False)
            hall.at(say, by=who, reply_to=back(chat=private(who)))
        else:
            press(hall, forms.press_next, who, "3")
        hall.deliver()
        press(hall, forms.press_fill, who)
        hall.deliver()
        press(hall, forms.press_hand_in, who)
        hall.deliver()
        press(hall, forms.press_fill, who)
        hall.deliver()


def held(folder: Path, way: Answers) -> Left:
    """A whole survey on a disk, from the first answer to its end: the folder, as a kill had left it, and a backup."""
    left = Left(folder)
    hall = opened(left.data)
    answered(hall, way)
    hall.pass_time(7 * DAY)
    hall.deliver()
    store: TinyStore = hall.store  # type: ignore[assignment]  # as above
    backup(store, left.saved)
    shutil.copytree(left.data, left.killed)
    asyncio.run(store.close())
    assert verify(left.data) == []
    return left


def test_swapped_answers_leave_the_same_bytes(tmp_path: Path) -> None:
    """With the answers of all turned round among them, skipped ones too, the files differ in what is random alone."""
    seen = []
    for place, way in enumerate(WAYS):
        files = held(tmp_path / f"{place}", way).files()
        seen.append({RANDOM.sub("?", name): RANDOM.sub("?", text) for name, text in files.items()})
    assert seen[0] == seen[1]
    assert len(seen[0]) == 5, "snapshot, journal, record; the journal of the killed one; the backup"
    assert any("少放盐" in text for text in seen[0].values()), "the result is not there"


def test_no_envelope_can_be_opened(tmp_path: Path) -> None:
    """The key is gone with its file, and nothing that lies there opens an envelope of the journal."""
    files = held(tmp_path, WAYS[0]).files()
    assert not [name for name in files if "apart" in name]
    everything = "\n".join(files.values())
    envelopes = set(re.findall(r'"sealed":"([^"]+)"', everything))
    assert len(envelopes) > len(PEOPLE) * 4, "one of each press"
    assert len({len(each) for each in envelopes}) == 1
    keys = set(re.findall(r"(?=([0-9a-f]{64}))", everything))
    assert len(keys) > 5
    for key in keys:
        for envelope in envelopes:
            with pytest.raises(CryptoError):
                ballot_encryption.unseal(key, envelope)


def test_the_key_lies_apart_while_it_is_needed(tmp_path: Path) -> None:
    """While the survey runs its key stands in a file of its own, and in nothing else; no answer stands in any."""
    hall = opened(tmp_path / "data")
    answered(hall, WAYS[0])
    key = hall.do(lambda tx: tx.secrets.get(SurveyKey, "1/1"))
    assert key is not None
    files = {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir() if path.name != "lock"}
    with_key = [name for name, content in files.items() if key.secret.encode() in content]
    assert len(with_key) == 1
    assert with_key[0].startswith("apart")
    assert not [name for name, content in files.items() if "少放盐".encode() in content]
    hall.pass_time(7 * DAY)
    backup(hall.store, tmp_path / "backup")  # type: ignore[arg-type]  # as above
    assert key.secret not in gzip.decompress((tmp_path / "backup").read_bytes()).decode()


async def test_nothing_is_left_of_answers_over_http(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """While it runs no typed answer is on the disk, afterwards it is in the result alone; it is never in the log.

    What is typed a day late is not kept at all.
    """
    caplog.set_level(logging.DEBUG)
    for name, level in log.QUIETER.items():
        caplog.set_level(level, name)
    store = TinyStore.open(tmp_path / "data")
    people = (test_surveys.RESIDENT, test_surveys.NEIGHBOUR, test_surveys.CAPTAIN)
    async with open_town(store=store) as town:
        await test_surveys.make(town)
        await test_surveys.post(town)
        for n, who in enumerate(people):
            await test_surveys.answer(town, who, "有意向", "跳过 ▶", "5", words=f"门口太黑{n}")
        await town.press(test_surveys.RESIDENT, test_surveys.form(town, test_surveys.RESIDENT), "改我的回答")
        for _ in range(3):
            await town.press(
                test_surveys.RESIDENT,
                test_surveys.form(town, test_surveys.RESIDENT),
                "下一题 ▶" if _ != 1 else "跳过 ▶",
            )
        await town.travel(2 * DAY)
        await town.whisper(test_surveys.RESIDENT, "门口太黑，隔了两天")
        assert "我没有记" in test_surveys.form(town, test_surveys.RESIDENT).text
        on_disk = "".join(path.read_text() for path in (tmp_path / "data").iterdir() if path.name != "lock")
        assert "门口太黑" not in on_disk
        await town.travel(7 * DAY)
    await store.close()
    found = [
        line
        for path in (tmp_path / "data").iterdir()
        if path.name != "lock"
        for line in path.read_text().splitlines()
        if "门口太黑" in line
    ]
    assert found
    assert all("survey_results" in line or '"typed"' in line for line in found)
    assert "隔了两天" not in "".join(found)
    assert "门口太黑" not in caplog.text

"""What fails is set aside and logged without anybody's vote."""

import json
import logging
from typing import Any

import pytest

from bot.domain.shared.button_intent import Intent
from bot.domain.shared.inbox import DeadLetter
from bot.domain.votes.tally import Choice
from handlers.telegram.callback_data import encode
from handlers.telegram.redaction import tells_choice, without_choices
from handlers.telegram.update_queue import Updates
from storage.memory import MemoryStore
from tests.clocks import PatientClock
from tests.sandbox.box import plain_bot

CHAT = {"id": -100, "type": "supergroup", "title": "小区"}
WHO = {"id": 105, "is_bot": False, "first_name": "赵敏"}
KEY = b"k" * 32
PROOFS = {choice: encode(Intent("cast", 1, 3, choice), key=KEY, scope="g1") for choice in Choice}
WORDS = ("赞成", "反对", "弃权", "同意", "For", *Choice, "3-1-502")


def tap(data: str, text: str = "表决") -> dict[str, Any]:
    message = {"message_id": 5, "date": 1, "chat": CHAT, "text": text}
    query = {"id": "9", "from": WHO, "chat_instance": "1", "data": data, "message": message}
    return {"update_id": 7, "callback_query": query}


def said(text: str, kind: str = "message", **more: Any) -> dict[str, Any]:
    return {"update_id": 7, kind: {"message_id": 6, "date": 1, "chat": CHAT, "from": WHO, "text": text, **more}}


TELLING = {
    "a tap on 赞成": tap(PROOFS[Choice.AGREE]),
    "a paper ballot": said("/paper 3 3-1-502 赞成"),
    "in Chinese": said("纸质票 3 3-1-502 反对"),
    "changed afterwards": said("/paper@yishi_bot 3 3-1-502 弃权", kind="edited_message"),
    "an answer": said("不同意。"),
    "a caption": said("", caption="纸质票 3 3-1-502 反对"),
    "an answer to an answer": said("对", reply_to_message={"message_id": 4, "text": "/paper 3 3-1-502 赞成"}),
    "a quote": said("对", quote={"text": "3-1-502 赞成", "position": 0}),
    "what a witness is shown": tap("1:witness:1:3:abc:proof", text="3-1-502 赞成 请见证"),
    "in English": said("3-1-502 For"),
    "junk": {"update_id": 7, "message": {"text": ["赞成"], "chat": CHAT}},
}


@pytest.mark.parametrize("raw", TELLING.values(), ids=TELLING)
def test_no_choice_is_left_in_what_is_set_aside(raw: dict[str, Any]) -> None:
    """Neither its word nor its proof, and in nothing that is quoted; who it was and where may stay."""
    assert tells_choice(raw)
    left = json.dumps(without_choices(raw), ensure_ascii=False)
    assert not [word for word in WORDS if word in left]
    assert not [proof for proof in PROOFS.values() if proof.rpartition(":")[2] in left]
    assert '"update_id": 7' in left
    assert without_choices(raw) != raw


def test_what_a_tap_was_about_stays() -> None:
    """Act, council and vote are needed to find the fault; the three choices look the same."""
    cut = {json.dumps(without_choices(tap(data))) for data in PROOFS.values()}
    assert len(cut) == 1
    left: Any = without_choices(tap(PROOFS[Choice.AGREE]))
    assert left["callback_query"]["data"] == "1:cast:1:3:…"


@pytest.mark.parametrize(
    "raw", [said("/propose 路灯坏了"), said("路灯"), said("a form for the lift"), {"update_id": 7, "poll": {"id": "1"}}]
)
def test_everything_else_is_kept_as_it_came(raw: dict[str, Any]) -> None:
    """Whoever hosts the bot can see what failed."""
    assert without_choices(raw) == raw
    assert not tells_choice(raw)


@pytest.mark.parametrize("raw", [TELLING["a tap on 赞成"], TELLING["a paper ballot"], TELLING["in Chinese"]])
async def test_a_fault_says_no_choice(raw: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    """Three tries and the setting aside leave a traceback, and nothing of what was chosen, at any level."""
    store = MemoryStore()

    async def fail(_: object) -> None:
        raise ValueError(" ".join(WORDS))

    caplog.set_level(logging.DEBUG)
    assert await Updates(plain_bot("1:a"), store, PatientClock(), fail).accept(raw)
    (aside,) = await store.run(lambda tx: tx.find(DeadLetter, "at"))
    assert aside.reason == "ValueError"
    assert "in fail" in caplog.text
    for text in (caplog.text, aside.raw):
        assert not [word for word in WORDS if word in text]


NUMBERS = ("13800138000", "1101051949", "1231002X")


async def test_private_numbers_are_masked_in_what_is_set_aside() -> None:
    """An update that fails is kept with its ID and telephone numbers masked, wherever they stand in it."""
    store = MemoryStore()
    words = "我的号码 138\u00a00013\u00a08000，证号 1101051949\n1231002X"
    document = {"file_id": "f", "file_unique_id": "u", "file_name": "王建国 11010519491231002X.xlsx"}

    async def fail(_incoming: object) -> None:
        raise ValueError(words)

    updates = Updates(plain_bot("1:token"), store, PatientClock(), fail)
    await updates.accept(
        said(words, caption=words, document=document, contact={"phone_number": "+8613800138000", "first_name": "王"})
    )
    (aside,) = await store.run(lambda tx: tx.find(DeadLetter, "at"))
    kept = aside.raw + aside.reason
    assert kept.count("138****8000") == 4
    assert kept.count("1****************X") == 4
    assert not [number for number in NUMBERS if number in kept]

"""How fast messages may go into one chat."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matters.acts import Act
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.inbox import DeadLetter, ProcessedUpdate
from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.job import Job
from bot.domain.shared.outbox_message import (
    OutboxMessage,
    Pace,
    SendQueue,
    SentMessage,
    send_slot,
)
from bot.domain.shared.question import Dialog, Draft, job_subject
from bot.domain.shared.secret import Secret
from tests import cast

PACE = Pace()
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WISHES = st.lists(st.floats(0, 6).map(lambda seconds: timedelta(seconds=seconds)), min_size=1, max_size=60)


def sent(wishes: list[timedelta], *, group: bool, urgent: bool = True) -> list[datetime]:
    """Send one message after each rest, each at its slot; give when they went."""
    now, gone = NOW, list[datetime]()
    for rest in wishes:
        now = send_slot(tuple(gone[-PACE.most :]), now + rest, PACE, group=group, urgent=urgent)
        gone.append(now)
    return gone


@given(WISHES, st.booleans())
def test_a_second_between_two(wishes: list[timedelta], group: bool) -> None:  # noqa: FBT001  # hypothesis hands it over
    """Two messages into one chat are at least a second apart."""
    gone = sent(wishes, group=group)
    assert all(later - earlier >= PACE.gap for earlier, later in pairwise(gone))


@given(
    st.lists(st.sampled_from([0, 1, 2, 5]).map(lambda seconds: timedelta(seconds=seconds)), min_size=25, max_size=60)
)
def test_twenty_a_minute_into_a_group(wishes: list[timedelta]) -> None:
    """No window of a minute holds more than twenty messages into a group, whatever is asked for."""
    gone = sent(wishes, group=True)
    assert all(later - earlier >= PACE.window for earlier, later in zip(gone, gone[PACE.most :], strict=False))


def test_a_burst_waits_no_longer_than_it_must() -> None:
    """Twenty messages at once go a second apart; the next one when the first is a minute old."""
    gone = sent([timedelta()] * (PACE.most + 1), group=True)
    assert [at - NOW for at in gone[: PACE.most]] == [PACE.gap * n for n in range(PACE.most)]
    assert gone[-1] == NOW + PACE.window


def test_a_private_chat_has_no_minute() -> None:
    """Into a private chat messages go a second apart, as many as there are."""
    assert sent([timedelta()] * 40, group=False)[-1] == NOW + 39 * PACE.gap


def test_a_chat_at_rest_is_free_at_once() -> None:
    """Nothing waits where nothing was sent."""
    assert send_slot((), NOW, PACE, group=True, urgent=False) == NOW


@given(WISHES)
def test_news_leave_room_for_answers(wishes: list[timedelta]) -> None:
    """However much news a group has had, five answers can follow a second apart."""
    gone = sent(wishes, group=True, urgent=False)
    for number in range(1, PACE.reserved + 1):
        slot = send_slot(tuple(gone[-PACE.most :]), gone[-1], PACE, group=True, urgent=True)
        assert slot == gone[-1] + PACE.gap, number
        gone.append(slot)


def test_a_group_with_room_for_one() -> None:
    """A platform that lets a group have less than is reserved still lets news through."""
    pace = Pace(most=1, reserved=5)
    assert send_slot((NOW,), NOW, pace, group=True, urgent=False) == NOW + pace.window


def test_keys() -> None:
    """Tellings are known by their id, messages by chat and message, lanes by chat, waiting things by what they are."""
    assert OutboxMessage(id="card/1/7", chat=ChatId("-5"), view="matter.card", due=NOW).key == "card/1/7"
    assert (
        SentMessage(chat=ChatId("-5"), message=MessageId("9"), about="card/1/7", view="matter.card", at=NOW).key
        == "-5/9"
    )
    assert SendQueue(chat=ChatId("-5")).key == "-5"
    assert Job(id="x", at=NOW, act="remind", about="meeting/1/1").key == "x"
    assert ProcessedUpdate(update=5, at=NOW).key == DeadLetter(update=5, at=NOW, reason="", raw="").key == "5"
    assert Secret(name="callback", value="00").key == "callback"
    dialog = Dialog(chat=ChatId("-5"), account=AccountId("7"), ask=Act.REJECT, council=1, at=NOW)
    draft = Draft(
        number=2,
        account=AccountId("7"),
        said=IncomingMessage(chat=ChatId("-5"), message=MessageId("1"), group=True, by=cast.RESIDENT),
        at=NOW,
    )
    assert (job_subject(dialog), job_subject(draft)) == ("dialog/-5/7", "draft/7/2")


def test_what_was_said_leads_to_people() -> None:
    """Words lead to who said them, whom they name and whom they answer, and know where they came from."""
    answered = IncomingMessage(chat=ChatId("-5"), message=MessageId("1"), group=True, by=cast.NEIGHBOUR)
    said = IncomingMessage(
        chat=ChatId("-5"),
        message=MessageId("2"),
        group=True,
        by=cast.RESIDENT,
        mentions=(cast.CLERK,),
        answers=answered,
    )
    assert said.accounts == (cast.RESIDENT.id, cast.CLERK.id, cast.NEIGHBOUR.id)
    assert (said.source, said.private) == ("-5/2", False)
    assert IncomingMessage(chat=ChatId("7"), message=MessageId("2"), group=False, by=cast.RESIDENT).private

"""News of matters for the group: at once, in the morning, or in a daily digest."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.councils.council import Council
from bot.domain.matters.acts import ACTS, Act, has_own_message, is_routine
from bot.domain.matters.change import Change
from bot.domain.matters.digest import News
from bot.domain.matters.matter import Entry, Matter
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import DeliveryState, OutboxMessage
from bot.index_rows import NewsRow, WaitingRow
from bot.ports import Tx
from bot.read_models.matters import ShownDigest
from bot.services.councils import members
from bot.services.matters.assignments import notify_persons
from bot.services.matters.repository import card_id
from bot.services.shared import jobs
from bot.services.shared.council_time import end_of_night
from bot.services.shared.enqueue import notify_group

EVENING = time(18)
SOON = timedelta(minutes=1)  # until what a crowded group has not read yet is told in one message
CROWD = 10  # messages that wait for a group: routine steps after them are told together
MERGED = 3  # steps of one matter in one message
STEPS_LISTED = 60  # steps in one day's message; of more it says how many there are


def announce(tx: Tx, change: Change) -> None:
    """Announce the newest step of a matter: in the group, or on its card and to its proposers in private.

    At night the steps of the clock wait for the morning, and routine makes no sound; a person's act is announced at
    once, so that they see it was done. A step that follows while the news of the one before still waits is told with
    it.
    """
    matter, now = change.matter, change.at
    council = members.get_council(tx, matter.council)
    place = len(matter.timeline) - 1
    is_own = has_own_message(change.act)
    if not is_own:
        others = set(matter.proposers) - {matter.timeline[place].person}
        notify_persons(tx, matter, others, "matter.step", now=now, entry=place)
    if council.daily and is_routine(change.act):
        _collect(tx, change, place, _evening(council, now))
    elif is_own and is_routine(change.act) and _is_crowded(tx, council, now):
        _collect(tx, change, place, now + SOON)
    elif is_own:
        first = _first_waiting(tx, matter, place) if not change.by_clock else place
        notify_group(
            tx,
            council,
            id=_news_id(matter, first),
            view="matter.news",
            params=MessageParams(
                council=matter.council, matter=matter.number, entry=first, last_entry=place if first < place else 0
            ),
            now=now,
            respect_quiet_hours=change.by_clock,
            silent=is_routine(change.act) and end_of_night(council, now) is not None,
            remember=True,
            reply_about=card_id(matter),
        )


def needs_reply(council: Council, act: str) -> bool:
    """Return whether an act has no message in the group, or a later one, so that the caller needs a reply."""
    return act in ACTS and is_routine(Act(act)) and (council.daily or not has_own_message(Act(act)))


def _news_id(matter: Matter, entry: int) -> str:
    """Return the id of the message that tells a step of a matter, and perhaps steps after it."""
    return f"news/{matter.key}/{entry + 1}"


def _first_waiting(tx: Tx, matter: Matter, place: int) -> int:
    """Return the first step of the news of this matter that wait and can still take one more in; else this one."""
    for first in range(place - 1, max(place - MERGED, -1), -1):
        waiting = tx.get(OutboxMessage, _news_id(matter, first))
        if waiting:
            can_take = waiting.state is DeliveryState.PENDING and not waiting.not_before and not waiting.held
            return first if can_take else place
    return place


def _is_crowded(tx: Tx, council: Council, now: datetime) -> bool:
    """Return whether so many messages wait for the group that it is told the rest in one."""
    return len(tx.rows(WaitingRow, council.chat, upto=now + SOON, limit=CROWD + 1)) > CROWD


def _collect(tx: Tx, change: Change, place: int, at: datetime) -> None:
    """Keep a step for the digest, which is sent at `at`, unless one is scheduled."""
    council = change.matter.council
    tx.put(News(council=council, matter=change.matter.number, entry=place, at=change.at))
    if not tx.find(Job, "about", _about(council), limit=1):
        jobs.schedule(tx, "digest", _about(council), at, params=JobParams(council=council))


def _evening(council: Council, now: datetime) -> datetime:
    """Return the next six o'clock in the evening of the council's zone (UTC)."""
    here = ZoneInfo(council.zone)
    local = now.astimezone(here)
    day = local.date() + timedelta(days=local.time() >= EVENING)
    return datetime.combine(day, EVENING, here).astimezone(UTC)


def _about(council: int) -> str:
    return f"digest/{council}"


def send_digest(tx: Tx, row: Job, now: datetime) -> None:
    """Send the daily digest; drop its news where the bot has left the group."""
    council = members.get_council(tx, row.params.council)
    if not council.present:
        mark_announced(tx, council.number, now)
    notify_group(
        tx,
        council,
        id=_about(council.number),
        view="digest",
        params=MessageParams(council=council.number, upto=now.isoformat()),
        now=now,
        respect_quiet_hours=True,
    )


def load_digest(tx: Tx, council: int, upto: datetime) -> ShownDigest:
    """Return the steps that wait, the oldest first, with their matters."""
    steps: list[tuple[Matter, Entry]] = []
    for each in tx.find(News, "at", council, upto=upto, limit=STEPS_LISTED):
        matter = tx.get(Matter, Matter.key_of(council, each.matter))
        if matter and each.entry < len(matter.timeline):
            steps.append((matter, matter.timeline[each.entry]))
    return ShownDigest(members.get_council(tx, council), tuple(steps), len(tx.rows(NewsRow, council, upto=upto)))


def mark_announced(tx: Tx, council: int, upto: datetime) -> None:
    """Delete the news that a digest has announced."""
    for row in tx.rows(NewsRow, council, upto=upto):
        tx.drop(News, row.key)

"""News of matters for the group: at once, in the morning, or in a daily digest."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.councils.council import Council
from bot.domain.matters.acts import ACTS, Act, is_routine
from bot.domain.matters.change import Change
from bot.domain.matters.digest import News
from bot.domain.matters.matter import Entry, Matter
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.quiet_hours import end_of_quiet
from bot.ports import Tx
from bot.read_models.matters import ShownDigest
from bot.schema import NewsRow
from bot.services.councils import members
from bot.services.matters.repository import card_id
from bot.services.shared import jobs
from bot.services.shared.enqueue import notify_group

EVENING = time(18)
STEPS_LISTED = 60  # steps in one day's message; of more it says how many there are


def announce(tx: Tx, change: Change) -> None:
    """Announce the newest step of a matter in the group.

    At night the steps of the clock wait for the morning, and routine makes no sound; a person's act is announced at
    once, so that they see it was done.
    """
    matter, now = change.matter, change.at
    council = members.get_council(tx, matter.council)
    place = len(matter.timeline) - 1
    if council.daily and is_routine(change.act):
        tx.put(News(council=council.number, matter=matter.number, entry=place, at=now))
        _wait(tx, council, now)
        return
    night = end_of_quiet(now, council.zone) > now
    notify_group(
        tx,
        council,
        id=f"news/{matter.key}/{place + 1}",
        view="matter.news",
        params=MessageParams(council=matter.council, matter=matter.number, entry=place),
        now=now,
        respect_quiet_hours=change.by_clock,
        silent=night and is_routine(change.act),
        remember=True,
        reply_about=card_id(matter),
    )


def is_delayed(council: Council, act: str) -> bool:
    """Return whether the news of an act comes later, so that the caller needs another reply."""
    return council.daily and act in ACTS and is_routine(Act(act))


def _wait(tx: Tx, council: Council, now: datetime) -> None:
    """Schedule the digest for six in the evening of the council's zone, unless it is scheduled."""
    if tx.find(Job, "about", _about(council.number), limit=1):
        return
    here = ZoneInfo(council.zone)
    local = now.astimezone(here)
    day = local.date() + timedelta(days=local.time() >= EVENING)
    at = datetime.combine(day, EVENING, here).astimezone(UTC)
    jobs.schedule(tx, "digest", _about(council.number), at, params=JobParams(council=council.number))


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

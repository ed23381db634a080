"""Rate limits: a sender who exceeds them is ignored for a while, and nothing is stored for them.

All of this is in memory: after a restart everybody begins anew.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)


@dataclass
class Bucket:
    """The messages that a sender may still send at once, when that was counted, and whether they were told to wait."""

    tokens: float
    at: datetime
    told: bool = False


class TokenBuckets:
    """A token bucket per sender: `burst` at once, `rate` a second in the long run.

    Only the `size` latest senders are remembered: forgetting one fills its bucket, memory stays bounded.
    """

    def __init__(self, *, burst: float, rate: float, size: int = 10_000) -> None:
        self._burst = burst
        self._rate = rate
        self._size = size
        self._buckets: OrderedDict[Hashable, Bucket] = OrderedDict()

    def take(self, sender: Hashable, now: datetime) -> bool:
        """Return whether one more from `sender` is heard at `now` (UTC)."""
        bucket = self._buckets.pop(sender, None) or Bucket(self._burst, now)
        passed = max((now - bucket.at).total_seconds(), 0)
        bucket.tokens = min(self._burst, bucket.tokens + passed * self._rate)
        bucket.at = now
        self._buckets[sender] = bucket
        if len(self._buckets) > self._size:
            self._buckets.popitem(last=False)
        if bucket.tokens < 1:
            return False
        bucket.tokens -= 1
        bucket.told = False
        return True

    def must_tell(self, sender: Hashable) -> bool:
        """Return whether to tell `sender` that they are too fast: once, until a message of theirs was accepted."""
        bucket = self._buckets.get(sender)
        if bucket is None or bucket.told:
            return False
        bucket.told = True
        return True


@dataclass
class Hour:
    """The acts of a sender within an hour from the first one, and whether they were told of the limit."""

    begun: datetime
    acts: int = 0
    told: bool = False


class HourlyLimit:
    """A limit of `limit` acts of a sender within an hour, which begins with the first of them.

    Unlike a bucket it says for how long it is enough, and `refusal` is the sentence that says so. Only the `size`
    senders who acted last are remembered.
    """

    def __init__(self, limit: int, *, refusal: str = "too_many_acts", size: int = 10_000) -> None:
        self.refusal = refusal
        self._limit = limit
        self._size = size
        self._hours: OrderedDict[Hashable, Hour] = OrderedDict()

    def count(self, sender: Hashable, now: datetime) -> None:
        """Count an act of `sender` at `now` (UTC)."""
        hour = self._current(sender, now) or Hour(now)
        hour.acts += 1
        self._hours[sender] = hour
        self._hours.move_to_end(sender)
        if len(self._hours) > self._size:
            self._hours.popitem(last=False)

    def wait(self, sender: Hashable, now: datetime) -> timedelta | None:
        """Return how long `sender` must wait before the next act; None when they may act now."""
        hour = self._current(sender, now)
        if hour is None or hour.acts < self._limit:
            return None
        return min(hour.begun + HOUR - now, HOUR)

    def must_tell(self, sender: Hashable) -> bool:
        """Return whether to tell `sender` to wait: true once in their hour."""
        hour = self._hours.get(sender)
        if hour is None or hour.told:
            return False
        hour.told = True
        return True

    def _current(self, sender: Hashable, now: datetime) -> Hour | None:
        """Return the sender's hour if it is not over; one that begins far ahead is of a clock that was set back."""
        hour = self._hours.get(sender)
        return hour if hour and abs(now - hour.begun) < HOUR else None

"""Whoever sends faster than people do is not heard for a while; nothing is written for them."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime


@dataclass
class Bucket:
    """What one sender may still send at once, when that was counted, and whether they were told to wait."""

    tokens: float
    at: datetime
    told: bool = False


class Buckets:
    """A token bucket per sender: `burst` at once, `rate` a second in the long run.

    Only the `size` latest senders are remembered: forgetting one fills its bucket, memory stays bounded.
    """

    def __init__(self, *, burst: float, rate: float, size: int = 10_000) -> None:
        self._burst = burst
        self._rate = rate
        self._size = size
        self._buckets: OrderedDict[int, Bucket] = OrderedDict()

    def take(self, sender: int, now: datetime) -> bool:
        """Whether one more from `sender` is heard at `now` (UTC)."""
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

    def must_tell(self, sender: int) -> bool:
        """Whether `sender` should hear that they are too fast: true once, then not until they were heard again."""
        bucket = self._buckets.get(sender)
        if bucket is None or bucket.told:
            return False
        bucket.told = True
        return True

"""The buckets against floods."""

from datetime import timedelta

from handlers.floods import Buckets
from tests.clocks import START

SECOND = timedelta(seconds=1)


def heard(buckets: Buckets, sender: int, times: int, now: int = 0) -> int:
    return sum(buckets.take(sender, START + now * SECOND) for _ in range(times))


def test_burst_and_rate() -> None:
    """A sender is heard `burst` times at once, and then at the rate."""
    buckets = Buckets(burst=5, rate=2)
    assert heard(buckets, 1, 9) == 5
    assert heard(buckets, 1, 9, now=2) == 4
    assert heard(buckets, 1, 9, now=3600) == 5


def test_each_for_oneself() -> None:
    """One sender's flood does not silence another."""
    buckets = Buckets(burst=2, rate=1)
    heard(buckets, 1, 100)
    assert heard(buckets, 2, 2) == 2


def test_clock_goes_back() -> None:
    """A clock that jumps back takes nothing away and gives nothing."""
    buckets = Buckets(burst=3, rate=1)
    assert heard(buckets, 1, 2) == 2
    assert heard(buckets, 1, 2, now=-60) == 1


def test_told_once() -> None:
    """Who is too fast is told once, and again only after having been heard."""
    buckets = Buckets(burst=1, rate=1)
    heard(buckets, 1, 2)
    assert [buckets.must_tell(1), buckets.must_tell(1)] == [True, False]
    heard(buckets, 1, 2, now=5)
    assert buckets.must_tell(1)
    assert not buckets.must_tell(2)


def test_bounded() -> None:
    """However many senders there are, memory holds only the latest."""
    buckets = Buckets(burst=1, rate=1, size=100)
    for sender in range(1000):
        heard(buckets, sender, 2)
    assert len(buckets._buckets) == 100

"""The buckets against floods, and what one may do within an hour."""

from datetime import timedelta

from bot.conversation.rate_limit import HOUR, HourlyLimit, TokenBuckets
from tests.clocks import START

SECOND = timedelta(seconds=1)


def heard(buckets: TokenBuckets, sender: int, times: int, now: int = 0) -> int:
    return sum(buckets.take(sender, START + now * SECOND) for _ in range(times))


def test_burst_and_rate() -> None:
    """A sender is heard `burst` times at once, and then at the rate."""
    buckets = TokenBuckets(burst=5, rate=2)
    assert heard(buckets, 1, 9) == 5
    assert heard(buckets, 1, 9, now=2) == 4
    assert heard(buckets, 1, 9, now=3600) == 5


def test_each_for_oneself() -> None:
    """One sender's flood does not silence another."""
    buckets = TokenBuckets(burst=2, rate=1)
    heard(buckets, 1, 100)
    assert heard(buckets, 2, 2) == 2


def test_clock_goes_back() -> None:
    """A clock that jumps back takes nothing away and gives nothing."""
    buckets = TokenBuckets(burst=3, rate=1)
    assert heard(buckets, 1, 2) == 2
    assert heard(buckets, 1, 2, now=-60) == 1


def test_told_once() -> None:
    """Who is too fast is told once, and again only after having been heard."""
    buckets = TokenBuckets(burst=1, rate=1)
    heard(buckets, 1, 2)
    assert [buckets.must_tell(1), buckets.must_tell(1)] == [True, False]
    heard(buckets, 1, 2, now=5)
    assert buckets.must_tell(1)
    assert not buckets.must_tell(2)


def test_bounded() -> None:
    """However many senders there are, memory holds only the latest."""
    buckets = TokenBuckets(burst=1, rate=1, size=100)
    for sender in range(1000):
        heard(buckets, sender, 2)
    assert len(buckets._buckets) == 100


class TestHour:
    """At most so many acts within an hour."""

    @staticmethod
    def act(limit: HourlyLimit, sender: object, times: int, now: int = 0) -> int:
        """Act as long as the sender may; give how often that was."""
        done = 0
        while done < times and limit.wait(sender, START + now * SECOND) is None:
            limit.count(sender, START + now * SECOND)
            done += 1
        return done

    def test_limit(self) -> None:
        """The hour begins with the first act; in it one may act so often, and as often in the next."""
        limit = HourlyLimit(5)
        assert self.act(limit, 1, 3) == 3
        assert self.act(limit, 1, 9, now=1800) == 2
        assert limit.wait(1, START + 1800 * SECOND) == HOUR / 2
        assert self.act(limit, 1, 9, now=3599) == 0
        assert self.act(limit, 1, 9, now=3600) == 5

    def test_each_for_oneself(self) -> None:
        """What one sender did takes nothing from another, nor from the same one elsewhere."""
        limit = HourlyLimit(2)
        self.act(limit, (1, "support", 7), 2)
        assert limit.wait((1, "support", 7), START) == HOUR
        assert limit.wait((1, "support", 8), START) is None
        assert limit.wait((2, "support", 7), START) is None

    def test_told_once(self) -> None:
        """Who has done enough is told once in the hour, and again in a later one."""
        limit = HourlyLimit(1)
        self.act(limit, 1, 1)
        assert [limit.must_tell(1), limit.must_tell(1)] == [True, False]
        self.act(limit, 1, 1, now=3600)
        assert limit.must_tell(1)

    def test_a_day(self) -> None:
        """Four acts a second for a whole day are so many that count: the limit, in each of the hours."""
        limit = HourlyLimit(600)
        done = sum(self.act(limit, 1, 4, now=second) for second in range(24 * 3600))
        assert done == 24 * 600

    def test_clock_goes_back(self) -> None:
        """A clock that is set back keeps nobody waiting for longer than an hour."""
        limit = HourlyLimit(1)
        self.act(limit, 1, 1)
        assert limit.wait(1, START - 60 * SECOND) == HOUR
        assert limit.wait(1, START - HOUR) is None
        assert self.act(limit, 1, 2, now=-86_400) == 1

    def test_bounded(self) -> None:
        """However many senders there are, memory holds only those who acted last."""
        limit = HourlyLimit(2, size=100)
        self.act(limit, 0, 1)
        for sender in range(1, 100_000):
            self.act(limit, sender, 1)
            if sender == 50:
                self.act(limit, 0, 1)
            if sender == 149:
                assert limit.wait(0, START) == HOUR
        assert len(limit._hours) == 100
        assert limit.wait(0, START) is None

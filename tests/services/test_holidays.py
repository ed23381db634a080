"""The public holidays we know."""

from datetime import date

from bot.services.holidays import holidays


def test_what_is_published() -> None:
    """National Day is a holiday in every year that is known, and the years of the package are known without a gap."""
    known = holidays()
    assert known.years == frozenset(range(2004, max(known.years) + 1))
    assert all(date(year, 10, 1) in known.off for year in known.years)
    assert known.work.isdisjoint(known.off)

"""What a month brought, told by itself."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.matters.assignment import Assignment
from bot.domain.matters.category import Category
from bot.domain.matters.matter import Answer, Matter
from bot.domain.matters.state import State
from bot.domain.shared.errors import NotAllowed
from bot.domain.shared.reporting_period import month_before, month_period
from bot.ports import Tx
from bot.services.councils import settings
from bot.services.matters import assignments, progress, resolutions, triage, verification
from bot.services.reports import summaries
from tests.builders import back
from tests.cast import CLERK, GROUP, HANDLER, HEAD, NEIGHBOUR, RESIDENT
from tests.services.hall import Hall

MARCH = month_period(date(2026, 3, 1), 1)
APRIL_FIRST = datetime(2026, 4, 1, 1, tzinfo=UTC)  # a Wednesday, 09:00 in Shanghai
DAY = timedelta(days=1)


def told(hall: Hall) -> list[str]:
    """The periods whose summaries wait to be told."""
    return sorted(f"{each.params.first} {each.params.last}" for each in hall.told("summary"))


def solve(hall: Hall, number: int, answer: Answer | None = Answer.YES, *, days: int = 3) -> None:
    """A matter is handed over, worked on and answered for, unless nobody answers."""
    wishes = {"council": 1, "number": number}
    by = hall.by(CLERK)
    hall.at(triage.accept_matter, **wishes, by=by)
    hall.at(resolutions.resolve_matter, **wishes, by=by, text="本月办好")
    day = hall.now.date() + timedelta(days=days)
    hall.at(assignments.assign_matter, **wishes, by=by, handler=hall.by(HANDLER), day=day)
    hall.at(progress.report_done, **wishes, by=hall.by(HANDLER), text="办好了")
    if answer:
        hall.at(verification.record_feedback, **wishes, by=hall.by(RESIDENT), answer=answer, reason="还是不亮")


def test_figures(hall: Hall) -> None:
    """What was proposed, solved, handed over, promised and answered in a month is counted, with what waits now."""
    for text in ("路灯坏了", "垃圾没有人收", "停车位不够用"):
        hall.propose(text)
    solve(hall, 1)
    solve(hall, 2, Answer.NO)
    hall.pass_time(40 * DAY)
    hall.propose("四月的新事情")
    shown = hall.do(summaries.load_summary, 1, MARCH)
    assert shown
    assert (shown.proposed, shown.solved, shown.handed, shown.answered_in_time) == (3, 1, 2, 2)
    assert (shown.answers, shown.satisfied) == (2, 1)
    assert (shown.promised, shown.kept, shown.overdue) == (2, 1, 1)
    assert (shown.waiting, [matter.number for matter in shown.oldest]) == (3, [2, 3, 4])
    activity = shown.activity
    assert {category: n for category, n in activity.solved.items() if n} == {Category.FACILITIES: 1}
    assert sum(activity.waiting.values()) == 3
    assert activity.days == (0, 0)
    newest = hall.do(summaries.load_activity, 1, hall.now)
    assert (newest.solved[Category.FACILITIES], newest.waiting, newest.days) == (1, activity.waiting, (0, 0))


def test_nobody_answered(hall: Hall) -> None:
    """What was closed without an answer is due and not solved, as the figures of /stats say."""
    hall.propose("路灯坏了")
    solve(hall, 1, None)
    hall.pass_time(40 * DAY)
    shown = hall.do(summaries.load_summary, 1, MARCH)
    assert shown
    assert (shown.promised, shown.kept) == (1, 0)


def test_a_month_of_nothing(hall: Hall) -> None:
    """Where nothing happened and nothing waits there is nothing to tell; where something waits there is."""
    assert hall.do(summaries.load_summary, 1, MARCH) is None
    hall.propose()
    hall.now += 100 * DAY
    may = month_before(date(2026, 6, 1))
    assert hall.do(summaries.load_summary, 1, may) is not None
    hall.at(triage.withdraw_matter, council=1, number=1, by=hall.by(RESIDENT))
    hall.now += 100 * DAY
    assert hall.do(summaries.load_summary, 1, month_before(date(2026, 9, 1))) is None


def test_on_the_first_working_day(hall: Hall) -> None:
    """It comes at nine on the first working day of each month, after a quarter with the quarter's review."""
    hall.propose()
    assert [row.at for row in hall.waits("summary")] == [APRIL_FIRST]
    hall.pass_time(APRIL_FIRST - timedelta(seconds=1))
    assert told(hall) == []
    hall.pass_time(APRIL_FIRST)
    assert told(hall) == ["2026-01-01 2026-03-31", "2026-03-01 2026-03-31"]
    hall.deliver()
    may = datetime(2026, 5, 6, 1, tzinfo=UTC)  # the first five days of May are free
    assert [row.at for row in hall.waits("summary")] == [may]
    hall.pass_time(may)
    assert told(hall) == ["2026-04-01 2026-04-30"]


def test_after_a_downtime(hall: Hall) -> None:
    """Late it comes once, the newest alone; weeks late it does not come at all."""
    hall.propose()
    hall.pass_time(APRIL_FIRST + 10 * DAY)
    assert told(hall) == ["2026-01-01 2026-03-31", "2026-03-01 2026-03-31"]
    hall.deliver()
    hall.pass_time(datetime(2026, 7, 20, 1, tzinfo=UTC))
    assert told(hall) == []
    assert [row.at for row in hall.waits("summary")] == [datetime(2026, 8, 3, 1, tzinfo=UTC)]
    hall.pass_time(datetime(2026, 9, 2, 1, tzinfo=UTC))
    assert told(hall) == ["2026-08-01 2026-08-31"]


def test_switched_off(hall: Hall) -> None:
    """The head may do without; switched on again the next one comes."""
    hall.propose()
    wishes = {"council": 1, "what": "summary", "reply_to": back("s", GROUP)}
    hall.at(settings.choose_setting, **wishes, on=False, by=HEAD)
    assert hall.waits("summary") == []
    hall.propose("另一件事情")
    assert hall.waits("summary") == []
    hall.at(settings.choose_setting, **wishes, on=True, by=HEAD)
    assert [row.at for row in hall.waits("summary")] == [APRIL_FIRST]
    assert [line.what for line in hall.lines if line.what == "summary"] == ["summary", "summary"]


def test_only_the_head(hall: Hall) -> None:
    """Nobody but the head switches it."""
    for by in (CLERK, NEIGHBOUR):
        hall.refuses(
            NotAllowed,
            settings.choose_setting,
            council=1,
            what="summary",
            on=False,
            by=by,
            reply_to=back("s", GROUP),
        )


def test_long_lists_are_read_page_by_page(hall: Hall) -> None:
    """Of many matters those of the period are found, page by page, and not those before it."""
    first = hall.propose()
    for number in range(2, 251):
        at = hall.now + timedelta(minutes=number)
        hall.do(
            keep,
            replace(
                first, number=number, at=at, touched=at, assignment=Assignment(due=at.date()), state=State.IN_PROGRESS
            ),
        )
    before = hall.now - 60 * DAY
    hall.do(
        keep,
        replace(
            first,
            number=251,
            at=before,
            touched=before,
            assignment=Assignment(due=before.date()),
            state=State.IN_PROGRESS,
        ),
    )
    shown = hall.do(summaries.load_summary, 1, MARCH)
    assert shown
    assert (shown.proposed, shown.promised) == (250, 249)


def keep(tx: Tx, matter: Matter) -> None:
    tx.put(matter)


def test_from_the_first_instant(hall: Hall) -> None:
    """What is proposed at midnight of the first, the council's time, is of the new month, a moment before it is not."""
    march = datetime(2026, 2, 28, 16, tzinfo=UTC)
    first = hall.propose()
    for number, at in ((1, march), (2, march - timedelta(seconds=1))):
        hall.do(
            keep, replace(first, number=number, at=at, touched=at, assignment=Assignment(due=date(2026, 3, number)))
        )
    shown = hall.do(summaries.load_summary, 1, MARCH)
    assert shown
    assert (shown.proposed, shown.promised) == (1, 2)

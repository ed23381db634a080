"""Which meetings and days stand in the calendar file."""

from datetime import timedelta

from bot.domain import errors
from bot.locales import words
from bot.services import calendars, meetings
from bot.views.calendars import Event, events
from tests import cast
from tests.builders import back
from tests.services.hall import Hall

ZH = words("zh-CN")


def file(hall: Hall) -> list[Event]:
    return list(events(ZH, hall.do(calendars.read, 1, hall.now)))


def test_the_days_to_come(hall: Hall) -> None:
    """The planned meeting and the regular days after it, each once; asked again, each keeps its name."""
    first = file(hall)
    assert [f"{each.at:%m-%d}" for each in first[:4]] == ["03-08", "03-18", "03-28", "04-08"]
    assert len({each.uid for each in first}) == len(first) == calendars.DAYS + 1
    hall.pass_time(timedelta(days=10))
    assert {each.uid for each in first[1:]} <= {each.uid for each in file(hall)}


def test_called_off_and_out_of_turn(hall: Hall) -> None:
    """A day that was called off is gone; a meeting out of turn stands there with its reason."""
    hall.at(meetings.cancel, council=1, number=1, by=hall.by(cast.HEAD))
    hall.at(meetings.convene, by=cast.HEAD, text="3月5日 19:30 凉亭 商量停车", back=back())
    shown = file(hall)
    assert [f"{each.at:%m-%d}" for each in shown[:3]] == ["03-05", "03-18", "03-28"]
    assert (shown[0].place, shown[0].text, shown[0].summary) == ("凉亭", "商量停车", "临时议事会 · 和平里小区")


def test_moved_days(hall: Hall) -> None:
    """A day that a public holiday moved says from where; of a year that is not published yet it says so."""
    hall.at(meetings.schedule, by=cast.HEAD, text="1 19:30", back=back())
    shown = file(hall)
    may = next(each for each in shown if "5月1日" in each.text)
    assert f"{may.at:%m-%d}" == "05-06"
    assert "原定 5月1日 周五，因法定节假日改期" in may.text
    unknown = next(each for each in shown if each.at.year == 2027)
    assert (unknown.sure, "没有公布" in unknown.text) == (False, True)


def test_nothing_planned(hall: Hall) -> None:
    """Who asks where nothing is planned is told how to plan; otherwise the file is told."""
    hall.at(calendars.ask, council=1, by=cast.RESIDENT, back=back())
    assert len(hall.told("calendar")) == 1
    home = hall.council()
    hall.do(lambda tx: [tx.put(type(home)(number=1, chat=home.chat, name=home.name))])
    hall.at(meetings.cancel, council=1, number=1, by=hall.by(cast.HEAD))
    hall.refuses(errors.NoMeeting, calendars.ask, council=1, by=cast.RESIDENT, back=back("again"))

"""Notices: who has read them, their one reminder, and their end."""

from datetime import timedelta

import pytest

from bot.domain.councils.council import Account
from bot.domain.notices.errors import NoNotice, NoticeOver, RemindedAlready
from bot.domain.notices.notice import Notice, NoticeRead, NoticeState
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import NotAllowed
from bot.domain.shared.ids import AccountId
from bot.domain.shared.reply import Reply
from bot.services.councils import members
from bot.services.notices import notices, readers
from bot.services.scheduled_jobs import JOBS
from tests import cast
from tests.builders import back
from tests.cast import private
from tests.services import estate
from tests.services.hall import Hall

DAY = timedelta(days=1)


@pytest.fixture
def posted(hall: Hall) -> Hall:
    """A clerk has posted a notice for a week; three people can be written to in private."""
    hall.opens_private_chat(cast.CLERK, cast.RESIDENT, cast.NEIGHBOUR)
    post(hall)
    hall.deliver()
    return hall


def post(hall: Hall, by: Account = cast.CLERK, text: str = "明天停水") -> None:
    hall.at(notices.post_notice, council=1, text=text, by=by, reply_to=back())


def press(hall: Hall, act: str, by: Account, number: int = 1) -> Reply:
    use = {
        "read": notices.press_read,
        "remind": notices.press_remind,
        "withdraw": notices.press_withdraw,
        "edit": notices.ask_new_words,
    }[act]
    return hall.tap(use, Intent(f"notice_{act}", 1, number), by)


def notice(hall: Hall) -> Notice:
    return hall.get(Notice, "1/1")


def test_posted_with_its_jobs(posted: Hall) -> None:
    """A notice is kept, recorded without its words, and waits for its reminder and its end."""
    assert (notice(posted).text, notice(posted).until - notice(posted).at) == ("明天停水", 7 * DAY)
    assert (posted.last.what, posted.last.facts) == ("notice_posted", {"notice": 1})
    assert [row.at for row in posted.waits("notice_over")] == [notice(posted).until]
    assert len(posted.waits("remind_readers")) == 1
    posted.refuses(NotAllowed, notices.post_notice, council=1, text="卖车", by=cast.RESIDENT, reply_to=back())


def test_read_once(posted: Hall) -> None:
    """A second tap changes nothing; one for a notice that is not there, or is over, is refused."""
    assert press(posted, "read", cast.RESIDENT).key == "notice_read"
    assert press(posted, "read", cast.RESIDENT).key == "notice_read_already"
    assert [each.person for each in posted.every(NoticeRead)] == [posted.member(cast.RESIDENT).person]
    with pytest.raises(NoNotice):
        press(posted, "read", cast.RESIDENT, number=9)
    posted.now += 8 * DAY
    with pytest.raises(NoticeOver):
        press(posted, "read", cast.NEIGHBOUR)


def test_reminded_once(posted: Hall) -> None:
    """An officer's reminder is the only one: neither a second press nor the clock sends another."""
    press(posted, "read", cast.NEIGHBOUR)
    assert press(posted, "remind", cast.CLERK) == Reply("readers_reminded", {"n": 1})
    assert [each.chat for each in posted.told("notice.reminder")] == [private(cast.RESIDENT)]
    with pytest.raises(RemindedAlready):
        press(posted, "remind", cast.HEAD)
    posted.deliver()
    posted.pass_time(7 * DAY - timedelta(hours=1))
    assert posted.told("notice.reminder") == []


def test_a_reminder_that_is_late(posted: Hall) -> None:
    """A bot that was down over the reminder and the end reminds nobody, and ends the notice once."""
    posted.now += 9 * DAY
    for row in (*posted.waits("remind_readers"), *posted.waits("notice_over")):
        posted.do(JOBS[row.act], row, posted.now)
    assert posted.told("notice.reminder") == []
    assert notice(posted).state is NoticeState.OVER
    assert [line.what for line in posted.lines].count("notice_over") == 1


def test_corrected(posted: Hall) -> None:
    """A correction keeps who has read it, and says when it was made; residents may not correct."""
    press(posted, "read", cast.RESIDENT)
    who = posted.member(cast.CLERK)
    posted.at(notices.correct_notice, council=1, number=1, by=who, text="后天停水")
    assert (notice(posted).text, notice(posted).edited) == ("后天停水", posted.now)
    assert len(posted.every(NoticeRead)) == 1
    wishes = {"council": 1, "number": 1, "by": posted.member(cast.RESIDENT), "text": "不停水"}
    posted.refuses(NotAllowed, notices.correct_notice, **wishes)


def test_withdrawn(posted: Hall) -> None:
    """A notice that was taken down can be neither read nor corrected, and nothing of it comes due."""
    press(posted, "withdraw", cast.HEAD)
    for act, by in (("read", cast.RESIDENT), ("edit", cast.CLERK), ("withdraw", cast.HEAD)):
        with pytest.raises(NoticeOver):
            press(posted, act, by)
    assert posted.waits("notice_over") == posted.waits("remind_readers") == []


def test_three_hundred_households(hall: Hall) -> None:
    """Of 300 households 280 read a notice: the people of the other 20 are reminded, each of them once."""
    estate.imported(hall, *(estate.row(f"3-1-{number}") for number in range(300)))
    people = [Account(AccountId(str(7000 + number)), f"住户{number}") for number in range(300)]
    codes = estate.invited(hall)
    for account, code in zip(people, codes, strict=True):
        hall.do(members.register_member, 1, account)
        hall.do(members.record_private_chat, account.id, private(account))
        estate.link(hall, account, code)
    post(hall)
    for account in people[:280]:
        press(hall, "read", account)
    unread = readers.load_unread(hall.tx(), notice(hall))
    assert (unread.total, unread.read, len(unread.units)) == (300, 280, 20)
    assert press(hall, "remind", cast.CLERK) == Reply("readers_reminded", {"n": 20})
    told = [each.chat for each in hall.told("notice.reminder")]
    assert sorted(told) == sorted(private(account) for account in people[280:])

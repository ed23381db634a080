"""Rows of notices in the tables of services."""

from bot.domain.councils.practice import Practice
from bot.domain.notices.notice import Notice, NoticeRead
from bot.services.councils.belongings import of_member
from bot.services.matters import downtime
from bot.services.notices import notices
from bot.services.practice_services import PracticeServices

NOTICES_SERVICES = PracticeServices(
    practice=Practice.NOTICES,
    jobs={
        "remind_readers": downtime.when_in_the_group(notices.remind_on_time),
        "notice_over": notices.end_notice,
    },
    of_members=(of_member(NoticeRead, "person", "notices_read"),),
    not_given_out={Notice: "who posted it acted for the council; that they read it is given out"},
    stays={
        Notice: "it is the council's paper; it names who posted it by a number",
        NoticeRead: "it counts on, by a number",
    },
)

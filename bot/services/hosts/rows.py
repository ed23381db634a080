"""Rows of hosts and their bench meetings in the tables of services."""

from bot.domain.councils.practice import Practice
from bot.domain.hosts.bench_meeting import BenchMeeting, BenchOpinion
from bot.domain.hosts.host import Host
from bot.services.councils.belongings import of_member
from bot.services.hosts import hosts
from bot.services.practice_services import PracticeServices

HOSTS_SERVICES = PracticeServices(
    practice=Practice.HOSTS,
    after_leaving=(hosts.host_left,),
    of_members=(of_member(Host, "person", "hosts", erase=hosts.erase_host),),
    not_given_out={
        BenchMeeting: "who recorded it acted for the council; that they host is given out",
        BenchOpinion: "nobody knows whose opinion it was",
    },
    stays={
        BenchMeeting: "it is the council's record; it names who wrote it by a number",
        BenchOpinion: "nobody knows whose opinion it was",
    },
)

"""Rows of pledges in the tables of services."""

from bot.domain.councils.practice import Practice
from bot.domain.pledges.pledge import PledgeDeed, PledgeMonth, Pledger
from bot.services.councils.belongings import Belongings, drop, of_member
from bot.services.matters import downtime
from bot.services.pledges import pledge_deeds, pledge_months
from bot.services.practice_services import PracticeServices

PLEDGES_SERVICES = PracticeServices(
    practice=Practice.PLEDGES,
    jobs={
        pledge_months.REMIND: downtime.when_in_the_group(pledge_months.remind_pledgers),
        pledge_months.COUNT: downtime.when_in_the_group(pledge_months.count_month),
    },
    after_switching_on=(pledge_months.schedule_jobs,),
    of_members=(
        of_member(Pledger, "person", "pledged", erase=drop),
        of_member(PledgeDeed, "person", "pledge_deeds", erase=pledge_deeds.unname_deed),
        Belongings(PledgeMonth, "pledge_months", pledge_months.export_months, pledge_months.forget_in_months),
    ),
)

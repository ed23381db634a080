"""Rows of stars in the tables of services."""

from bot.domain.councils.practice import Practice
from bot.domain.stars.star_round import Nomination, StarRound
from bot.services.councils.belongings import drop, of_member
from bot.services.matters import downtime
from bot.services.practice_services import PracticeServices
from bot.services.stars import star_rounds

STARS_SERVICES = PracticeServices(
    practice=Practice.STARS,
    jobs={star_rounds.MONTHLY: downtime.when_in_the_group(star_rounds.begin_month)},
    of_members=(of_member(Nomination, "person", "nominations", erase=drop),),
    not_given_out={StarRound: "who began it acted for the council; whom they nominated is given out"},
    stays={StarRound: "it was announced to all; it names who began it by a number"},
)

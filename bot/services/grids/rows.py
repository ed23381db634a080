"""Rows of grids in the tables of services."""

from bot.domain.councils.practice import Practice
from bot.domain.grids.check import GridCheck, GridLeave
from bot.domain.grids.grid import Grid, GridDraft, GridMap
from bot.services.councils.belongings import of_account, of_member
from bot.services.grids import check_jobs, grid_people, leaves, maps, months
from bot.services.practice_services import PracticeServices

GRIDS_SERVICES = PracticeServices(
    practice=Practice.GRIDS,
    jobs={
        "grid_cards": check_jobs.begin_day,
        "grid_ask": check_jobs.ask_slice,
        "grid_evening": check_jobs.nudge_slice,
        "grid_month": months.send_month,
        maps.DRAFTS.act: maps.DRAFTS.forget,
    },
    after_leaving=(grid_people.hand_over,),
    of_members=(
        of_member(Grid, "officer", "grids", erase=grid_people.clear_officer),
        of_member(Grid, "deputy", "grids_as_deputy", erase=grid_people.clear_deputy),
        of_member(GridCheck, "person", "grid_checks"),
        of_member(GridLeave, "person", "grid_leave", erase=leaves.drop_leave),
    ),
    of_accounts=(of_account(GridDraft, "account", "grid_maps_to_confirm", erase=maps.DRAFTS.drop),),
    not_given_out={GridMap: "who put it into force acted for the council; their own grids are given out"},
    stays={
        GridMap: "it is the council's, and names who put it into force by a number",
        GridCheck: "the days of a month would not add up without it; it names people by numbers",
    },
)

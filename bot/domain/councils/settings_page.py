"""The pages of a council's settings, and the steps in which a new council is set up."""

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.councils.permissions import CouncilAct
from bot.domain.meetings.meeting_days import Schedule


class SettingsPage(StrEnum):
    """Pages of the settings; those that begin with `first` are the steps of a new council."""

    ALL = "all"
    DAYS = "days"
    PLACE = "place"
    CLERK = "clerk"
    PROCEDURE = "procedure"
    LIMITS = "limits"
    LADDER = "ladder"
    PARTIES = "parties"
    DIGEST = "digest"
    SUMMARY = "summary"
    LANGUAGE = "language"
    PARENT = "parent"
    PRACTICES = "practices"
    FIRST_DAYS = "first_days"
    FIRST_PLACE = "first_place"
    FIRST_CLERK = "first_clerk"
    FIRST_DONE = "first_done"
    FIRST_LATER = "first_later"


NEXT_STEP: Mapping[SettingsPage, SettingsPage] = {
    SettingsPage.FIRST_DAYS: SettingsPage.FIRST_PLACE,
    SettingsPage.FIRST_PLACE: SettingsPage.FIRST_CLERK,
    SettingsPage.FIRST_CLERK: SettingsPage.FIRST_DONE,
}
ACT_OF_PAGE: Mapping[SettingsPage, CouncilAct] = {
    SettingsPage.DAYS: CouncilAct.SCHEDULE,
    SettingsPage.PLACE: CouncilAct.SCHEDULE,
    SettingsPage.CLERK: CouncilAct.APPOINT,
    SettingsPage.PROCEDURE: CouncilAct.PROCEDURE,
    SettingsPage.LIMITS: CouncilAct.LIMITS,
    SettingsPage.LADDER: CouncilAct.LADDER,
    SettingsPage.PARTIES: CouncilAct.PARTIES,
    SettingsPage.DIGEST: CouncilAct.DIGEST,
    SettingsPage.SUMMARY: CouncilAct.SUMMARY,
    SettingsPage.LANGUAGE: CouncilAct.LANGUAGE,
    SettingsPage.PARENT: CouncilAct.PARENT,
    SettingsPage.PRACTICES: CouncilAct.PRACTICES,
    SettingsPage.FIRST_DAYS: CouncilAct.SCHEDULE,
    SettingsPage.FIRST_PLACE: CouncilAct.SCHEDULE,
    SettingsPage.FIRST_CLERK: CouncilAct.APPOINT,
    SettingsPage.FIRST_DONE: CouncilAct.SCHEDULE,
}
# Meeting days that councils usually have, by the names that buttons carry.
USUAL_SCHEDULES: Mapping[str, Schedule] = {
    "8_18_28": Schedule(days=(8, 18, 28)),
    "first_sat": Schedule(weekdays=(5,), nth=(1,), hour=10, minute=0),
    "last_sun": Schedule(weekdays=(6,), nth=(-1,), hour=15, minute=0),
    "first_fri": Schedule(weekdays=(4,), nth=(1,)),
    "sat": Schedule(weekdays=(5,), hour=10, minute=0),
    "15": Schedule(days=(15,)),
}
ASK = "ask"  # instead of a value: the head writes it
KEEP = "keep"  # in a step: what is set already


def page_of(section: str) -> SettingsPage:
    """Return the page of a section, which may name a part of it behind a dot; all of them for one that there is not."""
    page = section.partition(".")[0]
    return SettingsPage(page) if page in set(SettingsPage) else SettingsPage.ALL

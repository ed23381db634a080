"""Rows of events in the tables of services."""

from bot.domain.councils.practice import Practice
from bot.domain.events.event import Event
from bot.domain.events.sign_up import CheckIn, SignUp
from bot.services.councils.belongings import of_member
from bot.services.events import event_jobs, sign_ups
from bot.services.practice_services import PracticeServices

EVENTS_SERVICES = PracticeServices(
    practice=Practice.EVENTS,
    jobs={
        "event_eve": event_jobs.remind_of_event,
        "event_opens": event_jobs.open_check_in,
        "event_closed": event_jobs.close_sign_up,
        "event_over": event_jobs.end_event,
    },
    after_leaving=(sign_ups.take_off_lists,),
    of_members=(
        of_member(SignUp, "person", "events", erase=sign_ups.free_place),
        of_member(CheckIn, "person", "events_attended"),
    ),
    not_given_out={Event: "who organised it acted for the council; that they signed up or were there is given out"},
    stays={
        Event: "it was announced to all; it names who organised it by a number",
        CheckIn: "it is the list as on paper",
    },
)

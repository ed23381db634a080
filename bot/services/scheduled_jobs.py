"""The table of scheduled jobs: a row for each kind, with the function that runs it."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.matters.acts import Act
from bot.domain.shared.job import Job
from bot.domain.shared.question import Dialog, Draft
from bot.ports import Tx
from bot.services.councils import personal_data, terms, unpublished_years
from bot.services.hierarchy import escalation, joining
from bot.services.letters import letters
from bot.services.matters import (
    announcements,
    downtime,
    long_runs,
    morning_lists,
    progress,
    publications,
    verification,
)
from bot.services.mediation import mediations
from bot.services.meetings import deputies, meeting_reminders, minutes, sessions
from bot.services.polls import polls
from bot.services.practice_services import RunJob
from bot.services.practices import PRACTICE_SERVICES
from bot.services.reports import summaries
from bot.services.rolls import invitations, readings, rolls
from bot.services.shared.send_queues import forget_sent
from bot.services.votes import closing, reminders, vote_drafts


def forget_sent_messages(tx: Tx, row: Job, now: datetime) -> None:  # noqa: ARG001  # every act is given the time
    """Delete the record of a sent message that is too old to be refreshed or answered, and no card."""
    forget_sent(tx, row.about.removeprefix("posted/"))


def forget_draft(tx: Tx, row: Job, now: datetime) -> None:  # noqa: ARG001  # every act is given the time
    """Delete a draft that nobody returned to."""
    tx.drop(Draft, row.params.draft)


def forget_dialog(tx: Tx, row: Job, now: datetime) -> None:  # noqa: ARG001  # every act is given the time
    """Delete a question that was not answered."""
    tx.drop(Dialog, row.params.dialog)


JOBS: Mapping[str, RunJob] = {
    "remind": meeting_reminders.remind_members,
    "meeting_over": sessions.end_unclosed,
    "post_agenda": meeting_reminders.post_agenda,
    "deputies": deputies.brief_deputy,
    "turn_code": sessions.turn_code,
    "nag_minutes": minutes.remind_clerk,
    "close_poll": polls.end_poll,
    "close_vote": closing.close_vote_on_time,
    "urge_vote": reminders.remind_on_time,
    "forget_vote": vote_drafts.drop_draft,
    Act.OVERDUE: downtime.when_in_the_group(progress.mark_overdue),
    Act.UNACKNOWLEDGED: downtime.when_in_the_group(escalation.escalate_unacknowledged),
    "long_run_note": long_runs.ask_handler,
    "morning": downtime.when_in_the_group(morning_lists.send_lists),
    "nudge": morning_lists.schedule_earlier_list,
    "look_back_over": downtime.when_in_the_group(verification.end_look_back),
    "untold": downtime.when_in_the_group(downtime.tell_at_last),
    "publication_over": downtime.when_in_the_group(publications.end_publication),
    "forget_letter": letters.erase_letters,
    "nag_letter": letters.remind_clerks,
    "check_mediation": mediations.check_kept,
    "mediation_over": mediations.end_mediation,
    "forget_mediation": mediations.erase_mediations,
    "summary": summaries.send_summary,
    "digest": announcements.send_digest,
    "term": terms.remind_of_term_end,
    "unpublished_year": downtime.when_in_the_group(unpublished_years.check_year),
    **{act: run for each in PRACTICE_SERVICES for act, run in each.jobs.items()},
    "forget_posted": forget_sent_messages,
    "forget_draft": forget_draft,
    "forget_dialog": forget_dialog,
    "forget_chat": personal_data.erase_chat,
    rolls.DRAFTS.act: rolls.DRAFTS.forget,
    "forget_refused_file": readings.forget_refused,
    "forget_codes": invitations.forget_codes,
    "forget_joining": joining.forget_choice,
}
# Handlers of jobs missed while the bot was down, run first; the jobs stay due.
ON_RETURN: Mapping[str, RunJob] = {
    "meeting_over": downtime.announce_missed_meeting,
    **dict.fromkeys(downtime.CLOCKS, downtime.grant_grace),
}

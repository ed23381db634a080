"""Each module has its test at the mirrored path, or stands in a table that says which tests meet it, and why."""

from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "storage")


class Elsewhere(NamedTuple):
    """Modules without a test of their own name."""

    modules: str  # a path; * stands for any name
    tests: str  # a file or a folder
    why: str


STORIES = "people meet it in a chat, and stories play it there over HTTP"
LIFE = "each message that a council's life brings is drawn, in both languages"
THROUGH = "it has no act of its own: what is done with it is tried where it is used"
ON_DISK = "a part of the store on disk, tried through the store"
COMMAND_LINE = "whoever hosts the bot meets it by its commands, which are run"

TABLE = (
    # The domain
    Elsewhere(
        "bot/domain/*/errors.py", "tests/views/shared/test_replies.py", "each refusal is held against its sentence"
    ),
    Elsewhere("bot/domain/councils/counter.py", "tests/storage/test_contract.py", "it is counted by the stores"),
    Elsewhere("bot/domain/councils/join_code.py", "tests/services/hierarchy/test_joining.py", THROUGH),
    Elsewhere("bot/domain/letters/letter.py", "tests/services/letters/test_letters.py", THROUGH),
    Elsewhere(
        "bot/domain/shared/platform_features.py",
        "tests/conversation/test_two_platforms.py",
        "two platforms side by side",
    ),
    Elsewhere("bot/domain/councils/permissions.py", "tests/domain/councils/test_council.py", "who may, by role"),
    Elsewhere("bot/domain/matters/acts.py", "tests/domain/matters/test_matter.py", "the table of what an act does"),
    Elsewhere("bot/domain/matters/state.py", "tests/domain/matters/test_matter.py", "the states it leads through"),
    Elsewhere("bot/domain/matters/change.py", "tests/services/test_reactions.py", THROUGH),
    Elsewhere("bot/domain/matters/digest.py", "tests/services/matters/test_announcements.py", THROUGH),
    Elsewhere("bot/domain/matters/closing.py", "tests/services/matters/test_closings.py", THROUGH),
    Elsewhere("bot/domain/matters/desk_place.py", "tests/stories/test_desk.py", STORIES),
    Elsewhere("bot/domain/matters/hotline_ticket.py", "tests/services/matters/test_hotline.py", THROUGH),
    Elsewhere("bot/domain/matters/matter_numbers.py", "tests/stories/test_several_matters.py", STORIES),
    Elsewhere("bot/domain/matters/morning.py", "tests/services/matters/test_morning_lists.py", THROUGH),
    Elsewhere("bot/domain/matters/officer_duty.py", "tests/services/matters/test_morning_lists.py", THROUGH),
    Elsewhere("bot/domain/matters/outcome.py", "tests/services/matters/test_proposals.py", THROUGH),
    Elsewhere("bot/domain/matters/procedure.py", "tests/services/matters/test_procedures.py", THROUGH),
    Elsewhere("bot/domain/matters/publication.py", "tests/services/matters/test_publications.py", THROUGH),
    Elsewhere("bot/domain/matters/free_words_examples.py", "tests/domain/matters/test_free_words.py", "its examples"),
    Elsewhere("bot/domain/matters/similarity_words.py", "tests/domain/matters/test_similarity.py", "its list of words"),
    Elsewhere("bot/domain/mediation/mediation.py", "tests/services/mediation/test_mediations.py", THROUGH),
    Elsewhere("bot/domain/meetings/calendar_entry.py", "tests/services/meetings/test_calendar_file.py", THROUGH),
    Elsewhere("bot/domain/meetings/meeting_acts.py", "tests/services/meetings/test_possible_acts.py", THROUGH),
    Elsewhere("bot/domain/meetings/minutes.py", "tests/services/meetings/test_sessions.py", THROUGH),
    Elsewhere("bot/domain/shared/undo.py", "tests/stories/test_proposing.py", STORIES),
    Elsewhere("bot/services/meetings/attendance_corrections.py", "tests/stories/test_sittings.py", STORIES),
    Elsewhere("bot/services/matters/offered_matters.py", "tests/stories/test_questions.py", STORIES),
    Elsewhere("bot/services/matters/own_matters.py", "tests/stories/test_proposing.py", STORIES),
    Elsewhere("bot/services/shared/confirmations.py", "tests/stories/test_sittings.py", STORIES),
    Elsewhere("bot/domain/rolls/file_reading.py", "tests/stories/test_file_reading.py", STORIES),
    Elsewhere(
        "bot/domain/shared/button_intent.py",
        "tests/handlers/telegram/test_callback_data.py",
        "a value: written and read",
    ),
    Elsewhere("bot/domain/shared/chinese_numbers.py", "tests/domain/shared/test_date_parsing.py", THROUGH),
    Elsewhere("bot/domain/shared/times_of_day.py", "tests/domain/shared/test_date_parsing.py", THROUGH),
    Elsewhere("bot/domain/shared/deed.py", "tests/services/matters/test_deeds.py", "a value"),
    Elsewhere("bot/domain/shared/ids.py", "tests/storage/test_earlier_data.py", "types of keys, kept and read"),
    Elsewhere("bot/domain/shared/incoming_message.py", "tests/services/matters/test_drafts.py", "a value"),
    Elsewhere("bot/domain/shared/job.py", "tests/jobs/test_runner.py", "a value"),
    Elsewhere("bot/domain/shared/question.py", "tests/services/shared/test_questions.py", "a value"),
    Elsewhere("bot/domain/shared/reminder.py", "tests/services/shared/test_morning_jobs.py", "a value"),
    Elsewhere("bot/domain/shared/numbered_document.py", "tests/storage/test_kinds.py", "a key"),
    Elsewhere("bot/domain/shared/person_document.py", "tests/storage/test_kinds.py", "a key"),
    Elsewhere("bot/domain/shared/reply.py", "tests/services/shared/test_dispatch.py", "a value"),
    Elsewhere("bot/domain/shared/secret.py", "tests/handlers/telegram/test_app.py", "a value that is never printed"),
    Elsewhere("bot/domain/shared/typed_code.py", "tests/services/rolls/test_unit_links.py", THROUGH),
    Elsewhere("bot/domain/votes/proof.py", "tests/services/votes/test_proofs.py", "held against the record of a store"),
    Elsewhere("bot/domain/votes/result.py", "tests/services/votes/test_closing.py", THROUGH),
    # Use cases
    Elsewhere("bot/domain/councils/practice.py", "tests/services/councils/test_practices.py", "a list"),
    Elsewhere("bot/services/*/rows.py", "tests/services/councils/test_personal_tables.py", "rows for the tables"),
    Elsewhere("bot/services/practices.py", "tests/services/councils/test_personal_tables.py", "rows for the tables"),
    Elsewhere("bot/services/practice_services.py", "tests/services/test_scheduled_jobs.py", "a value"),
    Elsewhere("bot/services/councils/belongings.py", "tests/services/councils/test_personal_tables.py", THROUGH),
    Elsewhere("bot/services/shared/held_drafts.py", "tests/services/duty/test_duty.py", THROUGH),
    Elsewhere("bot/services/*/figures.py", "tests/services/reports/test_practice_figures.py", "one for each practice"),
    Elsewhere("bot/services/reports/dated_rows.py", "tests/services/reports/test_summaries.py", THROUGH),
    Elsewhere("bot/domain/duty/sheet.py", "tests/documents/test_duty_sheet.py", "lines of a file"),
    Elsewhere("bot/domain/shared/sheet_problem.py", "tests/documents/test_duty_sheet.py", "lines of a file"),
    Elsewhere("bot/documents/named_columns.py", "tests/documents/test_duty_sheet.py", THROUGH),
    Elsewhere("bot/conversation/sheet_files.py", "tests/stories/test_duty_files.py", STORIES),
    Elsewhere("bot/views/shared/sheet_problems.py", "tests/stories/test_duty_files.py", STORIES),
    Elsewhere("bot/documents/duty_month.py", "tests/stories/test_duty_files.py", STORIES),
    Elsewhere("bot/domain/duty/swap.py", "tests/services/duty/test_duty.py", "swaps of duty"),
    Elsewhere("bot/services/duty/*.py", "tests/services/duty/test_duty.py", "one roster with all that happens to it"),
    Elsewhere("bot/domain/grids/*.py", "tests/domain/grids/test_grids.py", "hours, days, places and checks"),
    Elsewhere("bot/documents/grid_*.py", "tests/stories/test_grids.py", STORIES),
    Elsewhere("bot/services/grids/*.py", "tests/services/grids/test_grids.py", "one map with all that happens to it"),
    Elsewhere("bot/domain/clues/sheet.py", "tests/stories/test_clues.py", "lines of a file"),
    Elsewhere("bot/domain/clues/clue.py", "tests/services/clues/test_clues.py", "a value"),
    Elsewhere("bot/domain/meetings/opened.py", "tests/services/clues/test_clues.py", "a value"),
    Elsewhere("bot/documents/clue_*.py", "tests/stories/test_clues.py", STORIES),
    Elsewhere("bot/services/clues/*.py", "tests/services/clues/test_clues.py", "one clue with all that happens to it"),
    Elsewhere("bot/views/clues/*.py", "tests/stories/test_clues.py", STORIES),
    Elsewhere("bot/views/meetings/practice_items.py", "tests/stories/test_clues.py", STORIES),
    Elsewhere("bot/domain/events/event.py", "tests/services/events/test_events.py", THROUGH),
    Elsewhere("bot/domain/events/sign_up.py", "tests/services/events/test_sign_ups.py", THROUGH),
    Elsewhere("bot/documents/sign_up_sheet.py", "tests/services/events/test_events.py", "the organiser's list"),
    Elsewhere("bot/views/events/event_parts.py", "tests/domain/events/test_event_text.py", "read as it is written"),
    Elsewhere("bot/views/events/events.py", "tests/stories/test_events.py", STORIES),
    Elsewhere("bot/documents/list_sheet.py", "tests/services/events/test_events.py", "the organiser's list"),
    Elsewhere("bot/documents/wish_sheet.py", "tests/stories/test_wishes.py", STORIES),
    Elsewhere("bot/domain/wishes/wish.py", "tests/services/wishes/test_wishes.py", THROUGH),
    Elsewhere("bot/services/wishes/*.py", "tests/services/wishes/test_wishes.py", "all that happens to a wish"),
    Elsewhere("bot/views/wishes/*.py", "tests/stories/test_wishes.py", STORIES),
    Elsewhere("bot/documents/pledge_sheet.py", "tests/stories/test_pledges.py", STORIES),
    Elsewhere("bot/services/pledges/*.py", "tests/services/pledges/test_pledges.py", "all that happens in a month"),
    Elsewhere("bot/views/pledges/pledges.py", "tests/stories/test_pledges.py", STORIES),
    Elsewhere("bot/domain/councils/names.py", "tests/services/events/test_events.py", THROUGH),
    Elsewhere("bot/domain/points/account.py", "tests/services/points/test_ledger.py", THROUGH),
    Elsewhere("bot/domain/points/prize.py", "tests/services/points/test_ledger.py", THROUGH),
    Elsewhere("bot/domain/points/rule.py", "tests/services/points/test_reviews.py", "rules that count by themselves"),
    Elsewhere("bot/services/points/*.py", "tests/services/points/test_ledger.py", "one office with all its acts"),
    Elsewhere("bot/documents/points_files.py", "tests/stories/test_points.py", STORIES),
    Elsewhere("bot/documents/points_sheet.py", "tests/stories/test_points.py", STORIES),
    Elsewhere("bot/documents/plain_table.py", "tests/stories/test_points.py", STORIES),
    Elsewhere("bot/services/departures.py", "tests/services/events/test_sign_ups.py", THROUGH),
    Elsewhere("bot/services/events/check_ins.py", "tests/services/events/test_events.py", "the people of an event"),
    Elsewhere("bot/services/events/event_*.py", "tests/services/events/test_events.py", "the times of an event"),
    Elsewhere("bot/domain/surveys/*.py", "tests/domain/surveys/test_answers.py", "the answers to its questions"),
    Elsewhere("bot/documents/survey_*.py", "tests/stories/test_surveys.py", STORIES),
    Elsewhere("bot/views/surveys/*.py", "tests/stories/test_surveys.py", STORIES),
    Elsewhere("bot/services/surveys/draft*.py", "tests/stories/test_surveys.py", STORIES),
    Elsewhere("bot/services/surveys/*.py", "tests/services/surveys/test_forms.py", "from the form to the result"),
    Elsewhere("bot/documents/bench_sheet.py", "tests/services/hosts/test_bench_meetings.py", "the officers' list"),
    Elsewhere("bot/services/hosts/*.py", "tests/services/hosts/test_bench_meetings.py", "hosts and their meetings"),
    Elsewhere("bot/services/stars/*.py", "tests/services/stars/test_star_rounds.py", "a round with its nominations"),
    Elsewhere("bot/views/stars/*.py", "tests/stories/test_stars.py", STORIES),
    Elsewhere("bot/views/hosts/*.py", "tests/stories/test_hosts.py", STORIES),
    Elsewhere("bot/services/notices/readers.py", "tests/services/notices/test_notices.py", "the readers of a notice"),
    Elsewhere("bot/services/councils/command_menus.py", "tests/stories/test_command_menus.py", STORIES),
    Elsewhere("bot/services/councils/parties.py", "tests/stories/test_parties.py", STORIES),
    Elsewhere("bot/services/councils/presence.py", "tests/stories/test_forbidden.py", STORIES),
    Elsewhere("bot/services/councils/roles.py", "tests/services/councils/test_members.py", "a role is a member's"),
    Elsewhere("bot/domain/councils/settings_page.py", "tests/stories/test_settings.py", STORIES),
    Elsewhere("bot/services/councils/settings_pages.py", "tests/stories/test_settings.py", STORIES),
    Elsewhere("bot/services/councils/settings.py", "tests/stories/test_quiet.py", STORIES),
    Elsewhere(
        "bot/services/hierarchy/child_councils.py", "tests/services/hierarchy/test_joining.py", "shown to who joined"
    ),
    Elsewhere(
        "bot/services/hierarchy/parent_matters.py", "tests/services/hierarchy/test_mirroring.py", "one half of two"
    ),
    Elsewhere("bot/services/hierarchy/relations.py", "tests/services/hierarchy/test_joining.py", THROUGH),
    Elsewhere(
        "bot/services/matters/objections.py", "tests/services/matters/test_publications.py", "they end a publication"
    ),
    Elsewhere("bot/services/matters/progress.py", "tests/services/matters/test_verification.py", "one way to the end"),
    Elsewhere("bot/services/matters/repository.py", "tests/services/matters", THROUGH),
    Elsewhere("bot/services/matters/several.py", "tests/stories/test_several_matters.py", STORIES),
    Elsewhere("bot/services/matters/triage.py", "tests/services/matters/test_proposals.py", "what follows a proposal"),
    Elsewhere("bot/services/meetings/attendance.py", "tests/services/meetings/test_sessions.py", "one evening"),
    Elsewhere("bot/services/meetings/deputies.py", "tests/stories/test_deputies.py", STORIES),
    Elsewhere("bot/services/meetings/meeting_cards.py", "tests/services/meetings/test_meetings.py", THROUGH),
    Elsewhere("bot/services/meetings/minutes.py", "tests/services/meetings/test_sessions.py", "one evening"),
    Elsewhere("bot/services/meetings/motions.py", "tests/services/meetings/test_sessions.py", "one evening"),
    Elsewhere("bot/services/reports/ledger.py", "tests/stories/test_ledger.py", STORIES),
    Elsewhere("bot/services/reports/rollups.py", "tests/services/hierarchy/test_joining.py", "counted over councils"),
    Elsewhere("bot/services/rolls/readings.py", "tests/stories/test_file_reading.py", STORIES),
    Elsewhere(
        "bot/services/rolls/invitations.py", "tests/services/rolls/test_unit_links.py", "codes are made to link units"
    ),
    Elsewhere("bot/services/shared/council_time.py", "tests/services/meetings/test_meetings.py", THROUGH),
    Elsewhere("bot/services/shared/jobs.py", "tests/services/test_scheduled_jobs.py", THROUGH),
    Elsewhere(
        "bot/services/shared/send_queues.py",
        "tests/messages/test_outbox.py",
        "what it decides is when something is sent",
    ),
    Elsewhere("bot/services/shared/unkept.py", "tests/stories/test_pictures.py", STORIES),
    Elsewhere("bot/services/shared/use_cases.py", "tests/services/shared/test_dispatch.py", "shapes of functions"),
    Elsewhere("bot/services/votes/paper_ballots.py", "tests/services/votes/test_ballots.py", "a ballot as well"),
    Elsewhere("bot/services/votes/queries.py", "tests/services/votes/test_votes.py", THROUGH),
    Elsewhere("bot/services/votes/reminders.py", "tests/services/votes/test_closing.py", "before a vote closes"),
    Elsewhere("bot/services/votes/vote_drafts.py", "tests/services/votes/test_votes.py", "how a vote begins"),
    # What is shown, and how
    Elsewhere("bot/views/reports/ledgers.py", "tests/stories/test_ledger.py", STORIES),
    Elsewhere("bot/read_models/*.py", "tests/views/test_told.py", LIFE),
    Elsewhere("bot/views/*.py", "tests/views/test_told.py", LIFE),
    Elsewhere("bot/messages/renderers/*.py", "tests/views/test_told.py", LIFE),
    Elsewhere("bot/messages/registry.py", "tests/views/test_told.py", LIFE),
    Elsewhere("bot/messages/render_context.py", "tests/messages/test_renderers.py", "a value"),
    Elsewhere(
        "bot/messages/delivery.py", "tests/messages/test_outbox.py", "its other half, and both are needed to send"
    ),
    # Documents
    Elsewhere(
        "bot/documents/roll_*.py", "tests/documents/test_roll_files.py", "whole files are read, in every spelling"
    ),
    Elsewhere("bot/documents/calculator.py", "tests/house/test_tally_command.py", COMMAND_LINE),
    Elsewhere("bot/documents/rulebook.py", "tests/house/test_tally_command.py", COMMAND_LINE),
    Elsewhere("bot/documents/tally_file.py", "tests/house/test_tally_command.py", COMMAND_LINE),
    Elsewhere("bot/documents/verdict.py", "tests/house/test_verify.py", COMMAND_LINE),
    Elsewhere("bot/documents/cells.py", "tests/documents/test_ledger.py", THROUGH),
    Elsewhere("bot/documents/print_setup.py", "tests/slow/office/test_printed.py", "seen on the pages that are drawn"),
    Elsewhere("bot/documents/qr.py", "tests/documents/test_slips.py", "read back from the slips"),
    Elsewhere(
        "bot/documents/sheets.py", "tests/documents/test_roll_files.py", "tried with files as programs write them"
    ),
    Elsewhere(
        "bot/documents/strict_xlsx.py", "tests/documents/test_roll_files.py", "tried with files as programs write them"
    ),
    Elsewhere(
        "bot/documents/file_types.py", "tests/documents/test_roll_files.py", "tried with files as programs write them"
    ),
    Elsewhere("bot/documents/chart_*.py", "tests/documents/test_charts.py", "a process that draws for the bot"),
    Elsewhere("bot/documents/worker.py", "tests/documents/test_file_reader.py", "a process that its reader starts"),
    Elsewhere(
        "bot/documents/worker_protocol.py", "tests/documents/test_file_reader.py", "a process that its reader starts"
    ),
    # The rest of the council
    Elsewhere("bot/conversation/*.py", "tests/stories", STORIES),
    Elsewhere(
        "bot/ballot_encryption.py", "tests/services/votes/test_ballots.py", "and on the disk by tests/slow/crash"
    ),
    Elsewhere("bot/cancellation.py", "tests/house/test_run.py", "seen when the bot stops in the middle of something"),
    Elsewhere("bot/config_schema.py", "tests/test_config.py", "the mistakes that it reports"),
    Elsewhere(
        "bot/personal_fields.py", "tests/services/councils/test_personal_tables.py", "a table, held against the others"
    ),
    Elsewhere("bot/ports.py", "tests/storage/test_contract.py", "interfaces; what a store must do is written there"),
    Elsewhere("bot/index_rows.py", "tests/storage/test_kinds.py", "the rows of the same tables"),
    Elsewhere("bot/schema.py", "tests/storage/test_kinds.py", "a table, each row of which is kept and read"),
    # Adapters
    Elsewhere("handlers/cli/*.py", "tests/house/test_run.py", COMMAND_LINE),
    Elsewhere("handlers/scheduler.py", "tests/house/test_run.py", "the alarm of the running bot"),
    Elsewhere(
        "handlers/telegram/bot_api_answer.py", "tests/handlers/telegram/test_http_transport.py", "answers come that way"
    ),
    Elsewhere("handlers/telegram/config.py", "tests/test_config.py", "a table of the whole file"),
    Elsewhere("handlers/telegram/connection_limit.py", "tests/handlers/telegram/test_webhook.py", "the webhook's"),
    Elsewhere("handlers/telegram/dispatcher.py", "tests/stories", STORIES),
    Elsewhere(
        "handlers/telegram/error_mapping.py", "tests/handlers/telegram/test_messenger.py", "errors of real calls"
    ),
    Elsewhere(
        "handlers/telegram/features.py", "tests/handlers/telegram/test_messenger.py", "messages are cut to its limits"
    ),
    Elsewhere("handlers/telegram/groups.py", "tests/stories/test_people_go.py", STORIES),
    Elsewhere(
        "handlers/telegram/http_connection.py", "tests/handlers/telegram/test_http_transport.py", "calls go over it"
    ),
    Elsewhere(
        "handlers/telegram/incoming.py", "tests/handlers/telegram/test_update_queue.py", "an update on its way in"
    ),
    Elsewhere(
        "handlers/telegram/json_text.py", "tests/handlers/telegram/test_webhook.py", "what comes in is read by it"
    ),
    Elsewhere("handlers/telegram/keyboard.py", "tests/handlers/telegram/test_messenger.py", "seen below the messages"),
    Elsewhere("handlers/telegram/links.py", "tests/stories/test_rolls.py", STORIES),
    Elsewhere("handlers/telegram/log_levels.py", "tests/test_log.py", "what the library may not write"),
    Elsewhere(
        "handlers/telegram/membership.py", "tests/handlers/telegram/test_trimming.py", "changes as they are received"
    ),
    Elsewhere("handlers/telegram/platform.py", "tests/handlers/telegram/test_app.py", "put together there"),
    Elsewhere(
        "handlers/telegram/polling.py", "tests/handlers/telegram/test_update_queue.py", "the source of the queue"
    ),
    Elsewhere(
        "handlers/telegram/update_checks.py", "tests/handlers/telegram/test_trimming.py", "updates as they are received"
    ),
    # Storage
    Elsewhere("storage/base.py", "tests/storage/test_contract.py", "what every store must do"),
    Elsewhere("storage/base_transaction.py", "tests/storage/test_contract.py", "what every store must do"),
    Elsewhere("storage/memory.py", "tests/storage/test_contract.py", "what every store must do"),
    Elsewhere("storage/check.py", "tests/house/test_verify.py", COMMAND_LINE),
    Elsewhere("storage/errors.py", "tests/storage/tinydb/test_store.py", "raised by the store on disk"),
    Elsewhere("storage/disk.py", "tests/slow/crash/test_store_torn.py", "each call fails once"),
    Elsewhere("storage/index_shape.py", "tests/storage/test_contract.py", "what every store must do"),
    Elsewhere("storage/places.py", "tests/slow/postgresql/test_moving.py", THROUGH),
    Elsewhere("storage/source.py", "tests/storage/test_backup.py", THROUGH),
    Elsewhere("storage/postgresql/*.py", "tests/storage", "a part of the store in PostgreSQL, tried through the store"),
    Elsewhere("storage/tinydb/*.py", "tests/storage", ON_DISK),
)


def modules() -> list[str]:
    """Every module but those that only make a package of a folder."""
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return sorted(str(path.relative_to(ROOT)) for path in files if path.name != "__init__.py")


def twin(module: str) -> Path:
    """Where a module's test stands: bot/ is what the tests are about, so its name is left out."""
    path = Path(module)
    return ROOT / "tests" / path.parent.relative_to("bot" if path.parts[0] == "bot" else "") / f"test_{path.name}"


def without_twin() -> list[str]:
    return [module for module in modules() if not twin(module).exists()]


def row_of(module: str) -> Elsewhere | None:
    """The row that is about a module: the first, so what is said of one stands above what is said of its folder."""
    return next((row for row in TABLE if fnmatch(module, row.modules)), None)


def test_every_module_is_met() -> None:
    """A module without a twin stands in the table, by its name or with its folder."""
    assert [module for module in without_twin() if not row_of(module)] == []


def test_every_row_is_needed() -> None:
    """Each row is about a module that has no twin."""
    assert set(TABLE) - {row_of(module) for module in without_twin()} == set()


def test_what_a_row_names_is_there() -> None:
    """The tests that a row names exist, and it says why they are enough."""
    for row in TABLE:
        assert (ROOT / row.tests).exists(), row
        assert row.why, row

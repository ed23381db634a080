"""What each telling reads and how it is drawn, and what happens once it was sent or refused. One table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from markupsafe import Markup

from bot.documents import ics
from bot.domain import errors
from bot.domain.councils.council import Council, Member
from bot.domain.matters.matter import Matter
from bot.domain.matters.officer_duty import Part
from bot.domain.matters.outcome import unpack_outcomes
from bot.domain.matters.procedure import next_stage
from bot.domain.polls.poll import Poll, PollState
from bot.domain.shared.outbox_message import OutboxMessage, Params, Right, SentMessage
from bot.domain.shared.reporting_period import Period
from bot.domain.votes.result import tally_of
from bot.domain.votes.vote import Vote, VoteState
from bot.locales import SOURCE, Words, words
from bot.ports import Card, Closed, Sent, StopPoll, Tx, Why
from bot.read_models.matters import ShownMatter
from bot.read_models.meetings import ShownSitting
from bot.read_models.votes import ShownVote
from bot.services.councils import councils, members, personal_data, presence, roles
from bot.services.hierarchy import child_councils, joining, ladder_settings
from bot.services.letters import letters
from bot.services.matters import abandoned, announcements, classification, followups, hotline, listing, matters
from bot.services.mediation import mediations
from bot.services.meetings import calendar_file, deputies, meetings, minutes
from bot.services.polls import polls
from bot.services.reports import rollups, summaries
from bot.services.rolls import rolls, unit_links
from bot.services.shared.council_time import day_now
from bot.services.shared.enqueue import enqueue
from bot.services.shared.holidays import holidays
from bot.services.votes import ballots, paper_ballots, proofs, reminders, vote_drafts, votes
from bot.views.councils import councils as council_views
from bot.views.councils import parties as party_views
from bot.views.councils import unpublished_years as unpublished_year_views
from bot.views.hierarchy import ladders as ladder_views
from bot.views.hierarchy import parents as parent_views
from bot.views.letters import letters as letter_views
from bot.views.matters import digests as digest_views
from bot.views.matters import downtime as downtime_views
from bot.views.matters import errands, matter_news
from bot.views.matters import hazards as hazard_views
from bot.views.matters import lists as list_views
from bot.views.matters import long_runs as long_run_views
from bot.views.matters import matters as matter_views
from bot.views.matters import nudges as nudge_views
from bot.views.matters import objections as objection_views
from bot.views.matters import orphans as orphan_views
from bot.views.matters import tickets as ticket_views
from bot.views.mediation import mediations as mediation_views
from bot.views.meetings import calendars as calendar_views
from bot.views.meetings import deputies as deputy_views
from bot.views.meetings import meetings as meeting_views
from bot.views.meetings import minutes as minutes_views
from bot.views.meetings import sittings as sitting_views
from bot.views.polls import polls as poll_views
from bot.views.reports import rollups as rollup_views
from bot.views.reports import summaries as summary_views
from bot.views.rolls import rolls as roll_views
from bot.views.shared import command_list, questions, replies
from bot.views.shared import forbidden as forbidden_views
from bot.views.shared.text_fit import BR
from bot.views.votes import vote_questions
from bot.views.votes import votes as vote_views

Drawn = Card | StopPoll | None


@dataclass(frozen=True)
class Scene:
    """What a row draws from: the transaction, the telling, the words of its reader, the time."""

    tx: Tx
    telling: OutboxMessage
    words: Words
    now: datetime

    @property
    def params(self) -> Params:
        """The telling's params."""
        return self.telling.params

    def number(self, name: str) -> int:
        """Return a number of the params; 0 when it is not there."""
        return int(self.params.get(name, 0))

    @property
    def council(self) -> int:
        """The council's number; 0 outside of one."""
        return self.number("council")

    def member(self, name: str) -> Member | None:
        """Return the person whom a param numbers."""
        return self.tx.get(Member, Member.key_of(self.council, self.number(name)))


def _matter(view: Callable[[Words, ShownMatter], Card]) -> Callable[[Scene], Drawn]:
    def draw_matter(scene: Scene) -> Drawn:
        shown = matters.load_matter(scene.tx, scene.council, scene.number("matter"))
        return view(scene.words, shown) if shown else None

    return draw_matter


def _to_person(view: Callable[[Words, ShownMatter, Member | None], Card | None]) -> Callable[[Scene], Drawn]:
    def draw_for(scene: Scene) -> Drawn:
        shown = matters.load_matter(scene.tx, scene.council, scene.number("matter"))
        return view(scene.words, shown, scene.member("person")) if shown else None

    return draw_for


def _details(scene: Scene) -> Drawn:
    shown = matters.load_matter(scene.tx, scene.council, scene.number("matter"))
    if shown is None:
        return None
    asked = scene.tx.find(Poll, "matter", scene.council, shown.matter.number)
    voted = scene.tx.find(Vote, "matter", scene.council, shown.matter.number)
    return matter_views.matter_details_card(
        scene.words,
        replace(shown, signed=classification.is_signed(scene.tx, shown.matter)),
        {str(poll.number): poll for poll in asked},
        {str(vote.number): vote for vote in voted},
    )


def _news(scene: Scene) -> Drawn:
    shown = matters.load_matter(scene.tx, scene.council, scene.number("matter"))
    if shown is None:
        return None
    entry = shown.matter.timeline[scene.number("entry")]
    return matter_news.matter_news_card(scene.words, shown, entry, followups.answers(scene.tx, shown.matter))


def _orphans(scene: Scene) -> Drawn:
    left = abandoned.carried(scene.tx, scene.council, scene.number("whom"))
    return orphan_views.abandoned_card(scene.words, left, scene.member("whom"), present=bool(scene.params["present"]))


def _nudge(scene: Scene) -> Drawn:
    shown = matters.load_matter(scene.tx, scene.council, scene.number("matter"))
    return nudge_views.officer_reminder_card(scene.words, shown, Part(str(scene.params["part"]))) if shown else None


def _objection(scene: Scene) -> Drawn:
    shown = matters.load_matter(scene.tx, scene.council, scene.number("matter"))
    return objection_views.objection_card(scene.words, shown, scene.number("place")) if shown else None


def _objection_answer(scene: Scene) -> Drawn:
    shown = matters.load_matter(scene.tx, scene.council, scene.number("matter"))
    return objection_views.objection_answer_card(scene.words, shown, scene.number("place")) if shown else None


def _attachment(scene: Scene) -> Drawn:
    shown = matters.load_matter(scene.tx, scene.council, scene.number("matter"))
    return matter_views.matter_attachment_card(scene.words, shown, scene.number("place")) if shown else None


def _letter(scene: Scene) -> Drawn:
    shown = letters.load_letter(scene.tx, scene.council, scene.number("letter"), scene.number("person"))
    return letter_views.letter_card(scene.words, shown, scene.number("letter"))


def _letter_attachment(scene: Scene) -> Drawn:
    shown = letters.load_letter(scene.tx, scene.council, scene.number("letter"), scene.number("person"))
    return letter_views.letter_attachment_card(scene.words, shown, scene.number("place")) if shown else None


def _letter_sent(scene: Scene) -> Drawn:
    return letter_views.letter_sent_card(
        scene.words, letters.load_letter(scene.tx, scene.council, scene.number("letter"))
    )


def _letter_news(scene: Scene) -> Drawn:
    shown = letters.load_letter(scene.tx, scene.council, scene.number("letter"))
    return letter_views.letter_news_card(scene.words, shown, str(scene.params["what"])) if shown else None


def _mediation(scene: Scene) -> Drawn:
    shown = mediations.load_mediation(scene.tx, scene.council, scene.number("mediation"), scene.number("person"))
    return mediation_views.mediation_card(scene.words, shown)


def _mediation_note(scene: Scene) -> Drawn:
    shown = mediations.load_mediation(scene.tx, scene.council, scene.number("mediation"), scene.number("person"))
    return mediation_views.mediation_note_card(scene.words, shown, scene.number("note")) if shown else None


def _similar(scene: Scene) -> Drawn:
    numbers = [scene.number(f"matter{place}") for place in range(matters.SIMILAR_SHOWN)]
    like = [scene.tx.get(Matter, Matter.key_of(scene.council, number)) for number in numbers if number]
    return matter_views.similar_card(
        scene.words,
        [matter for matter in like if matter],
        scene.member("person"),
        scene.number("draft"),
        str(scene.params.get("chosen", "")),
    )


def _which_council(scene: Scene) -> Drawn:
    homes = [
        members.get_council(scene.tx, each.council)
        for each in members.list_memberships(scene.tx, scene.number("account"))
    ]
    return council_views.choose_council_card(
        scene.words, [(home.number, home.name) for home in homes], scene.number("draft")
    )


def _notice(scene: Scene) -> Drawn:
    card = Card(replies.reply_sentence(scene.words, str(scene.params["key"]), scene.params, scene.member("whom")))
    return (
        command_list.with_private_chat_button(scene.words, card)
        if scene.params["key"] == errors.PrivateOnly.key
        else card
    )


def _setup(scene: Scene) -> Drawn:
    shown = councils.load_settings(scene.tx, scene.council)
    return council_views.setup_card(scene.words, shown, hears_all=bool(scene.params["hears_all"])) if shown else None


def _members(scene: Scene) -> Drawn:
    shown = roles.read_roster(scene.tx, scene.council)
    if shown is None:
        return None
    card = council_views.members_card(scene.words, shown, officer=bool(scene.params.get("officer")))
    below = rollups.composition(scene.tx, scene.council)
    return _with(card, rollup_views.describe_composition(scene.words, below)) if below else card


def _stats(scene: Scene) -> Drawn:
    card = list_views.stats_card(scene.words, listing.load_stats(scene.tx, scene.council))
    shown = rollups.load_rollup(scene.tx, scene.council)
    return _with(card, rollup_views.describe_rollup(scene.words, shown)) if shown else card


def _with(card: Card, more: Markup) -> Card:
    return replace(card, text=card.text + BR + BR + more)


def _parent_news(scene: Scene) -> Drawn:
    home, other = (members.get_council(scene.tx, scene.number(name)) for name in ("council", "other"))
    return parent_views.parent_news_card(
        scene.words, home, other, str(scene.params["what"]), scene.number("up"), child=bool(scene.params["child"])
    )


def _page(scene: Scene) -> Drawn:
    said, which = (str(scene.params.get(name, "")) for name in ("words", "which"))
    shown = listing.load_page(scene.tx, scene.council, scene.number("page"), said, which)
    return list_views.matters_card(scene.words, shown)


def _mine(scene: Scene) -> Drawn:
    return list_views.mine_card(
        scene.words, listing.load_mine(scene.tx, scene.number("account"), scene.council or None)
    )


def _digest(scene: Scene) -> Drawn:
    upto = datetime.fromisoformat(str(scene.params["upto"]))
    return digest_views.digest_card(scene.words, announcements.load_digest(scene.tx, scene.council, upto))


def _choice(scene: Scene) -> Drawn:
    home = scene.tx.get(Council, Council.key_of(scene.council))
    return council_views.setting_card(scene.words, home, str(scene.params["what"])) if home else None


def _summary(scene: Scene) -> Drawn:
    period = Period(*(date.fromisoformat(str(scene.params[name])) for name in ("first", "last")))
    shown = summaries.load_summary(scene.tx, scene.council, period)
    return summary_views.summary_card(scene.words, shown) if shown else None


def _meeting(scene: Scene) -> Drawn:
    if drawn := _sitting(sitting_views.session_card)(scene):
        return drawn
    shown = meetings.load_meeting(scene.tx, scene.council, scene.number("meeting"), scene.now)
    return meeting_views.meeting_card(scene.words, shown) if shown else None


def _sitting(view: Callable[[Words, ShownSitting], Card | None]) -> Callable[[Scene], Drawn]:
    """Draw a meeting that was opened."""

    def draw_sitting(scene: Scene) -> Drawn:
        shown = minutes.load_minutes(scene.tx, scene.council, scene.number("meeting"))
        return view(scene.words, shown) if shown else None

    return draw_sitting


def _item(scene: Scene) -> Drawn:
    shown = minutes.load_minutes(scene.tx, scene.council, scene.number("meeting"))
    matter = matters.load_matter(scene.tx, scene.council, scene.number("matter"))
    return (
        sitting_views.agenda_item_card(scene.words, shown, matter, scene.number("place")) if shown and matter else None
    )


def _minutes_file(scene: Scene) -> Drawn:
    from bot.documents import minutes as paper  # noqa: PLC0415  # a word processor that only minutes need

    shown = minutes.load_minutes(scene.tx, scene.council, scene.number("meeting"))
    return (
        minutes_views.minutes_file_card(scene.words, shown, paper.make_minutes(scene.words, shown)) if shown else None
    )


def _minutes_wish(scene: Scene) -> Drawn:
    shown = minutes.load_minutes(scene.tx, scene.council, scene.number("meeting"))
    text = str(scene.params["text"])
    return minutes_views.minutes_correction_card(scene.words, shown, scene.member("whom"), text) if shown else None


def _calendar(scene: Scene) -> Drawn:
    shown = calendar_file.load_calendar(scene.tx, scene.council, scene.now)
    events = calendar_views.calendar_events(scene.words, shown)
    return calendar_views.calendar_card(scene.words, shown, ics.calendar(shown.council.name, events, shown.now))


def _deputy(scene: Scene) -> Drawn:
    shown = deputies.load_briefing(scene.tx, scene.council, scene.number("meeting"), scene.number("person"))
    return deputy_views.deputy_card(scene.words, shown, scene.now) if shown else None


def _meeting_news(scene: Scene) -> Drawn:
    shown = meetings.load_meeting(scene.tx, scene.council, scene.number("meeting"), scene.now)
    return meeting_views.meeting_news_card(scene.words, shown, str(scene.params["what"])) if shown else None


def _unopened(scene: Scene) -> Drawn:
    shown = meetings.load_meeting(scene.tx, scene.council, scene.number("meeting"), scene.now)
    return meeting_views.unopened_card(scene.words, shown) if shown else None


def _posted_agenda(scene: Scene) -> Drawn:
    shown = meetings.load_meeting(scene.tx, scene.council, scene.number("meeting"), scene.now)
    return meeting_views.agenda_card(scene.words, shown, sent=scene.telling.live) if shown else None


def _reminder(scene: Scene) -> Drawn:
    shown = meetings.load_meeting(scene.tx, scene.council, scene.number("meeting"), scene.now)
    return meeting_views.meeting_reminder_card(scene.words, shown, sent=scene.telling.live) if shown else None


def _poll(scene: Scene) -> Drawn:
    shown = polls.load_poll(scene.tx, scene.council, scene.number("poll"))
    if shown is None or shown.poll.state is not PollState.OPEN:
        return None
    return poll_views.poll_card(scene.words, shown)


def _poll_until(scene: Scene) -> Drawn:
    shown = polls.load_poll(scene.tx, scene.council, scene.number("poll"))
    return poll_views.poll_end_card(scene.words, shown) if shown and shown.poll.state is PollState.OPEN else None


def _poll_result(scene: Scene) -> Drawn:
    shown = polls.load_poll(scene.tx, scene.council, scene.number("poll"))
    return poll_views.poll_result_card(scene.words, shown, scene.now) if shown else None


def _close_poll(scene: Scene) -> Drawn:
    shown = polls.load_poll(scene.tx, scene.council, scene.number("poll"))
    posted = scene.tx.find(SentMessage, "about", polls.job_subject(shown.poll)) if shown else []
    if shown is None or shown.poll.state is not PollState.CLOSING:
        return None
    # Never posted, or posted in a group that has moved: there is nothing to close, the numbers heard count.
    return StopPoll(posted[-1].message if posted else 0)


def _vote(view: Callable[[Words, ShownVote], Card]) -> Callable[[Scene], Drawn]:
    def draw_vote(scene: Scene) -> Drawn:
        shown = votes.load_vote(scene.tx, scene.council, scene.number("vote"), scene.now)
        return view(scene.words, shown) if shown else None

    return draw_vote


def _vote_status(scene: Scene) -> Drawn:
    shown = votes.load_vote(scene.tx, scene.council, scene.number("vote"), scene.now)
    return vote_views.vote_status_card(scene.words, shown, officer=bool(scene.params.get("officer"))) if shown else None


def _vote_draft(scene: Scene) -> Drawn:
    shown = vote_drafts.read_draft(scene.tx, scene.council, scene.number("vote"), scene.now)
    return vote_questions.vote_draft_card(scene.words, shown, scene.number("page") or 1)


def _vote_result(scene: Scene) -> Drawn:
    shown = _closed(scene)
    return vote_views.vote_result_card(scene.words, shown, tally_of(shown.vote, shown.rule)) if shown else None


def _closed(scene: Scene) -> ShownVote | None:
    shown = votes.load_vote(scene.tx, scene.council, scene.number("vote"), scene.now)
    return shown if shown and shown.vote.state is VoteState.CLOSED else None


def _announcement(scene: Scene) -> Drawn:
    from bot.documents import announcement  # noqa: PLC0415  # a word processor that only a result needs

    shown = _closed(scene)
    if shown is None:
        return None
    announced = announcement.announced_vote(scene.words, shown, tally_of(shown.vote, shown.rule))
    return vote_views.announcement_card(scene.words, shown.vote, announcement.announcement(scene.words, announced))


def _proof(scene: Scene) -> Drawn:
    shown = _closed(scene)
    return vote_views.proof_card(scene.words, shown.vote, proofs.export_proof(scene.tx, shown.vote)) if shown else None


def _still_open(scene: Scene) -> ShownVote | None:
    shown = votes.load_vote(scene.tx, scene.council, scene.number("vote"), scene.now)
    return shown if shown and shown.vote.takes(scene.now) else None


def _urge(scene: Scene) -> Drawn:
    shown, member = _still_open(scene), scene.member("person")
    if shown is None or member is None or reminders.has_voted(scene.tx, shown.vote, member):
        return None
    return vote_views.vote_reminder_card(scene.words, shown, member)


def _urge_group(scene: Scene) -> Drawn:
    shown = _still_open(scene)
    silent = reminders.who_is_silent(scene.tx, shown.vote).not_private if shown else ()
    return vote_views.group_vote_reminder_card(scene.words, shown, silent) if shown and silent else None


def _urged(scene: Scene) -> Drawn:
    shown = _still_open(scene)
    if shown is None:
        return None
    silent, in_private = reminders.who_is_silent(scene.tx, shown.vote), scene.telling.chat > 0
    units = not votes.of_councillors(shown.vote)
    return vote_views.reminded_card(
        scene.words, shown, len(silent.known), silent.not_private, silent.unknown, units=units, in_private=in_private
    )


def _shared(scene: Scene) -> Drawn:
    shown = _still_open(scene)
    return (
        vote_views.shared_unit_card(scene.words, shown, str(scene.params["unit"]), scene.member("whom"))
        if shown
        else None
    )


def _paper(scene: Scene) -> Drawn:
    unit = str(scene.params["unit"])
    shown = paper_ballots.load_paper(scene.tx, scene.council, scene.number("vote"), unit, scene.number("by"))
    return vote_views.paper_ballot_card(scene.words, shown) if shown else None


def _my_ballots(scene: Scene) -> Drawn:
    return vote_views.my_votes_card(scene.words, ballots.load_my_votes(scene.tx, scene.number("account")))


def _ask(scene: Scene) -> Drawn:
    asked = {scene.params["ask"], scene.params.get("asked")}
    roster = tuple(members.list_roster(scene.tx, scene.council)) if asked & {"assign_who", "role_who"} else ()
    matter = scene.tx.get(Matter, Matter.key_of(scene.council, scene.number("number")))
    return questions.question_card(
        scene.words,
        str(scene.params["ask"]),
        scene.params,
        scene.member("person"),
        roster,
        home=scene.tx.get(Council, Council.key_of(scene.council)),
        stage=next_stage(matter.procedure, matter.stages) if matter else None,
        objection=matter.publication.oldest if matter and matter.publication else "",
        group=scene.telling.chat < 0,
    )


def _my_data(scene: Scene) -> Drawn:
    content = personal_data.my_data(scene.tx, scene.number("account"))
    return council_views.my_data_card(scene.words, content) if content else None


def _roll(scene: Scene) -> Drawn:
    shown = rolls.load_roll(scene.tx, scene.council)
    return roll_views.roll_card(scene.words, shown) if shown else None


def _link(scene: Scene) -> Drawn:
    if "unit" in scene.params:  # they said that it is theirs
        return roll_views.linked_card(scene.words, scene.council, str(scene.params["unit"]))
    code = str(scene.params["code"])
    shown = unit_links.load_code(scene.tx, code)
    return roll_views.link_card(scene.words, shown, code) if shown else None


def _forbidden(scene: Scene) -> Drawn:
    home, right = members.get_council(scene.tx, scene.council), Right(str(scene.params["right"]))
    card = forbidden_views.forbidden_card(scene.words, home, right)
    return card if scene.telling.chat < 0 else replace(card, thread=None)


def _unpublished_year(scene: Scene) -> Drawn:
    year = scene.number("year")
    if year in holidays().years:
        return None
    card = unpublished_year_views.unpublished_year_card(scene.words, members.get_council(scene.tx, scene.council), year)
    return card if scene.telling.chat < 0 else replace(card, thread=None)


TABLE: Mapping[str, Callable[[Scene], Drawn]] = {
    "notice": _notice,
    "outcomes": lambda scene: replies.outcomes_card(
        scene.words, unpack_outcomes(str(scene.params["outcomes"])), str(scene.params.get("rest", ""))
    ),
    "ask": _ask,
    "forbidden": _forbidden,
    "welcome": lambda scene: council_views.welcome_card(scene.words),
    "menu": lambda scene: command_list.menu_card(scene.words, private=scene.telling.chat > 0, council=scene.council),
    "help": lambda scene: command_list.help_card(
        scene.words, command_list.For(str(scene.params.get("section", "everybody")))
    ),
    "unknown_command": lambda scene: command_list.unknown_command_card(scene.words, str(scene.params["command"])),
    "setup": _setup,
    "term": _notice,
    "unpublished_year": _unpublished_year,
    "parties": lambda scene: party_views.parties_card(scene.words, members.get_council(scene.tx, scene.council)),
    "members": _members,
    "parent": lambda scene: parent_views.parent_card(
        scene.words, joining.load_parent(scene.tx, scene.council), sure=bool(scene.number("sure"))
    ),
    "parent.code": lambda scene: parent_views.parent_code_card(scene.words, str(scene.params["code"])),
    "parent.news": _parent_news,
    "branches": lambda scene: parent_views.children_card(
        scene.words,
        child_councils.load_children(scene.tx, scene.council, scene.number("page")),
        sure=scene.number("sure"),
    ),
    "ladder": lambda scene: ladder_views.ladder_card(scene.words, ladder_settings.load_ladder(scene.tx, scene.council)),
    "limits": lambda scene: ladder_views.limits_card(scene.words, members.get_council(scene.tx, scene.council)),
    "procedure": lambda scene: council_views.procedure_card(scene.words, members.get_council(scene.tx, scene.council)),
    "which_council": _which_council,
    "my_data": _my_data,
    "confirm_forget": lambda scene: council_views.confirm_erasure_card(scene.words),
    "matter.card": _matter(matter_views.matter_card),
    "matter.details": _details,
    "matter.categories": _matter(matter_views.categories_card),
    "matter.attachment": _attachment,
    "matter.news": _news,
    "objection": _objection,
    "objection.answer": _objection_answer,
    "matter.yours": _to_person(errands.assigned_card),
    "matter.late": _to_person(errands.overdue_card),
    "nudge": _nudge,
    "orphans": _orphans,
    "matter.grace": _to_person(downtime_views.grace_card),
    "matter.long_run": _to_person(long_run_views.long_run_card),
    "look_back": _to_person(errands.look_back_card),
    "letter": _letter,
    "letter.attachment": _letter_attachment,
    "letter.sent": _letter_sent,
    "letter.news": _letter_news,
    "mediation": _mediation,
    "mediation.note": _mediation_note,
    "similar": _similar,
    "list": _page,
    "mine": _mine,
    "summary": _summary,
    "digest": _digest,
    "choice": _choice,
    "hazards": lambda scene: hazard_views.hazards_card(
        scene.words, classification.hazards(scene.tx, scene.council, scene.number("page"), scene.now)
    ),
    "tickets": lambda scene: ticket_views.tickets_card(
        scene.words, hotline.load_ticket_page(scene.tx, scene.council, scene.number("page"), scene.now)
    ),
    "stats": _stats,
    "schedule": lambda scene: meeting_views.schedule_card(
        scene.words, meetings.load_days(scene.tx, scene.council, scene.now)
    ),
    "calendar": _calendar,
    "meeting": _meeting,
    "meeting.news": _meeting_news,
    "meeting.unopened": _unopened,
    "deputy": _deputy,
    "meeting.agenda": _posted_agenda,
    "meeting.reminder": _reminder,
    "sitting": _sitting(sitting_views.session_card),
    "sitting.item": _item,
    "sitting.code": _sitting(sitting_views.check_in_code_card),
    "minutes": _sitting(minutes_views.minutes_draft_card),
    "minutes.file": _minutes_file,
    "minutes.wish": _minutes_wish,
    "minutes.nag": _sitting(minutes_views.minutes_reminder_card),
    "roll": _roll,
    "link": _link,
    "poll": _poll,
    "poll.until": _poll_until,
    "poll.result": _poll_result,
    "poll.close": _close_poll,
    "vote.draft": _vote_draft,
    "vote.card": _vote(vote_views.vote_card),
    "vote.status": _vote_status,
    "vote.result": _vote_result,
    "vote.announcement": _announcement,
    "vote.proof": _proof,
    "vote.urge": _urge,
    "vote.urge_group": _urge_group,
    "vote.urged": _urged,
    "vote.shared": _shared,
    "vote.paper": _paper,
    "vote.mine": _my_ballots,
}


def language_of(tx: Tx, chat: int, council: int) -> str:
    """Return the language of the council that is spoken of (0: none) or else spoken in."""
    home = _home(tx, chat, council)
    return home.language if home else SOURCE


def words_for(tx: Tx, chat: int, council: int, now: datetime) -> Words:
    """Return the words for whoever reads in a chat now, of this council (0: none)."""
    home = _home(tx, chat, council)
    return words(home.language).on(day_now(home, now)) if home else words(SOURCE).on(now.date())


def _home(tx: Tx, chat: int, council: int) -> Council | None:
    home = tx.get(Council, Council.key_of(council)) if council else None
    if home is None:
        here = tx.find(Council, "chat", chat)
        member = members.list_memberships(tx, chat)[:1]
        home = here[0] if here else members.get_council(tx, member[0].council) if member else None
    return home


def draw(tx: Tx, telling: OutboxMessage, now: datetime) -> Drawn:
    """Draw a telling from the newest state; None when there is nothing to tell any more."""
    speak = words_for(tx, telling.chat, int(telling.params.get("council", 0)), now)
    return TABLE[telling.view](Scene(tx, telling, speak, now))


def settled(tx: Tx, telling: OutboxMessage, result: Sent | Closed, now: datetime) -> None:
    """Do what follows once a telling was sent: remember a poll's id, keep a poll's result."""
    council, poll = int(telling.params.get("council", 0)), int(telling.params.get("poll", 0))
    if isinstance(result, Closed):
        polls.close_poll(tx, council, poll, (result.counts, result.voters), now=now)
    elif telling.view == "poll" and result.poll:
        polls.mark_posted(tx, council, poll, result.poll, now=now)
    elif telling.view == "digest":
        announcements.mark_announced(tx, council, datetime.fromisoformat(str(telling.params["upto"])))


def refused(tx: Tx, telling: OutboxMessage, why: Why, now: datetime) -> None:
    """Do what follows when a telling can never be sent.

    Who cannot be reached in private is named in the group instead; a poll that cannot be closed any more
    is counted from the numbers heard.
    """
    council = int(telling.params.get("council", 0))
    if telling.view == "digest" and why is Why.BAD:
        announcements.mark_announced(tx, council, datetime.fromisoformat(str(telling.params["upto"])))
    if telling.view == "poll.close":
        polls.close_poll(tx, council, int(telling.params["poll"]), None, now=now)
    if telling.view == "poll" and why in {Why.BAD, Why.FORBIDDEN}:
        polls.mark_failed(tx, council, int(telling.params["poll"]), forbidden=why is Why.FORBIDDEN, now=now)
    if why is Why.GONE and telling.chat > 0:
        members.unreachable(tx, telling.chat)
        abandoned.unreachable(tx, council, telling.chat, now=now)
        if telling.view == "vote.urge":
            _named_instead(tx, council, int(telling.params["vote"]), now)
        elif telling.view in IN_THE_GROUP_INSTEAD:
            enqueue(
                tx,
                id=f"{telling.id}/group",
                chat=members.get_council(tx, council).chat,
                view=telling.view,
                params=telling.params,
                now=now,
                remember=True,
            )
    elif why is Why.GONE:
        councils.mark_bot_absent(tx, chat=telling.chat, now=now, refused=telling)


def _named_instead(tx: Tx, council: int, vote: int, now: datetime) -> None:
    """Somebody who has not voted cannot be reached in private after all."""
    found = tx.get(Vote, Vote.key_of(council, vote))
    if found and found.takes(now):
        reminders.name_in_group(tx, found, now=now)


IN_THE_GROUP_INSTEAD = frozenset(
    {
        "term",
        "unpublished_year",
        "deputy",
        "matter.yours",
        "matter.late",
        "matter.grace",
        "matter.long_run",
        "look_back",
    }
)


def forbidden(tx: Tx, telling: OutboxMessage, right: Right, now: datetime) -> None:
    """Tell those who can change it what the group forbids."""
    presence.report_forbidden(tx, chat=telling.chat, right=right, now=now)


def allowed(tx: Tx, chat: int, rights: frozenset[Right], now: datetime) -> None:  # noqa: ARG001  # as above
    """Keep that the group allows what it may have forbidden before."""
    presence.mark_allowed(tx, chat=chat, rights=rights)


def moved(tx: Tx, old: int, new: int, now: datetime) -> None:  # noqa: ARG001  # every hook is given the time
    """A group has a new id: rewrite every stored one."""
    councils.move_chat(tx, old=old, new=new)

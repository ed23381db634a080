"""A council's whole life, told as the outbox would tell it: everything that people can meet, as it is drawn."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

from bot.domain.councils.council import Account, Role
from bot.domain.councils.join_code import parse_code
from bot.domain.hierarchy.escalation_ladder import Level
from bot.domain.matters.kind import Kind
from bot.domain.matters.matter import MATTER_TEXT_LIMIT, Answer, Matter
from bot.domain.meetings.meeting import Meeting, MeetingState
from bot.domain.polls import poll
from bot.domain.rolls.roll import Difference, Row, short_label
from bot.domain.shared import masking
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.incoming_message import Attachment, SentFile
from bot.domain.shared.outbox_message import OutboxMessage, Params, Right, SentMessage
from bot.domain.votes.tally import Choice
from bot.domain.votes.vote import Paper
from bot.jobs.runner import catch_up, next_due, run_due_jobs
from bot.locales import words
from bot.messages import registry
from bot.ports import Card, Closed, Sent, StopPoll, Tx, Why
from bot.services.councils import councils, members, parties, presence, roles, settings
from bot.services.hierarchy import child_councils, escalation, joining, ladder_settings, parent_matters
from bot.services.letters import letters
from bot.services.matters import (
    abandoned,
    archives,
    assignment_dialog,
    assignments,
    classification,
    detail_page,
    drafts,
    followups,
    hotline,
    matters,
    procedures,
    publications,
    recorded_by_others,
)
from bot.services.mediation import mediations
from bot.services.meetings import attendance, calendar_file, meetings, minutes, sessions
from bot.services.polls import polls
from bot.services.reactions import perform
from bot.services.rolls import rolls, unit_links
from bot.services.scheduled_jobs import JOBS, ON_RETURN
from bot.services.shared import dispatch, questions
from bot.services.shared.enqueue import ReplyTo, reply
from bot.services.shared.holidays import holidays
from bot.services.votes import ballots, paper_ballots, reminders, vote_drafts, votes
from bot.views.meetings.meetings import MEETING_NEWS
from bot.views.polls.polls import USUAL_OPTIONS
from bot.views.shared.command_list import For
from bot.views.shared.questions import ASKS
from storage.memory import MemoryStore
from tests import builders, cast

PHOTO = Attachment("photo", "photo-1")
PLACE = Attachment("location", "31.2304,121.4737")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Told:
    """One message as it is drawn: where it goes and what it shows."""

    view: str
    chat: int
    what: str  # what the row was asked for more closely: the question, the news, the sentence
    drawn: Card | StopPoll


class Town:
    """A council in one language whose people say `text` wherever they can and are called `name`."""

    def __init__(self, language: str, text: str, name: str) -> None:
        self.language = language
        self.text = text
        self.name = name
        self.store = MemoryStore()
        self.now = builders.NOW
        self.told: list[Told] = []
        self._messages = count(1000)
        self._answers = count(1)

    def called(self, account: Account) -> Account:
        """The account under the name that everybody bears here."""
        return replace(account, name=self.name)

    def back(self, chat: int = cast.GROUP) -> ReplyTo:
        """Where an answer goes."""
        return builders.back(f"t{next(self._answers)}", chat)

    async def do(self, act: Callable[..., Any], **wishes: Any) -> Any:
        """Do something, and tell what follows from it."""
        if "by" in wishes:
            wishes["by"] = self.called(wishes["by"])
        value = await self.store.run(perform, act, now=self.now, **wishes)
        await self.store.run(perform, self._tell)
        return value

    async def set_up(self, chat: int = cast.GROUP, *, hears_all: bool = True) -> None:
        """Make a group a council; again: show what is set."""
        await self.do(
            councils.set_up,
            name=self.name,
            by=cast.HEAD,
            admin=True,
            hears_all=hears_all,
            defaults=replace(builders.DEFAULTS, language=self.language),
            back=self.back(chat),
        )

    async def press(self, use_case: Callable[..., Any], number: int, by: Account, **wishes: Any) -> None:
        """Press a button about a matter or meeting."""
        intent = Intent("press", 1, number)
        await self.do(dispatch.press_button, use_case=use_case, intent=intent, by=by, back=self.back(), **wishes)

    async def show(self, view: str, chat: int = cast.GROUP, **params: str | int | bool) -> None:
        """Ask for something to be shown."""
        await self.do(reply, back=self.back(chat), view=view, params=params, remember=True)

    async def propose(self, text: str, by: Account = cast.RESIDENT, *attachments: Attachment) -> int:
        """Bring up a matter, although there may be similar ones; give its number."""
        said = builders.said(text, self.called(by), attachments=attachments)
        number = await self.do(drafts.propose_matter, council=1, said=said, by=by, back=self.back())
        if number is None:
            similar = next(told for told in reversed(self.told) if told.view == "similar")
            assert isinstance(similar.drawn, Card)
            intent = similar.drawn.buttons[-1][0].intent
            message = next(self._messages) - 1
            await self.do(drafts.submit_draft, intent=intent, by=by, back=replace(self.back(), message=message))
            number = await self.store.run(lambda tx: members.get_council(tx, 1).next_matter - 1)
        return int(number)

    async def until(self, moment: datetime) -> None:
        """Let time pass, doing everything when it is due."""
        while (due := await next_due(self.store)) and due <= moment:
            self.now = max(self.now, due)
            await run_due_jobs(self.store, JOBS, self.now)
            await self.store.run(perform, self._tell)
        self.now = max(self.now, moment)

    def _tell(self, tx: Tx) -> None:
        while waiting := tx.find(OutboxMessage, "chat"):
            for telling in waiting:
                tx.drop(OutboxMessage, telling.key)
                drawn = registry.draw(tx, telling, self.now)
                if drawn is None:
                    continue
                what = str(
                    next((telling.params[name] for name in ("key", "ask", "what") if name in telling.params), "")
                )
                self.told.append(Told(telling.view, telling.chat, what, drawn))
                self._settle(tx, telling, drawn)

    def _settle(self, tx: Tx, telling: OutboxMessage, drawn: Card | StopPoll) -> None:
        if isinstance(drawn, StopPoll):
            registry.settled(tx, telling, Closed((2, 1, 0), 3), self.now)
            return
        earlier = tx.find(SentMessage, "about", telling.id) if telling.live else []
        message = earlier[-1].message if earlier else next(self._messages)
        tx.put(
            SentMessage(
                chat=telling.chat,
                message=message,
                about=telling.id,
                view=telling.view,
                params=telling.params,
                at=self.now,
            )
        )
        sent = Sent(message, f"native-{message}" if drawn.poll else None)
        registry.settled(tx, telling, sent, self.now)


def _closer(params: Params) -> str:
    return str(next((params[name] for name in ("key", "ask", "what") if name in params), ""))


async def _live(town: Town) -> None:
    await _begin(town)
    await _look_around(town)
    await _sort(town)
    await _poll(town)
    await _carry_out(town)
    await _meet(town)
    await _sit(town)
    await _enter(town)
    await _write_letters(town)
    await _mediate(town)
    await _proceed(town)
    await _own(town)
    await _vote(town)
    await _climb(town)
    await _tell_apart(town)
    await _ask(town)
    await _choose(town)
    await _be_away(town)
    await _be_forbidden(town)
    await _say_goodbye(town)


async def _begin(town: Town) -> None:
    await town.do(councils.mark_bot_present, chat=cast.GROUP)
    await town.set_up()
    await town.set_up(hears_all=False)
    for account, role in ((cast.CLERK, Role.CLERK), (cast.HANDLER, Role.HANDLER), (cast.CAPTAIN, Role.CAPTAIN)):
        await town.do(roles.appoint_member, by=cast.HEAD, whom=town.called(account), role=role, back=town.back())
    await town.do(roles.appoint_member, by=cast.HEAD, whom=town.called(cast.CAPTAIN), role=None, back=town.back())
    seated: dict[str, Any] = {"whom": town.called(cast.HANDLER), "words": f"{town.name[:9]} 任期2026-03-04"}
    await town.do(roles.appoint_member, by=cast.HEAD, role=Role.HANDLER, back=town.back(), **seated)
    for account in (cast.RESIDENT, cast.NEIGHBOUR):
        await town.store.run(members.register_member, 1, town.called(account))
    await town.do(members.open_private_chat, by=cast.RESIDENT, back=town.back(cast.RESIDENT.id))
    await town.show("list", council=1, page=1, words="")
    await town.show("mine", account=cast.RESIDENT.id, council=0)


async def _look_around(town: Town) -> None:
    first = await town.propose(town.text, cast.RESIDENT, PHOTO, PLACE)
    for letter in "abcdefghijk":
        await town.propose(f"{letter} {town.text}"[:MATTER_TEXT_LIMIT], cast.NEIGHBOUR)
    await town.press(matters.toggle_support, first, cast.NEIGHBOUR)
    for by in (cast.RESIDENT, cast.NEIGHBOUR):  # in private, and in the group
        await town.do(detail_page.press_category, intent=Intent("details", 1, first), by=by, back=town.back())
    await town.do(detail_page.category_menu, intent=Intent("category", 1, first), by=cast.CLERK, back=town.back())
    await town.show("menu", council=1)
    await town.show("unknown_command", council=1, command="propse")
    for section in For:
        await town.show("help", section=section)
    await town.show("members", council=1)
    await town.show("stats", council=1)
    await town.show("list", council=1, page=2, words="")
    await town.show("list", council=1, page=1, words=town.text[:50])
    await town.show("list", council=1, page=1, words="zzz")
    await town.show("mine", account=cast.RESIDENT.id, council=1)


async def _sort(town: Town) -> None:
    await town.press(matters.accept_matter, 1, cast.CLERK)
    await town.press(matters.reject_matter, 2, cast.CLERK, reason=town.text[:500])
    await town.press(matters.restore_matter, 2, cast.CLERK)
    await town.press(matters.withdraw_matter, 2, cast.NEIGHBOUR)
    await town.do(members.open_private_chat, by=cast.NEIGHBOUR, back=town.back(cast.NEIGHBOUR.id))
    await town.press(matters.merge_matters, 3, cast.CLERK, into=1)
    await town.press(matters.accept_matter, 4, cast.CLERK)
    await town.press(matters.show_agenda_choice, 4, cast.CLERK)
    await town.press(matters.show_agenda_choice, 1, cast.CLERK)


async def _poll(town: Town) -> None:
    said = " ".join(town.text.split())[:90]
    asked = poll.parse_poll(f"1h 多选 {said}\n{said} 1\n{said} 2\n{said} 3", USUAL_OPTIONS)
    about = poll.parse_poll("1h 1", tuple(str(words(town.language)(option)) for option in USUAL_OPTIONS))
    for each in (asked, about):
        await town.do(polls.ask_poll, by=cast.CLERK, asked=each, back=town.back())
    await town.until(town.now + timedelta(hours=2))


async def _carry_out(town: Town) -> None:
    wishes = {"council": 1, "number": 1, "by": cast.CLERK, "text": town.text[:1000]}
    await town.do(assignment_dialog.choose_assignment, **wishes, back=town.back())
    await town.do(
        assignment_dialog.hand_over,
        council=1,
        number=1,
        by=cast.CLERK,
        mentioned=town.called(cast.HANDLER),
        day="2d",
        back=town.back(),
    )
    await town.until(town.now + 3 * DAY)
    await town.do(members.open_private_chat, by=cast.HANDLER, back=town.back(cast.HANDLER.id))
    await town.until(town.now + DAY)
    await town.press(followups.report_progress, 1, cast.HANDLER, text=town.text[:1000], attachments=(PHOTO,))
    await town.press(followups.report_progress, 1, cast.HANDLER, text="", attachments=(PHOTO,))
    await town.show("mine", account=cast.HANDLER.id, council=1)
    await town.press(followups.report_done, 1, cast.HANDLER, text=town.text[:1000])
    await town.press(followups.record_feedback, 1, cast.NEIGHBOUR, answer=Answer.NO, reason=town.text[:500])
    await town.press(followups.report_done, 1, cast.HANDLER, text=town.text[:1000])
    await town.press(followups.record_feedback, 1, cast.RESIDENT, answer=Answer.YES)
    await town.press(followups.record_feedback, 1, cast.NEIGHBOUR, answer=Answer.MOSTLY)
    await town.show("matter.details", council=1, matter=1)
    await town.press(followups.resolve_matter, 4, cast.HEAD, text=town.text[:1000])
    await town.do(
        assignment_dialog.hand_over,
        council=1,
        number=4,
        by=cast.HEAD,
        who=town.name[:60] + "!",
        day="5d",
        back=town.back(),
    )


async def _meet(town: Town) -> None:
    await town.do(meetings.set_schedule, by=cast.HEAD, text="9,10,27 19:30 Hall", back=town.back())
    await town.do(meetings.set_schedule, by=cast.HEAD, text="每月第一个周六 15:00", back=town.back())
    await town.press(matters.accept_matter, 5, cast.CLERK)
    await town.press(matters.show_agenda_choice, 5, cast.CLERK)
    day = (town.now + 4 * DAY).date()
    await town.store.run(_deputy)
    place = town.text.replace(" ", "_").replace("\n", "_")[:90] or "Hall"
    await town.do(
        meetings.convene_meeting, by=cast.HEAD, text=f"{day} 19:30 {place} {town.text[:150]}", back=town.back()
    )
    number = await town.store.run(lambda tx: tx.find(Meeting, "planned", 1, MeetingState.PLANNED)[0].number)
    for by, comes in ((cast.RESIDENT, True), (cast.NEIGHBOUR, False)):
        await town.press(meetings.answer_invitation, number, by, comes=comes, shown=(cast.GROUP, 1))
    await town.do(meetings.show_meetings, council=1, by=cast.RESIDENT, back=town.back())
    await town.show("meeting.agenda", council=1, meeting=number)
    await town.press(meetings.cancel_meeting, number, cast.HEAD)
    await town.press(meetings.revive_meeting, number, cast.HEAD)
    await town.press(meetings.postpone_meeting, number, cast.HEAD, text=f"{day + DAY} 19:30")
    for what in MEETING_NEWS:
        await town.show("meeting.news", council=1, meeting=number, what=what)
    for chat in (cast.GROUP, cast.HEAD.id):
        await town.show("unpublished_year", chat, council=1, year=max(holidays().years) + 1)
    await town.until(town.now + 6 * DAY)
    await town.show("meeting", council=1, meeting=number)


def _deputy(tx: Tx) -> None:
    """The handler is a people's deputy as well, and has a matter in hand."""
    handler = members.find_member(tx, 1, cast.HANDLER.id)
    matter = tx.get(Matter, "1/4")
    assert handler is not None
    assert matter is not None
    tx.put(builders.role_of(handler, *handler.roles, Role.DEPUTY))
    tx.put(replace(matter, handler=handler.person))


async def _enter(town: Town) -> None:
    await town.do(
        roles.appoint_member, by=cast.HEAD, whom=town.called(cast.CAPTAIN), role=Role.CAPTAIN, back=town.back()
    )
    wishes: dict[str, Any] = {"council": 1, "by": cast.CAPTAIN, "back": town.back()}
    said = builders.said(town.text, town.called(cast.CAPTAIN))
    await town.do(recorded_by_others.record_on_behalf, **wishes, name=town.name, said=said)
    text = f"y {town.text}"[:MATTER_TEXT_LIMIT]
    await town.do(recorded_by_others.ask_photo, **wishes, text=text, reporter=None)
    for reporter in (None, town.called(cast.RESIDENT)):
        await town.do(
            recorded_by_others.record_on_the_spot, **wishes, text=text, attachments=(PHOTO,), reporter=reporter
        )
    await town.do(roles.appoint_member, by=cast.HEAD, whom=town.called(cast.CAPTAIN), role=None, back=town.back())


async def _write_letters(town: Town) -> None:
    for account in (cast.CLERK, cast.NEIGHBOUR):
        await town.do(members.open_private_chat, by=account, back=town.back(account.id))
    said = builders.said(town.text, town.called(cast.NEIGHBOUR), cast.NEIGHBOUR.id, attachments=(PHOTO, PLACE))
    for number in (1, 2, 3):
        back = ReplyTo(f"re/letter{number}", cast.NEIGHBOUR.id)
        await town.do(letters.write_letter, council=1, said=said, by=cast.NEIGHBOUR, back=back)
    clerk: dict[str, Any] = {"council": 1, "by": cast.CLERK, "back": town.back(cast.CLERK.id)}
    await town.do(letters.reply_to_letter, **clerk, number=1, text=town.text[:1000])
    await town.do(letters.make_matter, **clerk, number=1, text=f"x {town.text}"[:MATTER_TEXT_LIMIT])
    await town.do(letters.decline_letter, **clerk, number=2, text=town.text[:1000])
    sent = await town.store.run(lambda tx: tx.find(SentMessage, "about", "re/letter3")[0])
    intent = Intent("letter_back", 1, 3)
    await town.do(letters.take_back, intent=intent, by=cast.NEIGHBOUR, back=ReplyTo("re/b", sent.chat, sent.message))


async def _sit(town: Town) -> None:
    """A meeting is held: people come, two matters are called, its minutes are corrected and confirmed."""
    here = {"shown": (cast.GROUP, 1)}
    for officer in (cast.HEAD, cast.CLERK):
        await town.do(members.open_private_chat, by=officer, back=town.back(officer.id))
    both = ("Owners", "Manager")
    await town.do(parties.choose_parties, council=1, parties=both, by=cast.HEAD, back=town.back())
    await town.press(sessions.open_meeting, 0, cast.HEAD)
    number = await town.store.run(lambda tx: tx.find(Meeting, "planned", 1, MeetingState.OPEN)[0].number)
    await town.press(attendance.check_in, number, cast.HEAD, **here)
    await town.press(attendance.check_in, number, cast.RESIDENT, **here)
    names = f"{town.name[:30]} 委托 {town.name[:30]}、{town.name[:30]} 2"
    by = await _member(town, cast.CLERK)
    await town.do(attendance.list_present, council=1, by=by, text=names)
    await town.show("meeting", council=1, meeting=number)
    await town.do(calendar_file.ask_for_calendar, council=1, by=cast.HEAD, back=town.back())
    await town.press(sessions.prompts, number, cast.HEAD)
    await town.press(sessions.call_next, number, cast.HEAD)
    await town.press(sessions.opinion, 5, cast.CLERK, text=town.text[:1000])
    await town.press(sessions.on_site, number, cast.HEAD)
    await town.press(sessions.on_site, number, cast.HEAD)
    await town.press(sessions.close_meeting, number, cast.HEAD)
    await town.press(minutes.is_answered, number, cast.RESIDENT, text=town.text[:400], source="-5/1")
    await town.press(minutes.correct_minutes, number, cast.CLERK, text=town.text[:400])
    await town.until(town.now + 8 * DAY)
    await town.press(minutes.confirm_minutes, number, cast.HEAD, **here)
    await town.show("meeting", council=1, meeting=number)


async def _proceed(town: Town) -> None:
    """Matters go every other way: posted with an objection, given back, put off, filed; by a strict procedure too."""
    words = town.text[:500]
    await town.do(councils.show_procedure, council=1, by=cast.HEAD, back=town.back())
    first = await town.propose("o " + words, cast.NEIGHBOUR)
    await town.press(matters.accept_matter, first, cast.CLERK)
    await town.press(matters.defer_matter, first, cast.CLERK, reason=words)
    await town.press(matters.show_agenda_choice, first, cast.CLERK)
    await town.press(matters.refer_matter, first, cast.CLERK, reason=words)
    await town.press(followups.resolve_matter, first, cast.CLERK, text=words)
    await town.press(publications.publish_decision, first, cast.CLERK)
    await town.press(publications.object_to, first, cast.RESIDENT, text=words)
    await town.until(town.now + 20 * DAY)
    await town.press(publications.answer_objection, first, cast.CLERK, text=words)
    handed = {"handler": await _member(town, cast.HANDLER), "day": (town.now + 5 * DAY).date()}
    await town.press(followups.assign_matter, first, cast.CLERK, **handed)
    await town.press(assignments.return_matter, first, cast.HANDLER, reason=words)
    await town.press(followups.assign_matter, first, cast.CLERK, **handed)
    await town.press(assignments.acknowledge, first, cast.HANDLER)
    await town.press(assignments.start_long_run, first, cast.CLERK, reason=words)
    await town.press(followups.report_done, first, cast.HANDLER, text=words)
    await town.press(publications.publish_decision, first, cast.CLERK)
    await town.until(town.now + 20 * DAY)
    await town.until(town.now + 31 * DAY)
    await town.press(archives.archive_matter, first, cast.CLERK)
    await town.do(
        councils.choose_procedure, intent=Intent("procedure", 1, 0, "four_two"), by=cast.HEAD, back=town.back()
    )
    second = await town.propose("p " + words, cast.NEIGHBOUR)
    await town.do(
        councils.choose_procedure, intent=Intent("procedure", 1, 0, "council"), by=cast.HEAD, back=town.back()
    )
    await town.press(matters.accept_matter, second, cast.CLERK)
    await town.press(procedures.record_stage, second, cast.CLERK, text=words)
    await town.show("matter.details", council=1, matter=second)


async def _climb(town: Town) -> None:
    """A matter goes up every way there is: by those behind it, the head, the clock, a second discontent."""
    words = town.text[:500]
    number = await town.propose("q " + words, cast.NEIGHBOUR)
    day = (town.now + 5 * DAY).date()
    for what in ("ladder", "limits"):
        await town.do(ladder_settings.show_ladder, council=1, what=what, by=cast.HEAD, back=town.back())
    await town.do(ladder_settings.press_level, intent=Intent("rung", 1, 2), by=cast.HEAD, back=town.back())
    await town.do(ladder_settings.press_level, intent=Intent("limit", 1, 0, "callers"), by=cast.HEAD, back=town.back())
    await town.press(matters.accept_matter, number, cast.CLERK)
    await town.press(followups.resolve_matter, number, cast.CLERK, text=words)
    await town.press(followups.assign_matter, number, cast.CLERK, handler=await _member(town, cast.HANDLER), day=day)
    await town.press(escalation.call_upwards, number, cast.NEIGHBOUR, reason=words)
    await town.press(escalation.call_upwards, number, cast.HEAD, reason=words)
    await town.press(assignments.pause_clock, number, cast.CLERK, reason=words)
    await town.show("matter.details", council=1, matter=number)
    await town.press(assignments.resume_clock, number, cast.CLERK)
    for _ in range(2):
        await town.press(followups.report_done, number, cast.CLERK, text=words)
        await town.press(followups.record_feedback, number, cast.NEIGHBOUR, answer=Answer.NO, reason=words)
    await town.do(
        ladder_settings.staff_level,
        council=1,
        level=Level.DEPARTMENT,
        who=town.name[:30],
        name=town.name[:20],
        by=cast.HEAD,
        back=town.back(),
    )
    await town.do(
        ladder_settings.staff_level,
        council=1,
        level=Level.STREET,
        mentioned=town.called(cast.CLERK),
        by=cast.HEAD,
        back=town.back(),
    )
    other = await town.propose("r " + words, cast.NEIGHBOUR)
    await town.press(matters.accept_matter, other, cast.CLERK)
    await town.press(followups.resolve_matter, other, cast.CLERK, text=words)
    await town.press(followups.assign_matter, other, cast.CLERK, handler=await _member(town, cast.HANDLER), day=day)
    await town.until(town.now + 20 * DAY)
    await town.show("matter.details", council=1, matter=other)


async def _tell_apart(town: Town) -> None:
    """A hazard, a formal proposal and a ticket, and the lists of them."""
    words = town.text[:500]
    for view in ("hazards", "tickets"):
        await town.show(view, council=1, page=1)
    hazard = await town.propose("s " + words, cast.NEIGHBOUR)
    await town.press(classification.set_kind, hazard, cast.CLERK, kind=Kind.HAZARD.value)
    proposal = await town.propose("t " + words, cast.NEIGHBOUR)
    await town.press(classification.set_kind, proposal, cast.CLERK, kind=Kind.PROPOSAL.value)
    await town.press(matters.toggle_support, proposal, cast.RESIDENT)
    await town.press(matters.toggle_support, proposal, cast.CLERK)
    await town.show("matter.details", council=1, matter=proposal)
    clerk: dict[str, Any] = {"council": 1, "by": cast.CLERK, "back": town.back()}
    await town.do(classification.kind_menu, **clerk, number=proposal)
    await town.do(classification.ask_photo, **clerk, number=hazard, text=words)
    for place in range(2):
        said = builders.said(words, town.called(cast.CLERK))
        await town.do(hotline.enter_ticket, **clerk, number=f"A{place}" + "1" * 30, said=said)
    ticket = await town.store.run(lambda tx: members.get_council(tx, 1).next_matter - 1)
    await town.press(matters.merge_matters, ticket, cast.CLERK, into=ticket - 1)
    for view in ("hazards", "tickets", "stats"):
        await town.show(view, council=1, page=1)
    for which in ("open", "ended"):
        await town.show("list", council=1, page=1, words="", which=which)
    await town.press(matters.accept_matter, ticket - 1, cast.CLERK)
    await town.press(followups.resolve_matter, ticket - 1, cast.CLERK, text=words)
    await town.press(followups.report_done, ticket - 1, cast.CLERK, text=words)
    await town.show("tickets", council=1, page=1)


async def _mediate(town: Town) -> None:
    # Everybody bears one name here: the two sides are told apart by user names.
    for account, username in ((cast.RESIDENT, "minmin"), (cast.NEIGHBOUR, "sundaye")):
        await town.store.run(members.register_member, 1, replace(town.called(account), username=username))
        await town.do(members.open_private_chat, by=account, back=town.back(account.id))
    clerk: dict[str, Any] = {"council": 1, "by": cast.CLERK, "back": town.back(cast.CLERK.id)}
    about = f"@minmin @sundaye {town.text}"[:1000]
    await town.do(mediations.start_mediation, **clerk, text=about)
    await _both(town, "yes")
    resident: dict[str, Any] = {"council": 1, "by": cast.RESIDENT, "back": town.back(cast.RESIDENT.id)}
    await town.do(mediations.write_note, **resident, number=1, as_="say", text=town.text[:1000])
    await town.do(mediations.write_agreement, **clerk, number=1, text=town.text[:1000])
    await town.do(mediations.agreement_day, **clerk, number=1, text="3d")
    await _both(town, "ok")
    await town.until(town.now + 5 * DAY)
    await _both(town, "kept")
    await town.do(mediations.start_mediation, **clerk, text=about)
    await town.show("stats", council=1)
    await town.show("mediation", cast.CLERK.id, council=1, mediation=9, person=1)


async def _both(town: Town, arg: str) -> None:
    for account in (cast.RESIDENT, cast.NEIGHBOUR):
        intent = Intent("mediate", 1, 1, arg)
        await town.do(mediations.press_mediation, intent=intent, by=account, back=town.back(account.id))


async def _own(town: Town) -> None:
    row = Row(unit="3-1-502", building="3", owners=(town.name,), phones=("",), area="98.5", share="0.5")
    wishes = {"council": 1, "by": cast.CLERK, "back": town.back(cast.CLERK.id)}
    waiting = await town.do(rolls.hold_draft, council=1, by=cast.CLERK, file=SentFile("f1"), digest="", compared=0)
    ready = rolls.number_heads([row], 1)
    await town.do(rolls.import_roll, waiting=waiting, by=cast.CLERK, ready=ready, changed=Difference())
    await town.do(rolls.show_roll, **wishes)
    await town.do(unit_links.issue_codes, council=1, by=cast.CLERK, make=lambda: "K7QF2M9TXH4P8RW", unit="3-1-502")
    await town.do(unit_links.ask_about_unit, code="K7QF2M9TXH4P8RW", by=cast.RESIDENT, back=town.back(cast.RESIDENT.id))
    asked = await town.store.run(lambda tx: tx.find(SentMessage, "chat", cast.RESIDENT.id, newest_first=True)[0])
    intent, back = (
        Intent("link", 1, 0, unit_links.hash_code("K7QF2M9TXH4P8RW")),
        ReplyTo("re/link", asked.chat, asked.message),
    )
    await town.do(unit_links.link_unit, intent=intent, by=cast.RESIDENT, back=back)
    unlink = Intent("unlink", 1, 0, short_label("3-1-502"))
    await town.do(unit_links.unlink_unit, intent=unlink, by=cast.RESIDENT, back=back)


async def _vote(town: Town) -> None:
    await town.store.run(builders.roll, {"3-1-502": "98.5", "3-1-503": "80", "4-101": "70.25"})
    await town.store.run(builders.tied, town.called(cast.RESIDENT), "3-1-502")
    await town.store.run(builders.tied, town.called(cast.NEIGHBOUR), "3-1-502", "4-101")
    await town.store.run(builders.tied, town.called(cast.CAPTAIN), "4-101")
    for number in (6, 7, 8):
        await town.press(matters.accept_matter, number, cast.CLERK)
    first = await _vote_on(town, 6, "rule=cn.owners.ordinary", "mode=secret", "lasts=3d", "scope=all")
    await town.do(votes.ask_result, council=1, number=6, by=cast.RESIDENT, back=town.back())
    await _tap(town, ballots.press_choice, cast.RESIDENT, "cast", first, Choice.AGREE)
    await town.do(reminders.remind_voters, council=1, number=6, by=cast.CLERK, back=town.back())
    await _on_paper(town, 6, first)
    await town.show("vote.mine", cast.RESIDENT.id, account=cast.RESIDENT.id)
    await town.until(town.now + 4 * DAY)
    await town.do(votes.ask_result, council=1, number=6, by=cast.RESIDENT, back=town.back())
    await town.show("matter.details", council=1, matter=6)
    second = await _vote_on(town, 7, "rule=council.default", "mode=named", "lasts=30d", official=True)
    await _tap(town, ballots.press_choice, cast.HEAD, "cast", second, Choice.AGREE)
    await _tap(town, ballots.press_choice, cast.CLERK, "cast", second, Choice.AGREE)
    await town.until(town.now + 31 * DAY)
    third = await _vote_on(town, 8, "rule=cn.owners.affected", "mode=named", "lasts=24h", "scope=0")
    await town.do(votes.void_vote, council=1, number=third, by=await _member(town, cast.HEAD), text=town.text[:500])
    await town.do(votes.ask_result, council=1, number=8, by=cast.RESIDENT, back=town.back())


async def _vote_on(town: Town, matter: int, *args: str, official: bool = False) -> int:
    """Put a vote together as far as the buttons go, and open it; give its number."""
    await town.do(vote_drafts.start_draft, council=1, number=matter, text="", by=cast.HEAD, back=town.back())
    number = int(await town.store.run(lambda tx: members.get_council(tx, 1).next_vote - 1))
    for arg in args:
        await _tap(town, vote_drafts.choose_option, cast.HEAD, "vote_set", number, arg)
    if official:
        await _tap(town, vote_drafts.confirm_official, cast.HEAD, "vote_official", number)
    await _tap(town, vote_drafts.open_vote, cast.HEAD, "vote_open", number)
    return number


async def _on_paper(town: Town, matter: int, vote: int) -> None:
    """The clerk enters a paper ballot, and the head witnesses it."""
    for account in (cast.HEAD, cast.CLERK):
        await town.do(members.open_private_chat, by=account, back=town.back(account.id))
    paper = {"council": 1, "number": matter, "unit": "3-1-503", "choice": Choice.AGAINST}
    await town.do(paper_ballots.enter_paper, **paper, by=cast.CLERK, back=town.back(cast.CLERK.id))
    waiting = await town.store.run(lambda tx: tx.find(Paper, "vote", 1, vote)[0])
    await _tap(town, paper_ballots.witness_paper, cast.HEAD, "witness", vote, waiting.ticket)


async def _tap(town: Town, service: Callable[..., Any], by: Account, *intent: Any) -> None:
    act, number, *arg = intent
    await town.do(service, intent=Intent(act, 1, number, *arg), by=by, back=town.back())


async def _member(town: Town, account: Account) -> Any:
    return await town.store.run(members.register_member, 1, town.called(account))


async def _ask(town: Town) -> None:
    for name in ASKS:
        params = {
            "number": 1,
            "then": "matter",
            "day": "2027-03-01",
            "place": masking.shown_text(town.text, 60),
            "asked": "resolve",
            "so_far": masking.shown_text(town.text, 300),
            "text": "2027-03-01",
        }
        for chat in (cast.GROUP, cast.RESIDENT.id):
            await town.do(
                questions.ask_question, name=name, council=1, by=cast.RESIDENT, back=town.back(chat), params=params
            )
    wrong = {"error": "too_long", "limit": 1, "length": 2}
    await town.do(questions.ask_question, name="propose", council=1, by=cast.RESIDENT, back=town.back(), error=wrong)


async def _choose(town: Town) -> None:
    for what in ("summary", "digest"):
        await town.do(settings.show_settings, council=1, what=what, by=cast.HEAD, back=town.back())
    await town.do(settings.choose_setting, council=1, what="digest", on=True, by=cast.HEAD, back=town.back())
    number = await town.propose(f"digest {town.text}"[:MATTER_TEXT_LIMIT], cast.NEIGHBOUR)
    await town.press(matters.accept_matter, number, cast.CLERK)
    await town.until(town.now + 2 * DAY)
    await town.do(settings.choose_setting, council=1, what="digest", on=False, by=cast.HEAD, back=town.back())


async def _be_away(town: Town) -> None:
    """A matter takes months; the bot is down over a promised day; its handler leaves with work in their hands."""
    words = town.text[:500]
    for letter in "uv":
        number = await town.propose(f"{letter} {words}", cast.NEIGHBOUR)
        await town.press(matters.accept_matter, number, cast.CLERK)
        await town.press(followups.resolve_matter, number, cast.CLERK, text=words)
        handed = {"handler": await _member(town, cast.HANDLER), "day": (town.now + DAY).date()}
        await town.press(followups.assign_matter, number, cast.CLERK, **handed)
        await town.press(assignments.acknowledge, number, cast.HANDLER)
        if letter == "u":
            await town.press(assignments.start_long_run, number, cast.CLERK, reason=words)
            await town.until(town.now + 40 * DAY)
            await town.press(followups.report_progress, number, cast.HANDLER, text=words)
    town.now += 3 * DAY
    await catch_up(town.store, ON_RETURN, town.now)
    await town.until(town.now)
    await town.show("matter.details", council=1, matter=number)
    await town.do(abandoned.handler_left, chat=cast.GROUP, who=town.called(cast.HANDLER))
    await town.do(abandoned.find_abandoned, council=1, person=(await _member(town, cast.HANDLER)).person, present=True)


async def _be_forbidden(town: Town) -> None:
    """The group takes the bot's rights, one after the other; several numbers go on the agenda, and one does not."""
    for right in Right:
        await town.do(presence.report_forbidden, chat=cast.GROUP, right=right)
    await town.do(matters.put_on_agenda, council=1, numbers=(1, 999), rest="9x", by=cast.HEAD, back=town.back())


async def _say_goodbye(town: Town) -> None:
    await town.show("my_data", cast.RESIDENT.id, account=cast.RESIDENT.id)
    await town.show("confirm_forget", cast.RESIDENT.id)
    await town.set_up(cast.OTHER_GROUP)
    await _come_under(town)
    await town.store.run(members.register_member, 2, town.called(cast.RESIDENT))
    said = builders.said(town.text, town.called(cast.RESIDENT), cast.RESIDENT.id)
    await town.do(drafts.hold_draft, said=said, back=town.back(cast.RESIDENT.id))
    await town.do(_blocked, view="matter.yours")
    await town.do(_blocked, view="matter.late")
    await town.press(followups.report_done, 4, cast.HEAD, text=town.text[:1000])
    await town.do(_blocked, view="look_back")
    await town.do(roles.mark_left, chat=cast.GROUP, who=cast.HEAD)


async def _come_under(town: Town) -> None:
    """The first council comes under the second, is listed there and counted with, leaves, and is taken out."""
    there = cast.OTHER_GROUP
    await _join(town)
    await _send_up(town)
    for council, chat in ((1, cast.GROUP), (2, there)):
        await town.do(joining.show_parent, council=council, by=cast.HEAD, back=town.back(chat))
    await town.do(child_councils.show_children, council=2, by=cast.HEAD, back=town.back(there))
    for view in ("stats", "members"):
        await town.show(view, there, council=2)
    await town.do(joining.leave_parent, intent=Intent("parent_leave", 1), by=cast.HEAD, back=town.back())
    await _join(town)
    await town.do(joining.release_child, intent=Intent("release", 2, 1), by=cast.HEAD, back=town.back(there))


async def _send_up(town: Town) -> None:
    """Matters go up to the street: one is done there and closed, one is given back, one is taken back."""
    above: dict[str, Any] = {
        "council": 2,
        "by": await town.store.run(members.register_member, 2, town.called(cast.HEAD)),
    }
    numbers = [await town.propose(f"{letter} up {town.text}"[:MATTER_TEXT_LIMIT], cast.RESIDENT) for letter in "qrst"]
    for number in numbers:
        await town.press(matters.accept_matter, number, cast.CLERK)
        await town.press(followups.resolve_matter, number, cast.CLERK, text=town.text[:500])
        handed = {"handler": await _member(town, cast.HANDLER), "day": (town.now + 5 * DAY).date()}
        await town.press(followups.assign_matter, number, cast.CLERK, **handed)
        await town.press(escalation.call_upwards, number, cast.HEAD, reason=town.text[:500], to=Level.STREET)
    await town.show("matter.details", cast.OTHER_GROUP, council=2, matter=1)
    await town.do(assignments.acknowledge, **above, number=1)
    for number in (1, 2):
        await town.do(followups.report_done, **above, number=number, text=town.text[:1000])
    no = {"answer": Answer.NO, "reason": town.text[:500]}
    await town.press(followups.record_feedback, numbers[0], cast.RESIDENT, **no)
    await town.do(followups.report_done, **above, number=1, text=town.text[:1000])
    await town.press(followups.record_feedback, numbers[0], cast.RESIDENT, answer=Answer.YES)
    await town.do(parent_matters.return_to_child, **above, number=3, reason=town.text[:500])
    await town.do(councils.mark_bot_absent, chat=cast.OTHER_GROUP)
    await town.press(parent_matters.return_to_child, numbers[3], cast.HEAD, reason=town.text[:500])
    await town.do(councils.mark_bot_present, chat=cast.OTHER_GROUP)
    await town.until(town.now + 8 * DAY)


async def _join(town: Town) -> None:
    intent = Intent("parent_level", 2, 0, "3")
    await town.do(joining.choose_parent, intent=intent, by=cast.HEAD, back=town.back(cast.OTHER_GROUP))
    given = next(told.drawn for told in reversed(town.told) if told.view == "parent.code")
    assert isinstance(given, Card)
    code = parse_code(given.text[given.text.index("/parent ") + 8 :][:9])
    await town.do(joining.join_parent, code=code, by=cast.HEAD, back=town.back())


def _blocked(tx: Tx, *, view: str, now: datetime) -> None:
    """The handler has blocked the bot: what was for them alone is told in the group instead."""
    handler = members.find_member(tx, 1, cast.HANDLER.id)
    params: Params = {"council": 1, "matter": 4, "person": handler.person if handler else 0}
    telling = OutboxMessage(id=f"gone/{view}", chat=cast.HANDLER.id, view=view, params=params, due=now)
    registry.refused(tx, telling, Why.GONE, now)


@cache
def life(language: str, text: str, name: str) -> tuple[Told, ...]:
    """Give everything that is told in a town; it is the same for every test that asks."""
    town = Town(language, text, name)
    asyncio.run(_live(town))
    return tuple(town.told)

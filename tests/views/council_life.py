"""A council's whole life, told as the outbox would tell it: everything that people can meet, as it is drawn."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, partial
from itertools import count, product
from typing import Any

from bot.domain.clues.clue import CLUE_LIMIT, RESULT_LIMIT
from bot.domain.clues.draft import SOURCE_LIMIT, ClueLine
from bot.domain.councils.council import Account, Role
from bot.domain.councils.counter import Numbered
from bot.domain.councils.join_code import parse_code
from bot.domain.councils.practice import Practice
from bot.domain.councils.settings_page import SettingsPage
from bot.domain.duty.turn import DutyDraft, DutyLine, DutyPerson
from bot.domain.grids.check import GridCheck
from bot.domain.grids.grid import GridDraft
from bot.domain.grids.sheet import GridSheet, GridSheetLine
from bot.domain.hierarchy.escalation_ladder import Level
from bot.domain.hosts.host import HostText
from bot.domain.matters.acts import Act
from bot.domain.matters.closing import UNDONE_AFTER
from bot.domain.matters.desk_place import DeskPlace, Filter, Queue
from bot.domain.matters.digest import News
from bot.domain.matters.kind import Kind
from bot.domain.matters.matter import MATTER_TEXT_LIMIT, Answer, Matter
from bot.domain.meetings.meeting import Meeting, MeetingState
from bot.domain.notices.notice import NOTICE_LIMIT
from bot.domain.points.point_lines import ListKind, PointLine
from bot.domain.polls import poll
from bot.domain.rolls.roll import Difference, Row
from bot.domain.rolls.unit_labels import short_label
from bot.domain.shared import masking
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.incoming_message import Attachment, SentFile
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.masking import shown_text
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import OutboxMessage, Right, SentMessage
from bot.domain.shared.question import Draft
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.domain.surveys.survey import QuestionKind
from bot.domain.votes.ballot import Paper
from bot.domain.votes.tally import Choice
from bot.domain.wishes.wish import Faces
from bot.jobs.runner import catch_up, next_due, run_due_jobs
from bot.locales import words
from bot.messages import registry
from bot.ports import Card, Closed, Sent, StopPoll, Tx, Why
from bot.services.clues import clues
from bot.services.clues import intake as clue_intake
from bot.services.clues import sources as clue_sources
from bot.services.councils import councils, members, parties, practices, presence, roles, settings
from bot.services.duty import duty, rosters, swaps
from bot.services.events import check_ins, events, sign_ups
from bot.services.grids import checks, grid_people, maps, problems
from bot.services.grids.checkers import NUDGE
from bot.services.hierarchy import escalation, joining, ladder_settings, parent_matters
from bot.services.hosts import bench_meetings, hosts, opinion_matters
from bot.services.letters import letters
from bot.services.matters import (
    abandoned,
    archives,
    assignment_dialog,
    assignments,
    classification,
    closings,
    detail_page,
    drafts,
    hotline,
    previews,
    procedures,
    progress,
    proposals,
    publications,
    recorded_by_others,
    resolutions,
    triage,
    verification,
)
from bot.services.mediation import mediations
from bot.services.meetings import attendance, calendar_file, meetings, minutes, planning, rescheduling, sessions
from bot.services.notices import notices
from bot.services.pledges import pledge_months, pledges
from bot.services.points import accounts, lists, orders, review_jobs, reviews
from bot.services.points import claims as point_claims
from bot.services.points import settings as points_settings
from bot.services.polls import polls
from bot.services.reactions import perform
from bot.services.rolls import invitations, rolls, unit_links
from bot.services.scheduled_jobs import JOBS, ON_RETURN
from bot.services.shared import dispatch, questions
from bot.services.shared.enqueue import ReplyTo, reply
from bot.services.shared.holidays import holidays
from bot.services.stars import nominations, star_rounds
from bot.services.surveys import draft_questions, forms, results, survey_jobs
from bot.services.surveys import drafts as survey_drafts
from bot.services.votes import ballots, paper_ballots, reminders, vote_drafts, votes
from bot.services.wishes import claims, fulfilment, wish_drafts
from bot.views.meetings.meetings import MEETING_NEWS
from bot.views.polls.polls import USUAL_OPTIONS
from bot.views.shared.confirmations import CONFIRMATIONS, DECLINED
from bot.views.shared.help_pages import HelpPage
from bot.views.shared.questions import QUESTION_TEXTS
from bot.views.wishes.wishes import NEWS
from handlers.telegram.features import FEATURES
from storage.memory import MemoryStore
from tests import builders, cast
from tests.cast import private

PHOTO = Attachment("photo", "photo-1")
PLACE = Attachment("location", "31.2304,121.4737")
DAY = timedelta(days=1)
LIST_SIGNS = re.compile(r"[，,;；、：:|/]")


@dataclass(frozen=True)
class Told:
    """One message as it is drawn: where it goes and what it shows."""

    view: str
    chat: ChatId
    what: str  # what the row was asked for more closely: the question, the news, the sentence
    drawn: Card | StopPoll


class CouncilLife:
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

    def line(self, length: int) -> str:
        """The beginning of what everybody says, on one line and without signs that part a list."""
        return " ".join(LIST_SIGNS.sub("", self.text).split())[:length].strip()

    def reply_to(self, chat: ChatId = cast.GROUP) -> ReplyTo:
        """Where an answer goes."""
        return builders.back(f"t{next(self._answers)}", chat)

    async def do(self, act: Callable[..., Any], **wishes: Any) -> Any:
        """Do something, and tell what follows from it."""
        if "by" in wishes:
            wishes["by"] = self.called(wishes["by"])
        value = await self.store.run(perform, act, now=self.now, **wishes)
        await self.store.run(perform, self._tell)
        return value

    async def set_up(self, chat: ChatId = cast.GROUP, *, hears_all: bool = True) -> None:
        """Make a group a council; again: show what is set."""
        await self.do(
            councils.set_up,
            name=self.name,
            by=cast.HEAD,
            admin=True,
            hears_all=hears_all,
            defaults=replace(builders.DEFAULTS, language=self.language),
            reply_to=self.reply_to(chat),
        )

    async def press(self, use_case: Callable[..., Any], number: int, by: Account, **wishes: Any) -> None:
        """Press a button about a matter or meeting."""
        intent = Intent("press", 1, number)
        await self.do(
            dispatch.press_button, use_case=partial(use_case, **wishes), intent=intent, by=by, reply_to=self.reply_to()
        )

    async def show(self, view: str, chat: ChatId = cast.GROUP, **params: Any) -> None:
        """Ask for something to be shown."""
        await self.do(reply, reply_to=self.reply_to(chat), view=view, params=MessageParams(**params), remember=True)

    async def propose(self, text: str, by: Account = cast.RESIDENT, *attachments: Attachment) -> int:
        """Bring up a matter, although there may be similar ones; give its number."""
        said = builders.said(text, self.called(by), attachments=attachments)
        number = await self.do(drafts.propose_matter, council=1, said=said, by=by, reply_to=self.reply_to())
        if number is None:
            similar = next(told for told in reversed(self.told) if told.view == "similar")
            assert isinstance(similar.drawn, Card)
            intent = similar.drawn.buttons[-1][0].intent
            message = next(self._messages) - 1
            await self.do(
                drafts.submit_draft,
                intent=intent,
                by=by,
                reply_to=replace(self.reply_to(), message=MessageId(str(message))),
            )
            number = await self.store.run(lambda tx: tx.last_number(1, Numbered.MATTER))
        return int(number)

    async def until(self, moment: datetime) -> None:
        """Move the time on, and run each job when it is due."""
        while (due := await next_due(self.store)) and due <= moment:
            self.now = max(self.now, due)
            await run_due_jobs(self.store, JOBS, self.now)
            await self.store.run(perform, self._tell)
        self.now = max(self.now, moment)

    def _tell(self, tx: Tx) -> None:
        while waiting := tx.find(OutboxMessage, "chat"):
            for outgoing in waiting:
                tx.drop(OutboxMessage, outgoing.key)
                drawn = registry.draw(tx, outgoing, self.now, FEATURES)
                if drawn is None:
                    continue
                self.told.append(Told(outgoing.view, outgoing.chat, _closer(outgoing.params), drawn))
                self._settle(tx, outgoing, drawn)

    def _settle(self, tx: Tx, outgoing: OutboxMessage, drawn: Card | StopPoll) -> None:
        if isinstance(drawn, StopPoll):
            registry.on_delivered(tx, outgoing, Closed((2, 1, 0), 3), self.now)
            return
        earlier = tx.find(SentMessage, "about", outgoing.id) if outgoing.in_place else []
        message = earlier[-1].message if earlier else MessageId(str(next(self._messages)))
        tx.put(
            SentMessage(
                chat=outgoing.chat,
                group=outgoing.group,
                message=message,
                about=outgoing.id,
                view=outgoing.view,
                params=outgoing.params,
                at=self.now,
            )
        )
        sent = Sent(message, f"native-{message}" if drawn.poll else None)
        registry.on_delivered(tx, outgoing, sent, self.now)


def _closer(params: MessageParams) -> str:
    return params.reply.key if params.reply else params.ask or params.what


async def _live(life: CouncilLife) -> None:
    await _begin(life)
    await _look_around(life)
    await _sort(life)
    await _poll(life)
    await _carry_out(life)
    await _meet(life)
    await _sit(life)
    await _enter(life)
    await _write_letters(life)
    await _mediate(life)
    await _proceed(life)
    await _own(life)
    await _vote(life)
    await _climb(life)
    await _tell_apart(life)
    await _ask(life)
    await _choose(life)
    await _say_plainly(life)
    await _be_away(life)
    await _be_forbidden(life)
    # Near the end: what they do every day is done again on each day that passes after them.
    await _notices(life)
    await _duty(life)
    await _events(life)
    await _wishes(life)
    await _surveys(life)
    await _hosts(life)
    await _grids(life)
    await _pledges(life)
    await _points(life)
    await _stars(life)
    await _clues(life)
    await _say_goodbye(life)


async def _begin(life: CouncilLife) -> None:
    await life.do(councils.mark_bot_present, chat=cast.GROUP)
    await life.set_up()
    await life.set_up(hears_all=False)
    for account, role in ((cast.CLERK, Role.CLERK), (cast.HANDLER, Role.HANDLER), (cast.CAPTAIN, Role.CAPTAIN)):
        await life.do(
            roles.appoint_member, by=cast.HEAD, whom=life.called(account), role=role, reply_to=life.reply_to()
        )
    await life.do(
        roles.appoint_member, by=cast.HEAD, whom=life.called(cast.CAPTAIN), role=None, reply_to=life.reply_to()
    )
    seated: dict[str, Any] = {"whom": life.called(cast.HANDLER), "words": f"{life.name[:9]} 任期2026-03-04"}
    await life.do(roles.appoint_member, by=cast.HEAD, role=Role.HANDLER, reply_to=life.reply_to(), **seated)
    for account in (cast.RESIDENT, cast.NEIGHBOUR):
        await life.store.run(members.register_member, 1, life.called(account))
    await life.do(members.open_private_chat, by=cast.RESIDENT, reply_to=life.reply_to(private(cast.RESIDENT)))
    await life.show("list", council=1, page=1, words="")
    await life.show("mine", account=cast.RESIDENT.id, council=0)


async def _look_around(life: CouncilLife) -> None:
    first = await life.propose(life.text, cast.RESIDENT, PHOTO, PLACE)
    for letter in "abcdefghijk":
        await life.propose(f"{letter} {life.text}"[:MATTER_TEXT_LIMIT], cast.NEIGHBOUR)
    await life.press(proposals.support_matter, first, cast.NEIGHBOUR)
    for by in (cast.RESIDENT, cast.NEIGHBOUR):  # in private, and in the group
        await life.do(detail_page.press_details, intent=Intent("details", 1, first), by=by, reply_to=life.reply_to())
    for by in (cast.RESIDENT, cast.NEIGHBOUR, cast.CLERK):
        await life.do(
            dispatch.reply_in_private,
            find=detail_page.find_acts,
            intent=Intent("acts", 1, first),
            by=by,
            reply_to=life.reply_to(),
        )
    await life.do(
        detail_page.category_menu, intent=Intent("category", 1, first), by=cast.CLERK, reply_to=life.reply_to()
    )
    for page in SettingsPage:
        await life.show("settings", council=1, section=page, person=1)
    await life.show("settings", council=1, section=SettingsPage.DIGEST, person=0)
    for practice in Practice:
        press = Intent("set_practice", 1, 1, practice)
        await life.do(practices.press_practice, intent=press, by=cast.HEAD, reply_to=life.reply_to())
    await life.show("settings", council=1, section=SettingsPage.PRACTICES, person=1)
    for limit in ("accept", "callers", "post", "3"):
        await life.show("settings", council=1, section=f"{SettingsPage.LIMITS}.{limit}", person=1)
    await life.show("menu", council=1)
    await life.show("unknown_command", council=1, command="propse")
    await life.show("private_door", council=1, code="c-1")
    await life.show("vote.receipt_door", council=1, code="r-K7QF2M9TXH4P")
    for section in HelpPage:
        await life.show("help", section=section)
    await life.show("members", council=1)
    await life.show("stats", council=1)
    await life.show("list", council=1, page=2, words="")
    await life.show("list", council=1, page=1, words=life.text[:50])
    await life.show("list", council=1, page=1, words="zzz")
    await life.show("mine", account=cast.RESIDENT.id, council=1)
    clerk = (await _member(life, cast.CLERK)).person
    accepted = Reply("did_accept", {"number": 1})
    every = DeskPlace(queue="all", state="submitted", category="requests", handler=1, building="3")
    places = (DeskPlace(), DeskPlace(matter=first), DeskPlace(queue="all", page=2, words=life.text[:50]), every)
    menus = (DeskPlace(queue="waiting", menu=each) for each in Filter)
    for place in (*places, *menus, *(DeskPlace(queue=each) for each in Queue)):
        await life.show("desk", council=1, person=clerk, desk=place, reply=accepted)


async def _sort(life: CouncilLife) -> None:
    await life.press(triage.accept_matter, 1, cast.CLERK)
    clerk = await life.store.run(members.get_member, 1, cast.CLERK.id)
    await life.show("matter.acts", council=1, matter=1, person=clerk.person)
    await life.press(triage.reject_matter, 2, cast.CLERK, reason=life.text[:500])
    await life.press(triage.restore_matter, 2, cast.CLERK)
    await life.press(triage.withdraw_matter, 2, cast.NEIGHBOUR)
    await life.do(members.open_private_chat, by=cast.NEIGHBOUR, reply_to=life.reply_to(private(cast.NEIGHBOUR)))
    await life.press(triage.merge_matters, 3, cast.CLERK, into=1)
    await life.press(triage.accept_matter, 4, cast.CLERK)
    await life.press(triage.put_one_on_agenda, 4, cast.CLERK)
    await life.press(triage.put_one_on_agenda, 1, cast.CLERK)


async def _poll(life: CouncilLife) -> None:
    said = " ".join(life.text.split())[:90]
    asked = poll.parse_poll(f"1h 多选 {said}\n{said} 1\n{said} 2\n{said} 3", USUAL_OPTIONS)
    about = poll.parse_poll("1h 1", tuple(str(words(life.language)(option)) for option in USUAL_OPTIONS))
    for each in (asked, about):
        await life.do(polls.ask_poll, by=cast.CLERK, asked=each, reply_to=life.reply_to())
    await life.until(life.now + timedelta(hours=2))


async def _notices(life: CouncilLife) -> None:
    """A notice that is read, corrected, reminded of, over; one that is taken down; the list with and without any."""
    await life.show("notices", council=1, person=1)
    for _ in range(2):
        await life.do(
            notices.post_notice,
            council=1,
            text=life.text[:NOTICE_LIMIT],
            attachments=(PHOTO,),
            by=cast.CLERK,
            reply_to=life.reply_to(private(cast.CLERK)),
        )
    await life.show("notices", council=1, person=1)
    for number, act, by in (
        (1, notices.press_read, cast.RESIDENT),
        (1, notices.press_remind, cast.CLERK),
        (2, notices.press_withdraw, cast.CLERK),
    ):
        await life.do(act, intent=Intent("notice", 1, number), by=by, reply_to=life.reply_to())
    clerk = await life.store.run(members.get_member, 1, cast.CLERK.id)
    await life.do(notices.correct_notice, council=1, number=1, by=clerk, text=life.text[:NOTICE_LIMIT])
    for person in (0, 1, clerk.person):
        await life.show("notice.page", council=1, number=1, person=person)
    await life.until(life.now + 8 * DAY)


async def _duty(life: CouncilLife) -> None:
    """A roster with an unknown name, confirmed; turns that are reminded of and swapped; days without anybody."""
    where = life.reply_to(private(cast.CLERK))
    clerk, head, neighbour = [
        await life.store.run(members.get_member, 1, each.id) for each in (cast.CLERK, cast.HEAD, cast.NEIGHBOUR)
    ]
    text = "明天 Zhou 带班 Wu\n每周一 Zhou\n每月1日 空缺"
    for chosen in ("no", "yes"):
        await life.do(duty.write_lines, council=1, text=text, by=cast.CLERK, reply_to=where)
        (draft,) = await life.store.run(lambda tx: tx.find(DutyDraft, "account", cast.CLERK.id))
        press = Intent("duty_draft", 1, draft.number, chosen)
        await life.do(duty.press_draft, intent=press, by=cast.CLERK, reply_to=where)
        await life.show("duty.draft", council=1, number=draft.number, chosen=chosen)
    lines = tuple(
        DutyLine(day=(life.now + n * DAY).date(), on_duty=(DutyPerson(person=each.person),))
        for n, each in ((3, clerk), (4, neighbour), (5, clerk))
    )
    council = await life.store.run(members.get_council, 1)
    await life.store.run(rosters.put_lines, council, lines, now=life.now)
    await life.do(duty.set_telephone, council=1, by=head, text="0571-12345678")
    for person in (0, clerk.person):
        await life.show("duty", council=1, person=person)
    for number, act, other in ((1, swaps.press_yes, cast.NEIGHBOUR), (2, swaps.press_no, cast.RESIDENT)):
        turn = (await life.store.run(rosters.coming_turns, 1, clerk.person, life.now.date()))[0]
        await life.show("duty.reminder", council=1, number=turn.number, person=clerk.person)
        await life.do(swaps.ask_swap, council=1, number=turn.number, name="", whom=other, by=clerk)
        for person in (head.person, clerk.person):
            await life.show("duty.swap", council=1, number=number, person=person)
        await life.do(act, intent=Intent("duty_swap", 1, number), by=other, reply_to=life.reply_to())
    day = (life.now + DAY).date().isoformat()
    await life.show("duty.gaps", council=1)
    await life.show("duty.unreached", council=1, first=day)
    await life.until(life.now + DAY)


async def _grids(life: CouncilLife) -> None:
    """A map, confirmed; checks that are answered, led to a matter, late, passed on; a month; wardens who left."""
    clerk, neighbour = [await life.store.run(members.get_member, 1, each.id) for each in (cast.CLERK, cast.NEIGHBOUR)]
    sheet = GridSheet(
        tuple(
            GridSheetLine(n, f"G{n}", name, "1-9号楼" if n == 1 else f"{n * 10}号楼", "Zhou", "East")
            for n, name in enumerate(["Wu"] * 10, 1)
        )
    )
    private_chat = life.reply_to(private(cast.CLERK))
    await life.show("grids", council=1, person=2)
    for chosen in ("no", "yes"):
        draft = await life.do(maps.hold_sheet, council=1, sheet=sheet, by=cast.CLERK)
        assert isinstance(draft, GridDraft)
        await life.show("grid.draft", council=1, number=draft.number)
        press = Intent("grid_draft", 1, draft.number, chosen)
        await life.do(maps.press_draft, intent=press, by=cast.CLERK, reply_to=private_chat)
        await life.show("grid.draft", council=1, number=draft.number, chosen=chosen)
    for number, whom in ((1, cast.NEIGHBOUR), (2, cast.RESIDENT)):
        change = {"council": 1, "number": number, "text": "", "whom": whom, "deputy": False, "by": clerk}
        await life.do(grid_people.change_person, **change)
    await life.until(life.now + DAY)
    asked = await life.store.run(lambda tx: tx.find(GridCheck, "person", 1, neighbour.person))
    today = asked[-1]
    for part in ("", NUDGE):
        for person in (clerk.person, neighbour.person):
            await life.show("grid.check", council=1, number=today.number, person=person, part=part)
    for act in (checks.press_fine, checks.press_found):
        await life.do(
            act, intent=Intent("", 1, today.number), by=cast.NEIGHBOUR, reply_to=life.reply_to(private(cast.NEIGHBOUR))
        )
        await life.show("grid.check", council=1, number=today.number, person=clerk.person)
    said = builders.said(life.text[:1000], life.called(cast.NEIGHBOUR), private(cast.NEIGHBOUR))
    wishes = {"council": 1, "number": today.number, "said": said, "by": cast.NEIGHBOUR}
    await life.do(problems.bring_up, **wishes, reply_to=life.reply_to(private(cast.NEIGHBOUR)))
    await life.show("grid.check", council=1, number=today.number, person=clerk.person)
    for text in ("1", "99"):
        await life.show("grid.found", council=1, person=clerk.person, words=text)
    await life.show("grids", council=1, person=clerk.person)
    await life.show("grid.matter", council=1, matter=1, number=today.grid, person=clerk.person)
    for gone in (clerk.person, neighbour.person):
        await life.show("grid.left", council=1, person=clerk.person, whom=gone)
    first = today.day.replace(day=1).isoformat()
    await life.show("grid.month", council=1, person=clerk.person, first=first, what="late")


async def _clues(life: CouncilLife) -> None:
    """Clues of long names and words: typed, alike, from a file, with a handler, a result, on an agenda, left behind."""
    clerk, resident = [await life.store.run(members.get_member, 1, each.id) for each in (cast.CLERK, cast.RESIDENT)]
    words, name = life.text[:CLUE_LIMIT], f"{life.text[: SOURCE_LIMIT - 1]}1"
    where = life.reply_to(private(cast.CLERK))
    await life.show("clue.sources", council=1)
    await life.show("clues", council=1, person=clerk.person, page=1)
    await life.show("clues", council=1, person=resident.person, page=1)
    await life.do(clue_intake.write_clue, council=1, text=words, by=cast.CLERK, reply_to=where)
    await life.do(clue_intake.name_source, council=1, number=1, text=name, by=cast.CLERK, reply_to=where)
    await life.show("clue.draft", council=1, number=1, chosen="n")
    for number in range(2, 10):
        await life.do(clue_sources.name_source, council=1, by=clerk, text=f"{name[:-1]}{number}")
    await life.show("clue.sources", council=1)
    await life.show("clue.source", council=1, number=1)
    contact = {"council": 1, "number": 2, "name": "", "whom": cast.NEIGHBOUR}
    await life.do(clue_sources.set_contact, by=clerk, **contact)
    for number in (2, 99):
        await life.show("clue.source", council=1, number=number)
    await life.do(clue_intake.write_clue, council=1, text=words, by=cast.CLERK, reply_to=where)
    await life.show("clue.draft", council=1, number=2)
    lines = tuple(ClueLine(text=words, source=f"{name[:-1]}{each}", first=each > 2) for each in range(2, 14))
    for some in (lines, lines[:1]):
        draft = await life.do(clue_intake.hold_sheet, council=1, lines=some, by=cast.CLERK)
        await life.show("clue.draft", council=1, number=draft.number)
    draft = await life.do(clue_intake.hold_sheet, council=1, lines=(lines[0],) * 9, by=cast.CLERK)
    for arg in ("a", "x"):
        press = Intent("clue_draft", 1, draft.number, arg)
        await life.do(clue_intake.press_draft, intent=press, by=cast.CLERK, reply_to=where)
        draft = await life.do(clue_intake.hold_sheet, council=1, lines=lines[:2], by=cast.CLERK)
    await _handled_clues(life)


async def _handled_clues(life: CouncilLife) -> None:
    """Clues that are assigned, given back, solved, listed, on an agenda, left behind."""
    clerk, resident, contact = [
        await life.store.run(members.get_member, 1, each.id) for each in (cast.CLERK, cast.RESIDENT, cast.NEIGHBOUR)
    ]
    for number in (1, 2, 3):
        whom = {"name": "", "whom": cast.RESIDENT}
        await life.do(clues.give_clue, council=1, number=number, by=clerk, **whom)
    await life.do(clues.give_back, council=1, number=3, by=resident, text=life.text[:RESULT_LIMIT])
    for number in (1, 2, 4, 5, 6, 7):
        await life.do(clues.write_result, council=1, number=number, by=clerk, text=life.text[:RESULT_LIMIT])
    await life.do(clues.give_clue, council=1, number=8, name="", whom=cast.RESIDENT, by=clerk)
    for person in (clerk.person, resident.person):
        for number in (1, 3, 8):
            await life.show("clue", council=1, number=number, person=person)
        for which in ("", "given", "solved", "from2"):
            await life.show("clues", council=1, person=person, page=1, which=which)
    await life.show("clues.meeting", council=1, person=clerk.person, page=1)
    await life.show("clues.left", council=1, person=clerk.person, whom=resident.person, matters=(1, 2, 3, 4, 5))
    await life.show("clue.results", council=1, person=clerk.person)
    await life.show("clue.told", council=1, number=2, person=contact.person)
    for view in ("clues.file", "clues.template"):
        await life.show(view, council=1, person=clerk.person)
    await life.until(life.now + 4 * DAY)


async def _events(life: CouncilLife) -> None:
    """An event with a waiting list, moved, reminded of, closed, held and thanked for; one cancelled; the lists."""
    await life.show("events", council=1, person=1)
    day = f"{life.now + 5 * DAY:%Y-%m-%d}"
    text = (
        f"时间：{day} 10:00\n地点：{life.text[:100]}\n名额：1\n对象：{life.text[:100]}\n请带：{life.text[:100]}\n内容："
    )
    text = text.replace("\n内容", f"\n截止：{day} 9:00\n内容") + life.text[:500]
    reply_to = life.reply_to(private(cast.CLERK))
    for _ in range(2):
        await life.do(events.post_event, council=1, text=text, by=cast.CLERK, reply_to=reply_to)
    await life.show("events", council=1, person=1)
    people = (cast.RESIDENT, cast.NEIGHBOUR)
    for act, by, number in (
        *((sign_ups.press_sign_up, each, 1) for each in people),
        (sign_ups.press_sign_up, cast.RESIDENT, 2),
        (sign_ups.press_leave, cast.RESIDENT, 1),
        (events.press_cancel, cast.CLERK, 2),
    ):
        await life.do(act, intent=Intent("event", 1, number), by=by, reply_to=life.reply_to())
    clerk = await life.store.run(members.get_member, 1, cast.CLERK.id)
    known = [(await life.store.run(members.get_member, 1, each.id)).person for each in people]
    await life.do(events.move_event, council=1, number=1, by=clerk, text=f"{day} 11:00")
    for view in ("event.page", "event.moved_up", "event.moved", "event.reminder", "event.ics"):
        for person in (*known, clerk.person):
            await life.show(view, council=1, number=1, person=person)
    await life.show("event.moved_up", council=1, number=1, person=known[1])
    await life.show("event.cancelled", council=1, number=2, person=known[0])
    await life.until(life.now + 8 * DAY)
    await life.do(check_ins.note_there, council=1, number=1, by=clerk, text="王奶奶")
    for view in ("event.closed", "event.ended", "event.thanks", "event.list", "event.card", "event.page"):
        await life.show(view, council=1, number=1, person=clerk.person, what="late")


async def _wishes(life: CouncilLife) -> None:
    """A wish that is recorded, claimed, reminded of, fulfilled and confirmed; one withdrawn; the lists and the call."""
    await life.show("wishes", council=1, person=1)
    private_reply = life.reply_to(private(cast.CLERK))
    for _ in range(2):
        await life.do(wish_drafts.begin_wish, council=1, text=life.text[:200], by=cast.CLERK, reply_to=private_reply)
        for part, limit in (("whom", 30), ("name", 20), ("contact", 100)):
            said = {"part": part, "text": life.text[:limit]}
            await life.do(wish_drafts.answer_part, council=1, **said, by=cast.CLERK, reply_to=private_reply)
        clerk = await life.store.run(members.get_member, 1, cast.CLERK.id)
        await life.show("wish.draft", council=1, person=clerk.person)
        await life.do(wish_drafts.post_wish, intent=Intent("wish_post", 1), by=cast.CLERK, reply_to=private_reply)
    await life.show("wishes", council=1, person=clerk.person)
    await life.show("wish.call", council=1, what="late")
    claimer = await life.store.run(members.get_member, 1, cast.NEIGHBOUR.id)

    async def look() -> None:
        for view, person, what in product(("wish.page", "wish.task"), (claimer.person, clerk.person), ("", *NEWS)):
            await life.show(view, council=1, number=1, person=person, what=what)

    await life.until(life.now + 15 * DAY)
    for use, by, number in (
        (claims.press_claim, cast.NEIGHBOUR, 1),
        (claims.press_give_back, cast.NEIGHBOUR, 1),
        (claims.press_claim, cast.NEIGHBOUR, 1),
        (claims.press_withdraw, cast.CLERK, 2),
    ):
        await life.do(use, intent=Intent("wish", 1, number), by=by, reply_to=life.reply_to())
    await look()
    await life.until(life.now + 15 * DAY)
    report = partial(fulfilment.report_done, text=life.text[:200], attachments=(PHOTO,), faces=Faces.AGREED)
    await life.do(report, council=1, number=1, by=claimer)
    await life.until(life.now + 4 * DAY)
    await look()
    await life.do(fulfilment.return_wish, council=1, number=1, by=clerk, text=life.text[:200])
    await look()
    await life.do(report, council=1, number=1, by=claimer)
    await life.do(fulfilment.press_confirm, intent=Intent("wish", 1, 1), by=cast.CLERK, reply_to=life.reply_to())
    await life.show("wish.list", council=1, person=clerk.person)
    await look()


async def _surveys(life: CouncilLife) -> None:
    """A survey with every kind of question, previewed, answered, reminded of, ended, shown and followed up."""
    clerk = await life.store.run(members.get_member, 1, cast.CLERK.id)
    who = (await life.store.run(members.get_member, 1, cast.RESIDENT.id)).person
    await _make_survey(life, clerk.person)
    await _answer_survey(life, who)
    for person in (who, clerk.person):
        await life.show("survey.form", council=1, number=1, person=person, page=6)
        await life.show("survey.page", council=1, number=1, person=person)
    await life.do(survey_jobs.press_close, intent=Intent("survey", 1, 1), by=cast.CLERK, reply_to=life.reply_to())
    for act in (survey_drafts.copy_survey, survey_drafts.press_anonymous, survey_drafts.press_post):
        intent = Intent("survey", 1, 1 if act is survey_drafts.copy_survey else 2, "named")
        await life.do(act, intent=intent, by=cast.CLERK, reply_to=life.reply_to(private(cast.CLERK)))
    await _answer_survey(life, who, 2)
    await life.do(survey_jobs.press_close, intent=Intent("survey", 1, 2), by=cast.CLERK, reply_to=life.reply_to())
    await life.do(results.note_outcome, council=1, number=2, by=clerk, text=life.text[:500])
    for view in ("survey.card", "survey.outcome", "survey.page", "survey.result", "survey.sheet", "surveys"):
        await life.show(view, council=1, number=2, person=clerk.person, what="late")
    await life.show("survey.result", council=1, number=2)
    for page, chosen in ((0, ""), (1, ""), (1, "2")):
        await life.show(
            "survey.page", council=1, number=2, person=clerk.person, which="invite", page=page, chosen=chosen
        )
    for target in ("e1", "m1", "m2"):
        await life.show("survey.invitation", council=1, number=2, person=who, which=f"0.1.{target}")


async def _make_survey(life: CouncilLife, clerk: int) -> None:
    reply_to = life.reply_to(private(cast.CLERK))
    await life.do(survey_drafts.start_survey, council=1, text=life.text[:60], by=cast.CLERK, reply_to=reply_to)
    options = "\n".join(f"{n}{life.line(28)}" for n in range(9))
    for kind in QuestionKind:
        text = f"{life.line(140)}\n{options}" if kind in {QuestionKind.ONE, QuestionKind.SEVERAL} else life.text[:140]
        put = partial(draft_questions.put_question, council=1, number=1, kind=kind, place=None, text=text)
        await life.do(put, by=cast.CLERK, reply_to=reply_to)
    for which in ("", "edit", "offer"):
        for page in (0, 1):
            await life.show("survey.page", council=1, number=1, person=clerk, which=which, page=page)
    for act, arg in ((survey_drafts.press_offer, "0.1"), (survey_drafts.press_post, "")):
        await life.do(act, intent=Intent("survey", 1, 1, arg), by=cast.CLERK, reply_to=reply_to)


async def _answer_survey(life: CouncilLife, who: int, number: int = 1) -> None:
    for view in ("surveys", "survey.card", "survey.page", "survey.door", "survey.reminder"):
        await life.show(view, council=1, number=number, person=who)
    mine = life.reply_to(private(cast.RESIDENT))
    acts = [(forms.press_begin, ""), (forms.press_tick, "0.1"), (forms.press_wish, ""), (forms.press_next, "3")]
    for act, arg in acts if number == 1 else acts[:2]:
        await life.do(act, intent=Intent("survey", 1, number, arg), by=cast.RESIDENT, reply_to=mine)
    words = partial(forms.answer_words, council=1, number=number, page="5", text=life.text[:200], late=False)
    await life.do(words, by=cast.RESIDENT, reply_to=mine)
    for page in range(7):
        await life.show("survey.form", council=1, number=number, person=who, page=page, which="late")
    await life.do(forms.press_hand_in, intent=Intent("survey", 1, number), by=cast.RESIDENT, reply_to=mine)


async def _hosts(life: CouncilLife) -> None:
    """Hosts on two pages, one who left; a bench meeting with opinions of which one is a matter, changed, taken back."""
    await life.show("hosts", council=1, person=1)
    where = life.reply_to(private(cast.CLERK))
    resident = await life.store.run(members.get_member, 1, cast.RESIDENT.id)
    said = HostText(*(life.text.replace("\n", " ")[:60] for _ in range(4)))
    for person in (resident.person, *(0 for _ in range(9))):
        await life.do(hosts.add_host, council=1, said=said, person=person, by=cast.CLERK, reply_to=where)
    opinions = "\n".join(f"{place} {life.line(140)}" for place in range(10))
    for text in ("5人", f"5人\n{opinions}"):
        await life.do(bench_meetings.record_bench, council=1, host=1, text=text, by=cast.CLERK, reply_to=where)
    press = Intent("bench_matter", 1, 2, "1")
    await life.do(opinion_matters.press_matter, intent=press, by=cast.CLERK, reply_to=where)
    await life.do(bench_meetings.change_bench, council=1, number=2, text="6人", by=cast.CLERK, reply_to=where)
    clerk = await life.store.run(members.get_member, 1, cast.CLERK.id)
    for person in (0, resident.person, clerk.person):
        for page in (1, 2):
            await life.show("hosts", council=1, person=person, page=page)
        for view in ("host.page", "bench.page", "host.welcome"):
            await life.show(view, council=1, number=2, person=person)
        await life.show("benches", council=1, number=1, person=person)
    await life.show("bench.sheet", council=1)
    await life.show("bench.page", council=1, number=9, person=1)
    await life.do(hosts.press_remove, intent=Intent("host_remove", 1, 2), by=cast.CLERK, reply_to=where)
    for view in ("host.page", "host.left"):
        await life.show(view, council=1, number=2)


async def _pledges(life: CouncilLife) -> None:
    """Pledgers who have done something or nothing, their reminder, and the result of a month."""
    head = await life.store.run(members.get_member, 1, cast.HEAD.id)
    doer = await life.store.run(members.get_member, 1, cast.RESIDENT.id)
    people = (head.person, doer.person)

    async def look() -> None:
        for view, person in product(("pledges", "pledge.call", "pledge.reminder", "pledge.list"), (0, *people)):
            await life.show(view, council=1, person=person, first=f"{life.now:%Y-%m}", what="late")

    await look()
    for each in (cast.RESIDENT, cast.NEIGHBOUR):
        await life.do(pledges.press_join, intent=Intent("pledge_join", 1), by=each, reply_to=life.reply_to())
    await look()
    month = f"{life.now:%Y-%m}"
    said = {"text": life.text[:200], "reply_to": life.reply_to(private(cast.RESIDENT))}
    await life.do(pledges.keep_report, council=1, **said, attachments=(PHOTO,), by=cast.RESIDENT)
    await look()
    row = Job(id="", at=life.now + 31 * DAY, act="", about="", params=JobParams(council=1))
    await life.do(pledge_months.remind_pledgers, row=replace(row, at=life.now))
    await life.do(pledge_months.count_month, row=row)
    for view in ("pledge.month", "pledge.result"):
        await life.show(view, council=1, person=head.person, first=month, what="late")


async def _points(life: CouncilLife) -> None:
    """Points with more rules, reports and prizes than fit on a screen: reviewed, posted, redeemed, taken back."""
    head, clerk, resident = [
        await life.store.run(members.get_member, 1, each.id) for each in (cast.HEAD, cast.CLERK, cast.RESIDENT)
    ]
    await life.show("points", council=1, person=resident.person)
    await life.show("points.settings", council=1)
    where = life.reply_to(private(cast.HEAD))
    for arg in ("person", "half"):
        press = Intent("points_set", 1, 0, arg)
        await life.do(points_settings.press_setting, intent=press, by=cast.HEAD, reply_to=where)
    await life.show("points.rules", council=1, person=resident.person)
    title = shown_text(life.line(36), 36)
    for kind, more in ((ListKind.RULES, "每月9次"), (ListKind.PRIZES, "30件")):
        lines = (PointLine(f"{title}{n}", 10 + n, 0 if more == "每月9次" else 30) for n in range(12))
        await life.store.run(lists.put_lines, 1, tuple(lines), kind, by=head, now=life.now)
    for by, rule in (
        (cast.RESIDENT, 1),
        (cast.RESIDENT, 2),
        (cast.CAPTAIN, 3),
        *((cast.NEIGHBOUR, n) for n in range(4, 13)),
    ):
        said = {"text": life.text[:200], "attachments": (Attachment("photo", "a"), Attachment("photo", "b"))}
        known = {"council": 1, "rule": rule, "account_number": 0, "whom": 0}
        await life.do(point_claims.report, **known, **said, by=by, reply_to=life.reply_to(private(by)))
    account, whom = await life.store.run(accounts.open_account, resident), resident.person
    for view in ("points.rules", "points.entries"):
        await life.show(view, council=1, number=account.number, whom=whom, person=clerk.person)
    await life.show("points.review_door", council=1, person=head.person)
    (due,) = await life.store.run(lambda tx: tx.find(Job, "about", "points/1", upto=life.now + 4 * DAY))
    await life.do(review_jobs.begin_review, row=due)
    await life.show("points.photos", council=1, number=1)
    for number in range(1, 12):
        agrees = number != 2
        for by in (cast.HEAD, cast.CLERK) if agrees else (cast.HEAD,):
            await life.do(
                reviews.press_vote(agrees),
                intent=Intent("points_yes", 1, number),
                by=by,
                reply_to=life.reply_to(private(by)),
            )
        await life.show("points.review", council=1, person=head.person, page=1, chosen=str(number))
        await life.show("points.claim", council=1, number=number, person=resident.person)
    await life.show("points.review_door", council=1, person=head.person)
    await life.do(review_jobs.begin_review, row=due)
    for person in (resident.person, head.person):
        for view in ("points", "points.shop", "points.result", "points.entries"):
            await life.show(view, council=1, number=1, page=1, person=person)
    await life.show("points.board", council=1, first=f"{life.now:%Y-%m}")
    press = Intent("prize_redeem", 1, 1)
    for use, by in ((orders.press_redeem, cast.RESIDENT), (orders.press_refuse, cast.CLERK)):
        await life.do(use, intent=press, by=by, reply_to=where)
        await life.show("points.orders", council=1, person=clerk.person)
    await life.show("points.settings", council=1)


async def _stars(life: CouncilLife) -> None:
    """A monthly round with nominations, one left out, polled and decided; one that is called off; the lists."""
    await life.show("stars", council=1)
    where = life.reply_to(private(cast.CLERK))
    said = " ".join(life.text.split())
    for text in (f"每月 {said[:60]}", said[:60]):
        await life.do(star_rounds.begin_round, council=1, text=text, by=cast.CLERK, reply_to=where)
    for by in (cast.RESIDENT, cast.NEIGHBOUR, cast.CLERK):
        for place in range(3):
            text = f"{place} {life.line(28)}，{life.line(100)}"
            await life.do(nominations.nominate, council=1, number=1, text=text, by=by, reply_to=life.reply_to())
    clerk = await life.store.run(members.get_member, 1, cast.CLERK.id)
    presses = (
        (star_rounds.press_leave_out, 1, f"{clerk.person}-3"),
        (star_rounds.press_poll, 1, ""),
        (star_rounds.press_cancel, 2, ""),
    )
    for act, number, arg in presses:
        for person in (0, 1, clerk.person):
            await life.show("star.page", council=1, number=number, person=person)
        await life.do(act, intent=Intent("star", 1, number, arg), by=cast.CLERK, reply_to=where)
    await life.until(life.now + 4 * DAY)
    for number in (1, 2):
        await life.show("star.page", council=1, number=number, person=1)
    await life.show("stars", council=1)


async def _carry_out(life: CouncilLife) -> None:
    wishes = {"council": 1, "number": 1, "by": cast.CLERK, "text": life.text[:1000]}
    await life.do(assignment_dialog.choose_assignment, **wishes, reply_to=life.reply_to())
    await life.do(
        assignment_dialog.hand_over,
        council=1,
        number=1,
        by=cast.CLERK,
        mentioned=life.called(cast.HANDLER),
        day="2d",
        reply_to=life.reply_to(),
    )
    await life.until(life.now + 3 * DAY)
    await life.do(members.open_private_chat, by=cast.HANDLER, reply_to=life.reply_to(private(cast.HANDLER)))
    await life.until(life.now + DAY)
    await life.press(progress.report_progress, 1, cast.HANDLER, text=life.text[:1000], attachments=(PHOTO,))
    await life.press(progress.report_progress, 1, cast.HANDLER, text="", attachments=(PHOTO,))
    await life.show("mine", account=cast.HANDLER.id, council=1)
    await life.press(progress.report_done, 1, cast.HANDLER, text=life.text[:1000])
    await life.press(closings.undo_done, 1, cast.HANDLER)
    await life.press(progress.report_done, 1, cast.HANDLER, text=life.text[:1000])
    await life.press(verification.record_feedback, 1, cast.NEIGHBOUR, answer=Answer.NO, reason=life.text[:500])
    await life.press(progress.report_done, 1, cast.HANDLER, text=life.text[:1000])
    for told, chosen in product(UNDONE_AFTER, ("", "did_undo_done")):
        await life.show("matter.closed", council=1, matter=1, what=told, chosen=chosen)
    await life.press(verification.record_feedback, 1, cast.RESIDENT, answer=Answer.YES)
    for _again in range(2):
        await life.press(verification.record_feedback, 1, cast.NEIGHBOUR, answer=Answer.MOSTLY)
        await life.press(closings.undo_close, 1, cast.NEIGHBOUR)
    await life.press(verification.record_feedback, 1, cast.NEIGHBOUR, answer=Answer.MOSTLY)
    await life.show("matter.details", council=1, matter=1)
    await life.press(resolutions.resolve_matter, 4, cast.HEAD, text=life.text[:1000])
    await life.do(
        assignment_dialog.hand_over,
        council=1,
        number=4,
        by=cast.HEAD,
        who=life.name[:60] + "!",
        day="5d",
        reply_to=life.reply_to(),
    )


async def _meet(life: CouncilLife) -> None:
    await life.do(planning.set_schedule, by=cast.HEAD, text="9,10,27 19:30 Hall", reply_to=life.reply_to())
    await life.do(planning.set_schedule, by=cast.HEAD, text="每月第一个周六 15:00", reply_to=life.reply_to())
    await life.press(triage.accept_matter, 5, cast.CLERK)
    await life.press(triage.put_one_on_agenda, 5, cast.CLERK)
    day = (life.now + 4 * DAY).date()
    await life.store.run(_deputy)
    place = life.text.replace(" ", "_").replace("\n", "_")[:90] or "Hall"
    await life.do(
        planning.convene_meeting, by=cast.HEAD, text=f"{day} 19:30 {place} {life.text[:150]}", reply_to=life.reply_to()
    )
    number = await life.store.run(lambda tx: tx.find(Meeting, "planned", 1, MeetingState.PLANNED)[0].number)
    for by, comes in ((cast.RESIDENT, True), (cast.NEIGHBOUR, False)):
        await life.press(meetings.answer_invitation, number, by, comes=comes, shown=(cast.GROUP, 1))
    await life.do(meetings.show_meetings, council=1, by=cast.RESIDENT, reply_to=life.reply_to())
    await life.show("meeting.agenda", council=1, meeting=number)
    await life.press(rescheduling.cancel_meeting, number, cast.HEAD)
    await life.press(rescheduling.revive_meeting, number, cast.HEAD)
    await life.press(rescheduling.postpone_meeting, number, cast.HEAD, text=f"{day + DAY} 19:30")
    for by in (cast.HEAD, cast.NEIGHBOUR):
        who = await life.store.run(members.get_member, 1, by.id)
        await life.show("meeting.acts", council=1, meeting=number, matter=5, person=who.person)
    for what in MEETING_NEWS:
        await life.show("meeting.news", council=1, meeting=number, what=what)
    for chat in (cast.GROUP, cast.HEAD.id):
        await life.show("unpublished_year", ChatId(chat), council=1, year=max(holidays().years) + 1)
    await life.until(life.now + 6 * DAY)
    await life.show("meeting", council=1, meeting=number)


def _deputy(tx: Tx) -> None:
    """The handler is a people's deputy as well, and has a matter in hand."""
    handler = members.find_member(tx, 1, cast.HANDLER.id)
    matter = tx.get(Matter, "1/4")
    assert handler is not None
    assert matter is not None
    tx.put(builders.role_of(handler, *handler.roles, Role.DEPUTY))
    tx.put(replace(matter, assignment=replace(matter.assignment, handler=handler.person)))


async def _enter(life: CouncilLife) -> None:
    await life.do(
        roles.appoint_member, by=cast.HEAD, whom=life.called(cast.CAPTAIN), role=Role.CAPTAIN, reply_to=life.reply_to()
    )
    wishes: dict[str, Any] = {"council": 1, "by": cast.CAPTAIN, "reply_to": life.reply_to()}
    said = builders.said(life.text, life.called(cast.CAPTAIN))
    await life.do(recorded_by_others.record_on_behalf, **wishes, name=life.name, said=said)
    text = f"y {life.text}"[:MATTER_TEXT_LIMIT]
    await life.do(recorded_by_others.ask_photo, **wishes, text=text, reporter=None)
    for reporter in (None, life.called(cast.RESIDENT)):
        await life.do(
            recorded_by_others.record_on_the_spot, **wishes, text=text, attachments=(PHOTO,), reporter=reporter
        )
    await life.do(
        roles.appoint_member, by=cast.HEAD, whom=life.called(cast.CAPTAIN), role=None, reply_to=life.reply_to()
    )


async def _write_letters(life: CouncilLife) -> None:
    for account in (cast.CLERK, cast.NEIGHBOUR):
        await life.do(members.open_private_chat, by=account, reply_to=life.reply_to(private(account)))
    said = builders.said(life.text, life.called(cast.NEIGHBOUR), private(cast.NEIGHBOUR), attachments=(PHOTO, PLACE))
    for number in (1, 2, 3):
        reply_to = ReplyTo(f"re/letter{number}", private(cast.NEIGHBOUR), group=False)
        await life.do(letters.write_letter, council=1, said=said, by=cast.NEIGHBOUR, reply_to=reply_to)
    clerk: dict[str, Any] = {"council": 1, "by": cast.CLERK, "reply_to": life.reply_to(private(cast.CLERK))}
    await life.do(letters.reply_to_letter, **clerk, number=1, text=life.text[:1000])
    await life.do(letters.make_matter, **clerk, number=1, text=f"x {life.text}"[:MATTER_TEXT_LIMIT])
    await life.do(letters.decline_letter, **clerk, number=2, text=life.text[:1000])
    sent = await life.store.run(lambda tx: tx.find(SentMessage, "about", "re/letter3")[0])
    intent = Intent("letter_back", 1, 3)
    reply_to = ReplyTo("re/b", sent.chat, sent.message, group=False)
    await life.do(letters.take_back, intent=intent, by=cast.NEIGHBOUR, reply_to=reply_to)


async def _sit(life: CouncilLife) -> None:
    """A meeting is held: people come, two matters are called, its minutes are corrected and confirmed."""
    here = {"shown": (cast.GROUP, 1)}
    for officer in (cast.HEAD, cast.CLERK):
        await life.do(members.open_private_chat, by=officer, reply_to=life.reply_to(private(officer)))
    both = ("Owners", "Manager")
    await life.do(parties.choose_parties, council=1, parties=both, by=cast.HEAD, reply_to=life.reply_to())
    await life.press(sessions.open_meeting, 0, cast.HEAD)
    number = await life.store.run(lambda tx: tx.find(Meeting, "planned", 1, MeetingState.OPEN)[0].number)
    await life.press(attendance.check_in, number, cast.HEAD, **here)
    await life.press(attendance.check_in, number, cast.RESIDENT, **here)
    names = f"{life.name[:30]} 委托 {life.name[:30]}、{life.name[:30]} 2"
    by = await _member(life, cast.CLERK)
    await life.do(attendance.list_present, council=1, by=by, text=names)
    await life.show("meeting", council=1, meeting=number)
    await life.do(calendar_file.ask_for_calendar, council=1, by=cast.HEAD, reply_to=life.reply_to())
    await life.press(sessions.switch_prompts, number, cast.HEAD)
    await life.press(sessions.call_next, number, cast.HEAD)
    await life.press(sessions.record_opinion, 5, cast.CLERK, text=life.text[:1000])
    await life.press(sessions.on_site, number, cast.HEAD)
    await life.press(sessions.on_site, number, cast.HEAD)
    for what in CONFIRMATIONS:
        for chosen in ("", DECLINED):
            await life.show("sure", council=1, what=what, place=number, chosen=chosen)
    await life.press(sessions.close_meeting, number, cast.HEAD)
    await life.show("sure", council=1, what="close", place=number, chosen="meeting_closed")
    await life.press(sessions.resume_meeting, number, cast.HEAD)
    await life.press(sessions.close_meeting, number, cast.HEAD)
    await life.press(minutes.handle_reply, number, cast.RESIDENT, text=life.text[:400], source="-5/1")
    await life.press(minutes.correct_minutes, number, cast.CLERK, text=life.text[:400])
    await life.until(life.now + 8 * DAY)
    await life.show("minutes.nag", council=1, meeting=number)
    await life.press(minutes.confirm_minutes, number, cast.HEAD, **here)
    await life.show("meeting", council=1, meeting=number)


async def _proceed(life: CouncilLife) -> None:
    """Matters go every other way: posted with an objection, given back, put off, filed; by a strict procedure too."""
    words = life.text[:500]
    await life.do(councils.show_procedure, council=1, by=cast.HEAD, reply_to=life.reply_to())
    first = await life.propose("o " + words, cast.NEIGHBOUR)
    await life.press(triage.accept_matter, first, cast.CLERK)
    await life.press(triage.defer_matter, first, cast.CLERK, reason=words)
    await life.press(triage.put_one_on_agenda, first, cast.CLERK)
    await life.press(triage.refer_matter, first, cast.CLERK, reason=words)
    await life.press(resolutions.resolve_matter, first, cast.CLERK, text=words)
    await life.press(publications.publish_decision, first, cast.CLERK)
    await life.press(publications.object_to, first, cast.RESIDENT, text=words)
    await life.until(life.now + 20 * DAY)
    await life.press(publications.answer_objection, first, cast.CLERK, text=words)
    handed = {"handler": await _member(life, cast.HANDLER), "day": (life.now + 5 * DAY).date()}
    await life.press(assignments.assign_matter, first, cast.CLERK, **handed)
    await life.press(assignments.return_matter, first, cast.HANDLER, reason=words)
    await life.press(assignments.assign_matter, first, cast.CLERK, **handed)
    await life.press(resolutions.amend_resolution, first, cast.CLERK, text="1 " + words[:400])
    await life.press(assignments.assign_matter, first, cast.CLERK, **handed)
    await life.press(assignments.acknowledge, first, cast.HANDLER)
    another = {"handler": life.name[:30], "day": (life.now + 6 * DAY).date()}
    await life.press(assignments.assign_matter, first, cast.CLERK, **another)
    await life.press(assignments.assign_matter, first, cast.CLERK, **handed)
    await life.press(resolutions.amend_resolution, first, cast.CLERK, text="2 " + words[:490])
    await life.press(assignments.start_long_run, first, cast.CLERK, reason=words)
    await life.press(progress.report_done, first, cast.HANDLER, text=words)
    await life.press(publications.publish_decision, first, cast.CLERK)
    await life.until(life.now + 20 * DAY)
    await life.until(life.now + 31 * DAY)
    await life.press(archives.archive_matter, first, cast.CLERK)
    await life.press(closings.undo_archive, first, cast.CLERK)
    await life.press(archives.archive_matter, first, cast.CLERK)
    await life.do(
        councils.choose_procedure, intent=Intent("procedure", 1, 0, "four_two"), by=cast.HEAD, reply_to=life.reply_to()
    )
    second = await life.propose("p " + words, cast.NEIGHBOUR)
    await life.do(
        councils.choose_procedure, intent=Intent("procedure", 1, 0, "council"), by=cast.HEAD, reply_to=life.reply_to()
    )
    await life.press(triage.accept_matter, second, cast.CLERK)
    await life.press(procedures.record_stage, second, cast.CLERK, text=words)
    await life.show("matter.details", council=1, matter=second)


async def _climb(life: CouncilLife) -> None:
    """A matter goes up every way there is: by those behind it, the head, the clock, a second discontent."""
    words = life.text[:500]
    number = await life.propose("q " + words, cast.NEIGHBOUR)
    day = (life.now + 5 * DAY).date()
    for what in ("ladder", "limits"):
        await life.show(what, council=1)
    await life.do(ladder_settings.press_level, intent=Intent("rung", 1, 2), by=cast.HEAD, reply_to=life.reply_to())
    await life.do(
        ladder_settings.press_level, intent=Intent("limit", 1, 0, "callers"), by=cast.HEAD, reply_to=life.reply_to()
    )
    await life.press(triage.accept_matter, number, cast.CLERK)
    await life.press(resolutions.resolve_matter, number, cast.CLERK, text=words)
    await life.press(assignments.assign_matter, number, cast.CLERK, handler=await _member(life, cast.HANDLER), day=day)
    await life.press(escalation.call_upwards, number, cast.NEIGHBOUR, reason=words)
    await life.press(escalation.call_upwards, number, cast.HEAD, reason=words)
    await life.press(assignments.pause_clock, number, cast.CLERK, reason=words)
    await life.show("matter.details", council=1, matter=number)
    await life.press(assignments.resume_clock, number, cast.CLERK)
    for _ in range(2):
        await life.press(progress.report_done, number, cast.CLERK, text=words)
        await life.press(verification.record_feedback, number, cast.NEIGHBOUR, answer=Answer.NO, reason=words)
    await life.do(
        ladder_settings.staff_level,
        council=1,
        level=Level.DEPARTMENT,
        who=life.name[:30],
        name=life.name[:20],
        by=cast.HEAD,
        reply_to=life.reply_to(),
    )
    await life.do(
        ladder_settings.staff_level,
        council=1,
        level=Level.STREET,
        mentioned=life.called(cast.CLERK),
        by=cast.HEAD,
        reply_to=life.reply_to(),
    )
    other = await life.propose("r " + words, cast.NEIGHBOUR)
    await life.press(triage.accept_matter, other, cast.CLERK)
    await life.press(resolutions.resolve_matter, other, cast.CLERK, text=words)
    await life.press(assignments.assign_matter, other, cast.CLERK, handler=await _member(life, cast.HANDLER), day=day)
    await life.until(life.now + 20 * DAY)
    await life.show("matter.details", council=1, matter=other)


async def _tell_apart(life: CouncilLife) -> None:
    """A hazard, a formal proposal and a ticket, and the lists of them."""
    words = life.text[:500]
    for view in ("hazards", "tickets"):
        await life.show(view, council=1, page=1)
    hazard = await life.propose("s " + words, cast.NEIGHBOUR)
    await life.press(classification.set_kind, hazard, cast.CLERK, kind=Kind.HAZARD.value)
    proposal = await life.propose("t " + words, cast.NEIGHBOUR)
    await life.press(classification.set_kind, proposal, cast.CLERK, kind=Kind.PROPOSAL.value)
    await life.press(proposals.support_matter, proposal, cast.RESIDENT)
    await life.press(proposals.support_matter, proposal, cast.CLERK)
    await life.show("matter.details", council=1, matter=proposal)
    clerk: dict[str, Any] = {"council": 1, "by": cast.CLERK, "reply_to": life.reply_to()}
    await life.do(classification.kind_menu, **clerk, number=proposal)
    await life.do(classification.ask_photo, **clerk, number=hazard, text=words)
    for place in range(2):
        said = builders.said(words, life.called(cast.CLERK))
        await life.do(hotline.enter_ticket, **clerk, number=f"A{place}" + "1" * 30, said=said)
    ticket = await life.store.run(lambda tx: tx.last_number(1, Numbered.MATTER))
    await life.press(triage.merge_matters, ticket, cast.CLERK, into=ticket - 1)
    for view in ("hazards", "tickets", "stats"):
        await life.show(view, council=1, page=1)
    for which in ("open", "ended"):
        await life.show("list", council=1, page=1, words="", which=which)
    await life.press(triage.accept_matter, ticket - 1, cast.CLERK)
    await life.press(resolutions.resolve_matter, ticket - 1, cast.CLERK, text=words)
    await life.press(progress.report_done, ticket - 1, cast.CLERK, text=words)
    await life.show("tickets", council=1, page=1)


async def _mediate(life: CouncilLife) -> None:
    # Everybody bears one name here: the two sides are told apart by user names.
    for account, username in ((cast.RESIDENT, "minmin"), (cast.NEIGHBOUR, "sundaye")):
        await life.store.run(members.register_member, 1, replace(life.called(account), username=username))
        await life.do(members.open_private_chat, by=account, reply_to=life.reply_to(private(account)))
    clerk: dict[str, Any] = {"council": 1, "by": cast.CLERK, "reply_to": life.reply_to(private(cast.CLERK))}
    about = f"@minmin @sundaye {life.text}"[:1000]
    await life.do(mediations.start_mediation, **clerk, text=about)
    await _both(life, "yes")
    resident: dict[str, Any] = {"council": 1, "by": cast.RESIDENT, "reply_to": life.reply_to(private(cast.RESIDENT))}
    await life.do(mediations.write_note, **resident, number=1, as_="say", text=life.text[:1000])
    await life.do(mediations.write_agreement, **clerk, number=1, text=life.text[:1000])
    await life.do(mediations.agreement_day, **clerk, number=1, text="3d")
    await _both(life, "ok")
    await life.until(life.now + 5 * DAY)
    await _both(life, "kept")
    await life.do(mediations.start_mediation, **clerk, text=about)
    await life.show("stats", council=1)
    await life.show("mediation", private(cast.CLERK), council=1, mediation=9, person=1)


async def _both(life: CouncilLife, arg: str) -> None:
    for account in (cast.RESIDENT, cast.NEIGHBOUR):
        intent = Intent("mediate", 1, 1, arg)
        await life.do(mediations.press_mediation, intent=intent, by=account, reply_to=life.reply_to(private(account)))


async def _own(life: CouncilLife) -> None:
    row = Row(unit="3-1-502", building="3", owners=(life.name,), phones=("",), area="98.5", share="0.5")
    wishes = {"council": 1, "by": cast.CLERK, "reply_to": life.reply_to(private(cast.CLERK))}
    waiting = await life.do(rolls.hold_draft, council=1, by=cast.CLERK, file=SentFile("f1"), digest="", compared=0)
    ready = rolls.number_heads([row], 1)
    await life.do(rolls.import_roll, waiting=waiting, by=cast.CLERK, ready=ready, changed=Difference())
    await life.do(rolls.show_roll, **wishes)
    await life.do(invitations.issue_codes, council=1, by=cast.CLERK, make=lambda: "K7QF2M9TXH4P8RW", unit="3-1-502")
    await life.do(
        unit_links.ask_about_unit,
        code="K7QF2M9TXH4P8RW",
        by=cast.RESIDENT,
        reply_to=life.reply_to(private(cast.RESIDENT)),
    )
    asked = await life.store.run(lambda tx: tx.find(SentMessage, "chat", cast.RESIDENT.id, newest_first=True)[0])
    intent, back = (
        Intent("link", 1, 0, invitations.hash_code("K7QF2M9TXH4P8RW")),
        ReplyTo("re/link", asked.chat, asked.message, group=False),
    )
    await life.do(unit_links.link_unit, intent=intent, by=cast.RESIDENT, reply_to=back)
    unlink = Intent("unlink", 1, 0, short_label("3-1-502"))
    await life.do(unit_links.unlink_unit, intent=unlink, by=cast.RESIDENT, reply_to=back)


async def _vote(life: CouncilLife) -> None:
    await life.store.run(builders.roll, {"3-1-502": "98.5", "3-1-503": "80", "4-101": "70.25"})
    await life.store.run(builders.tied, life.called(cast.RESIDENT), "3-1-502")
    await life.store.run(builders.tied, life.called(cast.NEIGHBOUR), "3-1-502", "4-101")
    await life.store.run(builders.tied, life.called(cast.CAPTAIN), "4-101")
    for number in (6, 7, 8):
        await life.press(triage.accept_matter, number, cast.CLERK)
    first = await _vote_on(life, 6, "rule=cn.owners.ordinary", "mode=secret", "lasts=3d", "scope=all")
    await life.do(votes.ask_result, council=1, number=6, by=cast.RESIDENT, reply_to=life.reply_to())
    await _tap(life, ballots.press_choice, cast.RESIDENT, "cast", first, Choice.AGREE)
    await life.do(reminders.remind_voters, council=1, number=6, by=cast.CLERK, reply_to=life.reply_to())
    await _on_paper(life, 6, first)
    await life.show("vote.mine", private(cast.RESIDENT), account=cast.RESIDENT.id)
    await life.until(life.now + 4 * DAY)
    await life.do(votes.ask_result, council=1, number=6, by=cast.RESIDENT, reply_to=life.reply_to())
    await life.show("matter.details", council=1, matter=6)
    second = await _vote_on(life, 7, "rule=council.default", "mode=named", "lasts=30d", official=True)
    await _tap(life, ballots.press_choice, cast.HEAD, "cast", second, Choice.AGREE)
    await _tap(life, ballots.press_choice, cast.CLERK, "cast", second, Choice.AGREE)
    await life.until(life.now + 31 * DAY)
    third = await _vote_on(life, 8, "rule=cn.owners.affected", "mode=named", "lasts=24h", "scope=0")
    await life.do(votes.void_vote, council=1, number=third, by=await _member(life, cast.HEAD), text=life.text[:500])
    await life.do(votes.ask_result, council=1, number=8, by=cast.RESIDENT, reply_to=life.reply_to())


async def _vote_on(life: CouncilLife, matter: int, *args: str, official: bool = False) -> int:
    """Put a vote together as far as the buttons go, and open it; give its number."""
    motion, reply_to = f"\n{life.text[:500]}", life.reply_to()
    await life.do(vote_drafts.start_draft, council=1, number=matter, text=motion, by=cast.HEAD, reply_to=reply_to)
    number = int(await life.store.run(lambda tx: tx.last_number(1, Numbered.VOTE)))
    for arg in args:
        await _tap(life, vote_drafts.choose_option, cast.HEAD, "vote_set", number, arg)
    if official:
        await _tap(life, vote_drafts.confirm_official, cast.HEAD, "vote_official", number)
    await _tap(life, vote_drafts.open_vote, cast.HEAD, "vote_open", number)
    return number


async def _on_paper(life: CouncilLife, matter: int, vote: int) -> None:
    """The clerk enters a paper ballot, and the head witnesses it."""
    for account in (cast.HEAD, cast.CLERK):
        await life.do(members.open_private_chat, by=account, reply_to=life.reply_to(private(account)))
    paper = {"council": 1, "number": matter, "unit": "3-1-503", "choice": Choice.AGAINST}
    await life.do(paper_ballots.enter_paper, **paper, by=cast.CLERK, reply_to=life.reply_to(private(cast.CLERK)))
    waiting = await life.store.run(lambda tx: tx.find(Paper, "vote", 1, vote)[0])
    await _tap(life, paper_ballots.witness_paper, cast.HEAD, "witness", vote, waiting.ticket)


async def _tap(life: CouncilLife, service: Callable[..., Any], by: Account, *intent: Any) -> None:
    act, number, *arg = intent
    await life.do(service, intent=Intent(act, 1, number, *arg), by=by, reply_to=life.reply_to())


async def _member(life: CouncilLife, account: Account) -> Any:
    return await life.store.run(members.register_member, 1, life.called(account))


async def _ask(life: CouncilLife) -> None:
    for name in QUESTION_TEXTS:
        params = QuestionParams(
            number=1,
            then="matter",
            day="2027-03-01",
            place=masking.shown_text(life.text, 60),
            asked="resolve",
            so_far=masking.shown_text(life.text, 300),
            text="2027-03-01",
        )
        for chat in (cast.GROUP, cast.RESIDENT.id):
            await life.do(
                questions.ask_question,
                name=name,
                council=1,
                by=cast.RESIDENT,
                reply_to=life.reply_to(ChatId(chat)),
                params=params,
            )
    wrong = Reply("too_long", {"limit": 1, "length": 2})
    await life.do(
        questions.ask_question, name="propose", council=1, by=cast.RESIDENT, reply_to=life.reply_to(), wrong=wrong
    )


async def _choose(life: CouncilLife) -> None:
    for what in ("summary", "digest"):
        await life.do(settings.show_settings, council=1, what=what, by=cast.HEAD, reply_to=life.reply_to())
    await life.do(settings.choose_setting, council=1, what="digest", on=True, by=cast.HEAD, reply_to=life.reply_to())
    number = await life.propose(f"digest {life.text}"[:MATTER_TEXT_LIMIT], cast.NEIGHBOUR)
    await life.press(triage.accept_matter, number, cast.CLERK)
    await life.until(life.now + 2 * DAY)
    await life.do(settings.choose_setting, council=1, what="digest", on=False, by=cast.HEAD, reply_to=life.reply_to())
    await life.store.run(lambda tx: tx.put(News(council=1, matter=number, entry=1, at=life.now)))
    await life.show("digest", council=1, upto=life.now.isoformat())


async def _say_plainly(life: CouncilLife) -> None:
    """Words, pictures, a voice message and a place are shown as what could be a matter, and are decided on."""
    sent = (PHOTO, Attachment("voice", "voice-1"), PLACE)
    for kind in ("", "unsure", "question"):
        for chat, council in ((ChatId(cast.RESIDENT.id), 0), (cast.GROUP, 1)):
            reply_to = life.reply_to(chat)
            said = builders.said(life.text, cast.RESIDENT, chat=chat, attachments=sent)
            await life.do(
                previews.show_preview, said=said, kind=kind, by=cast.RESIDENT, reply_to=reply_to, council=council
            )
    (held, *_) = await life.store.run(lambda tx: tx.find(Draft, "account", cast.RESIDENT.id))
    for draft, chosen in ((held.number, ""), (0, ""), (0, Act.PROGRESS), (0, Act.DONE), (0, Act.REMARK)):
        params = MessageParams(council=1, matter=1, person=1, account=cast.RESIDENT.id, draft=draft, chosen=chosen)
        await life.do(reply, reply_to=life.reply_to(), view="matter.reply", params=params)
    for chosen in ("propose", "letter", "dropped", "joined"):
        params = MessageParams(draft=1, account=cast.STRANGER.id, chosen=chosen)
        await life.do(reply, reply_to=life.reply_to(ChatId(cast.RESIDENT.id)), view="preview", params=params)
    await life.do(reply, reply_to=life.reply_to(), view="asked_about", params=MessageParams(council=1, matters=(1, 2)))


async def _be_away(life: CouncilLife) -> None:
    """A matter takes months; the bot is down over a promised day; its handler leaves with work in their hands."""
    words = life.text[:500]
    for letter in "uv":
        number = await life.propose(f"{letter} {words}", cast.NEIGHBOUR)
        await life.press(triage.accept_matter, number, cast.CLERK)
        await life.press(resolutions.resolve_matter, number, cast.CLERK, text=words)
        handed = {"handler": await _member(life, cast.HANDLER), "day": (life.now + DAY).date()}
        await life.press(assignments.assign_matter, number, cast.CLERK, **handed)
        await life.press(assignments.acknowledge, number, cast.HANDLER)
        if letter == "u":
            await life.press(assignments.start_long_run, number, cast.CLERK, reason=words)
            await life.until(life.now + 40 * DAY)
            await life.show("matter.long_run", council=1, matter=number, person=handed["handler"].person)
            await life.press(progress.report_progress, number, cast.HANDLER, text=words)
    life.now += 3 * DAY
    await catch_up(life.store, ON_RETURN, life.now)
    await life.until(life.now)
    await life.show("matter.grace", council=1, matter=number, person=handed["handler"].person)
    await life.show("matter.details", council=1, matter=number)
    await life.do(abandoned.handler_left, chat=cast.GROUP, who=life.called(cast.HANDLER))
    await life.do(abandoned.find_abandoned, council=1, person=(await _member(life, cast.HANDLER)).person, present=True)


async def _be_forbidden(life: CouncilLife) -> None:
    """The group takes the bot's rights, one after the other; several numbers go on the agenda, and one does not."""
    for right in Right:
        await life.do(presence.report_forbidden, chat=cast.GROUP, right=right)
    await life.do(triage.put_on_agenda, council=1, numbers=(1, 999), rest="9x", by=cast.HEAD, reply_to=life.reply_to())


async def _say_goodbye(life: CouncilLife) -> None:
    await life.show("my_data", private(cast.RESIDENT), account=cast.RESIDENT.id)
    await life.show("confirm_forget", private(cast.RESIDENT))
    await life.set_up(cast.OTHER_GROUP)
    await _come_under(life)
    await life.store.run(members.register_member, 2, life.called(cast.RESIDENT))
    said = builders.said(life.text, life.called(cast.RESIDENT), private(cast.RESIDENT))
    await life.do(drafts.hold_draft, said=said, reply_to=life.reply_to(private(cast.RESIDENT)))
    await life.do(_blocked, view="matter.yours")
    await life.do(_blocked, view="matter.overdue")
    await life.press(progress.report_done, 4, cast.HEAD, text=life.text[:1000])
    await life.do(_blocked, view="look_back")
    await life.do(roles.mark_left, chat=cast.GROUP, who=cast.HEAD)


async def _come_under(life: CouncilLife) -> None:
    """The first council comes under the second, is listed there and counted with, leaves, and is taken out."""
    there = cast.OTHER_GROUP
    await _join(life)
    await _send_up(life)
    for council, chat in ((1, cast.GROUP), (2, there)):
        await life.do(joining.show_parent, council=council, by=cast.HEAD, reply_to=life.reply_to(chat))
    await life.show("branches", there, council=2, page=1)
    for view in ("stats", "members"):
        await life.show(view, there, council=2)
    await life.do(joining.leave_parent, intent=Intent("parent_leave", 1), by=cast.HEAD, reply_to=life.reply_to())
    await _join(life)
    await life.do(joining.release_child, intent=Intent("release", 2, 1), by=cast.HEAD, reply_to=life.reply_to(there))


async def _send_up(life: CouncilLife) -> None:
    """Matters go up to the street: one is done there and closed, one is given back, one is taken back."""
    above: dict[str, Any] = {
        "council": 2,
        "by": await life.store.run(members.register_member, 2, life.called(cast.HEAD)),
    }
    numbers = [await life.propose(f"{letter} up {life.text}"[:MATTER_TEXT_LIMIT], cast.RESIDENT) for letter in "qrst"]
    for number in numbers:
        await life.press(triage.accept_matter, number, cast.CLERK)
        await life.press(resolutions.resolve_matter, number, cast.CLERK, text=life.text[:500])
        handed = {"handler": await _member(life, cast.HANDLER), "day": (life.now + 5 * DAY).date()}
        await life.press(assignments.assign_matter, number, cast.CLERK, **handed)
        await life.press(escalation.call_upwards, number, cast.HEAD, reason=life.text[:500], to=Level.STREET)
    await life.show("matter.details", cast.OTHER_GROUP, council=2, matter=1)
    await life.do(assignments.acknowledge, **above, number=1)
    for number in (1, 2):
        await life.do(progress.report_done, **above, number=number, text=life.text[:1000])
    no = {"answer": Answer.NO, "reason": life.text[:500]}
    await life.press(verification.record_feedback, numbers[0], cast.RESIDENT, **no)
    await life.do(progress.report_done, **above, number=1, text=life.text[:1000])
    await life.press(verification.record_feedback, numbers[0], cast.RESIDENT, answer=Answer.YES)
    await life.do(parent_matters.return_to_child, **above, number=3, reason=life.text[:500])
    await life.do(councils.mark_bot_absent, chat=cast.OTHER_GROUP)
    await life.press(parent_matters.return_to_child, numbers[3], cast.HEAD, reason=life.text[:500])
    await life.do(councils.mark_bot_present, chat=cast.OTHER_GROUP)
    await life.until(life.now + 8 * DAY)


async def _join(life: CouncilLife) -> None:
    intent = Intent("parent_level", 2, 0, "3")
    await life.do(joining.choose_parent, intent=intent, by=cast.HEAD, reply_to=life.reply_to(cast.OTHER_GROUP))
    given = next(told.drawn for told in reversed(life.told) if told.view == "parent.code")
    assert isinstance(given, Card)
    code = parse_code(given.text[given.text.index("/parent ") + 8 :][:9])
    await life.do(joining.join_parent, code=code, by=cast.HEAD, reply_to=life.reply_to())


def _blocked(tx: Tx, *, view: str, now: datetime) -> None:
    """The handler has blocked the bot: what was for them alone is told in the group instead."""
    handler = members.find_member(tx, 1, cast.HANDLER.id)
    params = MessageParams(council=1, matter=4, person=handler.person if handler else 0)
    outgoing = OutboxMessage(id=f"gone/{view}", chat=private(cast.HANDLER), view=view, params=params, due=now)
    registry.on_refused(tx, outgoing, Why.GONE, now)


@cache
def life(language: str, text: str, name: str) -> tuple[Told, ...]:
    """Return every message of a life, played once and shared by the tests that ask."""
    life = CouncilLife(language, text, name)
    asyncio.run(_live(life))
    return tuple(life.told)

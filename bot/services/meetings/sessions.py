"""Sessions: a meeting from its opening to its end, with check-in by code and the calling of matters."""

import secrets
import string
from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Member, Role
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Entry, Matter, can, check_permitted, transition
from bot.domain.matters.state import LOOKING_BACK, State
from bot.domain.meetings.errors import MeetingRunning, NoDoor, NoMoreMatters, TooLateToResume
from bot.domain.meetings.meeting import NEAR, TURN, EntryCode, Meeting, MeetingState, is_quorate
from bot.domain.meetings.opened import MeetingOpened
from bot.domain.shared.job import Job
from bot.domain.shared.reply import Reply
from bot.domain.shared.undo import UNDO_TIME
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters import repository
from bot.services.matters.resolutions import WORDS_LIMIT
from bot.services.meetings import meeting_cards, meeting_reminders, meetings, minutes, planning
from bot.services.meetings.attendance import find_open_meeting, get_open_meeting, load_presence, show_presence
from bot.services.meetings.meeting_cards import job_params, job_subject, params_of
from bot.services.shared import jobs
from bot.services.shared.audit import append_entry
from bot.services.shared.enqueue import enqueue, notify_group

CODE_LENGTH = 12
CARDS_AT_ONCE = 8  # a group takes 20 messages a minute, and those in the room wait for the next one
WAITING = frozenset({State.AGENDA, State.DELIBERATING}) | LOOKING_BACK  # what can be called


def open_meeting(tx: Tx, *, council: int, by: Member, now: datetime, number: int = 0) -> Reply:
    """Open the meeting whose time it is, or else an extraordinary one; its matters are deliberated from now on.

    Raises NotAllowed, MeetingRunning, MeetingOver.
    """
    check_allowed(CouncilAct.OPEN, by)
    if find_open_meeting(tx, council):
        raise MeetingRunning
    meeting = meetings.get_planned(tx, council, number) if number else _near(tx, council, now)
    waiting = meetings.on_agenda(tx, council)
    sitting = replace(
        meeting,
        state=MeetingState.OPEN,
        opened=now,
        opener=by.person,
        agenda=tuple(matter.number for matter in (*waiting, *meetings.look_back_at_meeting(tx, council))),
    )
    tx.put(sitting)
    tx.put(EntryCode(code=_new_code(), council=council, meeting=sitting.number))
    jobs.cancel(tx, job_subject(sitting))
    jobs.schedule(tx, "meeting_over", job_subject(sitting), sitting.ends, params=job_params(sitting))
    append_entry(tx, council, "open", person=by.person, now=now, facts={"meeting": sitting.number})
    tx.notes.append(MeetingOpened(council=council, meeting=sitting.number, at=now))
    show_presence(tx, sitting, now=now)
    meeting_cards.redraw_cards(tx, sitting, now=now)
    for matter in waiting:
        _move(tx, matter, Act.DELIBERATE, by, now=now, drawn=len(waiting) <= CARDS_AT_ONCE)
    return Reply("meeting_opened")


def _near(tx: Tx, council_number: int, now: datetime) -> Meeting:
    """Return the planned meeting whose time it is, or a new one out of turn."""
    meeting = meetings.find_upcoming(tx, council_number)
    if meeting and meeting.at - now <= NEAR:
        return meeting
    council = members.get_council(tx, council_number)
    return Meeting(
        council=council_number, number=tx.next_number(council_number, Numbered.MEETING), at=now, place=council.place
    )


def _move(tx: Tx, matter: Matter, act: Act, by: Member | None, *, now: datetime, drawn: bool) -> None:
    """Move a matter into deliberation, or back to the next agenda; `drawn`: its card is refreshed as well."""
    person = by.person if by else None
    moved = transition(matter, act, entry=Entry(at=now, what=act, person=person))
    tx.put(moved)
    append_entry(tx, matter.council, act, person=person, now=now, matter=matter.number)
    if drawn:
        repository.refresh_card(tx, moved, now=now)


def _new_code() -> str:
    return "".join(secrets.choice(string.ascii_uppercase) for _ in range(CODE_LENGTH))


# What is called


def call_next(tx: Tx, *, council: int, by: Member, now: datetime, number: int = 0, called: int | None = None) -> Reply:
    """Call the next matter of the agenda. Raises NoMoreMatters.

    `called`: how many had been called where the button was shown; when it is more by now, that press was meant as well.
    """
    check_allowed(CouncilAct.NEXT, by)
    meeting = get_open_meeting(tx, council, number)
    if called is not None and called < meeting.called:
        return Reply("matter_called", {"number": meeting.agenda[meeting.called - 1]})
    for place in range(meeting.called, len(meeting.agenda)):
        matter = repository.get_matter(tx, council, meeting.agenda[place])
        if matter.state in WAITING:
            break
    else:
        raise NoMoreMatters
    if matter.state is State.AGENDA:
        _move(tx, matter, Act.DELIBERATE, by, now=now, drawn=True)
    elif len(meeting.agenda) > CARDS_AT_ONCE:
        repository.refresh_card(tx, matter, now=now)
    meeting = replace(meeting, called=place + 1)
    tx.put(meeting)
    append_entry(tx, council, "next", person=by.person, now=now, matter=matter.number)
    notify_group(
        tx,
        members.get_council(tx, council),
        id=f"{job_subject(meeting)}/item/{place + 1}",
        view="sitting.item",
        params=replace(params_of(meeting), matter=matter.number, place=place + 1),
        now=now,
        remember=True,
    )
    show_presence(tx, meeting, now=now)
    return Reply("matter_called", {"number": matter.number})


def switch_prompts(tx: Tx, *, council: int, number: int, by: Member, now: datetime, on: bool | None = None) -> Reply:
    """Switch on or off that a rule of debate is shown with each matter.

    `on` is None of an old button: the other way.
    """
    check_allowed(CouncilAct.NEXT, by)
    meeting = get_open_meeting(tx, council, number)
    changed = replace(meeting, prompts=not meeting.prompts if on is None else on)
    if changed != meeting:
        tx.put(changed)
        append_entry(tx, council, "prompts", person=by.person, now=now, facts={"meeting": number})
        show_presence(tx, changed, now=now)
    return Reply("prompts_on" if changed.prompts else "prompts_off")


def record_opinion(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Record the opinion agreed on a matter (协商意见), and in a meeting the number of those present."""
    matter = repository.get_matter(tx, council, number)
    check_permitted(matter, Act.OPINION, by)
    words, _ = repository.clean_text(text, WORDS_LIMIT)
    meeting = find_open_meeting(tx, council)
    entry = Entry(at=now, what=Act.OPINION, person=by.person, text=words)
    if meeting:
        there = load_presence(tx, meeting)
        entry = replace(entry, present=len(there.seated), expected=len(there.seats))
    repository.save(tx, transition(matter, Act.OPINION, entry=entry), Act.OPINION, by=by, now=now)
    return Reply("did_opinion", {"number": number})


# Only who is in the room (防代签)


def on_site(tx: Tx, *, council: int, number: int, by: Member, now: datetime, on: bool | None = None) -> Reply:
    """Switch between checking in by the code that head and clerk show in the room and by the button. Raises NoDoor.

    `on` is None of an old button: the other way.
    """
    check_allowed(CouncilAct.OPEN, by)
    meeting = get_open_meeting(tx, council, number)
    changed = replace(meeting, on_site=not meeting.on_site if on is None else on)
    if changed == meeting:
        return Reply("on_site_on" if changed.on_site else "on_site_off")
    if changed.on_site and not _doors(tx, council):
        raise NoDoor
    tx.put(changed)
    append_entry(
        tx, council, "on_site", person=by.person, now=now, facts={"meeting": meeting.number, "on": changed.on_site}
    )
    _turn(tx, changed, now=now)
    show_presence(tx, changed, now=now)
    return Reply("on_site_on" if changed.on_site else "on_site_off")


def turn_code(tx: Tx, due_row: Job, now: datetime) -> None:
    """Replace the entry code in the room after its time."""
    meeting = meetings.get_meeting(tx, due_row.params.council, due_row.params.meeting)
    if meeting.state is MeetingState.OPEN and meeting.on_site:
        _turn(tx, meeting, now=now)


def _turn(tx: Tx, meeting: Meeting, *, now: datetime) -> None:
    """Replace the entry code shown in the room by a new one; delete it when checking in by code was turned off."""
    for code in entry_codes(tx, meeting):
        if code.until:
            tx.drop(EntryCode, code.key)
    jobs.cancel(tx, job_subject(meeting), "turn_code")
    if meeting.on_site:
        code = EntryCode(code=_new_code(), council=meeting.council, meeting=meeting.number, until=now + TURN)
        tx.put(code)
        jobs.schedule(tx, "turn_code", job_subject(meeting), now + TURN, params=job_params(meeting))
    for member, chat in members.private_chats(_doors(tx, meeting.council)):
        enqueue(
            tx,
            id=f"{job_subject(meeting)}/code/{member.person}",
            chat=chat,
            group=False,
            view="sitting.code",
            params=params_of(meeting),
            now=now,
            in_place=True,
        )


def _doors(tx: Tx, council: int) -> list[Member]:
    """Return head and clerks with a private chat."""
    return [
        each
        for each in members.list_roster(tx, council)
        if each.open_chat and {Role.HEAD, Role.CLERK} & set(each.roles)
    ]


def entry_codes(tx: Tx, meeting: Meeting) -> list[EntryCode]:
    """Return the codes of a meeting."""
    return tx.find(EntryCode, "meeting", meeting.council, meeting.number)


# The end


def close_meeting(tx: Tx, *, council: int, by: Member, now: datetime, number: int = 0) -> Reply:
    """Close the meeting as held or inquorate; matters without a decision wait for the next one."""
    check_allowed(CouncilAct.ADJOURN, by)
    meeting = get_open_meeting(tx, council, number)
    held = _end(tx, meeting, by, now=now)
    return Reply("meeting_closed" if held else "meeting_inquorate", {"meeting": meeting.number})


def resume_meeting(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """Take back the end of a meeting within ten minutes: its minutes are written when it ends again.

    Raises TooLateToResume, MeetingRunning.
    """
    check_allowed(CouncilAct.ADJOURN, by)
    meeting = meetings.get_meeting(tx, council, number)
    if find_open_meeting(tx, council):
        raise MeetingRunning
    if meeting.closed is None or meeting.closer is None or now - meeting.closed > UNDO_TIME:
        raise TooLateToResume
    minutes.withdraw_minutes(tx, meeting)
    going_on = replace(meeting, state=MeetingState.OPEN, closed=None, closer=None, seats=(), parties=())
    tx.put(going_on)
    tx.put(EntryCode(code=_new_code(), council=council, meeting=number))
    jobs.schedule(
        tx, "meeting_over", job_subject(going_on), max(going_on.ends, now + NEAR), params=job_params(going_on)
    )
    append_entry(tx, council, "reconvened", person=by.person, now=now, facts={"meeting": number})
    for place, matter_number in enumerate(meeting.agenda):
        matter = repository.get_matter(tx, council, matter_number)
        if matter.state is State.AGENDA and (matter.timeline[-1].what, matter.timeline[-1].at) == (
            Act.AGENDA,
            meeting.closed,
        ):
            drawn = place < meeting.called or len(meeting.agenda) <= CARDS_AT_ONCE
            _move(tx, matter, Act.DELIBERATE, by, now=now, drawn=drawn)
    show_presence(tx, going_on, now=now)
    minutes.refresh_drafts(tx, going_on, now=now)
    meeting_cards.announce_meeting(tx, going_on, "resumed", now=now)
    return Reply("meeting_resumed")


def end_unclosed(tx: Tx, due_row: Job, now: datetime) -> None:
    """End a meeting after its time: announce that nobody opened it, or close it if nobody did."""
    meeting = meetings.get_meeting(tx, due_row.params.council, due_row.params.meeting)
    if meeting.state is MeetingState.OPEN:
        _end(tx, meeting, None, now=now)
    else:
        meeting_reminders.end_day(tx, due_row, now)


def _end(tx: Tx, meeting: Meeting, by: Member | None, *, now: datetime) -> bool:
    """End the meeting; return whether enough people were present."""
    there = load_presence(tx, meeting)
    enough = is_quorate(len(there.seated), len(there.seats))
    ended = replace(
        meeting,
        state=MeetingState.HELD if enough else MeetingState.INQUORATE,
        closed=now if by else min(now, meeting.ends),
        closer=by.person if by else None,
        seats=tuple(member.person for member in there.seats),
        on_site=False,
        parties=there.parties,
    )
    tx.put(ended)
    for each in (*there.seated, *there.others):
        if each.party:
            tx.put(each)  # the minutes stay as they are, whoever stands for whom later
    if meeting.on_site:
        _turn(tx, ended, now=now)  # what was shown in the room says that it is over
    for code in entry_codes(tx, meeting):
        tx.drop(EntryCode, code.key)
    jobs.cancel(tx, job_subject(meeting))
    what = "held" if enough else "inquorate"
    append_entry(
        tx, meeting.council, what, person=by.person if by else None, now=now, facts={"meeting": meeting.number}
    )
    show_presence(tx, ended, now=now)
    minutes.draft_minutes(tx, ended, now=now)
    for place, number in enumerate(meeting.agenda):
        matter = repository.get_matter(tx, meeting.council, number)
        if matter.state is State.DELIBERATING and can(matter, Act.AGENDA):
            drawn = place < meeting.called or len(meeting.agenda) <= CARDS_AT_ONCE
            _move(tx, matter, Act.AGENDA, by, now=now, drawn=drawn)
    if meeting.regular:
        planning.plan_next(tx, meeting.council, now=now, after=max(now, meeting.at))
    return enough

"""The minutes of a meeting, as a message and as the rows of the paper."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.domain.councils.council import Member
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Matter
from bot.domain.meetings.meeting import MeetingState
from bot.domain.shared.button_intent import Intent
from bot.domain.votes.result import tally_of
from bot.locales import Words
from bot.ports import Button, Card, File
from bot.read_models.meetings import ShownSitting
from bot.read_models.votes import ShownVote
from bot.views.councils import parties
from bot.views.meetings import sittings
from bot.views.meetings.decisions import SAID_SHOWN, duty_lines, entries_during, resolution_lines
from bot.views.meetings.practice_items import describe_items
from bot.views.shared import dates, names
from bot.views.shared.screen import fold
from bot.views.shared.text_fit import BR, shorten, text_length
from bot.views.votes import tallies, votes

DASH = Markup("—")
Row = tuple[Markup, Markup]


def minutes_rows(_: Words, shown: ShownSitting, *, lists_apart: bool = False) -> Iterator[Row]:
    """Return what the minutes say, line by line, in the order people know.

    `lists_apart`: agenda and duties are tables of their own (`agenda_rows`, `duty_rows`), and their lines only count
    them.
    """
    meeting, there = shown.meeting, shown.there
    yield _("名称"), _("{council} {kind}", council=shown.council.name, kind=sittings.meeting_kind(_, shown))
    yield _("时间"), _span(_, shown)
    yield _("地点"), Markup.escape(meeting.place) or DASH
    yield _("主持"), names.person_name(_, shown.names.get(meeting.opener or 0))
    yield _("记录"), _("议事助手（自动记录）")
    yield _("应到/实到"), _attendance(_, shown)
    yield _("到会"), sittings.attendee_names(_, shown, there.seated) or DASH
    if there.parties:
        yield _("各方"), BR.join(_parties(_, shown))
    yield _("缺席"), _missing(_, shown)
    yield _("列席"), sittings.attendee_names(_, shown, there.others) or DASH
    if lists_apart and shown.agenda:
        counted = _("共 {n} 项，见后面的“议程”表", n=len(shown.agenda))
        yield _("议程"), BR.join((counted, *describe_items(_, shown.practices)))
    else:
        yield _("议程"), BR.join((*_numbered(_, shown), *describe_items(_, shown.practices))) or DASH
    yield _("协商意见"), BR.join(_said(_, shown, Act.OPINION)) or DASH
    yield _("决议"), BR.join(resolution_lines(_, shown)) or DASH
    if shown.votes:
        yield _("表决方式和票数"), BR.join(_cast(_, each) for each in shown.votes)
    assigned = list(duty_lines(_, shown))
    if lists_apart and assigned:
        yield _("责任分工"), _("共 {n} 项，见后面的“责任分工”表", n=len(assigned))
    else:
        yield _("责任分工"), BR.join(assigned) or DASH
    if meeting.state is MeetingState.INQUORATE:
        yield _("结果"), _("流会：到会不足三分之二。议题转到下次会议。")
    corrections = shown.minutes.corrections if shown.minutes else ()
    if corrections:
        lines = (
            _("{who}：{text}", who=names.person_name(_, shown.names.get(each.person)), text=each.text)
            for each in corrections
        )
        yield _("更正补充"), BR.join(lines)
    if shown.minutes and shown.minutes.confirmed:
        by, at = shown.names.get(shown.minutes.confirmer or 0), shown.minutes.confirmed
        yield (
            _("确认"),
            _("{who}，{when}", who=names.person_name(_, by), when=dates.format_moment(_, at, shown.council.zone)),
        )


def _span(_: Words, shown: ShownSitting) -> Markup:
    zone = shown.council.zone
    began, ended = shown.meeting.opened or shown.meeting.at, shown.meeting.closed
    until = f"{ended.astimezone(ZoneInfo(zone)):%H:%M}" if ended else ""
    return _("{began} 到 {ended}", began=dates.format_full_moment(_, began, zone), ended=until)


def _attendance(_: Words, shown: ShownSitting) -> Markup:
    seats, there = len(shown.there.seats), len(shown.there.seated)
    share = round(100 * there / seats) if seats else 0
    return _("应到 {seats} 人，实到 {there} 人，{share}%", seats=seats, there=there, share=share)


def _parties(_: Words, shown: ShownSitting) -> Iterator[Markup]:
    """Yield a line for each party with those who came for it, then the line on missing parties."""
    every = (*shown.there.seated, *shown.there.others)
    for party in parties.parties_present(_, shown.there):
        came = sittings.attendee_names(_, shown, (each for each in every if each.party == party))
        yield _("{party}：{who}", party=party, who=came)
    yield parties.describe_balance(_, shown.there)


def agenda_rows(_: Words, shown: ShownSitting) -> Iterator[tuple[Markup, ...]]:
    """Return the rows of the agenda, its columns first."""
    yield _("序号"), _("编号"), _("议题")
    for place, matter in enumerate(shown.agenda, 1):
        yield Markup.escape(place), _number(matter), Markup.escape(matter.title)


def attendance_rows(_: Words, shown: ShownSitting) -> Iterator[tuple[Markup, ...]]:
    """Return the rows of the attendance list (签到表), its columns first; room and area are written in by hand."""
    yield _("序号"), _("姓名"), _("代表方"), _("房号"), _("面积"), _("本人/委托"), _("时间")
    zone = ZoneInfo(shown.council.zone)
    came = sorted((*shown.there.seated, *shown.there.others), key=lambda each: each.at)
    for place, each in enumerate(came, 1):
        name = names.person_name(_, shown.there.names.get(each.person)) if each.person else Markup.escape(each.name)
        sent = _("委托 {proxy}", proxy=each.proxy) if each.proxy else _("本人")
        at = Markup.escape(f"{each.at.astimezone(zone):%H:%M}")
        yield Markup.escape(place), name, Markup.escape(each.party), Markup(), Markup(), sent, at


def _missing(_: Words, shown: ShownSitting) -> Markup:
    came = {each.person for each in shown.there.seated}
    excused = {member.person for member in shown.excused}
    lines = [
        _("{who}（请假）", who=names.person_name(_, member))
        if member.person in excused
        else names.person_name(_, member)
        for member in shown.there.seats
        if member.person not in came
    ]
    return _("、").join(lines) or DASH


def _numbered(_: Words, shown: ShownSitting) -> Iterator[Markup]:
    for place, matter in enumerate(shown.agenda, 1):
        yield _("{place}. #{number} {title}", place=place, number=matter.number, title=matter.title)


def _said(_: Words, shown: ShownSitting, what: Act) -> Iterator[Markup]:
    for matter in shown.agenda:
        for entry in entries_during(shown, matter, what):
            yield _("#{number} {text}", number=matter.number, text=shorten(entry.text, SAID_SHOWN))


def _cast(_: Words, shown: ShownVote) -> Markup:
    """Return a vote's kind and mode, its numbers with percentages, and the outcome."""
    vote = shown.vote
    tally = tally_of(vote, shown.rule)
    return _(
        "#{number} {kind}（{mode}）：{cast}。结果：{outcome}",
        number=vote.matter,
        kind=votes.vote_kind(_, vote),
        mode=_("不记名") if vote.secret else _("记名"),
        cast=_("；").join(tallies.cast_lines(_, tally)),
        outcome=tallies.outcome_name(_, tally.outcome),
    )


def _number(matter: Matter) -> Markup:
    return Markup("#{number}").format(number=matter.number)


def minutes_draft_card(_: Words, shown: ShownSitting) -> Card:
    """The minutes as a message, with the ways to correct and confirm them; none while the meeting goes on."""
    if shown.meeting.state is MeetingState.OPEN:
        return Card(_("📄 会还在开，纪要等散会了再写。"), thread=shown.council.thread)
    confirmed = shown.minutes and shown.minutes.confirmed
    head = _("📄 <b>会议纪要</b>") if confirmed else _("📄 <b>会议纪要（草稿）</b>")
    rows = [
        (label, _("<b>{label}</b>：{content}", label=label, content=content))
        for label, content in minutes_rows(_, shown)
    ]
    first = {_("名称"), _("时间"), _("应到/实到"), _("决议"), _("结果")}
    in_sight, lines = ([line for label, line in rows if (label in first) is seen] for seen in (True, False))
    ask = _("有出入，请专人或议事长回复这条消息，写要更正的话。没有问题，请议事长点「确认纪要」。")
    tail = [] if confirmed else [ask]
    rest = _("…… 全文见文件。")
    shortest = len(lines)
    while (
        shortest > 1 and text_length(BR.join([head, *in_sight, *lines[:shortest], rest, *tail])) > _.platform.text_limit
    ):
        shortest -= 1
    if shortest < len(lines):
        lines = [*lines[:shortest], rest]
    return Card(
        BR.join([head, *in_sight, fold(lines), *tail]),
        buttons=() if confirmed else _confirm(_, shown),
        thread=shown.council.thread,
    )


def _confirm(_: Words, shown: ShownSitting) -> tuple[tuple[Button, ...], ...]:
    where = shown.council.number, shown.meeting.number
    return ((Button(str(_("确认纪要")), Intent("confirm_minutes", *where)),),)


def minutes_file_card(_: Words, shown: ShownSitting, content: bytes) -> Card:
    """The minutes as a file to print and sign."""
    day = (shown.meeting.opened or shown.meeting.at).astimezone(ZoneInfo(shown.council.zone))
    confirmed = shown.minutes and shown.minutes.confirmed
    caption = _("会议纪要，已经确认，可以打印签名。") if confirmed else _("会议纪要草稿，可以打印。")
    name = str(_("会议纪要-{day}.docx", day=f"{day:%Y-%m-%d}"))
    return Card(caption, file=File(name, content), notify=False, thread=shown.council.thread)


def minutes_reminder_card(_: Words, shown: ShownSitting) -> Card | None:
    """The reminder to confirm the minutes; None when they are confirmed."""
    if shown.minutes is None or shown.minutes.confirmed:
        return None
    text = _(
        "📄 {day}会议的纪要还没有确认。请议事长看一看，点「确认纪要」；有出入就回复这条消息。",
        day=dates.format_day(_, _day(shown.meeting.opened or shown.meeting.at, shown.council.zone)),
    )
    return Card(text, buttons=_confirm(_, shown), thread=shown.council.thread)


def minutes_waiting_card(_: Words, shown: ShownSitting) -> Card | None:
    """The reminder in the head's morning list to confirm the minutes; None when they are confirmed."""
    if shown.minutes is None or shown.minutes.confirmed:
        return None
    text = _(
        "📄 {day}会议的纪要还没有确认。请在群里看一看：没有出入，点「确认纪要」；有出入，回复群里的那份纪要。",
        day=dates.format_day(_, _day(shown.meeting.opened or shown.meeting.at, shown.council.zone)),
    )
    return Card(text, buttons=_confirm(_, shown))


def _day(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))


def minutes_correction_card(_: Words, shown: ShownSitting, whom: Member | None, text: str) -> Card:
    """The correction of the minutes that a member asks the clerk for."""
    lines = [
        _(
            "✏️ {who} 说，{when}的会议纪要要改：",
            who=names.person_name(_, whom),
            when=dates.format_moment(_, shown.meeting.opened or shown.meeting.at, shown.council.zone),
        ),
        Markup.escape(text),
        _("要改的话，请在群里回复那份纪要，写上要补的话。"),
    ]
    return Card(BR.join(lines))

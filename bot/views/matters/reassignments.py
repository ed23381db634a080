"""Words for a matter that was assigned again: to whom and until when, and what stood before."""

from collections.abc import Callable
from datetime import date

from markupsafe import Markup

from bot.domain.councils.council import Member
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Entry
from bot.locales import N_, Words
from bot.ports import Card
from bot.read_models.matters import ShownMatter
from bot.views.matters.work import describe_due, handler_name, matter_button
from bot.views.shared import dates, names
from bot.views.shared.text_fit import BR

REASSIGNED = N_("📌 <b>#{number}</b>「{title}」改派了。\n承办：{handler}\n期限：{due}")
DAY_CHANGED = N_("📌 <b>#{number}</b>「{title}」的期限改了。\n承办：{handler}\n期限：{due}")

DayFormat = Callable[[date], Markup]


def is_reassignment(entry: Entry) -> bool:
    """Return whether a step takes a matter from its handler, or gives them another deadline."""
    return entry.what is Act.ASSIGN and entry.taken is not None


def _is_day_alone(entry: Entry) -> bool:
    """Return whether the handler stays and only the deadline is another."""
    given, taken = entry.given, entry.taken
    if given is None or taken is None or given.due == taken.due:
        return False
    return given.without_deadline().is_same(taken.without_deadline())


def news_sentence(entry: Entry) -> str:
    """Return the sentence of the group's news about a reassignment."""
    return DAY_CHANGED if _is_day_alone(entry) else REASSIGNED


def news_lines(_: Words, shown: ShownMatter, entry: Entry) -> Markup:
    """Return the further line of the news: who had it until when. A handler who loses it is mentioned."""
    how = names.person_name if _is_day_alone(entry) else names.mention_person
    before = _describe_before(_, shown, entry, how, lambda day: dates.format_day(_, day))
    return BR + _("原来：{before}", before=before) if before else Markup("")


def timeline_text(_: Words, shown: ShownMatter, entry: Entry) -> Markup | None:
    """Return an assignment as the timeline tells it; None where nobody is known to whom it was given."""
    given = entry.given
    who = handler_name(_, shown, names.person_name, given) if given and given.is_given else None
    before = _describe_before(_, shown, entry, names.person_name, lambda day: Markup.escape(day.isoformat()))
    if who is None and not before:
        return None
    if _is_day_alone(entry):
        text = _("期限改为 {day}", day=entry.text)
    elif is_reassignment(entry):
        text = _("改派给{who}，期限 {day}", who=who, day=entry.text) if who else _("改派，期限 {day}", day=entry.text)
    else:
        text = _("交办给{who}，期限 {day}", who=who, day=entry.text)
    return _("{text}（原来：{before}）", text=text, before=before) if before else text


def taken_card(_: Words, shown: ShownMatter, entry: Entry) -> Card:
    """The notice to a handler that somebody else carries out the matter now."""
    text = _(
        "📌 <b>#{number}</b>「{title}」改由{handler}承办，期限：{due}。\n您不用再办了，辛苦您了。",
        number=shown.matter.number,
        title=shown.matter.title,
        handler=handler_name(_, shown, names.person_name, entry.given),
        due=describe_due(_, entry.given or shown.matter.assignment),
    )
    if entry.taken and entry.taken.due:
        text += BR + _("（原来请您办到{day}。）", day=dates.format_day(_, entry.taken.due))
    return Card(text, buttons=((matter_button(_("详情"), "details", shown.matter),),))


def handler_lines(_: Words, shown: ShownMatter, entry: Entry) -> Markup:
    """Return the line for the handler on who had it before, or which deadline; empty where nobody had."""
    before = _describe_before(_, shown, entry, names.person_name, lambda day: dates.format_day(_, day))
    if not before:
        return Markup("")
    return BR + (
        _("期限改了，原来是{day}。", day=before) if _is_day_alone(entry) else _("原来：{before}", before=before)
    )


def _describe_before(
    _: Words, shown: ShownMatter, entry: Entry, how: Callable[[Words, Member | None], Markup], day: DayFormat
) -> Markup:
    """Return who had it until when; of a handler who stays only the deadline."""
    taken = entry.taken if is_reassignment(entry) else None
    if taken is None:
        return Markup("")
    until = day(taken.due) if taken.due else _("没有定期限")
    if _is_day_alone(entry) or not taken.is_given:
        return until
    return _("{who}，{until}", who=handler_name(_, shown, how, taken), until=until)

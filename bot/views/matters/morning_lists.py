"""The one message of a morning: what officers and handlers have not been told yet, and the buttons to deal with it."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Matter
from bot.domain.matters.morning import TO_HANDLER, TO_OFFICERS, WITH_HANDLER, Fact
from bot.domain.matters.officer_duty import last_entry
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.matters import MatterReader, MorningList, ShownMatter
from bot.views.matters.act_buttons import HANDLER_ACTS, act_button, menu_button, offered_acts
from bot.views.matters.work import assignee_name, clock_name
from bot.views.shared import dates
from bot.views.shared.button_rows import button_rows
from bot.views.shared.command_list import desk_button
from bot.views.shared.screen import fold
from bot.views.shared.text_fit import BR, shorten

FACT_LABELS: Mapping[Fact, str] = {
    Fact.LATE: N_("您承办的，过了期限"),
    Fact.TODAY: N_("您承办的，这就到期"),
    Fact.SOON: N_("您承办的，快到期"),
    Fact.SIGN: N_("请您签收"),
    Fact.HANDED_UP: N_("逐级上报，交给您承办"),
    Fact.GRACE: N_("您承办的，多宽限一个工作日"),
    Fact.PROGRESS: N_("还在向上争取，请说说进展"),
    Fact.WAITS_LONG: N_("待受理，过了期限"),
    Fact.POST_LATE: N_("待公示，过了期限"),
    Fact.WAITING: N_("待受理", "queue"),
    Fact.POST: N_("待公示", "queue"),
    Fact.ASSIGN: N_("待交办", "queue"),
    Fact.UNSIGNED: N_("过了签收期限，还没签收"),
    Fact.PAST: N_("超期", "queue"),
    Fact.LOOK_BACK: N_("报办结了，待回访"),
}
# The next step of a matter that stands alone in the list, when it is not the handler's; the rest is behind 办理….
NEXT_STEPS: Mapping[Fact, tuple[Act, ...]] = {
    Fact.WAITS_LONG: (Act.ACCEPT, Act.REJECT),
    Fact.WAITING: (Act.ACCEPT, Act.REJECT),
    Fact.POST_LATE: (Act.PUBLISH,),
    Fact.POST: (Act.PUBLISH,),
    Fact.ASSIGN: (Act.ASSIGN,),
    Fact.UNSIGNED: (Act.ASSIGN,),
    Fact.PAST: (Act.ASSIGN,),
    Fact.LOOK_BACK: (Act.REOPEN,),
}
WITH_DAY = frozenset({Fact.LATE, Fact.TODAY, Fact.SOON, Fact.HANDED_UP, Fact.PAST})
TITLE_LIMIT = 18
NAMED_OPENLY = 4  # matters with their titles; of more the numbers stand first, and the titles in the fold
NUMBERS_SHOWN = 20  # outside of the fold, of all facts together
NAMED_AT_ALL = 60
BUTTONS_SHOWN = 10
PER_ROW = 5


def morning_card(
    _: Words,
    shown: MorningList,
    only: ShownMatter | None,
    reader: MatterReader | None,
    notices: Sequence[Card] = (),
) -> Card | None:
    """The list of what is new to one person this morning; None when all of it was settled meanwhile.

    `only` is the matter when there is just one, and `reader` what they may do with it. `notices` are reminders of other
    things than matters.
    """
    if not (shown.told or notices):
        return None
    every = [(fact, matter) for fact, matters in shown.told.items() for matter in matters]
    lines = [_("☀️ 您好！<b>{name}</b> 今天请您看看：", name=shown.council.name)]
    if len(every) <= NAMED_OPENLY:
        lines += [_named(_, shown, fact, matter) for fact, matter in every]
    else:
        most = NUMBERS_SHOWN // len(shown.told)
        lines += [_counted(_, fact, matters, most) for fact, matters in shown.told.items()]
        named = [_named(_, shown, fact, matter) for fact, matter in every[:NAMED_AT_ALL]]
        lines.append(fold(named))
    lines += [each.text for each in notices]
    rows = list(dict.fromkeys(row for each in notices for row in each.buttons))
    return Card(BR.join(lines), buttons=(*_buttons(_, shown, only, reader), *rows, *_desk(_, shown)))


def _counted(_: Words, fact: Fact, matters: Sequence[Matter], most: int) -> Markup:
    """Return a fact with the numbers of its matters, of so many at most."""
    numbers = _("、").join(f"#{matter.number}" for matter in matters[:most])
    line = _("<b>{label}</b> {n} 件：{numbers}", label=_(FACT_LABELS[fact]), n=len(matters), numbers=numbers)
    return _("{line} 等", line=line) if len(matters) > most else line


def _named(_: Words, shown: MorningList, fact: Fact, matter: Matter) -> Markup:
    """Return a matter with its title, the day that was promised, and for officers who promised it."""
    due = matter.assignment.due
    line = _(
        "<b>{label}</b> #{number}「{title}」",
        label=_(FACT_LABELS[fact]),
        number=matter.number,
        title=shorten(matter.title, TITLE_LIMIT),
    )
    given = last_entry(matter, Act.GRACE) if fact is Fact.GRACE else None
    if given:
        day = dates.format_day(_, date.fromisoformat(given.text))
        return _("{line}，{clock}到{day}", line=line, clock=clock_name(_, matter, given), day=day)
    if fact in WITH_DAY and due:
        line = _("{line}，期限 {day}", line=line, day=dates.format_day(_, due))
    if fact in WITH_HANDLER and matter.assignment.is_given:
        line = _("{line}，承办 {who}", line=line, who=assignee_name(_, matter.assignment, shown.handlers))
    return line


def _buttons(
    _: Words, shown: MorningList, only: ShownMatter | None, reader: MatterReader | None
) -> tuple[tuple[Button, ...], ...]:
    council = shown.council.number
    if only and reader:
        details = Button(str(_("详情")), Intent("details", council, only.matter.number))
        return (*_next_steps(_, shown, only, reader), (details, menu_button(_, only.matter)))
    mine = [matter for fact, matters in shown.told.items() if fact in TO_HANDLER for matter in matters]
    numbers = [Button(f"#{each.number}", Intent("details", council, each.number)) for each in mine[:BUTTONS_SHOWN]]
    return button_rows(numbers, PER_ROW)


def _desk(_: Words, shown: MorningList) -> tuple[tuple[Button, ...], ...]:
    """Return the row of the desk, for officers of whom something is wanted."""
    return ((desk_button(_, shown.council.number),),) if shown.told.keys() & TO_OFFICERS else ()


def _next_steps(
    _: Words, shown: MorningList, only: ShownMatter, reader: MatterReader
) -> tuple[tuple[Button, ...], ...]:
    """Return the row of what the reader is asked to do with the only matter, and may do."""
    asked = [act for fact in shown.told for act in NEXT_STEPS.get(fact, HANDLER_ACTS)]
    possible = offered_acts(only, reader)
    steps = [act_button(_, act, only.matter) for act in dict.fromkeys(asked) if act in possible]
    return button_rows(steps, PER_ROW)

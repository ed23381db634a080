"""Buttons of a matter: the three of its card in the group, the acts of its only reader, and the menu of these acts."""

from bot.domain.councils.council import Member
from bot.domain.hierarchy.escalation_ladder import is_staffed, level_above
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Matter, can, is_done_here
from bot.domain.matters.state import AT_WORK, State
from bot.locales import Words
from bot.ports import Button, Card
from bot.read_models.matters import MatterReader, ShownMatter
from bot.views.matters.work import LABELS, answer_buttons, matter_button, private_chat_buttons
from bot.views.shared import labels
from bot.views.shared.button_rows import button_rows
from bot.views.shared.text_fit import BR

IN_A_ROW = 3
OWN_ACTS = (  # in the order of a matter's life
    Act.ACCEPT,
    Act.REJECT,
    Act.MERGE,
    Act.CATEGORISE,
    Act.AGENDA,
    Act.DEFER,
    Act.REFER,
    Act.OPINION,
    Act.STAGE,
    Act.POLL,
    Act.VOTE,
    Act.RESOLVE,
    Act.PUBLISH,
    Act.OBJECT,
    Act.REPLY,
    Act.ASSIGN,
    Act.ACK,
    Act.PROGRESS,
    Act.DONE,
    Act.RETURN,
    Act.AMEND,
    Act.WHISTLE,
    Act.PAUSE,
    Act.RESUME,
    Act.LONG_RUN,
    Act.WITHDRAW,
    Act.RESTORE,
    Act.REOPEN,
    Act.ARCHIVE,
    Act.UNDO_DONE,
    Act.UNDO_CLOSE,
    Act.UNDO_ARCHIVE,
)
SUPPORT_BUTTONS = frozenset({Act.SUPPORT, "unsupport"})
HANDLER_ACTS = (Act.ACK, Act.PROGRESS, Act.DONE, Act.RETURN)


def act_button(_: Words, act: Act, matter: Matter) -> Button:
    """Return the button of an act."""
    label = _(LABELS[act])
    if act is Act.ASSIGN and matter.state in AT_WORK - {State.RESOLVED}:
        label = _("改派")
    if act is Act.RETURN and matter.above:
        label = _("收回上报")
    return matter_button(label, "category" if act is Act.CATEGORISE else act, matter)


def menu_button(_: Words, matter: Matter) -> Button:
    """Return the button that shows each who presses it what they may do."""
    return matter_button(_("办理…"), "acts", matter)


def group_buttons(_: Words, shown: ShownMatter) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons that all see: support, details, and what each may do."""
    matter = shown.matter
    takes_support = can(matter, Act.SUPPORT) and is_done_here(matter, Act.SUPPORT)
    support = (matter_button(_("附议 {n}", n=shown.supporters), Act.SUPPORT, matter),) if takes_support else ()
    return ((*support, matter_button(_("详情"), "details", matter), menu_button(_, matter)),)


def own_buttons(_: Words, shown: ShownMatter, reader: MatterReader) -> tuple[tuple[Button, ...], ...]:
    """Return the acts that the only reader may do now, with what they did marked."""
    matter = shown.matter
    rows: list[tuple[Button, ...]] = []
    if Act.SATISFIED in reader.acts:
        rows.append(tuple(answer_buttons(_, matter, reader.answered)))
    if Act.SUPPORT in reader.acts:
        rows.append((support_button(_, matter, supports=reader.supports),))
    acts = [act_button(_, act, matter) for act in offered_acts(shown, reader)]
    rows += button_rows(acts, IN_A_ROW)
    return tuple(rows)


def work_rows(
    _: Words, matter: Matter, member: Member | None, reader: MatterReader | None
) -> tuple[tuple[Button, ...], ...]:
    """Return the rows of a task: the acts of its only reader, or where all read it the way to what each may do."""
    if reader is None:
        return ((menu_button(_, matter),), *private_chat_buttons(_, matter, member))
    row = tuple(act_button(_, act, matter) for act in HANDLER_ACTS if act in reader.acts)
    return (row,) if row else ()


def support_button(_: Words, matter: Matter, *, supports: bool) -> Button:
    """Return the button that supports the matter, or takes the support back."""
    return matter_button(_("收回附议") if supports else _("附议"), "unsupport" if supports else Act.SUPPORT, matter)


def offered_acts(shown: ShownMatter, reader: MatterReader) -> list[Act]:
    """Return the acts that lead somewhere and that no other button offers."""
    matter, council = shown.matter, shown.council
    is_heard = matter.assignment.overdue or is_staffed(council.ladder) or council.parent
    left_out = {
        Act.PUBLISH: matter.publication and matter.state is State.RESOLVED,
        Act.WHISTLE: not is_heard or level_above(council.ladder, matter.level) is None,
        Act.REOPEN: Act.SATISFIED in reader.acts,
    }
    return [act for act in OWN_ACTS if act in reader.acts and not left_out.get(act)]


def acts_card(_: Words, shown: ShownMatter, reader: MatterReader) -> Card:
    """The menu of what one person may do with the matter now."""
    matter = shown.matter
    head = _(
        "{mark} <b>#{number}</b>「{title}」（{state}）",
        mark=labels.MARKS[matter.state],
        number=matter.number,
        title=matter.title,
        state=_(labels.STATE_LABELS[matter.state]),
    )
    if offered_acts(shown, reader) or Act.SATISFIED in reader.acts:
        text = _("您现在可以：")
    elif Act.SUPPORT not in reader.acts:
        text = _("现在不用您做什么。想知道办到哪一步了，请点「详情」。有话要说，直接回复这个议题的卡片。")
    elif reader.supports:
        text = _("您附议了，现在不用再做什么。有话要说，直接回复这个议题的卡片。")
    else:
        text = _("现在不用您办什么。您可以附议、看详情；有话要说，直接回复这个议题的卡片。")
    own = own_buttons(_, shown, reader)
    return Card(BR.join([head, text]), buttons=(*own, (matter_button(_("详情"), "details", matter),)))

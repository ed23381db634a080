"""The handler of a matter, its deadline, and the buttons for the work."""

from collections.abc import Callable, Mapping
from datetime import date

from markupsafe import Markup

from bot.domain.councils.council import Member
from bot.domain.hierarchy.escalation_ladder import is_staffed
from bot.domain.matters.acts import Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.matter import Answer, Entry, Matter
from bot.domain.matters.state import LOOKING_BACK, State
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.working_days import is_fixed_holiday
from bot.locales import N_, Words
from bot.ports import Button
from bot.read_models.matters import ShownMatter
from bot.read_models.shared import Names
from bot.views.hierarchy import ladders
from bot.views.shared import dates, labels, names
from bot.views.shared.text_fit import BR

LABELS: Mapping[Act, str] = {
    Act.ACCEPT: N_("受理"),
    Act.REJECT: N_("不受理"),
    Act.MERGE: N_("并案"),
    Act.CATEGORISE: N_("类别"),
    Act.AGENDA: N_("列入议程"),
    Act.DEFER: N_("缓议"),
    Act.REFER: N_("移交"),
    Act.OPINION: N_("协商意见"),
    Act.POLL: N_("摸底"),
    Act.VOTE: N_("表决"),
    Act.RESOLVE: N_("决议", "button"),
    Act.AMEND: N_("改决议"),
    Act.STAGE: N_("记下一步"),
    Act.PUBLISH: N_("公示"),
    Act.OBJECT: N_("异议"),
    Act.REPLY: N_("答复异议"),
    Act.ASSIGN: N_("交办"),
    Act.ACK: N_("签收"),
    Act.RETURN: N_("退回"),
    Act.PROGRESS: N_("进展"),
    Act.DONE: N_("办结"),
    Act.WHISTLE: N_("吹哨"),
    Act.PAUSE: N_("暂停计时", "button"),
    Act.RESUME: N_("继续"),
    Act.LONG_RUN: N_("向上争取"),
    Act.WITHDRAW: N_("撤回"),
    Act.REOPEN: N_("重新办理"),
    Act.ARCHIVE: N_("归档"),
    Act.RESTORE: N_("恢复"),
    Act.UNDO_DONE: N_("撤销办结"),
    Act.UNDO_CLOSE: N_("撤回评价"),
    Act.UNDO_ARCHIVE: N_("撤销归档"),
}


def matter_button(label: Markup, act: str, matter: Matter, arg: str = "") -> Button:
    """Return a button that asks for an act about the matter."""
    return Button(str(label), Intent(act, matter.council, matter.number, arg))


def private_chat_buttons(_: Words, matter: Matter, member: Member | None) -> tuple[tuple[Button, ...], ...]:
    """Return a button to the private chat for a person who has not opened it."""
    if member is None or member.reachable:
        return ()
    return ((Button(str(_("💬 私聊我")), url=f"start:c-{matter.council}-m-{matter.number}"),),)


def handler_name(
    _: Words,
    shown: ShownMatter,
    how: Callable[[Words, Member | None], Markup],
    given: Assignment | None = None,
) -> Markup:
    """Return the handler's name: of a member, a person without an account, or an office.

    `given`: an earlier assignment of the matter; without it, or where it names nobody, the newest.
    """
    given = given if given and given.is_given else shown.matter.assignment
    if given.handler:
        return how(_, shown.names.get(given.handler))
    return Markup.escape(given.handler_name) or ladders.level_name(_, shown.council, shown.matter.level)


def assignee_name(_: Words, given: Assignment, known: Names) -> Markup:
    """Return the name of a handler where no office is meant: as it was written down, or a member's."""
    return Markup.escape(given.handler_name) or names.person_name(_, known.get(given.handler or 0))


def describe_absent(_: Words, shown: ShownMatter) -> Markup:
    """Return the advice to act for a handler without an account, on a ladder whose clock would escalate the matter."""
    matter, given = shown.matter, shown.matter.assignment
    if given.handler or not given.handler_name or matter.above:
        return Markup("")
    if not (matter.below or is_staffed(shown.council.ladder)):
        return Markup("")
    return BR + _("{who} 收不到这里的消息：请专人告诉一声，再替他点「签收」。", who=given.handler_name)


def clock_name(_: Words, matter: Matter, given: Entry) -> Markup:
    """Return the name of the deadline that was extended: acknowledging, doing, or answering the look-back."""
    if matter.state in LOOKING_BACK:
        return _("评价的时间")
    due = matter.assignment.due
    if matter.state is State.DISPATCHED and due and due > date.fromisoformat(given.text):
        return _("签收的时间")
    return _("办理的期限")


def describe_due(_: Words, given: Assignment) -> Markup:
    """Return the deadline as a day, marked when unpublished holidays may still move it."""
    if given.due is None:
        return _("还没有定")
    return dates.format_day(_, given.due) if given.due_known else describe_unsure(_, given.due)


def describe_unsure(_: Words, day: date) -> Markup:
    """Return the day with a warning that it may still move, unless it is a holiday that the law fixes."""
    if is_fixed_holiday(day):
        return dates.format_day(_, day)
    return _("{day}（那年的放假安排还没公布，可能会变）", day=dates.format_day(_, day))


def answer_buttons(_: Words, matter: Matter, given: Answer | None = None) -> list[Button]:
    """Return the three answers to "is it really done", with the one that the only reader has `given` marked."""
    buttons = []
    for answer in Answer:
        label = _(labels.ANSWER_LABELS[answer])
        marked = _("✓ {label}", label=label) if answer is given else label
        buttons.append(matter_button(marked, "answer", matter, answer.value))
    return buttons

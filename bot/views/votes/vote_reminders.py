"""Reminders of a running vote."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.domain.councils.council import Member
from bot.domain.votes.tally import Choice
from bot.locales import Words
from bot.ports import Button, Card
from bot.read_models.votes import ShownVote
from bot.views.shared import dates, names
from bot.views.shared.text_fit import BR
from bot.views.votes.votes import choice_buttons, question_text

NAMES_LIMIT = 30  # people named in one line


def vote_reminder_card(_: Words, shown: ShownVote, member: Member | None) -> Card:
    """The private reminder to a voter, with the buttons to vote."""
    vote = shown.vote
    text = _(
        "🗳 {who}，<b>#{number}</b> 正在表决，您还没有投票：\n{question}\n\n截止：<b>{when}</b>\n请点一下您的选择。",
        who=names.person_name(_, member),
        number=vote.matter,
        question=question_text(_, vote),
        when=dates.format_moment(_, vote.closes, shown.council.zone) if vote.closes else "",
    )
    return Card(text, buttons=(choice_buttons(_, vote),))


def voted_card(_: Words, shown: ShownVote, member: Member | None, choice: Choice | None) -> Card:
    """The private reminder once its reader has voted: what they chose is ticked, unless the vote is secret."""
    vote = shown.vote
    text = _(
        "🗳 {who}，<b>#{number}</b> 的表决，您投过了，谢谢：\n{question}\n\n截止：<b>{when}</b>\n"
        "截止前可以改，以最后一次为准。",
        who=names.person_name(_, member),
        number=vote.matter,
        question=question_text(_, vote),
        when=dates.format_moment(_, vote.closes, shown.council.zone) if vote.closes else "",
    )
    return Card(text, buttons=(choice_buttons(_, vote, choice),))


def group_vote_reminder_card(_: Words, shown: ShownVote, silent: Sequence[Member]) -> Card:
    """The reminder in the group, with the names of voters out of reach in private."""
    vote = shown.vote
    who = _("、").join(names.mention_person(_, member) for member in silent[:NAMES_LIMIT])
    if len(silent) > NAMES_LIMIT:
        who = _("{names} 等 {n} 位", names=who, n=len(silent))
    text = _(
        "🗳 {who}：<b>#{number}</b> 的表决，您还没有投。请往上看，点一下您的选择。\n截止：{when}",
        who=who,
        number=vote.matter,
        when=dates.format_moment(_, vote.closes, shown.council.zone) if vote.closes else "",
    )
    chat = Button(str(_("💬 私聊我")), url=f"start:c-{vote.council}")
    return Card(text, buttons=((chat,),), thread=shown.council.thread)


def reminded_card(  # what was done, for whom, and where it is said
    _: Words,
    shown: ShownVote,
    total: int,
    named: Sequence[Member],
    unknown: Sequence[str],
    *,
    units: bool,
    in_private: bool,
) -> Card:
    """The report to an officer: how many were reminded and how many are out of reach, in private with their names."""
    number = shown.vote.matter
    if total:
        lines = [_("🗳 #{number}：已经提醒还没有投票的 {total} 位。", number=number, total=total)]
    else:
        lines = [_("🗳 #{number}：连上账号的人都投过了，没有要提醒的。", number=number)]
    if named and in_private:
        who = _("、").join(names.person_name(_, member) for member in named[:NAMES_LIMIT])
        lines.append(_("其中 {n} 位没有私聊过我，只在群里点了名：{who}", n=len(named), who=_cut(_, who, len(named))))
    elif named:
        lines.append(_("其中 {n} 位没有私聊过我，只在群里点了名。", n=len(named)))
    if unknown:
        n = len(unknown)
        reason = (
            _("还有 {n} 户没有人连上账号，我联系不上。", n=n) if units else _("还有 {n} 位没有账号，我联系不上。", n=n)
        )
        lines.append(reason)
        if in_private:
            lines.append(_cut(_, _("、").join(unknown[:NAMES_LIMIT]), n))
        if in_private and units:
            lines.append(_("可以上门请他们填纸质票，再发 /paper {number} 录入。", number=number))
    return Card(BR.join(lines))


def _cut(_: Words, listed: Markup, n: int) -> Markup:
    """Mark a list of `n` names as cut when it was."""
    return _("{names} 等", names=listed) if n > NAMES_LIMIT else listed

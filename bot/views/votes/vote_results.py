"""The result of a vote, and the files that go with it."""

from markupsafe import Markup

from bot.domain.matters.acts import Act
from bot.domain.matters.state import State
from bot.domain.shared.button_intent import Intent
from bot.domain.votes.tally import Outcome, Tally
from bot.domain.votes.vote import Vote
from bot.locales import Words
from bot.ports import Button, Card, File
from bot.read_models.votes import ShownVote
from bot.views.shared import dates
from bot.views.shared.screen import fold
from bot.views.shared.text_fit import BR
from bot.views.votes import tallies
from bot.views.votes.turnout import turnout_chart
from bot.views.votes.votes import HASH, question_text, vote_kind, vote_mode, vote_scope


def vote_result_card(_: Words, shown: ShownVote, tally: Tally) -> Card:
    """The result with every number and its reasons; an adopted one has a button to assign it."""
    vote, zone = shown.vote, shown.council.zone
    lines = [
        _("📊 <b>{kind}结果 #{number}</b>", kind=vote_kind(_, vote), number=vote.matter),
        question_text(_, vote),
        Markup(""),
        *tallies.outcome_lines(_, tally),
        *tallies.amount_lines(_, tally),
    ]
    basis = [
        *tallies.checked_lines(_, tally),
        _("规则：{rule}", rule=tallies.rule_name(_, shown.rule)),
        _("依据：{source}", source=shown.rule.source),
        _("方式：{mode}", mode=vote_mode(_, vote)),
        _("范围：{scope}", scope=vote_scope(_, vote)),
    ]
    if vote.opens and vote.closes:
        window = (dates.format_moment(_, each, zone) for each in (vote.opens, vote.closes))
        basis.append(_("时间：{start} 到 {end}", start=next(window), end=next(window)))
    basis.append(_("记录号 <code>{head}</code>", head=vote.closed_head[:HASH]))
    if not vote.official:
        lines.append(_("这是意向表决，供大家商量时参考。"))
    basis.append(_("计票由机器人完成，不构成法律意见。"))
    buttons: tuple[tuple[Button, ...], ...] = ()
    is_decided = vote.official and tally.outcome is Outcome.PASSED
    if is_decided and shown.matter.state is State.RESOLVED:
        buttons = ((Button(str(_("交办")), Intent(Act.ASSIGN, vote.council, vote.matter)),),)
    text = BR.join([*lines, fold(basis)])
    return Card(text, buttons=buttons, thread=shown.council.thread, chart=turnout_chart(_, tally))


def announcement_card(_: Words, vote: Vote, content: bytes) -> Card:
    """The announcement for the wall, as a file."""
    name = _("表决结果公示-{number}.docx", number=vote.matter)
    return Card(_("公示用的文件，可以打印出来张贴。"), file=File(str(name), content))


def proof_card(_: Words, vote: Vote, content: bytes) -> Card:
    """The file from which anybody can count a vote's ballots again."""
    name = _("计票文件-{number}.json", number=vote.matter)
    text = _("计票文件：里面有全部的票，不写名字。谁都可以拿去重新计票、核对。")
    return Card(text, file=File(str(name), content))

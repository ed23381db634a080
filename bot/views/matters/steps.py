"""The lines of a matter's timeline, one for each step."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.domain.matters.acts import Act
from bot.domain.matters.kind import Kind
from bot.domain.matters.matter import Entry, earlier_resolution
from bot.domain.polls.poll import Poll
from bot.domain.votes.vote import Vote
from bot.locales import N_, Words
from bot.read_models.matters import ShownMatter
from bot.views.hierarchy import ladders
from bot.views.matters import reassignments
from bot.views.matters.work import handler_name
from bot.views.polls import polls
from bot.views.shared import dates, labels, names
from bot.views.shared.text_fit import drop_middle, lines_fit, shorten
from bot.views.votes import votes

ENTRY_TEXTS = (1000, 200, 60)  # of one step in the timeline; the first length with which the whole has room
WHAT: Mapping[Act, str] = {
    Act.SUBMIT: N_("提出", "timeline"),
    Act.RECORD: N_("代录", "timeline"),
    Act.EDIT: N_("修改了内容", "timeline"),
    Act.ACCEPT: N_("受理", "timeline"),
    Act.ON_THE_SPOT: N_("当场办好，有照片", "timeline"),
    Act.REJECT: N_("不受理：{text}", "timeline"),
    Act.MERGE: N_("并入 {text}", "timeline"),
    Act.ABSORB: N_("{text} 并入这个议题", "timeline"),
    Act.WITHDRAW: N_("撤回", "timeline"),
    Act.RESTORE: N_("恢复", "timeline"),
    Act.KIND: N_("种类改为「{text}」", "timeline"),
    Act.AGENDA: N_("列入议程", "timeline"),
    Act.DEFER: N_("缓议：{text}", "timeline"),
    Act.REFER: N_("移交：{text}", "timeline"),
    Act.STAGE: N_("记下一步：{text}", "timeline"),
    Act.DELIBERATE: N_("开议", "timeline"),
    Act.OPINION: N_("协商意见：{text}", "timeline"),
    Act.POLL: N_("发起意向摸底", "timeline"),
    Act.POLLED: N_("意向摸底结束", "timeline"),
    Act.VOTE: N_("发起表决", "timeline"),
    Act.VOTED: N_("表决结束：{text}", "timeline"),
    Act.DECIDED: N_("表决结束：{text}", "timeline"),
    Act.VOID: N_("表决作废：{text}", "timeline"),
    Act.RESOLVE: N_("决议：{text}", "timeline"),
    Act.AMEND: N_("改决议：{text}", "timeline"),
    Act.PUBLISH: N_("公示到 {text}", "timeline"),
    Act.OBJECT: N_("异议：{text}", "timeline"),
    Act.REPLY: N_("答复异议：{text}", "timeline"),
    Act.UNANSWERED: N_("公示期满，还有 {text} 条异议没有答复", "timeline"),
    Act.PUBLISHED: N_("公示结束，{text}", "timeline"),
    Act.ASSIGN: N_("交办，期限 {text}", "timeline"),
    Act.ACK: N_("签收", "timeline"),
    Act.RETURN: N_("退回：{text}", "timeline"),
    Act.LONG_RUN: N_("转为向上争取：{text}", "timeline"),
    Act.CALL: N_("吹哨：{text}", "timeline"),
    Act.WHISTLE: N_("吹哨上报 {climbed}：{text}", "timeline"),
    Act.UNACKNOWLEDGED: N_("没有按时签收，上报 {climbed}", "timeline"),
    Act.ESCALATE: N_("过了期限，上报 {climbed}", "timeline"),
    Act.REOPEN_ABOVE: N_("又不满意，上报 {climbed}：{text}", "timeline"),
    Act.PAUSE: N_("暂停计时：{text}", "timeline"),
    Act.RESUME: N_("恢复计时，期限 {text}", "timeline"),
    Act.RECEIVED: N_("从 {text} 上报来", "timeline"),
    Act.GIVE_BACK: N_("退回下级：{text}", "timeline"),
    Act.TAKE_BACK: N_("收回上报：{text}", "timeline"),
    Act.PUBLISH_RESULT: N_("结果公示到 {text}", "timeline"),
    Act.PROGRESS: N_("进展：{text}", "timeline"),
    Act.NOTE: N_("进展：{text}", "timeline"),
    Act.REMARK: N_("补充：{text}", "timeline"),
    Act.OVERDUE: N_("过了期限，还没有办结", "timeline"),
    Act.GRACE: N_("机器人有一阵子不在，期限宽限到 {text}", "timeline"),
    Act.DONE: N_("办结：{text}", "timeline"),
    Act.ANSWER_YES: N_("评价：满意", "timeline"),
    Act.ANSWER_MOSTLY: N_("评价：基本满意", "timeline"),
    Act.REOPEN: N_("不满意，继续办理：{text}", "timeline"),
    Act.CLOSE: N_("销号", "timeline"),
    Act.UNVERIFIED: N_("销号，未回访到", "timeline"),
    Act.ARCHIVE: N_("归档", "timeline"),
    Act.UNDO_DONE: N_("撤销办结，继续办", "timeline"),
    Act.UNDO_CLOSE: N_("撤回评价，还没有销号", "timeline"),
    Act.UNDO_ARCHIVE: N_("撤销归档", "timeline"),
}


def timeline_lines(
    _: Words, shown: ShownMatter, asked: Mapping[str, Poll], voted: Mapping[str, Vote], room: int
) -> list[Markup]:
    """Return every step in full, or shortened, or when there are too many the first and the newest."""
    lines: list[Markup] = []
    for limit in ENTRY_TEXTS:
        lines = [timeline_line(_, shown, entry, asked, voted, limit) for entry in shown.matter.timeline]
        if lines_fit(lines, room):
            return lines
    return drop_middle(lines, room, lambda n: _("… 中间还有 {n} 条 …", n=n))


def timeline_line(
    _: Words,
    shown: ShownMatter,
    entry: Entry,
    asked: Mapping[str, Poll],
    voted: Mapping[str, Vote],
    limit: int,
) -> Markup:
    """One line of the timeline: day, name, what happened; own words are cut after `limit` UTF-16 units."""
    text = own_words(_, entry, limit)
    if entry.what in {Act.VOTED, Act.DECIDED} and entry.text in voted:
        text = votes.vote_outcome(_, voted[entry.text])
    if entry.what is Act.AMEND:
        text = _amended_text(_, shown, entry, text, limit)
    if entry.what == Act.KIND:
        text = _(labels.KIND_LABELS[Kind(entry.text)])
    climbed = ladders.describe_escalation(_, shown.council, entry.climbed)
    assigned = reassignments.timeline_text(_, shown, entry) if entry.what is Act.ASSIGN else None
    what = assigned or _(WHAT[entry.what], text=text, climbed=climbed)
    if entry.what == Act.RETURN and entry.climbed:
        what = _("{what}（{climbed}）", what=what, climbed=climbed)
    if entry.what == Act.POLLED and entry.text in asked:
        what = _("{what}：{numbers}", what=what, numbers=polls.poll_result_line(_, asked[entry.text]))
    if entry.what == Act.VOTE and entry.text in voted and voted[entry.text].motion:
        what = _("{what}：{text}", what=what, text=shorten(voted[entry.text].question, limit))
    if entry.expected:
        what += _("（应到 {expected} 人，实到 {present} 人）", expected=entry.expected, present=entry.present)
    day = dates.format_iso_day(entry.at, shown.council.zone)
    if entry.office:
        return _("{day} {who} {what}", day=day, who=entry.office, what=what)
    if entry.person is None:
        return _("{day} {what}", day=day, what=what)
    return _("{day} {who} {what}", day=day, who=names.person_name(_, shown.names.get(entry.person)), what=what)


def _amended_text(_: Words, shown: ShownMatter, entry: Entry, text: str, limit: int) -> Markup:
    """Return a changed resolution with the one before, and who need not carry it out for now."""
    before = shorten(earlier_resolution(shown.matter, entry), limit)
    both = _("{text}（原来：{before}）", text=text, before=before)
    if entry.taken is None or not entry.taken.is_given:
        return both
    return _("{text}，{who}先不用办了", text=both, who=handler_name(_, shown, names.person_name, entry.taken))


def own_words(_: Words, entry: Entry, limit: int) -> Markup:
    """Return the words of a step, or that a picture says it."""
    if entry.attachments and not entry.text:
        return _("（见附件）")
    if entry.what == Act.PUBLISHED:
        return _("没有异议") if entry.text == "0" else _("异议 {n} 条，都有答复", n=entry.text)
    return Markup.escape(shorten(entry.text, limit))

"""A matter as people see it: the card, the details with the whole timeline, the news, the questions."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.domain.category import Category
from bot.domain.council import Member
from bot.domain.intents import Intent
from bot.domain.kind import Kind
from bot.domain.ladder import above, is_manned
from bot.domain.matter import (
    AT_WORK,
    LOOK_BACK,
    LOOKING_BACK,
    TEXT_LIMIT,
    Answer,
    Entry,
    Matter,
    Origin,
    State,
    alone,
    done_here,
    possible,
)
from bot.domain.poll import Poll
from bot.domain.procedure import DEFAULT, PROCEDURES
from bot.domain.vote import Vote
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.shown import ShownMatter
from bot.views import labels, ladders, names, polls, votes, when
from bot.views.room import BR, MESSAGE, fits, length, shortened, without_middle

CARD_TEXT = 600  # of the proposal on the card; the details show all
NEWS_TEXT = 700
RESOLUTION_TEXT = 1000
BEFORE = 8  # steps below that the card of a matter from there shows
SIGNED = 300  # of the names below a formal proposal
ENTRY_TEXTS = (1000, 200, 60)  # of one step in the timeline; the first length with which the whole has room

WHAT: Mapping[str, str] = {
    "submitted": N_("提出", "timeline"),
    "recorded": N_("代录", "timeline"),
    "edited": N_("修改了内容", "timeline"),
    "accept": N_("受理", "timeline"),
    "on_the_spot": N_("当场办好，有照片", "timeline"),
    "reject": N_("不受理：{text}", "timeline"),
    "merge": N_("并入 {text}", "timeline"),
    "absorb": N_("{text} 并入这个议题", "timeline"),
    "withdraw": N_("撤回", "timeline"),
    "restore": N_("恢复", "timeline"),
    "kind": N_("种类改为「{text}」", "timeline"),
    "agenda": N_("列入议程", "timeline"),
    "defer": N_("缓议：{text}", "timeline"),
    "refer": N_("移交：{text}", "timeline"),
    "stage": N_("记下一步：{text}", "timeline"),
    "deliberate": N_("开议", "timeline"),
    "opinion": N_("协商意见：{text}", "timeline"),
    "poll": N_("发起意向摸底", "timeline"),
    "polled": N_("意向摸底结束", "timeline"),
    "vote": N_("发起表决", "timeline"),
    "voted": N_("表决结束：{text}", "timeline"),
    "decided": N_("表决结束：{text}", "timeline"),
    "void": N_("表决作废：{text}", "timeline"),
    "resolve": N_("决议：{text}", "timeline"),
    "publish": N_("公示到 {text}", "timeline"),
    "object": N_("异议：{text}", "timeline"),
    "reply": N_("答复异议：{text}", "timeline"),
    "unanswered": N_("公示期满，还有 {text} 条异议没有答复", "timeline"),
    "published": N_("公示结束，{text}", "timeline"),
    "assign": N_("交办，期限 {text}", "timeline"),
    "ack": N_("签收", "timeline"),
    "return": N_("退回：{text}", "timeline"),
    "long_run": N_("转为向上争取：{text}", "timeline"),
    "call": N_("吹哨：{text}", "timeline"),
    "whistle": N_("吹哨上报 {climbed}：{text}", "timeline"),
    "unacknowledged": N_("没有按时签收，上报 {climbed}", "timeline"),
    "escalate": N_("过了期限，上报 {climbed}", "timeline"),
    "reopen_above": N_("又不满意，上报 {climbed}：{text}", "timeline"),
    "pause": N_("暂停计时：{text}", "timeline"),
    "resume": N_("恢复计时，期限 {text}", "timeline"),
    "received": N_("从 {text} 上报来", "timeline"),
    "give_back": N_("退回下级：{text}", "timeline"),
    "take_back": N_("收回上报：{text}", "timeline"),
    "publish_result": N_("结果公示到 {text}", "timeline"),
    "progress": N_("进展：{text}", "timeline"),
    "note": N_("进展：{text}", "timeline"),
    "overdue": N_("过了期限，还没有办结", "timeline"),
    "grace": N_("机器人有一阵子不在，期限宽限到 {text}", "timeline"),
    "done": N_("办结：{text}", "timeline"),
    "answer_yes": N_("评价：满意", "timeline"),
    "answer_mostly": N_("评价：基本满意", "timeline"),
    "reopen": N_("不满意，继续办理：{text}", "timeline"),
    "close": N_("销号", "timeline"),
    "unverified": N_("销号，未回访到", "timeline"),
    "archive": N_("归档", "timeline"),
}
CHOSEN: Mapping[str, str] = {
    "like": N_("{who} 附议了已有的议题，谢谢！"),
    "submit": N_("{who} 另提了一个议题，谢谢！"),
}
NEWS: Mapping[str, str] = {
    "on_the_spot": N_(
        "⚡ <b>#{number}</b>「{title}」当场办好了，照片在这里。\n\n"
        "<b>真的办好了吗？</b>请{asked}点一下（{days} 天内）。\n不满意也可以说，会继续办。"
    ),
    "accept": N_("📥 <b>#{number}</b>「{title}」受理了。"),
    "reject": N_("🚫 <b>#{number}</b>「{title}」这次不受理。\n原因：{text}"),
    "merge": N_("🔗 <b>#{number}</b>「{title}」和 {text} 是同一件事，已并案。\n提出和附议的邻居都算到 {text}。"),
    "withdraw": N_("↩️ <b>#{number}</b>「{title}」由提出人撤回了。"),
    "restore": N_("🔄 <b>#{number}</b>「{title}」恢复了，等待受理。"),
    "kind": N_(
        "✍️ <b>#{number}</b>「{title}」列为党群提案。\n附议就是联名，名字写在「详情」里，大家看得到；"
        "不想署名的，请再点一次「附议」收回。\n每次协商以后，请专人发 /opinion {number} 和意见。"
    ),
    "agenda": N_("📋 <b>#{number}</b>「{title}」列入下次会议的议程。"),
    "opinion": N_("💬 <b>#{number}</b>「{title}」有协商意见：\n{text}"),
    "defer": N_("⏸ <b>#{number}</b>「{title}」先缓一缓，以后再议。\n原因：{text}"),
    "refer": N_("📨 <b>#{number}</b>「{title}」移交了：{text}\n有了决定，请专人发 /resolve {number} 和决议。"),
    "stage": N_("☑️ <b>#{number}</b>「{title}」走完一步「{stage}」：\n{text}"),
    "void": N_("❌ <b>#{number}</b>「{title}」的表决作废了，不计票。\n原因：{text}"),
    "resolve": N_("📜 <b>#{number}</b>「{title}」有决议了：\n{text}"),
    "publish": N_(
        "📢 <b>#{number}</b>「{title}」的决议开始公示，到{last}为止。\n{resolution}\n\n"
        "有不同意见，请点「异议」说明理由，每一条都会答复。"
    ),
    "object": N_("✋ <b>#{number}</b>「{title}」有人提出异议：\n{text}\n\n请专人点「答复异议」。"),
    "reply": N_("💬 <b>#{number}</b>「{title}」的异议答复了：\n{text}"),
    "unanswered": N_(
        "⏰ <b>#{number}</b>「{title}」公示期满了，还有 {text} 条异议没有答复。\n请专人点「答复异议」，答复完才能交办。"
    ),
    "published": N_("📗 <b>#{number}</b>「{title}」公示结束了，{text}。\n请专人点「交办」。"),
    "assign": N_("📌 <b>#{number}</b>「{title}」交办了。\n承办：{handler}\n期限：{due}"),
    "progress": N_("🔧 <b>#{number}</b>「{title}」有新进展：\n{text}"),
    "note": N_("⏳ <b>#{number}</b>「{title}」还在向上争取，有新进展：\n{text}"),
    "ack": N_("🤲 <b>#{number}</b>「{title}」签收了，开始办。"),
    "return": N_("↪️ <b>#{number}</b>「{title}」退回了，请专人另请人承办。\n原因：{text}"),
    "call": N_(
        "📣 <b>#{number}</b>「{title}」有邻居吹哨，想请上一级来办：\n{text}\n\n"
        "再有 {more} 位附议的邻居点「吹哨」，就上报。"
    ),
    "whistle": N_("📣 <b>#{number}</b>「{title}」吹哨，上报 {climbed}。\n原因：{text}\n承办：{handler}\n期限：{due}"),
    "unacknowledged": N_(
        "📣 <b>#{number}</b>「{title}」交办后没有按时签收，上报 {climbed}。\n承办：{handler}\n期限：{due}"
    ),
    "escalate": N_(
        "📣 <b>#{number}</b>「{title}」过了期限，还没有办结，上报 {climbed}。\n承办：{handler}\n期限：{due}"
    ),
    "reopen_above": N_(
        "🔁 <b>#{number}</b>「{title}」又说没有办好，上报 {climbed}。\n原因：{text}\n承办：{handler}\n期限：{due}"
    ),
    "received": N_("📣 <b>#{number}</b>「{title}」从 {text} 上报来了。\n承办：{handler}\n期限：{due}"),
    "give_back": N_("⤵️ <b>#{number}</b>「{title}」退回「{below}」了。\n原因：{text}"),
    "take_back": N_("↪️ <b>#{number}</b>「{title}」从上级收回了，请专人另请人承办。\n原因：{text}"),
    "pause": N_(
        "⏸ <b>#{number}</b>「{title}」暂停计时。\n原因：{text}\n{asked}，您提的事没有放下，继续的时候再告诉您。"
    ),
    "resume": N_("▶️ <b>#{number}</b>「{title}」继续计时。\n承办：{handler}\n期限：{due}"),
    "long_run": N_("⏳ <b>#{number}</b>「{title}」要向上争取，先不限期。\n原因：{text}\n有进展会告诉大家。"),
    "overdue": N_(
        "⏰ <b>#{number}</b>「{title}」过了期限，还没有办结。\n承办：{handler}\n期限：{due}\n\n"
        "请承办人点「进展」，告诉大家办到哪一步了。"
    ),
    "grace": N_("⏱ 我有一阵子不在，没听到大家说话。\n<b>#{number}</b>「{title}」的期限宽限一个工作日，到{last}为止。"),
    "done": N_(
        "✅ <b>#{number}</b>「{title}」报办结了：\n{text}\n\n"
        "<b>真的办好了吗？</b>请 {asked} 和附议的邻居点一下（{days} 天内）。\n不满意也可以说，会继续办。"
    ),
    "publish_result": N_(
        "📣 <b>#{number}</b>「{title}」的办理结果开始公示，到{last}为止。\n要是还没有办好，请提出人点「不满意」。"
    ),
    "reopen": N_("🔁 <b>#{number}</b>「{title}」还没有办好，继续办理。\n原因：{text}\n新的期限：{due}"),
    "close": N_("🏁 <b>#{number}</b>「{title}」销号了。\n满意 {yes} 人，基本满意 {mostly} 人，没有评价 {silent} 人。"),
    "unverified": N_(
        "🏳 <b>#{number}</b>「{title}」销号了，但是未回访到：没有人评价。\n"
        "其实没有办好？请提出人发 /reopen {number} 和原因，会继续办。"
    ),
    "archive": N_("🗄 <b>#{number}</b>「{title}」归档了。"),
}
NEWS_ABOVE: Mapping[str, str] = {  # of a matter that came from below, where those below are asked
    "done": N_(
        "✅ <b>#{number}</b>「{title}」报办结了：\n{text}\n\n真的办好了吗，由「{below}」去问提出人和附议的邻居。"
    ),
    "reopen": N_(
        "🔁 <b>#{number}</b>「{title}」，「{below}」的居民说还没有办好，继续办理。\n原因：{text}\n新的期限：{due}"
    ),
    "close": N_("🏁 <b>#{number}</b>「{title}」由「{below}」销号了。"),
    "unverified": N_("🏳 <b>#{number}</b>「{title}」由「{below}」销号了，但是未回访到：没有人评价。"),
}
LABELS: Mapping[str, str] = {
    "stage": N_("记下一步"),
    "publish": N_("公示"),
    "object": N_("异议"),
    "reply": N_("答复异议"),
    "assign": N_("交办"),
    "ack": N_("签收"),
    "return": N_("退回"),
    "progress": N_("进展"),
    "done": N_("办结"),
    "whistle": N_("吹哨"),
    "resume": N_("继续"),
    "archive": N_("归档"),
    "restore": N_("恢复"),
}
WORK: Mapping[State, tuple[str, ...]] = {  # what the card offers
    State.ACCEPTED: ("assign",),
    State.RESOLVED: ("publish", "assign"),
    State.PUBLICIZED: ("object", "reply"),
    State.DISPATCHED: ("ack", "return", "progress", "done", "whistle"),
    State.IN_PROGRESS: ("progress", "done", "whistle"),
    State.LONG_RUN: ("progress", "done", "whistle"),
    State.DONE: ("publish",),
    State.CLOSED: ("archive",),
    State.UNVERIFIED: ("archive",),
}
OFFERS: Mapping[str, tuple[State, str]] = {  # what its news offer, as long as it stands there
    "publish": (State.PUBLICIZED, "object"),
    "object": (State.PUBLICIZED, "reply"),
    "unanswered": (State.PUBLICIZED, "reply"),
    "published": (State.RESOLVED, "assign"),
    "return": (State.RESOLVED, "assign"),
    "take_back": (State.RESOLVED, "assign"),
    "resolve": (State.RESOLVED, "assign"),
    "reject": (State.REJECTED, "restore"),
}
RISEN = frozenset({"whistle", "unacknowledged", "escalate", "reopen_above", "received"})  # news that it went up a level
UNSIGNED = frozenset({"done", "withdraw", "object"})  # news that names nobody at its end


def _button(label: Markup, act: str, matter: Matter, arg: str = "") -> Button:
    return Button(str(label), Intent(act, matter.council, matter.number, arg))


def _labelled(_: Words, act: str, matter: Matter) -> Button:
    return _button(_(LABELS[act]), act, matter)


def _work_buttons(_: Words, matter: Matter) -> tuple[Button, Button]:
    return _button(_("进展"), "progress", matter), _button(_("办结"), "done", matter)


def _door(_: Words, matter: Matter, member: Member | None) -> tuple[tuple[Button, ...], ...]:
    """Offer the private chat to somebody who is told in the group for want of one."""
    if member is None or member.reachable:
        return ()
    return ((Button(str(_("💬 私聊我")), url=f"start:c-{matter.council}-m-{matter.number}"),),)


def _handler(_: Words, shown: ShownMatter, how: Callable[[Words, Member | None], Markup]) -> Markup:
    """Name who does it; somebody who uses no chat is known by name alone, and an office by its own."""
    matter = shown.matter
    if matter.handler:
        return how(_, shown.names.get(matter.handler))
    return Markup.escape(matter.handler_name) or ladders.level(_, shown.council, matter.level)


def _office(_: Words, shown: ShownMatter) -> Markup:
    """Say what to do about a level on which nobody is on duty."""
    if shown.matter.handler or shown.matter.handler_name:
        return Markup("")
    level = ladders.level(_, shown.council, shown.matter.level)
    return BR + _(
        "「{level}」还没有值守人：请专人去找他们，或者点「交办」请一位；议事长发 /ladder 可以定值守人。", level=level
    )


def _absent(_: Words, shown: ShownMatter) -> Markup:
    """Say who speaks for a handler known by name alone, where what nobody takes goes up by the clock."""
    matter = shown.matter
    if matter.handler or not matter.handler_name or matter.above or not is_manned(shown.council.ladder):
        return Markup("")
    return BR + _("{who} 收不到这里的消息：请专人告诉一声，再替他点「签收」。", who=matter.handler_name)


def _due(_: Words, matter: Matter) -> Markup:
    return when.day(_, matter.due) if matter.due else _("还没有定")


def _head(_: Words, shown: ShownMatter, text_limit: int) -> list[Markup]:
    """Give the lines that card and details share: what it is, what is decided, where it comes from."""
    matter = shown.matter
    lines = [
        _(
            "{mark} <b>#{number}</b> {state}",
            mark=labels.MARKS[matter.state],
            number=matter.number,
            state=_(labels.STATES[matter.state]),
        ),
        Markup.escape(shortened(matter.text, text_limit)),
    ]
    decided = _decided(_, shown)
    if decided:
        lines += [Markup(""), *decided]
    lines += [
        Markup(""),
        *(
            [proposer(_, shown)]
            if matter.below
            else [_("附议 {n} 人", n=shown.supporters), _("提出人：{who}", who=proposer(_, shown))]
        ),
    ]
    if matter.recorder:
        lines.append(_("代录人：{who}", who=names.name(_, shown.names.get(matter.recorder))))
    lines.append(_category(_, matter))
    return lines


def _category(_: Words, matter: Matter) -> Markup:
    """Say what it is about, and its kind when it is no plain problem."""
    category = _(labels.CATEGORIES[matter.category])
    if matter.kind is Kind.PROBLEM:
        return _("类别：{category}", category=category)
    return _("类别：{category}（{kind}）", category=category, kind=_(labels.KINDS[matter.kind]))


def _behind(_: Words, shown: ShownMatter) -> list[Markup]:
    """Name who stands behind a formal proposal, as many as have room."""
    if not shown.signed:
        return []
    most = 1
    while most < len(shown.signed) and length(names.listed(_, shown.signed[: most + 1])) <= SIGNED:
        most += 1
    listed = names.listed(_, shown.signed[:most])
    if shown.supporters > most:
        listed = _("{names} 等 {n} 人", names=listed, n=shown.supporters)
    return [_("联名：{names}", names=listed)]


def proposer(_: Words, shown: ShownMatter) -> Markup:
    """Name whose matter it is: of a neighbour without a phone the masked name, of a letter's writer nothing."""
    if shown.matter.origin is Origin.LETTER:
        return _("议事箱来信")
    if shown.matter.ticket:
        return _("12345 工单 {ticket}", ticket=shown.matter.ticket)
    if shown.matter.below:
        return _("来自 {name} #{number}", name=shown.matter.below_name, number=shown.matter.below.partition("/")[2])
    return Markup.escape(shown.matter.reporter) or names.name(_, shown.names.get(shown.matter.proposer))


def _decided(_: Words, shown: ShownMatter) -> list[Markup]:
    matter = shown.matter
    lines = []
    if matter.reason:
        lines.append(_("原因：{text}", text=matter.reason))
    if matter.into:
        lines.append(_("并入 #{number}，请看那个议题", number=matter.into))
    if matter.resolution:
        lines.append(_("决议：{text}", text=shortened(matter.resolution, RESOLUTION_TEXT)))
    if matter.level is not shown.council.level:
        lines.append(
            _("级别：L{level} {name}", level=matter.level.value, name=ladders.level(_, shown.council, matter.level))
        )
    if matter.handler or matter.handler_name or matter.due:
        lines.append(_("承办：{who}", who=_handler(_, shown, names.name)))
    if matter.above:
        number = matter.above.partition("/")[2]
        lines.append(_("已经上报「{name}」，那边的编号是 #{number}", name=matter.above_name, number=number))
    if matter.due:
        lines.append(_("期限：{day}", day=when.day(_, matter.due)))
    if matter.paused:
        lines.append(_("⏸ 暂停计时，从{day}起", day=when.day(_, matter.paused)))
    return lines


def _stages(_: Words, matter: Matter) -> list[Markup]:
    """Say which procedure a matter goes by, what was held and until when it is posted, where that is not the usual."""
    procedure = PROCEDURES[matter.procedure]
    lines = []
    if procedure.code != DEFAULT:
        lines.append(_("程序：{name}", name=_(labels.PROCEDURES[procedure.code])))
    held = {each.stage: each for each in matter.stages}
    for stage in procedure.stages:
        passed = held.get(stage.code)
        mark = "☑" if passed else "☐"
        name = _(labels.STAGES[stage.code])
        if passed and passed.expected:
            lines.append(
                _(
                    "{mark} {name}：应到 {expected} 人，实到 {present} 人，同意 {agree} 人",
                    mark=mark,
                    name=name,
                    expected=passed.expected,
                    present=passed.present,
                    agree=passed.agree,
                )
            )
        elif passed:
            lines.append(_("{mark} {name}", mark=mark, name=name))
        elif stage.recorded:
            lines.append(_("{mark} {name}（还没有）", mark=mark, name=name))
        else:
            lines.append(_("· {name}", name=name))
    if matter.publication:
        lines.append(_("公示：到{day}为止", day=when.day(_, matter.publication.last)))
    if matter.result:
        lines.append(_("结果公示：到{day}为止", day=when.day(_, matter.result.last)))
    return lines


def buttons(_: Words, shown: ShownMatter) -> tuple[tuple[Button, ...], ...]:
    """Give the buttons that make sense where the matter stands; who may press is decided when it is pressed."""
    matter = shown.matter
    supported_here = possible(matter, "support") and done_here(matter, "support")
    first = [_button(_("附议"), "support", matter)] if supported_here else []
    first.append(_button(_("详情"), "details", matter))
    sorting = [
        _button(_(label), act, matter)
        for act, label in (("accept", N_("受理")), ("reject", N_("不受理")), ("merge", N_("并案")))
        if possible(matter, act)
    ]
    moving = [_button(_("类别"), "category", matter)] if possible(matter, "accept") else []
    moving += [
        _button(_(label), act, matter)
        for act, label in (
            ("agenda", N_("列入议程")),
            ("defer", N_("缓议")),
            ("withdraw", N_("撤回")),
            ("restore", N_("恢复")),
        )
        if possible(matter, act)
    ]
    work = _work(_, shown)
    asked = answers(_, matter) if matter.state in LOOKING_BACK and not matter.below else []
    return tuple(tuple(row) for row in (first, asked, sorting, moving, work) if row)


def _work(_: Words, shown: ShownMatter) -> list[Button]:
    """Give the buttons of who carries it out, of who answers for it, and of who files it."""
    matter = shown.matter
    steps = PROCEDURES[matter.procedure].stages
    left_out = {
        "stage": not steps or not possible(matter, "stage"),
        "assign": matter.state is State.ACCEPTED and matter.procedure != "simple",
        "publish": matter.state is State.RESOLVED and matter.publication is not None,
        "reply": matter.publication is None or not matter.publication.waiting,
        "return": matter.returned,
        "whistle": not (matter.late or is_manned(shown.council.ladder) or shown.council.parent)
        or above(shown.council.ladder, matter.level) is None,
    }
    offered = WORK.get(matter.state, ())
    free = [act for act in ("stage", *offered) if done_here(matter, _meant(matter, act))]
    return [_labelled(_, act, matter) for act in free if not left_out.get(act)]


def _meant(matter: Matter, act: str) -> str:
    """Give what a button does where the matter stands: what is done is posted as a result."""
    return "publish_result" if act == "publish" and matter.state is State.DONE else act


def answers(_: Words, matter: Matter) -> list[Button]:
    """Give the three answers to "is it really done"."""
    return [_button(_(labels.ANSWERS[answer]), "answer", matter, answer.value) for answer in Answer]


def card(_: Words, shown: ShownMatter) -> Card:
    """The one message that follows the matter in its group."""
    lines = _head(_, shown, CARD_TEXT)
    if shown.matter.attachments:
        lines.append(_("📎 附件 {n} 个，点「详情」看", n=len(shown.matter.attachments)))
    lines += _before(_, shown)
    return Card(BR.join(lines), buttons=buttons(_, shown), thread=shown.council.thread)


def _before(_: Words, shown: ShownMatter) -> list[Markup]:
    """Give the last steps below, of a matter that was sent up from there."""
    timeline = shown.matter.timeline
    came = next((place for place, entry in enumerate(timeline) if entry.what == "received"), 0)
    steps = [_line(_, shown, entry, {}, {}, ENTRY_TEXTS[-1]) for entry in timeline[:came][-BEFORE:]]
    return [Markup(""), _("<b>在下级的经过</b>"), *steps] if steps else []


def details(_: Words, shown: ShownMatter, asked: Mapping[str, Poll], voted: Mapping[str, Vote]) -> Card:
    """Everything about the matter, with the whole timeline; a single picture carries it as its caption.

    `asked` are the polls and `voted` the votes about it by their numbers, whose results stand in the timeline.
    """
    head = [*_head(_, shown, TEXT_LIMIT), *_behind(_, shown), *_stages(_, shown.matter), Markup(""), _("<b>经过</b>")]
    room = MESSAGE - length(BR.join(head)) - len(BR)
    first = shown.matter.attachments[0] if shown.matter.attachments else None
    return Card(
        BR.join([*head, *_timeline(_, shown, asked, voted, room)]),
        buttons=buttons(_, shown),
        media=first if first and first.kind == "photo" else None,
    )


def _timeline(
    _: Words, shown: ShownMatter, asked: Mapping[str, Poll], voted: Mapping[str, Vote], room: int
) -> list[Markup]:
    """Give every step in full, or shortened, or when there are too many the first and the newest."""
    lines: list[Markup] = []
    for limit in ENTRY_TEXTS:
        lines = [_line(_, shown, entry, asked, voted, limit) for entry in shown.matter.timeline]
        if fits(lines, room):
            return lines
    return without_middle(lines, room, lambda n: _("… 中间还有 {n} 条 …", n=n))


def _line(
    _: Words,
    shown: ShownMatter,
    entry: Entry,
    asked: Mapping[str, Poll],
    voted: Mapping[str, Vote],
    limit: int,
) -> Markup:
    """One line of the timeline: day, name, what."""
    text = _words(_, entry, limit)
    if entry.what in {"voted", "decided"} and entry.text in voted:
        text = votes.outcome(_, voted[entry.text])
    if entry.what == "kind":
        text = _(labels.KINDS[Kind(entry.text)])
    what = _(WHAT[entry.what], text=text, climbed=ladders.climbed(_, shown.council, entry.climbed))
    if entry.what == "return" and entry.climbed:
        what = _("{what}（{climbed}）", what=what, climbed=ladders.climbed(_, shown.council, entry.climbed))
    if entry.what == "polled" and entry.text in asked:
        what = _("{what}：{numbers}", what=what, numbers=polls.numbers(_, asked[entry.text]))
    if entry.expected:
        what += _("（应到 {expected} 人，实到 {present} 人）", expected=entry.expected, present=entry.present)
    day = when.short(entry.at, shown.council.zone)
    if entry.office:
        return _("{day} {who} {what}", day=day, who=entry.office, what=what)
    if entry.person is None:
        return _("{day} {what}", day=day, what=what)
    return _("{day} {who} {what}", day=day, who=names.name(_, shown.names.get(entry.person)), what=what)


def _words(_: Words, entry: Entry, limit: int) -> Markup:
    """Give what somebody said of a step, or that a picture says it."""
    if entry.attachments and not entry.text:
        return _("（见附件）")
    if entry.what == "published":
        return _("没有异议") if entry.text == "0" else _("异议 {n} 条，都有答复", n=entry.text)
    return Markup.escape(shortened(entry.text, limit))


def news(_: Words, shown: ShownMatter, entry: Entry, answered: Mapping[Answer, int]) -> Card:
    """One step of the matter, told to the group in a line or two."""
    matter = shown.matter
    said = NEWS_ABOVE.get(entry.what) if matter.below else None
    text = _(
        said or NEWS[entry.what],
        number=matter.number,
        title=matter.title,
        below=matter.below_name,
        text=_words(_, entry, NEWS_TEXT),
        resolution=shortened(matter.resolution, NEWS_TEXT),
        last=_last(_, matter, entry),
        stage=_(labels.STAGES[matter.stages[-1].stage]) if matter.stages else "",
        handler=_handler(_, shown, names.mention),
        due=_due(_, matter),
        climbed=ladders.climbed(_, shown.council, entry.climbed),
        more=shown.council.limits.callers - len(matter.callers),
        asked=_("各位邻居") if alone(matter) else names.mention(_, shown.names.get(matter.proposer)),
        days=LOOK_BACK // timedelta(days=1),
        yes=answered.get(Answer.YES, 0),
        mostly=answered.get(Answer.MOSTLY, 0),
        silent=max(0, len(matter.asked) - sum(answered.values())),
    )
    if matter.ticket and entry.what == "done":
        text += BR + _("录入工单的那一位，请先给打 12345 的居民回个电话，问问办好了没有，再来点。")
    if entry.what in RISEN:
        text += _office(_, shown)
    if entry.what in {"assign", *RISEN}:
        text += _absent(_, shown)
    if entry.what in {"published", "unanswered"}:
        text += _ended(_, shown, entry)
    if entry.person is not None and entry.what not in UNSIGNED:
        text += BR + _("—— {who}", who=names.name(_, shown.names.get(entry.person)))
    elif entry.office and entry.what not in NEWS_ABOVE:
        text += BR + _("—— {who}", who=entry.office)
    return Card(
        text,
        buttons=_news_buttons(_, shown, entry.what),
        media=entry.attachments[0] if entry.attachments else None,
        thread=shown.council.thread,
    )


def _ended(_: Words, shown: ShownMatter, entry: Entry) -> Markup:
    """Say on which day a publication ended that is told of later than the morning after."""
    posted = shown.matter.publication
    told = entry.at.astimezone(ZoneInfo(shown.council.zone)).date()
    if posted is None or told <= posted.last + timedelta(days=1):
        return Markup("")
    return BR + _("（公示到{day}就满期了。）", day=when.day(_, posted.last))


def _last(_: Words, matter: Matter, entry: Entry) -> Markup:
    """Say until when it is posted, or has grace; a year whose holidays are not published yet may still change it."""
    if entry.what == "grace":
        return when.day(_, date.fromisoformat(entry.text))
    posted = matter.result if entry.what == "publish_result" else matter.publication
    if posted is None:
        return Markup("")
    day = when.day(_, posted.last)
    return day if posted.known else _("{day}（那年的放假安排还没公布，可能会变）", day=day)


def _news_buttons(_: Words, shown: ShownMatter, what: str) -> tuple[tuple[Button, ...], ...]:
    """Give what can be done about the news here, unless it is overtaken."""
    rows = [
        tuple(each for each in row if each.intent is None or done_here(shown.matter, each.intent.act))
        for row in _offered(_, shown, what)
    ]
    return tuple(row for row in rows if row)


def _offered(_: Words, shown: ShownMatter, what: str) -> tuple[tuple[Button, ...], ...]:
    matter = shown.matter
    offer = OFFERS.get(what)
    if offer and matter.state is offer[0]:
        return ((_labelled(_, offer[1], matter),),)
    if what in {"done", "on_the_spot", "publish_result", "grace"} and matter.state in LOOKING_BACK and not matter.below:
        return (tuple(answers(_, matter)),)
    if what == "pause" and matter.paused:
        return ((_labelled(_, "resume", matter),),)
    if what == "call" and matter.state in AT_WORK:
        return ((_labelled(_, "whistle", matter),),)
    if what in {"assign", "overdue", "grace", "reopen", "resume", *RISEN} and matter.state in AT_WORK:
        in_charge = shown.names.get(matter.handler) if matter.handler else None
        ack = (_labelled(_, "ack", matter),) if possible(matter, "ack") else ()
        hand = () if matter.handler or matter.handler_name else (_labelled(_, "assign", matter),)
        return ((*ack, *_work_buttons(_, matter), *hand), *_door(_, matter, in_charge))
    return ()


def yours(_: Words, shown: ShownMatter, member: Member | None) -> Card:
    """Tell the handler what was handed to them."""
    matter = shown.matter
    text = _(
        "📌 {who}，<b>#{number}</b>「{title}」请您承办。\n决议：{resolution}\n期限：{due}\n\n"
        "有进展点「进展」，办好了点「办结」，都可以带照片。",
        who=names.mention(_, member),
        number=matter.number,
        title=matter.title,
        resolution=shortened(matter.resolution, NEWS_TEXT),
        due=_due(_, matter),
    )
    return Card(text, buttons=(_work_buttons(_, matter), *_door(_, matter, member)))


def late(_: Words, shown: ShownMatter, member: Member | None) -> Card | None:
    """Remind the handler that the promised day is over, or nothing when it was done meanwhile."""
    matter = shown.matter
    if matter.state not in AT_WORK:
        return None
    text = _(
        "⏰ {who}，您承办的 <b>#{number}</b>「{title}」过了期限（{due}）。\n"
        "办到哪一步了？点「进展」说一句就好；已经办好了就点「办结」。",
        who=names.mention(_, member),
        number=matter.number,
        title=matter.title,
        due=_due(_, matter),
    )
    return Card(text, buttons=(_work_buttons(_, matter), *_door(_, matter, member)))


def _yours(_: Words, matter: Matter, member: Member | None) -> Markup:
    """Say what somebody has to do with it."""
    if member is None or member.person not in matter.proposers:
        return _("您附议的")
    return _("您代录的") if matter.proposer == matter.recorder else _("您提出的")


def look_back(_: Words, shown: ShownMatter, member: Member | None) -> Card | None:
    """Ask one person whether it is really solved, or nothing when that is settled meanwhile."""
    matter = shown.matter
    if matter.state not in LOOKING_BACK:
        return None
    reported = next(entry for entry in reversed(matter.timeline) if entry.what in {"done", "on_the_spot"})
    text = _(
        "{who}，{yours} <b>#{number}</b>「{title}」报办结了：\n{text}\n\n"
        "<b>真的办好了吗？</b>请点一下（{days} 天内）。\n不满意也可以说，会继续办。",
        who=names.name(_, member),
        yours=_yours(_, matter, member),
        number=matter.number,
        title=matter.title,
        text=_words(_, reported, NEWS_TEXT),
        days=LOOK_BACK // timedelta(days=1),
    )
    if matter.ticket:
        text += BR + _("请先给打 12345 的居民回个电话，问问办好了没有，再来点。")
    return Card(text, buttons=(tuple(answers(_, matter)), *_door(_, matter, member)))


def categories(_: Words, shown: ShownMatter) -> Card:
    """Offer the ten categories, and the kinds."""
    matter = shown.matter
    every = [_button(_(labels.CATEGORIES[each]), "categorise", matter, each.value) for each in Category]
    every += [_button(_(labels.KINDS[each]), "kind", matter, each.value) for each in Kind]
    rows = tuple(tuple(every[start : start + 2]) for start in range(0, len(every), 2))
    text = _(
        "<b>#{number}</b>「{title}」现在的类别是「{category}」，种类是「{kind}」。改成哪一类？最下面四个是种类。",
        number=matter.number,
        title=matter.title,
        category=_(labels.CATEGORIES[matter.category]),
        kind=_(labels.KINDS[matter.kind]),
    )
    return Card(text, buttons=rows)


def attachment(_: Words, shown: ShownMatter, place: int) -> Card:
    """One picture, voice message or place of a matter."""
    matter = shown.matter
    return Card(
        _("#{number} 附件 {place}/{total}", number=matter.number, place=place + 1, total=len(matter.attachments)),
        media=matter.attachments[place],
    )


def similar(_: Words, like: Sequence[Matter], person: Member | None, draft: int, chosen: str) -> Card:
    """Offer open matters that say nearly the same before a new one is kept; chosen, only that is said."""
    if chosen:
        return Card(_(CHOSEN[chosen], who=names.name(_, person)))
    lines = [
        _("{who}，您说的事好像已经有人提过了：", who=names.mention(_, person)),
        Markup(""),
        *(
            _(
                "{mark} <b>#{number}</b> {title}（{state}）",
                mark=labels.MARKS[matter.state],
                number=matter.number,
                title=matter.title,
                state=_(labels.STATES[matter.state]),
            )
            for matter in like
        ),
        Markup(""),
        _("是同一件事，请点「附议」，人多更好办。\n不是同一件事，请点「仍然提交」。"),
    ]
    rows = [(_button(_("附议 #{number}", number=matter.number), "like", matter, str(draft)),) for matter in like]
    council = like[0].council if like else 0
    rows.append((Button(str(_("仍然提交")), Intent("submit", council, draft, str(person.account if person else 0))),))
    return Card(BR.join(lines), buttons=tuple(rows))

"""News for the group about one step of a matter, in a line or two."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.domain.matters.acts import Act, has_own_message
from bot.domain.matters.matter import (
    LOOK_BACK_TIME,
    Answer,
    Entry,
    Matter,
    earlier_resolution,
    first_photo,
    is_alone,
    is_done_here,
)
from bot.domain.matters.state import AT_WORK, LOOKING_BACK, State
from bot.locales import N_, Words
from bot.ports import Button, Card, Picture
from bot.read_models.matters import ShownMatter
from bot.views.hierarchy import ladders
from bot.views.matters import reassignments
from bot.views.matters.act_buttons import act_button, menu_button
from bot.views.matters.steps import own_words
from bot.views.matters.work import (
    answer_buttons,
    clock_name,
    describe_absent,
    describe_due,
    describe_unsure,
    handler_name,
    matter_button,
    private_chat_buttons,
)
from bot.views.shared import dates, labels, names
from bot.views.shared.screen import fold
from bot.views.shared.text_fit import BR, shorten

NEWS_TEXT = 700
MATTER_NEWS: Mapping[Act, str] = {
    Act.ON_THE_SPOT: N_(
        "⚡ <b>#{number}</b>「{title}」当场办好了，照片在这里。\n\n"
        "<b>真的办好了吗？</b>请{asked}点一下（{days} 天内）。\n不满意也可以说，会继续办。"
    ),
    Act.ACCEPT: N_("📥 <b>#{number}</b>「{title}」受理了。"),
    Act.REJECT: N_("🚫 <b>#{number}</b>「{title}」这次不受理。\n原因：{text}"),
    Act.MERGE: N_("🔗 <b>#{number}</b>「{title}」和 {text} 是同一件事，已并案。\n提出和附议的邻居都算到 {text}。"),
    Act.WITHDRAW: N_("↩️ <b>#{number}</b>「{title}」由提出人撤回了。"),
    Act.RESTORE: N_("🔄 <b>#{number}</b>「{title}」恢复了，等待受理。"),
    Act.KIND: N_(
        "✍️ <b>#{number}</b>「{title}」列为党群提案。\n附议就是联名，名字写在「详情」里，大家看得到；"
        "不想署名的，请点「办理…」里的「收回附议」。\n每次协商以后，请专人发 /opinion {number} 和意见。"
    ),
    Act.AGENDA: N_("📋 <b>#{number}</b>「{title}」列入下次会议的议程。"),
    Act.OPINION: N_("💬 <b>#{number}</b>「{title}」有协商意见：\n{text}"),
    Act.DEFER: N_("⏸ <b>#{number}</b>「{title}」先缓一缓，以后再议。\n原因：{text}"),
    Act.REFER: N_("📨 <b>#{number}</b>「{title}」移交了：{text}\n有了决定，请专人发 /resolve {number} 和决议。"),
    Act.STAGE: N_("☑️ <b>#{number}</b>「{title}」走完一步「{stage}」：\n{text}"),
    Act.VOID: N_("❌ <b>#{number}</b>「{title}」的表决作废了，不计票。\n原因：{text}"),
    Act.RESOLVE: N_("📜 <b>#{number}</b>「{title}」有决议了：\n{text}"),
    Act.AMEND: N_("✏️ <b>#{number}</b>「{title}」的决议改了：\n{text}"),
    Act.PUBLISH: N_(
        "📢 <b>#{number}</b>「{title}」的决议开始公示，到{last}为止。\n{resolution}\n\n"
        "有不同意见，请点「异议」说明理由，每一条都会答复。"
    ),
    Act.OBJECT: N_("✋ <b>#{number}</b>「{title}」有人提出异议：\n{text}\n\n请专人点「办理…」答复异议。"),
    Act.REPLY: N_("💬 <b>#{number}</b>「{title}」的异议答复了：\n{text}"),
    Act.UNANSWERED: N_(
        "⏰ <b>#{number}</b>「{title}」公示期满了，还有 {text} 条异议没有答复。\n"
        "请专人点「办理…」答复异议，答复完才能交办。"
    ),
    Act.PUBLISHED: N_("📗 <b>#{number}</b>「{title}」公示结束了，{text}。\n请专人点「办理…」交办。"),
    Act.ASSIGN: N_("📌 <b>#{number}</b>「{title}」交办了。\n承办：{handler}\n期限：{due}"),
    Act.PROGRESS: N_("🔧 <b>#{number}</b>「{title}」有新进展：\n{text}"),
    Act.NOTE: N_("⏳ <b>#{number}</b>「{title}」还在向上争取，有新进展：\n{text}"),
    Act.ACK: N_("🤲 <b>#{number}</b>「{title}」签收了，开始办。"),
    Act.RETURN: N_("↪️ <b>#{number}</b>「{title}」退回了，请专人另请人承办。\n原因：{text}"),
    Act.CALL: N_(
        "📣 <b>#{number}</b>「{title}」有邻居吹哨，想请上一级来办：\n{text}\n\n"
        "再有 {more} 位附议的邻居点「吹哨」，就上报。"
    ),
    Act.WHISTLE: N_(
        "📣 <b>#{number}</b>「{title}」有人吹哨，已请{level}来办。\n原因：{text}\n承办：{handler}\n期限：{due}"
    ),
    Act.UNACKNOWLEDGED: N_(
        "📣 <b>#{number}</b>「{title}」交办后没有按时签收，已请{level}来办。\n承办：{handler}\n期限：{due}"
    ),
    Act.ESCALATE: N_(
        "📣 <b>#{number}</b>「{title}」过了期限，还没有办结，已请{level}来办。\n承办：{handler}\n期限：{due}"
    ),
    Act.REOPEN_ABOVE: N_(
        "🔁 <b>#{number}</b>「{title}」又说没有办好，已请{level}来办。\n原因：{text}\n承办：{handler}\n期限：{due}"
    ),
    Act.RECEIVED: N_("📣 <b>#{number}</b>「{title}」从 {text} 上报来了。\n承办：{handler}\n期限：{due}"),
    Act.GIVE_BACK: N_("⤵️ <b>#{number}</b>「{title}」退回「{below}」了。\n原因：{text}"),
    Act.TAKE_BACK: N_("↪️ <b>#{number}</b>「{title}」从上级收回了，请专人另请人承办。\n原因：{text}"),
    Act.PAUSE: N_(
        "⏸ <b>#{number}</b>「{title}」暂停计时。\n原因：{text}\n{asked}，您提的事没有放下，继续的时候再告诉您。"
    ),
    Act.RESUME: N_("▶️ <b>#{number}</b>「{title}」继续计时。\n承办：{handler}\n期限：{due}"),
    Act.LONG_RUN: N_("⏳ <b>#{number}</b>「{title}」要向上争取，先不限期。\n原因：{text}\n有进展会告诉大家。"),
    Act.OVERDUE: N_(
        "⏰ <b>#{number}</b>「{title}」过了期限，还没有办结。\n承办：{handler}\n期限：{due}\n\n"
        "请承办人点「办理…」报进展，告诉大家办到哪一步了。"
    ),
    Act.GRACE: N_(
        "⏱ 我有一阵子不在，没听到大家说话。\n<b>#{number}</b>「{title}」{clock}宽限一个工作日，到{last}为止。"
    ),
    Act.DONE: N_(
        "✅ <b>#{number}</b>「{title}」报办结了：\n{text}\n\n"
        "<b>真的办好了吗？</b>请 {asked} 和附议的邻居点一下（{days} 天内）。\n不满意也可以说，会继续办。"
    ),
    Act.PUBLISH_RESULT: N_(
        "📣 <b>#{number}</b>「{title}」的办理结果开始公示，到{last}为止。\n要是还没有办好，请提出人点「不满意」。"
    ),
    Act.REOPEN: N_("🔁 <b>#{number}</b>「{title}」还没有办好，继续办理。\n原因：{text}\n新的期限：{due}"),
    Act.CLOSE: N_(
        "🏁 <b>#{number}</b>「{title}」销号了。\n满意 {yes} 人，基本满意 {mostly} 人，没有评价 {silent} 人。"
    ),
    Act.UNVERIFIED: N_(
        "🏳 <b>#{number}</b>「{title}」销号了，但是未回访到：没有人评价。\n"
        "其实没有办好？请提出人点「办理…」重新办理，写上原因，会继续办。"
    ),
    Act.ARCHIVE: N_("🗄 <b>#{number}</b>「{title}」归档了。"),
    Act.UNDO_DONE: N_(
        "↩️ <b>#{number}</b>「{title}」还没有办好，刚才点错了，办结撤销了。\n先不用评价，办好了再告诉大家。"
    ),
    Act.UNDO_CLOSE: N_("↩️ <b>#{number}</b>「{title}」的评价有一位点错了，撤回了。\n还没有销号，等重新评价。"),
    Act.UNDO_ARCHIVE: N_("↩️ <b>#{number}</b>「{title}」刚才归档点错了，撤销了。"),
}
NEWS_ABOVE: Mapping[Act, str] = {  # of a matter that came from below, where those below are asked
    Act.DONE: N_(
        "✅ <b>#{number}</b>「{title}」报办结了：\n{text}\n\n真的办好了吗，由「{below}」去问提出人和附议的邻居。"
    ),
    Act.REOPEN: N_(
        "🔁 <b>#{number}</b>「{title}」，「{below}」的居民说还没有办好，继续办理。\n原因：{text}\n新的期限：{due}"
    ),
    Act.PAUSE: N_("⏸ <b>#{number}</b>「{title}」暂停计时。\n原因：{text}\n「{below}」的居民也看得到。"),
    Act.CLOSE: N_("🏁 <b>#{number}</b>「{title}」由「{below}」销号了。"),
    Act.UNVERIFIED: N_("🏳 <b>#{number}</b>「{title}」由「{below}」销号了，但是未回访到：没有人评价。"),
    Act.UNDO_DONE: N_("↩️ <b>#{number}</b>「{title}」还没有办好，刚才点错了，办结撤销了。\n「{below}」的居民也告诉了。"),
    Act.UNDO_CLOSE: N_("↩️ <b>#{number}</b>「{title}」还没有销号：「{below}」的评价有一位点错了，撤回了。"),
}
NAMELESS = frozenset(NEWS_ABOVE) - {
    Act.PAUSE,
    Act.UNDO_DONE,
}  # the sentences above that do not name the council they come from
NEWS_BELOW: Mapping[Act, str] = {  # of a matter that was sent up, where those above go on with it
    Act.RETURN: N_("↪️ <b>#{number}</b>「{title}」退回「{above}」了，由他们另请人承办。\n原因：{text}"),
    Act.TAKE_BACK: N_("↪️ <b>#{number}</b>「{title}」由「{above}」收回了，他们会另请人承办。\n原因：{text}"),
    Act.OVERDUE: N_(
        "⏰ <b>#{number}</b>「{title}」过了期限，还没有办结。\n承办：{handler}\n期限：{due}\n\n"
        "「{above}」的群里也提醒了，有进展会告诉大家。"
    ),
}
OFFERS: Mapping[Act, tuple[State, Act]] = {  # what its news offer, as long as it stands there
    Act.PUBLISH: (State.PUBLICIZED, Act.OBJECT),
    Act.OBJECT: (State.PUBLICIZED, Act.REPLY),
    Act.UNANSWERED: (State.PUBLICIZED, Act.REPLY),
    Act.PUBLISHED: (State.RESOLVED, Act.ASSIGN),
    Act.RETURN: (State.RESOLVED, Act.ASSIGN),
    Act.TAKE_BACK: (State.RESOLVED, Act.ASSIGN),
    Act.RESOLVE: (State.RESOLVED, Act.ASSIGN),
    Act.AMEND: (State.RESOLVED, Act.ASSIGN),
    Act.REJECT: (State.REJECTED, Act.RESTORE),
    Act.UNVERIFIED: (State.UNVERIFIED, Act.REOPEN),
}
OF_RESIDENTS = frozenset({Act.OBJECT})  # what all who read it may do; of the others each is offered their own
# News that it went up a level.
RISEN = frozenset({Act.WHISTLE, Act.UNACKNOWLEDGED, Act.ESCALATE, Act.REOPEN_ABOVE, Act.RECEIVED})
PICTURES_LIMIT = 10  # side by side
UNSIGNED = frozenset({Act.DONE, Act.WITHDRAW, Act.OBJECT, Act.UNDO_CLOSE})  # news that names nobody at its end


def _office(_: Words, shown: ShownMatter) -> Markup:
    """Return the advice for a level on which nobody is on duty; empty when the matter has a handler."""
    if shown.matter.assignment.is_given:
        return Markup("")
    level = ladders.level_name(_, shown.council, shown.matter.level)
    return BR + _(
        "「{level}」还没有值守人：请专人去找他们，或者点「办理…」交办给一位；议事长发 /ladder 可以定值守人。",
        level=level,
    )


def matter_news_card(_: Words, shown: ShownMatter, entries: Sequence[Entry], answered: Mapping[Answer, int]) -> Card:
    """The news for the group about one step of a matter, or several that followed at once: each in a line or two."""
    told = [entry for entry in entries[:-1] if has_own_message(entry.what)]
    newest = entries[-1]
    pictured = next((entry for entry in reversed(entries) if entry.attachments), None)
    return Card(
        (BR + BR).join(_describe(_, shown, entry, answered) for entry in (*told, newest)) + _sign(_, shown, newest),
        buttons=_news_buttons(_, shown, newest.what),
        media=pictured.attachments[0] if pictured else None,
        album=_album(_, shown.matter, pictured) if pictured else (),
        thread=shown.council.thread,
    )


def matter_step_card(_: Words, shown: ShownMatter, entry: Entry) -> Card:
    """The news of one step for a proposer of the matter, in private."""
    text = _describe(_, shown, entry, {}) + _sign(_, shown, entry)
    return Card(text, buttons=((matter_button(_("详情"), "details", shown.matter),),))


def _describe(_: Words, shown: ShownMatter, entry: Entry, answered: Mapping[Answer, int]) -> Markup:
    matter = shown.matter
    above = NEWS_ABOVE if matter.below else {}
    below = NEWS_BELOW if matter.above else {}
    again = reassignments.is_reassignment(entry)
    given = entry.given or matter.assignment
    text = _(
        reassignments.news_sentence(entry) if again else {**MATTER_NEWS, **below, **above}[entry.what],
        number=matter.number,
        title=matter.title,
        below=matter.below_name,
        above=matter.above_name,
        text=own_words(_, entry, NEWS_TEXT),
        resolution=shorten(matter.resolution, NEWS_TEXT),
        last=_last(_, matter, entry),
        clock=clock_name(_, matter, entry) if entry.what == Act.GRACE else "",
        stage=_(labels.STAGES[matter.stages[-1].stage]) if matter.stages else "",
        handler=handler_name(_, shown, names.mention_person, entry.given),
        due=describe_due(_, given),
        level=ladders.level_name(_, shown.council, entry.climbed[-1]) if entry.climbed else "",
        more=shown.council.limits.callers - len(matter.callers),
        asked=_("各位邻居") if is_alone(matter) else names.mention_person(_, shown.names.get(matter.proposer)),
        days=LOOK_BACK_TIME // timedelta(days=1),
        yes=answered.get(Answer.YES, 0),
        mostly=answered.get(Answer.MOSTLY, 0),
        silent=max(0, len(matter.asked) - sum(answered.values())),
    )
    if matter.ticket and entry.what == Act.DONE:
        text += BR + _("录入工单的那一位，请先给打 12345 的居民回个电话，问问办好了没有，再来点。")
    if entry.what in RISEN:
        text += _office(_, shown)
    if again:
        text += reassignments.news_lines(_, shown, entry)
    if entry.what in {Act.ASSIGN, *RISEN}:
        text += describe_absent(_, shown)
    if entry.what is Act.AMEND:
        text += (
            BR + _("原来的决议：") + BR + fold([Markup.escape(shorten(earlier_resolution(matter, entry), NEWS_TEXT))])
        )
        if matter.state is State.RESOLVED:
            text += BR + _("原来的公示过，所以要重新公示，再交办；承办人先不用办。")
    if entry.what in {Act.PUBLISHED, Act.UNANSWERED}:
        text += _ended(_, shown, entry)
    return text


def _sign(_: Words, shown: ShownMatter, entry: Entry) -> Markup:
    """Return the line that names who did a step, or the council; empty where the sentence does, or should not."""
    if entry.person is not None and entry.what not in UNSIGNED:
        return BR + _("—— {who}", who=names.person_name(_, shown.names.get(entry.person)))
    if entry.office and entry.what not in NAMELESS:
        return BR + _("—— {who}", who=entry.office)
    return Markup("")


def _album(_: Words, matter: Matter, entry: Entry) -> tuple[Picture, ...]:
    """Return the pictures of a step side by side: of a solved matter also how it was before; none for one alone."""
    photos = [each for each in entry.attachments if each.kind == "photo" and not each.as_file]
    before = first_photo(matter.attachments) if entry.what == Act.DONE and photos else None
    after = _("办结后") if before else _("现场照片")
    shown = [Picture(before, _("办理前"))] if before else []
    album = (*shown, *(Picture(each, after) for each in photos if each != before))
    return album[:PICTURES_LIMIT] if len(album) > 1 else ()


def _ended(_: Words, shown: ShownMatter, entry: Entry) -> Markup:
    """Return the day on which a publication ended, when it is announced later than the morning after; else empty."""
    posted = shown.matter.publication
    told = entry.at.astimezone(ZoneInfo(shown.council.zone)).date()
    if posted is None or told <= posted.last + timedelta(days=1):
        return Markup("")
    return BR + _("（公示到{day}就满期了。）", day=dates.format_day(_, posted.last))


def _last(_: Words, matter: Matter, entry: Entry) -> Markup:
    """Return the last day of a publication or of the grace; marked when unpublished holidays may still move it."""
    if entry.what == Act.GRACE:
        return dates.format_day(_, date.fromisoformat(entry.text))
    posted = matter.result if entry.what == Act.PUBLISH_RESULT else matter.publication
    if posted is None:
        return Markup("")
    return dates.format_day(_, posted.last) if posted.known else describe_unsure(_, posted.last)


def _news_buttons(_: Words, shown: ShownMatter, what: Act) -> tuple[tuple[Button, ...], ...]:
    """Return what can be done about the news here, unless it is overtaken."""
    rows = [
        tuple(
            each
            for each in row
            if each.intent is None
            or not isinstance(each.intent.act, Act)
            or is_done_here(shown.matter, each.intent.act)
        )
        for row in _offered(_, shown, what)
    ]
    return tuple(row for row in rows if row)


def _offered(_: Words, shown: ShownMatter, what: Act) -> tuple[tuple[Button, ...], ...]:
    matter = shown.matter
    offer = OFFERS.get(what)
    if offer and matter.state is offer[0]:
        return ((act_button(_, offer[1], matter) if offer[1] in OF_RESIDENTS else menu_button(_, matter),),)
    if (
        what in {Act.DONE, Act.ON_THE_SPOT, Act.PUBLISH_RESULT, Act.GRACE}
        and matter.state in LOOKING_BACK
        and not matter.below
    ):
        return (tuple(answer_buttons(_, matter)),)
    if what == Act.PAUSE and matter.assignment.paused:
        return ((menu_button(_, matter),),)
    if what == Act.CALL and matter.state in AT_WORK:
        return ((act_button(_, Act.WHISTLE, matter),),)
    if what in {Act.ASSIGN, Act.OVERDUE, Act.GRACE, Act.REOPEN, Act.RESUME, *RISEN} and matter.state in AT_WORK:
        in_charge = shown.names.get(matter.assignment.handler or 0)
        return ((menu_button(_, matter),), *private_chat_buttons(_, matter, in_charge))
    return ((matter_button(_("详情"), "details", matter), menu_button(_, matter)),)

"""A matter as people see it: the card, the details with the whole timeline, the news, the list."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from markupsafe import Markup

from bot.domain.category import Category
from bot.domain.council import Member
from bot.domain.intents import Intent
from bot.domain.matter import AT_WORK, LOOK_BACK, Answer, Entry, Matter, State, possible
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.services.matters import Shown
from bot.views import labels, names, when

CARD_TEXT = 600  # characters of the proposal on the card; the details show all
NEWS_TEXT = 700
BR = Markup("\n")

WHAT: Mapping[str, str] = {
    "submitted": N_("提出"),
    "edited": N_("修改了内容"),
    "accept": N_("受理"),
    "reject": N_("不受理：{text}"),
    "merge": N_("并入 {text}"),
    "absorb": N_("{text} 并入本议题"),
    "withdraw": N_("撤回"),
    "restore": N_("恢复"),
    "agenda": N_("列入议程"),
    "poll": N_("发起意向摸底"),
    "resolve": N_("决议：{text}"),
    "assign": N_("交办，期限 {text}"),
    "progress": N_("进展：{text}"),
    "overdue": N_("超过期限"),
    "done": N_("办结：{text}"),
    "answer_yes": N_("评价：满意"),
    "answer_mostly": N_("评价：基本满意"),
    "reopen": N_("不满意，重新办理：{text}"),
    "close": N_("销号"),
}
CHOSEN: Mapping[str, str] = {"like": N_("附议"), "submit": N_("仍然提交")}
NEWS: Mapping[str, str] = {
    "accept": N_("📥 <b>#{number}</b>「{title}」已受理。"),
    "reject": N_("🚫 <b>#{number}</b>「{title}」不受理。\n原因：{text}"),
    "merge": N_("🔗 <b>#{number}</b>「{title}」并入 {text}，提出和附议的邻居一起算进去。"),
    "withdraw": N_("↩️ <b>#{number}</b>「{title}」由提出人撤回。"),
    "restore": N_("🔄 <b>#{number}</b>「{title}」恢复了。"),
    "agenda": N_("📋 <b>#{number}</b>「{title}」列入下次会议的议程。"),
    "resolve": N_("📜 <b>#{number}</b>「{title}」有了决议：\n{text}"),
    "assign": N_("📌 <b>#{number}</b>「{title}」交办。\n承办：{handler}\n期限：{due}"),
    "progress": N_("🔧 <b>#{number}</b>「{title}」有进展：\n{text}"),
    "overdue": N_("⏰ <b>#{number}</b>「{title}」超过期限了（{due}）。\n承办：{handler}"),
    "done": N_(
        "✅ <b>#{number}</b>「{title}」报办结：\n{text}\n\n请 {asked} 和附议的邻居说一说：真的办好了吗？（{days} 天内）"
    ),
    "reopen": N_("🔁 <b>#{number}</b>「{title}」有邻居不满意，继续办理。\n原因：{text}\n新期限：{due}"),
    "close": N_("🏁 <b>#{number}</b>「{title}」销号。满意 {yes}，基本满意 {mostly}，未评价 {silent}。"),
}


def _shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _button(label: Markup, act: str, matter: Matter, arg: str = "") -> Button:
    return Button(str(label), Intent(act, matter.council, matter.number, arg))


def handler(_: Words, shown: Shown) -> Markup:
    """Name who does it."""
    matter = shown.matter
    return names.name(_, shown.names.get(matter.handler)) if matter.handler else Markup.escape(matter.handler_name)


def _named(_: Words, shown: Shown) -> Markup:
    """Name who does it so that they notice."""
    matter = shown.matter
    return names.mention(_, shown.names.get(matter.handler)) if matter.handler else handler(_, shown)


def _head(_: Words, shown: Shown, text_limit: int | None) -> list[Markup]:
    """Give the lines that card and details share."""
    matter = shown.matter
    text = matter.text if text_limit is None else _shortened(matter.text, text_limit)
    lines = [
        _(
            "{mark} <b>#{number}</b> {state}",
            mark=labels.MARKS[matter.state],
            number=matter.number,
            state=_(labels.STATES[matter.state]),
        ),
        Markup.escape(text),
        Markup(""),
        _("类别：{category}", category=_(labels.CATEGORIES[matter.category])),
        _("提出人：{who}", who=names.name(_, shown.names.get(matter.proposer))),
    ]
    if matter.recorder:
        lines.append(_("代录人：{who}", who=names.name(_, shown.names.get(matter.recorder))))
    lines.append(_("附议 {n} 人", n=shown.supporters))
    if matter.attachments:
        lines.append(_("📎 附件 {n} 个，点「详情」看", n=len(matter.attachments)))
    if matter.reason:
        lines.append(_("原因：{text}", text=matter.reason))
    if matter.into:
        lines.append(_("并入 #{number}", number=matter.into))
    if matter.resolution:
        lines.append(_("决议：{text}", text=matter.resolution))
    if matter.handler or matter.handler_name:
        lines.append(_("承办：{who}", who=handler(_, shown)))
    if matter.due:
        lines.append(_("期限：{day}", day=when.day(_, matter.due)))
    return lines


def buttons(_: Words, matter: Matter) -> tuple[tuple[Button, ...], ...]:
    """Give the buttons that make sense where the matter stands; who may press is decided when it is pressed."""
    rows: list[list[Button]] = []
    if possible(matter, "support"):
        rows.append([_button(_("附议"), "support", matter)])
    else:
        rows.append([])
    rows[0].append(_button(_("详情"), "details", matter))
    if matter.state is State.DONE:
        rows.append(answers(_, matter))
    second = [
        _button(_(label), act, matter)
        for act, label in (("accept", N_("受理")), ("reject", N_("不受理")), ("merge", N_("并案")))
        if possible(matter, act)
    ]
    third = [
        _button(_(label), act, matter)
        for act, label in (("agenda", N_("列入议程")), ("withdraw", N_("撤回")), ("restore", N_("恢复")))
        if possible(matter, act)
    ]
    if possible(matter, "accept"):
        third.insert(0, _button(_("类别"), "category", matter))
    work = [
        _button(_(label), act, matter)
        for act, label in (("progress", N_("进展")), ("done", N_("办结")))
        if possible(matter, act) and matter.state is not State.RESOLVED
    ]
    if matter.state is State.RESOLVED:
        work.append(_button(_("交办"), "assign", matter))
    rows += [row for row in (second, third, work) if row]
    return tuple(tuple(row) for row in rows)


def answers(_: Words, matter: Matter) -> list[Button]:
    """Give the three answers to "is it really done"."""
    return [_button(_(labels.ANSWERS[answer]), "answer", matter, answer.value) for answer in Answer]


def card(_: Words, shown: Shown) -> Card:
    """The one message that follows the matter in its group."""
    return Card(
        BR.join(_head(_, shown, CARD_TEXT)),
        buttons=buttons(_, shown.matter),
        thread=shown.council.thread,
    )


def details(_: Words, shown: Shown) -> Card:
    """Everything about the matter, with the whole timeline; a single picture carries it as its caption."""
    lines = _head(_, shown, None)
    lines += [Markup(""), _("<b>经过</b>")]
    lines += [line(_, shown, entry) for entry in shown.matter.timeline]
    first = shown.matter.attachments[0] if shown.matter.attachments else None
    picture = first if first and first.kind == "photo" else None
    return Card(BR.join(lines), buttons=buttons(_, shown.matter), media=picture)


def line(_: Words, shown: Shown, entry: Entry) -> Markup:
    """One line of the timeline: day, name, what."""
    if entry.what == "polled":
        what = _("意向摸底结果见投票 {text}", text=entry.text)
    else:
        what = _(WHAT[entry.what], text=entry.text)
    day = when.short(_, entry.at, shown.council.zone)
    if entry.person is None:
        return _("{day} {what}", day=day, what=what)
    return _("{day} {who} {what}", day=day, who=names.name(_, shown.names.get(entry.person)), what=what)


def news(_: Words, shown: Shown, entry: Entry, answered: Mapping[Answer, int]) -> Card:
    """One step of the matter, told to the group in a line or two."""
    matter = shown.matter
    text = _(
        NEWS[entry.what],
        number=matter.number,
        title=matter.title,
        text=_shortened(entry.text, NEWS_TEXT),
        handler=_named(_, shown),
        due=when.day(_, matter.due) if matter.due else "",
        asked=names.mention(_, shown.names.get(matter.proposer)),
        days=LOOK_BACK // timedelta(days=1),
        yes=answered.get(Answer.YES, 0),
        mostly=answered.get(Answer.MOSTLY, 0),
        silent=max(0, len(matter.asked) - sum(answered.values())),
    )
    if entry.person is not None and entry.what not in {"done", "withdraw"}:
        text += BR + _("—— {who}", who=names.name(_, shown.names.get(entry.person)))
    media = entry.attachments[0] if entry.attachments else None
    rows: tuple[tuple[Button, ...], ...] = ()
    if entry.what == "done" and matter.state is State.DONE:
        rows = (tuple(answers(_, matter)),)
    if entry.what == "resolve" and matter.state is State.RESOLVED:
        rows = ((_button(_("交办"), "assign", matter),),)
    if entry.what in {"assign", "overdue"} and matter.state in AT_WORK:
        rows = ((_button(_("进展"), "progress", matter), _button(_("办结"), "done", matter)),)
    if entry.what == "reject" and matter.state is State.REJECTED:
        rows = ((_button(_("恢复"), "restore", matter),),)
    return Card(text, buttons=rows, media=media, thread=shown.council.thread)


def yours(_: Words, shown: Shown, member: Member | None) -> Card:
    """Tell the handler what was handed to them."""
    matter = shown.matter
    text = _(
        "📌 {who}，<b>#{number}</b>「{title}」请您承办。\n决议：{resolution}\n期限：{due}",
        who=names.mention(_, member),
        number=matter.number,
        title=matter.title,
        resolution=_shortened(matter.resolution, NEWS_TEXT),
        due=when.day(_, matter.due) if matter.due else _("没有定"),
    )
    return Card(text, buttons=((_button(_("进展"), "progress", matter), _button(_("办结"), "done", matter)),))


def late(_: Words, shown: Shown, member: Member | None) -> Card:
    """Remind the handler that the promised day is over."""
    matter = shown.matter
    text = _(
        "⏰ {who}，<b>#{number}</b>「{title}」超过期限了（{due}）。办到哪一步了？",
        who=names.mention(_, member),
        number=matter.number,
        title=matter.title,
        due=when.day(_, matter.due) if matter.due else "",
    )
    return Card(text, buttons=((_button(_("进展"), "progress", matter), _button(_("办结"), "done", matter)),))


def look_back(_: Words, shown: Shown, member: Member | None) -> Card:
    """Ask one person whether it is really solved."""
    matter = shown.matter
    result = next((entry.text for entry in reversed(matter.timeline) if entry.what == "done"), "")
    text = _(
        "{who}，您关心的 <b>#{number}</b>「{title}」报办结了：\n{text}\n\n真的办好了吗？",
        who=names.name(_, member),
        number=matter.number,
        title=matter.title,
        text=_shortened(result, NEWS_TEXT),
    )
    return Card(text, buttons=(tuple(answers(_, matter)),))


def categories(_: Words, shown: Shown) -> Card:
    """Offer the ten categories."""
    matter = shown.matter
    every = [_button(_(labels.CATEGORIES[each]), "categorise", matter, each.value) for each in Category]
    rows = tuple(tuple(every[start : start + 2]) for start in range(0, len(every), 2))
    text = _(
        "<b>#{number}</b>「{title}」的类别是「{category}」。要改成：",
        number=matter.number,
        title=matter.title,
        category=_(labels.CATEGORIES[matter.category]),
    )
    return Card(text, buttons=rows)


def attachment(_: Words, shown: Shown, place: int) -> Card:
    """One picture, voice message or place of a matter."""
    matter = shown.matter
    return Card(
        _("#{number} 附件 {place}/{total}", number=matter.number, place=place + 1, total=len(matter.attachments)),
        media=matter.attachments[place],
    )


def similar(_: Words, like: Sequence[Matter], person: Member | None, draft: int, chosen: str) -> Card:
    """Offer open matters that say nearly the same before a new one is kept; chosen, only that is said."""
    if chosen:
        return Card(_("{who} 选好了：{chosen}。谢谢！", who=names.name(_, person), chosen=_(CHOSEN[chosen])))
    lines = [_("{who}，这几个议题和您说的很像：", who=names.mention(_, person)), Markup("")]
    lines += [
        _(
            "<b>#{number}</b> {title}（{state}）",
            number=matter.number,
            title=matter.title,
            state=_(labels.STATES[matter.state]),
        )
        for matter in like
    ]
    lines += [Markup(""), _("是同一件事就点「附议」；不是，就点「仍然提交」。")]
    rows = [(_button(_("附议 #{number}", number=matter.number), "like", matter, str(draft)),) for matter in like]
    council = like[0].council if like else 0
    rows.append((Button(str(_("仍然提交")), Intent("submit", council, draft, str(person.account if person else 0))),))
    return Card(BR.join(lines), buttons=tuple(rows))

"""Cards of a matter: its card in the group, its details with the timeline, its categories, similar matters."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.domain.councils.council import Member
from bot.domain.matters.acts import Act
from bot.domain.matters.category import Category
from bot.domain.matters.kind import Kind
from bot.domain.matters.matter import MATTER_TEXT_LIMIT, Matter, Origin, first_photo
from bot.domain.matters.procedure import DEFAULT, PROCEDURES
from bot.domain.polls.poll import Poll
from bot.domain.shared.button_intent import Intent
from bot.domain.votes.vote import Vote
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.matters import MatterReader, ShownMatter
from bot.views.hierarchy import ladders
from bot.views.matters.act_buttons import group_buttons, own_buttons
from bot.views.matters.steps import ENTRY_TEXTS, timeline_line, timeline_lines
from bot.views.matters.work import describe_due, handler_name, matter_button
from bot.views.shared import dates, labels, names
from bot.views.shared.button_rows import button_rows
from bot.views.shared.screen import fold, fold_end
from bot.views.shared.text_fit import BR, shorten, text_length

CARD_TEXT_IN_SIGHT = 150  # characters of the proposal above the fold
RESOLUTION_TEXT = 1000
# How much a card shows of the proposal, of the resolution, and of the steps in the council below; the first that fits
# below a picture. The details show all.
CARD_TEXTS = ((600, RESOLUTION_TEXT, 8), (300, 300, 4), (150, 150, 2), (80, 80, 0))
SIGNERS_TEXT_LIMIT = 300  # of the names below a formal proposal
CHOSEN: Mapping[str, str] = {
    "like": N_("好的，您附议了已有的议题，谢谢！"),
    "own": N_("好的，这件事您已经提过了，不用再提。"),
    "submit": N_("好的，另提了一个议题，谢谢！"),
}


def _head(
    _: Words,
    shown: ShownMatter,
    text_limit: int,
    in_sight: int = MATTER_TEXT_LIMIT,
    resolution_limit: int = RESOLUTION_TEXT,
) -> list[Markup]:
    """Return the lines that card and details share: what it is, what is decided, where it comes from."""
    matter = shown.matter
    lines = [
        _(
            "{mark} <b>#{number}</b> {state}",
            mark=labels.MARKS[matter.state],
            number=matter.number,
            state=_(labels.STATE_LABELS[matter.state]),
        ),
        fold_end(shorten(matter.text, text_limit), in_sight),
    ]
    decided = _decided(_, shown, resolution_limit)
    if decided:
        lines += [Markup(""), *decided]
    lines += [
        Markup(""),
        *(
            [proposer_name(_, shown)]
            if matter.below
            else [_("附议 {n} 人", n=shown.supporters), _("提出人：{who}", who=proposer_name(_, shown))]
        ),
    ]
    if matter.recorder:
        lines.append(_("代录人：{who}", who=names.person_name(_, shown.names.get(matter.recorder))))
    return [*lines, _category(_, matter), *shown.lines]


def _category(_: Words, matter: Matter) -> Markup:
    """Return the category of the matter, and its kind unless it is a plain problem."""
    category = _(labels.CATEGORIES[matter.category])
    if matter.kind is Kind.PROBLEM:
        return _("类别：{category}", category=category)
    return _("类别：{category}（{kind}）", category=category, kind=_(labels.KIND_LABELS[matter.kind]))


def _signers(_: Words, shown: ShownMatter) -> list[Markup]:
    """Return the names of those who signed a formal proposal, as many as fit."""
    if not shown.signed:
        return []
    most = 1
    while most < len(shown.signed) and text_length(names.list_names(_, shown.signed[: most + 1])) <= SIGNERS_TEXT_LIMIT:
        most += 1
    listed = names.list_names(_, shown.signed[:most])
    if shown.supporters > most:
        listed = _("{names} 等 {n} 人", names=listed, n=shown.supporters)
    return [_("联名：{names}", names=listed)]


def proposer_name(_: Words, shown: ShownMatter) -> Markup:
    """Return the proposer's name: masked for a neighbour without a phone, none for a letter's author."""
    if shown.matter.origin is Origin.LETTER:
        return _("议事箱来信")
    if shown.matter.origin is Origin.BENCH:
        return _("板凳会 {number}", number=shown.matter.origin_number)
    if shown.matter.ticket:
        return _("12345 工单 {ticket}", ticket=shown.matter.ticket)
    if shown.matter.below:
        return _("来自 {name} #{number}", name=shown.matter.below_name, number=shown.matter.below.partition("/")[2])
    return Markup.escape(shown.matter.reporter) or names.person_name(_, shown.names.get(shown.matter.proposer))


def _decided(_: Words, shown: ShownMatter, resolution_limit: int) -> list[Markup]:
    matter = shown.matter
    lines = []
    if matter.reason:
        lines.append(_("原因：{text}", text=matter.reason))
    if matter.into:
        lines.append(_("并入 #{number}，请看那个议题", number=matter.into))
    if matter.resolution:
        lines.append(_("决议：{text}", text=shorten(matter.resolution, resolution_limit)))
    if matter.level is not shown.council.level:
        lines.append(
            _(
                "级别：L{level} {name}",
                level=matter.level.value,
                name=ladders.level_name(_, shown.council, matter.level),
            )
        )
    if matter.assignment.is_given or matter.assignment.due:
        lines.append(_("承办：{who}", who=handler_name(_, shown, names.person_name)))
    if matter.above:
        number = matter.above.partition("/")[2]
        lines.append(_("已经上报「{name}」，那边的编号是 #{number}", name=matter.above_name, number=number))
    if matter.assignment.due:
        lines.append(_("期限：{day}", day=describe_due(_, matter.assignment)))
    if matter.assignment.paused:
        lines.append(_("⏸ 暂停计时，从{day}起", day=dates.format_day(_, matter.assignment.paused)))
    return lines


def _stages(_: Words, matter: Matter) -> list[Markup]:
    """Return the lines on a procedure: its name unless it is the default, stages passed, publication."""
    procedure = PROCEDURES[matter.procedure]
    lines = []
    if procedure.code != DEFAULT:
        lines.append(_("程序：{name}", name=_(labels.PROCEDURE_LABELS[procedure.code])))
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
        lines.append(_("公示：到{day}为止", day=dates.format_day(_, matter.publication.last)))
    if matter.result:
        lines.append(_("结果公示：到{day}为止", day=dates.format_day(_, matter.result.last)))
    return lines


def matter_card(_: Words, shown: ShownMatter) -> Card:
    """The card that shows a matter in its group, below its first photo."""
    photo = first_photo(shown.matter.attachments)
    text = _card_text(_, shown, *CARD_TEXTS[0])
    for shorter in CARD_TEXTS[1:]:
        if photo and text_length(text) > _.platform.caption_limit:
            text = _card_text(_, shown, *shorter)
    return Card(text, buttons=group_buttons(_, shown), media=photo, thread=shown.council.thread)


def _card_text(_: Words, shown: ShownMatter, text_limit: int, resolution_limit: int, before: int) -> Markup:
    lines = _head(_, shown, text_limit, CARD_TEXT_IN_SIGHT, resolution_limit)
    if shown.matter.attachments:
        lines.append(_("📎 附件 {n} 个，点「详情」看", n=len(shown.matter.attachments)))
    return BR.join([*lines, *_before(_, shown, before)])


def _before(_: Words, shown: ShownMatter, most: int) -> list[Markup]:
    """Return the last steps in the council below, `most` of them, of a matter that was sent up from there."""
    timeline = shown.matter.timeline
    came = next((place for place, entry in enumerate(timeline) if entry.what == Act.RECEIVED), 0)
    steps = [timeline_line(_, shown, entry, {}, {}, ENTRY_TEXTS[-1]) for entry in timeline[max(0, came - most) : came]]
    return [Markup(""), _("<b>在下级的经过</b>"), fold(steps)] if steps else []


def matter_details_card(
    _: Words,
    shown: ShownMatter,
    asked: Mapping[str, Poll],
    voted: Mapping[str, Vote],
    *,
    reader: MatterReader | None = None,
) -> Card:
    """The page of a matter with its whole timeline; the first photo carries it as its caption.

    `asked` are the polls and `voted` the votes about it by their numbers, whose results stand in the timeline.
    `reader` is the only one who reads it; None: many do.
    """
    head = [
        *_head(_, shown, MATTER_TEXT_LIMIT),
        *_signers(_, shown),
        *_stages(_, shown.matter),
        Markup(""),
        _("<b>经过</b>"),
    ]
    room = _.platform.text_limit - text_length(BR.join(head)) - len(BR)
    first = shown.matter.attachments[0] if shown.matter.attachments else None
    return Card(
        BR.join([*head, *timeline_lines(_, shown, asked, voted, room)]),
        buttons=(*own_buttons(_, shown, reader), *_origin_row(_, shown.matter)) if reader else group_buttons(_, shown),
        media=first if first and first.kind == "photo" else None,
    )


def _origin_row(_: Words, matter: Matter) -> tuple[tuple[Button, ...], ...]:
    """Return the row with the button that opens the record which the matter came from."""
    if matter.origin is not Origin.BENCH:
        return ()
    label = _("板凳会 {number}", number=matter.origin_number)
    return ((Button(str(label), Intent("bench_open", matter.council, matter.origin_number)),),)


def categories_card(_: Words, shown: ShownMatter) -> Card:
    """The ten categories and the kinds, as buttons."""
    matter = shown.matter
    every = [matter_button(_(labels.CATEGORIES[each]), Act.CATEGORISE, matter, each.value) for each in Category]
    every += [matter_button(_(labels.KIND_LABELS[each]), Act.KIND, matter, each.value) for each in Kind]
    rows = button_rows(every, 2)
    text = _(
        "<b>#{number}</b>「{title}」现在的类别是「{category}」，种类是「{kind}」。改成哪一类？最下面四个是种类。",
        number=matter.number,
        title=matter.title,
        category=_(labels.CATEGORIES[matter.category]),
        kind=_(labels.KIND_LABELS[matter.kind]),
    )
    return Card(text, buttons=rows)


def matter_attachment_card(_: Words, shown: ShownMatter, place: int) -> Card:
    """A single attachment of a matter: a picture, a voice message or a location."""
    matter = shown.matter
    return Card(
        _("#{number} 附件 {place}/{total}", number=matter.number, place=place + 1, total=len(matter.attachments)),
        media=matter.attachments[place],
    )


def similar_card(_: Words, like: Sequence[Matter], person: Member | None, draft: int, chosen: str) -> Card:
    """The open matters similar to a proposal, offered for support before a new one is created."""
    if chosen:
        return Card(_(CHOSEN[chosen]))
    lines = [
        _("{who}，您说的事好像已经有人提过了：", who=names.mention_person(_, person)),
        Markup(""),
        *(
            _(
                "{mark} <b>#{number}</b> {title}（{state}）",
                mark=labels.MARKS[matter.state],
                number=matter.number,
                title=matter.title,
                state=_(labels.STATE_LABELS[matter.state]),
            )
            for matter in like
        ),
        Markup(""),
        _("是同一件事，请点「附议」，人多更好办。\n不是同一件事，请点「仍然提交」。"),
    ]
    rows = [(matter_button(_("附议 #{number}", number=matter.number), "like", matter, str(draft)),) for matter in like]
    council = like[0].council if like else 0
    rows.append((Button(str(_("仍然提交")), Intent("submit", council, draft, str(person.account if person else 0))),))
    return Card(BR.join(lines), buttons=tuple(rows))

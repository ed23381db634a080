"""The daily digest of routine news."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.domain.matters.matter import Entry, Matter
from bot.domain.shared.button_intent import Intent
from bot.locales import Words
from bot.ports import Button, Card
from bot.read_models.matters import ShownDigest
from bot.views.matters.steps import WHAT
from bot.views.shared import labels
from bot.views.shared.button_rows import button_rows
from bot.views.shared.text_fit import BR, drop_middle, lines_fit, shorten

STEP_TEXT_LIMIT = 80  # of what somebody said of a step
BUTTONS_LIMIT = 10


def digest_card(_: Words, shown: ShownDigest) -> Card | None:
    """The day's news, one line for each matter with all its steps; names no handler. None when nothing happened."""
    if not shown.steps:
        return None
    matters = {matter.number: matter for matter, _entry in shown.steps}
    lines = [_("📰 <b>今天的消息</b>") if shown.council.daily else _("📰 <b>最新的消息</b>")]
    for number, matter in matters.items():
        lines.append(_line(_, matter, [entry for each, entry in shown.steps if each.number == number]))
    if shown.total > len(shown.steps):
        lines.append(_("… 还有 {n} 条，发 /matters 看全部。", n=shown.total - len(shown.steps)))
    if not lines_fit(lines, _.platform.text_limit):
        lines = drop_middle(lines, _.platform.text_limit, lambda n: _("… 中间还有 {n} 个议题 …", n=n))
    council = shown.council.number
    every = [Button(f"#{number}", Intent("details", council, number)) for number in list(matters)[:BUTTONS_LIMIT]]
    rows = button_rows(every, 5)
    return Card(BR.join(lines), buttons=rows, thread=shown.council.thread)


def _line(_: Words, matter: Matter, entries: Sequence[Entry]) -> Markup:
    return _(
        "{mark} <b>#{number}</b>「{title}」{steps}",
        mark=labels.MARKS[matter.state],
        number=matter.number,
        title=matter.title,
        steps=_("；").join(_(WHAT[entry.what], text=_words(_, entry)) for entry in entries),
    )


def _words(_: Words, entry: Entry) -> Markup:
    if entry.attachments and not entry.text:
        return _("（见附件）")
    return Markup.escape(shorten(" ".join(entry.text.split()), STEP_TEXT_LIMIT))

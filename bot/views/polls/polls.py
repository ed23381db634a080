"""Cards of a poll: the question in the platform's own form, and the result."""

from datetime import datetime, timedelta

from markupsafe import Markup

from bot.domain.matters.satisfaction import percent
from bot.domain.polls.poll import Poll
from bot.locales import N_, Words
from bot.ports import Card, PlatformPoll
from bot.read_models.polls import ShownPoll
from bot.views.shared import dates
from bot.views.shared.text_fit import BR

COUNTED_LATE = timedelta(hours=1)
USUAL_OPTIONS = (N_("赞成"), N_("反对"), N_("弃权"))


def poll_card(_: Words, shown: ShownPoll) -> Card:
    """The poll itself, in the exact words of the question."""
    asked = shown.poll
    return Card(
        Markup.escape(asked.question),
        poll=PlatformPoll(asked.question, asked.options, asked.anonymous, asked.multiple),
        thread=shown.council.thread,
    )


def poll_end_card(_: Words, shown: ShownPoll) -> Card:
    """The note below a poll: the moment when it closes, and that it binds nobody."""
    text = _(
        "👆 请点一下您的选择，可以改。\n{when} 截止，到时公布结果。\n这是意向摸底，不是法定表决。",
        when=dates.format_moment(_, shown.poll.closes, shown.council.zone),
    )
    return Card(text, notify=False, thread=shown.council.thread)


def poll_result_card(_: Words, shown: ShownPoll, now: datetime) -> Card:
    """Each option with its number and its share of the participants; the strongest is marked. Says if it is late."""
    asked = shown.poll
    most = max(asked.counts, default=0)
    lines = [
        _("📊 <b>意向摸底结果</b>"),
        Markup.escape(asked.question),
        Markup(""),
        *(
            _(
                "{mark} {option}：<b>{n} 票</b>（{rate}）",
                mark="🔹" if n == most and n else "▫️",
                option=option,
                n=n,
                rate=percent(n, asked.voters),
            )
            for option, n in zip(asked.options, asked.counts, strict=False)
        ),
        Markup(""),
        _("参与 {n} 人", n=asked.voters),
    ]
    if asked.multiple:
        lines.append(_("可以多选，所以各项相加可能超过 100%。"))
    if now - asked.closes > COUNTED_LATE:
        ended = dates.format_moment(_, asked.closes, shown.council.zone)
        lines.append(_("（本来 {when} 截止，公布晚了，这之后投的也算在里面。）", when=ended))
    lines.append(_("这是意向摸底，不是法定表决，供大家议事时参考。"))
    return Card(BR.join(lines), thread=shown.council.thread)


def poll_result_line(_: Words, asked: Poll) -> Markup:
    """The result in one line."""
    counted = zip(asked.options, asked.counts, strict=False)
    return _("，").join(_("{option} {n}", option=option, n=n) for option, n in counted)

"""The parts of an event on lines of their own, as they are shown before the group reads them, and read again."""

from collections.abc import Mapping

from bot.domain.events.event_text import PARTS, EventText
from bot.locales import N_, Words

PART_LABELS: Mapping[str, str] = {
    "when": N_("时间", "event"),
    "place": N_("地点", "event"),
    "places": N_("名额", "event"),
    "whom": N_("对象", "event"),
    "bring": N_("请带", "event"),
    "closes": N_("报名截止", "event"),
    "what": N_("内容", "event"),
}


def write_parts(_: Words, said: EventText) -> str:
    """Return what was said of an event, a line for each part; no limit is said as one says it."""
    lines = []
    for part in PARTS:
        value = getattr(said, part)
        if part == "places" and value == "0":
            value = str(_(N_("不限", "places")))
        if value:
            lines.append(_("{label}：{value}", label=_(PART_LABELS[part]), value=value).unescape())
    return "\n".join(lines)

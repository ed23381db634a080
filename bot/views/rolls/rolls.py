"""Cards of the roll: preview and errors of a file, the roll in force, links of accounts."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.domain.councils.council import NAME_LIMIT
from bot.domain.rolls.roll import Roll, Unit
from bot.domain.shared.masking import mask_name, normalize_text
from bot.locales import Words
from bot.ports import Card
from bot.read_models.rolls import ShownRoll
from bot.views.shared import dates
from bot.views.shared.text_fit import BR

NAMES_LISTED = 6  # units or names in one line
BUTTON_LABEL_LIMIT = 20  # characters of a button


def owner_names(_: Words, unit: Unit) -> Markup:
    """Return the owners' names so that only they recognise themselves: 张*、李*."""
    if not unit.owners:
        return _("（没有写）")
    return _("、").join(mask_name(normalize_text(name, NAME_LIMIT)) for name in unit.owners)


def describe_sums(_: Words, version: Roll) -> list[Markup]:
    """Return the numbers of units and heads, and the areas."""
    lines = [
        _("户数：<b>{n}</b>", n=version.units),
        _("人数：<b>{n}</b>（同一业主的几套算一人）", n=version.heads),
        _("面积：<b>{area}</b> ㎡", area=version.area),
    ]
    if version.share != "0":
        lines.append(_("份额：<b>{share}</b>", share=version.share))
    buildings = [building_name(_, each) for each in version.buildings]
    lines.append(_("楼栋：{n} 个（{which}）", n=len(buildings), which=list_some(_, buildings, NAMES_LISTED)))
    return lines


def roll_card(_: Words, shown: ShownRoll) -> Card:
    """The roll in force, and the number of units with an account."""
    lines = [
        _("📋 <b>{name}</b> 名册", name=shown.council.name),
        _("{when} 导入", when=dates.format_moment(_, shown.roll.at, shown.council.zone)),
        *describe_sums(_, shown.roll),
        _("已绑定账号：<b>{n}</b> 户（共 {total} 户）", n=shown.linked, total=shown.roll.units),
    ]
    return Card(BR.join(lines))


# Invitations


# Linking


def building_name(_: Words, label: str) -> Markup:
    """Return the name of a building; one that is more than a number or letter is its own name."""
    return _("{label} 栋", label=label) if label.isascii() else Markup.escape(label)


def format_labels(_: Words, labels: Sequence[str], most: int) -> Markup:
    """Return the labels in one line, at most so many."""
    return list_some(_, [Markup.escape(label) for label in labels], most)


def list_some(_: Words, words: Sequence[Markup], most: int) -> Markup:
    """Return words in one line, at most so many; 等 says that there are more."""
    line = _("、").join(words[:most])
    return line if len(words) <= most else _("{names} 等", names=line)

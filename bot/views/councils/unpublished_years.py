"""The warning to the head about a year whose public holidays are not published yet."""

from bot.domain.councils.council import Council
from bot.domain.shared.working_days import HolidayPolicy
from bot.locales import Words
from bot.ports import Card
from bot.views.shared.text_fit import BR


def unpublished_year_card(_: Words, council: Council, year: int) -> Card:
    """The warning that a year's holidays are unknown: what may change, and who has to update the calendar later."""
    lines = [
        _("📅 「{group}」：{year} 年的放假和调休安排，我这里还没有。", group=council.name, year=year),
        _(
            "一定放假的是1月1日、5月1日和2日、10月1日到3日，我照放假算；别的假期要等国务院公布。"
            "按工作日算的期限我先算着，可能会变的都注明。"
        ),
    ]
    if council.schedule and council.holiday is not HolidayPolicy.KEEP:
        lines.append(_("议事日遇到别的假期，也可能要改，改了我会在群里说。"))
    lines += [
        _("您现在不用做什么，议事照常。公布以后，请在群里发 /meeting，看看下次开会的日子。"),
        _(
            "请转告管机器人的人：公布以后请更新程序（make setup），再重新启动；等不及更新，"
            "可以照 holidays.example.toml 写一份 holidays.toml，放在配置文件旁边。"
        ),
    ]
    return Card(BR.join(lines), thread=council.thread)

"""The list of an event as an .xlsx: who comes, who waits, who was there."""

from zoneinfo import ZoneInfo

from bot.documents.list_sheet import Value, make_list_sheet
from bot.locales import N_, Words
from bot.read_models.events import ListedPerson, ShownSignUps
from bot.views.shared import names
from bot.views.shared.text_fit import shorten

# Each column and its width in characters.
SIGN_UP_COLUMNS = (
    (N_("序号", "list"), 6),
    (N_("姓名", "list"), 20),
    (N_(N_("报名", "list")), 10),
    (N_("报名时间", "list"), 18),
    (N_("签到", "list"), 18),
)
TITLE_LIMIT = 40  # characters


def make_sign_up_sheet(_: Words, shown: ShownSignUps) -> bytes:
    """Return the file: those who come in their order, then those who wait, then those who only were there."""
    what = shorten(shown.event.title, TITLE_LIMIT)
    title = _("{council} 活动 {number} {what}", council=shown.council.name, number=shown.event.number, what=what)
    lines = ((place, *_line(_, shown, person)) for place, person in enumerate(shown.people, 1))
    return make_list_sheet(_, _("名单"), title, SIGN_UP_COLUMNS, lines)


def _line(_: Words, shown: ShownSignUps, person: ListedPerson) -> tuple[Value, ...]:
    zone = ZoneInfo(shown.council.zone)
    signed = person.sign_up
    kind = _("没有报名") if signed is None else _("候补") if signed.waits else _(N_("报名", "list"))
    moments = (each.at.astimezone(zone).replace(tzinfo=None) if each else None for each in (signed, person.check_in))
    return (person.name or names.person_name(_, person.member).unescape(), str(kind), *moments)

"""Cards of the letter box: the letter for the clerk, and the notices to its author."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.domain.letters.letter import Letter, LetterState, can
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.letters import ShownLetter
from bot.views.shared import names
from bot.views.shared.text_fit import BR, shorten

LETTER_STATES: Mapping[LetterState, str] = {
    LetterState.WAITING: N_("等您回复"),
    LetterState.ANSWERED: N_("已经回复"),
    LetterState.DECLINED: N_("这次不办"),
    LetterState.MATTER: N_("已转为议题 #{matter}"),
}
LETTER_NEWS: Mapping[str, str] = {
    "reply": N_("✉️ 专人回复了您的第 {number} 封来信：\n{answer}\n\n还想说，就再发一封：/letter"),
    "decline": N_("✉️ 您的第 {number} 封来信，这次没有办。\n原因：{answer}\n\n有新的情况，可以再发一封：/letter"),
    "matter": N_(
        "✉️ 您的第 {number} 封来信转为议题 #{matter} 了，上面没有写您。\n点「详情」可以随时看进展，也可以附议。"
    ),
}
LETTER_TEXT_LIMIT = 3500  # of a letter; the card has other lines
LETTER_BUTTONS = (("reply", N_("回复")), ("matter", N_("转为议题")), ("decline", N_("不办")))


def letter_card(_: Words, shown: ShownLetter | None, number: int) -> Card:
    """A letter for a clerk, with buttons to deal with it."""
    if shown is None:
        return Card(_("✉️ 第 {number} 封来信收回了，或者内容已经删除。", number=number))
    letter = shown.letter
    author = names.person_name(_, shown.author) if shown.author else _("不公开")
    lines = [
        _("✉️ <b>议事箱，第 {number} 封来信</b>", number=letter.number),
        _("{name} · {state}", name=shown.council.name, state=_(LETTER_STATES[letter.state], matter=letter.matter)),
        Markup(""),
        Markup.escape(shorten(letter.text, LETTER_TEXT_LIMIT)),
        Markup(""),
        _("写信人：{who}（只有专人看得到，请不要告诉别人）", who=author),
    ]
    if letter.attachments:
        lines.append(_("📎 附件 {n} 个，在下面", n=len(letter.attachments)))
    return Card(BR.join(lines), buttons=_buttons(_, letter))


def letter_waiting_card(_: Words, letter: Letter, days: int) -> Card:
    """The reminder in a clerk's morning list that a letter has no answer."""
    text = _("✉️ 议事箱第 {number} 封来信等了 {days} 天，还没有回复。", number=letter.number, days=days)
    return Card(text, buttons=((Button(str(_("✉️ 议事箱")), Intent("menu", letter.council, arg="letter")),),))


def _buttons(_: Words, letter: Letter) -> tuple[tuple[Button, ...], ...]:
    row = tuple(
        Button(str(_(label)), Intent("letter", letter.council, letter.number, act))
        for act, label in LETTER_BUTTONS
        if can(letter, act)
    )
    return (row,) if row else ()


def letter_attachment_card(_: Words, shown: ShownLetter, place: int) -> Card:
    """A single attachment of a letter: a picture, a voice message or a location."""
    letter = shown.letter
    return Card(
        _("第 {number} 封来信，附件 {place}", number=letter.number, place=place + 1),
        media=letter.attachments[place],
    )


def letter_sent_card(_: Words, shown: ShownLetter | None) -> Card:
    """The confirmation to the writer of a letter: who reads it, and the button that withdraws it while it waits."""
    if shown is None:
        return Card(_("这封信不在了，什么都没有留下。"))
    letter = shown.letter
    take_back = Button(str(_("收回这封信")), Intent("letter_back", letter.council, letter.number))
    text = _(
        "✉️ 收到了，这是议事箱的第 {number} 封来信。\n"
        "只有专人看得到您和您写的话，群里和别人都看不到。回复会从这里告诉您。",
        number=letter.number,
    )
    return Card(text, buttons=((take_back,),) if letter.waiting else ())


def letter_news_card(_: Words, shown: ShownLetter, what: str) -> Card:
    """The notice to the writer of what was done with the letter, with a button to the matter that came of it."""
    letter = shown.letter
    text = _(LETTER_NEWS[what], number=letter.number, answer=letter.answer, matter=letter.matter)
    if not letter.matter:
        return Card(text)
    details = Button(str(_("详情")), Intent("details", letter.council, letter.matter))
    return Card(text, buttons=((details,),))

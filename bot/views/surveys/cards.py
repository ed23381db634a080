"""Cards of surveys that everybody reads: in the group, as a list, a reminder, the way into the private chat."""

from markupsafe import Markup

from bot.domain.shared.button_intent import Intent
from bot.domain.surveys.survey import SurveyState
from bot.locales import Words
from bot.ports import Button, Card
from bot.read_models.surveys import ShownSurvey, ShownSurveys
from bot.views.shared import dates
from bot.views.shared.button_rows import button_rows
from bot.views.shared.screen import fold_end
from bot.views.shared.text_fit import BR, shorten

IN_A_LIST = 24  # characters of a title
IN_SIGHT = 120


def survey_card(_: Words, shown: ShownSurvey) -> Card:
    """The survey in its group, with [开始填写] while it is open."""
    rows = ((survey_button(shown, "survey_fill", _("开始填写")),),) if shown.is_open else ()
    return Card(BR.join(describe_survey(_, shown)), buttons=rows, thread=shown.council.thread)


def describe_survey(_: Words, shown: ShownSurvey) -> list[Markup]:
    """Return the lines that say what a survey is, how many have answered it, and until when that can be done."""
    survey = shown.survey
    lines = [
        _("📋 <b>问卷 {number}</b>", number=survey.number),
        Markup.escape(survey.title),
    ]
    if survey.questions:
        lines.append(kind_line(_, shown))
    if survey.state is SurveyState.CLOSED:
        lines.append(_("结束了：{n} 人填好，{begun} 人开始过。", n=shown.done, begun=shown.begun))
        if survey.outcome:
            lines.append(_("结论：{text}", text=fold_end(survey.outcome, IN_SIGHT)))
    elif survey.until:
        lines.append(_("{n} 人填好，{begun} 人开始了。", n=shown.done, begun=shown.begun))
        lines.append(_("填到 {when}。", when=dates.format_moment(_, survey.until, shown.council.zone)))
    return lines


def kind_line(_: Words, shown: ShownSurvey) -> Markup:
    """Return how many questions there are, and whether it asks for names."""
    n = len(shown.survey.questions)
    return _("{n} 题，不记名。", n=n) if shown.survey.anonymous else _("{n} 题，记名。", n=n)


def fill_label(_: Words, shown: ShownSurvey) -> Markup:
    """Return the label of the button that opens the form of a reader."""
    if shown.is_done:
        return _("改我的回答")
    return _("继续填写") if shown.has_begun else _("开始填写")


def survey_page(_: Words, shown: ShownSurvey) -> Card:
    """The survey for one resident."""
    lines = describe_survey(_, shown)
    if shown.is_open and shown.is_done:
        lines.append(_("✓ 您填好了，结束以前都可以改。"))
    rows = ((survey_button(shown, "survey_fill", fill_label(_, shown)),),) if shown.is_open else ()
    return Card(BR.join(lines), buttons=rows)


def survey_reminder_card(_: Words, shown: ShownSurvey) -> Card | None:
    """The one reminder before a survey ends; nothing for who finished before it was sent, or when it is over."""
    survey = shown.survey
    if shown.is_done or not shown.is_open or survey.until is None:
        return None
    left = dates.format_time_left(_, survey.until, survey.until - shown.now, shown.council.zone)
    named = {"number": survey.number, "title": survey.title, "left": left}
    if shown.has_begun:
        lead = _("⏰ 问卷 {number}「{title}」您填了一半，{left}截止。", **named)
    else:
        lead = _("⏰ 问卷 {number}「{title}」请您填一下，{left}截止。", **named)
    return Card(lead, buttons=((survey_button(shown, "survey_fill", fill_label(_, shown)),),))


def survey_door_card(_: Words, shown: ShownSurvey) -> Card:
    """The way into the private chat, where surveys are answered."""
    start = f"start:c-{shown.council.number}-s-{shown.survey.number}"
    text = _("问卷在私聊里填，一题一题点，别人看不到。请点下面的按钮，再点「开始」。")
    return Card(text, buttons=((Button(str(_("💬 去私聊填写")), url=start),),))


def survey_outcome_card(_: Words, shown: ShownSurvey) -> Card:
    """The outcome of a survey, as the group is told."""
    named = {"number": shown.survey.number, "title": shown.survey.title}
    lines = [_("📌 <b>问卷 {number}「{title}」的结论</b>", **named), fold_end(shown.survey.outcome, IN_SIGHT)]
    return Card(BR.join(lines), thread=shown.council.thread)


def surveys_card(_: Words, shown: ShownSurveys) -> Card:
    """The surveys, each with a button that opens it."""
    if not shown.surveys:
        return Card(_("现在没有问卷。"))
    lines = [_("📋 <b>问卷</b>")]
    for each in shown.surveys:
        named = {"number": each.survey.number, "title": shorten(each.survey.title, IN_A_LIST)}
        if each.survey.state is SurveyState.DRAFT:
            lines.append(_("· {number}. {title}（还没发）", **named))
        elif not each.is_open:
            lines.append(_("· {number}. {title}（结束了，{n} 人填）", **named, n=each.done))
        elif each.is_done:
            lines.append(_("✓ {number}. {title}（您填好了）", **named))
        else:
            lines.append(_("· {number}. {title}", **named))
    lines.append(_("点下面的号码打开。"))
    every = [survey_button(each, "survey_open", str(each.survey.number)) for each in shown.surveys]
    return Card(BR.join(lines), buttons=button_rows(every, 5))


def survey_button(shown: ShownSurvey, act: str, label: Markup | str, arg: str = "") -> Button:
    """Return a button about a survey."""
    return Button(str(label), Intent(act, shown.council.number, shown.survey.number, arg))

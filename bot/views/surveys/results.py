"""The result of a survey with charts, and the invitation of those who ticked an answer."""

from markupsafe import Markup

from bot.domain.shared.button_intent import Intent
from bot.domain.surveys.answers import QuestionResult, SurveyResult, mean_answer
from bot.domain.surveys.survey import QuestionKind, SurveyQuestion
from bot.locales import Words
from bot.ports import Bars, Button, Card, Chart, Series
from bot.read_models.surveys import ShownInvitation, ShownSurveyResult
from bot.views.shared import dates
from bot.views.shared.button_rows import turning_row
from bot.views.shared.screen import fold
from bot.views.shared.text_fit import BR, shorten
from bot.views.surveys.cards import survey_button
from bot.views.surveys.officer_page import option_text

CHART_ROWS = 20  # bars and titles in one picture, which a phone shows whole
LABEL_LIMIT = 12  # characters beside a bar
TITLE_LIMIT = 26  # characters of a question above its bars
TYPED_SHOWN = 20  # answers in words on a page; all of them are in the file


def survey_result_card(_: Words, shown: ShownSurveyResult, page: int) -> Card | None:
    """A page of the result: charts of some questions, their numbers in a fold, and for officers what was typed."""
    if shown.result is None:
        return None
    survey, result = shown.shown.survey, shown.result
    pages = _pages(survey.questions)
    page = min(max(1, page), len(pages))
    lead = _("📊 <b>问卷 {number}「{title}」的结果</b>", number=survey.number, title=survey.title)
    lines = [lead, _("{n} 人填好，{begun} 人开始过。", n=survey.done, begun=survey.begun)]
    if len(pages) > 1:
        lines.append(_("第 {page} 页，共 {pages} 页", page=page, pages=len(pages)))
    is_officer = shown.shown.is_officer
    folded = [
        line
        for place in pages[page - 1]
        for line in _describe(_, place + 1, survey.questions[place], result.questions[place], is_officer=is_officer)
    ]
    rows = turning_row(
        _, page, len(pages), lambda label, to: survey_button(shown.shown, "survey_result", label, str(to))
    )
    return Card(
        BR.join([*lines, fold(folded)]),
        buttons=rows if is_officer else (),
        chart=_chart(_, _panels(_, shown, result, pages[page - 1])),
        thread=None if shown.shown.reader else shown.shown.council.thread,
    )


def _chart(_: Words, panels: list[Bars]) -> Chart | None:
    """Return the chart of these panels; its numbers stand in the fold above."""
    return Chart(tuple(panels), _("统计图：每题各选项多少人，数字点「展开」看。")) if panels else None


def _pages(questions: tuple[SurveyQuestion, ...]) -> list[list[int]]:
    """Return the places of the questions on each page."""
    pages: list[list[int]] = [[]]
    rows = 0
    for place, question in enumerate(questions):
        needed = len(question.choices) + 1
        if pages[-1] and rows + needed > CHART_ROWS:
            pages.append([])
            rows = 0
        pages[-1].append(place)
        rows += needed
    return pages


def _panels(_: Words, shown: ShownSurveyResult, result: SurveyResult, places: list[int]) -> list[Bars]:
    """Return the bars of the questions that are answered by buttons."""
    survey = shown.shown.survey
    panels = []
    for place in places:
        question, found = survey.questions[place], result.questions[place]
        if not question.choices:
            continue
        labels = tuple(shorten(each, LABEL_LIMIT) for each in question.choices)
        series = (Series(str(_("人数")), tuple(float(n) for n in found.counts)),)
        title = f"{place + 1}. {shorten(question.text, TITLE_LIMIT)}"
        panels.append(Bars(title, labels, series, whole=float(survey.done)))
    return panels


def _describe(
    _: Words, number: int, question: SurveyQuestion, found: QuestionResult, *, is_officer: bool
) -> list[Markup]:
    lines = [_("{n}. {text}（{answered} 人答）", n=number, text=question.text, answered=found.answered)]
    if question.choices:
        counted = zip(question.choices, found.counts, strict=True)
        named = ((_("{n} 分", n=each) if question.kind is QuestionKind.SCALE else each, n) for each, n in counted)
        lines.append(_("，").join(_("{name}：{n} 人", name=name, n=n) for name, n in named))
    mean = mean_answer(question, found)
    if mean is not None:
        lines.append(_("平均 {mean}", mean=f"{mean:.2f}".rstrip("0").rstrip(".")))
    if question.kind is QuestionKind.TEXT and found.typed:
        if not is_officer:
            lines.append(_("写的内容只有专人和议事长看得到。"))
            return lines
        lines += [_("· {text}", text=each) for each in found.typed[:TYPED_SHOWN]]
        if len(found.typed) > TYPED_SHOWN:
            lines.append(_("后面还有 {n} 条，在结果表格里。", n=len(found.typed) - TYPED_SHOWN))
    return lines


def invitation_card(_: Words, shown: ShownInvitation) -> Card:
    """The invitation of one person who ticked an answer, to a meeting or an event."""
    survey = shown.shown.survey
    lead = _(
        "💌 您在问卷「{title}」里选了「{option}」，请您来参加：",
        title=survey.title,
        option=option_text(shown.shown, shown.choice),
    )
    gathering = shown.gathering
    if gathering is None:
        return Card(lead + BR + _("已经过了，或者取消了。"))
    council = shown.shown.council
    what = Markup.escape(gathering.event.title) if gathering.event else _("议事会")
    lines = [
        lead,
        _("<b>{what}</b>", what=what),
        _("时间：{when}", when=dates.format_moment(_, gathering.at, council.zone)),
        _("地点：{place}", place=gathering.place),
    ]
    rows: list[Button] = []
    if gathering.event:
        where = council.number, gathering.event.number
        rows = [
            Button(str(_("报名")), Intent("event_sign", *where)),
            Button(str(_("详情")), Intent("event_open", *where)),
        ]
    elif gathering.meeting:
        where, moves = (council.number, gathering.meeting.number), gathering.meeting.moves or ""
        rows = [
            Button(str(_("参加")), Intent("rsvp", *where, f"yes{moves}")),
            Button(str(_("请假")), Intent("rsvp", *where, f"no{moves}")),
        ]
    return Card(BR.join(lines), buttons=(tuple(rows),))

"""The form of a survey for one person: what is said before, a question a page, and what they have answered."""

from markupsafe import Markup

from bot.domain.surveys.answers import ANSWER_LIMIT, chosen_places, has_ticked
from bot.domain.surveys.survey import LEAST_ANONYMOUS, QuestionKind, SurveyQuestion, SurveyState
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.surveys import ShownForm
from bot.views.shared import dates
from bot.views.shared.button_rows import button_rows, ticked
from bot.views.shared.screen import fold, fold_end
from bot.views.shared.text_fit import BR
from bot.views.surveys.cards import survey_button

IN_SIGHT = 80  # characters of an answer
IN_A_LABEL = 16  # characters of an option on its button
HINTS = {
    QuestionKind.ONE: N_("请点一个。"),
    QuestionKind.SEVERAL: N_("可以点几个，点好了点「下一题」。"),
    QuestionKind.SCALE: N_("请打分：1 最差，5 最好。"),
    QuestionKind.NUMBER: N_("请直接打一个数发给我。"),
    QuestionKind.TEXT: N_("请直接打字发给我，不超过 {limit} 个字。"),
}


def survey_form(_: Words, form: ShownForm, page: int, *, is_late: bool) -> Card:
    """A page of the form: 0 is what is said before the first answer, the one behind the last question the end."""
    if page < 1:
        return _first_page(_, form)
    if page > len(form.shown.survey.questions):
        return _last_page(_, form)
    return _question_page(_, form, page, is_late=is_late)


def form_over_card(_: Words) -> Card:
    """The form of a survey that is over."""
    return Card(_("这份问卷结束了，谢谢您。"))


def _first_page(_: Words, form: ShownForm) -> Card:
    survey = form.shown.survey
    lines = [_("📋 <b>{title}</b>", title=survey.title), _("共 {n} 题，一题一题点就行。", n=len(survey.questions))]
    if survey.anonymous:
        lines.append(
            _(
                "🔒 不记名：专人和议事长看不到谁怎么答的，结束以后连我也查不出来。填的人不到 {n} 个，就不看回答。",
                n=LEAST_ANONYMOUS,
            )
        )
    else:
        lines.append(_("✍️ 记名：专人和议事长看得到您的名字和回答，群里看不到。"))
    lines.append(_("中途可以停，下次接着填；交了以后，结束以前都可以改。"))
    if survey.state is SurveyState.DRAFT:
        return Card(
            BR.join([_("👀 这是预览，点了不记。"), *lines]),
            buttons=((survey_button(form.shown, "survey_turn", _("开始"), "1"),),),
        )
    return Card(BR.join(lines), buttons=((survey_button(form.shown, "survey_begin", _("开始")),),))


def _question_page(_: Words, form: ShownForm, page: int, *, is_late: bool) -> Card:
    shown, question, answer = form.shown, form.shown.survey.questions[page - 1], form.answers[page - 1]
    lines = [
        _("第 {n} 题，共 {total} 题", n=page, total=len(shown.survey.questions)),
        _("<b>{text}</b>", text=question.text),
        _(_hint(form, page), limit=ANSWER_LIMIT),
    ]
    if _has_long_options(question):
        lines += [_("{n}. {option}", n=n, option=option) for n, option in enumerate(question.choices, 1)]
    if is_late:
        lines.insert(0, _("您刚才写的我没有记：隔得久了，怕您说的是别的事。要回答这一题，请再写一遍。"))
    if answer and not question.choices:
        lines.append(_("您写的：{text}", text=fold_end(answer, IN_SIGHT)))
    rows = list(_option_rows(_, form, page, question, answer))
    offer = _offer(_, form, page)
    if offer:
        lines.append(offer[0])
        rows.append(offer[1])
    if answer and question.kind is not QuestionKind.SEVERAL:
        rows.append((survey_button(shown, "survey_clear", _("不答这一题"), str(page)),))
    rows.append(_turning(_, form, page, is_answered=bool(answer)))
    return Card(BR.join(lines), buttons=tuple(rows))


def _hint(form: ShownForm, page: int) -> str:
    """Return how a question is answered."""
    survey = form.shown.survey
    kind = survey.questions[page - 1].kind
    stays = survey.offers_at(page - 1) and kind is not QuestionKind.SEVERAL
    return N_("请点一个，再点「下一题」。") if stays else HINTS[kind]


def _option_rows(
    _: Words, form: ShownForm, page: int, question: SurveyQuestion, answer: str
) -> tuple[tuple[Button, ...], ...]:
    mine = chosen_places(answer) if question.choices else ()
    is_numbered = _has_long_options(question)
    every = [
        survey_button(
            form.shown,
            "survey_tick",
            ticked(str(place + 1) if is_numbered else option, on=place in mine),
            f"{page - 1}.{place}",
        )
        for place, option in enumerate(question.choices)
    ]
    return button_rows(every, 5 if is_numbered or question.kind is QuestionKind.SCALE else 1)


def _has_long_options(question: SurveyQuestion) -> bool:
    """Return whether an option is too long for a button: then they stand above, and the buttons have their numbers."""
    return any(len(option) > IN_A_LABEL for option in question.choices)


def _offer(_: Words, form: ShownForm, page: int) -> tuple[Markup, tuple[Button, ...]] | None:
    """Return the offer of an invitation below the answer that brings it, which is taken by name or left."""
    survey = form.shown.survey
    offers = survey.offers
    if offers is None or not survey.offers_at(page - 1) or not has_ticked(form.answers, offers):
        return None
    option = survey.questions[offers.question].choices[offers.option]
    if form.is_invited:
        text = _("✓ 您选了「{option}」，到时候请您。专人和议事长看得到您的名字和这一个回答。", option=option)
        return text, (survey_button(form.shown, "survey_wish", _("不用请我"), "no"),)
    text = _(
        "您选了「{option}」。要我们请您参加吗？点「请邀请我」，专人和议事长会知道您的名字和这一个回答，"
        "其他回答还是不记名。",
        option=option,
    )
    return text, (survey_button(form.shown, "survey_wish", _("请邀请我")),)


def _turning(_: Words, form: ShownForm, page: int, *, is_answered: bool) -> tuple[Button, ...]:
    before = (survey_button(form.shown, "survey_turn", _("◀ 上一题"), str(page - 1)),) if page > 1 else ()
    is_draft = form.shown.survey.state is SurveyState.DRAFT
    label = _("下一题 ▶") if is_answered or is_draft else _("跳过 ▶")
    act, arg = ("survey_turn", str(page + 1)) if is_draft else ("survey_next", str(page))
    return (*before, survey_button(form.shown, act, label, arg))


def _last_page(_: Words, form: ShownForm) -> Card:
    shown, survey = form.shown, form.shown.survey
    missing = [n for n, answer in enumerate(form.answers, 1) if not answer]
    mine = [
        _("{n}. {text}：{answer}", n=n, text=question.text, answer=_said(_, question, answer))
        for n, (question, answer) in enumerate(zip(survey.questions, form.answers, strict=True), 1)
    ]
    if survey.state is SurveyState.DRAFT:
        lines = [_("👀 预览看完了。居民在这里交卷。")]
        return Card(BR.join(lines), buttons=((survey_button(shown, "survey_turn", _("从头再看"), "1"),),))
    lines = [_("📋 <b>{title}</b>", title=survey.title)]
    if shown.is_done and survey.until:
        when = dates.format_moment(_, survey.until, shown.council.zone)
        lines.append(_("✓ 交好了，谢谢您！{when} 以前都可以改，改了就算，不用再交。", when=when))
    else:
        lines.append(_("都看过了，请点「交卷」。"))
    if missing:
        lines.append(_("还没有答的：第 {listed} 题。", listed=_("、").join(str(n) for n in missing)))
    lines.append(fold([_("我的回答："), *mine]))
    first = [] if shown.is_done else [survey_button(shown, "survey_hand_in", _("交卷"))]
    second = [survey_button(shown, "survey_turn", _("改我的回答"), "1")]
    return Card(BR.join(lines), buttons=tuple(tuple(row) for row in (first, second) if row))


def _said(_: Words, question: SurveyQuestion, answer: str) -> Markup:
    if not answer:
        return _("没有答")
    if not question.choices:
        return Markup.escape(answer)
    return _("、").join(Markup.escape(question.choices[place]) for place in chosen_places(answer))

"""The page of a survey for an officer: what it asks, how it is changed and posted, and what follows when it is over."""

from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.domain.surveys.survey import LEAST_ANONYMOUS, QuestionKind, SurveyChoice, SurveyQuestion, SurveyState
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.surveys import ShownGathering, ShownGatherings, ShownSurvey
from bot.views.shared import dates
from bot.views.shared.button_rows import button_rows, ticked
from bot.views.shared.screen import fold
from bot.views.shared.text_fit import BR, shorten
from bot.views.surveys.cards import describe_survey, fill_label, survey_button

KINDS = {
    QuestionKind.ONE: N_("单选"),
    QuestionKind.SEVERAL: N_("多选"),
    QuestionKind.SCALE: N_("打分"),
    QuestionKind.NUMBER: N_("数字"),
    QuestionKind.TEXT: N_("文字"),
}
IN_A_LABEL = 18  # characters


def officer_page(_: Words, shown: ShownSurvey, lead: Markup) -> Card:
    """The survey with everything an officer can do now; a `lead` says what has happened."""
    survey = shown.survey
    lines = [*([lead] if lead else []), *describe_survey(_, shown)]
    if survey.state is SurveyState.DRAFT:
        lines.append(_("还没有发到群里。填 {n} 天。", n=survey.days))
    if survey.state is SurveyState.CLOSED and not survey.shows_answers:
        lines.append(_("填的人不到 {n} 个，为了不让人猜出是谁，不看回答。", n=LEAST_ANONYMOUS))
    if survey.offers and survey.anonymous:
        lines.append(_("选了「{option}」的，问他要不要请他参加。", option=option_text(shown, survey.offers)))
    if survey.questions:
        lines.append(fold(list_questions(_, shown)))
    if shown.can_change:
        room = _("加一题，请点一种：") if survey.questions else _("先加一题，请点一种：")
        return Card(BR.join([*lines, room]), buttons=_change_rows(_, shown))
    if survey.state is SurveyState.CLOSED:
        return Card(BR.join(lines), buttons=_closed_rows(_, shown))
    rows = [
        survey_button(shown, "survey_fill", fill_label(_, shown)),
        survey_button(shown, "survey_look", _("改题目"), "edit"),
        survey_button(shown, "survey_close", _("提前结束")),
        survey_button(shown, "survey_copy", _("复制一份")),
    ]
    return Card(BR.join(lines), buttons=button_rows(rows, 2))


def list_questions(_: Words, shown: ShownSurvey) -> list[Markup]:
    """Return a line for each question, with its options."""
    return [
        _(
            "{n}. {text}（{kind}）{options}",
            n=n,
            text=each.text,
            kind=_(KINDS[each.kind]),
            options=_("、").join(Markup.escape(option) for option in each.options),
        )
        for n, each in enumerate(shown.survey.questions, 1)
    ]


def option_text(shown: ShownSurvey, choice: SurveyChoice) -> str:
    """Return the words of an answer."""
    return shown.survey.questions[choice.question].choices[choice.option]


def _change_rows(_: Words, shown: ShownSurvey) -> tuple[tuple[Button, ...], ...]:
    survey = shown.survey
    kinds = [survey_button(shown, "survey_ask", _(label), kind) for kind, label in KINDS.items()]
    kinds.append(survey_button(shown, "survey_table", _("用表格")))
    anonymous = survey.anonymous
    settings = [
        survey_button(shown, "survey_names", ticked(_("不记名"), on=anonymous), "anonymous"),
        survey_button(shown, "survey_names", ticked(_("记名"), on=not anonymous), "named"),
        survey_button(shown, "survey_days", _("填几天")),
    ]
    every: list[Button] = []
    if survey.questions:
        every.append(survey_button(shown, "survey_look", _("改题目"), "edit"))
        every.append(survey_button(shown, "survey_fill", _("预览")))
        if anonymous and _with_options(shown):
            every.append(survey_button(shown, "survey_look", _("选了某项就邀请"), "offer"))
    last: list[Button] = []
    if survey.state is SurveyState.DRAFT:
        last.append(survey_button(shown, "survey_drop", _("不要了")))
        if survey.questions:
            last.append(survey_button(shown, "survey_post", _("发到群里")))
    else:
        last.append(survey_button(shown, "survey_close", _("提前结束")))
        last.append(survey_button(shown, "survey_copy", _("复制一份")))
    rows = (*button_rows(kinds, 3), tuple(settings), *button_rows(every, 2), tuple(last))
    return tuple(row for row in rows if row)


def _closed_rows(_: Words, shown: ShownSurvey) -> tuple[tuple[Button, ...], ...]:
    every: list[Button] = []
    if shown.survey.shows_answers:
        every += [
            survey_button(shown, "survey_result", _("看结果")),
            survey_button(shown, "survey_sheet", _("结果表格")),
            survey_button(shown, "survey_publish", _("发结果到群里")),
        ]
    if _with_options(shown) and (not shown.survey.anonymous or shown.survey.offers):
        every.append(survey_button(shown, "survey_look", _("请他们参加"), "invite"))
    every += [
        survey_button(shown, "survey_conclude", _("记下结论")),
        survey_button(shown, "survey_copy", _("复制一份")),
    ]
    return button_rows(every, 2)


def _with_options(shown: ShownSurvey) -> list[tuple[int, SurveyQuestion]]:
    return [(n, each) for n, each in enumerate(shown.survey.questions, 1) if each.choices]


def edit_page(_: Words, shown: ShownSurvey, page: int) -> Card:
    """The questions with a button each, or one of them with what can be done with it."""
    questions = shown.survey.questions
    if not 1 <= page <= len(questions):
        lines = [_("改哪一题？请点号码。"), fold(list_questions(_, shown))]
        every = [survey_button(shown, "survey_look", str(n), f"edit.{n}") for n in range(1, len(questions) + 1)]
        return Card(BR.join(lines), buttons=(*button_rows(every, 5), (_back(_, shown),)))
    question, arg = questions[page - 1], str(page)
    lines = [_("第 {n} 题（{kind}）", n=page, kind=_(KINDS[question.kind])), Markup.escape(question.text)]
    lines += [_("· {option}", option=each) for each in question.options]
    first = [
        survey_button(shown, "survey_reword", _("重写这一题"), arg),
        survey_button(shown, "survey_remove", _("删掉这一题"), arg),
    ]
    second = [survey_button(shown, "survey_up", _("往前移"), arg)] if page > 1 else []
    return Card(BR.join(lines), buttons=(tuple(first), (*second, _back(_, shown))))


def offer_page(_: Words, shown: ShownSurvey, page: int) -> Card:
    """The choice of the answer below which an anonymous survey offers an invitation."""
    if not page:
        lead = _(
            "不记名的问卷，谁选了什么都看不到。可以选一个答案：谁点了它，我就问他要不要请他参加；"
            "他自己点了「请邀请我」，您才看得到他的名字。\n哪一题？"
        )
        return _choice_page(_, shown, page, lead, "survey_offer", "offer")
    return _choice_page(_, shown, page, _("选了哪个答案的，问他要不要请？"), "survey_offer", "offer")


def invite_page(_: Words, shown: ShownGatherings, page: int, chosen: str) -> Card:
    """The choice of whom to invite, by the answer that they ticked, and to what."""
    survey = shown.shown
    offers = survey.survey.offers if survey.survey.anonymous else None
    if offers:
        page, chosen = offers.question + 1, str(offers.option + 1)
    if not page:
        return _choice_page(_, survey, page, _("请哪些人？先选哪一题："), "survey_look", "invite")
    if chosen in {"", "0"}:
        return _choice_page(_, survey, page, _("选了哪个答案的人？"), "survey_look", "invite")
    choice = SurveyChoice(page - 1, int(chosen) - 1)
    if not shown.gatherings:
        text = _("现在没有要开的会，也没有活动。先定好会议或者活动，再来请。")
        return Card(text, buttons=((_back(_, survey),),))
    text = _("请选了「{option}」的人参加什么？只请他们，别人不请。", option=option_text(survey, choice))
    rows = [
        (
            survey_button(
                survey,
                "survey_invite",
                shorten(_gathering_label(_, survey, each), IN_A_LABEL),
                f"{choice.question}.{choice.option}.{gathering_code(each)}",
            ),
        )
        for each in shown.gatherings
    ]
    return Card(text, buttons=(*rows, (_back(_, survey),)))


def gathering_code(gathering: ShownGathering) -> str:
    """Return how a button names a meeting or an event."""
    if gathering.event:
        return f"e{gathering.event.number}"
    return f"m{gathering.meeting.number}" if gathering.meeting else ""


def _gathering_label(_: Words, shown: ShownSurvey, gathering: ShownGathering) -> str:
    day = dates.format_day_of_year(_, gathering.at.astimezone(ZoneInfo(shown.council.zone)).date())
    what = Markup.escape(gathering.event.title) if gathering.event else _("议事会")
    return _("{day} {what}", day=day, what=what).unescape()


def _choice_page(_: Words, shown: ShownSurvey, page: int, lead: Markup, act: str, which: str) -> Card:
    """A question to choose, then one of its options."""
    if not page:
        rows = [
            (survey_button(shown, "survey_look", shorten(f"{n}. {each.text}", IN_A_LABEL), f"{which}.{n}"),)
            for n, each in _with_options(shown)
        ]
    else:
        question = shown.survey.questions[page - 1]
        args = [
            f"{which}.{page}.{place + 1}" if act == "survey_look" else f"{page - 1}.{place}"
            for place in range(len(question.choices))
        ]
        rows = [
            (survey_button(shown, act, shorten(each, IN_A_LABEL), arg),)
            for each, arg in zip(question.choices, args, strict=True)
        ]
    if act == "survey_offer" and shown.survey.offers:
        rows.append((survey_button(shown, act, _("不问了")),))
    return Card(lead, buttons=(*rows, (_back(_, shown),)))


def _back(_: Words, shown: ShownSurvey) -> Button:
    return survey_button(shown, "survey_look", _(N_("返回", "survey")))

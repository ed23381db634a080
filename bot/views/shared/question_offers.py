"""Usual answers to questions, as buttons; words of one's own are possible as ever."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.councils.council import Member
from bot.domain.hierarchy.escalation_ladder import usual_numbers
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Matter
from bot.domain.shared.question_params import QuestionParams
from bot.locales import N_, Words
from bot.views.shared import labels, names
from bot.views.shared.practices import ALL_WORDS
from bot.views.shared.text_fit import shorten

PEOPLE_OFFERED = 6
ABSENT_OFFERED = 10  # of those who may have come
LABEL_LIMIT = 20
USUAL_DAY = "u"  # the day that the limits give
USUAL_WORDS: Mapping[str, tuple[str, ...]] = {
    Act.REJECT: (N_("不归议事会管，请找物业"), N_("已经有人在办了"), N_("没说清楚，请补充后再提")),
    Act.DEFER: (N_("材料不全，下次再议"), N_("提出人没有到会"), N_("再听听大家的意见")),
    Act.REFER: (N_("业主大会"), N_("物业公司"), N_("居委会")),
    Act.RETURN: (N_("这件事不归我办"), N_("要几家一起办"), N_("缺材料或者经费")),
    Act.LONG_RUN: (N_("要上级批经费"), N_("要几个部门一起办")),
    Act.WHISTLE: (N_("一直没有人管"), N_("拖得太久了"), N_("有危险，不能再等")),
    Act.PAUSE: (N_("等材料"), N_("等天气"), N_("等别的部门")),
    Act.REOPEN: (N_("没有修好"), N_("修好又坏了"), N_("只办了一部分")),
    "why_not": (N_("没有修好"), N_("修好又坏了"), N_("只办了一部分")),
    Act.PROGRESS: (N_("去现场看过了"), N_("材料买到了"), N_("正在施工")),
    Act.DONE: (N_("修好了"), N_("清理干净了"), N_("协调好了")),
    "letter_reply": (N_("收到了，谢谢您"), N_("我们先去看看")),
    "letter_matter": (N_("照发", "answer"),),
    "letter_decline": (N_("不归议事会管，请找物业"), N_("没说清楚，请补充后再提")),
    "vote_void": (N_("名册有误"), N_("议案写错了"), N_("时间定错了")),
    "rung": (N_("空缺", "answer"), N_("不设", "answer")),
    "paper_choice": (N_("赞成"), N_("反对"), N_("弃权", "vote")),
    "poll_options": (N_("赞成、反对、弃权"), N_("要、不要"), N_("白天、晚上、周末")),
    "role": (
        N_("专人", "answer"),
        N_("议事员", "answer"),
        N_("承办人", "answer"),
        N_("监票人", "answer"),
        N_("撤销", "answer"),
    ),
    **{ask: usual for each in ALL_WORDS for ask, usual in each.offers.items()},
}
USUAL_DAYS: Mapping[str, tuple[int, ...]] = {
    "assign_day": (3, 7, 15),
    Act.PUBLISH: (7, 15),
    "vote_until": (3, 7, 15),
    "mediation_day": (7, 15, 30),
    "poll_days": (1, 3, 7),
    "survey_days": (3, 7, 14),
}
DAYS_LATER = (1, 2, 7)  # a meeting that is moved keeps its hour


@dataclass(frozen=True)
class Offer:
    """A usual answer: `code` stands behind its button, `label` on it."""

    code: str
    label: str


def question_offers(
    _: Words,
    ask: str,
    params: QuestionParams,
    roster: Sequence[Member],
    matters: Sequence[Matter],
    begins: str = "",
) -> list[Offer]:
    """Return the usual answers to a question. `begins`: the hour of the meeting it is about, as 19:30."""
    usual = [Offer(USUAL_DAY, str(_("按时限")))] if ask == "assign_day" and params.usual else []
    if ask == "present":  # also those whose account is gone: it is they who have no phone
        people = list(roster)[:ABSENT_OFFERED]
    else:
        people = [each for each in roster if each.account][:PEOPLE_OFFERED]
    numbers = usual_numbers(params.limit) if ask == "limit" else ()
    hour = begins.replace(":", "")  # a colon cannot stand behind a button
    later = DAYS_LATER if ask == "postpone" and begins else ()
    schedules = labels.SCHEDULES if ask == "schedule" else {}
    return [
        *(Offer(f"p{each.person}", shorten(names.person_name(_, each).striptags(), LABEL_LIMIT)) for each in people),
        *(Offer(f"m{each.number}", shorten(f"#{each.number} {each.title}", LABEL_LIMIT)) for each in matters),
        *usual,
        *(Offer(f"n{number}", str(number)) for number in numbers),
        *(Offer(f"t{days}-{hour}", str(_("{n} 天后 {time}", n=days, time=begins))) for days in later),
        *(Offer(f"s{code}", str(_(label))) for code, label in schedules.items()),
        *(Offer(f"d{days}", str(_("{n} 天", n=days))) for days in USUAL_DAYS.get(ask, ())),
        *(Offer(f"w{place}", str(_(words))) for place, words in enumerate(USUAL_WORDS.get(ask, ()))),
    ]


def usual_words(_: Words, ask: str, place: int) -> str:
    """Return the words behind an offer; IndexError or KeyError where there are none."""
    return str(_(USUAL_WORDS[ask][place]))

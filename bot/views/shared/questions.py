"""The questions of the bot, to be answered by a reply."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from bot.domain.councils.council import Council, Member
from bot.domain.hierarchy.escalation_ladder import Level
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Matter
from bot.domain.matters.procedure import Stage
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.question import CONFIRMED, LATE_ANSWER, LEFT, OVER, PREVIEW, mark_of, question_mark
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.domain.votes.motion import MotionSource
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.views.hierarchy import ladders
from bot.views.shared import dates, labels, names, replies
from bot.views.shared.button_rows import button_rows
from bot.views.shared.practices import ALL_WORDS
from bot.views.shared.question_offers import question_offers
from bot.views.shared.text_fit import BR, shorten

OBJECTION_SHOWN = 300
IN_A_ROW = 2
SO_FAR_SHOWN = 300
NO_MOTIONS: Mapping[MotionSource, str] = {}
MOTIONS: Mapping[MotionSource, str] = {
    MotionSource.OPINION: N_("最新的协商意见"),
    MotionSource.STAGE: N_("这一步的意见"),
    MotionSource.RESOLUTION: N_("决议草案"),
}
ONLY_PICTURES = "📷"  # of an answer without words
YES, AGAIN = "yes", "again"  # words that answer such a question, behind its buttons

# ask: the question, the hint in the input field
QUESTION_TEXTS: Mapping[str, tuple[str, str]] = {
    "propose": (
        N_("您想提什么事？请回复这条消息，说说在哪里、是什么情况。可以带照片。"),
        N_("在哪里，什么情况"),
    ),
    "behalf": (
        N_("您替谁说，什么事？请回复：先写称呼，空一格，再写什么事。比如：王奶奶 3号楼路灯坏了"),
        N_("称呼，空一格，什么事"),
    ),
    "behalf_what": (N_("称呼记下了。说的是什么事？请回复，说说在哪里、是什么情况。"), N_("在哪里，什么情况")),
    "spot": (N_("当场办好了什么？请回复一两句，带上照片。"), N_("办好了什么，带照片")),
    "spot_photo": (N_("办好的样子，请拍一张照片，回复这条消息发给我。有照片才能记「即办」。"), N_("请发照片")),
    "letter": (
        N_("您想对议事会说什么？请回复这条消息，可以带照片。只有专人看得到是您写的，群里看不到。"),
        N_("写给议事会的话"),
    ),
    "letter_reply": (N_("怎么回复第 {number} 封来信？请写在这里，我转给写信人。"), N_("回复写信人")),
    "letter_matter": (
        N_(
            "第 {number} 封来信要发到群里。请把要发的话写在这里，别写能看出是谁的话；"
            "原文没有这样的话，回复「照发」就行。"
        ),
        N_("照发，或者改写"),
    ),
    "letter_decline": (N_("第 {number} 封来信为什么不办？请写原因，我转告写信人。"), N_("不办的原因")),
    "mediate": (
        N_("请谁和谁调解，什么事？请回复：两位的名字或 {username}，再写事由，用空格隔开。比如：赵敏 孙大爷 楼上漏水"),
        N_("名字 名字 事由"),
    ),
    "mediation_say": (N_("您想说什么？请写在这里。"), N_("要说的话")),
    "mediation_agree": (N_("双方商量好了什么？请写下协议，我问两边同意不同意。"), N_("协议内容")),
    "mediation_day": (N_("协议哪天之前做到？请回复日期，比如 12月3日，或者 7天。"), N_("做到的日子")),
    "desk_words": (
        N_("要找哪些议题？请回复：人名、楼栋、类别、状态，或者内容里的词，比如：超期 陈师傅。"),
        N_("人名、楼栋、类别、状态、词"),
    ),
    "set_days": (
        N_("议事日定在哪几天？请回复，比如：每月第一个周六 10:00，或者 8,18,28 19:30。"),
        N_("哪几天，几点"),
    ),
    "set_place": (N_("在哪里开会？请回复地点，比如：居委会二楼。"), N_("开会的地点")),
    Act.REJECT: (N_("#{number} 为什么不受理？请回复原因，大家看得到。"), N_("不受理的原因")),
    Act.DEFER: (N_("#{number} 为什么缓议？请回复原因，大家看得到。"), N_("缓议的原因")),
    Act.REFER: (N_("#{number} 移交给谁、为什么？请回复，比如：业主大会，要动用维修资金。"), N_("移交给谁")),
    Act.STAGE: (
        N_("#{number} 这一步{what}议得怎么样？请回复，比如：{example}"),
        N_("人数、签字、意见"),
    ),
    Act.PUBLISH: (N_("#{number} 公示几天？请回复天数，比如 15。"), N_("天数")),
    Act.OBJECT: (N_("您对 #{number} 的决议有什么不同意见？请回复意见和理由，大家看得到，会答复。"), N_("意见和理由")),
    Act.REPLY: (N_("请答复 #{number} 的异议（先提的先答），大家看得到。{objection}"), N_("答复")),
    Act.RETURN: (N_("#{number} 为什么退回？请回复原因，比如该由谁来办。只能退一次。"), N_("退回的原因")),
    Act.LONG_RUN: (N_("#{number} 为什么要向上争取？请回复原因，提出人看得到。"), N_("原因")),
    Act.WHISTLE: (
        N_("#{number} 为什么要上报一级？请回复原因，大家看得到。"),
        N_("吹哨的原因"),
    ),
    Act.PAUSE: (N_("#{number} 为什么暂停计时？请回复原因，提出人看得到。"), N_("暂停的原因")),
    "rung": (
        N_(
            "{what}这一级由谁值守？请回复名字或 {username}。想给这一级另取名字，就写在前面，比如 党支部：王主任。"
            "没有人值守就写「空缺」，没有这一级就写「不设」。"
        ),
        N_("值守人"),
    ),
    Act.REOPEN: (N_("#{number} 哪里还没有办好？请回复一两句，会继续办。"), N_("哪里没有办好")),
    Act.MERGE: (N_("#{number} 和哪个议题是同一件事？请回复那个议题的编号，比如 7。"), N_("议题编号")),
    Act.RESOLVE: (N_("#{number} 议定了什么？请回复决议内容。"), N_("决议内容")),
    Act.AMEND: (N_("#{number} 的决议改成什么？请回复新的决议内容，原来的在「详情」里还看得到。"), N_("新的决议内容")),
    "assign_who": (
        N_("#{number} 请谁承办？请回复名字或前面的序号；自己办就回复「我」。{listed}"),
        N_("承办人"),
    ),
    "assign_name": (N_("「{name}」不在成员里，就写这个名字？"), N_("是，或者另一个名字")),
    "assign_day": (
        N_("#{number} 什么时候办完？请回复日期，比如 12月3日，或者 7天。回复「按时限」就是到{usual}。"),
        N_("期限"),
    ),
    "past_this_year": (N_("{day}已经过了，是明年吗？"), N_("是，或者另一天")),
    "late_answer": (N_("之前问过您：{question}\n您刚才写的「{words}」，是回答这个吗？"), N_("是，或者不是")),
    PREVIEW: (
        N_("群里会看到：\n「{words}」\n就这样发吗？要改请点「改一改」；去改上面那条消息不算。"),
        N_("发出去，或者重新写"),
    ),
    "unclear_place": (
        N_("「{place}」里好像还有日子或时间，我没有看懂。它就是地点吗？"),
        N_("是，或者重新写"),
    ),
    Act.PROGRESS: (N_("#{number} 办到哪一步了？请回复一两句，可以带照片。"), N_("办到哪一步了")),
    Act.DONE: (N_("#{number} 办得怎么样？请回复结果，可以带照片。"), N_("办理结果")),
    "done_photo": (
        N_("#{number} 是隐患，有照片才算办好。请拍一张照片，回复这条消息发给我。"),
        N_("请发照片"),
    ),
    "own_rewrite": (
        N_("#{number} 要改成什么？请把整段话重新写一遍，发给我。群里的卡片会跟着改。"),
        N_("整段话重新写"),
    ),
    "own_photo": (N_("请拍一张 #{number} 的照片，回复这条消息发给我。"), N_("请发照片")),
    "ticket": (
        N_(
            "请回复：先写工单号，空一格，再写什么事。比如：20260302001 3号楼路灯坏了。"
            "群里都看得到，别写来电人的姓名和电话。"
        ),
        N_("工单号，空一格，什么事"),
    ),
    "ticket_what": (
        N_("工单号 {so_far} 记下了。说的是什么事？请回复。群里都看得到，别写来电人的姓名和电话。"),
        N_("什么事"),
    ),
    "why_not": (N_("谢谢您说实话。#{number} 哪里还没有办好？请回复一两句，会继续办。"), N_("哪里没有办好")),
    "schedule": (N_("哪几天议事？请回复，比如：8,18,28 19:30 居委会二楼"), N_("日子 时间 地点")),
    "convene": (N_("什么时候、在哪里、议什么？请回复，比如：12月3日 19:30 凉亭 商量停车"), N_("时间 地点 事由")),
    "present": (
        N_("谁到了？请回复名字，几个人用顿号隔开。替人来的写：张三 委托 李四。记错了就写：撤销 张三。"),
        N_("到会人的名字"),
    ),
    Act.OPINION: (N_("#{number} 商量出什么意见？请回复一两句。"), N_("协商意见")),
    "postpone": (N_("改到什么时候？请回复，比如：12月5日 19:30。地点不变就不用写。"), N_("新的时间")),
    "role_who": (
        N_(
            "请谁来担任？请回复名字、{username}，或前面的序号。"
            "也可以长按那个人的一条消息，选「回复」，再发 /role。{listed}"
        ),
        N_("名字"),
    ),
    "role": (
        N_(
            "请他担任什么？请回复：议事长、专人、议事员、楼栋长、承办人、监票人、人大代表，或「撤销」。"
            "后面可以写界别和任期，比如：议事员 退休教师 任期2028-12；楼栋长 3号楼。"
        ),
        N_("角色"),
    ),
    "vote_motion": (
        N_(
            "#{number} 要表决的是哪句话？请回复议案：通过以后照着办的一句话，"
            "比如：换3号楼门口的路灯，费用从公共收益里出。{listed}"
        ),
        N_("议案"),
    ),
    "vote_until": (N_("投到什么时候？请回复，比如：7天，或者 12月3日 18:00。"), N_("7天，或者 12月3日")),
    "vote_void": (N_("#{number} 的表决为什么作废？请回复原因，大家看得到。"), N_("作废的原因")),
    "paper_unit": (N_("#{number} 是哪一户的纸质票？请回复房号，比如 3-1-502。"), N_("房号")),
    "paper_choice": (N_("#{number} {unit} 的纸质票选了什么？请回复：赞成、反对，或者弃权。"), N_("赞成、反对、弃权")),
    "receipt": (N_("请回复回执码，比如 K7QF-2M9T-XH4P。"), N_("回执码")),
    "roll": (
        N_(
            "请把名册发给我：.xlsx 或 .csv 文件，表头要有 楼栋、房号、业主、面积；"
            "也可以有 手机后四位、份额、状态、计票号。不要身份证号。"
        ),
        N_("名册文件"),
    ),
    "number": (N_("是哪个议题？请回复编号，比如 12。"), N_("议题编号")),
    "numbers": (N_("哪些议题列入议程？请回复编号，比如 3 5。"), N_("议题编号")),
    "limit": (N_("{what}改成多少？请回复一个数，比如 3。"), N_("一个数")),
    Act.POLL: (N_("想问大家什么？请回复：第一行写问题，下面一行写一个选项。"), N_("问题和选项")),
    "poll_days": (N_("#{number} 问大家赞成、反对，还是弃权。问几天？请回复天数，比如 3。"), N_("天数")),
    "poll_options": (N_("「{so_far}」有哪些选项？请回复，一行写一个，至少两个。"), N_("一行一个选项")),
    **{ask: texts for each in ALL_WORDS for ask, texts in each.questions.items()},
}


def _set(_: Words, params: QuestionParams, council: Council | None) -> Markup:
    """Return the name of the level or limit that is being set."""
    limit = params.limit or ("" if params.level is None else str(params.level))
    if limit in labels.LIMIT_LABELS:
        return _("「{limit}」", limit=_(labels.LIMIT_LABELS[limit]))
    if council and limit.isdecimal():
        return _("「L{level} {name}」", level=limit, name=ladders.level_name(_, council, Level(int(limit))))
    return Markup("")


def _example(_: Words, stage: Stage) -> Markup:
    """Return an example of a stage's record."""
    parts = []
    if stage.present:
        parts.append(_("应到30 实到21 同意18"))
    if stage.parties:
        parts.append(_("签字：{parties}", parties="、".join(stage.parties)))
    return Markup(" ").join([*parts, _("大家同意修路")])


def question_card(
    _: Words,
    name: str,
    params: QuestionParams,
    who: Member | None,
    roster: tuple[Member, ...],
    *,
    stage: Stage | None = None,
    objection: str = "",
    council: Council | None = None,
    motions: Mapping[MotionSource, str] = NO_MOTIONS,
    matters: tuple[Matter, ...] = (),
    begins: str = "",
    wrong: Reply | None = None,
    group: bool,
    chosen: str = "",
    pictures: int = 0,
) -> Card:
    """A question with [取消]; what was wrong with the answer before comes first. `chosen`: what became of it."""
    text = _question_text(
        _, name, params, who, roster, stage=stage, objection=objection, council=council, motions=motions
    )
    if group:
        text = _("{who}，", who=names.mention_person(_, who)) + text
        if not chosen and name not in CONFIRMED and name != "assign_name":
            text += BR + _("怎么答：长按这条消息，选「回复」，再写。")
    if pictures:
        text += BR + _("📷 照片 {n} 张", n=pictures)
    if name == "assign_who" and params.day:
        text = _("期限记下了：{day}。", day=params.day) + BR + text
    if wrong:
        text = replies.reply_sentence(_, wrong.key, wrong.params) + BR + text
    if chosen == LEFT:
        return Card(text + BR + BR + replies.reply_sentence(_, "question_left", {}))
    if chosen:
        return Card(text if chosen == OVER else text + BR + BR + _("✓ {answer}", answer=chosen))
    number = council.number if council else 0
    leave = Intent("leave", number, question_mark(name, params, who.person if who else 0))
    confirming = _confirming(_, name, params, number)
    motion_rows = [(_motion_button(_, number, params, each),) for each in motions] if name == "vote_motion" else []
    offers = [
        Button(each.label, replace(leave, act="answer_with", arg=each.code))
        for each in question_offers(_, name, params, roster, matters, begins)
    ]
    rows = (*confirming, *motion_rows, *button_rows(offers, IN_A_ROW), (Button(str(_(N_("取消", "question"))), leave),))
    return Card(text, buttons=rows, ask=None if confirming else str(_(QUESTION_TEXTS[name][1])))


def _question_text(
    _: Words,
    name: str,
    params: QuestionParams,
    who: Member | None,
    roster: tuple[Member, ...],
    *,
    stage: Stage | None,
    objection: str,
    council: Council | None,
    motions: Mapping[MotionSource, str] = NO_MOTIONS,
) -> Markup:
    listed = Markup("").join(
        _("\n{place}. {who}", place=place, who=names.person_name(_, member)) for place, member in enumerate(roster, 1)
    )
    if name == "vote_motion":
        listed = _motions_listed(_, motions)
    earlier = Markup("")
    if name == LATE_ANSWER:
        earlier = _question_text(
            _, params.asked, params, who, roster, stage=stage, objection=objection, council=council
        )
    usual = dates.format_day(_, date.fromisoformat(params.usual)) if params.usual else ""
    later = _next_year(name, params)
    return _(
        QUESTION_TEXTS[name][0],
        number=params.numbers or params.number or "",
        on=dates.format_day(_, date.fromisoformat(params.day)) if name.startswith("duty") and params.day else "",
        name=params.name,
        day=dates.format_day_of_year(_, later) if later else "",
        place=params.place,
        unit=params.unit,
        question=earlier,
        words=shorten(params.text or (ONLY_PICTURES if name == PREVIEW else ""), SO_FAR_SHOWN),
        so_far=shorten(params.so_far, SO_FAR_SHOWN),
        listed=listed,
        usual=usual,
        what=_("「{stage}」", stage=_(labels.STAGES[stage.code]))
        if name == Act.STAGE and stage
        else _set(_, params, council),
        example=_example(_, stage) if stage else "",
        objection=BR + _("异议：{text}", text=shorten(objection, OBJECTION_SHOWN)) if objection else "",
    )


def _next_year(name: str, params: QuestionParams) -> date | None:
    return date.fromisoformat(params.day) if name == "past_this_year" else None


def _confirming(_: Words, name: str, params: QuestionParams, council: int) -> list[tuple[Button, ...]]:
    """Return the row that confirms words, or takes them back; none for a question that is answered by words."""
    if name == "assign_name":
        intent = Intent(name, council, params.number)
        return [
            (
                Button(str(_("是")), replace(intent, arg=YES)),
                Button(str(_("重新选")), replace(intent, arg=AGAIN)),
            )
        ]
    if name not in CONFIRMED:
        return []
    intent = Intent(name, council, mark_of(params))
    yes, again = _("是，就是地点"), _("重新写")
    if name == LATE_ANSWER:
        yes, again = _("是"), _(N_("不是", "question"))
    elif name == PREVIEW:
        yes, again = _("发出去"), _("改一改")
    elif later := _next_year(name, params):
        yes, again = _("是，明年{day}", day=dates.format_day_of_year(_, later)), _("重新选")
    return [(Button(str(yes), replace(intent, arg=YES)), Button(str(again), replace(intent, arg=AGAIN)))]


def _motions_listed(_: Words, motions: Mapping[MotionSource, str]) -> Markup:
    """Return the words that are there already and can be taken for the motion."""
    lines = (
        _("\n{name}：{text}", name=_(MOTIONS[source]), text=shorten(text, SO_FAR_SHOWN))
        for source, text in motions.items()
    )
    return Markup("").join([_("\n\n也可以用现成的："), *lines] if motions else [])


def _motion_button(_: Words, council: int, params: QuestionParams, source: MotionSource) -> Button:
    label = _("用{name}", name=_(MOTIONS[source]))
    return Button(str(label), Intent("vote_motion", council, params.number, source))

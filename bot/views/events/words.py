"""Words of events: names, questions, refusals and short replies."""

from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.locales import N_
from bot.views.shared.command import Command, HelpSection
from bot.views.shared.confirmation import Confirmation
from bot.views.shared.practice_words import PracticeWords

EVENTS_WORDS = PracticeWords(
    Practice.EVENTS,
    N_("活动"),
    N_("接龙报名，候补自动补上，签到"),
    figures=N_("活动 {events} 次，到场 {came} 人次"),
    commands=(
        Command("events", "活动", N_("看有哪些活动，报名"), alone=True),
        Command(
            "event",
            "办活动",
            N_("办一次活动，大家报名"),
            N_("/event 12月5日 9:00 小广场 30人 大扫除 带手套"),
            HelpSection.CAPTAINS,
        ),
    ),
    acts={
        CouncilAct.EVENT: N_("办活动", "act"),
    },
    questions={
        "event": (
            N_("请把整段重新写一遍：时间、地点、多少人、什么活动。比如：12月5日 9:00 小广场 30人 大扫除 带手套"),
            N_("时间 地点 人数 什么活动"),
        ),
        "event_what": (
            N_("办什么活动？请回复，要带什么、给什么人办的也可以写上。比如：大扫除，带手套"),
            N_("什么活动"),
        ),
        "event_when": (N_("哪天几点开始？请回复，比如：12月5日 9:00"), N_("哪天几点")),
        "event_place": (N_("在哪里？请回复地点，比如：小广场"), N_("地点")),
        "event_places": (N_("最多多少人？请回复一个数，或者「不限」。"), N_("人数")),
        "event_move": (
            N_("活动 {number} 改到什么时候？请回复，比如：12月6日 9:00。地点不变就不用写。"),
            N_("新的时间"),
        ),
        "event_room": (N_("活动 {number} 最多多少人？请回复一个数，或者「不限」。报了名的不会退。"), N_("人数")),
        "event_words": (N_("活动 {number} 的内容要改成什么？请整段重新写一遍。"), N_("整段话重新写")),
        "event_present": (
            N_("活动 {number}，谁到了？请回复名字，几个人用顿号隔开。记错了就写：撤销 张三。"),
            N_("到场人的名字"),
        ),
    },
    offers={
        "event_what": (N_("大扫除"), N_("义诊"), N_("培训讲座"), N_("志愿服务")),
        **dict.fromkeys(
            ("event_when", "event_move"), (N_("明天 9:00"), N_("周六 9:00"), N_("周日 9:00"), N_("周六 14:30"))
        ),
        "event_place": (N_("小区广场"), N_("居委会活动室"), N_("小区大门口")),
        **dict.fromkeys(("event_places", "event_room"), (N_("20人"), N_("30人"), N_("50人"), N_("不限", "places"))),
    },
    confirmations={
        "event_cancel": Confirmation(
            N_("真的取消这次活动？报了名的人我会告诉，取消了不能恢复。"), N_("是，取消活动"), N_("好的，活动照常。")
        ),
    },
    sentences={
        "no_event": N_("没有找到活动 {number}。发 /events 看看有哪些。"),
        "event_over": N_("活动 {number} 已经开始、结束或者取消了。"),
        "sign_up_closed": N_("活动 {number} 报名截止了。想去可以问问办活动的人。"),
        "not_organiser": N_("只有办活动 {number} 的人、专人和议事长能这样做。"),
        "no_check_in": N_("活动 {number} 开始前半小时到结束，才能签到。"),
        "too_late_to_note": N_("活动过了 {days} 天，名单不能再改了。"),
        "bad_places": N_("人数请写 1 到 {most}，或者「不限」。"),
        "bad_sign_up_end": N_("报名截止要写还没到的时间，也不能晚过活动开始。比如：截止12月4日 18:00"),
        "event_unclear": N_("我没看懂。请写上时间、地点、什么活动，比如：12月5日 9:00 小广场 30人 大扫除"),
        "event_signed": N_("报上了，您是第 {n} 个。"),
        "event_waits": N_("名额满了，您排在候补第 {n} 位。有人不去，就自动轮到您，我会告诉您。"),
        "event_signed_already": N_("您已经报上了，不用再点。不去了，请点「详情」里的「不去了」。"),
        "event_waits_already": N_("您已经在候补里了，不用再点。轮到您我会告诉您。"),
        "event_not_signed": N_("您没有报名。"),
        "event_left": N_("好的，记下您不去了。想去可以再报名。"),
        "event_there": N_("签到好了，谢谢您来。"),
        "event_there_already": N_("您已经签过到了。"),
        "event_noted": N_("记下 {n} 人到场。"),
        "event_noted_absent": N_("去掉了 {n} 人。"),
        "event_moved": N_("活动 {number} 改好了，名单上的人我都会告诉。"),
        "event_places": N_("活动 {number} 的名额改好了。报了名的都不退；有空位，候补自动补上。"),
        "event_rewritten": N_("活动 {number} 的内容改好了，群里那一条也改了。"),
        "event_cancelled": N_("活动 {number} 取消了，名单上的人我都会告诉。"),
    },
)

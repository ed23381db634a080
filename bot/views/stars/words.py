"""Words of stars: names, questions, refusals and short replies."""

from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.locales import N_
from bot.views.shared.command import Command, HelpSection
from bot.views.shared.confirmation import Confirmation
from bot.views.shared.practice_words import PracticeWords

STARS_WORDS = PracticeWords(
    Practice.STARS,
    N_("评星"),
    N_("大家提名，再投票选出来"),
    figures=N_("评星 {rounds} 次，提名 {nominations} 人次"),
    commands=(
        Command("stars", "评星", N_("看正在评什么，谁被提名"), alone=True),
        Command("nominate", "提名", N_("提名一位邻居，或者一户人家"), N_("/nominate 张阿姨 常年帮邻居买菜")),
        Command("star", "办评星", N_("请大家提名，再投票"), N_("/star 每月 文明家庭"), HelpSection.OFFICERS),
    ),
    acts={CouncilAct.STAR: N_("办评星", "act")},
    questions={
        "star": (N_("这次评什么？请回复。每个月都评的，前面写「每月」，比如：每月 文明家庭"), N_("评什么")),
        "nominate": (
            N_("您提名谁？请回复名字，后面写一句为什么，比如：张阿姨 常年帮邻居买菜"),
            N_("名字 为什么"),
        ),
    },
    offers={"star": (N_("每月 文明家庭"), N_("每月 热心邻居"), N_("最美楼道"), N_("年度先进"))},
    confirmations={
        "star_poll": Confirmation(
            N_("真的截止提名，现在就在群里开始投票？投三天，名单不能再改。"), N_("是，开始投票"), N_("好的，接着提名。")
        ),
        "star_cancel": Confirmation(N_("这次真的不评了？大家的提名都不算了。"), N_("是，不评了"), N_("好的，接着评。")),
    },
    sentences={
        "no_star_round": N_("现在没有在提名的评星。发 /stars 看看。"),
        "nominations_over": N_("评星 {number} 的提名已经截止了。"),
        "too_many_nominations": N_("一次最多提名 {most} 位。要换人，先在「详情」里收回一个。"),
        "nomination_unclear": N_("请写上名字，比如：张阿姨 常年帮邻居买菜"),
        "bad_candidates": N_("投票要有 {least} 到 {most} 位，现在是 {n} 位。多了请去掉几位，少了请再等等提名。"),
        "nominated_already": N_("您已经提名过{name}了，算一次。"),
        "nomination_back": N_("您的提名收回了。"),
        "nomination_gone": N_("这个提名已经收回了，请看新的名单。"),
        "star_left_out": N_("{name}先不放进投票。"),
        "star_taken_in": N_("{name}放回来了。"),
        "star_not_monthly": N_("好的，下个月不再自动评。"),
        "star_polled": N_("投票开始了，在群里，三天后公布结果。"),
        "star_cancelled": N_("好的，这次不评了。"),
    },
)

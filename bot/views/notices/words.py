"""Words of notices: names, questions, refusals and short replies."""

from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.locales import N_
from bot.views.shared.command import Command, HelpSection
from bot.views.shared.confirmation import Confirmation
from bot.views.shared.practice_words import PracticeWords

NOTICES_WORDS = PracticeWords(
    Practice.NOTICES,
    N_("通知"),
    N_("发通知，看谁还没有看"),
    figures=N_("通知 {notices} 条，看过 {reads} 人次"),
    commands=(
        Command("notices", "通知栏", N_("看现在有哪些通知"), alone=True),
        Command(
            "notice",
            "发通知",
            N_("发一条通知，看谁还没有看"),
            N_("/notice 3天 明天上午停水"),
            HelpSection.OFFICERS,
        ),
    ),
    acts={
        CouncilAct.NOTICE: N_("发通知", "act"),
    },
    questions={
        "notice": (
            N_("要通知大家什么？请回复，可以带照片。只贴三天，就在前面写：3天 明天上午停水"),
            N_("通知的内容"),
        ),
        "notice_text": (N_("通知 {number} 要改成什么？请把整段话重新写一遍。群里那一条会跟着改。"), N_("整段话重新写")),
    },
    confirmations={
        "notice_withdraw": Confirmation(
            N_("真的撤下这条通知？群里就看不到内容了。"), N_("是，撤下"), N_("好的，通知还在。")
        ),
    },
    sentences={
        "no_notice": N_("没有找到通知 {number}。发 /notices 看看有哪些。"),
        "notice_over": N_("通知 {number} 已经到期或者撤下了。"),
        "bad_notice_time": N_("通知可以贴 1 天到 {most} 天，比如：3天 明天上午停水"),
        "reminded_already": N_("通知 {number} 已经提醒过一次了，不再打扰大家。"),
        "notice_read": N_("记下了，您看过了。"),
        "notice_read_already": N_("您已经点过「已阅」了。"),
        "readers_reminded": N_("提醒了 {n} 人。"),
        "notice_corrected": N_("通知 {number} 改好了，群里那一条也改了。"),
        "notice_withdrawn": N_("通知撤下了。"),
    },
)

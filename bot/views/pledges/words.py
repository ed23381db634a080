"""Words of pledges: names, questions, refusals and short replies."""

from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.locales import N_
from bot.views.shared.command import Command
from bot.views.shared.practice_words import PracticeWords

PLEDGES_WORDS = PracticeWords(
    Practice.PLEDGES,
    N_("承诺践诺"),
    N_("每人每月至少做一件事，做了自动算"),
    figures=N_("承诺 {pledged} 人次，做到 {kept} 人次，一共 {deeds} 件"),
    commands=(
        Command("pledges", "承诺践诺", N_("看我这个月做了什么，承诺"), alone=True),
        Command("pledge", "自报践诺", N_("报一件自己做的事，带照片"), N_("/pledge 帮王奶奶买了菜")),
    ),
    acts={CouncilAct.PLEDGERS: N_("定谁承诺", "act")},
    questions={
        "pledge": (N_("您为邻居做了什么？请发一张照片，配一句话。照片里有别人的脸，先问一声。"), N_("照片和一句话")),
        "pledge_photo": (N_("请再发一张照片。照片里有别人的脸，先问一声。"), N_("照片")),
        "pledge_add": (N_("谁承诺？请回复名字，几个人用顿号隔开。"), N_("名字")),
        "pledge_remove": (N_("谁不承诺了？请回复名字，几个人用顿号隔开。"), N_("名字")),
    },
    sentences={
        "no_pledge": N_("您还没有承诺。请发 /pledges，点「我也承诺」。"),
        "pledged_by_role": N_("议事员、楼栋长是不是都承诺，由议事长定。"),
        "no_pledge_photo": N_("还没有收到照片。"),
        "no_report_to_undo": N_("没有可以撤回的：自己报的，{minutes} 分钟内才能撤回。"),
        "no_pledge_month": N_("还没有满一个月。每月第一个工作日，我私下告诉您。"),
        "pledge_joined": N_("记下了，谢谢您！每月 25 日还没有做，我私下提醒您。"),
        "pledge_joined_already": N_("您已经承诺了，不用再点。"),
        "pledge_left": N_("好的，不承诺了。想承诺可以再点。"),
        "pledge_undone": N_("撤回了。"),
        "pledge_called": N_("发到群里了。"),
        "pledgers_added": N_("加了 {n} 人。"),
        "pledgers_added_but": N_("加了 {n} 人。我还不认识：{names}。请他们先在群里说句话。"),
        "pledgers_removed": N_("去掉了 {n} 人。"),
        "pledgers_removed_but": N_("去掉了 {n} 人。没有找到：{names}。"),
    },
)

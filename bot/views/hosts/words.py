"""Words of hosts and bench meetings: names, questions, refusals and short replies."""

from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.locales import N_
from bot.views.shared.command import Command, HelpSection
from bot.views.shared.confirmation import Confirmation
from bot.views.shared.practice_words import PracticeWords

HOSTS_WORDS = PracticeWords(
    Practice.HOSTS,
    N_("板凳会", "practice"),
    N_("中心户在家里听意见，记下来成议题"),
    figures=N_("板凳会 {benches} 次，意见 {opinions} 条"),
    commands=(
        Command("hosts", "中心户", N_("看哪一栋有中心户，什么时候可以去坐坐"), alone=True),
        Command(
            "host",
            "加中心户",
            N_("登记一位中心户"),
            N_("/host 张阿姨 3号楼 2单元101 周三下午"),
            HelpSection.OFFICERS,
            alone=True,
        ),
        Command(
            "bench",
            "记板凳会",
            N_("记一次板凳会：来了几个人，提了什么"),
            N_("/bench 8人 楼道堆了杂物"),
            HelpSection.CAPTAINS,
            alone=True,
        ),
    ),
    acts={
        CouncilAct.HOST: N_("登记中心户", "act"),
    },
    questions={
        "host_name": (N_("中心户是哪一位？请点一位，或者回复名字。"), N_("名字")),
        "host_building": (N_("在哪一栋？请回复，比如：3号楼"), N_("哪一栋")),
        "host_address": (N_("门牌是多少？大家按它上门。请回复，比如：2单元101"), N_("门牌")),
        "host_days": (N_("哪几天方便大家来坐坐？请回复。"), N_("哪几天")),
        "host_text": (
            N_("请把四样重新写一遍：名字、哪一栋、门牌、哪几天。比如：张阿姨 3号楼 2单元101 周三下午"),
            N_("名字 哪一栋 门牌 哪几天"),
        ),
        "bench_people": (N_("这次板凳会来了几个人？请回复一个数。"), N_("人数")),
        "bench_opinions": (N_("大家提了什么意见？请回复，一行写一条，最多十条，不用写是谁说的。"), N_("一行一条")),
        "bench_text": (
            N_("请把板凳会 {number} 重新写一遍：第一行写几个人，下面一行一条意见。已经成议题的不会丢。"),
            N_("8人，下面一行一条"),
        ),
    },
    offers={
        "host_days": (N_("周三下午"), N_("周六上午"), N_("每天下午"), N_("先打个电话")),
        "bench_people": (N_("5人"), N_("8人"), N_("10人"), N_("15人")),
        "bench_opinions": (N_("没有意见", "bench"),),
    },
    confirmations={
        "host_remove": Confirmation(
            N_("真的不当中心户了？门牌会删掉，开过的板凳会还在。"), N_("是，不当了"), N_("好的，还在名单上。")
        ),
        "bench_undo": Confirmation(
            N_("真的撤回这次板凳会的记录？里面的意见都不留。"), N_("是，撤回"), N_("好的，记录还在。")
        ),
    },
    sentences={
        "no_host": N_("没有找到中心户 {number}，或者不当了。发 /hosts 看看有哪些。"),
        "not_host": N_("只有这家的中心户、专人和议事长能这样做。"),
        "no_bench_meeting": N_("没有找到板凳会 {number} 的记录，可能撤回了。"),
        "no_opinion": N_("这条意见改过或者删掉了，请看新的记录。"),
        "bench_unclear": N_("请先写来了几个人，1 到 {most}，比如：8人"),
        "too_many_opinions": N_("一次最多记 {most} 条意见，已经成议题的也算。多的请再记一次板凳会。"),
        "bench_stays": N_("板凳会 {number} 过了十分钟，或者有意见已经成了议题，不能撤回了。写错了请点「改一改」。"),
        "host_removed": N_("好的，不在中心户名单上了，门牌也删掉了。"),
        "bench_undone": N_("板凳会 {number} 的记录撤回了。"),
        "opinion_is_matter": N_("这条已经是议题 #{number} 了。"),
        "opinion_made_matter": N_("成了议题 #{number}，发到群里了。"),
    },
)

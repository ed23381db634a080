"""Words of points: names, questions, refusals and short replies."""

from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.locales import N_
from bot.views.shared.command import Command
from bot.views.shared.confirmation import Confirmation
from bot.views.shared.practice_words import PracticeWords

POINTS_WORDS = PracticeWords(
    Practice.POINTS,
    N_("积分"),
    N_("报积分，早上审核，积分超市换奖品"),
    figures=N_("积分记账 {entries} 笔，兑换 {prizes} 份"),
    commands=(
        Command("points", "我的积分", N_("看积分，报积分"), alone=True),
        Command("shop", "积分超市", N_("用积分换奖品"), alone=True),
    ),
    acts={CouncilAct.POINTS: N_("管积分", "act")},
    questions={
        "points_report": (
            N_("「{name}」：请回复一句在哪里做的，最好发一张照片（话写在照片下面）。"),
            N_("在哪里做的，附照片"),
        ),
        "points_for": (N_("给哪一户、哪一位报积分？请回复门牌号或者名字。"), N_("门牌号或者名字")),
        "points_look": (N_("看哪一户、哪一位的积分？请回复门牌号或者名字。"), N_("门牌号或者名字")),
        "points_correct": (N_("「{name}」为什么要更正？请回复原因，我记一笔相反的账。"), N_("原因")),
        "point_rules": (
            N_(
                "请回复规则，一行写一条，或者把改好的表格发给我。比如：\n打扫楼道 5分 每月4次\n"
                "不要的写：打扫楼道 取消\n"
                "叫「参加会议」「参加活动」「办结议题」「当场解决」「完成微心愿」的，我自动记。"
            ),
            N_("打扫楼道 5分 每月4次"),
        ),
        "prizes": (
            N_("请回复奖品，一行写一样，或者把改好的表格发给我。比如：\n洗衣液 50分 10件\n不要的写：洗衣液 下架"),
            N_("洗衣液 50分 10件"),
        ),
        "points_reviewers": (N_("谁来审核积分？请回复名字，几个人用顿号隔开。不设就回复：不设"), N_("名字")),
        "points_keepers": (N_("积分超市谁来发奖品？请回复名字，几个人用顿号隔开。不设就回复：不设"), N_("名字")),
        "points_time": (N_("工作日几点审核？请回复，比如：8:30"), N_("8:30")),
    },
    offers={
        "points_report": (N_("就这样报"),),
        "points_time": (N_("8:00"), N_("8:30"), N_("9:00")),
    },
    confirmations={
        "prize_withdraw": Confirmation(
            N_("真的下架这样奖品？已经兑了还没领的，分会退回去，我告诉他们。"), N_("是，下架"), N_("好的，奖品还在。")
        ),
    },
    sentences={
        "points_not_ready": N_("积分还没有准备好：请议事长在「我的积分」里点「积分设置」，选好账户、写好规则。"),
        "points_accounts_chosen": N_("已经有积分了，一户一本还是一人一本就不能再改。"),
        "points_no_roll": N_("按户记要先有名册。请专人在私聊里发 /roll 导入，或者选一人一本。"),
        "points_no_household": N_("积分按户记，这个账号还没有连上哪一户。请找专人要一张邀请单，扫一下就好。"),
        "points_no_account": N_("没有找到{name}。请写名册里的门牌号，或者成员的名字。"),
        "bad_point_line": N_("第 {n} 行没看懂。一行写一条，比如：打扫楼道 5分 每月4次"),
        "bad_prize_line": N_("第 {n} 行没看懂。一行写一样，比如：洗衣液 50分 10件"),
        "no_point_rule": N_("这条规则取消了。请再点「报积分」看看现在的。"),
        "points_month_full": N_("「{title}」这个月已经报了 {times} 次，满了。下个月再报。"),
        "no_point_claim": N_("没有找到这一条。"),
        "point_claim_decided": N_("这一条已经有结果了，或者撤回了。"),
        "not_point_reviewer": N_("只有审核人能审积分。"),
        "own_point_claim": N_("这一条是您自己家的，或者是您报的，请别的审核人来审。"),
        "point_claim_not_in_review": N_("这一条是刚报的，下一次审核再审。"),
        "not_point_reporter": N_("这一条不是您报的。"),
        "no_point_entry": N_("这一笔不能更正。"),
        "point_entry_corrected": N_("这一笔已经更正过了。"),
        "points_spent": N_("这一笔是 {points} 分，账上只剩 {balance} 分，现在不能更正。等分够了再来。"),
        "too_few_points": N_("分不够：现在 {balance} 分，要 {price} 分。"),
        "no_prize": N_("这样奖品不在积分超市了。"),
        "prize_gone": N_("{name}刚刚兑完了。您的分没有动。"),
        "prize_reserved_before": N_("{name}您已经兑了一份，还没领。领了再兑下一份。"),
        "prize_order_over": N_("这一份已经领走、退回，或者到期了。"),
        "not_prize_keeper": N_("只有积分超市的管理员能发奖品。"),
        "not_your_prize_order": N_("这一份不是您兑的。"),
        "bad_review_time": N_("没看懂时间。请写成 8:30 这样。"),
        "points_corrected": N_("更正好了：{points} 分收回，现在 {balance} 分。"),
        "point_rules_put": N_("规则改好了：新的 {new} 条，改了 {changed} 条，取消 {removed} 条。"),
        "prizes_put": N_("奖品改好了：新的 {new} 样，改了 {changed} 样，下架 {removed} 样。"),
        "prize_reserved": N_("兑好了：{name}。还剩 {balance} 分。"),
        "prize_fetched": N_("记下了，{name}领走了。"),
        "prize_refused": N_("退回了，{name}的分还给对方了。"),
        "prize_cancelled": N_("好的，不兑{name}了，分还给您了。"),
        "prize_withdrawn": N_("奖品下架了。等着领的，分都退回去了。"),
        "point_claim_taken_back": N_("撤回了。"),
        "point_vote_yes": N_("记下了：同意「{title}」。"),
        "point_vote_no": N_("记下了：不同意「{title}」。"),
        "point_vote_back": N_("撤回了，请再看看。"),
        "points_set": N_("改好了。"),
        "points_reviewers_set": N_("审核人改好了，一共 {n} 位。"),
        "points_keepers_set": N_("管理员改好了，一共 {n} 位。"),
        "points_time_set": N_("改好了，工作日 {time} 审核。"),
        "points_hidden": N_("好的，榜上、群里的结果里不写您家。"),
        "points_shown": N_("好的，榜上会写。"),
        "points_privately": N_("这件事我只在私聊里办。请先点我的头像打开私聊，再来点一次。"),
        "points_ledger_sent": N_("台账正在做，做好发到您的私聊里。"),
    },
)

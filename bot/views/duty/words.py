"""Words of duty: names, questions, refusals and short replies."""

from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.locales import N_
from bot.views.shared.command import Command
from bot.views.shared.practice_words import PracticeWords

DUTY_WORDS = PracticeWords(
    Practice.DUTY,
    N_("值班"),
    N_("排值班表，前一天提醒，可以换班"),
    figures=N_("值班排了 {turns} 人次，换班 {swaps} 次"),
    commands=(
        Command(
            "duty",
            "值班",
            N_("看今天谁值班；专人在后面写，就是排班"),
            N_("/duty 12月5日 赵敏 带班 王建国"),
            alone=True,
            asked=("今天谁值班", "今天是谁值班", "今天哪位值班", "谁值班", "who is on duty", "who is on duty today"),
        ),
    ),
    acts={
        CouncilAct.DUTY: N_("改值班表", "act"),
    },
    questions={
        "duty": (
            N_("哪一天谁值班？请回复，一行写一天，比如：\n12月5日 赵敏 带班 王建国\n每周一 赵敏"),
            N_("12月5日 赵敏 带班 王建国"),
        ),
        "duty_day": (N_("{on} 谁值班？请回复名字，可以写：赵敏 带班 王建国"), N_("赵敏 带班 王建国")),
        "duty_swap": (N_("{on} 这一班，想和谁换？请点一位，或者回复名字。对方在私聊里答应了才算。"), N_("名字")),
        "duty_file": (N_("请把值班表发给我：.xlsx 或 .csv，第一行写 日期 值班 带班 电话。"), N_("值班表文件")),
        "duty_telephone": (N_("值班要给大家看的办公室电话是多少？请回复。不写了就回复：不写"), N_("电话")),
    },
    sentences={
        "bad_duty_line": N_("第 {n} 行没看懂。一行写一天，比如：12月5日 赵敏 带班 王建国；每周的写：每周一 赵敏。"),
        "duty_several_people": N_("成员里有几位叫{name}，请写 @用户名。"),
        "duty_day_over": N_("第 {n} 行的日子已经过了。"),
        "duty_draft_gone": N_("这份值班表不用确认了：确认过、取消了，或者放得太久。要改请再写一次。"),
        "no_duty_turn": N_("值班表改过了，没有这一班了。发 /duty 看看现在的。"),
        "not_your_duty": N_("这一班不是您的。发 /duty 看看现在的。"),
        "duty_begun": N_("这一天已经到了，不能再换班。请找专人改值班表。"),
        "duty_swap_running": N_("这一班已经问过{whom}了，正在等回答。"),
        "duty_swap_gone": N_("这次换班已经有结果了。发 /duty 看看现在的。"),
        "duty_cannot_swap": N_("{name}那一天已经有班了，请换一位。"),
        "duty_cannot_ask": N_("{name}没有和我私聊过，我问不到。请换一位，或者找专人改值班表。"),
        "duty_cancelled": N_("好的，值班表没有改。"),
        "duty_written": N_("值班表记好了。"),
        "duty_known": N_("记下了，您知道了。"),
        "duty_swap_asked": N_("问{whom}了，有回答我告诉您。"),
        "duty_swap_changed": N_("值班表改过了，这次换班不算了。"),
        "duty_swapped": N_("换好了，也告诉对方和专人了。"),
        "duty_swap_declined": N_("好的，我告诉对方了。"),
        "duty_swap_taken_back": N_("好的，不换了。"),
        "duty_telephone_set": N_("记下了，问值班的人都看得到这个电话。"),
        "duty_telephone_gone": N_("好的，不写电话了。"),
    },
)

"""Words of clues: names, questions, refusals and short replies."""

from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.locales import N_
from bot.views.shared.command import Command, HelpSection, Where
from bot.views.shared.practice_words import PracticeWords

CLUES_WORDS = PracticeWords(
    Practice.CLUES,
    N_("线索"),
    N_("各部门报来的线索，一条一个人办，办完告诉来源"),
    figures=N_("线索收到 {reports} 条，合成 {clues} 件，有结果 {results} 件"),
    agenda=N_("另有 {n} 条线索，由专人在会上说。"),
    commands=(
        Command(
            "clues", "看线索", N_("看线索办得怎么样（专人、承办人）"), whom=HelpSection.PRIVATE, where=Where.PRIVATE
        ),
        Command(
            "clue",
            "记线索",
            N_("记一条线索，先写来源（专人、议事长）"),
            N_("/clue 城管科：3号楼后面有人倒垃圾"),
            HelpSection.PRIVATE,
            where=Where.PRIVATE,
        ),
    ),
    acts={
        CouncilAct.CLUE: N_("管线索", "act"),
    },
    questions={
        "clue": (
            N_("什么线索？请回复，先写哪个部门报来的。比如：\n城管科：3号楼后面有人倒垃圾"),
            N_("部门：什么事"),
        ),
        "clue_file": (N_("请把线索表发给我：.xlsx 或 .csv，第一行写 来源 线索，一行一条。"), N_("线索表文件")),
        "clue_source": (N_("这个部门叫什么？请回复名字，比如：城管科"), N_("部门的名字")),
        "clue_rename": (N_("这个部门改叫什么？请回复名字。"), N_("部门的名字")),
        "clue_contact": (
            N_("这个部门在我们群里有联系人吗？请点一位，或者回复名字；有了结果我私下告诉这位。没有就回复：不用"),
            N_("名字"),
        ),
        "clue_give": (N_("线索 {number} 交给谁办？请点一位，或者回复名字。我私下告诉这位。"), N_("名字")),
        "clue_result": (N_("线索 {number} 有什么结果？请回复一两句。报线索的部门会看到这句话。"), N_("办得怎么样")),
        "clue_back": (N_("线索 {number} 为什么办不了？请回复，我告诉专人。"), N_("办不了的原因")),
    },
    offers={
        "clue_contact": (N_("不用", "answer"),),
        "clue_result": (N_("已经处理好了"), N_("看过了，没有这回事"), N_("转给有关部门办了")),
        "clue_back": (N_("这件事不归我办"), N_("我这几天不在"), N_("没说清楚在哪里")),
    },
    sentences={
        "no_clue": N_("没有找到线索 {number}。发 /clues 看看有哪些。"),
        "not_your_clue": N_("线索 {number} 不由您办。发 /clues 看看您手上的。"),
        "clue_done": N_("线索 {number} 已经有结果了。要再办，请专人点「重新办」。"),
        "clue_not_done": N_("线索 {number} 还没有结果，正在办。"),
        "clue_draft_gone": N_("这条不用选了：记过了、取消了，或者放得太久。要记请再发一次。"),
        "clue_cannot_write": N_("{name}没有和我私聊过，我发不过去。请他先点我的头像打开私聊，或者换一位。"),
        "clue_several_people": N_("成员里有几位叫{name}，请写 @用户名。"),
        "no_clue_source": N_("这个来源已经去掉了。"),
        "clue_source_known": N_("来源里已经有{name}了。"),
        "clue_source_in_use": N_("{name}报过线索，不能去掉；名字可以改。"),
        "too_many_clue_sources": N_("来源最多 {most} 个。"),
        "clue_given": N_("线索 {number} 交给{whom}了，我私下告诉了这位。"),
        "clue_result": N_("线索 {number} 的结果记下了。报线索的部门，有联系人的我告诉，没有的请专人转告。"),
        "clue_back": N_("线索 {number} 退给专人了。"),
        "clue_again": N_("线索 {number} 重新办。"),
        "clue_draft_left": N_("好的，没有记。"),
        "clue_passed_on": N_("记下了，{n} 条转告过了。"),
        "clue_source_added": N_("来源加上了：{name}。"),
        "clue_source_renamed": N_("好的，现在叫{name}。"),
        "clue_source_gone": N_("{name}去掉了。"),
        "clue_contact_set": N_("{name}的线索有了结果，我私下告诉{whom}。"),
        "clue_contact_gone": N_("好的。{name}的线索有了结果，我提醒专人转告。"),
    },
)

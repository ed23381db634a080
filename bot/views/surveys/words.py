"""Words of surveys: names, questions, refusals and short replies."""

from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.locales import N_
from bot.views.shared.command import Command, HelpSection
from bot.views.shared.confirmation import Confirmation
from bot.views.shared.practice_words import PracticeWords

SURVEYS_WORDS = PracticeWords(
    Practice.SURVEYS,
    N_("问卷"),
    N_("出问卷，私聊里点着填，出统计图"),
    figures=N_("问卷 {surveys} 份，{answered} 人填了"),
    commands=(
        Command("surveys", "问卷", N_("看有哪些问卷，填问卷"), alone=True),
        Command(
            "survey",
            "出问卷",
            N_("出一份问卷，一题一题写"),
            N_("/survey 社区食堂怎么样"),
            HelpSection.OFFICERS,
            alone=True,
        ),
    ),
    acts={
        CouncilAct.SURVEY: N_("出问卷", "act"),
    },
    questions={
        "survey": (N_("问卷叫什么名字？请回复一句话。比如：社区食堂怎么样"), N_("问卷的名字")),
        "survey_choice": (
            N_(
                "请写题目。选项接着写在下面，一行一个；也可以先只写题目，选项我再问您。"
                "\n比如：\n您多久来一次食堂？\n每天\n每周一两次\n很少来"
            ),
            N_("题目，下面一行一个选项"),
        ),
        "survey_typed": (N_("请写题目，一句话就行。比如：食堂的味道怎么样？"), N_("题目")),
        "survey_options": (N_("有哪些选项？请一行写一个，或者用顿号隔开。比如：每天、每周一两次、很少来"), N_("选项")),
        "survey_days": (N_("问卷 {number} 填几天？请回复天数，1 到 60 天。"), N_("几天")),
        "survey_file": (
            N_("请把填好的表格发给我。第一行写：题目 题型 选项。空表格在上面，改好发回来就行。"),
            N_("请发表格"),
        ),
        "survey_words": (N_("请直接打字回答这一题。"), N_("您的回答")),
        "survey_outcome": (N_("问卷 {number} 有什么结论？请写在这里，会发到群里。"), N_("结论")),
    },
    offers={
        "survey": (N_("社区食堂怎么样"), N_("小区停车怎么办"), N_("您想参加什么活动")),
    },
    confirmations={
        "survey_post": Confirmation(
            N_("真的把问卷发到群里？有人开始填以后，题目就不能改了。"), N_("是，发到群里"), N_("好的，先不发。")
        ),
        "survey_close": Confirmation(
            N_("真的现在就结束？结束了不能再填，也不能再改。"), N_("是，现在结束"), N_("好的，大家接着填。")
        ),
        "survey_publish": Confirmation(
            N_("真的把统计结果发到群里？文字题写的内容不会发。"), N_("是，发结果"), N_("好的，先不发。")
        ),
        "survey_drop": Confirmation(
            N_("真的不要这份问卷了？写好的题目会删掉。"), N_("是，删掉"), N_("好的，问卷还在。")
        ),
    },
    sentences={
        "no_survey": N_("没有找到问卷 {number}。发 /surveys 看看有哪些。"),
        "survey_not_open": N_("这是预览，问卷 {number} 还没有发到群里，点了不记。"),
        "survey_over": N_("问卷 {number} 结束了，不能再填、再改。"),
        "survey_running": N_("问卷 {number} 还在填，结束以后才能看结果。"),
        "survey_begun": N_("问卷 {number} 已经有人开始填，不能改了。请点「复制一份」，改好再发。"),
        "no_questions": N_("问卷 {number} 还没有题目。请先点一种题，加一题。"),
        "too_many_questions": N_("一份问卷最多 {most} 题。"),
        "bad_options": N_("选项要 2 到 {most} 个，不能重复，每个不超过 {length} 个字。请一行写一个。"),
        "bad_survey_number": N_("这一题请只写一个数，比如 3 或者 2.5。"),
        "bad_survey_time": N_("请写 1 到 {most} 天，比如：7天"),
        "survey_answer_too_long": N_("写得太长了，请控制在 {limit} 个字以内。"),
        "too_few_answers": N_("问卷 {number} 不记名，填的人不到 {least} 个。为了不让人猜出是谁，不看回答。"),
        "not_ticked": N_("要先在问卷 {number} 里选这一项，才能请您。"),
        "invited_already": N_("已经请过他们了，不用再点。"),
        "nothing_to_invite_to": N_("这次会议或者活动已经过了、取消了，请换一个。"),
        "survey_kept": N_("记下了"),
        "survey_cleared": N_("这一题的回答去掉了。"),
        "survey_handed_in": N_("交好了，谢谢您！"),
        "survey_wish_kept": N_("记下了，到时候请您。"),
        "survey_wish_gone": N_("好的，不请您，名字也去掉了。"),
        "survey_question_gone": N_("这一题删掉了。"),
        "survey_posted": N_("问卷 {number} 发到群里了。"),
        "survey_posted_already": N_("问卷 {number} 已经发过了。"),
        "survey_dropped": N_("问卷 {number} 删掉了。"),
        "survey_closed": N_("问卷 {number} 结束了，结果私聊发给出问卷的人。"),
        "survey_published": N_("问卷 {number} 的结果发到群里了。"),
        "survey_outcome": N_("问卷 {number} 的结论记下了，群里也发了。"),
        "survey_invited": N_("请了 {n} 人，都私聊告诉了。"),
        "survey_invited_some": N_("请了 {n} 人，都私聊告诉了；还有 {missed} 人联系不上。"),
        "survey_privately": N_("请先跟我私聊一次，表格发到私聊里。"),
    },
)

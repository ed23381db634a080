"""Words of grids: names, questions, refusals and short replies."""

from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.locales import N_
from bot.views.shared.command import Command
from bot.views.shared.practice_words import PracticeWords

GRIDS_WORDS = PracticeWords(
    Practice.GRIDS,
    N_("网格"),
    N_("网格员每天巡查，没巡查的提醒"),
    figures=N_("网格应巡查 {asked} 次，巡查了 {made} 次，发现问题 {found} 次"),
    commands=(Command("grids", "查网格", N_("看哪栋楼归哪个网格，网格员是谁"), N_("/grids 3号楼"), alone=True),),
    acts={CouncilAct.GRIDS: N_("改网格表", "act")},
    questions={
        "grid_file": (
            N_("请把网格表发给我：.xlsx 或 .csv，第一行写 大网格 网格 网格员 副手 楼栋。没有大网格、副手的可以空着。"),
            N_("网格表文件"),
        ),
        "grid_hour": (N_("巡查的消息每天几点发？请回复，比如：8:30。最早 6:00，最晚 16:00。"), N_("几点")),
        "grid_leave": (
            N_("请假到哪天？今天也算。请回复天数或者日期，比如：3天。这几天由副手代您。"),
            N_("天数或日期"),
        ),
        "grid_officer": (N_("{name}的网格员换成谁？请点一位，或者回复名字。"), N_("名字")),
        "grid_deputy": (N_("{name}的副手换成谁？请点一位，或者回复名字。"), N_("名字")),
        "grid_matter": (N_("发现了什么问题？请写一两句，在哪里、什么情况，可以带照片。"), N_("在哪里，什么情况")),
        "grid_spot": (N_("当场办好了什么？请写一两句，带上照片。"), N_("办好了什么，带照片")),
        "grid_photo": (N_("办好的样子，请拍一张照片发给我。有照片才能记「即办」。"), N_("请发照片")),
    },
    offers={
        "grid_hour": (N_("8:00"), N_("9:00"), N_("14:00"), N_("16:00")),
        "grid_leave": (N_("1天"), N_("3天"), N_("7天")),
    },
    sentences={
        "no_grid": N_("没有找到这个网格，网格表可能换过了。发 /grids 看看。"),
        "not_your_grid": N_("这个网格不是您负责的。发 /grids 看看您的网格。"),
        "grid_check_over": N_("{day}的巡查已经结束了，不能再改。"),
        "grid_check_has_matter": N_("这次巡查已经提了 #{number}，不用再写了。"),
        "grid_draft_gone": N_("这份网格表不用确认了：确认过、取消了，或者放得太久。要改请再发一次文件。"),
        "bad_grid_hour": N_("没看懂是几点。请写 6:00 到 16:00 之间的时间，比如：8:30。"),
        "bad_grid_leave": N_("没看懂请假到哪天。请写天数或者日期，比如：3天，或者 12月5日。"),
        "grid_several_people": N_("成员里有几位叫{name}，请写 @用户名。"),
        "grids_written": N_("网格表记好了。"),
        "grids_cancelled": N_("好的，网格表没有改。"),
        "grid_fine": N_("记下了，谢谢您。"),
        "grid_found": N_("记下了。当场办好了，还是要大家来办？请点下面的按钮。"),
        "grid_people_found": N_("又认出 {n} 位。"),
        "grid_people_not_found": N_("还是没有找到。请他们先进群说句话，名字和网格表上的一样。"),
        "grid_person": N_("好的，{name}换人了。"),
        "grid_person_unreached": N_("好的，{name}换人了。请转告本人：打开和我的私聊，点一下「开始」。"),
        "grid_leave": N_("好的，到{last_day}为止，由副手代您巡查。早回来了，发 /grids。"),
        "grid_leave_alone": N_("好的，记下您请假到{last_day}。有的网格没有人能代，请告诉专人。早回来了，发 /grids。"),
        "grid_back": N_("好的，欢迎回来。明天起还是您巡查。"),
        "grid_hour_set": N_("好的，以后 {text} 发。"),
        "grid_weekends_on": N_("好的，周末也发，放假不发。"),
        "grid_weekends_off": N_("好的，只在工作日发。"),
    },
)

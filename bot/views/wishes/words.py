"""Words of wishes: names, questions, refusals and short replies."""

from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.locales import N_
from bot.views.shared.command import Command, HelpSection
from bot.views.shared.confirmation import Confirmation
from bot.views.shared.practice_words import PracticeWords

_FULFILLED = Confirmation(
    N_("真的圆了？您问过本人了吗？群里会看到，姓名和联系方式我就删掉了。"), N_("是，问过了"), N_("好的，问过再点。")
)

WISHES_WORDS = PracticeWords(
    Practice.WISHES,
    N_("微心愿"),
    N_("登记老人、孩子、困难邻居的心愿，邻居认领"),
    figures=N_("微心愿 {wishes} 个，圆了 {fulfilled} 个"),
    commands=(
        Command("wishes", "微心愿", N_("看还有哪些心愿，认领一个"), alone=True),
        Command("wish", "登记心愿", N_("替邻居登记一个心愿"), N_("/wish 想要一台收音机"), HelpSection.CAPTAINS),
    ),
    acts={CouncilAct.WISH: N_("登记心愿", "act")},
    questions={
        "wish_text": (N_("是什么心愿？请回复一句话，不用写名字和住处。"), N_("什么心愿")),
        "wish_whom": (N_("是谁的心愿？请点一个，或者回复几个字。"), N_("比如：老人")),
        "wish_name": (N_("叫什么名字？请回复。群里只看到「李**」这样。"), N_("姓名")),
        "wish_contact": (
            N_("怎么联系？请回复电话、门牌。只有认领的人看得到，圆了就删掉。"),
            N_("电话、门牌"),
        ),
        "wish_faces": (
            N_("办好了，谢谢您！发照片以前先问一句：照片里看得到人脸吗？有人脸，要先问过本人同不同意。"),
            N_("点下面一个"),
        ),
        "wish_done": (
            N_("请发一张照片，配一句话：怎么圆的？不放照片，就回复「不放照片」。"),
            N_("照片和一句话"),
        ),
        "wish_told": (N_("请回复一句话：怎么圆的？群里会看到，不用写名字和住处。"), N_("怎么圆的")),
        "wish_not_done": (N_("还差什么？请回复，我告诉认领的人。"), N_("还差什么")),
    },
    offers={
        "wish_whom": (N_("老人"), N_("孩子"), N_("残疾人"), N_("困难家庭")),
        "wish_faces": (N_("没有人脸"), N_("有，本人同意"), N_("不放照片")),
    },
    confirmations={
        "wish_yes": _FULFILLED,
        "wish_plain": _FULFILLED,
        "wish_release": Confirmation(
            N_("真的收回认领？我会告诉认领的人，别的邻居可以再认领。"), N_("是，收回"), N_("好的，还是他办。")
        ),
        "wish_withdraw": Confirmation(
            N_("真的撤下这个心愿？姓名和联系方式我就删掉了，不能恢复。"), N_("是，撤下"), N_("好的，心愿还在。")
        ),
    },
    sentences={
        "no_wish": N_("没有找到心愿 {number}。发 /wishes 看看有哪些。"),
        "wish_taken": N_("晚了一步，心愿 {number} 有人认领了。发 /wishes 看看别的。"),
        "wish_over": N_("心愿 {number} 已经不在这一步了。发 /wishes 看看现在的。"),
        "own_wish": N_("心愿 {number} 是您登记的，圆了要您去问本人，所以请别的邻居认领。"),
        "too_many_claims": N_("您手上已经有 {most} 个心愿了，先办好一个，再认领。"),
        "no_wish_chat": N_("联系方式我只在私聊里说。请先点「私聊我」，再来认领心愿 {number}。"),
        "not_claimer": N_("心愿 {number} 不在您手上。发 /wishes 看看现在的。"),
        "not_wish_keeper": N_("心愿 {number} 由登记的人或者专人、议事长来定。自己认领的，请别人确认。"),
        "wish_draft_gone": N_("这个心愿登记完了，或者不登记了。再登记一个，请发 /wish。"),
        "bad_faces": N_("请点一个：没有人脸；有，本人同意；不放照片。"),
        "no_wish_photo": N_("还没有收到照片。"),
        "wish_posted": N_("登记好了，编号 {number}，已经发到群里。有人认领我告诉您。"),
        "wish_dropped": N_("好的，不登记了，写的都删掉了。"),
        "wish_claimed": N_("认领好了，谢谢您！姓名和联系方式，我私下发给您了。"),
        "wish_claimed_below": N_("认领好了，谢谢您！姓名和联系方式在下面。"),
        "wish_claimed_already": N_("这个心愿已经在您手上了，不用再点。"),
        "wish_given_back": N_("还回去了，别的邻居可以再认领。"),
        "wish_released": N_("收回了，我告诉认领的人。"),
        "wish_withdrawn": N_("心愿 {number} 撤下了，姓名和联系方式删掉了。"),
        "wish_contact": N_("{name} {contact}"),
        "wish_done": N_("收到了，谢谢您！我请登记的人去问问本人。"),
        "wish_fulfilled": N_("心愿 {number} 圆了，群里也说了。姓名和联系方式删掉了。"),
        "wish_returned": N_("我告诉认领的人了。"),
    },
)

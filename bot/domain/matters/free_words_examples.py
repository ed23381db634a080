"""Examples of what people say to the bot without a command, by what they want. A new way to say it is one more line."""

from collections.abc import Mapping
from enum import StrEnum


class Meaning(StrEnum):
    """Meanings of words that are no command."""

    PROPOSE = "propose"
    SUPPORT = "support"
    ASK_MATTER = "ask_matter"
    ASK_MINE = "ask_mine"
    ASK_MEETING = "ask_meeting"
    HOW_TO = "how_to"
    CANCEL = "cancel"
    THANKS = "thanks"
    UNSURE = "unsure"


# fmt: off
# Any matter's number stands for every other, any known thing or place for every other of its kind.
EXAMPLES: Mapping[Meaning, tuple[str, ...]] = {
    Meaning.PROPOSE: (
        "楼道里堆满了杂物", "垃圾没有人收", "路灯不亮了", "楼上半夜跳舞", "装修太早了", "电动车在楼道里充电",
        "井盖没有了", "树该修剪了", "停电了", "没水了", "楼下有人烧纸", "小区里有流浪猫", "狗到处拉屎",
        "门口没有坡道", "想装一个充电桩", "我们楼想加装电梯", "有人往楼下扔东西", "小广告到处贴",
        "物业费太高了", "消防通道停满了车", "能不能装个充电桩", "可不可以在门口加一盏灯", "能不能修一下电梯",
        "请修一下路灯", "路灯该换了", "there is rubbish in the yard", "please repair the lamp",
        "the lift is out of order", "can we have a bench here", "we need a ramp at the gate",
        "somebody parks in the fire lane",
    ),
    Meaning.SUPPORT: (
        "附议", "我附议", "我也附议", "同意附议", "附议一下", "我要附议", "附议6号", "我附议6号", "我也附议6号",
        "我要附议6号", "6号我附议", "6号我也附议", "+1附议", "i second this", "i second it", "seconded",
        "i support this", "i support number 6", "i second 6", "support 6", "second 6",
    ),
    Meaning.ASK_MATTER: (
        "6号", "6号怎么样了", "6号怎么样", "6号现在怎么样了", "6号怎么样啦", "6号到哪一步了", "6号办到哪一步了",
        "6号办好了吗", "6号办得怎么样了", "6号办完了吗", "6号办到哪了", "6号办了吗", "6号什么时候办",
        "6号什么时候能办好", "6号什么情况", "6号现在什么情况", "6号有结果了吗", "6号有结果吗", "6号的结果",
        "6号有进展吗", "6号有什么进展", "6号的进展", "6号解决了吗", "6号处理了吗", "6号处理得怎么样了",
        "6号修好了吗", "6号谁在办", "6号是谁办的", "6号还没办好吗", "6号怎么还没办", "6号受理了吗",
        "6号有消息吗", "6号有消息了吗", "6号有回音了吗", "看看6号", "查一下6号", "我想看看6号", "6号说的什么",
        "6号是什么事", "6号是什么", "关于6号有什么消息", "6号批了吗", "6号通过了吗", "6号批下来了吗",
        "6号完成了吗", "6号有人管吗", "路灯怎么样了", "路灯的事怎么样了", "路灯那件事怎么样了",
        "路灯那事怎么样了", "路灯修好了吗", "路灯修了吗", "路灯什么时候修", "路灯什么时候能修好",
        "路灯什么时候修好", "路灯的事有结果了吗", "路灯的事有进展吗", "路灯的事解决了吗", "路灯的事办好了吗",
        "路灯的事到哪一步了", "路灯解决了吗", "路灯还没修好吗", "路灯怎么还没修", "路灯换了吗",
        "装电梯的事怎么样了", "路灯的问题处理了吗", "路灯的事办得怎么样了", "what about 6", "how is 6",
        "how is 6 going", "how is number 6 going", "how about 6", "what is 6", "what became of 6",
        "any news on 6", "any news about 6", "any progress on 6", "status of 6", "is 6 done", "is 6 done yet",
        "show me 6", "where is 6 at", "what happened to 6", "what about matter 6", "what happened to the lamp",
        "is the lamp repaired", "is the lamp fixed", "is the lamp fixed yet", "any news about the lamp",
        "when will the lamp be fixed", "when will the lamp be repaired",
    ),
    Meaning.ASK_MINE: (
        "我提的事", "我提的事怎么样了", "我提的议题", "我提的议题怎么样了", "我的事", "我的事怎么样了",
        "我的事办得怎么样了", "我的议题", "我的议题呢", "我反映的事", "我反映的问题怎么样了",
        "我反映的问题有结果吗", "我反映的问题解决了吗", "我反映的情况呢", "我说的事办了吗",
        "我说的那件事怎么还没办", "我反映的问题怎么还没解决", "我说的事怎么样了", "我上次说的事怎么样了",
        "我上次提的事有结果了吗", "我之前提的有消息吗", "我那件事怎么样了", "我那件事办好了吗", "看看我提的",
        "看看我提过的", "我之前反映的有结果吗", "我那个事怎么样了", "我提了什么", "我提的那个有人管吗",
        "我提的有人管吗", "我都提过什么", "我附议的", "我附议的事", "我要办的事", "我手上有什么事",
        "my matters", "my matter", "my proposals", "what i proposed", "what about my matter",
        "what became of mine", "how are my matters", "what happened to my proposal", "any news on my matter",
        "show my matters", "how is my matter going",
    ),
    Meaning.ASK_MEETING: (
        "什么时候开会", "几点开会", "哪天开会", "几号开会", "在哪里开会", "在哪开会", "下次什么时候开会",
        "下次开会什么时候", "下次开会是什么时候", "下次开会是几号", "下次会议什么时候", "下次会议是哪天",
        "下次议事是哪天", "什么时候议事", "哪天议事", "议事日是哪天", "这周开会吗", "这个月什么时候开会",
        "今天开会吗", "明天开会吗", "今天几点开会", "明天几点开会", "今晚开会吗", "6号开会吗", "6号有会吗",
        "会议几点开始", "会几点开始", "今天的会几点", "会在哪里开", "什么时候开议事会", "议事会什么时候开",
        "议事会几点开始", "最近有会吗", "还开会吗", "开会时间", "开会地点", "开会时间地点", "会议时间",
        "会什么时候开", "会议地点在哪", "明天的会还开吗", "明天的会几点", "会议取消了吗", "会议改期了吗",
        "下次开会", "下次会议", "when is the meeting", "when is the next meeting", "next meeting",
        "where is the meeting", "is there a meeting today", "is there a meeting this week",
        "what time is the meeting", "when do we meet", "what time do we meet", "when do you meet",
        "when does the council meet", "meeting time", "is there a meeting on 6",
    ),
    Meaning.HOW_TO: (
        "你好", "您好", "在吗", "有人吗", "怎么用", "怎么用啊", "这个怎么用", "这怎么用", "不会用", "我不会用",
        "怎么操作", "这个机器人怎么用", "怎么弄", "帮助", "帮帮我", "教教我", "教我用", "可以教我怎么用吗",
        "说明", "使用说明", "你会什么", "你能做什么", "你能干什么", "你可以做什么", "你是谁", "你是干什么的",
        "你是机器人吗", "怎么提议", "怎么提意见", "怎么提议题", "怎么提", "怎么反映问题", "有问题怎么反映",
        "我有事要反映", "我要反映问题", "我想反映问题", "我想提个事", "怎么附议", "附议是什么意思",
        "附议是什么", "附议什么意思", "怎么投票", "怎么才能投票", "怎么样才能附议", "在哪里投票", "怎么发照片",
        "怎么发语音", "怎么写信", "怎么撤回", "怎么参加", "能教我吗", "能教我用吗", "有什么命令", "有哪些命令",
        "菜单", "怎么报名", "怎么请假", "怎么看议题", "怎么查", "hello", "hi", "help", "help me",
        "how do i use this", "how does this work", "how to use this", "what can you do", "who are you",
        "how do i propose something", "how do i report a problem", "how to report a problem", "how to propose",
        "how can i propose", "how do i vote", "how do i support", "menu", "instructions", "good morning",
        "good evening",
    ),
    Meaning.CANCEL: (
        "取消", "取消吧", "算了", "算了算了", "算了吧", "算啦", "那算了", "先算了", "不用了", "不用", "不用啦",
        "先不用了", "不用麻烦了", "不必了", "不提了", "我不想提了", "先不提了", "不要了", "不要提了", "不写了",
        "不弄了", "不说了", "不发了", "别发了", "先别发", "别提交", "不提交了", "没事了", "没事", "没什么事",
        "没什么", "没有了", "发错了", "写错了", "点错了", "按错了", "不好意思发错了", "当我没说", "撤了吧",
        "退出", "返回", "cancel", "cancel it", "please cancel", "cancel that", "never mind", "nevermind",
        "forget it", "forget this", "forget about it", "no thanks", "no thank you", "stop", "not needed",
        "no need", "wrong chat", "i changed my mind", "sorry wrong chat", "nothing",
    ),
    Meaning.THANKS: (
        "谢谢", "谢谢你", "谢谢您", "谢谢啦", "谢谢了", "谢谢大家", "多谢", "多谢了", "太谢谢你们了", "感谢",
        "非常感谢", "太感谢了", "太谢谢了", "十分感谢", "好的", "好的谢谢", "好的谢谢你", "好谢谢", "好",
        "好嘞", "行", "嗯", "嗯嗯", "知道了", "知道了谢谢", "明白了", "好的明白", "收到", "收到谢谢", "辛苦了",
        "你们辛苦了", "辛苦辛苦", "辛苦大家了", "真好", "太好了", "太好了谢谢", "真不错", "很好", "不错",
        "谢谢议事会", "谢谢物业", "谢谢师傅", "谢谢你帮忙", "谢谢小助手", "再见", "晚安", "thanks", "thank you",
        "thanks a lot", "thank you very much", "thank you so much", "thanks so much", "many thanks", "ok",
        "okay", "ok thanks", "got it", "great", "great thanks", "good", "cheers", "well done", "bye",
        "good night",
    ),
}
# About the matter of the card that they answer, and nothing without it.
FOLLOW_UPS = (
    "怎么样了", "怎么样", "现在怎么样了", "到哪一步了", "办到哪一步了", "办好了吗", "办了吗", "办得怎么样了",
    "修好了吗", "修了吗", "解决了吗", "处理了吗", "有结果了吗", "有结果吗", "有进展吗", "有什么进展",
    "有消息吗", "什么情况", "什么时候办", "什么时候修", "什么时候能修好", "还没办好吗", "怎么还没修", "谁在办",
    "这个怎么样了", "这件事怎么样了", "这事怎么样了", "这个办好了吗", "这件事办好了吗", "这个有结果了吗",
    "how is it going", "any news", "what about this", "is it done", "is it done yet", "is this done",
    "what became of this", "when will it be done", "status",
)
# What begins so is a proposal, whatever it is about.
OPENERS = (
    "我提议", "提议", "我建议", "建议", "我要反映", "我想反映", "反映一下", "反映", "我要投诉", "投诉",
    "我要报修", "报修", "举报", "i propose", "i suggest", "i want to report", "i would like to report",
    "report", "suggestion", "proposal",
)
# behind the word, they make another of it
NOT_OPENERS = (
    "书", "人", "者", "案", "的", "日", "会", "厅", "员", "什么", "了", "过", "吗", "呢",
)
COURTESIES = (
    "请问一下", "请问", "麻烦问一下", "我想问一下", "我想问问", "想问一下", "想问下", "问一下", "问下", "您好",
    "你好", "大家好", "师傅", "麻烦您", "麻烦你", "麻烦", "不好意思", "请", "那个", "excuse me", "hello", "hi",
    "please", "sorry",
)
PARTICLES = "啊呀哦呢嘛吧哈啦喽噢诶哎唉"  # colour a sentence, and do not change what it wants
CLOSING_THANKS = ("谢谢你", "谢谢您", "谢谢了", "谢谢", "多谢", "感谢", "辛苦了", "thank you", "thanks", "please")
NEGATIONS = ("不", "没", "别", "未", "勿", "not", "no", "never", "dont", "doesnt", "isnt", "wont", "cant", "didnt")
NO_NEGATIONS = ("不好意思", "不错")  # they deny nothing
WISHES = ("想", "要", "希望", "能", "请", "应该", "该")
WORKS = ("有", "加", "装", "建", "修", "设", "换", "添", "改", "种", "拆", "清")  # what can be wished for a thing
# 刷不开: it does not work
FAILURES = (
    "开", "动", "亮", "上", "通", "住", "了", "出", "起", "下", "到", "走", "着", "进",
)
# What is said in several ways, in the way of the examples.
SAME_WORDS: Mapping[str, str] = {
    "怎么样": "怎么", "怎样": "怎么", "咋样": "怎么", "咋": "怎么", "啥": "什么", "星期": "周", "礼拜": "周",
    "这个周": "这周", "下个周": "下周", "玩意儿": "个", "玩意": "个", "whats": "what is", "hows": "how is",
    "wheres": "where is", "whens": "when is",
}
# Words of questions that are like no example.
MEETING = ("开会", "会议", "议事会", "议事日", "议事", "meeting", "we meet")
WHEN_WHERE = (
    "什么时候", "什么时间", "哪天", "哪里", "哪儿", "在哪", "几点", "几号", "周几", "when", "where",
    "what time", "what day",
)
PROGRESS = (
    "办", "修", "处理", "解决", "结果", "进展", "消息", "回音", "补好", "换好", "装好", "完成", "有人管",
    "哪步", "哪一步", "done", "fixed", "repaired", "news", "progress", "solved",
)
ASKING = ("谁", "几", "哪", "什么", "怎么", "多少", "who", "what", "when", "where", "how", "why")
REPORTED = ("提", "反映", "报", "说", "建议", "proposed", "reported", "proposal", "matter", "mine")
QUESTION = (
    "吗", "怎么", "到哪", "哪步", "什么时候", "谁在", "多久", "is", "has", "any", "when", "what", "how",
)
# Whose matter it is: mine is asked for by "my", and nobody else's is mine.
MINE = ("我", "my", "mine", "i")
OTHERS = (
    "邻居", "隔壁", "别人", "人家", "他", "她", "你们", "楼上", "楼下", "neighbour", "neighbours", "neighbor",
    "his", "her", "their", "somebody else",
)
NOT_OTHERS = ("其他", "其她", "吉他")
ASKING_ENDS = ("吗", "么")
ENGLISH_TROUBLES = (
    "broken", "leak", "leaks", "leaking", "dirty", "noisy", "noise", "blocked", "smell", "smells", "flooded",
    "dark", "stuck", "missing", "cracked", "loose", "overflowing", "rubbish everywhere", "out of order",
    "not working", "does not work", "doesnt work", "too loud", "dangerous", "barking",
)
ENGLISH_THINGS = (
    "street lamp", "street lamps", "lamp", "lamps", "light", "lights", "lift", "elevator", "door", "barrier",
    "camera", "pipe", "drain", "roof", "wall", "road", "bin", "bins", "dog", "dogs", "tree", "trees", "parking",
    "bench", "fence", "stairs", "charger",
)
ENGLISH_PLACES = ("building", "block", "unit", "floor", "flat", "room", "house")
# fmt: on

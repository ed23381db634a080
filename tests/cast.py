"""The people of the tests: one council, the same in every story. All of them are invented."""

from bot.domain.councils.council import Account

GROUP = -1001234567890
OTHER_GROUP = -1009876543210

HEAD = Account(101, "王建国", "wangjianguo")
CLERK = Account(102, "李秀兰", "lixiulan")
CAPTAIN = Account(103, "张伟")
HANDLER = Account(104, "陈师傅", "chenshifu")
RESIDENT = Account(105, "赵敏")
NEIGHBOUR = Account(106, "孙大爷")
STRANGER = Account(107, "周倩")
BOT = Account(9001, "议事助手", "yishi_bot", human=False)
HIDDEN_ADMIN = Account(1087968824, "Group", "GroupAnonymousBot", human=False)
CHANNEL = Account(136817688, "Channel", "Channel_Bot", human=False)

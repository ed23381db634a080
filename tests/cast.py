"""The people of the tests: one council, the same in every story. All of them are invented."""

from bot.domain.councils.council import Account
from bot.domain.shared.ids import AccountId, ChatId

GROUP = ChatId("-1001234567890")
OTHER_GROUP = ChatId("-1009876543210")

HEAD = Account(AccountId("101"), "王建国", "wangjianguo")
CLERK = Account(AccountId("102"), "李秀兰", "lixiulan")
CAPTAIN = Account(AccountId("103"), "张伟")
HANDLER = Account(AccountId("104"), "陈师傅", "chenshifu")
RESIDENT = Account(AccountId("105"), "赵敏")
NEIGHBOUR = Account(AccountId("106"), "孙大爷")
STRANGER = Account(AccountId("107"), "周倩")
BOT = Account(AccountId("9001"), "议事助手", "yishi_bot", human=False)
HIDDEN_ADMIN = Account(AccountId("1087968824"), "Group", "GroupAnonymousBot", human=False)
CHANNEL = Account(AccountId("136817688"), "Channel", "Channel_Bot", human=False)


def private(account: Account) -> ChatId:
    """The private chat of somebody with the bot."""
    return ChatId(account.id)


def is_group(chat: ChatId) -> bool:
    """Whether a chat of the tests is a group."""
    return chat.startswith("-")

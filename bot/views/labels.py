"""The names of states, roles and categories."""

from collections.abc import Mapping

from bot.domain.calendar import HolidayPolicy
from bot.domain.category import Category
from bot.domain.council import Role, Who
from bot.domain.matter import Answer, State
from bot.locales import N_

STATES: Mapping[State, str] = {
    State.SUBMITTED: N_("已提出"),
    State.ACCEPTED: N_("已受理"),
    State.AGENDA: N_("列入议程"),
    State.RESOLVED: N_("已决议"),
    State.DISPATCHED: N_("已交办"),
    State.IN_PROGRESS: N_("办理中"),
    State.DONE: N_("已办结"),
    State.CLOSED: N_("已销号"),
    State.REJECTED: N_("不受理"),
    State.MERGED: N_("已并案"),
    State.WITHDRAWN: N_("已撤回"),
}
MARKS: Mapping[State, str] = {
    State.SUBMITTED: "🆕",
    State.ACCEPTED: "📥",
    State.AGENDA: "📋",
    State.RESOLVED: "📜",
    State.DISPATCHED: "📌",
    State.IN_PROGRESS: "🔧",
    State.DONE: "✅",
    State.CLOSED: "🏁",
    State.REJECTED: "🚫",
    State.MERGED: "🔗",
    State.WITHDRAWN: "↩️",
}
ROLES: Mapping[Role | Who, str] = {
    Role.HEAD: N_("议事长"),
    Role.CLERK: N_("专人"),
    Role.MEMBER: N_("议事员"),
    Role.CAPTAIN: N_("楼栋长"),
    Role.HANDLER: N_("承办人"),
    Role.TELLER: N_("监票人"),
    Who.PROPOSER: N_("提出人"),
    Who.IN_CHARGE: N_("这件事的承办人"),
    Who.ANYONE: N_("每个人"),
}
# What people type after /role, in both languages.
ROLE_WORDS: Mapping[str, Role] = {
    "议事长": Role.HEAD,
    "专人": Role.CLERK,
    "议事员": Role.MEMBER,
    "楼栋长": Role.CAPTAIN,
    "承办人": Role.HANDLER,
    "监票人": Role.TELLER,
    **{role.value: role for role in Role},
}
REVOKE_WORDS = frozenset({"撤销", "revoke"})
CATEGORIES: Mapping[Category, str] = {
    Category.POLICY: N_("政策部署"),
    Category.INTERESTS: N_("群众利益"),
    Category.FACILITIES: N_("公共设施"),
    Category.ENVIRONMENT: N_("环境卫生"),
    Category.SAFETY: N_("社会治安"),
    Category.MANAGEMENT: N_("日常管理"),
    Category.STABILITY: N_("社会稳定"),
    Category.DISPUTES: N_("邻里矛盾"),
    Category.REQUESTS: N_("群众诉求"),
    Category.WELFARE: N_("民生保障"),
}
ANSWERS: Mapping[Answer, str] = {
    Answer.YES: N_("满意"),
    Answer.MOSTLY: N_("基本满意"),
    Answer.NO: N_("不满意"),
}
HOLIDAYS: Mapping[HolidayPolicy, str] = {
    HolidayPolicy.KEEP: N_("遇公休假日照开"),
    HolidayPolicy.NEXT: N_("遇公休假日顺延"),
    HolidayPolicy.PREVIOUS: N_("遇公休假日提前"),
    HolidayPolicy.SKIP: N_("遇公休假日跳过"),
}
ACTS: Mapping[str, str] = {
    "propose": N_("提议"),
    "support": N_("附议"),
    "absorb": N_("把别的议题并进来"),
    "rsvp": N_("报名参加"),
    "withdraw": N_("撤回"),
    "restore": N_("恢复"),
    "accept": N_("受理"),
    "reject": N_("不受理"),
    "merge": N_("并案"),
    "categorise": N_("改类别"),
    "agenda": N_("列入议程"),
    "poll": N_("发起投票"),
    "resolve": N_("记录决议"),
    "assign": N_("交办"),
    "progress": N_("报进展"),
    "done": N_("报办结"),
    "satisfied": N_("评价"),
    "reopen": N_("重新办理"),
    "schedule": N_("定议事日"),
    "convene": N_("召集、取消或改期会议"),
    "appoint": N_("任命"),
    "language": N_("选语言"),
}

"""Names of states, roles, categories and other enumerations."""

import re
from collections.abc import Mapping

from bot.domain.councils.council import Role, Who
from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.domain.hierarchy.escalation_ladder import Level
from bot.domain.matters.acts import Act
from bot.domain.matters.category import Category
from bot.domain.matters.desk_place import Queue
from bot.domain.matters.kind import Kind
from bot.domain.matters.matter import Answer, Origin
from bot.domain.matters.state import State
from bot.domain.shared.working_days import HolidayPolicy
from bot.domain.votes.tally import Choice
from bot.locales import N_
from bot.views.shared.practices import ALL_WORDS

STATE_LABELS: Mapping[State, str] = {
    State.SUBMITTED: N_("已提出", "state"),
    State.ACCEPTED: N_("已受理", "state"),
    State.AGENDA: N_("列入议程", "state"),
    State.DELIBERATING: N_("议事中", "state"),
    State.DEFERRED: N_("缓议", "state"),
    State.REFERRED: N_("已移交", "state"),
    State.VOTING: N_("表决中", "state"),
    State.RESOLVED: N_("已决议", "state"),
    State.PUBLICIZED: N_("公示中", "state"),
    State.DISPATCHED: N_("已交办", "state"),
    State.IN_PROGRESS: N_("办理中", "state"),
    State.LONG_RUN: N_("向上争取", "state"),
    State.DONE: N_("已办结", "state"),
    State.RESULT_PUBLIC: N_("已办结，结果公示", "state"),
    State.CLOSED: N_("已销号", "state"),
    State.UNVERIFIED: N_("已销号，未回访到", "state"),
    State.ARCHIVED: N_("已归档", "state"),
    State.REJECTED: N_("不受理", "state"),
    State.MERGED: N_("已并案", "state"),
    State.WITHDRAWN: N_("已撤回", "state"),
    State.RETURNED: N_("已退回下级", "state"),
}
STATE_NOW: Mapping[State, str] = {  # said of a matter in a sentence
    State.SUBMITTED: N_("还没有受理", "now"),
    State.ACCEPTED: N_("已经受理了", "now"),
    State.AGENDA: N_("已经在议程上了", "now"),
    State.DELIBERATING: N_("正在商议", "now"),
    State.DEFERRED: N_("已经缓议了", "now"),
    State.REFERRED: N_("已经移交了", "now"),
    State.VOTING: N_("正在表决", "now"),
    State.RESOLVED: N_("已经有决议了", "now"),
    State.PUBLICIZED: N_("正在公示", "now"),
    State.DISPATCHED: N_("已经交办了", "now"),
    State.IN_PROGRESS: N_("正在办理", "now"),
    State.LONG_RUN: N_("正在向上争取", "now"),
    State.DONE: N_("已经报了办结", "now"),
    State.RESULT_PUBLIC: N_("正在公示结果", "now"),
    State.CLOSED: N_("已经销号了", "now"),
    State.UNVERIFIED: N_("已经销号了", "now"),
    State.ARCHIVED: N_("已经归档了", "now"),
    State.REJECTED: N_("已经答复不受理了", "now"),
    State.MERGED: N_("已经并到别的议题了", "now"),
    State.WITHDRAWN: N_("已经撤回了", "now"),
    State.RETURNED: N_("已经退回下级了", "now"),
}
MARKS: Mapping[State, str] = {
    State.SUBMITTED: "🆕",
    State.ACCEPTED: "📥",
    State.AGENDA: "📋",
    State.DELIBERATING: "💬",
    State.DEFERRED: "⏸",
    State.REFERRED: "📨",
    State.VOTING: "🗳",
    State.RESOLVED: "📜",
    State.PUBLICIZED: "📢",
    State.DISPATCHED: "📌",
    State.IN_PROGRESS: "🔧",
    State.LONG_RUN: "⏳",
    State.DONE: "✅",
    State.RESULT_PUBLIC: "📣",
    State.CLOSED: "🏁",
    State.UNVERIFIED: "🏳",
    State.ARCHIVED: "🗄",
    State.REJECTED: "🚫",
    State.MERGED: "🔗",
    State.WITHDRAWN: "↩️",
    State.RETURNED: "⤵️",
}
QUEUE_LABELS: Mapping[Queue, str] = {
    Queue.WAITING: N_("待受理", "queue"),
    Queue.DISCUSS: N_("待议", "queue"),
    Queue.POST: N_("待公示", "queue"),
    Queue.ASSIGN: N_("待交办", "queue"),
    Queue.UNSIGNED: N_("未签收", "queue"),
    Queue.SOON: N_("快到期", "queue"),
    Queue.OVERDUE: N_("超期", "queue"),
    Queue.LOOK_BACK: N_("待回访", "queue"),
    Queue.ALL: N_("全部", "queue"),
}
QUEUE_WORDS: Mapping[str, Queue] = {  # other words typed for a queue
    "未受理": Queue.WAITING,
    "待商议": Queue.DISCUSS,
    "待签收": Queue.UNSIGNED,
    "到期": Queue.SOON,
    "逾期": Queue.OVERDUE,
    "过期": Queue.OVERDUE,
    "回访": Queue.LOOK_BACK,
}
ROLES: Mapping[Role | Who, str] = {
    Who.ANYONE: N_("每个人"),
    Who.PROPOSER: N_("提出人"),
    Who.IN_CHARGE: N_("这件事的承办人"),
    Who.SUPPORTER: N_("提出和附议的邻居"),
    Role.HEAD: N_("议事长"),
    Role.CLERK: N_("专人"),
    Role.MEMBER: N_("议事员"),
    Role.CAPTAIN: N_("楼栋长"),
    Role.HANDLER: N_("承办人"),
    Role.TELLER: N_("监票人"),
    Role.DEPUTY: N_("人大代表"),
}
# Words typed after /role, in both languages.
ROLE_WORDS: Mapping[str, Role] = {
    "议事长": Role.HEAD,
    "专人": Role.CLERK,
    "议事员": Role.MEMBER,
    "楼栋长": Role.CAPTAIN,
    "承办人": Role.HANDLER,
    "监票人": Role.TELLER,
    "人大代表": Role.DEPUTY,
    "代表": Role.DEPUTY,
    **{role.value: role for role in Role},
}
YES = frozenset({"是", "是的", "对", "发", "发吧", "发出去", "yes", "send"})
AGAIN = frozenset(
    {"重新选", "重新写", "不是", "不", "否", "改", "改一改", "again", "no", "edit"}
)  # whoever takes words back that were in doubt
LEAVE = frozenset(
    {"取消", "算了", "算了吧", "不用了", "不任命了", "cancel", "never mind"}
)  # whoever answers a question so leaves it
# Under the minutes: a few words that thank or agree want nothing changed.
THANKS = re.compile(
    r"(?=.{1,10}$)(?!.*[不没错漏少缺改])(?:.*(?:好|谢|辛苦|收到|赞|棒|同意|👍|🙏|👏|❤)|ok|thanks).*", re.IGNORECASE
)
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
KIND_LABELS: Mapping[Kind, str] = {
    Kind.PROBLEM: N_("问题"),
    Kind.SUGGESTION: N_("建议"),
    Kind.HAZARD: N_("隐患"),
    Kind.PROPOSAL: N_("党群提案"),
}
REPORTED_HAZARD = N_("隐患：{text}")
# Words typed after /kind, in both languages.
KINDS_BY_WORD: Mapping[str, Kind] = {
    "问题": Kind.PROBLEM,
    "建议": Kind.SUGGESTION,
    "隐患": Kind.HAZARD,
    "党群提案": Kind.PROPOSAL,
    "提案": Kind.PROPOSAL,
    "formal proposal": Kind.PROPOSAL,
    **{kind.value: kind for kind in Kind},
}
ANSWER_LABELS: Mapping[Answer, str] = {
    Answer.YES: N_("满意"),
    Answer.MOSTLY: N_("基本满意"),
    Answer.NO: N_("不满意"),
}
CHOICE_LABELS: Mapping[Choice, str] = {
    Choice.AGREE: N_("赞成", "vote"),
    Choice.AGAINST: N_("反对", "vote"),
    Choice.ABSTAIN: N_("弃权", "vote"),
}
# The meeting days that councils usually have, as they can be written behind /schedule in Chinese.
SCHEDULES: Mapping[str, str] = {
    "8_18_28": N_("每月 8、18、28 日 19:30"),
    "first_sat": N_("每月第一个周六 10:00"),
    "last_sun": N_("每月最后一个周日 15:00"),
    "first_fri": N_("每月第一个周五 19:30"),
    "sat": N_("每周六 10:00"),
    "15": N_("每月 15 日 19:30"),
}
HOLIDAYS: Mapping[HolidayPolicy, str] = {
    HolidayPolicy.KEEP: N_("遇法定节假日照常开"),
    HolidayPolicy.NEXT: N_("遇法定节假日顺延"),
    HolidayPolicy.PREVIOUS: N_("遇法定节假日提前"),
    HolidayPolicy.SKIP: N_("遇法定节假日不开"),
}
# The act that was refused, as a verb: "只有专人可以受理。"
ACT_NAMES: Mapping[Act | CouncilAct, str] = {
    CouncilAct.PROPOSE: N_("提交", "act"),
    Act.SUPPORT: N_("附议", "act"),
    Act.ABSORB: N_("并入别的议题", "act"),
    Act.ATTACH: N_("加附件", "act"),
    Act.WITHDRAW: N_("撤回", "act"),
    Act.RESTORE: N_("恢复", "act"),
    CouncilAct.LETTER: N_("看议事箱", "act"),
    CouncilAct.MEDIATE: N_("请人调解", "act"),
    CouncilAct.BEHALF: N_("代录", "act"),
    Act.ON_THE_SPOT: N_("记即办", "act"),
    Act.ACCEPT: N_("受理", "act"),
    Act.REJECT: N_("不受理", "act"),
    Act.MERGE: N_("并案", "act"),
    Act.CATEGORISE: N_("改类别", "act"),
    Act.KIND: N_("改种类", "act"),
    CouncilAct.TICKET: N_("录入工单", "act"),
    Act.AGENDA: N_("列入议程", "act"),
    Act.DELIBERATE: N_("开议", "act"),
    Act.OPINION: N_("记录协商意见", "act"),
    Act.DEFER: N_("缓议", "act"),
    Act.STAGE: N_("记录程序的一步", "act"),
    CouncilAct.PROCEDURE: N_("选议事程序", "act"),
    Act.REFER: N_("移交", "act"),
    Act.POLL: N_("发起意向摸底", "act"),
    Act.RESOLVE: N_("记录决议", "act"),
    Act.AMEND: N_("改决议", "act"),
    Act.PUBLISH: N_("公示", "act"),
    Act.OBJECT: N_("提异议", "act"),
    Act.REPLY: N_("答复异议", "act"),
    Act.ASSIGN: N_("交办", "act"),
    Act.ACK: N_("签收", "act"),
    Act.RETURN: N_("退回", "act"),
    Act.TAKE_BACK: N_("收回上报的议题", "act"),
    Act.PROGRESS: N_("报进展", "act"),
    Act.NOTE: N_("报向上争取的进展", "act"),
    Act.REMARK: N_("记补充", "act"),
    Act.LONG_RUN: N_("转为向上争取", "act"),
    Act.WHISTLE: N_("吹哨", "act"),
    Act.PAUSE: N_("暂停计时", "act"),
    Act.RESUME: N_("恢复计时", "act"),
    CouncilAct.LADDER: N_("定各级的值守人", "act"),
    CouncilAct.LIMITS: N_("定期限", "act"),
    Act.DONE: N_("报办结", "act"),
    Act.PUBLISH_RESULT: N_("公示结果", "act"),
    Act.REOPEN: N_("重新办理", "act"),
    Act.ARCHIVE: N_("归档", "act"),
    Act.SATISFIED: N_("评价", "act"),
    Act.UNDO_DONE: N_("撤销办结", "act"),
    Act.UNDO_CLOSE: N_("撤回评价", "act"),
    Act.UNDO_ARCHIVE: N_("撤销归档", "act"),
    CouncilAct.SCHEDULE: N_("定议事日", "act"),
    CouncilAct.CONVENE: N_("召集、取消会议或改期", "act"),
    CouncilAct.OPEN: N_("开会", "act"),
    CouncilAct.PRESENT: N_("记到会的人", "act"),
    CouncilAct.NEXT: N_("议下一项", "act"),
    CouncilAct.ADJOURN: N_("散会", "act"),
    CouncilAct.MINUTES: N_("更正纪要", "act"),
    CouncilAct.CONFIRM_MINUTES: N_("确认纪要", "act"),
    CouncilAct.APPOINT: N_("任命", "act"),
    CouncilAct.LANGUAGE: N_("选语言", "act"),
    CouncilAct.PARENT: N_("定上级", "act"),
    CouncilAct.RELEASE: N_("移出下级", "act"),
    CouncilAct.ROLL: N_("导入名册", "act"),
    CouncilAct.INVITE: N_("做邀请码", "act"),
    Act.VOTE: N_("发起表决", "act"),
    CouncilAct.OFFICIAL: N_("改为正式表决", "act"),
    Act.VOID: N_("作废表决", "act"),
    CouncilAct.PAPER: N_("录入纸质票", "act"),
    CouncilAct.WITNESS: N_("见证纸质票", "act"),
    CouncilAct.URGE: N_("催票", "act"),
    CouncilAct.LEDGER: N_("导出台账", "act"),
    CouncilAct.SUMMARY: N_("开关小结", "act"),
    CouncilAct.DIGEST: N_("选怎么发消息", "act"),
    CouncilAct.PARTIES: N_("定到会的各方", "act"),
    CouncilAct.PRACTICES: N_("开关做法", "act"),
    **{act: verb for each in ALL_WORDS for act, verb in each.acts.items()},
}
# Each practice: its name, and what it is for.
PRACTICES: Mapping[Practice, tuple[str, str]] = {
    **{each.practice: (each.name, each.says) for each in ALL_WORDS},
}
ORIGINS: Mapping[Origin, str] = {
    Origin.RESIDENT: N_("居民提出"),
    Origin.BEHALF: N_("代录"),
    Origin.LETTER: N_("议事箱"),
    Origin.ON_THE_SPOT: N_("即办"),
    Origin.BELOW: N_("下级上报"),
    Origin.TICKET: N_("12345 工单"),
    Origin.BENCH: N_("板凳会"),
}
# The clerk's answer for making a matter of a letter in its own words.
AS_IT_IS = frozenset({"照发", "原文", "原文照发", "as it is"})
LEVELS: Mapping[Level, str] = {
    Level.BUILDING: N_("楼栋", "level"),
    Level.COUNCIL: N_("议事会", "level"),
    Level.COMMUNITY: N_("社区", "level"),
    Level.STREET: N_("街道", "level"),
    Level.DEPARTMENT: N_("职能部门", "level"),
}
# Words typed for a level, in both languages.
LEVEL_WORDS: Mapping[str, Level] = {
    **{name.format(level.value): level for level in Level for name in ("{}", "l{}", "{}级")},
    "楼栋": Level.BUILDING,
    "网格": Level.BUILDING,
    "议事会": Level.COUNCIL,
    "社区": Level.COMMUNITY,
    "街道": Level.STREET,
    "职能部门": Level.DEPARTMENT,
    "部门": Level.DEPARTMENT,
    "grid": Level.BUILDING,
    "subdistrict": Level.STREET,
    **{level.name.casefold(): level for level in Level},
}
LIMIT_LABELS: Mapping[str, str] = {
    "accept": N_("受理", "limit"),
    "acknowledge": N_("签收", "limit"),
    "post": N_("公示", "limit"),
    "callers": N_("吹哨", "limit"),
}
# Words typed for a limit, in both languages.
LIMIT_WORDS: Mapping[str, str] = {
    "受理": "accept",
    "签收": "acknowledge",
    "公示": "post",
    "吹哨": "callers",
    "ack": "acknowledge",
    "whistle": "callers",
    **{limit: limit for limit in LIMIT_LABELS},
}
PROCEDURE_LABELS: Mapping[str, str] = {
    "council": N_("大众议事团"),
    "one_three_two": N_("一征三议两公开"),
    "four_two": N_("四议两公开"),
    "simple": N_("简易"),
}
STAGES: Mapping[str, str] = {
    "collect": N_("征求意见（提出后满 7 天）"),
    "propose": N_("提议"),
    "consult": N_("商议，四方签字"),
    "ballot": N_("决议（发 /vote，正式表决通过）"),
    "branch": N_("党支部会提议"),
    "committees": N_("两委会商议"),
    "party_members": N_("党员大会审议"),
    "assembly": N_("村民会议或代表会议决议"),
    "publication": N_("公示期满，异议都有答复"),
}
LACKS: Mapping[str, str] = {
    "count": N_("应到和实到的人数"),
    "present": N_("到会的人（要三分之二）"),
    "agree": N_("同意的人（要过半）"),
    "opinion": N_("意见"),
    "parties": N_("每一方的签字"),
}
# The text of a proposal that came without words.
# Kinds of attachments that cannot be stored.
UNKEPT_LABELS: Mapping[str, str] = {
    "video": N_("视频"),
    "animation": N_("动图"),
    "audio": N_("音频文件"),
    "sticker": N_("贴纸"),
    "contact": N_("名片"),
    "poll": N_("投票"),
    "file": N_("文件"),
    "pdf": N_("PDF 文件"),
    "other": N_("这样的消息"),
}
WORDLESS: Mapping[str, str] = {
    "photo": N_("照片反映的情况"),
    "voice": N_("语音反映的情况"),
    "location": N_("这个位置的情况"),
}

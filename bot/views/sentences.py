"""One short sentence for every refusal and every short answer."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.domain.council import Member, Role, Who
from bot.domain.matter import State
from bot.domain.telling import Params
from bot.locales import N_, Words
from bot.views import labels, names

SENTENCES: Mapping[str, str] = {
    # Refusals: what is not possible, and what to do instead.
    "several_councils": N_("您在几个议事会里。请在那个群里发。"),
    "no_council": N_("这里还没有议事会。请群管理员在居民群里发 /setup。"),
    "not_member": N_("您还不在这个议事会的群里，所以不能操作。请先加入居民群。"),
    "not_allowed": N_("只有{who}可以{act}。"),
    "no_matter": N_("没有 #{number} 这个议题。发 /matters 看看有哪些。"),
    "wrong_state": N_("#{number} 现在是「{state}」，不能{act}。"),
    "too_short": N_("内容太短了，请再写一两句。"),
    "too_long": N_("写了 {length} 个字，太长了。请缩短到 {limit} 个字以内再发一次。"),
    "own_matter": N_("这是您自己提的议题，不用再附议。"),
    "same_matter": N_("不能并到它自己。请回复另一个议题的编号。"),
    "no_such_person": N_("没找到这个人。请回复成员的名字，或回复「我」。"),
    "not_a_person": N_("匿名管理员、频道和机器人不能参与。请用自己的账号再试一次。"),
    "no_such_role": N_("没有这个角色。可以写：议事长、专人、议事员、楼栋长、承办人、监票人，或「撤销」。"),
    "last_head": N_("议事长不能直接撤销。请先任命一位新的议事长。"),
    "no_such_day": N_("没看懂日期。可以这样写：12月3日，或 2026-12-03，或 7天。"),
    "no_such_moment": N_("没看懂时间。可以这样写：12月3日 19:30 居委会二楼 商量停车。"),
    "past_day": N_("这个时间已经过去了，请换一个以后的时间。"),
    "bad_schedule": N_(
        "没看懂议事日。可以这样写：8,18,28 19:30 居委会二楼，或：每周三 19:30，或：每月第一个周六 15:00。"
    ),
    "no_meeting": N_("现在没有安排会议。议事长可以发 /schedule 定议事日，或 /convene 临时召集。"),
    "meeting_over": N_("这次会议已经结束、取消或改期了。"),
    "bad_poll_question": N_("请先写问题，再一行写一个选项。"),
    "bad_poll_options": N_("选项要 2 到 12 个，一行一个，不能重复。"),
    "bad_poll_long_question": N_("问题太长了，请缩短到 280 个字以内。"),
    "bad_poll_long_option": N_("有的选项太长了，每个请不超过 100 个字。"),
    "bad_poll_duration": N_("投票时间要在 30 秒到 60 天之间，比如 24h 或 3d。"),
    "not_asked": N_("这一次只请提出人和附议的邻居评价。谢谢您的关心。"),
    "draft_gone": N_("这份草稿已经提交，或者放得太久了。请再发一次 /propose。"),
    "admin_only": N_("请群管理员来发 /setup。"),
    "group_only": N_("这个要在居民群里用。"),
    "private_only": N_("这个请私聊我用：点我的头像，选「发消息」。"),
    "reply_needed": N_("请先长按那个人的一条消息，选「回复」，再发 /role 和角色，比如：/role 专人。"),
    "old_button": N_("这个按钮不能用了。发 /matters 可以看到最新的议题。"),
    "dialog_gone": N_("这个问题已经答过了，或者放得太久了。请重新点一次按钮。"),
    "bad_number": N_("没看懂编号。请写议题的编号，比如 12。"),
    "fault": N_("出了点问题，已经记下来了（编号 {reference}）。请稍后再试一次。"),
    "busy": N_("您点得太快了，请稍等一下。"),
    # Short answers: what happened.
    "submitted": N_("收到了，这是议题 #{number}。"),
    "similar_first": N_("有相近的议题，请看一下。"),
    "supported": N_("已附议 #{number}，一共 {total} 人。再点一次可以收回。"),
    "unsupported": N_("已收回对 #{number} 的附议，现在 {total} 人。"),
    "did_accept": N_("已受理 #{number}。"),
    "did_reject": N_("已登记 #{number} 不受理。"),
    "did_merge": N_("#{number} 已并入 #{into}。"),
    "did_withdraw": N_("已撤回 #{number}。点「恢复」可以再提出来。"),
    "did_restore": N_("#{number} 已恢复。"),
    "did_agenda": N_("#{number} 已列入下次会议的议程。"),
    "did_categorise": N_("#{number} 的类别改好了。"),
    "did_resolve": N_("#{number} 的决议记下了。"),
    "did_assign": N_("#{number} 已交办。"),
    "did_progress": N_("#{number} 的进展记下了。"),
    "did_done": N_("#{number} 已报办结。"),
    "thanks_for_answer": N_("谢谢您的评价。"),
    "reopened": N_("记下了，#{number} 会继续办。"),
    "rsvp_comes": N_("好的，已记下您来参加。"),
    "rsvp_excused": N_("好的，已记下您请假。"),
    "rsvp_gone": N_("已取消您的回复。"),
    "meeting_cancelled": N_("会议已取消，群里会收到通知。"),
    "meeting_revived": N_("会议照常举行，群里会收到通知。"),
    "meeting_postponed": N_("会议改期了，群里会收到通知。"),
    "merged_yours": N_("您提出或附议的 #{number} 已并入 #{into}，您的支持也一起算进去了。"),
    "masked": N_("为了保护隐私，您写的证件号或手机号已经隐去中间几位。"),
    "appointed": N_("{whom} 现在是{role}。"),
    "dismissed": N_("{whom} 的角色已撤销。"),
    "head_left": N_("议事长 {whom} 离开了群。请群管理员发 /setup 接任。"),
    "officer_left": N_("{role} {whom} 离开了群，角色已撤销。"),
    "head_erased": N_("议事长注销了资料。请群管理员发 /setup 接任。"),
    "language_set": N_("好的，以后用中文。"),
    "asked_below": N_("请在下面回答。"),
    "sent_privately": N_("已经私聊发给您了。"),
    "details_above": N_("详情刚刚发过，请往上看。"),
    "ok": N_("好的。"),
    "forgotten": N_("您的资料已经删除。以后再用时会重新登记。"),
    "not_forgotten": N_("好的，资料保留。"),
    "forgetting_nothing": N_("这里没有您的资料。"),
    "draft_waits": N_("好的，请选一个议事会。"),
    "no_matters": N_("还没有议题。发 /propose 提第一个吧。"),
    "nothing_found": N_("没有找到相关的议题。换个词试试。"),
    "agenda_set": N_("已列入下次会议的议程：{matters}。"),
    "agenda_without_meeting": N_("已列入议程：{matters}。还没有定会议时间，议事长可以发 /schedule 或 /convene。"),
    "poll_failed": N_("这个投票没能发出去。请把问题和选项写短一些，再发一次 /poll。"),
    "private_hello": N_("您好！我是议事会的小助手。"),
}


def sentence(_: Words, key: str, params: Params, whom: Member | None = None) -> Markup:
    """Give the sentence of `key`; codes in `params` become their names in this language."""
    values: dict[str, object] = dict(params)
    if "why" in params:
        key = f"{key}_{params['why']}"
    if "who" in params:
        who = [_code(word) for word in str(params["who"]).split(",")]
        values["who"] = _("、").join(_(labels.ROLES[word]) for word in who)
    if "act" in params:
        values["act"] = _(labels.ACTS[str(params["act"])])
    if "state" in params:
        values["state"] = _(labels.STATES[State(str(params["state"]))])
    if params.get("role"):
        values["role"] = _(labels.ROLES[Role(str(params["role"]))])
    values["whom"] = names.name(_, whom)
    return _(SENTENCES[key], **values)


def _code(word: str) -> Role | Who:
    return Role(word) if word in set(Role) else Who(word)

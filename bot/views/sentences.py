"""One short sentence for every refusal and every short answer."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.domain.council import Member, Role
from bot.domain.matter import State
from bot.domain.telling import Params
from bot.locales import N_, Words
from bot.views import labels, names

SENTENCES: Mapping[str, str] = {
    # Refusals: what is not possible, and what to do instead.
    "several_councils": N_("您在几个议事会里。请到那个居民群里发。"),
    "no_council": N_("这里还没有议事会。请群管理员在居民群里发 /setup。"),
    "not_member": N_("这是另一个居民群的事。您进了那个群，就可以参与。"),
    "not_allowed": N_("「{act}」要请{who}来做。"),
    "no_matter": N_("没有找到 #{number}。发 /matters 看看有哪些议题。"),
    "wrong_state": N_("#{number} 现在是「{state}」，这时不能{act}。"),
    "too_short": N_("写得太短了，请再多写几个字。"),
    "too_long": N_("写了 {length} 个字，请缩短到 {limit} 个字以内，再发一次。"),
    "own_matter": N_("这是您自己提的，不用再附议。"),
    "same_matter": N_("不能并到它自己。请回复另一个议题的编号。"),
    "no_such_person": N_("没有找到这个人。请回复成员的名字，或者回复「我」。"),
    "not_a_person": N_("匿名管理员、频道和机器人不能参与。请换成自己的账号再试。"),
    "no_such_role": N_("请写一个角色：议事长、专人、议事员、楼栋长、承办人、监票人；收回就写「撤销」。"),
    "last_head": N_("议事长不能直接撤销。请先任命一位新的议事长。"),
    "no_such_day": N_("没看懂日期。可以这样写：12月3日，或者 7天。"),
    "no_such_moment": N_("没看懂时间。可以这样写：12月3日 19:30 居委会二楼 商量停车"),
    "past_day": N_("这个时间已经过去了，请换一个以后的时间。"),
    "bad_schedule": N_(
        "没看懂日子。可以这样写：8,18,28 19:30 居委会二楼；或者：每周三 19:30；或者：每月第一个周六 15:00"
    ),
    "no_meeting": N_("现在没有安排会议。议事长可以发 /schedule 定议事日，或者发 /convene 临时开会。"),
    "meeting_over": N_("这次会议已经结束、取消或改期了。发 /meeting 看下次会议。"),
    "bad_poll_question": N_("请在第一行写问题，下面一行写一个选项。"),
    "bad_poll_options": N_("选项要 2 到 12 个，一行一个，不能重复。"),
    "bad_poll_long_question": N_("问题太长了，请缩短到 280 个字以内。"),
    "bad_poll_long_option": N_("有的选项太长了，每个请不超过 100 个字。"),
    "bad_poll_duration": N_("投票时间要在 30 秒到 60 天之间，比如 24h 或 3d。"),
    "not_asked": N_("这次只请提出人和附议的邻居评价，谢谢您关心。"),
    "draft_gone": N_("这份草稿已经提交过，或者放得太久了。请再发一次 /propose。"),
    "admin_only": N_("请群管理员来发 /setup。"),
    "group_only": N_("这个请在居民群里发。"),
    "private_only": N_("这个请私聊我：点我的头像，再点「发消息」。"),
    "old_button": N_("这个按钮过期了。发 /matters 看最新的议题。"),
    "dialog_gone": N_("这个问题已经答过，或者放得太久了。请再点一次按钮。"),
    "bad_number": N_("没看懂编号。请只写议题的编号，比如 12。"),
    "no_rule": N_("这条表决规则现在用不了。请重新发起表决，另选一条规则。"),
    "fault": N_("对不起，刚才出了点问题，没有办成。已经记下来了（编号 {reference}），请过一会儿再试一次。"),
    "fault_for_head": N_("群里有一条消息我没能处理（编号 {reference}），已经记下来了。请转告管理机器人的人。"),
    # Short answers: what happened.
    "submitted": N_("收到了，这是议题 #{number}。"),
    "supported": N_("您附议了 #{number}，现在 {total} 人。再点一次可以收回。"),
    "unsupported": N_("您收回了对 #{number} 的附议，现在 {total} 人。"),
    "did_accept": N_("#{number} 受理了。"),
    "did_reject": N_("#{number} 不受理，已经告诉大家原因。"),
    "did_merge": N_("#{number} 已并入 #{into}。"),
    "did_withdraw": N_("#{number} 撤回了。点「恢复」可以再提出来。"),
    "did_restore": N_("#{number} 恢复了。"),
    "did_agenda": N_("#{number} 列入下次会议的议程了。"),
    "did_categorise": N_("#{number} 的类别改好了。"),
    "did_resolve": N_("#{number} 的决议记下了。"),
    "did_assign": N_("#{number} 交办了。"),
    "did_progress": N_("#{number} 的进展记下了。"),
    "did_done": N_("#{number} 报办结了，正在请大家评价。"),
    "thanks_for_answer": N_("谢谢您的评价。"),
    "reopened": N_("记下了，#{number} 会继续办。"),
    "rsvp_comes": N_("好的，记下您来参加。"),
    "rsvp_excused": N_("好的，记下您请假。"),
    "rsvp_gone": N_("好的，先不记您来不来。"),
    "meeting_cancelled": N_("会议取消了，群里会通知。"),
    "meeting_revived": N_("会议照常举行，群里会通知。"),
    "meeting_postponed": N_("会议改期了，群里会通知。"),
    "merged_yours": N_("您提出或附议的 #{number} 和 #{into} 是同一件事，已并案。您的支持也算到 #{into} 了。"),
    "masked": N_("为了保护隐私，您写的证件号或手机号，中间几位已经隐去。"),
    "appointed": N_("{whom} 现在是{role}了。"),
    "dismissed": N_("{whom} 不再担任角色，谢谢您的付出。"),
    "head_left": N_("议事长 {whom} 离开了群。请一位群管理员发 /setup 接任。"),
    "officer_left": N_("{whom} 离开了群，不再担任{role}。请议事长另请一位。"),
    "head_erased": N_("议事长删除了自己的资料。请一位群管理员发 /setup 接任。"),
    "language_set": N_("好的，以后用中文。"),
    "asked_below": N_("请看下面，回复就行。"),
    "sent_privately": N_("详情私聊发给您了。"),
    "details_above": N_("详情刚刚发过，请往上看。"),
    "ok": N_("好的。"),
    "forgotten": N_("您的资料删除了。以后再用，会重新登记。"),
    "not_forgotten": N_("好的，资料保留。"),
    "forgetting_nothing": N_("我这里没有您的资料。"),
    "no_matters": N_("还没有议题。发 /propose 提第一个吧。"),
    "nothing_found": N_("没有找到。换个词试试。"),
    "agenda_set": N_("{matters} 列入下次会议的议程了。"),
    "agenda_without_meeting": N_("{matters} 列入议程了。开会时间还没有定，议事长可以发 /schedule 或 /convene。"),
    "poll_failed": N_("这个投票没能发出去。请把问题和选项写短一些，再发一次 /poll。"),
}


def sentence(_: Words, key: str, params: Params, whom: Member | None = None) -> Markup:
    """Give the sentence of `key`; codes in `params` become their names in this language."""
    values: dict[str, object] = dict(params)
    if "why" in params:
        key = f"{key}_{params['why']}"
    if "who" in params:
        who = str(params["who"]).split(",")
        values["who"] = names.either(_, [_(label) for role, label in labels.ROLES.items() if role in who])
    if "act" in params:
        values["act"] = _(labels.ACTS[str(params["act"])])
    if "state" in params:
        values["state"] = _(labels.STATES[State(str(params["state"]))])
    if params.get("role"):
        values["role"] = _(labels.ROLES[Role(str(params["role"]))])
    if "matters" in params:
        values["matters"] = _("、").join(str(params["matters"]).split("、"))
    values["whom"] = names.name(_, whom)
    return _(SENTENCES[key], **values)

"""The sentence for every refusal and every short reply."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

from markupsafe import Markup

from bot.domain.councils.council import Member, Role
from bot.domain.matters.outcome import Outcome
from bot.domain.shared.reply import Values
from bot.locales import N_, Words
from bot.ports import Card
from bot.views.rolls import rolls
from bot.views.shared import dates, labels, names
from bot.views.shared.practices import ALL_WORDS
from bot.views.shared.text_fit import BR

SENTENCES: Mapping[str, str] = {
    # Refusals: what is not possible, and what to do instead.
    "several_councils": N_("您在几个议事会里。请到那个居民群里发。"),
    "no_council": N_("这里还没有议事会。请群管理员在居民群里发 /setup。"),
    "not_member": N_("这是另一个居民群的事。您进了那个群，就可以参与。"),
    "practice_off": N_("「{practice}」还没有打开。请议事长发 /settings，在「做法」里打开。"),
    "practice_on": N_("打开了「{practice}」。"),
    "practice_off_now": N_("关掉了「{practice}」。正在进行的会继续到结束。"),
    "officers_only": N_("工作台是给议事长和专人用的。您可以发「我的」看自己提的、要办的，发「议题」看全部。"),
    "not_allowed": N_("只有{who}能{act}。"),
    "may_support": N_("只有{who}能{act}。您可以点「附议」。"),
    "no_name": N_("称呼和什么事，都要写，中间空一格。"),
    "not_behind": N_("吹哨要请提出和附议的邻居。先点 #{number} 的「附议」，再来吹哨；议事长随时可以吹。"),
    "nobody_reads": N_("议事箱现在没有人看，这封信没有留下。请议事长任命一位专人，专人私聊我一次，再请您来写。"),
    "letter_gone": N_("这封信收回了，或者已经删除。"),
    "letter_done": N_("这封信已经处理过了。还有话要说，请再写一封：/letter"),
    "names_author": N_("这里面有写信人的名字，不能发到群里。请改写一下。"),
    "no_proof": N_("「即办」的事要有照片才算办好。请带上一张照片。"),
    "said_already": N_("您已经答过了，不用再点。等对方也答了，我告诉您。"),
    "mediation_over": N_("这次调解已经结束，或者这一步已经过去了。"),
    "several_people": N_("有几位叫这个名字，请写 {username}。"),
    "same_side": N_("调解要请两位不同的人，您自己是调解人。"),
    "side_unreachable": N_("没有找到 {name}，或者他还没有私聊过我。请他点开我，发「议题」两个字，再来。"),
    "no_photo": N_("#{number} 是隐患，有照片才算办好。请带照片再报办结：拍一张，回复这条消息发给我。"),
    "needs_day": N_("#{number} 是隐患，一定要有期限。请发 /assign {number}，定好谁来办、哪天办完。"),
    "hazard_into": N_("#{number} 是隐患，#{into} 不是。请先发 /kind {into} 隐患，再并案。"),
    "no_negotiation": N_("#{number} 是党群提案，要有协商意见才能报办结。请先发 /opinion {number} 和商量出的意见。"),
    "bad_ticket": N_(
        "没看懂工单号。请先写工单号（数字和字母，32 个以内），空一格，再写内容。别写来电人的手机号和身份证号。"
    ),
    "ticket_known": N_("工单 {ticket} 已经录过了，是 #{number}。发 /matter {number} 看办到哪一步。"),
    "ticket_stays": N_("#{number} 是 12345 工单，件件要有答复，不能撤回。不办的话，请点「不受理」写原因。"),
    "no_matter": N_("没有找到 #{number}。发 /matters 看看有哪些议题。"),
    "wrong_state": N_("#{number} {state}，现在不能{act}。"),
    "feedback_too_early": N_("#{number} 还没有办好，办结以后再请您评价。"),
    "feedback_over": N_("#{number} {state}，不用再评价了。还有没办好的，请再提一次。"),
    "already_so": N_("#{number} {state}。"),
    "not_accepted_yet": N_("#{number} 还没有受理，受理以后才能{act}。"),
    "still_publicized": N_("#{number} 公示到 {last_day}，之后才能{act}。"),
    "too_short": N_("写得太短了，请再多写几个字。"),
    "too_long": N_("写了 {length} 个字，请缩短到 {limit} 个字以内，再发一次。"),
    "own_matter": N_("这是您自己提的，不用再附议。"),
    "same_matter": N_("不能并到它自己。请回复另一个议题的编号。"),
    "no_such_person": N_("没有找到这个人。请回复成员的名字，或者回复「我」。"),
    "unknown_person": N_("我还不认识{name}。请本人先在群里说句话。不任命了就回复「取消」。"),
    "several_joined": N_("这次进群的有几位：{names}。"),
    "has_left": N_("这位邻居已经离开了群，不能担任角色。请换一位。"),
    "cannot_hold_role": N_("匿名管理员、频道和机器人不能担任角色。请回复本人说的一句话，再发 /role。"),
    "has_not_role": N_("这位邻居现在不是{role}，没有要撤销的。发 /members 看看各人的角色。"),
    "not_a_person": N_("匿名管理员、频道和机器人不能参与。请换成自己的账号再试。"),
    "account_deleted": N_("这个账号已经注销了，不能担任角色。请换一位。"),
    "no_such_role": N_("请写一个角色：议事长、专人、议事员、楼栋长、承办人、监票人、人大代表；收回就写「撤销」。"),
    "no_such_term": N_("没看懂任期。可以这样写：任期2028-12，或者 任期2028年12月31日。"),
    "too_many_parties": N_("到会的各方要 2 到 {limit} 个，用顿号隔开，比如：党支部、居委会、业委会、物业。"),
    "top_level": N_("#{number} 已经在最高一级了，不能再往上报。"),
    "not_above": N_("这一级不在 #{number} 现在这一级的上面。发 /ladder 看看有哪几级。"),
    "skips_levels": N_("要一级一级往上报。越级要请议事长来，写明原因。"),
    "called_already": N_("您已经吹过哨了，现在 {total} 位，满 {wanted} 位就上报。"),
    "up_the_ladder": N_("他在上面一级值守。要往上报，请点「吹哨」，写明原因。"),
    "paused": N_("#{number} 的计时已经暂停了。要继续，请发 /resume {number}"),
    "not_paused": N_("#{number} 的计时没有暂停。"),
    "no_such_level": N_("没有这一级。请写 0 到 4，比如：/ladder 2 王主任"),
    "no_such_limit": N_("没看懂这个数。请写 {least} 到 {most} 之间的一个数，比如 3。"),
    "last_head": N_(
        "议事长不能直接撤销。请先任命一位新的议事长。要撤销别的角色，请写明是哪一个，比如 /role 撤销 楼栋长"
    ),
    "no_such_day": N_("没看懂日期。可以这样写：12月3日，或者 7天。"),
    "no_such_moment": N_("没看懂时间。可以这样写：12月3日 19:30 居委会二楼 商量停车"),
    "past_day": N_("这个时间已经过去了，请换一个以后的时间。"),
    "past_this_year": N_("这一天今年已经过了。如果是{day}，请写上年份。"),
    "unclear_place": N_("「{place}」里好像还有日子或时间，我没有看懂。如果它就是地点，请在前面写「地点：」。"),
    "bad_schedule": N_(
        "没看懂日子。可以这样写：8,18,28 19:30 居委会二楼；或者：每周三 19:30；或者：每月第一个周六 15:00"
    ),
    "no_meeting": N_("现在没有安排会议。议事长可以发 /schedule 定议事日，或者发 /convene 临时开会。"),
    "meeting_over": N_("这是 {day}的会，已经过了。下次还没有定。"),
    "another_meeting": N_("这是 {day}的会，已经过了。下次是 {next_day}。"),
    "called_off": N_("这是 {day}的会，已经取消了。下次还没有定。"),
    "another_instead": N_("这是 {day}的会，已经取消了。下次是 {next_day}。"),
    "meeting_moved": N_("这次会议改到了{day}，能不能来请再点一次：发 /meeting 看新的时间。"),
    "meeting_running": N_("会已经开了。发 /meeting 看会议卡。"),
    "no_meeting_open": N_("现在没有在开会。议事长发 /open 开会以后再试。"),
    "on_site": N_("这次签到要扫会场里的二维码，每分钟换一次。没带手机，请找专人。"),
    "old_entry_code": N_("这张签到码已经换了，或者会已经散了。请扫会场里最新的一张。"),
    "agenda_posted": N_("下次会议的议程已经公布，再加的是临时动议，要请议事长来加。"),
    "no_more_matters": N_("议程上的议题都议过了。可以点「散会」，或者发 /close。"),
    "no_door": N_("还没有人能出示会场签到码。请议事长或专人先私聊我，发一句话，再点一次。"),
    "too_late_to_resume": N_("散会超过十分钟了，不能再继续。还有事要议，可以再开一次：发 /open。"),
    "minutes_confirmed_already": N_("这份纪要已经确认，或者更正得太多，不能再改了。"),
    "bad_poll_question": N_("请在第一行写问题，下面一行写一个选项。"),
    "bad_poll_options": N_("选项要 2 到 12 个，一行一个，不能重复。"),
    "bad_poll_long_question": N_("问题太长了，请缩短到 280 个字以内。"),
    "bad_poll_long_option": N_("有的选项太长了，每个请不超过 100 个字。"),
    "bad_poll_duration": N_("投票时间要在 30 秒到 60 天之间，比如 24h 或 3d。"),
    "not_asked": N_("这次只请提出人和附议的邻居评价，谢谢您关心。"),
    "draft_gone": N_("这段话已经提交过或者放下了，不用再点。放得太久、还没有提的，请再发一次 /propose。"),
    "admin_only": N_("请群管理员来发 /setup。"),
    "no_polls": N_("这里发不了投票，请直接在群里问大家。"),
    "group_only": N_("这个请在居民群里发。"),
    "private_only": N_("这个请私聊我：点下面的「私聊我」，再发一次。"),
    "old_button": N_("这个按钮过期了。发 /matters 看最新的议题。"),
    "dialog_gone": N_("这个问题已经答过或者取消了，不用再点。放得太久、还没有办的，请再点一次原来的按钮。"),
    "question_to_another": N_("这个问题是问别的邻居的，请让他自己来答。"),
    "bad_number": N_("没看懂编号。请只写议题的编号，比如 12。"),
    "one_at_a_time": N_("这个一次只能办一件，#{listed} 都没有动。请一件一件发。"),
    "too_many_numbers": N_("一次最多写 {limit} 个编号，这次什么都没有动。请分几次发。"),
    "no_rule": N_("这条表决规则现在用不了。请重新发起表决，另选一条规则。"),
    "voted_on": N_("#{number} 已经表决过，不能撤回了。"),
    "no_vote": N_("#{number} 还没有表决。议事长或专人可以发 /vote {number} 发起。"),
    "vote_gone": N_("这份表决已经取消，或者已经开始了。发 /vote 可以重新准备。"),
    "vote_over": N_("这次表决已经截止或作废，不能再投了。发 /result 和议题编号看结果。"),
    "nobody_entitled": N_("名册里没有可以投票的人，还不能开始。请先导入名册：私聊我发 /roll。"),
    "bad_span": N_("表决时间要在 30 秒到 180 天之间，比如 7天。"),
    "no_such_span": N_("没看懂期限。可以这样写：7天，或者 12月3日 18:00。"),
    "not_on_roll": N_("这次表决按房号投票，您的账号还没有和房号连上。请向专人要一张邀请码，扫一扫就能投。"),
    "out_of_scope": N_("这次表决只请 {scope} 投，您的房号不在里面。谢谢您关心。"),
    "not_a_councillor": N_("这次请议事会成员表决（议事长、专人、议事员、楼栋长）。谢谢您关心。"),
    "voted_on_paper": N_("您家已经投过纸质票，不能再用手机投。有出入请找专人。"),
    "has_voted": N_("这一户已经投过票，不能再记纸质票。"),
    "no_such_unit": N_("这次表决里没有找到这个房号。请再看看，比如 3-1-502。"),
    "no_such_choice": N_("没看懂选择。请写：赞成、反对，或者弃权。"),
    "secret_paper": N_("不记名表决的纸质票请私聊我录入，免得大家看见选了什么。"),
    "no_witness": N_("现在没有人可以见证。请议事长、监票人或另一位专人先私聊我，发一句话，您再录入。"),
    "own_paper": N_("录入的人不能自己见证，请另一位来点。"),
    "paper_gone": N_("这张纸质票已经计入，或者重新录入了。"),
    "urged_lately": N_("刚刚提醒过，请过 {minutes} 分钟再催。"),
    "roll_draft_gone": N_("这份名册在导入或者导入过了，不用再点。放得太久、还没有导入的，请再发一次文件。"),
    "roll_changed": N_("名册刚刚被另一位更新过，这份没有导入。请再发一次文件，核对后再确认。"),
    "no_file": N_("没能取到文件。请再发一次。"),
    "file_too_complex": N_("这个文件太复杂，读不了。请另存为只有一张表的 .xlsx 或 .csv，再发一次。"),
    "still_reading": N_("上一个文件还在读，请等它读完再发。"),
    "too_many_files": N_("现在要读的文件太多了，请过几分钟再发一次。"),
    "platform_slow": N_("{platform} 现在很慢，这次没有办成。请过一会儿再发一次。"),
    "no_roll": N_("还没有名册。请先发 /roll 导入。"),
    "no_unit": N_("名册里没有这一户或这一栋。请这样写：/invite 3-1-502，或者 /invite 3栋"),
    "bad_code": N_("这个邀请码用不了：可能写错了、用过了或者过期了。请找议事长或专人再要一张。"),
    "too_many_acts": N_("这一个小时里您点的、发的太多了，已经办好的都算数。请歇一歇，过 {minutes} 分钟再来。"),
    "too_many_presses": N_("这个按钮您已经点了很多次，最后一次的算数。过 {minutes} 分钟可以再改。"),
    "too_many_guesses": N_("试的次数太多了，请过一个小时再试。"),
    "no_such_period": N_("没看懂是哪段时间。可以写 2026-03、本月、上月、今年，或者什么都不写。"),
    "link_gone": N_("这个账号已经没有绑定那一户了。"),
    "stages_missing": N_("#{number} 还不行，先要：{missing}。"),
    "no_stage": N_("#{number} 的程序没有要记的下一步了。"),
    "stage_lacks": N_("「{missing}」还差：{lacks}。"),
    "bad_period": N_("公示要 {least} 到 60 天，一般 15 天。"),
    "no_objection": N_("#{number} 没有等着答复的异议。"),
    "too_many_objections": N_("#{number} 的异议太多了，请专人列入议程，重新议一次。"),
    "too_many_remarks": N_("#{number} 的补充已经很多了，请找专人当面说，或者开会时说。"),
    "returned_once": N_("#{number} 已经退回过一次。办不了，请告诉专人。"),
    "too_early": N_("#{number} 销号满 30 天才归档，请 {day} 以后再来。"),
    "not_deliberated": N_(
        "#{number} 属于必议事项，还没有议过，不能归档。请在会上议一次，用 /opinion {number} 记下意见。"
    ),
    "sent_above": N_("#{number} 已经上报「{name}」，由他们办。有进展，群里会告诉大家。"),
    "sent_from_below": N_("#{number} 是「{name}」上报的，附议、决议、评价、公示和归档都在他们那里。"),
    "bad_joining_code": N_("这个加入码用不了：可能写错了、用过了或者过期了。请上级的议事长发 /parent，再给一个。"),
    "joins_itself": N_("这是自己的加入码。请下级议事会的议事长在他们的群里发。"),
    "has_parent": N_("已经有上级了。要换上级，请先发 /parent，点「解除上级」。"),
    "not_below": N_("上级要比下级高一级或几级，这样不行。两边的议事长发 /parent，可以看自己是哪一级。"),
    "too_many_below": N_("上级下面已经有 {limit} 个议事会，加不进去了。"),
    "fault": N_("对不起，刚才出了点问题，没有办成。已经记下来了（编号 {reference}），请过一会儿再试一次。"),
    "fault_for_head": N_("群里有一条消息我没能处理（编号 {reference}），已经记下来了。请转告管理机器人的人。"),
    # Short answers: what happened.
    "taken_back": N_("#{number} 撤回了，群里的卡片也改了。想再提，重新说一遍就行。"),
    "rewritten": N_("#{number} 改好了，群里的卡片也跟着改了。"),
    "picture_added": N_("照片加到 #{number} 上了。"),
    "too_late_to_undo": N_(
        "#{number} 发出去超过十分钟了，这里不能再改。"
        "还没开始办的，可以发 /withdraw {number} 撤回；要补充，请回复群里的卡片。"
    ),
    "no_picture": N_("没有收到照片。请拍一张，发给我。"),
    "too_many_pictures": N_("一件事最多放 {limit} 张照片，这张放不下了。"),
    "submitted": N_("收到了，编号 #{number}，已发到群里。有消息我告诉您。"),
    "note_sent": N_("好的，转过去了。"),
    "letter_answered": N_("第 {number} 封来信的回复转给写信人了。"),
    "letter_taken_back": N_("收回了，什么都没有留下。"),
    "supported": N_("您附议了 #{number}，现在 {total} 人。"),
    "supported_already": N_("您已经附议过了，#{number} 现在 {total} 人。想收回，点「办理…」里的「收回附议」。"),
    "unsupported": N_("您收回了对 #{number} 的附议，现在 {total} 人。"),
    "did_remark": N_("记为 #{number} 的补充了，在「详情」里看得到。"),
    "did_accept": N_("#{number} 受理了。"),
    "did_reject": N_("#{number} 不受理，已经告诉大家原因。"),
    "did_merge": N_("#{number} 已并入 #{into}。"),
    "did_withdraw": N_("#{number} 撤回了。想再提出来，点「办理…」里的「恢复」。"),
    "did_restore": N_("#{number} 恢复了。"),
    "did_agenda": N_("#{number} 列入下次会议的议程了。"),
    "did_defer": N_("#{number} 缓议了，以后可以再列入议程。"),
    "did_refer": N_("#{number} 移交了。"),
    "did_stage": N_("#{number} 的「{missing}」记下了。"),
    "did_publish": N_("#{number} 开始公示了。"),
    "did_object": N_("#{number} 的异议收到了，会答复的。"),
    "did_reply": N_("#{number} 的异议答复了。"),
    "did_ack": N_("#{number} 签收了，谢谢。"),
    "did_return": N_("#{number} 退回了，专人会另请人。"),
    "did_long_run": N_("#{number} 转为向上争取，先不限期。"),
    "did_archive": N_("#{number} 归档了。"),
    "did_undo_done": N_("#{number} 的办结撤销了，和原来一样接着办，期限没有变。"),
    "did_undo_close": N_("评价撤回了，#{number} 还没有销号。请重新评价。"),
    "did_undo_archive": N_("#{number} 的归档撤销了。"),
    "closed_by_answer": N_("谢谢您的评价，#{number} 销号了。"),
    "closed_by_other": N_(
        "#{number} 不是您点的，请点的那一位十分钟内自己撤回。没有办好的，可以点「不满意」或「重新办理」。"
    ),
    "closed_too_long_ago": N_(
        "#{number} 点了超过十分钟，撤不回了。"
        "没有办好的，请在评价时点「不满意」，或者点「办理…」重新办理；已经销号的，请再提一次。"
    ),
    "closing_overtaken": N_("#{number} 后来又有变化，撤不回了。现在到哪一步，请看「详情」。"),
    "resolved_not_yet": N_("#{number} 的决议记下了。交办之前先要：{missing}。"),
    "procedure_set": N_("好的，以后的新议题按「{procedure}」办；正在办的不变。"),
    "did_kind": N_("#{number} 的种类是「{kind}」了。"),
    "did_categorise": N_("#{number} 的类别改好了。"),
    "did_amend": N_("#{number} 的决议改了，承办人和期限不变。"),
    "amended_to_publish": N_("#{number} 的决议改了。原来的公示过，所以要重新公示，再交办。"),
    "same_resolution": N_("#{number} 的决议本来就是这样写的，没有改动。"),
    "decided_by_vote": N_("#{number} 的决议是大家表决定的，不能直接改。要改就再提一次、再表决。"),
    "did_resolve": N_("#{number} 的决议记下了。"),
    "did_assign": N_("#{number} 交办了。"),
    "did_reassign": N_("#{number} 的承办人和期限改好了。"),
    "same_assignment": N_("#{number} 本来就是请这一位、办到这一天，没有改动。"),
    "did_progress": N_("#{number} 的进展记下了。"),
    "did_done": N_("#{number} 报办结了，正在请大家评价。"),
    "thanks_for_answer": N_("谢谢您的评价。"),
    "reopened": N_("记下了，#{number} 会继续办。"),
    "rsvp_comes": N_("好的，记下您来参加。"),
    "rsvp_excused": N_("好的，记下您请假。"),
    "rsvp_gone": N_("报名取消了。要来请再点「参加」。"),
    "meeting_cancelled": N_("会议取消了，群里会通知。"),
    "meeting_revived": N_("会议照常举行，群里会通知。"),
    "meeting_postponed": N_("会议改期了，群里会通知。"),
    "meeting_opened": N_("开会了，请大家签到。"),
    "meeting_closed": N_("散会了，会议纪要的草稿在群里。"),
    "meeting_resumed": N_("好的，会议继续。"),
    "meeting_inquorate": N_("到会不足三分之二，这次是流会。议题转到下次会议。"),
    "checked_in": N_("签到好了，谢谢您来。"),
    "checked_in_before": N_("您已经签到了。"),
    "noted_before": N_("他们已经签到了，不用再记。记错了，请写：撤销，空一格，再写名字。"),
    "noted_present": N_("记下了，{total} 位到会。"),
    "noted_absent": N_("撤销了，{total} 位。"),
    "matter_called": N_("现在议 #{number}。"),
    "prompts_on": N_("好的，每议一项提示一条议事规则。"),
    "prompts_off": N_("好的，不再提示规则。"),
    "did_poll": N_("#{number} 的摸底发到群里了，到时公布结果。"),
    "did_opinion": N_("#{number} 的协商意见记下了。"),
    "on_site_on": N_("好的，只能扫会场的码签到。码私聊发给议事长和专人了，每分钟换一次。"),
    "on_site_off": N_("好的，点「签到」就可以了。"),
    "minutes_corrected": N_("更正好了，新的纪要在群里。"),
    "minutes_wish_passed_on": N_("纪要要请专人或议事长来改。您的话我转给他们看了。"),
    "minutes_wish": N_("纪要要请专人或议事长来改，请当面跟他们说一声。"),
    "minutes_confirmed": N_("纪要确认了。"),
    "merged_yours": N_("您提出或附议的 #{number} 和 #{into} 是同一件事，已并案。您的支持也算到 #{into} 了。"),
    "unkept": N_("{media}留不下来，您写的字收到了。"),
    "unkept_alone": N_("{media}留不下来。请发照片或语音，或者写几个字。"),
    "masked": N_("为了保护隐私，您写的证件号或手机号，中间几位已经隐去。"),
    "appointed": N_("{whom} 现在是{role}了。"),
    "appointed_for": N_("{whom} 现在是{role}了（{seat}）。"),
    "dismissed_from": N_("{whom} 不再担任{roles}了，谢谢您的付出。"),
    "question_left": N_("好的，不问了，什么也没有记下。"),
    "question_left_first": N_("刚才问您的先放下了，什么也没有记下。要办再点一次就行。"),
    "dropped": N_("好的，不提了，什么都没有留下。"),
    "nothing_waits": N_("好的。现在没有等您回答的事。"),
    "you_are_welcome": N_("不客气，有事随时跟我说。"),
    "dismissed": N_("{whom} 不再担任角色，谢谢您的付出。"),
    "head_left": N_("议事长 {whom} 离开了群。请一位群管理员发 /setup 接任。"),
    "officer_left": N_("{whom} 离开了群，不再担任{role}。请议事长另请一位。"),
    "captain_left": N_("{whom} 离开了群，{building} 没有楼栋长了。请议事长另请一位，发 /role 楼栋长 {building}"),
    "term_soon": N_(
        "{whom} 的任期快到了：到 {term} 为止。\n"
        "要连任，请在群里回复他的一条消息，发 /role {role} 任期 和新的日子；要换人，发 /role 撤销。到期不会自动取消。"
    ),
    "term_over": N_(
        "{whom} 的任期 {term} 到期。角色没有自动取消。\n"
        "要连任，请在群里回复他的一条消息，发 /role {role} 任期 和新的日子；不再担任，发 /role 撤销。"
    ),
    "head_erased": N_("议事长删除了自己的资料。请一位群管理员发 /setup 接任。"),
    "language_set": N_("好的，以后用中文。"),
    "did_give_back": N_("#{number} 退回下级了，他们会另请人。"),
    "did_take_back": N_("#{number} 收回了，请另请人承办。"),
    "level_set": N_("好的，改好了。"),
    "days_announced": N_("好的，发到群里了。"),
    "joining_code_waits": N_("给过的加入码还能用，没有换。找不到了，请点「换一个加入码」。"),
    "joining_code_used": N_("那个加入码已经不能用了。再要一个，请点这个群是哪一级。"),
    "joining_code": N_("加入码在下面，请转给下级的议事长。"),
    "parent_left": N_("解除了。要再加入，请上级再给一个加入码。"),
    "press_again": N_("真的要这样吗？是的话，请再点一次；点错了，不用管它。"),
    "released": N_("移出了。要请回来，再给他们一个加入码。"),
    "asked_below": N_("请看下面，回复就行。"),
    "digest_on": N_("好的，受理、列入议程、进展这些消息，每天 18:00 一起发。要大家做的事还是马上发。"),
    "digest_off": N_("好的，有消息马上发。"),
    "parties_set": N_("好的，以后开会看各方到没到齐。"),
    "parties_off": N_("好的，开会不分方。"),
    "summary_on": N_("好的，每月和每季度头一个工作日 9:00，发上一期的小结。"),
    "summary_off": N_("好的，不再发小结。"),
    "ledger_privately": N_("正在做台账，做好了私聊发给您。"),
    "sent_privately": N_("私聊发给您了。"),
    "file_privately": N_("文件我只在私聊里发。请先点我的头像打开私聊，再来点一次。"),
    "file_sent": N_("文件发到您的私聊里了。"),
    "asked_privately": N_("我在私聊里问您了，请到那里回答。"),
    "details_above": N_("详情刚刚发过，请往上看。"),
    "ok": N_("好的。"),
    "forgotten": N_("您的资料删除了。以后再用，会重新登记。"),
    "not_forgotten": N_("好的，资料保留。"),
    "forgetting_nothing": N_("我这里没有您的资料。"),
    "no_matters": N_("还没有议题。发 /propose 提第一个吧。"),
    "nothing_found": N_("没有找到。换个词试试。"),
    "did_whistle": N_("好的，#{number} 上报一级了。"),
    "did_call": N_("好的，已经有 {total} 位吹哨，满 {wanted} 位就上报一级。"),
    "did_call_too": N_("好的，已经有 {total} 位吹哨，满 {wanted} 位就上报一级。"),
    "did_pause": N_("#{number} 的计时暂停了。"),
    "did_resume": N_("#{number} 的计时继续了。"),
    "agenda_set": N_("{matters} 列入下次会议的议程了。"),
    "agenda_motion": N_("{matters} 作为临时动议，列入会议的议程了。"),
    "agenda_without_meeting": N_("{matters} 列入议程了。开会时间还没有定，议事长可以发 /schedule 或 /convene。"),
    "vote_cancelled": N_("好的，这次表决取消了。"),
    "vote_open_already": N_("#{number} 的表决已经开始了，请看群里的表决卡。"),
    "vote_words_changed": N_("议案的文字刚刚改过，请再看一遍，再点开始。"),
    "vote_roll_changed": N_("名册换了新的一版，请再看一遍，再点开始。"),
    "vote_opened": N_("#{number} 的表决开始了。"),
    "vote_voided": N_("#{number} 的表决作废了，群里会通知。"),
    "ballot_cast": N_(
        "您投了「{choice}」，共 {units} 张票。截止前可以改。\n回执码 {code}\n请记下来，发 /receipt 可以查这张票在不在。"
    ),
    "ballot_changed": N_(
        "改好了，您现在投的是「{choice}」，共 {units} 张票。\n新的回执码 {code}\n请记下来，原来的不算了。还可以再改。"
    ),
    "ballot_kept": N_("您投的就是「{choice}」，没有变，回执码也不变。截止前可以改。"),
    "receipt_counts": N_("在。这张票算在 #{number} 的表决里。"),
    "receipt_unknown": N_("不在。请核对回执码；改投过的话，以最后一次的回执码为准。"),
    "paper_waits": N_("{unit} 的纸质票录好了，正等另一位见证。见证以后才计入。"),
    "paper_counts": N_("{unit} 的纸质票计入了。"),
    "roll_reading": N_("正在导入，好了告诉您。"),
    "roll_cancelled": N_("好的，什么都没有导入。"),
    "inviting": N_("正在做，好了发给您。"),
    "not_linked": N_("好的，没有绑定。请把这张纸交给议事长或专人。"),
    "co_owner_linked": N_("{whom} 的账号也绑定了 {unit}。一户只算一票，以最后投的为准。不认识的话，请告诉议事长。"),
    "head_linked": N_("{whom} 的账号绑定了 {unit}。"),
    "head_unlinked": N_("{whom} 解除了和 {unit} 的绑定。"),
    "you_unlinked": N_("您的账号和 {unit} 解除绑定了。有疑问请问议事长或专人。"),
    "unit_changed": N_("名册更新了，您的账号和 {unit} 解除绑定了。还是业主的话，请找议事长或专人要新的邀请码。"),
    "did_link": N_("绑定好了：{unit}。"),
    "did_unlink": N_("{unit} 解除绑定了。"),
    "poll_forbidden": N_(
        "群里不让我发投票，这个投票没有发出去。请群管理员打开群权限里的「发送投票」，再发一次 /poll。"
    ),
    "poll_failed": N_("这个投票没能发出去。请把问题和选项写短一些，再发一次 /poll。"),
    **{key: sentence for each in ALL_WORDS for key, sentence in each.sentences.items()},
}


C = TypeVar("C", bound=StrEnum)


def _by_code(called: Mapping[C, str]) -> Mapping[str, str]:
    return {code.value: label for code, label in called.items()}


CALLED: Mapping[str, Mapping[str, str]] = {
    "act": _by_code(labels.ACT_NAMES),
    "state": _by_code(labels.STATE_NOW),
    "choice": _by_code(labels.CHOICE_LABELS),
    "kind": _by_code(labels.KIND_LABELS),
    "media": labels.UNKEPT_LABELS,
    "practice": {str(each): name for each, (name, _says) in labels.PRACTICES.items()},
}
LISTED_CODES: Mapping[str, Mapping[str, str]] = {
    "missing": labels.STAGES,
    "lacks": labels.LACKS,
    "procedure": labels.PROCEDURE_LABELS,
    "roles": _by_code(labels.ROLES),
}


def _listed(_: Words, params: Values) -> dict[str, Markup]:
    """Return the names of what params list by codes, joined by commas, and the days they name."""
    days = {
        name: dates.format_day(_, date.fromisoformat(str(params[name])))
        for name in ("day", "next_day")
        if name in params
    }
    if "last_day" in params:
        days["last_day"] = dates.format_day_of_year(_, date.fromisoformat(str(params["last_day"])))
    return days | {
        name: _("、").join(_(called[code]) for code in str(params[name]).split(","))
        for name, called in LISTED_CODES.items()
        if name in params
    }


def _person(_: Words, params: Values, whom: Member | None) -> dict[str, Markup]:
    """Return the name of whom it is about; beside a role, for whom they sit and until when."""
    named = {"whom": names.person_name(_, whom)}
    if whom and params.get("role"):
        named["seat"] = names.describe_seat(_, whom, Role(str(params["role"])))
        named["term"] = Markup.escape(whom.term or "")
    return named


def reply_sentence(_: Words, key: str, params: Values, whom: Member | None = None) -> Markup:
    """Return the sentence of `key`; codes in `params` become their names in this language."""
    values: dict[str, object] = dict(params)
    if "why" in params:
        key = f"{key}_{params['why']}"
    if "who" in params:
        who = str(params["who"]).split(",")
        values["who"] = names.list_all(_, [_(label) for role, label in labels.ROLES.items() if role in who])
    if "scope" in params:
        values["scope"] = rolls.building_name(_, str(params["scope"]))
    if params.get("role"):
        values["role"] = _(labels.ROLES[Role(str(params["role"]))])
    if "matters" in params:
        values["matters"] = _("、").join(str(params["matters"]).split("、"))
    values |= {name: _(called[str(params[name])]) for name, called in CALLED.items() if name in params}
    values |= _listed(_, params)
    values |= _person(_, params, whom)
    return _(SENTENCES[key], **values)


def outcomes_card(_: Words, every: Sequence[Outcome], rest: str = "") -> Card:
    """The results for several matters: one line for all matters with the same result; `rest` was not understood."""
    alike: dict[tuple[str, str], list[Outcome]] = {}
    for each in every:
        others = {name: value for name, value in each.params.items() if name != "number"}
        alike.setdefault((each.key, str(others)), []).append(each)
    lines = []
    for group in alike.values():
        first, numbers = group[0], "、#".join(str(each.number) for each in group)
        if "number" in first.params:
            lines.append(reply_sentence(_, first.key, {**first.params, "number": numbers}))
        elif "matters" in first.params:
            lines.append(reply_sentence(_, first.key, first.params))
        else:
            lines.append(_("#{number}：{what}", number=numbers, what=reply_sentence(_, first.key, first.params)))
    if rest:
        lines.append(_("「{rest}」没看懂。", rest=rest))
    return Card(BR.join(lines))

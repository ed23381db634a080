"""The states of a matter (议题), and the groups of them that act alike."""

from enum import StrEnum


class State(StrEnum):
    """States of a matter."""

    SUBMITTED = "submitted"  # 已提出
    ACCEPTED = "accepted"  # 已受理
    AGENDA = "agenda"  # 列入议程
    DELIBERATING = "deliberating"  # 议事中
    DEFERRED = "deferred"  # 缓议
    REFERRED = "referred"  # 已移交: to a 居民会议 or 业主大会
    VOTING = "voting"  # 表决中
    RESOLVED = "resolved"  # 已决议
    PUBLICIZED = "publicized"  # 公示中
    DISPATCHED = "dispatched"  # 已交办
    IN_PROGRESS = "in_progress"  # 办理中
    LONG_RUN = "long_run"  # 向上争取
    DONE = "done"  # 已办结: the look-back is asked
    RESULT_PUBLIC = "result_public"  # 结果公示: the look-back is asked here as well
    CLOSED = "closed"  # 已销号
    UNVERIFIED = "unverified"  # 未回访到: closed without one answer
    ARCHIVED = "archived"  # 已归档
    REJECTED = "rejected"  # 不受理
    MERGED = "merged"  # 已并案
    WITHDRAWN = "withdrawn"  # 已撤回
    RETURNED = "returned"  # 已退回: to the council that had sent it up


S = State
ENDED = frozenset({S.CLOSED, S.UNVERIFIED})
OPEN = frozenset(State) - ENDED - {S.ARCHIVED, S.REJECTED, S.MERGED, S.WITHDRAWN, S.RETURNED}
AWAITING = frozenset({S.SUBMITTED, S.ACCEPTED, S.AGENDA, S.DELIBERATING, S.DEFERRED})
AT_WORK = frozenset({S.RESOLVED, S.DISPATCHED, S.IN_PROGRESS, S.LONG_RUN})
LOOKING_BACK = frozenset({S.DONE, S.RESULT_PUBLIC})
# States in which the caller of a hotline ticket can be given the result.
ANSWERED_STATES = LOOKING_BACK | ENDED | {S.ARCHIVED, S.REJECTED, S.REFERRED}

"""Practices of the field that a council may want: each is off until its head switches it on."""

from enum import StrEnum


class Practice(StrEnum):
    """Practices that a head can switch on, in the order of the settings."""

    NOTICES = "notices"  # 通知已阅
    DUTY = "duty"  # 值班
    EVENTS = "events"  # 活动报名
    GRIDS = "grids"  # 网格
    WISHES = "wishes"  # 微心愿
    SURVEYS = "surveys"  # 线上问卷
    HOSTS = "hosts"  # 中心户、板凳会
    PLEDGES = "pledges"  # 承诺践诺
    POINTS = "points"  # 积分制
    STARS = "stars"  # 评星、评先进
    CLUES = "clues"  # 线索共享

"""The abilities, limits and words of Telegram.

https://core.telegram.org/bots/api, https://core.telegram.org/bots/faq
"""

from datetime import timedelta

from bot.domain.shared.outbox_message import Pace
from bot.domain.shared.platform_features import PlatformFeatures, PlatformWords

CAPTION = 1024  # UTF-16 units, its tags taken out
FEATURES = PlatformFeatures(
    words={
        "zh-CN": PlatformWords(
            platform="Telegram",
            username="@用户名",
            first_step="在 Telegram 里点「开始」",
            hear_all="请把我设为群管理员；或者在 BotFather 里关掉隐私模式（/setprivacy），再重新拉我进群。",
        ),
        "en": PlatformWords(
            platform="Telegram",
            username="@username",
            first_step="press “Start” in Telegram",
            hear_all="make me an administrator of the group; or turn privacy mode off in BotFather (/setprivacy) and "
            "add me to the group again.",
        ),
    },
    copies=True,
    polls=True,
    folds=True,
    private_reply=timedelta(seconds=15),  # https://core.telegram.org/bots/api#ephemeral-messages-and-commands
    text_limit=4096,
    caption_limit=CAPTION,
    per_second=30,
    pace=Pace(gap=timedelta(seconds=1), most=20, window=timedelta(minutes=1)),
)

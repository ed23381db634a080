"""The warning that a group's permissions keep the bot from its work."""

from collections.abc import Mapping

from bot.domain.councils.council import Council
from bot.domain.shared.outbox_message import Right
from bot.locales import N_, Words
from bot.ports import Card
from bot.views.shared.text_fit import BR

MISSING: Mapping[Right, str] = {
    Right.TEXT: N_("群里现在不让我说话，要说的我都先留着，打开以后自动补发。"),
    Right.PHOTOS: N_("群里现在不让我发照片。带照片的消息，我先只发文字。"),
    Right.VOICE: N_("群里现在不让我发语音。带语音的消息，我先只发文字。"),
    Right.FILES: N_("群里现在不让我发文件。要发的文件我先留着，打开以后自动补发。"),
    Right.POLLS: N_("群里现在不让我发投票，刚才的投票没有发出去。打开以后，请再发一次 /poll。"),
    Right.TOPIC: N_("我要发消息的话题关闭了，要说的我都先留着，打开以后自动补发。"),
}
SWITCHES: Mapping[Right, str] = {
    Right.TEXT: N_("发送消息"),
    Right.PHOTOS: N_("发送图片"),
    Right.VOICE: N_("发送语音消息"),
    Right.FILES: N_("发送文件"),
    Right.POLLS: N_("发送投票"),
}


def forbidden_card(_: Words, council: Council, right: Right) -> Card:
    """The right that a group withholds, what fails without it, and the switch that grants it."""
    if right is Right.TOPIC:
        to_do = _("请群主或管理员在群里重新打开「General」话题，或者让我当能管理话题的管理员。")
    else:
        to_do = _(
            "请群主或管理员打开：群权限里的「{switch}」。或者让我当管理员。",
            switch=_(SWITCHES[right]),
        )
    return Card(_("⚠️ 「{group}」", group=council.name) + _(MISSING[right]) + BR + to_do, thread=council.thread)

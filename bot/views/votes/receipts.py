"""Receipts of ballots, for the one who cast them: nothing of the choice is in them."""

from bot.domain.votes.vote import Vote
from bot.locales import Words
from bot.ports import Button, Card


def receipt_card(_: Words, vote: Vote, code: str) -> Card:
    """The receipt in the private chat, with a button that copies its code."""
    text = _(
        "🧾 <b>#{number}</b> 的表决，您的票收到了。\n回执码：<code>{code}</code>\n\n"
        "想查这张票在不在，就发 /receipt 和回执码。改投以后换新的回执码，以最后一张为准。",
        number=vote.matter,
        code=code,
    )
    return Card(text, buttons=((Button(str(_("📋 复制回执码")), copy=code),),))


def receipt_door_card(_: Words, start: str) -> Card:
    """The message to a voter alone, in the group, that leads to their receipt in the private chat."""
    text = _("要把回执存下来，请点下面的按钮，我在私聊里发给您。")
    return Card(text, buttons=((Button(str(_("💬 打开私聊")), url=f"start:{start}"),),))

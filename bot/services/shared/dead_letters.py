"""Updates that could not be handled: stored as dead letters, with a reply to the person who waits."""

from bot.domain.councils.council import Council
from bot.domain.shared.ids import ChatId
from bot.domain.shared.inbox import DeadLetter
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.shared.enqueue import ReplyTo, reply_text


def set_aside(tx: Tx, aside: DeadLetter, *, chat: ChatId | None, group: bool, asked: bool) -> None:
    """Store an update that failed or could not be read as a dead letter.

    `chat`, a `group` or a private one, is where it came from, as far as that is known.

    A person who `asked` for something is told that it did not work, and the head of the council is told to have it
    checked.
    """
    tx.put(aside)
    if chat is None:
        return
    if asked:
        notice = Reply("fault", {"reference": aside.update})
        reply_text(tx, ReplyTo(f"fault/{aside.update}", chat, group=group), notice, now=aside.at)
    for council in tx.find(Council, "chat", chat):
        head = members.find_head(tx, council.number)
        if head and head.open_chat:
            notice = Reply("fault_for_head", {"reference": aside.update, "council": council.number})
            reply_text(tx, ReplyTo(f"fault/{aside.update}/head", head.open_chat, group=False), notice, now=aside.at)

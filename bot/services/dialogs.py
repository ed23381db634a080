"""Questions to one person: asked once, answered by a reply, forgotten after a day."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from bot.domain import errors
from bot.domain.council import Account
from bot.domain.dialog import PATIENCE, Dialog, Draft
from bot.domain.telling import Params, Posted
from bot.ports import Tx
from bot.services import people
from bot.services.telling import ReplyTo, answer

Value = TypeVar("Value")


def ask(
    tx: Tx,
    *,
    name: str,
    council: int,
    by: Account,
    now: datetime,
    back: ReplyTo,
    params: Params | None = None,
    error: Params | None = None,
) -> None:
    """Ask somebody something; a question that waits already is replaced. `error` says what was wrong before."""
    person = people.find(tx, council, by.id)
    tx.put(Dialog(chat=back.chat, account=by.id, ask=name, council=council, params=params or {}, at=now))
    known: Params = {"ask": name, "council": council, "account": by.id, "person": person.person if person else 0}
    answer(tx, back, "ask", {**(params or {}), **known, **(error or {})}, now=now, keep=True)


def waiting(tx: Tx, chat: int, account: int, replied_to: int | None, now: datetime) -> Dialog | None:
    """Give the question that a message answers, if it answers one.

    In a group only a reply to the question itself does; in private also the next words without one.
    """
    dialog = tx.get(Dialog, f"{chat}/{account}")
    if dialog is None or now - dialog.at > PATIENCE:
        return None
    if replied_to is None:
        return dialog if chat > 0 else None
    posted = tx.get(Posted, f"{chat}/{replied_to}")
    ours = posted is not None and posted.view == "ask" and posted.params.get("account") == account
    return dialog if ours else None


def closing(tx: Tx, waiting: Dialog | Draft | None, act: Callable[..., Value], /, **wishes: Any) -> Value:
    """Do what the answer to a question brings about, and close what waited for it; the act may ask the next one.

    Raises DialogGone when it was answered already.
    """
    if waiting:
        if tx.get(type(waiting), waiting.key) != waiting:
            raise errors.DialogGone
        tx.drop(type(waiting), waiting.key)
    return act(tx, **wishes)

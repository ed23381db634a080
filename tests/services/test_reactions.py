"""Reactions to a change of a matter: in one order, in one transaction, and never forgotten."""

import asyncio

import pytest

from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Entry, transition
from bot.domain.matters.state import State
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.matters import repository, triage
from bot.services.reactions import perform
from bot.services.shared.enqueue import reply_text
from tests import cast
from tests.builders import NOW, back
from tests.services.hall import Hall


def accept(tx: Tx) -> State:
    """Save a matter, as a use case does."""
    matter = transition(repository.get_matter(tx, 1, 1), Act.ACCEPT, entry=Entry(at=NOW, what=Act.ACCEPT))
    repository.save(tx, matter, Act.ACCEPT, by=None, now=NOW)
    return matter.state


@pytest.fixture
def proposed(hall: Hall) -> Hall:
    """A matter that was brought up, its card in the group."""
    hall.propose()
    hall.deliver()
    return hall


def test_card_news_and_answer_in_this_order(proposed: Hall) -> None:
    """The group sees the card change, then the news, then what is answered after the use case."""

    def reject_and_answer(tx: Tx) -> None:
        by = proposed.member(cast.CLERK)
        perform(tx, triage.reject_matter, council=1, number=1, by=by, reason="这是物业的事", now=NOW)
        reply_text(tx, back("after"), Reply("ok"), now=NOW)

    proposed.do(reject_and_answer)
    assert [told.id for told in proposed.deliver()] == ["card/1/1", "news/1/1/2", "re/after"]


def test_a_use_case_gives_its_value(proposed: Hall) -> None:
    """What the use case returns is returned, and nothing is left to react to."""
    tx = proposed.tx()
    assert perform(tx, accept) is State.ACCEPTED
    assert tx.notes == []


def test_nobody_can_forget_the_reactions(proposed: Hall) -> None:
    """A matter that is saved outside of `perform` is not kept."""
    before = proposed.state()
    with pytest.raises(RuntimeError, match="nobody reacted to a Change"):
        asyncio.run(proposed.store.run(accept))
    assert proposed.state() == before
    assert asyncio.run(proposed.store.run(perform, accept)) is State.ACCEPTED
    assert proposed.matter().state is State.ACCEPTED

"""Readers of clues: officers, and the handler of each, in private alone. The group never reads them."""

from bot.domain.clues.clue import Clue, ClueState
from bot.domain.clues.errors import CannotWriteTo, NoClue, NotYourClue, SeveralOfThatName
from bot.domain.councils.council import Account, Council, Member
from bot.domain.councils.errors import SeveralPeople
from bot.domain.councils.permissions import CouncilAct, check_allowed, is_allowed
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import PrivateOnly
from bot.ports import Tx
from bot.services.councils import members
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo


def authorise_officer(tx: Tx, intent: Intent, by: Account, reply_to: ReplyTo) -> tuple[Council, Member]:
    """Return the council of a button and the officer who pressed it in private. Raises NotAllowed, PrivateOnly."""
    council, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.CLUE, who)
    if reply_to.group:
        raise PrivateOnly
    return council, who


def authorise_reader(tx: Tx, intent: Intent, by: Account, reply_to: ReplyTo) -> tuple[Clue, Member]:
    """Return the clue of a button and its handler, or the officer, who pressed it in private.

    Raises NoClue, NotYourClue, PrivateOnly.
    """
    _, who = authorise_button(tx, intent, by, reply_to)
    if reply_to.group:
        raise PrivateOnly
    return get_own_clue(tx, intent.council, intent.subject, who), who


def get_clue(tx: Tx, council: int, number: int) -> Clue:
    """Return the clue of this number; raises NoClue."""
    found = tx.get(Clue, Clue.key_of(council, number))
    if found is None:
        raise NoClue(number=number)
    return found


def get_own_clue(tx: Tx, council: int, number: int, who: Member) -> Clue:
    """Return the clue of this number to its handler or an officer. Raises NoClue, NotYourClue."""
    if is_allowed(CouncilAct.CLUE, who):
        return get_clue(tx, council, number)
    found = tx.get(Clue, Clue.key_of(council, number))
    if found is None or not is_handler(found, who):
        raise NotYourClue(number=number)  # whether there is such a clue is nobody else's business
    return found


def is_handler(clue: Clue, who: Member) -> bool:
    """Return whether somebody handles a clue, or did so to its result."""
    return clue.handler == who.person and clue.state is not ClueState.NEW


def find_reachable(tx: Tx, council: int, name: str, whom: Account | None, by: Member) -> Member:
    """Return the member whom an answer names, to whom the bot can write in private.

    Raises CannotWriteTo, SeveralOfThatName.
    """
    try:
        found = (
            members.find_member(tx, council, whom.id) if whom else members.find_by_name(tx, council, name.strip(), by)
        )
    except SeveralPeople as error:
        raise SeveralOfThatName(name=name.strip()) from error
    if found is None or not found.present or found.open_chat is None:
        raise CannotWriteTo(name=found.name if found else name.strip())
    return found

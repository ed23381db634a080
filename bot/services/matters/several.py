"""Acts on several matters: the possible ones are done, and the reply tells the outcome of each."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.matters.outcome import Outcome
from bot.domain.shared.errors import CouncilError, NotAllowed
from bot.domain.shared.masking import shown_text
from bot.domain.shared.message_params import MessageParams
from bot.ports import Tx
from bot.services.councils import members
from bot.services.reactions import perform
from bot.services.shared.enqueue import ReplyTo, reply
from bot.services.shared.use_cases import NumberedUseCase

REST_SHOWN = 60  # characters of what was not understood


def run_on_several(
    tx: Tx,
    *,
    use_case: NumberedUseCase,
    numbers: tuple[int, ...],
    rest: str = "",
    by: Account,
    reply_to: ReplyTo,
    now: datetime,
    council: int | None = None,
) -> None:
    """Run a typed command on each of the matters. `rest` is what was typed and not understood."""
    place = council or members.council_number_for(tx, reply_to, by.id)
    who = members.acting_member(tx, place, by, reply_to.chat)
    outcomes = act_on_each(tx, use_case, numbers, council=place, by=who, now=now)
    reply_outcomes(tx, reply_to, outcomes, rest=rest, council=place, now=now)


def act_on_each(
    tx: Tx,
    use_case: NumberedUseCase,
    numbers: Iterable[int],
    *,
    council: int,
    by: Member,
    now: datetime,
) -> list[Outcome]:
    """Run a use case on each of the matters, and return the outcome of each.

    A use case refuses before it changes anything, so the others can be done in the same transaction. Raises the refusal
    when there is one matter, or when all are refused for one reason that is not about a matter.
    """
    outcomes: list[Outcome] = []
    refusals: list[CouncilError] = []
    for number in numbers:
        try:
            notice = perform(tx, use_case, council=council, number=number, by=by, now=now)
            outcomes.append(Outcome(number, notice.key, notice.params))
        except CouncilError as refusal:
            refusals.append(refusal)
            outcomes.append(Outcome(number, refusal.key, refusal.params))
    is_one_reason = len({_reason(refusal) for refusal in refusals}) == 1 and "number" not in refusals[0].params
    if len(refusals) == len(outcomes) and (is_one_reason or len(outcomes) == 1):
        raise refusals[0]
    return outcomes


def reply_outcomes(
    tx: Tx, reply_to: ReplyTo, outcomes: list[Outcome], *, rest: str = "", council: int, now: datetime
) -> None:
    """Reply with the outcome of each matter, and the words that were not understood."""
    params = MessageParams(outcomes=tuple(outcomes), rest=shown_text(rest, REST_SHOWN), council=council)
    reply(tx, reply_to, "outcomes", params, now=now)


def _reason(refusal: CouncilError) -> str:
    """Return what is alike in refusals of one reason: who may do it is one, whatever else the sentence offers."""
    return NotAllowed.key if isinstance(refusal, NotAllowed) else refusal.key

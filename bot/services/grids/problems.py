"""Problems that a check found: solved on the spot with a photo, or brought up as a matter."""

from datetime import datetime

from bot.domain.councils.council import Account, Council, Member
from bot.domain.grids.check import CheckState, GridCheck, GridMatter, answer_check
from bot.domain.grids.errors import CheckHasMatter
from bot.domain.matters.errors import NoProof
from bot.domain.matters.matter import MATTER_TEXT_LIMIT, Matter, Origin
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.grids.checks import get_check, keep_answer, link_matter
from bot.services.matters import progress, proposals, repository
from bot.services.shared.council_time import day_now
from bot.services.shared.dispatch import ask_presser, authorise_button
from bot.services.shared.enqueue import ReplyTo

ON_THE_SPOT = "spot"  # the arg of the button


def press_tell(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask what was found, or what was done about it on the spot. Raises NotYourGrid, CheckHasMatter."""
    council, who = authorise_button(tx, intent, by, reply_to)
    check = _find_free(tx, council, intent.subject, who)
    ask = "grid_spot" if intent.arg == ON_THE_SPOT else "grid_matter"
    return ask_presser(tx, ask, QuestionParams(number=check.number), by=by, who=who, reply_to=reply_to, now=now)


def _find_free(tx: Tx, council: Council, number: int, who: Member) -> GridCheck:
    """Return a check that no matter came of yet. Raises NotYourGrid, CheckHasMatter."""
    check = get_check(tx, council.number, number, who)
    if check.matter:
        raise CheckHasMatter(number=check.matter)
    return check


def bring_up(
    tx: Tx, *, council: int, number: int, said: IncomingMessage, by: Account, now: datetime, reply_to: ReplyTo
) -> None:
    """Bring up as a matter what a check found. Raises NotYourGrid, CheckHasMatter, TooShort, TooLong."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    check = _find_free(tx, members.get_council(tx, council), number, who)
    _submit(tx, check, who, said, Origin.RESIDENT, now=now, reply_to=reply_to)


def record_on_the_spot(
    tx: Tx, *, council: int, number: int, said: IncomingMessage, by: Account, now: datetime, reply_to: ReplyTo
) -> Reply:
    """Record what a check found as solved on the spot, which a photo must show.

    Raises NotYourGrid, CheckHasMatter, NoProof, TooShort, TooLong.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    check = _find_free(tx, members.get_council(tx, council), number, who)
    photos = tuple(each for each in said.attachments if each.kind == "photo")
    if not photos:
        raise NoProof
    matter = _submit(tx, check, who, said, Origin.ON_THE_SPOT, now=now, reply_to=reply_to)
    progress.done_on_the_spot(tx, matter, photos, by=who, now=now)
    return Reply("did_done", {"number": matter.number})


def _submit(
    tx: Tx, check: GridCheck, who: Member, said: IncomingMessage, origin: Origin, *, now: datetime, reply_to: ReplyTo
) -> Matter:
    """Store the matter of a check, in the grid that was checked."""
    council = members.get_council(tx, check.council)
    text, hidden = repository.clean_text(said.text, MATTER_TEXT_LIMIT)
    attachments = said.attachments if origin is Origin.RESIDENT else ()  # the others prove what was done
    words = IncomingMessage(
        chat=said.chat, message=said.message, group=said.group, by=said.by, text=text, attachments=attachments
    )
    matter = proposals.submit_matter(tx, check.council, words, said.by, now=now, reply_to=reply_to, origin=origin)
    tx.put(GridMatter(council=check.council, matter=matter.number, grid=check.grid, at=now))
    today = day_now(council, now)
    if check.state is not CheckState.FOUND and check.day == today:
        found = answer_check(check, CheckState.FOUND, who.person, today=today, now=now)
        keep_answer(tx, check, found, now=now)
        check = found
    link_matter(tx, check, matter.number, who, now=now)
    if hidden:
        proposals.hint_masked(tx, who, reply_to, now=now)
    return matter

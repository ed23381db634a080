"""Matters entered by a captain or officer: for a neighbour without a phone (代录), or done on the spot (即办)."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import NAME_LIMIT, Account, Member
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NoProof
from bot.domain.matters.matter import MATTER_TEXT_LIMIT, Origin
from bot.domain.shared.incoming_message import Attachment, IncomingMessage
from bot.domain.shared.masking import mask_name, shown_text
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters import progress, proposals, repository
from bot.services.reactions import perform
from bot.services.shared import questions
from bot.services.shared.enqueue import ReplyTo


def record_on_behalf(
    tx: Tx, *, council: int, name: str, said: IncomingMessage, by: Account, now: datetime, reply_to: ReplyTo
) -> None:
    """Propose a matter for a neighbour known by name alone; the name is masked before it is stored.

    The recorder acts in the neighbour's place: is notified, asked, and may withdraw it.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    check_allowed(CouncilAct.BEHALF, who)
    whole = shown_text(name, NAME_LIMIT)
    reporter = mask_name(whole)
    text, hidden = repository.clean_text(said.text, MATTER_TEXT_LIMIT)
    text = text.replace(whole, reporter) if len(whole) > 1 else text
    words = replace(said, by=by, text=text, answers=None)
    proposals.submit_matter(tx, council, words, by, now=now, reply_to=reply_to, origin=Origin.BEHALF, reporter=reporter)
    if hidden:
        proposals.hint_masked(tx, who, reply_to, now=now)


def ask_photo(
    tx: Tx, *, council: int, text: str, reporter: Account | None, by: Account, now: datetime, reply_to: ReplyTo
) -> None:
    """Ask for the photo that proves work done on the spot."""
    check_allowed(Act.ON_THE_SPOT, members.acting_member(tx, council, by, reply_to.chat))
    words, _ = repository.clean_text(text, MATTER_TEXT_LIMIT)
    params = QuestionParams(text=words, reporter=_number(tx, council, reporter))
    questions.ask_question(tx, name="spot_photo", council=council, by=by, now=now, reply_to=reply_to, params=params)


def _number(tx: Tx, council: int, reporter: Account | None) -> int:
    """Return the member number of the neighbour who reported it; 0 without one."""
    return members.register_member(tx, council, reporter, acting=False).person if reporter and reporter.acts else 0


def record_on_the_spot(
    tx: Tx,
    *,
    council: int,
    text: str,
    attachments: tuple[Attachment, ...],
    reporter: Account | int | None,
    by: Account,
    now: datetime,
    reply_to: ReplyTo,
) -> Reply:
    """Record a matter solved on the spot; its reporter, or else the group, is asked whether it is.

    `reporter` is an account, or a number of the council's. Raises NoProof without a photo.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    check_allowed(Act.ON_THE_SPOT, who)
    photos = tuple(each for each in attachments if each.kind == "photo")
    if not photos:
        raise NoProof
    words, hidden = repository.clean_text(text, MATTER_TEXT_LIMIT)
    number = reporter if isinstance(reporter, int) else _number(tx, council, reporter)
    neighbour = tx.get(Member, Member.key_of(council, number)) if number not in {0, who.person} else None
    proposer = Account(neighbour.account, neighbour.name, neighbour.username) if neighbour and neighbour.account else by
    said = IncomingMessage(chat=reply_to.chat, message=reply_to.message, group=reply_to.group, by=proposer, text=words)
    matter = proposals.submit_matter(tx, council, said, by, now=now, reply_to=reply_to, origin=Origin.ON_THE_SPOT)
    perform(tx, progress.done_on_the_spot, matter, photos, by=who, now=now)
    if hidden:
        proposals.hint_masked(tx, who, reply_to, now=now)
    return Reply("did_done", {"number": matter.number})

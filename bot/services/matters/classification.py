"""Kinds of matters, corrected by officers, and the list of hazards (隐患), the oldest first."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NeedsDay
from bot.domain.matters.kind import Kind
from bot.domain.matters.matter import Entry, Matter, Support, check_permitted, transition
from bot.domain.matters.state import AT_WORK, State
from bot.domain.shared.errors import OldButton
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.read_models.matters import ShownHazards
from bot.services.councils import members
from bot.services.matters import listing
from bot.services.matters.listing import MATTERS_PER_PAGE, nearest_page
from bot.services.matters.repository import clean_text, get_matter, save
from bot.services.matters.resolutions import WORDS_LIMIT
from bot.services.reactions import perform
from bot.services.shared import questions
from bot.services.shared.council_time import day_now
from bot.services.shared.enqueue import ReplyTo, reply, reply_text

SIGNERS_LISTED = 50  # names below a proposal; of more it says how many there are


def set_kind(tx: Tx, *, council: int, number: int, kind: str, by: Member, now: datetime) -> Reply:
    """Correct the kind of a matter. Raises NeedsDay when work without a deadline becomes a hazard."""
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.KIND, by)
    if kind not in set(Kind):
        raise OldButton
    if kind == matter.kind:
        return Reply("did_kind", {"number": number, "kind": kind})
    if kind == Kind.HAZARD and matter.assignment.due is None and matter.state in AT_WORK - {State.RESOLVED}:
        raise NeedsDay(number=number)
    entry = Entry(at=now, what=Act.KIND, person=by.person, text=kind)
    # The supporters of a formal proposal are named: that is announced before others join.
    news = kind == Kind.PROPOSAL
    save(
        tx,
        transition(matter, Act.KIND, entry=entry, kind=Kind(kind)),
        Act.KIND,
        by=by,
        now=now,
        news=news,
        facts={"kind": kind},
    )
    return Reply("did_kind", {"number": number, "kind": kind})


def choose_kind(tx: Tx, *, council: int, number: int, kind: str, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Correct the kind by a text, and reply, unless its news in the group are the reply."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    was = get_matter(tx, council, number).kind
    notice = perform(tx, set_kind, council=council, number=number, kind=kind, by=who, now=now)
    if kind == Kind.PROPOSAL != was and reply_to.chat == members.get_council(tx, council).chat:
        return
    reply_text(tx, reply_to, replace(notice, params={**notice.params, "council": council}), now=now)


def ask_photo(tx: Tx, *, council: int, number: int, text: str, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Ask for the photo of a hazard that was reported done in words; the words are kept."""
    words, _ = clean_text(text, WORDS_LIMIT, shortest=0)
    params = QuestionParams(number=number, text=words)
    questions.ask_question(tx, name="done_photo", council=council, by=by, now=now, reply_to=reply_to, params=params)


def kind_menu(tx: Tx, *, council: int, number: int, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Offer the categories and kinds of a matter to a person who may choose."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    check_permitted(get_matter(tx, council, number), Act.KIND, who)
    reply(tx, reply_to, "matter.categories", MessageParams(council=council, matter=number), now=now)


def list_signers(tx: Tx, matter: Matter) -> tuple[Member, ...]:
    """Return those who signed a formal proposal, in the order they came; nobody for another matter."""
    if matter.kind is not Kind.PROPOSAL:
        return ()
    behind = tx.find(Support, "matter", matter.council, matter.number, limit=SIGNERS_LISTED)
    known = members.members_of(tx, matter.council, (each.person for each in behind))
    return tuple(known[each.person] for each in behind)


def load_hazards(tx: Tx, council: int, number: int, now: datetime) -> ShownHazards:
    """Return a page of the hazards that are not gone yet, the oldest first."""
    its_council = members.get_council(tx, council)
    counted = listing.count_kind(tx, council, Kind.HAZARD)
    number, pages = nearest_page(number, counted.open)
    found = tx.find(
        Matter, "kind", council, Kind.HAZARD, True, skip=(number - 1) * MATTERS_PER_PAGE, limit=MATTERS_PER_PAGE
    )
    return ShownHazards(its_council, counted, tuple(found), number, pages, day_now(its_council, now))

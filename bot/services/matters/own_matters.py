"""Changes of a matter by its author within ten minutes of its publication: withdraw, rewrite, add a photo."""

from datetime import datetime
from functools import partial

from bot.domain.councils.council import Account, Member
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NoPicture, TooLateToUndo, TooManyPictures
from bot.domain.matters.matter import ATTACHMENT_LIMIT, MATTER_TEXT_LIMIT, Entry, Matter, check_permitted, transition
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.domain.shared.undo import UNDO_TIME
from bot.ports import Tx
from bot.services.matters.proposals import rewrite_matter
from bot.services.matters.repository import clean_text, get_matter, save
from bot.services.shared import questions
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo


def get_own_matter(tx: Tx, council: int, number: int, by: Member, now: datetime) -> Matter:
    """Return a matter that its author published within ten minutes. Raises NotAllowed, WrongState, TooLateToUndo."""
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.WITHDRAW, by)
    if now - matter.at > UNDO_TIME:
        raise TooLateToUndo(number=number)
    return matter


def withdraw_own(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """Withdraw a matter quietly: its card says so, and its timeline keeps it. Raises TooLateToUndo."""
    matter = get_own_matter(tx, council, number, by, now)
    entry = Entry(at=now, what=Act.WITHDRAW, person=by.person)
    save(tx, transition(matter, Act.WITHDRAW, entry=entry), Act.WITHDRAW, by=by, now=now, news=False)
    return Reply("taken_back", {"number": number})


def rewrite_own(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Change the words of a matter. Raises TooLateToUndo, TooShort, TooLong."""
    matter = get_own_matter(tx, council, number, by, now)
    words, _ = clean_text(text, MATTER_TEXT_LIMIT)
    rewrite_matter(tx, matter, words, by=by, now=now)
    return Reply("rewritten", {"number": number})


def add_pictures(
    tx: Tx, *, council: int, number: int, by: Member, attachments: tuple[Attachment, ...], now: datetime
) -> Reply:
    """Add photos to a matter. Raises NoPicture, TooManyPictures, TooLateToUndo."""
    matter = get_own_matter(tx, council, number, by, now)
    if not attachments:
        raise NoPicture
    together = tuple(dict.fromkeys((*matter.attachments, *attachments)))
    if len(together) > ATTACHMENT_LIMIT:
        raise TooManyPictures(limit=ATTACHMENT_LIMIT)
    save(tx, transition(matter, Act.ATTACH, attachments=together), Act.ATTACH, by=by, now=now, news=False)
    return Reply("picture_added", {"number": number})


def ask_about_own(tx: Tx, *, ask: str, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask the author for the new words, or for a photo. Raises TooLateToUndo."""
    _, who = authorise_button(tx, intent, by, reply_to)
    get_own_matter(tx, intent.council, intent.subject, who, now)
    params = QuestionParams(number=intent.subject)
    questions.ask_question(tx, name=ask, council=intent.council, by=by, now=now, reply_to=reply_to, params=params)
    return Reply("asked_below")


ask_new_words = partial(ask_about_own, ask="own_rewrite")
ask_photo = partial(ask_about_own, ask="own_photo")

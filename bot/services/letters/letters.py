"""The letter box: letters written in private, read by the clerks alone, answered through the bot.

Only the letter itself names its author: no audit entry, no matter and no message to others does.
"""

from dataclasses import replace
from datetime import datetime
from typing import TypedDict, Unpack

from bot.domain.councils.council import Account, Member, Role
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.letters.errors import LetterDone, LetterGone, NamesAuthor, NobodyReads
from bot.domain.letters.letter import LETTER_KEPT, REMINDED_AFTER, TRANSITIONS, Letter, LetterState, can
from bot.domain.matters.matter import ATTACHMENT_LIMIT, MATTER_TEXT_LIMIT, Origin
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton, PrivateOnly
from bot.domain.shared.ids import ChatId
from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import SentMessage
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reminder import ReminderKind
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.read_models.letters import ShownLetter
from bot.services.councils import members
from bot.services.matters import proposals, repository
from bot.services.shared import jobs, questions
from bot.services.shared.audit import append_entry
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, enqueue, refresh_message, reply, reply_text
from bot.services.shared.morning_jobs import remind

ANSWER_LIMIT = 1000
SHOWN_AGAIN = 10


def _about(letter: Letter) -> str:
    return f"letter/{letter.key}"


def _card(letter: Letter, reader: int) -> str:
    return f"{_about(letter)}/{reader}"


def _job_params(letter: Letter) -> JobParams:
    return JobParams(council=letter.council, letter=letter.number)


def _params(letter: Letter) -> MessageParams:
    return MessageParams(council=letter.council, letter=letter.number)


def letter_clerks(tx: Tx, council: int) -> list[Member]:
    """Return the clerks with a private chat."""
    return [each for each in members.list_roster(tx, council) if Role.CLERK in each.roles and each.open_chat]


def write_letter(tx: Tx, *, council: int, said: IncomingMessage, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Store a letter. Raises PrivateOnly, NobodyReads, TooShort, TooLong; then nothing is stored."""
    if reply_to.group:
        raise PrivateOnly
    who = members.get_member(tx, council, by.id)
    readers = letter_clerks(tx, council)
    if not readers:
        raise NobodyReads
    text, hidden = repository.clean_text(said.text, MATTER_TEXT_LIMIT)
    letter = Letter(
        council=council,
        number=tx.next_number(council, Numbered.LETTER),
        author=who.person,
        readers=tuple(each.person for each in readers),
        text=text,
        attachments=said.attachments[:ATTACHMENT_LIMIT],
        album=_album(said),
        at=now,
    )
    tx.put(letter)
    append_entry(tx, council, "letter", person=None, now=now)
    for after in REMINDED_AFTER:
        jobs.schedule(tx, "nag_letter", _about(letter), now + after, name=f"{after.days}d", params=_job_params(letter))
    for reader, chat in members.private_chats(readers):
        _show(tx, letter, chat, reader.person, now=now)
    reply(tx, reply_to, "letter.sent", _params(letter), now=now, remember=True)
    if hidden:
        proposals.hint_masked(tx, who, reply_to, now=now)


def _show(tx: Tx, letter: Letter, chat: ChatId, reader: int, *, now: datetime) -> None:
    """Show the letter with its attachments to a clerk."""
    params = replace(_params(letter), person=reader)
    enqueue(tx, id=_card(letter, reader), chat=chat, group=False, view="letter", params=params, now=now, remember=True)
    _show_attachments(tx, letter, chat, reader, now=now)


def _show_attachments(tx: Tx, letter: Letter, chat: ChatId, reader: int, *, now: datetime, start: int = 0) -> None:
    for place in range(start, len(letter.attachments)):
        enqueue(
            tx,
            id=f"{_card(letter, reader)}/{place}",
            chat=chat,
            group=False,
            view="letter.attachment",
            params=replace(_params(letter), person=reader, place=place),
            now=now,
        )


def _album(said: IncomingMessage) -> str | None:
    """Return a key for an album without the private chat it came from, which would identify the writer."""
    return said.album.rpartition("/")[2] if said.album else None


def album_grew(tx: Tx, *, said: IncomingMessage, now: datetime) -> bool:
    """Add a picture to the letter that came with its album, for the letter's clerks; return whether there is one."""
    if not said.attachments:
        return False
    letters = tx.find(Letter, "album", _album(said) or "")
    for letter in letters:
        author = members.find_member(tx, letter.council, said.by.id)
        room = ATTACHMENT_LIMIT - len(letter.attachments)
        if author and author.person == letter.author and letter.state is LetterState.WAITING and room > 0:
            grown = replace(letter, attachments=(*letter.attachments, *said.attachments[:room]))
            tx.put(grown)
            _redraw(tx, grown, now=now)
            for reader, chat in members.private_chats(letter_clerks(tx, letter.council)):
                if reader.person in letter.readers:
                    _show_attachments(tx, grown, chat, reader.person, start=len(letter.attachments), now=now)
    return bool(letters)


def _redraw(tx: Tx, letter: Letter, *, now: datetime) -> None:
    """Refresh the letter in every clerk's chat."""
    for reader in members.list_roster(tx, letter.council):
        for sent in tx.find(SentMessage, "about", _card(letter, reader.person)):
            refresh_message(tx, sent.chat, sent.message, now=now)


def has_waiting_letters(tx: Tx, council: int, by: Account) -> bool:
    """Return whether letters wait for this person: a clerk."""
    who = members.get_member(tx, council, by.id)
    return Role.CLERK in who.roles and tx.count(Letter, "waiting", council, True) > 0


def show_letters(tx: Tx, *, council: int, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Show a clerk in private the letters that wait, the oldest first."""
    who = members.get_member(tx, council, by.id)
    check_allowed(CouncilAct.LETTER, who)
    if reply_to.group:
        raise PrivateOnly
    for letter in tx.find(Letter, "waiting", council, True, limit=SHOWN_AGAIN):
        _show(tx, letter, reply_to.chat, who.person, now=now)


def get_letter(tx: Tx, council: int, number: int) -> Letter:
    """Return the letter of this number; raises LetterGone."""
    found = tx.get(Letter, Letter.key_of(council, number))
    if found is None:
        raise LetterGone
    return found


def _for_act(tx: Tx, council: int, number: int, act: str, by: Member) -> Letter:
    check_allowed(CouncilAct.LETTER, by)
    letter = get_letter(tx, council, number)
    if not can(letter, act):
        raise LetterDone
    return letter


def ask_about_letter(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask a clerk for the words after a button: an answer, the text of a matter, or the reason to decline."""
    _, who = authorise_button(tx, intent, by, reply_to)
    if intent.arg not in TRANSITIONS or reply_to.group:
        raise OldButton
    _for_act(tx, intent.council, intent.subject, intent.arg, who)
    params = QuestionParams(number=intent.subject)
    questions.ask_question(
        tx, name=f"letter_{intent.arg}", council=intent.council, by=by, now=now, reply_to=reply_to, params=params
    )
    return Reply("asked_below")


def reply_to_letter(
    tx: Tx, *, council: int, number: int, text: str, by: Account, now: datetime, reply_to: ReplyTo
) -> None:
    """Answer a letter."""
    _answer(tx, council, number, "reply", text=text, by=by, now=now, reply_to=reply_to)


def decline_letter(
    tx: Tx, *, council: int, number: int, text: str, by: Account, now: datetime, reply_to: ReplyTo
) -> None:
    """Decline a letter with a reason for its author."""
    _answer(tx, council, number, "decline", text=text, by=by, now=now, reply_to=reply_to)


def _answer(
    tx: Tx, council: int, number: int, act: str, *, text: str, by: Account, now: datetime, reply_to: ReplyTo
) -> None:
    who = members.acting_member(tx, council, by, reply_to.chat)
    letter = _for_act(tx, council, number, act, who)
    words, _ = repository.clean_text(text, ANSWER_LIMIT)
    _dealt_with(tx, letter, act, who, now=now, answer=words)
    reply_text(tx, reply_to, Reply("letter_answered", {"council": council, "number": number}), now=now)


def make_matter(
    tx: Tx, *, council: int, number: int, text: str | None, by: Account, now: datetime, reply_to: ReplyTo
) -> None:
    """Create a matter of a letter, recorded by the clerk; `text` None: in the letter's own words.

    Its pictures come along; a voice message or a place would lead to the author. Raises NamesAuthor.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    letter = _for_act(tx, council, number, "matter", who)
    words, _ = repository.clean_text(letter.text if text is None else text, MATTER_TEXT_LIMIT)
    author = tx.get(Member, Member.key_of(council, letter.author))
    if author and any(name and name in words for name in (author.name, author.username)):
        raise NamesAuthor
    pictures = tuple(each for each in letter.attachments if each.kind == "photo")
    said = IncomingMessage(
        chat=reply_to.chat, message=None, group=reply_to.group, by=by, text=words, attachments=pictures
    )
    matter = proposals.submit_matter(tx, council, said, by, now=now, reply_to=reply_to, origin=Origin.LETTER)
    _dealt_with(tx, letter, "matter", who, now=now, matter=matter.number)


class LetterChanges(TypedDict, total=False):
    """The fields of a letter that its outcome changes beside its state."""

    answer: str
    matter: int


def _dealt_with(
    tx: Tx, letter: Letter, act: str, by: Member, *, now: datetime, **changes: Unpack[LetterChanges]
) -> None:
    """Store the outcome of a letter, notify its author, and schedule its deletion."""
    state = TRANSITIONS[act][1]
    waiting = state in {LetterState.WAITING, LetterState.ANSWERED}
    changed = replace(letter, state=state, waiting=waiting, **changes)
    tx.put(changed)
    append_entry(tx, letter.council, f"letter_{act}", person=by.person, now=now)
    jobs.cancel(tx, _about(letter), "nag_letter")
    jobs.schedule(tx, "forget_letter", _about(letter), now + LETTER_KEPT, params=_job_params(letter))
    _redraw(tx, changed, now=now)
    author = tx.get(Member, Member.key_of(letter.council, letter.author))
    if author and author.open_chat:
        enqueue(
            tx,
            id=f"{_about(letter)}/to/{act}",
            chat=author.open_chat,
            group=False,
            view="letter.news",
            params=replace(_params(letter), what=act),
            now=now,
        )


def take_back(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Withdraw a letter that was not dealt with, by its author: nothing of it is kept."""
    _, who = authorise_button(tx, intent, by, reply_to)
    letter = get_letter(tx, intent.council, intent.subject)
    if letter.author != who.person:
        raise LetterGone
    if not letter.waiting:
        raise LetterDone
    append_entry(tx, letter.council, "letter_back", person=None, now=now)
    drop_letter(tx, letter, now=now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("letter_taken_back")


def drop_letter(tx: Tx, letter: Letter, *, now: datetime) -> None:
    """Delete a letter; the clerks' messages then say so.

    No audit entry is written: beside that of an erasure it would tell whose letter it was.
    """
    tx.drop(Letter, letter.key)
    jobs.cancel(tx, _about(letter))
    _redraw(tx, letter, now=now)


def erase_letters(tx: Tx, row: Job, now: datetime) -> None:
    """Delete a letter some time after it was dealt with."""
    letter = tx.get(Letter, Letter.key_of(row.params.council, row.params.letter))
    if letter:
        drop_letter(tx, letter, now=now)


def remind_clerks(tx: Tx, row: Job, now: datetime) -> None:
    """Remind the clerks in the morning of a letter without an answer, unless a later reminder is due as well."""
    letter = get_letter(tx, row.params.council, row.params.letter)
    if any(other.at <= now for other in tx.find(Job, "about", row.about) if other.act == row.act):
        return
    council = members.get_council(tx, letter.council)
    for reader in letter_clerks(tx, letter.council):
        remind(tx, council, reader, ReminderKind.LETTER, number=letter.number, now=now)


def load_letter(tx: Tx, council: int, number: int, reader: int = 0) -> ShownLetter | None:
    """Return a letter for its author, or for a reader who still is a clerk; else, or when it is deleted, None.

    The author is shown only to those who were clerks when it was written.
    """
    letter = tx.get(Letter, Letter.key_of(council, number))
    who = tx.get(Member, Member.key_of(council, reader)) if reader else None
    if letter is None or (reader and (who is None or Role.CLERK not in who.roles)):
        return None
    author = tx.get(Member, Member.key_of(council, letter.author)) if reader in letter.readers else None
    return ShownLetter(members.get_council(tx, council), letter, author)

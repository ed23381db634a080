"""The page of a matter with all its details, for one person or below its card."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.councils.council import Account, Member
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import check_permitted
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply, SentMessage
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters import repository
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, reply

QUIET = timedelta(minutes=1)  # between two showings of one matter in its group, on platforms that show all to all


def show_matter(tx: Tx, *, council: int, number: int, by: Member, now: datetime, reply_to: ReplyTo) -> None:
    """Show all details of a matter, with its pictures, voice messages and places."""
    page, *attachments = list_pages(tx, council, number, by if reply_to.has_one_reader else None)
    reply(tx, reply_to, page.view, page.params, now=now, remember=True)
    for each in attachments:
        below = replace(reply_to, id=f"{reply_to.id}/{each.params.place}")
        reply(tx, below, each.view, each.params, now=now)


def list_pages(tx: Tx, council: int, number: int, reader: Member | None) -> tuple[PrivateReply, ...]:
    """Return all that is shown of a matter: its page, and then what is attached beyond the page's own picture.

    A page with one `reader` offers what they may do; one that all read, what can be done.
    """
    matter = repository.get_matter(tx, council, number)
    params = MessageParams(council=council, matter=number)
    page = replace(params, person=reader.person if reader else 0)
    carried = matter.attachments[:1] if matter.attachments and matter.attachments[0].kind == "photo" else ()
    places = range(len(carried), len(matter.attachments))
    attached = (PrivateReply("matter.attachment", replace(params, place=place)) for place in places)
    return PrivateReply("matter.details", page, remember=True), *attached


def show_by_number(tx: Tx, *, council: int, number: int, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Show a matter to a person who asked for it by its number."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    show_matter(tx, council=council, number=number, by=who, now=now, reply_to=reply_to)


def press_details(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Show the details by a button: in private where possible, else below the card, at most once a minute."""
    council, who = authorise_button(tx, intent, by, reply_to)
    matter = repository.get_matter(tx, intent.council, intent.subject)
    private = who.open_chat if reply_to.group else reply_to.chat
    if private:
        show_matter(
            tx,
            council=council.number,
            number=matter.number,
            by=who,
            now=now,
            reply_to=ReplyTo(reply_to.id, private, group=False),
        )
        return Reply("sent_privately" if reply_to.group else "ok")
    shown = f"details/{matter.key}"
    if any(now - sent.at < QUIET for sent in tx.find(SentMessage, "about", shown)):
        return Reply("details_above")
    cards = tx.find(SentMessage, "about", repository.card_id(matter))
    reply_to = ReplyTo(shown, council.chat, cards[-1].message if cards else None, group=True)
    show_matter(tx, council=council.number, number=matter.number, by=who, now=now, reply_to=reply_to)
    return Reply("ok")


def find_by_button(
    tx: Tx,
    *,
    intent: Intent,
    by: Account,
    reply_to: ReplyTo,
    now: datetime,  # noqa: ARG001  # every act is given the time
) -> tuple[PrivateReply, ...]:
    """Return all that is shown of a matter to a person in the group who pressed its button."""
    _, who = authorise_button(tx, intent, by, reply_to)
    return list_pages(tx, intent.council, intent.subject, who)


def find_acts(
    tx: Tx,
    *,
    intent: Intent,
    by: Account,
    reply_to: ReplyTo,
    now: datetime,  # noqa: ARG001  # every act is given the time
) -> PrivateReply:
    """Return the menu of what the person who pressed may do with a matter."""
    _, who = authorise_button(tx, intent, by, reply_to)
    matter = repository.get_matter(tx, intent.council, intent.subject)
    params = MessageParams(council=matter.council, matter=matter.number, person=who.person)
    return PrivateReply("matter.acts", params, remember=True)


def category_menu(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Offer the ten categories below the card."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_permitted(repository.get_matter(tx, intent.council, intent.subject), Act.CATEGORISE, who)
    params = MessageParams(council=intent.council, matter=intent.subject)
    reply(tx, reply_to, "matter.categories", params, now=now)
    return Reply("ok")

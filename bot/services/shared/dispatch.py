"""Running use cases for commands and buttons: authorise the caller, check the button's place, route the reply."""

from datetime import datetime
from functools import partial

from bot.domain.councils.council import Account, Council, Member
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Answer, check_permitted, progress_act
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton, PrivateOnly
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply, SentMessage
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.ports import R, Tx
from bot.services.councils import members
from bot.services.hierarchy import escalation
from bot.services.matters import closings, procedures, repository, resolutions, verification
from bot.services.matters.announcements import needs_reply
from bot.services.meetings import meetings
from bot.services.reactions import perform
from bot.services.shared import private_replies, questions
from bot.services.shared.enqueue import ReplyTo, refresh_message, reply
from bot.services.shared.use_cases import ButtonUseCase, CouncilUseCase, NumberedUseCase, UseCase

REPLIES_WITHOUT_NEWS = frozenset(
    {
        "did_call_too",
        "supported",
        "supported_already",
        "minutes_wish",
        "minutes_wish_passed_on",
        "rewritten",
        "picture_added",
        "noted_present",
        "noted_absent",
    }
)  # of which the group has no news


PAGES_OF_ONE = frozenset(  # that show a matter or a meeting with the acts of their only reader
    {
        "matter.details",
        "matter.acts",
        "meeting.acts",
        "notice",
        "matter.yours",
        "matter.overdue",
        "matter.grace",
        "matter.long_run",
        "look_back",
    }
)


def run_command(
    tx: Tx,
    *,
    use_case: UseCase,
    by: Account,
    reply_to: ReplyTo,
    now: datetime,
    council: int | None = None,
) -> PrivateReply | None:
    """Run the use case of a typed command. In the group its news is the reply; elsewhere, and later, a sentence.

    About a matter that sentence offers its only reader their next steps, so it is remembered. Instead of it the author
    of a closing gets a receipt with which it can be taken back; in a group it is returned, to be shown to them alone.
    """
    number = council or members.council_number_for(tx, reply_to, by.id)
    who = members.acting_member(tx, number, by, reply_to.chat)
    notice = perform(tx, use_case, council=number, by=who, now=now)
    its_council = members.get_council(tx, number)
    reader = who.person if reply_to.has_one_reader else 0
    told = MessageParams.of_reply(Reply(notice.key, {**notice.params, "council": number}), reader)
    is_elsewhere = reply_to.chat != its_council.chat
    needs = notice.key in REPLIES_WITHOUT_NEWS or needs_reply(its_council, notice.key.removeprefix("did_"))
    receipt = closings.find_receipt(notice, number)
    if receipt and reply_to.group:
        return receipt
    if receipt:
        reply(tx, reply_to, receipt.view, receipt.params, now=now, remember=receipt.remember)
    elif needs or is_elsewhere:
        reply(tx, reply_to, "notice", told, now=now, remember=bool(told.matter))
    return None


def in_council(
    tx: Tx, *, act: CouncilUseCase[R], by: Account, reply_to: ReplyTo, now: datetime, council: int | None
) -> R:
    """Run an act in the council that the person means; raises NoCouncil, SeveralCouncils."""
    number = council or members.council_number_for(tx, reply_to, by.id)
    return act(tx, council=number, by=by, reply_to=reply_to, now=now)


def check_button_place(tx: Tx, intent: Intent, reply_to: ReplyTo) -> Council:
    """Return the council a button is about; raises OldButton for one that was carried into another group."""
    council = members.get_council(tx, intent.council)
    if reply_to.group and reply_to.chat != council.chat:
        raise OldButton
    return council


def authorise_button(tx: Tx, intent: Intent, by: Account, reply_to: ReplyTo) -> tuple[Council, Member]:
    """Return the council of a button and the member who pressed it; raises OldButton, NotMember, NotAPerson."""
    check_button_place(tx, intent, reply_to)
    who = members.acting_member(tx, intent.council, by, reply_to.chat)
    return members.get_council(tx, intent.council), who  # read last: hearing somebody may have changed it


def check_button(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> None:  # noqa: ARG001  # as of every button
    """Raise what stands against a press of a button that only shows something: OldButton, NotMember, NotAPerson."""
    if intent.council:
        authorise_button(tx, intent, by, reply_to)


def reply_with(
    tx: Tx, *, find: ButtonUseCase[PrivateReply], intent: Intent, by: Account, reply_to: ReplyTo, now: datetime
) -> Reply:
    """Reply with what a button finds, where it cannot be shown to the one who pressed alone."""
    found = find(tx, intent=intent, by=by, reply_to=reply_to, now=now)
    reply(tx, reply_to, found.view, found.params, now=now, remember=found.remember, about=found.about)
    return Reply("ok")


def reply_in_private(
    tx: Tx, *, find: ButtonUseCase[PrivateReply], intent: Intent, by: Account, reply_to: ReplyTo, now: datetime
) -> Reply:
    """Reply in private with what a button finds, on a platform that shows all to all; without that chat, there."""
    found = find(tx, intent=intent, by=by, reply_to=reply_to, now=now)
    who = members.get_member(tx, intent.council, by.id)
    private = who.open_chat if reply_to.group else None
    to = ReplyTo(reply_to.id, private, group=False) if private else reply_to
    reply(tx, to, found.view, found.params, now=now, remember=found.remember)
    return Reply("sent_privately" if private else "ok")


def press_button(
    tx: Tx, *, use_case: NumberedUseCase, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime
) -> Reply:
    """Run the use case of a button for the matter or meeting that it names; redraw a private page that shows it."""
    _, who = authorise_button(tx, intent, by, reply_to)
    notice = use_case(tx, council=intent.council, number=intent.subject, by=who, now=now)
    shown = None if reply_to.group else tx.get(SentMessage, SentMessage.key_of(reply_to.chat, reply_to.message))
    if shown and shown.view in PAGES_OF_ONE:
        refresh_message(tx, shown.chat, shown.message, now=now)
    return notice


def ask_for_words(
    tx: Tx, *, intent: Intent, act: Act | CouncilAct, ask: str, by: Account, reply_to: ReplyTo, now: datetime
) -> Reply:
    """Ask for the words that a button needs, unless the person may not do it or it is not possible now."""
    _, who = authorise_button(tx, intent, by, reply_to)
    if isinstance(act, CouncilAct):
        check_allowed(act, who)
        meetings.get_planned(tx, intent.council, intent.subject)
    elif act is Act.WHISTLE:
        escalation.check_can_call(tx, repository.get_matter(tx, intent.council, intent.subject), who, now)
    elif act is Act.SATISFIED:
        verification.check_asked(repository.get_matter(tx, intent.council, intent.subject), who)
    else:
        matter = repository.get_matter(tx, intent.council, intent.subject)
        check_permitted(matter, progress_act(matter) if act is Act.PROGRESS else act, who)
        if act is Act.AMEND:
            resolutions.check_amendable(matter, who)
        if act is Act.STAGE:
            procedures.next_stage(tx, matter, now)
    return ask_by_button(tx, ask, intent=intent, by=by, who=who, reply_to=reply_to, now=now)


def ask_by_button(
    tx: Tx, ask: str, *, intent: Intent, by: Account, who: Member, reply_to: ReplyTo, now: datetime
) -> Reply:
    """Ask the one who pressed a button a question about its subject, and return where it is asked."""
    return ask_presser(tx, ask, QuestionParams(number=intent.subject), by=by, who=who, reply_to=reply_to, now=now)


def ask_presser(
    tx: Tx,
    ask: str,
    params: QuestionParams = questions.NOTHING_KNOWN,
    *,
    by: Account,
    who: Member,
    reply_to: ReplyTo,
    now: datetime,
) -> Reply:
    """Ask the one who pressed a button a question, below it or in private, and return where it is asked."""
    to = where_to_ask(tx, who, reply_to)
    questions.ask_question(tx, name=ask, council=who.council, by=by, now=now, reply_to=to, params=params)
    return Reply("asked_below" if to is reply_to else "asked_privately")


def where_to_ask(tx: Tx, who: Member, reply_to: ReplyTo) -> ReplyTo:
    """Return where a button asks: what began in a message that one person alone sees goes on in private if it can."""
    if not reply_to.group or who.open_chat is None or reply_to.message is None:
        return reply_to
    shown = private_replies.find_shown(tx, reply_to.chat, reply_to.message)
    if shown is None or shown.view == "desk":  # the desk stays where it is, and is come back to
        return reply_to
    return ReplyTo(reply_to.id, who.open_chat, group=False)


def send_in_private(
    tx: Tx, view: str, params: MessageParams, *, who: Member, reply_to: ReplyTo, now: datetime
) -> Reply:
    """Send a person what the group must not read, such as a list with names. Raises PrivateOnly."""
    if not reply_to.group:
        reply(tx, reply_to, view, params, now=now)
        return Reply("ok")
    if not who.open_chat:
        raise PrivateOnly
    reply(tx, ReplyTo(reply_to.id, who.open_chat, group=False), view, params, now=now)
    return Reply("sent_privately")


def give_feedback(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Record whether a person is satisfied with a solved matter; "no" is asked for its reason first."""
    if intent.arg == Answer.NO:
        return ask_for_words(tx, intent=intent, act=Act.SATISFIED, ask="why_not", by=by, reply_to=reply_to, now=now)
    if intent.arg not in set(Answer):
        raise OldButton
    use_case = partial(verification.record_feedback, answer=Answer(intent.arg))
    return press_button(tx, use_case=use_case, intent=intent, by=by, reply_to=reply_to, now=now)

"""The table of buttons. A row calls one use case and returns the sentence for the toast."""

import re
from dataclasses import replace
from functools import partial

from bot.conversation import answers, choices, commands, desk, leaving, matter_acts, polls, rolls, sittings, start
from bot.conversation import settings as settings_buttons
from bot.conversation.confirmations import and_show_outcome, ask_first, press_not_sure
from bot.conversation.context import ButtonContext
from bot.conversation.handler_types import Press, keep_press, turn_press
from bot.conversation.incoming import Incoming, Repeated
from bot.conversation.matters import submitted_receipt
from bot.conversation.practice_rows import buttons_of
from bot.conversation.practices import PRACTICES
from bot.conversation.router import handle_message
from bot.domain.councils.permissions import CouncilAct
from bot.domain.matters.acts import Act
from bot.domain.shared.errors import CouncilError, OldButton
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.question import CONFIRMED
from bot.domain.shared.reply import Reply
from bot.services.councils import councils, members, parties, personal_data, practices, settings, settings_pages
from bot.services.hierarchy import joining, ladder_settings
from bot.services.letters import letters
from bot.services.matters import (
    assignment_dialog,
    card_replies,
    classification,
    closings,
    detail_page,
    drafts,
    listing,
    own_matters,
    previews,
    proposals,
    triage,
)
from bot.services.mediation import mediations
from bot.services.meetings import meetings, possible_acts, rescheduling, sessions
from bot.services.rolls import unit_links
from bot.services.shared import dispatch, private_replies
from bot.services.shared.confirmations import must_ask
from bot.services.shared.enqueue import ShownChanges
from bot.services.shared.use_cases import ButtonUseCase, NumberedUseCase
from bot.services.votes import ballots, paper_ballots, vote_drafts, votes
from bot.views.shared.help_pages import page_named

# Buttons that a person may press to and fro, each time with a line in the record.
TO_AND_FRO = frozenset(
    {Act.SUPPORT, "unsupport", "rsvp", "answer", Act.WITHDRAW, Act.RESTORE, Act.CATEGORISE, Act.KIND}
)
UNDONE_BY = {"unsupport": Act.SUPPORT}  # they are counted together
# Buttons for those who have done enough for an hour: they may still vote, erase themselves, and cut off an account.
BUTTONS_NEVER_REFUSED = frozenset({"cast", "witness", "forget", "not_me", "unlink"})
RSVP = re.compile(r"(yes|no|off)(\d{0,4})")


def _act(use_case: NumberedUseCase) -> Press:
    async def press(tap: ButtonContext) -> Reply:
        return await tap.press(use_case)

    return press


def _ask(act: Act | CouncilAct, ask: str | None = None) -> Press:
    async def press(tap: ButtonContext) -> Reply:
        return await tap.ask(act, ask)

    return press


async def _categorise(tap: ButtonContext) -> Reply:
    return await tap.press(partial(triage.categorise, category=tap.intent.arg))


async def _kind(tap: ButtonContext) -> Reply:
    return await tap.press(partial(classification.set_kind, kind=tap.intent.arg))


def _sure(act: ButtonUseCase[Reply]) -> Press:
    """Ask twice for an act that ends the relation of two councils."""

    async def press(tap: ButtonContext) -> Reply:
        return await tap.keep(act if tap.intent.arg else joining.check_parent)

    return press


async def _parties(tap: ButtonContext) -> Reply:
    usual = await choices.load_usual_parties(tap.incoming, tap.chat, tap.intent.council)
    return await tap.keep(partial(parties.press_parties, usual=usual))


async def _rsvp(tap: ButtonContext) -> Reply:
    answer = RSVP.fullmatch(tap.intent.arg)
    if answer is None:
        raise OldButton
    moves, shown = int(answer[2] or 0), (tap.chat, tap.message)
    if answer[1] == "off":
        return await tap.press(partial(meetings.withdraw_answer, shown=shown))
    use_case = partial(meetings.answer_invitation, comes=answer[1] == "yes", moves=moves, shown=shown)
    return await tap.press(use_case)


def _menu_of(find: ButtonUseCase[PrivateReply]) -> Press:
    """Show the one who pressed alone what they may do."""

    async def press(tap: ButtonContext) -> Reply | None:
        if not tap.can_show_alone:
            return await tap.keep(partial(dispatch.reply_in_private, find=find))
        tap.show_alone((await tap.keep(find),))
        return None

    return press


async def _answer(tap: ButtonContext) -> Reply:
    """Take an answer in the look-back; a receipt follows where it closed the matter before all eyes."""
    answer = await tap.keep(dispatch.give_feedback)
    receipt = closings.find_receipt(answer, tap.intent.council)
    if receipt and not tap.alone:
        tap.show_receipt(receipt)
    return answer


async def _undo_closing(tap: ButtonContext) -> Reply:
    use_cases = {act.value: use_case for act, use_case in closings.USE_CASES.items()}
    if tap.intent.arg not in use_cases:
        raise OldButton
    return await tap.press(use_cases[tap.intent.arg])


async def _reply_to_card(tap: ButtonContext) -> Reply | None:
    done = await tap.keep(card_replies.press_reply)
    shown = await tap.incoming.read(private_replies.find_shown, tap.chat, tap.message) if tap.alone else None
    if shown is None:
        return done
    chosen = tap.intent.arg.partition("-")[0]
    tap.change_alone(private_replies.change_shown(shown, ShownChanges(chosen=chosen)))
    return None


async def _vote(tap: ButtonContext) -> Reply:
    await commands.run_command(replace(tap.call(), args=str(tap.intent.subject)), Act.VOTE)
    return Reply("ok")


async def _cast(tap: ButtonContext) -> Reply:
    """Cast ballots; without a private chat for the receipt the person alone is shown the way there."""
    is_kept = tap.private and not tap.bot.platform.features.buttons
    answer = await tap.keep(partial(ballots.press_choice, is_answer_kept=is_kept))
    if "code" in answer.params and tap.can_show_alone:
        member = await tap.incoming.read(members.find_member, tap.intent.council, tap.by.id)
        if member and not member.open_chat:
            start_words = f"r-{str(answer.params['code']).replace('-', '')}"
            door = MessageParams(council=tap.intent.council, code=start_words)
            tap.show_besides((PrivateReply("vote.receipt_door", door),))
    return answer


async def _details(tap: ButtonContext) -> Reply | None:
    if not tap.can_show_alone:
        return await tap.keep(detail_page.press_details)
    tap.show_alone(await tap.keep(detail_page.find_by_button))
    return None


async def _menu(tap: ButtonContext) -> Reply:
    if tap.intent.arg == "guide":
        await start.show_help(tap.call())
    elif tap.intent.arg in commands.RUN:
        await commands.run_command(tap.call(), tap.intent.arg)
    else:
        raise OldButton
    return Reply("ok")


async def _help(tap: ButtonContext) -> Reply | None:
    if page_named(tap.intent.arg) is None:
        raise OldButton
    if tap.can_show_alone and not await tap.incoming.read(listing.is_help, tap.chat, tap.message):
        await tap.keep(dispatch.check_button)
        tap.show_alone((PrivateReply("help", MessageParams(section=tap.intent.arg), remember=True),))
        return None
    return await turn_press(listing.turn_help, listing.section_of)(tap)


async def _choose_council(tap: ButtonContext) -> Reply:
    """Run the waiting words in the council that was chosen."""
    draft = await tap.incoming.read(drafts.get_draft, tap.by.id, tap.intent.subject)
    await tap.incoming.read(members.get_member, tap.intent.council, tap.by.id)
    await handle_message(tap.call(draft))
    return Reply("ok")


def _preview(command: str) -> Press:
    """Run a command with the words of a preview, which only their author may."""

    async def press(tap: ButtonContext) -> Reply:
        draft = await tap.incoming.read(previews.get_preview, intent=tap.intent, by=tap.by)
        call = tap.call(draft)
        said = replace(draft.said, text=f"/{command} {draft.said.text}", answers=None)
        await handle_message(replace(call, said=said))
        if await tap.bot.store.run(previews.mark_preview, draft=draft, chosen=command, now=tap.now):
            await tap.remove_alone()
        return Reply("ok")

    return press


async def _drop_preview(tap: ButtonContext) -> Reply:
    done = await tap.keep(previews.drop_preview)
    await tap.remove_alone()
    return done


async def _submit(tap: ButtonContext) -> Reply:
    answer = await tap.keep(drafts.submit_draft)
    tap.show_receipt(submitted_receipt(tap.intent.council, int(answer.params["number"])))
    return answer


def _life(name: Act) -> Press:
    return lambda tap: matter_acts.press_act(tap, name)


TAPS: dict[str, Press] = {
    **{name: _life(name) for name in matter_acts.MATTER_COMMANDS},
    Act.SUPPORT: _act(proposals.support_matter),
    "unsupport": _act(proposals.withdraw_support),
    "acts": _menu_of(detail_page.find_acts),
    "meeting_acts": _menu_of(possible_acts.find_menu),
    "reply_card": _reply_to_card,
    "details": _details,
    Act.VOTE: _vote,
    Act.POLL: polls.press_poll,
    Act.MERGE: _ask(Act.MERGE),
    "category": keep_press(detail_page.category_menu),
    Act.CATEGORISE: _categorise,
    Act.KIND: _kind,
    Act.AGENDA: _act(triage.put_one_on_agenda),
    Act.RESTORE: _act(triage.restore_matter),
    Act.ASSIGN: _ask(Act.ASSIGN, "assign_who"),
    "assign_name": keep_press(assignment_dialog.confirm_assignment),
    **dict.fromkeys(CONFIRMED, answers.press_confirmation),
    "vote_motion": answers.press_motion,
    "leave": leaving.press_leave,
    "answer_with": answers.press_offer,
    Act.OPINION: _ask(Act.OPINION),
    Act.RESOLVE: _ask(Act.RESOLVE),
    Act.AMEND: _ask(Act.AMEND),
    Act.WHISTLE: _ask(Act.WHISTLE),
    "rung": keep_press(ladder_settings.press_level),
    "limit": keep_press(ladder_settings.press_level),
    Act.PROGRESS: _ask(Act.PROGRESS),
    Act.DONE: _ask(Act.DONE),
    "answer": _answer,
    **{act: _act(use_case) for act, use_case in closings.USE_CASES.items()},
    "undo_closing": and_show_outcome(_undo_closing),
    "preview_propose": _preview("propose"),
    "preview_letter": _preview("letter"),
    "preview_drop": _drop_preview,
    "like": keep_press(drafts.similar_to_draft),
    "submit": _submit,
    "own_withdraw": and_show_outcome(_act(own_matters.withdraw_own)),
    "own_rewrite": keep_press(own_matters.ask_new_words),
    "own_photo": keep_press(own_matters.ask_photo),
    "council": _choose_council,
    "mediate": keep_press(mediations.press_mediation),
    "letter": keep_press(letters.ask_about_letter),
    "letter_back": keep_press(letters.take_back),
    "desk": desk.press_desk,
    "page": turn_press(listing.turn_page, listing.page_of),
    "board": turn_press(listing.choose_list, listing.list_of),
    "rsvp": _rsvp,
    "cancel": ask_first(must_ask, _act(rescheduling.cancel_meeting)),
    "revive": _act(rescheduling.revive_meeting),
    "postpone": _ask(CouncilAct.CONVENE, "postpone"),
    "open": ask_first(must_ask, _act(sessions.open_meeting)),
    "check_in": sittings.press_check_in,
    "next": sittings.press_next,
    "close": ask_first(must_ask, _act(sessions.close_meeting)),
    "resume_meeting": and_show_outcome(_act(sessions.resume_meeting)),
    "not_sure": press_not_sure,
    "on_site": sittings.press_on_site,
    "prompts": sittings.press_prompts,
    "confirm_minutes": sittings.press_confirm,
    "language": keep_press(councils.press_language),
    "digest": keep_press(settings.press_setting),
    "summary": keep_press(settings.press_setting),
    "parties": _parties,
    "procedure": keep_press(councils.choose_procedure),
    "parent_level": keep_press(joining.choose_parent),
    "parent_code": keep_press(joining.replace_code),
    "parent_leave": _sure(joining.leave_parent),
    "release": _sure(joining.release_child),
    "settings": settings_buttons.press_page,
    "set_days": settings_buttons.change_page(settings_pages.press_days),
    "set_place": settings_buttons.press_place,
    "set_clerk": settings_buttons.change_page(settings_pages.press_clerk),
    "set_limit": settings_buttons.change_page(settings_pages.press_limit),
    "set_practice": settings_buttons.change_page(practices.press_practice),
    "announce_days": keep_press(settings_pages.announce_days),
    "menu": _menu,
    "help": _help,
    "roll": rolls.press_import,
    "invite": rolls.press_invite,
    "link": keep_press(unit_links.link_unit),
    "not_me": keep_press(unit_links.decline_unit),
    "unlink": keep_press(unit_links.unlink_unit),
    "forget": keep_press(personal_data.press_erasure),
    "vote_set": keep_press(vote_drafts.choose_option),
    "vote_official": keep_press(vote_drafts.confirm_official),
    "vote_open": keep_press(vote_drafts.open_vote),
    "vote_cancel": keep_press(vote_drafts.cancel_draft),
    "vote_void": ask_first(must_ask, keep_press(votes.ask_why_void)),
    "cast": _cast,
    "witness": keep_press(paper_ballots.witness_paper),
    **buttons_of(PRACTICES),
}


async def answer_press(tap: ButtonContext) -> Reply | None:
    """Run the act of a button, and return the sentence for the person who pressed it. Raises OverLimit.

    None: the press is answered in the background, when it is known where the person was shown what they asked for.
    """
    pressed = tap.chat, tap.message, tap.intent
    if (answered := tap.bot.double_taps.find_reply(tap.by.id, pressed, tap.now)) is not None:
        return answered
    try:
        if tap.intent.act not in TAPS:
            raise OldButton
        tap = replace(tap, incoming=_limited(tap))
        tap.incoming.check_limits()  # before anything is looked up for it
        reply = await desk.return_to_list(tap, await leaving.run_press(tap, TAPS[tap.intent.act]))
    except CouncilError as refusal:
        return Reply(refusal.key, refusal.params)
    except Repeated:
        return Reply("ok")
    tap.bot.double_taps.remember(tap.by.id, pressed, tap.now, reply or Reply("ok"))
    if tap.alone and reply is not None:
        await tap.redraw_alone()
    return reply


def _limited(tap: ButtonContext) -> Incoming:
    """Return the update with the limits that the button counts for."""
    intent, incoming = tap.intent, tap.incoming
    if intent.act in BUTTONS_NEVER_REFUSED:
        return incoming
    if intent.act in TO_AND_FRO:
        pressed = UNDONE_BY.get(intent.act, intent.act)
        incoming = incoming.limited(tap.bot.presses, pressed, intent.council, intent.subject)
    return incoming.limited(tap.bot.acts)

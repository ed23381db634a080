"""The drawing of each kind of message, and the reaction to its delivery or refusal."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Council
from bot.domain.shared.ids import ChatId
from bot.domain.shared.outbox_message import OutboxMessage, Right
from bot.domain.shared.platform_features import PlatformFeatures
from bot.domain.votes.vote import Vote
from bot.locales import SOURCE, Words, words
from bot.messages.render_context import Drawn, RenderContext
from bot.messages.renderers import RENDERERS
from bot.ports import Card, Closed, Sent, Tx, Why
from bot.services.councils import councils, members, presence
from bot.services.matters import abandoned, announcements
from bot.services.polls import polls
from bot.services.shared import morning_jobs
from bot.services.shared.council_time import day_now
from bot.services.shared.enqueue import enqueue
from bot.services.votes import reminders
from bot.views.shared.platform_fit import fit_to_platform
from bot.views.shared.screen import fit_screen

# Views that somebody has asked for in order to read all of them, and why; all others fold what is more than a screen.
LONGER_THAN_A_SCREEN: Mapping[str, str] = {
    "matter.details": "the whole history of a matter was asked for",
}


def language_of(tx: Tx, chat: ChatId, council_number: int) -> str:
    """Return the language of the council that a message is about (0: the one whose group the chat is)."""
    council = _find_council(tx, chat, council_number)
    return council.language if council else SOURCE


def words_for(tx: Tx, chat: ChatId, council_number: int, now: datetime, platform: PlatformFeatures) -> Words:
    """Return the words for the readers of a chat now, of this council (0: none)."""
    council = _find_council(tx, chat, council_number)
    if council is None:
        return words(SOURCE).on(now.date(), platform)
    return words(council.language).on(day_now(council, now), platform)


def _find_council(tx: Tx, chat: ChatId, council_number: int) -> Council | None:
    council = tx.get(Council, Council.key_of(council_number)) if council_number else None
    if council is None:
        here = tx.find(Council, "chat", chat)
        member = members.members_in_private(tx, chat)
        council = here[0] if here else members.get_council(tx, member[0].council) if member else None
    return council


# Kinds of messages and sentences of earlier versions, of which some may wait still: the morning's list says that now.
GIVEN_UP = frozenset({"nudge", "matter.overdue", "meeting.unopened"})
SENTENCES_GIVEN_UP = frozenset({"letter_waits"})


def draw(tx: Tx, outgoing: OutboxMessage, now: datetime, platform: PlatformFeatures) -> Drawn:
    """Draw a message from the newest state; None when there is nothing to send any more."""
    said = outgoing.params.reply
    if outgoing.view in GIVEN_UP or (said and said.key in SENTENCES_GIVEN_UP):
        return None
    speak = words_for(tx, outgoing.chat, outgoing.params.council, now, platform)
    drawn = RENDERERS[outgoing.view](RenderContext(tx, outgoing, speak, now))
    if not isinstance(drawn, Card):
        return drawn
    if platform.folds and outgoing.view not in LONGER_THAN_A_SCREEN:
        text = fit_screen(drawn.text)
        drawn = drawn if text is drawn.text else replace(drawn, text=text)
    return fit_to_platform(speak, drawn, group=outgoing.group)


def on_delivered(tx: Tx, outgoing: OutboxMessage, result: Sent | Closed, now: datetime) -> None:
    """React to a delivered message: store the platform's id of a poll, or the result of a closed one."""
    council, poll = outgoing.params.council, outgoing.params.poll
    if isinstance(result, Closed):
        polls.close_poll(tx, council, poll, (result.counts, result.voters), now=now)
    elif outgoing.view == "poll" and result.poll:
        polls.mark_posted(tx, council, poll, result.poll, now=now)
    elif outgoing.view == "digest":
        announcements.mark_announced(tx, council, datetime.fromisoformat(outgoing.params.upto))


def on_refused(tx: Tx, outgoing: OutboxMessage, why: Why, now: datetime) -> None:
    """React to a message that can never be sent.

    A voter who cannot be reached in private is named in the group instead; a poll that cannot be closed any more is
    counted from the latest numbers received.
    """
    council = outgoing.params.council
    if outgoing.view == "digest" and why is Why.BAD:
        announcements.mark_announced(tx, council, datetime.fromisoformat(outgoing.params.upto))
    if outgoing.view == "poll.close":
        polls.close_poll(tx, council, outgoing.params.poll, None, now=now)
    if outgoing.view == "poll" and why in {Why.BAD, Why.FORBIDDEN}:
        polls.mark_failed(tx, council, outgoing.params.poll, forbidden=why is Why.FORBIDDEN, now=now)
    if why is Why.GONE and not outgoing.group:
        _tell_another_way(tx, outgoing, now)
    elif why is Why.GONE:
        councils.mark_bot_absent(tx, chat=outgoing.chat, now=now, refused=outgoing)


def _tell_another_way(tx: Tx, outgoing: OutboxMessage, now: datetime) -> None:
    """Tell the group what a person who cannot be reached in private any more has to do, as far as it may read it."""
    council = outgoing.params.council
    for account in members.accounts_in_private(tx, outgoing.chat):
        members.mark_unreachable(tx, account)
        abandoned.report_unreachable(tx, council, account, now=now)
    if outgoing.view == "vote.urge":
        _named_instead(tx, council, outgoing.params.vote, now)
    elif outgoing.view == "morning":
        for reminder in outgoing.params.reminders:
            morning_jobs.tell_group(tx, members.get_council(tx, council), reminder, now=now)
    elif outgoing.view in IN_THE_GROUP_INSTEAD:
        enqueue(
            tx,
            id=f"{outgoing.id}/group",
            chat=members.get_council(tx, council).chat,
            group=True,
            view=outgoing.view,
            params=outgoing.params,
            now=now,
            remember=True,
        )


def _named_instead(tx: Tx, council: int, vote: int, now: datetime) -> None:
    """Name the voters in the group who turned out to be out of reach in private."""
    found = tx.get(Vote, Vote.key_of(council, vote))
    if found and found.takes(now):
        reminders.name_in_group(tx, found, now=now)


IN_THE_GROUP_INSTEAD = frozenset(
    {
        "term",
        "unpublished_year",
        "deputy",
        "matter.yours",
        "matter.grace",
        "matter.long_run",
        "look_back",
    }
)


def on_forbidden(tx: Tx, outgoing: OutboxMessage, right: Right, now: datetime) -> None:
    """Report a right that the group withholds to those who can grant it."""
    presence.report_forbidden(tx, chat=outgoing.chat, right=right, now=now)


def on_allowed(tx: Tx, chat: ChatId, rights: frozenset[Right], now: datetime) -> None:  # noqa: ARG001  # as above
    """Record that the group allows what it may have forbidden before."""
    presence.mark_allowed(tx, chat=chat, rights=rights)


def on_moved(tx: Tx, old: ChatId, new: ChatId, now: datetime) -> None:  # noqa: ARG001  # every hook is given the time
    """Replace a group's id everywhere after it changed."""
    councils.move_chat(tx, old=old, new=new)

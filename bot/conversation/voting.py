"""Formal votes: their commands, the buttons of drafts and ballots, the answers to their questions."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.conversation.context import CommandContext
from bot.domain.councils.council import Account
from bot.domain.councils.errors import SeveralCouncils
from bot.domain.councils.permissions import CouncilAct, is_allowed
from bot.domain.matters.acts import Act
from bot.domain.shared.errors import NoSuchSpan
from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import SentMessage
from bot.domain.shared.question import Dialog
from bot.domain.shared.question_params import QuestionParams
from bot.domain.votes import vote_options
from bot.domain.votes.errors import NoSuchChoice
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters import drafts
from bot.services.votes import ballots, paper_ballots, reminders, vote_drafts, votes


async def start_vote(call: CommandContext) -> None:
    """Start a draft of a vote on a matter; what is not given is asked for. The motion stands below the first line."""
    await call.check(Act.VOTE)
    line, _, motion = call.args.partition("\n")
    found = replace(call, args=line).number(bare=True)
    if found is None:
        await call.ask_number(Act.VOTE)
        return
    number, text = found[0], f"{found[1]}\n{motion}"
    await call.keep(partial(vote_drafts.start_draft, council=await call.where(), number=number, text=text))


async def remind_voters(call: CommandContext) -> None:
    """Remind voters who have not voted."""
    await call.check(CouncilAct.URGE)
    await _about(call, "urge", reminders.remind_voters)


async def show_result(call: CommandContext) -> None:
    """Show the result of a vote, or its status."""
    await _about(call, "result", votes.ask_result)


async def _about(call: CommandContext, name: str, act: Callable[..., None]) -> None:
    found = call.number(bare=True)
    if found is None:
        await call.ask_number(name)
        return
    await call.keep(partial(act, council=await call.where(), number=found[0]))


async def check_receipt(call: CommandContext) -> None:
    """Reply whether a ballot is in the count; in private without a code, which of the person's units have voted."""
    if call.args.strip():
        await call.keep(partial(ballots.check_receipt, code=call.args))
    elif call.said.private:
        await call.show("vote.mine", MessageParams(account=call.by.id))
    else:
        await call.ask("receipt")


async def enter_paper(call: CommandContext) -> None:
    """Enter a paper ballot; missing parts are asked for. The choice is stored in the ballot alone."""
    try:
        council = await call.where()
    except SeveralCouncils:
        # Which council is meant is asked first. What waits for the answer is kept as it is: without the choice.
        said = replace(call.said, text=f"/paper {vote_options.split_choice(call.args)[0]}")
        await call.incoming.keep(drafts.hold_draft, said=said, now=call.now, reply_to=call.reply_to)
        return
    await call.check(CouncilAct.PAPER)
    found = call.number()
    if found is None:
        await call.ask_number("paper")
        return
    number, text = found
    unit, choice = vote_options.split_choice(text)
    if not unit:
        await call.ask("paper_unit", QuestionParams(number=number))
        return
    if choice is None:
        await call.incoming.read(_check_unit, council, number, unit, call)
        await call.ask("paper_choice", QuestionParams(number=number, unit=unit))
        return
    await call.keep(partial(paper_ballots.enter_paper, council=council, number=number, unit=unit, choice=choice))


def _check_unit(tx: Tx, council: int, number: int, unit: str, call: CommandContext) -> None:
    """Raise what is wrong with a unit before its choice is asked for."""
    who = members.get_member(tx, council, call.by.id)
    paper_ballots.check_unit(tx, council=council, number=number, text=unit, by=who, now=call.now)


# Answers to questions


async def answer_motion(call: CommandContext, dialog: Dialog) -> None:
    """Handle the motion of a vote: one that is drafted already changes, else the draft begins."""
    params = dialog.params
    if params.vote:
        await call.keep(partial(vote_drafts.set_motion, council=dialog.council, vote=params.vote, text=call.args))
        return
    text = f"{params.so_far}\n{call.args}"
    await call.keep(partial(vote_drafts.start_draft, council=dialog.council, number=params.number, text=text))


async def answer_until(call: CommandContext, dialog: Dialog) -> None:
    """Handle the answer to how long a vote lasts."""
    await call.keep(partial(vote_drafts.set_end, council=dialog.council, vote=dialog.params.vote, text=call.args))


async def answer_void(call: CommandContext, dialog: Dialog) -> None:
    """Handle the reason for voiding a vote."""
    await call.do(partial(votes.void_vote, number=dialog.params.vote, text=call.args))


async def answer_paper_unit(call: CommandContext, dialog: Dialog) -> None:
    """Handle the answer to which unit a paper ballot is of."""
    await enter_paper(replace(call, args=f"{dialog.params.number} {call.args}"))


async def answer_paper_choice(call: CommandContext, dialog: Dialog) -> None:
    """Handle the answer to the choice on a paper ballot."""
    if vote_options.split_choice(call.args)[1] is None:
        raise NoSuchChoice
    await enter_paper(replace(call, args=f"{dialog.params.number} {dialog.params.unit} {call.args}"))


async def take_end(call: CommandContext, message: MessageId) -> bool:
    """Handle a reply to the draft of a vote as its end; other talk is ignored. Return whether it was one."""
    asked = await call.incoming.read(_draft_behind, call.said.chat, message, call.by)
    if asked is None:
        return False
    council, number = asked
    try:
        await call.keep(partial(vote_drafts.set_end, council=council, vote=number, text=call.said.text))
    except NoSuchSpan:
        return False
    return True


def _draft_behind(tx: Tx, chat: ChatId, message: MessageId, by: Account) -> tuple[int, int] | None:
    """Return council and number of the draft that a message shows, for a person who may change it."""
    sent = tx.get(SentMessage, SentMessage.key_of(chat, message))
    if sent is None or sent.view != "vote.draft":
        return None
    council = sent.params.council
    who = members.find_member(tx, council, by.id)
    return (council, sent.params.vote) if who and is_allowed(Act.VOTE, who) else None

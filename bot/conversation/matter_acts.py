"""Acts on a matter, as a command, as a button and as the answer to a question: one table for all three."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.conversation.context import ButtonContext, CommandContext
from bot.domain.councils.council import Member, Who
from bot.domain.councils.permissions import PERMISSIONS
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import check_permitted
from bot.domain.matters.matter_numbers import format_numbers, read_numbers
from bot.domain.shared.errors import CouncilError, OneAtATime
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.hierarchy import parent_matters
from bot.services.matters import (
    archives,
    assignment_dialog,
    assignments,
    procedures,
    publications,
    repository,
    several,
    triage,
    verification,
)


@dataclass(frozen=True)
class MatterCommand:
    """A use case about a matter. `words` names its argument for the words after the number; "" when it takes none.

    `must`: they are asked for when they are left out, by a button as by the command. The question bears the act's name.
    Unusable words are asked for again in any case. `bare`: numbers separated by mere spaces are all matters.
    """

    use: Callable[..., Reply]  # with the argument `words` names, a NumberedUseCase
    words: str = ""
    must: bool = True
    bare: bool = True

    @property
    def asks(self) -> bool:
        """Return whether the command cannot do without words."""
        return bool(self.words) and self.must


MATTER_COMMANDS: dict[Act, MatterCommand] = {
    Act.ACCEPT: MatterCommand(triage.accept_matter),
    Act.REJECT: MatterCommand(triage.reject_matter, "reason"),
    Act.WITHDRAW: MatterCommand(triage.withdraw_matter),
    Act.DEFER: MatterCommand(triage.defer_matter, "reason"),
    Act.REFER: MatterCommand(triage.refer_matter, "reason"),
    Act.STAGE: MatterCommand(procedures.record_stage, "text", bare=False),
    Act.PUBLISH: MatterCommand(publications.publish_decision, "text", must=False, bare=False),
    Act.OBJECT: MatterCommand(publications.object_to, "text", bare=False),
    Act.REPLY: MatterCommand(publications.answer_objection, "text", bare=False),
    Act.ACK: MatterCommand(assignments.acknowledge),
    Act.RETURN: MatterCommand(parent_matters.return_to_child, "reason"),
    Act.LONG_RUN: MatterCommand(assignments.start_long_run, "reason"),
    Act.PAUSE: MatterCommand(assignments.pause_clock, "reason"),
    Act.RESUME: MatterCommand(assignments.resume_clock),
    Act.REOPEN: MatterCommand(verification.reopen_matter, "reason"),
    Act.ARCHIVE: MatterCommand(archives.archive_matter),
}


async def run_act(call: CommandContext, name: Act) -> None:
    """Run a command on matters; a missing number or text is asked for, of people with the permission."""
    act = MATTER_COMMANDS[name]
    found = read_numbers(call.args, bare=act.bare, words=bool(act.words))
    if found is None:
        if not PERMISSIONS[name] & frozenset(Who):
            await call.check(name)
        await call.ask_number(name)
        return
    numbers, text = tuple(dict.fromkeys(found.numbers)), found.words
    use = partial(act.use, **({act.words: text} if act.words else {}))
    if act.asks and not text:
        await _ask(call, name, numbers)
    elif len(numbers) == 1 and (act.words or not text):
        await call.do(partial(use, number=numbers[0]))
    else:
        rest, council = "" if act.words else text, call.council
        await call.keep(partial(several.run_on_several, use_case=use, numbers=numbers, rest=rest, council=council))


async def _ask(call: CommandContext, name: Act, numbers: tuple[int, ...]) -> None:
    """Ask for the words, once for all the matters, unless the act is impossible on all of them."""
    council = await call.where()
    refused = []
    for number in numbers:
        try:
            await call.incoming.read(_check, council, number, name, call)
        except CouncilError as refusal:
            refused.append(refusal)
    if len(refused) == len(numbers):
        raise refused[0]
    if len(numbers) == 1:
        await call.ask(name, QuestionParams(number=numbers[0]))
    elif MATTER_COMMANDS[name].bare:
        await call.ask(name, QuestionParams(numbers=format_numbers(numbers)))
    else:
        raise OneAtATime(listed=format_numbers(numbers))


def _check(tx: Tx, council: int, number: int, name: Act, call: CommandContext) -> None:
    """Raise what stands against it before somebody is asked for words in vain."""
    who = members.find_member(tx, council, call.by.id) or Member(council=council, person=0)
    matter = repository.get_matter(tx, council, number)
    check_permitted(matter, Act.TAKE_BACK if name == Act.RETURN and matter.above else name, who)
    if name == Act.STAGE:
        procedures.next_stage(tx, matter, call.now)


async def press_act(tap: ButtonContext, name: Act) -> Reply:
    """Run the act of a button; its words are asked for."""
    act = MATTER_COMMANDS[name]
    return await tap.ask(name) if act.asks else await tap.press(act.use)


async def merge_matter(call: CommandContext) -> None:
    """Merge a matter into another, whose number is asked for. Raises OneAtATime for more than two."""
    found = read_numbers(call.args, bare=True)
    if found is None:
        await call.ask_number(Act.MERGE)
        return
    number, *others = found.numbers
    if len(others) > 1:
        raise OneAtATime(listed=format_numbers(found.numbers))
    if others:
        await call.do(partial(triage.merge_matters, number=number, into=others[0]))
        return
    await call.incoming.read(_check, await call.where(), number, Act.MERGE, call)
    await call.ask(Act.MERGE, QuestionParams(number=number))


async def assign_matter(call: CommandContext) -> None:
    """Assign a matter to a person by a day; a missing name or day is asked for."""
    found = call.number()
    if found is None:
        await call.ask_number(Act.ASSIGN)
        return
    who, _, day = found[1].partition(" ")
    await call.keep(
        partial(
            assignment_dialog.hand_over,
            council=await call.where(),
            number=found[0],
            who=who,
            mentioned=call.said.mentions[0] if call.said.mentions else None,
            day=day,
        )
    )

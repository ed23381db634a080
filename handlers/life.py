"""What moves a matter, as a command, as a button and as the answer to a question: one table for all three."""

from dataclasses import dataclass

from bot.domain.council import PERMISSIONS, Member, Who
from bot.domain.matter import permit
from bot.domain.notice import Notice
from bot.ports import Tx
from bot.services import (
    archives,
    assignments,
    followups,
    handing,
    keeping,
    lending,
    matters,
    people,
    procedures,
    publications,
)
from bot.services.acts import UseCase
from handlers.call import Call
from handlers.tap import Tap


@dataclass(frozen=True)
class Act:
    """A use case about one matter. `words` names what the words after the number are to it; without, it wants none.

    `must`: they are asked for when they are left out, by a button as by the command. The question bears the act's name.
    Words that cannot be used are asked for again in any case.
    """

    use: UseCase
    words: str = ""
    must: bool = True

    @property
    def asks(self) -> bool:
        """Whether it asks for words."""
        return bool(self.words) and self.must


ACTS: dict[str, Act] = {
    "accept": Act(matters.accept),
    "reject": Act(matters.reject, "reason"),
    "withdraw": Act(matters.withdraw),
    "defer": Act(matters.defer, "reason"),
    "refer": Act(matters.refer, "reason"),
    "stage": Act(procedures.record_stage, "text"),
    "publish": Act(publications.publish, "text", must=False),
    "object": Act(publications.object_, "text"),
    "reply": Act(publications.reply, "text"),
    "ack": Act(assignments.ack),
    "return": Act(lending.return_, "reason"),
    "long_run": Act(assignments.long_run, "reason"),
    "pause": Act(assignments.pause, "reason"),
    "resume": Act(assignments.resume),
    "reopen": Act(followups.reopen, "reason"),
    "archive": Act(archives.archive),
}


async def command(call: Call, name: str) -> None:
    """Do what a command asks; a number or words left out are asked for, of somebody who may."""
    act, found = ACTS[name], call.number()
    if found is None:
        if not PERMISSIONS[name] & frozenset(Who):
            await call.check(name)
        await call.ask("number", then=name)
        return
    number, text = found
    if act.asks and not text:
        await call.incoming.read(_check, await call.where(), number, name, call)
        await call.ask(name, number=number)
    else:
        await call.do(act.use, number=number, **({act.words: text} if act.words else {}))


def _check(tx: Tx, council: int, number: int, name: str, call: Call) -> None:
    """Raise what stands against it before somebody is asked for words in vain."""
    who = people.find(tx, council, call.by.id) or Member(council=council, person=0)
    matter = keeping.get(tx, council, number)
    permit(matter, "take_back" if name == "return" and matter.above else name, who)
    if name == "stage":
        procedures.next_stage(tx, matter, call.now)


async def press(tap: Tap, name: str) -> Notice:
    """Do what a button asks."""
    act = ACTS[name]
    return await tap.ask(name) if act.asks else await tap.press(act.use)


async def merge(call: Call) -> None:
    """Merge a matter into another; the other's number is asked for."""
    found = call.number()
    if found is None:
        await call.ask("number", then="merge")
        return
    rest = Call(call.desk, call.incoming, call.said, found[1], call.council, call.answering).number()
    if rest is None:
        await call.incoming.read(_check, await call.where(), found[0], "merge", call)
        await call.ask("merge", number=found[0])
        return
    await call.do(matters.merge, number=found[0], into=rest[0])


async def assign(call: Call) -> None:
    """Hand a matter to somebody by a day; who and by when are asked for."""
    found = call.number()
    if found is None:
        await call.ask("number", then="assign")
        return
    who, _, day = found[1].partition(" ")
    await call.keep(
        handing.hand_over,
        council=await call.where(),
        number=found[0],
        who=who,
        mentioned=call.said.mentions[0] if call.said.mentions else None,
        day=day,
    )

"""Commands: decode what was typed, call one use case. Arguments left out are asked for."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.domain import errors, poll
from bot.domain.said import Said
from bot.locales import words
from bot.services import (
    councils,
    details,
    drafts,
    followups,
    handing,
    matters,
    meetings,
    people,
    polls,
)
from bot.tellings import language_of
from bot.views import labels
from bot.views.polls import USUAL
from handlers.call import Call
from handlers.said import account

Run = Callable[[Call], Awaitable[None]]

GONE = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}
PEOPLE_IN_CHARGE = {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}
WHO = re.compile(r"承办人?\s*[:：]?\s*([^\s,，;；。]+)")
LINK = re.compile(r"c-(?P<council>\d{1,9})(?:-m-(?P<matter>\d{1,9}))?")
DAY = re.compile(r"期限\s*[:：]?\s*([^\s,，;；。]+)")


async def guide(call: Call) -> None:
    """Show every command."""
    await call.show("help")


async def start(call: Call) -> None:
    """Show the menu; a private chat is open from now on, and a deep link leads to its council or matter."""
    if not call.said.private:
        await call.show("menu", council=await call.where())
        return
    linked = LINK.fullmatch(call.args.strip())
    if linked:
        await meet(call, int(linked["council"]))
    await call.incoming.keep(people.opened, by=call.by, now=call.now, back=call.back)
    if linked and linked["matter"]:
        await call.desk.store.run(
            details.show,
            council=int(linked["council"]),
            number=int(linked["matter"]),
            now=call.now,
            back=replace(call.back, id=f"{call.back.id}/link"),
        )


async def propose(call: Call) -> None:
    """Bring up what was typed, or the message that the command answers."""
    said, text = call.said, call.args
    captured = said.answers if said.answers and not said.answers.ours else None
    if captured:
        joined = "\n".join(part for part in (captured.text, text) if part.strip())
        said = replace(
            captured, text=joined or spoken(captured), attachments=(*captured.attachments, *said.attachments)
        )
    else:
        said = replace(said, text=text or (spoken(said) if said.attachments else ""), answers=None)
    council = await call.where()
    if not said.text.strip():
        await call.ask("propose")
        return
    await call.keep(drafts.propose, council=council, said=replace(said, answers=None))


def spoken(said: Said) -> str:
    """Name a message without words by what it carries."""
    kinds = {"photo": "照片反映的情况", "voice": "语音反映的情况", "location": "这个位置的情况"}
    return kinds[said.attachments[0].kind] if said.attachments else ""


async def matters_(call: Call) -> None:
    """List the matters, or those in which the words stand."""
    await call.show("list", keep=True, council=await call.where(), page=1, words=call.args[:50])


async def matter(call: Call) -> None:
    """Show one matter."""
    found = call.number()
    if found is None:
        await call.ask("number", then="matter")
        return
    await call.keep(details.asked, council=await call.where(), number=found[0])


async def mine(call: Call) -> None:
    """Show what concerns the one who asks; in a group only what is of its council."""
    council = 0 if call.said.private else await call.where()
    await call.show("mine", account=call.by.id, council=call.council or council)


async def members(call: Call) -> None:
    """Show the roster."""
    await call.show("members", council=await call.where())


async def stats(call: Call) -> None:
    """Show the counts."""
    await call.show("stats", council=await call.where())


async def meeting(call: Call) -> None:
    """Show the next meeting."""
    await call.keep(meetings.show, council=await call.where())


async def schedule(call: Call) -> None:
    """Set the regular meeting days; without words show them and ask."""
    in_the_group(call)
    if call.args.strip():
        await call.keep(meetings.schedule, text=call.args)
    else:
        await call.ask("schedule")


async def convene(call: Call) -> None:
    """Call a meeting out of turn."""
    in_the_group(call)
    if call.args.strip():
        await call.keep(meetings.convene, text=call.args)
    else:
        await call.ask("convene")


async def agenda(call: Call) -> None:
    """Put matters on the next agenda."""
    numbers = tuple(int(found) for found in re.findall(r"\d{1,9}", call.args))[:20]
    if not numbers:
        await call.ask("numbers")
        return
    await call.keep(matters.put_on_agenda, council=await call.where(), numbers=numbers)


async def poll_(call: Call) -> None:
    """Ask the group in a native poll."""
    in_the_group(call)
    if not call.args.strip():
        await call.ask("poll")
        return
    speak = words(await call.incoming.read(language_of, call.said.chat, 0))
    asked = poll.read(call.args, tuple(str(speak(option)) for option in USUAL))
    await call.keep(polls.ask, asked=asked)


async def resolve(call: Call) -> None:
    """Record a resolution, with who and by when if they stand in it."""
    found = call.number()
    if found is None:
        await call.ask("number", then="resolve")
        return
    number, text = found
    if not text:
        await call.ask("resolve", number=number)
        return
    who, day = WHO.search(text), DAY.search(text)
    bare = WHO.sub("", DAY.sub("", text)).strip(" \n,，;；。") or text
    await call.keep(
        handing.decide,
        council=await call.where(),
        number=number,
        text=bare,
        who=who[1] if who else "",
        mentioned=call.said.mentions[0] if call.said.mentions else None,
        day=day[1] if day else "",
    )


async def progress(call: Call) -> None:
    """Add a step."""
    await _step(call, "progress")


async def done(call: Call) -> None:
    """Report a matter done."""
    await _step(call, "done")


async def _step(call: Call, act: str) -> None:
    found = call.number()
    if found is None:
        await call.ask("number", then=act)
        return
    number, text = found
    if not text and not call.said.attachments:
        await call.ask(act, number=number)
        return
    use_case = followups.progress if act == "progress" else followups.done
    await call.do(use_case, number=number, text=text, attachments=call.said.attachments)


async def role(call: Call) -> None:
    """Give a role to the person whose message is answered."""
    in_the_group(call)
    word = next(iter(call.args.split()), "").casefold()
    if word not in labels.ROLE_WORDS and word not in labels.REVOKE_WORDS:
        raise errors.NoSuchRole
    answered = call.said.answers
    whom = answered.by if answered else next(iter(call.said.mentions), None)
    if whom is None:
        raise errors.ReplyNeeded
    if not whom.acts:
        raise errors.NotAPerson
    await call.keep(people.appoint, whom=whom, role=labels.ROLE_WORDS.get(word))


async def setup(call: Call) -> None:
    """Make the group a council."""
    in_the_group(call)
    message = call.incoming.update.effective_message
    chat = message.chat if message else None
    if chat is None:
        raise errors.GroupOnly
    if not call.by.acts:
        raise errors.NotAPerson
    mine = await call.desk.bot.get_chat_member(chat.id, call.desk.me.id)
    theirs = await call.desk.bot.get_chat_member(chat.id, call.by.id)
    await call.keep(
        councils.set_up,
        name=chat.title or "",
        admin=theirs.status in PEOPLE_IN_CHARGE,
        hears_all=bool(call.desk.me.can_read_all_group_messages) or mine.status == ChatMemberStatus.ADMINISTRATOR,
        defaults=call.desk.defaults,
        thread=message.message_thread_id if message and message.is_topic_message else None,
    )


async def mydata(call: Call) -> None:
    """Give everything kept about the one who asks."""
    in_private(call)
    known = await call.incoming.read(people.known_anywhere, call.by.id)
    await call.show("my_data" if known else "notice", key="forgetting_nothing", account=call.by.id)


async def forgetme(call: Call) -> None:
    """Ask before everything about somebody is erased."""
    in_private(call)
    known = await call.incoming.read(people.known_anywhere, call.by.id)
    await call.show("confirm_forget" if known else "notice", key="forgetting_nothing", account=call.by.id)


def in_the_group(call: Call) -> None:
    """Raise GroupOnly in private."""
    if call.said.private:
        raise errors.GroupOnly


def in_private(call: Call) -> None:
    """Raise PrivateOnly in a group."""
    if not call.said.private:
        raise errors.PrivateOnly


RUN: dict[str, Run] = {
    "start": start,
    "help": start,
    "propose": propose,
    "matters": matters_,
    "matter": matter,
    "mine": mine,
    "poll": poll_,
    "schedule": schedule,
    "meeting": meeting,
    "convene": convene,
    "agenda": agenda,
    "resolve": resolve,
    "progress": progress,
    "done": done,
    "members": members,
    "stats": stats,
    "role": role,
    "setup": setup,
    "mydata": mydata,
    "forgetme": forgetme,
}


async def meet(call: Call, council: int | None = None) -> bool:
    """Somebody unknown writes in private: see in which councils' groups they are. Gives whether one was found.

    Telegram tells no bot in which groups a person is, so the councils are asked one by one, a bounded number of them.
    """
    found = False
    for number, chat in await call.incoming.read(people.groups, council):
        try:
            member = await call.desk.bot.get_chat_member(chat, call.by.id)
        except TelegramError:
            continue
        if member.status not in GONE:
            await call.desk.store.run(people.known, number, account(member.user))
            found = True
    return found

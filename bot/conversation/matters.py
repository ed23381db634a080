"""Commands about matters: propose, list, show, decide and report."""

import re
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.conversation import (
    kinds,
)
from bot.conversation.context import CommandContext
from bot.domain.councils.council import Account
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NoPhoto
from bot.domain.matters.kind import Kind
from bot.domain.matters.matter_numbers import format_numbers, read_numbers
from bot.domain.shared import masking
from bot.domain.shared.errors import (
    OneAtATime,
)
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.question_params import QuestionParams
from bot.locales import words
from bot.messages.registry import language_of
from bot.ports import Tx
from bot.services.matters import assignment_dialog, detail_page, drafts, resolutions, several, triage
from bot.services.matters.progress import report_done, report_progress
from bot.services.shared.enqueue import ReplyTo
from bot.views.shared import labels

WHO = re.compile(r"承办人?\s*[:：]?\s*([^\s,，;；。]+)")


DEADLINE = re.compile(r"期限\s*[:：]?\s*([^\s,，;；。]+)")


async def propose_matter(call: CommandContext) -> None:
    """Propose the typed words, or the message that the command answers."""
    said, text = call.said, call.args
    captured = said.captured
    if captured:
        text = "\n".join(part for part in (captured.text, text) if part.strip())
        said = replace(captured, attachments=(*captured.attachments, *said.attachments))
    call = call.with_captured()
    wordless = not text.strip()
    if wordless and said.attachments:
        speak = words(await call.incoming.read(language_of, call.said.chat, await call.where()))
        text = str(speak(labels.WORDLESS[said.attachments[0].kind]))
    elif wordless:
        await call.ask("propose")
        return
    said = replace(said, text=text, answers=None)

    def propose(tx: Tx, *, council: int, by: Account, now: datetime, reply_to: ReplyTo) -> PrivateReply | None:
        number = drafts.propose_matter(
            tx, council=council, said=said, by=by, now=now, reply_to=reply_to, wordless=wordless
        )
        return submitted_receipt(council, number) if number else None

    if receipt := await call.keep_here(propose):
        call.show_receipt(receipt)


def submitted_receipt(council: int, number: int) -> PrivateReply:
    """Return the receipt for a matter that was published."""
    return PrivateReply("matter.submitted", MessageParams(council=council, matter=number), remember=True)


async def show_or_report_hazards(call: CommandContext) -> None:
    """Show the hazards; with words, or with a photo, propose one."""
    if call.args.strip() or call.said.attachments:
        speak = words(await call.incoming.read(language_of, call.said.chat, await call.where()))
        text = call.args.strip()
        said = speak(labels.REPORTED_HAZARD, text=text) if text else speak(labels.KIND_LABELS[Kind.HAZARD])
        await propose_matter(replace(call, args=said.unescape()))
    else:
        await kinds.list_hazards(call)


async def list_matters(call: CommandContext) -> None:
    """List the matters, or those that contain the words."""
    await call.show_here("list", MessageParams(page=1, words=masking.shown_text(call.args, 50)), remember=True)


async def show_matter(call: CommandContext) -> None:
    """Show one matter."""
    found = call.number(bare=True)
    if found is None:
        await call.ask_number("matter")
        return
    await show_page(call, found[0])


async def show_page(call: CommandContext, number: int) -> None:
    """Show the page of a matter, in a group to the one who asked alone."""
    await call.keep(partial(detail_page.show_by_number, council=await call.where(), number=number))


async def put_on_agenda(call: CommandContext) -> None:
    """Put matters on the next agenda."""
    await call.check(Act.AGENDA)
    found = read_numbers(call.args, bare=True, words=False)
    if found is None:
        await call.ask("numbers")
        return
    council = await call.where()
    await call.keep(partial(triage.put_on_agenda, council=council, numbers=found.numbers, rest=found.words))


async def resolve_matter(call: CommandContext) -> None:
    """Record a resolution, with handler and day if they are given."""
    await call.check(Act.RESOLVE)
    found = call.number()
    if found is None:
        await call.ask_number(Act.RESOLVE)
        return
    number, text = found
    amends = await call.incoming.read(resolutions.is_amendment, council=await call.where(), number=number)
    if not text:
        await call.ask(Act.AMEND if amends else Act.RESOLVE, QuestionParams(number=number))
        return
    if amends:
        await call.do(partial(resolutions.amend_resolution, number=number, text=text))
        return
    who, day = WHO.search(text), DEADLINE.search(text)
    bare = WHO.sub("", DEADLINE.sub("", text)).strip(" \n,，;；。") or text
    await call.keep(
        partial(
            assignment_dialog.choose_assignment,
            council=await call.where(),
            number=number,
            text=bare,
            who=who[1] if who else "",
            mentioned=call.said.mentions[0] if call.said.mentions else None,
            day=day[1] if day else "",
        )
    )


async def report_matter_progress(call: CommandContext) -> None:
    """Report progress on a matter."""
    await _step(call, Act.PROGRESS)


async def report_matter_done(call: CommandContext) -> None:
    """Report a matter done; the photo of a hazard is asked for."""
    try:
        await _step(call, Act.DONE)
    except NoPhoto:
        await kinds.ask_done_photo(call)


async def _step(call: CommandContext, act: Act) -> None:
    found = read_numbers(call.args, bare=True)
    if found is None:
        await call.ask_number(act)
        return
    numbers, text, photos = tuple(dict.fromkeys(found.numbers)), found.words, call.said.attachments
    step = report_progress if act == Act.PROGRESS else report_done
    use_case = partial(step, text=text, attachments=photos)
    if not text and not photos:
        if len(numbers) > 1:
            raise OneAtATime(listed=format_numbers(numbers))
        await call.ask(act, QuestionParams(number=numbers[0]))
    elif len(numbers) == 1:
        await call.do(partial(use_case, number=numbers[0]))
    else:
        act_on = partial(several.run_on_several, use_case=use_case, numbers=numbers, council=call.council)
        await call.keep(act_on)

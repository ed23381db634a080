"""The next step after what was done, as buttons below the receipt: see it, go on, undo it."""

from collections.abc import Mapping

from bot.domain.matters.acts import Act
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button
from bot.read_models.matters import MatterReader, ShownMatter
from bot.views.matters.act_buttons import act_button, menu_button, offered_acts, support_button
from bot.views.matters.work import matter_button
from bot.views.shared.button_rows import button_rows

MOST_OFFERED = 3
# The acts that usually follow on one; of them the reader is offered what they may do.
NEXT_ACTS: Mapping[Act, tuple[Act, ...]] = {
    Act.ACCEPT: (Act.AGENDA, Act.ASSIGN, Act.POLL),
    Act.REJECT: (Act.RESTORE,),
    Act.WITHDRAW: (Act.RESTORE,),
    Act.RESTORE: (Act.ACCEPT, Act.WITHDRAW),
    Act.CATEGORISE: (Act.ACCEPT, Act.AGENDA),
    Act.KIND: (Act.ACCEPT, Act.AGENDA, Act.ASSIGN),
    Act.AGENDA: (Act.OPINION, Act.RESOLVE, Act.VOTE),
    Act.OPINION: (Act.RESOLVE, Act.STAGE, Act.VOTE),
    Act.DEFER: (Act.AGENDA,),
    Act.REFER: (Act.RESOLVE, Act.AGENDA),
    Act.STAGE: (Act.STAGE, Act.RESOLVE, Act.VOTE),
    Act.POLL: (Act.VOTE, Act.RESOLVE),
    Act.RESOLVE: (Act.ASSIGN, Act.PUBLISH, Act.STAGE),
    Act.AMEND: (Act.PUBLISH, Act.ASSIGN),
    Act.PUBLISH: (Act.REPLY,),
    Act.REPLY: (Act.REPLY, Act.AGENDA),
    Act.VOID: (Act.VOTE,),
    Act.ASSIGN: (Act.ACK, Act.ASSIGN),
    Act.ACK: (Act.PROGRESS, Act.DONE),
    Act.PROGRESS: (Act.DONE, Act.PROGRESS),
    Act.RETURN: (Act.ASSIGN,),
    Act.TAKE_BACK: (Act.ASSIGN,),
    Act.WHISTLE: (Act.ACK, Act.PROGRESS),
    Act.PAUSE: (Act.RESUME,),
    Act.RESUME: (Act.PROGRESS, Act.PAUSE),
    Act.LONG_RUN: (Act.PROGRESS, Act.DONE),
    Act.DONE: (Act.PUBLISH, Act.REOPEN),
    Act.REOPEN: (Act.PROGRESS, Act.ASSIGN),
}
DID = "did_"
# Short replies about an act that do not bear its name.
RECEIPTS: Mapping[str, Act] = {
    "supported": Act.SUPPORT,
    "supported_already": Act.SUPPORT,
    "unsupported": Act.SUPPORT,
    "rewritten": Act.EDIT,
    "picture_added": Act.ATTACH,
    "taken_back": Act.WITHDRAW,
    "resolved_not_yet": Act.RESOLVE,
    "amended_to_publish": Act.AMEND,
    "did_reassign": Act.ASSIGN,
    "reopened": Act.REOPEN,
    "did_call_too": Act.CALL,
    "thanks_for_answer": Act.SATISFIED,
    "vote_opened": Act.VOTE,
    "vote_open_already": Act.VOTE,
    "vote_voided": Act.VOID,
    "receipt_counts": Act.VOTE,
}
COMMAND_LABELS: Mapping[str, str] = {
    "propose": N_("✏️ 现在就提"),
    "matters": N_("📋 议题"),
    "mine": N_("👤 我的"),
    "meeting": N_("🗓 会议"),
    "present": N_("再记一位"),
    "members": N_("👥 成员"),
    "letter": N_("✉️ 议事箱"),
    "desk": N_("🗂 工作台"),
}
# What follows on short replies that are not about one matter, as commands without words.
NEXT_COMMANDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("appointed", "appointed_for", "dismissed", "dismissed_from"), ("members",)),
    **dict.fromkeys(("noted_present", "noted_absent", "noted_before"), ("present", "meeting")),
    **dict.fromkeys(("checked_in", "checked_in_before", "minutes_wish", "minutes_wish_passed_on"), ("meeting",)),
    **dict.fromkeys(("agenda_set", "agenda_motion", "agenda_without_meeting"), ("meeting", "matters")),
    **dict.fromkeys(("letter_answered", "note_sent", "paper_waits"), ("matters",)),
    **dict.fromkeys(("did_link", "receipt_unknown"), ("matters", "mine")),
    "no_matters": ("propose",),
    "no_matter": ("matters",),
    "nothing_found": ("matters", "propose"),
    "nothing_waits": ("propose", "mine"),
    "you_are_welcome": ("propose", "mine"),
}


def act_of_receipt(key: str) -> Act | None:
    """Return the act of which a short reply is the receipt; None for any other."""
    name = key.removeprefix(DID)
    return RECEIPTS.get(key) or (Act(name) if name != key and name in set(Act) else None)


def next_rows(_: Words, act: Act, shown: ShownMatter, reader: MatterReader | None) -> tuple[tuple[Button, ...], ...]:
    """Return what comes after an act: what its only reader may do next, or the way to it, and the details."""
    matter = shown.matter
    details = matter_button(_("详情"), "details", matter)
    if reader is None:
        return ((details, menu_button(_, matter)),)
    possible = frozenset(offered_acts(shown, reader))
    following = [act_button(_, each, matter) for each in NEXT_ACTS.get(act, ()) if each in possible][:MOST_OFFERED]
    if act is Act.SUPPORT and Act.SUPPORT in reader.acts:
        following = [support_button(_, matter, supports=reader.supports)]
    return (*button_rows(following, MOST_OFFERED), (details, menu_button(_, matter)))


def command_row(_: Words, commands: tuple[str, ...], council: int) -> tuple[Button, ...]:
    """Return buttons for commands without words."""
    return tuple(Button(str(_(COMMAND_LABELS[name])), Intent("menu", council, arg=name)) for name in commands)

"""Steps that bring documents of earlier versions of the program up to date when they are read.

A document carries its version as "v", left out for 1. To change a kind: raise `version` in its row of
`bot.schema.TABLES` and add a step here; backups of every age go through the same steps. What a step takes out of a
document may become documents of another table, whose row must stand behind the first one's: a row of PARTS.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.domain.councils.counter import Numbered
from bot.ports import Table
from storage.codec import Raw
from storage.errors import TooNewError

Steps = Mapping[tuple[str, int], Callable[[Raw], Raw]]
Parts = Mapping[tuple[str, str], Raw]  # documents by table and key


@dataclass(frozen=True)
class Upgraded:
    """A document as its table's version keeps it, and the documents that became of parts of it."""

    raw: Raw
    parts: Parts


Upgrade = Callable[[Table, str, Raw], Upgraded]


ASSIGNMENT = ("handler", "handler_name", "due", "due_known", "acknowledged", "late", "risen", "paused")


def _gather_assignment(raw: Raw) -> Raw:
    """Move the fields of a matter about its newest assignment into a value of its own."""
    given = {name: raw[name] for name in ASSIGNMENT if name in raw}
    kept = {name: value for name, value in raw.items() if name not in ASSIGNMENT}
    return kept | {"assignment": given} if given else kept


def _name_assignment(raw: Raw) -> Raw:
    """Call an assignment whose day is over overdue, and one that nobody signed for below escalated unsigned."""
    names = {"late": "overdue", "risen": "escalated_unsigned"}
    return raw | {"assignment": _renamed(raw["assignment"], names)} if "assignment" in raw else raw


def _name_flags(raw: Raw) -> Raw:
    """Name what an outbox message does as the functions that queue it do, and the view of an overdue matter."""
    named = _renamed(raw, {"live": "in_place", "brisk": "urgent", "keep": "remember"})
    return named | {"view": "matter.overdue"} if raw["view"] == "matter.late" else named


def _renamed(raw: Raw, names: Mapping[str, str]) -> Raw:
    return {names.get(name, name): value for name, value in raw.items()}


def _add_group(raw: Raw) -> Raw:
    """Add whether the chat is a group: in Telegram the number of a group is below 0."""
    return raw | {"group": True} if raw["chat"] < 0 else raw


def _add_groups(said: Raw) -> Raw:
    """Add to a message, and to the one that it answers, whether it was sent in a group."""
    answers = said.get("answers")
    return said | {"group": said["chat"] < 0} | ({"answers": _add_groups(answers)} if answers else {})


def _texts(raw: Raw, *names: str) -> Raw:
    """Make texts of the ids under these names, as far as they are there; a number 0 stood for none."""
    return raw | {name: str(raw[name]) if raw[name] else None for name in names if name in raw}


def _texts_in(raw: Raw, *names: str) -> Raw:
    """Make texts of the ids under these names in what a message is drawn from."""
    return raw | {"params": _texts(raw["params"], *names)} if "params" in raw else raw


def _account(account: Raw) -> Raw:
    return account | {"id": str(account["id"])}


def _said(said: Raw) -> Raw:
    """Make texts of all ids in a message: where it was said, whom it names, and the same in the one it answers."""
    changed = _texts(said, "chat", "message", "topic") | {"by": _account(said["by"])}
    for name in ("mentions", "joined"):
        if name in said:
            changed[name] = [_account(each) for each in said[name]]
    for name, change in (("left", _account), ("answers", _said)):
        if said.get(name):
            changed[name] = change(said[name])
    return changed


def _private_chat(member: Raw) -> Raw:
    """Keep their private chat: in Telegram it has the id of the account."""
    account = member.get("account")
    return member | ({"account": str(account), "private_chat": str(account)} if account else {})


def _forgotten_chat(job: Raw) -> Raw:
    """Name the account of a private chat that is to be forgotten: in Telegram they have the same id."""
    if job["act"] != "forget_chat":
        return job
    chat = str(job["params"]["chat"])
    return job | {"params": {"account": chat, "chat": chat}}


def _sorted_params(raw: Raw) -> Raw:
    """Sort the params of a message: the values of its sentence and what its question knows stood among the others."""
    if "params" not in raw:
        return raw
    view, params = raw["view"], raw["params"]
    if view in {"notice", "term"}:
        values = {name: value for name, value in params.items() if name != "key"}
        council = {name: params[name] for name in ("council",) if name in params}
        return raw | {"params": council | {"reply": {"key": params["key"], "params": values}}}
    if view == "ask":
        return raw | {"params": _question(params)}
    changed: Raw = {name: params[name] for name in params if name != "key" and not name.startswith("matter")}
    if "matter" in params:
        changed["matter"] = params["matter"]
    if view == "similar":
        changed["matters"] = [params[name] for name in sorted(params) if name.startswith("matter")]
    if view == "outcomes":
        outcomes = json.loads(params["outcomes"])
        changed["outcomes"] = [{"number": number, "key": key, "params": its} for number, key, its in outcomes]
    return raw | {"params": changed}


def _question(params: Raw) -> Raw:
    """Sort the params of a question: for whom it is, what is known, and what was wrong with the answer before."""
    wrong = {name.removeprefix("wrong."): value for name, value in params.items() if name.startswith("wrong.")}
    changed: Raw = {name: params[name] for name in ("council", "person", "ask") if name in params}
    changed["known"] = {name: params[name] for name in params if name not in changed and not name.startswith("wrong.")}
    if wrong:
        changed["wrong"] = {"key": wrong.pop("error"), "params": wrong}
    return changed


def _without_counters(raw: Raw) -> Raw:
    return {name: value for name, value in raw.items() if not name.startswith("next_")}


def _counters(raw: Raw) -> Parts:
    """Return the last number of each kind that a council gave; it said which one comes next, and left 1 out."""
    council = raw["number"]
    return {
        ("counters", f"{council}/{of}"): {"council": council, "of": of.value, "last": raw[f"next_{of}"] - 1}
        for of in Numbered
        if f"next_{of}" in raw
    }


def _platform_slow(raw: Raw) -> Raw:
    """Rename the sentence of a platform that does not answer."""
    params = raw.get("params", {})
    return raw | {"params": params | {"key": "platform_slow"}} if params.get("key") == "telegram_slow" else raw


STEPS: Steps = {  # (table, from version) -> the document as the next version keeps it
    ("matters", 1): _gather_assignment,
    ("matters", 2): _name_assignment,
    # It did not say whether it waits for the end of the quiet hours: take it that it does.
    ("tellings", 1): lambda raw: raw | {"not_before": raw["due"]},
    ("tellings", 2): _add_group,
    ("posted", 1): _add_group,
    ("lanes", 1): _add_group,
    ("drafts", 1): lambda raw: raw | {"said": _add_groups(raw["said"])},
    # Ids were Telegram's numbers: they are texts from now on.
    ("councils", 1): lambda raw: _texts(raw, "chat", "thread"),
    ("members", 1): _private_chat,
    ("doors", 1): lambda raw: {"account": str(raw["account"]), "chat": str(raw["account"])},
    ("calendars", 1): lambda raw: _texts(raw, "origin"),
    ("dialogs", 1): lambda raw: _texts(raw, "chat", "account"),
    ("drafts", 2): lambda raw: _texts(raw, "account") | {"said": _said(raw["said"])},
    ("due", 1): _forgotten_chat,
    ("tellings", 3): lambda raw: _texts_in(_texts(raw, "chat", "reply_to"), "account"),
    ("tellings", 4): _name_flags,
    ("posted", 2): lambda raw: _texts_in(_texts(raw, "chat", "message"), "account"),
    ("lanes", 2): lambda raw: _texts(raw, "chat"),
    ("roll_drafts", 1): lambda raw: _texts(raw, "account"),
    ("readings", 1): lambda raw: _texts(raw, "account", "chat", "message"),
    ("papers", 1): lambda raw: raw | {name: [str(chat) for chat in raw[name]] for name in ("chats",) if name in raw},
    ("councils", 2): _without_counters,
    ("tellings", 5): _platform_slow,
    ("tellings", 6): _sorted_params,
    ("posted", 3): _sorted_params,
}

PARTS: Mapping[tuple[str, int], Callable[[Raw], Parts]] = {  # of the document as it was before the step
    ("councils", 2): _counters,
}


def upgrade_by(steps: Steps) -> Upgrade:
    """Return the function that brings one document up to its table's version; TooNewError when it is ahead."""

    def upgrade(table: Table, key: str, raw: Raw) -> Upgraded:
        version: int = raw.get("v", 1)
        if version > table.version:
            raise TooNewError(table.name, key, version, table.version)
        parts: dict[tuple[str, str], Raw] = {}
        for older in range(version, table.version):
            if (table.name, older) in PARTS:
                parts |= PARTS[table.name, older](raw)
            raw = steps[table.name, older](raw)
        return Upgraded(raw | {"v": table.version}, parts)

    return upgrade

"""Rules of points and prizes of the shop: edited by typed lines or a file, which add and change and remove by name."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.points.point_lines import ListKind, PointLine, parse_point_lines
from bot.domain.points.prize import Prize
from bot.domain.points.rule import PointRule, deed_of
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.points import orders, rules
from bot.services.shared.audit import append_entry

PRIZES_LIMIT = 200
MAY_EDIT = {ListKind.RULES: CouncilAct.PRACTICES, ListKind.PRIZES: CouncilAct.POINTS}


def load_list(tx: Tx, council: int, kind: ListKind) -> tuple[tuple[str, int, int], ...]:
    """Return the rules or prizes as the lines of a file: title, points, count."""
    if kind is ListKind.RULES:
        return tuple((each.title, each.points, each.times) for each in rules.list_rules(tx, council))
    prizes = tx.find(Prize, "offered", council, True, limit=PRIZES_LIMIT)
    return tuple((each.name, each.price, each.stock) for each in prizes)


def write_list(tx: Tx, *, council: int, text: str, kind: ListKind, by: Member, now: datetime) -> Reply:
    """Put typed rules or prizes into force. Raises NotAllowed, BadPointLine, BadPrizeLine."""
    check_allowed(MAY_EDIT[kind], by)
    return put_lines(tx, council, tuple(parse_point_lines(text, kind)), kind, by=by, now=now)


def put_sheet(
    tx: Tx, *, council: int, lines: tuple[PointLine, ...], kind: ListKind, by: Account, now: datetime
) -> Reply:
    """Put the lines of a file into force; what stands in no line stays as it is. Raises NotAllowed."""
    who = members.get_member(tx, council, by.id)
    check_allowed(MAY_EDIT[kind], who)
    return put_lines(tx, council, lines, kind, by=who, now=now)


def put_lines(
    tx: Tx, council: int, lines: tuple[PointLine, ...], kind: ListKind, *, by: Member, now: datetime
) -> Reply:
    """Put lines into force, and return how many were new, changed and removed."""
    put = _put_rule if kind is ListKind.RULES else _put_prize
    done = [put(tx, council, line, by, now) for line in lines]
    append_entry(tx, council, f"points_{kind}", person=by.person, now=now, facts={"n": len(lines)})
    new, removed = done.count("new"), done.count("removed")
    values = {"new": new, "changed": done.count("changed"), "removed": removed}
    return Reply("point_rules_put" if kind is ListKind.RULES else "prizes_put", values)


def _put_rule(tx: Tx, council: int, line: PointLine, _by: Member, _now: datetime) -> str:
    found = next(iter(tx.find(PointRule, "title", council, line.title, limit=1)), None)
    if line.removed:
        if found is None or not found.stands:
            return ""
        tx.put(replace(found, stands=False))
        return "removed"
    rule = found or PointRule(
        council=council,
        number=tx.next_number(council, Numbered.POINT_RULE),
        title=line.title,
        points=0,
        deed=deed_of(line.title),
    )
    changed = replace(rule, points=line.points, times=line.count, stands=True)
    tx.put(changed)
    return "new" if found is None or not found.stands else "changed" if changed != found else ""


def _put_prize(tx: Tx, council: int, line: PointLine, by: Member, now: datetime) -> str:
    found = next(iter(tx.find(Prize, "name", council, line.title, limit=1)), None)
    if line.removed:
        if found is None or not found.offered:
            return ""
        orders.withdraw_prize(tx, found, by, now)
        return "removed"
    prize = found or Prize(
        council=council, number=tx.next_number(council, Numbered.PRIZE), name=line.title, price=0, stock=0
    )
    changed = replace(prize, price=line.points, stock=line.count, offered=True)
    tx.put(changed)
    return "new" if found is None or not found.offered else "changed" if changed != found else ""

"""Pledgers: people who put themselves on the list or were put there by the head, and roles as a whole."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Member, Role
from bot.domain.councils.names import split_names
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.pledges.errors import PledgedByRole
from bot.domain.pledges.pledge import PLEDGING_ROLES, Pledger, PledgeRoles, reminder_time
from bot.domain.shared.errors import OldButton
from bot.domain.shared.reply import Reply, Values
from bot.ports import Tx
from bot.services.councils import members
from bot.services.shared.audit import append_entry


def roles_of(tx: Tx, council: int) -> tuple[Role, ...]:
    """Return the roles whose holders pledge."""
    kept = tx.get(PledgeRoles, PledgeRoles.key_of(council))
    return kept.roles if kept else ()


def has_pledging_role(tx: Tx, member: Member) -> bool:
    """Return whether a person pledges by a role."""
    return bool(set(roles_of(tx, member.council)).intersection(member.roles))


def is_pledger(tx: Tx, member: Member) -> bool:
    """Return whether a person has pledged, by a role or on the list."""
    on_list = tx.get(Pledger, Pledger.key_of(member.council, member.person)) is not None
    return on_list or has_pledging_role(tx, member)


def list_pledgers(tx: Tx, council: int, month: str) -> list[Member]:
    """Return the present pledgers of a month, by number; those who pledged after its reminder begin with the next."""
    roles, last = set(roles_of(tx, council)), reminder_time(month, members.get_council(tx, council).zone)
    listed = (each.person for each in tx.find(Pledger, "person", council) if each.at < last)
    found = {each.person: each for each in members.members_of(tx, council, listed).values()}
    found |= {each.person: each for each in members.list_roster(tx, council) if roles.intersection(each.roles)}
    return [found[person] for person in sorted(found) if found[person].present]


def add_pledger(tx: Tx, member: Member, by: Member, now: datetime) -> bool:
    """Put a person on the list; return False when they were there."""
    if tx.get(Pledger, Pledger.key_of(member.council, member.person)):
        return False
    tx.put(Pledger(council=member.council, person=member.person, at=now))
    append_entry(tx, member.council, "pledged", person=by.person, now=now, facts={"whom": member.person})
    return True


def remove_pledger(tx: Tx, member: Member, by: Member, now: datetime) -> bool:
    """Take a person off the list; return False when they were not there. Raises PledgedByRole."""
    pledger = tx.get(Pledger, Pledger.key_of(member.council, member.person))
    if pledger is None:
        if has_pledging_role(tx, member):
            raise PledgedByRole
        return False
    tx.drop(Pledger, pledger.key)
    append_entry(tx, member.council, "pledge_ended", person=by.person, now=now, facts={"whom": member.person})
    return True


def toggle_role(tx: Tx, council: int, role: str, by: Member, now: datetime) -> None:
    """Make a role pledge as a whole, or no more. Raises NotAllowed, OldButton."""
    check_allowed(CouncilAct.PLEDGERS, by)
    if role not in PLEDGING_ROLES:
        raise OldButton
    kept = tx.get(PledgeRoles, PledgeRoles.key_of(council)) or PledgeRoles(council=council)
    on = Role(role) not in kept.roles
    wanted = {*kept.roles, Role(role)} if on else {*kept.roles} - {Role(role)}
    tx.put(replace(kept, roles=tuple(each for each in PLEDGING_ROLES if each in wanted)))
    append_entry(tx, council, "pledge_role", person=by.person, now=now, facts={"role": role, "on": on})


def change_list(tx: Tx, *, council: int, by: Member, text: str, is_added: bool, now: datetime) -> Reply:
    """Put people on the list by their names, or take them off; those whom nobody knows are named in the reply.

    Raises NotAllowed, SeveralPeople, PledgedByRole.
    """
    check_allowed(CouncilAct.PLEDGERS, by)
    change, unknown, changed = add_pledger if is_added else remove_pledger, [], 0
    for name in split_names(text):
        member = members.find_by_name(tx, council, name, by)
        if member is None:
            unknown.append(name)
        else:
            changed += change(tx, member, by, now)
    values: Values = {"n": changed, "names": "、".join(unknown)}
    if is_added:
        return Reply("pledgers_added_but", values) if unknown else Reply("pledgers_added", values)
    return Reply("pledgers_removed_but", values) if unknown else Reply("pledgers_removed", values)

"""Permissions: who may do each act on a matter, and each other act in a council."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.domain.councils.council import OFFICERS, Member, Role, Who
from bot.domain.matters.acts import ACTS, ANYONE, HEAD, Act
from bot.domain.shared.errors import NotAllowed


class CouncilAct(StrEnum):
    """Acts in a council that are not about an existing matter."""

    PROPOSE = "propose"
    RSVP = "rsvp"
    LETTER = "letter"
    MEDIATE = "mediate"
    BEHALF = "behalf"
    TICKET = "ticket"
    PROCEDURE = "procedure"
    SCHEDULE = "schedule"
    CONVENE = "convene"
    OPEN = "open"
    CHECK_IN = "check_in"
    PRESENT = "present"
    NEXT = "next"
    ADJOURN = "adjourn"
    MINUTES = "minutes"
    CONFIRM_MINUTES = "confirm_minutes"
    APPOINT = "appoint"
    LANGUAGE = "language"
    PARENT = "parent"
    RELEASE = "release"
    ROLL = "roll"
    INVITE = "invite"
    OFFICIAL = "official"
    PAPER = "paper"
    WITNESS = "witness"
    URGE = "urge"
    LEDGER = "ledger"
    SUMMARY = "summary"
    DIGEST = "digest"
    PARTIES = "parties"
    LADDER = "ladder"
    LIMITS = "limits"
    PRACTICES = "practices"
    NOTICE = "notice"
    DUTY = "duty"
    EVENT = "event"
    WISH = "wish"
    SURVEY = "survey"
    HOST = "host"
    GRIDS = "grids"
    PLEDGERS = "pledgers"
    POINTS = "points"
    STAR = "star"
    CLUE = "clue"


PERMISSIONS: Mapping[Act | CouncilAct, frozenset[Role | Who]] = {
    **{act: spec.who for act, spec in ACTS.items() if spec.who},
    CouncilAct.PROPOSE: ANYONE,
    CouncilAct.RSVP: ANYONE,
    CouncilAct.LETTER: frozenset({Role.CLERK}),
    CouncilAct.MEDIATE: OFFICERS,
    CouncilAct.BEHALF: OFFICERS | {Role.MEMBER, Role.CAPTAIN},
    CouncilAct.TICKET: OFFICERS,
    CouncilAct.PROCEDURE: HEAD,
    CouncilAct.SCHEDULE: HEAD,
    CouncilAct.CONVENE: HEAD,
    CouncilAct.OPEN: HEAD,
    CouncilAct.CHECK_IN: ANYONE,
    CouncilAct.PRESENT: OFFICERS,
    CouncilAct.NEXT: OFFICERS,
    CouncilAct.ADJOURN: OFFICERS,
    CouncilAct.MINUTES: OFFICERS,
    CouncilAct.CONFIRM_MINUTES: HEAD,
    CouncilAct.APPOINT: HEAD,
    CouncilAct.LANGUAGE: HEAD,
    CouncilAct.PARENT: HEAD,
    CouncilAct.RELEASE: HEAD,
    CouncilAct.ROLL: OFFICERS,
    CouncilAct.INVITE: OFFICERS,
    CouncilAct.OFFICIAL: HEAD,
    CouncilAct.PAPER: frozenset({Role.CLERK}),
    CouncilAct.WITNESS: OFFICERS | {Role.TELLER},
    CouncilAct.URGE: OFFICERS,
    CouncilAct.LEDGER: OFFICERS,
    CouncilAct.SUMMARY: HEAD,
    CouncilAct.DIGEST: HEAD,
    CouncilAct.PARTIES: HEAD,
    CouncilAct.LADDER: HEAD,
    CouncilAct.LIMITS: HEAD,
    CouncilAct.PRACTICES: HEAD,
    CouncilAct.NOTICE: OFFICERS,
    CouncilAct.DUTY: OFFICERS,
    CouncilAct.EVENT: OFFICERS | {Role.MEMBER, Role.CAPTAIN},
    CouncilAct.WISH: OFFICERS | {Role.CAPTAIN},
    CouncilAct.SURVEY: OFFICERS,
    CouncilAct.HOST: OFFICERS,
    CouncilAct.GRIDS: OFFICERS,
    CouncilAct.PLEDGERS: HEAD,
    CouncilAct.POINTS: OFFICERS,
    CouncilAct.STAR: OFFICERS,
    CouncilAct.CLUE: OFFICERS,
}


def is_allowed(
    act: Act | CouncilAct,
    member: Member,
    *,
    proposers: Iterable[int | None] = (),
    in_charge: int | None = None,
    supports: bool = False,
) -> bool:
    """Return whether a person may do `act` on a matter of these proposers and this handler.

    `supports`: they proposed or support it.
    """
    allowed = PERMISSIONS[act]
    return (
        Who.ANYONE in allowed
        or any(role in allowed for role in member.roles)
        or (Who.PROPOSER in allowed and member.person in proposers)
        or (Who.IN_CHARGE in allowed and member.person == in_charge)
        or (Who.SUPPORTER in allowed and supports)
    )


def check_allowed(
    act: Act | CouncilAct,
    member: Member,
    *,
    proposers: Iterable[int | None] = (),
    in_charge: int | None = None,
    supports: bool = False,
) -> None:
    """Raise NotAllowed, with the roles that may, unless `is_allowed`."""
    if not is_allowed(act, member, proposers=proposers, in_charge=in_charge, supports=supports):
        raise NotAllowed(act=act, who=",".join(sorted(PERMISSIONS[act])))

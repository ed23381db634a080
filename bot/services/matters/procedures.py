"""Stages of a matter under the council's procedure: recorded, checked, still missing."""

from datetime import datetime

from bot.domain.councils.council import Member
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NoStage, StageLacks, StagesMissing
from bot.domain.matters.matter import Entry, Matter, check_permitted, transition, wrong_state
from bot.domain.matters.procedure import PROCEDURES, Stage, missing_stages, missing_texts, parse_stage
from bot.domain.matters.state import State
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters.repository import REASON_LIMIT, clean_text, get_matter, save
from bot.services.shared.council_time import day_now

PUBLICATION = "publication"


def still_missing(tx: Tx, matter: Matter, act: Act, now: datetime) -> list[str]:
    """Return the stages that an act still needs: to publish, all of them; to assign, the publication as well."""
    council = members.get_council(tx, matter.council)
    stages = missing_stages(
        matter.procedure,
        passed=matter.stages,
        age=(day_now(council, now) - day_now(council, matter.at)).days,
        voted=any(entry.what == Act.DECIDED for entry in matter.timeline),
    )
    found = [stage.code for stage in stages]
    posted = matter.publication is not None and matter.publication.over
    if act != Act.PUBLISH and PROCEDURES[matter.procedure].publication and not posted:
        found.append(PUBLICATION)
    return found


def check_stages(tx: Tx, matter: Matter, act: Act, now: datetime) -> None:
    """Raise StagesMissing, which names them; WrongState for what cannot be handed over without a resolution."""
    if matter.state is State.ACCEPTED and not PROCEDURES[matter.procedure].direct:
        raise wrong_state(matter, Act.ASSIGN)
    if matter.state in {State.ACCEPTED, State.RESOLVED} and (found := still_missing(tx, matter, act, now)):
        raise StagesMissing(number=matter.number, missing=",".join(found))


def check_ballot(tx: Tx, matter: Matter, now: datetime) -> None:
    """Raise StagesMissing while the formal vote is to come by which a procedure decides: no officer does it instead.

    Once it were resolved without, there would be no way back to the vote.
    """
    ballots = {stage.code for stage in PROCEDURES[matter.procedure].stages if stage.vote}
    if ballots.intersection(found := still_missing(tx, matter, Act.PUBLISH, now)):
        raise StagesMissing(number=matter.number, missing=",".join(found))


def next_stage(tx: Tx, matter: Matter, now: datetime) -> Stage:
    """Return the stage that is to be recorded now. Raises NoStage, StagesMissing."""
    ahead = still_missing(tx, matter, Act.PUBLISH, now)
    stages = [stage for stage in PROCEDURES[matter.procedure].stages if stage.code in ahead]
    if not stages:
        raise NoStage(number=matter.number)
    if not stages[0].recorded:
        raise StagesMissing(number=matter.number, missing=stages[0].code)
    return stages[0]


def record_stage(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Record the next stage of a matter's procedure. Raises NoStage, StagesMissing, StageLacks."""
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.STAGE, by)
    stage = next_stage(tx, matter, now)
    words, _ = clean_text(text, REASON_LIMIT)
    passed = parse_stage(stage, words, day_now(members.get_council(tx, council), now))
    if lacks := missing_texts(stage, passed):
        raise StageLacks(number=number, missing=stage.code, lacks=",".join(lacks))
    entry = Entry(at=now, what=Act.STAGE, person=by.person, text=words)
    changed = transition(matter, Act.STAGE, entry=entry, stages=(*matter.stages, passed))
    save(tx, changed, Act.STAGE, by=by, now=now, facts={"stage": stage.code})
    return Reply("did_stage", {"number": number, "missing": stage.code})

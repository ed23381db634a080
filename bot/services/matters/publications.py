"""Publication 公示 of a resolution or a result: anybody may object, and every objection is answered."""

import re
from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Member
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NoObjection, TooManyObjections
from bot.domain.matters.matter import Entry, Matter, MatterChanges, check_permitted, transition, wrong_state
from bot.domain.matters.procedure import PROCEDURES
from bot.domain.matters.publication import INTERNAL, LONGEST_PUBLICATION, PERIOD, Objection, Publication
from bot.domain.matters.state import State
from bot.domain.shared.chinese_numbers import SMALL_NUMBER, parse_number
from bot.domain.shared.errors import BadPeriod
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.reply import Reply
from bot.domain.shared.working_days import end_of_period
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters import objections
from bot.services.matters.procedures import check_stages
from bot.services.matters.repository import REASON_LIMIT, clean_text, get_matter, save
from bot.services.shared import jobs
from bot.services.shared.council_time import day_now, morning_after
from bot.services.shared.holidays import holidays

DAYS_PATTERN = re.compile(rf"(\d{{1,3}}|{SMALL_NUMBER})\s*[天日]?")
OBJECTIONS = 20  # of one publication; more is a meeting's work


def publish_decision(tx: Tx, *, council: int, number: int, by: Member, text: str = "", now: datetime) -> Reply:
    """Publish a resolution, or the result of a matter that is done, for fifteen days or as many as the words say.

    Raises StagesMissing, BadPeriod.
    """
    matter = get_matter(tx, council, number)
    of_result = matter.state is State.DONE
    act = Act.PUBLISH_RESULT if of_result else Act.PUBLISH
    check_permitted(matter, act, by)
    check_stages(tx, matter, act, now)
    its_council = members.get_council(tx, council)
    asked = PROCEDURES[matter.procedure]
    days = _days(text, (asked.result if of_result else asked.publication) or INTERNAL)
    posted = day_now(its_council, now)
    moved = end_of_period(posted, days, holidays())
    made = Publication(posted=posted, last=moved.day, days=days, known=moved.known)
    entry = Entry(
        at=now, what=Act.PUBLISH_RESULT if of_result else Act.PUBLISH, person=by.person, text=moved.day.isoformat()
    )
    changes: MatterChanges = {"result": made} if of_result else {"publication": made}
    changed = transition(matter, act, entry=entry, **changes)
    params = JobParams(council=council, matter=number)
    waits = "look_back_over" if of_result else "publication_over"
    jobs.schedule(tx, waits, f"matter/{matter.key}", morning_after(its_council, made.last), params=params)
    save(tx, changed, act, by=by, now=now, facts={"last": made.last.isoformat()})
    return Reply("did_publish", {"number": number})


def _days(text: str, least: int) -> int:
    found = DAYS_PATTERN.search(text)
    days = parse_number(found[1]) if found else INTERNAL if "内部" in text else 0 if text.strip() else PERIOD
    if not least <= days <= LONGEST_PUBLICATION:
        raise BadPeriod(least=least)
    return days


def object_to(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Object to a publication with a reason, which is answered before the matter is assigned."""
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.OBJECT, by)
    posted = _posted(matter)
    if len(posted.objections) >= OBJECTIONS:
        raise TooManyObjections(number=number)
    words, _ = clean_text(text, REASON_LIMIT)
    every = (*posted.objections, Objection(person=by.person, at=now, text=words))
    entry = Entry(at=now, what=Act.OBJECT, person=by.person, text=words)
    changed = transition(matter, Act.OBJECT, entry=entry, publication=replace(posted, objections=every))
    save(tx, changed, Act.OBJECT, by=by, now=now)
    objections.notify_readers(tx, changed, by=by, now=now)
    return Reply("did_object", {"number": number})


def answer_objection(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Answer the oldest open objection; after the last one, when the time is over, the matter may be assigned."""
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.REPLY, by)
    posted = _posted(matter)
    if not posted.waiting:
        raise NoObjection(number=number)
    words, _ = clean_text(text, REASON_LIMIT)
    replied, place = posted.answered(words)
    entry = Entry(at=now, what=Act.REPLY, person=by.person, text=words)
    changed = transition(matter, Act.REPLY, entry=entry, publication=replied)
    save(tx, changed, Act.REPLY, by=by, now=now)
    objections.notify_objector(tx, changed, place - 1, by=by, now=now)
    _end(tx, get_matter(tx, council, number), now=now)
    return Reply("did_reply", {"number": number})


def _posted(matter: Matter) -> Publication:
    if matter.publication is None:
        raise wrong_state(matter, Act.OBJECT)
    return matter.publication


def end_publication(tx: Tx, row: Job, now: datetime) -> None:
    """End a publication, or remind officers of an objection that is still open."""
    matter = get_matter(tx, row.params.council, row.params.matter)
    if matter.state is State.PUBLICIZED and matter.publication:
        matter = replace(matter, publication=replace(matter.publication, over=True))
        if matter.publication and matter.publication.waiting:
            entry = Entry(at=now, what=Act.UNANSWERED, text=str(matter.publication.waiting))
            save(tx, transition(matter, Act.UNANSWERED, entry=entry), Act.UNANSWERED, by=None, now=now)
        else:
            _end(tx, matter, now=now)


def _end(tx: Tx, matter: Matter, *, now: datetime) -> None:
    posted = matter.publication
    if posted and posted.over and not posted.waiting:
        entry = Entry(at=now, what=Act.PUBLISHED, text=str(len(posted.objections)))
        save(tx, transition(matter, Act.PUBLISHED, entry=entry), Act.PUBLISHED, by=None, now=now)

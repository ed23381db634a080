"""Options typed after /vote and the number of its matter, which need not be asked for."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TypedDict
from zoneinfo import ZoneInfo

from bot.domain.rolls.unit_labels import unit_label
from bot.domain.shared.date_parsing import parse_day, parse_duration, parse_moment
from bot.domain.shared.errors import NoSuchSpan, PastDay
from bot.domain.votes.errors import BadSpan
from bot.domain.votes.tally import Choice
from bot.domain.votes.vote import LONGEST_VOTE, SHORTEST_VOTE

OPTION_TEXT_LIMIT = 30  # more is talk
# Words for the options, in both languages.
MODES = {"不记名": True, "匿名": True, "无记名": True, "secret": True, "记名": False, "实名": False, "named": False}
STANDING = {"正式": True, "official": True, "意向": False, "advisory": False}
EVERYBODY = frozenset({"全体", "全部", "所有人", "everybody"})
CHOICES_BY_WORD = {
    "赞成": Choice.AGREE,
    "同意": Choice.AGREE,
    "反对": Choice.AGAINST,
    "不赞成": Choice.AGAINST,
    "不同意": Choice.AGAINST,
    "弃权": Choice.ABSTAIN,
    "for": Choice.AGREE,
    "agree": Choice.AGREE,
    "against": Choice.AGAINST,
    "disagree": Choice.AGAINST,
    "abstain": Choice.ABSTAIN,
}
_LONGEST_FIRST = sorted(CHOICES_BY_WORD, key=len, reverse=True)  # 不同意 ends with 同意, disagree with agree
LAST_MINUTE = time(23, 59)  # of a day that is named without a time


class VoteEnd(TypedDict):
    """The end of a vote, as a duration or an instant (UTC); the other is None."""

    lasts: timedelta | None
    closes: datetime | None


@dataclass(frozen=True, kw_only=True)
class VoteOptions:
    """The options that were understood; None for one not given. `closes` is in UTC."""

    rule: str | None = None
    official: bool = False
    secret: bool | None = None
    lasts: timedelta | None = None
    closes: datetime | None = None
    scope: str | None = None


def parse_options(
    text: str, *, rules: Collection[str], buildings: Collection[str], now: datetime, zone: ZoneInfo
) -> VoteOptions:
    """Parse 不记名 7d 3号楼 and the like, in any order. Unknown words are skipped."""
    said = VoteOptions()
    by_label = {unit_label(building): building for building in buildings}
    for word in text.split()[:OPTION_TEXT_LIMIT]:
        if word in MODES:
            said = replace(said, secret=MODES[word])
        elif word in STANDING:
            said = replace(said, official=STANDING[word])
        elif word in EVERYBODY:
            said = replace(said, scope="")
        elif word in rules:
            said = replace(said, rule=word)
        elif (building := by_label.get(unit_label(word))) is not None:
            said = replace(said, scope=building)
        else:
            try:
                said = replace(said, **parse_end(word, now, zone))
            except NoSuchSpan:
                continue
    return said


def parse_request(
    text: str, *, rules: Collection[str], buildings: Collection[str], now: datetime, zone: ZoneInfo
) -> tuple[VoteOptions, str]:
    """Parse the options in the first line and the motion below it, "" when there is none.

    A single line in which no option is understood is the motion.
    """
    line, _, motion = text.partition("\n")
    options = parse_options(line, rules=rules, buildings=buildings, now=now, zone=zone)
    if motion.strip() or options != VoteOptions():
        return options, motion.strip()
    return options, line.strip()


def split_choice(text: str) -> tuple[str, Choice | None]:
    """Split 3-1-502 赞成 into the text before the choice and the choice, None without one at the end."""
    text = text.strip().rstrip("。.！!")
    for word in _LONGEST_FIRST:
        if text[-len(word) :].lower() == word:
            return text[: -len(word)].strip(), CHOICES_BY_WORD[word]
    return text, None


def parse_end(text: str, now: datetime, zone: ZoneInfo) -> VoteEnd:
    """Parse the duration or end of a vote: 7天, 12月3日, 12月3日 18:00. A day without a time is included whole.

    Raises NoSuchSpan, PastDay, and BadSpan when it is too short or too long.
    """
    here = now.astimezone(zone).date()
    lasts = parse_duration(text)
    if lasts is not None:
        if not SHORTEST_VOTE <= lasts <= LONGEST_VOTE:
            raise BadSpan
        return {"lasts": lasts, "closes": None}
    moment = parse_moment(text, here, zone)
    closes = moment[0] if moment else _end(parse_day(text, here), zone)
    if closes is None:
        raise NoSuchSpan
    if closes < now + SHORTEST_VOTE:
        raise PastDay
    if closes > now + LONGEST_VOTE:
        raise BadSpan
    return {"lasts": None, "closes": closes}


def _end(day: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, LAST_MINUTE, zone).astimezone(UTC) if day else None

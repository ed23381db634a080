"""The announcement of a vote's result (表决结果公示), as a .docx to print and post: the columns people know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.documents.official_paper import OfficialPaper
from bot.domain.votes.rules import Part
from bot.domain.votes.tally import Tally
from bot.locales import Words
from bot.read_models.votes import ShownVote
from bot.views.shared import dates
from bot.views.shared.text_fit import BR
from bot.views.votes import tallies, votes

BLANK = "_" * 24  # to write on


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """The content of a vote's announcement, as readable text; an empty field becomes a line to write on.

    `began`, `ended` and `posted` (from when to when it hangs) are written moments, `question` is what was voted on, as
    frozen at the opening, `motion`: it is a motion, not the words of the matter. `objections` says until when and where
    to object, `record` is the hash of the closing's audit entry.
    """

    council: str
    title: str
    question: str
    motion: bool = False
    scope: str
    began: str
    ended: str
    official: bool
    tally: Tally
    objections: str = ""
    posted: str = ""
    record: str = ""


def announcement(_: Words, announced: Announcement) -> bytes:
    """Return the .docx. What residents wrote is text in it, without control characters."""
    paper = OfficialPaper(_, _("表决结果公示"))
    paper.add_subtitle(announced.council)
    paper.add_form(_rows(_, announced))
    for line in _notes(_, announced):
        paper.add_paragraph(line)
    return paper.content()


def announced_vote(_: Words, shown: ShownVote, tally: Tally) -> Announcement:
    """Return what is announced of a closed vote; until when to object and how long it hangs is written by hand."""
    vote, zone = shown.vote, shown.council.zone
    began, ended = (_moment(_, each, zone) if each else "" for each in (vote.opens, vote.closes))
    return Announcement(
        council=shown.council.name,
        title=str(_("#{number} {title}", number=vote.matter, title=shown.matter.title)),
        question=vote.question,
        motion=vote.motion is not None,
        scope=votes.vote_scope(_, vote).unescape(),
        began=began,
        ended=ended,
        official=vote.official,
        tally=tally,
        record=vote.closed_head,
    )


def _moment(_: Words, at: datetime, zone: str) -> str:
    """Return a moment with its year, since a paper stays on the wall."""
    return dates.format_full_moment(_, at, zone).unescape()


def _rows(_: Words, announced: Announcement) -> Iterator[tuple[Markup, Markup | str]]:
    tally = announced.tally
    yield _("标题"), announced.title
    yield _("议案") if announced.motion else _("概述"), announced.question
    yield _("范围"), announced.scope
    yield _("起止"), _("{start} 到 {end}", start=announced.began, end=announced.ended)
    yield _("应参与"), tallies.format_amounts(_, tally, Part.ALL)
    yield _("参与（占应参与）"), tallies.format_amounts(_, tally, Part.TOOK_PART, of=Part.ALL)
    yield _("同意（占参与）"), tallies.format_amounts(_, tally, Part.AGREE, of=Part.TOOK_PART)
    yield _("反对（占参与）"), tallies.format_amounts(_, tally, Part.AGAINST, of=Part.TOOK_PART)
    yield _("弃权（占参与）"), tallies.format_amounts(_, tally, Part.ABSTAIN, of=Part.TOOK_PART)
    yield _("依据条文"), _("{source}，{rule}", source=tally.rule.source, rule=tallies.rule_name(_, tally.rule))
    yield _("逐项核对"), BR.join(tallies.marked_lines(_, tally.counted, tally))
    yield (
        _("结论"),
        _(
            "{outcome}。{reason}",
            outcome=tallies.outcome_name(_, tally.outcome),
            reason=tallies.explain_grounds(_, tally),
        ),
    )
    yield _("异议期限及渠道"), announced.objections or BLANK
    yield _("公示起止"), announced.posted or BLANK


def _notes(_: Words, announced: Announcement) -> Iterator[Markup]:
    if not announced.official:
        yield _("这是意向表决，供大家商量时参考。")
    if announced.record:
        yield _("记录号：{record}", record=announced.record)
    yield _("以上按所列条文由程序计票，不构成法律意见。")

"""The count as a calculator: every fraction of what a file says, with the words of the result card, ready for JSON.

For those who count on paper, and for anybody who recounts a vote of the bot. Chinese alone, as the command line is.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.documents.tally_file import FIGURES, Reader, Unusable
from bot.domain.matters.satisfaction import decimal, rounded
from bot.domain.rolls.owner_doubts import Doubt
from bot.domain.votes import tally
from bot.domain.votes.rules import Basis, Body, Measure, Rule
from bot.domain.votes.tally import Count, Flaw, Measured, NotCountable, Silence, Tally, Tested
from bot.locales import SOURCE, words
from bot.views.votes import tallies

DECIMALS = 6  # of a decimal
DISCLAIMER = "以上只是按写明的规则计算，不构成法律意见。"
TALLY_FLAWS: Mapping[Flaw, str] = {
    Flaw.NEGATIVE: "有负数",
    Flaw.OVER_ALL: "赞成、反对、弃权加起来超过了全体",
    Flaw.PRESENT_OVER_ALL: "到会超过了应到",
    Flaw.OVER_PRESENT: "赞成、反对、弃权加起来超过了到会",
    Flaw.IN_PERSON_OVER: "亲自投票超过了到会",
    Flaw.UNRETURNED_OVER: "送达未回超过了没有投票的",
    Flaw.NOTHING_TO_TEST: "没有给出这条规则要计算的数",
    Flaw.BASIS_NEEDED: "这条规则要写明 basis",
    Flaw.NO_SUCH_BASIS: "这条规则没有这种 basis",
    Flaw.NOT_RECONVENED: "这条规则只用于就同一件事重新召集的会议",
    Flaw.NO_SILENCE: "这条规则按到会计算，silence 只能是 strict",
    Flaw.NO_SILENCE_BASIS: "silence 不是 strict 时，要在 silence_basis 写明本小区自己的规定，例如“议事规则第12条……”",
    Flaw.NO_DELIVERY: "silence 不是 strict 时，要有送达记录：写明 unreturned，或者 delivered",
}


def calculate(content: bytes, today: date) -> dict[str, object]:
    """Read a file, tally it, and return the output, ready for JSON. Without a date in the file it is `today`.

    Raises Unusable.
    """
    reader = Reader()
    given = reader.document(content)
    reader.stop()
    chosen = reader.rule(given, today)
    basis = reader.one_of(Basis, given, "basis")
    silence = reader.one_of(Silence, given, "silence") or Silence.STRICT
    silence_basis = reader.text(given, "silence_basis")
    reconvened = reader.truth(given, "reconvened")
    if chosen.body is Body.HOUSEHOLDS and "units" in given:
        basis = basis or Basis.HOUSEHOLDS
    measures, flagged = reader.cast(given, chosen, households=basis is Basis.HOUSEHOLDS)
    reader.stop()
    try:
        counted = tally.judge(
            chosen, measures, basis=basis, silence=silence, silence_basis=silence_basis, reconvened=reconvened
        )
    except NotCountable as error:
        raise Unusable([_flaw(chosen, *each) for each in error.flaws]) from error
    return _written(counted, flagged)


def _flaw(chosen: Rule, flaw: Flaw, measure: Measure | None) -> str:
    where = f"measures.{measure}" if measure else chosen.id
    choices = f"（{'、'.join(chosen.bases) or '不用写'}）" if flaw in (Flaw.BASIS_NEEDED, Flaw.NO_SUCH_BASIS) else ""
    return f"{where}：{TALLY_FLAWS[flaw]}{choices}。"


def _written(counted: Tally, flagged: Iterable[Doubt]) -> dict[str, object]:
    """Return everything that the count says, with the words of the result card."""
    _ = words(SOURCE)
    rule = counted.rule
    return {
        "rule": rule.id,
        **_count(counted.counted, counted),
        "strict": _count(counted.strict, counted),
        "reason": tallies.explain_outcome(_, counted).unescape(),
        "silence": counted.silence,
        "silence_basis": counted.silence_basis,
        "untested": [each.unescape() for each in tallies.untested_lines(_, counted)],
        "measures": {measure: _measured(each) for measure, each in counted.measures.items()},
        "flagged": [{"owner": each.name, "units": list(each.units)} for each in flagged],
        "source": rule.source,
        "valid": {"from": str(rule.since or ""), "until": str(rule.until or "")},
        "checked": str(rule.checked),
        "beta": rule.beta,
        "notice": DISCLAIMER,
    }


def _count(count: Count, counted: Tally) -> dict[str, object]:
    return {"outcome": count.outcome, "tests": [_test(each, counted) for each in count.tests]}


def _test(tested: Tested, counted: Tally) -> dict[str, object]:
    threshold = tested.threshold
    need = f"{'>' if threshold.strict else '≥'} {threshold.need}"
    if threshold.people:
        need += f" 且 ≥ {threshold.people}"
    if threshold.enough is not None:
        need += f" 或 ≥ {threshold.enough}"
    written: dict[str, object] = {
        "name": tallies.threshold_title(words(SOURCE), threshold, counted.basis).unescape(),
        "have": f"{decimal(tested.have)}/{decimal(tested.of)}",
        "need": need,
        "decimal": rounded(tested.have / tested.of, DECIMALS) if tested.of else None,
        "holds": tested.holds,
    }
    if threshold.measure is Measure.HEADS:
        written["least"] = tally.least_needed(threshold, tested.of)
    return written


def _measured(each: Measured) -> dict[str, object]:
    known = {part: getattr(each, part) for part in FIGURES}
    return {part: decimal(value) for part, value in known.items() if value is not None}

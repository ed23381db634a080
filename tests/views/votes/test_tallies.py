"""The count in words."""

from datetime import date

import pytest
from markupsafe import Markup

from bot.domain.votes.rules import RULES, Basis, Measure, Place, Rule, get_rule
from bot.domain.votes.tally import Outcome, Silence, Tally, judge, measured
from bot.locales import Words, words
from bot.views.votes import tallies

TODAY = date(2026, 11, 22)
BREAK = Markup()
BUTTON = 30  # characters that a phone shows of one
_ = words("zh-CN")


def owners(**more: str) -> Tally:
    heads = measured(900, {"agree": 301, "against": 299})
    area = measured(90000, {"agree": "30000.50", "against": "29999.50", **more})
    return judge(get_rule("cn.owners.ordinary", TODAY), {Measure.HEADS: heads, Measure.AREA: area})


def result_lines(_: Words, tally: Tally) -> list[Markup]:
    """All that a result says: the numbers, the tests, the outcome."""
    checked = tallies.checked_lines(_, tally)
    return [*tallies.amount_lines(_, tally), BREAK, *checked, BREAK, *tallies.outcome_lines(_, tally)]


def test_names() -> None:
    """Every rule, place, outcome and mode has its name, short enough for a button."""
    assert tallies.RULE_LABELS.keys() == {each.id for each in RULES}
    assert tallies.PLACE_LABELS.keys() == set(Place)
    assert tallies.OUTCOMES.keys() == set(Outcome)
    assert tallies.SILENCES.keys() == set(Silence) - {Silence.STRICT}
    assert all(len(tallies.rule_name(_, each)) <= BUTTON for each in RULES)


def test_promised_outcomes() -> None:
    """The outcomes are called as people were told."""
    assert [str(tallies.outcome_name(_, each)) for each in Outcome] == ["通过", "未通过", "流会", "无效:参与不足"]


def test_beta_is_said() -> None:
    """A rule that is not settled says so on its button."""
    for each in RULES:
        assert tallies.rule_name(_, each).endswith("试用") is each.beta


@pytest.mark.parametrize("row", RULES, ids=lambda row: f"{row.id} {row.since}")
def test_tests_have_words(row: Rule) -> None:
    """Every test of every rule has its two sides and its need in words."""
    for each in row.thresholds:
        assert tallies.threshold_title(_, each)
        assert tallies.describe_need(_, each)


@pytest.mark.parametrize(
    ("rule_id", "place", "said"),
    [
        ("cn.owners.ordinary", 0, "参与人数占全体人数要有三分之二以上"),
        ("cn.owners.ordinary", 3, "赞成面积占参与面积要超过一半"),
        ("cn.owners.affected", 0, "赞成人数占全体人数必须是全部"),
        ("tw.32", 0, "到会人数占全体人数要有五分之一以上，而且至少 3 人"),
        ("hk.344.maintenance", 1, "亲自投票人数占全体人数要有二十分之一以上，或者有 100 人"),
    ],
)
def test_words_of_tests(rule_id: str, place: int, said: str) -> None:
    """以上 and 超过 are told apart."""
    threshold = get_rule(rule_id, TODAY).thresholds[place]
    assert tallies.threshold_title(_, threshold) + tallies.describe_need(_, threshold) == said


def test_result() -> None:
    """The result has every number with its percentage, every test with its mark, the outcome and why."""
    assert [str(line) for line in result_lines(_, owners())] == [
        "应参与 900 人，90000 ㎡",
        "参与 600 人（66.7%），60000 ㎡（66.7%）",
        "赞成 301 人（50.2%），30000.50 ㎡（50.0%）",
        "反对 299 人（49.8%），29999.50 ㎡（50.0%）",
        "弃权 0 人（0.0%），0 ㎡（0.0%）",
        "",
        "✓ 参与人数占全体人数 600/900（66.7%），要有三分之二以上",
        "✓ 参与面积占全体面积 60000/90000（66.7%），要有三分之二以上",
        "✓ 赞成人数占参与人数 301/600（50.2%），要超过一半",
        "✓ 赞成面积占参与面积 30000.50/60000（50.0%），要超过一半",
        "",
        "结果：<b>通过</b>",
        "核对的 4 项要求都达到了，所以通过。",
    ]


def test_failure() -> None:
    """What failed has its mark, and the reason says it with its numbers."""
    lines = result_lines(_, owners(abstain="1"))
    assert "✗ 赞成面积占参与面积 30000.50/60001（50.0%），要超过一半" in lines
    assert lines[-2] == "结果：<b>未通过</b>"
    assert lines[-1] == "赞成面积占参与面积 30000.50/60001（50.0%），要超过一半，没有达到，所以未通过。"


def test_households_and_shares() -> None:
    """Households and shares are called by their names."""
    village = judge(get_rule("cn.villagers", TODAY), {Measure.HEADS: measured(3, {"agree": 3})}, basis=Basis.HOUSEHOLDS)
    assert result_lines(_, village)[0] == "应参与 3 户"
    assert result_lines(_, village)[6] == "✓ 到会户数占全体户数 3/3（100.0%），要有三分之二以上"
    shares = {Measure.SHARE: measured(100, {"agree": "50.5"})}
    assert result_lines(_, judge(get_rule("hk.344", TODAY), shares))[2] == "赞成 50.50 份（100.0%）"


def test_nobody_took_part() -> None:
    """Where nobody took part there is a dash instead of a percentage."""
    nobody = judge(get_rule("council.default", TODAY), {Measure.HEADS: measured(5, {})})
    assert result_lines(_, nobody)[2] == "赞成 0 人（–）"
    assert result_lines(_, nobody)[-2] == "结果：<b>流会</b>"


def test_silence() -> None:
    """With another mode the strict result comes first, and what the community's rules say is text, not markup."""
    heads = {Measure.HEADS: measured(9, {"agree": 4, "against": 1, "unreturned": 4})}
    counted = judge(
        get_rule("cn.owners.ordinary", TODAY), heads, silence=Silence.FOLLOW_MAJORITY, silence_basis="<b>第12条"
    )
    lines = [str(line) for line in result_lines(_, counted)]
    assert "送达未回 4 人" in lines
    assert lines.index("严格计票：<b>无效:参与不足</b>") < lines.index("送达未回的票随多数意见：") < len(lines) - 1
    assert "✗ 参与人数占全体人数 5/9（55.6%），要有三分之二以上" in lines
    assert "✓ 参与人数占全体人数 9/9（100.0%），要有三分之二以上" in lines
    assert "结果：<b>通过</b>" in lines
    assert "（&lt;b&gt;第12条）" in lines[-1]


def test_untested() -> None:
    """What the rule asks for and nobody said is named."""
    heads = {Measure.HEADS: measured(9, {"agree": 3})}
    (_share, *more) = [str(each) for each in tallies.untested_lines(_, judge(get_rule("tw.32", TODAY), heads))]
    assert more == ["赞成份额占到会份额", "是不是为同一件事重新召集的会议", "会后 7 天内有没有过半书面反对"]

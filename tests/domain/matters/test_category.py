"""The ten kinds of matter, guessed from words."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matters.category import CATEGORY_WORDS, OTHERWISE, Category, guess_category
from tests.rows import each_row


@each_row(
    ("text", "category"),
    [
        ("3号楼门口的路灯坏了", Category.FACILITIES),
        ("垃圾桶满了没人清理，很臭", Category.ENVIRONMENT),
        ("电动车飞线充电有火灾隐患", Category.SAFETY),
        ("广场舞噪音太吵，邻居意见大", Category.DISPUTES),
        ("希望给独居老人办助餐食堂", Category.WELFARE),
        ("物业费涨价没有公示", Category.INTERESTS),
        ("访客登记制度要改一改", Category.MANAGEMENT),
        ("换届选举怎么宣传", Category.POLICY),
        ("有人要去上访", Category.STABILITY),
        ("大家好", OTHERWISE),
        ("", OTHERWISE),
    ],
)
def test_guess(text: str, category: Category) -> None:
    """A matter is guessed to be of the kind most of whose words it uses."""
    assert guess_category(text) is category


@given(st.sampled_from(Category))
def test_every_kind_can_be_guessed(category: Category) -> None:
    """All the words of one kind together name that kind."""
    assert guess_category("，".join(CATEGORY_WORDS[category])) is category


def test_every_kind_has_words() -> None:
    """The table has a row for each of the ten kinds."""
    assert set(CATEGORY_WORDS) == set(Category)

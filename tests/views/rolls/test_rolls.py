"""What an officer reads of a roll: sums, doubts, differences, what is wrong; and what a resident reads of a slip."""

from dataclasses import replace

from bot.documents import roll_header
from bot.domain.councils.council import Council, Member
from bot.domain.rolls.owner_doubts import Doubt, Doubts
from bot.domain.rolls.roll import Difference, Kind, Problem, Roll, Unit
from bot.domain.shared.reply import Values
from bot.locales import NO_PLATFORM, words
from bot.read_models.rolls import Invitation, InvitationAsked, Invited, ShownImport
from bot.views.rolls import imports, invitations, rolls
from bot.views.shared.text_fit import text_length
from tests import cast
from tests.builders import NOW
from tests.rows import each_row

ZH = words("zh-CN")
HOME = Council(number=1, chat=cast.GROUP, name="和平里")
UNIT = Unit(council=1, roll=0, unit="3-1-502", building="3", head=1, owners=("张伟",), phones=("",), area="98.5")
ROLL = Roll(council=1, number=1, at=NOW, by=1, units=1, heads=1, area="98.5", buildings=("3",), digest="")
SHOWN = ShownImport(1, 7, ROLL, (UNIT,), Doubts(), None, 0, ())


def preview(**changes: object) -> str:
    return str(imports.import_preview_card(ZH, replace(SHOWN, **changes)).text)  # type: ignore[arg-type]


def test_sums() -> None:
    """The share stands there only where the roll has one; buildings that are words need no 栋."""
    assert "份额" not in preview()
    text = preview(version=replace(ROLL, share="0.5", buildings=("3", "东")))
    assert "份额：<b>0.5</b>" in text
    assert "楼栋：2 个（3 栋、东）" in text


def test_doubts() -> None:
    """Owners that a person must look at are named with their units, and how to decide."""
    doubts = Doubts((Doubt("张伟", ("3-1-501", "3-1-502")),) * 12, (Doubt("李娜", ("3-1-503", "3-1-504")),))
    text = preview(doubts=doubts)
    assert text.count("· 张伟：3-1-501、3-1-502") == imports.WARNINGS_SHOWN[0]
    assert "还有 2 处" in text
    assert "· 李娜：3-1-503、3-1-504" in text
    assert "计票号" in text
    assert "计票号" not in preview()


def test_unused_columns() -> None:
    """Columns from which nothing was taken are named, as the file has them."""
    assert "没有用到的列：备注、&lt;b&gt;" in preview(unused=("备注", "<b>"))


def test_changes() -> None:
    """A second roll says what changes; without any it says so."""
    assert "没有变化" in preview(changed=Difference())
    text = preview(changed=Difference(new=tuple(f"9-{n}" for n in range(20)), owned=("3-1-502",)), losing=1)
    assert "新增 20 户：9-0、9-1、9-2、9-3、9-4、9-5 等" in text
    assert "业主变化 1 户：3-1-502" in text
    assert "其中 1 户已经绑定的账号会解除" in text
    assert "减少" not in text


def test_everything_fits(language: str) -> None:
    """The longest list of what is wrong, and the longest preview, are one message."""
    speak = words(language)
    long = "x" * roll_header.QUOTE_LIMIT
    more: Values = {
        "column": "phones",
        "text": long,
        "right": long,
        "limit": 20000,
        "together": long,
        "elsewhere": long,
    }
    problems = [Problem(99999, key, {**more}, long) for key in imports.WRONG_LINES if key != "number_right"]
    assert text_length(imports.roll_problems_card(speak, problems, 99999).text) <= NO_PLATFORM.text_limit
    label = "8" * 24
    many = (label,) * 20
    doubt = Doubt("欧" * 64, many)
    shown = ShownImport(
        1,
        7,
        replace(ROLL, buildings=many, share="1" * 20),
        (replace(UNIT, unit=label),) * 9,
        Doubts((doubt,) * 9, (doubt,) * 9, (doubt,) * 9),
        Difference(many, many, many, many),
        9,
        ("列" * roll_header.QUOTE_LIMIT,) * 20,
        [Problem(99999, key, {**more, "n": 99999}, long) for key in imports.NOTES] * 2,
    )
    assert text_length(imports.import_preview_card(speak, shown).text) <= NO_PLATFORM.text_limit


def test_every_problem_has_its_words() -> None:
    """Whatever the reader of tables can find wrong has a sentence."""
    for key in {*imports.WRONG_FILES, *imports.WRONG_LINES, *imports.NOTES}:
        problem = Problem(3, key, {"column": "area", "text": "x", "right": "", "limit": 1, "elsewhere": "", "n": 2})
        assert imports.roll_problems_card(ZH, [problem], 1).text


@each_row("column", [*roll_header.COLUMN_NAMES])
def test_every_column_has_its_name(column: str) -> None:
    """Every column of a roll is called by a name that the reader of tables knows."""
    assert str(ZH(imports.COLUMN_LABELS[column])) in roll_header.COLUMN_NAMES[column]


def test_owners() -> None:
    """Owners are shown so that they know themselves; a unit without any says so."""
    assert rolls.owner_names(ZH, replace(UNIT, owners=("张伟", "欧阳小敏", "X"))) == "张*、欧***、X*"
    assert "没有写" in rolls.owner_names(ZH, replace(UNIT, owners=(), kind=Kind.UNSOLD))


def test_invited() -> None:
    """After a batch the next one is offered, and of one unit the accounts that it has already."""
    made = Invited(HOME, (Invitation(UNIT, "K7QF2M9TXH4P8RW"),), NOW, 3)
    card = invitations.codes_card(ZH, made, 2, [])
    assert "还有 3 户没有邀请码" in card.text
    (button,) = card.buttons[0]
    assert button.intent
    assert (button.label, button.intent.subject, button.intent.arg) == ("做下一批", 2, "new")
    tied = invitations.codes_card(ZH, replace(made, left=0), 0, [Member(council=1, person=5, name="赵敏")])
    assert [button.label for row in tied.buttons for button in row] == ["解除绑定：赵敏"]
    assert "K7QF2" not in card.text


def test_all_have_a_code() -> None:
    """Where every unit without an account has a code, only all anew is offered."""
    card = invitations.redo_codes_card(ZH, InvitationAsked(HOME, 0, "", 4, 4))
    assert [button.label for row in card.buttons for button in row] == ["全部重做 4 户（旧码作废）"]

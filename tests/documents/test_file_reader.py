"""Files are read in a process of their own: its answer is checked, and it ends when it takes too much."""

import io
import os
import sys
import zipfile

import openpyxl
import pytest

from bot.documents.file_reader import FileReader, ReaderError, ReaderStopped
from bot.documents.worker import PARSERS
from bot.documents.worker_protocol import READY

LIMITS = "from bot.documents.worker import set_limits; set_limits(cpu=1); "
SHEETS = 2000


def xlsx(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (("楼栋", "房号", "业主", "面积"), *rows):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheets_of_one_part(sheets: int) -> bytes:
    """A workbook whose sheets all point at the one part that there is, which is no roll."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(4000):
        sheet.append([number, "x", number])
    out, attack = io.BytesIO(), io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(attack, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            xml = source.read(name)
            if name == "xl/workbook.xml":
                begin, end = xml.index(b"<sheet "), xml.index(b"</sheets>")
                rid = xml[begin:end].split(b'r:id="')[1].split(b'"')[0].decode() if b'r:id="' in xml else "rId1"
                names = "".join(
                    f'<sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
                    f'name="s{number}" sheetId="{number}" state="visible" r:id="{rid}"/>'
                    for number in range(1, sheets + 1)
                )
                xml = xml[:begin] + names.encode() + xml[end:]
            target.writestr(name, xml)
    return attack.getvalue()


def python(code: str) -> tuple[str, ...]:
    """A reader that starts, and then runs the code."""
    return (sys.executable, "-c", f"import os\nos.write(1, {READY!r})\n{code}")


async def test_read() -> None:
    """What the process reads is what the parser reads."""
    content = xlsx(("3", "1-502", "张伟", 98.5), ("3", "1-503", "", "x"))
    assert await FileReader().read_roll(content) == PARSERS["roll"](content)


@pytest.mark.parametrize(("sheets", "key"), [(SHEETS, "too_many_sheets"), (50, "bomb"), (2, "bomb")])
async def test_many_names_of_one_part(sheets: int, key: str) -> None:
    """However many sheets point at one part, it is not parsed again for each of them."""
    sheet = await FileReader(within=20).read_roll(sheets_of_one_part(sheets))
    assert [problem.key for problem in sheet.problems] == [key]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such limits")
@pytest.mark.parametrize(
    "code",
    [
        LIMITS + "\nwhile True: pass",
        LIMITS + "print(len(bytearray(1 << 30)))",
        LIMITS + "open('/tmp/yishi-not-written', 'w').write('x')",
        "import os; os.abort()",
        "raise SystemExit(3)",
        "import sys; print('no json')",
        "print('[' * 100_000)",
        "print('{}', end=' ' * (17 << 20))",
        """print('{"rows": [{"unit": 5}]}')""",
        """print('{"rows": "abc"}')""",
        """print('{"wrong": "1"}')""",
        """print('{"run": "me"}')""",
        "",
    ],
)
async def test_what_is_no_answer(code: str) -> None:
    """A reader that takes too much, breaks down or answers nonsense gives nothing."""
    with pytest.raises(ReaderError) as caught:
        await FileReader(python(code), within=20).read_roll(b"x" * (2 << 20))
    assert not isinstance(caught.value, ReaderStopped)


@pytest.mark.parametrize("command", [("/no/such/program",), (sys.executable, "-c", "import no_such_module")])
async def test_a_reader_that_does_not_start(command: tuple[str, ...]) -> None:
    """A reader that cannot be started says nothing about the file."""
    with pytest.raises(ReaderStopped, match="start"):
        await FileReader(command).read_roll(b"")


async def test_within() -> None:
    """A reader that only waits is ended as well, which says nothing about the file."""
    with pytest.raises(ReaderStopped, match="not done"):
        await FileReader(python("import time; time.sleep(60)"), within=0.5).read_roll(b"")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signals")
@pytest.mark.parametrize("sign", ["SIGTERM", "SIGINT"])
async def test_stopped(sign: str) -> None:
    """A reader that is stopped together with the service says nothing about the file."""
    code = f"import os, signal; signal.signal(signal.{sign}, signal.SIG_DFL); os.kill(os.getpid(), signal.{sign})"
    with pytest.raises(ReaderStopped, match="ended with"):
        await FileReader(python(code)).read_roll(b"")


async def test_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process does not see what else the bot's environment has in it, nor its open files."""
    monkeypatch.setenv("YISHI_TELEGRAM_TOKEN", "1:secret")
    read, write = os.pipe()
    code = f"""
import os, sys
seen = any("secret" in value for value in os.environ.values())
try:
    os.fstat({write}); seen = True
except OSError:
    pass
print('{{"wrong": %d}}' % seen)
"""
    try:
        assert (await FileReader(python(code)).read_roll(b"")).wrong == 0
    finally:
        os.close(read)
        os.close(write)

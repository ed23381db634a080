"""What the documents say is so."""

import argparse
import re
import shlex
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from bot.schema import TABLES
from bot.views.shared.command_list import COMMANDS_BY_NAME
from docs.generator.commands import explanations
from docs.generator.pages import PAGES, read_generated
from handlers.cli import console
from handlers.cli.parser import make_parser
from storage.tinydb import file_names
from tests.rows import each_row

ROOT = Path(__file__).parents[2]
READMES = [ROOT / "README.md", ROOT / "README.en.md"]
DOCUMENTS = [
    *READMES,
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "changelog.d").glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
FOR_PEOPLE = sorted((ROOT / "docs" / "users").glob("*.md")) + sorted((ROOT / "docs" / "hosting").glob("*.md"))
IN_CHINESE_ALONE = {ROOT / "docs" / "users" / "rules.md"}  # it quotes Chinese law; a paragraph says so in English
SERVICE = ROOT / "deploy" / "yishi.service"

CODE = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
MAKE = re.compile(r"(?:^|`|&& |sudo )make ([a-z]+)", re.MULTILINE)
RUN = re.compile(r"(?:\.venv/bin/)?python [\w/]*run\.py([^\n`#|]*)")
COMMAND = re.compile(r"/([a-z_]+)(?:@\S*)?(?: .*)?")
CONFIG_KEY = re.compile(r"(?:telegram|storage|meetings|log)\.[a-z_.]+")
FILE = re.compile(r"[\w.-]*(?:/[\w.-]+)*/?")

OF_TELEGRAM = {
    "start",
    "cancel",
    "newbot",
    "setprivacy",
    "revoke",
}  # in no menu: what it, @BotFather or a question understands
OF_A_HOST = {
    "/data",
    "data/",
    "config.toml",
    "holidays.toml",
    "restoring/",
    "restoring.part/",
    "replaced-001/",
    ".venv/",
}
ENDINGS = {".py", ".md", ".toml", ".txt", ".service", ".json", ".jsonl", ".po"}

documents = each_row("document", DOCUMENTS)
languages = pytest.mark.parametrize("language", ["zh-CN", "en"])


def in_language(language: str, name: str) -> str:
    """Return the file name of a page in this language."""
    return f"{name}.en.md" if language == "en" else f"{name}.md"


def spans(document: Path) -> list[str]:
    """Everything between backticks, fenced blocks left out."""
    return CODE.findall(FENCE.sub("", document.read_text()))


def rows(text: str) -> list[list[str]]:
    """The cells of all tables, one list a row."""
    lines = [line.strip() for line in text.splitlines() if line.lstrip().startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if not set(line) <= set("|- ")]


def first_cells(document: Path) -> list[str]:
    """What stands between backticks in the first cell of a row."""
    return [found[1] for row in rows(document.read_text()) if (found := re.fullmatch(r"`([^`]+)`", row[0]))]


def config_keys() -> set[str]:
    """Every key of config.example.toml, those that are commented out included."""
    text = re.sub(
        r"^# (\[?[a-z_.]+(\]$| = .*$))", r"\1", (ROOT / "config.example.toml").read_text(), flags=re.MULTILINE
    )

    def walk(table: dict[str, object], path: str = "") -> set[str]:
        found: set[str] = set()
        for name, value in table.items():
            found |= walk(value, f"{path}{name}.") if isinstance(value, dict) else {path + name}
        return found

    return walk(tomllib.loads(text))


@documents
def test_what_is_made_can_be_made(document: Path) -> None:
    """Each `make X` that a document names is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(MAKE.findall(document.read_text())) <= targets


@documents
def test_links_lead_somewhere(document: Path) -> None:
    """Each link to a file leads to one, each link within a page to a heading."""
    headings = {line.lstrip("# ").strip().lower() for line in document.read_text().splitlines() if line.startswith("#")}
    for link in LINK.findall(document.read_text()):
        if link.startswith("#"):
            assert link[1:] in headings
        elif not link.startswith("https://"):
            assert (document.parent / link).exists(), link


@documents
def test_files_that_are_named_exist(document: Path) -> None:
    """Each file or folder that a document names is there, but for those that only a host has."""
    ours = {path.name for path in (file_names.journal(ROOT, 1), file_names.segment(ROOT, 1))}
    ours |= {file_names.DATA, file_names.UNFINISHED, *OF_A_HOST}
    for span in spans(document):
        is_file = FILE.fullmatch(span) and (Path(span).suffix in ENDINGS or span.endswith("/"))
        if is_file and span not in ours and not span.startswith("/"):
            assert (ROOT / span).exists(), span


@documents
def test_commands_that_are_named_exist(document: Path) -> None:
    """Each chat command that a document names is one of ours, or Telegram's own."""
    for span in spans(document):
        command = COMMAND.fullmatch(span)
        if command and span not in OF_A_HOST:
            assert command[1] in COMMANDS_BY_NAME.keys() | OF_TELEGRAM, span


@languages
def test_every_command_is_explained(language: str) -> None:
    """The pages for people explain every command once in each language, with its Chinese word."""
    found = explanations(language)
    assert {name: [word for _, word in pages] for name, pages in found.items()} == {
        command.name: [command.word] for command in COMMANDS_BY_NAME.values()
    }


@pytest.mark.parametrize("page", PAGES)
def test_generated_parts_are_current(page: str) -> None:
    """A page repeats the code's tables as the generator draws them; else: make docs."""
    assert read_generated(page) == PAGES[page]()


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_readme_is_short(readme: Path) -> None:
    """Each README can be read in one sitting: at most 120 lines."""
    assert len(readme.read_text().splitlines()) <= 120


@pytest.mark.parametrize("page", [*READMES, *FOR_PEOPLE], ids=lambda path: str(path.relative_to(ROOT)))
def test_links_stay_in_their_language(page: Path) -> None:
    """A page for people leads to pages in its own language; only its first lines lead to its twin in the other."""
    for link in LINK.findall("".join(page.read_text().splitlines()[4:])):
        if page.name.endswith(".en.md"):
            assert link.endswith(".en.md") or not (page.parent / link).with_suffix(".en.md").is_file(), link
        else:
            assert not link.endswith(".en.md"), link


def test_pages_for_people_are_in_both_languages() -> None:
    """Every page for residents and hosts has its twin in the other language, and a link to it in its first lines."""
    chinese = {path for path in FOR_PEOPLE if not path.name.endswith(".en.md")} - IN_CHINESE_ALONE
    assert {path.with_suffix(".en.md") for path in chinese} == {p for p in FOR_PEOPLE if p.name.endswith(".en.md")}
    for path in [*chinese, ROOT / "README.md"]:
        mirror = path.with_suffix(".en.md")
        for page, other in ((path, mirror), (mirror, path)):
            assert f"]({other.name})" in "".join(page.read_text().splitlines()[:4]), page


@documents
def test_keys_that_are_named_exist(document: Path) -> None:
    """Each configuration key that a document names stands in config.example.toml."""
    named = {span for span in spans(document) if CONFIG_KEY.fullmatch(span) and not span.endswith((".py", ".md"))}
    assert named <= config_keys()


@languages
def test_the_table_of_keys_is_whole(language: str) -> None:
    """The page on configuration explains every key."""
    page = ROOT / "docs" / "hosting" / in_language(language, "configuration")
    table = [row for row in rows(page.read_text()) if row[0].startswith("`")]
    assert {row[0].strip("`") for row in table} == config_keys()
    assert all(row[2] for row in table)


@documents
def test_the_command_line_is_understood(document: Path) -> None:
    """Each `python run.py …` that a document shows is one that run.py takes."""
    for line in RUN.findall(document.read_text()):
        given = shlex.split(line)
        assert isinstance(make_parser().parse_args(given), argparse.Namespace)


@languages
def test_the_command_line_is_explained(language: str) -> None:
    """The pages of each language show every subcommand and every exit code."""
    (subcommands,) = (action for action in make_parser()._actions if isinstance(action, argparse._SubParsersAction))
    pages = [page for page in [*READMES, *FOR_PEOPLE] if page.name.endswith(".en.md") == (language == "en")]
    shown = {word for page in pages for line in RUN.findall(page.read_text()) for word in shlex.split(line)}
    assert set(subcommands.choices) - {"demo"} <= shown  # `make demo` is how people meet the demo
    trouble = (ROOT / "docs" / "hosting" / in_language(language, "troubleshooting")).read_text()
    codes = {row[0] for row in rows(trouble) if row[0].isdigit()}
    ours = {console.DONE, console.PROBLEM, console.NOT_CONFIGURED, console.LOCKED, console.LEFT_AT_ONCE}
    assert codes == {str(code) for code in ours}


@languages
def test_quoted_lines_of_the_log_are_ours(language: str) -> None:
    """Each line of the log that the page on trouble quotes is written somewhere in the program."""
    source = "\n".join(
        path.read_text() for room in ("bot", "handlers", "storage") for path in (ROOT / room).rglob("*.py")
    )
    page = ROOT / "docs" / "hosting" / in_language(language, "troubleshooting")
    quoted = [line for row in rows(page.read_text()) for line in re.findall('[“"]([^”"]*)[”"]', row[0])]
    assert quoted
    for line in quoted:
        ours = line.partition(": No space left")[0]  # that is the system's own
        pattern = ".{1,80}?".join(re.escape(part) for part in ours.strip("…").split("…"))
        assert re.search(pattern, source), line


@languages
def test_privacy_speaks_of_every_table(language: str) -> None:
    """The page on privacy says of every table what of people is in it, and of no other."""
    page = ROOT / "docs" / "hosting" / in_language(language, "privacy")
    assert set(first_cells(page)) == {table.name for table in TABLES}


def test_every_licence_is_named() -> None:
    """The table of licences has every locked run-time dependency, and no other."""
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements" / "run.txt").read_text(), re.MULTILINE))
    text = (ROOT / "CONTRIBUTING.md").read_text().partition("## Licences")[2]
    assert {row[0] for row in rows(text)[1:]} == locked


def test_every_licence_is_what_the_package_says() -> None:
    """The table of licences repeats what the installed packages say of themselves."""
    text = (ROOT / "CONTRIBUTING.md").read_text().partition("## Licences")[2]
    for name, licence, _ in rows(text)[1:]:
        about = metadata.metadata(name)
        classified = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or [] if "License" in each]
        stated = [*(about.get_all("License-Expression") or about.get_all("License") or []), *classified]
        assert _plain(licence) in map(_plain, stated), name


def _plain(licence: str) -> str:
    return re.sub(r"\W|license", "", licence.casefold())


def test_the_image_is_made_of_what_is_there() -> None:
    """Everything the Dockerfile copies exists and gets past .dockerignore, and every room of the program is copied."""
    copied: set[str] = set()
    for line in re.findall(r"^COPY (.+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE):
        *sources, _ = line.split()
        copied |= set(sources)
    ignored = (ROOT / ".dockerignore").read_text().split("\n")
    assert ignored[1] == "*"
    assert {line.removeprefix("!") for line in ignored if line.startswith("!")} == copied
    assert all((ROOT / source).exists() for source in copied)
    rooms = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
    assert {f"{room}.py" if room == "run" else f"{room}/" for room in rooms} <= copied


def test_the_service_starts_the_bot() -> None:
    """The unit's command line is one that run.py takes, and no restart follows a wrong configuration."""
    unit = dict(re.findall(r"^(\w+)=(.+)$", SERVICE.read_text(), re.MULTILINE))
    _, script, *given = shlex.split(unit["ExecStart"])
    assert script == "/opt/yishi/run.py"
    assert make_parser().parse_args(given).config == Path("/etc/yishi/config.toml")
    assert unit["RestartPreventExitStatus"] == str(console.NOT_CONFIGURED)

"""Commands about the data folder: check, backup, restore, verify."""

import argparse
from pathlib import Path

from bot import holidays_file
from bot.config import Storage, storage_of
from bot.config_schema import ConfigError
from bot.documents.verdict import check_proof_file
from handlers.cli.configuration import NoConfigError, place_of, read_config
from handlers.cli.console import DONE, PROBLEM, fail, say
from storage import backup as backups  # `backup` and `check` are the commands here
from storage import check as checks  # as above
from storage.places import Database
from storage.tinydb.file_names import ours


def check(options: argparse.Namespace) -> int:
    """Report all errors in the configuration and the data; return the exit code."""
    problems = []
    try:
        storage: Storage | None = read_config(options).storage
    except NoConfigError as error:
        return fail(PROBLEM, str(error))
    except ConfigError as error:
        problems.append(str(error))
        storage = storage_of(options.config)
    try:
        holidays_file.load_holidays(options.config)
    except ConfigError as error:
        problems.append(str(error))
    place = place_of(options, storage) if storage else None
    if isinstance(place, Database) or (place and place.exists() and any(place.iterdir())):
        problems += [f"{_file(place, each.file)}：{each.wrong}。应为：{each.right}" for each in checks.check(place)]
    if problems:
        return fail(PROBLEM, "\n".join(problems))
    say("配置和数据都没有问题。")
    return DONE


def backup(options: argparse.Namespace) -> int:
    """Write a backup of everything into one file."""
    opening = backups.backup(_place(options), options.file)
    say(f"已备份到 {options.file}。")
    if opening:
        say(f"注意：有 {opening} 次不记名的表决或问卷正在进行，这份备份能打开它们的信封。截止后，请把这份备份销毁。")
    return DONE


def restore(options: argparse.Namespace) -> int:
    """Restore a backup into the data folder; return the exit code."""
    place = _place(options)
    backups.restore(options.file, place, force=options.force)
    say(f"已从 {options.file} 恢复到 {place}。")
    return DONE


def verify(options: argparse.Namespace) -> int:
    """Check the audit log and every vote against it, and report the first break."""
    if options.file:
        return _verify_file(options)
    broken = checks.verify(_place(options))
    say(f"记录不对，第一处：{broken[0]}（共 {len(broken)} 处）" if broken else "全部记录核对无误。")
    return PROBLEM if broken else DONE


def _verify_file(options: argparse.Namespace) -> int:
    """Check an exported vote by itself, and against the data where there is any."""
    file, wrong = check_proof_file(options.file.read_bytes())
    try:
        place: Path | Database | None = _place(options)
    except NoConfigError:
        place = None
    if isinstance(place, Path) and not (place.is_dir() and ours(place)):
        place = None
    if place and not wrong:
        wrong = checks.verify(place, file=file)
    if wrong:
        return fail(PROBLEM, f"{options.file} 不对：{wrong[0]}（共 {len(wrong)} 处）")
    say(f"{options.file} 核对无误：{len(file['yishi']['commitments'])} 张票，重新计票的结果与记录一致。")
    if not place:
        say("这里没有数据文件夹，所以只核对了文件本身。")
    return DONE


def _place(options: argparse.Namespace) -> Path | Database:
    return place_of(options, read_config(options).storage)


def _file(place: Path | Database, name: str) -> str:
    """Return how a file in the data folder, or a part of a database, is named."""
    return str(place / name) if isinstance(place, Path) else f"{place} {name}"

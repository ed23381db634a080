"""The command line: its commands, options and help."""

import argparse
from pathlib import Path


def make_parser() -> argparse.ArgumentParser:
    """Return the parser; `module` and `function` of what it reads name what is to be run in `handlers.cli`."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--config", type=Path, metavar="FILE", help="配置文件（默认 config.toml）")
    parser = argparse.ArgumentParser(prog="run.py", description="议事：给居民议事会用的 Telegram 机器人。")
    parser.add_argument("--config", type=Path, metavar="FILE", default=Path("config.toml"), help="配置文件")
    parser.set_defaults(module="serve", function="serve")
    commands = parser.add_subparsers(metavar="命令", help="不写命令就是运行机器人")

    def command(name: str, module: str, explained: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, parents=[common], help=explained, description=explained)
        made.set_defaults(module=module, function=name)
        return made

    demo = command("demo", "demo", "在浏览器里试用，不需要令牌，也不需要联网")
    demo.add_argument("--port", type=int, default=8765, help="0 表示随便找一个空的")
    demo.add_argument("--data", type=Path, metavar="DIR", help="数据放在这个文件夹；不写就只放在内存里")
    demo.add_argument("--no-seed", action="store_true", help="不要预先准备的小区和居民，在页面里自己添加")
    command("check", "data", "检查配置和数据，一次列出所有问题")
    command("backup", "data", "把全部数据备份成一个文件").add_argument("file", type=Path, metavar="FILE")
    restore = command("restore", "data", "从备份文件恢复")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--force", action="store_true", help="已有数据时也恢复；原有数据移到一边，不会删除")
    verify = command("verify", "data", "核对全部记录和每一次表决，指出第一处不对的")
    verify.add_argument("file", type=Path, metavar="FILE", nargs="?", help="只核对这份导出的表决文件")
    command("rules", "votes", "列出表决规则：编号、地方、有效期、依据、核对日期")
    tally = command("tally", "votes", "计票：读一个 JSON 文件，算出每一项和结果，写成 JSON")
    tally.add_argument("file", metavar="FILE", help="- 表示从标准输入读")
    return parser

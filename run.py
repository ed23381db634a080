"""The front door: reads the command line, and runs what it names.

Each command is a function in `handlers/cli/`; only its own module is loaded, so that the bot starts fast.
"""

import gc
import logging
import sys
from collections.abc import Sequence
from importlib import import_module

from bot.config_schema import ConfigError
from handlers.cli.configuration import NoConfigError
from handlers.cli.console import LOCKED, NOT_CONFIGURED, PROBLEM, fail
from handlers.cli.parser import make_parser
from storage.errors import StorageError, StoreLockedError


def main(arguments: Sequence[str]) -> int:
    """Run the command named on the command line; return the exit code."""
    options = make_parser().parse_args(arguments)
    try:
        gc.disable()  # nothing becomes garbage while all is loaded: a tenth of the start
        command = import_module(f"handlers.cli.{options.module}")
        gc.enable()
        return int(getattr(command, options.function)(options))
    except (NoConfigError, ConfigError) as error:
        return fail(NOT_CONFIGURED, str(error))
    except StoreLockedError as error:
        return fail(LOCKED, f"数据正在被另一个程序使用：{error}")
    except StorageError as error:
        return fail(PROBLEM, f"数据有问题：{error}")
    except OSError as error:
        return fail(PROBLEM, f"不能继续：{error}")
    except Exception:
        logging.getLogger(__name__).exception("this is a fault of the program")  # not by Python: the log hides tokens
        return PROBLEM


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Make .venv and install a locked set of packages into it: `python3 requirements/install.py run.txt`.

The standard library and the syntax of Python 3.6 alone: an older Python than is needed must be able to say so.
What pip says goes into .venv/setup.log; the screen shows one line for each thing that takes time or goes wrong.
"""

import hashlib
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Sequence

OLDEST = (3, 11)
ROOT = Path(__file__).absolute().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = VENV / "setup.log"

# Words of pip, venv and the system -> what to do. The first that is found counts.
REASONS = {
    ("No space left on device", "Disk quota exceeded"): (
        "The disk is full: make room (about 500 MB), then run the same command again."
        " 磁盘满了：腾出约 500 MB，再运行一次。"
    ),
    ("Permission denied", "Read-only file system"): (
        "This folder cannot be written to: use a copy in a folder of your own."
        " 这个文件夹不能写入：请复制到自己的文件夹里。"
    ),
    ("DO NOT MATCH THE HASHES", "do not match the hashes"): (
        "A downloaded package is not the one that was locked, and was not installed: run the same command again;"
        " if it stays so, look at the package index that is set up here."
        " 下载的包和锁定的不一样，没有安装。请再试一次。"
    ),
    (
        "NewConnectionError",
        "ConnectTimeoutError",
        "ReadTimeoutError",
        "ProxyError",
        "NameResolutionError",
        "Temporary failure in name resolution",
        "Network is unreachable",
        "Connection refused",
        "Connection reset",
        "Could not fetch URL",
    ): (
        "The package index cannot be reached: check the network (HTTPS_PROXY, if you need one), then run the same"
        " command again. 连不上软件包的下载地址：请检查网络后再运行一次。"
    ),
    ("No matching distribution found", "subprocess-exited-with-error", "Failed building wheel"): (
        "A package has no ready-made file for this Python or this machine: try another Python, such as"
        " make PYTHON=python3.12. 有的包没有适合这台机器的版本：请换一个 Python，例如 make PYTHON=python3.12。"
    ),
}
OTHER = "The set-up did not succeed. 没有装好。"
TOO_OLD = (
    "Yishi needs Python 3.11 or newer, and this is Python %d.%d. If a newer one is there: make PYTHON=python3.12."
    " 需要 Python 3.11 或更新的版本。"
)
NO_VENV = (
    "Python's venv is missing. On Debian or Ubuntu: sudo apt install python3-venv, then run the same command again."
    " 缺少 venv：请先 sudo apt install python3-venv。"
)


class SetUpError(Exception):
    """The set-up cannot go on; the message is one line for people."""


def main(lock_name: str) -> int:
    """Install what the lock file says, unless it is there already; return the exit code."""
    try:
        install(ROOT / "requirements" / lock_name)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(explain(str(error)), file=sys.stderr)
        return 1
    return 0


def install(lock: Path) -> None:
    """Bring the environment to what the lock says; raises SetUpError."""
    found = environment()
    is_new_enough = sys.version_info >= OLDEST
    if not found or (is_new_enough and found != here()):  # with too old a Python one made by a newer will do
        if not is_new_enough:
            raise SetUpError(TOO_OLD % sys.version_info[:2])
        make()
        found = here()
    stamp = VENV / f"installed-{lock.name}"
    wanted = f"{hashlib.sha256(lock.read_bytes()).hexdigest()} {found}"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Installing the packages of {lock.relative_to(ROOT)}, about a minute ...", flush=True)
    # The lock names every package: without --no-deps pip's older versions refuse requirements with extras.
    pip = ["-m", "pip", "install", "--disable-pip-version-check", "--no-deps", "--require-hashes", "-r", str(lock)]
    call([str(PYTHON), *pip])
    stamp.write_text(wanted)


def make() -> None:
    """Make an empty environment with this Python, in place of one that is there; raises SetUpError."""
    try:
        import ensurepip  # noqa: F401, PLC0415  # Debian parts it from Python
    except ImportError:
        raise SetUpError(NO_VENV) from None
    print("Making .venv ...", flush=True)
    call([sys.executable, "-m", "venv", "--clear", str(VENV)])


def here() -> str:
    """Return what `environment` returns of one that this Python made here."""
    return f"{sys.version_info[0]}.{sys.version_info[1]} {VENV}"


def environment() -> str:
    """Return the version and the place of the environment that is there, "" when it has no working Python or pip."""
    script = "import sys, pip; print(*sys.version_info[:2], sep='.', end=' '); print(sys.prefix)"
    try:
        said = subprocess.check_output([str(PYTHON), "-c", script], stderr=subprocess.STDOUT)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return said.decode("utf-8", "replace").strip()


def call(command: Sequence[str]) -> None:
    """Run a command and keep what it says of a failure in the log; raises SetUpError."""
    process = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=str(ROOT), check=False)
    if process.returncode:
        said = process.stdout.decode("utf-8", "replace")
        reason = explain(said)
        if VENV.is_dir():
            with suppress(OSError):
                LOG.write_text(said, encoding="utf-8")
                reason += f" ({LOG.relative_to(ROOT)})"
        raise SetUpError(reason)


def explain(said: str) -> str:
    """Return the line for people that goes with the words of a failure."""
    for words, reason in REASONS.items():
        if any(word in said for word in words):
            return reason
    return OTHER


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

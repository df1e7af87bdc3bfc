"""Make the project's own environment in `.venv`, the same way on Linux, macOS and Windows.

    python3 tools/environment.py play    what a player needs
    python3 tools/environment.py test    the same, and what testing and checking need

A second call finds everything in place and returns at once. Kept to syntax that an old Python 3
can read, because telling its owner that it is too old is part of the work.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
HOUSE = Path(__file__).resolve().parent.parent
ENVIRONMENT = HOUSE / ".venv"
LOCKS = {"play": "constraints.txt", "test": "constraints-dev.txt"}


class NoEnvironment(Exception):
    """Why no environment can be made: one line, with what would be right."""


def check_python(version: tuple[int, int], where: str) -> None:
    """Refuse a Python older than `OLDEST`, found at `where`."""
    if version < OLDEST:
        raise NoEnvironment(
            "Python {}.{} at {} is too old: install Python {}.{} or newer.".format(
                *version, where, *OLDEST
            )
        )


def check_parts(where: str) -> None:
    """Refuse a Python that comes without the parts that make environments."""
    for part in ("venv", "ensurepip"):
        try:
            __import__(part)
        except ImportError as missing:
            raise NoEnvironment(
                f"Python at {where} comes without {part}, which makes environments: "
                "install it (Debian and Ubuntu: apt install python3-venv)."
            ) from missing


def interpreter(environment: Path) -> Path:
    """The Python inside an environment, on this system."""
    if os.name == "nt":
        return environment / "Scripts" / "python.exe"
    return environment / "bin" / "python"


def fingerprint(lock: Path, project: Path) -> str:
    """Name what an environment is installed from: a changed lock or project changes the name."""
    return hashlib.sha256(lock.read_bytes() + project.read_bytes()).hexdigest()


def works(python: Path) -> bool:
    """Whether the environment's Python starts, has pip and is new enough."""
    question = f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"
    try:
        answer = subprocess.run([str(python), "-c", question], capture_output=True, check=False)
    except OSError:
        return False
    return answer.returncode == 0


def make() -> None:
    """Make an empty environment, over whatever no longer works there."""
    command = [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]
    if subprocess.run(command, check=False).returncode != 0:
        raise NoEnvironment(
            f"{sys.executable} could not make {ENVIRONMENT}; its reason stands above."
        )


def install(python: Path, lock: Path) -> None:
    """Install what `lock` lists, each file checked against its hash, then the project itself."""
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    project = ["--no-deps", "--no-build-isolation", "--editable", str(HOUSE)]
    # The lock names everything, so nothing is resolved again: some releases of pip, told of
    # constraints of the machine's own, would then refuse what another package asks for as extra.
    locked = ["--no-deps", "--require-hashes", "--requirement", str(lock)]
    for arguments in (locked, project):
        if subprocess.run(pip + arguments, check=False).returncode != 0:
            raise NoEnvironment(
                f"pip could not install from {lock.name}; its reason stands above. "
                "With the network back, the same command goes on."
            )


def prepare(purpose: str) -> None:
    """Make or mend the environment for `purpose`, a key of `LOCKS`."""
    check_python(sys.version_info[:2], sys.executable)
    lock, python = HOUSE / LOCKS[purpose], interpreter(ENVIRONMENT)
    stamp = ENVIRONMENT / f"installed-for-{purpose}"
    wanted = fingerprint(lock, HOUSE / "pyproject.toml")
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Installing what {lock.name} lists into .venv, once; this takes a minute.", flush=True)
    if not works(python):
        check_parts(sys.executable)
        make()
    install(python, lock)
    stamp.write_text(wanted)


def main(arguments: list[str]) -> int:
    """Do what the command line says; 2 means that one line on standard error says why not."""
    if len(arguments) != 1 or arguments[0] not in LOCKS:
        print(f"usage: environment.py {'|'.join(LOCKS)}", file=sys.stderr)
        return 2
    try:
        prepare(arguments[0])
    except NoEnvironment as reason:
        print(reason, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

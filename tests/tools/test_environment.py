"""The one step before everything else: an environment, or one line that says why there is none."""

import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from architecture.tree import HOUSE

SCRIPT = HOUSE / "tools" / "environment.py"
TOOL = runpy.run_path(str(SCRIPT))


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A project with nothing to install, whose environment can be made without a network."""
    (tmp_path / "tools").mkdir()
    shutil.copy(SCRIPT, tmp_path / "tools")
    (tmp_path / "constraints.txt").write_text("")
    (tmp_path / "pyproject.toml").write_text("")
    return tmp_path


def run(house: Path, *arguments: str, before: str = "") -> tuple[int, str]:
    """Call the tool in a Python of its own, after some preparation: status, and what was said."""
    script = house / "tools" / "environment.py"
    code = f"import runpy, sys\n{before}\nsys.argv = {[str(script), *arguments]!r}\n"
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}runpy.run_path({str(script)!r}, run_name='__main__')"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return ran.returncode, ran.stdout + ran.stderr


@pytest.mark.parametrize("version", [(2, 7), (3, 8), (3, 10)])
def test_an_old_python_is_refused_by_name(version: tuple[int, int]) -> None:
    with pytest.raises(TOOL["NoEnvironment"]) as refusal:
        TOOL["check_python"](version, "there")
    assert str(refusal.value) == (
        f"Python {version[0]}.{version[1]} at there is too old: install Python 3.11 or newer."
    )


@pytest.mark.parametrize("version", [(3, 11), (3, 14), (4, 0)])
def test_a_new_enough_python_is_accepted(version: tuple[int, int]) -> None:
    TOOL["check_python"](version, "there")


@pytest.mark.parametrize("part", ["venv", "ensurepip"])
def test_a_python_without_its_parts_is_told_what_to_install(house: Path, part: str) -> None:
    status, said = run(house, "play", before=f"sys.modules[{part!r}] = None")
    assert status == 2
    assert said.splitlines()[-1] == (
        f"Python at {sys.executable} comes without {part}, which makes environments: "
        "install it (Debian and Ubuntu: apt install python3-venv)."
    )
    assert len(said.splitlines()) == 2


@pytest.mark.parametrize("arguments", [[], ["tests"], ["play", "test"]])
def test_another_purpose_is_refused(house: Path, arguments: list[str]) -> None:
    assert run(house, *arguments) == (2, "usage: environment.py play|test\n")


def test_a_failed_installation_leaves_no_stamp_and_says_so(house: Path) -> None:
    (house / "constraints.txt").write_text("this is no requirement\n")
    for _ in range(2):
        status, said = run(house, "play")
        assert status == 2
        assert said.splitlines()[-1].startswith("pip could not install from constraints.txt;")
        assert not (house / ".venv" / "installed-for-play").exists()


def test_what_is_in_place_is_not_installed_again(house: Path) -> None:
    environment = house / ".venv"
    python = TOOL["interpreter"](environment)
    python.parent.mkdir(parents=True)
    shutil.copy(sys.executable, python)
    lock = TOOL["fingerprint"](house / "constraints.txt", house / "pyproject.toml")
    (environment / "installed-for-play").write_text(lock)
    assert run(house, "play") == (0, "")
    (house / "constraints.txt").write_text("\n")
    assert run(house, "play")[1].startswith("Installing what constraints.txt lists")

"""Everything but the drawing half of the client runs where pygame is not."""

import subprocess
import sys

import pytest

IMPORT_ALL = """
import importlib, pkgutil, sys
sys.modules["pygame"] = None
top = importlib.import_module(sys.argv[1])
for found in pkgutil.walk_packages(getattr(top, "__path__", []), f"{top.__name__}."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
"""


def import_all(package: str) -> str:
    """Import a package and all in it without pygame; the last line of what went wrong, or ''."""
    ran = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, package],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ran.stderr.strip().rpartition("\n")[2]


@pytest.mark.parametrize(
    "package",
    [
        "dilemma",
        "dilemma_server",
        "dilemma_client.link",
        "dilemma_client.model",
        "dilemma_client.robot",
    ],
)
def test_it_runs_without_a_screen(package: str) -> None:
    assert import_all(package) == ""


def test_drawing_without_a_screen_is_seen() -> None:
    assert "pygame" in import_all("dilemma_client")

"""The game opens nothing, says nothing, and draws only through its named dice."""

import ast
from pathlib import Path

import pytest

from architecture.tree import HOUSE, python_files, shown

GAME = HOUSE / "shared" / "dilemma"
DOORS = {"open", "print", "input", "exec", "eval", "globals", "__import__"}


def breaches(source: str, *, throws_dice: bool) -> list[int]:
    """The lines of one module that reach outside the game past the import contracts."""
    lines = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in DOORS:
                lines.add(node.lineno)
            case ast.Attribute(value=ast.Name(id="np" | "numpy"), attr="random"):
                lines.update([] if throws_dice else [node.lineno])
            case ast.ImportFrom(module=module, names=names):
                asked = {f"{module}.{alias.name}" for alias in names}
                drawn = any(f"{name}.".startswith("numpy.random.") for name in asked)
                lines.update([node.lineno] if drawn and not throws_dice else [])
            case ast.Import(names=names):
                drawn = any(f"{alias.name}.".startswith("numpy.random.") for alias in names)
                lines.update([node.lineno] if drawn and not throws_dice else [])
    return sorted(lines)


def throws_dice(path: Path) -> bool:
    """Whether a module belongs to the named dice, which alone may draw."""
    return path.relative_to(GAME).parts[0].removesuffix(".py") == "chance"


@pytest.mark.parametrize("path", list(python_files("shared")), ids=shown)
def test_the_game_reaches_for_nothing_outside(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert breaches(source, throws_dice=throws_dice(path)) == []


@pytest.mark.parametrize(
    "source",
    [
        "book = open('orders.txt')",
        "print('war')",
        "import numpy as np\ndice = np.random.default_rng(1)",
        "import numpy.random",
        "from numpy import random",
        "from numpy.random import default_rng",
    ],
)
def test_a_planted_reach_is_caught(source: str) -> None:
    assert breaches(source, throws_dice=False) == [len(source.splitlines())]


def test_the_dice_may_draw_and_nothing_else() -> None:
    assert breaches("from numpy.random import Philox", throws_dice=True) == []
    assert breaches("print('six')", throws_dice=True) == [1]

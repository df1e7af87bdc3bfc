"""What decides a match is computed alike on every machine."""

from pathlib import Path

import pytest

from architecture.portable import Finding, findings
from architecture.tree import HOUSE, python_files, shown

GAME = HOUSE / "shared" / "dilemma"
DECIDING_ROOMS = {"arithmetic", "bots", "chance", "projection", "rules", "view", "world"}


def room_of(path: Path) -> str:
    """The part of the game, named as in the contracts, that a file belongs to."""
    return path.relative_to(GAME).parts[0].removesuffix(".py")


DECIDING = [path for path in python_files("shared") if room_of(path) in DECIDING_ROOMS]

UNPORTABLE = [
    "import numpy as np\nx = np.exp(y)",
    "import numpy as np\nx = np.log1p(y)",
    "import numpy as np\nx = np.power(y, 2)",
    "import numpy as np\nx = np.tanh(y)",
    "import numpy as np\nx = np.sum(y, axis=0)",
    "import numpy as np\nx = np.mean(y)",
    "import numpy as np\nx = np.add.reduce(y)",
    "import numpy as np\nx = np.dot(y, z)",
    "import numpy as np\nx = np.einsum('ij,j->i', y, z)",
    "import numpy as np\nx = np.linalg.norm(y)",
    "import numpy as np\nx = np.argsort(y)",
    "from numpy import exp",
    "x = y.sum()",
    "x = y.mean(axis=1)",
    "x = y.argsort()",
    "x = y @ z",
    "x @= z",
    "x = y ** 1.5",
    "x = y ** 3",
    "x = 2 ** y",
    "x **= 0.5",
    "x = pow(y, 2)",
    "x = sum(y)",
    "x = sum(y)  # exact because: ",
    "x = sum(cost for cost in y)",
    "import math\nx = math.exp(y)",
    "import math\nx = math.log(y)",
    "import math\nx = math.pow(y, 2)",
    "from math import tanh",
    "import random",
    "from random import choice",
    "x = generator.standard_normal(5)",
    "x = generator.exponential(size=5)",
]

PORTABLE = [
    "import numpy as np\nx = np.sqrt(y) * y / (1 + y)",
    "import numpy as np\nx = np.minimum(np.maximum(y, 0), 1)",
    "import numpy as np\nx = np.count_nonzero(y, axis=0)",
    "import numpy as np\nx = np.argsort(y, kind='stable')",
    "import numpy as np\nx = np.logical_or.reduce(y, axis=0)",
    "import numpy as np\nx = np.maximum.reduce(y, axis=0)",
    "import numpy as np\nx = np.cumsum(y)",
    "import math\nx = math.sqrt(y) + math.floor(y)",
    "from math import isqrt",
    "x = y ** 2",
    "x = 2 ** 32",
    "x = sum(1 for state in states if state)",
    "x = sum(counts)  # exact because: whole numbers",
    "x = generator.integers(0, 10)",
]


@pytest.mark.parametrize("path", DECIDING, ids=shown)
def test_what_decides_a_match_is_portable(path: Path) -> None:
    found = findings(path.read_text(encoding="utf-8"))
    assert not found, "\n".join(f"{shown(path)}:{line}: {reason}" for line, reason in found)


@pytest.mark.parametrize("source", UNPORTABLE)
def test_planted_arithmetic_is_caught(source: str) -> None:
    found = findings(source)
    assert [finding.line for finding in found] == [len(source.splitlines())], found


@pytest.mark.parametrize("source", PORTABLE)
def test_portable_arithmetic_passes(source: str) -> None:
    assert findings(source) == []


def test_a_finding_names_its_line_and_its_reason() -> None:
    source = "import numpy as np\n\n\nloss = np.log(forces)\n"
    assert findings(source) == [Finding(4, "np.log depends on the processor")]


def test_the_rooms_that_decide_a_match_are_read() -> None:
    assert {room_of(path) for path in DECIDING} == DECIDING_ROOMS

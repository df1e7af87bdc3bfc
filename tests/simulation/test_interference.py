"""What Anna hides, nobody else is told: not by a byte, a size, a count, an order or a moment.

Two worlds with the same seed differ in hidden commands alone; everybody else has to be told the
same in both, at the same ticks of virtual time, by the real server over its real encoder and real
websockets. See docs/secrecy.md for what is compared and what is not.
"""

from __future__ import annotations

import re
import secrets
import sys
import time
from functools import cache
from pathlib import Path

import pytest

from support.simulated.world import ticks_of
from support.twins.cases import BEFORE_CARL, CASES, NOTHING, in_turns
from support.twins.cast import TURNS, saying
from support.twins.leaks import LEAKS, Leak
from support.twins.reading import WRITTEN, Piece
from support.twins.rules import broken
from support.twins.twins import (
    ANSWER,
    FLUSH,
    Case,
    Played,
    differences,
    play,
    spoken_differently,
    told_apart,
)

SEED = "1"
SOAK_SECONDS = 300.0
BY_TITLE = {case.title: case for case in CASES}

TOLD_ONCE = [
    # Signs of life came later by each delay of the disk, and stayed so.
    ("533ef00d", "words to another, or none"),
]
"""Seeds by which fresh worlds were told apart, and the case."""

cases = pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)


@cache
def calm_world() -> Played:
    """The world in which Anna does nothing in particular, which many cases begin from."""
    return play(SEED, NOTHING)


@cache
def worlds(title: str) -> tuple[Played, Played]:
    """Both worlds of a case, of the ordinary seed."""
    case = BY_TITLE[title]
    one, other = (
        calm_world() if deeds is NOTHING else play(SEED, deeds) for deeds in (case.one, case.other)
    )
    return one, other


@cases
def test_nobody_else_can_tell(case: Case) -> None:
    one, other = worlds(case.title)
    assert spoken_differently(one, other)
    assert differences(one, other, case) == []
    assert [*broken(one), *broken(other)] == []


@pytest.mark.parametrize(("seed", "title"), TOLD_ONCE)
def test_nobody_else_can_tell_where_somebody_could_once(seed: str, title: str) -> None:
    case = BY_TITLE[title]
    assert differences(play(seed, case.one), play(seed, case.other), case) == []


@pytest.mark.parametrize("case", [c for c in CASES if c.addressed], ids=lambda case: case.title)
def test_who_is_addressed_can_tell(case: Case) -> None:
    """So the worlds do differ in what they are meant to differ in."""
    one, other = worlds(case.title)
    assert all(told_apart(one, other, person) for person in case.addressed)


@pytest.mark.parametrize("title", ["all that a turn decides, until it closes", "what was refused"])
def test_nobody_else_can_tell_over_a_real_database(title: str, tmp_path: Path) -> None:
    case = BY_TITLE[title]
    played = []
    for name, deeds in (("one", case.one), ("other", case.other)):
        folder = tmp_path / name
        folder.mkdir()
        played.append(play(SEED, deeds, folder))
    assert differences(played[0], played[1], case) == []


def test_a_command_behind_a_hidden_one_is_later_by_its_keeping_and_nothing_else() -> None:
    """What is outside: whoever speaks at the same moment can tell that somebody else does."""
    spoken = in_turns((BEFORE_CARL, saying("b", "quick")), turns=(3,))
    heard = [_written(played, "Carl") for played in (calm_world(), play(SEED, spoken))]
    assert [piece.data for piece in heard[0]] == [piece.data for piece in heard[1]]
    late = {after.ticks - before.ticks for before, after in zip(*heard, strict=True)}
    assert 0 < max(late) <= ticks_of(FLUSH + ANSWER)


def _written(played: Played, person: str) -> list[Piece]:
    """What the server wrote to somebody before the match was over."""
    lines = [line.pieces for line in played.reading.of(person)]
    over = played.closings[TURNS]
    return [p for pieces in lines for p in pieces if p.how == WRITTEN and p.ticks < over]


@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: leak.title)
def test_a_leak_is_found(leak: Leak) -> None:
    with leak.planted():
        if leak.case is None:
            found = broken(play(SEED, NOTHING))
        else:
            case = BY_TITLE[leak.case]
            found = differences(play(SEED, case.one), play(SEED, case.other), case)
    assert found
    assert any(re.search(leak.shows, line) for line in found), found


@pytest.mark.soak
def test_nobody_else_can_tell_with_fresh_seeds() -> None:
    end = time.monotonic() + SOAK_SECONDS
    compared = 0
    found: list[str] = []
    while time.monotonic() < end and not found:
        seed = secrets.token_hex(4)
        for case in CASES:
            one, other = play(seed, case.one), play(seed, case.other)
            wrong = [*differences(one, other, case), *broken(one), *broken(other)]
            found += [f"seed {seed}, {case.title}: {what}" for what in wrong]
            compared += 1
    sys.stdout.write(f"{compared} pairs of worlds\n")
    assert found == []

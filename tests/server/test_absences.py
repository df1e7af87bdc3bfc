"""Absences: since when players are away, under a clock that does not move by itself."""

from __future__ import annotations

import pytest

from dilemma_server.lobby.absences import Absences
from support.manual_clock import ManualClock

SECONDS = 20.0


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def absences(clock: ManualClock) -> Absences:
    return Absences(clock, SECONDS)


def test_nobody_is_away_at_first(absences: Absences) -> None:
    assert (absences.due, absences.next) == ((), None)


def test_who_is_away_is_due_when_his_time_is_up(absences: Absences, clock: ManualClock) -> None:
    absences.look(["a"])
    assert absences.next == clock.now() + SECONDS
    clock.jump(SECONDS - 0.001)
    assert list(absences.due) == []
    clock.jump(0.001)
    assert list(absences.due) == ["a"]


def test_looking_again_does_not_begin_anew(absences: Absences, clock: ManualClock) -> None:
    absences.look(["a"])
    clock.jump(SECONDS - 1.0)
    absences.look(["a", "b"])
    assert absences.next == clock.now() + 1.0
    clock.jump(1.0)
    assert list(absences.due) == ["a"]
    clock.jump(SECONDS - 1.0)
    assert list(absences.due) == ["a", "b"]


def test_who_is_seen_again_is_forgotten(absences: Absences, clock: ManualClock) -> None:
    absences.look(["a", "b"])
    clock.jump(SECONDS)
    absences.look(["b"])
    assert absences.due == ("b",)
    absences.look(["a", "b"])
    assert absences.due == ("b",)


def test_when_nobody_is_away_any_more_nothing_is_next(absences: Absences) -> None:
    absences.look(["a"])
    absences.look([])
    assert absences.next is None

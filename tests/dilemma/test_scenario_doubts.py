"""Doubts: what a scenario may say but can hardly mean."""

from __future__ import annotations

import msgspec
import pytest

from dilemma.scenario import Pair, Scenario, doubts_of, parse_scenario
from dilemma.scenario.lines import Path
from dilemma.vocabulary import Module
from dilemma_assets import scenarios
from support.worlds import plain


def doubted(scenario: Scenario) -> list[Path]:
    """Where there is a doubt."""
    return [path for path, _ in doubts_of(scenario)]


def with_state(scenario: Scenario, **fields: object) -> Scenario:
    """The scenario with its second state changed."""
    first, second, *rest = scenario.states
    return msgspec.structs.replace(
        scenario, states=(first, msgspec.structs.replace(second, **fields), *rest)
    )


@pytest.mark.parametrize("name", scenarios.names())
def test_there_is_no_doubt_about_what_is_shipped(name: str) -> None:
    assert doubts_of(parse_scenario(scenarios.load_text(name), name)) == ()


@pytest.mark.parametrize(
    ("field", "module"),
    [
        ("deterrent", Module.DETERRENCE),
        ("shield", Module.DETERRENCE),
        ("unrest", Module.INTERNAL_SECURITY),
        ("internal_security", Module.INTERNAL_SECURITY),
        ("secrecy", Module.SECRECY),
    ],
)
def test_what_only_a_module_brings_is_idle_without_it(field: str, module: Module) -> None:
    scenario = with_state(plain(3), **{field: 0.5})
    assert doubted(scenario) == [("states", 1, field)]
    assert doubted(msgspec.structs.replace(scenario, modules=(module,))) == []


def test_deterrence_in_which_nobody_has_anything() -> None:
    scenario = msgspec.structs.replace(plain(3), modules=(Module.DETERRENCE,))
    assert doubted(scenario) == [("modules",)]
    assert doubted(with_state(scenario, shield=1.0)) == []


@pytest.mark.parametrize("name", ["A", "a", " a "])
def test_two_states_of_one_name(name: str) -> None:
    ((path, said),) = doubts_of(with_state(plain(3), name=name))
    assert path == ("states", 1, "name")
    assert "is also the name of 'a'" in said


def test_a_state_that_reaches_nobody() -> None:
    pairs = (Pair(("a", "b")), Pair(("a", "c"), contact=0.0))
    assert doubted(msgspec.structs.replace(plain(3), pairs=pairs)) == [("states", 2)]


def test_a_forum_of_two() -> None:
    assert doubted(msgspec.structs.replace(plain(2), modules=(Module.FORUM,))) == [("modules",)]
    assert doubted(msgspec.structs.replace(plain(3), modules=(Module.FORUM,))) == []

"""The shipped scenarios: found by name, all of them playable."""

from __future__ import annotations

import pytest

from dilemma.scenario import parse_scenario
from dilemma_assets import scenarios


def test_the_shipped_scenarios_are_listed() -> None:
    assert {"four_worlds", "redland_blueland"} <= set(scenarios.names())
    assert list(scenarios.names()) == sorted(scenarios.names())


@pytest.mark.parametrize("name", scenarios.names())
def test_every_shipped_scenario_can_be_played_under_its_own_name(name: str) -> None:
    scenario = parse_scenario(scenarios.load_text(name), name)
    assert scenario.name == name
    assert all(state.briefing.strip() for state in scenario.states)


@pytest.mark.parametrize("name", ["atlantis", "", "../__init__", "four_worlds.toml"])
def test_any_other_name_is_refused_with_the_names_there_are(name: str) -> None:
    with pytest.raises(scenarios.NoSuchScenario) as refused:
        scenarios.load_text(name)
    listed = ", ".join(scenarios.names())
    assert str(refused.value) == f"no scenario '{name}'; there are {listed}"

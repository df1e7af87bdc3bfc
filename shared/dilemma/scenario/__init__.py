"""Scenarios: what a match starts from, read from TOML, and what is said of one that is wrong."""

from __future__ import annotations

from dilemma.scenario.doubts import doubts_of
from dilemma.scenario.reading import check_references, parse_scenario
from dilemma.scenario.scenario import (
    LONGEST_TURN,
    SHORTEST_TURN,
    Dials,
    Difficulty,
    Pair,
    PowerShift,
    Scenario,
    ScenarioError,
    Source,
    State,
)

__all__ = [
    "LONGEST_TURN",
    "SHORTEST_TURN",
    "Dials",
    "Difficulty",
    "Pair",
    "PowerShift",
    "Scenario",
    "ScenarioError",
    "Source",
    "State",
    "check_references",
    "doubts_of",
    "parse_scenario",
]

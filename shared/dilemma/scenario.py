"""A scenario: who the states are, what lies between them, and the dials of their world."""

from __future__ import annotations

import re
import tomllib
from typing import Annotated

import msgspec
from msgspec import Meta, Struct, field

from dilemma.vocabulary import Instrument, Motive

Share = Annotated[float, Meta(ge=0.0, le=1.0)]
Points = Annotated[float, Meta(ge=0.0, le=1000.0)]
Identifier = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,23}\Z")]
Weight = Annotated[float, Meta(ge=0.0, le=1000.0)]
Title = Annotated[str, Meta(min_length=1, max_length=60)]
Prose = Annotated[str, Meta(max_length=4000)]


IDENTIFIER_HELP = (
    "use 1 to 24 small letters, digits and underscores, beginning with a letter, as in 'red_land'"
)


class ScenarioError(ValueError):
    """A scenario that cannot be played; one line: where, what, and what would be right."""


class Dials(Struct, frozen=True, forbid_unknown_fields=True):
    """The public conditions of a world, known to every player and bot."""

    offence_advantage: Annotated[float, Meta(ge=0.25, le=4.0)] = 1.0
    differentiation: Share = 0.5
    first_strike_advantage: Annotated[float, Meta(ge=0.0, le=0.9)] = 0.3
    intelligence_noise: Annotated[float, Meta(ge=0.0, le=1.0)] = 0.4
    incident_rate: Share = 0.05
    analyst_bias: Share = 0.0
    attribution_error: Annotated[float, Meta(ge=0.0, le=0.5)] = 0.3
    arms_limit_cap: Points = 25.0
    suspected_revisionists: Share = 0.25


class State(Struct, frozen=True, forbid_unknown_fields=True):
    """One state at the start of a match; economy and forces in points."""

    id: Identifier
    name: Title
    briefing: Prose = ""
    economy: Annotated[float, Meta(ge=1.0, le=1000.0)] = 40.0
    reserves: Points = 10.0
    offence: Points = 20.0
    defence: Points = 30.0
    intelligence: Points = 1.0
    standing: Share = 0.6


class Pair(Struct, frozen=True, forbid_unknown_fields=True):
    """What lies between two states at the start: reach, history, fear and treaties."""

    between: tuple[Identifier, Identifier]
    contact: Share = 1.0
    rivalry: Share = 0.0
    tension: Share = 0.2
    in_force: tuple[Instrument, ...] = ()


class Scenario(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything a match starts from, except the secret that deals its chances."""

    name: Identifier
    title: Title
    summary: Prose
    states: Annotated[tuple[State, ...], Meta(min_length=2, max_length=8)]
    turns: Annotated[int, Meta(ge=1, le=40)] = 12
    turn_seconds: Annotated[int, Meta(ge=5, le=86_400)] = 180
    dials: Dials = field(default_factory=Dials)
    motives: dict[Motive, Weight] = field(default_factory=lambda: {Motive.SECURITY_SEEKER: 1.0})
    pairs: tuple[Pair, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Identifiers of the states, in seat order."""
        return tuple(state.id for state in self.states)


def parse_scenario(text: str, where: str = "scenario") -> Scenario:
    """Read a scenario from TOML; raises ScenarioError, one line that begins with `where`."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ScenarioError(f"{where}: not valid TOML: {error}") from None
    try:
        scenario = msgspec.convert(data, Scenario, strict=True)
    except msgspec.ValidationError as error:
        raise ScenarioError(f"{where}: {_plain(str(error))}") from None
    check_references(scenario, where)
    return scenario


def _plain(message: str) -> str:
    """Put the place before the complaint, and say which names are allowed where one is unknown."""
    complaint, _, place = " ".join(message.split()).partition(" - at ")
    path = place.removeprefix("`key` in ").strip("`").removeprefix("$").removeprefix(".")
    path = path.replace("[...]", "") or "top level"
    field = re.search(r"unknown field `(.+)`", complaint)
    if field:
        allowed = ", ".join(_fields_at(path))
        return f"{path}: there is no field '{field[1]}'; allowed here: {allowed}"
    word = re.search(r"Invalid enum value '(.*)'", complaint)
    if word:
        words = ", ".join(Motive if path.startswith("motives") else Instrument)
        return f"{path}: there is no '{word[1]}'; allowed here: {words}"
    if "matching regex" in complaint:
        return f"{path}: {IDENTIFIER_HELP}"
    return f"{path}: {complaint.replace('`', chr(39))}"


def _fields_at(path: str) -> tuple[str, ...]:
    kinds: dict[str, type[Struct]] = {"dials": Dials, "states": State, "pairs": Pair}
    kind = kinds.get(path.partition("[")[0], Scenario)
    return tuple(kind.__struct_fields__)


def check_references(scenario: Scenario, where: str) -> None:
    """Raise ScenarioError if states, pairs or motives of a scenario do not fit each other."""
    ids = scenario.ids
    for place, identifier in enumerate(ids):
        if identifier in ids[:place]:
            raise ScenarioError(
                f"{where}: states[{place}].id: '{identifier}' is used twice; give each its own"
            )
    seen: set[frozenset[str]] = set()
    for place, pair in enumerate(scenario.pairs):
        for identifier in pair.between:
            if identifier not in ids:
                raise ScenarioError(
                    f"{where}: pairs[{place}].between: no state '{identifier}';"
                    f" the states are {', '.join(ids)}"
                )
        key = frozenset(pair.between)
        if len(key) != 2 or key in seen:
            raise ScenarioError(
                f"{where}: pairs[{place}].between: name two different states, each pair once"
            )
        seen.add(key)
    if sum(scenario.motives.values()) <= 0.0:
        raise ScenarioError(f"{where}: motives: at least one weight must be above 0")

"""What each field of a view may depend on: the whole of what a seat may know of the truth.

A source is an array of the world or of the turn's events, and the part of it that counts:
"own" is the seat's own cell, "all" every cell, "first" the pairs in which the seat comes first
(what it offers, fears, was told), "second" those in which it comes second, "pacts" the line of
defence pacts, which all see; joined by "+" where several do.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dilemma.vocabulary import Instrument

Sources = Mapping[str, str]

FUNDS = {
    "economy": "own",
    "standing": "own",
    "unrest": "own",
    "offence": "own",
    "defence": "own",
    "in_force": "first",
    "territory": "all",
    "homeland": "all",
}
"""Own income and upkeep, and trade by what everybody knows of both partners: start and land."""

OWN: dict[str, Sources] = {
    "motive": {"motive": "own"},
    "economy": {"economy": "own"},
    "funds": FUNDS,
    "reserves": {"reserves": "own"},
    "offence": {"offence": "own"},
    "defence": {"defence": "own"},
    "offence_building": {"offence_building": "own"},
    "defence_building": {"defence_building": "own"},
    "intelligence": {"intelligence": "own"},
    "standing": {"standing": "own"},
    "welfare": {"welfare": "own"},
    "territory": {"territory": "own"},
    "readiness": {"readiness": "own"},
    "budget": {"budget": "own"},
    "pledge_turns": {"pledge_turns": "own"},
    "beaten": {"territory": "own"},
    "deterrent": {"deterrent": "own"},
    "shield": {"shield": "own"},
    "internal_security": {"internal_security": "own"},
    "unrest": {"unrest": "own"},
    "secrecy": {"secrecy": "own"},
}
"""Fields of OwnBooks."""

OTHER: dict[str, Sources] = {
    "id": {},
    "contact": {"contact": "first"},
    "rivalry": {"rivalry": "first"},
    "territory": {"territory": "all"},
    "beaten": {"territory": "all"},
    "tension": {"tension": "first"},
    "offered": {"offers": "first"},
    "offers_us": {"offers": "second"},
    "in_force": {"in_force": "first"},
    "at_war": {"at_war": "first"},
    "crisis": {"crisis": "first", "crisis_opened": "first", "told": "first"},
    "ultimatums": {"ultimatum": "first+second"},
    "signal": {"signal": "all"},
    "pledge_turns": {"pledge_turns": "all"},
    "attacks_made": {"attacks_made": "all"},
    "pledges_broken": {"pledges_broken": "all"},
    "motive": {},
}
"""Fields of OtherState."""

MOTIVES: Sources = {"motive": "all"}
"""What a page shows besides where the dials let everybody know motives."""

REPORTS = {
    f"events.reports.{name}": "first"
    for name in (
        "strength",
        "composition",
        "readiness",
        "delivered",
        "strength_noise",
        "composition_noise",
        "deterrent",
        "shield",
    )
}
PUBLIC_EVENTS = {
    f"events.{name}": "all"
    for name in (
        "signal",
        "demand",
        "signal_to",
        "pledge_broken",
        "breach",
        "ultimatum_due",
        "ultimatum_met",
        "ultimatum_followed",
        "attack",
        "clash_war",
        "victory",
        "territory_lost",
        "joined",
        "newly_beaten",
        "motion",
        "condemned",
        "mediated",
        "ruin",
    )
}
OWN_EVENTS = {
    "events.offer_begun": "first+second",
    "events.offer_ended": "first+second",
    "events.in_force": "first+second",
    "events.crisis_outcome": "first",
    "events.incident": "first",
    "events.told": "first",
}
VIEW: dict[str, Sources] = {
    "turn": {},
    "turns": {},
    "seat": {},
    "dials": {},
    "modules": {},
    "power_shifts": {},
    "wars": {"at_war": "all"},
    "pacts": {"in_force": "pacts"},
    "mean_homeland": {},
    "reports": REPORTS,
    "occurrences": {**PUBLIC_EVENTS, **OWN_EVENTS},
}
"""Fields of View, but for the two that are made of fields of their own."""

LEADING = ("budget", "spent")


def whole() -> dict[str, str]:
    """Everything that a view may depend on, over all its fields."""
    merged: dict[str, str] = {}
    for sources in (*OWN.values(), *OTHER.values(), *VIEW.values()):
        for path, part in sources.items():
            merged[path] = wider(merged.get(path, part), part)
    return merged


def as_dialled(sources: Sources, motives_known: bool) -> Sources:
    """The sources of a view in a scenario where motives are known, or are not."""
    return {**sources, **MOTIVES} if motives_known else sources


def wider(one: str, other: str) -> str:
    """The smallest part that holds two."""
    parts = {*one.split("+"), *other.split("+")}
    return "all" if "all" in parts else "+".join(sorted(parts))


def hidden(path: str, values: np.ndarray, seat: int, sources: Sources) -> np.ndarray:
    """Marks the cells of an array that a view of a seat may not depend on."""
    mask = np.ones(values.shape, np.bool_)
    if values.ndim == 1 or path not in sources:
        return mask
    cells = mask
    if path.endswith(LEADING) or values.ndim == 4:
        cells = np.moveaxis(mask, 0, -1)
    for part in sources[path].split("+"):
        _show(cells, part, seat)
    return mask


def _show(cells: np.ndarray, part: str, seat: int) -> None:
    """Clear the marks of one part; instruments and the like come last, behind the worlds."""
    if part == "all":
        cells[:] = False
    elif part in ("own", "first"):
        cells[seat] = False
    elif part == "second":
        cells[:, seat] = False
    elif part == "pacts":
        cells[..., Instrument.DEFENCE_PACT.code] = False

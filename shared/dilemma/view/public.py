"""The public view: what everybody may know of a match, and so what a spectator is shown."""

from __future__ import annotations

from msgspec import Struct

from dilemma.scenario import Dials, PowerShift
from dilemma.view.briefing import StateName
from dilemma.view.occurrences import Occurrence
from dilemma.vocabulary import Module, Motive, SignalKind


class PublicBriefing(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """What everybody is told once: the world of a match, and nobody's place in it.

    `commitment` is the hash of the match secret in hexadecimal, opened in the debrief.
    """

    scenario: str
    title: str
    summary: str
    states: tuple[StateName, ...]
    turns: int
    turn_seconds: int
    commitment: str


class PublicState(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """The public page of a state; `motive` is None unless the scenario lets everybody know it."""

    id: str
    territory: float
    beaten: bool
    signal: SignalKind | None
    pledge_turns: int
    attacks_made: int
    pledges_broken: int
    motive: Motive | None = None


class PublicView(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Public facts alone, complete in themselves; fields as in a seat's view.

    `states` are in scenario order; `occurrences` are those that every state learned of.
    """

    turn: int
    turns: int
    dials: Dials
    modules: tuple[Module, ...]
    power_shifts: tuple[PowerShift, ...]
    states: tuple[PublicState, ...]
    wars: tuple[tuple[str, str], ...]
    pacts: tuple[tuple[str, str], ...]
    occurrences: tuple[Occurrence, ...]

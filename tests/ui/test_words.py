"""Words: every word of the game has a name on screen, and everything that happens can be told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import pytest

from dilemma.bots import BOTS
from dilemma.orders import Problem
from dilemma.scenario import Dials, PowerShift
from dilemma.view import Occurrence
from dilemma.view.occurrences import (
    Attacked,
    Beaten,
    Condemned,
    CrisisMoved,
    Incident,
    JoinedDefence,
    Mediated,
    OfferChanged,
    PledgeBroken,
    Retaliated,
    Signalled,
    TreatyBroken,
    UltimatumEnded,
)
from dilemma.vocabulary import (
    ActionKind,
    BudgetLine,
    Cause,
    CrisisOutcome,
    Demand,
    Instrument,
    Module,
    MotionKind,
    Motive,
    Readiness,
    Response,
    SignalKind,
    Source,
    Verdict,
    WarLabel,
    Word,
)
from dilemma_client.library import asset_bytes
from dilemma_client.scenes.briefing import AIMS
from dilemma_client.words import terms
from dilemma_client.words.naming import in_names, initials
from dilemma_client.words.tellings import CRISIS_ENDS, tell
from dilemma_client.words.worlds import (
    MODULES,
    shift_in_short,
    shift_in_words,
    world_in_words,
)
from support import full_views
from support.views import NAMES

SETS: list[tuple[type[Word], Mapping[Any, object]]] = [
    (BudgetLine, terms.BUDGET),
    (Readiness, terms.READINESS),
    (SignalKind, terms.SIGNALS),
    (Demand, terms.DEMANDS),
    (Instrument, terms.INSTRUMENTS),
    (ActionKind, terms.ACTIONS),
    (MotionKind, terms.MOTIONS),
    (Module, MODULES),
    (Response, terms.RESPONSES),
    (Cause, terms.CAUSES),
    (Motive, terms.MOTIVES),
    (Motive, terms.WANTED),
    (Source, terms.SOURCES),
    (Verdict, terms.VERDICTS),
    (WarLabel, terms.WARS),
    (CrisisOutcome, CRISIS_ENDS),
]

TOLD: list[tuple[Occurrence, str]] = [
    (
        Signalled(3, "borea", SignalKind.ULTIMATUM, "aster", Demand.STAND_DOWN, "Now."),
        "Borea gave Aster an ultimatum: stand down. “Now.”",
    ),
    (Signalled(3, "borea", None, None, None, "Peace."), "Borea: “Peace.”"),
    (
        OfferChanged(1, "borea", "aster", Instrument.TRADE, True, False),
        "Borea offers Aster: trade.",
    ),
    (
        OfferChanged(1, "borea", "aster", Instrument.TRADE, True, True),
        "In force between Aster and Borea: trade.",
    ),
    (
        OfferChanged(1, "borea", "aster", Instrument.TRADE, False, False),
        "Borea no longer offers Aster: trade.",
    ),
    (TreatyBroken(2, "borea", "aster"), "Borea broke its treaty with Aster."),
    (PledgeBroken(2, "borea"), "Borea broke its pledge of restraint."),
    (UltimatumEnded(2, "borea", "aster", True, False), "Aster met the ultimatum of Borea."),
    (
        UltimatumEnded(2, "borea", "aster", False, True),
        "Borea followed its ultimatum to Aster through.",
    ),
    (UltimatumEnded(2, "borea", "aster", False, False), "Borea’s ultimatum to Aster was a bluff."),
    (
        Incident(2, "borea", Cause.ACCIDENT),
        "Forces met those of Borea. Your service calls it an accident.",
    ),
    (CrisisMoved(2, "borea", CrisisOutcome.STOOD_FIRM), "Borea backed down before you."),
    (
        Attacked(2, "borea", "aster", False, 0.0, True),
        "A clash became war: Borea attacked Aster and was thrown back.",
    ),
    (JoinedDefence(2, "borea", "aster"), "Borea was pulled in to defend Aster."),
    (Beaten(2, "borea"), "Borea is beaten: a rump that still speaks."),
    (
        Condemned(2, "borea", ("aster", "corvia"), True),
        "Aster, Corvia moved to condemn Borea. The forum condemned it.",
    ),
    (
        Condemned(2, "borea", ("aster",), False),
        "Aster moved to condemn Borea. There was no majority.",
    ),
    (Mediated(2, "aster", "borea"), "The forum mediated between Aster and Borea."),
    (Retaliated(2, "borea", 0.4), "The deterrent struck back: 40% of Borea lies in ruins."),
]


@pytest.mark.parametrize(("words", "named"), SETS, ids=lambda value: getattr(value, "__name__", ""))
def test_every_word_of_the_game_is_named(words: type[Word], named: Mapping[Any, object]) -> None:
    assert set(named) == set(words)


def test_every_bot_is_named_and_no_other() -> None:
    assert set(terms.BOTS) == set(BOTS)


def test_every_motive_has_its_aims() -> None:
    assert set(AIMS) == {str(motive) for motive in Motive}


@pytest.mark.parametrize(("occurrence", "sentence"), TOLD)
def test_what_happened_is_told(occurrence: Occurrence, sentence: str) -> None:
    assert tell(occurrence, NAMES).text == sentence


def test_everything_that_can_happen_is_told() -> None:
    assert {type(occurrence) for occurrence, _ in TOLD} == set(get_args(Occurrence))


def test_every_sign_is_drawn() -> None:
    signs = {tell(occurrence, NAMES).icon for occurrence, _ in TOLD}
    for _, named in SETS:
        signs |= {term.icon for term in named.values() if isinstance(term, terms.Term)}
    signs |= {icon for icon, _ in world_in_words(full_views.DIALS, tuple(Module))}
    for sign in signs - {""}:
        assert asset_bytes("icons", f"{sign}.svg").startswith(b"<svg")


@pytest.mark.parametrize(
    ("dials", "words"),
    [
        (Dials(offence_advantage=1.4), "Attack is easier than defence"),
        (Dials(offence_advantage=0.7), "Defence is easier than attack"),
        (Dials(differentiation=0.1), "look alike"),
        (Dials(first_strike_advantage=0.0), "Striking first brings little"),
        (Dials(intelligence_noise=0.1), "Reports are fairly good"),
        (Dials(first_strike_advantage=0.5), "strikes first has a large edge"),
        (Dials(analyst_bias=0.2), "Analysts see more danger the more tense they are."),
        (Dials(incident_rate=0.1, attribution_error=0.4), "is misread about 4 times in 10"),
        (Dials(authority=1.0), "A power above the states comes to the aid"),
        (Dials(accumulation=0.6), "Only 60% of what is spent on forces becomes forces."),
        (Dials(pledge_cost=0.05), "A pledge of restraint costs 5 points of standing."),
        (Dials(motives_known=True), "What every state wants is known to all."),
        (Dials(suspected_revisionists=0.2), "about one state in 5 to want more"),
        (Dials(suspected_revisionists=0.8), "expect most states to want more"),
        (Dials(suspected_revisionists=0.0), "Hardly anybody expects a state here to want more"),
    ],
)
def test_the_dials_of_a_world_are_put_into_words(dials: Dials, words: str) -> None:
    assert words in " ".join(sentence for _, sentence in world_in_words(dials))


@pytest.mark.parametrize("module", Module)
def test_a_world_tells_of_a_module_only_where_it_is_on(module: Module) -> None:
    assert MODULES[module] in world_in_words(Dials(), (module,))
    assert MODULES[module] not in world_in_words(Dials(), ())


def test_warheads_are_told_where_there_are_missiles() -> None:
    dials = Dials(warheads_per_missile=3.0)
    words = "Every missile carries 3 warheads"
    assert words in str(world_in_words(dials, (Module.DETERRENCE,)))
    assert words not in str(world_in_words(dials))


@pytest.mark.parametrize(
    ("shift", "turn", "words"),
    [
        (PowerShift("borea", 3, 9, 1.3), 1, "to grow by 30% from turn 3 to 9."),
        (PowerShift("borea", 3, 9, 1.3), 3, "It is under way."),
        (PowerShift("borea", 3, 9, 1.3), 10, "That is done."),
        (PowerShift("borea", 4, 4, 0.8), 1, "to shrink by 20% in turn 4."),
    ],
)
def test_an_announced_shift_of_power_is_put_into_words(
    shift: PowerShift, turn: int, words: str
) -> None:
    assert words in shift_in_words(shift, turn)


def test_an_announced_shift_of_power_fits_on_one_line() -> None:
    assert shift_in_short(PowerShift("b", 3, 9, 1.3), "Borea") == "Borea: economy +30%, turns 3–9"
    assert shift_in_short(PowerShift("b", 4, 4, 0.8), "Borea") == "Borea: economy −20%, turn 4"


def test_a_problem_calls_states_and_words_by_their_names() -> None:
    problem = Problem("action.target", "Cannot attack borea: it is out of reach.")
    assert in_names(problem, NAMES).text == "Cannot attack Borea: it is out of reach."
    problem = Problem("signal", "It can only signal one of: reassure, open_books.")
    assert in_names(problem, NAMES).text == "It can only signal one of: reassure, open books."
    assert in_names(Problem("budget", "boreal forests"), NAMES).text == "boreal forests"


def test_no_two_states_have_the_same_initials() -> None:
    names = {"iran": "Iran", "iraq": "Iraq", "emirates": "Emirates"}
    assert initials(names) == {"iran": "In", "iraq": "Iq", "emirates": "E"}


@pytest.mark.parametrize(
    ("tension", "word"),
    [(0.0, "calm"), (0.2, "wary"), (0.5, "tense"), (0.7, "high"), (1.0, "extreme")],
)
def test_a_tension_has_a_word(tension: float, word: str) -> None:
    assert terms.tension_word(tension) == word

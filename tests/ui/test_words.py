"""Words: every word of the game has a name on screen, and everything that happens can be told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import pytest

from dilemma.bots import BOTS
from dilemma.scenario import Dials
from dilemma.view import Occurrence
from dilemma.view.occurrences import (
    Attacked,
    Beaten,
    CrisisMoved,
    Incident,
    JoinedDefence,
    OfferChanged,
    PledgeBroken,
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
from dilemma_client.words.tellings import CRISIS_ENDS, tell
from dilemma_client.words.worlds import world_in_words
from support.views import NAMES

SETS: list[tuple[type[Word], Mapping[Any, object]]] = [
    (BudgetLine, terms.BUDGET),
    (Readiness, terms.READINESS),
    (SignalKind, terms.SIGNALS),
    (Demand, terms.DEMANDS),
    (Instrument, terms.INSTRUMENTS),
    (ActionKind, terms.ACTIONS),
    (Response, terms.RESPONSES),
    (Cause, terms.CAUSES),
    (Motive, terms.MOTIVES),
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
    signs |= {icon for icon, _ in world_in_words(Dials())}
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
    ],
)
def test_the_dials_of_a_world_are_put_into_words(dials: Dials, words: str) -> None:
    assert words in " ".join(sentence for _, sentence in world_in_words(dials))


@pytest.mark.parametrize(
    ("tension", "word"),
    [(0.0, "calm"), (0.2, "wary"), (0.5, "tense"), (0.7, "high"), (1.0, "extreme")],
)
def test_a_tension_has_a_word(tension: float, word: str) -> None:
    assert terms.tension_word(tension) == word

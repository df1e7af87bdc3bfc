"""The arsenal of another state: its deterrent and its shield, and what a war would ruin."""

from __future__ import annotations

from dilemma.view import View
from dilemma_client.charts.bands import Band
from dilemma_client.scenes.turn.insight import Insight
from dilemma_client.theme import SMALL, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Column
from dilemma_client.widgets.text import Text, caption


def arsenal_of(insight: Insight, view: View, state: str) -> list[Widget]:
    """Bands of the newest report, and how the sum comes out on both sides; nothing without any."""
    arsenal = insight.arsenals.get(state)
    if arsenal is None:
        return []
    own = max(view.own.deterrent or 0.0, view.own.shield or 0.0)
    limit = max(own, arsenal.deterrent.high, arsenal.shield.high) * 1.1
    words = say(
        "Attacking it would ruin about {ruin:.0%} of you; attacking you, about "
        "{deterrence:.0%} of it. So much if the attacker wins, and more if it is thrown back.",
        ruin=arsenal.ruin,
        deterrence=arsenal.deterrence,
    )
    return [
        Column(
            [
                caption(say("Arsenal"), say("as last counted"), note_ink=Tone.MUTED),
                Band(say("Deterrent"), arsenal.deterrent, limit, icon="deterrent", ink=Tone.DANGER),
                Band(say("Shield"), arsenal.shield, limit, icon="shield", ink=Tone.CAUTION),
                Text(words, SMALL, Tone.MUTED),
            ],
            gap=5,
        )
    ]

"""The legend of the map."""

from __future__ import annotations

from collections.abc import Sequence

from dilemma.view import View
from dilemma.vocabulary import Module
from dilemma_client.atlas.overlay import CROWDED
from dilemma_client.theme import FINE, Tone
from dilemma_client.tongue import mark, say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Row
from dilemma_client.widgets.panel import Card
from dilemma_client.widgets.text import Icon, Line

SIGNS = (
    ("silhouette_offence", mark("Offence"), Tone.TEXT),
    ("silhouette_defence", mark("Defence"), Tone.TEXT),
    ("silhouette_unknown", mark("Unknown"), Tone.MUTED),
    ("treaty", mark("Treaties"), Tone.GOOD),
    ("warning", mark("Crisis"), Tone.CAUTION),
    ("war", mark("War"), Tone.DANGER),
)


ARSENAL = (
    ("deterrent", mark("Deterrent"), Tone.TEXT),
    ("shield", mark("Shield"), Tone.TEXT),
)


ALERT = (("readiness", mark("Mobilised?"), Tone.CAUTION),)


def legend(view: View) -> Widget:
    """What the signs on the map mean; those of a module only where it is on."""
    shown = SIGNS + (ALERT if len(view.others) >= CROWDED else ())
    shown += ARSENAL if Module.DETERRENCE in view.modules else ()
    return signs_of(shown)


def signs_of(shown: Sequence[tuple[str, str, Tone]]) -> Widget:
    """Signs with their words, in a row that lies on the map."""
    signs = [
        Row([Icon(icon, 14, tone), Line(say(words), FINE, tone)], gap=4)
        for icon, words, tone in shown
    ]
    return Card(Row(list(signs), gap=10), across=8, along=4)

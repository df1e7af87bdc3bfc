"""The legend of the map."""

from __future__ import annotations

from dilemma.view import View
from dilemma.vocabulary import Module
from dilemma_client.atlas.overlay import CROWDED
from dilemma_client.theme import FINE, Tone
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Row
from dilemma_client.widgets.panel import Card
from dilemma_client.widgets.text import Icon, Line

SIGNS = (
    ("silhouette_offence", "Offence", Tone.TEXT),
    ("silhouette_defence", "Defence", Tone.TEXT),
    ("silhouette_unknown", "Unknown", Tone.MUTED),
    ("treaty", "Treaties", Tone.GOOD),
    ("warning", "Crisis", Tone.CAUTION),
    ("war", "War", Tone.DANGER),
)


ARSENAL = (
    ("deterrent", "Deterrent", Tone.TEXT),
    ("shield", "Shield", Tone.TEXT),
)


ALERT = (("readiness", "Mobilised?", Tone.CAUTION),)


def legend(view: View) -> Widget:
    """What the signs on the map mean; those of a module only where it is on."""
    shown = SIGNS + (ALERT if len(view.others) >= CROWDED else ())
    shown += ARSENAL if Module.DETERRENCE in view.modules else ()
    signs = [
        Row([Icon(icon, 14, tone), Line(words, FINE, tone)], gap=4) for icon, words, tone in shown
    ]
    return Card(Row(list(signs), gap=10), across=8, along=4)

"""Fear: a seat's own fear of another state, in the same words and colour wherever it is shown."""

from __future__ import annotations

from msgspec import Struct

from dilemma.view import OtherState, View
from dilemma_client.theme import Ink, Tone
from dilemma_client.tongue import say, shown
from dilemma_client.words.terms import tension_word

WARY, HIGH = 0.35, 0.55
"""Fear from which it is a caution, and a danger."""


class Fear(Struct, frozen=True):
    """How much, in [0, 1]; the number with a word for how things stand; the colour of both."""

    share: float
    words: str
    ink: Ink


def fear_of(page: OtherState) -> Fear:
    """A seat's fear of a state: a war or a crisis is called by its name, however small the fear."""
    word, ink = tension_word(page.tension), _ink(page.tension)
    if page.at_war:
        word, ink = say("at war"), Tone.DANGER
    elif page.crisis is not None:
        word = say("in crisis")
        ink = Tone.CAUTION if page.tension < HIGH else Tone.DANGER
    return Fear(page.tension, f"{shown(page.tension * 100, '.0f')} {word}", ink)


def whose_fear(name: str) -> str:
    """What the number is called."""
    return say("Your fear of {name}", name=name)


def what_fear_is() -> str:
    """What is said of the number to who points at it."""
    return say(
        "Your own fear of this state, from 0 to 100: the tension on your side. How much it fears "
        "you, you do not see."
    )


def most_feared(view: View) -> OtherState:
    """The state that matters most: an enemy before a rival in a crisis before the most feared."""
    return max(view.others, key=lambda p: (p.at_war, p.crisis is not None, p.tension))


def _ink(tension: float) -> Ink:
    if tension < WARY:
        return Tone.GOOD
    return Tone.CAUTION if tension < HIGH else Tone.DANGER

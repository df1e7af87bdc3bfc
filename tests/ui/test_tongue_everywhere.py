"""No text on any screen escapes the tongue: in a language of accents, plain letters are a find.

What may be plain: names, codes, keys, addresses, what players wrote and what scenarios tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pygame
import pytest

from dilemma_client.fonts import Fonts
from dilemma_client.library import scenarios
from dilemma_client.theme import Colour, Style
from dilemma_client.tongue import languages
from dilemma_client.widgets.base import Control, Widget
from dilemma_client.widgets.choice import Option
from support import full_views, six_states, views
from support.pseudo import pseudo, spoken_in_accents
from support.staging import Staged
from ui.screens import SCREENS

CODES = (
    r"(?:ws|http)s?://[\w.:/]+(?:#[\w-]+)?",  # where a server is, and the way to a match
    r"[\d-]+-broken\.replay|/\S+\.json",  # files
    r"ROOK-417",  # the code of the match on every screen
    r"\b[A-F][1-6]\b",  # grades of reports
    r"\bF[1-9]\b",  # keys
    r"Tang 2009",  # a source
    r"Nov \d+, 2023, [\d:]+\s[AP]M",  # when a match ended: the language of accents has no calendar
)

WRITTEN = ("Your exercise worries us. What is it for?", "Careful.")
"""What players say on these screens beside what they ordered and stated."""

PEOPLE = ("Ada", "Ben Adhem", "Ben", "Zoë")
"""Who sits at the tables of these screens."""


class Listener(Fonts):
    """Type that remembers what was drawn with it."""

    def __init__(self, scale: float = 1.0) -> None:
        super().__init__(scale)
        self.drawn: set[str] = set()

    def draw(self, text: str, style: Style, colour: Colour) -> pygame.Surface:
        """Draw it, and remember it."""
        self.drawn.add(text)
        return super().draw(text, style, colour)


@pytest.fixture(autouse=True)
def accents() -> Iterator[None]:
    """All is said in accents."""
    with spoken_in_accents():
        yield


def staged_in_accents(name: str) -> tuple[Staged, Listener]:
    """A screen reached in English, as tests know the words, and then shown in accents."""
    staged = Staged((1920, 1080))
    listener = Listener()
    staged.stage.look.fonts = listener
    SCREENS[name](staged)
    return staged, listener


def texts_of(widget: Widget) -> Iterator[str]:
    """Everything that a widget says or would say when it is looked at."""
    for name in ("text", "label", "value", "note", "placeholder", "title", "hint", "why_not"):
        said = getattr(widget, name, "")
        if isinstance(said, str) and said:
            yield said
    if isinstance(widget, Control):
        yield widget.tip
    for option in getattr(widget, "options", ()):
        assert isinstance(option, Option)
        yield from (option.label, option.hint, option.why_not)


def allowed() -> list[str]:
    """What is content and not a text of the game, the longest first."""
    found = [*WRITTEN, *PEOPLE, *languages().values()]
    for scenario in scenarios():
        found += [scenario.title, scenario.summary, scenario.map_note]
        found += [text for state in scenario.states for text in (state.name, state.briefing)]
    for maker in (views, full_views, six_states):
        briefing = getattr(maker, "briefing", views.briefing)()
        found += [briefing.title, briefing.summary, *briefing.text.split("\n\n")]
        found += [state.name for state in briefing.states]
        found += _players_words(maker)
    return sorted({_flat(text) for text in found if text.strip()}, key=len, reverse=True)


def _players_words(maker: object) -> list[str]:
    """What players are called and what they stated in a match made by hand."""
    hindsight = maker.hindsight()  # type: ignore[attr-defined]  # every maker of views has one
    view = maker.busy_view()  # type: ignore[attr-defined]  # every maker of views has one
    said = [lane.did.statement for lane in hindsight.lanes]
    said += [getattr(event, "statement", "") or "" for event in view.occurrences]
    return said + [state.player for state in hindsight.states]


def _flat(text: str) -> str:
    return " ".join(text.split())


ALLOWED = allowed()


def escaped(text: str) -> str:
    """What of a text is in plain letters though it should not be."""
    rest = _flat(text)
    for pattern in CODES:
        rest = re.sub(pattern, " ", rest)
    for content in ALLOWED:
        rest = rest.replace(content, " ").replace(content.upper(), " ")
    words = re.findall(r"[A-Za-z]+", rest)
    return " ".join(word for word in words if not _is_sign_of_a_name(word))


def _is_sign_of_a_name(word: str) -> bool:
    """Whether this is the initial of a state, on a badge or in the top bar."""
    names = [content for content in ALLOWED if len(content) < 30]
    return len(word) <= 2 and any(name.startswith(word[0]) for name in names)


def is_content(line: str) -> bool:
    """Whether a line that was drawn is a piece of what a scenario or a player tells.

    A word of the game may stand before it on the line.
    """
    told = _flat(re.sub(r"\[[^\]]*\]\.", " ", line)).rstrip("…")
    return any(told in content for content in ALLOWED)


@pytest.mark.parametrize("name", SCREENS)
def test_no_text_of_a_screen_escapes(name: str) -> None:
    staged, _ = staged_in_accents(name)
    root = staged.stage.scene.interface.root
    assert root is not None
    said = {text for widget in root.walk() for text in texts_of(widget)}
    assert {text: escaped(text) for text in said if escaped(text)} == {}


@pytest.mark.parametrize("name", SCREENS)
def test_no_drawn_text_escapes(name: str) -> None:
    staged, listener = staged_in_accents(name)
    staged.stage.draw()
    drawn = {text for text in listener.drawn if not is_content(text)}
    assert {text: escaped(text) for text in drawn if escaped(text)} == {}


def test_what_escapes_is_found() -> None:
    assert escaped(pseudo("Play now")) == ""
    assert escaped("Play now") == "Play now"
    assert escaped(f"{pseudo('with')} Borea") == ""

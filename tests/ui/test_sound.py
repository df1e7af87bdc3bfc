"""Sound: one effect at a time, never needed; where there is no device there is silence."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pygame
import pytest
from msgspec.structs import replace

from dilemma.orders import standing_order
from dilemma.protocol.messages import Accepted, Heard, MatchEnded, TurnOpened
from dilemma_client.preferences import Keeper
from dilemma_client.sound import Cue, Speaker
from dilemma_client.sound.recipes import RATE, samples
from support import views
from support.staging import Staged

SECONDS = 10.0


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def speaker(clock: Clock) -> Iterator[Speaker]:
    """A speaker on SDL's dummy device, not yet opened."""
    speaker = Speaker(clock)
    yield speaker
    speaker.close()


class Ear(Speaker):
    """A speaker that writes down what it is asked to play."""

    def __init__(self) -> None:
        super().__init__(lambda: 0.0)
        self.heard: list[Cue] = []

    def play(self, cue: Cue) -> bool:
        self.heard.append(cue)
        return True


# what is heard


@pytest.mark.parametrize("cue", Cue)
def test_every_effect_is_short_soft_and_never_too_loud(cue: Cue) -> None:
    sound = samples(cue)
    assert 0.05 < sound.size / RATE <= 1.0
    assert np.abs(sound).max() <= 0.5 * 32_767 + 1
    assert abs(int(sound[0])) < 500
    assert abs(int(sound[-1])) < 500
    assert np.array_equal(sound, samples(cue))


def test_effects_are_told_apart() -> None:
    assert len({samples(cue).tobytes() for cue in Cue}) == len(Cue)


# the speaker


def test_the_device_is_opened_when_something_is_first_heard(speaker: Speaker) -> None:
    assert pygame.mixer.get_init() is None
    speaker.play(Cue.TURN)
    speaker.wait(SECONDS)
    assert pygame.mixer.get_init() is not None
    assert not speaker.is_missing


def test_at_most_one_sound_in_a_tenth_of_a_second(speaker: Speaker, clock: Clock) -> None:
    speaker.play(Cue.TURN)
    speaker.wait(SECONDS)
    clock.now += 0.05
    assert not speaker.play(Cue.MESSAGE)
    clock.now += 0.06
    assert speaker.play(Cue.MESSAGE)


@pytest.mark.parametrize(("is_on", "volume"), [(False, 1.0), (True, 0.0)])
def test_what_is_off_opens_no_device(speaker: Speaker, is_on: bool, volume: float) -> None:
    speaker.set(is_on, volume)
    assert not speaker.play(Cue.WAR)
    speaker.wait(SECONDS)
    assert pygame.mixer.get_init() is None


def test_without_a_device_there_is_silence_and_the_settings_say_so(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "no_such_driver")
    speaker = Speaker(clock)
    staged = Staged(keeper=Keeper(), speaker=speaker)
    staged.in_turn()
    staged.hear(TurnOpened(views.busy_view(), 120.0, None, False))
    speaker.wait(SECONDS)
    assert speaker.is_missing
    clock.now += 1.0
    assert not speaker.play(Cue.TURN)
    staged.press(pygame.K_F10)
    assert "There is nothing here to play sounds on" in staged.words
    staged.stage.close()


def test_nothing_of_it_is_needed_for_the_first_picture() -> None:
    code = (
        "import sys, dilemma_cli.main\n"
        "from dilemma_client.app import App\n"
        "from dilemma_client.window import open_window\n"
        "import pygame, time\n"
        "from dilemma_client.sound import Speaker\n"
        "app = App(open_window(), lambda solo: None, speaker=Speaker(time.monotonic))\n"
        "app.show()\n"
        "assert 'numpy' not in sys.modules, 'numpy'\n"
        "assert 'dilemma_client.sound.recipes' not in sys.modules, 'recipes'\n"
        "assert pygame.mixer.get_init() is None, 'device'\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


# when something is heard, and what is seen with it


def _turn(staged: Staged) -> None:
    staged.hear(TurnOpened(replace(views.first_view(), turn=2), 120.0, None, False))


def _crisis(staged: Staged) -> None:
    view = replace(views.busy_view(), occurrences=())
    staged.hear(TurnOpened(view, 120.0, None, False))


def _war(staged: Staged) -> None:
    staged.hear(TurnOpened(views.busy_view(), 120.0, None, False))


def _message(staged: Staged) -> None:
    staged.hear(Heard(1, 1, "corvia", "aster", "Good morning."))


def _sealed(staged: Staged) -> None:
    staged.click("button", "Seal orders")
    (command,) = staged.line.sent
    staged.hear(Accepted(command.key))


def _last_seconds(staged: Staged) -> None:
    staged.later(109.0)
    staged.later(1.5)


def _debrief(staged: Staged) -> None:
    staged.hear(MatchEnded(views.last_view(), views.hindsight()))


def shows(words: str) -> Callable[[Staged], bool]:
    """Whether something can be read."""
    return lambda staged: words in staged.words


SEEN: dict[Cue, tuple[Callable[[Staged], None], Callable[[Staged], bool]]] = {
    Cue.TURN: (_turn, shows("2/12")),
    Cue.WAR: (_war, shows("Delmark attacked Borea and took 35% of its land.")),
    Cue.CRISIS: (_crisis, shows("Crisis with Corvia")),
    Cue.MESSAGE: (_message, lambda staged: staged.stage.model.unread == 1),
    Cue.SEALED: (_sealed, lambda staged: staged.has("button", "Unseal")),
    Cue.LAST_SECONDS: (_last_seconds, shows("0:09")),
    Cue.DEBRIEF: (_debrief, shows("The fog lifts")),
}
"""What brings each sound about, and what shows the same without it."""


def test_every_sound_has_something_to_see() -> None:
    assert set(SEEN) == set(Cue)


@pytest.mark.parametrize("cue", Cue)
def test_what_is_heard_is_seen_as_well(cue: Cue) -> None:
    ear = Ear()
    staged = Staged(keeper=Keeper(), speaker=ear).in_turn()
    ear.heard.clear()
    happen, is_seen = SEEN[cue]
    assert not is_seen(staged)
    happen(staged)
    assert is_seen(staged)
    assert ear.heard[-1] is cue


def test_the_last_seconds_are_for_who_has_not_sealed() -> None:
    ear = Ear()
    staged = Staged(keeper=Keeper(), speaker=ear).in_turn(own=standing_order(views.first_view()))
    ear.heard.clear()
    _last_seconds(staged)
    assert ear.heard == []


def test_who_comes_back_hears_nothing_of_what_is_past(tmp_path: Path) -> None:
    """Only a turn that begins is one to hear."""
    ear = Ear()
    staged = Staged(keeper=Keeper(tmp_path / "settings.json"), speaker=ear).in_turn()
    ear.heard.clear()
    staged.hear(TurnOpened(views.first_view(), 90.0, None, False))
    assert ear.heard == []

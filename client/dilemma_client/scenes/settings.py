"""Settings: how the player has the game. They count at once; a match below goes on meanwhile."""

from __future__ import annotations

from typing import ClassVar

import pygame

from dilemma_client.preferences import (
    PALETTES,
    TEXT_SIZES,
    THEMES,
    Preferences,
)
from dilemma_client.scenes.door import name_part
from dilemma_client.scenes.scene import Moment, Scene
from dilemma_client.scenes.setting import group, sheet_of
from dilemma_client.scenes.transitions import CloseSettings, Place, Prefer
from dilemma_client.theme import SMALL, TITLE, Tone
from dilemma_client.tongue import languages, mark, say, shown
from dilemma_client.widgets.base import Stroke, Widget
from dilemma_client.widgets.boxes import Align, Column, Row
from dilemma_client.widgets.button import Button, Checkbox, Weight
from dilemma_client.widgets.choice import Choice, Option
from dilemma_client.widgets.slider import Slider
from dilemma_client.widgets.text import Icon, Line, Text, caption, reason
from dilemma_client.words.durations import clock_words

THEME_NAMES = {"dark": mark("Dark"), "light": mark("Light")}

PALETTE_NAMES = {"standard": mark("Standard"), "distinct": mark("More distinct")}

DISTINCT = mark("Told apart without red and green, too.")


class SettingsScene(Scene):
    """Lies over the menu or a match, and gives it back as it was."""

    place: ClassVar[Place] = Place.SETTINGS

    def build(self, moment: Moment) -> Widget:
        parts: list[Widget | None] = [
            Text(say("Settings"), TITLE),
            _clock(moment),
            reason(moment.trouble) if moment.trouble else None,
            self._sight(moment.preferences),
            self._hearing(moment),
            name_part(moment, self.ask),
            self._servers(moment.preferences),
            Button(
                "back",
                say("Back"),
                self._close,
                icon="left",
                weight=Weight.PRIMARY,
                height=42,
            ),
        ]
        return sheet_of(Column(parts, gap=14), 640)

    def clock(self, moment: Moment) -> object:
        return None if moment.left is None else int(moment.left)

    def shortcut(self, stroke: Stroke) -> bool:
        if stroke.key == pygame.K_ESCAPE:
            self._close()
            return True
        return super().shortcut(stroke)

    def _sight(self, now: Preferences) -> Widget:
        """Type, colours, language and movement."""
        sizes = [Option(str(size), shown(size / 100, ".0%")) for size in TEXT_SIZES]
        themes = [Option(theme, say(THEME_NAMES[theme])) for theme in THEMES]
        palettes = [Option(palette, say(PALETTE_NAMES[palette])) for palette in PALETTES]
        tongues = [Option(code, name) for code, name in languages().items()]
        spoken = now.language if now.language in languages() else ""
        calm = Checkbox(
            "reduced_motion",
            say("Less movement"),
            now.reduced_motion,
            lambda is_on: self._set(reduced_motion=is_on),
            hint=say("Clocks go on by ten seconds until little time is left."),
        )
        text = Choice(
            "text",
            say("Size of text"),
            sizes,
            str(now.text),
            lambda size: self._set(text=int(size)),
            hint=say("Everything grows with it; at once, to be tried."),
        )
        theme = Choice(
            "theme",
            say("Theme"),
            themes,
            now.theme,
            lambda name: self._set(theme=name),
            hint=say("Light on dark, or dark on light."),
            grow=1,
        )
        palette = Choice(
            "palette",
            say("Colours"),
            palettes,
            now.palette,
            lambda name: self._set(palette=name),
            hint=say(DISTINCT),
            grow=1.4,
        )
        language = Choice(
            "language",
            say("Language"),
            [Option("", say("As the system")), *tongues],
            spoken,
            lambda code: self._set(language=code),
            hint=say("Every text and number; names and talk stay as they were written."),
        )
        colours = Row(
            [group(say("Theme"), theme, grow=1), group(say("Colours"), palette, grow=1.4)], gap=16
        )
        parts = [
            group(say("Size of text"), text),
            colours,
            group(say("Language"), language),
            calm,
        ]
        return Column(parts, gap=12)

    def _hearing(self, moment: Moment) -> Widget:
        now = moment.preferences
        sound = Checkbox(
            "sound",
            say("Sounds"),
            now.sound,
            lambda is_on: self._set(sound=is_on),
            hint=say("Whatever is heard can be seen as well."),
        )
        volume = Slider(
            "volume",
            say("Volume"),
            now.volume / 100,
            lambda share: self._set(volume=round(share * 100)),
            why_not="" if now.sound else say("Sounds are off."),
            hint=say("How loud the sounds of the game are."),
            grow=1,
        )
        mute = say("There is nothing here to play sounds on; everything can be seen.")
        lines = [Text(mute, SMALL, Tone.MUTED)] if moment.is_mute else []
        row = Row([sound, volume], gap=16)
        return Column([caption(say("Sound")), row, *lines], gap=6)

    def _servers(self, now: Preferences) -> Widget | None:
        """Where one has played, the latest first; what is not wanted any more is forgotten."""
        if not now.servers:
            return None
        rows = [self._server(now.servers, server) for server in now.servers]
        return Column([caption(say("Servers played on before")), *rows], gap=4)

    def _server(self, servers: tuple[str, ...], server: str) -> Widget:
        others = tuple(other for other in servers if other != server)
        forget = Button(
            f"forget.{server}",
            say("Forget {server}", server=server),
            lambda: self._set(servers=others),
            icon="cross",
            shows_label=False,
            hint=say("It is not offered to you any more."),
        )
        return Row([Line(server, SMALL, grow=1), forget], gap=8)

    def _set(self, **fields: object) -> None:
        self.ask(Prefer(fields))

    def _close(self) -> None:
        self.ask(CloseSettings())


def _clock(moment: Moment) -> Widget | None:
    """A turn does not wait for who is at the settings."""
    if moment.left is None:
        return None
    words = say("The turn goes on: {left} left.", left=clock_words(moment.left))
    sign = Icon("clock", 18, Tone.CAUTION)
    return Row([sign, Text(words, SMALL, grow=1)], gap=8, align=Align.START)

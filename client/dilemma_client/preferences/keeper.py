"""The keeper: reads what was set when the game starts, and writes what changed when told to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec

from dilemma_client.preferences.preferences import Preferences, changed
from dilemma_client.tongue import mark, say
from dilemma_client.tongue.troubles import trouble_in

FOLDER, FILE = "security-dilemma", "settings.json"
"""What the player's folders of this game are called, and the file of the settings in one."""

LARGEST = 65_536
"""Bytes of a file that may be settings; a larger one is something else."""


def settings_file() -> Path:
    """Where the settings of this player are kept on this machine."""
    # Imported here: platformdirs takes a while, and tests and tools never ask for the place.
    from platformdirs import user_config_path

    return user_config_path(FOLDER, appauthor=False) / FILE


class Keeper:
    """What is set now; with no file it is forgotten when the window closes."""

    def __init__(self, path: Path | None = None) -> None:
        self.now = Preferences()
        self._path = path
        self._trouble = ("", "")
        self._is_broken = False
        self._kept = self.now
        if path is not None:
            self._read(path)

    @property
    def trouble(self) -> str:
        """What is wrong with the file, in one line for the player; empty if nothing is."""
        text, why = self._trouble
        return say(text, file=self._path, why=say(why)) if text else ""

    def change(self, **fields: Any) -> None:
        """Set something; it counts at once. Raises msgspec.ValidationError for a bad value."""
        self.now = changed(self.now, **fields)

    def keep(self) -> None:
        """Write what has changed since the last time."""
        if self._path is None or self.now == self._kept:
            return
        try:
            self._write(self._path)
        except OSError as error:
            self._trouble = mark("Settings cannot be kept in {file}: {why}."), trouble_in(error)
        else:
            self._trouble, self._kept = ("", ""), self.now

    def _read(self, path: Path) -> None:
        """Read the file; of one that makes no sense nothing is taken over, and it is not lost."""
        try:
            with path.open("rb") as file:
                text = file.read(LARGEST + 1)
            if len(text) > LARGEST:
                raise msgspec.ValidationError(f"more than {LARGEST} bytes")
            self.now = self._kept = msgspec.json.decode(text, type=Preferences)
        except FileNotFoundError:
            return
        except OSError as error:
            self._is_broken = True
            self._trouble = mark("{file} cannot be read: {why}."), trouble_in(error)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            self._is_broken = True
            why = " ".join(str(error).split())
            nonsense = mark("{file} makes no sense ({why}), so everything is set as at first.")
            self._trouble = nonsense, why

    def _write(self, path: Path) -> None:
        """Put the new file in the place of the old in one step; a broken one is put aside."""
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.new")
        beside.write_bytes(msgspec.json.format(msgspec.json.encode(self.now), indent=2) + b"\n")
        if self._is_broken:
            os.replace(path, path.with_name(f"{path.name}.broken"))
            self._is_broken = False
        os.replace(beside, path)

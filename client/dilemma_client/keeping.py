"""Keeping: matches that are over go to the archive, and come back from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dilemma_client.archive import Archive
from dilemma_client.model import Model
from dilemma_client.tongue import say

if TYPE_CHECKING:
    from dilemma.protocol.messages import MatchEnded
    from dilemma_client.replay import Kept


class Keeping:
    """The archive of one window, if it has one; what goes wrong is told in a line."""

    def __init__(self, archive: Archive | None) -> None:
        self.archive = archive

    def keep(self, model: Model, ended: MatchEnded) -> str:
        """Keep a match that is over, as far as the disk has room for it; why not, or nothing."""
        if self.archive is None or model.briefing is None:
            return ""
        why = self.archive.keep(model.briefing, ended)
        return say("This match cannot be kept: {why}.", why=why) if why else ""

    def delete(self, path: Path) -> str:
        """Delete a match that was kept; why not, or nothing."""
        return "" if self.archive is None else self.archive.delete(path)

    def save_record(self, model: Model) -> str:
        """Put the record of a match that is over into a file of its own; a line that says where."""
        from dilemma_client.replay import put, reason_of

        if self.archive is None or model.hindsight is None:
            return ""
        path = self.archive.record_path(model.hindsight)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            put(path, model.hindsight.record.encode())
        except OSError as error:
            return say("The record cannot be saved: {why}.", why=reason_of(error))
        return say("The record is saved as {file}.", file=path)


def model_of(kept: Kept) -> Model:
    """What there is to know of a match that was kept."""
    return Model(briefing=kept.briefing, view=kept.view, hindsight=kept.hindsight)

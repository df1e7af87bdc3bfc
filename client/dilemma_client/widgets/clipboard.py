"""The clipboard of the desktop, or our own where there is none."""

from __future__ import annotations

import pygame

_own = ""


def copy_text(text: str) -> None:
    """Keep text for pasting, here and elsewhere."""
    global _own
    if not text:
        return
    _own = text
    try:
        pygame.scrap.put_text(text)
    except pygame.error:
        return  # no desktop to share it with


def pasted_text() -> str:
    """What was copied last, here or elsewhere."""
    try:
        return pygame.scrap.get_text() or _own
    except pygame.error:
        return _own

"""Quiet: what the network does to clients is no news, and frames belong in no log."""

from __future__ import annotations

import logging


def quiet_logger() -> logging.Logger:
    """Where websockets may say what it likes."""
    logger = logging.getLogger("dilemma_server.websockets")
    logger.setLevel(logging.CRITICAL)
    return logger

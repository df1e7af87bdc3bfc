"""Drawing: smooth shapes, type and icons on a surface, each made once and kept."""

from dilemma_client.paint.brush import Brush
from dilemma_client.paint.look import Look

__all__ = ["Brush", "Look"]

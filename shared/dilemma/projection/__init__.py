"""Projection: the only door through which truth leaves."""

from dilemma.projection.brief import briefing_of
from dilemma.projection.occurrences import public_occurrences
from dilemma.projection.public import (
    public_briefing_of,
    public_view_of,
)
from dilemma.projection.sights import Staff, new_staff, sight_of_worlds
from dilemma.projection.views import Table, first_views, next_views, standing_of, table_of, view_of

__all__ = [
    "Staff",
    "Table",
    "briefing_of",
    "first_views",
    "new_staff",
    "next_views",
    "public_briefing_of",
    "public_occurrences",
    "public_view_of",
    "sight_of_worlds",
    "standing_of",
    "table_of",
    "view_of",
]

"""Projection: the only door through which truth leaves."""

from dilemma.projection.brief import briefing_of
from dilemma.projection.public import (
    first_public_view,
    next_public_view,
    public_briefing_of,
    public_view_of,
)
from dilemma.projection.sights import Staff, new_staff, sight_of_worlds
from dilemma.projection.views import Table, first_view, next_views, table_of, view_of

__all__ = [
    "Staff",
    "Table",
    "briefing_of",
    "first_public_view",
    "first_view",
    "new_staff",
    "next_public_view",
    "next_views",
    "public_briefing_of",
    "public_view_of",
    "sight_of_worlds",
    "table_of",
    "view_of",
]

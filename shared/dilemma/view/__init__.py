"""What a seat may know, as plain data; built field by field in `dilemma.projection`.

No view holds itself, so the collector of cycles need not look at any: a server has thousands of
them, and would stand still while it looked (`gc=False`).
"""

from dilemma.view.books import OtherState, OwnBooks, StandingCrisis
from dilemma.view.briefing import Briefing, StateName
from dilemma.view.occurrences import Occurrence
from dilemma.view.public import PublicBriefing, PublicState, PublicView
from dilemma.view.reports import Estimate, Report
from dilemma.view.view import View

__all__ = [
    "Briefing",
    "Estimate",
    "Occurrence",
    "OtherState",
    "OwnBooks",
    "PublicBriefing",
    "PublicState",
    "PublicView",
    "Report",
    "StandingCrisis",
    "StateName",
    "View",
]

"""The guide: what the words and signs of a turn mean, for who reads them for the first time."""

from __future__ import annotations

from dilemma.coefficients import STANDARD
from dilemma_client.words.terms import Term

GUIDE: tuple[Term, ...] = (
    Term(
        "A turn",
        "clock",
        "All write their orders in secret and seal them; when the last has sealed, the turn closes "
        "at once. If the clock runs out before you have sealed, your state goes on as before.",
    ),
    Term(
        "Points",
        "budget",
        "What your economy yields a turn beyond the upkeep of your forces. Welfare makes the "
        "economy grow; what you do not spend goes to your reserves.",
    ),
    Term(
        "Offence and defence",
        "offence",
        "Points of force. They wear out by {share:.0%} a turn, and what you buy "
        "arrives a turn later. Only offence can take land; some of it helps to hold.",
        {"share": STANDARD.depreciation},
    ),
    Term(
        "Readiness",
        "readiness",
        "How soon forces can fight. Being readier costs upkeep. Of the others you know only what "
        "was reported.",
    ),
    Term(
        "Staff estimate",
        "dossier",
        "What your staff makes of all reports so far. The band holds the truth about four times "
        "in five; the stroke across it is the best guess, a second one in colour that of last "
        "turn.",
    ),
    Term(
        "Grade",
        "intelligence",
        "A letter for how reliable the source is, A to F, and a digit for how credible the report "
        "is, 1 to 6. A1 is the best there is; F and 6 mean that nobody can judge.",
    ),
    Term(
        "Your fear of a state",
        "warning",
        "From 0 to 100, the tension on your side; theirs you do not see. Offence, incidents, "
        "threats and war raise it; time, trade, inspections and pledges let it fall.",
    ),
    Term(
        "Offers",
        "treaty",
        "A treaty is in force while both offer it. Theirs: tick it too and it begins. Both: untick "
        "it and it ends. Choose the state in the dossier or on the map.",
    ),
    Term(
        "Standing",
        "people",
        "How far your people go along with you, from 0 to 100. Income rises with it. Welfare and "
        "victory raise it; broken promises, giving way alone and defeat lower it.",
    ),
    Term(
        "War",
        "war",
        "It lasts while somebody attacks: a turn without an attack ends it. It burns every treaty "
        "but the hotline.",
    ),
    Term(
        "Your assessment",
        "question",
        "What you believe of another state. It changes nothing, and the debrief compares it with "
        "the truth.",
    ),
    Term(
        "The map",
        "silhouette_unknown",
        "The sharper a sign, the better you know that force; a question mark could be anything. "
        "A dashed line is your fear, a green one carries the treaties in force.",
    ),
)
"""Each word with what it means, in the order in which a newcomer meets them."""

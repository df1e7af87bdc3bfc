"""The tongue: every word on screen, in the language the player reads, and numbers as it has them.

    say("Play now")
    say("{name} has sealed.", name="Ada")
    say("It costs {cost:.1f} points, {share:.0%} of all.", cost=2.5, share=0.1)
    count("{n} turn left", "{n} turns left", turns)
    shown(0.4, ".0%")

The English text is the key (gettext's way), so that a screen reads in the code as it does in the
window. What is kept in tables is marked by `mark` and said when it is shown, or kept in a `Said`,
which cannot forget to. Numbers with a format are written as the language writes them, and only
here: on the wire and in records they stay plain. One process shows one player one language, so the
language is the process's own, as gettext has it:

    languages()         # {"en": "English", "de": "Deutsch"}
    speak("de")

`python -m tools.translations` keeps the catalogues.
"""

from dilemma_client.tongue.amounts import day, shown
from dilemma_client.tongue.languages import NoLanguage, languages, preferred, speak, spoken
from dilemma_client.tongue.speech import Said, count, knows, mark, say, use, within

__all__ = [
    "NoLanguage",
    "Said",
    "count",
    "day",
    "knows",
    "languages",
    "mark",
    "preferred",
    "say",
    "shown",
    "speak",
    "spoken",
    "use",
    "within",
]

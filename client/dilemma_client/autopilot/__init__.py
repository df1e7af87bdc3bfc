"""The autopilot: plays a match through the real window code, with no window and no hands.

    flight = run(host, Solo("redland_blueland", "redland", ("tit_for_tat",), "Autopilot"), folder)

Under SDL's dummy driver it posts the events that a keyboard and a mouse would, finds controls by
role and label as a screen reader does, and keeps a picture of every turn, of the debrief, and the
record of the match. It knows no more than is on the screen.
"""

from dilemma_client.autopilot.flight import Flight, run
from dilemma_client.autopilot.hands import Stranded

__all__ = ["Flight", "Stranded", "run"]

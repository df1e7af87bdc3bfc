"""The model: all that the player's side knows, as one value that only `update` changes.

The link hands over what happened with the moment it happened, in order; the model is folded over
it, and scenes draw the model and nothing else:

    from dilemma_client.model.update import update

    for moment, event in link.poll():
        model = update(model, event, moment)

`moment` and every `now` are seconds of `time.monotonic()` in this process; the model itself never
looks at a clock. Events are the messages of the server and the few things only this side can know:
`Connecting`, `Waiting`, `Closed` and `Sent` come from the link, `Read` from the scene that shows a
hotline. Scenes give orders by `link.send(...)`; the link answers with `Sent` at once, so that a
command is pending in the model until the server has accepted or refused it.

Nothing here knows a window, a socket or a thread. What a server says is imported when it has said
something: `update` has its own module, because the menu shows a model of which nothing is known.
"""

from dilemma_client.model.events import (
    Closed,
    Command,
    Connecting,
    Event,
    Read,
    Sent,
    Waiting,
)
from dilemma_client.model.hotline import Hotline
from dilemma_client.model.model import Connection, Model, Refusal

__all__ = [
    "Closed",
    "Command",
    "Connecting",
    "Connection",
    "Event",
    "Hotline",
    "Model",
    "Read",
    "Refusal",
    "Sent",
    "Waiting",
]

"""The link: the conversation with the server, kept up through every loss of the connection.

For a window, which must never wait, a thread of its own:

    link = Link(url, Join(PROTOCOL_VERSION, name="Ada", code="..."), wake=post_an_event)
    link.start()
    link.send(SubmitOrders(turn, order, key=new_key()))
    for moment, event in link.poll():          # never waits; each with the monotonic time it came
        model = update(model, event, moment)
    link.close()                               # bounded in time

For bots and whatever else lives on an event loop, the same without a thread:

    async with AsyncLink(url, first) as link:
        async for moment, event in link:       # ends after `Closed`
            ...

Both reconnect by themselves, say again what was not answered (under the same key, so that nothing
is done twice), and end with one `Closed`: without a problem when asked to or when the match is
over, with one when the server cannot or will not have us. This package is the only place in the
client that knows websockets; `wake` is called in the link's thread and should only post an event.
"""

from dilemma_client.entry import First
from dilemma_client.link.address import BadAddress, check_address
from dilemma_client.link.backoff import Backoff
from dilemma_client.link.conversation import Times
from dilemma_client.link.invitation import Invitation, invitation_to, read_invitation
from dilemma_client.link.looped import AsyncLink
from dilemma_client.link.threaded import Link

__all__ = [
    "AsyncLink",
    "Backoff",
    "BadAddress",
    "First",
    "Invitation",
    "Link",
    "Times",
    "check_address",
    "invitation_to",
    "read_invitation",
]

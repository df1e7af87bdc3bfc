"""The gateway: sockets and frames on one side, the lobby on the other."""

from dilemma_server.gateway.gateway import Gateway

__all__ = ["Gateway"]

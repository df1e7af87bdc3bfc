"""The gateway: sockets and frames on one side, the lobby on the other."""

from dilemma_server.gateway.gateway import Gateway
from dilemma_server.gateway.health import Health
from dilemma_server.gateway.monitor import Monitor
from dilemma_server.gateway.tls import BadCertificate, Certificate

__all__ = ["BadCertificate", "Certificate", "Gateway", "Health", "Monitor"]

"""What a player may intend, and why not."""

from dilemma.orders.legality import Problem, attackable, problems, signal_targets
from dilemma.orders.sheet import Action, Assessment, Motion, Order, Signal, standing_order

__all__ = [
    "Action",
    "Assessment",
    "Motion",
    "Order",
    "Problem",
    "Signal",
    "attackable",
    "problems",
    "signal_targets",
    "standing_order",
]

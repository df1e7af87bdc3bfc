"""What a player may intend, and why not."""

from dilemma.orders.legality import attackable, problems, signal_targets
from dilemma.orders.problem import Problem, Value, problem, worded
from dilemma.orders.sheet import Action, Assessment, Motion, Order, Signal, standing_order

__all__ = [
    "Action",
    "Assessment",
    "Motion",
    "Order",
    "Problem",
    "Signal",
    "Value",
    "attackable",
    "problem",
    "problems",
    "signal_targets",
    "standing_order",
    "worded",
]

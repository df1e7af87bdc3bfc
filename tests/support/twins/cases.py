"""The cases: pairs of worlds, and what it is that only some may know of in each of them.

Where both worlds have a command at a moment, it comes just before one of Carl's, who would see it
if one of them took longer. Where only one of them has it, it comes while nobody else's is under
way: that a command waits for another one that is being kept is known (docs/secrecy.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from dilemma.orders import Action, Assessment, Order, Signal
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import (
    ChangeSeat,
    Command,
    Greeting,
    Join,
    Mute,
    Rejoin,
    Remove,
    Say,
    SetReady,
    Spectate,
    Unseal,
)
from dilemma.vocabulary import (
    ActionKind,
    BudgetLine,
    Demand,
    Instrument,
    Readiness,
    Response,
    SignalKind,
)
from dilemma_client.model.events import new_key
from support.twins.cast import (
    HOTLINES,
    OPENINGS,
    TURNS,
    Act,
    Paper,
    calm,
    coming_back,
    hanging_up,
    saying,
    sealing,
    shown,
    unsealing,
)
from support.twins.twins import SEALS, Case, Deeds

BEFORE_CARL = 1.0
"""Seconds into a turn just before Carl has a word with Dora; SEALS is just before another."""

ALONE = (4.5, 6.5, 8.5)
"""Seconds into a turn at which nobody else says anything."""

Decision = Callable[[Paper], Order]

WHISPER = 1e-12
"""Of a share of the budget: more than nothing, and less than any report can show."""


def changed(**fields: object) -> Decision:
    """Calm orders with some fields replaced."""
    return lambda paper: msgspec.structs.replace(calm(paper), **fields)


def assessing(harm: float | None) -> Decision:
    """Calm orders, and what she thinks of the others; None for no thought of them."""

    def decide(paper: Paper) -> Order:
        thoughts = (
            {} if harm is None else {p.id: Assessment(harm, harm) for p in shown(paper).others}
        )
        return msgspec.structs.replace(calm(paper), assessments=thoughts)

    return decide


def whispering(paper: Paper) -> Order:
    """Calm orders, with every share a hair's breadth smaller."""
    order = calm(paper)
    budget = {line: share * (1.0 - WHISPER) for line, share in order.budget.items()}
    return msgspec.structs.replace(order, budget=budget)


def saving(share: float) -> Decision:
    """Calm orders in which a share of what welfare was to have is saved instead."""

    def decide(paper: Paper) -> Order:
        budget = dict(calm(paper).budget)
        budget[BudgetLine.WELFARE] *= 1.0 - share
        return msgspec.structs.replace(calm(paper), budget=budget)

    return decide


def offering(*instruments: Instrument) -> Decision:
    """Calm orders that offer Bela more than the others."""

    def decide(paper: Paper) -> Order:
        offers = calm(paper).offers | {"b": (*HOTLINES, *instruments)}
        return msgspec.structs.replace(calm(paper), offers=offers)

    return decide


def on_the_move(paper: Paper) -> Order:
    """Everything there is to decide, decided otherwise, and a speech about it."""
    return Order(
        budget={BudgetLine.OFFENCE: 0.7, BudgetLine.INTELLIGENCE: 0.3},
        readiness=Readiness.MOBILISED,
        signal=Signal(SignalKind.ULTIMATUM, "c", Demand.STAND_DOWN),
        statement="We have been patient for longer than anybody. " * 6,
        offers={"b": (*HOTLINES, Instrument.DEFENCE_PACT, Instrument.TRADE)},
        action=Action(ActionKind.ATTACK, "d"),
        responses={page.id: Response.ESCALATE for page in shown(paper).others if page.crisis},
        assessments={page.id: Assessment(0.9, 0.9) for page in shown(paper).others},
    )


def unlawful(_: Paper) -> Order:
    """Nothing in it can be."""
    return Order(
        budget=dict.fromkeys(BudgetLine, 0.9),
        signal=Signal(SignalKind.ULTIMATUM, "nobody"),
        statement="x" * 400,
        offers={"nowhere": HOTLINES},
        action=Action(ActionKind.ATTACK, "nowhere"),
        assessments={"nowhere": Assessment(7.0, -1.0)},
    )


def repeating(number: int) -> Act:
    """Something that she has said before, under its key."""
    return lambda paper: paper.said[number]


def attempting(command: Callable[[str], Command]) -> Act:
    """Something under a key of its own."""
    return lambda _: command(new_key())


def in_turns(*acts: tuple[float, Act], turns: Iterable[int] = OPENINGS) -> Deeds:
    """The same acts in some turns, all of them unless it is said which."""
    return Deeds({(turn, at): act for turn in turns for at, act in acts})


def sealed(decision: Decision, turns: Iterable[int] = OPENINGS) -> Deeds:
    """Orders where Anna seals anyway."""
    return in_turns((SEALS, sealing(decision)), turns=turns)


def guessing(greeting: Callable[[str], Greeting]) -> Deeds:
    """What Otto says whenever he comes; he is given the code of Hugo's table."""
    return Deeds(guess=lambda _, code: greeting(code))


def joining(code: str, name: str = "Otto", seat: str | None = None) -> Callable[[str], Greeting]:
    """Join by a code, which is Hugo's when it is empty."""
    return lambda hugos: Join(PROTOCOL_VERSION, name, code or hugos, seat=seat, key="otto")


NOTHING = Deeds()
"""Calm orders in every turn, which Anna seals unless a case says something else."""

AWAY = in_turns((4.5, hanging_up), (5.0, coming_back), turns=(2,))
"""Gone for half a second; only over another connection is anything said again."""

ATTEMPTS = (
    attempting(lambda key: Mute("c", True, key)),
    attempting(lambda key: Remove("d", key)),
    attempting(lambda key: ChangeSeat("d", key)),
    attempting(lambda key: SetReady(False, key)),
    attempting(lambda key: Say("nobody", "psst", key)),
    attempting(lambda key: Unseal(TURNS + 3, key)),
)
LATER = (2, 3, 4)
"""Turns in which hotlines are in force."""

LONG = "I would rather tell you than anybody else that I mean you no harm at all. " * 6

CASES = [
    Case("what she thinks of others", sealed(assessing(None)), sealed(assessing(0.75))),
    Case("a budget that no report can show", sealed(calm), sealed(whispering)),
    Case("what she saves", NOTHING, sealed(saving(0.5), turns=(2,)), until=3),
    Case("offers to another", NOTHING,
         sealed(offering(Instrument.TRADE, Instrument.NON_AGGRESSION), turns=LATER),
         addressed=("Bela",)),
    Case("a probe of another", NOTHING,
         sealed(changed(action=Action(ActionKind.PROBE, "b")), turns=(2,)), until=3),
    Case("all that a turn decides, until it closes", NOTHING,
         sealed(on_the_move, turns=(2,)), until=3),
    Case("all that the last turn decides", NOTHING,
         sealed(on_the_move, turns=(4,))),
    Case("words to another", in_turns((BEFORE_CARL, saying("b", "I shall arm")), turns=LATER),
         in_turns((BEFORE_CARL, saying("b", "I shall not")), turns=LATER), addressed=("Bela",)),
    Case("how many words to another", in_turns((BEFORE_CARL, saying("b", "no")), turns=LATER),
         in_turns((BEFORE_CARL, saying("b", LONG)), turns=LATER), addressed=("Bela",)),
    Case("words to another, or words refused", in_turns((BEFORE_CARL, saying("b", LONG))),
         in_turns((BEFORE_CARL, saying("b", " "))), addressed=("Bela",)),
    Case("words to another, or none", NOTHING,
         in_turns(*((at, saying("b", LONG)) for at in ALONE), turns=LATER),
         addressed=("Bela",)),
    Case("second thoughts, or such as are refused",
         in_turns((BEFORE_CARL, sealing(calm)), (SEALS, sealing(assessing(0.5)))),
         in_turns((BEFORE_CARL, sealing(calm)), (SEALS, sealing(unlawful)))),
    Case("what was refused", in_turns((BEFORE_CARL, sealing(unlawful))),
         in_turns((BEFORE_CARL, saying("nobody", "psst")))),
    Case("what is said again under its key", AWAY,
         Deeds({**AWAY.acts, (2, 6.5): repeating(-1), (2, 8.5): repeating(0)})),
    Case("what is under a seal put on again",
         in_turns((SEALS, sealing(calm)), (6.0, unsealing), (8.0, sealing(calm)), turns=(1, 2)),
         in_turns((SEALS, sealing(on_the_move)), (6.0, unsealing), (8.0, sealing(assessing(0.9))),
                  turns=(1, 2))),
    Case("attempts at what is not hers to do", NOTHING,
         in_turns(*zip((*ALONE, 9.5, 11.5, 12.5), ATTEMPTS, strict=True))),
    Case("what the bot that covers for her seals",
         Deeds({(2, 5.0): hanging_up}),
         Deeds({**sealed(whispering).acts, (2, 5.0): hanging_up})),
    Case("guesses at codes", NOTHING, guessing(joining("0" * 8))),
    Case("guesses at this or that", guessing(joining("WRONG")),
         guessing(lambda _: Rejoin(PROTOCOL_VERSION, "t" * 100))),
    Case("guesses to play or to watch", guessing(joining("W" * 40, "O" * 40, "z" * 40)),
         guessing(lambda _: Spectate(PROTOCOL_VERSION, "W"))),
    Case("why somebody could not sit down", guessing(joining("", "Hugo")),
         guessing(joining("", "Otto", "the best seat"))),
]  # fmt: skip

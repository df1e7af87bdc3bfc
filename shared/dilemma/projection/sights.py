"""Sights: what all watchers know of many worlds at once, for bots in a laboratory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dilemma.arithmetic import Floats, add_up
from dilemma.orders.arrays import NOBODY, Codes
from dilemma.rules.events import Reports
from dilemma.rules.treasury import funds_by_readiness
from dilemma.view.sight import Sight, shift_to_come
from dilemma.view.staff import UNINFORMED, Pool
from dilemma.vocabulary import Instrument, Readiness
from dilemma.world import World
from dilemma.world.world import flipped


@dataclass(frozen=True)
class Staff:
    """Every watcher's pooled reports [N, N, B]: what a view's reports come to, kept as arrays."""

    strength: Pool[Floats]
    composition: Pool[Floats]
    strength_before: Floats
    readiness: Codes
    deterrent: Floats
    shield: Floats

    def briefed(self, reports: Reports) -> Staff:
        """The staff a turn later, with this turn's reports; the order of terms is that of views."""
        strength, composition = self.strength.faded(), self.composition.faded()
        came = (np.ones_like(reports.delivered, np.float64), reports.delivered * np.float64(1.0))
        for source, counts in enumerate(came):
            strength = strength.with_report(
                reports.strength[source], reports.strength_noise[source], counts
            )
            composition = composition.with_report(
                reports.composition[source], reports.composition_noise[source], counts
            )
        human = np.where(reports.delivered, reports.readiness[1], reports.readiness[0])
        return Staff(
            strength=strength,
            composition=composition,
            strength_before=self.strength.value,
            readiness=np.maximum(reports.readiness[0], human),
            deterrent=self.deterrent if reports.deterrent is None else reports.deterrent,
            shield=self.shield if reports.shield is None else reports.shield,
        )


def new_staff(world: World) -> Staff:
    """A staff that has read nothing yet."""
    nothing = np.zeros_like(world.contact)
    return Staff(
        strength=Pool(nothing, nothing + UNINFORMED),
        composition=Pool(nothing, nothing + UNINFORMED),
        strength_before=nothing,
        readiness=np.full(nothing.shape, Readiness.ROUTINE.code, np.int8),
        deterrent=nothing,
        shield=nothing,
    )


# long because: it has one line for every field of a sight.
def sight_of_worlds(world: World, staff: Staff) -> Sight:
    """What every state of every world knows: W = N watchers, in the order of the states."""
    others = ~np.eye(world.states, dtype=np.bool_)[:, :, np.newaxis]
    present = np.broadcast_to(others, world.contact.shape)

    def seen(values: np.ndarray) -> np.ndarray:
        """A public fact of each state, as every watcher sees it of the others."""
        return values[np.newaxis] * present

    return Sight(
        turn=world.turn,
        turns=world.turns,
        dials=dict(world.dials.__dict__),
        coefficients=world.coefficients,
        motive=world.motive,
        economy=world.economy,
        funds=funds_by_readiness(world),
        reserves=world.reserves,
        offence=world.offence,
        defence=world.defence,
        standing=world.standing,
        territory=world.territory,
        readiness=world.readiness,
        budget=world.budget,
        pledge_turns=world.pledge_turns,
        beaten=world.beaten,
        modules=world.modules,
        shifts=_shifts(world),
        deterrent=world.deterrent,
        shield=world.shield,
        unrest=world.unrest,
        present=present,
        contact=world.contact * present,
        rivalry=world.rivalry * present,
        their_territory=seen(world.territory),
        they_are_beaten=seen(world.beaten),
        tension=world.tension * present,
        offered=world.offers & present,
        offers_us=flipped(world.offers) & present,
        in_force=world.in_force & present,
        at_war=world.at_war & present,
        crisis=world.crisis,
        told_deliberate=world.told & (world.crisis > 0),
        demanded=flipped(world.ultimatum) != NOBODY,
        signal=np.where(present, world.signal[np.newaxis], np.int8(NOBODY)),
        their_pledge_turns=seen(world.pledge_turns),
        attacks_made=seen(world.attacks_made),
        pledges_broken=seen(world.pledges_broken),
        strength=staff.strength.value * present,
        strength_noise=staff.strength.noise * present,
        strength_before=staff.strength_before * present,
        share=staff.composition.value * present,
        share_noise=staff.composition.noise * present,
        their_deterrent=staff.deterrent * present,
        their_shield=staff.shield * present,
        their_shift=seen(_shifts(world)),
        their_motive=_known_motives(world, present),
        mean_homeland=add_up(world.homeland) / float(world.states),
        allied=world.in_force[Instrument.DEFENCE_PACT.code],
        their_readiness=np.where(present, staff.readiness, np.int8(-1)),
    )


def _known_motives(world: World, present: np.ndarray) -> Codes:
    """Motives of the others where the dials let everybody know them, else NOBODY [N, N, B]."""
    known = present & (world.dials.motives_known > 0.0)
    return np.where(known, world.motive[np.newaxis], np.int8(NOBODY))


def _shifts(world: World) -> Floats:
    """What announced shifts will still add to each state, as a share of its start [N, B]."""
    coming = np.zeros_like(world.economy)
    for place, shift in world.power_shifts:
        coming[place] += shift_to_come((shift,), shift.state, world.turn)
    return coming

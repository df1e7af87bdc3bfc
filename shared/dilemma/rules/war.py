"""War: attacks are resolved together; victory moves land, and war ruins both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dilemma.arithmetic import Floats, add_up, clip, largest, power_three_halves
from dilemma.chance import Dice
from dilemma.orders.arrays import Flags, Orders
from dilemma.rules.events import Events
from dilemma.rules.incidents import within_reach
from dilemma.vocabulary import Instrument, Readiness
from dilemma.world import World
from dilemma.world.world import flipped


@dataclass(frozen=True)
class Battle:
    """This turn's fighting: who assaults whom, and the share of the spoils that would be its."""

    assault: Flags
    share: Floats
    joined: Flags
    chance: Floats
    victory: Flags
    attacking: Flags
    defending: Flags
    helping: Flags


def war(world: World, orders: Orders, dice: Dice, events: Events) -> tuple[World, Events]:
    """Resolve every attack, ordered or grown out of a clash, one battle for each defender.

    Chance of success a^1.5 / (a^1.5 + d^1.5), a ratio contest success function (Hirshleifer,
    1989); a surprised defender fights with less (first-strike advantage, Schelling, 1960).
    """
    assault = (orders.attack | events.clash_war) & within_reach(world)
    if not assault.any():
        return world.but(at_war=assault), events
    battle = _fought(world, assault, dice, events.exercise)
    taken = np.minimum(world.territory, world.coefficients.conquest) * battle.victory
    after = _ended(_suffered(_conquered(world, battle, taken), battle), battle)
    ordered = assault & orders.attack
    made = np.add.reduce(ordered, axis=1, dtype=np.int8)  # exact because: counts are integers
    return (
        after.but(attacks_made=world.attacks_made + made),
        events.but(
            clash_war=assault & ~ordered,
            attack=assault,
            joined=battle.joined,
            victory=battle.assault & battle.victory[np.newaxis],
            success_chance=battle.chance,
            territory_lost=taken,
            newly_beaten=after.beaten & ~world.beaten,
            war_begun=assault & ~world.at_war,
        ),
    )


def surprise(world: World, assault: Flags, exercise: Flags) -> Floats:
    """How far each state is surprised by those who assault it, in [0, 1] [N, B].

    Not at all when mobilised, already at war with or itself attacking them; by half when their
    mobilisation could be seen and no exercise was announced to explain it.
    """
    mobilised = world.readiness == Readiness.MOBILISED.code
    seen = (mobilised & ~exercise)[:, np.newaxis]
    expected = mobilised[np.newaxis] | world.at_war | flipped(assault)
    degree = np.where(seen, world.coefficients.warned, 1.0)
    return largest(degree * (assault & ~expected))


def _fought(world: World, assault: Flags, dice: Dice, exercise: Flags) -> Battle:
    rates, dials = world.coefficients, world.dials
    ready = np.array(rates.readiness_strength)[world.readiness]
    fronts = np.maximum(add_up(assault.swapaxes(0, 1).astype(np.float64)), 1.0)
    thrown = world.offence * ready * dials.offence_advantage / fronts
    forces = assault * thrown[:, np.newaxis]
    attack = add_up(forces)
    held = (world.defence + world.offence * rates.offence_defends) * ready
    defence = held * (1.0 - dials.first_strike_advantage * surprise(world, assault, exercise))
    joined = _allies(world, assault)
    defence = defence + add_up(joined * held[:, np.newaxis]) * rates.ally_share
    defence = defence + add_up(world.homeland) / float(world.states) * dials.authority
    a, d = power_three_halves(attack), power_three_halves(defence)
    chance = a / (a + d + 1e-9)
    defending = np.logical_or.reduce(assault, axis=0)
    return Battle(
        assault=assault,
        share=assault / np.maximum(add_up(assault.astype(np.float64)), 1.0)[np.newaxis],
        joined=joined,
        chance=chance,
        victory=defending & (dice.battle < chance),
        attacking=np.logical_or.reduce(assault, axis=1),
        defending=defending,
        helping=np.logical_or.reduce(joined, axis=1),
    )


def _allies(world: World, assault: Flags) -> Flags:
    """Who is pulled in to defend whom: [N allies, N defenders, B]."""
    attacked = np.logical_or.reduce(assault, axis=0)
    pact = world.in_force[Instrument.DEFENCE_PACT.code]
    able = ~world.beaten & ~np.logical_or.reduce(assault, axis=1)
    joined: Flags = pact & attacked[np.newaxis] & ~assault & able[:, np.newaxis]
    return joined


def _conquered(world: World, battle: Battle, taken: Floats) -> World:
    """Land and part of what it yields pass to the victors; land is neither made nor lost.

    Victors share alike, and spoils go by the land as everybody knows it: were it by forces or by
    the economy of today, a victor could read an ally's army or the beaten state's books in its own.
    """
    rates = world.coefficients
    land = taken * world.homeland
    ruined = world.economy * taken * rates.economy_lost
    # What is no longer there cannot be carried off.
    loot = np.minimum(land * (rates.economy_lost * rates.spoils), ruined)
    gained, spoils = (
        add_up((battle.share * whole[np.newaxis]).swapaxes(0, 1)) for whole in (land, loot)
    )
    return world.but(
        territory=world.territory - taken + gained / world.homeland,
        economy=world.economy - ruined + spoils,
    )


def _suffered(world: World, battle: Battle) -> World:
    """What fighting costs everyone in it: forces, economy and standing at home."""
    rates = world.coefficients
    fighting = battle.attacking | battle.defending
    helping = battle.helping & ~fighting
    repelled = np.logical_or.reduce(battle.assault & ~battle.victory[np.newaxis], axis=1)
    victorious = battle.attacking & ~repelled
    beaten_off, beaten = battle.defending & ~battle.victory, battle.victory
    spent_attacking = repelled * rates.attacker_losses[0] + victorious * rates.attacker_losses[1]
    spent_defending = beaten_off * rates.defender_losses[0] + beaten * rates.defender_losses[1]
    helped = 1.0 - helping * rates.ally_losses
    shaken = (
        victorious * rates.victory_standing
        - (beaten | repelled) * rates.defeat_standing
        - battle.attacking * rates.aggression_cost
    )
    return world.but(
        offence=world.offence * (1.0 - spent_attacking) * (1.0 - spent_defending * 0.5) * helped,
        defence=world.defence * (1.0 - spent_defending) * helped,
        economy=world.economy * (1.0 - fighting * rates.war_ruin - helping * rates.ally_ruin),
        standing=clip(world.standing + shaken, 0.0, 1.0),
    )


def _ended(world: World, battle: Battle) -> World:
    """War ends crises and burns treaties between those who fight; a hotline survives it."""
    against = np.logical_or.reduce(
        battle.joined[:, :, np.newaxis] & battle.assault.swapaxes(0, 1), axis=1
    )
    hostile = battle.assault | flipped(battle.assault) | against | flipped(against)
    burnt = np.repeat(hostile[np.newaxis], len(Instrument), axis=0)
    burnt[Instrument.HOTLINE.code] = False
    return world.but(
        at_war=hostile,
        crisis=np.where(hostile, np.int8(0), world.crisis),
        ultimatum=np.where(hostile, np.int8(-1), world.ultimatum),
        offers=world.offers & ~burnt,
        in_force=world.in_force & ~burnt,
    )

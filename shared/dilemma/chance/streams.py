"""Streams: named draws from a match secret, or fast ones for the worlds of a laboratory.

A match draws from a keyed cryptographic hash of (secret, turn, purpose, pair), so that no draw a
player may work out from what it was shown says anything about any other. A laboratory has nothing
to hide and ten thousand worlds to feed: it uses an integer hash of a per-world key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import cast

import numpy as np
from numpy.typing import NDArray

from dilemma.arithmetic import Floats
from dilemma.chance.dice import Dice

Words = NDArray[np.uint64]

SOURCES = 2
"""Sources that may report on a state each turn."""

ARSENALS = 2
"""Arsenals a report may count: deterrent and shield."""

_SECRET_BYTES = 32
_REPORT_WORDS = 3 * SOURCES + 1


def secret_from_seed(seed: int) -> bytes:
    """The 256-bit match secret of a seed, for matches that are meant to be repeated."""
    return hashlib.blake2b(str(seed).encode(), digest_size=_SECRET_BYTES, person=b"seed").digest()


def match_dice(secret: bytes, turn: int, states: int) -> Dice:
    """The dice of one turn of one match: B = 1."""
    pairs = [(i, j) for i in range(states) for j in range(states)]
    alone = [(i, i) for i in range(states)]
    square = (states, states, 1)

    def symmetric(purpose: str) -> Floats:
        ordered = ((min(pair), max(pair)) for pair in pairs)
        return uniforms(_stream(secret, turn, purpose, ordered, 1)).reshape(square)

    reports = _stream(secret, turn, "reports", pairs, _REPORT_WORDS).T.reshape(-1, *square)
    arsenals = _stream(secret, turn, "arsenals", pairs, ARSENALS).T.reshape(-1, *square)
    attribution = _stream(secret, turn, "attribution", pairs, 1)
    return Dice(
        incident=symmetric("incident"),
        clash=symmetric("clash"),
        attribution=uniforms(attribution).reshape(square),
        battle=uniforms(_stream(secret, turn, "battle", alone, 1)).reshape(states, 1),
        arsenals=normals(arsenals),
        **_reported(reports),
    )


def batch_dice(keys: Words, turn: int, states: int) -> Dice:
    """The dice of one turn for the worlds of a laboratory; `keys` [B] holds one key a world."""
    pair_count = states * (states - 1) // 2
    ordered = states * states
    reports = _REPORT_WORDS * ordered
    counts = (pair_count, pair_count, ordered, states, reports, ARSENALS * ordered)
    words = _hashed(keys, turn, sum(counts))  # exact because: counts are integers
    edges = np.cumsum(np.array(counts))[:-1]
    incident, clash, attribution, battle, reported, arsenals = np.split(words, edges)
    worlds = keys.shape[0]
    square = (states, states, worlds)
    return Dice(
        incident=_mirrored(uniforms(incident), states),
        clash=_mirrored(uniforms(clash), states),
        attribution=uniforms(attribution).reshape(square),
        battle=uniforms(battle),
        arsenals=normals(arsenals.reshape(-1, *square)),
        **_reported(reported.reshape(-1, *square)),
    )


def world_keys(seed: int, worlds: int, first: int = 0) -> Words:
    """One 64-bit key for each world from `first` on; world k has the same key in any batch."""
    base = int.from_bytes(secret_from_seed(seed)[:8], "little")
    numbers = np.arange(first, first + worlds, dtype=np.uint64)
    return _mixed(np.uint64(base) + numbers * _GOLDEN)


def deal(secret: bytes, states: int) -> Floats:
    """One uniform for each state [N, 1], by which the motives are dealt."""
    alone = [(i, i) for i in range(states)]
    return uniforms(_stream(secret, 0, "deal", alone, 1)).reshape(states, 1)


def batch_deal(keys: Words, states: int) -> Floats:
    """One uniform for each state of each world [N, B], by which the motives are dealt."""
    return uniforms(_hashed(keys, 0, states))


def commitment(secret: bytes) -> str:
    """The hash that is published before the match and shows afterwards that nothing was changed."""
    return hashlib.sha256(b"security dilemma commitment" + secret).hexdigest()


def bot_seed(secret: bytes, state: str) -> bytes:
    """The seed of a bot that plays a state in a match that is meant to be repeated."""
    return hashlib.blake2b(state.encode(), key=secret, digest_size=32, person=b"bot").digest()


def bot_draws(seed: bytes, turn: int, draws: int, states: int) -> Floats:
    """Uniforms for one bot in one turn [draws, 1, states, 1]."""
    if draws == 0:
        return np.zeros((0, 1, states, 1))
    others = [(draw, state) for draw in range(draws) for state in range(states)]
    words = _stream(seed[:64], turn, "bot", others, 1)
    return uniforms(words).reshape(draws, 1, states, 1)


def batch_draws(keys: Words, turn: int, draws: int, watchers: int, states: int) -> Floats:
    """Uniforms for the bots of a laboratory in one turn [draws, watchers, states, B]."""
    words = _hashed(keys ^ _MIX_1, turn, draws * watchers * states)
    return uniforms(words).reshape(draws, watchers, states, keys.shape[0])


def uniforms(words: Words) -> Floats:
    """Uniform numbers in [0, 1) from the upper 53 bits of 64-bit words."""
    return cast(Floats, (words >> np.uint64(11)) * (1.0 / 2**53))


def normals(words: Words) -> Floats:
    """Standard normals to a good approximation: the sum of a word's eight bytes, standardised.

    Integer sums are exact and the same on every machine; tails end at 4.9 standard deviations.
    """
    low_bytes = np.uint64(0x00FF00FF00FF00FF)
    quarters = (words & low_bytes) + ((words >> np.uint64(8)) & low_bytes)
    total = (quarters * np.uint64(0x0001000100010001)) >> np.uint64(48)
    return cast(Floats, (total - 1020.0) * _BYTE_SUM_SCALE)


_BYTE_SUM_SCALE = 0.004784196154532612
"""One over the standard deviation of eight uniform bytes, sqrt(8 (256^2 - 1) / 12)."""

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


def _reported(words: Words) -> dict[str, Floats]:
    """Normals and uniforms of the reports from words [3 S + 1, N, N, B]."""
    return {
        "strength": normals(words[:SOURCES]),
        "composition": normals(words[SOURCES : 2 * SOURCES]),
        "readiness": uniforms(words[2 * SOURCES : 3 * SOURCES]),
        "delivery": uniforms(words[3 * SOURCES]),
    }


def _stream(
    secret: bytes, turn: int, purpose: str, pairs: Iterable[tuple[int, int]], words: int
) -> Words:
    """`words` 64-bit words for each pair, [pairs, words]; at most 8 words."""
    person = purpose.encode()
    parts = [
        hashlib.blake2b(
            b"%d/%d/%d" % (turn, i, j), key=secret, digest_size=8 * words, person=person
        ).digest()
        for i, j in pairs
    ]
    return np.frombuffer(b"".join(parts), dtype="<u8").astype(np.uint64).reshape(-1, words)


def _hashed(keys: Words, turn: int, count: int) -> Words:
    """`count` words for each key [count, B]: a counter through Steele's mixer (2014)."""
    tweak = (turn + 1) * int(_MIX_2) % 2**64
    start = _mixed(keys ^ np.uint64(tweak))
    counters = np.arange(1, count + 1, dtype=np.uint64) * _GOLDEN
    return _mixed(start + counters[:, np.newaxis])


def _mixed(words: Words) -> Words:
    words = words ^ (words >> np.uint64(30))
    words *= _MIX_1
    words ^= words >> np.uint64(27)
    words *= _MIX_2
    words ^= words >> np.uint64(31)
    return words


def _mirrored(draws: Floats, states: int) -> Floats:
    """One draw a pair [pairs, B] laid out for both of its orders [N, N, B]."""
    square = np.zeros((states, states, draws.shape[1]))
    place = 0
    for i in range(states):
        for j in range(i + 1, states):
            square[i, j] = square[j, i] = draws[place]
            place += 1
    return square

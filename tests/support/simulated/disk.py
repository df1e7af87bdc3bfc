"""The disk: a store in memory that is honest about what survives.

It keeps the promises of `dilemma_server.store.seam` and no more. Work is done in groups, each as
one flush that takes time; nobody is answered before it. A flush can stall. It can fail, and then
nobody knows: what it held may be there all the same. When a process dies in the middle of one, its
group is there as a whole or not at all. When the machine loses power, that is no different: a
flush that has returned has reached the platter.

Time between nodes is the disk's own, so that leases work as they do between real nodes.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol

from msgspec import Struct

from dilemma_server.store import Damaged, Fenced, Lease, Owner, Phase, Store, StoreError
from support.simulated.process import CURRENT, Process
from support.simulated.world import World

PATIENCE = 15.0
"""Seconds without a sign of life after which a node's matches may be acquired by others."""

LARGEST_GROUP = 256


class Speed(Struct, frozen=True):
    """How fast a disk is while nothing is wrong with it: seconds of a flush, and of an answer."""

    flush: tuple[float, float] = (0.0005, 0.02)
    answer: tuple[float, float] = (0.00005, 0.002)


class Reader(Protocol):
    """Whoever reads along what becomes durable."""

    def acquired(self, match: str, node: str, epoch: int) -> None:
        """A match has an owner, from now on."""

    def appended(self, match: str, sequence: int, epoch: int, record: bytes) -> None:
        """A record is durable, from now on."""


class Platter(Protocol):
    """What every simulated disk can do for the simulation."""

    after_flush: Callable[[Process], None]

    def installed(self) -> AbstractContextManager[object]:
        """What of the environment of the processes belongs to the disk."""

    def opener(self, process: Process) -> Callable[..., Any]:
        """What opens the store for a process: (path, node, address) to a store."""

    def stall(self, seconds: float) -> None:
        """Let every flush that begins wait until then."""

    def fail(self, seconds: float) -> None:
        """Let every flush fail until then."""

    def heal(self) -> None:
        """Be well again."""

    def sever(self, process: Process) -> None:
        """Lose a process, with whatever it had under way."""

    def records(self, match: str) -> tuple[bytes, ...]:
        """What is durable of a match."""

    def matches(self) -> tuple[str, ...]:
        """Every match that has a record."""

    def close(self) -> None:
        """Let go of what the simulation holds."""


class Held(Struct):
    """A match on the disk."""

    owner: str | None
    epoch: int
    phase: Phase = Phase.WAITING
    records: list[bytes] = []


Job = Callable[[], Any]


class Disk:
    """The platter, and one flush at a time."""

    def __init__(self, world: World, speed: Speed, reader: Reader) -> None:
        self.world = world
        self.reader = reader
        self.held: dict[str, Held] = {}
        self.keys: dict[bytes, str] = {}
        self.nodes: dict[str, tuple[str, float]] = {}
        self.after_flush: Callable[[Process], None] = _nothing
        self.store: type[DiskStore] = DiskStore
        self._speed = speed
        self._chance = world.chance("disk")
        self._waiting: deque[DiskStore] = deque()
        self._busy = False
        self._stalled_until = 0.0
        self._failing_until = 0.0

    def installed(self) -> AbstractContextManager[object]:
        """See Platter: nothing, it is no file."""
        return nullcontext()

    def opener(self, process: Process) -> Callable[..., Any]:
        """See Platter."""

        async def open_store(_: object, node: str, address: str) -> Store:
            store = self.store(self, process, node)
            await store.do(lambda: self.nodes.__setitem__(node, (address, self.world.now)))
            return store

        return open_store

    def stall(self, seconds: float) -> None:
        """See Platter."""
        self.world.note("disk stalls", seconds)
        self._stalled_until = self.world.now + seconds

    def fail(self, seconds: float) -> None:
        """See Platter."""
        self.world.note("disk fails", seconds)
        self._failing_until = self.world.now + seconds

    def heal(self) -> None:
        """See Platter."""
        self._stalled_until = self._failing_until = 0.0

    def sever(self, process: Process) -> None:
        """See Platter: a group whose flush is under way is decided by a coin, at its end."""

    def records(self, match: str) -> tuple[bytes, ...]:
        """See Platter."""
        return tuple(self.held[match].records)

    def matches(self) -> tuple[str, ...]:
        """See Platter."""
        return tuple(match for match, held in self.held.items() if held.records)

    def close(self) -> None:
        """See Platter."""

    def wants(self, store: DiskStore) -> None:
        """A store has work; it is done when its turn comes."""
        if store not in self._waiting:
            self._waiting.append(store)
        self._next()

    def _next(self) -> None:
        while self._waiting and not self._busy:
            store = self._waiting.popleft()
            group = store.take(LARGEST_GROUP)
            if group:
                self._busy = True
                stalled = max(0.0, self._stalled_until - self.world.now)
                delay = stalled + self._chance.uniform(*self._speed.flush)
                self.world.after(delay, self._flushed, store, group)

    def _flushed(self, store: DiskStore, group: list[Work]) -> None:
        """The moment at which a group is durable, or is not."""
        self._busy = False
        failing = self.world.now < self._failing_until
        there = self._chance.random() < 0.5 if failing or not store.process.alive else True
        self.world.note("flush", store.process.name, len(group), failing, there)
        for work in group:
            if there:
                work.run()
            if failing:
                work.error = StoreError("the database failed: disk I/O error")
        delay = self._chance.uniform(*self._speed.answer)
        self.world.after(delay, store.process.post, _deliver, group)
        if store.queue:
            self._waiting.append(store)
        if store.process.alive and there:
            self.after_flush(store.process)
        self._next()


class Work:
    """A job, the future that waits for it, and how it went."""

    def __init__(self, job: Job, future: asyncio.Future[Any]) -> None:
        self._job = job
        self.future = future
        self.result: Any = None
        self.error: Exception | None = None

    def run(self) -> None:
        """Do the job, which does all of its work or raises before any of it."""
        try:
            self.result = self._job()
        except StoreError as error:
            self.error = error


def _deliver(group: list[Work]) -> None:
    for work in group:
        if work.future.done():
            continue
        if work.error is not None:
            work.future.set_exception(work.error)
        else:
            work.future.set_result(work.result)


class DiskStore:
    """The store of one process."""

    def __init__(self, disk: Disk, process: Process, node: str) -> None:
        self.disk = disk
        self.process = process
        self.node = node
        self.queue: deque[Work] = deque()
        self._closed = False

    def take(self, most: int) -> list[Work]:
        """The next group."""
        if not self.process.alive:
            return []
        return [self.queue.popleft() for _ in range(min(most, len(self.queue)))]

    async def do(self, job: Job) -> Any:
        """What the job returned, once it is durable; raises StoreError."""
        if self._closed or not self.process.alive:
            raise StoreError("the store is closed")
        assert CURRENT[0] is self.process
        work = Work(job, self.process.loop.create_future())
        self.queue.append(work)
        self.disk.wants(self)
        return await work.future

    async def acquire(self, match: str) -> Lease | Owner:
        """See Store."""
        lease: Lease | Owner = await self.do(lambda: self.acquire_now(match))
        return lease

    async def renew(self) -> frozenset[str]:
        """See Store."""
        owned: frozenset[str] = await self.do(self._renew)
        return owned

    async def load(self, match: str) -> tuple[bytes, ...]:
        """See Store."""
        records: tuple[bytes, ...] = await self.do(lambda: self._load(match))
        return records

    async def append(
        self,
        lease: Lease,
        sequence: int,
        *records: bytes,
        keys: Sequence[bytes] = (),
        phase: Phase | None = None,
    ) -> None:
        """See Store."""
        await self.do(lambda: self.append_now(lease, sequence, records, tuple(keys), phase))

    async def release(self, lease: Lease) -> None:
        """See Store."""
        await self.do(lambda: self._release(lease))

    async def find(self, key: bytes) -> str | None:
        """See Store."""
        match: str | None = await self.do(lambda: self.disk.keys.get(key))
        return match

    async def running(self) -> tuple[str, ...]:
        """See Store."""
        running: tuple[str, ...] = await self.do(self._running)
        return running

    async def close(self) -> None:
        """See Store."""
        try:
            await self.do(self._sign_off)
        except StoreError:
            return
        finally:
            self._closed = True

    def acquire_now(self, match: str) -> Lease | Owner:
        """Take a match unless another node lives and has it."""
        held = self.disk.held.setdefault(match, Held(None, 0))
        if held.owner not in (None, self.node) and held.owner in self.disk.nodes:
            address, beat = self.disk.nodes[held.owner]
            if self.disk.world.now - beat < PATIENCE:
                return Owner(address)
        held.owner = self.node
        held.epoch += 1
        self.disk.reader.acquired(match, self.node, held.epoch)
        return Lease(match, held.epoch)

    def append_now(
        self,
        lease: Lease,
        sequence: int,
        records: tuple[bytes, ...],
        keys: tuple[bytes, ...],
        phase: Phase | None,
    ) -> None:
        """Append all under the lease, or be fenced off."""
        held = self.disk.held.get(lease.match)
        if held is None:
            raise Fenced(f"match {lease.match}: not in the store")
        self.check(held, lease, sequence)
        if any(key in self.disk.keys for key in keys):
            raise StoreError("the database failed: a key leads to a match already")
        held.records.extend(records)
        held.phase = phase or held.phase
        self.disk.keys.update(dict.fromkeys(keys, lease.match))
        for number, record in enumerate(records, start=sequence):
            self.disk.reader.appended(lease.match, number, lease.epoch, record)

    def check(self, held: Held, lease: Lease, sequence: int) -> None:
        """The fence; raises Fenced."""
        if held.epoch != lease.epoch:
            raise Fenced(f"match {lease.match}: epoch {lease.epoch} is over; it is {held.epoch}")
        if sequence != len(held.records) + 1:
            raise Fenced(f"match {lease.match}: {sequence} does not follow {len(held.records)}")

    def _renew(self) -> frozenset[str]:
        if self.node in self.disk.nodes:
            address, _ = self.disk.nodes[self.node]
            self.disk.nodes[self.node] = (address, self.disk.world.now)
        held = self.disk.held.items()
        return frozenset(match for match, place in held if place.owner == self.node)

    def _load(self, match: str) -> tuple[bytes, ...]:
        if match not in self.disk.held:
            raise Damaged(f"match {match}: not in the store")
        return tuple(self.disk.held[match].records)

    def _release(self, lease: Lease) -> None:
        held = self.disk.held[lease.match]
        if held.epoch == lease.epoch:
            held.owner = None

    def _running(self) -> tuple[str, ...]:
        held = self.disk.held.items()
        return tuple(match for match, place in held if place.phase is Phase.RUNNING)

    def _sign_off(self) -> None:
        for held in self.disk.held.values():
            if held.owner == self.node:
                held.owner = None
        self.disk.nodes.pop(self.node, None)


def _nothing(process: Process) -> None:
    """Nobody waits for a flush."""

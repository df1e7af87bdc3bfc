"""The talk: the conversation of server and client as a diagram and as a table."""

from __future__ import annotations

from collections.abc import Iterator

from dilemma.protocol.conversation import CLIENT, MEANINGS, SERVER, Says, State, name_of


def diagram() -> str:
    """Every message that leads from one state to another, as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", "    [*] --> greeting"]
    for speaker, says in (("client", CLIENT), ("server", SERVER)):
        for before, after, names in moves(says):
            if before != after and after is not State.CLOSED:
                lines.append(f"    {before} --> {after}: {speaker} says {' or '.join(names)}")
    return "\n".join(lines)


def table() -> str:
    """Every state with what it means and what either may say in it."""
    lines = ["| state | meaning | the client may say | the server may say |", "|---|---|---|---|"]
    for state in State:
        mine, theirs = _sayable(CLIENT, state), _sayable(SERVER, state)
        lines.append(f"| `{state}` | {MEANINGS[state]} | {mine} | {theirs} |")
    return "\n".join(lines)


def moves(says: Says) -> Iterator[tuple[State, State, list[str]]]:
    """Which messages of one side lead from which state to which."""
    for before, allowed in says.items():
        for after in State:
            names = [name_of(kind) for kind, leads in allowed.items() if leads is after]
            if names:
                yield before, after, names


def _sayable(says: Says, state: State) -> str:
    ways = [(after, names) for before, after, names in moves(says) if before is state]
    return "; ".join(
        ", ".join(f"[{name}](#{name})" for name in names)
        + ("" if after is state else f" → `{after}`")
        for after, names in ways
    ) or ("the end" if state is State.CLOSED else "nothing")

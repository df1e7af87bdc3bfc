"""Keeps the catalogues of translations: python -m tools.translations extract | update | check.

`extract` collects every text of the sources into dilemma.pot, `update` also takes new texts into
every language's dilemma.po, where a translator then fills them in, and `check` says what is missing
and changes nothing; its exit status is then 1. What is collected: the texts that `say`, `count` and
`mark` are given, the names and meanings of a `Term`, the tables of a `Said`, and the
sentences of a problem or a condition, whoever makes them.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from tools.kept import HOUSE

TRANSLATIONS = HOUSE / "assets" / "dilemma_assets" / "translations"
TEMPLATE = TRANSLATIONS / "dilemma.pot"

SOURCES = (
    "client/dilemma_client",
    "client/dilemma_cli",
    "shared/dilemma/orders",
    "shared/dilemma/debrief",
    "server/dilemma_server",
)
"""Where people are spoken to."""

TEXTS: dict[str, tuple[int, ...]] = {
    "say": (0,),
    "mark": (0,),
    "Term": (0, 2),
    "problem": (1,),
    "Problem": (1,),
    "TurnedAway": (1,),
    "NotSeated": (1,),
    "CannotHost": (0,),
    "_condition": (2,),
    "Condition": (2,),
}
"""Which arguments of which calls are texts, each a message of its own."""

HEADER: dict[str, Any] = {
    "project": "Security Dilemma",
    "version": "",
    "domain": "dilemma",
    "charset": "utf-8",
    "fuzzy": False,
    "header_comment": "# The texts of Security Dilemma; tools/translations.py keeps this file.",
}

KEPT_HEADERS = ("Project-Id", "Language:", "Plural-Forms", "MIME", "Content-T")
"""What the head of a file says; dates and authors change without a text changing."""

Found = tuple[str | tuple[str, str], int]
"""A text, or the two forms of a plural, and its line."""


def texts_of(source: str) -> Iterator[Found]:
    """Every text in a source file that is shown to people, with its line.

    A text may be given a name first, in the same function or at the top of the file.
    """
    tree = ast.parse(source)
    top = _named_in(tree.body)
    yield from _texts(tree, top)


def _texts(node: ast.AST, named: dict[str, list[str]]) -> Iterator[Found]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        named = named | _named_in(list(ast.walk(node)))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        yield from _given(node.func.id, node, named)
    for child in ast.iter_child_nodes(node):
        yield from _texts(child, named)


def _given(called: str, call: ast.Call, named: dict[str, list[str]]) -> Iterator[Found]:
    """The texts that one call is given."""
    if called == "Said" and isinstance(call.args[0], ast.Dict):
        for value in call.args[0].values:
            yield from ((text, value.lineno) for text in _meant(value, named))
    elif called == "count" and len(call.args) > 2:
        # Two forms and what is counted; itertools has a function of that name too.
        one, many = (_meant(value, named) for value in call.args[:2])
        yield from ((pair, call.lineno) for pair in zip(one, many, strict=True))
    else:
        for place in TEXTS.get(called, ()):
            for value in call.args[place : place + 1]:
                yield from ((text, call.lineno) for text in _meant(value, named) if text)


def _meant(value: ast.expr, named: dict[str, list[str]]) -> list[str]:
    """The texts that an argument may be: itself, what its name stands for, or either of two."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return [value.value]
    if isinstance(value, ast.IfExp):
        return [*_meant(value.body, named), *_meant(value.orelse, named)]
    return named.get(value.id, []) if isinstance(value, ast.Name) else []


def _named_in(nodes: Sequence[ast.AST]) -> dict[str, list[str]]:
    """The texts that each name is given among these statements."""
    found: dict[str, list[str]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).extend(_meant(node.value, {}))
    return found


def extracted() -> Catalog:
    """The texts of all sources, in the order of the tree, each with the files it is in."""
    catalogue = Catalog(**HEADER)
    for folder in SOURCES:
        for path in sorted((HOUSE / folder).rglob("*.py")):
            place = path.relative_to(HOUSE).as_posix()
            for text, _ in sorted(texts_of(path.read_text(encoding="utf-8")), key=lambda f: f[1]):
                catalogue.add(text, locations=[(place, 0)], flags=_flags(text))
    return catalogue


def _flags(text: str | tuple[str, str]) -> tuple[str, ...]:
    return ("python-brace-format",) if "{" in str(text) else ()


def languages() -> list[str]:
    """Every language that there is a catalogue of."""
    return sorted(path.parents[1].name for path in TRANSLATIONS.glob("*/LC_MESSAGES/dilemma.po"))


def catalogue_file(language: str) -> Path:
    """Where the texts of a language are kept."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "dilemma.po"


def written(catalogue: Catalog) -> bytes:
    """A catalogue as it is kept: no dates and no lines, which change without anything changing."""
    out = BytesIO()
    write_po(out, catalogue, width=100, include_lineno=False, ignore_obsolete=True)
    head, _, texts = out.getvalue().decode().partition("\n\n")
    kept = [
        line
        for line in head.split("\n")
        if not line.startswith('"') or line.startswith(tuple(f'"{name}' for name in KEPT_HEADERS))
    ]
    return ("\n".join(kept) + "\n\n" + texts).encode()


def updated(language: str, template: Catalog) -> Catalog:
    """A language's catalogue with every text of the template; new ones are empty, never guessed."""
    catalogue = read_po(BytesIO(catalogue_file(language).read_bytes()), locale=language)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.fuzzy = False
    catalogue.header_comment = HEADER["header_comment"]
    return catalogue


def complaints() -> list[str]:
    """Everything that is not in order, one line each."""
    template = extracted()
    found = []
    if not TEMPLATE.exists() or TEMPLATE.read_bytes() != written(template):
        found.append("dilemma.pot is not what the sources say; run update")
    for language in languages():
        kept = read_po(BytesIO(catalogue_file(language).read_bytes()), locale=language)
        found += [f"{language}: {complaint}" for complaint in complaints_about(kept, template)]
    return found


def complaints_about(kept: Catalog, template: Catalog) -> Iterator[str]:
    """What is wrong with a language's catalogue, one line each."""
    wanted = {message.id for message in template if message.id}
    for missing in sorted(map(str, wanted - {message.id for message in kept if message.id})):
        yield f"'{missing}' is missing; run update"
    for message in kept:
        if not message.id:
            continue
        if message.id not in wanted:
            yield f"'{message.id}' is said no more; run update"
        elif message.fuzzy:
            yield f"'{message.id}' is marked fuzzy: its translation is only guessed"
        elif not all(_forms(message.string)):
            yield f"'{message.id}' has no translation"
        elif _unlike(message):
            yield f"'{message.id}' and its translation have other placeholders"


def _forms(texts: str | Sequence[str] | None) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts or ("",))


def _unlike(message: Message) -> bool:
    """Whether some form of a translation has other placeholders than the text."""
    wanted = placeholders(_forms(message.id)[-1])
    return any(placeholders(form) != wanted for form in _forms(message.string))


def placeholders(text: str) -> frozenset[str]:
    """The names of the values that are put into a text."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def main(arguments: list[str] | None = None) -> int:
    """Run one of the three commands; the exit status."""
    parser = argparse.ArgumentParser(prog="tools.translations", description=__doc__)
    parser.add_argument("command", choices=("extract", "update", "check"))
    command = parser.parse_args(arguments).command
    if command == "check":
        found = complaints()
        print("\n".join(found) or "Every text is translated.")
        return 1 if found else 0
    template = extracted()
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(written(template))
    for language in languages() if command == "update" else ():
        catalogue_file(language).write_bytes(written(updated(language, template)))
    print(f"{len(template)} texts")
    return 0


if __name__ == "__main__":
    sys.exit(main())

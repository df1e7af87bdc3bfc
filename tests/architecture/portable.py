"""Reads Python for arithmetic that another machine may round, order or draw differently.

A match is replayed bit for bit from its secret, so the rooms that decide it use only what every
processor and every supported version of Python and NumPy computes alike: + - * / square root,
minimum, maximum and comparison, in a fixed order.
"""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

# NumPy computes these by processor-specific code.
TRANSCENDENTAL = frozenset(
    """
    exp exp2 expm1 log log2 log10 log1p logaddexp logaddexp2 power pow float_power cbrt hypot
    sin cos tan sinh cosh tanh arcsin arccos arctan arctan2 arcsinh arccosh arctanh
    asin acos atan atan2 asinh acosh atanh sinc i0
    """.split()
)
# These add or multiply in an order that depends on shape, memory layout and processor.
REDUCTIONS = frozenset(
    """
    sum nansum mean nanmean average std nanstd var nanvar prod nanprod trapezoid reduce reduceat
    dot vdot inner matmul vecdot matvec vecmat einsum tensordot convolve correlate cov corrcoef
    """.split()
)
# Exact, so that their reductions are the same in any order.
EXACT = frozenset({"logical_or", "logical_and", "logical_xor", "maximum", "minimum"})
# Equal elements come out in an order that depends on the processor, unless the sort is stable.
UNSTABLE_SORTS = frozenset({"argsort", "argpartition"})
# Drawn through transcendental functions or by methods that change between versions.
DISTRIBUTIONS = frozenset(
    """
    normal standard_normal lognormal exponential standard_exponential gamma standard_gamma poisson
    binomial negative_binomial geometric multivariate_normal dirichlet chisquare laplace logistic
    """.split()
)
OF_ARRAYS = TRANSCENDENTAL | REDUCTIONS | {"linalg", "fft"}
PORTABLE_MATH = frozenset(
    """
    ceil comb copysign fabs factorial floor fmod frexp gcd inf isclose isfinite isinf isnan isqrt
    lcm ldexp modf nan nextafter pi prod sqrt trunc
    """.split()
)
# The one way to say that a line is exact all the same.
EXCUSE = re.compile(r"# exact because: \w.{9,}")


class Finding(NamedTuple):
    """One piece of arithmetic that is not portable: its line, and why."""

    line: int
    reason: str


def findings(source: str) -> list[Finding]:
    """Everything in one module that could make a replay part from the match it replays.

    A line that is exact for a reason the syntax does not show ends in `# exact because: ...`.
    """
    lines = source.splitlines()
    found = {finding for node in ast.walk(ast.parse(source)) for finding in _of(node)}
    return sorted(finding for finding in found if not EXCUSE.search(lines[finding.line - 1]))


def _of(node: ast.AST) -> Iterator[Finding]:
    match node:
        case ast.Import(names=names, lineno=line):
            yield from (
                Finding(line, f"import {alias.name}: chance comes from dilemma.chance")
                for alias in names
                if alias.name == "random"
            )
        case ast.ImportFrom(module=module, names=names, lineno=line):
            for alias in names:
                yield from _imported(module or "", alias.name, line)
        case ast.Attribute(value=value, attr=name, lineno=line):
            yield from _named(value, name, line)
        case ast.Call():
            yield from _called(node)
        case ast.BinOp(op=op) | ast.AugAssign(op=op):
            yield from _operated(node, op)


def _imported(module: str, name: str, line: int) -> Iterator[Finding]:
    if module == "random":
        yield Finding(line, "import random: chance comes from dilemma.chance")
    if module == "numpy" and name in OF_ARRAYS:
        yield Finding(line, f"numpy.{name} depends on the processor")
    if module == "math" and name not in PORTABLE_MATH:
        yield Finding(line, f"math.{name} depends on the system's library")


def _named(value: ast.expr, name: str, line: int) -> Iterator[Finding]:
    owner = value.id if isinstance(value, ast.Name) else ""
    if owner == "math":
        if name not in PORTABLE_MATH:
            yield Finding(line, f"math.{name} depends on the system's library")
    elif owner in {"np", "numpy"}:
        if name in OF_ARRAYS:
            yield Finding(line, f"{owner}.{name} depends on the processor")
    elif name in REDUCTIONS and not (isinstance(value, ast.Attribute) and value.attr in EXACT):
        yield Finding(line, f".{name} adds in an order that depends on shape and processor")


def _called(call: ast.Call) -> Iterator[Finding]:
    function = call.func
    if isinstance(function, ast.Name) and function.id in {"sum", "pow"}:
        if not _counts(call):
            yield Finding(call.lineno, f"{function.id}() of floats differs between Pythons")
    elif isinstance(function, ast.Attribute):
        if function.attr in UNSTABLE_SORTS and not _is_stable(call):
            yield Finding(call.lineno, f'{function.attr} orders ties by luck: kind="stable"')
        if function.attr in DISTRIBUTIONS:
            yield Finding(call.lineno, f".{function.attr}() draws through functions that differ")


def _counts(call: ast.Call) -> bool:
    """Whether the call is `sum(1 for ...)`: counting whole things is exact everywhere."""
    match call:
        case ast.Call(func=ast.Name(id="sum"), args=[ast.GeneratorExp(elt=element)]):
            return isinstance(element, ast.Constant) and isinstance(element.value, int)
    return False


def _is_stable(call: ast.Call) -> bool:
    return any(
        keyword.arg == "kind"
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value == "stable"
        for keyword in call.keywords
    )


def _operated(node: ast.BinOp | ast.AugAssign, op: ast.operator) -> Iterator[Finding]:
    if isinstance(op, ast.MatMult):
        yield Finding(node.lineno, "@ adds in an order that depends on the processor")
    if isinstance(op, ast.Pow) and not _is_exact_power(node):
        yield Finding(node.lineno, "** other than a square depends on the processor: multiply")


def _is_exact_power(node: ast.BinOp | ast.AugAssign) -> bool:
    """Squares are multiplied out by NumPy; powers of whole literals are exact."""
    exponent = node.right if isinstance(node, ast.BinOp) else node.value
    if not (isinstance(exponent, ast.Constant) and isinstance(exponent.value, int)):
        return False
    base = node.left if isinstance(node, ast.BinOp) else node.target
    whole = isinstance(base, ast.Constant) and isinstance(base.value, int)
    return exponent.value == 2 or whole

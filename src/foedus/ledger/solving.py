"""Whether numbers in given intervals can meet identities: narrowing, then search.

Each identity narrows the interval of every number in it to what the others leave open,
again whenever one of them has moved. Where the identities meet in no loop, what is left is
exact: there is a solution if and only if no interval is empty. Where they do, the loop is
cut: a number is split, and fixed at trial points at which the rest is exact again. An
empty interval is a proof, a trial point a witness; only what a budget leaves undecided is
neither, and counts as possible.

References
----------
Benhamou, Goualard, Granvilliers, Puget (1999), Revising hull and box consistency,
https://doi.org/10.7551/mitpress/4304.003.0024
Faltings (1994), Arc-consistency for continuous variables,
https://doi.org/10.1016/0004-3702(94)90068-X
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from foedus.ledger.identity import Form, Identity
from foedus.ledger.reach import Interval

Box = dict[str, Interval]

SLACK = 1e-9
"""Relative play, so that rounding makes no conflict."""
STILL = 1e-4
"""A relative narrowing below this counts as none: loops may narrow without end."""
THIN = 1e-6
"""A span relatively thinner than this is not split."""
PASSES, BUDGET = 60, 300


@dataclass(frozen=True, slots=True, eq=False)
class _Rule:
    """An identity as one sum that is nothing, or at most nothing."""

    terms: tuple[tuple[float, tuple[tuple[str, Form], ...]], ...]
    equal: bool
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class System:
    """Identities made ready to narrow by.

    Attributes
    ----------
    touched
        Parameter -> the identities that it stands in.
    cuts
        Parameters that, once fixed, leave no loop.
    """

    rules: tuple[_Rule, ...]
    touched: Mapping[str, tuple[_Rule, ...]]
    cuts: tuple[str, ...]


def system_of(identities: Iterable[Identity]) -> System:
    """Make identities ready."""
    held = tuple(identities)
    rules = tuple(_rule(one) for one in held)
    names = dict.fromkeys(name for rule in rules for name in rule.names)
    touched = {name: tuple(r for r in rules if name in r.names) for name in names}
    return System(rules, touched, _cuts(held))


def narrowed(system: System, box: Mapping[str, Interval]) -> Box | None:
    """Give what each number may still be, or None where nothing is left.

    >>> from foedus.ledger.identity import term_of
    >>> order = Identity("o", "", (term_of(["a"], where=""),), (term_of(["b"], where=""),),
    ...                  "at_most")
    >>> narrowed(system_of([order]), {"a": (3.0, 9.0), "b": (0.0, 5.0)})
    {'a': (3.0, 5.0), 'b': (3.0, 5.0)}
    """
    held = dict(box)
    waiting = deque(system.rules)
    left = PASSES * len(system.rules)
    while waiting and left:
        left -= 1
        rule = waiting.popleft()
        before = {name: held[name] for name in rule.names}
        if not _narrow(rule, held):
            return None
        moved = [name for name in rule.names if not _still(before[name], held[name])]
        for name in moved:
            for other in system.touched[name]:
                if other is not rule and other not in waiting:
                    waiting.append(other)
    return held


def possible(system: System, box: Mapping[str, Interval]) -> bool | None:
    """Tell whether there is a solution in a box; None where the budget ran out."""
    if any(low > high for low, high in box.values()):
        return False
    left = [BUDGET]
    return _search(system, dict(box), left)


def _search(system: System, box: Box, left: list[int]) -> bool | None:
    """Narrow, try points, split; depth first."""
    left[0] -= 1
    held = narrowed(system, box)
    if held is None:
        return False
    free = [name for name in system.cuts if held[name][0] < held[name][1]]
    if not free:
        return True
    if _witness(system, held, free):
        return True
    widest = max(free, key=lambda name: _width(held[name]))
    if left[0] <= 0 or _width(held[widest]) < THIN:
        return None
    (low, high), middle = held[widest], _middle(held[widest])
    told = [
        _search(system, {**held, widest: half}, left)
        for half in ((low, middle), (middle, high))
    ]
    return True if True in told else None if None in told else False


def _witness(system: System, box: Box, free: Sequence[str]) -> bool:
    """Fix the cuts one after the other, each at its middle and ends, until one serves."""
    name, *rest = free
    low, high = box[name]
    for point in (_middle((low, high)), low, high):
        if point in (inf, -inf):
            continue
        held = narrowed(system, {**box, name: (point, point)})
        if held is not None and (not rest or _witness(system, held, rest)):
            return True
    return False


def _middle(span: Interval) -> float:
    """Halve a span: by ratio where it is positive, since amounts differ by factors."""
    low, high = span
    if high == inf:
        return 2 * low if low > 0 else 1.0 if low == 0 else 0.0
    if low == -inf:
        return 2 * high if high < 0 else 0.0
    return (low * high) ** 0.5 if low > 0 else (low + high) / 2


def _width(span: Interval) -> float:
    low, high = span
    if inf in (abs(low), abs(high)):
        return inf
    return (high - low) / max(abs(low), abs(high), 1e-300)


def _still(before: Interval, after: Interval) -> bool:
    if before == after:
        return True
    moved = (abs(a - b) for a, b in zip(before, after, strict=True) if a != b)
    size = max((abs(end) for end in after if abs(end) != inf), default=0.0)
    return all(step <= STILL * size for step in moved)


def _narrow(rule: _Rule, box: Box) -> bool:
    """Narrow every number of one identity; False where nothing is left."""
    spans = [_product(times, factors, box) for times, factors in rule.terms]
    size = max(_finite(end) for span in spans for end in span)
    for k, (times, factors) in enumerate(rule.terms):
        low = high = 0.0
        for n, span in enumerate(spans):
            if n != k:
                low, high = low + span[0], high + span[1]
        met = _meet(spans[k], (-high if rule.equal else -inf, -low), size)
        if met is None:
            return False
        spans[k] = met
        for n, (name, form) in enumerate(factors):
            others = _product(times, factors[:n] + factors[n + 1 :], box)
            back = _form(_divided(met, others), form, back=True)
            narrow = _meet(box[name], back, max(map(_finite, box[name])))
            if narrow is None:
                return False
            box[name] = narrow
    return True


def _finite(end: float) -> float:
    return 0.0 if end in (inf, -inf) else abs(end)


def _meet(one: Interval, other: Interval, size: float) -> Interval | None:
    """Give what two intervals share, with play for rounding."""
    low, high = max(one[0], other[0]), min(one[1], other[1])
    if low <= high:
        return low, high
    middle = (low + high) / 2
    return (middle, middle) if low - high <= SLACK * size else None


def _product(times: float, factors: Iterable[tuple[str, Form]], box: Box) -> Interval:
    low = high = times
    for name, form in factors:
        a, b = _form(box[name], form)
        if a >= 0 and low >= 0:
            low, high = _times(low, a), _times(high, b)
            continue
        ends = [_times(x, y) for x in (low, high) for y in (a, b)]
        low, high = min(ends), max(ends)
    return low, high


def _times(x: float, y: float) -> float:
    return 0.0 if x == 0 or y == 0 else x * y


def _form(span: Interval, form: Form, *, back: bool = False) -> Interval:
    """Turn a number's interval into its factor's, or back."""
    low, high = span
    match form:
        case "rest":
            return 1 - high, 1 - low
        case "more":
            return (low - 1, high - 1) if back else (1 + low, 1 + high)
        case "inverse":
            return _divided((1.0, 1.0), span)
        case _:
            return span


def _divided(over: Interval, under: Interval) -> Interval:
    """Divide intervals; where the lower one holds zero inside, anything may come out."""
    (a, b), (c, d) = over, under
    if d <= 0 and c < 0:
        return _divided((-b, -a), (-d, -c))
    if c < 0 or d == 0:
        return -inf, inf
    low = _ratio(a, d) if a >= 0 else -inf if c == 0 else _ratio(a, c)
    high = _ratio(b, d) if b <= 0 else inf if c == 0 else _ratio(b, c)
    return low, high


def _ratio(x: float, y: float) -> float:
    if abs(y) == inf:
        return 0.0
    return x / y


def _rule(identity: Identity) -> _Rule:
    signed = ((1.0, identity.left), (-1.0, identity.right))
    return _Rule(
        tuple(
            (sign * term.times, tuple((f.parameter, f.form) for f in term.factors))
            for sign, side in signed
            for term in side
        ),
        identity.relation == "equals",
        identity.parameters,
    )


def _cuts(identities: Sequence[Identity]) -> tuple[str, ...]:
    """Pick parameters that break every loop, the most tied first, then by name."""
    ties = {one.id: set(one.parameters) for one in identities}
    cuts = list[str]()
    while core := _looped(ties):
        often = {
            name: sum(name in held for held in core.values())
            for held in core.values()
            for name in held
        }
        pick = min(often, key=lambda name: (-often[name], name))
        cuts.append(pick)
        ties = {id: held - {pick} for id, held in ties.items()}
    return tuple(cuts)


def _looped(ties: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Strip what hangs by one thread, until only loops are left."""
    held = {id: set(names) for id, names in ties.items()}
    while True:
        often: dict[str, int] = {}
        for names in held.values():
            for name in names:
                often[name] = often.get(name, 0) + 1
        less = {id: {n for n in names if often[n] > 1} for id, names in held.items()}
        less = {id: names for id, names in less.items() if len(names) > 1}
        if less == held:
            return held
        held = less

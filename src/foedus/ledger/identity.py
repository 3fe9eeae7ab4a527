"""What must hold between numbers, whoever tells them: a balance, a product, an order.

An identity is data: two sums of products of parameters, and whether they are equal or the
left is at most the right. Each parameter stands in it once, so that its range follows from
theirs exactly (Moore 1966, the theorem on single occurrence), and both sides must come out
in one unit, which is reckoned from the units of the bindings.

References
----------
Moore, Kearfott, Cloud (2009), Introduction to Interval Analysis, chapter 5,
https://doi.org/10.1137/1.9780898717716
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Literal

from foedus.faults import LedgerFault
from foedus.quantity import Unit

Form = Literal["itself", "rest", "more", "inverse"]
_WRITTEN: dict[Form, str] = {
    "itself": "{}", "rest": "(1 - {})", "more": "(1 + {})", "inverse": "(1 / {})",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Factor:
    """A parameter in a product: itself, 1 - it, 1 + it, or 1 / it."""

    parameter: str
    form: Form = "itself"

    def __str__(self) -> str:
        return _WRITTEN[self.form].format(self.parameter)


@dataclass(frozen=True, slots=True)
class Term:
    """A product: a number in a unit of its own, times parameters."""

    factors: tuple[Factor, ...] = ()
    times: float = 1.0
    unit: str = ""
    """Unit of the number, such as days/year; empty for a pure number."""

    def __str__(self) -> str:
        number = f"{self.times:g} {self.unit}".strip()
        told = [number] if self.unit or self.times != 1 or not self.factors else []
        return " x ".join([*map(str, self.factors), *told])


@dataclass(frozen=True, slots=True)
class Identity:
    """Two sums that must be equal, or the left at most the right.

    >>> oil = Identity(
    ...     "oil", "barrels are tonnes by their density",
    ...     left=(Term((Factor("barrels"),)),),
    ...     right=(Term((Factor("tonnes"), Factor("density"))),),
    ...     ratios={"density": "barrels/tonnes"},
    ... )
    >>> oil.parameters
    ('barrels', 'tonnes', 'density')
    >>> str(oil)
    'barrels = tonnes x density'
    """

    id: str
    says: str
    """What must hold, in a sentence without numbers."""
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    relation: Literal["equals", "at_most"] = "equals"
    ratios: Mapping[str, str] = field(default_factory=dict)
    """Parameter in the unit ratio -> what over what, such as rounds/containers."""
    because: str = ""

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that it is about, left to right."""
        return tuple(f.parameter for t in (*self.left, *self.right) for f in t.factors)

    def __str__(self) -> str:
        left, right = (" + ".join(map(str, side)) for side in (self.left, self.right))
        return f"{left} {'=' if self.relation == 'equals' else '<='} {right}"


_FACTOR = re.compile(r"(?:(1)\s*([-+/])\s*)?([A-Za-z][\w.]*)")
_NUMBER = re.compile(
    r"(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?:\s+([A-Za-z]\w*(?:/[A-Za-z]\w*)?))?"
)
_FORMS: dict[str, Form] = {"-": "rest", "+": "more", "/": "inverse"}


def term_of(factors: Iterable[str | float], *, where: str) -> Term:
    """Read a product written as a list of parameters and numbers.

    Raises
    ------
    LedgerFault
        One of them is neither.

    Examples
    --------
    >>> term_of(["fire_rate", "366 days"], where="a doctest")
    Term(factors=(Factor(parameter='fire_rate', form='itself'),), times=366.0, unit='days')
    >>> term_of(["shells", "1 - duds"], where="a doctest").factors[1].form
    'rest'
    """
    held, times, units = list[Factor](), 1.0, list[str]()
    for factor in factors:
        text = str(factor).strip()
        if number := _NUMBER.fullmatch(text):
            times *= float(number[1])
            units += [number[2]] if number[2] else []
        elif named := _FACTOR.fullmatch(text):
            held.append(Factor(named[3], _FORMS[named[2]] if named[1] else "itself"))
        else:
            raise LedgerFault(
                f"{text!r} is neither a parameter nor a number",
                expected="a key, 1 - key, 1 + key, 1 / key, or a number with its unit",
                where=where,
                mend="write one factor an entry; a product is a list of them",
            )
    return Term(tuple(held), times, " ".join(units))


def refuse_unsound(identities: Iterable[Identity], units: Mapping[str, Unit]) -> None:
    """Refuse identities that say nothing, or nothing that can be reckoned.

    Parameters
    ----------
    identities
        All of a case.
    units
        Parameter -> the unit that its binding gives.

    Raises
    ------
    LedgerFault
        Two of one name, an empty side, a parameter that nothing is bound to, one that
        stands twice, a number that is none, or sides in unlike units.
    """
    held = tuple(identities)
    if twice := [name for name, times in Counter(i.id for i in held).items() if times > 1]:
        raise _unsound(twice[0], "stands twice", "one identity of a name", "rename one")
    for identity in held:
        _refuse_empty(identity)
        _refuse_strange(identity, units)
        _refuse_unlike(identity, units)


def _refuse_empty(identity: Identity) -> None:
    sides = (identity.left, identity.right)
    if not all(sides) or not identity.parameters:
        raise _unsound(
            identity.id,
            "has an empty side, or no parameter",
            "a sum of one term or more on either side",
            "write what must equal what; for nothing, a term of 0",
        )
    if wrong := [t.times for side in sides for t in side if not isfinite(t.times)]:
        raise _unsound(identity.id, f"has {wrong[0]} for a number", "a number", "mend it")


def _refuse_strange(identity: Identity, units: Mapping[str, Unit]) -> None:
    named = identity.parameters
    if strange := sorted({*named, *identity.ratios} - units.keys()):
        raise _unsound(
            identity.id,
            f"names {strange[0]!r}, which nothing is bound to",
            "parameters of the bindings",
            "bind claims to it, or give it an assumed range",
        )
    if twice := [name for name, times in Counter(named).items() if times > 1]:
        raise _unsound(
            identity.id,
            f"is circular: {twice[0]} stands in it more than once",
            "each parameter once, on one side",
            "bring its terms together, or cut the identity in two",
        )


def _refuse_unlike(identity: Identity, units: Mapping[str, Unit]) -> None:
    told = {
        _told(_unit(term, identity, units)): term
        for term in (*identity.left, *identity.right)
        if term.times or term.factors
    }
    if len(told) > 1:
        raise _unsound(
            identity.id,
            f"adds unlike units: {' and '.join(sorted(told))}",
            "every term in one unit",
            "give a number its unit (366 days), or say under ratios what a ratio is of",
        )


def unit_of(identity: Identity, units: Mapping[str, Unit]) -> Unit:
    """Give the unit in which both sides come out; none where the house has no word for it.

    >>> one = Identity("a", "", (Term((Factor("x"),)),), (Term((), 3.0, "days"),))
    >>> unit_of(one, {"x": Unit.DAYS})
    <Unit.DAYS: 'days'>
    """
    first = next(t for t in (*identity.left, *identity.right) if t.times or t.factors)
    made = _unit(first, identity, units)
    if not made:
        return Unit.RATIO
    return next((u for u in Unit if u not in _PURE and _powers(u.value) == made), Unit.NONE)


_PURE = {
    Unit.SHARE, Unit.PROBABILITY, Unit.RATIO, Unit.COUNT, Unit.NONE, Unit.TRUTH, Unit.NATS,
}  # fmt: skip
_PLURAL = {"day": "days", "month": "months", "year": "years"}
Powers = dict[str, int]


def _unit(term: Term, identity: Identity, units: Mapping[str, Unit]) -> Powers:
    """Multiply out the units of a term."""
    made = Counter[str]()
    for part in term.unit.split():
        made.update(_powers(part))
    for factor in term.factors:
        unit = units[factor.parameter]
        if factor.parameter in identity.ratios:
            powers = _powers(identity.ratios[factor.parameter])
        else:
            powers = {} if unit in _PURE else _powers(unit.value)
        if factor.form in ("rest", "more") and powers:
            raise _unsound(
                identity.id,
                f"takes {factor.parameter}, in {_told(powers)}, from or to 1",
                "a share or another pure number",
                "use the parameter itself",
            )
        sign = -1 if factor.form == "inverse" else 1
        made.update({name: sign * power for name, power in powers.items()})
    return {name: power for name, power in made.items() if power}


def _powers(unit: str) -> Powers:
    above, _, below = unit.partition("/")
    made = Counter({_PLURAL.get(above, above): 1})
    if below:
        made[_PLURAL.get(below, below)] -= 1
    return {name: power for name, power in made.items() if power}


def _told(powers: Powers) -> str:
    return " ".join(
        name if power == 1 else f"{name}^{power}" for name, power in sorted(powers.items())
    ) or "a pure number"  # fmt: skip


def _unsound(id: str, found: str, expected: str, mend: str) -> LedgerFault:
    return LedgerFault(
        f"{id} {found}", expected=expected, where=f"identity {id}", mend=mend
    )

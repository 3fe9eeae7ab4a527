"""An issue as numbers: who wants what, how much it matters, and how much each can do.

An issue is a line with two ends; a stakeholder stands at a point of it, cares more or less,
and has more or less influence. Each of the three comes as draws, since none is known.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from foedus.faults import DataFault

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]
Bools = NDArray[np.bool_]
V = TypeVar("V", bound=np.generic)
FULL = 100.0
"""Salience of a stakeholder to whom nothing matters more."""


@dataclass(frozen=True, eq=False)
class Stakes:
    """What N stakeholders bring to one issue, in R draws.

    Attributes
    ----------
    actors
        Names, (N,), no two alike.
    positions
        On the line, (R, N).
    salience
        How much the issue matters, 0 to 100, (R, N).
    influence
        What each could bring to bear, 0 or more, in any unit, (R, N).
    ends
        Of the line.

    Raises
    ------
    DataFault
        Nobody has a stake, two bear one name, a number is off its scale, or in some draw
        nobody both cares and has influence.
    """

    actors: tuple[str, ...]
    positions: Floats
    salience: Floats
    influence: Floats
    ends: tuple[float, float] = (0.0, 100.0)

    def __post_init__(self) -> None:
        _refuse_shapes(self)
        low, high = self.ends
        _refuse(self, self.positions, lambda v: (v < low) | (v > high), "position",
                f"on the line, {low:g} to {high:g}")  # fmt: skip
        _refuse(self, self.salience, lambda v: (v < 0) | (v > FULL), "salience", "0 to 100")
        _refuse(self, self.influence, lambda v: v < 0, "influence", "0 or more")
        if not (self.weights.max(axis=1) > 0).all():
            row = int((self.weights.max(axis=1) <= 0).argmax())
            raise DataFault(
                f"nobody both cares and has influence in draw {row}",
                expected="one stakeholder or more of salience and influence above 0",
                where="the stakes of an issue",
                mend="raise a salience or an influence, or drop the issue",
            )

    @cached_property
    def weights(self) -> Floats:
        """Salience x influence, as shares of the largest influence of a draw, (R, N)."""
        top = self.influence.max(axis=1, keepdims=True, initial=0.0)
        scaled = self.influence / np.where(top > 0, top, 1.0)
        return np.asarray(self.salience / FULL * scaled)

    @property
    def count(self) -> int:
        """How many draws there are."""
        return len(self.positions)

    def without(self, actor: str) -> "Stakes":
        """Leave a stakeholder out.

        Raises
        ------
        DataFault
            There is no such stakeholder, or nobody is left.
        """
        if actor not in self.actors:
            raise DataFault(
                f"no stakeholder {actor!r}",
                expected=f"one of {', '.join(self.actors)}",
                where="the stakes of an issue",
                mend="spell the name as the issue does",
            )
        return self.taken([k for k, name in enumerate(self.actors) if name != actor])

    def taken(self, columns: "list[int] | Whole") -> "Stakes":
        """Keep some stakeholders, by their places."""
        return Stakes(
            tuple(self.actors[k] for k in columns),
            self.positions[:, columns],
            self.salience[:, columns],
            self.influence[:, columns],
            self.ends,
        )

    def moved(
        self, actor: str, *, position: ArrayLike | None = None,
        salience: ArrayLike | None = None, influence: ArrayLike | None = None,
    ) -> "Stakes":  # fmt: skip
        """Put a stakeholder's position, salience or influence at a value, in every draw."""
        at = self.actors.index(actor)
        held = {"position": position, "salience": salience, "influence": influence}
        fields = {"position": "positions"}
        changed = {}
        for name, value in held.items():
            if value is not None:
                column = getattr(self, fields.get(name, name)).copy()
                column[:, at] = value
                changed[fields.get(name, name)] = column
        return replace(self, **changed)


def stakes_of(
    actors: tuple[str, ...] | list[str],
    positions: ArrayLike,
    salience: ArrayLike,
    influence: ArrayLike,
    *,
    ends: tuple[float, float] = (0.0, 100.0),
) -> Stakes:
    """Make stakes of plain numbers; one row of each is one draw.

    Examples
    --------
    >>> made = stakes_of(("hawks", "doves"), [90, 10], [50, 80], [1, 2])
    >>> made.positions.shape, made.weights.tolist()
    ((1, 2), [[0.25, 0.8]])
    """
    held = [np.atleast_2d(np.array(v, dtype=np.float64))
            for v in (positions, salience, influence)]  # fmt: skip
    rows = max(len(one) for one in held)
    at, care, power = (
        np.repeat(v, rows, axis=0) if len(v) == 1 and rows > 1 else v for v in held
    )
    return Stakes(tuple(actors), at, care, power, ends)


def in_order(stakes: Stakes) -> Whole:
    """Order stakeholders by position, then weight, then salience, in each draw, (R, N).

    Worked in this order, no answer hangs on the order in which names were given.
    """
    return np.lexsort((stakes.salience, stakes.weights, stakes.positions), axis=-1)


def sorted_by(order: Whole, values: Floats) -> Floats:
    """Sort the values of each draw, (R, N)."""
    return np.asarray(np.take_along_axis(values, order, axis=1))


def unsorted(order: Whole, values: NDArray[V]) -> NDArray[V]:
    """Put sorted values, (R, N), back where their stakeholders stand."""
    out = np.empty_like(values)
    np.put_along_axis(out, order, values, axis=1)
    return out


def span_of(positions: Floats, weights: Floats) -> Floats:
    """Give the width of the field of those of weight, (R,); 1 where it is a point."""
    heavy = weights > 0
    top = np.where(heavy, positions, -np.inf).max(axis=1)
    span = top - np.where(heavy, positions, np.inf).min(axis=1)
    return np.asarray(np.where(span > 0, span, 1.0))


def _refuse_shapes(made: Stakes) -> None:
    if not made.actors:
        raise DataFault(
            "nobody has a stake in the issue",
            expected="one stakeholder or more",
            where="the stakes of an issue",
            mend="name who cares about it, with position, salience and influence",
        )
    twice = sorted({one for one in made.actors if made.actors.count(one) > 1})
    if twice:
        raise DataFault(
            f"the stakeholder {twice[0]!r} stands twice",
            expected="each stakeholder once",
            where="the stakes of an issue",
            mend="drop one, or part the two by name",
        )
    shapes = {v.shape for v in (made.positions, made.salience, made.influence)}
    if len(shapes) > 1 or {s[1:] for s in shapes} != {(len(made.actors),)}:
        raise DataFault(
            f"{len(made.actors)} stakeholders, and numbers of shape "
            f"{', '.join(str(s) for s in sorted(shapes))}",
            expected="position, salience and influence of each in every draw",
            where="the stakes of an issue",
            mend="give one column for each stakeholder, one row for each draw",
        )


def _refuse(
    made: Stakes, values: Floats, off: Callable[[Floats], NDArray[np.bool_]], what: str,
    expected: str,
) -> None:  # fmt: skip
    wrong = off(values) | ~np.isfinite(values)
    if wrong.any():
        row, column = (int(k) for k in np.argwhere(wrong)[0])
        raise DataFault(
            f"{what} of {made.actors[column]} is {values[row, column]:g}",
            expected=expected,
            where=f"the stakes of an issue, stakeholder {made.actors[column]}",
            mend=f"give a {what} within the scale; it is never clipped to fit",
        )

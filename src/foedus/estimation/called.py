"""Joiners who call others: what the waves must give back, so that as many join as did.

The model of joining was fitted on all who joined, whoever called them. Where those who owe
defence to a joiner choose again, more join than were fitted; the wave of a dispute is
shifted down by as much, on the disputes that were fitted on.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.estimation.fit import Fit
from foedus.estimation.models import thirds
from foedus.estimation.rows import Rows
from foedus.past import fields
from foedus.past.past import Past

Floats = NDArray[np.float64]

DRAWS, ROUNDS = 40, 6
"""Draws of each dispute, and rounds of finding the shift."""

STREAM = Stream(1946).child("system", "called")


class Called:
    """Disputes in which thirds choose, and who owes defence to joiners chooses again."""

    def __init__(self, past: Past, rows: Rows, fit: Fit, terms: Sequence[str]) -> None:
        a, b = thirds.views(rows, terms)
        self.utilities = fit.utility(a), fit.utility(b)
        slopes = dict(zip(fit.terms, fit.coef.tolist(), strict=True))
        war, at = rows.facts["war"].astype(np.float64), list(terms).index("defence")
        # What a pledge would add where there is none yet, to join either side.
        pledge = slopes["defence"] + slopes["defence_war"] * war
        self.more = (
            pledge * (a[:, at] == 0),
            (pledge + slopes["defence_target"]) * (b[:, at] == 0),
        )
        _, first = np.unique(rows.facts["dispute"], return_index=True)
        edges = [*np.sort(first).tolist(), len(rows)]
        self.spans = [slice(one, edges[k + 1]) for k, one in enumerate(edges[:-1])]
        self.k = rows.facts["k"].astype(np.intp)
        self.owes = [
            np.asarray(past.at(int(rows.year[span.start]) - 1)[fields.DEFENCE] > 0)
            for span in self.spans
        ]

    def shift(self, sigma: float, shift: float, outcome: NDArray[np.integer]) -> float:
        """Find what must be added to a wave's shift, so that as many join as did."""
        seen, found = float((outcome > 0).sum()), 0.0
        for _ in range(ROUNDS):
            found += float(
                np.log(max(seen, 0.5) / max(self._mean(sigma, shift + found), 0.5))
            )
        return found

    def _mean(self, sigma: float, shift: float) -> float:
        """Give how many join in all disputes, the mean of draws."""
        return sum(
            self._joined(place, sigma, shift) for place in range(len(self.spans))
        ) / DRAWS  # fmt: skip

    def _joined(self, place: int, sigma: float, shift: float) -> float:
        """Draw one dispute many times, and add up who joins."""
        span, draw = self.spans[place], STREAM.child(place).generator()
        k, owes = self.k[span], self.owes[place][:, self.k[span]][self.k[span]]
        a, b = (one[span] for one in self.utilities)
        wave = shift + sigma * draw.standard_normal(DRAWS)
        drawn = draw.random((DRAWS, len(k)))
        side = _sides(a + wave[:, None], b + wave[:, None], drawn)
        busy = np.flatnonzero(side.any(axis=1))
        if not len(busy):
            return 0.0
        return float((side > 0).sum()) + sum(
            self._late(span, owes, side[run], wave[run], drawn[run]) for run in busy
        )

    def _late(
        self,
        span: slice,
        owes: NDArray[np.bool_],
        side: NDArray[np.int64],
        wave: float,
        drawn: Floats,
    ) -> float:
        """Count who come when called by those who came."""
        a, b = (one[span] + wave for one in self.utilities)
        more_a, more_b = (one[span] for one in self.more)
        before = (side > 0).sum()
        while True:
            to_a, to_b = (owes[:, side == one].any(axis=1) for one in (1, 2))
            came = _sides(
                (a + more_a * to_a)[None], (b + more_b * to_b)[None], drawn[None]
            )[0]
            new = (side == 0) & (came > 0) & (to_a | to_b)
            if not new.any():
                return float((side > 0).sum() - before)
            side = np.where(new, came, side)


def _sides(a: Floats, b: Floats, drawn: Floats) -> NDArray[np.int64]:
    """Tell which side each joins by its draw, 0 for none."""
    with_a, with_b = np.exp(np.minimum(a, 600.0)), np.exp(np.minimum(b, 600.0))
    whole = 1.0 + with_a + with_b
    first = drawn < with_a / whole
    return np.where(first, 1, np.where(drawn < (with_a + with_b) / whole, 2, 0))

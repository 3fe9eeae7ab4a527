"""On whom each state leans in a year of the past: trade, and who owes it defence."""

from collections.abc import Iterator

import numpy as np

from foedus.estimation.partners import SINCE, Leaning, Partners
from foedus.past import fields
from foedus.past.past import Past, Year
from foedus.power.ties import either
from foedus.states.roster import StateId

KEPT, GUARANTORS = 8, 6
"""Partners and guarantors of each state that are kept, the largest."""
DIGITS = 3


def partners(past: Past, year: int = SINCE) -> Partners:
    """Tell on whom each member of a year leaned.

    Parameters
    ----------
    past
        From the shelf.
    year
        Of which trade, alliances and capability are known.

    Raises
    ------
    DataFault
        The past does not reach to that year.
    """
    world = past.at(year)
    return Partners(
        year=year,
        sources=dict(sorted(past.sources.items())),
        states=dict(_leanings(world)),
    )


def _leanings(world: Year) -> Iterator[tuple[StateId, Leaning]]:
    alive = world[fields.ALIVE] > 0
    trade = either(world[fields.TRADE]) * np.outer(alive, alive)
    owed = world[fields.DEFENCE] * np.outer(alive, alive)
    cinc, points = world[fields.CINC], world[fields.IDEAL_POINT]
    power = np.nan_to_num(cinc).astype(np.float64)
    for at in np.flatnonzero(alive):
        whole = float(trade[at].sum())
        shares = trade[at] / (whole or 1.0)
        yield (
            world.ids[at],
            Leaning(
                cinc=_known(float(cinc[at])),
                ideal_point=_known(float(points[at])),
                trade=_short(whole),
                concentration=_short(float(np.square(shares).sum())) if whole else None,
                partners=_largest(world, shares, KEPT),
                guarantors=_largest(
                    world, np.where(owed[:, at] > 0, power, 0.0), GUARANTORS
                ),
            ),
        )


def _largest(
    world: Year, amounts: np.ndarray[tuple[int, ...], np.dtype[np.float64]], most: int
) -> dict[StateId, float]:
    order = sorted(np.flatnonzero(amounts > 0), key=lambda k: (-amounts[k], world.ids[k]))
    return {world.ids[k]: _short(float(amounts[k])) for k in order[:most]}


def _known(value: float) -> float | None:
    return None if np.isnan(value) else _short(value)


def _short(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")

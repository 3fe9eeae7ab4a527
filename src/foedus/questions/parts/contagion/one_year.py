"""The one-year model's second opinion: all pairs of the next year, in both worlds.

Two worlds are read by the model that foretells one year and by the same draws: one in
which the two have signed, and one in which they have not. What differs is what one more
pact does to the terms that foretell others: how many pacts each of the two has, that it
signed of late, whom it is now bound to, and how many pacts the last years brought. Chances
are compared, so that no luck is in it; but what the first followers do to others is not.
"""

from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from foedus.cases.case import Case
from foedus.chance import Stream
from foedus.estimation import counts
from foedus.estimation.fit import Fit
from foedus.estimation.register import asked, model
from foedus.estimation.rows import Rows
from foedus.estimation.theory import theories
from foedus.pacts.pact import Pact
from foedus.past import fields
from foedus.past.past import Past, Year
from foedus.past.snapshot import beside
from foedus.quantity import Estimate, Field, Unit
from foedus.questions.bound import bound
from foedus.questions.foresight import MOST_DRAWS, kind_of
from foedus.questions.parts.contagion.scene import Scene
from foedus.questions.series import Pair
from foedus.questions.vantage import Vantage
from foedus.states.roster import StateId, roster

Floats = NDArray[np.float64]

COUNTS = "pact_counts"
LEVEL = 0.9
ONE_MORE = 0.5
"""What one more pact adds to the mean of past years, which halves every year."""


@dataclass(frozen=True, slots=True, eq=False)
class OneYear:
    """What the pact does to the chance of every pair to sign in the next year."""

    model: str
    year: int
    i: NDArray[np.intp]
    j: NDArray[np.intp]
    without: Floats
    """Chance of each pair by each draw, the pact not signed, (R, S)."""
    with_: Floats
    """The same once it is signed, (R, S)."""

    @property
    def rises(self) -> Floats:
        """What it adds, (R, S)."""
        return self.with_ - self.without

    @property
    def rise(self) -> Floats:
        """What it adds, mean of the draws, (S,)."""
        mean: Floats = self.rises.mean(axis=0)
        return mean

    def most(self, shown: int) -> list[int]:
        """List the pairs to whom it adds most."""
        return [int(k) for k in np.argsort(-self.rise, kind="stable")[:shown]]

    @property
    def defence(self) -> bool:
        """Tell whether the model is that of pacts with a duty to fight."""
        return self.model == "formation_defence"

    def of(self, state: StateId) -> Floats:
        """Give what it adds to all pacts of a state, by draw, (R,)."""
        place = roster().index(state)
        its = (self.i == place) | (self.j == place)
        total: Floats = self.rises[:, its].sum(axis=1)
        return total


def one_year(
    case: Case, scene: Scene, stand: Vantage, *, seed: int, runs: int
) -> OneYear | None:
    """Read all pairs in both worlds by the same draws; None if no two states sign.

    Parameters
    ----------
    case
        Its other pacts, as far as they were signed, stand in both worlds.
    scene
        What is signed in the one world.
    stand
        From where.
    seed, runs
        Of the draws of coefficients.
    """
    pact = scene.pact
    if pact is None or len(scene.actors) != 2:
        return None
    one, other = scene.actors
    pair = (one, other)
    name = kind_of(pact)
    best = _recommended(name)
    fit = stand.fitted(name).fits[best]
    world = stand.past.at(stand.read)
    rest = [held for held in case.pacts if held.id != pact.id]
    before = bound(world, [held for held in rest if _by(held, scene.opens)], scene.opens)
    after = _signed(bound(before, [pact], scene.begins), pair, name)
    rows = [_rows(name, stand.past, one) for one in (before, after)]
    drawn = fit.draws(min(runs, MOST_DRAWS), Stream(seed).child("contagion", name))
    coef = np.stack([drawn[term] for term in fit.columns]).astype(np.float32)
    level, raised = _levels(stand, name)
    chances = [
        _chances(held, fit, coef, mean)
        for held, mean in zip(rows, (level, raised), strict=True)
    ]
    own = _own(rows[0], pair)
    for held in chances:
        held[:, own] = 0.0  # The pact itself is not its own contagion.
    i, j = (rows[0].facts[side].astype(np.intp) for side in ("i", "j"))
    return OneYear(name, stand.year, i, j, *chances)


def _by(pact: Pact, day: date) -> bool:
    """Tell whether a pact was signed by a day."""
    return (pact.signed or day) <= day


def _recommended(name: str) -> str:
    return next(t.name for t in theories(name) if t.kind == "recommended")


def _rows(name: str, past: Past, year: Year) -> Rows:
    """Make the rows of all pairs from a world of one year."""
    one = model(name)
    alone = replace(
        past,
        first=year.year,
        columns=MappingProxyType({n: c[None] for n, c in year.columns.items()}),
    )
    terms = asked(one, theories(name))
    return one.forecast_rows(alone, year.year + 1, terms=terms)


def _signed(year: Year, pair: Pair, name: str) -> Year:
    """Let the two have signed in the year that is read."""
    fights = name == "formation_defence"
    of_late, of_pair = (
        (fields.SIGNED_DEFENCE_3, fields.SIGNED_DEFENCE_15)
        if fights
        else (fields.SIGNED_OTHER_3, fields.SIGNED_OTHER_15)
    )
    one, other = (roster().index(state) for state in pair)
    changed: dict[Field, NDArray[np.generic]] = {}
    for field in (of_late, of_pair, fields.BILATERAL_PACTS, fields.PACTED_20):
        held = year[field].copy()
        places = ([one, other],) if field.axes == "N" else ([one, other], [other, one])
        held[places] += 1
        changed[field] = held
    return beside(year, changed)


def _levels(stand: Vantage, name: str) -> tuple[float, float]:
    """Give the pacts of the kind that a year brings, and after one more was signed.

    Signatures of the last years are not known where the world is carried on, so that the
    level is that of one rate for all years, late ones weighing more.
    """
    if name != "formation_defence":
        return 1.0, 1.0
    held = stand.fitted(COUNTS).fits
    base = float(counts.mean(held["base"], np.zeros((1, 0)))[0])
    recent = held[_recommended(COUNTS)]
    leaning = float(recent.coef[recent.terms.index("recent")])
    half = 0.5
    return base, base * ((base + half + ONE_MORE) / (base + half)) ** leaning


def _chances(rows: Rows, fit: Fit, coef: NDArray[np.float32], mean: float) -> Floats:
    """Give each pair's chance to sign in the year, (R, S), if a year brings so many."""
    utility = (rows.of(fit.columns).astype(np.float32) @ coef).T
    odds = np.exp(utility - utility.max(axis=1, keepdims=True))
    share = odds / odds.sum(axis=1, keepdims=True)
    chance: Floats = -np.expm1(-mean * share.astype(np.float64))
    return chance


def _own(rows: Rows, pair: Pair) -> NDArray[np.bool_]:
    low, high = sorted(roster().index(state) for state in pair)
    own: NDArray[np.bool_] = (rows.facts["i"] == low) & (rows.facts["j"] == high)
    return own


def spread_of(drawn: Floats, unit: Unit, basis: str) -> Estimate:
    """Give the mean of draws with their central nine tenths."""
    value = float(drawn.mean())
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    ends = min(value, float(low)), max(value, float(high))
    return Estimate(value, *ends, LEVEL, unit, basis)

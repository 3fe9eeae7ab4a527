"""Which two sign a pact of two: all pairs of a year, and the choice among them.

Whoever signs, one pair of those that could is chosen, with the probability of a softmax
over all pairs of the year; how many pacts a year brings is left to `pact_counts`. Pacts
of defence or offence and all others are two models on one panel of pairs.

A pair of a year is of states that were members as the year before ended, or that entered
in the year. Of a newcomer, what it is (power, regime, place) is read as it entered, and
what it did before is nothing; a forecast knows no newcomers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from foedus.chance import Stream
from foedus.estimation import choice
from foedus.estimation.fit import Fit
from foedus.estimation.origins import recency
from foedus.estimation.rows import Rows, stacked
from foedus.estimation.theory import Theory
from foedus.past import fields
from foedus.past.past import Past, Year
from foedus.past.snapshot import beside
from foedus.quantity import Field
from foedus.terms import formation, pairs
from foedus.terms.reading import Known, Terms, columns, terms_in

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

TERMS: Terms = MappingProxyType({**terms_in(pairs), **terms_in(formation)})

FIRST, LAST = 1817, 2018
"""The years of which pacts are known, with a year before each."""

SAMPLED, REACH = 1000, 2000.0
"""Fitted on are pairs that signed, that lie within so many km of each other or have a pact,
and of the others so many a year, which stand for the rest by an offset."""

TRAITS = (
    fields.ALIVE, fields.MEMBER_YEARS, fields.REGION, fields.CINC, fields.POLYARCHY,
    fields.INCOME, fields.MAJOR, fields.THREAT, fields.DISTANCE, fields.CONTIGUITY,
)  # fmt: skip
"""What is read of a newcomer as it enters."""

SIGNED: Mapping[str, Field] = MappingProxyType(
    {"defence": fields.SIGNED_DEFENCE, "other": fields.SIGNED_OTHER}
)
"""Fact of a row -> what it says of the pair: whether it signed such a pact in the year."""

LOTS = Stream(0).child("formation", "sample")
"""Where the sample is drawn from, so that one panel gives one fit."""


@dataclass(frozen=True, slots=True)
class Signing:
    """A model of who signs a kind of pact: a conditional logit of pairs within a year."""

    kind: str
    """`defence` or `other`, a fact of the rows."""
    penalty: float
    half_life: float
    """Years in which the weight of a signature halves."""

    def rows(self, past: Past, years: Iterable[int], *, terms: Sequence[str]) -> Rows:
        """Make the rows of some years.

        Raises
        ------
        DataFault
            What was signed in a year is not known.
        """
        return self.of(pair_rows(past, years, terms=terms))

    def of(self, pairs: Rows) -> Rows:
        """Let the outcome be whether the pair signed a pact of this kind."""
        return replace(pairs, outcome=pairs.facts[self.kind].astype(np.int64))

    def fit(self, rows: Rows, theory: Theory, *, origin: int) -> Fit:
        """Fit the choice of pairs on what was signed before the origin.

        Raises
        ------
        NeedFault
            The rows lack a term.
        DataFault
            Nothing was signed before the origin.
        SolveFault
            The terms cannot be told apart.
        """
        half_life = theory.half_life or self.half_life
        chance = np.where(rows.outcome > 0, 1.0, rows.facts["sampled"].astype(np.float64))
        kept = (rows.year < origin) & (rows.facts["lot"].astype(np.float64) < chance)
        used = rows.where(kept)
        fitted = choice.choice(
            used.of(theory.terms),
            used.outcome.astype(np.float64),
            used.year,
            terms=theory.terms,
            weights=recency(used.year, origin=origin, half_life=half_life),
            offset=-np.log(chance[kept]),
            penalty=self.penalty if theory.penalty is None else theory.penalty,
        )
        return replace(fitted, half_life=half_life)

    def chances(self, fit: Fit, rows: Rows) -> Floats:
        """Give each pair's share of the next pact of its year, (S,), 1 over a year."""
        return choice.chances(fit.utility(rows.of(fit.columns)), rows.year)

    def told(self, chances: Floats, rows: Rows) -> tuple[Floats, NDArray[np.int64]]:
        """Give the chance that was given to each pair that signed, (E,), and its year."""
        signed = rows.outcome > 0
        return chances[signed], rows.year[signed]


def pair_rows(past: Past, years: Iterable[int], *, terms: Sequence[str]) -> Rows:
    """Make a row of every pair and year, with what it signed as facts, outcome 0.

    Raises
    ------
    DataFault
        What was signed in a year is not known.
    """
    return stacked([_of_year(past, year, terms) for year in years])


def forecast_rows(past: Past, year: int, *, terms: Sequence[str]) -> Rows:
    """Make the rows of a year of which nothing is known yet, not even newcomers."""
    alive = past.at(year - 1)[fields.ALIVE] > 0
    return _sampled(_rows(past.at(year - 1), year, np.outer(alive, alive), terms))


def standing(fit: Fit, rows: Rows) -> tuple[Floats, NDArray[np.int64], Floats]:
    """Tell how likely each pair is to sign next, and what each term does to it.

    Returns
    -------
    tuple
        The chance that the next pact of the year is theirs, (S,), 1 over a year; the
        place by that chance, 1 the first, (S,), pairs that tie sharing the best; and what
        each term of `fit.columns` adds to their log odds against the mean of all pairs of
        the year, coefficient times column less its mean, (S, K).
    """
    values = rows.of(fit.columns)
    share = choice.chances(fit.utility(values), rows.year)
    rank, centred = np.empty(len(rows), np.int64), np.empty_like(values)
    for year in np.unique(rows.year):
        now = rows.year == year
        rank[now] = ranks(share[now])
        centred[now] = values[now] - values[now].mean(axis=0)
    return share, rank, centred * fit.coef


def chance_to_sign(share: Floats, *, expected: float, r: float) -> Floats:
    """Give the chance of each pair to sign any of a year's pacts, (S,).

    Parameters
    ----------
    share
        Chance that the next pact is theirs, (S,).
    expected
        How many pacts the year is expected to bring.
    r
        Size of the negative binomial law of that number; infinite where it is Poisson's.

    Examples
    --------
    >>> chance_to_sign(np.array([0.0, 0.5]), expected=2.0, r=1.0).tolist()
    [0.0, 0.5]
    """
    theirs = share * expected
    none = np.exp(-theirs) if np.isinf(r) else (1 + theirs / r) ** -r
    return 1 - none


def ranks(share: Floats) -> NDArray[np.int64]:
    """Give the place of each by size, 1 the largest; those that tie share the best.

    Examples
    --------
    >>> ranks(np.array([0.2, 0.5, 0.2, 0.1])).tolist()
    [2, 1, 2, 4]
    """
    not_above = np.searchsorted(np.sort(share), share, side="right")
    places: NDArray[np.int64] = len(share) - not_above + 1
    return places


def newcomers(past: Past, year: int) -> Truths:
    """Mark the states that enter the system in a year, (N,)."""
    alive = past[fields.ALIVE].astype(bool)[year - 1 - past.first : year + 1 - past.first]
    marked: Truths = alive[1] & ~alive[0]
    return marked


def entered(past: Past, year: int) -> Year:
    """Give the world before a year, and newcomers as they were when they entered."""
    before, now, new = past.at(year - 1), past.at(year), newcomers(past, year)
    either = new[:, None] | new[None, :]
    return beside(
        before,
        {
            trait: np.where(new if trait.axes == "N" else either, now[trait], before[trait])
            for trait in TRAITS
        },
    )


def _of_year(past: Past, year: int, terms: Sequence[str]) -> Rows:
    signed = {kind: past.during(field, year).astype(bool) for kind, field in SIGNED.items()}
    old, now = past.at(year - 1)[fields.ALIVE] > 0, past.at(year)[fields.ALIVE] > 0
    new = newcomers(past, year)
    parts = [_rows(past.at(year - 1), year, np.outer(old, old), terms)]
    if new.any():
        # Who left in the year is taken to have met nobody who entered in it.
        met = np.outer(new, now) | np.outer(now, new)
        parts.append(_rows(entered(past, year), year, met, terms))
    whole = _sampled(stacked(parts))
    i, j = whole.facts["i"], whole.facts["j"]
    found = {kind: marked[i, j] for kind, marked in signed.items()}
    return replace(whole, facts={**whole.facts, **found})


def _rows(known: Known, year: int, met: Truths, terms: Sequence[str]) -> Rows:
    """Make the rows of all pairs that could meet, each once."""
    i, j = np.nonzero(np.triu(met, 1))
    facts = {"i": i, "j": j}
    none = np.zeros(len(i), bool)
    return Rows(
        year=np.full(len(i), year),
        outcome=np.zeros(len(i), np.int64),
        terms=tuple(terms),
        values=columns(terms, terms=TERMS, known=known, facts=facts).astype(np.float32),
        facts={
            **facts,
            **dict.fromkeys(SIGNED, none),
            "close": (known[fields.DISTANCE][i, j] < REACH)
            | (known[fields.PACT][i, j] > 0),
            "lot": LOTS.child(year).uniforms(*met.shape)[i, j],
        },
        weights=np.ones(len(i)),
    )


def _sampled(rows: Rows) -> Rows:
    """Write beside each row the chance to be fitted on, should it not have signed."""
    close = rows.facts["close"].astype(bool)
    chance = np.where(close, 1.0, min(1.0, SAMPLED / max(1, int((~close).sum()))))
    return replace(rows, facts={**rows.facts, "sampled": chance})

"""War: whether a dispute between those who began it becomes a war.

A row is a dispute, seen through the strongest two that began it. It knows what was
demanded and how many began it; those who joined later are left out, since a war draws
them in: counted, they would tell its outcome.
"""

from collections.abc import Iterable, Sequence
from types import MappingProxyType

import numpy as np
import polars as pl

from foedus.estimation.contest import Progress, contest
from foedus.estimation.models.events import Events, Weighing, dyad_rows
from foedus.estimation.models.scoring import (
    COLUMNS,
    NOTE,
    SHARES,
    recommended,
    reliability_sheet,
    scored,
)
from foedus.estimation.origins import Origins
from foedus.estimation.rows import Rows, stacked
from foedus.estimation.sheet import Sheet
from foedus.estimation.standing import contest_sheet
from foedus.estimation.theory import Theory, terms_of, theories
from foedus.past import fields
from foedus.past.disputes import WAR_LEVEL
from foedus.past.past import Past
from foedus.terms import onset, pairs, war
from foedus.terms.reading import Facts, Terms, columns, terms_in

MODEL = "war"
ASKS = "Will this dispute become a war?"
TERMS: Terms = MappingProxyType({**terms_in(pairs), **terms_in(onset), **terms_in(war)})

FIRST, LAST = 1817, 2010
"""The years of which both the disputes and the world before them are known."""

ORIGINS = Origins(1900, LAST, every=5)
"""From where it is judged."""

LOGIT = Events(
    Weighing(penalty=10.0, half_life=50.0),
    levels=MappingProxyType(
        {"constant": (), "time": ("time", "time_s1", "time_s2"), "recent": ("warlevel",)}
    ),
)
fit, chances, told, specified = LOGIT.fit, LOGIT.chances, LOGIT.told, LOGIT.specified


def rows(past: Past, years: Iterable[int], *, terms: Sequence[str]) -> Rows:
    """Make a row of every dispute that began in some years.

    Raises
    ------
    DataFault
        The data sets do not speak of disputes in one of the years, or none began.
    """
    begun = disputes(past)
    made = [
        _known(past, year, begun.filter(pl.col("year") == year), terms) for year in years
    ]
    return stacked([part for part in made if len(part)])


def forecast_rows(
    past: Past,
    year: int,
    *,
    terms: Sequence[str],
    demand: str | None = None,
    originators: int = 2,
) -> Rows:
    """Make the rows of a year from a past that may end the year before.

    Every pair has a row, were it to quarrel; what will become of it is not known, and
    is 0.

    Parameters
    ----------
    demand
        What is asked for: `territorial`, `political`, `governmental` or nothing of it.
    originators
        How many begin it.
    """
    told = {name: float(name == demand) for name in war.DEMANDS}
    told |= {"originators": float(originators)}
    return dyad_rows(past, year, names=terms, terms=TERMS, told=told)


def backtest(
    past: Past,
    *,
    entries: Sequence[Theory],
    seed: int,
    progress: Progress = lambda done, whole, step: None,
) -> tuple[Sheet, ...]:
    """Judge the model on years it had not seen, and its rival theories on the same.

    Parameters
    ----------
    past
        All that is known.
    entries
        The specifications of the contest.
    seed
        Of the bootstrap.
    progress
        Told after each entry of the contest.

    Raises
    ------
    NeedFault
        An entry names an unknown term, or none is recommended.
    """
    best = recommended(theories(MODEL))
    names = terms_of(
        (*entries, best), terms=TERMS, where=f"backtest of {MODEL}", specified=specified
    )
    every = rows(past, range(FIRST, LAST + 1), terms=names)
    held = contest(LOGIT, every, entries, ORIGINS, progress=progress)
    rolled = contest(LOGIT, every, [best], ORIGINS)
    told = rolled.entry(best.name).chances
    lines = []
    for first in (1900, 1946):
        now = rolled.rows.year >= first
        base = float(every.outcome[every.year < first].mean())
        lines.append(
            scored(
                f"{first}-{LAST}, rolling",
                rolled.rows.where(now),
                told[now],
                base=base,
                seed=seed,
            )
        )
    return (
        Sheet("scores", "How war was foreseen", COLUMNS, tuple(lines), NOTE),
        reliability_sheet("War, 1900-2010, rolling", rolled.rows, told, SHARES),
        contest_sheet(
            held,
            title="Rival theories of war, given a dispute",
            unit="nats a dispute",
            seed=seed,
        ),
    )


def disputes(past: Past) -> pl.DataFrame:
    """List the disputes, each by the strongest two of those who began it.

    `i` is of the side that acted first. `war` is whether it became one at its height.
    """
    began = past.disputes.filter(
        ~pl.col("later"),
        pl.col("year") == pl.col("start_year"),
        *(
            pl.col(name) == 1
            for name in ("onset", "sender_originator", "target_originator")
        ),
    )
    sought = [pl.col(f"sender_revision_{n}") for n in (1, 2)]
    facts = began.group_by("dispute").agg(
        pl.col("sender").n_unique().alias("originators"),
        (pl.col("hostility").max() == WAR_LEVEL).alias("war"),
        *(
            pl.any_horizontal(s == number for s in sought).any().alias(name)
            for number, name in enumerate(war.DEMANDS, 1)
        ),
    )
    first = began.filter(pl.col("sender_side_a") == 1)
    strongest = first.with_columns(strength=_strength(past)).sort(
        "strength", "sender", "target", descending=[True, False, False]
    )
    pair = strongest.group_by("dispute", maintain_order=True).first()
    named = pair.select("dispute", "year", i="sender", j="target")
    return named.join(facts, on="dispute").sort("year", "dispute")


def _known(past: Past, year: int, begun: pl.DataFrame, terms: Sequence[str]) -> Rows:
    past.during(fields.WAR_ONSET, year)
    facts: Facts = {
        name: begun[name].to_numpy()
        for name in ("dispute", "i", "j", "year", "originators", *war.DEMANDS)
    }
    made = columns(terms, terms=TERMS, known=past.at(year - 1), facts=facts)
    return Rows(
        year=begun["year"].to_numpy(),
        outcome=begun["war"].to_numpy().astype(np.int64),
        terms=tuple(terms),
        values=made.astype(np.float32),
        facts=facts,
        weights=np.ones(len(begun)),
    )


def _strength(past: Past) -> pl.Expr:
    """Add up what the two had of the system's capability the year before."""
    held = np.nan_to_num(past[fields.CINC].astype(np.float32))

    def together(pair: pl.Series) -> pl.Series:
        before = np.maximum(pair.struct["year"].to_numpy() - 1 - past.first, 0)
        sender, target = (pair.struct[name].to_numpy() for name in ("sender", "target"))
        return pl.Series(held[before, sender] + held[before, target])

    return pl.struct("year", "sender", "target").map_batches(together, pl.Float32)

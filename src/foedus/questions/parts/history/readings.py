"""How each data set that speaks of pairs is read into series.

Series that tell of one thing by two measures share a voice, so that nobody counts them
as two witnesses. To read another data set is one function and one line at the end.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

import polars as pl

from foedus.quantity import Unit
from foedus.questions.series import Pair, Series
from foedus.questions.wording import names
from foedus.sources.source import Years
from foedus.sources.table import Table

Reading = Callable[[Table, Pair, range], Iterator[Series]]
"""Gives what a data set says of a pair in those years."""


def _of(frame: pl.DataFrame, pair: Pair) -> pl.DataFrame:
    """Keep the rows of a pair, whichever stands first."""
    return frame.filter(
        pl.col("sender").is_in(pair),
        pl.col("target").is_in(pair),
        pl.col("sender") != pl.col("target"),
    )


def _values(
    rows: Iterable[tuple[int, float | None]],
    years: range,
    covered: Years,
    *,
    absent: float | None,
) -> tuple[float | None, ...]:
    """Lay yearly values along the years; inside coverage no row means `absent`."""
    held = dict(rows)
    return tuple(
        held.get(year, absent) if covered.first <= year <= covered.last else None
        for year in years
    )


def _promises(table: Table, pair: Pair, years: range) -> Iterator[Series]:
    rows = _of(table.frame, pair)
    given = [f for f in table.fields if rows[f.name].sum()] or table.fields[:1]
    for field in given:
        most = rows.group_by("year").agg(pl.col(field.name).max()).iter_rows()
        yield Series(
            f"{table.name}.{field.name}",
            f"{_PROMISED.get(field.name, field.name)} promised by either",
            table.name,
            "alliance",
            field.unit,
            field.meaning,
            "recorded",
            years.start,
            _values(most, years, table.years, absent=0.0),
        )


_PROMISED = {"defence": "defence", "offence": "attack together",
             "nonaggression": "non-aggression"}  # fmt: skip


def _disputes(table: Table, pair: Pair, years: range) -> Iterator[Series]:
    rows = _of(table.frame, pair).group_by("year").agg(pl.col("dispute").n_unique())
    whose = "COW" if table.name.startswith("cow") else "Gibler, Miller and Little"
    yield Series(
        f"{table.name}.ongoing",
        f"disputes by {whose}",
        table.name,
        "disputes",
        Unit.COUNT,
        "militarised disputes in which the two stood on opposite sides, going on that year",
        "counted",
        years.start,
        _values(rows.iter_rows(), years, table.years, absent=0.0),
    )


def _trade(table: Table, pair: Pair, years: range) -> Iterator[Series]:
    """Give both directions; 0 is not known, as Soviet trade shows, which has no other."""
    rows = table.frame.filter(
        pl.col("sender") == pair[0], pl.col("target") == pair[1]
    ).sort("year")
    for column, whose, whom in (
        ("exports_smooth", pair[0], pair[1]),
        ("imports_smooth", pair[1], pair[0]),
    ):
        flows = rows.select("year", column).drop_nulls().filter(pl.col("year").is_in(years))
        none = flows.filter(pl.col(column) == 0)["year"].to_list()
        yield Series(
            f"{table.name}.{whose}",
            f"exports of {names([whose])} to {names([whom])}",
            table.name,
            "trade",
            Unit.USD,
            "goods a year, in dollars of the year, as smoothed by the producer; a recorded "
            "0 is taken as not known",
            "measured",
            years.start,
            _values(
                flows.filter(pl.col(column) > 0).iter_rows(),
                years,
                table.years,
                absent=None,
            ),
            logged=True,
            said=f"0 in {len(none)} years from {none[0]} to {none[-1]}; read as not known, "
            "since it may stand for half a million dollars or for no report"
            if none
            else "",
        )


_PILLARS = {"USA": "agreement_usa", "RUS": "agreement_rus", "BRA": "agreement_bra",
            "CHN": "agreement_chn", "IND": "agreement_ind",
            "ISR": "agreement_isr"}  # fmt: skip
"""States with which the data set gives everybody's agreement."""


def _votes(table: Table, pair: Pair, years: range) -> Iterator[Series]:
    one, other = (
        table.frame.filter(pl.col("state") == state)
        .group_by("year")
        .agg(pl.col(pl.Float64).mean())
        for state in pair
    )
    apart = one.join(other, on="year").select(
        "year", (pl.col("ideal_point") - pl.col("ideal_point_right")).abs()
    )
    yield Series(
        f"{table.name}.distance",
        "distance in the General Assembly",
        table.name,
        "votes",
        Unit.NONE,
        "distance of ideal points, of which the states of a session spread by about 1",
        "measured",
        years.start,
        _values(apart.iter_rows(), years, table.years, absent=None),
    )
    for pillar, rows in ((pair[0], other), (pair[1], one)):
        if pillar in _PILLARS:
            agreed = rows.select("year", _PILLARS[pillar]).iter_rows()
            yield Series(
                f"{table.name}.agreement",
                "votes that agree in the General Assembly",
                table.name,
                "votes",
                Unit.SHARE,
                f"votes that agree with those of {names([pillar])}",
                "measured",
                years.start,
                _values(agreed, years, table.years, absent=None),
            )
            return


def _memberships(table: Table, pair: Pair, years: range) -> Iterator[Series]:
    rows = _of(table.frame, pair).group_by("year").agg(pl.col("shared_memberships").max())
    yield Series(
        f"{table.name}.shared",
        "organizations shared",
        table.name,
        "organizations",
        Unit.COUNT,
        "international organizations of which both are full members",
        "measured",
        years.start,
        _values(rows.iter_rows(), years, table.years, absent=None),
    )


def _rivalry(table: Table, pair: Pair, years: range) -> Iterator[Series]:
    spells = _of(table.frame, pair).select("start_year", "end_year").rows()
    rival = [(y, float(any(a <= y <= b for a, b in spells))) for y in years]
    yield Series(
        f"{table.name}.rivals",
        "rivalry",
        table.name,
        "rivalry",
        Unit.TRUTH,
        "whether the two held each other for enemies and rivals",
        "recorded",
        years.start,
        _values(rival, years, table.years, absent=0.0),
    )


def _begun(column: str, name: str, voice: str, meaning: str) -> Reading:
    """Make the reading of a list of acts: how many began in each year, by either."""

    def reading(table: Table, pair: Pair, years: range) -> Iterator[Series]:
        # An act that stands under both as senders is one act: the fuller side counts.
        rows = _of(table.frame, pair).group_by("sender", column).len()
        most = rows.group_by(column).agg(pl.col("len").max().cast(pl.Float64))
        yield Series(
            f"{table.name}.begun",
            name,
            table.name,
            voice,
            Unit.COUNT,
            meaning,
            "counted",
            years.start,
            _values(most.iter_rows(), years, table.years, absent=0.0),
        )

    return reading


def _peace(table: Table, pair: Pair, years: range) -> Iterator[Series]:
    spells = _of(table.frame, pair).select("start", "end", "peace").drop_nulls().rows()
    levels = [
        (y, level)
        for y in years
        for start, end, level in spells
        if start <= date(y, 12, 31) <= end
    ]
    yield Series(
        f"{table.name}.peace",
        "level on the peace scale",
        table.name,
        "peace",
        Unit.NONE,
        "on the last day of the year: 0 serious rivalry, 0.25 lesser rivalry, 0.5 negative "
        "peace, 0.75 warm peace, 1 security community",
        "recorded",
        years.start,
        _values(levels, years, table.years, absent=None),
    )


def _capability(table: Table, pair: Pair, years: range) -> Iterator[Series]:
    one, other = (
        table.frame.filter(pl.col("state") == s).group_by("year").agg(pl.col("cinc").sum())
        for s in pair
    )
    both = one.join(other, on="year").filter(pl.col("cinc_right") > 0, pl.col("cinc") > 0)
    ratio = both.select("year", pl.col("cinc") / pl.col("cinc_right")).iter_rows()
    yield Series(
        f"{table.name}.ratio",
        f"capability of {names(pair[:1])} over that of {names(pair[1:])}",
        table.name,
        "capability",
        Unit.RATIO,
        "composite index of national capability, the one's over the other's",
        "measured",
        years.start,
        _values(ratio, years, table.years, absent=None),
        logged=True,
    )


READINGS: Mapping[str, Reading] = MappingProxyType(
    {
        "atop_dyads": _promises,
        "defence_agreements": _begun(
            "start_year",
            "defence cooperation agreements signed",
            "defence cooperation",
            "agreements to train, buy or plan together, short of a pact, by signing",
        ),
        "nuclear_cooperation": _begun(
            "year",
            "nuclear cooperation agreements signed",
            "nuclear cooperation",
            "agreements of civilian nuclear help, by signing",
        ),
        "trade_dyads": _trade,
        "unga_ideal_points": _votes,
        "igo_dyads": _memberships,
        "cow_dispute_years": _disputes,
        "gml_dispute_years": _disputes,
        "rivalries": _rivalry,
        "peace_scale": _peace,
        "sanction_cases": _begun(
            "start_year",
            "sanctions cases begun",
            "sanctions",
            "threats or impositions of economic sanctions, one against the other",
        ),
        "nmc": _capability,
    }
)
"""The data sets that speak of pairs, and how each is read; found by no other list."""

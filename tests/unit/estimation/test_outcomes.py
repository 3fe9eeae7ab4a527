"""The contest of measures, on disputes whose makings are known."""

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from foedus.chance import Stream
from foedus.estimation.outcomes import (
    A_WINS,
    B_WINS,
    EVEN,
    NOBODY,
    Ended,
    carried_outcomes,
    disputes,
    entries,
    outcomes,
    rows_of,
)
from foedus.faults import NeedFault

READ = ("nmc", "cow_wealth", "cow_surplus", "cow_disputes", "cow_dispute_years")
STATES = [f"S{k:02}" for k in range(12)]
YEARS = np.arange(1815, 2015)


def world(many, wins, *, growth=0.0):
    """Make tables of disputes; `wins` gives the chances of A, B, nobody."""
    draw = Stream(3).child("disputes").generator()
    size = np.exp(draw.normal(0, 1.2, len(STATES)))
    power = pl.DataFrame(
        [
            {"state": s, "year": int(y), "cinc": size[k] / size.sum(),
             "military_spending": size[k], "military_spending_sterling": None,
             "military_personnel": size[k], "iron_and_steel": size[k], "energy": size[k],
             "population": size[k], "urban_population": size[k]}
            for k, s in enumerate(STATES)
            for y in YEARS
        ],
        schema_overrides={"military_spending_sterling": pl.Float64},
    )  # fmt: skip
    # With growth, ever more small states share the world: sizes then tell the year.
    extra = pl.DataFrame(
        [
            {**power.row(0, named=True), "state": "OLD", "year": int(y),
             **dict.fromkeys(power.columns[2:], None),
             "military_spending": size.sum() * growth * (y - 1815) / 200,
             "cinc": 0.01}
            for y in YEARS
        ],
        schema=power.schema,
    )  # fmt: skip
    power = pl.concat([power, extra])
    wealth = power.select("state", "year", gdp="population", population="population")
    surplus = power.select("state", "year", log_surplus=pl.col("population").log() + 9)
    rows, ended = [], []
    for dispute in range(many):
        a, b = draw.choice(len(STATES), 2, replace=False)
        year = int(draw.integers(1820, 2015))
        chances = wins(size[a] / (size[a] + size[b]), year)
        code = int(draw.choice([1, 2, 5], p=chances))
        ended.append({"dispute": dispute, "outcome": float(code), "start_year": year})
        for sender, target, side in ((a, b, 1.0), (b, a, 0.0)):
            rows.append({"dispute": dispute, "sender": STATES[sender],
                         "target": STATES[target], "sender_side_a": side})  # fmt: skip
    held = {
        "nmc": power, "cow_wealth": wealth, "cow_surplus": surplus,
        "cow_disputes": pl.DataFrame(ended), "cow_dispute_years": pl.DataFrame(rows),
    }  # fmt: skip
    made = {n: SimpleNamespace(frame=one, version="by hand") for n, one in held.items()}
    return made.__getitem__


def by_share(share, year):
    return [0.6 * share, 0.6 * (1 - share), 0.4]


def by_year(share, year):
    won = 0.8 * (2015 - year) / 200
    return [won / 2, won / 2, 1 - won]


def test_where_the_stronger_wins_the_ratio_tells_and_learning_adds_nothing():
    found = outcomes(world(900, by_share))
    assert found.scored("cinc").over_base.low > 0
    assert found.scored("cinc", decided=True).over_base.low > 0
    assert not found.learned_beats_cinc


def test_where_only_time_tells_a_learned_measure_told_no_year_seems_to_learn():
    found = outcomes(world(900, by_year, growth=3.0))
    blind, told = found.scored("learned_blind"), found.scored("learned")
    assert blind.over_cinc.mean > 0
    assert blind.over_cinc.low > told.over_cinc.low
    assert not found.learned_beats_cinc
    assert found.scored("base").over_base.mean == 0


def test_a_yield_is_the_other_s_victory_and_other_ends_are_left_out():
    table = world(9, by_share)
    codes = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]
    ended = pl.DataFrame({"dispute": range(9), "outcome": codes, "start_year": 1900})
    held = {name: table(name) for name in ("nmc", "cow_wealth", "cow_surplus")}
    held["cow_dispute_years"] = table("cow_dispute_years")
    held["cow_disputes"] = SimpleNamespace(frame=ended, version="")
    cases = disputes(held).sort("dispute")
    assert cases["ended"].to_list() == [A_WINS, B_WINS, B_WINS, A_WINS, NOBODY]


def test_a_dispute_of_three_is_left_out():
    table = world(3, by_share)
    third = pl.DataFrame(
        {"dispute": [0], "sender": ["S11"], "target": ["S00"], "sender_side_a": [1.0]}
    )
    years = pl.concat([table("cow_dispute_years").frame, third])
    held = {n: table(n) for n in ("nmc", "cow_wealth", "cow_surplus", "cow_disputes")}
    held["cow_dispute_years"] = SimpleNamespace(frame=years, version="")
    known = disputes(held)["dispute"].to_list()
    assert set(known) <= {1, 2}
    assert 0 not in known


def test_capability_is_that_of_the_year_before():
    table = world(1, by_share)
    held = {n: table(n) for n in ("nmc", "cow_wealth", "cow_surplus", "cow_dispute_years")}
    early = pl.DataFrame({"dispute": [0], "outcome": [1.0], "start_year": [1815]})
    held["cow_disputes"] = SimpleNamespace(frame=early, version="")
    assert disputes(held).is_empty()


def test_a_measure_that_is_not_known_of_a_side_stands_even():
    table = world(1, by_share)
    held = {name: table(name) for name in READ}
    cases = disputes(held).with_columns(pl.lit(None, pl.Float64).alias("a_gdp"))
    rows = rows_of(cases)
    assert rows.of(["share_gdp"])[0, 0] == EVEN
    assert np.isfinite(rows.values).all()


def test_forecasts_of_an_end_add_up_to_one():
    table = world(300, by_share)
    rows = rows_of(disputes({name: table(name) for name in READ}))
    model, theory = Ended(("nobody", "A", "B")), entries(told_the_year=True)[1]
    fit = model.fit(rows, theory, origin=2015)
    chances = model.chances(fit, rows)
    assert chances.sum(axis=1) == pytest.approx(1)
    told, years = model.told(chances, rows)
    assert (told > 0).all()
    assert (years == rows.year).all()


def test_what_is_carried_says_that_learning_does_not_beat_cinc():
    found = carried_outcomes()
    assert not found.learned_beats_cinc
    assert found.scored("learned_blind").over_cinc.low > 0


def test_an_unknown_measure_is_told():
    with pytest.raises(NeedFault, match="'soft power'"):
        carried_outcomes().scored("soft power")

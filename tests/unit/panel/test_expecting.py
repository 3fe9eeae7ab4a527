"""Expected utilities against the books' formulas, worked out state by state in loops."""

import math

import numpy as np
import polars as pl
import pytest

from foedus.faults import DataFault, NeedFault
from foedus.panel.expecting import (
    KM_PER_MILE,
    chance_to_win,
    miles_per_day,
    power_at,
    stakes,
    war_trap,
)
from foedus.panel.making import dyads
from foedus.quantity import Field
from foedus.quantity import Unit as Units
from foedus.sources.source import Years
from foedus.sources.table import Table

RNG = np.random.default_rng(4)
N = 5
TAU = np.corrcoef(RNG.normal(size=(N, 8)))
SHARE = RNG.dirichlet(np.ones(N))
FAR = np.abs(RNG.normal(size=(N, N))) * 3000
FAR = (FAR + FAR.T) / 2
np.fill_diagonal(FAR, 0)
RISK = np.array([-0.8, -0.2, 0.0, 0.4, 0.9])
POWER = power_at(SHARE, FAR, year=1950)


def power(i, at):
    miles = FAR[i, at] / KM_PER_MILE
    return SHARE[i] ** math.log10(miles / 500 + 10 - math.e)


def test_power_falls_with_the_days_it_takes():
    for i in range(N):
        for j in range(N):
            assert POWER[i, j] == pytest.approx(power(i, j))
    # At home log10(10 - e) is less than 1, so that a share is more than itself.
    assert (np.diag(POWER) > SHARE).all()


def test_armies_grow_faster():
    assert [miles_per_day(year) for year in (1917, 1918, 1945, 1946)] == [
        250,
        375,
        375,
        500,
    ]


def test_the_war_trap_by_hand():
    alone, others = war_trap(TAU, POWER)
    for i in range(N):
        for j in range(N):
            if i == j:
                continue
            p = power(i, j) / (power(i, j) + power(j, j))
            bilateral = p * (1 - TAU[i, j]) + (1 - p) * (TAU[i, j] - 1)
            assert alone[i, j] == pytest.approx(bilateral)
            total = 0.0
            for k in set(range(N)) - {i, j}:
                helps = max(power(k, i), power(k, j))
                with_i = (power(i, j) + helps) / (power(i, j) + helps + power(j, j))
                with_j = (power(j, i) + helps) / (power(j, i) + helps + power(i, i))
                total += (with_i + with_j - 1) * (TAU[k, i] - TAU[k, j])
            assert others[i, j] == pytest.approx(total)


def test_the_chance_to_win_by_hand():
    chance = chance_to_win(TAU, POWER, RISK)
    for i in range(N):
        for j in range(N):
            if i == j:
                continue
            won = whole = 0.0
            for k in range(N):
                weight = max(power(k, i), power(k, j))
                weight = power(k, j) if k in (i, j) else weight
                lean = TAU[k, i] - TAU[k, j]
                pull = weight * lean / 2 * math.exp(RISK[i] * lean)
                won += max(pull, 0)
                whole += abs(pull)
            assert chance[i, j] == pytest.approx(won / whole)


def test_the_stakes_of_a_neutral_state_are_how_unlike_the_two_are():
    gain, loss, quiet = stakes(TAU, np.zeros(N))
    assert gain == pytest.approx(1 - TAU)
    assert loss == pytest.approx(TAU - 1)
    assert quiet == pytest.approx(0)


def test_risk_bends_the_stakes():
    _, loss, quiet = stakes(TAU, RISK)
    averse, acceptant = 0, 4
    # R of -0.8 is r of 1.727, R of 0.9 is r of 0.538.
    assert quiet[averse, 1] == pytest.approx(2 - 4 * 0.5 ** ((1 + 0.8 / 3) / (1 - 0.8 / 3)))
    assert quiet[averse, 1] > 0 > quiet[acceptant, 1]
    assert loss[averse, 1] == pytest.approx(
        2 - 4 * ((3 - TAU[averse, 1]) / 4) ** ((1 + 0.8 / 3) / (1 - 0.8 / 3))
    )


def test_two_states_alike_have_nothing_to_fight_about():
    alone, _ = war_trap(np.ones((2, 2)), np.full((2, 2), 0.3))
    assert alone[0, 1] == 0


def test_what_is_not_known_of_a_state_is_not_known_of_its_pairs():
    shares = np.where(np.arange(N) == 2, np.nan, SHARE)
    alone, others = war_trap(TAU, power_at(shares, FAR, year=1950))
    assert np.isnan(alone[2, [0, 1]]).all()
    assert np.isnan(alone[[0, 1], 2]).all()
    assert np.isfinite(others[0, 1])
    chance = chance_to_win(TAU, power_at(shares, FAR, year=1950), RISK)
    assert np.isnan(chance[2, 0])
    assert np.isnan(chance[0, 2])
    assert np.isfinite(chance[0, 1])


def table(name, rows, fields, shape):
    return Table(
        name=name, version="1", frame=pl.DataFrame(rows), key=(), system="cow", shape=shape,
        years=Years(1900, 1901), fields=tuple(Field(f, "S", Units.NONE, f) for f in fields),
        coverage=dict.fromkeys(fields, Years(1900, 1901)), findings=(),
        citation=f"@misc{{{name}}}", provisional="",
    )  # fmt: skip


DUTIES = ("defence", "offence", "neutrality", "nonaggression", "consultation")
CODES = [2, 200, 220, 255, 365]
HELD = {
    "atop_dyads": table(
        "atop_dyads",
        {"sender_cow": [220, 365], "target_cow": [365, 220], "year": [1900, 1900]}
        | {duty: [1.0, 1.0] for duty in DUTIES},
        DUTIES,
        "directed-dyad-year",
    ),
    "nmc": table(
        "nmc",
        {"cow": CODES, "year": [1900] * 5, "cinc": [0.2, 0.2, 0.1, 0.15, 0.12]},
        ("cinc",),
        "state-year",
    ),
    "cow_capitals": table(
        "cow_capitals",
        {"cow": CODES, "start": [None] * 5, "end": [None] * 5,
         "latitude": [38.9, 51.5, 48.9, 52.5, 59.9],
         "longitude": [-77.0, -0.1, 2.4, 13.4, 30.3]},
        ("latitude", "longitude"),
        "state-spell",
    ),
}  # fmt: skip


def panel(**options):
    held = dict(HELD)
    capitals = held["cow_capitals"].frame.with_columns(
        start=pl.date(1816, 1, 1), end=pl.lit(None, pl.Date)
    )
    held["cow_capitals"] = Table(
        **{n: getattr(held["cow_capitals"], n) for n in Table.__slots__}
        | {"frame": capitals}
    )
    return dyads(1900, 1900, **options).on(held.__getitem__)


def test_the_columns_stand_beside_their_pairs():
    frame = panel().add("expected_utility").collect(ids=False)
    row = frame.filter(sender_cow=220, target_cow=255).row(0, named=True)
    assert row["eu_war"] == pytest.approx(row["eu_alone"] + row["eu_others"])
    assert row["eu_quiet"] == 0
    allies = frame.filter(sender_cow=220, target_cow=365).row(0, named=True)
    # France and Russia are each other's only allies, and none is otherwise: tau is 1.
    assert allies["eu_alone"] == pytest.approx(0, abs=1e-12)
    assert frame.filter(sender_cow=220, target_cow=640)["eu_war"].to_list() == [None]


def test_risk_is_the_users_own():
    risk = pl.DataFrame({"cow": [220, 255], "year": [1900, 1900], "risk": [-0.5, 0.5]})
    joined = panel().add(risk, by=["cow", "year"], name="attitude")
    frame = joined.add("expected_utility", risk="risk").collect(ids=False)
    quiet = {
        code: frame.filter(sender_cow=code, target_cow=2)["eu_quiet"].item()
        for code in (220, 255, 200)
    }
    assert quiet[220] > 0 > quiet[255]
    assert quiet[200] == 0


def test_a_risk_that_is_not_there_is_asked_for():
    with pytest.raises(NeedFault, match="no column sender_risk"):
        panel().add("expected_utility", risk="risk")


def test_a_pair_without_direction_expects_nothing():
    with pytest.raises(DataFault, match="directed dyad-years"):
        panel(directed=False).add("expected_utility")

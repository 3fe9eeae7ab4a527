"""A scenario refuses what no run could be made of, and says how to mend it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from simulating import carried

from foedus.chance import Draws
from foedus.faults import DataFault, NeedFault
from foedus.simulation.opening import timetable
from foedus.simulation.rates import TERMS, rates_of
from foedus.simulation.run import chunk
from foedus.world.change import Act, AmendPact, EndPact, FormPact

DAY = date(2024, 1, 1)


def test_a_mechanism_whose_needs_the_world_does_not_hold_is_refused():
    whole = carried()
    columns = {n: c for n, c in whole.world.columns.items() if n != "trade"}
    with pytest.raises(NeedFault, match="onset needs trade"):
        whole.but(world=replace(whole.world, columns=columns))


def test_a_world_without_a_column_serves_those_who_do_not_need_it():
    whole = carried()
    columns = {n: c for n, c in whole.world.columns.items() if n != "trade"}
    world = replace(whole.world, columns=columns)
    assert whole.but(world=world, parts=frozenset({"termination"})).parts == {"termination"}


def test_an_unknown_part_is_refused():
    with pytest.raises(NeedFault, match="'hunger'"):
        carried().but(parts=frozenset({"hunger"}))


@pytest.mark.parametrize("years", [0, -1, 61])
def test_years_that_nobody_trusts_are_refused(years):
    with pytest.raises(NeedFault, match="simulation of"):
        carried().but(years=years)


def test_a_first_year_before_the_fits_is_refused():
    with pytest.raises(NeedFault, match="1930"):
        carried().but(year=1930)


def test_fits_that_know_the_future_are_refused():
    system = replace(carried().system, before=2050)
    with pytest.raises(NeedFault, match="fits that know the years to 2049"):
        carried().but(system=system)


@pytest.mark.parametrize("runs", [range(0), range(0, 10, 2), range(-3, 2)])
def test_no_runs_or_runs_not_in_a_row_are_refused(runs):
    with pytest.raises(NeedFault, match="runs"):
        chunk(carried(), runs=runs, seed=1)


def test_draws_of_wrong_names_are_refused():
    drawn = rates_of(carried().system, 2, seed=1)
    columns = dict(drawn["onset"].columns)
    columns["nearness"] = columns.pop("near")
    with pytest.raises(NeedFault, match=r"without near, and of nearness"):
        carried().but(rates={**drawn, "onset": Draws(columns)})
    with pytest.raises(NeedFault, match="draws without war"):
        carried().but(rates={n: d for n, d in drawn.items() if n != "war"})


def test_draws_that_are_not_as_many_are_refused():
    drawn = rates_of(carried().system, 2, seed=1)
    fewer = {term: column[:1].copy() for term, column in drawn["war"].columns.items()}
    with pytest.raises(DataFault, match="shapes"):
        carried().but(rates={**drawn, "war": Draws(fewer)})


def test_draws_are_the_same_however_many_are_asked_for():
    few, many = (rates_of(carried().system, n, seed=5) for n in (3, 7))
    for name, terms in TERMS.items():
        for term in terms:
            assert np.array_equal(few[name][term], many[name][term][:3])


def test_without_doubt_every_draw_is_the_fit_itself():
    drawn = rates_of(carried().system, 2, seed=1, doubt=False)
    fit = carried().system.fits["onset"]
    assert drawn["onset"]["near"].tolist() == [fit.coef[fit.terms.index("near")]] * 2


def test_a_treaty_that_does_not_stand_cannot_be_taken_away_or_ended():
    with pytest.raises(NeedFault, match="'rome'"):
        carried().but(without=("rome",))
    with pytest.raises(NeedFault, match="'rome'"):
        carried().but(changes=(EndPact(DAY, "rome"),))


def test_a_change_out_of_the_years_of_the_run_is_refused():
    with pytest.raises(NeedFault, match="2050-01-01"):
        carried().but(changes=(Act(date(2050, 1, 1), "USA", "PRK"),))


def test_a_pact_may_be_formed_then_amended_then_ended():
    changes = (
        FormPact(date(2023, 5, 1), "new", ("CHN", "PRK")),
        AmendPact(DAY, "new", members=("CHN", "PRK", "RUS")),
        EndPact(date(2025, 1, 1), "new"),
    )
    treaties, begins, ends = timetable(carried().but(changes=changes))
    told = [
        (t.name, t.members, b, e) for t, b, e in zip(treaties, begins, ends, strict=True)
    ]
    assert told[-2:] == [
        ("new", ("CHN", "PRK"), 0, 1),
        ("new of 2024", ("CHN", "PRK", "RUS"), 1, 2),
    ]


def test_two_scenarios_that_differ_have_other_digests():
    whole = carried()
    others = [
        whole.but(years=5), whole.but(without=("atop:3180",)), whole.but(doubt=False),
        whole.but(changes=(Act(DAY, "USA", "PRK"),)), whole.but(parts=frozenset({"onset"})),
        whole.but(rates=rates_of(whole.system, 1, seed=1)),
    ]  # fmt: skip
    assert len({one.digest for one in [whole, *others]}) == 7

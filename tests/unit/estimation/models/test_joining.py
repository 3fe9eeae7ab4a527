import numpy as np
import pytest

from foedus.estimation.models import joining
from foedus.estimation.rows import Rows
from foedus.estimation.theory import Theory, terms_of, theories
from foedus.faults import DataFault

ALLY = Theory("ally", "Ally", "theory", "Allies join.", ("war", "defence"), penalty=1.0)


@pytest.fixture
def rows():
    """Forty disputes of fifty outsiders; allies of a side join it more often."""
    draw = np.random.default_rng(2)
    many = 40 * 50
    year = np.repeat(np.arange(1900, 1940), 50)
    ally = draw.random((many, 2)) < 0.2
    odds = np.exp(
        np.column_stack([np.zeros(many), -3 + 2 * ally[:, 0], -3 + 2 * ally[:, 1]])
    )
    edges = (odds / odds.sum(axis=1, keepdims=True)).cumsum(axis=1)
    outcome = (draw.random((many, 1)) > edges).sum(axis=1)
    war = (year % 2 == 0).astype(float)
    values = np.column_stack([war, ally[:, 0], war, ally[:, 1]])
    facts = {
        "k": np.tile(np.arange(50), 40),
        "dispute": year,
        "war": war > 0,
        "close": ally.any(axis=1),
        "joined": np.where(outcome > 0, year, 9999),
    }
    terms = ("a:war", "a:defence", "b:war", "b:defence")
    return Rows(year, outcome, terms, values, facts, np.ones(many))


def test_allies_are_found_to_join_the_side_they_are_bound_to(rows):
    fit = joining.fit(rows, ALLY, origin=1940)
    slope = fit.coef[fit.terms.index("defence")]
    assert slope == pytest.approx(2.0, abs=0.4)
    assert fit.half_life == joining.HALF_LIFE


def test_chances_of_three_ways_are_one_together(rows):
    fit = joining.fit(rows, ALLY, origin=1940)
    made = joining.chances(fit, rows)
    assert made.shape == (len(rows), 3)
    assert made.sum(axis=1) == pytest.approx(np.ones(len(rows)))


def test_what_was_told_is_the_chance_of_what_was_done(rows):
    fit = joining.fit(rows, ALLY, origin=1940)
    made = joining.chances(fit, rows)
    told, years = joining.told(made, rows)
    assert (years == rows.year).all()
    assert told[rows.outcome == 2] == pytest.approx(made[rows.outcome == 2, 2])


def test_a_sample_of_the_far_stands_for_all_of_them(rows):
    sample = joining._sampled(rows)
    assert len(sample) < len(rows)
    assert (sample.outcome > 0).sum() == (rows.outcome > 0).sum()
    assert sample.weights.sum() == pytest.approx(len(rows), rel=0.1)


def test_whoever_joins_after_the_origin_is_not_known_to_have_joined(rows):
    late = rows.facts["joined"].copy()
    late[rows.outcome > 0] += 5
    held = Rows(
        rows.year, rows.outcome, rows.terms, rows.values,
        {**rows.facts, "joined": late}, rows.weights,
    )  # fmt: skip
    known = joining._as_known(held.before(1940), 1940)
    assert (known.outcome[known.year >= 1935] == 0).all()
    assert (known.outcome[known.year < 1935] > 0).any()


def test_rows_of_the_origin_and_later_move_no_coefficient(rows):
    other = np.where(rows.year >= 1930, (rows.outcome + 1) % 3, rows.outcome)
    changed = Rows(rows.year, other, rows.terms, rows.values, rows.facts, rows.weights)
    here, there = (joining.fit(r, ALLY, origin=1930) for r in (rows, changed))
    assert (here.coef == there.coef).all()


def test_a_theory_of_time_is_given_a_curve_in_it():
    time = Theory("t", "T", "null", "Time tells.", ("war",), level="time")
    assert joining.specified(time) == ("war", *joining.CALENDAR)


def test_a_recent_level_is_refused():
    recent = Theory("r", "R", "null", "Of late.", ("war",), level="recent")
    with pytest.raises(DataFault, match="recent"):
        joining.specified(recent)


def test_every_entry_of_the_package_names_terms_that_there_are():
    entries = theories("joining")
    assert terms_of(entries, terms=joining.TERMS, where="joining")
    assert {one.kind for one in entries} == {"null", "theory", "recommended", "yardstick"}
    assert joining.RECOMMENDED in {one.name for one in entries}
    theory = [one for one in entries if one.kind == "theory"]
    assert all(one.references for one in theory)

import numpy as np
import pytest

from foedus.estimation.models.events import Events, Weighing
from foedus.estimation.models.scoring import (
    COLUMNS,
    decades_sheet,
    recommended,
    reliability_sheet,
    scored,
)
from foedus.estimation.rows import Rows
from foedus.estimation.theory import Theory
from foedus.faults import DataFault, NeedFault, SolveFault

NEAR = Theory("near", "Near", "theory", "The near quarrel.", ("near",))


def held(first=1900, last=1949, *, weights=None):
    draw = np.random.default_rng(3)
    year = np.repeat(np.arange(first, last + 1), 40)
    near = draw.normal(size=(len(year), 1))
    came = draw.random(len(year)) < 1 / (1 + np.exp(1 - near[:, 0]))
    return Rows(
        year=year,
        outcome=came.astype(np.int64),
        terms=("near",),
        values=near,
        facts={},
        weights=np.ones(len(year)) if weights is None else weights,
    )


PLAIN = Events(Weighing(penalty=1.0, half_life=None))


def test_no_row_of_the_origin_or_later_is_fitted():
    rows = held()
    early = PLAIN.fit(rows, NEAR, origin=1930)
    assert early.rows == 30 * 40
    assert (
        early.coef.tolist() == PLAIN.fit(rows.before(1930), NEAR, origin=1930).coef.tolist()
    )


def test_a_row_of_no_weight_is_forecast_and_not_fitted():
    rows = held()
    some = held(weights=(np.arange(len(rows)) % 2).astype(float))
    fit = PLAIN.fit(some, NEAR, origin=1950)
    assert fit.rows == len(rows) / 2
    assert PLAIN.chances(fit, some).shape == (len(rows),)


def test_a_theory_may_ask_for_its_own_memory_and_penalty():
    own = Theory("own", "Own", "theory", "", ("near",), penalty=900.0, half_life=5.0)
    fit = PLAIN.fit(held(), own, origin=1950)
    assert fit.penalty == 900.0
    assert abs(fit.coef[1]) < abs(PLAIN.fit(held(), NEAR, origin=1950).coef[1])


@pytest.mark.parametrize(
    ("origin", "penalty"),
    [(1914, 1), (1915, 7), (1919, 7), (1920, 1), (1946, 7), (1947, 1)],
)
def test_fits_that_end_in_a_world_war_are_held_back_more(origin, penalty):
    model = Events(Weighing(1.0, 20.0), after_world_war=Weighing(7.0, 60.0))
    assert model.fit(held(), NEAR, origin=origin).penalty == penalty


def test_a_theory_may_ask_for_a_level_and_gets_the_terms_that_tell_it():
    recent = Events(Weighing(1.0, None), levels={"constant": (), "recent": ("near",)})
    asked = Theory("level", "Level", "null", "", (), level="recent")
    assert recent.specified(asked) == ("near",)
    assert recent.fit(held(), asked, origin=1950).columns == ("near",)
    with pytest.raises(NeedFault, match="recent"):
        PLAIN.fit(held(), asked, origin=1950)


def test_what_was_told_is_the_chance_of_what_happened():
    rows = held(1900, 1900).where(np.arange(2))
    told, years = PLAIN.told(np.array([0.2, 0.2]), rows)
    assert told.tolist() == np.where(rows.outcome == 1, 0.2, 0.8).tolist()
    assert years.tolist() == [1900, 1900]


def test_an_empty_sample_is_a_fault():
    with pytest.raises(DataFault):
        PLAIN.fit(held(), NEAR, origin=1900)


def test_a_term_that_tells_the_outcome_without_fail_is_a_fault():
    rows = held()
    sure = Rows(
        rows.year,
        (rows.values[:, 0] > 0).astype(np.int64),
        rows.terms,
        rows.values,
        {},
        rows.weights,
    )
    with pytest.raises(SolveFault, match="near"):
        Events(Weighing(0.0, None)).fit(sure, NEAR, origin=1950)


def test_a_score_stands_between_its_bounds_and_beats_the_base_rate():
    rows = held()
    made = PLAIN.chances(PLAIN.fit(rows, NEAR, origin=1930), rows.during(1930, 1949))
    line = scored("x", rows.during(1930, 1949), made, base=0.3, seed=1)
    told = dict(zip(COLUMNS, line, strict=True))
    assert told["Low"] < told["PRL"] < told["High"]
    assert told["Low"] > 0


def test_expected_and_observed_events_add_up():
    rows = held()
    made = np.full(len(rows), 0.25)
    decades = decades_sheet("x", rows, made)
    assert sum(row[1] for row in decades.rows) == rows.outcome.sum()
    assert [row[2] for row in decades.rows] == [100.0] * 5
    assert [row[1] for row in reliability_sheet("x", rows, made).rows] == [len(rows)]


def test_that_nothing_is_recommended_is_a_fault():
    with pytest.raises(NeedFault, match="recommended"):
        recommended([NEAR])

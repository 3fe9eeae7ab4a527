import numpy as np
import pytest
from unit.past.treaties import pact, past_with

from foedus.estimation.guard import refuse_foresight
from foedus.estimation.models import termination
from foedus.estimation.origins import Origins
from foedus.estimation.rows import Rows
from foedus.estimation.theory import Theory, terms_of, theories
from foedus.faults import DataFault, SolveFault

PAIRS = [("FRA", "RUS"), ("GBR", "JPN"), ("ITA", "TUR"), ("USA", "CAN"), ("ESP", "PRT")]


@pytest.fixture
def past():
    """Treaties of which those without a promise of peace end sooner, one cause each."""
    made = [
        pact(n, 1900 + n % 7, 1908 + n // 2, PAIRS[n % 5], termination=1 + n % 3,
             nonaggression=float(n % 4 == 0))
        for n in range(30)
    ]  # fmt: skip
    return past_with(*made)


def entry(*terms, level="recent", **given):
    return Theory("x", "X", "theory", "It says so.", terms, level=level, **given)


def made(seed=1):
    """Ten treaties a year for forty years, the first half of which end twice as often."""
    draw = np.random.default_rng(seed)
    year = np.repeat(np.arange(1900, 1940), 10)
    weak = np.tile(np.arange(10) < 5, 40).astype(float)
    ended = (draw.random(400) < np.where(weak, 0.2, 0.1)).astype(np.int64)
    values = np.column_stack([np.full(400, np.log(0.15)), weak])
    facts = {"pact": np.arange(400), "cause": ended}
    return Rows(year, ended, ("level", "nag"), values, facts, np.ones(400))


def test_a_row_is_a_treaty_that_stood_as_the_year_began(past):
    rows = termination.rows(past, [1901, 1908, 1909], terms=("nag",))
    assert rows.terms == ("level", "nag")
    assert (rows.year == 1901).sum() == 5
    assert rows.outcome[rows.year == 1908].tolist()[:2] == [1, 1]
    assert rows.facts["cause"].max() == 3


def test_a_forecast_asks_for_nothing_of_its_own_year(past):
    whole = termination.forecast_rows(past, 1910, terms=("nag", "lage"))
    cut = termination.forecast_rows(past.until(1909), 1910, terms=("nag", "lage"))
    assert (whole.values == cut.values).all()
    assert whole.outcome.sum() == 0


def test_no_year_after_the_sources_last_has_an_outcome(past):
    with pytest.raises(DataFault, match="pact is not known of 1931"):
        termination.rows(past, [1931], terms=("nag",))


def test_the_mean_hazard_of_a_year_is_its_level_whatever_the_risks():
    rows = made()
    fit = termination.fit(rows, entry("nag", penalty=0.0), origin=1930)
    hazard = termination.chances(fit, rows.during(1930, 1939))
    assert hazard.reshape(10, 10).mean(axis=1) == pytest.approx(0.15)
    assert fit.coef[0] > 0.3


def test_nothing_at_or_after_the_origin_is_fitted_on():
    rows = made()
    one, other = (
        termination.fit(held, entry("nag"), origin=1920)
        for held in (rows, rows.before(1920))
    )
    assert (one.coef == other.coef).all()
    assert one.rows <= 200


def test_the_level_alone_gives_every_treaty_of_a_year_the_same_hazard():
    rows = made()
    fit = termination.fit(rows, entry(), origin=1930)
    assert termination.chances(fit, rows) == pytest.approx(0.15)
    assert fit.log_likelihood == pytest.approx(-fit.events * np.log(10))


def test_a_constant_level_is_the_rate_of_the_past():
    rows = made()
    fit = termination.fit(rows, entry(level="constant"), origin=1930)
    assert termination.chances(fit, rows)[0] == pytest.approx(
        rows.before(1930).outcome.mean()
    )


def test_a_curve_in_time_bends_at_no_year_that_was_still_to_come():
    fit = termination.fit(made(), entry(level="time"), origin=1930)
    bends = [int(name.removeprefix("since_")) for name in fit.columns]
    assert max(bends) < 1930
    assert termination.chances(fit, made()).std() > 0


def test_a_term_that_is_alike_for_all_treaties_of_a_year_cannot_be_fitted():
    rows = made()
    with pytest.raises((SolveFault, DataFault)):
        termination.fit(rows, entry("level", penalty=0.0), origin=1930)


def test_what_happened_was_given_the_chance_that_was_forecast():
    rows = made().during(1939, 1939)
    chances, years = termination.told(np.full(10, 0.2), rows)
    assert chances.tolist() == np.where(rows.outcome == 1, 0.2, 0.8).tolist()
    assert set(years) == {1939}


def test_a_contest_tries_entries_on_years_that_they_had_not_seen():
    held = termination.tried(made(), [entry("nag")], Origins(1930, 1939))
    assert len(held.entry("x").chances) == 100


def test_a_column_that_knew_the_end_is_refused(past):
    def knowing(whole, year):
        rows = termination.forecast_rows(whole, year, terms=("nag",))
        ends = dict(zip(whole.pacts["pact"], whole.pacts["end_year"], strict=True))
        doomed = [float(ends[pact] == year) for pact in rows.facts["pact"].tolist()]
        values = np.column_stack([rows.values, doomed])
        return Rows(rows.year, rows.outcome, (*rows.terms, "doomed"), values, rows.facts,
                    rows.weights)  # fmt: skip

    with pytest.raises(DataFault, match="doomed of 1908"):
        refuse_foresight(knowing, past, [1908])


def test_every_specification_of_the_package_asks_for_terms_there_are():
    entries = theories("termination")
    terms_of(entries, terms=termination.TERMS, where="here")
    kinds = {one.kind for one in entries}
    assert kinds == {"null", "theory", "recommended", "yardstick"}
    names = {one.name for one in entries}
    assert {"REALISM", "NEOREALISM", "CONSTRUCTIVISM", "LIBERAL"} <= names

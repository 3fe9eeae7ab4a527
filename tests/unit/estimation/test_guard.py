import numpy as np
import polars as pl
import pytest

from foedus.estimation.guard import refuse_foresight
from foedus.estimation.rows import Rows
from foedus.faults import DataFault
from foedus.past import fields
from foedus.past.past import Past
from foedus.terms.reading import columns

YEARS = 12


@pytest.fixture
def past():
    noise = np.random.default_rng(3).uniform(size=(YEARS, 3)).astype(np.float32)
    spells = pl.DataFrame({"start_year": [1900], "end_year": [1905]})
    return Past(
        first=1900,
        ids=("FRA", "DEU", "GBR"),
        columns={"cinc": noise},
        coverage={},
        pacts=spells,
        members=spells,
        disputes=pl.DataFrame({"year": [1900]}),
        sources={},
    )


def rows(terms, past, year):
    facts = {"i": np.arange(3)}
    values = columns(list(terms), terms=terms, known=past.at(year - 1), facts=facts)
    many = len(values)
    whole = np.zeros(many, np.int64)
    return Rows(whole + year, whole, tuple(terms), values, facts, np.ones(many))


def test_terms_that_read_the_year_before_pass(past):
    terms = {"strength": lambda cinc_i: cinc_i}
    refuse_foresight(lambda p, y: rows(terms, p, y), past, [1903, 1907])


def test_a_term_that_knows_the_future_is_refused_and_named(past):
    def hindsight(cinc_i):
        return past[fields.CINC][-1][np.arange(3)] * cinc_i

    terms = {"strength": lambda cinc_i: cinc_i, "hindsight": hindsight}

    def make(known, year):
        if known.last == past.last:
            return rows(terms, known, year)
        ignorant = dict(terms, hindsight=lambda cinc_i: known[fields.CINC][-1] * cinc_i)
        return rows(ignorant, known, year)

    with pytest.raises(DataFault, match="hindsight of 1905"):
        refuse_foresight(make, past, [1905])


def test_a_mean_over_all_years_is_caught_too(past):
    def make(known, year):
        mean = known[fields.CINC].mean(axis=0)
        terms = {"usual": lambda i: mean[i]}
        return rows(terms, known, year)

    with pytest.raises(DataFault, match="usual of 1904"):
        refuse_foresight(make, past, [1904])


def test_rows_chosen_by_what_came_later_are_caught(past):
    def make(known, year):
        chosen = rows({"strength": lambda cinc_i: cinc_i}, known, year)
        return chosen.where(known[fields.CINC][-1] > 0.0 if known.last < 1911 else [0])

    with pytest.raises(DataFault, match="choice of rows"):
        refuse_foresight(make, past, [1904])

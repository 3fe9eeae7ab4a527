"""Rows of joining from a past of six states and ten years, typed by hand."""

import numpy as np
import polars as pl
import pytest

from foedus.estimation.guard import refuse_foresight
from foedus.estimation.models import thirds
from foedus.estimation.models.thirds import disputes_in, feared, forecast_rows, rows
from foedus.faults import DataFault, NeedFault
from foedus.past import fields
from foedus.past.past import Past
from foedus.sources.source import Years
from foedus.terms.reading import FIELDS
from foedus.terms.sides import Dispute

N, FIRST, YEARS = 6, 1900, 10
TERMS = ("war", "near", "defence", "s10")
KEYS = ("dispute", "sender", "target", "year", "start_year", "sender_side_a",
        "sender_originator", "target_originator", "hostility")  # fmt: skip


def faced(dispute, a, b, year, *, start=1905, began=(True, True), war=True):
    """Two states of a dispute in a year, each way."""
    level = 5 if war else 3
    return [
        (dispute, a, b, year, start, 1, int(began[0]), int(began[1]), level),
        (dispute, b, a, year, start, 0, int(began[1]), int(began[0]), level),
    ]


TOLD = [
    *faced(1, 0, 1, 1905),
    *faced(1, 2, 1, 1905, began=(False, True)),  # 2 joins A at once
    *faced(1, 0, 3, 1907, began=(True, False)),  # 3 joins B two years on
    *faced(1, 3, 1, 1908, began=(False, True)),  # and then changes sides
    *faced(2, 4, 5, 1906, start=1906, war=False),
]


@pytest.fixture
def past():
    noise = np.random.default_rng(4)
    columns = {
        name: noise.uniform(0, 1, (YEARS, *[N] * len(field.axes))).astype(np.float32)
        for name, field in FIELDS.items()
    }
    columns["alive"] = np.ones((YEARS, N), np.float32)
    empty = pl.DataFrame(schema={"start_year": pl.Int64, "end_year": pl.Int64})
    return Past(
        first=FIRST,
        ids=("FRA", "DEU", "GBR", "RUS", "ITA", "AUT"),
        columns=columns,
        coverage={"originated": Years(FIRST, FIRST + YEARS - 1)},
        pacts=empty,
        members=empty,
        disputes=pl.DataFrame(TOLD, schema=KEYS, orient="row"),
        sources={},
    )


def outcome_of(held, dispute, state):
    at = (held.facts["dispute"] == dispute) & (held.facts["k"] == state)
    return int(held.outcome[at][0]), int(held.facts["joined"][at][0])


def test_a_dispute_is_told_by_those_who_began_it(past):
    first, second = disputes_in(past, [1905, 1906])
    assert first == Dispute((0,), (1,), 1905, war=True, number=1)
    assert second == Dispute((4,), (5,), 1906, war=False, number=2)


def test_nobody_who_joined_is_known_to_the_dispute(past):
    cut = pl.col("sender_originator") + pl.col("target_originator") == 2
    alone = past.disputes.filter(cut)
    before = disputes_in(past, [1905, 1906])
    object.__setattr__(past, "disputes", alone)
    assert disputes_in(past, [1905, 1906]) == before


def test_who_joined_did_so_on_the_side_it_took_first(past):
    held = rows(past, [1905, 1906], terms=TERMS)
    assert outcome_of(held, 1, 2) == (1, 1905)
    assert outcome_of(held, 1, 3) == (2, 1907)
    assert outcome_of(held, 1, 4) == (0, thirds.NEVER)
    assert (held.outcome > 0).sum() == 2


def test_every_member_outside_has_a_row_in_the_order_of_years(past):
    held = rows(past, [1906, 1905], terms=TERMS)
    assert held.year.tolist() == [1905] * 4 + [1906] * 4
    assert held.facts["k"].tolist() == [2, 3, 4, 5, 0, 1, 2, 3]


def test_who_is_not_yet_a_member_at_the_end_of_the_year_before_has_none(past):
    past.columns["alive"][1904 - FIRST, 5] = 0
    held = rows(past, [1905], terms=TERMS)
    assert held.facts["k"].tolist() == [2, 3, 4]


def test_rows_read_the_end_of_the_year_before(past):
    held = rows(past, [1905], terms=TERMS)
    near = 1 / (1 + past.at(1904)[fields.DISTANCE] / 100)
    assert held.of(["a:near"])[:, 0] == pytest.approx(near[[2, 3, 4, 5], 0])
    assert held.of(["b:near"])[:, 0] == pytest.approx(near[[2, 3, 4, 5], 1])


def test_a_dispute_can_be_read_as_if_it_were_no_war(past):
    as_it_was, as_if = (
        rows(past, [1905, 1906], terms=TERMS, war=war) for war in (None, False)
    )
    assert as_it_was.of(["a:war"]).sum() == 4
    assert as_if.of(["a:war"]).sum() == 0
    assert (as_if.of(["a:near", "b:s10"]) == as_it_was.of(["a:near", "b:s10"])).all()


def test_a_year_that_is_not_covered_is_refused(past):
    with pytest.raises(DataFault, match="1915"):
        rows(past, [1915], terms=TERMS)


def test_years_without_a_dispute_make_no_rows(past):
    with pytest.raises(DataFault, match="no rows"):
        rows(past, [1901], terms=TERMS)


def test_an_unknown_term_is_told_with_those_near_it(past):
    with pytest.raises(NeedFault, match="defence"):
        rows(past, [1905], terms=["defense"])


def test_a_dispute_of_another_year_is_refused(past):
    other = [Dispute((0,), (1,), 1904, war=True)]
    with pytest.raises(DataFault, match="1904"):
        forecast_rows(past, 1905, terms=TERMS, disputes=other)


def test_what_is_feared_is_what_the_bitterest_enemies_might_begin(past):
    enmity = np.zeros((N, N), np.float32)
    enmity[2, 5] = enmity[5, 2] = 9
    enmity[0, 1] = enmity[1, 0] = 4
    past.columns["enmity_10"][1904 - FIRST] = enmity
    first, second, *_ = feared(past, 1905)
    assert (first.attackers, first.victims) == ((2,), (5,))
    assert (second.attackers, second.victims) == ((0,), (1,))


def test_forecasts_know_nothing_of_the_year_itself(past):
    told = disputes_in(past, [1905])
    refuse_foresight(lambda p, y: forecast_rows(p, y, terms=TERMS), past, [1905, 1908])
    refuse_foresight(
        lambda p, y: forecast_rows(p, y, terms=TERMS, disputes=told), past, [1905]
    )


def test_a_planted_count_of_joiners_is_refused(past):
    def make(known, year):
        held = forecast_rows(known, year, terms=TERMS)
        joiners = known.disputes.filter(pl.col("sender_originator") == 0).height
        values = held.values.copy()
        values[:, held.terms.index("a:s10")] += joiners
        return type(held)(
            held.year, held.outcome, held.terms, values, held.facts, held.weights
        )

    with pytest.raises(DataFault, match="a:s10 of 1905"):
        refuse_foresight(make, past, [1905])

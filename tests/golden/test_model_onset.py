"""Onset, initiator and war on the years of the working paper, against what it reached."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from foedus.estimation.contest import contest
from foedus.estimation.guard import refuse_foresight
from foedus.estimation.models import initiator, onset, war
from foedus.estimation.models.scoring import COLUMNS, recommended, scored
from foedus.estimation.theory import terms_of, theories
from foedus.faults import DataFault, NeedFault
from foedus.mechanisms.onset import Initiator, Onset, War
from foedus.past import fields

MODELS = (onset, initiator, war)
BEST = {model.MODEL: recommended(theories(model.MODEL)) for model in MODELS}


def known(past, model, **options):
    years = range(model.FIRST, model.LAST + 1)
    return model.rows(past, years, terms=BEST[model.MODEL].terms, **options)


@pytest.fixture(scope="module")
def every(past):
    return known(past, onset, joiners=True)


@pytest.fixture(scope="module")
def begun(past, every):
    return replace(every, outcome=known(past, onset).outcome)


def told(model, rows, origin, *, last, among=lambda ahead: np.ones(len(ahead), bool)):
    """Fit once before the origin, and score what is forecast from it to the last year."""
    fit = model.fit(rows, BEST[model.MODEL], origin=origin)
    ahead = rows.during(origin, last)
    ahead, before = ahead.where(among(ahead)), rows.before(origin)
    base = before.outcome[among(before)].mean()
    line = scored("x", ahead, model.chances(fit, ahead), base=base, seed=1)
    return dict(zip(COLUMNS, line, strict=True))


def rolled(model, rows, first, base):
    best = BEST[model.MODEL]
    held = contest(model, rows, [best], replace(model.ORIGINS, first=first))
    line = scored("x", held.rows, held.entry(best.name).chances, base=base, seed=1)
    return dict(zip(COLUMNS, line, strict=True))


def test_the_rows_are_those_of_the_working_paper(every, begun):
    late, early = every.during(1990, 2010), every.during(1946, 1989)
    assert (len(every), len(late), len(early)) == (820_830, 363_693, 340_787)
    assert (late.outcome.sum(), early.outcome.sum()) == (745, 1_196)
    assert begun.during(1950, 2010).outcome.sum() == 1_522


def test_the_sample_stands_for_all_pairs(every):
    assert every.weights.sum() == pytest.approx(len(every), rel=0.01)
    assert (every.weights[every.outcome == 1] == 1).all()


def test_onsets_after_1990_are_foreseen(every):
    score = told(onset, every, 1990, last=2010)
    assert score["AUC"] >= 0.975
    assert score["PR-AUC"] >= 0.20
    assert score["PRL"] >= 0.49
    assert 0.9 <= score["Expected / observed"] <= 1.1


def test_onsets_of_relevant_pairs_after_1990_are_foreseen(past, every):
    score = told(
        onset, every, 1990, last=2010, among=lambda rows: onset.relevant(past, rows)
    )
    assert score["PRL"] >= 0.35


def test_the_cold_war_is_foreseen_from_1945(every):
    assert told(onset, every, 1946, last=1989)["PRL"] >= 0.38


def test_those_who_begin_are_foreseen_from_rolling_origins(begun):
    base = begun.outcome[begun.year < 1950].mean()
    score = rolled(onset, begun, 1950, base)
    assert score["PRL"] >= 0.50
    assert 0.95 <= score["Expected / observed"] <= 1.10


def test_the_initiator_is_told_better_than_by_a_coin(past):
    rows = known(past, initiator)
    assert len(rows.during(1950, 2010)) == 1_475
    score = rolled(initiator, rows, 1950, 0.5)
    assert score["Log loss"] <= 0.640
    assert score["Low"] > 0


def test_war_is_foreseen_without_counting_joiners(past):
    rows = known(past, war)
    assert (len(rows), rows.outcome.sum()) == (2_173, 95)
    base = rows.outcome[rows.year < 1900].mean()
    assert rolled(war, rows, 1900, base)["PRL"] >= 0.25


def test_most_disputes_are_begun_by_two(past):
    counts = war.disputes(past)["originators"]
    assert counts.min() == 2
    assert (counts == 2).mean() > 0.9


@pytest.mark.parametrize("model", MODELS)
def test_no_entry_knows_the_future(past, model):
    entries = theories(model.MODEL)
    names = terms_of(entries, terms=model.TERMS, where="a test")
    refuse_foresight(
        lambda known, year: model.forecast_rows(known, year, terms=names),
        past,
        (1914, 1991),
    )


def test_a_planted_leak_is_refused(past):
    def leaky(known, year):
        rows = onset.forecast_rows(known, year, terms=("near", "act_hi"))
        read = min(year, known.last)
        stock = known.at(read)[fields.INITIATED_5]
        ahead = stock[rows.facts["i"]]
        return replace(rows, values=np.column_stack([rows.values[:, 0], ahead]))

    with pytest.raises(DataFault, match="act_hi"):
        refuse_foresight(leaky, past, (1914,))


@pytest.mark.parametrize(
    ("model", "mechanism"), [(onset, Onset), (initiator, Initiator), (war, War)]
)
def test_the_mechanism_gives_what_the_fit_gives(past, model, mechanism):
    best = BEST[model.MODEL]
    fit = model.fit(known(past, model), best, origin=2000)
    rows = model.forecast_rows(past, 2000, terms=best.terms)
    hazard = mechanism(dict(zip(fit.terms, fit.coef, strict=True))).hazard(past.at(1999))
    there = hazard[rows.facts["i"], rows.facts["j"]]
    assert there == pytest.approx(model.chances(fit, rows), rel=1e-4, abs=1e-9)


@pytest.mark.parametrize("model", MODELS)
def test_years_outside_coverage_are_a_fault(past, model):
    with pytest.raises(DataFault, match="not known of 2011"):
        model.rows(past, [2011], terms=BEST[model.MODEL].terms)


@pytest.mark.parametrize("model", MODELS)
def test_a_theory_that_names_an_unknown_term_is_a_fault(past, model):
    wrong = replace(BEST[model.MODEL], name="wrong", terms=("cap_high",))
    with pytest.raises(NeedFault, match="cap_h"):
        model.backtest(past, entries=[wrong], seed=1)


@pytest.mark.parametrize("model", [initiator, war])
def test_a_backtest_sets_every_entry_against_the_nulls(past, model):
    entries = theories(model.MODEL)
    sheets = {sheet.id: sheet for sheet in model.backtest(past, entries=entries, seed=1)}
    assert len(sheets["contest"].rows) == len(entries)
    assert set(sheets) == {"scores", "reliability", "contest"}


def test_later_disputes_are_remembered_and_never_forecast(past):
    assert past.disputes.filter(pl.col("later"))["year"].min() == 2011
    assert war.disputes(past)["year"].max() <= 2010

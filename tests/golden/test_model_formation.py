"""Who signs, who enters and how many: against counts and scores of the working paper."""

from dataclasses import replace

import numpy as np
import pytest

from foedus.estimation.contest import contest
from foedus.estimation.guard import refuse_foresight
from foedus.estimation.models import (
    accession,
    expansion,
    formation,
    formation_defence,
    formation_other,
    pact_counts,
)
from foedus.estimation.models.formation_scores import lively, ranked
from foedus.estimation.models.scoring import recommended
from foedus.estimation.origins import Origins
from foedus.estimation.score import score
from foedus.estimation.theory import terms_of, theories
from foedus.faults import DataFault, NeedFault
from foedus.mechanisms.formation import Counting, Entering, Expansion, Signing
from foedus.past import fields

SIGNING = (formation_defence, formation_other)
MODELS = (*SIGNING, accession, expansion, pact_counts)
BEST = {model.MODEL: recommended(theories(model.MODEL)) for model in MODELS}


def _rows_of(sheets, model):
    return sheets["contest" if model is expansion else "scores"].rows


def coefficients(fit):
    return dict(zip(fit.terms, fit.coef.tolist(), strict=True))


@pytest.fixture(scope="module")
def pairs(past):
    best = [BEST[model.MODEL] for model in SIGNING]
    terms = terms_of(best, terms=formation.TERMS, where="a test")
    years = range(formation.FIRST, formation.LAST + 1)
    return formation.pair_rows(past, years, terms=terms)


@pytest.fixture(scope="module")
def outside(past):
    years = range(accession.FIRST, accession.LAST + 1)
    return accession.rows(past, years, terms=BEST["accession"].terms)


def test_pacts_of_two_are_as_many_as_the_working_paper_counts(pairs):
    assert pairs.facts["defence"].sum() == 199
    assert pairs.facts["other"].sum() == 451
    late = pairs.during(1950, 2018)
    assert (late.facts["defence"].sum(), late.facts["other"].sum()) == (99, 373)


def test_a_lot_among_all_pairs_tells_as_little_as_in_the_working_paper(pairs):
    held = pairs.during(1950, 2018)
    many = np.bincount(held.year)[held.year[held.facts["defence"]]]
    assert -np.log(many).mean() == pytest.approx(-9.0853, abs=2e-4)


@pytest.mark.parametrize(
    ("model", "gain", "late", "top"),
    [(formation_defence, 2.2, 3.3, 0.42), (formation_other, 1.9, None, 0.42)],
)
def test_those_who_sign_are_foreseen(pairs, model, gain, late, top):
    rows, best = lively(model.SIGNING.of(pairs)), BEST[model.MODEL]
    held = contest(model, rows, [best], model.ORIGINS)
    placed = ranked(held, held.entry(best.name))
    assert placed.gain >= gain
    assert placed.within_share(0.01) >= top
    assert late is None or placed.gains[placed.strata >= 1990].mean() >= late


def test_each_pair_s_standing_is_explained_by_its_terms(past, pairs):
    best = BEST["formation_defence"]
    fit = formation_defence.fit(formation_defence.SIGNING.of(pairs), best, origin=2019)
    rows = formation.forecast_rows(past, 2023, terms=best.terms)
    share, rank, contributions = formation.standing(fit, rows)
    assert share.sum() == pytest.approx(1)
    assert sorted(rank)[0] == 1
    assert rank[np.argmax(share)] == 1
    assert contributions.mean(axis=0) == pytest.approx(np.zeros(len(best.terms)), abs=1e-9)
    odds = np.log(share) - np.log(share).mean()
    assert contributions.sum(axis=1) == pytest.approx(odds, abs=1e-9)


def test_entries_are_as_many_as_the_working_paper_counts_and_are_foreseen(outside):
    assert outside.outcome.sum() == 213
    late, before = outside.during(1950, 2018), outside.before(1950)
    assert late.outcome.sum() == 183
    held = contest(accession.LOGIT, outside, [BEST["accession"]], accession.ORIGINS)
    foretold = held.tried[0].chances
    told = score(late.outcome.astype(float), foretold, base=before.outcome.mean())
    assert told.auc >= 0.96
    assert told.prl >= 0.35


@pytest.mark.parametrize(("first", "pacts"), [(1970, 31), (1990, 18)])
def test_those_who_come_along_are_foreseen(past, first, pacts):
    years = range(expansion.FIRST, expansion.LAST + 1)
    rows = expansion.rows(past, years, terms=BEST["expansion"].terms)
    split = Origins(first, expansion.LAST, every=100)
    held = contest(expansion.LOGIT, rows, [BEST["expansion"]], split)
    assert len(np.unique(held.rows.facts["pact"])) == pacts
    assert min(expansion.recall(held.rows, held.tried[0].chances)) >= 0.55


@pytest.mark.parametrize(
    ("series", "observed", "least"), [("defence", 99, -1.60), ("other", 373, -2.70)]
)
def test_the_number_of_pacts_of_a_year_is_foreseen(past, series, observed, least):
    years = range(pact_counts.FIRST, pact_counts.LAST + 1)
    rows = pact_counts.rows(past, years, terms=("recent",), series=series)
    held = contest(pact_counts, rows, [BEST["pact_counts"]], pact_counts.ORIGINS)
    assert held.rows.outcome.sum() == observed
    assert -held.loss("recent") >= least
    assert 0.88 <= pact_counts.covered(held.tried[0].chances, held.rows.outcome) <= 0.98


@pytest.mark.parametrize("model", MODELS)
def test_no_entry_knows_the_future(past, model):
    names = terms_of(theories(model.MODEL), terms=model.TERMS, where="a test")
    refuse_foresight(
        lambda known, year: model.forecast_rows(known, year, terms=names),
        past,
        (1938, 1991),
    )


def test_a_planted_leak_is_refused(past):
    def leaky(known, year):
        rows = formation.forecast_rows(known, year, terms=("near", "again_defence"))
        signed = known.at(min(year, known.last))[fields.SIGNED_DEFENCE_15]
        ahead = signed[rows.facts["i"], rows.facts["j"]]
        return replace(rows, values=np.column_stack([rows.values[:, 0], ahead]))

    with pytest.raises(DataFault, match="again_defence"):
        refuse_foresight(leaky, past, (1992,))


def test_members_read_the_same_whether_or_not_newcomers_are_known(past, pairs):
    told = formation.pair_rows(past, [1991], terms=pairs.terms)
    ignorant = formation.forecast_rows(past.until(1990), 1991, terms=pairs.terms)
    assert len(told) > len(ignorant)
    assert (told.values[: len(ignorant)] == ignorant.values).all()


@pytest.mark.parametrize("model", SIGNING)
def test_the_mechanism_of_signing_gives_what_the_fit_gives(past, pairs, model):
    best = BEST[model.MODEL]
    fit = model.fit(model.SIGNING.of(pairs), best, origin=2000)
    rows = model.forecast_rows(past, 2000, terms=best.terms)
    hazard = Signing(coefficients(fit), model.SIGNING.kind).hazard(past.at(1999))
    shares = hazard[rows.facts["i"], rows.facts["j"]]
    assert shares == pytest.approx(model.chances(fit, rows), rel=1e-4)


def test_the_mechanism_of_entering_gives_what_the_fit_gives(past, outside):
    best = BEST["accession"]
    fit = accession.fit(outside, best, origin=2000)
    rows = accession.forecast_rows(past, 2000, terms=best.terms)
    pacts = accession.pacts_of_many(past, 2000)
    hazard = Entering(coefficients(fit)).hazard(past.at(1999), pacts)
    told = hazard[np.searchsorted(pacts["pact"], rows.facts["pact"]), rows.facts["k"]]
    assert told == pytest.approx(accession.chances(fit, rows), rel=1e-4, abs=1e-12)


def test_the_mechanism_of_expansion_gives_what_the_fit_gives(past):
    best, years = BEST["expansion"], range(expansion.FIRST, 2000)
    fit = expansion.fit(expansion.rows(past, years, terms=best.terms), best, origin=2000)
    rows = expansion.forecast_rows(past, 2000, terms=best.terms)
    seed = (int(rows.facts["i"][0]), int(rows.facts["j"][0]))
    hazard = Expansion(coefficients(fit)).hazard(past.at(1999), seed)
    assert hazard[rows.facts["k"]] == pytest.approx(expansion.chances(fit, rows))


def test_the_mechanism_of_counting_expects_what_the_fit_expects(past):
    best, years = BEST["pact_counts"], range(pact_counts.FIRST, 2000)
    rows = pact_counts.rows(past, years, terms=best.terms, series="other")
    fit = pact_counts.fit(rows, best, origin=2000)
    ahead = pact_counts.forecast_rows(past, 2000, terms=best.terms, series="other")
    expected = pact_counts.chances(fit, ahead) @ np.arange(pact_counts.MOST + 1)
    mechanism = Counting(coefficients(fit), series=1)
    assert mechanism.hazard(past.at(1999)) == pytest.approx(expected[0], rel=1e-6)


@pytest.mark.parametrize("model", MODELS)
def test_years_outside_coverage_are_a_fault(past, model):
    with pytest.raises(DataFault, match="not known of 2019"):
        model.rows(past, [2019], terms=BEST[model.MODEL].terms)


@pytest.mark.parametrize("model", MODELS)
def test_a_theory_that_names_an_unknown_term_is_a_fault(past, model):
    wrong = replace(BEST[model.MODEL], name="wrong", terms=("neer",))
    with pytest.raises(NeedFault, match="neer"):
        model.backtest(past, entries=[wrong], seed=1)


@pytest.mark.parametrize("model", [expansion, pact_counts])
def test_a_backtest_sets_every_entry_against_the_nulls(past, model):
    entries = theories(model.MODEL)
    sheets = {sheet.id: sheet for sheet in model.backtest(past, entries=entries, seed=1)}
    assert sum(one.kind == "null" for one in entries) >= 2
    told = {row[0] if model is expansion else row[1] for row in _rows_of(sheets, model)}
    assert told == {one.title for one in entries}

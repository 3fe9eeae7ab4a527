"""Termination on the data: counts of the design page, and what scores must reach."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from foedus.doors import read_json
from foedus.estimation.artefact import shipped
from foedus.estimation.base_rates import base_rates, signed_pacts
from foedus.estimation.durability import carried_outlook, outlook_of, outlook_text
from foedus.estimation.guard import refuse_foresight
from foedus.estimation.models import ending, termination
from foedus.estimation.models.termination_sheets import bands_sheet, within_auc
from foedus.estimation.score import auc, losses
from foedus.estimation.scores import scores_text
from foedus.estimation.sheet import Sheet
from foedus.estimation.theory import terms_of, theories
from foedus.mechanisms.termination import Replacing, Termination
from foedus.past.making import past_of
from foedus.past.standing import standing_pacts
from foedus.sources.shelf import Shelf

MIRROR = os.environ.get("FOEDUS_MIRROR")
SCORES = Path("/work/shared/golden/history_scores.json")
pytestmark = pytest.mark.skipif(not MIRROR, reason="FOEDUS_MIRROR names no folder")

ENTRIES = theories("termination")
DESIGN = next(one for one in ENTRIES if one.name == "DESIGN")


@pytest.fixture(scope="session")
def past(tmp_path_factory):
    shelf = Shelf(tmp_path_factory.mktemp("shelf"), Path(MIRROR), online=False)
    return past_of(shelf.table)


@pytest.fixture(scope="session")
def rows(past):
    terms = terms_of(ENTRIES, terms=termination.TERMS, where="here")
    asked = tuple(dict.fromkeys((*terms, *ending.TERMS)))
    return termination.rows(past, range(1816, 2019), terms=asked)


@pytest.fixture(scope="session")
def contest(rows):
    nulls = [one for one in ENTRIES if one.name in ("time", "level", "DESIGN")]
    return termination.tried(rows, nulls)


def prl(contest, rows, name):
    outcome = contest.rows.outcome.astype(float)
    rate = np.full(len(outcome), rows.before(contest.origins.first).outcome.mean())
    return 1 - contest.loss(name) / losses(outcome, rate).mean()


def test_treaties_at_risk_and_their_ends_are_those_of_the_page(rows, past):
    assert (len(past.pacts), len(rows), rows.outcome.sum()) == (789, 14_851, 341)
    assert np.bincount(rows.facts["cause"])[1:].tolist() == [72, 151, 118]
    tested = rows.during(1950, 2018)
    assert (len(tested), tested.outcome.sum()) == (13_031, 178)


def test_design_tells_more_than_the_level_of_recent_years(contest, rows):
    assert prl(contest, rows, "level") == pytest.approx(0.4607, abs=5e-4)
    assert prl(contest, rows, "DESIGN") >= 0.475
    gain = contest.gain("DESIGN", "level", seed=1)
    assert gain.mean * 1000 >= 1.2
    assert gain.low > 0
    told = contest.entry("DESIGN").chances
    outcome = contest.rows.outcome.astype(float)
    assert within_auc(outcome, told, contest.rows.year) >= 0.64


def test_what_was_known_in_1989_ranks_the_ends_that_followed(rows):
    held = termination.tried(rows, [DESIGN], termination.LATER)
    assert auc(held.rows.outcome.astype(float), held.entry("DESIGN").chances) >= 0.81


def test_coefficients_are_near_those_of_the_page(rows):
    fit = termination.fit(rows, DESIGN, origin=2019)
    told = dict(zip(fit.terms, fit.coef, strict=True))
    page = {"due1": 1.083, "due1_no": 1.707, "past_no": 1.133, "nag": -0.440,
            "renounce": -0.350, "indef": -0.381, "fixed": -0.191}  # fmt: skip
    for name, coef in page.items():
        assert told[name] == pytest.approx(coef, abs=0.02), name


def test_bands_of_ninety_per_cent_hold_what_stood(past, rows):
    fits = {
        year: termination.fit(rows, DESIGN, origin=year + 1)
        for year in (1960, 1975, 1990, 2000)
    }
    sheet = bands_sheet(past, fits, seed=1)
    told = {(row[0], row[1]): row[2:4] for row in sheet.rows}
    assert told[1960, 5] == (82, pytest.approx(0.878, abs=5e-4))
    assert told[1975, 15] == (112, pytest.approx(0.732, abs=5e-4))
    assert told[2000, 15] == (322, pytest.approx(0.960, abs=5e-4))
    assert sum(row[-1] for row in sheet.rows) >= 8


@pytest.mark.skipif(not SCORES.is_file(), reason="the prototype's scores are not here")
def test_base_rates_are_those_of_the_page_to_three_digits(past):
    page = json.loads(SCORES.read_text())["M4"]["final"]["KM"]
    rates = base_rates(signed_pacts(past))
    assert {one.name for one in rates} == page.keys()
    for one in rates:
        told = page[one.name]
        assert (one.treaties, one.ended) == (told["n"], told["ends"]), one.name
        assert one.alive == pytest.approx(list(told["S"].values()), abs=5.1e-4), one.name


def test_causes_are_told_better_than_by_the_shares_of_the_past(rows):
    ended, model, shares = ending.foretold(rows, termination.TESTED)
    came = ended.facts["cause"] - 1
    each = np.arange(len(came))
    assert -np.log(model[each, came]).mean() < 0.97 < -np.log(shares[each, came]).mean()


def test_two_in_three_new_treaties_of_a_pair_replace_the_old(rows):
    held = ending.replacement(rows)
    assert held.replaced == 108
    assert held.share == pytest.approx(0.67, abs=0.01)


@pytest.mark.parametrize("year", [1914, 1991])
def test_no_term_knows_what_came_later(past, year):
    terms = tuple(termination.TERMS)
    refuse_foresight(
        lambda held, now: termination.forecast_rows(held, now, terms=terms), past, [year]
    )


@pytest.mark.parametrize("year", [1938, 1989])
def test_the_mechanism_gives_the_hazards_of_the_fit(past, rows, year):
    fit = termination.fit(rows, DESIGN, origin=year + 1)
    risks = dict(zip(fit.terms, fit.coef.tolist(), strict=True))
    hazard = Termination(risks, Replacing(1.0, 1.0)).hazard(
        past.at(year), standing_pacts(past, year)
    )
    ahead = termination.forecast_rows(past, year + 1, terms=DESIGN.terms)
    assert hazard == pytest.approx(termination.chances(fit, ahead), rel=1e-9)


def test_the_outlook_that_the_package_carries_is_made_again(past):
    fit = shipped(termination.MODEL).fit(DESIGN.name)
    made = json.loads(outlook_text(outlook_of(past, fit, year=2018)))
    kept = json.loads(outlook_text(carried_outlook()))
    assert made == kept


def test_the_backtest_tells_scores_causes_bands_and_base_rates(past):
    sheets = {one.id: one for one in termination.backtest(past, entries=ENTRIES, seed=1)}
    assert sheets.keys() >= {
        "contest",
        "scores_1950_2018",
        "cause",
        "survival",
        "base_rates",
    }
    text = scores_text(tuple(sheets.values()))
    assert read_json(tuple[Sheet, ...], text, where="here") == tuple(sheets.values())

from dataclasses import replace

import numpy as np
import pytest

from foedus.estimation.models.formation import (
    Signing,
    chance_to_sign,
    ranks,
    standing,
)
from foedus.estimation.models.formation_scores import lively
from foedus.estimation.rows import Rows
from foedus.estimation.theory import Theory

YEARS, PAIRS = 40, 60
NEAR = Theory("near", "Nearness", "theory", "The near sign.", ("near", "noise"))
SIGNING = Signing("defence", penalty=1.0, half_life=1e6)


@pytest.fixture
def rows():
    """Years in which one pair signs, the nearer the likelier: odds of e^(2 near)."""
    draw = np.random.default_rng(5)
    near, noise = draw.uniform(size=(2, YEARS, PAIRS))
    odds = np.exp(2 * near)
    signed = [draw.choice(PAIRS, p=one / one.sum()) for one in odds]
    outcome = np.zeros((YEARS, PAIRS), np.int64)
    outcome[np.arange(YEARS), signed] = 1
    return Rows(
        year=np.repeat(np.arange(1900, 1900 + YEARS), PAIRS),
        outcome=outcome.ravel(),
        terms=("near", "noise"),
        values=np.column_stack([near.ravel(), noise.ravel()]),
        facts={
            "lot": draw.uniform(size=YEARS * PAIRS),
            "sampled": np.ones(YEARS * PAIRS),
            "defence": outcome.ravel() > 0,
        },
        weights=np.ones(YEARS * PAIRS),
    )


def test_a_fit_finds_what_makes_pairs_sign(rows):
    fit = SIGNING.fit(rows, NEAR, origin=1940)
    assert abs(fit.coef[0] - 2) < 2 * fit.doubt[0]
    assert fit.events == YEARS


def test_a_fit_knows_nothing_from_the_origin_on(rows):
    later = rows.year >= 1930
    turned = replace(rows, values=np.where(later[:, None], -rows.values, rows.values))
    one, other = (SIGNING.fit(held, NEAR, origin=1930) for held in (rows, turned))
    assert (one.coef == other.coef).all()


def test_pairs_that_were_sampled_stand_for_the_others(rows):
    half = replace(rows, facts={**rows.facts, "sampled": np.full(len(rows), 0.5)})
    fit, whole = (SIGNING.fit(held, NEAR, origin=1940) for held in (half, rows))
    assert fit.rows < whole.rows
    assert fit.events == whole.events
    assert np.abs(fit.coef - whole.coef).max() < fit.doubt.max()


def test_shares_of_a_year_add_up_to_one(rows):
    fit = SIGNING.fit(rows, NEAR, origin=1940)
    sums = np.bincount(rows.year - 1900, SIGNING.chances(fit, rows))
    assert sums == pytest.approx(np.ones(YEARS))


def test_what_was_told_of_each_signature_is_its_share(rows):
    fit = SIGNING.fit(rows, NEAR, origin=1940)
    told, years = SIGNING.told(SIGNING.chances(fit, rows), rows)
    assert years.tolist() == list(range(1900, 1940))
    assert np.log(told * PAIRS).mean() > 0


def test_terms_explain_where_a_pair_stands(rows):
    fit = SIGNING.fit(rows, NEAR, origin=1940)
    share, rank, parts = standing(fit, rows)
    of_year = rows.year == 1907
    odds = np.log(share[of_year])
    assert parts[of_year].sum(axis=1) == pytest.approx(odds - odds.mean())
    assert rank[of_year][np.argmax(odds)] == 1
    assert parts.shape == (len(rows), 2)


def test_pairs_that_tie_share_the_best_place():
    assert ranks(np.array([0.1, 0.4, 0.4, 0.1])).tolist() == [3, 1, 1, 3]


def test_years_without_a_pact_tell_a_choice_nothing(rows):
    quiet = rows.year == 1905
    held = lively(replace(rows, outcome=np.where(quiet, 0, rows.outcome)))
    assert 1905 not in held.year
    assert len(held) == len(rows) - PAIRS


def test_the_chance_to_sign_is_that_of_drawing_the_number_and_then_the_pairs():
    draw, share, mean, r = np.random.default_rng(1), 0.3, 2.0, 0.8
    pacts = draw.poisson(draw.gamma(r, mean / r, size=40_000))
    signed = draw.binomial(pacts, share) > 0
    told = chance_to_sign(np.array([share]), expected=mean, r=r)
    assert told[0] == pytest.approx(signed.mean(), abs=0.01)


def test_without_bunching_the_chance_to_sign_is_poisson_s():
    even = chance_to_sign(np.array([0.1]), expected=3.0, r=np.inf)
    nearly = chance_to_sign(np.array([0.1]), expected=3.0, r=1e7)
    assert even == pytest.approx(nearly)

import numpy as np
import pytest
from unit.past.treaties import pact, past_with

from foedus.estimation.models import ending, termination
from foedus.estimation.models.ending import Replacement
from foedus.estimation.models.termination_sheets import within_auc
from foedus.estimation.rows import Rows


def made():
    """Forty ends, of which those that were due were fulfilled nine times in ten."""
    draw = np.random.default_rng(4)
    values = draw.random((400, len(ending.TERMS)))
    due = values[:, 0] = (np.arange(400) % 2).astype(float)
    likely, rare = draw.integers(2, 4, 400), np.ones(400, np.int64)
    cause = np.where((due > 0) & (draw.random(400) < 0.9), rare, likely)
    cause[:3] = [1, 2, 3]
    year = np.repeat(np.arange(1900, 1940), 10)
    facts = {"pact": np.arange(400), "cause": cause}
    return Rows(year, np.ones(400, np.int64), ending.TERMS, values, facts, np.ones(400))


def test_what_tells_the_cause_is_found():
    rows = made()
    fit = ending.fit_cause(rows, origin=1940)
    due = rows.values[:, 0] > 0
    told = ending.cause_shares(fit, rows)
    assert told.sum(axis=1) == pytest.approx(1)
    assert told[due, 0].mean() > 0.7 > 0.2 > told[~due, 0].mean()


def test_shares_of_the_past_weigh_late_ends_for_more():
    rows = made()
    early = rows.year < 1920
    cause = np.where(early, 1, rows.facts["cause"])
    kept = Rows(rows.year, rows.outcome, rows.terms, rows.values,
                {**rows.facts, "cause": cause}, rows.weights)  # fmt: skip
    shares = ending.past_shares(kept, origin=1940)
    assert shares.sum() == pytest.approx(1)
    assert shares[0] < (cause == 1).mean()


def test_a_new_treaty_of_the_same_pair_replaces_the_old_one():
    past = past_with(
        pact(1, 1902, 1910, ["FRA", "RUS"], termination=3),
        pact(2, 1910, None, ["FRA", "RUS"]),
        pact(3, 1903, 1912, ["GBR", "JPN"], termination=3),
        pact(4, 1904, None, ["ITA", "TUR"]),
    )
    rows = termination.rows(past, range(1905, 1915), terms=("nag",))
    held = ending.replacement(rows)
    assert (held.replaced, held.in_year, held.signed, held.ended) == (2, 1, 1, 1)
    assert (held.share, held.quiet_ended) == (1.0, 1)
    assert termination.constants(rows, {})["replaced"] == 1.0


def test_the_hazard_elsewhere_and_at_a_signature_add_up_to_that_of_all():
    held = Replacement(10, 6, 10, 8, 90, 4)
    mean = (8 + 4) / 100
    assert held.elsewhere * mean * 90 + held.ended == pytest.approx(12)


def test_ranks_are_compared_within_a_year_only():
    outcome, year = np.array([1, 0, 1, 0]), np.array([1, 1, 2, 2])
    assert within_auc(outcome, np.array([0.9, 0.5, 0.2, 0.1]), year) == 1
    assert within_auc(outcome, np.array([0.1, 0.5, 0.9, 0.8]), year) == 0.5
    assert np.isnan(within_auc(np.zeros(4), np.ones(4), year))

"""What the package carries of the futures of theories, and of how well they foresaw."""

import numpy as np
import pytest

from foedus.estimation.forward import forward, forwards
from foedus.estimation.futures import (
    TERMS,
    Futures,
    carried_futures,
    futures_text,
    narrowed,
)
from foedus.estimation.futures_scores import ALL, MIXED, WHOLE, carried_scores, scores_text
from foedus.estimation.system import carried_system
from foedus.faults import NeedFault

NAMES = [one.name for one in forwards()]
THEORIES = [one.name for one in forwards() if one.kind == "theory"]


@pytest.mark.parametrize("name", NAMES)
def test_a_theory_has_coefficients_for_its_own_terms_alone(name):
    system, keep = carried_futures().system(name), forward(name).keep
    for hazard, kept in keep.items():
        fit = system.fits[hazard]
        moved = {t for t, c in zip(fit.terms, fit.coef, strict=True) if c != 0}
        assert moved <= kept | {"constant"}


@pytest.mark.parametrize("name", NAMES)
def test_the_system_of_a_theory_has_all_terms_that_a_run_takes(name):
    system = carried_futures().system(name)
    for fit, one in carried_system().fits.items():
        assert system.fits[fit].terms == one.terms


@pytest.mark.parametrize("name", NAMES)
def test_what_is_carried_holds_no_term_that_is_0(name):
    held = carried_futures()
    for fit, one in held.entries[name].fits.items():
        if fit in TERMS:
            assert narrowed(one) == one
            assert narrowed(held.system(name).fits[fit]) == one


def test_futures_know_as_much_as_the_whole_system():
    assert carried_futures().before == carried_system().before
    assert carried_futures().sources == carried_system().sources


def test_no_theory_s_hazards_are_those_of_another():
    digests = {carried_futures().system(name).digest for name in NAMES}
    assert len(digests) == len(NAMES)
    assert carried_system().digest not in digests


def test_the_system_of_no_theory_is_a_fault():
    with pytest.raises(NeedFault, match="no theory 'marxism'"):
        carried_futures().system("marxism")


def test_futures_are_written_as_they_are_read():
    held = carried_futures()
    assert futures_text(Futures(dict(held.entries))) == futures_text(held)


def test_weights_are_those_of_a_mixture():
    scores = carried_scores()
    assert set(scores.weights) == {"1970", "1990", "2000", ALL}
    for told, names in ((scores.weights, THEORIES), (scores.beside, [*NAMES, WHOLE])):
        for weights in told.values():
            assert set(weights) == set(names)
            assert sum(weights.values()) == pytest.approx(1, abs=1e-3)


def test_before_the_first_origin_nothing_was_known_and_weights_are_equal():
    assert set(carried_scores().weights["1970"].values()) == {0.25}


def test_every_score_has_all_forecasts_and_a_null_that_told_most():
    for one in carried_scores().pairs:
        assert {*NAMES, WHOLE, MIXED, "persistence", "base"} <= set(one.loss)
        nulls = {"base", "persistence", "static", "distance", "history"} & set(one.loss)
        assert one.loss[one.hardest] == min(one.loss[name] for name in nulls)


def test_a_gain_is_the_loss_of_the_hardest_null_less_the_own():
    for one in carried_scores().pairs:
        for name, (value, low, high) in one.gains.items():
            assert low <= value <= high
            assert np.isclose(
                value, one.loss[one.hardest] - one.loss[name], atol=2e-3 * one.loss[name]
            )


def test_a_theory_beats_the_null_where_the_whole_interval_is_above_0():
    scores = carried_scores()
    won, many = scores.beats("realism", "signed")
    held = scores.pair_scores("signed")
    assert many == len(held)
    assert won == sum(one.gains["realism"][1] > 0 for one in held)


def test_scores_are_written_as_they_are_read():
    assert '"runs"' in scores_text(carried_scores())

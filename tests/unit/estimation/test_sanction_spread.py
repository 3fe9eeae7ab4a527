import numpy as np
import polars as pl
import pytest

from foedus.chance import Stream
from foedus.estimation.sanction_spread import by_target, pooled, spread
from foedus.estimation.trade_panel import TERMS, TradePanel
from foedus.faults import DataFault

STATES = tuple(f"S{n:02d}" for n in range(14))
EFFECTS = {"S10": -0.5, "S11": -1.5, "S12": -2.5}
"""Targets, and what a complete sanction by S00 to S04 does to their trade."""


def planted(seed=3, years=30, noise=0.05):
    rng = np.random.default_rng(seed)
    many = len(STATES)
    i, j, t = (
        a.ravel() for a in np.meshgrid(range(many), range(many), range(1960, 1960 + years))
    )
    i, j, t = (a[i != j].astype(np.int64) for a in (i, j, t))
    log, force, rows = np.zeros(len(t)), np.zeros(len(t)), []
    for target, effect in EFFECTS.items():
        at = STATES.index(target)
        for sender in range(5):
            both = ((i == sender) & (j == at)) | ((i == at) & (j == sender))
            on = both & (t >= 1975)
            log[on] += effect
            force[on] = 1.0
            ways = [(STATES[sender], target), (target, STATES[sender])]
            rows += [(a, b, "complete", 1975, 1989, 1989, target) for a, b in ways]
    log += rng.normal(size=(many, many))[i, j] + rng.normal(size=many)[i]
    flows = 100 * np.exp(log) * rng.gamma(1 / noise, noise, len(t))
    terms = {name: np.zeros(len(t)) for name in TERMS}
    # Other kinds occur too, at random and without effect, so that they can be fitted.
    for name in ("partial", "export", "import", "joined", "financial", "other", "quarrel"):
        terms[name] = (rng.random(len(t)) < 0.02).astype(float)
    terms["threat"] = (rng.random(len(t)) < 0.02).astype(float)
    terms["complete"] = force
    names = ["exporter", "importer", "kind", "first", "sure", "last", "against"]
    panel = TradePanel(STATES, i, j, t, flows, terms, np.where(force > 0, 1975, 0))
    return panel, pl.DataFrame(rows, names, orient="row")


PANEL, EPISODES = planted()


def test_each_target_has_its_own_effect():
    held = spread(PANEL, EPISODES, "complete")
    assert set(held.targets) == set(EFFECTS)
    for target, effect in EFFECTS.items():
        told, doubt = held.targets[target]
        assert told == pytest.approx(effect, abs=max(4 * doubt, 0.05))


def test_the_spread_is_that_between_the_targets():
    held = spread(PANEL, EPISODES, "complete")
    assert held.mean == pytest.approx(-1.5, abs=0.1)
    assert held.between == pytest.approx(1.0, abs=0.15)


def test_rows_go_to_the_target_they_are_against():
    marks = by_target(PANEL, EPISODES, "complete")
    assert sum(marks.values()).tolist() == PANEL.terms["complete"].tolist()
    at = STATES.index("S11")
    touched = (PANEL.exporter == at) | (PANEL.importer == at)
    assert not marks["S11"][~touched].any()


def test_a_target_with_too_few_flows_has_no_effect_of_its_own():
    at = STATES.index("S12")
    touched = (PANEL.exporter == at) | (PANEL.importer == at)
    silent = touched & (PANEL.terms["complete"] > 0)
    panel = TradePanel(
        STATES,
        PANEL.exporter,
        PANEL.importer,
        PANEL.year,
        np.where(silent, 0.0, PANEL.flows),
        PANEL.terms,
        PANEL.start,
    )
    assert set(by_target(panel, EPISODES, "complete")) == {"S10", "S11"}


def test_effects_that_are_alike_have_no_spread():
    held = pooled("x", ("A", "B", "C"), np.array([-1.0, -1.1, -0.9]), np.full(3, 0.5))
    assert held.between == 0
    assert held.mean == pytest.approx(-1.0)
    assert held.doubt == pytest.approx(0.5 / np.sqrt(3), rel=1e-5)


def test_what_is_surer_counts_for_more():
    held = pooled("x", ("A", "B"), np.array([-1.0, -1.2]), np.array([0.1, 10.0]))
    assert held.mean == pytest.approx(-1.0, abs=0.01)


def test_the_next_sanction_is_drawn_as_wide_as_they_differ():
    held = spread(PANEL, EPISODES, "complete")
    drawn = held.draws(20_000, Stream(5))
    assert drawn.mean() == pytest.approx(held.mean, abs=0.05)
    assert drawn.std() == pytest.approx(np.hypot(held.doubt, held.between), rel=0.03)
    assert (held.draws(10, Stream(5)) == drawn[:10]).all()


def test_one_target_alone_tells_no_spread():
    with pytest.raises(DataFault, match=r"1 target\(s\) with enough flows"):
        pooled("complete", ("A",), np.array([-1.0]), np.array([0.1]))

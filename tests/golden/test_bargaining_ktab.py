"""Elections, utilities and attitudes to risk, as the logs of KAPSARC's KTAB print them.

`ref-demomodel` holds small elections, `ref-pmdemo` one of 20 actors over 16 policies by the
incentive process, the two logs of spatial models each 70 elections among bargains. Beside
them the logs tell bargaining moves of KTAB's own model, for which no method of ours stands;
`SOE-Pol-Comp.csv` is an input of which no output is at hand.
"""

import os
import re
from pathlib import Path

import numpy as np
import pytest

from foedus.bargaining.election import Ratio, Voting, chances, coalitions, victories
from foedus.bargaining.spatial import attitudes, distances, seen_by, utility

MIRROR = os.environ.get("FOEDUS_MIRROR")
FOLDER = Path(MIRROR or ".").parent / "golden" / "ktab"

pytestmark = pytest.mark.skipif(
    not (MIRROR and FOLDER.is_dir()),
    reason="golden/ktab does not stand beside FOEDUS_MIRROR",
)
DUMMY, EXAMPLE = "20170530_ref-dummyData_3Dim.txt", "20170530_ref-smpExample.txt"
FOUR, THREE, FIVE = 5.1e-5, 5.1e-4, 5.1e-6
"""Half of a last digit, by how many there are."""


def log(name):
    return (FOLDER / name).read_text("utf-8").splitlines()


def block(lines, start):
    """The matrix that follows a line, up to the first line that is none."""
    rows = []
    for line in lines[start + 1 :]:
        cells = line.split()
        if not cells or not all(re.fullmatch(r"[+-]?[\d.]+", cell) for cell in cells):
            break
        rows.append([float(cell) for cell in cells])
    return np.array(rows)


def after(lines, title, nth=0):
    places = [k for k, line in enumerate(lines) if line.strip().startswith(title)]
    return block(lines, places[nth])


def elections(name):
    """Strengths, utilities, coalitions, odds and chances of every election of a log."""
    lines = log(name)
    for k, line in enumerate(lines):
        if line.startswith("Doing scalarPCE"):
            u_im = max(j for j in range(k) if lines[j].startswith("u_im"))
            part = lines[k : k + 80]
            yield (
                after(part, "Actor strengths")[0],
                block(lines, u_im),
                after(part, "Coalition strengths"),
                after(part, "Probability Opt_i > Opt_j"),
                after(part, "Probability Opt_i", 1)[:, 0],
            )


ELECTIONS = [
    pytest.param(Voting.PROPORTIONAL, "conditional", DUMMY, id="dummyData_3Dim"),
    pytest.param(Voting.MIXED, "incentive", EXAMPLE, id="smpExample"),
]


def test_two_coalitions_squared():
    odds = victories(np.array([[0.0, 51.212], [19.714, 0.0]]))
    assert odds[0, 1] == pytest.approx(0.8709, abs=FOUR)
    assert chances(odds, "uniform") == pytest.approx([0.8709, 0.1291], abs=FOUR)
    assert chances(odds, "conditional") == pytest.approx([0.8709, 0.1291], abs=FOUR)


@pytest.mark.parametrize(
    ("process", "expected"),
    [
        ("uniform", [0.6351, 0.2148, 0.1501]),
        ("conditional", [0.8659, 0.1241, 0.0100]),
        ("incentive", [0.5094, 0.2796, 0.2110]),
    ],
)
def test_three_options_by_each_process(process, expected):
    lines = log("ref-demomodel.txt")
    strengths = after(lines, "Coalitions matrix", 3)
    odds = victories(strengths)
    assert odds == pytest.approx(after(lines, "prob[i>j]", 3), abs=FOUR)
    assert chances(odds, process, strengths) == pytest.approx(expected, abs=FOUR)


@pytest.mark.parametrize(("voting", "process", "name"), ELECTIONS)
def test_coalitions_of_every_election_follow_from_utilities(voting, process, name):
    found = list(elections(name))
    assert len(found) >= 60
    for weights, options, strengths, _, _ in found:
        # Utilities have five digits, so that the sum of weights bounds the error.
        least = 2 * FIVE * weights.sum() * 2 + THREE
        held = coalitions(weights, options, voting=voting)
        assert np.abs(held - strengths).max() < least


@pytest.mark.parametrize(("voting", "process", "name"), ELECTIONS)
def test_odds_and_chances_of_every_election_follow_from_coalitions(voting, process, name):
    judged = 0
    for weights, options, strengths, odds, told in elections(name):
        exact = coalitions(weights, options, voting=voting)
        ours = victories(exact, ratio=Ratio.LINEAR)
        # Where both coalitions are small the digits of the utilities decide.
        slack = 4 * FIVE * weights.sum() / np.maximum(strengths + strengths.T, 1e-3)
        assert (np.abs(ours - odds) < slack + 2 * FOUR).all()
        if slack[~np.eye(len(odds), dtype=bool)].max(initial=0.0) < 1e-2:
            assert chances(ours, process, exact) == pytest.approx(told, abs=2e-2)
            judged += 1
        # And from the printed odds themselves, where the process needs no more.
        if process == "conditional":
            assert chances(odds, process) == pytest.approx(told, abs=2e-3)
    assert judged >= 30


def of_dummy():
    rows = (FOLDER / "dummyData_3Dim.csv").read_text("utf-8").splitlines()[2:]
    cells = np.array(
        [[float(c) for c in row.split(",")[2:9]] for row in rows if row.strip()]
    )
    return cells[:, 0], cells[:, 1::2], cells[:, 2::2]


def test_first_utilities_of_the_spatial_model():
    lines = log(DUMMY)
    _, positions, salience = of_dummy()
    assert positions.shape == (7, 3)
    plain = utility(distances(positions, salience))
    assert plain == pytest.approx(after(lines, "Raw actor-pos"), abs=THREE)


def test_attitudes_to_risk_and_what_they_make_of_utilities():
    lines = log(DUMMY)
    weights, positions, salience = of_dummy()
    away = distances(positions, salience)
    plain = utility(away)
    # Each position is an option; its chance is that of the conditional process.
    strengths = coalitions(weights, plain)
    held = chances(victories(strengths, ratio=Ratio.LINEAR), "conditional")
    risk = attitudes(held)
    assert risk == pytest.approx(after(lines, "Inferred risk attitudes")[:, 0], abs=THREE)
    aware = utility(away, risk[:, None])
    assert aware == pytest.approx(after(lines, "Risk-aware actor-pos"), abs=FOUR)
    views = seen_by(risk)
    for k in range(7):
        seen = utility(away, views[k][:, None])
        assert seen == pytest.approx(after(lines, f"Estimate by {k}"), abs=FOUR)


def test_the_second_spatial_model_starts_alike():
    lines = log(EXAMPLE)
    text = (FOLDER / "smpExample.xml").read_text("utf-8")
    weights = np.array([float(x) for x in re.findall(r"<capability>([\d.]+)<", text)])
    # The input file lacks one coordinate that the log has read; so they are taken from it.
    positions, salience = (
        np.array([float(x.split()[-1]) for x in lines if x.startswith(f"Read {word} ")])
        for word in ("dimension", "salience")
    )
    positions, salience = positions.reshape(-1, 3), salience.reshape(-1, 3)
    away = distances(positions, salience)
    plain = utility(away)
    assert plain == pytest.approx(after(lines, "Raw actor-pos"), abs=THREE)
    strengths = coalitions(weights, plain, voting=Voting.MIXED)
    odds = victories(strengths, ratio=Ratio.LINEAR)
    risk = attitudes(chances(odds, "incentive", strengths))
    assert risk == pytest.approx(after(lines, "Inferred risk attitudes")[:, 0], abs=2e-3)


def policies():
    lines = log("ref-pmdemo.txt")
    weights = after(lines, "Actor weight vector")[0]
    return lines, weights, after(lines, "Utility(actor, option)")


def test_support_of_sixteen_policies():
    lines, weights, options = policies()
    assert options.shape == (20, 16)
    told = after(lines, "Zeta over entire")[0]
    # Three digits of each utility, times 1,109 of weight in all.
    assert weights @ options == pytest.approx(told, abs=THREE * weights.sum())


def test_chances_of_sixteen_policies_and_of_the_eight_that_are_advocated():
    lines, weights, options = policies()
    for columns, told in (
        (np.arange(16), after(lines, "PCE over entire")[0]),
        (
            np.array([15, 4, 6, 10, 1, 9, 0, 13]),
            np.array([0.2054, 0.0394, 0.0481, 0.1975, 0.0747, 0.2181, 0.0755, 0.1414]),
        ),
    ):
        strengths = coalitions(weights, options[:, columns])
        odds = victories(strengths, ratio=Ratio.LINEAR)
        held = chances(odds, "incentive", strengths)
        assert held == pytest.approx(told, abs=1.5e-3)

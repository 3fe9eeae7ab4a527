"""The expected utility rounds, round by round, as a public replication prints them.

`golden/bdm` holds two inputs and what github.com/jmckib/bdm-scholz-expected-utility-model
made of them: the date of emission standards in the European Community (Bueno de Mesquita
1994), which swings to and fro, and an oil price, of which nobody moves.
"""

import csv
import os
import re
from pathlib import Path

import numpy as np
import pytest

from foedus.bargaining.challenge import Rest, challenge
from foedus.bargaining.compromise import compromise
from foedus.bargaining.median import median, weighted_median
from foedus.bargaining.offers import Kind, Variant
from foedus.bargaining.stakes import stakes_of

MIRROR = os.environ.get("FOEDUS_MIRROR")
FOLDER = Path(MIRROR or ".").parent / "golden" / "bdm"

pytestmark = pytest.mark.skipif(
    not (MIRROR and FOLDER.is_dir()),
    reason="golden/bdm does not stand beside FOEDUS_MIRROR",
)
KINDS = {"loses confrontation to": Kind.CONFRONTATION, "compromises with": Kind.COMPROMISE}
MOVE = re.compile(
    r"^(.+?) (loses confrontation to|compromises with|capitulates to) (.+)\n"
    r"\t(\S+) vs (\S+)\n\tnew_pos = (\S+)$",
    re.MULTILINE,
)
FIGURES = r"^{} position: (\S+)$"


def issue(name):
    """The stakes of an input file; salience is told as a share there."""
    with (FOLDER / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    at = [float(row["Position"]) for row in rows]
    care = [100 * float(row["Salience"]) for row in rows]
    power = [float(row["Capability"]) for row in rows]
    ends = (min(at), max(at))
    return stakes_of([row["Actor"] for row in rows], at, care, power, ends=ends)


def reference(name):
    """Medians, means and moves of each round."""
    text = (FOLDER / name).read_text("utf-8")
    medians, means = (
        [float(x) for x in re.findall(FIGURES.format(word), text, re.MULTILINE)]
        for word in ("Median", "Mean")
    )
    rounds = re.split(r"^ROUND \d+$", text, flags=re.MULTILINE)[1:]
    return medians, means, [MOVE.findall(part) for part in rounds]


@pytest.fixture(scope="module")
def emission():
    return issue("ExampleActors.csv")


@pytest.fixture(scope="module")
def played(emission):
    return challenge(emission, variant=Variant.PUBLISHED, still=0.0)


@pytest.fixture(scope="module")
def told():
    return reference("eu_emission_jmckib_10rounds.txt")


def test_the_emission_data_have_the_published_median_and_mean(emission):
    assert median(emission)[0] == 7.0
    assert compromise(emission)[0] == pytest.approx(7.389956, abs=5e-7)


def test_medians_of_all_ten_rounds_agree(played, told):
    assert played.medians[:, 0] == pytest.approx(told[0], rel=1e-12)
    first = played.medians[1:7, 0].round(4).tolist()
    assert first == [8.4159, 9.6109, 9.9620, 9.9620, 9.9620, 7.4720]


def test_means_of_all_ten_rounds_agree(played, emission, told):
    weights = emission.weights[0]
    means = [np.average(one, weights=weights) for one in played.path[:, 0]]
    assert means == pytest.approx(told[1], rel=1e-12)


@pytest.mark.parametrize("turn", range(10))
def test_each_actor_stands_where_the_replication_puts_it(played, emission, told, turn):
    expected = played.path[turn, 0].copy()
    for moved, _, _, _, _, position in told[2][turn]:
        expected[emission.actors.index(moved)] = float(position)
    assert played.path[turn + 1, 0] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("turn", range(10))
def test_who_is_moved_by_what_kind_of_offer_and_to_whom(played, emission, told, turn):
    before = played.path[turn, 0]
    moves = {
        (emission.actors[k], played.kinds[turn, 0, k], before[played.movers[turn, 0, k]])
        for k in np.flatnonzero(played.movers[turn, 0] >= 0)
    }
    # Where several at one point make the same offer, the name is whichever came first.
    expected = {
        (moved, KINDS[how], before[emission.actors.index(mover)])
        for moved, how, mover, *_ in told[2][turn]
    }
    assert moves == expected


def test_the_published_rounds_oscillate_and_have_no_outcome(played):
    assert played.rest() is Rest.OSCILLATES
    assert np.isnan(played.outcome[0])


def test_a_median_that_stands_still_for_three_rounds_is_not_taken_for_rest(emission):
    three = challenge(emission, variant=Variant.PUBLISHED, rounds=5)
    assert np.ptp(three.medians[3:6, 0]) == 0
    assert not three.settled[0]


def test_mended_the_emission_data_settle_on_the_median(emission):
    found = challenge(emission)
    assert found.rest() is Rest.SETTLED
    assert found.outcome[0] == 7.0


def test_nobody_moves_on_the_oil_data():
    stakes = issue("Sultan.csv")
    medians, means, moves = reference("sultan_jmckib_10rounds.txt")
    found = challenge(stakes, variant=Variant.PUBLISHED)
    assert not any(moves)
    assert (found.movers < 0).all()
    assert found.rest() is Rest.SETTLED
    assert found.outcome[0] == pytest.approx(medians[-1]) == pytest.approx(13.9)
    assert compromise(stakes)[0] == pytest.approx(means[0], rel=1e-12)
    assert compromise(stakes)[0] == pytest.approx(13.6199, abs=5e-5)
    assert weighted_median(found.path[-1], stakes.weights)[0] == pytest.approx(13.9)

import math
from itertools import pairwise

from unit.brief import demo

from foedus.brief.charts import NARROW, WIDE
from foedus.brief.networks import network, places
from foedus.brief.vega import rows_of


def nodes():
    return [row for row in rows_of(demo.network()) if not row["layer"]]


def test_states_stand_in_a_ring_and_no_two_at_one_place():
    held = places(nodes())
    assert all(math.isclose(math.hypot(x, y), 1) for x, y in held.values())
    spots = sorted(math.atan2(y, x) for x, y in held.values())
    assert min(b - a for a, b in pairwise(spots)) > 0.3


def test_blocs_stand_apart_in_the_ring():
    held = places(nodes())
    within = math.dist(held["CHN"], held["RUS"])
    across = math.dist(held["MNG"], held["USA"])
    assert across > within


def test_a_tie_of_the_pact_s_own_is_drawn_otherwise_and_said():
    svg = network(demo.network(), WIDE, "p")
    assert svg.count('stroke-dasharray="6 4"') == 2  # the tie and the legend
    assert "a tie that the pact alone makes" in svg


def test_rings_stand_below_each_other_in_hand():
    wide, narrow = (network(demo.network(), w, "p") for w in (WIDE, NARROW))
    assert "by alliance" in narrow
    height = [float(svg.split('height="')[1].split('"')[0]) for svg in (wide, narrow)]
    assert height[1] > height[0]

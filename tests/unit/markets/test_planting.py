import numpy as np
import pytest

from foedus.chance import Stream
from foedus.markets.planting import Planting, found, planted, search


def mean(planting, times=12):
    seeds = [found(planting, Stream(11).child("trial", k)) for k in range(times)]
    return {
        name: float(np.mean([getattr(one, name) for one in seeds]))
        for name in ("cells", "by_excess", "by_ghost", "hubs")
    }


def test_where_nothing_leaks_nothing_is_found():
    found_ = mean(Planting(1e-9))
    assert found_["cells"] == pytest.approx(0.5, abs=0.03)
    assert found_["by_ghost"] == pytest.approx(0.5, abs=0.03)


def test_larger_leaks_are_found_better():
    small, middle, large = (mean(Planting(leak)) for leak in (0.1, 0.3, 0.6))
    for sign in ("cells", "by_excess", "by_ghost"):
        assert 0.55 < small[sign] < middle[sign] < large[sign]
    assert large["hubs"] > 0.95


def test_less_noise_shows_more():
    loud, quiet = mean(Planting(0.1, noise=0.8)), mean(Planting(0.1, noise=0.1))
    assert quiet["cells"] > loud["cells"]


def test_what_leaks_is_the_share_that_was_planted():
    world = planted(Planting(0.3), Stream(1))
    assert (world.leaks[5:] == 0).all()
    assert (world.leaks[:, ~world.restricted] == 0).all()
    larger = planted(Planting(0.6), Stream(1))
    assert larger.leaks == pytest.approx(2 * world.leaks)


def test_one_seed_makes_one_world():
    one, two = (planted(Planting(0.3), Stream(1).child("a")) for _ in range(2))
    assert (one.inward[0] == two.inward[0]).all()
    other = planted(Planting(0.3), Stream(1).child("b"))
    assert (one.inward[0] != other.inward[0]).any()


def test_few_are_flagged_by_chance():
    worlds = [planted(Planting(1e-9), Stream(2).child(k)) for k in range(20)]
    flagged = [search(world)[0].flagged.sum() for world in worlds]
    assert np.mean(flagged) < 1.5


def test_of_those_flagged_most_leak():
    worlds = [planted(Planting(0.6), Stream(2).child(k)) for k in range(20)]
    false = [
        (both.flagged & (world.leaks == 0)).sum() / max(1, both.flagged.sum())
        for world in worlds
        for both in [search(world)[0]]
    ]
    assert np.mean(false) < 0.15

"""What is compiled is told of, once, to whoever listens."""

import logging

from numba import njit

from foedus.simulation import compiled


def test_compiling_is_noted_once(caplog):
    compiled._tell.cache_clear()
    one, other = (njit(lambda x, k=k: x + k) for k in (1, 2))
    with caplog.at_level(logging.INFO, logger="foedus"), compiled.telling():
        one(1)
        other(1)
    assert [record.getMessage() for record in caplog.records] == [
        "compiling the simulation's kernels: half a minute, once after an installation"
    ]


def test_nothing_is_noted_where_all_is_at_hand(caplog):
    compiled._tell.cache_clear()
    one = njit(lambda x: x + 1)
    one(1)
    with caplog.at_level(logging.INFO, logger="foedus"), compiled.telling():
        one(2)
    assert not caplog.records

from dataclasses import replace

import numpy as np
import pytest

from foedus.estimation.contest import Contest, Tried
from foedus.estimation.origins import Origins
from foedus.estimation.sheet import Interval
from foedus.estimation.standing import contest_sheet
from foedus.estimation.theory import Theory
from foedus.faults import DataFault

YEARS = np.repeat(np.arange(1950, 1960), 50)


def tried(name, kind, told):
    return Tried(Theory(name, name.title(), kind, "It says so.", ()), told, told)


@pytest.fixture
def held():
    draw = np.random.default_rng(6)
    base = np.full(500, 0.5)
    better = np.clip(base + draw.uniform(0, 0.4, 500), 0, 1)
    entries = (tried("base", "null", base), tried("realism", "theory", better))
    return Contest(None, Origins(1950, 1959), YEARS, entries)


def test_each_entry_stands_against_the_null_with_its_interval(held):
    sheet = contest_sheet(held, title="t", unit="nats per 1000", scale=1000, seed=1)
    base, realism = (dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows)
    assert base["Over base"] == Interval(0, 0, 0)
    gain = realism["Over base"]
    assert 0 < gain.low < gain.value < gain.high
    assert realism["Saved"] == pytest.approx(1 - realism["Log loss"] / base["Log loss"])
    assert base["Weight"] + realism["Weight"] == pytest.approx(1)


def test_a_contest_without_a_null_is_refused(held):
    alone = replace(held, tried=held.tried[1:])
    with pytest.raises(DataFault, match="no null"):
        contest_sheet(alone, title="t", unit="nats", seed=1)

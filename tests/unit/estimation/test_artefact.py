from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from foedus.estimation.artefact import (
    artefact,
    artefact_text,
    carried_models,
    changed,
    read_artefact,
    shipped,
)
from foedus.estimation.logit import logit
from foedus.faults import DataFault, NeedFault
from foedus.past.past import Past


def past(shift=0.0):
    spells = pl.DataFrame({"start_year": [1900], "end_year": [1905]})
    values = np.linspace(0, 1, 20, dtype=np.float32).reshape(10, 2) + np.float32(shift)
    return Past(
        first=1900,
        ids=("FRA", "DEU"),
        columns={"cinc": values, "threat": np.ones((10, 2), np.float32)},
        coverage={},
        pacts=spells,
        members=spells,
        disputes=pl.DataFrame({"year": [1900]}),
        sources={"nmc": "7.0"},
    )


def fitted(penalty=1.0):
    draw = np.random.default_rng(4)
    x = draw.normal(size=(400, 2))
    happened = (draw.random(400) < 1 / (1 + np.exp(-x[:, 0]))).astype(float)
    return logit(x, happened, terms=["near", "far"], penalty=penalty)


def made(shift=0.0, penalty=1.0, last=1908):
    fits = {"plain": fitted(penalty)}
    return artefact("onset", past(shift), fits, {"sigma": 1.85}, first=1901, last=last)


def test_the_same_data_give_the_same_text():
    assert artefact_text(made()) == artefact_text(made())
    assert changed(made(), made()) == ()


def test_what_is_read_is_what_was_written():
    whole = made()
    again = read_artefact(artefact_text(whole), where="here")
    assert again == whole
    near = np.abs(again.fit("plain").coef - fitted().coef) / fitted().doubt
    assert near.max() < 1e-5


def test_a_changed_data_set_changes_the_digest_and_is_named():
    old, new = made(), made(shift=0.01)
    assert old.digest != new.digest
    assert changed(old, new) == ("other data: cinc",)


def test_what_happened_after_the_last_year_changes_nothing():
    longer, values = past(), past().columns["cinc"].copy()
    values[-1] = 9.0
    other = replace(longer, columns={**longer.columns, "cinc": values})
    assert artefact("onset", other, {}, {}, first=1901, last=1908).columns == (
        artefact("onset", longer, {}, {}, first=1901, last=1908).columns
    )


def test_a_moved_coefficient_is_told_with_how_far():
    [told] = changed(made(), made(penalty=40.0))
    assert told.startswith("plain: near moved most")


def test_another_span_and_another_specification_are_told():
    longer = replace(made(last=1909), fits={})
    told = " ".join(changed(made(), longer))
    assert "years 1901 to 1909" in told
    assert "plain is gone" in told


def test_another_constant_is_told():
    other = replace(made(), constants={"sigma": 2.0})
    assert changed(made(), other) == ("sigma is 2.0, was 1.85",)


def test_a_fit_that_it_does_not_hold_is_named():
    with pytest.raises(NeedFault, match="prestige"):
        made().fit("prestige")


def test_a_model_that_the_package_does_not_carry_is_a_fault():
    with pytest.raises(NeedFault, match="phrenology"):
        shipped("phrenology")


def test_a_spoilt_artefact_is_a_fault():
    with pytest.raises(DataFault, match="here"):
        read_artefact(artefact_text(made())[:200], where="here")


@pytest.mark.parametrize("model", carried_models())
def test_what_the_package_carries_can_be_read(model):
    held = shipped(model)
    assert held.model == model
    for name in held.fits:
        assert np.isfinite(held.fit(name).coef).all()

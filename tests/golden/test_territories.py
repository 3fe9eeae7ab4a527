"""The names of states that reading knows, against the territories of rigour."""

import pytest

from foedus.reading.actors import mentions
from foedus.states.roster import roster

territories = pytest.importorskip(
    "rigour.territories",
    reason="rigour is not installed; it needs PyICU, built from source",
)


def test_every_country_of_rigour_that_is_a_state_is_found_by_its_name():
    known = {state.iso3 for state in roster().states if state.iso3}
    every = [t for t in territories.get_territories() if t.is_country and t.alpha3]
    held = [t for t in every if t.alpha3.upper() in known and not t.is_historical]
    assert len(held) > 180
    lost = [
        (t.alpha3, name)
        for t in held
        for name in {t.name, t.in_sentence}
        if t.alpha3.upper() not in {m.entity for m in mentions(f"It met {name} there.")}
    ]
    assert lost == []

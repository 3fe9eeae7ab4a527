"""Alliances against peacesciencer's add_atop_alliance."""

import pytest
from golden.peacesciencer import assert_cells_agree, assert_sums_agree, needs_golden

from foedus.panel.making import dyads
from foedus.sources.shelf import shelf_here

pytestmark = needs_golden

KEY = {"ccode1": "sender_cow", "ccode2": "target_cow", "year": "year"}
COLUMNS = {
    "atop_alliance": "atop_alliance",
    "atop_defense": "atop_defence",
    "atop_offense": "atop_offence",
    "atop_neutral": "atop_neutrality",
    "atop_nonagg": "atop_nonaggression",
    "atop_consul": "atop_consultation",
}


@pytest.mark.parametrize(
    ("name", "directed", "either"),
    [("dy_dir_core", True, True), ("dy_ndir_core", False, True),
     ("dy_ndir_atop_ndirFALSE", False, False)],
)  # fmt: skip
def test_alliances_agree_cell_by_cell(name, directed, either):
    panel = dyads(1816, 2018, directed=directed).on(shelf_here().table)
    ours = panel.add("atop", either=either).collect(ids=False)
    assert_cells_agree(ours, name, COLUMNS, KEY)
    assert_sums_agree(ours, name, COLUMNS)

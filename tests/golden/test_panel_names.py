"""What peacesciencer calls our columns: every column of its goldens has one of ours."""

import pytest
from golden.peacesciencer import needs_golden, table

from foedus.panel.elsewhere import peacesciencer, renamed
from foedus.panel.leaders import leader_years
from foedus.panel.making import dyads, states
from foedus.sources.shelf import shelf_here

pytestmark = needs_golden

NAMES_OF_STATES = {".row", "cw_name", "gw_name", "microstate"}
CORE = ("atop", "cow_disputes", "gml_disputes", "contiguity", "capabilities", "democracy",
        "majors", "minimum_distance", "distance", "igos", "rivalries")  # fmt: skip
COVARIATES = ("wealth", "leader_turnover", "territorial_threat", "terrain",
              "fractionalization", "codes")  # fmt: skip


def core():
    return dyads(1990, 1990).on(shelf_here().table).add(*CORE)


def of_states():
    recipes = (*CORE[2:], *COVARIATES, "trade")
    return states(1990, 1990).on(shelf_here().table).add(*recipes)


def covariates():
    return dyads(1990, 1990).on(shelf_here().table).add(*COVARIATES)


def leaders():
    return leader_years(1990, 1990, tables=shelf_here().table)


@pytest.mark.parametrize(
    ("name", "made"),
    [("dy_dir_core", core), ("dy_dir_state_covars", covariates), ("sy_cow", of_states),
     ("ly_none", leaders)],
)  # fmt: skip
def test_every_column_of_theirs_is_one_of_ours(name, made):
    theirs = set(table(name).columns) - NAMES_OF_STATES
    panel = made()
    names = renamed(panel)
    assert theirs <= {names.get(own, own) for own in (*panel.axes.keys, *panel.names)}


def test_no_two_columns_of_a_panel_come_to_share_a_name():
    found = list(renamed(core()).values())
    assert len(found) == len(set(found))


def test_a_name_that_is_nowhere_there_stays_ours():
    assert peacesciencer().of("system_hhi", pairs=True) is None

"""Every line of the guide's tables runs, and every verb of peacesciencer has one."""

import re
from pathlib import Path

import polars as pl
import pytest
from golden.peacesciencer import needs_golden

from foedus.panel.panel import Panel

pytestmark = needs_golden

PAGE = (Path(__file__).parents[2] / "docs" / "guide" / "panels.md").read_text("utf-8")
VERBS = re.findall(r"^\| `(\w+)` \| `(.+?)` \|", PAGE, re.MULTILINE)
OTHERS = re.findall(r"^\| [^`|]+ \| `(.+?)` \|$", PAGE, re.MULTILINE)
THEIRS = [
    "create_dyadyears",
    "create_stateyears",
    "create_statedays",
    "create_leaderdays",
    "create_leaderyears",
    "create_leaderdyadyears",
    "add_archigos",
    "add_atop_alliance",
    "add_capital_distance",
    "add_ccode_to_gw",
    "add_gwcode_to_cow",
    "add_contiguity",
    "add_cow_alliance",
    "add_cow_majors",
    "add_cow_mids",
    "add_cow_trade",
    "add_cow_wars",
    "add_creg_fractionalization",
    "add_democracy",
    "add_fpsim",
    "add_gml_mids",
    "add_igos",
    "add_latent_territorial_threat",
    "add_lead",
    "add_lwuf",
    "add_minimum_distance",
    "add_nmc",
    "add_peace_years",
    "add_spells",
    "add_rugged_terrain",
    "add_sdp_gdp",
    "add_sim_gdp_pop",
    "add_strategic_rivalries",
    "add_ucdp_acd",
    "add_ucdp_onsets",
    "filter_prd",
    "whittle_conflicts_onsets",
    "whittle_conflicts_fatality",
    "whittle_conflicts_hostility",
    "whittle_conflicts_duration",
    "whittle_conflicts_reciprocation",
    "whittle_conflicts_startmonth",
    "whittle_conflicts_jds",
    "show_duplicates",
    "declare_attributes",
    "ps_cite",
    "ps_version",
    "download_extdata",
]


@pytest.fixture(scope="module")
def names():
    block = next(
        b for b in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL) if "shelf =" in b
    )
    held = {}
    exec(block, held)
    return held


def test_all_48_verbs_have_a_line_in_their_order():
    assert len(THEIRS) == 48
    assert [theirs for theirs, _ in VERBS] == THEIRS


@pytest.mark.parametrize("line", [ours for _, ours in VERBS] + OTHERS)
def test_a_line_of_the_guide_runs(line, names):
    made = eval(line, names)
    if isinstance(made, Panel):
        made = made.collect()
    if isinstance(made, pl.DataFrame):
        assert made.height
    assert made is not None

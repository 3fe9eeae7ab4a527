"""Covariates of states and pairs against peacesciencer's verbs, one recipe each."""

import math

import polars as pl
import pytest
from golden.peacesciencer import (
    assert_cells_agree,
    assert_sums_agree,
    by_year,
    needs_golden,
    summary,
    table,
)

from foedus.panel.making import dyads, state_days, states
from foedus.sources.shelf import shelf_here

pytestmark = needs_golden

STATE_KEY = {"ccode": "cow", "year": "year"}
KEY = {"ccode1": "sender_cow", "ccode2": "target_cow", "year": "year"}

NMC = {
    "milex": "military_spending",
    "milper": "military_personnel",
    "irst": "iron_and_steel",
    "pec": "energy",
    "tpop": "population",
    "upop": "urban_population",
    "cinc": "cinc",
}
DEMOCRACY = {
    "euds": "uds",
    "aeuds": "uds_adjusted",
    "polity2": "polity",
    "v2x_polyarchy": "polyarchy",
}
WEALTH = {
    "mrgdppc": "gdp_per_person",
    "sd_mrgdppc": "gdp_per_person_sd",
    "pwtrgdp": "gdp",
    "sd_pwtrgdp": "gdp_sd",
    "pwtpop": "estimated_population",
    "sd_pwtpop": "estimated_population_sd",
}
LEADERS = {
    "leadertransition": "leader_transition",
    "irregular": "irregular_transition",
    "n_leaders": "leaders",
}
THREAT = {
    "lterrthreat": "territorial_threat",
    "sd": "territorial_threat_sd",
    "lwr": "territorial_threat_low",
    "upr": "territorial_threat_high",
    "m_lterrthreat": "border_threat",
    "m_sd": "border_threat_sd",
    "m_lwr": "border_threat_low",
    "m_upr": "border_threat_high",
}
TERRAIN = {"rugged": "ruggedness", "newlmtnest": "log_mountainous"}
GROUPS = {
    "ethfrac": "ethnic_fractionalization",
    "ethpol": "ethnic_polarization",
    "relfrac": "religious_fractionalization",
    "relpol": "religious_polarization",
}
RIVALRY = {
    "tssr_id": "rivalry_number",
    "positional": "positional_rivalry",
    "spatial": "spatial_rivalry",
    "ideological": "ideological_rivalry",
    "interventionary": "interventionary_rivalry",
    "ongoingrivalry": "rivalry",
}
SCALE = {
    **dict.fromkeys(("milex", "milper", "irst", "pec", "tpop", "upop"), 1e3),
    **dict.fromkeys(("pwtrgdp", "sd_pwtrgdp", "pwtpop", "sd_pwtpop"), 1e6),
    **dict.fromkeys(("imports", "exports"), 1e6),
}
"""What one of their units is in the house's."""
SCALES = {f"{name}{side}": by for name, by in SCALE.items() for side in ("", 1, 2)}


def both(columns):
    """Name columns of states as a panel of pairs has them."""
    return {
        f"{their}{number}": f"{side}_{our}"
        for number, side in ((1, "sender"), (2, "target"))
        for their, our in columns.items()
    }


def spending(frame, *sides):
    """Give spending in whichever money it was told, as the producer's one column does."""
    for side in sides or ("",):
        name = f"{side}_military_spending" if side else "military_spending"
        frame = frame.with_columns(pl.coalesce(name, f"{name}_sterling").alias(name))
    return frame


def agree(ours, name, columns, key, *, tolerance=1e-9):
    """Hold cells, whole columns and each year's rows and sums against theirs."""
    assert_cells_agree(ours, name, columns, key, scale=SCALES, tolerance=tolerance)
    assert_sums_agree(ours, name, columns, scale=SCALES)
    yearly = by_year(name)
    sums = (
        ours.group_by("year")
        .agg(pl.len().alias("rows"), pl.col(*columns.values()).cast(pl.Float64).sum())
        .sort("year")
    )
    assert sums["rows"].to_list() == yearly["rows"].to_list()
    for their, our in columns.items():
        theirs = (yearly[their].cast(pl.Float64) * SCALES.get(their, 1)).fill_null(0)
        for year, a, b in zip(sums["year"], sums[our], theirs, strict=True):
            assert math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-6), (their, year, a, b)


@pytest.fixture(scope="module")
def shelf():
    return shelf_here().table


CORE = (
    "contiguity", "capabilities", "democracy", "majors", "minimum_distance", "distance",
    "igos", "rivalries",
)  # fmt: skip
CORE_COLUMNS = {
    "conttype": "contiguity",
    **both(NMC),
    **both(DEMOCRACY),
    **both({"cowmaj": "major"}),
    "mindist": "minimum_distance",
    "capdist": "capital_distance",
    "dyadigos": "shared_igos",
    **RIVALRY,
}


@pytest.mark.parametrize(
    ("name", "directed"), [("dy_dir_core", True), ("dy_ndir_core", False)]
)
def test_the_core_of_a_dyad_panel_agrees_cell_by_cell(shelf, name, directed):
    ours = dyads(1816, 2018, directed=directed).on(shelf).add(*CORE).collect(ids=False)
    agree(spending(ours, "sender", "target"), name, CORE_COLUMNS, KEY)


def test_states_on_both_sides_of_a_dyad_agree_cell_by_cell(shelf):
    panel = dyads(1816, 2018).on(shelf)
    ours = panel.add(
        "wealth", "leader_turnover", "territorial_threat", "terrain",
        "fractionalization", "codes",
    ).collect(ids=False)  # fmt: skip
    columns = {**WEALTH, **LEADERS, **THREAT, **TERRAIN, **GROUPS, "gwcode": "gw"}
    agree(ours, "dy_dir_state_covars", both(columns), KEY)
    tenures = both({"jan1obsid": "first_tenure", "dec31obsid": "last_tenure"})
    assert same_words(ours, "dy_dir_state_covars", tenures, KEY)


def same_words(ours, name, columns, key):
    """Tell whether every sampled word is ours, and as many are missing as theirs."""
    held = table(name).select(
        *(pl.col(t).cast(pl.Int64).alias(o) for t, o in key.items()),
        *(pl.col(t).alias(f"theirs_{o}") for t, o in columns.items()),
    )
    rows = held.join(
        ours.with_columns(pl.col(list(key.values())).cast(pl.Int64)),
        on=list(key.values()), how="left",
    )  # fmt: skip
    told = summary(name)
    return all(
        rows[f"theirs_{our}"].equals(rows[our], check_names=False)
        and ours[our].null_count() == told[their]["n_na"]
        for their, our in columns.items()
    )


def test_a_state_year_panel_agrees_cell_by_cell(shelf):
    ours = states(1816, 2018).on(shelf).add(
        "contiguity", "capabilities", "democracy", "majors", "minimum_distance",
        "distance", "igos", "rivalries", "wealth", "leader_turnover", "trade",
        "territorial_threat", "terrain", "fractionalization", "codes",
    )  # fmt: skip
    columns = {
        "land": "land_neighbours",
        "sea": "sea_neighbours",
        **NMC,
        **DEMOCRACY,
        "cowmaj": "major",
        "minmindist": "nearest_border",
        "mincapdist": "nearest_capital",
        "sum_igo_full": "igo_full_memberships",
        "sum_igo_associate": "igo_associate_memberships",
        "sum_igo_observer": "igo_observer_memberships",
        "sum_igo_anytype": "igo_memberships",
        **{
            f"n_{kind}": f"{kind}_rivalries"
            for kind in ("ideological", "interventionary", "positional", "spatial")
        },
        **WEALTH,
        **LEADERS,
        "imports": "imports",
        "exports": "exports",
        **THREAT,
        **TERRAIN,
        **GROUPS,
        "gwcode": "gw",
    }
    collected = ours.collect(ids=False)
    agree(spending(collected), "sy_cow", columns, STATE_KEY)
    tenures = {"jan1obsid": "first_tenure", "dec31obsid": "last_tenure"}
    assert same_words(collected, "sy_cow", tenures, STATE_KEY)


def test_contiguity_agrees_by_the_first_month_of_a_year(shelf):
    ours = dyads(1816, 2018).on(shelf).add("contiguity").collect(ids=False)
    agree(ours, "dy_dir_contig_first", {"conttype": "contiguity"}, KEY)


def test_minimum_distance_agrees_by_its_one_entry_a_year(shelf):
    panel = dyads(1816, 2019, directed=False).on(shelf)
    ours = panel.add("minimum_distance").collect(ids=False)
    agree(ours, "dy_ndir_mindist_first", {"mindist": "minimum_distance"}, KEY)
    assert panel.add("minimum_distance", slice="last").collect(ids=False).equals(ours)


def test_capital_distance_agrees_by_the_first_capital_of_a_year(shelf):
    panel = dyads(1816, 2019, directed=False).on(shelf)
    ours = panel.add("distance").collect(ids=False)
    agree(ours, "dy_ndir_capdist_first", {"capdist": "capital_distance"}, KEY)


def by_the_day(frame, who, values, *, every, last):
    """Give each year's first or last entry by laying every day or month out."""
    laid = (
        frame.with_row_index("_row")
        .with_columns(day=pl.date_ranges("start", "end", interval=every))
        .explode("day")
        .sort(*who, "day", "_row")
        .with_columns(year=pl.col("day").dt.year().cast(pl.Int16))
        .group_by(*who, "year", maintain_order=True)
    )
    chosen = laid.last() if last else laid.first()
    return chosen.select(pl.col(who).cast(pl.Int16), "year", *values)


@pytest.mark.parametrize("slice", ["first", "last"])
def test_contiguity_is_what_its_months_laid_out_say(shelf, slice):
    pair = ("sender_cow", "target_cow")
    laid = by_the_day(
        shelf("contiguity").frame, pair, ["contiguity"], every="1mo", last=slice == "last"
    )
    ours = dyads(1816, 2016).on(shelf).add("contiguity", slice=slice).collect(ids=False)
    held = ours.join(laid, on=[*pair, "year"], how="left", suffix="_laid")
    assert held["contiguity"].equals(
        held["contiguity_laid"].fill_null(0), check_names=False
    )


@pytest.mark.parametrize("system", ["cow", "gw"])
@pytest.mark.parametrize("transsum", ["first", "last"])
def test_capitals_are_what_their_days_laid_out_say(shelf, system, transsum):
    where = ["latitude", "longitude"]
    laid = by_the_day(
        shelf(f"{system}_capitals").frame, [system], where,
        every="1d", last=transsum == "last",
    )  # fmt: skip
    panel = dyads(1816, 2018, directed=False, system=system).on(shelf)
    ours = panel.add("distance", transsum=transsum).collect(ids=False)
    for side in ("sender", "target"):
        sided = laid.rename({system: f"{side}_{system}", **{n: side + n for n in where}})
        ours = ours.join(sided, on=[f"{side}_{system}", "year"], how="left")
    a, b = (pl.col(f"{side}latitude").radians() for side in ("sender", "target"))
    turn = (pl.col("targetlongitude") - pl.col("senderlongitude")).radians()
    half = ((b - a) / 2).sin() ** 2 + a.cos() * b.cos() * (turn / 2).sin() ** 2
    haversine = 2 * 6378.137 * half.sqrt().clip(upper_bound=1).arcsin()
    apart = (pl.col("capital_distance") - haversine).abs()
    assert ours.select(apart.max()).item() < 1e-3
    assert ours["capital_distance"].null_count() == 0


def test_other_words_for_first_and_last_mean_the_same(shelf):
    panel = dyads(1990, 1995, directed=False).on(shelf)
    for word, same in (("jan1", "first"), ("dec31", "last")):
        a = panel.add("distance", transsum=word).collect(ids=False)
        assert a.equals(panel.add("distance", transsum=same).collect(ids=False))


def test_politically_relevant_dyads_agree_row_by_row(shelf):
    ours = dyads(1816, 2016, directed=False).on(shelf).add("relevant").collect(ids=False)
    columns = {
        "conttype": "contiguity",
        **both({"cowmaj": "major"}),
        "prd": "relevant",
    }
    agree(ours, "dy_ndir_prd", columns, KEY)


def test_majors_are_carried_on_past_the_end_of_their_list(shelf):
    ours = dyads(2010, 2024).on(shelf).add("majors", "rivalries").collect(ids=False)
    agree(ours, "dy_dir_mry_rivalries", both({"cowmaj": "major"}), KEY)


def test_defect_3_after_its_book_ends_a_rivalry_is_unknown(shelf):
    ours = dyads(2010, 2024).on(shelf).add("majors", "rivalries").collect(ids=False)
    known = pl.col("year") <= 2020
    assert_cells_agree(ours, "dy_dir_mry_rivalries", RIVALRY, KEY, but=~known)
    after = ours.filter(~known)
    assert after.height
    assert after["rivalry"].null_count() == after.height
    theirs = table("dy_dir_mry_rivalries").filter(pl.col("year") > 2020)
    assert set(theirs["ongoingrivalry"]) == {1}, "theirs: everybody is a rival"
    yearly = by_year("dy_dir_mry_rivalries").filter(known)
    sums = ours.filter(known).group_by("year").agg(pl.col("rivalry").sum()).sort("year")
    assert sums["rivalry"].to_list() == yearly["ongoingrivalry"].to_list()


def test_defect_6_contiguity_carried_on_keeps_the_panel_whole(shelf):
    panel = dyads(2010, 2024).on(shelf).add("contiguity", carried=True)
    ours = panel.collect(ids=False)
    agree(ours, "dy_dir_mry_contig", {"conttype": "contiguity"}, KEY)
    assert panel.add("majors").names == ("contiguity", "sender_major", "target_major")


def test_a_rivalry_of_austria_hungary_is_austrias_once_the_empire_has_ended(shelf):
    pair = (pl.col("sender_cow").is_in([300, 305])) & (pl.col("target_cow") == 345)
    held = dyads(1915, 1922).on(shelf).add("rivalries").where(pair).collect(ids=False)
    rivals = held.filter(pl.col("rivalry") == 1).select("sender_cow", "year").rows()
    assert rivals[-3:] == [(300, 1918), (305, 1919), (305, 1920)]


def test_spending_before_1914_stands_in_its_own_money(shelf):
    ours = states(1900, 1930).on(shelf).add("capabilities").collect(ids=False)
    early = ours.filter(pl.col("year") < 1914)
    assert early["military_spending"].null_count() == early.height
    assert early["military_spending_sterling"].null_count() < early.height
    assert ours.filter(pl.col("year") > 1913)["military_spending_sterling"].count() == 0


def beside(frame, known, side, columns):
    """Join what is known of states by an ordinary join, to hold the quick way against."""
    code = f"{side}_gw" if side else "gw"
    told = known.select(
        pl.col("gw").cast(pl.Int16).alias(code),
        *([pl.col("year").cast(pl.Int16)] if "year" in known.columns else []),
        *(pl.col(c).alias(f"{side}_{c}" if side else c) for c in columns),
    )
    on = [n for n in (code, "year") if n in told.columns]
    return frame.join(told, on=on, how="left", maintain_order="left")


GW = {
    "democracy": ("gw_democracy", DEMOCRACY),
    "wealth": ("gw_wealth", WEALTH),
    "leader_turnover": ("leader_years", LEADERS),
    "terrain": ("terrain", TERRAIN),
    "codes": ("gw_cow_panel", {"ccode": "cow"}),
}
"""Recipe, data set, columns; the goldens of this list are kept aside, the calls known."""

RENAMED = {
    "population": "estimated_population",
    "population_sd": "estimated_population_sd",
    "transition": "leader_transition",
    "irregular": "irregular_transition",
}


@pytest.mark.parametrize("pairs", [False, True])
@pytest.mark.parametrize("recipe", list(GW))
def test_the_other_list_of_states_is_served_by_its_own_numbers(shelf, recipe, pairs):
    panel = (dyads if pairs else states)(1816, 2018, system="gw").on(shelf)
    ours = panel.add(recipe).collect(ids=False)
    assert ours.height == (2_367_794 if pairs else 19_470)
    source, columns = GW[recipe]
    frame = shelf(source).frame
    frame = frame.rename(RENAMED, strict=False).drop_nulls("gw")
    for side in panel.axes.sides:
        names = [f"{side}_{c}" if side else c for c in columns.values()]
        slow = beside(ours.select(panel.axes.keys), frame, side, columns.values())
        assert slow.select(names).equals(ours.select(names).cast(slow.select(names).schema))


def test_two_rows_of_one_state_are_folded_in_the_other_list_too(shelf):
    panel = states(1945, 2013, system="gw").on(shelf).add("fractionalization")
    held = panel.collect(ids=False).select("gw", "year", *GROUPS.values())
    ours = {row[:2]: row[2:] for row in held.iter_rows()}
    source = shelf("ethnic_fractionalization").frame.drop_nulls("gw")
    rows = source.select("gw", "year", *GROUPS.values()).rows_by_key(["gw", "year"])
    assert any(len(told) == 2 for told in rows.values())
    for key in rows.keys() & ours.keys():
        most = [max((v for v in told if v is not None), default=None)
                for told in zip(*rows[key], strict=True)]  # fmt: skip
        filled = [
            tuple(m if v is None else v for v, m in zip(row, most, strict=True))
            for row in rows[key]
        ]
        assert ours[key] == max(filled, key=lambda r: [-1 if v is None else v for v in r])


def test_the_least_distances_of_the_other_list_are_those_of_its_pairs(shelf):
    pairs = dyads(1816, 2018, system="gw").on(shelf).add("distance", "minimum_distance")
    least = (
        pairs.collect(ids=False)
        .group_by(pl.col("sender_gw").alias("gw"), "year")
        .agg(pl.col("capital_distance").min(), pl.col("minimum_distance").min())
    )
    ours = states(1816, 2018, system="gw").on(shelf).add("distance", "minimum_distance")
    held = ours.collect(ids=False).join(least, on=["gw", "year"], how="left")
    for a, b in (
        ("nearest_capital", "capital_distance"),
        ("nearest_border", "minimum_distance"),
    ):
        known = held.drop_nulls([a, b])
        assert known.height > 0.6 * held.height
        assert (known[a] - known[b]).abs().max() < 1e-6


EVERY = (
    "arms_races", "capabilities", "codes", "contiguity", "democracy", "distance",
    "fractionalization", "igos", "leader_turnover", "majors", "minimum_distance",
    "regional_powers", "rivalries", "surplus", "terrain", "territorial_threat", "trade",
    "wealth",
)  # fmt: skip


@pytest.mark.parametrize("system", ["cow", "gw"])
@pytest.mark.parametrize("make", [states, dyads, state_days])
def test_every_covariate_stands_beside_states_and_pairs_of_either_list(shelf, make, system):
    panel = make(1995, 1996, system=system).on(shelf).add(*EVERY)
    joined = panel.collect(ids=False)
    assert joined.height == make(1995, 1996, system=system).collect(ids=False).height
    known = {name: joined[name].count() for name in panel.names}
    empty = {name for name, count in known.items() if not count}
    assert {name.removeprefix("sender_").removeprefix("target_") for name in empty} <= {
        "military_spending_sterling", "arms_race", "arms_races",
    }  # fmt: skip


def test_where_a_state_has_no_number_in_the_sources_list_nothing_is_known_of_it(shelf):
    panel = states(1950, 1960, system="gw").on(shelf).add("majors", "contiguity", "codes")
    unlisted = panel.where(pl.col("cow").is_null()).collect(ids=False)
    assert unlisted.height
    assert unlisted["major"].count() == unlisted["land_neighbours"].count() == 0


def test_relevance_is_a_column_to_ask_for_and_ends_with_contiguity(shelf):
    panel = dyads(2015, 2018, directed=False).on(shelf)
    marked = panel.add("relevant", only=False).collect(ids=False)
    assert marked.height == panel.collect(ids=False).height
    late = marked.filter(pl.col("year") > 2016)
    assert late["relevant"].null_count() == late.height
    kept = panel.add("relevant").collect(ids=False)
    assert kept.equals(marked.filter(pl.col("relevant") == 1))
    own = panel.add("contiguity", carried=True).add("relevant").collect(ids=False)
    assert set(own["year"]) == {2015, 2016, 2017, 2018}


@pytest.mark.parametrize(
    ("recipe", "name"),
    [("capabilities", "cinc"), ("democracy", "polity"), ("wealth", "gdp"),
     ("surplus", "log_surplus"), ("territorial_threat", "border_threat")],
)  # fmt: skip
def test_of_many_columns_those_asked_for_are_kept(shelf, recipe, name):
    panel = states(2000, 2001).on(shelf).add(recipe, keep=[name])
    assert panel.names == (name,)


def test_a_border_counts_where_the_nearest_entry_is_asked_for():
    # The list of Correlates of War: Czechoslovakia and the Soviet Union shared a border
    # from 1945 to 1991. peacesciencer's file lays a 0 over it from 1918 to 1992.
    tables = shelf_here().table
    held = {
        slice: dyads(1976, 1976)
        .on(tables)
        .add("contiguity", slice=slice)
        .collect(ids=False)
        .filter(sender_cow=315, target_cow=365)["contiguity"]
        .item()
        for slice in ("first", "last", "nearest")
    }
    assert held == {"first": 0, "last": 1, "nearest": 1}


def test_the_nearest_entry_is_never_farther_than_the_first():
    tables = shelf_here().table
    first, nearest = (
        dyads(1816, 2016).on(tables).add("contiguity", slice=slice).collect(ids=False)
        for slice in ("first", "nearest")
    )
    near = nearest["contiguity"].replace(0, 6)
    far = first["contiguity"].replace(0, 6)
    assert (near <= far).all()
    # 705 years of pairs, both ways round: years under a 0, and years when a border moved.
    assert (near < far).sum() == 2 * 705


def test_no_surplus_is_minus_infinity():
    tables = shelf_here().table
    surplus = tables("gw_surplus").frame["log_surplus"]
    assert surplus.is_infinite().sum() == 0
    assert surplus.null_count() == 11_137
    for system in ("cow", "gw"):
        panel = states(1900, 1950, system=system).on(tables).add("surplus")
        values = panel.collect(ids=False)["log_surplus"].drop_nulls()
        assert values.is_finite().all()


def test_product_is_in_dollars_of_its_year_and_kind():
    panel = states(2000, 2000).on(shelf_here().table).add("wealth")
    assert panel.column("gdp").field.unit == "ppp_usd2017"
    assert panel.column("gdp_per_person").field.unit == "ppp_usd2011"

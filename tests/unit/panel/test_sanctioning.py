from dataclasses import replace

import polars as pl
import pytest

from foedus.faults import DataFault, NeedFault
from foedus.panel.axes import Axes, Unit
from foedus.panel.making import dyads, states
from foedus.panel.panel import Panel
from foedus.panel.sanctioning import ran
from foedus.panel.union import member_years
from foedus.sources.shelf import Shelf
from foedus.sources.source import Years, source
from foedus.sources.table import table_of

CASE = {
    "case": 1, "start_year": 1950, "imposition_year": 1951, "end_year": None,
    "still_year": None, "threat": 1.0, "imposition": 1.0,
}  # fmt: skip
GSDB = """case_id,sanctioned_state,sanctioned_state_iso3,sanctioning_state,\
sanctioning_state_iso3,year,arms,military,trade,descr_trade,financial,travel,other
1,Cuba,CUB,USA,USA,1962,0,0,1,exp_compl,0,1,0
2,Cuba,CUB,USA,USA,1962,1,0,0,,0,0,0
2,Cuba,CUB,USA,USA,1963,1,0,0,,0,0,0
3,Al-Qaida,,USA,USA,1963,0,0,0,,1,0,0
"""
NAMES = (
    "SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,"
    "Order date,Order date is estimate,Numbers delivered,Numbers delivered is estimate,"
    "Delivery year,Delivery year is estimate,Status,SIPRI estimate,TIV deal unit,"
    "TIV delivery values,Local production"
)
DEALS = (
    (7, "Soviet Union", "North Korea", 1950, 1951, "20"),
    (7, "Soviet Union", "North Korea", 1950, 1952, "30"),
    (8, "Soviet Union", "unknown recipient(s)", 1950, 1952, "1"),
    (9, "China", "Viet Cong (South Vietnam)*", 1960, 1961, ""),
    (9, "China", "Congo", 1960, 1961, ""),
)
REGISTER = "\n".join(
    [
        "Trade register",
        "Generated: some day",
        NAMES,
        *(
            f"{deal},{seller},{buyer},T-34,Tank,Armoured vehicles,{ordered},No,20,Yes,"
            f"{came},No,New,1,1,{value},No"
            for deal, seller, buyer, ordered, came, value in DEALS
        ),
    ]
)


def ties(**changes):
    """Make TIES of one case."""
    known = source("sanction_senders")
    row = CASE | changes
    raw = pl.DataFrame(
        {
            "caseid": [row["case"]], "sender": [2], "targetstate": [40],
            "startyear": [row["start_year"]], "endyear": [row["end_year"]],
            "sancimpositionstartyear": [row["imposition_year"]],
            "ongoingasofyear": [row["still_year"]], "threat": [row["threat"]],
            "imposition": [row["imposition"]], "primary": [1],
        }
    )  # fmt: skip
    return table_of(known, raw)


def told(table, column, *, sender=2, target=40, first=1949, last=1954):
    panel = dyads(first, last).on({"sanction_senders": table}.__getitem__)
    frame = panel.add("ties_sanctions").collect(ids=False)
    return frame.filter(sender_cow=sender, target_cow=target)[column].to_list()


def own(tmp_path, name, text, *, file="mine.csv"):
    path = tmp_path / file
    path.write_text(text, "utf-8")
    shelf = Shelf(tmp_path / "shelf", online=False)
    shelf.take(name, [path])
    return shelf


def test_a_case_with_an_end_is_in_force_until_then():
    assert told(ties(end_year=1953), "ties_sanction") == [0, 0, 1, 1, 1, 0]


def test_a_case_whose_end_is_unknown_is_not_known_after_it_was_last_seen():
    assert told(ties(), "ties_sanction") == [0, 0, 1, None, None, None]
    assert told(ties(still_year=1952), "ties_sanction") == [0, 0, 1, 1, None, None]


def test_a_case_whose_imposition_has_no_year_is_never_known_to_be_in_force():
    case = ties(imposition_year=None, end_year=1952)
    assert told(case, "ties_sanction") == [0, None, None, None, 0, 0]


def test_a_threat_is_over_once_it_is_carried_out():
    assert told(ties(), "ties_threat") == [0, 1, 1, 0, 0, 0]


def test_a_threat_without_an_end_is_known_of_its_first_year_alone():
    case = ties(imposition=0.0, imposition_year=None)
    assert told(case, "ties_threat") == [0, 1, None, None, None, None]


def test_a_sanction_runs_one_way():
    assert told(ties(end_year=1953), "ties_sanction", sender=40, target=2) == [0] * 6


def test_a_pair_without_direction_takes_what_runs_either_way():
    panel = dyads(1952, 1952, directed=False)
    turned = replace(ties(end_year=1953), frame=ties(end_year=1953).frame)
    frame = panel.on({"sanction_senders": turned}.__getitem__).add("ties_sanctions")
    assert frame.collect(ids=False).filter(sender_cow=2, target_cow=40)[
        "ties_sanction"
    ].to_list() == [1]


def test_years_beyond_those_covered_are_cut_off():
    case = pl.DataFrame({"target": ["CUB"], "a": [1950], "b": [1960]})
    sure = (pl.col("a"), pl.col("b"))
    rows = ran(case, "held", sure=sure, maybe=sure, within=Years(1955, 1956))
    assert rows["year"].to_list() == [1955, 1956]


def test_members_of_the_union_come_and_go():
    members = member_years(1989, 2021)
    assert members.filter(year=1989).height == 12
    assert members.filter(year=2013).height == 28
    assert members.filter(year=2021).height == 27


def test_an_own_copy_of_gsdb_is_read_and_kept(tmp_path):
    shelf = own(tmp_path, "gsdb", GSDB)
    panel = dyads(1961, 1964).on(shelf.table).add("gsdb_sanctions")
    cuba = panel.collect(ids=False).filter(sender_cow=2, target_cow=40)
    # The file speaks of 1962 and 1963 alone.
    assert cuba["gsdb_sanction"].to_list() == [None, 1, 1, None]
    assert cuba["gsdb_trade"].to_list() == [None, 1, 0, None]
    assert cuba["gsdb_arms"].to_list() == [None, 1, 1, None]
    assert panel.column("gsdb_trade").coverage == Years(1962, 1963)


def test_gsdb_tells_of_states_that_are_targets(tmp_path):
    shelf = own(tmp_path, "gsdb", GSDB)
    frame = states(1962, 1962).on(shelf.table).add("gsdb_sanctions").collect(ids=False)
    held = dict(frame.select("cow", "gsdb_travel").rows())
    assert (held[40], held[2]) == (1, 0)


def test_the_cases_of_gsdb_are_refused_with_a_word_on_what_to_take(tmp_path):
    cases = "case_id,sanctioned_state,sanctioning_state,begin,end\n1,Cuba,USA,1962,2023\n"
    with pytest.raises(DataFault, match="take the dyadic file"):
        own(tmp_path, "gsdb", cases)
    assert not (tmp_path / "shelf" / "own" / "gsdb").exists()


def test_an_own_register_of_arms_is_read_below_its_preamble(tmp_path):
    shelf = own(tmp_path, "arms_register", REGISTER)
    panel = dyads(1950, 1953).on(shelf.table).add("arms_transfers", register="own")
    frame = panel.collect(ids=False)
    korea = frame.filter(sender_cow=365, target_cow=731)
    assert korea["arms_value"].to_list() == [0, 20, 30, 0]
    assert korea["arms_deliveries"].to_list() == [0, 1, 1, 0]
    assert korea["arms_orders"].to_list() == [1, 0, 0, 0]
    # France is no supplier that this register holds.
    assert set(frame.filter(sender_cow=220)["arms_value"]) == {None}


def test_a_delivery_without_a_value_leaves_the_years_value_unknown(tmp_path):
    shelf = own(tmp_path, "arms_register", REGISTER)
    panel = dyads(1961, 1961).on(shelf.table).add("arms_transfers", register="own")
    congo = panel.collect(ids=False).filter(sender_cow=710, target_cow=484)
    assert congo.select("arms_value", "arms_deliveries").rows() == [(None, 1)]


def test_a_register_of_recipients_knows_nothing_of_others(tmp_path):
    shelf = own(tmp_path, "arms_register", REGISTER)
    panel = dyads(1951, 1951).on(shelf.table)
    frame = panel.add("arms_transfers", register="own", whole="recipients").collect(
        ids=False
    )
    assert frame.filter(sender_cow=220, target_cow=731)["arms_value"].to_list() == [0]
    assert frame.filter(sender_cow=365, target_cow=220)["arms_value"].to_list() == [None]


def test_a_file_that_is_no_register_is_refused(tmp_path):
    with pytest.raises(DataFault, match="no line of column names"):
        own(tmp_path, "arms_register", "a,b\n1,2\n")


def test_arms_go_one_way(tmp_path):
    shelf = own(tmp_path, "arms_register", REGISTER)
    with pytest.raises(DataFault, match="directed dyad-years"):
        dyads(1951, 1951, directed=False).on(shelf.table).add(
            "arms_transfers", register="own"
        )
    with pytest.raises(NeedFault, match="usa"):
        dyads(1951, 1951).on(shelf.table).add("arms_transfers", register="us")


def test_sanctions_stand_beside_states_and_pairs_of_leaders_alike():
    rows = {
        "sender_tenure": ["a"], "target_tenure": ["b"], "sender_cow": [2],
        "target_cow": [40], "year": [1952],
    }  # fmt: skip
    axes = Axes(Unit.LEADER_DYAD_YEAR, "cow", directed=True)
    panel = Panel(axes, pl.LazyFrame(rows)).on({"sanction_senders": ties()}.__getitem__)
    joined = panel.add("ties_sanctions").collect(ids=False)
    assert joined["ties_sanction"].to_list() == [None]

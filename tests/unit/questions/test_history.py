import polars as pl
import pytest

from foedus.cases.folder import read_case
from foedus.faults import NeedFault, ShelfFault
from foedus.questions.history import READS, ask
from foedus.sources.source import source
from foedus.sources.table import table_of
from foedus.states.roster import StateId

RUS, PRK = StateId("RUS"), StateId("PRK")


@pytest.fixture(scope="module")
def case():
    return read_case("russia-dprk")[0]


def absent(name):
    raise ShelfFault(
        f"{name} is not on the shelf",
        expected="bytes",
        where="a shelf",
        mend=f"foedus shelf get {name}",
    )


def only(**frames):
    """Give tables made here, and no other."""

    def tables(name):
        return table_of(source(name), frames[name]) if name in frames else absent(name)

    return tables


def trade(flows, *, pair=(365, 731)):
    """Make trade of a pair, the same both ways, in millions from 1990."""
    rows = [
        {"ccode1": a, "ccode2": b, "year": 1990 + k, "flow1": flow, "flow2": flow}
        for k, flow in enumerate(flows)
        for a, b in (pair, pair[::-1])
    ]
    columns = [pl.col(f"flow{k}").alias(f"smoothflow{k}") for k in (1, 2)]
    return pl.DataFrame(rows, schema_overrides={"flow1": pl.Float64, "flow2": pl.Float64}
                        ).with_columns(columns)  # fmt: skip


def row(answer, name):
    [found] = [r for r in answer.table("history.profile").rows if r[0] == name]
    return found


EXPORTS = "exports of Russia to North Korea"
FELL = [210.0, 200, 190, 205, 20, 21, 19, 22, 20, 18, 21, 20]


def test_without_a_shelf_the_timeline_stands_alone_and_says_so(case):
    for tables in (None, absent):
        answer = ask(case, tables=tables)
        assert [t.id for t in answer.tables] == ["history.turns", "history.timeline"]
        [finding] = answer.findings
        assert f"foedus shelf get {' '.join(READS)}" in finding.remark


def test_a_fall_of_trade_is_found_and_not_told(case):
    answer = ask(case, tables=only(trade_dyads=trade(FELL)))
    assert row(answer, EXPORTS)[3].startswith("1994: US$")
    assert answer.result("history.series.trade_dyads.RUS").rests_on == ("data:trade_dyads",)


def test_a_trade_of_nought_is_not_known(case):
    answer = ask(case, tables=only(trade_dyads=trade([0.0, 0, 0, *FELL])))
    assert row(answer, EXPORTS)[1] == "1993 to 2004"
    assert any("0 in 3 years from 1990 to 1992" in f.remark for f in answer.findings)


def test_years_outside_coverage_are_not_known_and_inside_it_no_row_is_nought(case):
    alliance = pl.DataFrame(
        {
            "ccode1": [365, 365],
            "ccode2": [731, 731],
            "year": [1961, 1962],
            "atop_defense": [1, 1],
            "atop_offense": [0, 0],
            "atop_neutral": [0, 0],
            "atop_nonagg": [0, 0],
            "atop_consul": [0, 0],
        }
    )
    answer = ask(case, tables=only(atop_dyads=alliance))
    assert row(answer, "defence promised by either")[1:4] == (
        "1948 to 2018",
        "in 1961 to 1962",
        "1961 begins; 1963 ends",
    )


def test_too_few_years_are_not_cut_and_it_says_why(case):
    answer = ask(case, tables=only(trade_dyads=trade(FELL[:5])))
    assert row(answer, EXPORTS)[3] == "known in 5 years only"


def test_a_pair_without_events_is_told_by_the_data_sets(case):
    pair = (StateId("NPL"), StateId("BTN"))
    answer = ask(case, dyad=pair, tables=only(trade_dyads=trade(FELL, pair=(790, 760))))
    assert [t.id for t in answer.tables] == ["history.profile", "history.joint"]


def test_a_pair_of_which_nothing_is_known_is_a_fault_that_names_the_mend(case):
    with pytest.raises(NeedFault, match="foedus shelf get atop_dyads"):
        ask(case, dyad=(StateId("NPL"), StateId("BTN")))


def test_a_state_that_came_later_has_no_years_before(case):
    pair = (RUS, StateId("UKR"))
    answer = ask(case, dyad=pair, tables=only(trade_dyads=trade(FELL, pair=(365, 369))))
    assert row(answer, "exports of Russia to Ukraine")[1] == "1991 to 2001"


def test_the_same_tables_give_the_same_answer(case):
    first, again = (ask(case, tables=only(trade_dyads=trade(FELL))) for _ in range(2))
    assert first == again


def test_other_numbers_give_another_basis(case):
    one, other = (
        ask(case, tables=only(trade_dyads=trade(flows))).basis
        for flows in (FELL, FELL[::-1])
    )
    assert one != other

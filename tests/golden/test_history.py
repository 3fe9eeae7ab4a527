"""The profile of Russia and North Korea, and of pairs whose turns are known.

ATOP's alliance of 1961 to 1996 and COW's dispute 1379 of 1969 are as their own files say.
That trade fell, that Washington and Beijing fell out in 1949 and met in 1972, and that
Beijing and Pyongyang cooled in 1992 and 1993 is told by every history; here it is found.
"""

import os
from pathlib import Path

import pytest

from foedus.questions.parts.history.profile import profile_of
from foedus.questions.parts.history.tables import tell
from foedus.sources.shelf import Shelf
from foedus.sources.source import source
from foedus.states.roster import StateId

MIRROR = os.environ.get("FOEDUS_MIRROR")
pytestmark = pytest.mark.skipif(not MIRROR, reason="FOEDUS_MIRROR names no folder")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return Shelf(tmp_path_factory.mktemp("shelf"), Path(MIRROR), online=False)


@pytest.fixture(scope="module")
def told(shelf):
    made = {}

    def of(*pair):
        if pair not in made:
            made[pair] = tell(
                profile_of(tuple(StateId(s) for s in pair), 2024, shelf.table)
            )
        return made[pair]

    return of


def turns(told, id):
    [found] = [t for t in told.turns if t.series.id == id]
    return found


def years(told, id):
    return [turn.year for turn in turns(told, id).found]


def some(told, id):
    return [year for year, value in turns(told, id).series.known() if value]


def test_russia_and_north_korea_were_allied_from_1961_to_1996(told):
    pair = told("RUS", "PRK")
    assert some(pair, "atop_dyads.defence") == list(range(1961, 1997))
    assert years(pair, "atop_dyads.nonaggression") == [1961, 1997, 2008]
    assert years(pair, "atop_dyads.consultation") == [2000]


def test_their_one_dispute_by_cow_was_in_1969(told):
    pair = told("RUS", "PRK")
    assert some(pair, "cow_dispute_years.ongoing") == [1969]
    assert some(pair, "gml_dispute_years.ongoing") == []


def test_that_their_trade_fell_after_1990_is_found(told):
    first = turns(told("RUS", "PRK"), "trade_dyads.RUS").found[0]
    assert first.year in range(1991, 1996)
    assert first.after < first.before / 3


def test_soviet_trade_of_nought_is_not_taken_for_no_trade(told):
    assert some(told("RUS", "PRK"), "trade_dyads.RUS")[0] == 1992


def test_soviet_nuclear_help_is_that_of_1956_1959_1985_and_1992(told):
    help = some(told("RUS", "PRK"), "nuclear_cooperation.begun")
    assert help == [1956, 1959, 1985, 1992]


def test_no_year_of_russia_and_north_korea_stands_out_from_chance(told):
    assert min(joint.by_chance for joint in told("RUS", "PRK").joint) > 0.05


def test_america_and_china_turn_in_1949_and_about_1972(told):
    first, second = told("USA", "CHN").joint[:2]
    assert {abs(first.year - 1972) <= 1, abs(second.year - 1950) <= 1} == {True}
    assert first.by_chance < 0.2


def test_china_and_north_korea_turn_about_1993(told):
    first = told("CHN", "PRK").joint[0]
    assert abs(first.year - 1993) <= 1
    assert first.by_chance < 0.05


def test_a_pair_is_the_same_either_way_but_for_the_ratio(told):
    one, other = told("RUS", "PRK"), told("PRK", "RUS")
    assert {t.series.id: len(t.found) for t in one.turns} == {
        t.series.id: len(t.found) for t in other.turns
    }


def test_the_peace_scale_is_read_from_periods_since_its_own_years_are_broken(shelf):
    table = shelf.table("peace_scale")
    levels = table.frame.filter(sender="RUS", target="CHN").sort("start")["peace"]
    assert levels.to_list() == [0.0, 0.25, 0.0, None, 0.5]
    assert table.frame["peace"].drop_nulls().is_in([0.0, 0.25, 0.5, 0.75, 1.0]).all()


def test_defence_agreements_are_as_many_as_the_producer_says(shelf):
    frame = shelf.table("defence_agreements").frame
    assert frame.height == 1871
    assert frame.filter(sender="RUS", target="PRK")["start_year"].to_list() == [2001]


def test_nuclear_agreements_are_as_many_as_the_index_says(shelf):
    assert shelf.table("nuclear_cooperation").frame.height == 3152


def test_sanction_cases_are_as_many_as_the_producer_says(shelf):
    pytest.importorskip("fastexcel")
    frame = shelf.table("sanction_cases").frame
    assert frame.height == 1412
    assert frame["imposition"].sum() == 845


def test_without_a_reader_of_excel_the_fault_names_the_mend(shelf, monkeypatch):
    from foedus.faults import NeedFault
    from foedus.sources import forms, sanction_cases

    monkeypatch.setitem(forms.NEEDED, "excel", "no_such_reader")
    with pytest.raises(NeedFault, match=r"pip install 'foedus\[excel\]'"):
        sanction_cases.read(shelf.paths("sanction_cases"))
    assert source("sanction_cases").files

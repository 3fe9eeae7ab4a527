import pytest

from foedus.estimation.polarity import carried_polarity, polarity_text
from foedus.faults import NeedFault


def test_a_series_is_known_by_measure_and_scope():
    line = carried_polarity().line("cinc", "majors")
    assert line.known()[0] == 1816
    assert line.known()[-1] == 2022


def test_a_series_that_is_not_there_is_told():
    with pytest.raises(NeedFault, match="no series of prestige"):
        carried_polarity().line("prestige", "all")


@pytest.mark.parametrize("year", [1815, 2100])
def test_a_year_outside_the_data_is_told(year):
    with pytest.raises(NeedFault, match=f"polarity of {year}"):
        carried_polarity().at(year)


def test_indices_lie_within_their_bounds():
    for line in carried_polarity().lines:
        for con, hhi, poles in zip(line.con, line.hhi, line.poles, strict=True):
            if con is None:
                assert hhi is None
                assert poles is None
                continue
            assert 0 <= con <= 1
            assert 0 < hhi <= 1
            assert poles >= 1


def test_shares_of_surplus_add_up_to_one():
    held = carried_polarity()
    assert sum(held.surplus.values()) == pytest.approx(1, abs=1e-3)


def test_the_text_of_what_is_carried_is_the_file_s():
    assert polarity_text(carried_polarity()).endswith("}\n")

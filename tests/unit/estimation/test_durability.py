from dataclasses import replace

import numpy as np
import pytest

from foedus import doors
from foedus.estimation.base_rates import kin
from foedus.estimation.durability import Outlook, Treaty, carried_outlook, survival_of
from foedus.faults import DataFault, StateFault

PACT = Treaty(2024, ("RUS", "PRK"), may_be_left=True)


@pytest.fixture(scope="module")
def outlook():
    return carried_outlook()


def chances(treaty, outlook, **options):
    return survival_of(treaty, outlook, **({"seed": 1, "runs": 1000} | options))


def test_the_chance_falls_with_the_years_and_lies_in_its_interval(outlook):
    told = chances(PACT, outlook)
    assert 1 > told[0].value > told[1].value > told[2].value > 0
    assert all(one.low < one.value < one.high for one in told)
    assert {one.level for one in told} == {0.9}


def test_the_same_seed_gives_the_same_estimates(outlook):
    assert chances(PACT, outlook) == chances(PACT, outlook)
    assert chances(PACT, outlook)[0].value != chances(PACT, outlook, seed=2)[0].value


def test_a_treaty_that_runs_out_lasts_less_often_than_one_without_limit(outlook):
    brief = Treaty(2024, ("RUS", "PRK"), duration="fixed", term_months=84)
    endless, ending = chances(PACT, outlook), chances(brief, outlook)
    assert ending[1].value < endless[1].value - 0.1
    renewed = replace(brief, renews_itself=True)
    assert ending[1].value < chances(renewed, outlook)[1].value


def test_the_years_that_nobody_knows_yet_add_to_the_doubt(outlook):
    def width(since):
        first = chances(replace(PACT, signed=2018), outlook, since=since, runs=4000)[0]
        return first.high - first.low

    assert width(2018) < width(2030)


def test_years_are_counted_from_the_one_asked_for(outlook):
    old = replace(PACT, signed=1961)
    assert chances(old, outlook) == chances(old, outlook, since=2018)


@pytest.mark.parametrize(
    ("treaty", "since"), [(PACT, 2020), (replace(PACT, signed=1990), 2000)]
)
def test_a_year_before_the_signature_or_before_what_is_known_is_a_fault(
    outlook, treaty, since
):
    with pytest.raises(DataFault, match="asked about since"):
        chances(treaty, outlook, since=since)


@pytest.mark.parametrize(
    "given",
    [{"members": ("RUS",)}, {"duration": "fixed"}, {"term_months": 60}],
)
def test_a_treaty_that_does_not_hold_together_is_a_fault(given):
    with pytest.raises(DataFault, match="members"):
        replace(PACT, **given)


def test_a_member_that_is_no_state_is_a_fault():
    with pytest.raises(StateFault):
        replace(PACT, members=("RUS", "XXX"))


def test_no_level_of_ends_means_no_doubt_but_that_of_chance(outlook):
    quiet = replace(outlook.course, ended=(0.0,) * 5, at_risk=(1e9,) * 5, standing=1)
    told = chances(PACT, replace(outlook, course=quiet))
    assert [one.value for one in told] == pytest.approx([1, 1, 1], abs=1e-3)


def test_an_outlook_passes_the_doors_unchanged(outlook):
    text = doors.json_text(outlook)
    assert doors.read_json(Outlook, text, where="here") == outlook
    assert outlook.digest != replace(outlook, mean_risk=0.0).digest


def test_the_kin_of_a_pact_of_two_autocracies_end_with_the_fate_of_one_patron(outlook):
    pact = {"signed": 2024, "founders": ["PRK", "RUS"], "two": True, "bilateral": True,
            "defence": 1, "majors": 1, "autocratic_major": True, "autocratic_minor": True,
            "duration": 3, "renewal": 0}  # fmt: skip
    found = kin(outlook.rates, pact)
    assert found[0].treaties > 10 * found[-1].treaties
    assert all("one patron" in one.warning for one in found[-3:])
    assert np.diff([one.treaties for one in found]).max() <= 0

"""The balance of power, where little is known."""

from datetime import date

from foedus.brief.sections import balance as section
from foedus.cases.folder import read_case
from foedus.questions import balance


def test_a_balance_that_no_measure_knows_is_told_and_no_number_given():
    early = read_case("russia-dprk", as_of=date(2021, 1, 1))[0]
    told = balance.ask(early)
    assert told.results == ()
    assert "to states.csv" in told.findings[0].remark
    _, mind = section.blocks(early, {"balance": told})
    assert "cinc or gdp" in mind.items[0]

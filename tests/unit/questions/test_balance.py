"""The balance of power: what is told, on what it rests, and where little is known."""

from dataclasses import replace
from datetime import date
from statistics import median

import pytest

from foedus.brief.sections import balance as section
from foedus.brief.statement import FigureBlock, Heading, Statement
from foedus.cases.case import Camp
from foedus.cases.folder import read_case
from foedus.faults import NeedFault, StateFault
from foedus.questions import balance
from foedus.questions.parts.balance.polarity import KNOWN, near
from foedus.questions.parts.balance.sides import slug
from foedus.questions.parts.balance.weighing import WITH, WITHOUT
from foedus.states.roster import StateId

RUS, PRK, USA, KOR, JPN = map(StateId, ("RUS", "PRK", "USA", "KOR", "JPN"))
LEVELS = ("peninsula", "northeast_asia", "world")


@pytest.fixture(scope="module")
def case():
    return read_case("russia-dprk")[0]


@pytest.fixture(scope="module")
def told(case):
    return balance.ask(case)


def value(answer, id):
    return answer.result(f"balance.{id}").estimate.value


def test_a_balance_that_no_measure_knows_is_told_and_no_number_given():
    early = read_case("russia-dprk", as_of=date(2021, 1, 1))[0]
    told = balance.ask(early)
    assert told.results == ()
    assert "to states.csv" in told.findings[0].remark
    _, mind = section.blocks(early, {"balance": told})
    assert "cinc or gdp" in mind.items[0]


@pytest.mark.parametrize("level", LEVELS)
def test_the_pact_never_takes_from_the_side_it_binds(told, level):
    assert value(told, f"{level}.{slug(WITH)}") >= value(told, f"{level}.{slug(WITHOUT)}")
    assert value(told, f"{level}.gain") >= 0


@pytest.mark.parametrize("level", LEVELS)
def test_ends_hold_the_doubt_of_figures_and_not_the_measures_alone(told, level):
    side = slug(WITH)
    shares = [
        cell
        for row in told.table("balance.shares").rows
        if slug(str(row[1])) == side and row[0] in {"the Korean peninsula"}
        for cell in row[2:]
    ]
    estimate = told.result(f"balance.peninsula.{side}").estimate
    assert estimate.low < min(shares)
    assert estimate.high > max(shares)


def test_bars_bear_the_doubt_of_their_figures(told):
    for picture in told.pictures:
        if picture.id.endswith(".shares"):
            assert all(low < value < high for _, _, value, low, high in picture.rows)


def test_the_same_seed_gives_the_same_answer_and_another_moves_the_ends_alone(case, told):
    assert balance.ask(case) == told
    other = balance.ask(case, seed=2)
    one, two = (a.result(f"balance.world.{slug(WITH)}").estimate for a in (told, other))
    assert one.value == two.value
    assert one.low != two.low


def test_no_order_of_states_or_figures_changes_a_number(case, told):
    mixed = replace(case, figures=tuple(reversed(case.figures)))
    assert balance.ask(mixed).results == told.results


def test_at_the_place_neighbours_count_for_more_than_states_across_an_ocean(case, told):
    allies = slug("US and its Northeast Asian allies")
    far = balance.ask(case, at="Washington")
    assert value(told, f"world.there.{allies}") < value(far, f"world.there.{allies}")
    assert value(told, f"world.there.{slug(WITH)}") > value(
        far, f"world.there.{slug(WITH)}"
    )


def test_before_distance_wears_it_down_a_share_is_that_of_the_balance(told):
    shares = {row[:2]: median(row[2:]) for row in told.table("balance.shares").rows}
    for level, side, at_home, *_ in told.table("balance.there").rows:
        assert at_home == pytest.approx(shares[level, side])


@pytest.mark.parametrize("column", [2, 3, 4])
def test_what_arrives_is_shared_out_among_those_counted(case, column):
    """Two camps that hold every state counted hold all that arrives between them."""
    [level] = [one for one in case.heading.levels if one.name == "peninsula"]
    camps = (
        Camp("all but one", (PRK, KOR, USA, RUS), ""),
        Camp("one", (StateId("CHN"),), ""),
    )
    heading = replace(case.heading, levels=(level,), camps=camps)
    told = balance.ask(replace(case, heading=heading))
    held = {row[1]: row[column] for row in told.table("balance.there").rows}
    measures = len(told.table("balance.shares").columns) - 2
    assert measures == 6
    assert held["all but one"] + held["one"] == pytest.approx(1)


def test_a_place_may_be_a_state_a_capital_or_degrees(case):
    by_name, by_state = (balance.ask(case, at=at) for at in ("Seoul", "KOR"))
    assert by_name.results == by_state.results
    assert "37.5,127" in balance.ask(case, at="37.5,127").table("balance.there").title


def test_an_unknown_place_is_told(case):
    with pytest.raises(StateFault, match="no place called 'Nowhere'"):
        balance.ask(case, at="Nowhere")


def test_the_chest_with_the_pact_holds_that_without_it(told):
    for what in ("gdp", "military_expenditure", "military_personnel", "warheads_stockpile"):
        bare, full = (value(told, f"chest.{what}.{which}") for which in ("without", "with"))
        assert full >= bare > 0


def test_a_chest_that_rests_on_a_condition_may_be_that_of_the_certain_alone(told):
    bare, full = (
        told.result(f"balance.chest.military_personnel.{which}").estimate
        for which in ("without", "with")
    )
    assert full.low == bare.low


def test_any_coalition_has_its_chest(case):
    allies = balance.ask(case, coalition=(USA, KOR, JPN))
    assert value(allies, "chest.military_expenditure.with") == value(
        allies, "chest.military_expenditure.without"
    )
    assert "Japan, South Korea and the United States" in allies.table("balance.chest").title


def test_a_figure_that_no_member_has_is_named(case):
    sparse = replace(
        case,
        figures=tuple(f for f in case.figures
                      if not (f.state == RUS and f.field == "population")),
    )  # fmt: skip
    result = balance.ask(sparse).result("balance.chest.population.with")
    assert "not known of Russia" in result.sentence


@pytest.mark.parametrize("coalition", [(USA, USA), (USA, PRK), ()])
def test_a_coalition_that_cannot_be_is_told(case, coalition):
    with pytest.raises(NeedFault, match="a coalition of"):
        balance.ask(case, coalition=coalition)


def test_a_coalition_of_no_state_is_told(case):
    with pytest.raises(StateFault):
        balance.ask(case, coalition=(StateId("ZZZ"),))


@pytest.mark.parametrize("level", LEVELS)
def test_counting_the_parties_as_one_never_adds_a_pole(told, level):
    for row in told.table("balance.camps").rows:
        assert row[5] <= row[4] + 1e-9
        assert row[7] <= row[6]
    assert value(told, f"{level}.camps.moved") >= 0


def test_polarity_is_told_to_the_last_year_that_was_over(told):
    early = read_case("russia-dprk", as_of=date(2024, 1, 1))[0]
    for answer, last in ((told, 2022), (balance.ask(early), 2022)):
        [picture] = [p for p in answer.pictures if p.id == "balance.con"]
        years = [row[0] for row in picture.rows if row[1]]
        assert (min(years), max(years)) == (1816, last)


def test_known_years_are_marked_in_the_picture_and_named(told):
    [picture] = [p for p in told.pictures if p.id == "balance.con"]
    assert dict(picture.marks) == KNOWN


def test_a_shift_is_near_a_known_year_or_near_none():
    assert near(1920) == (1919,)
    assert near(1918) == (1919,)
    assert near(1930) == ()


def test_shifts_are_told_beside_what_drift_and_chance_would_give(told):
    found, drift, met, chance = (
        value(told, f"polarity.majors.cinc.{id}")
        for id in ("shifts", "drift", "near", "by_chance")
    )
    assert found < drift
    assert 0 < chance < found
    assert met <= found


def test_the_brief_says_that_no_learned_measure_beat_cinc(case, told):
    text = " ".join(
        block.text
        for block in section.blocks(case, {"balance": told})
        if isinstance(block, Statement)
    )
    assert "does not tell more than CINC" in text
    assert "no learned measure is used" in text


def test_every_statement_with_a_figure_rests_on_results(case, told):
    held = {result.id for result in told.results}
    for block in section.blocks(case, {"balance": told}):
        if isinstance(block, Statement | FigureBlock):
            assert set(block.rests_on) <= held
            if isinstance(block, FigureBlock) or any(c.isdigit() for c in block.text):
                assert block.rests_on


def test_the_parts_come_in_their_order(case, told):
    ids = [b.id for b in section.blocks(case, {"balance": told}) if isinstance(b, Heading)]
    assert ids == [
        "balance", *(f"balance-{level}" for level in LEVELS), "balance-there",
        "balance-chest", "balance-camps", "balance-polarity", "balance-measures", "blocs",
    ]  # fmt: skip


def test_a_case_that_asks_about_no_act_is_told_what_mends_it(case):
    told = balance.ask(replace(case, acts=()))
    assert told.results == ()
    assert "acts.yaml" in told.findings[0].where or "no act" in told.findings[0].remark


def test_a_measure_that_lacks_a_state_is_passed_over_and_named(case):
    figures = tuple(f for f in case.figures if (f.state, f.field) != ("PRK", "gdp"))
    told = balance.ask(replace(case, figures=figures))
    passed = [f for f in told.findings if f.remark.startswith("passed over")]
    assert passed
    assert all("North Korea" in finding.remark for finding in passed)

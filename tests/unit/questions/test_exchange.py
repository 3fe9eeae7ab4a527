"""What an exchange comes to: how long, for how much, with what end, and what if."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from unit.questions.sweet import RANGES, sweet

from foedus.cases.folder import read_case
from foedus.exchange.whatif import Offer, WhatIf
from foedus.faults import CaseFault, DataFault
from foedus.questions import exchange
from foedus.questions.parts.exchange import hinges as deal_swings
from foedus.questions.parts.exchange.draws import changes_of, drawn_of, tightest
from foedus.questions.parts.exchange.hinges import correlation_ratio
from foedus.questions.parts.exchange.known import known_of, still_meant

RUNS = 400


@pytest.fixture(scope="module", autouse=True)
def _small_design():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deal_swings, "POINTS", 32)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return sweet(tmp_path_factory.mktemp("case"))


@pytest.fixture(scope="module")
def case(folder):
    return read_case(str(folder))[0]


@pytest.fixture(scope="module")
def answer(case):
    return exchange.ask(case, seed=1, runs=RUNS)


def other(tmp_path, **ranges):
    """The case with other ranges of some numbers."""
    told = {key.replace("__", "."): held for key, held in ranges.items()}
    return read_case(str(sweet(tmp_path, told)))[0]


def estimate(answer, key):
    return answer.result(f"exchange.{key}").estimate


def value(answer, key):
    return estimate(answer, key).value


def test_every_part_of_the_question_is_answered(answer):
    told = {r.id.removeprefix("exchange.") for r in answer.results}
    assert {
        "survive", "months_left", "keeps_year", "covers", "covered", "covered.hands",
        "given_year", "price", "price_nash", "debt", "settled", "rationed", "ends_year",
        "end.quarrel", "end.law", "end.floor", "goes_on", "bid.ends", "bid.undercuts",
        "dependence.KOR", "dependence.USA", "asymmetry", "what_if.cut.given",
    } <= told  # fmt: skip


def test_shares_and_chances_lie_between_none_and_all(answer):
    held = [r for r in answer.results if r.estimate.unit in ("share", "probability")]
    signed = {"exchange.asymmetry", "exchange.power"}
    assert all(
        0 <= r.estimate.low <= r.estimate.high <= 1 for r in held if r.id not in signed
    )


def test_the_price_lies_between_what_the_two_would_take(answer):
    assert value(answer, "asking") < value(answer, "price") < value(answer, "worth")


def test_all_ways_to_end_and_going_on_are_all_there_is(answer):
    chances = [r for r in answer.results if r.id.startswith("exchange.end.")]
    whole = sum(r.estimate.value for r in chances) + value(answer, "goes_on")
    assert whole == pytest.approx(1, abs=0.02)


def test_the_same_seed_gives_the_same_answer_and_another_one_nearly_so(case, answer):
    assert exchange.ask(case, seed=1, runs=RUNS) == answer
    another = exchange.ask(case, seed=2, runs=RUNS)
    assert another != answer
    assert value(another, "price") == pytest.approx(value(answer, "price"), rel=0.1)


def test_draws_that_miss_what_was_published_are_left_out(case):
    drawn = drawn_of(case, case.exchange, seed=1, runs=RUNS)
    low, high = np.quantile(drawn.pools["sugar.sent"].draws, [0.05, 0.95])
    sent = drawn.history["given"][:12, drawn.kept].sum(axis=0)
    assert ((low <= sent) & (sent <= high)).all()
    assert 0 < drawn.matching.share < 1
    assert tightest(drawn).id == "sent"


def test_what_was_published_narrows_what_it_speaks_of(case):
    [rate] = [
        c for c in changes_of(drawn_of(case, case.exchange, seed=1, runs=RUNS))
        if c.parameter == "rate"
    ]  # fmt: skip
    assert rate.narrowed < 0.9


def test_a_figure_of_a_month_that_is_not_over_is_passed_over_and_said_so(answer):
    [finding] = [f for f in answer.findings if f.remark.startswith("passed over")]
    assert finding.remark.endswith(": 'sugar sent by 2026'")
    rows = answer.table("exchange.figures").rows
    assert [row[0] for row in rows] == ["The deal has gone on", "Sugar sent in 2024"]


def test_what_is_assumed_is_counted(answer):
    [finding] = [f for f in answer.findings if "rest on no claim" in f.remark]
    assert finding.remark.startswith("24 numbers of 24 ")


def test_a_day_before_the_exchange_is_not_answered_and_says_so(folder):
    early = read_case(str(folder), as_of=date(2023, 12, 1))[0]
    told = exchange.ask(early, seed=1, runs=RUNS)
    assert told.results == ()
    assert "told from 2024-01 on" in told.findings[0].remark


def test_an_earlier_day_knows_fewer_figures_and_rules_out_less(folder, answer):
    early = read_case(str(folder), as_of=date(2024, 6, 1))[0]
    told = exchange.ask(early, seed=1, runs=RUNS)
    assert len(told.table("exchange.figures").rows) == 1
    assert value(told, "survive") > value(answer, "survive")


def test_what_was_not_known_yet_is_left_out_and_named():
    """Before any claim on oil was made, the oil is no payment and feeds nothing."""
    case = read_case("russia-dprk", as_of=date(2024, 1, 10))[0]
    known, found = known_of(case, case.exchange)
    assert "oil" not in known.goods
    assert any("oil products" in finding.remark for finding in found)
    kept = still_meant(known, case.exchange.what_ifs, case.heading.as_of)
    assert "oil_cut" not in {what_if.id for what_if in kept}
    assert "line_cut" in {what_if.id for what_if in kept}


def test_all_that_is_assumed_is_known_on_any_day(case):
    known, found = known_of(case, case.exchange)
    assert known == replace(case.exchange, what_ifs=())
    assert found == ()


def test_a_case_without_an_exchange_is_not_answered_and_says_how_to_mend_it(case):
    told = exchange.ask(replace(case, exchange=None))
    assert told.results == ()
    assert "exchange.yaml" in told.findings[0].remark + told.findings[0].where


def test_figures_that_leave_too_few_draws_give_no_number(tmp_path):
    told = exchange.ask(other(tmp_path, sugar__sent=("tonnes", 1, 2)), seed=1, runs=RUNS)
    assert told.results == ()
    assert "'sugar sent in 2024'" in told.findings[0].remark


def test_few_draws_left_are_a_doubt(tmp_path):
    told = exchange.ask(
        other(tmp_path, sugar__sent=("tonnes", 107, 109)), seed=1, runs=RUNS
    )
    [finding] = [f for f in told.findings if "most are ruled out" in f.remark]
    assert finding.weight == "doubt"
    assert told.results


def test_more_delivered_than_there_was_is_a_fault_with_its_place(tmp_path):
    case = other(tmp_path, sugar__sent=("tonnes", 5_000, 6_000))
    with pytest.raises(DataFault, match="no draw had and made more") as caught:
        exchange.ask(case, seed=1, runs=RUNS)
    assert "supplier.stock" in caught.value.mend


def what_if(case, **told):
    asked = WhatIf("mine", "something is changed", **told)
    return exchange.ask(case, seed=1, runs=RUNS, what_ifs=(asked,))


def test_a_what_if_that_changes_nothing_differs_in_nothing(case):
    told = what_if(case, cut={"oil": 0.0})
    for key in ("given", "goes_on", "price", "debt", "months_left"):
        number = estimate(told, f"what_if.mine.{key}")
        assert (number.low, number.value, number.high) == (0, 0, 0)


def test_an_input_that_stops_takes_from_what_is_given(answer):
    assert value(answer, "what_if.cut.given_all") < 0
    assert value(answer, "what_if.cut.months_left") <= 0


def test_an_ending_that_comes_about_ends_it_in_that_month(answer):
    number = estimate(answer, "what_if.leaves.goes_on")
    assert number.value < 0
    assert number.low >= -36


def test_harder_enforcement_shortens_the_deal(case):
    assert value(what_if(case, enforcement=5.0), "what_if.mine.goes_on") < 0


def test_an_offer_above_the_worth_ends_the_deal(case):
    told = what_if(case, offers={"CHN": Offer(pays=5_000)})
    assert value(told, "what_if.mine.goes_on") < -5
    below = what_if(case, offers={"CHN": Offer(pays=1)})
    assert value(below, "what_if.mine.given") == 0


def test_a_number_doubled_from_the_beginning_runs_the_past_anew(case):
    told = what_if(case, times={"supplier.production": 2.0})
    assert value(told, "what_if.mine.months_left") > 0


def test_a_factor_that_takes_a_share_over_one_is_refused(case):
    with pytest.raises(DataFault, match=r"supplier\.floor times 9"):
        what_if(case, times={"supplier.floor": 9.0})


@pytest.mark.parametrize(
    "told", [{"cut": {"rum": 1.0}}, {"ends": {"flood": "2025-06"}}, {"times": {"x": 1.0}}]
)
def test_a_what_if_of_nothing_that_is_there_is_refused(case, told):
    with pytest.raises(CaseFault, match="which the deal lacks") as caught:
        what_if(case, **told)
    assert caught.value.mend


def test_a_correlation_ratio_tells_what_bears_on_an_output():
    draw = np.random.default_rng(1)
    x, y = draw.random((2, 4_000))
    assert correlation_ratio(x, (x - 0.5) ** 2) > 0.95
    assert correlation_ratio(y, (x - 0.5) ** 2) < 0.02


def test_results_rest_on_entries_of_the_book(case, answer):
    known = {f"binding:{one}" for one in RANGES} | {r.id for r in answer.results}
    known |= {b for r in answer.results for b in r.rests_on if b.startswith("data:")}
    named = {id for r in answer.results for id in r.rests_on}
    assert {id for id in named if id.startswith("binding:")} <= known

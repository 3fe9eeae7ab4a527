"""Where issues come to rest, who moves whom, and on what that leans."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from foedus.cases.case import Issue, Stake
from foedus.cases.folder import read_book, read_case
from foedus.chance import Stream
from foedus.faults import CaseFault
from foedus.ledger.book import standing
from foedus.ledger.entry import Binding, Claim, Override
from foedus.quantity import Unit
from foedus.questions import response
from foedus.questions.parts.response.settling import METHODS, pooled, settle, swung
from foedus.questions.parts.response.standpoints import standpoints

RUNS = 400
SURE = Stake((70, 70, 70), (50, 50, 50), (30, 30, 30))


@pytest.fixture(scope="module")
def case():
    return read_case("russia-dprk")[0]


@pytest.fixture(scope="module")
def answer(case):
    return response.ask(case, seed=1, runs=RUNS)


def issue(**actors):
    return Issue("own", "What comes of it?", {0: "less", 100: "more"}, 50, actors)


def test_every_issue_is_settled_by_each_method_and_pooled(case, answer):
    ids = {r.id for r in answer.results}
    for one in case.issues:
        for key in ("outcome", "above", "settled", "more", *METHODS):
            assert f"response.{one.id}.{key}" in ids
        assert f"response.{one.id}.line" in {p.id for p in answer.pictures}


def test_an_outcome_lies_within_what_anybody_wants(case, answer):
    for one in case.issues:
        ends = [stake.position for stake in one.actors.values()]
        held = answer.result(f"response.{one.id}.outcome").estimate
        assert min(low for low, _, _ in ends) <= held.low
        assert held.high <= max(high for *_, high in ends)


def test_the_same_seed_gives_the_same_answer(case, answer):
    assert response.ask(case, seed=1, runs=RUNS) == answer
    assert response.ask(case, seed=2, runs=RUNS).results != answer.results


def test_all_that_the_case_s_issues_rest_on_is_in_its_ledger(case):
    claims = {claim.id for claim in standing(read_book("russia-dprk"), Claim)}
    for one in case.issues:
        for actor, stake in one.actors.items():
            assert set(stake.rests_on) <= claims, (one.id, actor)


def test_results_rest_only_on_claims_known_by_the_day(case, answer):
    known = {claim.id for claim in standing(case.book, Claim)}
    results = {r.id for r in answer.results}
    for result in answer.results:
        if ".leverage." not in result.id:
            assert set(result.rests_on) <= known | results
    tech = answer.result("response.tech_transfer.outcome").rests_on
    assert "te-pantsir" not in tech  # said on 29 May 2025
    later = read_case("russia-dprk", as_of=date(2026, 1, 1))[0]
    told = response.ask(later, seed=1, runs=RUNS)
    assert "te-pantsir" in told.result("response.tech_transfer.outcome").rests_on


def test_who_leans_on_nothing_known_is_told_as_judgement_only(answer):
    remark = next(f.remark for f in answer.findings if f.where == "issue tech_transfer")
    assert "North Korea" in remark
    assert "United States" in remark
    assert "Russia" not in remark
    table = answer.table("response.tech_transfer.stakeholders")
    leans = {row[0]: row[-1] for row in table.rows}
    assert leans["North Korea"] == "judgement only"
    assert leans["South Korea"] != "judgement only"
    line = next(p for p in answer.pictures if p.id == "response.tech_transfer.line")
    kinds = {row[0]: row[1] for row in line.rows}
    assert (kinds["North Korea"], kinds["South Korea"]) == ("judged", "leaning")


def test_before_any_claim_all_is_judgement(case):
    early = read_case("russia-dprk", as_of=date(2010, 1, 1))[0]
    told = response.ask(early, seed=1, runs=RUNS)
    assert told.result("response.trilateral.outcome").rests_on == ()
    judged = [f for f in told.findings if "no claim known by the day" in f.remark]
    assert len(judged) == len(case.issues)


def test_a_number_that_a_case_binds_is_drawn_from_its_claims(case):
    claim = next(c for c in standing(case.book, Claim) if c.quantity is None)
    figure = next(c for c in standing(case.book, Claim) if c.quantity is not None).quantity
    said = replace(claim, quantity=replace(figure, operator="between", unit=Unit.NONE,
                                           value=None, low=90.0, high=95.0))  # fmt: skip
    key = "response.own.one.position"
    bound = Binding(key, "where one stands", Unit.NONE, claims=(claim.id,))
    told = replace(case, book=(*case.book, said, bound))
    held = standpoints(told, issue(one=SURE, two=SURE), stream=Stream(1), runs=RUNS)
    assert held.bound == (("one", "position"),)
    assert held.stakes.positions[:, 0].min() >= 90
    assert (held.stakes.positions[:, 1] == 70).all()
    assert held.rests_on["one"] == (f"binding:{key}", claim.id)
    assert held.judged == ("two",)


def test_an_assumed_binding_leaves_the_judgement_where_it_is(case):
    bound = Binding("response.own.one.position", "where one stands", Unit.NONE,
                    assumed=Override(1, 2, 3, "none"))  # fmt: skip
    told = replace(case, book=(*case.book, bound))
    held = standpoints(told, issue(one=SURE), stream=Stream(1), runs=RUNS)
    assert (held.stakes.positions == 70).all()


def test_a_stakeholder_left_out_is_in_no_table(case):
    told = response.ask(case, seed=1, runs=RUNS, without="CHN")
    for one in case.issues:
        names = {row[0] for row in told.table(f"response.{one.id}.stakeholders").rows}
        assert "China" not in names


def test_leaving_out_nobody_is_refused_with_the_nearest_name(case):
    with pytest.raises(CaseFault) as caught:
        response.ask(case, seed=1, runs=RUNS, without="CHNN")
    assert "did you mean CHN?" in caught.value.mend


def test_the_only_stakeholder_cannot_be_left_out(case):
    with pytest.raises(CaseFault, match="nobody has a stake"):
        response.ask(case, seed=1, runs=RUNS, issues=(issue(one=SURE),), without="one")


def test_an_issue_of_one_comes_to_what_it_wants(case):
    told = response.ask(case, seed=1, runs=RUNS, issues=(issue(one=SURE),))
    held = told.result("response.own.outcome").estimate
    assert held.low == held.value == held.high == 70
    assert told.result("response.own.above").estimate.value == 1


def test_an_issue_of_one_s_own_is_asked_instead(case):
    told = response.ask(case, seed=1, runs=RUNS, issues=(issue(one=SURE, two=SURE),))
    assert {r.id.split(".")[1] for r in told.results} == {"own"}


def test_a_case_without_issues_says_so_and_tells_leverage_alone(case):
    told = response.ask(replace(case, issues=()), seed=1, runs=RUNS)
    assert {r.id.split(".")[1] for r in told.results} == {"leverage"}
    assert "issues.yaml" in told.findings[0].remark


def test_a_draw_that_does_not_come_to_rest_gives_its_part_to_the_others():
    held = pooled(np.array([[10.0, 20.0], [30.0, np.nan]]))
    assert held.values.tolist() == [10, 20, 30]
    assert held.weights.tolist() == [0.25, 0.5, 0.25]
    assert held.above(15) == 0.75
    assert held.above(20) == 0.5


def test_a_swing_is_what_turning_one_number_does(case):
    held = standpoints(case, case.issues[1], stream=Stream(3), runs=RUNS)
    told = swung(held.stakes, Stream(4))
    widest = told.swings[0]
    assert widest.reach == max(s.reach for s in told.swings)
    low, high = np.quantile(
        held.stakes.positions[:, held.stakes.actors.index("CHN")], [0.05, 0.95]
    )
    assert (widest.actor, widest.field) == ("CHN", "position")
    turn = Stream(4).uniforms(80)
    few = held.stakes.taken(list(range(len(held.stakes.actors))))
    for at, said in ((low, widest.low), (high, widest.high)):
        moved = replace(
            few, positions=few.positions[:80], salience=few.salience[:80],
            influence=few.influence[:80],
        ).moved("CHN", position=at)  # fmt: skip
        outcomes = np.array(list(settle(moved, turn).outcomes.values()))
        assert np.nanmean(outcomes, axis=0).mean() == pytest.approx(said)


def test_a_stakeholder_without_influence_is_one_left_out(case):
    held = standpoints(case, case.issues[0], stream=Stream(3), runs=80)
    told = swung(held.stakes, Stream(4))
    without = settle(held.stakes.without("UKR"), Stream(4).uniforms(80))
    outcomes = np.array(list(without.outcomes.values()))
    assert told.without["UKR"] == pytest.approx(
        np.nanmean(outcomes, axis=0).mean(), abs=0.01
    )

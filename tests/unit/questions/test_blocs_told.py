"""Blocs and leverage of the embedded case: what they rest on, and what they may not say."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from foedus.brief.cards import cards_of
from foedus.brief.sections import blocs, leverage
from foedus.brief.statement import Statement
from foedus.cases.folder import read_case
from foedus.questions.answer import Answer
from foedus.questions.parts.balance.alignment import alignment_of
from foedus.questions.parts.balance.blocs import blocs_of
from foedus.questions.parts.response.leverage import leverage_of
from foedus.questions.telling import Told
from foedus.states.roster import roster


@pytest.fixture(scope="module")
def case():
    return read_case("russia-dprk")[0]


def both(case):
    """The two parts, as the answers of `balance` and of `response` hold them."""
    return Told(*(
        getattr(blocs_of(case), kind) + getattr(leverage_of(case), kind)
        for kind in ("results", "tables", "pictures", "findings")
    ))  # fmt: skip


@pytest.fixture(scope="module")
def told(case):
    return both(case)


def answered(case, question, told):
    return Answer(
        question, case.name, case.heading.as_of, told.results, told.tables, told.pictures,
        told.findings,
    )  # fmt: skip


@pytest.fixture(scope="module")
def answer(case, told):
    return answered(case, "balance", told)


def number(told, id):
    return next(r.estimate for r in told.results if r.id.partition(".")[2] == id)


def statements(section, case, told, question):
    made = section.blocks(case, answered(case, question, told))
    return [b.text for b in made if isinstance(b, Statement)]


def test_everything_that_is_told_rests_on_cards_that_are_there(case, told, answer):
    there = cards_of(case, [answer])
    for result in told.results:
        assert result.rests_on
        assert [id for id in result.rests_on if id not in there] == []
    posted = {result.id for result in told.results}
    for table in told.tables:
        assert {id for row in table.rests_on for id in row} - posted - there.keys() == set()


def test_no_result_is_posted_twice(told):
    ids = [result.id for result in told.results]
    assert len(ids) == len(set(ids))


def test_the_pact_makes_one_tie_of_its_own(case):
    held = alignment_of(case, seed=1)
    pairs = np.argwhere(np.triu(held.struck))
    ids = roster().ids
    assert [{ids[i], ids[j]} for i, j in pairs] == [set(case.heading.dyad)]
    assert held.full.layers[0].ties.sum() - held.bare.layers[0].ties.sum() == 2


def test_with_and_without_meet_the_same_draws(told):
    full, bare, rise = (
        number(told, f"blocs.together.prk_rus{end}").value
        for end in ("", ".without", ".rise")
    )
    assert rise == pytest.approx(full - bare)
    assert 0 <= bare <= full <= 1


def test_membership_is_told_as_a_chance_and_never_as_a_fact(told):
    for result in told.results:
        if ".together." in result.id and not result.id.endswith(".rise"):
            assert result.estimate.unit == "probability"
            assert result.estimate.low < result.estimate.high


def test_the_same_seed_tells_the_same_and_another_seed_draws_anew(case, told):
    assert both(case) == told
    other = blocs_of(case, seed=2)
    assert other.results != blocs_of(case, seed=1).results


def test_leverage_over_a_client_reads_the_ledger(told):
    # share.chn_in_prk_trade rests on one claim, 96.7 % in 2022.
    trade = number(told, "leverage.chn_prk.trade.second.now")
    assert trade.value == pytest.approx(0.967, abs=0.005)
    # 34.4 million of 2023 beside 2.3 billion of China's of that year.
    russian = number(told, "leverage.rus_prk.trade.second.now")
    assert russian.value == pytest.approx(0.967 * 34.4 / 2300, rel=0.1)


def test_defence_is_the_part_of_all_that_one_can_count_on(told, case):
    cinc = {f.state: f.value for f in case.figures if f.field == "cinc" and f.year == 2022}
    held = number(told, "leverage.chn_prk.defence.second.now").value
    # Beside China and itself it can count on Russia, and on Cuba by a treaty of 1986.
    most = cinc["CHN"] / (cinc["CHN"] + cinc["PRK"] + cinc["RUS"])
    assert most * 0.98 < held < most


def test_what_rests_on_assumed_figures_can_be_told_apart(told):
    every, firm = (number(told, f"leverage.chn_prk.fell{end}") for end in ("", ".firm"))
    assert every.value != firm.value


def test_layers_that_disagree_are_told_side_by_side(case, told):
    said = " ".join(statements(leverage, case, told, "response"))
    assert "by trade it has grown" in said
    assert "by defence and energy it has fallen" in said
    assert "does not settle whether the hold of China on North Korea has eroded" in said


def test_the_layer_that_an_answer_hangs_on_is_named(case, told):
    hangs = {r.id: r.estimate.value for r in told.results if ".hangs." in r.id}
    least = min(hangs, key=lambda id: hangs[id])
    assert hangs[least] < max(hangs.values())
    said = statements(blocs, case, told, "balance")
    assert any(f"It hangs most on {least.rpartition('.')[2]}" in text for text in said)


def test_a_day_that_no_carried_year_reaches_is_told_as_such():
    early = read_case("russia-dprk", as_of=date(2012, 1, 1))[0]
    for part in (blocs_of(early), leverage_of(early)):
        assert part.results == ()
    assert "foedus shelf get" in blocs_of(early).findings[0].remark


def test_nothing_later_than_the_day_is_read(case):
    before = read_case("russia-dprk", as_of=date(2024, 1, 15))[0]
    held = alignment_of(before, seed=1)
    assert not held.struck.any()  # the pact was not signed
    trade = next(one for one in held.layers if one.name == "trade")
    assert not any(id.endswith("_2024") for id in trade.rests_on)
    told = leverage_of(before)
    pairs = {r.id.split(".")[2] for r in told.results}
    assert "chn_prk" in pairs
    assert all("_2024" not in id for r in told.results for id in r.rests_on
               if id.startswith("binding:trade"))  # fmt: skip


def test_a_case_without_coalitions_has_no_sanctions_and_no_cost_of_an_end_of_trade(case):
    bare = replace(case, heading=replace(case.heading, coalitions=()))
    layer = next(o for o in alignment_of(bare, seed=1).layers if o.name == "sanctions")
    assert not layer.ties.any()
    assert layer.said == "none is told by the case"
    ids = {r.id for r in leverage_of(bare).results}
    assert not any(".exit." in id for id in ids)
    assert any(id.endswith("chn_prk.now") for id in ids)

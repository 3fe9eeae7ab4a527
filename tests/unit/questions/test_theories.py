"""Theories run forward: what each foretells, where they part, what would tell."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from foedus.cases.folder import read_case
from foedus.estimation.forward import forwards
from foedus.faults import NeedFault
from foedus.questions import theories
from foedus.questions.outset import scenario_of
from foedus.questions.parts.theories.ahead import mixed_of, pairs_ahead, told
from foedus.questions.parts.theories.futures import around, futures_of_case
from foedus.questions.parts.theories.parting import SEEN, TIMES, foretold, partings, signs
from foedus.simulation.reading import Reading
from foedus.simulation.shapes import ENDED, REPLACED

YEARS, RUNS = 6, 100
NAMES = [one.name for one in forwards() if one.kind == "theory"]


@pytest.fixture(scope="module")
def case():
    return read_case("russia-dprk")[0]


@pytest.fixture(scope="module")
def held(case):
    return futures_of_case(case, seed=3, runs=RUNS, years=YEARS)


@pytest.fixture(scope="module")
def answer(case):
    return theories.ask(case, seed=3, runs=1300, years=YEARS)


def value(answer, id):
    return answer.result(f"theories.{id}").estimate.value


def test_every_theory_runs_the_same_years_of_the_same_runs(held):
    assert [one.name for one in held.futures] == NAMES
    for one in (*held.futures, held.whole):
        assert len(one.held.runs) == RUNS
        assert {counts.shape for counts in one.by_year.values()} == {(RUNS, YEARS)}


def test_counts_by_year_never_fall(held):
    for one in held.futures:
        for counts in one.by_year.values():
            assert (np.diff(counts, axis=1) >= 0).all()


def test_counts_are_those_that_the_ensemble_tells(held):
    for one in held.futures:
        for kind in ("disputes", "wars", "signed", "ended"):
            told = one.by_year[f"world.{kind}"]
            assert (told == one.held.of(kind).cumsum(axis=1)).all()


def test_a_pact_that_another_replaces_has_not_ended(held, case):
    code = next(one.ends[0] for one in held.asked if one.once)
    for one in held.futures:
        told = one.held.events[one.held.events["code"] == code]
        ended = told[told["kind"] == ENDED]
        lost = len(ended[ended["c"] != REPLACED])
        assert one.by_year["pact.ends"][:, -1].sum() == lost <= len(ended)
        left = one.held.alive(case.heading.pact)[-1]
        assert len(ended) / RUNS == pytest.approx(1 - left)


def test_a_theory_is_run_by_its_own_hazards(case):
    digests = {
        scenario_of(case, years=2, theory=name).system.digest for name in (*NAMES, None)
    }
    assert len(digests) == len(NAMES) + 1


def test_the_states_around_the_pact_are_those_of_its_widest_level(case):
    states, called = around(case)
    assert set(case.heading.dyad) < set(states)
    assert called == "states of Northeast Asia"


def test_without_levels_all_states_of_the_case_are_around(case):
    bare = replace(case, heading=replace(case.heading, levels=()))
    assert around(bare)[0] == case.heading.states


def test_the_mixture_lies_between_the_theories(held):
    for asked in held.asked:
        means = [told(held, one, asked).value for one in held.futures]
        assert min(means) - 1e-9 <= mixed_of(held, asked).value <= max(means) + 1e-9


def test_the_mixture_of_one_is_that_theory(held):
    alone = replace(held, weights=(0.0, 1.0, 0.0, 0.0))
    asked = held.asked[0]
    assert mixed_of(alone, asked).value == told(held, held.futures[1], asked).value


def test_partings_stand_with_the_widest_first(held):
    ratios = [one.ratios[-1] for one in partings(held, foretold(held))]
    assert ratios == sorted(ratios, reverse=True)
    assert min(ratios) >= 1


def test_the_theory_with_more_is_named_as_such(held):
    for one in partings(held, foretold(held)):
        high, low = (
            held.futures[k].by_year[one.asked.id][:, -1].mean() for k in (one.high, one.low)
        )
        assert high >= low
        assert one.difference.difference.value == pytest.approx(high - low)


def test_a_theory_is_not_told_apart_from_itself(held):
    same = replace(held, futures=(held.futures[0],) * len(held.futures))
    for one in partings(same, foretold(same)):
        assert one.ratios == pytest.approx([1.0] * YEARS)
        assert one.apart is None
        assert one.difference.within_noise
    assert signs(same, foretold(same)) == ()


def test_theories_that_differ_much_are_told_apart_and_have_signs(held):
    many = dict(held.futures[0].by_year)
    many["world.signed"] = many["world.signed"] * 10
    wide = (replace(held.futures[0], by_year=many), *held.futures[1:])
    changed = replace(held, futures=wide)
    first = partings(changed, foretold(changed))[0]
    assert (first.asked.id, first.high) == ("world.signed", 0)
    assert first.apart is not None
    found = [one for one in signs(changed, foretold(changed)) if one.theory == 0]
    assert any(one.asked.id == "world.signed" and one.at_least for one in found)


def test_a_sign_is_likely_under_its_theory_and_a_third_as_likely_under_the_others(held):
    for one in signs(held, foretold(held)):
        runs = held.futures[one.theory].by_year[one.asked.id][:, one.ahead - 1]
        hits = runs >= one.count if one.at_least else runs <= one.count
        assert one.under.value == pytest.approx(hits.mean())
        assert one.under.value >= TIMES * one.others
        assert one.under.value > SEEN / 2


def test_pairs_that_sign_next_have_a_state_around_the_pact(case, held):
    near = set(around(case)[0])
    pairs, chances = pairs_ahead(case, held)
    assert len(set(pairs)) == len(pairs) > 2
    assert all(near & set(pair) for pair in pairs)
    for pair, told_ in zip(pairs, chances, strict=True):
        read = Reading("signed", between=pair)
        for one, chance in zip((*held.futures, held.whole), told_, strict=True):
            runs = read.read(one.held.events, first=0, runs=RUNS)
            assert chance.value == pytest.approx((runs > 0).mean())


def test_the_same_seed_gives_the_same_answer(case, answer):
    again = theories.ask(case, seed=3, runs=1300, years=YEARS)
    assert (again.basis, again.results) == (answer.basis, answer.results)


def test_another_seed_gives_other_runs_and_another_basis(case, answer):
    other = theories.ask(case, seed=4, runs=1300, years=YEARS)
    assert other.basis != answer.basis


def test_weights_are_those_that_history_gave(answer):
    weights = [value(answer, f"weight.{name}") for name in NAMES]
    assert sum(weights) == pytest.approx(1, abs=1e-3)


def test_every_row_of_the_tables_rests_on_what_was_posted(answer):
    posted = {r.id for r in answer.results}
    for table in answer.tables:
        for rests in table.rests_on:
            assert set(rests) <= posted


def test_both_halves_are_told(answer):
    tables = {table.id for table in answer.tables}
    assert {"theories.standing", "theories.contest.onset"} <= tables
    assert {"theories.futures", "theories.partings", "theories.next",
            "theories.foresaw", "theories.terms"} <= tables  # fmt: skip
    assert {"theories.ranks", "theories.futures", "theories.telling"} <= {
        picture.id for picture in answer.pictures
    }


@pytest.mark.parametrize("years", [0, 61])
def test_years_out_of_reach_are_a_fault(case, years):
    with pytest.raises(NeedFault, match="1 to 60 years"):
        theories.ask(case, years=years)


def test_an_early_case_without_data_keeps_the_contests_and_says_what_would_mend(case):
    early = replace(case, heading=replace(case.heading, as_of=date(1995, 1, 1)))
    told_ = theories.ask(early, seed=1, runs=100)
    assert not [r for r in told_.results if r.id.startswith("theories.future.")]
    assert [r for r in told_.results if r.id.startswith("theories.gain.")]
    [finding] = [f for f in told_.findings if f.where == "what theories foretell"]
    assert "foedus shelf get" in finding.remark


def test_an_unknown_theory_is_a_fault(case):
    with pytest.raises(NeedFault, match="'realpolitik'"):
        scenario_of(case, years=2, theory="realpolitik")

"""What the brief says of other pacts: noise first where all is noise."""

from dataclasses import replace
from datetime import date

import pytest

from foedus.brief.sections import forecasts
from foedus.brief.sections.contagion import blocks
from foedus.brief.statement import FigureBlock, Note, Statement, TableBlock
from foedus.cases.folder import read_case
from foedus.questions import contagion
from foedus.world.change import Shock


@pytest.fixture(scope="module")
def case():
    return read_case("russia-dprk")[0]


@pytest.fixture(scope="module")
def answer(case):
    return contagion.ask(case, seed=1, runs=500, years=4)


def told(case, answer):
    return list(blocks(case, {"contagion": answer}))


def test_a_sentence_with_a_figure_rests_on_results_of_the_answer(case, answer):
    held = {result.id for result in answer.results}
    made = [b for b in told(case, answer) if isinstance(b, Statement) and b.rests_on]
    assert made
    assert all(set(one.rests_on) <= held for one in made)


def test_pictures_and_tables_of_pairs_sides_and_regions_are_shown(case, answer):
    made = told(case, answer)
    figures = [b.picture.id for b in made if isinstance(b, FigureBlock)]
    assert figures == ["contagion.pairs", "contagion.regions"]
    tables = {b.table.id.partition(".")[2] for b in made if isinstance(b, TableBlock)}
    assert tables == {"pairs", "sides", "regions", "counted", "second"}


def test_noise_is_told_first_where_all_is_noise(case):
    still = Shock(date(2025, 1, 1), "FJI", 1.0, "no change at all")
    answer = contagion.ask(case, seed=1, runs=100, years=2, changes=(still,))
    made = told(case, answer)
    figures = [b.picture.id for b in made if isinstance(b, FigureBlock)]
    assert figures == ["contagion.regions"]
    whole = next(b for b in made if isinstance(b, Statement) and b.rests_on)
    assert whole.text.startswith("No pair\u2019s pacts move beyond")


def test_how_such_readings_did_in_the_past_is_told(case, answer):
    said = [b.text for b in told(case, answer) if isinstance(b, Statement)]
    [past] = [text for text in said if text.startswith("Did such readings hold?")]
    assert "drawn by lot" in past


def test_every_finding_is_a_note(case, answer):
    notes = [b.text for b in told(case, answer) if isinstance(b, Note)]
    assert notes == [f"Mind: {finding.remark}." for finding in answer.findings]


def test_the_judgement_names_the_pairs_that_move_most_and_is_low(case, answer):
    [judged] = forecasts._spreads(case, answer)
    assert judged.confidence == "low"
    first = next(r for r in answer.results if r.id.startswith("contagion.pair."))
    pair = first.sentence.removeprefix("Pacts of ").split(" that ")[0]
    assert f"those of {pair} by" in judged.text
    assert set(judged.rests_on) <= {result.id for result in answer.results}


def test_an_answer_without_numbers_is_judged_by_nothing(case, answer):
    assert list(forecasts._spreads(case, replace(answer, results=()))) == []

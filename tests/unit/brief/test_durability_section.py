"""The section on durability: four ways, what may end it, and what to watch."""

from dataclasses import replace

import pytest

from foedus.brief.sections import durability as section
from foedus.brief.sections.forecasts import forecasts
from foedus.brief.statement import FigureBlock, Heading, Note, Statement, TableBlock
from foedus.cases.folder import read_case
from foedus.questions import durability


@pytest.fixture(scope="module")
def case():
    return read_case("russia-dprk")[0]


@pytest.fixture(scope="module")
def answer(case):
    return durability.ask(case, seed=1, runs=300)


def told(case, answer):
    return list(section.blocks(case, {"durability": answer}))


def text(blocks):
    return " ".join(b.text for b in blocks if isinstance(b, Statement))


def test_every_sentence_and_figure_rests_on_entries(case, answer):
    blocks = told(case, answer)
    resting = [b for b in blocks if isinstance(b, Statement | FigureBlock)]
    assert len(resting) >= 7
    assert all(b.rests_on for b in resting)
    ids = {r.id for r in answer.results}
    cited = {id for b in resting for id in b.rests_on if id.startswith("durability.")}
    assert cited <= ids


def test_it_tells_all_ways_then_the_drivers_then_the_signs(case, answer):
    blocks = told(case, answer)
    headings = [b.text for b in blocks if isinstance(b, Heading)]
    assert headings == [
        "How long it lasts", "What may end it",
        "Is the partnership tactical or enduring: what to watch",
    ]  # fmt: skip
    tables = [b.table.id for b in blocks if isinstance(b, TableBlock)]
    assert tables.index("durability.beside") < tables.index("durability.strains")
    assert "durability.signs" in tables
    assert "in which what happens elsewhere may touch it" in text(blocks)
    assert "mostly what was assumed" in text(blocks)


def test_a_driver_of_which_the_sign_is_in_doubt_is_told_so(case, answer):
    said = text(told(case, answer))
    assert "in doubt whether" in said
    assert "the war in Ukraine ends" in said


def test_a_case_without_drivers_or_rivals_tells_the_rest(case):
    bare = replace(case, drivers=None, rivals=None)
    blocks = told(bare, durability.ask(bare, seed=1, runs=200))
    assert [b.text for b in blocks if isinstance(b, Heading)] == ["How long it lasts"]
    assert "Run forward with the whole system" in text(blocks)
    assert "under all that the case names" not in text(blocks)
    [note] = [b for b in blocks if isinstance(b, Note)]
    assert any("names nothing that may end it" in line for line in note.items)


def test_the_judgement_names_what_runs_make_of_the_drivers(case, answer):
    made = next(iter(forecasts(case, _only(answer))))
    assert "run forward under all that the case names" in made.because
    assert "most of which is assumed" in made.because
    assert "of what the case names, first that" in made.would_change
    assert "durability.simulated.10" in made.rests_on


def _only(answer):
    """Every other question unanswered."""
    empty = replace(answer, results=(), tables=(), pictures=(), findings=())
    asked = ("escalation", "theories", "exchange", "sanctions", "response", "proliferation")
    return {"durability": answer} | dict.fromkeys(asked, empty)

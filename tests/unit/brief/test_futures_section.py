"""What the brief says of where theories disagree about the future."""

from dataclasses import replace

import pytest

from foedus.brief.sections import forecasts, futures
from foedus.brief.sections.theories import blocks
from foedus.brief.statement import FigureBlock, Heading, Note, Statement, TableBlock
from foedus.cases.folder import read_case
from foedus.questions import theories


@pytest.fixture(scope="module")
def case():
    return read_case("russia-dprk")[0]


@pytest.fixture(scope="module")
def answer(case):
    return theories.ask(case, seed=2, runs=1400)


@pytest.fixture(scope="module")
def made(answer):
    return list(futures.blocks(answer))


def text(made):
    return " ".join(b.text for b in made if isinstance(b, Statement))


def test_the_forward_half_stands_under_a_heading_of_its_own(case, answer):
    heads = [b.text for b in blocks(case, {"theories": answer}) if isinstance(b, Heading)]
    assert heads[-1] == "Where they disagree about the future"


def test_it_begins_by_saying_that_a_theory_is_a_list_of_terms(made):
    assert isinstance(made[1], Note)
    assert "list of terms" in made[1].text


def test_it_shows_both_pictures_and_what_to_watch_for(made):
    pictures = [b.picture.id for b in made if isinstance(b, FigureBlock)]
    assert pictures == ["theories.futures", "theories.telling"]
    tables = [b.table.id for b in made if isinstance(b, TableBlock)]
    assert {"theories.partings", "theories.next", "theories.foresaw"} <= set(tables)


def test_it_says_who_has_more_and_what_the_whole_system_tells(made):
    assert "than by" in text(made)
    assert "The whole system, with the terms of all and memories besides" in text(made)


def test_it_says_how_theories_fared_and_that_weights_are_no_verdict(made):
    assert "contests" in text(made)
    assert "no verdict on which is true" in text(made)


def test_every_statement_rests_on_what_was_posted(made, answer):
    posted = {r.id for r in answer.results}
    for block in made:
        if isinstance(block, Statement | FigureBlock):
            assert block.rests_on
            assert set(block.rests_on) <= posted


def test_what_tells_nobody_apart_is_said_to_be_too_little(answer):
    table = answer.table("theories.partings")
    rows = tuple((*row[:5], "not by 2034") for row in table.rows)
    others = [t for t in answer.tables if t.id != table.id]
    changed = replace(answer, tables=(*others, replace(table, rows=rows)))
    assert "too little to tell the two apart by 2034" in text(futures.blocks(changed))


def test_without_futures_the_section_leaves_them_out(case, answer):
    kept = tuple(r for r in answer.results if not r.id.startswith("theories.weight."))
    bare = replace(answer, results=kept)
    assert not futures.told(bare)
    heads = [b.text for b in blocks(case, {"theories": bare}) if isinstance(b, Heading)]
    assert "Where they disagree about the future" not in heads


def test_a_judgement_names_what_parts_them_most(answer):
    judged = forecasts._part(answer)
    widest = futures.parted(answer)[0]
    assert widest.id in judged.rests_on
    assert "list of terms" in judged.because
    assert judged.standing

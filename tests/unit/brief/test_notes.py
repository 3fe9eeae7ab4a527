from dataclasses import replace

import pytest

from foedus.brief.notes import number
from foedus.brief.statement import Card, Heading, Statement
from foedus.faults import LedgerFault


def small(brief, *blocks, cards):
    return replace(brief, blocks=blocks, cards={c.id: c for c in cards})


def test_entries_are_numbered_as_a_reader_meets_them(brief):
    notes = number(
        small(
            brief,
            Statement("one", ("b",)),
            Statement("two", ("a", "b")),
            cards=[Card("a", "claim", "A"), Card("b", "claim", "B")],
        )
    )
    assert notes.numbers == {"b": 1, "a": 2}


def test_what_only_entries_rest_on_comes_after_what_the_text_names(brief):
    result = Card("r", "result", "R", rests_on=("c",))
    claim = Card("c", "claim", "C", rests_on=("d",))
    cards = [Card("d", "document", "D"), claim, result, Card("x", "claim", "X")]
    notes = number(
        small(brief, Statement("one", ("r",)), Statement("two", ("x",)), cards=cards)
    )
    assert list(notes.numbers) == ["r", "x", "c", "d"]
    assert notes.cited == 2
    assert [e.carries for e in notes.entries] == [(), (), (1,), (3,)]


def test_two_entries_may_rest_on_each_other(brief):
    cards = [
        Card("a", "claim", "A", rests_on=("b",)),
        Card("b", "claim", "B", rests_on=("a",)),
    ]
    notes = number(small(brief, Statement("one", ("a",)), cards=cards))
    assert notes.numbers == {"a": 1, "b": 2}


def test_an_entry_points_back_to_its_first_use_in_each_section(brief):
    notes = number(
        small(
            brief,
            Heading("First", "first"),
            Statement("one", ("a",)),
            Statement("again", ("a",)),
            Heading("Second", "second"),
            Statement("two", ("a",)),
            cards=[Card("a", "claim", "A")],
        )
    )
    [entry] = notes.entries
    assert [(use.section, use.anchor) for use in entry.uses] == [
        ("First", "ref-1-1"),
        ("Second", "ref-4-1"),
    ]


def test_a_sentence_that_rests_on_nothing_known_stops_the_brief(brief):
    with pytest.raises(LedgerFault, match="no card of it"):
        number(small(brief, Statement("one", ("ghost",)), cards=[]))

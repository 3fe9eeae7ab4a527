from dataclasses import replace
from datetime import date

import pytest
from unit.ledger.making import (
    PAPER,
    binding,
    claim,
    figure,
    link,
    result,
    retraction,
    source,
)

from foedus.faults import LedgerFault
from foedus.ledger.book import (
    REMEMBERED,
    known_by,
    name_of,
    once_a_book,
    standing,
    without_claim,
    without_source,
)
from foedus.ledger.entry import Claim, Link, Result
from foedus.ledger.origin import Source, SourceId

C = claim("c", figure(value=5.0))


def ids(entries):
    return [name_of(entry) for entry in entries]


def test_every_entry_has_a_name():
    entries = [
        source("s"),
        PAPER,
        C,
        link("c", "d"),
        binding("c"),
        result(),
        retraction("c"),
    ]
    assert ids(entries) == [
        "source:s",
        "document:paper",
        "c",
        "link:c:corroborates:d",
        "binding:shells",
        "r",
        "retraction:c",
    ]


def test_what_is_withdrawn_stands_no_more():
    assert standing((C, retraction("c")), Claim) == ()


def test_a_link_and_a_binding_are_withdrawn_by_their_names():
    one = link("c", "d")
    assert standing((one, retraction(name_of(one))), Link) == ()


def test_the_last_of_two_entries_of_one_name_stands():
    later = replace(C, sentence="More were sent.")
    assert standing((C, later), Claim) == (later,)


def test_entries_stand_in_the_order_of_the_book():
    book = (claim("b"), claim("a"), claim("c"))
    assert ids(standing(book, Claim)) == ["b", "a", "c"]


def test_a_claim_posted_again_after_it_was_withdrawn_stands():
    later = replace(C, sentence="More were sent.")
    assert standing((C, retraction("c"), later), Claim) == (later,)


@pytest.mark.parametrize(
    ("said", "known"),
    [("2024-06-19", True), ("2024-06-20", False), ("2024-06", False), ("2024-05", True),
     ("2024", False), ("2023", True)],
)  # fmt: skip
def test_a_claim_is_known_once_its_day_month_or_year_has_ended(said, known):
    book = (claim("c", said=said),)
    assert bool(known_by(book, date(2024, 6, 19))) is known


def test_a_result_is_known_from_the_day_it_was_posted():
    book = (result(posted=date(2025, 1, 1)),)
    assert standing(known_by(book, date(2024, 12, 31)), Result) == ()
    assert standing(known_by(book, date(2025, 1, 1)), Result) == book


def test_sources_and_bindings_are_always_known():
    book = (source("s"), PAPER, binding("c"))
    assert known_by(book, date(1900, 1, 1)) == book


def test_a_withdrawal_holds_whatever_the_day():
    book = (C, retraction("c", date(2026, 1, 1)))
    assert standing(known_by(book, date(2025, 6, 1)), Claim) == ()


def test_without_a_source_its_claims_are_gone_in_whichever_voice():
    quoted = claim("q", None, "press", "ministry")
    book = (source("press"), source("ministry"), claim("c"), quoted)
    left = without_source(book, SourceId("ministry"))
    assert ids(left) == ["source:press", "c"]
    assert ids(without_source(book, SourceId("press"))) == ["source:ministry"]


def test_without_a_source_the_other_entries_stay():
    book = (source("press"), PAPER, C, binding("c"), result(), retraction("x"))
    left = without_source(book, SourceId("press"))
    assert left == (PAPER, binding("c"), result(), retraction("x"))


def test_a_source_that_is_not_there_cannot_be_left_out():
    with pytest.raises(LedgerFault, match="no source 'radio'") as told:
        without_source((source("press"),), SourceId("radio"))
    assert "press" in told.value.expected


def test_without_a_claim_the_rest_of_the_book_is_the_same():
    book = (source("press"), C, claim("d"))
    assert without_claim(book, "c") == (source("press"), claim("d"))
    assert without_claim(book, "none") == book


def test_a_claim_speaks_in_its_innermost_voice():
    assert claim("c", None, "press", "ministry").speaker == "ministry"


def test_a_book_is_looked_at_and_never_altered():
    book = (source("press"), C, retraction("c"))
    kept = tuple(book)
    standing(book, Source)
    known_by(book, date(2025, 1, 1))
    assert book == kept


def test_a_book_is_looked_through_once_and_another_that_equals_it_again():
    looked = []
    look = once_a_book(lambda book: looked.append(book) or len(looked))
    one, other = (C, source("press")), (C, source("press"))
    assert [look(one), look(one), look(other), look(one)] == [1, 1, 2, 1]


def test_a_book_put_away_is_looked_through_anew():
    looked = []
    look = once_a_book(lambda book: looked.append(book) or len(looked))
    books = [(C, source(f"s{k}")) for k in range(REMEMBERED + 1)]
    assert [look(book) for book in (*books, books[0])] == [*range(1, REMEMBERED + 3)]


def test_what_stands_is_the_same_in_a_tuple_and_in_a_list():
    book = (source("press"), C, claim("d"), retraction("c"))
    assert standing(list(book), Claim) == standing(book, Claim) == (claim("d"),)


def test_a_withdrawal_put_to_a_book_is_seen_at_once():
    book = (source("press"), C)
    assert standing(book, Claim) == (C,)
    assert standing((*book, retraction("c")), Claim) == ()

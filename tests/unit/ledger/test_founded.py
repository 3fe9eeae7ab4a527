from foedus.cases.folder import read_case
from foedus.ledger.book import standing
from foedus.ledger.entry import Binding
from foedus.ledger.pool import founded_in, is_founded


def test_one_reading_of_the_book_founds_what_asking_of_each_binding_does():
    book = read_case("russia-dprk")[0].book
    asked = {b.parameter for b in standing(book, Binding) if is_founded(b, book)}
    assert asked
    assert set(founded_in(book)) == asked


def test_without_its_claims_only_what_is_assumed_is_founded():
    whole = read_case("russia-dprk")[0].book
    book = tuple(e for e in whole if type(e).__name__ != "Claim")
    asked = {b.parameter for b in standing(book, Binding) if is_founded(b, book)}
    assert set(founded_in(book)) == asked
    assert len(asked) < len(founded_in(whole))

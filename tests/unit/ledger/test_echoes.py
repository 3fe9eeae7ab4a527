"""What only repeats another's word brings no origin of its own."""

from unit.ledger.making import PAPER, claim, link, source

from foedus.ledger.echoes import echoes, origins


def book(*entries):
    names = {e.speaker for e in entries if hasattr(e, "voice")}
    families = {"ministry": "state", "spokesman": "state"}
    return (PAPER, *(source(n, families.get(n)) for n in sorted(names)), *entries)


def roots(entries, id):
    one = next(e for e in entries if getattr(e, "id", None) == id)
    return origins(one, entries, echoes(entries))


def test_a_word_that_comes_back_as_an_authors_own_is_laundered_whatever_the_days():
    said = claim("said", None, "ministry", said="2024-10-28")
    bare = claim("bare", None, "author", said="2024-10")
    entries = book(said, bare, link("said", "bare", "launders"))
    [echo] = echoes(entries)["bare"]
    assert echo.laundered
    assert (echo.claim.id, echo.of.id) == ("bare", "said")
    assert roots(entries, "bare") == {"state"}


def test_of_two_with_one_origin_the_one_said_later_repeats_whichever_way_they_are_linked():
    first = claim("first", None, "ministry", said="2024-04-27")
    later = claim("later", None, "monitors", said="2025")
    for a, b in (("first", "later"), ("later", "first")):
        entries = book(first, later, link(a, b, "same_origin"))
        assert set(echoes(entries)) == {"later"}
        assert not echoes(entries)["later"][0].laundered
        assert roots(entries, "later") == roots(entries, "first") == {"state"}


def test_two_of_one_family_are_no_echo_since_they_count_once_anyhow():
    one, other = claim("one", None, "ministry"), claim("other", None, "spokesman")
    assert echoes(book(one, other, link("one", "other", "same_origin"))) == {}


def test_a_claim_put_together_from_two_words_goes_back_to_both():
    a, b = claim("a", None, "ministry"), claim("b", None, "agency")
    whole = claim("whole", None, "paper", said="2025")
    ties = (link("whole", "a", "same_origin"), link("whole", "b", "same_origin"))
    assert roots(book(a, b, whole, *ties), "whole") == {"state", "agency"}


def test_words_that_launder_each_other_come_to_an_end():
    a, b = claim("a", None, "p"), claim("b", None, "q")
    entries = book(a, b, link("a", "b", "launders"), link("b", "a", "launders"))
    assert roots(entries, "a") == {"p"}


def test_what_is_not_known_that_day_is_no_origin():
    bare = claim("bare", None, "author")
    entries = book(bare, link("gone", "bare", "launders"))
    assert roots(entries, "bare") == {"author"}

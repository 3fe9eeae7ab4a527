"""Striking an article or breaking a promise changes who fights, and nothing else."""

from datetime import date

import pytest

from foedus.faults import PactFault
from foedus.pacts.act import Act
from foedus.pacts.catalog import catalog
from foedus.pacts.chain import chain
from foedus.pacts.whatif import may_fight, what_if

ACT = Act("KOR", "PRK", date(2025, 1, 1), provoked="no", places=frozenset({"home"}))


def test_with_nothing_struck_and_all_kept_both_worlds_are_one():
    made = what_if(catalog(), ACT)
    assert made.before == made.after == chain(catalog(), ACT)
    assert not made.drawn_in | made.kept_out | made.changed_sides


def test_an_article_struck_keeps_out_who_came_by_it_alone():
    made = what_if(catalog(), ACT, struck=["chn_prk_1961:2"])
    assert made.kept_out == {"CHN"}
    assert "CHN" in made.before.with_victim


def test_a_promise_that_hangs_on_an_unknown_fact_is_told_apart():
    made = what_if(catalog(), ACT, struck=["rus_prk_2024:4"])
    assert may_fight(made.before) - may_fight(made.after) == {"RUS"}
    kept = what_if(catalog(), ACT, struck=["rus_prk_2024:4"], keep_conditional=True)
    assert kept.kept_out == {"RUS"}


def test_where_nobody_keeps_a_promise_only_the_first_two_fight():
    made = what_if(catalog(), ACT, honour="none")
    assert made.after.fighting == {"KOR", "PRK"}
    assert made.before.fighting > made.after.fighting


def test_only_articles_that_are_called_are_offered_to_be_struck():
    made = what_if(catalog(), ACT)
    assert ("chn_prk_1961", "2") in made.articles
    assert {pact for pact, _ in made.articles} < {str(pact.id) for pact in catalog()}


def test_an_article_that_is_not_there_is_refused():
    with pytest.raises(PactFault, match="nothing is called"):
        what_if(catalog(), ACT, struck=["rus_prk_2024:99"])

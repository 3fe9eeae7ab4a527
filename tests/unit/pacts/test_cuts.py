import pytest
from unit.pacts.making import promise, strike, treaty

from foedus.faults import PactFault
from foedus.pacts.cuts import both_fight, cuts, fights, struck_out


def alliance(id, *parties, **more):
    return treaty(promise(**more), parties=parties, id=id)


CHAIN = (alliance("p", "AAA", "BBB"), alliance("q", "XXX", "YYY"))


def test_the_promise_that_draws_a_state_in_is_the_cut():
    found = cuts(CHAIN, strike("XXX", "AAA"), fights("BBB"))
    assert found.sets == (frozenset({("p", "1")}),)
    assert found.complete


def test_two_ways_in_need_two_articles_out():
    twice = (alliance("p", "AAA", "BBB"), alliance("r", "AAA", "BBB"))
    [cut] = cuts(twice, strike("XXX", "AAA"), fights("BBB")).sets
    assert cut == {("p", "1"), ("r", "1")}


def test_either_link_of_a_chain_is_enough():
    # Read broadly, the ally of the attacker comes in against the helper.
    found = cuts(CHAIN, strike("XXX", "AAA"), fights("YYY"), reading="broad")
    assert found.sets in (
        (frozenset({("p", "1")}), frozenset({("q", "1")})),
        (frozenset(),),
    )


def test_a_state_that_is_not_drawn_in_needs_no_cut():
    assert cuts(CHAIN, strike("XXX", "AAA"), fights("ZZZ")).sets == (frozenset(),)


def test_what_the_act_itself_brings_about_no_article_keeps_away():
    found = cuts(CHAIN, strike("XXX", "AAA"), both_fight(["XXX", "AAA"]))
    assert found.sets == ()


def test_each_cut_is_enough_and_none_is_larger_than_it_must_be():
    mesh = (*CHAIN, alliance("r", "AAA", "CCC"), alliance("s", "CCC", "BBB"))
    for cut in cuts(mesh, strike("XXX", "AAA"), fights("BBB")).sets:
        left = struck_out(mesh, [f"{pact}:{article}" for pact, article in cut])
        assert cuts(left, strike("XXX", "AAA"), fights("BBB")).sets == (frozenset(),)


@pytest.mark.parametrize("name", ["nothing:1", "p:9", "p:"])
def test_an_article_that_is_not_there_cannot_be_struck(name):
    if name == "p:":
        assert [pact.id for pact in struck_out(CHAIN, [name])] == ["q"]
        return
    with pytest.raises(PactFault, match="nothing is called"):
        struck_out(CHAIN, [name])

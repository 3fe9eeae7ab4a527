from dataclasses import replace

import numpy as np
import pytest
from unit.ledger.making import PAPER, binding, claim, figure, link, retraction, source

from foedus.chance import Stream
from foedus.faults import LedgerFault
from foedus.ledger.book import without_claim
from foedus.ledger.entry import Hedge, Override
from foedus.ledger.pool import WEIGHT, pool, weigh
from foedus.quantity import Unit

STREAM = Stream(7)
PRESS = source("press")
OWN = Override(1.0, 2.0, 3.0, "like others")


def said(quantity, **more):
    """The pool of one claim."""
    book = (PRESS, PAPER, claim("c", quantity, **more))
    return pool(binding("c", unit=quantity.unit), book, stream=STREAM)


def weights(*entries):
    shares = weigh(binding("a", "b", "c"), (PAPER, *entries))
    return {share.claim.id: share.weight for share in shares}


# --- families


def test_ten_pages_that_repeat_one_ministry_count_as_one():
    pages = [source(f"page{n}", "ministry") for n in range(10)]
    said_so = [claim(f"p{n}", figure(value=10.0), f"page{n}") for n in range(10)]
    other = claim("other", figure(value=100.0), "press")
    rest = binding("other", *(c.id for c in said_so))
    shares = weigh(rest, (PRESS, *pages, *said_so, other))
    assert {s.claim.id: s.weight for s in shares}["other"] == pytest.approx(0.5)
    assert sum(s.weight for s in shares) == pytest.approx(1)


def test_a_family_weighs_as_its_best_source():
    best, worst = source("best", "one", "A"), source("worst", "one", "E")
    other = source("other", "two", "A")
    held = weights(
        best, worst, other,
        claim("a", figure(value=1.0), "best"), claim("b", figure(value=1.0), "worst"),
        claim("c", figure(value=1.0), "other"),
    )  # fmt: skip
    assert held == pytest.approx({"a": 0.25, "b": 0.25, "c": 0.5})


def test_families_weigh_by_their_reliability():
    held = weights(
        source("good", reliability="A"), source("bad", reliability="E"),
        claim("a", figure(value=1.0), "good"), claim("b", figure(value=1.0), "bad"),
    )  # fmt: skip
    assert held["a"] / held["b"] == pytest.approx(WEIGHT["A"] / WEIGHT["E"])


def test_the_order_of_reliability_is_the_order_of_weights():
    assert WEIGHT["A"] > WEIGHT["B"] > WEIGHT["C"] > WEIGHT["D"] > WEIGHT["E"]


def test_the_innermost_voice_gives_the_family():
    ministry = source("ministry")
    book = (PRESS, ministry, claim("c", figure(value=1.0), "press", "ministry"))
    assert pool(binding("c"), book, stream=STREAM).families == {"ministry"}


def test_a_claim_without_a_figure_or_a_source_has_no_weight():
    ghost = claim("b", figure(value=1.0), "ghost")
    assert weights(PRESS, claim("a"), ghost, claim("c", figure(value=1.0))) == {"c": 1.0}


def told(*entries):
    """A ministry, a monitor that repeats it, and a press of its own."""
    ministry, monitor = (
        source("ministry", reliability="D"),
        source("monitor", reliability="A"),
    )
    return weigh(
        binding("said", "repeated", "own"),
        (
            PAPER,
            ministry,
            monitor,
            source("press", reliability="D"),
            claim("said", figure(value=10.0), "ministry", said="2024-01"),
            claim("repeated", figure(value=10.0), "monitor", said="2024-05"),
            claim("own", figure(value=90.0), "press", said="2024-03"),
            *entries,
        ),
    )


def test_a_claim_that_launders_another_adds_no_weight():
    alone = {s.claim.id: s.weight for s in told()}
    tied = {s.claim.id: s.weight for s in told(link("said", "repeated", "launders"))}
    assert alone["own"] < tied["own"] == pytest.approx(0.5)
    assert tied["said"] == tied["repeated"] == pytest.approx(0.25)


def test_who_repeats_a_word_lends_it_no_reliability_of_his_own():
    held = told(link("repeated", "said", "same_origin"))
    assert {s.claim.id: s.origins for s in held}["repeated"] == ("ministry",)
    assert sum(s.weight for s in held if s.origins == ("ministry",)) == pytest.approx(0.5)


def test_a_claim_that_repeats_two_words_is_a_part_of_either_origin():
    whole = claim("whole", figure(value=50.0), "monitor", said="2025")
    ties = (link("whole", "said", "same_origin"), link("whole", "own", "same_origin"))
    book = (
        PAPER,
        source("ministry"),
        source("press"),
        source("monitor"),
        claim("said", figure(value=10.0), "ministry", said="2024-01"),
        claim("own", figure(value=90.0), "press", said="2024-03"),
        whole,
        *ties,
    )
    held = {s.claim.id: s for s in weigh(binding("said", "own", "whole"), book)}
    assert held["whole"].origins == ("ministry", "press")
    assert held["whole"].weight == pytest.approx(1 / 3)
    assert sum(share.weight for share in held.values()) == pytest.approx(1)


def test_a_pool_of_a_word_and_its_echo_is_that_of_the_word_alone():
    ministry, monitor = source("ministry"), source("monitor")
    said = claim("said", figure(value=10.0), "ministry", said="2024-01")
    echo = claim("echo", figure(value=10.0), "monitor", said="2024-05")
    book = (PAPER, ministry, monitor, said, echo, link("said", "echo", "launders"))
    assert pool(binding("said", "echo"), book, stream=STREAM).families == {"ministry"}


def test_a_withdrawn_claim_has_no_weight():
    a, b = claim("a", figure(value=1.0)), claim("b", figure(value=1.0))
    assert weights(PRESS, a, b, retraction("a")) == {"b": 1.0}


# --- what each operator draws


@pytest.mark.parametrize("value", [600_000.0, 0.5, 0.0, -10.0])
@pytest.mark.parametrize("credibility", [1, 5])
def test_at_least_is_never_below(value, credibility):
    assert said(figure("at_least", value), credibility=credibility).draws.min() >= value


@pytest.mark.parametrize("value", [600_000.0, 0.5, 0.0, -10.0])
@pytest.mark.parametrize("credibility", [1, 5])
def test_at_most_is_never_above(value, credibility):
    assert said(figure("at_most", value), credibility=credibility).draws.max() <= value


@pytest.mark.parametrize("strength", ["slight", "clear", "strong"])
def test_at_most_of_what_is_positive_is_never_negative(strength):
    hedges = (Hedge("up to", strength),)
    assert said(figure("at_most", 10.0), credibility=5, hedges=hedges).draws.min() >= 0


@pytest.mark.parametrize(
    ("low", "high"), [(0.0, 5.0), (-5.0, 5.0), (3.0, 3.0), (-5.0, -1.0)]
)
def test_a_range_is_its_range(low, high):
    draws = said(figure("between", low=low, high=high)).draws
    assert draws.min() >= low
    assert draws.max() <= high
    assert draws.mean() == pytest.approx((low + high) / 2, abs=0.1 * (high - low) + 1e-9)


def test_a_range_that_ends_at_zero_is_its_range():
    assert said(figure("between", low=-5.0, high=0.0)).draws.max() > -0.1


def test_a_range_with_a_value_alone_is_not_zero():
    assert said(figure("between", value=5.0)).draws.min() > 0


def test_a_figure_whose_range_is_a_point_is_that_point():
    assert (said(figure("about", 5.0, 5.0, 5.0)).draws == 5).all()


def test_at_least_with_a_range_stays_open_above():
    assert said(figure("at_least", low=10.0, high=20.0)).draws.max() > 20


SHARES = [0.0, 0.05, 0.5, 0.95, 1.0]
OPERATORS = ["equal", "about", "at_least", "at_most"]


@pytest.mark.parametrize("unit", [Unit.SHARE, Unit.PROBABILITY])
@pytest.mark.parametrize("value", SHARES)
@pytest.mark.parametrize("operator", OPERATORS)
def test_a_share_is_between_nothing_and_the_whole(operator, value, unit):
    draws = said(figure(operator, value, unit=unit)).draws
    assert draws.min() >= 0
    assert draws.max() <= 1


@pytest.mark.parametrize("value", SHARES[1:-1])
def test_a_bound_on_a_share_is_respected(value):
    assert said(figure("at_least", value, unit=Unit.SHARE)).draws.min() >= value
    assert said(figure("at_most", value, unit=Unit.SHARE)).draws.max() <= value


@pytest.mark.parametrize(("operator", "value"), [("at_least", 1.0), ("at_most", 0.0)])
def test_a_bound_on_a_share_is_respected_at_the_very_end(operator, value):
    assert (said(figure(operator, value, unit=Unit.SHARE)).draws == value).all()


def test_a_large_share_is_as_sure_as_the_small_share_that_it_leaves():
    large, small = (said(figure("about", v, unit=Unit.SHARE)).draws for v in (0.95, 0.05))
    assert large.std() == pytest.approx(small.std(), rel=0.2)


@pytest.mark.parametrize("value", [1000.0, -1000.0])
@pytest.mark.parametrize("operator", ["equal", "about"])
def test_a_bare_figure_spreads_about_itself(operator, value):
    draws = said(figure(operator, value)).draws
    assert np.median(draws) == pytest.approx(value, rel=0.03)
    assert (np.sign(draws) == np.sign(value)).all()


def test_about_is_wider_than_equal():
    wide, narrow = said(figure("about", 100.0)), said(figure("equal", 100.0))
    assert wide.draws.std() > narrow.draws.std()


@pytest.mark.parametrize("operator", ["equal", "about", "at_least", "at_most"])
def test_the_strongest_hedge_widens_most(operator):
    def spread(*strengths):
        hedges = tuple(Hedge("perhaps", s) for s in strengths)
        return said(figure(operator, 100.0), hedges=hedges).draws.std()

    assert spread() < spread("slight") < spread("clear") < spread("strong")
    assert spread("slight", "strong") == spread("strong")


@pytest.mark.parametrize("operator", ["equal", "about", "at_least", "at_most"])
def test_a_doubtful_claim_spreads_more_than_a_confirmed_one(operator):
    sure, doubtful = (
        said(figure(operator, 100.0), credibility=c).draws.std() for c in (1, 4)
    )
    assert sure < doubtful


def test_a_value_with_its_range_keeps_to_the_range():
    draws = said(figure("about", 5.0, 4.0, 9.0)).draws
    assert draws.min() >= 4
    assert draws.max() <= 9


# --- the pool


def two_claims(a=10.0, b=1000.0):
    return (
        PRESS, source("other"), PAPER,
        claim("a", figure(value=a), "press"), claim("b", figure(value=b), "other"),
    )  # fmt: skip


def test_two_origins_that_differ_make_two_humps():
    pooled = pool(binding("a", "b"), two_claims(), stream=STREAM)
    assert pooled.chance_above(100.0) == pytest.approx(0.5, abs=0.01)
    assert pooled.estimate().low < 20
    assert pooled.estimate().high > 800


def test_the_same_seed_gives_the_same_draws():
    one, again = (pool(binding("a", "b"), two_claims(), stream=Stream(3)) for _ in "12")
    assert (one.draws == again.draws).all()
    assert one.basis == again.basis


def test_another_seed_gives_other_draws_and_the_same_basis():
    one = pool(binding("a", "b"), two_claims(), stream=Stream(3))
    other = pool(binding("a", "b"), two_claims(), stream=Stream(4))
    assert (one.draws != other.draws).any()
    assert one.basis == other.basis


def test_another_parameter_draws_from_another_stream():
    one = pool(binding("a"), two_claims(), stream=STREAM)
    other = pool(binding("a", parameter="oil"), two_claims(), stream=STREAM)
    assert (one.draws != other.draws).any()


@pytest.mark.parametrize("runs", [1, 2, 7, 1000])
def test_there_are_as_many_draws_as_runs(runs):
    assert (
        len(pool(binding("a", "b"), two_claims(), stream=STREAM, runs=runs).draws) == runs
    )


def test_draws_cannot_be_written():
    with pytest.raises(ValueError, match="read-only"):
        pool(binding("a"), two_claims(), stream=STREAM).draws[0] = 1.0


def test_dropping_a_claim_that_is_not_in_the_pool_changes_nothing():
    book = two_claims()
    one = pool(binding("a"), book, stream=STREAM)
    less = pool(binding("a"), without_claim(book, "b"), stream=STREAM)
    assert (one.draws == less.draws).all()
    assert one.basis == less.basis


def test_a_claim_that_changes_changes_the_basis():
    one = pool(binding("a"), two_claims(), stream=STREAM)
    other = pool(binding("a"), two_claims(a=11.0), stream=STREAM)
    assert one.basis != other.basis


def test_an_override_takes_the_place_of_the_claims_and_says_so():
    pooled = pool(binding("a", override=OWN), two_claims(), stream=STREAM)
    assert pooled.draws.min() >= 1
    assert pooled.draws.max() <= 3
    assert pooled.basis == "override: like others"
    assert not pooled.assumed
    assert [share.claim.id for share in pooled.shares] == ["a"]


def test_an_assumed_figure_serves_only_where_no_claim_is_left():
    held = pool(binding("a", assumed=OWN), two_claims(), stream=STREAM)
    assert not held.assumed
    bare = pool(binding("lost", assumed=OWN), two_claims(), stream=STREAM)
    assert bare.assumed
    assert bare.basis == "assumed: like others"
    assert bare.shares == ()


def test_an_assumed_point_is_that_point():
    point = replace(OWN, low=2.0, mode=2.0, high=2.0)
    assert (pool(binding(assumed=point), (), stream=STREAM).draws == 2).all()


def test_nothing_to_rest_on_is_a_ledger_fault():
    with pytest.raises(LedgerFault, match="nothing is left to rest 'shells' on"):
        pool(binding("lost"), two_claims(), stream=STREAM)


def test_the_estimate_is_the_median_and_the_central_ninety_per_cent():
    pooled = pool(binding("a", "b"), two_claims(), stream=STREAM)
    one = pooled.estimate()
    assert one.level == 0.9
    assert (pooled.draws < one.low).mean() == pytest.approx(0.05, abs=0.01)
    assert (pooled.draws > one.high).mean() == pytest.approx(0.05, abs=0.01)

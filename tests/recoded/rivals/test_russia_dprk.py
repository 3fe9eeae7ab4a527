"""The rival explanations of russia-dprk, marked twice: how far two hands agree."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from foedus.cases.folder import read_case
from foedus.ledger.book import standing
from foedus.ledger.entry import Claim
from foedus.ledger.hypotheses import MARKS, Judgement, matrix, verdict

SECOND = yaml.safe_load((Path(__file__).parent / "russia_dprk.yaml").read_text("utf-8"))
DAYS = (date(2025, 1, 1), date(2026, 11, 1))


@pytest.fixture(scope="module", params=DAYS, ids=str)
def case(request):
    return read_case("russia-dprk", as_of=request.param)[0]


def second(case):
    known = {claim.id for claim in standing(case.book, Claim)}
    return [
        Judgement(row["claim"], id, mark, row["reason"], "second hand")
        for row in SECOND["judgements"]
        if row["claim"] in known
        for id, mark in row["marks"].items()
    ]


def first(case):
    known = {claim.id for claim in standing(case.book, Claim)}
    return [one for one in case.rivals.judgements if one.claim in known]


def pairs():
    """Steps by the first hand and by the second, of every claim and explanation."""
    held = read_case("russia-dprk", as_of=DAYS[-1])[0].rivals.judgements
    again = {row["claim"]: row["marks"] for row in SECOND["judgements"]}
    return [
        (MARKS.index(one.mark), MARKS.index(again[one.claim][one.hypothesis]))
        for one in held
    ]


def kappa(held, weight):
    """Cohen's kappa, disagreement counted by a weight of two steps."""
    one, other = (Counter(side) for side in zip(*held, strict=True))
    seen = sum(weight(a, b) for a, b in held) / len(held)
    by_chance = (
        sum(weight(a, b) * n * m for a, n in one.items() for b, m in other.items())
        / len(held) ** 2
    )
    return 1 - seen / by_chance


def test_the_second_hand_marked_every_claim_of_the_first():
    assert len(pairs()) == 84


def test_two_hands_agree_as_far_as_the_file_says():
    held = pairs()
    assert sum(a == b for a, b in held) == 55
    assert kappa(held, lambda a, b: a != b) == pytest.approx(0.52, abs=0.005)
    assert kappa(held, lambda a, b: abs(a - b)) == pytest.approx(0.71, abs=0.005)
    opposed = [pair for pair in held if {pair[0] < 2, pair[1] < 2} == {True, False}
               and 2 not in pair]  # fmt: skip
    assert len(opposed) == 1


def test_both_hands_put_the_explanations_in_one_order(case):
    orders = [
        [place.hypothesis.id for place in verdict(matrix(case.rivals.hypotheses, marks,
                                                         case.book)).places]
        for marks in (first(case), second(case))
    ]  # fmt: skip
    assert orders[0] == orders[1] == ["shut_out", "tactical", "enduring"]


def test_the_last_is_last_whatever_single_thing_the_second_hand_leaves_out(case):
    held = verdict(matrix(case.rivals.hypotheses, second(case), case.book))
    assert (held.places[-1].hypothesis.id, held.places[-1].first) == ("enduring", 3)

"""Claims as Argdown: each once, its relations under what they speak to."""

import re
from datetime import date

import pytest

from foedus.cases.folder import read_case
from foedus.faces.cli import main
from foedus.ledger.argdown import (
    Relation,
    Statement,
    argdown,
    of_ledger,
    of_links,
    of_rivals,
)
from foedus.ledger.book import standing
from foedus.ledger.entry import Claim, ClaimId, Link
from foedus.ledger.hypotheses import Hypothesis, Judgement
from foedus.questions.parts.evidence.argument import case_argdown


def link(relation):
    return Link(ClaimId("a"), ClaimId("b"), relation, "value", "because")


def test_support_and_attack_stand_under_what_they_speak_to():
    text = argdown(
        "H",
        [Statement("a", "A."), Statement("b", "B.")],
        [Relation("a", "b", "-", "it does")],
    )
    assert text == "# H\n\n[a]: A.\n\n[b]: B.\n  - [a] // it does\n"


def test_a_contradiction_goes_both_ways_and_laundering_says_nothing_of_truth():
    both = of_links([link("contradicts")])
    assert {(r.of, r.to, r.sign) for r in both} == {("a", "b", "-"), ("b", "a", "-")}
    assert of_links([link("launders"), link("same_origin"), link("qualifies")]) == ()
    assert [r.sign for r in of_links([link("corroborates")])] == ["+"]


def test_a_relation_to_a_claim_that_is_not_told_is_left_out():
    assert "[b]" not in argdown("H", [Statement("a", "A.")], [Relation("b", "a", "+")])


@pytest.mark.parametrize("mark", list("*_[]<>{}#@/\\"))
def test_marks_of_argdown_within_a_text_are_escaped(mark):
    text = argdown("H", [Statement("a", f"x {mark} y")], [])
    assert f"x \\{mark} y" in text


def test_a_rival_is_attacked_by_what_speaks_against_it_and_neutral_says_nothing():
    marks = [
        Judgement("c1", "h", "speaks strongly against", "r", "me"),
        Judgement("c2", "h", "fits", "r", "me"),
        Judgement("c3", "h", "neutral", "r", "me"),
    ]
    statements, relations = of_rivals([Hypothesis("h", "it lasts")], marks)
    assert [s.text for s in statements] == ["it lasts"]
    assert [(r.of, r.sign) for r in relations] == [("c1", "-"), ("c2", "+")]


def test_every_claim_of_a_case_is_told_once_with_its_source():
    case, _ = read_case("russia-dprk", as_of=date(2025, 1, 1))
    claims = standing(case.book, Claim)
    text = case_argdown(case)
    told = re.findall(r"^\[([^\]]+)\]: ", text, re.MULTILINE)
    rivals = [one.id for one in case.rivals.hypotheses]
    assert told == [*rivals, *(claim.id for claim in claims)]
    assert len(of_ledger(claims, {})) == len(claims)
    assert re.search(r'"source": "[^"]+ by way of ', text)


def test_the_command_writes_a_map_of_a_topic(tmp_path, capsys):
    place = tmp_path / "map.argdown"
    assert (
        main(["ledger", "map", "russia-dprk", "--topic", "treaty", "-o", str(place)]) == 0
    )
    text = place.read_text("utf-8")
    assert "#(treaty)" in text
    assert "#(shells)" not in text
    assert main(["ledger", "map", "russia-dprk"]) == 0
    assert len(capsys.readouterr().out) > len(text)

"""`foedus ask CASE exchange` with what-ifs of one's own, in words and in a file."""

import json

import pytest
from unit.questions.sweet import sweet

from foedus.cases.exchange_file import what_if_of
from foedus.exchange.whatif import Offer
from foedus.faces.cli import main
from foedus.questions.parts.exchange import hinges as deal_swings


@pytest.fixture(autouse=True)
def _quick(tmp_path, monkeypatch):
    monkeypatch.setenv("FOEDUS_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("FOEDUS_SHELF", str(tmp_path / "shelf"))
    monkeypatch.setattr(deal_swings, "POINTS", 8)


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return sweet(tmp_path_factory.mktemp("case"))


def asked(capfd, case, *words):
    status = main(["ask", str(case), "exchange", "--runs", "200", *map(str, words)])
    out, err = capfd.readouterr()
    return status, out, err


def told(out):
    return {one["id"]: one["estimate"]["value"] for one in json.loads(out)["results"]}


def test_words_make_one_what_if_beside_those_of_the_case(capfd, case):
    status, out, _ = asked(
        capfd, case, "--cut", "oil:0.5,sugar", "--ends", "quarrel:2026-01",
        "--enforcement", "2", "--offer", "CHN:90:2000", "--since", "2025-06", "--json",
    )  # fmt: skip
    assert status == 0
    numbers = told(out)
    assert numbers["exchange.what_if.asked.given_all"] < 0
    assert "exchange.what_if.cut.given" in numbers


def test_a_file_of_what_ifs_is_asked_as_well(capfd, case, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        "what_ifs:\n- {id: dry, title: all stops, cut: {sugar: 1.0}}\n", "utf-8"
    )
    status, out, _ = asked(capfd, case, "--what-if", path, "--json")
    assert status == 0
    assert told(out)["exchange.what_if.dry.given"] < 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--cut", "rum"), "cut names 'rum'"),
        (("--cut", "oil:half"), "'half' is no number"),
        (("--cut", "oil:2"), "2 of oil is cut"),
        (("--ends", "quarrel"), "is no month"),
        (("--ends", "flood:2025-06"), "ends names 'flood'"),
        (("--enforcement", "-1"), "a factor below 0"),
        (("--offer", "CHN"), "an offer that pays None"),
        (("--offer", "USA:5"), "USA is no outside partner"),
        (("--since", "soon"), "nothing is changed"),
        (("--cut", "oil", "--since", "soon"), "'soon' is no month"),
        (("--offer", "ZZZ:100"), "'ZZZ' is no state"),
        (("--ends", "quarrel:1950-01"), "not among the months ahead"),
        (("--cut", "oil", "--since", "2300-01"), "not among the months ahead"),
    ],
)
def test_words_that_mean_nothing_are_a_fault_with_its_mend(capfd, case, words, says):
    status, out, err = asked(capfd, case, *words)
    assert (status, out) == (1, "")
    assert says in err
    assert "mend" in err


def test_another_question_takes_no_what_if(capfd, case):
    status = main(["ask", str(case), "balance", "--cut", "oil"])
    assert status == 1
    assert "takes no --cut" in capfd.readouterr().err


def test_the_words_of_an_offer_are_what_is_paid_and_what_is_asked():
    made = what_if_of(offer="CHN::500, IND:20")
    assert made.offers == {"CHN": Offer(asks=500.0), "IND": Offer(pays=20.0)}


def test_a_part_left_out_is_the_whole():
    assert what_if_of(cut="oil").cut == {"oil": 1.0}

"""The engine knows neither goods nor states of any case, and answers another one."""

import re
from pathlib import Path

import pytest

from foedus.cases.folder import read_case
from foedus.questions import exchange

ROOT = Path(__file__).parents[3]
ENGINE = sorted((ROOT / "src" / "foedus" / "exchange").glob("*.py"))
CASE = ROOT / "examples" / "sugar_for_oil"
NAMED = re.compile(
    r"shell|ammunition|artillery|soldier|russia|korea|china|\b(?:RUS|PRK|CHN|DPRK)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.stem)
def test_the_engine_names_no_good_and_no_state_of_the_case(path):
    assert NAMED.findall(path.read_text("utf-8")) == []


@pytest.fixture(scope="module")
def answer():
    return exchange.ask(read_case(str(CASE))[0], seed=1, runs=1_000)


def value(answer, key):
    return answer.result(f"exchange.{key}").estimate.value


def test_sugar_for_oil_is_answered(answer):
    assert value(answer, "survive") > 0.1
    assert 250 < value(answer, "price") < 1_400


def test_the_barter_that_was_published_lies_within_what_the_price_leaves_open(answer):
    """27 and 18 barrels a ton, at about 19 dollars a barrel, before and after 1990."""
    price = answer.result("exchange.price").estimate
    assert price.low < 27 * 19 < price.high


def test_the_side_that_hung_on_the_other_is_the_one_that_suffered(answer):
    assert value(answer, "dependence.CUB") > 2 * value(answer, "dependence.RUS")
    assert value(answer, "what_if.oil_cut.given_all") < 0


def test_a_model_of_a_later_year_is_not_asked_what_trade_was(answer):
    assert not [r for r in answer.results if r.id.startswith("exchange.exit.")]
    assert any("after the day of the case" in f.remark for f in answer.findings)

"""ATOP's clauses against expert codings of 1816-1944; 1945-2003 is kept aside."""

import json
import os
from pathlib import Path

import pytest

from foedus.estimation.codings import read_codings
from foedus.estimation.fulfilment import PUBLISHED, RULES, backtest
from foedus.estimation.wars import wars
from foedus.faces.cli import main
from foedus.pacts.atop import atop_pacts
from foedus.sources.shelf import shelf_here

MIRROR = os.environ.get("FOEDUS_MIRROR")
FOLDER = Path(MIRROR or ".").parent / "golden" / "replication"
FILE = FOLDER / "fulfilment_1816_1944.csv"
pytestmark = pytest.mark.skipif(
    not (MIRROR and FILE.is_file()),
    reason="FOEDUS_MIRROR is not set, or golden/replication does not stand beside it",
)


@pytest.fixture(scope="module")
def result():
    members, acts, participants = (
        shelf_here().table(name).frame.iter_rows(named=True)
        for name in ("atop_members", "war_acts", "cow_war_participants")
    )
    return backtest(read_codings(FILE), atop_pacts(members), wars(acts, participants))


def test_the_target_is_reached_against_both_schools(result):
    for found in result.ours.values():
        assert found.n == 204
        assert found.accuracy >= 0.88
        assert found.auc >= 0.90
        assert found.recall >= 0.93


def test_the_confusion_is_as_the_page_shows(result):
    assert result.ours["LLM"].was == (3, 27, 62)
    assert result.ours["LLM"].was_not == (93, 12, 7)
    assert result.ours["BF"].was == (1, 26, 59)
    assert result.ours["BF"].was_not == (95, 13, 10)


PROTOTYPE = {
    "0": (92, 112, 0, 0),
    "1": (64, 54, 28, 58),
    "2": (44, 10, 48, 102),
    "3": (57, 21, 35, 91),
    "4": (55, 16, 37, 96),
    "4s": (33, 3, 59, 109),
    "5": (82, 19, 10, 93),
    "6": (89, 21, 3, 91),
    "7": (89, 19, 3, 93),
    "8": (89, 18, 3, 94),
}
"""Against LLM, by `../shared/design/atop.md`."""


@pytest.mark.parametrize("name", [rule.name for rule in RULES])
def test_each_rule_is_within_two_rows_of_the_prototype(result, name):
    [found] = [schools["LLM"] for rule, schools in result.ladder if rule.name == name]
    ours = (found.hits, found.false_calls, found.misses, found.rejections)
    assert all(abs(a - b) <= 2 for a, b in zip(ours, PROTOTYPE[name], strict=True))


def test_the_experts_rate_of_fulfilment_is_the_published_one(result):
    told = json.loads((FOLDER / "berkemeier_fuhrmann_2018.json").read_text("utf-8"))
    wanted = [told[key][:2] for key in ("1816-1944", "1945-2003", "all")]
    assert [[r.honoured, r.called] for r in PUBLISHED] == wanted
    before, since, _ = result.rates("experts")
    assert (before.honoured, before.called) == (61, 92)
    assert since.share is None


def test_the_naive_rate_is_the_older_27_percent_and_ours_lies_between(result):
    naive, ours = result.rates("naive")[0].share, result.rates("clauses")[0].share
    assert naive == pytest.approx(0.299, abs=0.001)
    assert naive < ours < 0.663


def test_every_difference_has_a_reason_and_nothing_was_left_out(result):
    assert len(result.differences("LLM")) == 22
    assert all(one.because for one in result.predictions)
    assert result.findings == ()


def test_the_command_prints_one_json_document(capfd):
    assert main(["backtest", "obligations", "--codings", str(FILE), "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert told["rows"] == 204
    assert told["schools"]["LLM"]["true_positive"] == 89


def test_the_page_shows_the_figures_of_the_command(result):
    page = (Path(__file__).parents[2] / "docs" / "fulfilment.md").read_text("utf-8")
    for school, found in result.ours.items():
        cells = f"{found.accuracy:.3f} | {found.auc:.3f} | {found.recall:.3f}"
        assert f"| {school} | {cells} |" in page
    for rule, schools in result.ladder:
        llm, bf = schools["LLM"], schools["BF"]
        counts = (llm.hits, llm.false_calls, llm.misses, llm.rejections)
        cells = " | ".join(map(str, counts))
        wanted = f"| {rule.name} | {rule.says} | {cells} | {llm.accuracy:.3f} | "
        assert f"{wanted}{llm.auc:.3f} | {bf.accuracy:.3f} | {bf.auc:.3f} |" in page
    for one in result.differences("LLM"):
        assert f"| {one.coding.alliance} |" in page

"""`foedus ask CASE sanctions` with a coalition, a depth, hubs and a table of one's own."""

import json

import pytest

from foedus.faces.cli import main
from foedus.questions.parts.sanctions import siege

NAMES = ("CHN", "DEU", "PRK", "RUS", "TUR", "USA")
SIZE = (900.0, 300, 5, 150, 90, 1000)


@pytest.fixture(autouse=True)
def _quick(tmp_path, monkeypatch):
    monkeypatch.setenv("FOEDUS_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("FOEDUS_SHELF", str(tmp_path / "shelf"))
    monkeypatch.setattr(siege, "POINTS", 4)
    monkeypatch.setattr(siege, "MOST_RUNS", 4)


@pytest.fixture
def coalition(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("target: RUS\nmembers: [USA, DEU]\nhubs: [CHN, TUR]\n", "utf-8")
    return path


@pytest.fixture
def trade(tmp_path):
    rows = [
        f"{seller},{buyer},{a if seller == buyer else a * b / sum(SIZE) / 4}"
        for seller, a in zip(NAMES, SIZE, strict=True)
        for buyer, b in zip(NAMES, SIZE, strict=True)
    ]
    path = tmp_path / "own.csv"
    path.write_text("\n".join(["exporter,importer,value", *rows]) + "\n", "utf-8")
    return path


def asked(capfd, *words):
    status = main(["ask", "russia-dprk", "sanctions", *map(str, words)])
    out, err = capfd.readouterr()
    return status, out, err


def test_a_coalition_a_depth_hubs_and_a_table_answer_as_json(capfd, coalition, trade):
    status, out, _ = asked(
        capfd, "--coalition", coalition, "--depth", "0.5", "--close", "Turkey,CHN",
        "--trade", trade, "--json",
    )  # fmt: skip
    told = json.loads(out)
    assert status == 0
    results = {one["id"]: one["estimate"]["value"] for one in told["results"]}
    assert 0 < results["sanctions.rus.bite"] < 0.1
    assert results["sanctions.rus.closing"] >= 0
    assert {picture["kind"] for picture in told["pictures"]} == {"bars"}


def test_another_depth_is_another_answer(capfd, coalition, trade):
    bites = []
    for depth in ("0.2", "0.9"):
        words = ("--coalition", coalition, "--trade", trade, "--depth", depth, "--json")
        told = json.loads(asked(capfd, *words)[1])
        bites.append(told["results"][0]["estimate"]["value"])
    assert bites[0] < bites[1]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (lambda rows: rows[:-1], "missing: USA to USA"),
        (lambda rows: [r for r in rows if not r.startswith("TUR")], "not square"),
        (lambda rows: [*rows[:2], "CHN,DEU,-1", *rows[3:]], "negative"),
        (lambda rows: [r for r in rows if "TUR" not in r], "no state 'TUR'"),
    ],
)
def test_a_bad_table_is_told_in_one_paragraph(capfd, coalition, trade, lines, says):
    rows = trade.read_text("utf-8").splitlines()
    trade.write_text("\n".join(lines(rows)) + "\n", "utf-8")
    status, out, err = asked(capfd, "--coalition", coalition, "--trade", trade)
    assert (status, out) == (1, "")
    assert says in err
    assert "mend" in err


def test_a_coalition_with_a_strange_state_is_told_in_one_paragraph(capfd, coalition):
    coalition.write_text("target: RUS\nmembers: [USSR]\n", "utf-8")
    status, _, err = asked(capfd, "--coalition", coalition)
    assert status == 1
    assert "'USSR' is no state" in err


def test_options_of_sanctions_are_refused_by_other_questions(capfd):
    status = main(["ask", "russia-dprk", "balance", "--depth", "0.5"])
    assert status == 1
    assert "balance takes no --depth" in capfd.readouterr().err


def test_a_depth_beyond_one_is_wrong_usage(capfd):
    assert asked(capfd, "--depth", "2")[0] == 2

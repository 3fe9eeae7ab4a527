"""`foedus ask CASE durability` with drivers as one would have them."""

import json

import pytest

from foedus.faces.cli import main


@pytest.fixture(autouse=True)
def _apart(tmp_path, monkeypatch):
    monkeypatch.setenv("FOEDUS_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("FOEDUS_SHELF", str(tmp_path / "shelf"))


def asked(capfd, *words):
    status = main(["ask", "russia-dprk", "durability", "--runs", "200", *words])
    out, err = capfd.readouterr()
    return status, out, err


def test_a_driver_may_be_left_out_sized_anew_or_come_for_sure(capfd):
    status, out, _ = asked(
        capfd, "--without-driver", "war_ends", "--driver", "supply_fails=0.9,50",
        "--ends", "washington:2027", "--json",
    )  # fmt: skip
    assert status == 0
    told = {one["id"]: one for one in json.loads(out)["results"]}
    assert told["durability.asked.more.10"]["estimate"]["value"] < 0
    said = told["durability.asked.10"]["sentence"]
    assert "without 'the war in Ukraine ends'" in said
    assert "in 2027" in said


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--without-driver", "hunger"], "no driver 'hunger'"),
        (["--driver", "war_ends=2,2"], "war_ends=2,2"),
        (["--ends", "war_ends:2025-06"], "war_ends:2025-06"),
    ],
)
def test_what_means_nothing_is_told_in_one_paragraph(capfd, words, found):
    status, out, err = asked(capfd, *words)
    assert (status, out) == (1, "")
    assert found in err
    assert "mend" in err
    assert "Traceback" not in err


def test_another_question_refuses_drivers(capfd):
    status = main(["ask", "russia-dprk", "exchange", "--driver", "war_ends=0.1,2"])
    _, err = capfd.readouterr()
    assert status == 1
    assert "exchange takes no --driver" in err

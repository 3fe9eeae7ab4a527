import json

import pytest

from foedus.faces.cli import main


def asked(capfd, *options):
    status = main(["ask", "russia-dprk", "balance", *options, "--json"])
    out, err = capfd.readouterr()
    return status, out, err


def test_a_balance_can_be_asked_at_a_place_and_of_a_coalition(capfd):
    status, out, _ = asked(capfd, "--at", "Seoul", "--coalition", "USA, South Korea")
    assert status == 0
    titles = [table["title"] for table in json.loads(out)["tables"]]
    assert "What sides could bring to Seoul" in titles
    assert (
        "The war chest of South Korea and the United States, attacked by North Korea"
        in (titles)
    )


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--at", "Nowhere"), "no place called 'Nowhere'"),
        (("--at", "95,10"), "is not on Earth"),
        (("--coalition", "USA,USA"), "a coalition of USA, USA"),
        (("--coalition", "USA,Atlantis"), "'Atlantis' is no state"),
        (("--coalition", "allies.yaml"), "'allies.yaml' is no state"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_paragraph(capfd, options, says):
    status, out, err = asked(capfd, *options)
    assert (status, out) == (1, "")
    assert says in err


def test_other_questions_take_no_place(capfd):
    status = main(["ask", "russia-dprk", "evidence", "--at", "Seoul"])
    assert status == 1
    assert "evidence takes no --at" in capfd.readouterr().err

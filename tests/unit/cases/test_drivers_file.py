"""drivers.yaml: what fits comes in, and what does not is told with its file and line."""

import pytest

from foedus.cases.blank import start_case
from foedus.cases.folder import read_case
from foedus.faults import CaseFault


@pytest.fixture
def folder(tmp_path):
    return start_case("mine", tmp_path)


def alter(folder, old, new):
    path = folder / "drivers.yaml"
    text = path.read_text("utf-8")
    if old not in text:
        pytest.fail(f"drivers.yaml holds no {old!r}")
    path.write_text(text.replace(old, new, 1), "utf-8")


def line(folder, words):
    """The number of the first line of the file that holds some words."""
    lines = (folder / "drivers.yaml").read_text("utf-8").splitlines()
    return next(k for k, text in enumerate(lines, 1) if words in text)


def test_the_blank_case_shows_the_form(folder):
    [one] = read_case(str(folder))[0].drivers.drivers
    assert (one.id, one.claims, one.lasts) == ("quarrel_over_cost", ("troops-kor",), 3)
    assert (one.again, one.makes, one.times.assumed.mode) == (True, "violated", 1.5)


def test_a_case_may_lack_the_file(folder):
    (folder / "drivers.yaml").unlink()
    assert read_case(str(folder))[0].drivers is None


def test_the_first_case_names_what_the_documents_name():
    case, _ = read_case("russia-dprk")
    named = {one.id: one for one in case.drivers.drivers}
    assert {"war_ends", "supply_fails", "china_offers", "rus_leader"} <= set(named)
    assert named["war_ends"].chance.parameter == "ends.war_year"
    assert "du-seed" in named["supply_fails"].claims
    assert named["rus_leader"].chance.leader.state == "RUS"
    assert all(one.claims for one in named.values())


@pytest.mark.parametrize(
    ("old", "new", "at", "found"),
    [
        ("[troops-kor]", "[troops-kor, gone]", "claims: [", "leans on 'gone', no claim"),
        ("{low: 0.01,", "{low: -0.01,", "low: -0.01", "-0.01"),
        ("high: 0.15", "high: 1.15", "high: 1.15", "1.15"),
        ("{low: 1, mode", "{low: 0, mode", "low: 0,", "is 0"),
        ("mode: 1.5", "mode: 9.5", "mode: 9.5", "9.5 between 1 and 3"),
        ("lasts: 3", "lasts: 0", "lasts: 0", "is 0"),
        ("makes: violated", "makes: torn", "makes: torn", "'torn'"),
        (
            "makes: violated", "makes: violated\n  pact: ussr_prk_1961", "pact: ussr",
            "no treaty 'ussr_prk_1961' stands",
        ),
        ("    assumed: {low: 0.01, mode: 0.05, high: 0.15,", "    parameter: no.such\n"
         "    # {", "parameter: no.such", "'no.such' is no chance that is bound"),
        ("    assumed: {low: 1, mode: 1.5, high: 3,", "    fitted: hunger\n    # {",
         "fitted: hunger", "no event 'hunger' was fitted"),
        ("    assumed: {low: 0.01, mode: 0.05, high: 0.15,",
         "    exchange: [floor]\n    # {",
         "exchange: [floor]", "the exchange does not end by 'floor'"),
        ("    assumed: {low: 0.01, mode: 0.05, high: 0.15,",
         "    leader: {state: XXX, born: 1950, since: 2000}\n    # {", "state: XXX",
         "'XXX' is no state"),
        ("    assumed: {low: 0.01, mode: 0.05, high: 0.15,",
         "    leader: {state: KOR, born: 1990, since: 1980}\n    # {", "state: KOR",
         "born in 1990"),
        ("  chance:\n", "  chance:\n    parameter: kor.population\n", "parameter: kor",
         "chance of quarrel_over_cost names 2 bases"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_line(folder, old, new, at, found):
    alter(folder, old, new)
    with pytest.raises(CaseFault, match=found) as told:
        read_case(str(folder))
    assert f"drivers.yaml:{line(folder, at)}" in told.value.where


def test_two_drivers_of_one_name_are_refused(folder):
    path = folder / "drivers.yaml"
    text = path.read_text("utf-8")
    begun, end = text.index("- id:"), text.index("# What else")
    path.write_text(text[:end] + text[begun:end] + text[end:], "utf-8")
    with pytest.raises(CaseFault, match="a second driver called 'quarrel_over_cost'"):
        read_case(str(folder))


def test_an_unknown_key_is_refused(folder):
    alter(folder, "  lasts: 3", "  lasts: 3\n  weight: 2")
    with pytest.raises(CaseFault, match="no key that is known"):
        read_case(str(folder))

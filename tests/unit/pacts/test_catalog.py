"""A treaty file that cannot mean what it says is refused, with its place."""

from datetime import date

import pytest

from foedus.faults import Fault, PactFault
from foedus.pacts.catalog import catalog, pact, pact_file, parse
from foedus.pacts.pact import Duration

TEXT = """\
name: A treaty
signed: 1990-01-01
parties:
  RUS: [1990-01-01, null]
  PRK: [1990-01-01, null]
reference: a register
provisions:
  - article: '1'
    duty: defend
    conditions: {attackers: [USA]}
left_out: []
"""
SECOND = "  - {article: '1', duty: defend, force: automatic}\nleft_out: []"


def changed(old, new):
    assert old in TEXT
    return TEXT.replace(old, new)


def refused(old, new):
    with pytest.raises(PactFault) as told:
        parse("treaty", changed(old, new), where="treaty.yaml")
    return told.value


def test_a_file_becomes_a_pact():
    made = parse("treaty", TEXT, where="treaty.yaml")
    assert (made.id, made.signed, made.provisional) == ("treaty", date(1990, 1, 1), True)
    assert made.members(date(1990, 1, 1)) == {"RUS", "PRK"}
    assert made.provisions[0].conditions.attackers == ("USA",)


@pytest.mark.parametrize(
    ("spells", "first", "gap"),
    [
        ("[1990-01-01, null]", True, True),
        ("{start: 1990-01-01}", True, True),
        ("[[1990-01-01, 1995-12-31], [1999-01-01, null]]", True, False),
        ("[{start: 1990-01-01, end: 1995-12-31}, {start: 1999-01-01}]", True, False),
    ],
)
def test_a_party_is_bound_in_one_spell_or_in_several(spells, first, gap):
    text = changed("PRK: [1990-01-01, null]", f"PRK: {spells}")
    made = parse("treaty", text, where="x")
    assert ("PRK" in made.members(date(1990, 1, 1))) is first
    assert ("PRK" in made.members(date(1997, 1, 1))) is gap
    assert "PRK" in made.members(date(1999, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "found", "line"),
    [
        ("signed:", "singed:", "singed is no key", 2),
        ("conditions: {attackers", "conditions: {atackers", "atackers is no key", 10),
        ("duty: defend", "duty: defned", "duty is 'defned'", 9),
        ("article: '1'", "article: 1", "article is 1", 8),
        ("reference: a register\n", "", "reference is missing", 1),
        ("left_out: []\n", "", "left_out is missing", 1),
        ("name: A treaty", "name: A\nname: B", "stands twice", 2),
        ("parties:", "parties: [", "broken YAML", None),
        ("[1990-01-01, null]\n  PRK", "[soon, null]\n  PRK", "soon", 4),
    ],
)
def test_a_slip_of_the_pen_is_told_with_its_line(old, new, found, line):
    fault = refused(old, new)
    assert found in fault.found
    assert line is None or fault.where == f"treaty.yaml:{line}"


def test_a_party_that_is_no_state_is_refused():
    assert "'NKO'" in refused("PRK: [", "NKO: [").found


def test_the_country_code_no_stays_a_word_and_is_told_as_no_state():
    assert "'NO'" in refused("PRK: [", "NO: [").found


@pytest.mark.parametrize("role", ["debtors", "creditors"])
def test_a_debtor_or_creditor_that_is_no_state_is_refused(role):
    assert "XYZ" in refused("duty: defend", f"duty: defend\n    {role}: [XYZ]").found


def test_a_debtor_that_is_no_party_is_refused():
    fault = refused("duty: defend", "duty: defend\n    debtors: [CHN]")
    assert fault.found == "article 1: the debtor CHN is no party"


def test_a_guarantee_may_name_a_state_that_is_no_party():
    text = changed("duty: defend", "duty: defend\n    creditors: [CHN]")
    assert parse("t", text, where="x").provisions[0].creditors == {"CHN"}


def test_a_class_that_nobody_told_is_refused():
    assert "great_pwer" in refused("[USA]", "[great_pwer]").found


@pytest.mark.parametrize(
    "name", ["any", "non_party", "great_power", "european", "ally_of:CHN"]
)
def test_a_class_that_the_house_knows_is_taken(name):
    text = changed("[USA]", f"['{name}']")
    assert parse("t", text, where="x").provisions[0].conditions.attackers == (name,)


def test_a_spell_that_ends_before_it_starts_is_refused():
    with pytest.raises(Fault, match="before it starts"):
        parse(
            "t",
            changed("[1990-01-01, null]\nref", "[1990-01-01, 1980-01-01]\nref"),
            where="x",
        )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            "[1990-01-01, null]\nref", "[1990-01-01, 1980-01-01]\nref", id="spell"
        ),
        pytest.param(
            "signed",
            "suspended: [{between: [RUS, PRK], start: 2000-01-01, end: 1999-01-01}]\n"
            "signed",
            id="suspension",
        ),
    ],
)
def test_a_spell_out_of_order_is_told_with_its_file(old, new):
    assert refused(old, new).where.startswith("treaty.yaml")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("[1990-01-01, null]\nref", "[]\nref", id="a party without days"),
        pytest.param("[1990-01-01, null]\nref", "[1990-02-31, null]\nref", id="no day"),
        pytest.param("left_out: []", SECOND, id="one article and duty twice"),
        pytest.param("[USA]", "[XYZ]", id="an attacker that is no state"),
        pytest.param("[USA]", "['ally_of:XYZ']", id="an ally of no state"),
        pytest.param("attackers: [USA]", "joined_by: [Russia]", id="a joiner that is none"),
        pytest.param("attackers: [USA]", "at_least: {n: 2, of: graet}", id="no class"),
        pytest.param("attackers: [USA]", "places: [nato_aera]", id="no zone"),
        pytest.param(
            "signed", "suspended: [{between: [RUS, CHN], start: 2000-01-01}]\nsigned",
            id="a suspension of a stranger",
        ),
        pytest.param("PRK: [1990", "PRK: [1900", id="bound before it was a state"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(old, new):
    assert refused(old, new).where.startswith("treaty.yaml")


def test_a_treaty_that_is_not_there_is_told_with_those_near():
    with pytest.raises(PactFault, match="no treaty 'nato_1948'") as told:
        pact("nato_1948")
    assert "nato_1949" in told.value.expected


@pytest.mark.parametrize("id", ["../zones", "/etc/passwd", "nato 1949", "", "__init__"])
def test_a_name_is_no_path(id):
    with pytest.raises(PactFault):
        pact(id)


def test_a_file_of_one_s_own_reads_the_same(tmp_path):
    path = tmp_path / "treaty.yaml"
    path.write_text(TEXT, "utf-8")
    assert pact_file(path) == parse("treaty", TEXT, where="x")


def test_a_file_that_is_not_there_is_a_pact_fault(tmp_path):
    with pytest.raises(PactFault, match="cannot be read"):
        pact_file(tmp_path / "none.yaml")


def test_the_catalogue_is_in_the_order_of_its_ids():
    ids = [one.id for one in catalog()]
    assert ids == sorted(set(ids))


def test_a_treaty_says_how_long_it_lasts():
    lasting = pact("rus_prk_2024").duration
    assert (lasting.lasts, lasting.may_be_left, lasting.basis) == (
        "indefinite",
        True,
        "memory",
    )
    assert pact("ussr_prk_1961").duration.years == 10


def test_years_of_a_duration_without_years_are_refused():
    with pytest.raises(PactFault, match="duration"):
        Duration("years", "read")

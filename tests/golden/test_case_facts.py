"""The facts of the Russia-DPRK case hold together, and agree with the data sets."""

import csv
import json
import os
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from foedus import doors
from foedus.cases.case import Event, Figure, GoingOn, Heading, Issue, Question
from foedus.cases.identities import read_identities
from foedus.ledger.entry import Binding, Claim, Link
from foedus.ledger.origin import Document, Source
from foedus.sources.rfile import r_frame
from foedus.spells import spell_of
from foedus.states import crosswalk, roster

FOLDER = Path(__file__).parents[2] / "src/foedus/cases/russia_dprk"
AS_OF = date(2025, 1, 1)
MIRROR = os.environ.get("FOEDUS_MIRROR")
with_mirror = pytest.mark.skipif(MIRROR is None, reason="FOEDUS_MIRROR is not set")


@dataclass(frozen=True, slots=True)
class Origins:
    sources: tuple[Source, ...]
    documents: tuple[Document, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bindings:
    parameters: tuple[Binding, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Acts:
    going_on: tuple[GoingOn, ...]
    acts: tuple[Question, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issues:
    status: str
    issues: tuple[Issue, ...]
    left_out: tuple[str, ...]


def text(name):
    return (FOLDER / name).read_text("utf-8")


HEADING = doors.read_yaml(Heading, text("case.yaml"), where="case.yaml")
ORIGINS = doors.read_yaml(Origins, text("sources.yaml"), where="sources.yaml")
BINDINGS = doors.read_yaml(Bindings, text("bindings.yaml"), where="bindings.yaml")
ACTS = doors.read_yaml(Acts, text("acts.yaml"), where="acts.yaml")
ISSUES = doors.read_yaml(Issues, text("issues.yaml"), where="issues.yaml")
CLAIMS = doors.read_jsonl(Claim, text("claims.jsonl"), where="claims.jsonl")
LINKS = doors.read_jsonl(Link, text("links.jsonl"), where="links.jsonl")
FIGURES = doors.read_csv(Figure, text("states.csv"), where="states.csv")
EVENTS = doors.read_csv(Event, text("timeline.csv"), where="timeline.csv")

CLAIM = {claim.id: claim for claim in CLAIMS}
SOURCE = {source.id: source for source in ORIGINS.sources}
DOCUMENT = {document.id: document for document in ORIGINS.documents}
PARAMETER = {binding.parameter: binding for binding in BINDINGS.parameters}
IDENTITIES = read_identities(FOLDER, {b.parameter: b.unit for b in BINDINGS.parameters})
IDENTITY = {identity.id: identity for identity in IDENTITIES}
QUESTIONS = {
    "obligations", "escalation", "exchange", "sanctions", "balance", "response",
    "proliferation", "theories", "history", "durability", "contagion", "evidence",
}  # fmt: skip

DISAGREEMENTS = {
    "oil of 2024": {("pay-oil-unit", "pay-oil1m"), ("pay-oil-56kt", "pay-oil1m")},
    "shells": {("sh-3m", "sh-rbc-and"), ("sh-msmt9", "sh-osc"), ("sh-msmt9", "sh-times")},
    "share of Russian fire": {
        ("sh-share-half", "sh-share75"),
        ("sh-bud40", "sh-share-half"),
    },
    "containers": {("sh-10k-feb", "sh-6700"), ("sh-msmt20k", "sh-osc-ctr")},
    "casualties": {("cs-jcs-dec", "cs-zel-3000"), ("cs-nis-apr-dead", "cs-nis-sep")},
    "troops": {("tp-nis12k", "tp-us10k"), ("tp-13k", "tp-15k"), ("tp-geras", "tp-seed12k")},
    "alliance or not": {("rud-level", "rud-noalliance"), ("tp-deny-kremlin", "tp-geras")},
    "China": {("cn-anx", "cn-osw"), ("cn-anx", "cn-own"), ("cn-atk", "cn-unc")},
    "payment": {("pay-asym", "pay-notbad"), ("pay-200m", "pay-nocash")},
    "technology": {("te-fnf-none", "te-sat-given"), ("te-submod", "te-subreact")},
    "Russia-DPRK trade": {("tr-rp23", "tr-rp24"), ("tr-rp24", "tr-rp24h")},
    "dates and texts": {
        ("hi-end-1995", "hi-end-1996"),
        ("hi-chn-renewed", "hi-chn-noterm"),
    },
    "poll": {("ko-gallup", "ko-gallup82")},
    "fire": {("sh-fire-syr-jan", "sh-fire"), ("sh-fire-syr-jan", "sh-fire-rusi")},
    "price of a shell": {("pr-salm", "pr-bain"), ("pr-iran-wsj", "pr-bain")},
    "deliveries to 2025": {("sh-nis10m", "sh-skib65"), ("sh-nis10m", "sh-osc")},
    "worth of arms": {("pay-kida", "pay-val25"), ("pay-inss26", "pay-val25")},
    "what comes back": {("pay-billions", "pay-ret"), ("pay-flour", "pay-rice")},
}


def test_ids_are_used_once():
    for ids in (
        [entry.id for entry in (*CLAIMS, *ORIGINS.sources, *ORIGINS.documents)],
        [binding.parameter for binding in BINDINGS.parameters],
        [figure.id for figure in FIGURES],
        [event.id for event in EVENTS],
        [act.id for act in ACTS.acts],
    ):
        assert [name for name, times in Counter(ids).items() if times > 1] == []


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_a_claim_names_a_document_speakers_questions_and_states(claim):
    assert claim.document in DOCUMENT
    assert claim.voice
    assert {voice.holder for voice in claim.voice} <= set(SOURCE)
    assert set(claim.questions) <= QUESTIONS
    assert claim.questions
    known = {state.id for state in roster.roster().states}
    assert set(claim.actors) <= known


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_a_claim_has_days_that_can_be_read(claim):
    said = spell_of(claim.said, where=claim.id)
    # Known by the case's day or not: never a month or year that straddles it.
    assert said.end < AS_OF or said.start >= AS_OF
    if claim.about:
        spell_of(claim.about, where=claim.id)


@pytest.mark.parametrize(
    "claim", [claim for claim in CLAIMS if claim.quantity], ids=lambda claim: claim.id
)
def test_a_quantity_has_the_numbers_that_its_operator_asks_for(claim):
    said = claim.quantity
    if said.operator == "between":
        assert said.value is None
        assert said.low < said.high
    else:
        assert said.value is not None
        assert said.low is said.high is None
    if said.unit == "share":
        assert all(0 <= x <= 1 for x in (said.value, said.low, said.high) if x is not None)


@pytest.mark.parametrize("link", LINKS, ids=lambda link: f"{link.a}--{link.b}")
def test_a_link_joins_two_claims(link):
    assert {link.a, link.b} <= set(CLAIM)
    assert link.a != link.b
    assert link.reason


def test_two_claims_are_linked_once():
    pairs = Counter(frozenset((link.a, link.b)) for link in LINKS)
    assert max(pairs.values()) == 1


@pytest.mark.parametrize(
    "binding", BINDINGS.parameters, ids=lambda binding: binding.parameter
)
def test_a_binding_rests_on_claims_in_its_unit_or_says_that_it_is_assumed(binding):
    assert binding.claims or binding.assumed
    for name in binding.claims:
        claim = CLAIM[name]
        assert claim.parameter == binding.parameter
        assert claim.quantity.unit == binding.unit
    for own in (binding.assumed, binding.override):
        if own is not None:
            assert own.low <= own.mode <= own.high
            assert own.reason


def test_what_containers_could_hold_is_never_bound_to_shells_delivered():
    for binding in BINDINGS.parameters:
        capacities = {CLAIM[c].quantity.of.startswith("capacity") for c in binding.claims}
        assert capacities in ({".capacity_" in binding.parameter}, set())


def test_both_printed_figures_of_the_oil_are_bound():
    assert set(PARAMETER["oil.in_2024"].claims) == {"pay-oil1m", "pay-oil-unit"}


@pytest.mark.parametrize("subject", DISAGREEMENTS)
def test_the_known_disagreements_stand_side_by_side(subject):
    standing = {
        frozenset((link.a, link.b)) for link in LINKS if link.relation == "contradicts"
    }
    assert {frozenset(pair) for pair in DISAGREEMENTS[subject]} <= standing


def closing(identity, **values):
    """Left less right of an identity of the case, by numbers told by hand."""
    held = dict(zip(identity.parameters, values.values(), strict=True))

    def side(terms):
        total = 0.0
        for term in terms:
            product = term.times
            for factor in term.factors:
                x = held[factor.parameter]
                product *= {"itself": x, "rest": 1 - x}[factor.form]
            total += product
        return total

    return side(identity.left) - side(identity.right)


def test_the_published_balance_of_2024_fails_to_close_as_the_design_reckons():
    # Russia makes 2.1 to 3.0 million, gets 3 million of which 0.1 to 0.5 are duds, and
    # fires 10,000 a day: 3.6 to 5.7 million against 3.65.
    balance = IDENTITY["balance.buyer_2024"]
    least = closing(balance, made=2.1e6, got=3e6, duds=0.5, fired=10_000, laid_up=0)
    most = closing(balance, made=3.0e6, got=3e6, duds=0.1, fired=10_000, laid_up=0)
    assert least == pytest.approx(3.6e6 - 3.66e6)
    assert most == pytest.approx(5.7e6 - 3.66e6)


def test_fifty_six_thousand_tonnes_of_products_are_under_half_a_million_barrels():
    oil = IDENTITY["oil.barrels_and_tonnes"]
    for density in (7.3, 8.5):
        assert closing(oil, barrels=1e6, tonnes=56_000, density=density) > 0.5e6


def test_every_identity_is_about_parameters_that_are_bound():
    for identity in IDENTITIES:
        assert set(identity.parameters) <= set(PARAMETER)
        assert identity.because
        assert identity.says


def test_what_governments_pool_counts_once():
    seoul = {"nis", "rok_jcs", "rok_dia", "shin_wonsik", "msmt"}
    kyiv = {"hur", "budanov", "zelensky", "western_officials_bbc"}
    assert {SOURCE[s].family for s in seoul} == {"rok_government"}
    assert {SOURCE[s].family for s in kyiv} == {"ukrainian_government"}


def test_a_stake_rests_on_claims_and_is_ordered():
    for issue in ISSUES.issues:
        for stake in issue.actors.values():
            assert set(stake.rests_on) <= set(CLAIM)
            for low, mode, high in (stake.position, stake.salience, stake.influence):
                assert 0 <= low <= mode <= high <= 100


def test_figures_are_of_known_states_and_name_a_document():
    known = {state.id for state in roster.roster().states}
    assert {figure.state for figure in FIGURES} <= known
    assert {figure.source for figure in FIGURES} <= set(DOCUMENT)
    assert set(HEADING.states) <= {figure.state for figure in FIGURES}
    for figure in FIGURES:
        if figure.low is not None:
            assert figure.low <= figure.value <= figure.high


def test_what_is_remembered_says_so():
    for figure in FIGURES:
        assert figure.source != "recalled" or figure.basis == "memory"
    for claim in CLAIMS:
        assert (claim.document == "recalled") == (claim.basis == "memory")


def test_events_name_states_days_and_documents():
    known = {state.id for state in roster.roster().states}
    for event in EVENTS:
        assert set(event.states.split(";")) <= known
        spell_of(event.date, where=event.id)
        assert (event.source in DOCUMENT) == (event.basis == "read")


def test_acts_are_between_known_states_and_rest_on_documents():
    known = {state.id for state in roster.roster().states}
    for act in (*ACTS.acts, *ACTS.going_on):
        assert {act.attacker, act.victim} <= known
    assert {act.source for act in ACTS.going_on} <= set(DOCUMENT)
    assert len(ACTS.acts) == 25


def test_the_heading_names_known_states():
    known = {state.id for state in roster.roster().states}
    named = {*HEADING.states, *HEADING.dyad}
    for group in (*HEADING.levels, *HEADING.camps):
        named |= set(group.states)
    for states in HEADING.groups.values():
        named |= set(states)
    assert named <= known
    assert HEADING.pact in HEADING.pacts
    assert {number.parameter for number in HEADING.watched} <= set(PARAMETER)


def test_every_file_says_what_it_leaves_out():
    for part in (HEADING, ORIGINS, BINDINGS, ACTS, ISSUES):
        assert part.left_out


def figures(field):
    return {(f.state, f.year): f for f in FIGURES if f.field == field}


def mirrored(part):
    """Find the one mirrored file whose table has that name."""
    for line in (Path(MIRROR) / "INDEX.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        if entry["file"] == part:
            return Path(MIRROR) / entry["url"].split("://")[1]
    raise LookupError(part)


def cow_number():
    """Numbers of the Correlates of War for the states of the case."""
    return {state: crosswalk.cow_number(state, 2022) for state in HEADING.states}


@with_mirror
@pytest.mark.parametrize(
    ("field", "part"),
    [("population", "wb_population.parquet"), ("gdp", "wb_gdp_current_usd.parquet")],
)
def test_figures_of_the_world_bank_are_the_banks(field, part):
    with mirrored(part).open(encoding="utf-8") as lines:
        bank = {
            (row["Country Code"], int(row["Year"])): float(row["Value"])
            for row in csv.DictReader(lines)
        }
    checked = [f for f in figures(field).values() if f.source.startswith("wb_")]
    assert len(checked) > 70
    for figure in checked:
        assert figure.value == pytest.approx(bank[figure.state, figure.year], abs=1)


@with_mirror
def test_ideal_points_are_those_of_the_release():
    told = {}
    part = mirrored("ideal_points_all_jun2024.parquet")
    with part.open(encoding="latin-1") as lines:
        for row in csv.DictReader(lines):
            # The release still calls Serbia Yugoslavia.
            state = {"YUG": "SRB"}.get(row["iso3c"], row["iso3c"])
            told[state, int(row["session"]) + 1945] = row
    for (state, year), figure in figures("un_ideal_point").items():
        row = told[state, year]
        for mine, column in (
            (figure.value, "IdealPointAll"),
            (figure.low, "Q5%All"),
            (figure.high, "Q95%All"),
        ):
            assert mine == pytest.approx(float(row[column]), abs=1e-4)


@with_mirror
def test_polyarchy_is_that_of_v_dem():
    frame = r_frame(mirrored("vdem_simple.parquet")).filter(pl.col("year") == 2024)
    names = [f"v2x_polyarchy{end}" for end in ("", "_codelow", "_codehigh")]
    told = {row[0]: row[1:] for row in frame.select("country_text_id", *names).iter_rows()}
    for (state, _), figure in figures("polyarchy").items():
        mine = (figure.value, figure.low, figure.high)
        assert mine == pytest.approx(told[state], abs=1e-6)


@with_mirror
def test_capabilities_are_those_of_the_correlates_of_war():
    frame = r_frame(mirrored("cow_nmc.parquet")).filter(pl.col("year") == 2022)
    columns = frame.select("ccode", "milper", "cinc").iter_rows()
    told = {int(number): (men, cinc) for number, men, cinc in columns}
    men, cinc = figures("military_personnel"), figures("cinc")
    for state, number in cow_number().items():
        assert men[state, 2022].value == told[number][0] * 1000
        assert cinc[state, 2022].value == pytest.approx(told[number][1], abs=1e-7)


@with_mirror
def test_american_troops_are_those_of_the_reports():
    frame = r_frame(mirrored("troopdata_rebuild_reports.parquet")).filter(
        (pl.col("year") == 2024) & pl.col("month").cast(pl.String).str.contains("Dec|12")
    )
    told = dict(frame.select("iso3c", "troops_ad").iter_rows())
    for (state, _), figure in figures("us_troops").items():
        assert figure.value == told[state]


PARTNERS = {
    "Armenia": "arm", "Georgia": "geo", "Kazakhstan": "kaz", "Kyrgyzstan": "kgz",
    "Russian Federation (Russia)": "rus", "Türkiye": "tur", "Uzbekistan": "uzb",
    "United Arab Emirates": "are",
}  # fmt: skip


@with_mirror
def test_exports_of_the_union_are_eurostats():
    told = {}
    for line in (Path(MIRROR) / "INDEX.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        if entry["file"] != "eu27_exports_by_partner_year.parquet":
            continue
        part = Path(MIRROR) / entry["url"].split("://")[1]
        for row in csv.DictReader(part.read_text("utf-8").splitlines()):
            if row["PARTNER"] in PARTNERS and row["PERIOD"].startswith("2023"):
                told[PARTNERS[row["PARTNER"]]] = float(row["VALUE_IN_EUR"])
    assert len(told) == len(PARTNERS)
    for partner, value in told.items():
        claim = CLAIM[f"tr-eu-{partner}"]
        assert claim.quantity.value == pytest.approx(value, abs=100_000)

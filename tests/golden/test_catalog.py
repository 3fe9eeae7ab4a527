"""The treaty catalogue against what is known of its treaties: parties, days, duties.

The numbers of members and the days are counted from the organisations' own lists of
accession, not from the files.
"""

import re
from datetime import date
from importlib.resources import files

import pytest

from foedus.pacts.act import Act, Reading, Situation
from foedus.pacts.catalog import catalog, pact
from foedus.pacts.obligation import called
from foedus.pacts.pact import Status
from foedus.pacts.places import all_tags, zones
from foedus.pacts.provision import MILITARY, Duty, Kind
from foedus.pacts.standing import belongs, class_names
from foedus.states.roster import StateId, roster

AS_OF = date(2025, 1, 1)

CASE = {
    "anzus_1951", "arab_1950", "aukus_2021", "aze_tur_2021", "budapest_1994",
    "camp_david_2023", "chn_pak_2005", "chn_prk_1961", "chn_rus_2001", "csto_1992",
    "eu_42_7", "fpda_1971", "gcc_2000", "jpn_aus_2022", "jpn_phl_raa_2024", "manila_1954",
    "nato_1949", "rio_1947", "rus_arm_1997", "rus_blr_guarantees_2024",
    "rus_blr_union_1999", "rus_irn_2025", "rus_prk_2000", "rus_prk_2024", "rus_tjk_1993",
    "sau_pak_2025", "sixteen_1953", "ukr_bilateral_2024", "usa_jpn_1960", "usa_kor_1953",
    "usa_phl_1951", "usa_twn_tra_1979", "ussr_prk_1961", "washington_declaration_2023",
}  # fmt: skip

BEFORE_1914 = {
    "anglo_japanese_1911", "austria_romania_1883", "dual_alliance_1879",
    "franco_russian_1892", "german_ottoman_1914", "london_1839", "triple_alliance_1912",
}  # fmt: skip

MEMBERS = [
    ("nato_1949", date(1949, 8, 23), 0),
    ("nato_1949", date(1949, 8, 24), 12),
    ("nato_1949", date(1955, 5, 6), 15),
    ("nato_1949", date(1982, 5, 30), 16),
    ("nato_1949", date(1999, 3, 12), 19),
    ("nato_1949", date(2004, 3, 29), 26),
    ("nato_1949", date(2009, 4, 1), 28),
    ("nato_1949", date(2024, 3, 6), 31),
    ("nato_1949", AS_OF, 32),
    ("eu_42_7", date(2009, 12, 1), 27),
    ("eu_42_7", date(2013, 7, 1), 28),
    ("eu_42_7", date(2020, 1, 31), 28),
    ("eu_42_7", AS_OF, 27),
    ("csto_1992", date(1994, 4, 20), 8),
    ("csto_1992", date(1995, 1, 1), 9),
    ("csto_1992", date(2003, 1, 1), 6),
    ("csto_1992", date(2010, 1, 1), 7),
    ("csto_1992", AS_OF, 6),
    # Cuba among them: only a denunciation ends the treaty for a party, and it made none.
    ("rio_1947", AS_OF, 18),
    ("sixteen_1953", AS_OF, 16),
    ("gcc_2000", AS_OF, 6),
    ("anzus_1951", AS_OF, 3),
]

FIRST_AND_LAST = [
    # treaty, first day, last day (None: still running)
    ("rus_prk_2024", date(2024, 12, 4), None),
    ("rus_prk_2000", date(2000, 10, 24), date(2024, 12, 3)),
    ("ussr_prk_1961", date(1961, 9, 10), date(1996, 9, 9)),
    ("chn_prk_1961", date(1961, 9, 10), None),
    ("usa_kor_1953", date(1954, 11, 17), None),
    ("usa_jpn_1960", date(1960, 6, 23), None),
    ("usa_phl_1951", date(1952, 8, 27), None),
    ("chn_rus_2001", date(2002, 2, 28), None),
    ("rus_blr_guarantees_2024", date(2025, 3, 13), None),
    ("rus_irn_2025", date(2025, 10, 2), None),
    ("jpn_phl_raa_2024", date(2025, 9, 11), None),
]

NO_DUTY_TO_FIGHT = [
    "aukus_2021", "aze_tur_2021", "budapest_1994", "camp_david_2023", "chn_pak_2005",
    "chn_rus_2001", "fpda_1971", "jpn_aus_2022", "jpn_phl_raa_2024", "rus_irn_2025",
    "rus_prk_2000", "sixteen_1953", "ukr_bilateral_2024", "usa_twn_tra_1979",
    "washington_declaration_2023",
]  # fmt: skip


def attack(attacker, victim, *places, day=AS_OF, **facts):
    return Act(StateId(attacker), StateId(victim), day, places=frozenset(places), **facts)


def owed(act, *treaties, duty=Duty.DEFEND, reading=None):
    due = called([pact(t) for t in treaties], Situation((act,)), act.day, reading=reading)
    return {(str(o.debtor), o.level.value) for o in due if o.duty is duty}


def test_the_catalogue_holds_the_case_and_1914():
    assert {p.id for p in catalog()} == CASE | BEFORE_1914


@pytest.mark.parametrize(("treaty", "day", "members"), MEMBERS)
def test_so_many_members_on_that_day(treaty, day, members):
    assert len(pact(treaty).members(day)) == members


@pytest.mark.parametrize(("treaty", "first", "last"), FIRST_AND_LAST)
def test_a_treaty_runs_from_its_first_day_to_its_last(treaty, first, last):
    one = pact(treaty)
    assert not one.runs(date.fromordinal(first.toordinal() - 1))
    assert one.runs(first)
    if last is None:
        assert one.runs(max(first, AS_OF))
    else:
        assert one.runs(last)
        assert not one.runs(date.fromordinal(last.toordinal() + 1))


def test_who_joined_and_left_when():
    nato, eu, csto = pact("nato_1949"), pact("eu_42_7"), pact("csto_1992")
    assert "FIN" not in nato.members(date(2023, 4, 3))
    assert "FIN" in nato.members(date(2023, 4, 4))
    assert "SWE" in nato.members(date(2024, 3, 7))
    assert "GBR" in eu.members(date(2020, 1, 31))
    assert "GBR" not in eu.members(date(2020, 2, 1))
    assert csto.members(AS_OF) == {"ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"}
    assert "UZB" not in csto.members(date(2005, 1, 1))
    assert "UZB" in csto.members(date(2008, 1, 1))
    assert "MEX" not in pact("rio_1947").members(date(2004, 9, 7))


def test_no_day_on_which_north_korea_had_two_soviet_or_russian_treaties():
    treaties = [pact(t) for t in ("ussr_prk_1961", "rus_prk_2000", "rus_prk_2024")]
    for ordinal in range(date(1995, 1, 1).toordinal(), date(2025, 6, 1).toordinal()):
        assert sum(t.runs(date.fromordinal(ordinal)) for t in treaties) <= 1


@pytest.mark.parametrize("treaty", NO_DUTY_TO_FIGHT)
def test_a_treaty_without_a_duty_to_fight_gets_none(treaty):
    assert not {p.duty for p in pact(treaty).provisions} & MILITARY


def test_every_article_of_the_russian_korean_treaty_that_binds_is_there():
    coded = {(p.article, p.duty.value) for p in pact("rus_prk_2024").provisions}
    assert coded >= {
        ("3", "consult"), ("4", "defend"), ("5", "not_ally_against"),
        ("5", "deny_territory"), ("8", "cooperate"), ("9", "cooperate"),
        ("10", "cooperate"), ("16", "not_sanction"), ("16", "cooperate"),
    }  # fmt: skip


def test_article_4_is_conditional_by_nature_and_the_chinese_article_2_is_not():
    strike = attack("USA", "PRK", "home")
    assert owed(strike, "rus_prk_2024") == {("RUS", "conditional")}
    assert owed(strike, "chn_prk_1961") == {("CHN", "certain")}


def test_hawaii_and_guam_lie_outside_article_6_but_in_the_pacific():
    for island in ("hawaii", "guam"):
        strike = attack("PRK", "USA", island)
        assert owed(strike, "nato_1949") == set()
        assert owed(strike, "usa_kor_1953") == {("KOR", "certain")}
        assert owed(strike, "anzus_1951") == {("AUS", "certain")}
        assert owed(strike, "usa_jpn_1960") == set()


def test_the_mainland_is_article_6_and_metropolitan_but_not_the_pacific_area():
    strike = attack("PRK", "USA", "home")
    assert len(owed(strike, "nato_1949")) == 31
    assert owed(strike, "anzus_1951") == {("AUS", "certain")}
    assert owed(strike, "usa_kor_1953") == set()


def test_the_kurils_are_not_under_japanese_administration_and_the_senkakus_are():
    assert owed(attack("RUS", "JPN", "kurils"), "usa_jpn_1960") == set()
    assert owed(attack("CHN", "JPN", "senkakus"), "usa_jpn_1960") == {("USA", "certain")}
    assert owed(attack("PRK", "USA", "us_bases_japan"), "usa_jpn_1960") == {
        ("JPN", "certain")
    }


def test_the_islands_of_the_limit_line_are_under_korean_administration():
    assert owed(attack("PRK", "KOR", "nll_islands"), "usa_kor_1953") == {("USA", "certain")}


def test_new_zealand_and_the_united_states_owe_each_other_nothing_since_1986():
    for day, debtors in (
        (date(1986, 8, 10), {("AUS", "certain"), ("NZL", "certain")}),
        (date(1986, 8, 11), {("AUS", "certain")}),
    ):
        assert owed(attack("PRK", "USA", "guam", day=day), "anzus_1951") == debtors
    assert owed(attack("PRK", "AUS", "home"), "anzus_1951") == {
        ("NZL", "certain"),
        ("USA", "certain"),
    }


def test_neutral_members_of_the_union_assist_and_the_others_defend():
    strike = attack("RUS", "FIN", "home")
    defend = {debtor for debtor, _ in owed(strike, "eu_42_7")}
    assist = {debtor for debtor, _ in owed(strike, "eu_42_7", duty=Duty.ASSIST)}
    assert assist == {"AUT", "IRL", "MLT"}
    assert len(defend) == 23
    assert not defend & assist


def test_the_csto_acts_on_request():
    told = {"csto_1992": "yes"}, {"csto_1992": "no"}, {}
    levels = [
        {level for _, level in owed(attack("AZE", "ARM", "home", invoked=t), "csto_1992")}
        for t in told
    ]
    assert levels == [{"certain"}, set(), {"conditional"}]


def test_the_csto_asked_for_no_request_before_the_protocol_of_2010():
    for day, level in (
        (date(2012, 12, 18), "certain"),
        (date(2012, 12, 19), "conditional"),
    ):
        raid = attack("AZE", "ARM", "home", day=day)
        assert {found for _, found in owed(raid, "csto_1992")} == {level}
    threat = attack("AZE", "ARM", kind=Kind.THREAT, day=date(2012, 12, 18))
    later = attack("AZE", "ARM", kind=Kind.THREAT, day=date(2012, 12, 19))
    assert owed(threat, "csto_1992", duty=Duty.ASSIST) == set()
    assert ("RUS", "certain") in owed(later, "csto_1992", duty=Duty.ASSIST)


def test_the_mediterranean_came_into_article_6_with_turkey():
    for day, debtors in ((date(1952, 2, 17), 0), (date(1952, 2, 18), 13)):
        raid = attack("RUS", "ITA", "mediterranean", day=day)
        assert len(owed(raid, "nato_1949")) == debtors
        assert owed(attack("RUS", "NOR", "home", day=day), "nato_1949")


def test_okinawa_came_under_article_5_when_it_came_back():
    for day, debtors in (
        (date(1972, 5, 14), set()),
        (date(1972, 5, 15), {("JPN", "certain")}),
    ):
        assert owed(attack("CHN", "USA", "okinawa", day=day), "usa_jpn_1960") == debtors
    on_honshu = attack("CHN", "USA", "us_bases_japan", day=date(1965, 1, 1))
    assert owed(on_honshu, "usa_jpn_1960") == {("JPN", "certain")}


def test_an_attack_on_an_american_state_that_is_no_party_counts_at_rio():
    asked = attack("RUS", "CAN", "home", invoked={"rio_1947": "yes"})
    assert ("USA", "certain") in owed(asked, "rio_1947")
    assert ("CAN", "certain") not in owed(attack("RUS", "USA", "home"), "rio_1947")


def test_the_organ_of_rio_may_vote_help_on_a_threat_outside_the_zone():
    for decided, level in (("yes", {"certain"}), ("no", set()), (None, {"conditional"})):
        told = {"rio_1947": decided} if decided else {}
        threat = attack("RUS", "BRA", "mediterranean", kind=Kind.THREAT, decided=told)
        found = owed(threat, "rio_1947", duty=Duty.ASSIST)
        assert {answer for _, answer in found} == level


def test_a_stranger_s_attack_on_ukraine_calls_budapest_if_nuclear_arms_are_used():
    raid = attack("PRK", "UKR", "home")
    guarantors = {(s, "conditional") for s in ("GBR", "RUS", "USA")}
    assert owed(raid, "budapest_1994", duty=Duty.ASSIST) == guarantors
    assert owed(raid, "budapest_1994", duty=Duty.CONSULT) == guarantors


def test_taiwan_has_no_defender_by_treaty():
    invasion = attack("CHN", "TWN", "home")
    due = called(catalog(), Situation((invasion,)), AS_OF)
    assert {(o.pact, o.duty.value, o.level.value) for o in due} == {
        ("usa_twn_tra_1979", "assist", "conditional")
    }


def test_partners_of_ukraine_owe_each_other_nothing():
    due = called(
        [pact("ukr_bilateral_2024")], Situation((attack("RUS", "POL", "home"),)), AS_OF
    )
    assert due == ()
    helped = owed(attack("RUS", "UKR", "home"), "ukr_bilateral_2024", duty=Duty.ASSIST)
    assert len(helped) == len(pact("ukr_bilateral_2024").members(AS_OF)) - 1


def test_russia_joining_turns_neutrality_into_defence_in_1879():
    day = date(1890, 1, 1)
    french = attack("FRA", "DEU", "home", day=day)
    alone = called([pact("dual_alliance_1879")], Situation((french,)), day)
    assert {o.duty.value for o in alone} == {"stay_neutral"}
    russian = attack("RUS", "DEU", "home", day=day)
    joined = called([pact("dual_alliance_1879")], Situation((french, russian)), day)
    assert {("2(2)", "defend", "FRA"), ("2(2)", "no_separate_peace", "FRA")} <= {
        (o.article, o.duty.value, o.against) for o in joined
    }


def test_romania_owes_help_only_where_the_monarchy_borders_on_it():
    day = date(1900, 1, 1)
    near = attack("RUS", "AUH", "home", "bukovina", day=day)
    far = attack("ITA", "AUH", "adriatic_islands", day=day)
    assert owed(near, "austria_romania_1883") == {("ROU", "certain")}
    assert owed(far, "austria_romania_1883") == set()


def test_italy_owes_nothing_when_its_ally_struck_first():
    day = date(1914, 8, 3)
    struck = attack("FRA", "DEU", "home", day=day, provoked="yes")
    assert owed(struck, "triple_alliance_1912", reading=Reading.STRICT) == set()


# The form of the files.


@pytest.mark.parametrize("one", catalog(), ids=lambda p: p.id)
def test_every_treaty_says_what_it_leaves_out(one):
    assert one.left_out
    assert one.reference
    assert one.provisions


@pytest.mark.parametrize("one", catalog(), ids=lambda p: p.id)
def test_every_provision_is_told_in_our_own_short_words(one):
    for provision in one.provisions:
        assert provision.says, provision.article
        assert len(provision.says.split()) <= 45, provision.article


@pytest.mark.parametrize("one", catalog(), ids=lambda p: p.id)
def test_no_file_quotes_more_than_a_clause_heading(one):
    text = files("foedus.pacts.catalog").joinpath(f"{one.id}.yaml").read_text("utf-8")
    for quoted in re.findall(r'["“«]([^"”»\n]+)["”»]', text):
        assert len(quoted.split()) <= 6, quoted


@pytest.mark.parametrize("one", catalog(), ids=lambda p: p.id)
def test_every_place_is_one_that_the_zones_know(one):
    known = set(zones()) | {"home"} | {t for z in zones().values() for t in z.territories}
    for provision in one.provisions:
        assert set(provision.conditions.places) <= known, provision.article


@pytest.mark.parametrize("one", catalog(), ids=lambda p: p.id)
def test_only_cooperation_has_an_area_and_all_of_it_has_one(one):
    for provision in one.provisions:
        assert (provision.area is not None) == (provision.duty is Duty.COOPERATE)


@pytest.mark.parametrize("one", catalog(), ids=lambda p: p.id)
def test_a_promise_to_fight_says_how_firmly_unless_it_was_not_read(one):
    for provision in one.provisions:
        if provision.duty in MILITARY and provision.force == "unknown":
            assert provision.conditions.unknown


@pytest.mark.parametrize("one", catalog(), ids=lambda p: p.id)
def test_parties_exist_when_they_are_bound(one):
    for party in one.parties:
        for spell in party.spells:
            assert party.state in roster().alive(spell.start), party.state


def test_nothing_is_called_final_that_was_coded_once():
    # Each was coded again from its text and agrees with that coding in every case.
    assert {p.id for p in catalog() if not p.provisional} == {
        "csto_1992", "dual_alliance_1879", "nato_1949", "usa_phl_1951", "ussr_prk_1961",
    }  # fmt: skip


def test_declarations_and_laws_are_no_treaties():
    political = {p.id for p in catalog() if p.status is Status.POLITICAL}
    assert political >= {"aukus_2021", "camp_david_2023", "sixteen_1953"}
    assert pact("usa_twn_tra_1979").status is Status.STATUTE


def test_zones_name_states_of_the_roster_and_no_place_twice():
    for name, zone in zones().items():
        assert zone.source, name
        for state in zone.homes:
            roster().state(state)
        assert name not in zone.territories


def test_kaliningrad_is_home_of_russia_and_in_europe_only():
    tags = all_tags(attack("POL", "RUS", "home", "kaliningrad"))
    assert {"home", "kaliningrad", "europe", "home:RUS"} <= tags
    assert "nato_area" not in tags


def test_great_powers_are_those_of_the_correlates_of_war():
    about = (pact("nato_1949"), (), date(1914, 7, 28), {})
    found = {s for s in roster().ids if belongs(s, "great_power", about)}
    assert found == {"AUH", "DEU", "FRA", "GBR", "ITA", "JPN", "RUS", "USA"}
    about = (pact("nato_1949"), (), date(1945, 9, 1), {})
    found = {s for s in roster().ids if belongs(s, "great_power", about)}
    assert found == {"FRA", "GBR", "RUS", "USA"}
    assert set(class_names()) == {"great_power", "nuclear_armed", "european", "american"}

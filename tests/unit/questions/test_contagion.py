"""Contagion: two systems that differ by a pact, and what is more than luck of it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from foedus.cases.folder import read_case
from foedus.faults import NeedFault
from foedus.pacts.catalog import pact
from foedus.questions import contagion
from foedus.questions.parts.contagion.reading import ALIKE, WORTH, Line, hold
from foedus.questions.parts.contagion.scene import (
    groups_of,
    pact_of,
    rival_pacts,
    scene_of_changes,
    scene_of_pact,
    sides_of,
)
from foedus.questions.parts.contagion.tables import verdict
from foedus.questions.wording import names
from foedus.simulation.spread import Moved, pairs_of
from foedus.world.change import AmendPact, EndPact, FormPact, LeaderExit


@pytest.fixture(scope="module")
def case():
    return read_case("russia-dprk")[0]


@pytest.fixture(scope="module")
def scene(case):
    return scene_of_pact(case, case.heading.pact, years=4)


@pytest.fixture(scope="module")
def held(scene):
    return hold(scene, runs=500, seed=1)


@pytest.fixture(scope="module")
def answer(case):
    return contagion.ask(case, seed=1, runs=500, years=4)


def one(difference, error, *, had=1.0, stands=True, common=0.0, draws=20):
    """A line of one number."""
    moved = Moved(
        np.array([had + difference]), np.array([had]), np.array([error]), np.array([1.0]),
        np.array([0.0]), draws, 5 * draws,
    )  # fmt: skip
    return Line("x", "x", moved, 0, stands, common)


def test_runs_begin_with_the_year_of_the_signature_and_before_the_pact(scene, case):
    assert (scene.first, scene.last) == (2024, 2027)
    assert not any(t.called(case.heading.pact) for t in scene.without.treaties)
    [signing] = scene.with_.changes
    assert (signing.members, signing.owing) == (("PRK", "RUS"), ("PRK", "RUS"))
    assert scene.with_.but(changes=()).digest == scene.without.digest


def test_pacts_of_the_case_that_were_signed_later_are_in_neither_system(scene):
    named = {t.name for t in scene.without.treaties}
    assert "camp_david_2023" in {name.partition(":")[0] for name in named}
    assert not any(name.startswith("rus_blr_guarantees_2024") for name in named)


def test_a_pact_that_is_not_signed_by_the_day_is_taken_as_if_it_were():
    before = read_case("russia-dprk", as_of=date(2024, 1, 15))[0]
    answer = contagion.ask(before, seed=1, runs=100, years=2)
    assert any("taken as if it were" in f.remark for f in answer.findings)
    assert any("2024 to 2025" in table.title for table in answer.tables)


def test_sides_are_the_largest_camp_of_the_signers_and_the_largest_against_it(case):
    sides = sides_of(
        case, ("RUS", "PRK"), ["RUS", "PRK", "CHN", "USA", "JPN", "KOR", "TWN"]
    )
    assert sides.own == ("CHN", "PRK", "RUS")
    assert sides.rivals == ("JPN", "KOR", "TWN", "USA")
    assert not set(sides.wider) & {*sides.own, *sides.rivals}


def test_signers_whom_no_camp_holds_stand_for_themselves(case, scene):
    alive = [scene.with_.ids[k] for k in np.flatnonzero(scene.with_.seen.alive)]
    sides = sides_of(case, ("FJI", "NPL"), alive)
    assert (sides.own, sides.wider) == (("FJI", "NPL"), ())


def test_every_pair_is_in_one_region_pair_and_one_pair_of_sides_but_the_signers(scene):
    low, high = pairs_of(scene.with_)
    groups = groups_of(scene)
    own = scene.bound(low, high)
    assert own.sum() == 1
    for name in ("all", "regions", "sides"):
        [labels] = groups[name]
        assert ((labels >= 0) == ~own).all()


def test_sums_by_region_and_side_add_up_to_the_whole(held):
    whole = held.spread.groups["all"].difference[0]
    for name in ("regions", "sides"):
        assert held.spread.groups[name].difference.sum() == pytest.approx(whole)
    assert held.spread.groups["states"].difference.sum() == pytest.approx(2 * whole)
    told = [*held.regions()]
    assert sum(line.difference for line in told) == pytest.approx(whole)
    assert len(told) == 21


def test_the_pact_is_not_its_own_contagion(answer, held):
    assert not any("PRK.RUS" in r.id for r in answer.results)
    low, high = held.spread.low, held.spread.high
    assert not held.pairs[held.scene.bound(low, high)].any()


def test_pairs_are_told_by_how_far_they_move_and_only_where_they_stand(answer, held):
    moved = [
        abs(r.estimate.value) for r in answer.results if r.id.startswith("contagion.pair.")
    ]
    assert moved == sorted(moved, reverse=True)
    assert all(value >= WORTH for value in moved)
    assert all(line.stands for line in held.most(12))


def test_states_that_signed_of_late_sign_again(answer):
    for state in ("RUS", "PRK"):
        assert answer.result(f"contagion.of.{state}").estimate.low > 0


def test_all_within_noise_is_told_first(case):
    alone = LeaderExit(date(2025, 1, 1), "FJI", 1.0, "no change at all")
    answer = contagion.ask(case, seed=1, runs=100, years=2, changes=(alone,))
    assert "is beyond noise" in answer.findings[0].remark
    assert answer.result("contagion.larger").estimate.value == 0
    assert [p.id for p in answer.pictures] == ["contagion.regions"]
    assert answer.pictures[0].title == "By region nothing moves beyond noise"


def test_what_is_within_noise_says_how_many_runs_would_tell():
    told = verdict(one(0.01, 0.02, stands=False))
    half = 0.02 * 1.729 / 0.01
    assert told == f"within noise; about {round(100 * half**2, -1):,.0f} runs would tell"
    assert verdict(one(0.0, 0.0, stands=False)) == "unmoved"
    assert verdict(one(0.5, 0.2, stands=False)) == "within noise among so many"


def test_what_falls_as_all_others_do_is_no_finding():
    common = -0.02
    assert verdict(one(0.9 * ALIKE * common, 0.001, common=common)).startswith(
        "falls as all"
    )
    assert verdict(one(1.1 * ALIKE * common, 0.001, common=common)) == "falls"
    assert verdict(one(0.02, 0.001, common=common)) == "rises"
    assert verdict(one(WORTH / 2, 0.0001)).startswith("moves by less")


def test_the_second_opinion_is_of_the_kind_of_the_pact(answer):
    [table] = [t for t in answer.tables if t.id == "contagion.second"]
    assert "of defence" in table.columns[1]
    assert {row[-1] for row in table.rows} <= {"both", "the runs", "the one-year model"}
    both = answer.result("contagion.one_year.both").estimate.value
    assert 0 <= both <= 25
    assert -1 <= answer.result("contagion.one_year.ranks").estimate.value <= 1


def test_a_treaty_that_is_taken_away_names_its_members_and_binds_no_pair(case):
    ended = scene_of_changes(case, (EndPact(date(2025, 1, 1), "usa_kor_1953"),), years=2)
    assert set(ended.actors) == {"USA", "KOR"}
    assert not ended.own
    grown = AmendPact(date(2025, 1, 1), "rus_prk_2024", members=("RUS", "PRK", "CHN"))
    amended = scene_of_changes(case, (grown,), years=2)
    assert len(amended.own) == 3


def test_a_pact_of_many_is_asked_about_and_has_no_second_opinion(case):
    forming = FormPact(date(2025, 1, 1), "trio", ("RUS", "PRK", "CHN"))
    answer = contagion.ask(case, seed=1, runs=100, years=2, changes=(forming,))
    assert not any(".one_year." in r.id for r in answer.results)
    assert not any("CHN.PRK" in r.id for r in answer.results)


def test_rivals_share_pacts_of_many_in_which_no_signer_is(scene):
    shared = rival_pacts(scene)
    assert "camp_david_2023" in shared
    for name in shared:
        [treaty] = [t for t in scene.without.treaties if t.name == name]
        assert not {"RUS", "PRK"} & set(treaty.members)


def test_an_unknown_pact_is_refused_with_those_near_it(case):
    with pytest.raises(NeedFault, match="rus_prk_2042") as fault:
        contagion.ask(case, pact="rus_prk_2042")
    assert "rus_prk_2024" in fault.value.expected


def test_a_pact_and_changes_at_once_are_refused(case):
    change = EndPact(date(2025, 1, 1), "usa_kor_1953")
    with pytest.raises(NeedFault, match="both at once"):
        contagion.ask(case, pact="rus_prk_2000", changes=(change,))


def test_states_that_there_are_not_are_refused(case):
    alone = FormPact(date(2025, 1, 1), "old", ("BAV", "RUS"))
    with pytest.raises(NeedFault, match="no member of the system"):
        scene_of_changes(case, (alone,), years=2)


def test_a_pact_of_before_all_fits_is_refused_or_left_unanswered(case):
    old = replace(pact("dual_alliance_1879"))
    wide = replace(case, pacts=(*case.pacts, old))
    with pytest.raises(NeedFault, match="signed in 1879"):
        contagion.ask(wide, pact=old.id)
    own = replace(wide, heading=replace(case.heading, pact=old.id))
    answer = contagion.ask(own)
    assert answer.results == ()
    assert "later pact" in answer.findings[0].remark
    assert pact_of(wide, old.id) is old


def test_states_are_named_as_people_call_them(held):
    assert held.of("PRK").name == names(["PRK"])
    assert held.states()[0].name in {names(["PRK"]), names(["RUS"])}

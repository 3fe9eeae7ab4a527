"""What sanctions take, what goes round them, and who might join."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from foedus.cases.coalition import Coalition
from foedus.cases.folder import read_case
from foedus.faults import CaseFault, DataFault, SolveFault
from foedus.ledger.entry import Binding, Override
from foedus.markets.trade import Trade
from foedus.quantity import Unit
from foedus.questions import sanctions
from foedus.questions.parts.sanctions import siege
from foedus.questions.parts.sanctions.flows import REST, ground_of, running_of
from foedus.questions.parts.sanctions.knobs import NAMES, as_another, board_of
from foedus.questions.parts.sanctions.siege import article_of
from foedus.questions.sanctions import answered, running
from foedus.states.roster import StateId

CHN, PRK, RUS, TUR, USA, DEU, ARE = (
    StateId(s) for s in ("CHN", "PRK", "RUS", "TUR", "USA", "DEU", "ARE")
)
SMALL = Coalition(RUS, (USA, DEU), hubs=(CHN, TUR), since=2022)
RUNS = 12


@pytest.fixture(scope="module", autouse=True)
def _small_design():
    """Shares of the variance are tested elsewhere; here they may be rough."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(siege, "POINTS", 4)
        yield


@pytest.fixture(scope="module")
def case():
    return read_case("russia-dprk")[0]


@pytest.fixture(scope="module")
def table():
    """Seven economies of unequal size, on nobody's word."""
    names = ("ARE", "CHN", "DEU", "PRK", "RUS", "TUR", "USA")
    size = np.array([50.0, 900, 300, 5, 150, 90, 1000])
    flows = np.outer(size, size) / size.sum() * 0.25
    np.fill_diagonal(flows, size)
    return Trade(names, ("all goods",), flows[..., None])


@pytest.fixture(scope="module")
def answer(case, table):
    return asked(case, table)


def asked(case, table, coalition=SMALL, **told):
    given = {"seed": 1, "runs": RUNS, **told}
    return sanctions.ask(case, coalition=coalition, trade=table, **given)


def value(answer, key):
    return answer.result(f"sanctions.rus.{key}").estimate.value


def test_the_target_loses_more_than_any_member(answer):
    assert value(answer, "bite") > value(answer, "harm.DEU") > 0


def test_a_coalition_reaches_a_part_of_what_all_would_and_of_an_embargo(answer):
    assert 0 < value(answer, "of_global") < 1
    assert 0 < value(answer, "of_embargo") < 1


def test_what_goes_round_is_a_share(answer):
    leak = answer.result("sanctions.rus.leak").estimate
    assert 0 <= leak.low <= leak.high <= 1


def test_no_depth_is_no_loss_and_no_leak(case, table):
    idle = asked(case, table, depth=0.0)
    for key in ("bite", "harm", "leak", "hub.CHN.trade", "joining.CHN", "transfers"):
        assert value(idle, key) == pytest.approx(0.0, abs=1e-9)


def test_what_is_a_part_of_nothing_is_not_told(case, table):
    told = {r.id for r in asked(case, table, depth=0.0).results}
    assert "sanctions.rus.of_global" not in told
    assert "sanctions.rus.substitution" not in told


def test_half_the_depth_takes_less(case, table, answer):
    assert value(asked(case, table, depth=0.5), "bite") < value(answer, "bite")


def test_the_same_seed_gives_the_same_answer_and_another_nearly(case, table, answer):
    assert asked(case, table) == answer
    other = asked(case, table, seed=2)
    assert other.basis != answer.basis
    assert value(other, "bite") == pytest.approx(value(answer, "bite"), rel=0.3)


def test_hubs_are_told_the_busiest_first(answer):
    passed = [
        r.estimate.value
        for r in answer.results
        if ".hub." in r.id and r.id.endswith(".trade")
    ]
    assert passed == sorted(passed, reverse=True)


def test_a_large_partner_that_joins_adds_more_than_a_small_one(answer):
    assert value(answer, "joining.CHN") > value(answer, "joining.ARE") > 0


def test_closing_several_hubs_adds_at_least_what_each_does(case, table):
    shut = asked(case, table, close=(CHN, TUR))
    each = max(value(shut, f"hub.{hub}.closing") for hub in (CHN, TUR))
    assert value(shut, "closing") >= each >= 0


def test_the_article_of_the_pact_is_weighed_where_it_binds(case, answer):
    result = answer.result("sanctions.rus.article")
    assert result.estimate.value > 0
    assert "article:rus_prk_2024:16" in result.rests_on
    assert article_of(case, RUS).party == PRK
    bare = tuple(p.without("16") if p.id == case.heading.pact else p for p in case.pacts)
    assert article_of(replace(case, pacts=bare), RUS) is None


def test_a_table_of_ones_own_is_marked_as_such_and_not_as_modelled(answer):
    marks = {row[-1] for row in answer.table("sanctions.rus.flows").rows}
    assert marks == {"yours"}
    assert not any("modelled" in f.remark for f in answer.findings)


def test_transfers_leave_nobody_but_the_members_better_or_worse(answer):
    assert len(answer.table("sanctions.rus.members").rows) == 2
    assert value(answer, "transfers") > 0


def test_what_is_assumed_is_told(answer):
    doubts = " ".join(f.remark for f in answer.findings if f.weight == "doubt")
    assert "assumed, not estimated" in doubts
    assert "elasticity of trade" in doubts


def test_every_result_names_what_it_rests_on(answer):
    assert all(r.rests_on and r.estimate.basis for r in answer.results)


def test_a_member_that_the_table_lacks_is_a_fault_by_name(case, table):
    with pytest.raises(DataFault, match="no state 'JPN'"):
        asked(case, table, replace(SMALL, members=(USA, StateId("JPN"))))


def test_sectors_of_ones_own_are_sanctioned_alike(case, table):
    both = np.concatenate([0.7 * table.flows, 0.3 * table.flows], axis=2)
    parted = Trade(table.states, ("goods", "services"), both)
    whole, two = asked(case, table), asked(case, parted)
    assert value(two, "bite") == pytest.approx(value(whole, "bite"), rel=1e-6)


def test_an_end_of_trade_costs_the_smaller_side_more(answer):
    rows = answer.table("sanctions.rus.exits").rows
    lost = {row[0]: [float(cell.split()[0]) for cell in row[1:]] for row in rows}
    assert lost["China"][0] > lost["China"][1] > 0
    assert lost["the United Arab Emirates"][0] < lost["the United Arab Emirates"][1]


def test_a_rest_of_the_world_trades_and_is_no_state(case, table):
    names = (*table.states[:-2], "all others", "USA")
    named = Trade(names, table.sectors, table.flows.copy())
    told = asked(case, named, replace(SMALL, hubs=(CHN,)))
    partners = [row[0] for row in told.table("sanctions.rus.flows").rows]
    assert "all others" in partners
    assert not any("all others" in r.id for r in told.results)


def test_a_table_without_the_pact_s_other_party_leaves_its_article_out(case, table):
    here = [k for k, state in enumerate(table.states) if state != PRK]
    flows = table.flows[np.ix_(here, here, [0])]
    without = Trade(tuple(table.states[k] for k in here), table.sectors, flows)
    told = [r.id for r in asked(case, without).results]
    assert any(".bite" in id for id in told)
    assert not any("article" in id for id in told)


def test_one_member_is_not_taken_together(case, table):
    told = asked(case, table, replace(SMALL, members=(DEU,)))
    harm = next(r for r in told.results if r.id == "sanctions.rus.harm")
    assert harm.sentence == "Real income that Germany loses itself"


def test_a_turn_that_does_not_settle_is_a_fault_and_no_number(case, table, monkeypatch):
    def unsettled(*_, **__):
        raise SolveFault("still moving", expected="rest", where="here", mend="wait")

    monkeypatch.setattr("foedus.questions.parts.sanctions.impact.imposed", unsettled)
    with pytest.raises(SolveFault, match="still moving"):
        asked(case, table)


def test_another_depth_is_put_to_the_same_trade_before_it(case):
    lone = replace(SMALL, target=CHN, members=(USA,), hubs=())
    flows = [
        [row[1:3] for row in sanctions.ask(case, coalition=lone, depth=deep, runs=2)
         .table("sanctions.chn.flows").rows]
        for deep in (0.2, 0.9)
    ]  # fmt: skip
    assert flows[0] == flows[1]


def test_a_member_cannot_be_closed_as_a_hub(case, table):
    with pytest.raises(CaseFault, match="USA cannot be closed"):
        asked(case, table, close=(USA,))


def test_a_case_without_coalitions_says_so_and_gives_no_number(case):
    none = replace(case, heading=replace(case.heading, coalitions=()))
    answer = sanctions.ask(none)
    assert answer.results == ()
    assert "names no coalition" in answer.findings[0].remark


def test_a_case_without_trade_of_its_pair_says_so(case):
    book = tuple(
        e
        for e in case.book
        if not (isinstance(e, Binding) and e.parameter.startswith("trade.rus_prk"))
    )
    one = replace(SMALL, since=None)
    told = sanctions.ask(replace(case, book=book), coalition=one, runs=2)
    assert any("theirs is modelled" in f.remark for f in told.findings)
    with_it = sanctions.ask(case, coalition=one, runs=2)
    assert not any("theirs is modelled" in f.remark for f in with_it.findings)


def test_published_figures_are_shown_under_the_sanctions_that_run(case):
    held = SMALL.of({}, where="here")
    ground = ground_of(case, held, running=running_of(case, held), trade=None, seed=1)
    at = {s: ground.trade.place(s) for s in ("RUS", "CHN", "DEU")}
    both = ground.shown[at["RUS"], at["CHN"]] + ground.shown[at["CHN"], at["RUS"]]
    figure = next(f for f in ground.figures if f.id == "binding:trade.chn_rus_2023")
    assert both == pytest.approx(figure.value)
    assert ground.published[("DEU", "RUS")] == "binding:eu_exports.rus_2023"
    assert ("RUS", "DEU") not in ground.published
    assert ground.trade.flows[at["DEU"], at["RUS"], 0] > ground.shown[at["DEU"], at["RUS"]]
    assert REST in ground.trade.states


def test_sold_before_is_near_what_was_sold_before_the_war(case):
    """The Union sold EUR 89.2 bn in 2021 (claim tr-eu-rus), which nothing here was told."""
    held = case.heading.coalitions[0].of(case.heading.groups, where="case")
    ground = ground_of(case, held, running=held, trade=None, seed=1)
    union = [
        i for (i, j), id in ground.published.items() if id == "binding:eu_exports.rus_2023"
    ]
    sold = ground.trade.flows[ground.trade.places(union), ground.trade.place("RUS"), 0]
    assert sold.sum() == pytest.approx(89.2, rel=0.25)


def test_a_state_without_a_product_is_a_fault_that_names_the_file(case):
    lone = replace(SMALL, members=(USA, StateId("AUH")), since=None)
    with pytest.raises(DataFault, match="AUH") as caught:
        sanctions.ask(case, coalition=lone, runs=2)
    assert "states.csv" in caught.value.where


def test_a_binding_of_the_case_goes_before_what_is_assumed(case):
    held = SMALL.of({}, where="here")
    board = board_of(case, held, seed=1)
    assert board.hubs[TUR].rests_on == ("binding:sanctions.enforcement.tur",)
    assert board.single["chi"].rests_on == ()
    own = Override(0.5, 0.6, 0.7, "for a test")
    own = Binding("sanctions.chi", "hiding", Unit.RATIO, assumed=own)
    told = board_of(replace(case, book=(*case.book, own)), held, seed=1)
    assert told.single["chi"].sample.min() >= 0.5


def test_an_effect_is_never_help_and_that_on_another_target_is_wider(case):
    held = SMALL.of({}, where="here")
    board = board_of(case, held, seed=1)
    wide = as_another(board, held, seed=1)
    for one in (board, wide):
        assert one.single["beta"].sample.max() <= 0
    assert wide.single["beta"].sample.std() > 3 * board.single["beta"].sample.std()
    assert as_another(board, replace(held, kind="import"), seed=1) is None


def test_hubs_enforce_more_or_less_together(case):
    board = board_of(case, SMALL.of({}, where="here"), seed=1)
    low, high = (board.turned(np.full(len(NAMES), u)) for u in (0.1, 0.9))
    assert all(low.enforcement[hub] < high.enforcement[hub] for hub in board.hubs)


def test_a_figure_that_nobody_had_said_by_the_day_is_not_used():
    early = read_case("russia-dprk", as_of=date(2024, 1, 1))[0]
    told = sanctions.ask(early, coalition=SMALL, runs=2)
    marks = {row[0]: row[-1] for row in told.table("sanctions.rus.flows").rows}
    assert marks["Germany"] == "modelled"


def test_a_coalition_of_later_years_is_not_told_of_an_earlier_day():
    early = read_case("russia-dprk", as_of=date(2021, 1, 1))[0]
    assert [one.target for one in running(early)] == [PRK]


def test_of_a_coalition_whose_trade_nobody_knew_yet_a_finding_says_so():
    early = read_case("russia-dprk", as_of=date(2021, 1, 1))[0]
    told = sanctions.ask(early)
    assert answered(early, told) == ()
    (said,) = told.findings
    assert "no product is known of PRK" in said.remark


def test_of_a_coalition_of_one_s_own_it_is_a_fault():
    early = read_case("russia-dprk", as_of=date(2021, 1, 1))[0]
    with pytest.raises(DataFault, match="no product is known of PRK"):
        sanctions.ask(early, coalition=replace(SMALL, target=PRK))


def test_sightings_are_told_only_of_the_target_they_are_of(case, table):
    told = {r.id for r in asked(case, table).results}
    assert "sanctions.rus.seen.offset" in told
    other = replace(SMALL, target=CHN, hubs=(TUR,), since=None)
    assert not any(".seen." in r.id for r in asked(case, table, other).results)


def test_sightings_are_not_told_before_they_were_seen(case, table):
    early = replace(
        case, heading=replace(case.heading, as_of=case.heading.as_of.replace(2024, 6))
    )
    assert not any(".seen." in r.id for r in asked(early, table).results)

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.linalg import qr

from foedus.chance import Stream
from foedus.estimation.fit import fit_text, read_fit
from foedus.estimation.ppml import ppml
from foedus.faults import DataFault

RNG = np.random.default_rng(11)
STATES, YEARS = 8, 6
SELLER, BUYER, YEAR = (
    a.ravel()[np.repeat(~np.eye(STATES, dtype=bool).ravel(), YEARS)]
    for a in np.meshgrid(range(STATES), range(STATES), range(YEARS), indexing="ij")
)
ROWS = len(SELLER)
PAIR = SELLER * STATES + BUYER
GROUPS = [SELLER * YEARS + YEAR, BUYER * YEARS + YEAR, PAIR]
BARRED = ((RNG.random(STATES**2)[PAIR] < 0.3) & (YEAR > 2)).astype(float)
TARIFF = RNG.random(ROWS)
X = np.stack([BARRED, TARIFF], axis=1)
TERMS = ("barred", "tariff")
LEVELS = sum(RNG.normal(size=STATES**2 * YEARS)[g] for g in GROUPS)
MEAN = np.exp(LEVELS - 0.8 * BARRED - 0.3 * TARIFF)
FLOWS = MEAN * RNG.gamma(2.0, 0.5, ROWS) * (RNG.random(ROWS) < 0.9)


def fitted(values=X, flows=FLOWS, terms=TERMS, **knobs):
    return ppml(values, flows, GROUPS, terms=terms, **{"clusters": [PAIR], **knobs})


@pytest.fixture(scope="module")
def theirs():
    """Poisson's regression of statsmodels with an indicator for each effect."""
    dummies = np.concatenate([np.eye(int(g.max()) + 1)[g] for g in GROUPS], axis=1)
    triangle, order = qr(dummies, mode="r", pivoting=True)
    free = np.sort(order[: int((np.abs(np.diag(triangle)) > 1e-9).sum())])
    dummies = dummies[:, free]
    model = sm.GLM(FLOWS, np.column_stack([X, dummies]), family=sm.families.Poisson())
    return model.fit(
        tol=1e-13,
        cov_type="cluster",
        cov_kwds={"groups": PAIR, "use_correction": False},
    )


def test_coefficients_are_those_of_a_regression_with_an_indicator_for_each_effect(theirs):
    assert fitted().fit.coef == pytest.approx(theirs.params[:2], abs=1e-7)


def test_expected_flows_are_its_too(theirs):
    assert fitted().expected == pytest.approx(theirs.mu, rel=1e-6, abs=1e-9)


def test_clustered_errors_are_its_with_the_correction_for_few_clusters(theirs):
    groups = STATES * (STATES - 1)
    expected = theirs.cov_params()[:2, :2] * groups / (groups - 1)
    assert fitted().fit.cov == pytest.approx(expected, rel=1e-4)


def test_sums_of_every_group_are_met():
    expected = fitted().expected
    for group in GROUPS:
        assert np.bincount(group, expected) == pytest.approx(
            np.bincount(group, FLOWS), rel=1e-6
        )


def test_the_unit_of_the_flows_changes_no_effect():
    one, two = fitted(), fitted(flows=FLOWS * 1e6)
    assert two.fit.coef == pytest.approx(one.fit.coef, abs=1e-7)
    assert two.fit.doubt == pytest.approx(one.fit.doubt, rel=1e-5)


def test_a_weight_is_so_many_rows():
    twice = np.concatenate([np.arange(ROWS), np.flatnonzero(YEAR == 2)])
    many = ppml(
        X[twice],
        FLOWS[twice],
        [g[twice] for g in GROUPS],
        terms=TERMS,
        clusters=[PAIR[twice]],
    )
    once = fitted(weights=np.where(YEAR == 2, 2.0, 1.0))
    assert once.fit.coef == pytest.approx(many.fit.coef, abs=1e-7)
    assert once.fit.doubt == pytest.approx(many.fit.doubt, rel=1e-5)


def test_a_row_of_weight_zero_is_forecast_and_not_fitted():
    out = np.arange(ROWS) == 40
    told = fitted(weights=np.where(out, 0.0, 1.0))
    spoilt = fitted(flows=np.where(out, 1e9, FLOWS), weights=np.where(out, 0.0, 1.0))
    without = ppml(
        X[~out],
        FLOWS[~out],
        [g[~out] for g in GROUPS],
        terms=TERMS,
        clusters=[PAIR[~out]],
    )
    assert told.fit.coef == pytest.approx(without.fit.coef, abs=1e-7)
    assert told.fit.rows == ROWS - 1
    assert spoilt.expected[40] == pytest.approx(told.expected[40], rel=1e-5)
    assert 0 < told.expected[40] < 1e3


def test_an_offset_holds_a_term_at_a_known_effect():
    whole = fitted()
    rest = fitted(values=X[:, 1:], terms=TERMS[1:], offset=whole.fit.coef[0] * BARRED)
    assert rest.fit.coef[0] == pytest.approx(whole.fit.coef[1], abs=1e-6)
    assert rest.expected == pytest.approx(whole.expected, rel=1e-5, abs=1e-8)


def test_effects_alone_can_be_fitted():
    told = fitted(values=np.empty((ROWS, 0)), terms=())
    assert told.fit.terms == ()
    assert told.expected.sum() == pytest.approx(FLOWS.sum())


def test_a_pair_that_never_trades_is_silent_and_changes_nothing():
    never = np.equal(PAIR, PAIR[100])
    flows = np.where(never, 0.0, FLOWS)
    told = fitted(flows=flows)
    without = ppml(
        X[~never],
        flows[~never],
        [g[~never] for g in GROUPS],
        terms=TERMS,
        clusters=[PAIR[~never]],
    )
    assert (told.silent == never).all()
    assert (told.expected[never] == 0).all()
    assert told.fit.coef == pytest.approx(without.fit.coef, abs=1e-7)
    assert told.fit.rows == without.fit.rows


def test_zeros_that_only_two_effects_together_tell_apart_are_found_and_left_out():
    # Two islands joined by one flow of 0: its sellers and buyers trade, each on its own.
    seller = np.array([0, 0, 1, 1, 2, 2, 3, 3, 0])
    buyer = np.array([0, 1, 0, 1, 2, 3, 2, 3, 2])
    flows = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 0])
    x = np.array([[0.0], [1], [0], [0], [0], [0], [1], [0], [0]])
    told = ppml(x, flows, [seller, buyer], terms=["x"], clusters=[np.arange(9)])
    assert told.silent.tolist() == [False] * 8 + [True]
    assert told.fit.rows == 8


def test_a_term_whose_flows_are_all_zero_separates_and_is_named():
    flows = np.where(BARRED > 0, 0.0, FLOWS)
    with pytest.raises(DataFault, match=r"barred separates \d+ flows of 0"):
        fitted(flows=flows)


def test_a_term_that_the_effects_hold_is_named():
    gdp = RNG.normal(size=STATES * YEARS)[GROUPS[0]]
    with pytest.raises(DataFault, match="gdp repeat the effects"):
        fitted(values=np.column_stack([X, gdp]), terms=(*TERMS, "gdp"))


def test_a_term_that_repeats_another_is_named_with_it():
    with pytest.raises(DataFault, match="tariff, duty repeat each other"):
        fitted(values=np.column_stack([X, 2 * TARIFF]), terms=(*TERMS, "duty"))


def test_a_term_that_never_occurs_is_named():
    with pytest.raises(DataFault, match="nothing repeat the effects"):
        fitted(values=np.column_stack([X, 0 * TARIFF]), terms=(*TERMS, "nothing"))


@pytest.mark.parametrize(
    ("flows", "told"),
    [
        (0 * FLOWS, "no positive flow"),
        (FLOWS - 1, "some below 0"),
        (np.where(YEAR == 0, np.nan, FLOWS), "some below 0"),
        (FLOWS[1:], "some below 0"),
    ],
)
def test_flows_that_cannot_be_fitted_are_refused(flows, told):
    with pytest.raises(DataFault, match=told):
        fitted(flows=flows)


def test_several_kinds_of_clusters_widen_the_errors_where_both_err_alike():
    shock = RNG.gamma(4.0, 0.25, (STATES, YEARS))
    flows = MEAN * shock[SELLER, YEAR] * RNG.gamma(2.0, 0.5, STATES**2)[PAIR]
    held = fitted(flows=flows, clusters=[SELLER, BUYER, YEAR])
    assert held.fit.doubt.shape == (2,)
    assert (np.linalg.eigvalsh(held.fit.cov) > -1e-12).all()


def test_a_fit_of_flows_is_written_and_drawn_from_as_any_other():
    fit = fitted().fit
    again = read_fit(fit_text(fit), where="here")
    assert (again.coef == fit.coef).all()
    drawn = fit.draws(4000, Stream(3).child("flows"))["barred"]
    assert drawn.mean() == pytest.approx(fit.coef[0], abs=4 * fit.doubt[0] / 60)

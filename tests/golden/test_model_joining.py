"""Joining, against the numbers that the design page asks to be reached."""

import os
from pathlib import Path

import numpy as np
import pytest

from foedus.chance import Stream
from foedus.estimation.contest import contest
from foedus.estimation.guard import refuse_foresight
from foedus.estimation.models import joining
from foedus.estimation.models import joining_tables as tables
from foedus.estimation.models.thirds import disputes_in
from foedus.estimation.register import fits
from foedus.estimation.score import score
from foedus.estimation.theory import theories
from foedus.mechanisms.joining import Joining, choices
from foedus.past.making import past_of
from foedus.sources.shelf import Shelf

MIRROR = os.environ.get("FOEDUS_MIRROR")
pytestmark = pytest.mark.skipif(not MIRROR, reason="FOEDUS_MIRROR names no folder")

ENTRIES = theories(joining.MODEL)
SMALL = next(one for one in ENTRIES if one.name == joining.RECOMMENDED)


@pytest.fixture(scope="session")
def past(tmp_path_factory):
    shelf = Shelf(tmp_path_factory.mktemp("shelf"), Path(MIRROR), online=False)
    return past_of(shelf.table)


@pytest.fixture(scope="session")
def rows(past):
    return joining.rows(past, range(joining.FIRST, joining.LAST + 1), terms=SMALL.terms)


@pytest.fixture(scope="session")
def every(rows):
    return contest(joining, rows, [SMALL], joining.ORIGINS)


@pytest.fixture(scope="session")
def fit(rows):
    return joining.fit(rows, SMALL, origin=2011)


def judged(held):
    chances, outcome = held.entry(SMALL.name).chances, held.rows.outcome
    return (
        held.loss(SMALL.name),
        score((outcome > 0).astype(float), 1 - chances[:, 0]).auc,
        tables.side_right(chances, outcome),
    )


def test_the_disputes_are_those_of_the_page_less_whoever_was_no_member_before(rows):
    # The page counts 259,079 rows, 257 and 298 joins: it takes in states that came
    # during the year itself, of which nothing was known on the eve.
    assert len(rows) == 255_657
    assert np.bincount(rows.outcome).tolist() == [255_106, 252, 299]
    assert len(np.unique(rows.facts["dispute"])) == 2_173


def test_wars_are_foretold_as_well_as_the_page_asks(every):
    loss, auc, right = judged(tables.wars_of(every))
    assert loss <= 0.095
    assert auc >= 0.84
    assert right >= 0.85


def test_all_disputes_are_foretold_as_well_as_the_page_asks(every):
    loss, _, _ = judged(every)
    assert loss <= 0.0083


def test_with_a_wave_wars_have_as_few_and_as_many_joiners_as_they_had(rows, every):
    wars = tables.wars_of(every)
    crowds = joining.foreseen(rows, SMALL)
    sheet = tables.crowds(wars.rows, wars.entry(SMALL.name).chances, crowds)
    seen, alone, earlier, own = sheet.rows
    none, ten, score_of = 2, 4, 6
    assert abs(own[none] - seen[none]) <= 0.06
    assert abs(own[ten] - seen[ten]) <= 0.04
    assert abs(alone[none] - seen[none]) > 0.2
    assert earlier[score_of] > alone[score_of], "out of sample too"


def test_who_owed_defence_joined_as_often_as_the_page_counts(rows):
    told = {row[0]: row[1:] for row in tables.rates(rows).rows}
    early, late = told["wars 1818 to 1945"], told["wars 1946 to 2010"]
    assert early[:3] == (24, pytest.approx(0.292, abs=5e-4), pytest.approx(0.375))
    assert late[:3] == (247, pytest.approx(0.105, abs=5e-4), pytest.approx(0.032, abs=5e-4))
    assert early[3:5] == (15, pytest.approx(0.4))
    assert late[5:7] == (315, pytest.approx(0.063, abs=6e-4))


def test_coefficients_are_those_of_the_page_within_its_standard_errors(fit):
    # Name: coefficient and standard error of the page's table M2.3.
    page = {
        "war": (3.612, 0.223), "defence": (1.148, 0.375), "near": (1.107, 0.307),
        "k_maj": (2.315, 0.277), "o_s10": (1.468, 0.138), "s10": (-0.874, 0.204),
        "k_lnst": (-0.813, 0.165), "o_maj": (-0.872, 0.177), "maj": (0.765, 0.154),
    }  # fmt: skip
    mine = dict(zip(fit.terms, fit.coef, strict=True))
    apart = {name: abs(mine[name] - b) / se for name, (b, se) in page.items()}
    assert max(apart.values()) < 1, apart


@pytest.mark.parametrize("entry", ENTRIES, ids=[one.name for one in ENTRIES])
def test_no_entry_knows_the_future(past, entry):
    terms = joining.specified(entry)
    for year in (1914, 1990):
        told = disputes_in(past, [year])
        refuse_foresight(
            lambda p, y, told=told: joining.forecast_rows(p, y, terms=terms, disputes=told),
            past,
            [year],
        )
    refuse_foresight(lambda p, y: joining.forecast_rows(p, y, terms=terms), past, [1939])


def test_the_mechanism_gives_the_chances_of_the_fit(past, fit):
    year = 1990
    told = disputes_in(past, [year])
    rows = joining.forecast_rows(past, year, terms=SMALL.terms, disputes=told)
    made = joining.chances(fit, rows)
    mechanism = Joining(dict(zip(fit.terms, fit.coef.tolist(), strict=True)))
    world = past.at(year - 1)
    for dispute in told:
        kept = rows.facts["dispute"] == dispute.number
        hazard = mechanism.hazard(world, dispute)[rows.facts["k"][kept]]
        assert hazard == pytest.approx(made[kept], rel=1e-4)


def test_draws_of_the_fit_lie_about_its_chances(past, fit):
    dispute = next(one for one in disputes_in(past, [1990]) if one.war)
    draws = fit.draws(400, Stream(7)).columns
    made = choices(past.at(1989), dispute, draws)
    mean = dict(zip(fit.terms, fit.coef.tolist(), strict=True))
    low, high = np.quantile(made, [0.05, 0.95], axis=0)
    about = choices(past.at(1989), dispute, mean)
    assert made.shape == (400, len(past.ids), 3)
    assert ((low <= about + 1e-9) & (about <= high + 1e-9)).all()


def test_every_entry_can_be_fitted_on_what_was_known_in_1950(past):
    made = fits(joining, past, before=1950)
    assert set(made.fits) == {one.name for one in ENTRIES}
    assert made.constants["wave_of_wars.sigma"] > 0

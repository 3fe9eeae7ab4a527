import numpy as np
import pytest

from foedus.past import fields
from foedus.terms import pact_counts
from foedus.terms.reading import columns, terms_in

TERMS = terms_in(pact_counts)
WORLD = {
    fields.ALIVE: np.array([1, 1, 1, 0]),
    fields.SIGNED_DEFENCE_1: np.array([4.0, 4.0, 0, 0]),
    fields.SIGNED_OTHER_1: np.zeros(4),
    fields.FOUNDED_1: np.array([0.5, 0.5, 1, 0]),
    fields.ACCEDED_1: np.array([0, 0, 0, 6.0]),
}


def read(*names, series):
    facts = {"series": np.array(series), "year": np.full(len(series), 2000)}
    return columns(names, terms=TERMS, known=WORLD, facts=facts)


def test_each_count_reads_its_own_past():
    means = np.exp(read("recent", series=[0, 1, 2, 3])[:, 0]) - pact_counts.PRIOR
    # A pact of two is counted for both, a founding in parts, an entry for one; and half of
    # what halves every year is the mean of the years.
    assert means == pytest.approx([2, 0, 1, 3])


def test_states_that_are_there_are_counted():
    assert read("states", "calendar", series=[0]) == pytest.approx(
        np.array([[np.log(3), 1.0]])
    )

"""A word becomes a count by the negative binomial law, exactly."""

import numpy as np
import pytest
from scipy import stats

from foedus.simulation.bunching import MOST, negative_binomial


@pytest.mark.parametrize(("mean", "size"), [(0.2, 0.6), (2.5, 0.8), (0.8, 54.6)])
def test_a_word_becomes_the_quantile_of_the_law(mean, size):
    words = np.random.default_rng(1).integers(0, 2**32, 500, dtype=np.uint32)
    ours = [negative_binomial(mean, size, word) for word in words]
    theirs = stats.nbinom.ppf((words + 0.5) / 2**32, size, size / (size + mean))
    assert ours == np.minimum(theirs, MOST).tolist()


def test_no_year_brings_more_than_the_most():
    assert negative_binomial(1e6, 0.5, np.uint32(2**32 - 1)) == MOST

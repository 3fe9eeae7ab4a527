"""Functions by four operations agree with the libraries to the last digits."""

import math

import numpy as np
from scipy.stats import norm

from foedus.simulation import arithmetic

VALUES = np.random.default_rng(1).normal(size=4000) * 20


def test_the_exponential_is_the_library_s():
    assert max(abs(arithmetic.exp(x) / math.exp(x) - 1) for x in VALUES) < 1e-15


def test_the_exponential_is_held_where_a_float_would_overflow():
    assert arithmetic.exp(1e9) == arithmetic.exp(700.0)
    assert arithmetic.exp(-1e9) == arithmetic.exp(-700.0) > 0


def test_the_logarithm_is_the_library_s():
    told = [(arithmetic.log(math.exp(x)), x) for x in VALUES]
    assert max(abs(ours - x) / max(1, abs(x)) for ours, x in told) < 1e-15


def test_logistic_and_its_mirror_add_up_to_one():
    both = [arithmetic.logistic(x) + arithmetic.logistic(-x) for x in VALUES]
    assert max(abs(one - 1) for one in both) < 1e-15


def test_a_word_becomes_the_quantile_of_the_normal_distribution():
    words = np.random.default_rng(2).integers(0, 2**32, 4000, dtype=np.uint32)
    words = np.concatenate([words, np.array([0, 1, 2**31, 2**32 - 1], np.uint32)])
    told = [arithmetic.normal(word) for word in words]
    known = norm.ppf((words + 0.5) / 2**32)
    assert np.abs(np.array(told) - known).max() < 1e-13

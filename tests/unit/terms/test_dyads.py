import numpy as np

from foedus.terms.dyads import dyads, table


def test_each_pair_of_members_stands_once():
    facts = dyads(np.array([1, 0, 1, 1]))
    assert list(zip(facts["i"], facts["j"], strict=True)) == [(0, 2), (0, 3), (2, 3)]


def test_a_table_has_both_directions_and_nothing_where_there_is_no_pair():
    facts = dyads(np.array([1, 0, 1]))
    whole = table(np.array([0.2]), np.array([0.8]), facts, 3)
    assert whole.tolist() == [[0, 0, 0.2], [0, 0, 0], [0.8, 0, 0]]

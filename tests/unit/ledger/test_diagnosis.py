from foedus.ledger.diagnosis import corrections_of, hitting_sets


def test_the_tree_finds_every_least_set_and_every_conflict():
    conflicts = [frozenset({0, 1}), frozenset({1, 2}), frozenset({2, 3, 4})]

    def can(kept):
        return not any(one <= kept for one in conflicts)

    sets, _, whole = corrections_of(can, [1.0, 5.0, 1.0, 1.0, 1.0])
    assert whole
    assert sets[0] == {0, 2}
    assert set(sets) == {frozenset(s) for s in ({0, 2}, {1, 2}, {1, 3}, {1, 4})}
    assert set(hitting_sets(sets)) == set(conflicts)


def test_where_there_are_too_many_one_correction_is_still_given():
    def can(kept):
        return all(not {2 * n, 2 * n + 1} <= kept for n in range(16))

    sets, found, whole = corrections_of(can, [1.0 + n for n in range(32)])
    assert not whole
    assert {2 * n for n in range(16)} in sets
    assert found


def test_what_can_all_hold_needs_nothing_given_up():
    sets, found, whole = corrections_of(lambda kept: True, [1.0, 1.0])
    assert (sets, found, whole) == ([frozenset()], [], True)


def test_no_sets_are_hit_by_giving_up_nothing():
    assert hitting_sets([]) == [frozenset()]

import pytest

from foedus.quantity import Unit
from foedus.questions.parts.history.turning import joined, turns_of
from foedus.questions.series import Series


def series(values, *, manner="measured", voice="trade", id="t.x", first=1950):
    return Series(id, id, "t", voice, Unit.COUNT, id, manner, first, tuple(values))


STEP = [0.0, 0.1, -0.1, 0.0, 0.1] * 3 + [5.0, 5.1, 4.9, 5.0, 5.1] * 3


def test_what_is_on_record_turns_where_it_changes():
    [begins, ends] = turns_of(series([0, 0, 1, 1, 0], manner="recorded")).found
    assert (begins.year, ends.year) == (1952, 1954)


def test_across_a_gap_a_turn_says_since_when_it_may_be():
    [turn] = turns_of(series([0, None, None, 1], manner="recorded")).found
    assert (turn.since, turn.year) == (1951, 1953)


def test_a_step_is_found_and_shuffled_years_have_almost_none():
    turns = turns_of(series(STEP))
    assert [t.year for t in turns.found] == [1965]
    assert turns.shuffled < 0.5


def test_a_drift_finds_no_more_turns_than_its_own_changes_in_another_order():
    turns = turns_of(series([k + 0.01 * (k % 3) for k in range(60)]))
    assert len(turns.found) == pytest.approx(turns.drifting, abs=3)


def test_counts_of_two_events_are_not_cut():
    turns = turns_of(series([0.0] * 20 + [1.0, 1.0], manner="counted"))
    assert (turns.found, turns.why_none) == ((), "2 in all, too few to cut")


def test_three_voices_that_turn_together_are_joined():
    made = [series(STEP, voice=v, id=v) for v in ("trade", "votes", "rivalry")]
    [joint] = joined(map(turns_of, made))
    assert (joint.year, len(joint.voices), joint.could, joint.found) == (1965, 3, 3, 1)
    assert joint.by_chance < 0.1


def test_two_measures_of_one_thing_are_one_voice():
    made = [series(STEP, id=id) for id in ("t.a", "t.b", "t.c")]
    assert joined(map(turns_of, made)) == ()


def test_two_voices_do_not_make_a_turning_point():
    made = [series(STEP, voice=v, id=v) for v in ("trade", "votes")]
    assert joined(map(turns_of, made)) == ()

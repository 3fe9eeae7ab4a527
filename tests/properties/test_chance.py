from hypothesis import assume, given, settings
from hypothesis import strategies as st

from foedus.chance import Stream

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=60)
SEEDS = st.integers(0, 2**64 - 1)
STEPS = st.lists(st.text(max_size=8) | st.integers(-(2**40), 2**40), max_size=4).map(tuple)


@STEADY
@given(SEEDS, STEPS, st.integers(1, 20))
def test_a_stream_is_its_seed_and_its_path(seed, path, size):
    one = Stream(seed).child(*path)
    step_by_step = Stream(seed)
    for step in path:
        step_by_step = step_by_step.child(step)
    assert one == step_by_step
    assert (one.uniforms(size) == step_by_step.uniforms(size)).all()


@STEADY
@given(SEEDS, STEPS, STEPS)
def test_streams_apart_share_no_draw(seed, one, other):
    assume(one != other)
    assert not set(Stream(seed, one).uniforms(8)) & set(Stream(seed, other).uniforms(8))


@STEADY
@given(SEEDS, SEEDS, STEPS)
def test_seeds_apart_share_no_draw(one, other, path):
    assume(one != other)
    assert not set(Stream(one, path).uniforms(8)) & set(Stream(other, path).uniforms(8))


@STEADY
@given(SEEDS, STEPS, st.integers(0, 9), st.integers(0, 9))
def test_drawing_more_changes_no_draw_before(seed, path, few, more):
    stream = Stream(seed, path)
    assert (stream.uniforms(few + more)[:few] == stream.uniforms(few)).all()


@STEADY
@given(SEEDS, STEPS)
def test_draws_lie_between_nothing_and_one(seed, path):
    draws = Stream(seed, path).uniforms(50)
    assert draws.min() >= 0
    assert draws.max() < 1

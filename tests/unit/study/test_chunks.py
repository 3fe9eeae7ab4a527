"""Chunks are kept whole, found by all that they hang on, and bounded beforehand."""

import numpy as np
import pytest
from simulating import carried

from foedus.simulation.ensemble import foreseen_bytes, simulate
from foedus.simulation.reading import Reading
from foedus.study.chunks import Chunks, chunk_bytes, chunks_here, read_chunk

READINGS = (Reading("disputes"), Reading("wars", of=("USA",)))


def test_a_chunk_is_read_as_it_was_written():
    held = simulate(carried(3), runs=30, seed=7, readings=READINGS)
    again = read_chunk(chunk_bytes(held), where="here")
    assert again.digest == held.digest
    assert again.treaties == held.treaties
    assert chunk_bytes(again) == chunk_bytes(held)


def test_runs_that_were_stopped_go_on_from_what_was_done(tmp_path):
    keeper, told = Chunks(tmp_path), []

    def stop(done, whole):
        told.append(done)
        if done >= 40:
            raise KeyboardInterrupt

    part = simulate(
        carried(3), runs=100, seed=7, readings=READINGS, at_once=20, keeper=keeper,
        progress=stop,
    )  # fmt: skip
    assert part.runs.tolist() == list(range(40))
    told.clear()
    whole = simulate(
        carried(3), runs=100, seed=7, readings=READINGS, at_once=20, keeper=keeper,
        progress=lambda done, whole: told.append(done),
    )  # fmt: skip
    assert told == [60, 80, 100]
    assert whole.digest == simulate(carried(3), runs=100, seed=7, readings=READINGS).digest


def test_stopped_before_anything_was_done_it_stops():
    def stop(done, whole):
        raise AssertionError

    class Broken:
        def find(self, name):
            raise KeyboardInterrupt

        def keep(self, name, held):
            raise AssertionError

    with pytest.raises(KeyboardInterrupt):
        simulate(carried(3), runs=10, seed=7, keeper=Broken(), progress=stop)


def test_a_chunk_of_another_seed_scenario_or_reading_is_not_taken_for_it(tmp_path):
    keeper = Chunks(tmp_path)
    simulate(carried(3), runs=10, seed=7, keeper=keeper)
    others = [
        {"scenario": carried(3), "seed": 8},
        {"scenario": carried(4), "seed": 7},
        {"scenario": carried(3), "seed": 7, "readings": READINGS},
    ]
    for other in others:
        told = []
        simulate(**other, runs=10, keeper=keeper, progress=lambda *n, t=told: t.append(n))
        assert told == [(10, 10)]


def test_a_file_that_is_broken_is_made_again(tmp_path):
    keeper = Chunks(tmp_path)
    whole = simulate(carried(3), runs=10, seed=7, keeper=keeper)
    [path] = tmp_path.glob("*.npz")
    path.write_bytes(path.read_bytes()[:100])
    assert simulate(carried(3), runs=10, seed=7, keeper=keeper).digest == whole.digest


def test_what_is_kept_is_less_than_was_told_beforehand(tmp_path):
    keeper = Chunks(tmp_path)
    simulate(carried(3), runs=60, seed=7, readings=READINGS, at_once=20, keeper=keeper)
    assert 0 < keeper.bytes_kept() < foreseen_bytes(carried(3), 60, at_once=20)


def test_files_of_another_version_are_removed(tmp_path, monkeypatch):
    monkeypatch.setenv("FOEDUS_STORE", str(tmp_path))
    old = tmp_path / "runs" / "old" / "x.npz"
    old.parent.mkdir(parents=True)
    np.savez(old, a=np.zeros(2))
    chunks_here()
    assert not old.exists()

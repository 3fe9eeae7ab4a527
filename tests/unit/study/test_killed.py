"""A client that is killed loses the chunk it was making, and nothing that was kept."""

import os
import resource
import signal
import subprocess
import sys
import time

import pytest
from simulating import carried

from foedus.faults import OutputFault
from foedus.simulation.ensemble import simulate
from foedus.simulation.reading import Reading
from foedus.study.chunks import Chunks

READINGS = (Reading("disputes"),)
RUNS, AT_ONCE, SEED = 120, 10, 7
CHILD = """
import sys, time
from pathlib import Path
from simulating import carried
from foedus.simulation.ensemble import simulate
from foedus.simulation.reading import Reading
from foedus.study.chunks import Chunks

simulate(
    carried(3), runs=120, seed=7, readings=(Reading("disputes"),), at_once=10,
    keeper=Chunks(Path(sys.argv[1])), progress=lambda done, whole: time.sleep(0.2),
)
"""


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """A folder of chunks whose maker was killed with some of them done."""
    root = tmp_path_factory.mktemp("killed")
    made = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(root)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    patience = time.monotonic() + 240
    while len(list(root.glob("*.npz"))) < 3 and time.monotonic() < patience:
        assert made.poll() is None, "the child ended before it was killed"
        time.sleep(0.01)
    made.send_signal(signal.SIGKILL)
    assert made.wait() == -signal.SIGKILL
    return root


def whole(keeper=None, told=None):
    return simulate(
        carried(3), runs=RUNS, seed=SEED, readings=READINGS, at_once=AT_ONCE,
        keeper=keeper, progress=None if told is None else lambda done, _: told.append(done),
    )  # fmt: skip


def test_chunks_of_a_killed_client_are_not_made_again_and_the_rest_is_the_same(killed):
    kept = {path: path.read_bytes() for path in killed.glob("*.npz")}
    assert 3 <= len(kept) < RUNS // AT_ONCE
    told = []
    resumed = whole(Chunks(killed), told)
    assert len(told) == RUNS // AT_ONCE - len(kept)
    assert all(path.read_bytes() == content for path, content in kept.items())
    assert resumed.digest == whole().digest


def test_a_chunk_that_is_cut_off_is_made_again_and_kept_whole(killed):
    whole(Chunks(killed))
    path = min(killed.glob("*.npz"))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    told = []
    assert whole(Chunks(killed), told).digest == whole().digest
    assert len(told) == 1
    assert path.read_bytes() == content


def test_where_nothing_can_be_kept_it_says_so_and_how_to_mend_it(tmp_path):
    barred = tmp_path / "a file, no folder"
    barred.write_text("")
    with pytest.raises(OutputFault) as raised:
        whole(Chunks(barred / "runs"))
    assert raised.value.mend


def test_where_the_disk_is_full_no_half_of_a_chunk_is_left(tmp_path):
    keeper = Chunks(tmp_path / "runs")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    # What a file may take stands for what the disk has left.
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OutputFault, match="cannot be written"):
            whole(keeper)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not [path for path in keeper.root.rglob("*") if path.is_file()]
    assert whole(keeper).digest == whole().digest

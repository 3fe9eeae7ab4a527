"""The same runs on Dask: the same bytes, whoever dies."""

import os
import signal
import threading
import time

import pytest
from simulating import carried

from foedus.simulation.cluster import sendable, simulate_on
from foedus.simulation.ensemble import simulate
from foedus.simulation.reading import Reading

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore::Warning")

READINGS = (Reading("disputes"),)


@pytest.fixture(scope="module")
def client():
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, processes=True
        ) as cluster,
        distributed.Client(cluster) as held,
    ):
        yield held


def test_a_cluster_makes_the_same_runs_to_the_last_bit(client):
    here = simulate(carried(3), runs=90, seed=7, readings=READINGS)
    there = simulate_on(client, carried(3), runs=90, seed=7, readings=READINGS, at_once=37)
    assert there.digest == here.digest


def test_a_worker_that_is_killed_costs_nothing_but_time(client):
    here = simulate(carried(3), runs=300, seed=5)
    first = threading.Event()

    def kill():
        first.wait(60)
        pids = client.run(os.getpid)
        os.kill(next(iter(pids.values())), signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()

    def tell(done, whole):
        if not first.is_set():
            first.set()
            time.sleep(0.5)

    there = simulate_on(client, carried(3), runs=300, seed=5, at_once=10, progress=tell)
    killer.join()
    assert there.digest == here.digest


def test_what_is_sent_makes_the_same_runs():
    sent = sendable(carried(3))
    assert len(sent.world.columns) < len(carried(3).world.columns)
    assert (
        simulate(sent, runs=20, seed=7).digest
        == simulate(carried(3), runs=20, seed=7).digest
    )

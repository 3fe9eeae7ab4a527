"""The same chunks on Dask: other machines, the same bytes.

A worker that dies costs the chunk that it was making, which another makes again. What is
done is kept as it comes in, where a keeper is given, so that a study that was stopped goes
on from there. `distributed` is an extra: `pip install foedus[cluster]`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from foedus.faults import NeedFault
from foedus.simulation.ensemble import Ensemble, Keeper, Progress, gathered, summary
from foedus.simulation.reading import Reading
from foedus.simulation.scenario import Scenario
from foedus.terms.system import NEEDS

CHUNK = 1000
"""Runs of a chunk: about a second for ten years, much more than it takes to send."""

RETRIES = 5
"""How often a chunk is tried again where the worker that made it died."""


def simulate_on(
    client: Any,  # noqa: ANN401  # a Client of distributed, which is an extra
    scenario: Scenario,
    *,
    runs: int,
    seed: int,
    readings: Sequence[Reading] = (),
    at_once: int = CHUNK,
    keeper: Keeper | None = None,
    progress: Progress | None = None,
) -> Ensemble:
    """Run a scenario many times on a cluster; equal to `simulate` to the last bit.

    Parameters
    ----------
    client
        Of a cluster whose workers have Foedus installed.
    scenario, runs, seed, readings, keeper, progress
        As `simulate` takes them.
    at_once
        Runs of a chunk.

    Raises
    ------
    NeedFault
        No run is asked for, or `distributed` is not installed.
    SolveFault
        A run overflows.
    """
    sent = client.scatter(sendable(scenario), broadcast=True)

    def made(spans: Sequence[range]) -> Iterable[Ensemble]:
        futures = client.map(
            _summary, spans, scenario=sent, seed=seed, readings=tuple(readings),
            retries=RETRIES, pure=False,
        )  # fmt: skip
        try:
            for future in _completed()(futures):
                yield future.result()
                future.release()
        finally:
            client.cancel(futures)

    return gathered(
        scenario, made, runs=runs, seed=seed, readings=readings, at_once=at_once,
        keeper=keeper, progress=progress,
    )  # fmt: skip


def sendable(scenario: Scenario) -> Scenario:
    """Give the scenario with no more of its world than runs read, in plain mappings."""
    needed = {field.name for field in NEEDS}
    columns = {n: c for n, c in scenario.world.columns.items() if n in needed}
    return scenario.but(world=replace(scenario.world, columns=columns))


def _summary(
    span: range, *, scenario: Scenario, seed: int, readings: Sequence[Reading]
) -> Ensemble:
    return summary(scenario, span, seed=seed, readings=readings)


def _completed() -> Any:  # noqa: ANN401  # Dask's own iterator
    try:
        from distributed import as_completed
    except ImportError:
        raise NeedFault(
            "distributed is not installed",
            expected="Dask's distributed",
            where="simulation.cluster",
            mend="pip install 'foedus[cluster]', or simulate in this process",
        ) from None
    return as_completed

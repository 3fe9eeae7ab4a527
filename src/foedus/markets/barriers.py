"""What a change in trade costs does to single flows: a sparse list of factors.

A scenario multiplies the openness of some flows, B = (cost ratio)^-theta, and leaves all
others alone. Many scenarios stand in one list, each entry with the number of its own, so
that a thousand sanctions on twenty flows are twenty thousand entries and not forty
million.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from foedus.faults import DataFault

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Barriers:
    """Changes of openness, one entry a scenario and flow.

    Attributes
    ----------
    scenarios
        How many scenarios there are, R.
    scenario, exporter, importer, sector
        Where each entry stands, (K,); none stands twice.
    log_openness
        ln B, a pure number, (K,): 0 leaves the flow as it was, below 0 hampers it.
    received
        Share of what the buyer pays that reaches the exporter, (K,); the rest is rent.
    rents
        Share of what the buyer pays that each state earns as a hub, (K, N), or None where
        there are no routes through others.
    """

    scenarios: int
    scenario: Places
    exporter: Places
    importer: Places
    sector: Places
    log_openness: Floats
    received: Floats
    rents: Floats | None = None

    def __post_init__(self) -> None:
        if np.isnan(self.log_openness).any() or (self.log_openness == np.inf).any():
            raise DataFault(
                "a change of openness is not a number, or endless",
                expected="ln B below infinity",
                where="markets.barriers.Barriers",
                mend="look for an elasticity or a cost that is missing",
            )
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.flags.writeable = False

    def of(self, scenarios: Sequence[int] | Places) -> "Barriers":
        """Keep some scenarios, numbered anew in the order given."""
        anew = np.full(self.scenarios, -1)
        anew[np.asarray(scenarios, dtype=np.intp)] = np.arange(len(scenarios))
        kept = anew[self.scenario] >= 0
        return Barriers(
            len(scenarios),
            anew[self.scenario[kept]],
            self.exporter[kept],
            self.importer[kept],
            self.sector[kept],
            self.log_openness[kept],
            self.received[kept],
            None if self.rents is None else self.rents[kept],
        )


def barriers_from(log_openness: Floats) -> Barriers:
    """Make the list from whole arrays of ln B, (R, N, N, S) or (N, N, S) for one scenario.

    >>> one = np.zeros((2, 2, 1))
    >>> one[0, 1] = -0.5
    >>> made = barriers_from(one)
    >>> made.scenarios, made.exporter.tolist(), made.importer.tolist()
    (1, [0], [1])
    """
    held = np.asarray(log_openness, dtype=np.float64)
    held = held[None] if held.ndim == 3 else held
    scenario, exporter, importer, sector = np.nonzero(held)
    return Barriers(
        len(held),
        scenario,
        exporter,
        importer,
        sector,
        held[scenario, exporter, importer, sector],
        np.ones(len(scenario)),
    )


def together(parts: Sequence[Barriers]) -> Barriers:
    """Put scenarios one after the other into one list."""
    starts = np.cumsum([0, *(part.scenarios for part in parts)])
    moved = [part.scenario + start for part, start in zip(parts, starts, strict=False)]
    width = {part.rents.shape[1] for part in parts if part.rents is not None}
    rents = [
        part.rents if part.rents is not None else np.zeros((len(part.scenario), *width))
        for part in parts
    ]
    return Barriers(
        int(starts[-1]),
        np.concatenate(moved),
        np.concatenate([part.exporter for part in parts]),
        np.concatenate([part.importer for part in parts]),
        np.concatenate([part.sector for part in parts]),
        np.concatenate([part.log_openness for part in parts]),
        np.concatenate([part.received for part in parts]),
        np.concatenate(rents) if width else None,
    )

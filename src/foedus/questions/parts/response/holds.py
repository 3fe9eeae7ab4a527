"""What one pair's ties come to: who has a hold on whom, then and on the case's day."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.power.leverage import Part
from foedus.questions.parts.response.leaning import DEFENCE, ENERGY, LAYERS, TRADE, Lost
from foedus.questions.wording import names
from foedus.states.roster import StateId

Floats = NDArray[np.float64]
Pair = tuple[StateId, StateId]

JUDGED: Mapping[str, Part] = {
    TRADE: Part(0.2, 0.4, 0.6),
    DEFENCE: Part(0.1, 0.3, 0.5),
    ENERGY: Part(0.1, 0.3, 0.5),
}
"""How much a layer counts: a judgement of ours, with its range, and no estimate."""
MEANINGS: Mapping[str, str] = {
    TRADE: "part of all its trade",
    DEFENCE: "part of all capability it can count on, its own and what is pledged to it",
    ENERGY: "part of its imported energy",
}


@dataclass(frozen=True, slots=True, eq=False)
class Hold:
    """What one pair's ties come to; the first is the stronger."""

    pair: Pair
    now: Mapping[str, tuple[Lost, Lost]]
    then: Mapping[str, tuple[Lost, Lost]]
    index: Floats
    """Leverage of the first over the second now, (R,)."""
    before: Floats | None
    """The same in the year carried, over layers told of both years, (R,)."""
    rise: Floats | None
    """How much it rose since, (R,)."""
    firm_rise: Floats | None
    """The same by the layers that claims or data stand behind, (R,)."""
    exits: tuple[float, float] | None
    """Real income that each would lose by an end of their trade, modelled."""
    votes: tuple[float, float] | None
    """How far apart they vote, in the year carried and now."""

    @property
    def over(self) -> str:
        """Say whose hold it is, and on whom."""
        return f"{names(self.pair[:1])} over {names(self.pair[1:])}"

    @property
    def firm(self) -> tuple[str, ...]:
        """Layers told of both years that claims or data stand behind."""
        return tuple(
            layer
            for layer in self.both
            if not any(one.assumed for one in (*self.now[layer], *self.then[layer]))
        )

    @property
    def firm_fell(self) -> float | None:
        """Chance of a lower leverage by those layers; None where they are all there are."""
        if self.firm_rise is None or self.firm == self.both:
            return None
        return float((self.firm_rise < 0).mean())

    @property
    def fell(self) -> float | None:
        """Chance that the leverage of the first is lower than in the year carried."""
        return None if self.rise is None else float((self.rise < 0).mean())

    @property
    def both(self) -> tuple[str, ...]:
        """Layers told of both years."""
        return tuple(layer for layer in LAYERS if layer in self.now and layer in self.then)

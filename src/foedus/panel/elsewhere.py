"""What R's peacesciencer calls our columns, for those who bring a script from there."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from foedus.doors import read_yaml
from foedus.panel.panel import Panel


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Our names and another tool's, by where they stand."""

    state: dict[str, str]
    alone: dict[str, str]
    pair: dict[str, str]
    both: dict[str, str]
    left_out: tuple[str, ...]

    def of(self, name: str, *, pairs: bool) -> str | None:
        """Give what a column is called there; None where it is called nothing.

        >>> peacesciencer().of("target_cinc", pairs=True)
        'cinc2'
        """
        known = self.both | (self.pair if pairs else self.state | self.alone)
        if name in known:
            return known[name]
        for side, number in (("sender_", "1"), ("target_", "2")):
            own = name.removeprefix(side)
            if pairs and own != name and own in self.state:
                return self.state[own] + number
        return None


@cache
def peacesciencer() -> Elsewhere:
    """Read the names of R's peacesciencer."""
    text = files("foedus.panel").joinpath("peacesciencer.yaml").read_text("utf-8")
    return read_yaml(Elsewhere, text, where="peacesciencer.yaml")


def renamed(panel: Panel) -> dict[str, str]:
    """Map a panel's columns to those of peacesciencer; of two of one name, the first."""
    pairs = len(panel.axes.sides) == 2
    found: dict[str, str] = {}
    for name in (*panel.axes.keys, *panel.names):
        there = peacesciencer().of(name, pairs=pairs)
        if there is not None and there not in found.values():
            found[name] = there
    return found

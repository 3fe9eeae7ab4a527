"""A finding that the package carries, beside the way to make it anew from the shelf."""

from collections.abc import Callable
from dataclasses import dataclass

from foedus.sources.table import Table

Tables = Callable[[str], Table]


@dataclass(frozen=True, slots=True)
class Found:
    """A finding: both ways give the text of its file."""

    made: Callable[[Tables], str]
    """From data sets, by name."""
    carried: Callable[[], str]
    """As the package carries it."""

"""Whether a recipe suits a panel, and whether its options are words that there are."""

from collections.abc import Iterable
from difflib import get_close_matches

from foedus.faults import DataFault, NeedFault
from foedus.panel.axes import Unit
from foedus.panel.beside import wrong_unit
from foedus.panel.panel import Panel
from foedus.sources.table import Table


def fitting(panel: Panel, name: str, *units: Unit) -> Table:
    """Take a data set by name for a panel of one of these units.

    Raises
    ------
    DataFault
        The panel has another unit; or its rows are leaders held to the other list of
        states, whose years cannot be turned into this one's.
    """
    if panel.axes.unit not in units:
        raise wrong_unit(panel, f"rows of {' or '.join(f'{unit}s' for unit in units)}")
    table = panel.table(name)
    if "tenure" in panel.axes.keys[0] and table.system != panel.axes.system:
        raise DataFault(
            f"{name} goes by {table.system} numbers, the leaders by {panel.axes.system}",
            expected=f"leaders of {table.system} states",
            where="panel.fitting",
            mend=f"make the panel with standardize={table.system!r}",
        )
    return table


def known(wanted: Iterable[str], among: Iterable[str], *, what: str) -> tuple[str, ...]:
    """Check the words of an option against those that there are.

    Raises
    ------
    NeedFault
        One of them is unknown; those near it are named.

    Examples
    --------
    >>> known(["intrastate"], ["interstate", "intrastate"], what="kind of conflict")
    ('intrastate',)
    """
    words, there = tuple(wanted), tuple(among)
    for word in words:
        if word not in there:
            near = get_close_matches(word, there, n=3) or there
            raise NeedFault(
                f"no {what} is called {word!r}",
                expected=f"one of {', '.join(near)}",
                where="panel.fitting",
                mend="spell it as listed",
            )
    return words

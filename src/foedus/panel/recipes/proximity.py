"""What gravity models ask of a pair: border, language, colonial past, distance of cities.

The source speaks of no year: a pair has the same values in every row, those of about
2000. What borders were at the time says `contiguity`, where capitals were `distance`.
"""

from collections.abc import Sequence

from foedus.panel.beside import wrong_unit
from foedus.panel.joining import columns_of, kept
from foedus.panel.numbering import numbered
from foedus.panel.panel import Panel


def add(panel: Panel, *, keep: Sequence[str] | None = None) -> Panel:
    """Add CEPII's ties and distances of dyads, such as `colonial_tie`.

    Parameters
    ----------
    keep
        The columns wanted, such as `official_language`; by default all.

    Raises
    ------
    DataFault
        The rows of the panel are no dyads.
    """
    if len(panel.axes.sides) != 2:
        raise wrong_unit(panel, "rows that name two states")
    table = panel.table("cepii_dyads")
    names = kept({field.name: field.name for field in table.fields}, keep)
    frame = numbered(
        table.frame.select("sender", "target", *names),
        system=panel.axes.system,
        labels=("sender", "target"),
    )
    columns = columns_of(table, names)
    return panel.joined(frame.lazy(), columns, on=panel.axes.codes, used=[table])

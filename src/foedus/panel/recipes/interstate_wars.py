"""Wars between states, brought to pairs and years.

Of several wars of one pair in one year stands the one that began then, of those the
deadliest for the two, of those the first that the producer lists.
"""

from foedus.panel.axes import Unit
from foedus.panel.disputing import Keep, join_conflicts
from foedus.panel.fitting import fitting
from foedus.panel.panel import Panel
from foedus.panel.whittling import deadliest, first_listed, onsets, whittle

LABELS = {
    "war": "the war, by COW's number",
    "resumed": "1 for fighting that began again in the same war, else 0",
}
ORDER = (onsets, deadliest("sender_deaths", "target_deaths"), first_listed)


def add(panel: Panel, *, keep: Keep = ()) -> Panel:
    """Add `war_onset` and `war_ongoing`, 0 for peace, and the fields that are wanted.

    Parameters
    ----------
    keep
        Fields of the war, such as `sender_initiated` or `target_deaths`; `all` for all.
    """
    table = fitting(panel, "interstate_wars", Unit.DYAD_YEAR)
    frame = whittle(table.frame, order=ORDER)
    return join_conflicts(panel, frame, [table], prefix="war", keep=keep, labels=LABELS)

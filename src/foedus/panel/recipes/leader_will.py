"""How willing each leader was to use force: four estimates of one latent trait."""

from foedus.panel.joining import Wish
from foedus.panel.panel import Panel
from foedus.panel.tenures import join_tenures


def add(panel: Panel) -> Panel:
    """Add the mean and standard deviation of each estimate, for each leader of a row."""
    return join_tenures(panel, panel.table("leader_will"), Wish(prefix="leader"))

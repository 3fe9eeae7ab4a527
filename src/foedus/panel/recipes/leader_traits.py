"""What leaders had been and lived through before they led, by LEAD."""

from foedus.panel.joining import Wish
from foedus.panel.panel import Panel
from foedus.panel.tenures import join_tenures


def add(panel: Panel) -> Panel:
    """Add schooling, service, combat, rebellion and health of each leader of a row."""
    return join_tenures(panel, panel.table("leader_traits"), Wish(prefix="leader"))

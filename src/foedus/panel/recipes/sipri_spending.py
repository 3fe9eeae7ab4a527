"""What each state spends on its forces, from 1949 on, by SIPRI."""

from foedus.panel.joining import Wish, join_states
from foedus.panel.panel import Panel


def add(panel: Panel) -> Panel:
    """Add `sipri_spending`, in dollars of the year."""
    table = panel.table("sipri_spending")
    return join_states(panel, table, Wish({"spending": "sipri_spending"}))

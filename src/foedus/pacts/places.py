"""Where treaties reach: zones as sets of home territories and named places.

An act on somebody's home falls in every zone that holds that home; an act on a named
territory in every zone that holds it. `zones.yaml` says which, with the article.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from foedus import doors
from foedus.faults import PactFault
from foedus.pacts.act import Act
from foedus.states.roster import StateId, roster


@dataclass(frozen=True, slots=True)
class Zone:
    """A treaty area."""

    means: str
    source: str
    homes: frozenset[StateId] = frozenset()
    """States whose home territory lies in it."""
    territories: frozenset[str] = frozenset()
    """Other places in it, by their tags."""


@dataclass(frozen=True, slots=True)
class _Zones:
    zones: dict[str, Zone]
    left_out: tuple[str, ...]


def zones() -> dict[str, Zone]:
    """Give the zones that the house knows, by name."""
    return _table().zones


def all_tags(act: Act) -> frozenset[str]:
    """Give the tags of an act and every zone that they put it in.

    >>> from datetime import date
    >>> act = Act("PRK", "JPN", date(2025, 1, 1), places=frozenset({"home"}))
    >>> "japan_administered" in all_tags(act)
    True
    """
    at_home = "home" in act.places
    found = {
        name
        for name, zone in zones().items()
        if zone.territories & act.places or (at_home and act.victim in zone.homes)
    }
    return act.places | found | ({f"home:{act.victim}"} if at_home else set())


def known_places() -> frozenset[str]:
    """Give every place that treaties know: home, zones, and what lies in them."""
    tags = {tag for zone in zones().values() for tag in zone.territories}
    homes = {f"home:{state}" for state in roster().ids}
    return frozenset({"home", *zones(), *tags, *homes})


@cache
def _table() -> _Zones:
    text = files("foedus.pacts").joinpath("zones.yaml").read_text("utf-8")
    return doors.read_yaml(_Zones, text, where="pacts/zones.yaml", fault=PactFault)

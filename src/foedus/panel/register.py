"""The verbs of a panel, found by folder: a file in recipes/ is one.

A data set that can stand beside a panel's rows as it is needs none; it joins by its own
name. A recipe is for what is more than a join: disputes whittled to one a year, spells
cut into years, distances between capitals that move.
"""

from collections.abc import Callable
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import polars as pl

from foedus.faults import NeedFault
from foedus.sources.source import names

Recipe = Callable[..., Any]
"""Takes a panel and options, gives a panel."""


@cache
def recipes() -> tuple[str, ...]:
    """Name the recipes, in order.

    >>> "gml_disputes" in recipes()
    True
    """
    found = (entry.name for entry in files("foedus.panel.recipes").iterdir())
    return tuple(
        sorted(name[:-3] for name in found if name.endswith(".py") and name[0] != "_")
    )


def recipe(name: object) -> Recipe:
    """Give the verb of that name: a recipe's `add`, or the join of a data set.

    A frame or a file is a table of the user's own, joined as `panel.own` tells; another
    panel stands beside the rows as `panel.between` tells.

    Raises
    ------
    NeedFault
        Neither a recipe nor a data set has that name.
    """
    if isinstance(name, pl.DataFrame | Path):
        own = import_module("foedus.panel.own").add_own
        return lambda panel, **options: own(panel, name, **options)
    if not isinstance(name, str):
        beside = import_module("foedus.panel.between").beside
        return lambda panel: beside(panel, name)
    if name in recipes():
        return cast(Recipe, import_module(f"foedus.panel.recipes.{name}").add)
    if name in names():
        join = import_module("foedus.panel.joining").join_table
        return lambda panel, **options: join(panel, panel.table(name), **options)
    near = get_close_matches(name, (*recipes(), *names()), n=3)
    raise NeedFault(
        f"nothing called {name!r} can be added to a panel",
        expected=f"{', '.join(near)}" if near else f"one of {', '.join(recipes())}",
        where="panel.add",
        mend="see `foedus panel --list`",
    )

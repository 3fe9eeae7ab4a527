"""Scores that the package carries: what `foedus backtest` printed for each model.

They are written by the command and by nobody's hand, and are what the docs and the brief
quote; a model without scores is not quoted.
"""

from functools import cache
from importlib.resources import files

from foedus import doors
from foedus.estimation.sheet import Sheet
from foedus.faults import NeedFault

_PLACE = files("foedus.estimation") / "judged"


def scores_text(sheets: tuple[Sheet, ...]) -> str:
    """Write tables of scores as JSON."""
    return doors.json_text(sheets, indent=1) + "\n"


@cache
def kept_scores(model: str) -> tuple[Sheet, ...]:
    """Give the scores of a model that the package carries.

    Raises
    ------
    NeedFault
        It carries none.
    """
    place = _PLACE / f"{model}.json"
    if not place.is_file():
        raise NeedFault(
            f"the package carries no scores of {model!r}",
            expected="a model that was judged",
            where="estimation/judged",
            mend=f"judge it by `foedus backtest {model} --out DIR`, and keep it there",
        )
    return doors.read_json(tuple[Sheet, ...], place.read_text("utf-8"), where=place.name)


def sheet(model: str, id: str) -> Sheet:
    """Give one table of a model's scores by its id.

    Raises
    ------
    NeedFault
        It has none of that name.
    """
    for one in kept_scores(model):
        if one.id == id:
            return one
    raise NeedFault(
        f"the scores of {model} hold no table {id!r}",
        expected=f"one of {', '.join(one.id for one in kept_scores(model))}",
        where=f"estimation/judged/{model}.json",
        mend=f"judge it anew by `foedus backtest {model}`",
    )


def has_sheet(model: str, id: str) -> bool:
    """Tell whether the scores of a model hold a table."""
    return any(one.id == id for one in kept_scores(model))


def judged_models() -> tuple[str, ...]:
    """Name the models whose scores the package carries."""
    found = (item.name for item in _PLACE.iterdir()) if _PLACE.is_dir() else ()
    return tuple(sorted(n.removesuffix(".json") for n in found if n.endswith(".json")))

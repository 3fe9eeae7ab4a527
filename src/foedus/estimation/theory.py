"""Rival theories as data: each a list of terms, with what it expects and who said so.

A specification is ten lines of YAML, so that anybody can enter her own theory into the
contest and see how it foretells. Nulls stand in the same file as theories, since a model
that does not beat them has said nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal

from foedus import doors
from foedus.faults import DataFault
from foedus.terms.reading import Terms, known_terms

Kind = Literal["null", "theory", "recommended", "yardstick"]


@dataclass(frozen=True, slots=True)
class Theory:
    """One specification of one model."""

    name: str
    title: str
    kind: Kind
    says: str
    """What it holds, in a sentence."""
    terms: tuple[str, ...]
    """Columns of the model; none for a base rate."""
    references: tuple[str, ...] = ()
    """Where the hypothesis comes from, with a DOI where there is one."""
    level: Literal["constant", "time", "recent"] = "constant"
    """What it knows of the general level: a constant, a curve in calendar time, or what
    recent years were like. A model says which of these it can take."""
    penalty: float | None = None
    """Its own ridge penalty; the model's where none is given."""
    half_life: float | None = None
    """Its own half-life of rows' weights, in years; the model's where none is given."""


def theories(model: str) -> tuple[Theory, ...]:
    """Give the specifications that the package enters for a model."""
    place = files("foedus.estimation") / "theories" / f"{model}.yaml"
    return read_theories(place.read_text("utf-8"), where=f"theories/{model}.yaml")


def theories_in(path: Path) -> tuple[Theory, ...]:
    """Read a user's own specifications from a file.

    Raises
    ------
    DataFault
        The file does not hold together; the line is named.
    """
    text = doors.read_text(path)
    if not text.strip():
        raise DataFault(
            "the file is empty",
            expected="a list of specifications, each with a name and its terms",
            where=str(path),
            mend="write one as docs/models.md shows",
        )
    return read_theories(text, where=str(path))


def read_theories(text: str, *, where: str) -> tuple[Theory, ...]:
    """Read specifications, each by its own name.

    Raises
    ------
    DataFault
        A key is missing or unknown, or a name stands twice.
    """
    read = doors.read_yaml(tuple[Theory, ...], text, where=where)
    return entered((), read, where=where)


def entered(
    those: Sequence[Theory], more: Sequence[Theory], *, where: str
) -> tuple[Theory, ...]:
    """Enter more specifications into a contest.

    Raises
    ------
    DataFault
        A name is taken.
    """
    held = [one.name for one in those]
    for one in more:
        if one.name in held:
            raise DataFault(
                f"{one.name!r} stands twice",
                expected="a name of its own for each specification",
                where=where,
                mend="rename one of them",
            )
        held.append(one.name)
    return (*those, *more)


def terms_of(
    entries: Sequence[Theory],
    *,
    terms: Terms,
    where: str,
    specified: Callable[[Theory], Sequence[str]] = lambda theory: theory.terms,
) -> tuple[str, ...]:
    """List the terms that some specifications ask for, each once.

    Parameters
    ----------
    entries
        The specifications.
    terms
        Those of the model.
    where
        Who asks, for a fault.
    specified
        What a model reads for an entry, where that is more than the entry's terms.

    Raises
    ------
    NeedFault
        A term is unknown to the model; those near it are named.
    """
    asked = dict.fromkeys(term for one in entries for term in specified(one))
    return known_terms(asked, terms=terms, where=where)

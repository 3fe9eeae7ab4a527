"""The brief as one web page that asks nothing of any network.

Style, script and figures are inside the page, and its Content-Security-Policy names the
style and the script by their digests, so that nothing else in it can load or run,
whatever a claim may contain. The page works without the script, which only shows an
entry beside the mark that a reader points at.
"""

from base64 import b64encode
from collections import Counter
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from foedus.brief import numerals
from foedus.brief.charts import draw_both
from foedus.brief.notes import cited_by_rows, number, row_place, runs
from foedus.brief.statement import (
    Block,
    Brief,
    FigureBlock,
    Heading,
    Judgement,
    Note,
    Statement,
    TableBlock,
)
from foedus.faults import OutputFault
from foedus.quantity import SCALE, SCALE_VERSION
from foedus.questions.answer import Cell, Picture

TEMPLATES: dict[type[Block], str] = {
    Heading: "heading.html",
    Statement: "statement.html",
    Judgement: "judgement.html",
    TableBlock: "table.html",
    FigureBlock: "figure.html",
    Note: "note.html",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A block, its place in the brief and the template that shows it."""

    at: int
    block: Block
    template: str


@dataclass(frozen=True, slots=True)
class Section:
    """Everything from one heading of level 2 to the next; the first may have none."""

    heading: Heading | None
    blocks: tuple[Placed, ...]


def page(brief: Brief) -> str:
    """Write the whole page.

    Raises
    ------
    LedgerFault
        The brief rests on an entry that it has no card of.
    OutputFault
        Two blocks bear one id.
    """
    _check_ids(brief)
    style, script = _asset("brief.css"), _asset("brief.js")
    return (
        _environment()
        .get_template("page.html")
        .render(
            brief=brief,
            sections=sections(brief),
            notes=number(brief),
            style=Markup(style),  # our own file
            script=Markup(script),
            policy=policy(style, script),
        )
    )


def sections(brief: Brief) -> tuple[Section, ...]:
    """Part the blocks at every heading of level 2."""
    made: list[tuple[Heading | None, list[Placed]]] = [(None, [])]
    for at, block in enumerate(brief.blocks):
        if isinstance(block, Heading) and block.level == 2:
            made.append((block, []))
        else:
            made[-1][1].append(Placed(at, block, TEMPLATES[type(block)]))
    return tuple(Section(h, tuple(blocks)) for h, blocks in made if h or blocks)


def policy(style: str, script: str) -> str:
    """Write the policy under which the page may show that style and run that script."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; "
        f"script-src '{_digest(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def slug(id: str) -> str:
    """Turn an id of ours into one that may stand in an address and in a style.

    >>> slug("obligations.kursk.map")
    'obligations-kursk-map'
    """
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in id)


def _figure(picture: Picture) -> dict[str, Markup]:
    wide, narrow = draw_both(picture)
    # What draws escapes every text itself.
    return {"wide": Markup(wide), "narrow": Markup(narrow)}


def _is_numeric(rows: tuple[tuple[Cell, ...], ...], column: int) -> bool:
    """Tell whether a column holds numbers, as far as it holds anything."""
    cells = [row[column] for row in rows if row[column] is not None]
    return bool(cells) and all(map(numerals.is_number, cells))


def _check_ids(brief: Brief) -> None:
    ids = Counter(
        slug(id)
        for block in brief.blocks
        for id in (
            [block.id]
            if isinstance(block, Heading)
            else [f"table-{block.table.id}"]
            if isinstance(block, TableBlock)
            else [f"figure-{block.picture.id}"]
            if isinstance(block, FigureBlock)
            else []
        )
    )
    for id, times in ids.items():
        if times > 1:
            raise OutputFault(
                f"{times} blocks of the brief bear the id {id!r}",
                expected="one id a heading, a table, a figure",
                where=f"brief of {brief.case}",
                mend="name one of them otherwise, or show it once",
            )


def _asset(name: str) -> str:
    return (files("foedus.brief") / "templates" / name).read_text("utf-8")


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("foedus.brief", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "written": numerals.written,
        "percent": numerals.percent,
        "slug": slug,
        "is_number": numerals.is_number,
    }
    known: dict[str, Any] = {
        "figure_of": _figure,
        "is_numeric": _is_numeric,
        "cited_by_rows": cited_by_rows,
        "row_place": row_place,
        "runs": runs,
        "scale": SCALE,
        "scale_version": SCALE_VERSION,
    }
    environment.globals |= known
    return environment

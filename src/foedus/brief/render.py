"""A brief takes a form: HTML, Markdown or JSON.

The same brief gives the same bytes: no clock, no path of this machine, nothing in an
order that a hash may change. Each form is a set of files by relative path, so that the
caller alone decides where they go.
"""

from dataclasses import fields
from typing import Any, Literal

from foedus import doors
from foedus.brief.markdown import markdown
from foedus.brief.page import page
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

Form = Literal["html", "md", "json"]

KINDS: dict[type[Block], str] = {
    Heading: "heading",
    Statement: "statement",
    Judgement: "judgement",
    TableBlock: "table",
    FigureBlock: "figure",
    Note: "note",
}
"""What each block is called in JSON."""


def render(brief: Brief, form: Form) -> dict[str, bytes]:
    """Give the files of a brief in one form, by their relative paths.

    Raises
    ------
    LedgerFault
        The brief rests on an entry that it has no card of.
    OutputFault
        Two blocks bear one id.
    """
    match form:
        case "html":
            return {"index.html": page(brief).encode()}
        case "md":
            return {path: text.encode() for path, text in markdown(brief).items()}
        case "json":
            text = doors.json_text(as_plain(brief), indent=1)
            return {"index.json": f"{text}\n".encode()}


def as_plain(brief: Brief) -> dict[str, Any]:
    """Give a brief as plain mappings and lists, each block with its kind."""
    plain = {f.name: getattr(brief, f.name) for f in fields(brief)}
    blocks = [{"kind": KINDS[type(b)], **doors.plain(b)} for b in brief.blocks]
    cards = {id: brief.cards[id] for id in sorted(brief.cards)}
    whole: dict[str, Any] = doors.plain(plain | {"blocks": blocks, "cards": cards})
    return whole

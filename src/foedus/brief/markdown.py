"""The brief as GitHub-flavoured Markdown, with its figures as files beside it.

Entries that the text names become footnotes; those that only they rest on follow in a
list, since a footnote that no text names is not shown.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from foedus.brief import numerals
from foedus.brief.charts import WIDE, draw
from foedus.brief.notes import Entry, Notes, cited_by_rows, number
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
from foedus.questions.answer import Table

_SPECIAL = re.compile(r"([\\`*_\[\]|~#])")


def markdown(brief: Brief) -> dict[str, str]:
    """Give the files of a brief: `index.md`, and a drawing for each figure.

    Raises
    ------
    LedgerFault
        The brief rests on an entry that it has no card of.
    """
    notes = number(brief)
    parts = [
        *_head(brief),
        *(part for b in brief.blocks for part in _block(b, notes)),
        *_entries(notes),
    ]
    # A line of a list or of notes follows the one before; all else stands apart.
    text = parts[0] + "".join(
        ("\n" if _runs_on(one) and _runs_on(other) else "\n\n") + other
        for one, other in pairwise(parts)
    )
    return {"index.md": text + "\n"} | {
        figure_path(block): draw(block.picture, WIDE)
        for block in brief.blocks
        if isinstance(block, FigureBlock)
    }


def figure_path(block: FigureBlock) -> str:
    """Give the path of a figure's drawing beside `index.md`."""
    return f"figures/{block.picture.id}.svg"


def escaped(text: str) -> str:
    r"""Write a text so that Markdown shows it as it is.

    >>> escaped("a|b <script>")
    'a\\|b &lt;script&gt;'
    """
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", " ".join(plain.split()))


def _head(brief: Brief) -> list[str]:
    return [
        f"# {escaped(brief.title)}",
        f"**{escaped(brief.question)}**",
        f"Case {escaped(brief.case)}, as of {brief.as_of}. "
        f"Basis `{brief.basis}`, Foedus {escaped(brief.version)}.",
    ]


def _block(block: Block, notes: Notes) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {escaped(block.text)}"
        case Statement():
            mark = f" *({block.mark})*" if block.mark else ""
            yield f"{escaped(block.text)}{mark}{_marks(block.rests_on, notes)}"
        case Judgement():
            yield _judgement(block, notes)
        case TableBlock():
            yield from _table(block, notes)
        case FigureBlock():
            yield f"**{escaped(block.picture.title)}**{_marks(block.rests_on, notes)}"
            yield f"![{escaped(block.picture.alt)}]({figure_path(block)})"
            yield f"*Source: {escaped(block.picture.source)}*"
        case Note():
            yield escaped(block.text)
            yield from (f"- {escaped(item)}" for item in block.items)


def _judgement(block: Judgement, notes: Notes) -> str:
    lines = [f"**{escaped(block.text)}**{_marks(block.rests_on, notes)}"]
    if block.band:
        low, high = (numerals.percent(end) for end in block.band)
        lines.append(f"Probability: *{escaped(block.word)}* ({low} to {high})")
    if block.standing:
        lines.append(f"Standing: *{escaped(block.standing)}*")
    lines.append(f"Confidence: *{block.confidence}*. {escaped(block.because)}")
    lines.append(f"What would change it: {escaped(block.would_change)}")
    return "\n>\n".join(f"> {line}" for line in lines)


def _table(block: TableBlock, notes: Notes) -> Iterator[str]:
    yield f"**{escaped(block.table.title)}**"
    yield "\n".join(_rows(block, notes))
    if block.table.note:
        yield escaped(block.table.note)


def _rows(block: TableBlock, notes: Notes) -> Iterator[str]:
    table, cited = block.table, cited_by_rows(block)
    last = [""] if any(cited) else []
    yield _row([*map(escaped, table.columns), *last])
    yield _row([*_rulers(table), *("---" for _ in last)])
    for row, rests_on in zip(table.rows, cited, strict=True):
        cells = [
            escaped(numerals.written(cell, column))
            for cell, column in zip(row, table.columns, strict=True)
        ]
        yield _row([*cells, *(_marks(rests_on, notes) for _ in last)])


def _rulers(table: Table) -> list[str]:
    return [
        "---:" if any(numerals.is_number(row[k]) for row in table.rows) else "---"
        for k in range(len(table.columns))
    ]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _marks(rests_on: tuple[str, ...], notes: Notes) -> str:
    return "".join(f"[^{r.number}]" for r in notes.references(rests_on, ""))


def _entries(notes: Notes) -> Iterator[str]:
    cited, behind = notes.entries[: notes.cited], notes.entries[notes.cited :]
    if behind:
        yield "## What the notes rest on"
        yield from (f"{e.number}. {_entry(e)}" for e in behind)
    yield from (f"[^{e.number}]: {_entry(e)}" for e in cited)


def _entry(entry: Entry) -> str:
    card = entry.card
    said = ". ".join(t.rstrip(".") for t in (card.text, card.source, card.hedge) if t)
    rests = ", ".join(map(str, entry.rests_on))
    return (
        f"{escaped(said)}."
        + (f" {_address(card.url)}." if card.url else "")
        + (f" Rests on {rests}." if rests else "")
    )


def _address(url: str) -> str:
    return f"<{url}>" if re.fullmatch(r"https?://[^\s<>]+", url) else f"`{escaped(url)}`"


def _runs_on(part: str) -> bool:
    return bool(re.match(r"(- |\d+\. |\[\^)", part))

"""Colours, hatches and the few SVG shapes that our own drawings are made of.

Okabe and Ito's colours stay apart for colour-blind eyes. Colour never speaks alone: what
a colour says, a hatch, a shape or a word says too, so that grey print loses nothing.
"""

from collections.abc import Iterable, Sequence
from html import escape

from foedus.states.roster import StateId, roster

ORANGE, SKY, GREEN, YELLOW = "#e69f00", "#56b4e9", "#009e73", "#f0e442"
BLUE, RED, PURPLE, BLACK = "#0072b2", "#d55e00", "#cc79a7", "#000000"
INK, SOFT, RULE, TINT, PAPER = "#1c2530", "#55606d", "#c9cfd6", "#eef1f4", "#ffffff"
SERIES = (BLUE, ORANGE, GREEN, PURPLE, RED, SKY, BLACK)

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
"""Named in this order since vl-convert carries the first and measures by it everywhere."""
SIZE = 12
SMALL = 11
"""No letter in a drawing is smaller."""
LEAD = 1.25

_WIDTHS = (
    ("iljI|.,:;!'()[] /tfr-", 0.32),
    ("mwMW@%—", 0.86),
    ("ABCDEFGHJKLNOPQRSTUVXYZ", 0.69),
)
_WIDTH = {letter: width for letters, width in _WIDTHS for letter in letters}

Lines = tuple[str, ...]


def breadth(said: str, size: float = SIZE) -> float:
    """Reckon how wide a text is in pixels: near enough to keep it inside its box."""
    return size * sum(_WIDTH.get(letter, 0.57) for letter in said)


def wrapped(said: str, width: float, *, size: float = SIZE, most: int = 9) -> Lines:
    """Break a text into lines of that width; what passes `most` lines ends in dots.

    >>> wrapped("Ministry of Foreign Affairs", 80)
    ('Ministry of', 'Foreign', 'Affairs')
    >>> wrapped("Ministry of Foreign Affairs", 80, most=2)
    ('Ministry of', 'Foreign…')
    """
    lines = [""]
    for word in said.split():
        longer = f"{lines[-1]} {word}".strip()
        if breadth(longer, size) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = [_cut(line, width, size) for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = _cut(f"{kept[-1].rstrip('…')}…", width, size)
    return tuple(kept)


def called(state: str) -> str:
    """Give a state's name for its id; another text stands as it is.

    >>> called("PRK"), called("the coalition")
    ('North Korea', 'the coalition')
    """
    known = roster()
    return known.state(StateId(state)).name if state in known.ids else state


def listed(names: Sequence[str], most: int) -> str:
    """Name the first few, and count the rest.

    >>> listed(["China", "Russia", "Serbia"], 2)
    'China, Russia and 1 more'
    """
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def picture_of(body: Iterable[str], *, width: float, height: float, alt: str) -> str:
    """Put shapes on white paper and tell those who do not see it what it shows."""
    w, h = number(width), number(height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(alt)}" '
        f'width="{w}" height="{h}" viewBox="0 0 {w} {h}" font-family="{FONT}" '
        f'font-size="{SIZE}" fill="{INK}"><rect width="{w}" height="{h}" fill="{PAPER}"/>'
        f"{''.join(body)}</svg>"
    )


def text(
    lines: str | Lines,
    x: float,
    y: float,
    *,
    size: float = SIZE,
    bold: bool = False,
    anchor: str = "start",
    fill: str = INK,
    halo: bool = False,
) -> str:
    """Write lines downward from a first baseline; a halo keeps them off what is behind."""
    held = (lines,) if isinstance(lines, str) else lines
    look = "".join(
        (
            f' font-size="{number(size)}"' if size != SIZE else "",
            ' font-weight="bold"' if bold else "",
            f' text-anchor="{anchor}"' if anchor != "start" else "",
            f' fill="{fill}"' if fill != INK else "",
            f' stroke="{PAPER}" stroke-width="3" stroke-linejoin="round" '
            f'paint-order="stroke"'
            if halo
            else "",
        )
    )
    spans = "".join(
        f'<tspan x="{number(x)}" y="{number(y + k * size * LEAD)}">{escape(line)}</tspan>'
        for k, line in enumerate(held)
    )
    return f"<text{look}>{spans}</text>"


def box(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str = PAPER,
    stroke: str = "",
    weight: float = 1,
    dash: str = "",
    round: float = 0,
) -> str:
    """Draw a rectangle."""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" '
        f'height="{number(height)}" fill="{fill}"'
        + (f' rx="{number(round)}"' if round else "")
        + _stroke(stroke, weight, dash)
        + "/>"
    )


def path(
    d: str,
    *,
    fill: str = "none",
    stroke: str = "",
    weight: float = 1,
    dash: str = "",
    marker: str = "",
) -> str:
    """Draw a path."""
    end = f' marker-end="url(#{marker})"' if marker else ""
    return f'<path d="{d}" fill="{fill}"{_stroke(stroke, weight, dash)}{end}/>'


def disc(x: float, y: float, r: float, *, fill: str, stroke: str = INK) -> str:
    """Draw a dot."""
    at = f'cx="{number(x)}" cy="{number(y)}" r="{number(r)}"'
    return f'<circle {at} fill="{fill}" stroke="{stroke}"/>'


def hatch(id: str, *, ground: str, line: str, angle: int = 45, gap: float = 5) -> str:
    """Define a hatch that shapes may be filled with by `url(#id)`."""
    g = number(gap)
    return (
        f'<pattern id="{id}" width="{g}" height="{g}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({angle})"><rect width="{g}" height="{g}" '
        f'fill="{ground}"/><path d="M0 0V{g}" stroke="{line}" '
        f'stroke-width="2.4"/></pattern>'
    )


def arrowhead(id: str, colour: str) -> str:
    """Define the head of an arrow, of a size that does not grow with the line."""
    return (
        f'<marker id="{id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="10" '
        f'markerHeight="10" markerUnits="userSpaceOnUse" orient="auto">'
        f'<path d="M0 0.5L10 5L0 9.5Z" fill="{colour}"/></marker>'
    )


def number(value: float) -> str:
    """Write a length to a tenth of a pixel.

    >>> number(12.0), number(3.14159), number(-0.01)
    ('12', '3.1', '0')
    """
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def _stroke(colour: str, weight: float, dash: str) -> str:
    if not colour:
        return ""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f' stroke="{colour}" stroke-width="{number(weight)}"{dashed}'


def _cut(line: str, width: float, size: float) -> str:
    """Cut a line that is too wide, and end it in dots."""
    if breadth(line, size) <= width:
        return line
    while len(line) > 1 and breadth(f"{line}…", size) > width:
        line = line.rstrip("…")[:-1]
    return f"{line.rstrip()}…"

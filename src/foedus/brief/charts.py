"""A picture becomes a drawing, at two widths: one for a desk and one for a hand.

A drawing that is only shrunk cannot be read on a small screen, so that each width has
its own layout; heights follow. The title of a picture is not in the drawing: it is the
finding, and stands above it in the text.
"""

from collections.abc import Callable
from functools import cache

from foedus.brief.bars import bars
from foedus.brief.bloc_maps import bloc_map
from foedus.brief.chain import chain
from foedus.brief.grids import grid
from foedus.brief.intervals import intervals
from foedus.brief.lines import lines
from foedus.brief.maps import world_map
from foedus.brief.matrix import matrix
from foedus.brief.networks import network
from foedus.brief.positions import positions
from foedus.brief.timeline import timeline
from foedus.questions.answer import Kind, Picture

WIDE, NARROW = 760, 350

DRAWN: dict[Kind, Callable[[Picture, int, str], str]] = {
    "matrix": matrix,
    "chain": chain,
    "map": world_map,
    "timeline": timeline,
    "bars": bars,
    "intervals": intervals,
    "lines": lines,
    "positions": positions,
    "blocs": bloc_map,
    "network": network,
    "grid": grid,
}
"""Each kind is drawn from the picture, a width, and a prefix for ids in the drawing."""


@cache
def draw(picture: Picture, width: int) -> str:
    """Draw a picture as SVG of that width; the same picture gives the same text."""
    known = "".join(c if c.isascii() and c.isalnum() else "-" for c in picture.id)
    return DRAWN[picture.kind](picture, width, f"draw-{known}-{width}")


def draw_both(picture: Picture) -> tuple[str, str]:
    """Draw a picture wide and narrow."""
    return draw(picture, WIDE), draw(picture, NARROW)

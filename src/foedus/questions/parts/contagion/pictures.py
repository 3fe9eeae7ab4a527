"""Pictures of contagion: the pairs that move most, and regions by regions."""

from collections.abc import Iterator

from foedus.questions.answer import Picture
from foedus.questions.parts.contagion.reading import Held, Line, begun
from foedus.questions.parts.contagion.scene import REGIONS
from foedus.questions.parts.contagion.tables import HUNDRED, per_hundred
from foedus.questions.parts.contagion.telling import QUESTION, SHOWN
from foedus.questions.wording import sentence

SOURCE = "runs of the simulated system, as foedus fit system left it"


def pictures(held: Held) -> Iterator[Picture]:
    """Draw what moves, if anything does."""
    if held.most(1):
        yield _pairs(held)
    yield _regions(held)


def _pairs(held: Held) -> Picture:
    lines, scene = held.most(SHOWN), held.scene
    first = lines[0]
    more = "more" if first.difference > 0 else "fewer"
    told = [(begun(line), line.moved.estimate(line.place, "")) for line in lines]
    return Picture(
        id=f"{QUESTION}.pairs",
        kind="bars",
        title=f"{begun(first)} move most: {abs(per_hundred(first.difference)):g} pacts "
        f"{more} in {HUNDRED} runs of {scene.years} years, from "
        f"{per_hundred(float(first.moved.without[first.place])):g}",
        alt=f"Pacts that {scene.what} adds in {HUNDRED} runs: "
        + "; ".join(f"{pair} {per_hundred(e.value):g}" for pair, e in told)
        + ".",
        source=SOURCE,
        x=f"pacts added in {HUNDRED} runs of {scene.years} years",
        y="",
        columns=("group", "series", "value", "low", "high"),
        rows=tuple(
            (pair, "added", e.value * HUNDRED, e.low * HUNDRED, e.high * HUNDRED)
            for pair, e in told
        ),
    )


def _regions(held: Held) -> Picture:
    lines = held.regions()
    worth = [line for line in lines if line.worth]
    called = list(REGIONS.values())
    return Picture(
        id=f"{QUESTION}.regions",
        kind="grid",
        title=_found(held),
        alt="Pacts added by pair of regions: "
        + (
            "; ".join(f"{line.name} {per_hundred(line.difference):+g}" for line in worth)
            or "all within noise"
        )
        + "; the others are within noise, hardly move, or fall as all others do.",
        source=SOURCE,
        x=f"pacts added in {HUNDRED} runs of {held.scene.years} years",
        y="",
        columns=("row", "column", "value", "told"),
        rows=tuple(
            (
                *(sentence(called[int(part)]) for part in line.id.split(".")[1:]),
                per_hundred(line.difference),
                _told(line),
            )
            for line in lines
        ),
    )


def _told(line: Line) -> str:
    if line.worth:
        return "moves"
    if not line.stands:
        return "noise"
    return "alike" if line.alike else "small"


def _found(held: Held) -> str:
    worth = [line for line in held.regions() if line.worth]
    if not worth:
        return "By region nothing moves beyond noise"
    first = max(worth, key=lambda line: abs(line.difference))
    more = "rise" if first.difference > 0 else "fall"
    return (
        f"Pacts {first.name} {more} most; "
        f"of {len(held.regions())} pairs of regions {len(worth)} move beyond noise"
    )

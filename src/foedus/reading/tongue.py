"""Whether a text is English, the only tongue that the rules know."""

import re

from foedus.faults import Finding
from foedus.reading.document import Layer

FEWEST = 40
"""Of fewer words nothing is said."""

LEAST = 0.15
"""English prose has at least this share of the words below: assumed; it has about 0.3."""

_SMALL = frozenset(
    """the of and to in a is that for it as was with be by on not he his are this from at or
    an have its has had but which their they were will would may been more than""".split()  # noqa: SIM905
)


def tongue(layer: Layer) -> tuple[Finding, ...]:
    """Say so where a text does not read as English.

    >>> from foedus.reading.document import Layer
    >>> text = "Le traité engage les deux pays à se défendre en cas de guerre. " * 10
    >>> [finding.weight for finding in tongue(Layer("a", "", "", None, text, "", ""))]
    ['doubt']
    """
    words = re.findall(r"[^\W\d_]+", layer.text.lower())
    if len(words) < FEWEST:
        return ()
    share = sum(word in _SMALL for word in words) / len(words)
    if share >= LEAST:
        return ()
    return (
        Finding(
            "doubt",
            layer.name,
            f"does not read as English ({share:.0%} of its words are among the smallest "
            "English ones); the rules read English alone, so give a translation",
        ),
    )

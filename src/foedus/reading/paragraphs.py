"""Where one paragraph ends and the next begins, before any sentence is looked for.

A sentence splitter that is given a whole page joins a heading to the sentence below it.
Blank lines always part. A single line break parts too, unless the lines look wrapped:
nearly as long as the longest one, in a text whose lines are short.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

WRAPPED = (40, 130)
"""A text was wrapped only where its longest line has so many code points: assumed."""

FULL = 0.7
"""A wrapped line fills at least this share of the longest: assumed."""

FEWEST = 4
"""A text of fewer lines is not taken for a wrapped one: assumed."""

LONGEST = 20_000
"""A longer paragraph is parted: a parser's memory grows with it."""

_STOP = re.compile(r"[.!?]\s")
_ENDS = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$")
_SHORTENED = re.compile(
    r"\b(?:[A-Z]\.){2,}(?=\s+\S)|\b(?:Mr|Mrs|Dr|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Gen|Col|St|No|vs)\.(?=\s)"
)
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of a text, both ends without spaces."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Give its words."""
        return text[self.start : self.end]


_PLACED = re.compile(
    r"[A-Z]{3,}[\w .,'’()/-]{0,60}?(?:\([A-Z][\w ]+\))?\s+(?:-{1,2}|[—–])\s+(?=[A-Z\"“])"
)
"""Where news begins: the place in capitals, a day, an agency, and a dash."""


def past_the_place(text: str, paragraph: Paragraph) -> Paragraph:
    """Begin a paragraph of news behind the place that it is sent from.

    >>> text = "OSLO, May 3 (AP) - It signed."
    >>> past_the_place(text, Paragraph(0, len(text))).of(text)
    'It signed.'
    """
    lead = _PLACED.match(text, paragraph.start, paragraph.end)
    return Paragraph(lead.end(), paragraph.end) if lead else paragraph


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    r"""Part a text into its paragraphs.

    >>> text = "Title\nOne long line.\n\nTwo."
    >>> [paragraph.of(text) for paragraph in paragraphs(text)]
    ['Title', 'One long line.', 'Two.']
    """
    lines = [m.span() for m in _LINE.finditer(text) if m.group().strip()]
    longest = max((end - start for start, end in lines), default=0)
    if len(lines) < FEWEST:
        longest = 0
    found: list[tuple[int, int]] = []
    for start, end in lines:
        if found and _goes_on(text, found[-1], start, longest):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(
        _trimmed(text, *part) for start, end in found for part in _parts(text, start, end)
    )


def is_heading(words: str) -> bool:
    """Tell whether a paragraph is a heading, a byline or a caption: no sentence.

    >>> is_heading("Key Players and Stakeholders"), is_heading("It signed.")
    (True, False)
    """
    return not re.search(r"[.!?…][\"'”’)\]]*\d*(\s|$)", _SHORTENED.sub("", words))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part a paragraph that is too long to be parsed at once, at the end of a sentence."""
    while end - start > LONGEST:
        stops = [m.end() for m in _STOP.finditer(text, start, start + LONGEST)]
        cut = stops[-1] if stops else start + LONGEST
        yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end


def _goes_on(text: str, before: tuple[int, int], start: int, longest: int) -> bool:
    """Tell whether a line goes on where the one before was broken."""
    if text[before[1] : start].count("\n") != 1 or not WRAPPED[0] <= longest <= WRAPPED[1]:
        return False
    last = text[text.rfind("\n", 0, before[1]) + 1 : before[1]]
    if len(last) < FULL * longest:
        return False
    # A full line may still end a paragraph; then the next begins with a capital.
    return not (_ENDS.search(last) and len(last) < 0.85 * longest)


def _trimmed(text: str, start: int, end: int) -> Paragraph:
    words = text[start:end]
    return Paragraph(
        start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    )

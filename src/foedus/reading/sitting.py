"""What a review sits over: proposed claims, the documents beside them, the journal.

The terminal and the web page open the same sitting, so both refuse the same documents and
write to the same journal. A document is found by its own name in one folder; a name that
leads out of it is not followed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from foedus.faults import DataFault, Finding
from foedus.reading.document import Layer, layer_of
from foedus.reading.proposal import Proposal
from foedus.reading.review import read_claims, stands


@dataclass(frozen=True, slots=True)
class Sitting:
    """Claims to be reviewed, and where their texts and the decisions lie."""

    claims: Path
    proposals: tuple[Proposal, ...]
    folder: Path
    """Where the documents lie."""
    journal: Path

    @property
    def documents(self) -> tuple[str, ...]:
        """Name the documents, in the order of the claims."""
        return tuple(dict.fromkeys(one.document for one in self.proposals))

    def of(self, document: str) -> tuple[Proposal, ...]:
        """Give the claims of one document, in the order of the text."""
        held = (one for one in self.proposals if one.document == document)
        return tuple(sorted(held, key=lambda one: min(s.start for s in one.selectors)))

    def path(self, document: str) -> Path | None:
        """Find a document; None where it is not at hand or its name leads elsewhere."""
        if Path(document).name != document or document in ("", ".", ".."):
            return None
        path = self.folder / document
        inside = path.resolve().parent == self.folder.resolve()
        return path if inside and path.is_file() else None


def open_sitting(
    claims: Path, *, journal: Path | None = None, documents: Path | None = None
) -> Sitting:
    """Open a review of a file of claims.

    Parameters
    ----------
    claims
        What `foedus read` wrote.
    journal
        Where decisions are kept; beside the claims unless told.
    documents
        Folder of the documents; that of the claims unless told.

    Raises
    ------
    DataFault
        No file of claims.
    """
    return Sitting(
        claims=claims,
        proposals=read_claims(claims),
        folder=documents or claims.parent,
        journal=journal or claims.with_suffix(".journal.jsonl"),
    )


def layer_for(sitting: Sitting, document: str) -> Layer | None:
    """Read a document of a sitting; None where it is not at hand.

    Raises
    ------
    DataFault
        It was changed since its claims were made, or cannot be read.
    """
    path = sitting.path(document)
    if path is None:
        return None
    layer, _ = layer_of(path)
    if findings := stands(sitting.proposals, layer):
        raise _changed(path, findings)
    return layer


def texts_of(sitting: Sitting) -> Mapping[str, str]:
    """Read every document at hand, by name.

    Raises
    ------
    DataFault
        One was changed since its claims were made, or cannot be read.
    """
    layers = (layer_for(sitting, document) for document in sitting.documents)
    return {layer.name: layer.text for layer in layers if layer is not None}


def _changed(path: Path, findings: Sequence[Finding]) -> DataFault:
    told = "; ".join(f"{finding.where}: {finding.remark}" for finding in findings[:3])
    return DataFault(
        f"{path.name} was changed since its claims were made ({told})",
        expected="the document that was read",
        where=str(path),
        mend="bring it back, or read it again into another file of claims; no decision "
        "is lost",
    )

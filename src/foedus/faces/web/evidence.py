"""The claims under review as the pages see them: read once, and again when they change.

Decisions are read anew whenever the journal has changed on the disk, so that what another
reviewer writes, from a terminal or elsewhere, is seen at the next page.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from foedus.faults import Fault, NeedFault
from foedus.ledger.entry import Review
from foedus.reading.document import Layer
from foedus.reading.links import Candidate, links
from foedus.reading.proposal import Proposal
from foedus.reading.review import decisions, followed
from foedus.reading.sitting import Sitting, layer_for, open_sitting

Stamp = tuple[int, int] | None
"""When a file was changed, and how long it is; None where there is none."""


class Evidence:
    """What the server knows of the claims under review."""

    def __init__(self, sitting: Sitting | None, claims: Path) -> None:
        self._sitting = sitting
        self._claims = claims
        self._read = None if sitting is None else _stamp(sitting.claims)
        self._made: tuple[Stamp, tuple[Review, ...]] = (None, ())
        self._layers: dict[str, tuple[Stamp, Layer]] = {}
        self._lock = Lock()
        self._runner = ThreadPoolExecutor(1, thread_name_prefix="links")
        self._links: Future[tuple[Candidate, ...]] | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether there are claims to review."""
        return self._sitting is not None or self._claims.is_file()

    @property
    def sitting(self) -> Sitting:
        """Give the claims, their documents and their journal."""
        if self._sitting is None:
            raise NeedFault(
                "no claims are under review here",
                expected="a file of claims, as `foedus read -o claims.jsonl` writes it",
                where="foedus serve",
                mend="read a document on the page of documents, or start it with claims: "
                "foedus serve --claims claims.jsonl",
            )
        return self._sitting

    def opened(self) -> "Evidence":
        """Give this, if there are claims to review, as their file has them now.

        Raises
        ------
        NeedFault
            There are none.
        DataFault
            The file was written anew, and cannot be read.
        """
        with self._lock:
            held, stamp = self._sitting, _stamp(self._claims)
            if stamp is not None and stamp != self._read:
                self._sitting = open_sitting(
                    self._claims,
                    journal=held.journal if held else None,
                    documents=held.folder if held else None,
                )
                self._read, self._links, self._made = stamp, None, (None, ())
        _ = self.sitting
        return self

    def decisions(self) -> tuple[Review, ...]:
        """Give every decision of the journal, by the claims that now hold its words.

        Raises
        ------
        LedgerFault
            The journal is broken, or somebody has held it too long.
        """
        proposals, journal = self.sitting.proposals, self.sitting.journal
        with self._lock:
            stamp = _stamp(journal)
            if stamp is None or stamp != self._made[0]:
                # Stamped before it is read: what is written meanwhile is read next time.
                self._made = (stamp, followed(proposals, decisions(journal)))
            return self._made[1]

    def layer(self, document: str) -> Layer | None:
        """Give the text of a document; None where it is not at hand.

        Raises
        ------
        DataFault
            It was changed since its claims were made, or cannot be read.
        """
        path = self.sitting.path(document)
        stamp = None if path is None else _stamp(path)
        with self._lock:
            held = self._layers.get(document)
        if held is not None and held[0] == stamp:
            return held[1]
        layer = layer_for(self.sitting, document)
        with self._lock:
            if layer is None:
                self._layers.pop(document, None)
            else:
                self._layers[document] = (stamp, layer)
        return layer

    def candidates(self, *, patience: float = 0.0) -> tuple[Candidate, ...] | None:
        """Give the pairs that a person should look at; None while they are looked for."""
        with self._lock:
            if self._links is None:
                self._links = self._runner.submit(self._found)
        try:
            return self._links.result(timeout=patience)
        except TimeoutError:
            return None

    def claim(self, id: str) -> Proposal | None:
        """Give a claim by its id."""
        return next((one for one in self.sitting.proposals if one.id == id), None)

    def close(self) -> None:
        """Let go of what looks for pairs."""
        self._runner.shutdown(wait=False, cancel_futures=True)

    def _found(self) -> tuple[Candidate, ...]:
        texts: dict[str, str] = {}
        for document in self.sitting.documents:
            try:
                layer = self.layer(document)
            except Fault:
                continue  # told on the page of that document
            if layer is not None:
                texts[document] = layer.text
        return links(self.sitting.proposals, texts)


def _stamp(path: Path) -> Stamp:
    try:
        held = path.stat()
    except OSError:
        return None
    return held.st_mtime_ns, held.st_size

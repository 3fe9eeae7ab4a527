"""A file becomes a layer of text, with the digests of its bytes and of that text.

Every place that a claim names counts code points of the layer. So the layer is made the
same way each time, says by which method and version, and carries its own digest: where
the digest is another, the places mean nothing any more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from foedus.doors import MOST_BYTES
from foedus.faults import DataFault, Finding
from foedus.reading import formats
from foedus.reading.library import library

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BINARY = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old Office file (.doc, .xls)",
    b"\x1f\x8b": "a gzip archive",
}

FORMS: dict[str, tuple[str, str]] = {
    ".txt": ("text/plain", "plain 1"),
    ".text": ("text/plain", "plain 1"),
    ".md": ("text/markdown", "markdown 1"),
    ".markdown": ("text/markdown", "markdown 1"),
    ".html": ("text/html", "html 1"),
    ".htm": ("text/html", "html 1"),
    ".xhtml": ("text/html", "html 1"),
    ".pdf": ("application/pdf", "pdf 1"),
    ".docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx 1",
    ),
}
"""Ending -> media type, and the method by which its text is made."""

_OF_TEXT: dict[str, Callable[[str], str]] = {
    "plain 1": str,
    "markdown 1": formats.markdown_text,
    "html 1": formats.html_text,
}
_OF_BYTES: dict[str, Callable[[bytes, str], str]] = {
    "pdf 1": formats.pdf_text,
    "docx 1": formats.docx_text,
}


@dataclass(frozen=True, slots=True)
class Layer:
    """The text of a document, in which places are counted in code points."""

    name: str
    """The file's own name, without its folder."""
    media: str
    method: str
    """How the text was made from the bytes, with the version of the way."""
    encoding: str | None
    text: str
    bytes_sha256: str
    text_sha256: str


def layer_of(
    path: Path, *, encoding: str | None = None
) -> tuple[Layer, tuple[Finding, ...]]:
    """Read a document as text.

    Parameters
    ----------
    path
        A file whose ending says its form: one of `FORMS`.
    encoding
        How the bytes of a text, Markdown or HTML file are written; UTF-8 unless told.

    Raises
    ------
    DataFault
        No such file or form, too large, empty, binary, in another encoding, or locked.
    NeedFault
        The form needs an extra that is not installed.
    """
    raw = _bytes(path)
    if path.suffix.lower() not in FORMS:
        raise DataFault(
            f"{path.suffix or 'a file without ending'} is no form that is read",
            expected=f"one of {', '.join(sorted(FORMS))}",
            where=str(path),
            mend="save it in one of these forms, or rename it if it is one of them",
        )
    media, method = FORMS[path.suffix.lower()]
    findings: tuple[Finding, ...] = ()
    if method in _OF_BYTES:
        text, encoding = _OF_BYTES[method](raw, str(path)), None
    else:
        written, encoding, findings = _decoded(raw, path, encoding)
        text = _OF_TEXT[method](written)
    if not text.strip():
        raise DataFault(
            "the document has no text",
            expected="words that can be read",
            where=str(path),
            mend="if it holds pictures of pages, run a text recognition over it first",
        )
    layer = Layer(
        name=path.name,
        media=media,
        method=method,
        encoding=encoding,
        text=text,
        bytes_sha256=sha256(raw).hexdigest(),
        text_sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )
    return layer, findings


def unchanged(layer: Layer, digest: str) -> tuple[Finding, ...]:
    """Say so where a document is not the one that was coded.

    `digest` may be that of the bytes or of the text, whole or its first digits.

    >>> layer = Layer("a.txt", "text/plain", "plain 1", "utf-8", "A.", "ab12", "cd34")
    >>> unchanged(layer, "cd"), unchanged(layer, "ff")[0].weight
    ((), 'breach')
    """
    if layer.text_sha256.startswith(digest) or layer.bytes_sha256.startswith(digest):
        return ()
    return (
        Finding(
            "breach",
            layer.name,
            f"the document was changed since it was coded: its text has the digest "
            f"{layer.text_sha256[:16]}, the claims were made on {digest[:16]}; read it "
            f"again, or bring back the document that was coded",
        ),
    )


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise DataFault(
                f"{path.name} has {size:,} bytes",
                expected=f"at most {MOST_BYTES:,}",
                where=str(path),
                mend="split it, or take out its pictures",
            )
        raw = path.read_bytes()
    except OSError as trouble:
        raise DataFault(
            f"cannot be read: {trouble.strerror or trouble}",
            expected="a file that can be read",
            where=str(path),
            mend="check the path and its permissions",
        ) from None
    if not raw.strip():
        raise DataFault(
            "the file is empty",
            expected="a document",
            where=str(path),
            mend="save or fetch the document again",
        )
    return raw


def _decoded(
    raw: bytes, path: Path, encoding: str | None
) -> tuple[str, str, tuple[Finding, ...]]:
    """Turn bytes into text: as told, as UTF-8 or UTF-16 with its mark, or by a guess."""
    kind = next((what for mark, what in _BINARY.items() if raw.startswith(mark)), None)
    wide = raw.startswith(_UTF16)
    if kind or raw.startswith(b"%PDF") or (b"\0" in raw and not (wide or encoding)):
        raise DataFault(
            f"the file is {kind or ('a PDF' if raw.startswith(b'%PDF') else 'binary')}",
            expected="text",
            where=str(path),
            mend="give the document itself, with the ending of its true form",
        )
    tried = encoding or ("utf-16" if wide else "utf-8-sig")
    try:
        return _even(raw.decode(tried)), tried.removesuffix("-sig"), ()
    except (UnicodeDecodeError, LookupError) as trouble:
        if encoding or find_spec("charset_normalizer") is None:
            raise DataFault(
                f"not written in {tried.removesuffix('-sig')}: {trouble}",
                expected="text in UTF-8, or in the encoding that was named",
                where=str(path),
                mend="name its encoding, such as --encoding cp1252, or save it as UTF-8",
            ) from None
    best = library("charset_normalizer", extra="read").from_bytes(raw).best()
    if best is None:
        raise DataFault(
            "written in no encoding that is known here",
            expected="text in UTF-8",
            where=str(path),
            mend="name its encoding by --encoding, or save it as UTF-8",
        )
    guess = str(best.encoding)
    remark = (
        f"not UTF-8; read as {guess} by a guess. Check a name or a sign that is not "
        f"ASCII, and name the encoding by --encoding if the guess is wrong"
    )
    return _even(raw.decode(guess)), guess, (Finding("doubt", str(path), remark),)


def _even(text: str) -> str:
    """Write every line end as one newline, whatever the machine that saved the file."""
    return text.replace("\r\n", "\n").replace("\r", "\n")

"""Markdown, HTML, PDF and Word as plain text.

Markdown keeps its length: marks become spaces, so that a place in the text is the same
place in the file. The others have a text of their own, a blank line between two blocks.
"""

import logging
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from foedus.faults import DataFault, NeedFault
from foedus.reading.library import library

_PARTS_BLOCKS = re.compile(
    r"address|article|aside|blockquote|br|caption|d[dlt]|details|div|fieldset|figcaption"
    r"|figure|h[1-6r]|header|li|main|[ou]l|p|pre|section|table|tbody|t[dhr]|tfoot|thead"
)
_UNREAD = re.compile(
    r"script|style|noscript|template|svg|nav|footer|form|button|select|iframe|head"
)
_BLANKED = re.compile(
    r"^```.*?^```[^\n]*|<!--.*?-->|^\s{0,3}(?:#{1,6}\s|>\s?|[-*+]\s|\d+[.)]\s)"
    r"|^\s{0,3}(?:[-*_]\s*){3,}$|^\s{0,3}\[[^\]]+\]:.*$|\]\([^)\n]*\)|\]\[[^\]\n]*\]|!?\[(?=[^\]\n]*\])"
    r"|(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|`+|<[/a-zA-Z][^>\n]*>",
    re.MULTILINE | re.DOTALL,
)


def markdown_text(text: str) -> str:
    """Blank the marks of Markdown; the length and every offset stay.

    >>> markdown_text("A **new** [pact](http://x.y)")
    'A   new    pact             '
    """
    return _BLANKED.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


def html_text(text: str) -> str:
    """Take the words out of a page, a blank line between two blocks.

    Raises
    ------
    NeedFault
        The extra `read` is not installed.
    """
    tree = library("selectolax.lexbor", extra="read").LexborHTMLParser(text)
    root = tree.body or tree.root
    parts = "".join(_words(root)) if root is not None else ""
    blocks = (re.sub(r"[ \t\n\r\f]+", " ", block).strip() for block in parts.split("\0"))
    return "\n\n".join(block for block in blocks if block)


def _words(node: Any) -> Iterator[str]:  # noqa: ANN401  # a node of selectolax
    """Walk a page without recursion; a zero byte marks where a block ends."""
    waiting: list[Any] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        if one.tag == "-text":
            yield (one.text_content or "").replace("\0", " ")
        elif not _UNREAD.fullmatch(one.tag) and not one.tag.startswith(("-", "!", "_")):
            ends = "\0" if _PARTS_BLOCKS.fullmatch(one.tag) else ""
            yield ends
            waiting.append(ends)
            waiting += reversed(list(one.iter(include_text=True)))


def pdf_text(raw: bytes, where: str) -> str:
    """Take the text out of a PDF, a blank line between two pages.

    Raises
    ------
    DataFault
        Broken, or locked by a password.
    NeedFault
        The extra `pdf` is not installed.
    """
    pypdf = library("pypdf", extra="pdf")
    # What it would log of a broken file is told by the fault.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DataFault(
                "the PDF is locked by a password",
                expected="a PDF that opens without one",
                where=where,
                mend="open it with its password and save it without",
            )
        pages = [page.extract_text() or "" for page in reader.pages]
    except pypdf.errors.DependencyError:
        raise NeedFault(
            "the PDF is locked by a cipher that needs another library",
            expected="Foedus with the extra `pdf`",
            where=where,
            mend="pip install 'foedus[pdf]'",
        ) from None
    except (pypdf.errors.PyPdfError, ValueError, KeyError, TypeError, OSError) as trouble:
        raise DataFault(
            f"the PDF is broken: {trouble}",
            expected="a whole PDF",
            where=where,
            mend="fetch it again, or print it anew to PDF",
        ) from None
    return "\n\n".join(pages)


def docx_text(raw: bytes, where: str) -> str:
    """Take the text out of a Word file: paragraphs and cells in their order.

    Raises
    ------
    DataFault
        No Word file, or locked by a password.
    NeedFault
        The extra `read` is not installed.
    """
    docx = library("docx", extra="read")
    library("docx.opc.exceptions", extra="read")
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise DataFault(
            "the file is an old Word file, or one locked by a password",
            expected="a .docx that opens without a password",
            where=where,
            mend="open it in Word and save it as .docx without a password",
        )
    try:
        document = docx.Document(BytesIO(raw))
    except (
        docx.opc.exceptions.OpcError,
        ValueError,
        KeyError,
        OSError,
        library("zipfile", extra="read").BadZipFile,
    ) as trouble:
        raise DataFault(
            f"no Word file: {trouble}",
            expected="a whole .docx",
            where=where,
            mend="save it again as .docx",
        ) from None
    return "\n\n".join(_paragraphs(document))


def _paragraphs(document: Any) -> Iterator[str]:  # noqa: ANN401  # a document of docx
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                seen: list[Any] = []
                for cell in row.cells:
                    # A merged cell is handed out once for each column that it spans.
                    if cell._tc not in seen:
                        seen.append(cell._tc)
                        yield cell.text
        else:
            yield block.text

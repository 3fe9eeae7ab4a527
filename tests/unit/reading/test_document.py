"""Every form of document gives a text with its digest, and bad ones a way to mend it."""

import io
from hashlib import sha256

import pytest

from foedus.faults import DataFault, NeedFault
from foedus.reading import document, library
from foedus.reading.document import layer_of, unchanged
from foedus.reading.formats import markdown_text
from foedus.reading.paragraphs import LONGEST, is_heading, paragraphs

SAID = "Oslo and Riga signed a pact. It binds both."


def pdf(text, *, password=None):
    """A PDF of one page, written by hand; locked where there is a password."""
    pypdf = pytest.importorskip("pypdf", reason="the extra `pdf` is not installed")
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n")
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % table)
    if password is None:
        return out.getvalue()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(out.getvalue()))
    writer.encrypt(password, algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def docx(*blocks):
    docx = pytest.importorskip("docx", reason="the extra `read` is not installed")
    made = docx.Document()
    for block in blocks:
        if isinstance(block, list):
            row = made.add_table(rows=1, cols=len(block)).rows[0]
            for cell, words in zip(row.cells, block, strict=True):
                cell.text = words
        else:
            made.add_paragraph(block)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def save(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_plain_text_is_its_own_layer(tmp_path):
    layer, findings = layer_of(save(tmp_path, "a.txt", SAID))
    assert (layer.text, layer.encoding, findings) == (SAID, "utf-8", ())
    assert layer.text_sha256 == sha256(SAID.encode()).hexdigest()


def test_a_mark_of_utf_8_and_windows_line_ends_leave_no_trace(tmp_path):
    raw = b"\xef\xbb\xbfOne.\r\nTwo."
    assert layer_of(save(tmp_path, "a.txt", raw))[0].text == "One.\nTwo."


def test_markdown_keeps_every_offset(tmp_path):
    text = "# Oslo\n\n* **Riga** [signed](http://x.y/z_a) `it`.\n\nsnake_case stays 2 * 3."
    layer, _ = layer_of(save(tmp_path, "a.md", text))
    assert len(layer.text) == len(text)
    for word in ("Oslo", "Riga", "signed", "snake_case", "2 * 3"):
        assert layer.text.index(word) == text.index(word)
    assert "http" not in layer.text
    assert "#" not in markdown_text("# A")


def test_a_page_gives_its_words_and_neither_its_menu_nor_its_programs(tmp_path):
    pytest.importorskip("selectolax", reason="the extra `read` is not installed")
    page = (
        "<html><head><title>T</title><style>p{}</style></head><body><nav>Menu</nav>"
        "<h1>Pact</h1><p>Oslo &amp; Riga\n  <b>signed</b> it.</p><script>x()</script>"
        "<ul><li>One<li>Two</ul><p>last"
    )
    layer, _ = layer_of(save(tmp_path, "a.html", page))
    assert layer.text == "Pact\n\nOslo & Riga signed it.\n\nOne\n\nTwo\n\nlast"


def test_a_pdf_gives_the_words_of_its_pages(tmp_path):
    layer, _ = layer_of(save(tmp_path, "a.pdf", pdf(SAID)))
    assert layer.text.strip() == SAID
    assert layer.media == "application/pdf"


def test_a_word_file_gives_paragraphs_and_cells_in_their_order(tmp_path):
    layer, _ = layer_of(save(tmp_path, "a.docx", docx("One.", ["a", "b"], "Two.")))
    assert layer.text == "One.\n\na\n\nb\n\nTwo."


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md"])
def test_the_same_bytes_give_the_same_layer(tmp_path, name):
    if name == "a.html":
        pytest.importorskip("selectolax", reason="the extra `read` is not installed")
    path = save(tmp_path, name, SAID)
    assert layer_of(path) == layer_of(path)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t ", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        ("a.txt", b"MZ\0\0\x03\0", "binary"),
        ("a.txt", b"%PDF-1.7 ...", "is a PDF"),
        ("a.xyz", b"words", "no form"),
        ("a.md", b"***", "no text"),
    ],
)
def test_what_is_no_text_is_refused_with_a_way_to_mend_it(tmp_path, name, content, why):
    with pytest.raises(DataFault) as caught:
        layer_of(save(tmp_path, name, content))
    assert why in caught.value.found
    assert caught.value.mend


def test_a_missing_file_and_one_of_fifty_megabytes_are_faults(tmp_path):
    with pytest.raises(DataFault, match="cannot be read"):
        layer_of(tmp_path / "none.txt")
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(50 * 2**20)
    with pytest.raises(DataFault, match="52,428,800 bytes"):
        layer_of(large)


def test_a_broken_pdf_and_one_locked_by_a_password_are_told_apart(tmp_path):
    locked = save(tmp_path, "locked.pdf", pdf(SAID, password="secret"))
    with pytest.raises(DataFault, match="locked by a password"):
        layer_of(locked)
    with pytest.raises(DataFault, match=r"broken|no text"):
        layer_of(save(tmp_path, "broken.pdf", b"%PDF-1.4\nnothing"))


def test_a_broken_and_an_old_word_file_are_told_apart(tmp_path):
    pytest.importorskip("docx", reason="the extra `read` is not installed")
    with pytest.raises(DataFault, match="no Word file"):
        layer_of(save(tmp_path, "a.docx", b"PK\x03\x04 nothing"))
    with pytest.raises(DataFault, match="old Word file"):
        layer_of(save(tmp_path, "b.docx", b"\xd0\xcf\x11\xe0 old"))


def test_another_encoding_is_guessed_aloud_or_read_as_told(tmp_path):
    text = "La Corée du Nord a livré des obus à la Russie, a déclaré le ministère à Séoul."
    path = save(tmp_path, "a.txt", text.encode("cp1252"))
    assert layer_of(path, encoding="cp1252")[0].text == text
    if library.find_spec("charset_normalizer"):
        layer, [finding] = layer_of(path)
        assert finding.weight == "doubt"
        assert layer.encoding in finding.remark
    with pytest.raises(DataFault, match="not written in ascii"):
        layer_of(path, encoding="ascii")
    with pytest.raises(DataFault, match="not written in no-such"):
        layer_of(path, encoding="no-such")


def test_without_a_guesser_another_encoding_is_a_fault(tmp_path, monkeypatch):
    monkeypatch.setattr(document, "find_spec", lambda name: None)
    with pytest.raises(DataFault) as caught:
        layer_of(save(tmp_path, "a.txt", "Séoul".encode("cp1252")))
    assert "--encoding" in caught.value.mend


def test_a_form_whose_library_is_missing_names_the_extra(tmp_path, monkeypatch):
    monkeypatch.setattr(library, "find_spec", lambda name: None)
    for name, extra in (("a.html", "read"), ("a.docx", "read"), ("a.pdf", "pdf")):
        with pytest.raises(NeedFault) as caught:
            layer_of(save(tmp_path, name, b"<p>x</p>"))
        assert caught.value.mend == f"pip install 'foedus[{extra}]'"


def test_a_document_changed_since_it_was_coded_is_found(tmp_path):
    layer, _ = layer_of(save(tmp_path, "a.txt", SAID))
    other, _ = layer_of(save(tmp_path, "a.txt", SAID + " Not so."))
    assert unchanged(layer, layer.text_sha256) == ()
    assert unchanged(layer, layer.bytes_sha256[:16]) == ()
    [finding] = unchanged(other, layer.text_sha256)
    assert finding.weight == "breach"
    assert "changed since it was coded" in finding.remark


def test_blank_lines_and_single_breaks_part_but_wrapped_lines_do_not():
    assert [p.of("A one.\nB two.") for p in paragraphs("A one.\nB two.")] == [
        "A one.",
        "B two.",
    ]
    wrapped = (
        "The two states signed a pact in spring that\n"
        "binds them to give each other help at once\n"
        "when attacked.\n"
        "A second paragraph begins here and goes on\n"
        "to its end.\n\n"
        "Third."
    )
    found = [" ".join(p.of(wrapped).split()) for p in paragraphs(wrapped)]
    assert [words.split()[0] for words in found] == ["The", "A", "Third."]
    assert found[0].endswith("when attacked.")


def test_a_paragraph_too_long_to_be_parsed_is_parted_at_a_stop_and_nothing_is_lost():
    text = "It went on and on. " * 3_000 + "x" * 50_000
    found = paragraphs(text)
    assert all(p.end - p.start <= LONGEST for p in found)
    assert "".join(p.of(text) for p in found).replace(" ", "") == text.replace(" ", "")
    assert found[0].of(text).endswith("on.")


def test_a_heading_is_no_sentence():
    assert is_heading("Context and Background")
    assert not is_heading("He left.")

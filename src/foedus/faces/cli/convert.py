"""`foedus convert`: claims in the forms of others, out and in."""

from collections.abc import Callable
from pathlib import Path

import click

from foedus import doors
from foedus.faces.cli.terminal import people, print_findings
from foedus.faults import DataFault, Finding
from foedus.reading.annotations import from_annotations, page_text
from foedus.reading.document import Layer, layer_of
from foedus.reading.ftm import ftm_statements
from foedus.reading.outward import (
    argdown_text,
    claim_reviews,
    plover_lines,
    prov_json,
    validated,
)
from foedus.reading.proposal import Proposal
from foedus.reading.review import decisions, followed, read_claims, reviewed
from foedus.reading.sheet import csv_text, from_csv, read_mapping
from foedus.reading.stix import stix_bundle

OUT: dict[str, Callable[[tuple[Proposal, ...]], str]] = {
    "jsonl": lambda held: "".join(doors.json_text(one) + "\n" for one in held),
    "csv": csv_text,
    "annotations": page_text,
    "plover": plover_lines,
    "claimreview": claim_reviews,
    "argdown": argdown_text,
    "ftm": ftm_statements,
    "stix": stix_bundle,
}
LOSSY = ("plover", "claimreview", "argdown", "ftm", "stix")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "source",
    type=click.Choice(["jsonl", "annotations", "csv"]),
    default="jsonl",
    show_default=True,
    help="Form of FILE.",
)
@click.option(
    "--to",
    type=click.Choice([*OUT, "prov"]),
    default="jsonl",
    show_default=True,
    help="Form.",
)
@click.option("--out", "-o", type=click.Path(path_type=Path), help="File to write.")
@click.option("--mapping", type=click.Path(path_type=Path), help="With CSV: their columns.")
@click.option("--documents", type=click.Path(path_type=Path), help="Where the texts lie.")
@click.option("--journal", type=click.Path(path_type=Path), help="Only what stands by it.")
def convert(
    file: Path,
    source: str,
    to: str,
    out: Path | None,
    mapping: Path | None,
    documents: Path | None,
    journal: Path | None,
) -> None:
    """Turn a FILE of claims into another form."""
    proposals, findings = _taken(file, source, mapping, documents or file.parent)
    print_findings(findings)
    made = followed(proposals, decisions(journal)) if journal else ()
    if journal:
        proposals = reviewed(proposals, made)
    text = validated(prov_json(proposals, made)) if to == "prov" else OUT[to](proposals)
    if out is None:
        click.echo(text, nl=False)
    else:
        doors.write_whole(out, text.encode())
    if to in LOSSY:
        people().print(f"note: {to} holds less than a claim says; keep the claims too")
    if findings:
        raise DataFault(
            f"{len(findings)} claims were refused",
            expected="claims whose words stand in their documents",
            where=str(file),
            mend="mend each as is told above; the others were taken",
        )


def _taken(
    file: Path, source: str, mapping: Path | None, folder: Path
) -> tuple[tuple[Proposal, ...], tuple[Finding, ...]]:
    if source == "jsonl":
        return read_claims(file), ()
    layers = _layers(folder, file)
    text = doors.read_text(file)
    if source == "annotations":
        return from_annotations(text, layers, where=str(file))
    if mapping is None:
        raise DataFault(
            "a table comes in by a mapping alone",
            expected="--mapping FILE",
            where=str(file),
            mend="write which of its columns is which, as docs/reading.md shows",
        )
    told = read_mapping(doors.read_text(mapping), where=str(mapping))
    return from_csv(text, told, layers, where=str(file))


def _layers(folder: Path, file: Path) -> list[Layer]:
    """Read every document of a folder that can be read; the others are no documents."""
    held = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if (
            path.suffix.lower() in (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
            and path != file
        ):
            layer, findings = layer_of(path)
            print_findings(findings)
            held.append(layer)
    return held

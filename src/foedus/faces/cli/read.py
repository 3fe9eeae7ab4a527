"""`foedus read`: documents become proposed claims, each with its place in the text."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from foedus import doors
from foedus.faces.cli.terminal import (
    as_json,
    people,
    print_findings,
    print_json,
    print_table,
    progress,
)
from foedus.faults import DataFault, Finding
from foedus.reading.document import unchanged
from foedus.reading.gold import GoldClaim, read_gold
from foedus.reading.links import links
from foedus.reading.many import read_many
from foedus.reading.proposal import Proposal
from foedus.reading.proposer import Asked, propose
from foedus.reading.reader import Reading
from foedus.reading.score import Score, matched, scores


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out", "-o", type=click.Path(path_type=Path), help="File of the claims, JSONL."
)
@click.option("--encoding", help="Encoding of text files, where it is not UTF-8.")
@click.option("--workers", default=2, show_default=True, help="Documents read at once.")
@click.option(
    "--score", type=click.Path(path_type=Path), help="Score against a file of coded claims."
)
@click.option("--misses", is_flag=True, help="With --score: what was missed or made up.")
@click.option("--llm", help="Address of a model that proposes too; it is sent the texts.")
@click.option("--model", help="With --llm: the model's name there.")
@click.option("--patience", default=60.0, show_default=True, help="With --llm: seconds.")
@as_json
def read(
    files: tuple[Path, ...],
    out: Path | None,
    encoding: str | None,
    workers: int,
    score: Path | None,
    misses: bool,
    llm: str | None,
    model: str | None,
    patience: float,
    as_json: bool,
) -> None:
    """Propose the claims of documents: FILES of txt, md, html, pdf or docx."""
    with progress("reading", quiet=as_json) as tell:
        readings, findings = read_many(files, encoding=encoding, workers=workers, tell=tell)
    print_findings(findings)
    proposals = [one for reading in readings for one in reading.proposals]
    if llm is not None:
        proposals += _of_model(readings, llm, model, patience, quiet=as_json)
    if out is not None:
        lines = "".join(doors.json_text(one) + "\n" for one in proposals)
        doors.write_whole(out, lines.encode())
    if score is not None:
        _print_scores(_coded(score, readings), proposals, misses=misses, as_json=as_json)
    elif as_json:
        texts = {r.layer.name: r.layer.text for r in readings}
        print_json(
            {
                "documents": [_document(reading) for reading in readings],
                "claims": proposals,
                "links": links(proposals, texts),
            }
        )
    else:
        _print_summary(readings, out)
    _end_with_the_unread(findings, len(files))


def _document(reading: Reading) -> dict[str, object]:
    """Tell what a document is and how its text was made, without the text."""
    layer, said = reading.layer, reading.said
    return {
        "name": layer.name,
        "media": layer.media,
        "method": layer.method,
        "encoding": layer.encoding,
        "bytes_sha256": layer.bytes_sha256,
        "text_sha256": layer.text_sha256,
        "code_points": len(layer.text),
        "said": said.moment if said else None,
    }


def _of_model(
    readings: Sequence[Reading],
    address: str,
    model: str | None,
    patience: float,
    *,
    quiet: bool,
) -> list[Proposal]:
    """Ask a model for each document, and print what it got wrong."""
    if model is None:
        raise click.UsageError("--llm asks for --model too")
    found: list[Proposal] = []
    with progress("asking", quiet=quiet) as tell:
        for number, reading in enumerate(readings, 1):
            given, findings = propose(reading.layer, Asked(address, model, patience))
            found += given
            tell(number, len(readings), reading.layer.name)
            print_findings(findings)
    return found


def _coded(path: Path, readings: Sequence[Reading]) -> list[GoldClaim]:
    """Take the coded claims of the documents at hand, if they are still what was coded."""
    every = read_gold(doors.read_text(path), where=str(path))
    by_name = {reading.layer.name: reading.layer for reading in readings}
    coded = [claim for claim in every if claim.doc in by_name]
    for claim in coded:
        for finding in unchanged(by_name[claim.doc], claim.doc_sha256):
            raise DataFault(
                finding.remark,
                expected="the document that was coded",
                where=f"{path}: {claim.id}",
                mend="bring it back, or code it anew",
            )
    if not coded:
        raise DataFault(
            "no claim of these documents is coded in it",
            expected=f"claims of {', '.join(sorted(by_name)) or '(none)'}",
            where=str(path),
            mend="give the documents by the names that the file knows",
        )
    for name in sorted(by_name.keys() - {claim.doc for claim in coded}):
        people().print(f"note: {name}: not coded in {path.name}, and not scored")
    return coded


def _print_scores(
    gold: list[GoldClaim], proposals: list[Proposal], *, misses: bool, as_json: bool
) -> None:
    known = {claim.doc for claim in gold}
    held = [one for one in proposals if one.document in known]
    table = scores(gold, held)
    pairs = matched(gold, held)
    missed = [g for g in gold if g.id not in {g.id for g, _ in pairs}]
    made_up = [p for p in held if p.id not in {p.id for _, p in pairs}]
    if as_json:
        print_json(
            {
                "scores": [_told(score) for score in table],
                "missed": [{"id": g.id, "quote": g.quote} for g in missed],
                "made_up": [{"id": p.id, "quote": p.exact} for p in made_up],
            }
        )
        return
    print_table(
        f"{len(held)} claims proposed, {len(gold)} coded",
        ("What", "Right", "Proposed", "Coded", "P", "R", "F1"),
        (
            (s.name, s.right, s.found, s.coded, *map(_share, (s.precision, s.recall, s.f1)))
            for s in table
        ),
    )
    if misses:
        print_table(
            "Missed", ("Id", "Kind", "Words"), ((g.id, g.type, g.quote) for g in missed)
        )
        print_table(
            "Made up", ("Id", "Kind", "Words"), ((p.id, p.kind, p.exact) for p in made_up)
        )


def _told(score: Score) -> dict[str, object]:
    return {
        "what": score.name,
        "right": score.right,
        "proposed": score.found,
        "coded": score.coded,
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
    }


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _print_summary(readings: Sequence[Reading], out: Path | None) -> None:
    print_table(
        f"{sum(len(r.proposals) for r in readings)} claims proposed",
        ("Document", "Said", "Claims", "Hedged", "Another's word", "Kinds"),
        (
            (
                r.layer.name,
                r.said.moment.words if r.said else "",
                len(r.proposals),
                sum(bool(p.hedges) for p in r.proposals),
                sum(len(p.voice) > 1 for p in r.proposals),
                ", ".join(
                    f"{kind} {n}"
                    for kind, n in Counter(p.kind for p in r.proposals).most_common()
                ),
            )
            for r in readings
        ),
    )
    for reading in readings:
        said = reading.said.moment if reading.said else None
        if said and said.rejected:
            people().print(
                f"note: {reading.layer.name}: {said.words} is read as {said.earliest}; "
                f"it may be {' or '.join(said.rejected)}"
            )
    if out is not None:
        click.echo(str(out))


def _end_with_the_unread(findings: Sequence[Finding], whole: int) -> None:
    unread = [finding for finding in findings if finding.weight == "breach"]
    if unread:
        raise DataFault(
            f"{len(unread)} of {whole} documents could not be read",
            expected="documents that can be read",
            where=", ".join(finding.where for finding in unread[:3]),
            mend="mend each as is told above; the others were read",
        )

"""Where cases live: those in the package, and folders of one's own."""

from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from foedus import doors
from foedus.cases.capability_file import read_capabilities
from foedus.cases.case import (
    Case,
    Event,
    Figure,
    GoingOn,
    Heading,
    Issue,
    Question,
)
from foedus.cases.drivers_file import read_drivers
from foedus.cases.exchange_file import read_exchange
from foedus.cases.hypotheses_file import read_rivals
from foedus.cases.identities import read_identities
from foedus.cases.issues import refuse_unsound
from foedus.estimation.befalling import SAYS
from foedus.faults import CaseFault, Finding
from foedus.ledger import checks, journal
from foedus.ledger.book import Book, known_by, standing
from foedus.ledger.entry import Binding, Claim, Entry, Link
from foedus.ledger.identity import Identity
from foedus.ledger.origin import Document, Source
from foedus.pacts.act import Act
from foedus.pacts.catalog import pact, pact_file
from foedus.pacts.pact import Pact
from foedus.pacts.places import known_places
from foedus.states.roster import roster

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class _Sources:
    sources: tuple[Source, ...]
    documents: tuple[Document, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Bindings:
    parameters: tuple[Binding, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Acts:
    going_on: tuple[GoingOn, ...]
    acts: tuple[Question, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Issues:
    status: str
    issues: tuple[Issue, ...]
    left_out: tuple[str, ...]


def case_names() -> tuple[str, ...]:
    """Name the cases that come with the package.

    >>> "russia-dprk" in case_names()
    True
    """
    return tuple(
        sorted(
            entry.name.replace("_", "-")
            for entry in files("foedus.cases").iterdir()
            if entry.name[0] != "_" and entry.joinpath("case.yaml").is_file()
        )
    )


def case_folder(name: str) -> Path:
    """Find the folder of a case by its name, or by its path.

    Raises
    ------
    CaseFault
        Neither a case of the package nor a folder with a case.yaml.
    """
    if name in case_names():
        return Path(str(files("foedus.cases"))) / name.replace("-", "_")
    folder = Path(name)
    if (folder / "case.yaml").is_file():
        return folder
    near = get_close_matches(name, case_names(), n=1, cutoff=0.5)
    raise CaseFault(
        f"no case {name!r}",
        expected=f"one of {', '.join(case_names())}, or a folder that holds a case.yaml",
        where="cases",
        mend=f"did you mean {near[0]}?" if near else "`foedus cases new NAME` starts one",
    )


def read_case(name: str, *, as_of: date | None = None) -> tuple[Case, tuple[Finding, ...]]:
    """Read a case, as it was known on its day or on another.

    Returns
    -------
    The case, and what the ledger's checks found that does not stop the work.

    Raises
    ------
    CaseFault
        A file is missing or broken, or an entry points at nothing.
    """
    folder = case_folder(name)
    written = _yaml(Heading, folder, "case.yaml")
    heading = written if as_of is None else replace(written, as_of=as_of)
    acts = _yaml(_Acts, folder, "acts.yaml")
    contested = _yaml(_Issues, folder, "issues.yaml")
    book = _book(folder)
    findings = _balanced(book, name, folder)
    pacts, deal = _pacts(folder, heading), read_exchange(folder, book)
    made = Case(
        name=folder.name.replace("_", "-"),
        heading=heading,
        compiled=written.as_of,
        pacts=pacts,
        book=known_by(book, heading.as_of),
        figures=_csv(Figure, folder, "states.csv"),
        timeline=_csv(Event, folder, "timeline.csv"),
        background=tuple(_act(a) for a in acts.going_on if a.day <= heading.as_of),
        acts=acts.acts,
        issues=contested.issues,
        issues_status=contested.status,
        issues_left_out=contested.left_out,
        digest=_digest(folder, heading),
        capabilities=read_capabilities(folder, book),
        identities=_identities(folder, book),
        rivals=read_rivals(folder, book),
        exchange=deal,
        drivers=read_drivers(
            folder, book, pacts, deal, day=written.as_of, fitted=tuple(SAYS)
        ),
    )
    _refuse_strangers(made, folder)
    refuse_unsound(made.issues, where=str(folder / "issues.yaml"))
    _refuse_unfounded(made.issues, book, folder)
    return made, findings


def read_book(name: str) -> Book:
    """Read the ledger of a case, whether it balances or not."""
    return _book(case_folder(name))


def _identities(folder: Path, book: Book) -> tuple[Identity, ...]:
    # A binding that was withdrawn still has its unit: the file is as sound as it was.
    units = {entry.parameter: entry.unit for entry in book if isinstance(entry, Binding)}
    return read_identities(folder, units)


def _book(folder: Path) -> Book:
    """Gather the entries of the files, then those of the journal, in that order."""
    origins = _yaml(_Sources, folder, "sources.yaml")
    claims = doors.read_jsonl(
        Claim,
        doors.read_text(folder / "claims.jsonl", fault=CaseFault),
        where=str(folder / "claims.jsonl"),
        fault=CaseFault,
    )
    links = doors.read_jsonl(
        Link,
        doors.read_text(folder / "links.jsonl", fault=CaseFault),
        where=str(folder / "links.jsonl"),
        fault=CaseFault,
    )
    bindings = _yaml(_Bindings, folder, "bindings.yaml").parameters
    posted = tuple(p.entry for p in journal.read(folder / "journal.jsonl"))
    seeds: tuple[Entry, ...] = (
        *origins.sources,
        *origins.documents,
        *claims,
        *links,
        *bindings,
    )
    return seeds + posted


def _balanced(book: Book, name: str, folder: Path) -> tuple[Finding, ...]:
    """Refuse a book that does not balance; hand back what is only doubtful."""
    findings = checks.balance(book)
    breaches = [finding for finding in findings if finding.weight == "breach"]
    if breaches:
        more = f" (and {len(breaches) - 1} more)" if len(breaches) > 1 else ""
        raise CaseFault(
            f"{breaches[0].where} {breaches[0].remark}{more}",
            expected="a ledger that balances",
            where=str(folder),
            mend=f"`foedus ledger check {name}` lists every breach",
        )
    return findings


def _pacts(folder: Path, heading: Heading) -> tuple[Pact, ...]:
    own = tuple(pact_file(path) for path in sorted((folder / "pacts").glob("*.yaml")))
    named = tuple(pact(id) for id in heading.pacts if id not in {p.id for p in own})
    read = tuple(sorted(own + named, key=lambda p: p.id))
    if heading.pact not in {p.id for p in read}:
        raise CaseFault(
            f"the case is about {heading.pact!r}, which it does not read",
            expected=f"one of {', '.join(p.id for p in read)}",
            where=str(folder / "case.yaml"),
            mend="add it to `pacts`, or write its file in the folder's pacts/",
        )
    return read


def _refuse_strangers(case: Case, folder: Path) -> None:
    """Refuse states that are none, or that did not exist on the day of the case."""
    day = case.heading.as_of
    named = {
        "case.yaml": {
            *case.heading.states,
            *case.heading.dyad,
            *(s for level in case.heading.levels for s in level.states),
            *(s for camp in case.heading.camps for s in camp.states),
        },
        "states.csv": {figure.state for figure in case.figures},
        "acts.yaml": {s for act in case.acts for s in (act.attacker, act.victim)},
    }
    groups = {one.name: one.states for one in case.heading.camps}
    groups |= {one.name: one.states for one in case.heading.levels}
    for name, members in groups.items():
        if twice := sorted({s for s in members if members.count(s) > 1}):
            raise CaseFault(
                f"{twice[0]} stands twice in {name!r}",
                expected="each state once",
                where=str(folder / "case.yaml"),
                mend="drop one of them",
            )
    alive = set(roster().alive(day)) | set(roster().alive(day, system="gw"))
    for file, states in named.items():
        for state in sorted(states):
            if state not in roster().ids:
                raise CaseFault(
                    f"{state!r} is no state",
                    expected="ids of the roster of states",
                    where=str(folder / file),
                    mend="look it up by `foedus states NAME`",
                )
            if state not in alive:
                raise CaseFault(
                    f"{state} was no state on {day}",
                    expected="states that existed on the day of the case",
                    where=str(folder / file),
                    mend="see `foedus states STATE`, or mend the day: that of the case, or "
                    "the one given by --as-of",
                )
    known = known_places()
    for act in case.acts:
        if strange := sorted(set(act.places) - known):
            raise CaseFault(
                f"act {act.id}: {strange[0]!r} is neither a zone nor a place in one",
                expected="home, a zone, or a place of pacts/zones.yaml",
                where=str(folder / "acts.yaml"),
                mend="spell the place as zones.yaml does; what no treaty names is `home`",
            )


def _refuse_unfounded(issues: tuple[Issue, ...], book: Book, folder: Path) -> None:
    """Refuse a stake that leans on a claim that nobody made."""
    made = {str(claim.id) for claim in standing(book, Claim)}
    for issue in issues:
        for actor, stake in issue.actors.items():
            if lost := sorted(set(stake.rests_on) - made):
                raise CaseFault(
                    f"{actor} leans on {lost[0]!r}, which is no claim",
                    expected="ids of claims.jsonl under `rests_on`",
                    where=f"{folder / 'issues.yaml'}, issue {issue.id}",
                    mend="name a claim of the case, or drop it",
                )


def _act(raw: GoingOn) -> Act:
    return Act(
        raw.attacker,
        raw.victim,
        raw.day,
        kind=raw.kind,
        until=raw.until,
        places=frozenset(raw.places),
        sake=raw.sake,
        provoked=raw.provoked,
    )


def _yaml(kind: type[V], folder: Path, name: str) -> V:
    path = folder / name
    text = doors.read_text(path, fault=CaseFault)
    return doors.read_yaml(kind, text, where=str(path), fault=CaseFault)


def _csv(kind: type[V], folder: Path, name: str) -> tuple[V, ...]:
    path = folder / name
    text = doors.read_text(path, fault=CaseFault)
    return doors.read_csv(kind, text, where=str(path), fault=CaseFault)


def _digest(folder: Path, heading: Heading) -> str:
    """Name the case by every byte that it rests on."""
    seal = blake2b(digest_size=8)
    for path in sorted(p for p in folder.rglob("*") if p.suffix in _CARRIED):
        seal.update(path.name.encode() + b"\0" + path.read_bytes())
    for id in heading.pacts:
        seal.update(doors.digest(pact(id)).encode())
    seal.update(heading.as_of.isoformat().encode())
    return seal.hexdigest()


_CARRIED = {".yaml", ".csv", ".jsonl"}

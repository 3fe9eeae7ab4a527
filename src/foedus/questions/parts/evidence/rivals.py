"""Rival explanations of a case, set against its claims and told as far as they stand.

An order and no score: how much speaks against an explanation is a sum of assumed weights,
and no number of it is printed. Where leaving one thing out puts another explanation
first, nothing is said to lead.
"""

from collections.abc import Iterator

from foedus import doors
from foedus.cases.case import Case, Rivals
from foedus.ledger.book import Book, standing
from foedus.ledger.entry import Claim, Result, ResultId
from foedus.ledger.hypotheses import TELLING, Judgement, Row, matrix, verdict
from foedus.ledger.origin import Source
from foedus.quantity import Estimate, Unit
from foedus.questions.answer import Table
from foedus.questions.parts.evidence.echoed import Echoed
from foedus.questions.wording import many, sentence


class Rivalry:
    """The explanations of a case against the claims that are known."""

    def __init__(self, case: Case, rivals: Rivals, book: Book, *, question: str) -> None:
        self.rivals, self.question, self._case = rivals, question, case
        self._claims: dict[str, Claim] = {c.id: c for c in standing(book, Claim)}
        self._sources = {source.id: source for source in standing(book, Source)}
        self._echoed = Echoed(book, question=question)
        held = [j for j in rivals.judgements if self._is_known(j)]
        self.matrix = matrix(rivals.hypotheses, held, book)
        self.verdict = verdict(self.matrix)
        signs = [j for j in held if self._claims[j.claim].kind != "forecast"]
        self.by_signs = verdict(matrix(rivals.hypotheses, signs, book))
        """What the claims come to without those that only foretell."""

    def _is_known(self, judgement: Judgement) -> bool:
        claim = self._claims.get(judgement.claim)
        return claim is not None and claim.speaker in self._sources

    @property
    def is_told(self) -> bool:
        """Whether any claim is left to judge by."""
        return bool(self.matrix.rows)

    def results(self) -> Iterator[Result]:
        """Give the rank of each explanation, with all ranks that it comes to."""
        basis = doors.digest([self._case.digest, self.rivals.question])
        for place in self.verdict.places if self.is_told else ():
            yield Result(
                id=ResultId(f"{self.question}.rivals.{place.hypothesis.id}"),
                question=self.question,
                sentence=f"Rank, 1 being least spoken against, of the explanation: "
                f"{place.hypothesis.says}",
                estimate=Estimate(
                    place.rank, place.first, place.last, 1.0, Unit.COUNT, basis
                ),
                rests_on=tuple(row.claim for row in self.matrix.rows),
                posted=self._case.heading.as_of,
            )

    def says(self) -> str:
        """Tell the order as far as it stands, in a sentence."""
        says = {h.id: h.says for h in self.matrix.hypotheses}
        first = " and ".join(f"\u201c{says[id]}\u201d" for id in self.verdict.leaders)
        if self.verdict.stands:
            told = (
                f"Claims speak least against {first}. No claim and no origin that is left "
                "out, and no judgement that is shifted by a step, puts another first"
            )
        elif len(self.verdict.leaders) > 1:
            told = f"Claims do not tell apart {first}"
        else:
            told = (
                f"Claims speak least against {first}, but this does not stand: "
                f"{many(len(self.verdict.turns), 'single change')} would put another first"
            )
        if self.by_signs.leaders != self.verdict.leaders:
            other = " and ".join(f"\u201c{says[id]}\u201d" for id in self.by_signs.leaders)
            told += f". Without claims that only foretell it would be {other}"
        return told + "."

    def tables(self) -> tuple[Table, ...]:
        """Set out the order, the matrix, and what would turn it."""
        return (self._order(), self._matrix(), self._turns()) if self.is_told else ()

    def _order(self) -> Table:
        places = self.verdict.places
        rows = self.matrix.rows
        return Table(
            id=f"{self.question}.rivals",
            title=self.rivals.question,
            columns=(
                "Explanation",
                "Rank",
                "Best",
                "Worst",
                "Claims against",
                "Claims for",
                "Claims that say nothing of it",
            ),
            rows=tuple(
                (
                    p.hypothesis.says,
                    p.rank,
                    p.first,
                    p.last,
                    *(
                        sum(word in r.marks[p.hypothesis.id] for r in rows)
                        for word in ("against", "fits", "neutral")
                    ),
                )
                for p in places
            ),
            rests_on=tuple((f"{self.question}.rivals.{p.hypothesis.id}",) for p in places),
            note="Ranks by what speaks against; best and worst over each claim and each "
            "origin left out and each judgement shifted by a step. What many claims say "
            f"nothing of is hard to speak against. {sentence(self.rivals.status)}.",
        )

    def _matrix(self) -> Table:
        order = {telling: -k for k, telling in enumerate(TELLING)}
        rows = sorted(self.matrix.rows, key=lambda r: (order[r.telling], r.claim))
        reasons = {j.claim: j.reason for j in self.rivals.judgements}
        return Table(
            id=f"{self.question}.rivals.matrix",
            title="How each claim stands to each explanation",
            columns=(
                "Claim",
                "Who, when, grade",
                *(h.id.replace("_", " ") for h in self.matrix.hypotheses),
                "Tells apart",
                "Alone it puts another first",
                "Because",
            ),
            rows=tuple((*self._row(row), reasons[row.claim]) for row in rows),
            rests_on=tuple((row.claim,) for row in rows),
            note="Claims of one origin count together once, by their best grade, each as "
            "far as it is credible; these weights are assumed. " + self._key(),
        )

    def _row(self, row: Row) -> tuple[str, ...]:
        claim = self._claims[row.claim]
        source = self._sources[claim.speaker]
        turned = f"without {row.claim}" in {turn.what for turn in self.verdict.turns}
        return (
            self._echoed.marked(claim),
            f"{source.name}, {claim.said}, {source.reliability}{claim.credibility}",
            *(row.marks[h.id] for h in self.matrix.hypotheses),
            row.telling,
            "yes" if turned else "no",
        )

    def _key(self) -> str:
        return "; ".join(
            f"{h.id.replace('_', ' ')}: {h.says}" for h in self.matrix.hypotheses
        )

    def _turns(self) -> Table:
        says = {h.id: h.says for h in self.matrix.hypotheses}
        return Table(
            id=f"{self.question}.rivals.turns",
            title="What alone would put another explanation first",
            columns=("Change", "First would be"),
            rows=tuple(
                (turn.what, "; ".join(says[id] for id in turn.leaders))
                for turn in self.verdict.turns
            ),
            rests_on=(tuple(f"{self.question}.rivals.{id}" for id in says),)
            * len(self.verdict.turns),
        )


def rivalry(case: Case, book: Book, *, question: str) -> Rivalry | None:
    """Set the case's explanations against the claims; None where it names none."""
    if case.rivals is None:
        return None
    return Rivalry(case, case.rivals, book, question=question)

"""Claims that are somebody else's word: marked where shown, and counted as no origin."""

from collections.abc import Mapping, Sequence

from foedus.ledger.book import Book, standing
from foedus.ledger.echoes import Echo, echoes, origins
from foedus.ledger.entry import Binding, Claim, ClaimId
from foedus.ledger.origin import Source, SourceId
from foedus.ledger.pool import Pool
from foedus.questions.answer import Table


class Echoed:
    """What a book's claims repeat, and what its numbers then rest on."""

    def __init__(self, book: Book, *, question: str) -> None:
        self.question, self._book = question, book
        self.found: Mapping[ClaimId, tuple[Echo, ...]] = echoes(book)
        self._names = {source.id: source.name for source in standing(book, Source)}

    def marked(self, claim: Claim) -> str:
        """Give a claim's sentence, with a mark where it is another's word."""
        mark = self.mark(claim)
        return f"{claim.sentence} [{mark}]" if mark else claim.sentence

    def mark(self, claim: Claim) -> str:
        """Say whose word a claim is, where it is not the speaker's; else nothing."""
        return mark_of(self.found.get(claim.id, ()), self._names)

    def origins(self, pooled: Pool) -> frozenset[str]:
        """Name the origins of a pooled number, once what only repeats is traced back."""
        return frozenset(
            family
            for share in pooled.shares
            for family in origins(share.claim, self._book, self.found)
        )

    def laundered(self) -> Table:
        """List what comes back in an author's own voice."""
        rows = [e for told in self.found.values() for e in told if e.laundered]
        return Table(
            id=f"{self.question}.laundered",
            title="Somebody's word that comes back as an author's own",
            columns=("Said as his own", "By", "On", "Was the word of", "On", "Then", "How"),
            rows=tuple(
                (
                    e.claim.sentence,
                    self._name(e.claim),
                    e.claim.said,
                    self._name(e.of),
                    e.of.said,
                    e.of.sentence,
                    e.reason,
                )
                for e in rows
            ),
            rests_on=tuple((e.claim.id, e.of.id) for e in rows),
        )

    def _name(self, claim: Claim) -> str:
        return self._names.get(claim.speaker, claim.speaker)

    def lone(self, pools: Sequence[Pool]) -> Table:
        """List the numbers that go back to one origin, and by what."""
        meanings = {b.parameter: b.meaning for b in standing(self._book, Binding)}
        lone = [p for p in pools if p.shares and len(self.origins(p)) == 1]
        return Table(
            id=f"{self.question}.one_origin",
            title="Numbers that rest on one origin alone",
            columns=("Parameter", "Meaning", "Origin", "Claims", "Repeat it"),
            rows=tuple(
                (
                    p.parameter,
                    meanings[p.parameter],
                    next(iter(self.origins(p))),
                    len(p.shares),
                    ", ".join(
                        self._name(s.claim) for s in p.shares if s.claim.id in self.found
                    ),
                )
                for p in lone
            ),
            rests_on=tuple((f"{self.question}.{p.parameter}",) for p in lone),
            note="Repeat it: claims of other families that a link traces back to the same "
            "word. They share the weight of that word in the pool, and add none.",
        )


def mark_of(told: Sequence[Echo], names: Mapping[SourceId, str]) -> str:
    """Say in a few words whose word a claim is."""
    said = []
    for echo in told:
        who = names.get(echo.of.speaker, echo.of.speaker)
        said.append(f"laundered: the word of {who}" if echo.laundered else f"repeats {who}")
    return "; ".join(dict.fromkeys(said))

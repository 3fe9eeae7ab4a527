"""What changes in a chain of promises when articles are struck or promises are broken.

One act is followed twice: as the treaties stand and every promise is kept, and as they
would stand. Who is drawn in by the one and not by the other is the answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from foedus.pacts.act import Act, Reading, Situation
from foedus.pacts.chain import Chain, Honour, chain
from foedus.pacts.cuts import struck_out
from foedus.pacts.pact import Pact
from foedus.pacts.provision import MILITARY
from foedus.states.roster import StateId


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One act, followed as things stand and as they might."""

    before: Chain
    after: Chain

    @property
    def drawn_in(self) -> frozenset[StateId]:
        """Name who fights only as things might stand."""
        return self.after.fighting - self.before.fighting

    @property
    def kept_out(self) -> frozenset[StateId]:
        """Name who fights only as things stand."""
        return self.before.fighting - self.after.fighting

    @property
    def changed_sides(self) -> frozenset[StateId]:
        """Name who fights either way, and on the other side."""
        one, other = self.before, self.after
        return (one.with_attacker & other.with_victim) | (
            one.with_victim & other.with_attacker
        )

    @property
    def articles(self) -> tuple[tuple[str, str], ...]:
        """Name what is called as things stand: the articles that can be struck."""
        return tuple(sorted({(str(o.pact), o.article) for o in self.before.obligations}))


def may_fight(made: Chain) -> frozenset[StateId]:
    """Name who does not fight but owes force if facts that are not known favour it."""
    owed = {o.debtor for o in made.obligations if o.duty in MILITARY}
    return frozenset(owed) - made.fighting


def what_if(
    pacts: Iterable[Pact],
    act: Act,
    *,
    struck: Iterable[str] = (),
    honour: Honour = "all",
    keep_conditional: bool = False,
    reading: Reading | None = None,
    background: Situation | None = None,
) -> WhatIf:
    """Follow an act as the treaties stand, and with articles struck or promises broken.

    Parameters
    ----------
    pacts
        The treaties as they stand.
    act
        The act under question.
    struck
        Articles to strike, each as `PACT:ARTICLE`, or whole pacts as `PACT:*`.
    honour
        Who keeps promises to fight, in the world that might be.
    keep_conditional
        Let conditional promises be kept too, in both.
    reading
        How collective defence is read, in both.
    background
        Acts that went before, in both.

    Raises
    ------
    PactFault
        There is no such article to strike.

    Examples
    --------
    >>> from datetime import date
    >>> from foedus.pacts.catalog import catalog
    >>> home = frozenset({"home"})
    >>> act = Act("KOR", "PRK", date(2025, 1, 1), provoked="no", places=home)
    >>> found = what_if(catalog(), act, struck=["rus_prk_2024:4"])
    >>> sorted(may_fight(found.before) - may_fight(found.after))
    ['RUS']
    """
    held = tuple(pacts)
    before, after = (
        chain(
            read,
            act,
            background=background,
            reading=reading,
            honour=kept,
            keep_conditional=keep_conditional,
        )
        for read, kept in ((held, "all"), (struck_out(held, struck), honour))
    )
    return WhatIf(before, after)

"""How long it takes to follow treaties: every pair of states, and one chain with proof.

All of ATOP on four days, each reading and level, to the fixed point; then one chain with
its proof; then growth by treaties and states. Needs the data set `atop_members` on the
shelf (`foedus shelf get atop_members`, or FOEDUS_MIRROR). Prints medians of five.
"""

import sys
from collections.abc import Callable
from datetime import date
from itertools import product
from statistics import median
from time import perf_counter

import numpy as np

from foedus.pacts.act import Act, Reading
from foedus.pacts.atop import atop_pacts
from foedus.pacts.chain import chain, proof
from foedus.pacts.obligation import in_force_on
from foedus.pacts.pact import Pact
from foedus.pacts.provision import MILITARY, Duty
from foedus.pacts.tensor import drawn_in, duties_on
from foedus.sources.shelf import shelf_here
from foedus.states.roster import StateId, roster

DAYS = (date(1914, 7, 28), date(1939, 9, 1), date(1985, 1, 1), date(2018, 12, 31))
RUNS = 5


def seconds(work: Callable[[], object]) -> float:
    """Time some work, as the median of several runs."""
    spent = []
    for _ in range(RUNS):
        start = perf_counter()
        work()
        spent.append(perf_counter() - start)
    return median(spent)


def states_of(pacts: tuple[Pact, ...], day: date) -> tuple[StateId, ...]:
    """List the day's states, and parties that the roster does not count then."""
    parties = (state for pact in pacts for state in sorted(pact.members(day)))
    return tuple(dict.fromkeys((*roster().alive(day), *parties)))


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")


def main() -> None:
    """Print the figures."""
    rows = list(shelf_here().table("atop_members").frame.iter_rows(named=True))
    say(f"{len(rows)} rows of ATOP into pacts: {seconds(lambda: atop_pacts(rows)):.3f} s")
    atop = atop_pacts(rows)
    say("day         pacts states reading level        all pairs  drawn in: mean  most")
    for day in DAYS:
        pacts = atop.on(day)
        ids = states_of(pacts, day)
        for reading, possible in product(Reading, (False, True)):

            def follow(
                pacts: tuple[Pact, ...] = pacts,
                ids: tuple[StateId, ...] = ids,
                day: date = day,
                reading: Reading = reading,
                possible: bool = possible,
            ) -> np.ndarray:
                duties = duties_on(pacts, ids, day, reading=reading, conditional=possible)
                return drawn_in(duties).states

            drawn = follow().sum(axis=2)
            mean = drawn.sum() / (len(ids) * (len(ids) - 1))
            say(
                f"{day}  {len(pacts):5} {len(ids):6} {reading:7} "
                f"{'possible' if possible else 'certain':9} {seconds(follow):9.3f} s "
                f"{mean:14.2f} {drawn.max():5}"
            )
    _one_chain(atop.on(DAYS[-1]), DAYS[-1])


def _one_chain(pacts: tuple[Pact, ...], day: date) -> None:
    promises = in_force_on(pacts, day)
    act = Act(
        StateId("RUS"), StateId("POL"), day, places=frozenset({"home"}), provoked="no"
    )

    for what, only in (("duties to fight", MILITARY), ("every duty", None)):

        def follow(only: frozenset[Duty] | None = only) -> list[str]:
            made = chain(promises, act, only=only)
            return [proof(one, made) for one in made.obligations]

        spent = seconds(follow) * 1e3
        say(
            f"one chain, {len(pacts)} pacts, {what}: {len(follow())} proofs, {spent:.2f} ms"
        )
    for share in (4, 2, 1):
        some = pacts[::share]
        ids = states_of(some, day)[::share]
        spent = seconds(lambda some=some, ids=ids: drawn_in(duties_on(some, ids, day)))
        say(f"growth: {len(some):4} pacts, {len(ids):4} states: {spent:.3f} s")


if __name__ == "__main__":
    main()

"""Make every published result again; exit 1 if one is out of tolerance.

`python -m verification` runs all, `python -m verification.war_sizes` one of them. The data
are those of `foedus shelf`, the references stand in `golden` beside the mirror that
FOEDUS_MIRROR names.
"""

import sys

from verification import (
    alliances,
    bargaining,
    civil_onset,
    contagion,
    dangerous_dyads,
    dispute_outcomes,
    diversion,
    escalation,
    exchange,
    futures,
    leeds_anac,
    model_formation,
    model_joining,
    model_termination,
    pact_survival,
    power,
    sanction_effects,
    simulated_wars,
    simulation,
    treaty_survival,
    war_sizes,
)
from verification.table import GOLDEN, MIRROR, say, tell

COMPARED = (
    leeds_anac,
    alliances,
    dangerous_dyads,
    civil_onset,
    war_sizes,
    dispute_outcomes,
    pact_survival,
    model_termination,
    model_formation,
    model_joining,
    diversion,
    exchange,
    sanction_effects,
    power,
    bargaining,
    simulation,
    simulated_wars,
    treaty_survival,
    futures,
    escalation,
    contagion,
)


def main() -> int:
    """Run all comparisons."""
    if not (MIRROR and GOLDEN.is_dir()):
        say("FOEDUS_MIRROR is not set, or golden does not stand beside it")
        return 1
    apart = 0
    for one in COMPARED:
        title = (one.__doc__ or one.__name__).splitlines()[0]
        apart += tell(title, one.lines())
    say(f"\n{apart} lines out of tolerance")
    return int(apart > 0)


if __name__ == "__main__":
    sys.exit(main())

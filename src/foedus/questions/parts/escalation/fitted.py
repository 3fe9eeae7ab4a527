"""The second opinion: the one-shot choice that was fitted, in which joiners call nobody."""

import numpy as np
from numpy.typing import NDArray

from foedus.cases.case import Case
from foedus.chance import Stream
from foedus.estimation.theory import theories
from foedus.mechanisms.joining import WITH_ATTACKERS, Wave, choices
from foedus.questions.bound import bound
from foedus.questions.parts.escalation.acts import Asked
from foedus.questions.vantage import Vantage
from foedus.terms.sides import Dispute

Floats = NDArray[np.float64]

MODEL = "joining"
MOST_RUNS = 500
"""Draws of coefficients and of the wave; each reads every outsider."""


def one_shot(
    case: Case, one: Asked, stand: Vantage, *, seed: int, runs: int, war: bool
) -> Floats:
    """Give the chance of each state to join the attacker and the victim, (N, 2)."""
    fitted = stand.fitted(MODEL)
    best = next(t.name for t in theories(MODEL) if t.kind == "recommended")
    drawing = Stream(seed).child("escalation", one.act.id)
    name = "wave_of_wars" if war else "wave"
    wave = Wave(fitted.constants[f"{name}.sigma"], fitted.constants[f"{name}.shift"])
    runs = min(runs, MOST_RUNS)
    dispute = Dispute.between([one.act.attacker], [one.act.victim], one.day, war=war)
    told = choices(
        bound(stand.past.at(stand.read), case.pacts, one.day),
        dispute=dispute,
        coefficients=fitted.fits[best].draws(runs, drawing).columns,
        shared=wave.draws(runs, drawing.child("wave")),
    )
    mean: Floats = told[:, :, WITH_ATTACKERS:].mean(axis=0)
    return mean

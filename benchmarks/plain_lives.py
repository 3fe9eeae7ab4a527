"""States that come and go, and pacts of many that are founded, as they are plainly written.

Part of the plain system of `plain_system.py`, NumPy's and Mesa's alike: each function takes
a run and alters it.
"""

import math
from typing import Any

import numpy as np

LEAST, PRIOR, PRIOR_YEARS = 3, 0.5, 1.0
CLAUSES = ("defence", "peace", "unlimited", "open")


def depart(run: Any) -> int:  # noqa: ANN401  # a run of the plain system
    """Let states end by chance; their nearest neighbours are the likeliest to have them."""
    f, gone, before = run.facts, 0, len(run.treaties)
    chance = 1 / (1 + math.exp(-f.coef["leaving"]["constant"]))
    for k in np.flatnonzero(run.there & (run.draw.random(f.n) < chance)):
        if run.there.sum() <= LEAST:
            break
        near = np.where(run.there, f.near[k], 0.0)
        near[k] = 0.0
        heir = run.draw.choice(f.n, p=near / near.sum())
        run.cap[heir] = math.log(math.exp(run.cap[heir]) + math.exp(run.cap[k]))
        for one in run.treaties:
            one["inside"].discard(int(k))
            one["owing"].discard(int(k))
        run.treaties = [one for one in run.treaties if len(one["inside"]) > 1]
        run.busy[k] = run.signed[k] = 0.0
        run.disputes[:, k] = run.disputes[k] = 0.0
        run.there[k] = False
        gone += 1
    run.bereft = before - len(run.treaties)
    return gone


def counted(run: Any, name: str) -> int:  # noqa: ANN401
    """Draw how many a year brings, and remember it."""
    kept, size, _, _ = run.facts.counts[name]
    stock, years = run.counts[name]
    mean = (PRIOR + stock) / (PRIOR_YEARS + years)
    many = int(run.draw.negative_binomial(size, size / (size + mean)))
    run.counts[name] = kept * stock + many, kept * years + 1
    return many


def arrive(run: Any, year: int) -> int:  # noqa: ANN401
    """Let states be born, each out of the state that its place has for a parent."""
    f, born = run.facts, 0
    for _ in range(counted(run, "births")):
        free = (run.since == f.unborn) & run.there[f.parent]
        first = free & f.nearby
        free = np.flatnonzero(first if first.any() else free)
        if not len(free):
            break
        k = int(run.draw.choice(free))
        parent, taken = f.parent[k], math.exp(f.cap[k])
        strength = math.exp(run.cap[parent])
        run.cap[parent] = math.log(max(strength - taken, strength / 2))
        run.cap[k], run.since[k], run.there[k] = f.cap[k], year, True
        born += 1
    return born


def foundings(run: Any, pacted: Any, ally: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """Draw the pacts of many of a year."""
    f, made = run.facts, list[dict[str, Any]]()
    c, shared = f.coef, np.log1p(ally @ ally)
    own = c["founder"]["allies"] * np.log1p(ally.sum(axis=1))
    own = own + c["founder"]["cap"] * run.cap + c["founder"]["major"] * f.major
    own = own + c["founder"]["dem"] * f.dem
    for _ in range(counted(run, "founding")):
        i = _picked(run, own, run.there)
        p, other = c["partner"], run.there.copy()
        other[i] = False
        u = p["near"] * f.near[i] + p["region"] * f.region[i] + p["pacted"] * pacted[i]
        u = u + p["shared"] * shared[i] + p["dem_apart"] * np.abs(f.dem[i] - f.dem)
        j = _picked(run, u, other)
        other[j] = False
        inside = {i, j, *_taken(run, i, j, other, pacted, shared)}
        number = run.draw.choice(16, p=f.clause_sets)
        held = {name: bool(number >> (3 - k) & 1) for k, name in enumerate(CLAUSES)}
        made.append(
            {"inside": inside, "owing": set(inside) if held["defence"] else set(),
             "peace": held["peace"], "unlimited": held["unlimited"], "open": held["open"]}
        )  # fmt: skip
    return made


def _picked(run: Any, told: Any, there: Any) -> int:  # noqa: ANN401
    weight = np.where(there, np.exp(told), 0.0)
    return int(run.draw.choice(len(weight), p=weight / weight.sum()))


def _taken(
    run: Any,  # noqa: ANN401
    i: int,
    j: int,
    other: Any,  # noqa: ANN401
    pacted: Any,  # noqa: ANN401
    shared: Any,  # noqa: ANN401
) -> list[int]:
    f, t = run.facts, run.facts.coef["taken"]
    u = t["constant"] + t["near_max"] * np.maximum(f.near[i], f.near[j])
    u = u + t["near_min"] * np.minimum(f.near[i], f.near[j])
    u = u + t["region_share"] * (f.region[i] + f.region[j]) / 2
    u = u + t["pact_share"] * (pacted[i] + pacted[j]) / 2
    u = u + t["shared"] * (shared[i] + shared[j]) / 2 + t["cap"] * run.cap
    wave = f.constants["taken.shift"]
    wave += f.constants["taken.sigma"] * run.draw.standard_normal()
    drawn = run.draw.random(f.n)
    # By how much the wave would have to rise for each to come.
    lacking = np.where(other, np.log(drawn / (1 - drawn)) - u - wave, np.inf)
    came = np.flatnonzero(lacking < 0)
    return [int(k) for k in came] or [int(np.argmin(lacking))]

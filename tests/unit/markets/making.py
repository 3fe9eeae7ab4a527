"""Worlds for the tests of the markets: no figure of theirs means anything."""

import numpy as np

from foedus.markets.economy import economy, spending_from
from foedus.markets.trade import Trade


def trade(n, s=1, *, seed=0, barred=0.0):
    """Flows like those of states of unequal size at unequal distances."""
    draw = np.random.default_rng(seed)
    size = np.exp(draw.normal(0, 1.3, n))
    near = np.exp(-draw.normal(0, 1, (n, n)))
    flows = size[:, None] * size * np.sqrt(near * near.T) / size.sum() * 0.3
    flows = flows[..., None] * np.exp(draw.normal(0, 0.5, (n, n, s)))
    flows[draw.random((n, n, s)) < barred] = 0.0
    home = 1.2 / s * size[:, None] * np.exp(draw.normal(0, 0.2, (n, s)))
    flows[np.arange(n), np.arange(n)] = home
    return Trade(names(n), tuple(f"good {k}" for k in range(s)), flows)


def names(n):
    return tuple(f"S{k:02}" for k in range(n))


def linked(n, s, *, seed=0):
    """An economy whose sectors buy from each other."""
    draw = np.random.default_rng(seed)
    shape = trade(n, s, seed=seed)
    shares = shape.flows / shape.flows.sum(axis=0)
    labour = draw.uniform(0.4, 0.9, (n, s))
    inputs = draw.dirichlet(np.full(s, 3.0), (s, n)).transpose(2, 0, 1)
    final_shares = draw.dirichlet(np.full(s, 5.0), n)
    spent = spending_from(
        shares,
        shape.flows.sum(axis=(0, 2)),
        final_shares=final_shares,
        labour=labour,
        inputs=inputs,
    )
    made = Trade(shape.states, shape.sectors, shares * spent)
    return economy(made, theta=draw.uniform(2, 8, s), labour=labour, inputs=inputs)


def simple(n, *, seed=0, theta=4.0, barred=0.0):
    """An economy of one sector."""
    return economy(trade(n, seed=seed, barred=barred), theta=theta)


def between(n, s, coalition, target, log_openness):
    """Whole arrays of ln B that cut trade between some states and a target."""
    cut = np.zeros((n, n, s))
    cut[list(coalition), target] = cut[target, list(coalition)] = log_openness
    return cut

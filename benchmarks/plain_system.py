"""The system of the simulation as it is plainly written: once in NumPy, once in Mesa.

Both are the same model as `foedus.simulation`, with the fits' own coefficients and draws of
their own. Nothing is thinned, kept or compiled: they are what the kernels are timed beside,
and an independent check of what the kernels count.
"""

import math
from typing import Any

import numpy as np
from mesa import Agent, Model
from numpy.typing import NDArray

from foedus.simulation.opening import fixed_of, timetable
from foedus.simulation.scenario import Scenario
from foedus.terms.system import FIXED

Floats = NDArray[np.float64]

KINDS = ("disputes", "wars", "joined", "signed", "entered", "ended")
FEUD, BUSY, SIGNED = (2.0 ** (-1 / life) for life in (10, 5, 3))
WHOLE = 20.0


class Facts:
    """What both read: the world's members alone, and coefficients by name."""

    def __init__(self, scenario: Scenario) -> None:
        fixed: Any = fixed_of(scenario, 1)
        self.at = fixed.alive[: fixed.members]
        at, pairs = (
            self.at,
            np.ix_(fixed.alive[: fixed.members], fixed.alive[: fixed.members]),
        )
        self.fixed, self.n, self.year, self.gap = fixed, len(at), fixed.year, fixed.gap
        self.coef = {
            name: dict(zip(fit.terms, fit.coef, strict=True))
            for name, fit in scenario.system.fits.items()
        }
        self.constants = scenario.system.constants
        self.cap, self.major, self.dem = fixed.cap[at], fixed.major[at], fixed.dem[at]
        self.age, self.busy, self.signed = fixed.age[at], fixed.busy[at], fixed.signed[at]
        self.near, self.ldist, self.region = (
            getattr(fixed, name)[pairs] for name in ("near", "ldist", "region")
        )
        self.disputes, self.told = fixed.disputes[pairs], fixed.told[pairs]
        self.told_busy, self.told_signed = fixed.told_busy[:, at], fixed.told_signed[:, at]
        self.effects = fixed.effects
        self.base = {}
        for name, tables in (
            ("onset", fixed.features_onset), ("formation", fixed.features_formation),
        ):  # fmt: skip
            c = self.coef[name]
            whole = np.full((self.n, self.n), c["constant"] - math.log(self.n - 1))
            for place, term in enumerate(FIXED[name]):
                whole += c[term] * tables[place][pairs]
            self.base[name] = whole
        place = {scenario.ids[k]: row for row, k in enumerate(at)}
        self.treaties = [
            {
                "inside": {place[s] for s in one.members if s in place},
                "owing": {place[s] for s in one.owing if s in place},
                "peace": one.peace, "unlimited": one.unlimited, "open": one.open,
                "born": one.signed,
            }
            for one in timetable(scenario)[0]
        ]  # fmt: skip

    def expected(self, year: int) -> Floats:
        """Give the disputes to be expected of pairs by now, (n, n)."""
        both = np.minimum(self.age[:, None], self.age[None, :])
        known = np.maximum(both - self.gap, 0) + 1
        before = FEUD ** (year + self.gap) * (1 - FEUD**known)
        told: Floats = self.told * (1 - FEUD**year + before) / (1 - FEUD)
        return told


def logistic(x: Any) -> Any:  # noqa: ANN401  # a number or an array
    """Turn log odds into chances."""
    return 1 / (1 + np.exp(-x))


class NumpySystem:
    """One run in NumPy: whole tables every year."""

    def __init__(self, facts: Facts, seed: int) -> None:
        self.facts, self.draw = facts, np.random.default_rng(seed)
        self.cap, self.busy, self.signed = (
            held.copy() for held in (facts.cap, facts.busy, facts.signed)
        )
        self.disputes = facts.disputes.copy()
        self.treaties = [
            {**one, "inside": set(one["inside"]), "owing": set(one["owing"])}
            for one in facts.treaties
        ]
        e = facts.effects
        self.effects = e[:, 3] + e[:, 4] * self.draw.standard_normal(4)

    def ties(self) -> tuple[Floats, Floats]:
        """Give who is pacted with whom, and who owes whom defence."""
        pacted, owes = np.zeros((2, self.facts.n, self.facts.n))
        for one in self.treaties:
            inside, owing = sorted(one["inside"]), sorted(one["owing"])
            pacted[np.ix_(inside, inside)] = 1
            owes[np.ix_(owing, inside)] = 1
        np.fill_diagonal(pacted, 0)
        np.fill_diagonal(owes, 0)
        return pacted, owes

    def step(self, year: int) -> dict[str, int]:
        """Take the run through a year, and count what happened."""
        f, e = self.facts, self.facts.effects
        middle = -(e[:, 1] ** 2) / 2
        shock = e[:, 2] * self.draw.standard_normal(4)
        self.effects = middle + e[:, 0] * (self.effects - middle) + shock
        pacted, owes = self.ties()
        ally = np.maximum(owes, owes.T)
        shared = np.log1p(ally @ ally)
        signed, kinds = self._sign(year, pacted, shared)
        entered, ended = self._enter(year), self._end(year)
        fights = self._fight(year, pacted, owes, ally, shared)
        wars, joined = 0, 0
        for i, j in fights:
            war = self.draw.random() < self._war(i, j, ally)
            wars += war
            joined += self._join(i, j, war, owes)
        self._carry_out(year, fights, signed, kinds, entered, ended)
        self.cap += f.constants["drift"] * self.draw.standard_normal(f.n)
        return dict(
            zip(KINDS, (len(fights), wars, joined, len(signed), len(entered), len(ended)),
                strict=True)
        )  # fmt: skip

    def _heat(self, stock: Floats, told: Floats, prior: float) -> tuple[float, Floats]:
        level = (WHOLE + stock.sum()) / (WHOLE + told.sum())
        return level, (prior + stock) / (prior + told * level)

    def _fight(
        self, year: int, pacted: Floats, owes: Floats, ally: Floats, shared: Floats
    ) -> NDArray[np.intp]:
        f, c, cap = self.facts, self.facts.coef["onset"], self.cap
        level, heat = self._heat(self.busy, f.told_busy[year], f.constants["onset.state"])
        told = f.expected(year) * level * np.outer(heat, heat)
        prior = f.constants["onset.pair"]
        pledged = np.log1p(100 * (np.exp(cap) @ owes))
        u = f.base["onset"] + c["ratio"] * np.abs(cap[:, None] - cap[None, :])
        u += (c["reach_i"] * cap[:, None] + c["reach_j"] * cap[None, :]) * f.ldist
        u += c["pacted"] * pacted + c["allied"] * ally + c["shared"] * shared
        u += c["again"] * np.log((prior + self.disputes) / (prior + told))
        u += (c["cap_i"] * cap + c["pledged_i"] * pledged + c["busy_i"] * np.log(heat))[
            :, None
        ]
        u += (c["cap_j"] * cap + c["pledged_j"] * pledged + c["busy_j"] * np.log(heat))[
            None
        ]
        chance = logistic(u + self.effects[0])
        np.fill_diagonal(chance, 0)
        return np.argwhere(self.draw.random(chance.shape) < chance)

    def _war(self, i: int, j: int, ally: Floats) -> float:
        f, c, cap, dem = self.facts, self.facts.coef["war"], self.cap, self.facts.dem
        u = c["constant"] + c["near"] * f.near[i, j] + c["ldist"] * f.ldist[i, j]
        u += c["cap_hi"] * max(cap[i], cap[j]) + c["cap_lo"] * min(cap[i], cap[j])
        u += c["maj2"] * f.major[i] * f.major[j] + c["dem_lo"] * min(dem[i], dem[j])
        u += c["dem_hi"] * max(dem[i], dem[j]) + c["allied"] * ally[i, j]
        return float(logistic(u + c["s10"] * np.log1p(self.disputes[i, j])))

    def _join(self, i: int, j: int, war: bool, owes: Floats) -> int:
        f, k = self.facts, self.facts.constants
        name = "wave_of_wars" if war else "wave"
        wave = k[f"{name}.shift"] + k[f"{name}.sigma"] * self.draw.standard_normal()
        drawn, side = self.draw.random(f.n), np.zeros(f.n, int)
        out = np.ones(f.n, bool)
        out[[i, j]] = False
        while True:
            owed = [
                (owes[:, [first, *np.flatnonzero(side == number)]] > 0).any(axis=1)
                for number, first in ((1, i), (2, j))
            ]
            a = np.exp(self._drawn(i, j, owed[0], owed[1], war, False) + wave)
            b = np.exp(self._drawn(j, i, owed[1], owed[0], war, True) + wave)
            whole = 1 + a + b
            came = np.where(drawn < a / whole, 1, np.where(drawn < (a + b) / whole, 2, 0))
            new = out & (side == 0) & (came > 0)
            if not new.any():
                return int((side > 0).sum())
            side[new] = came[new]

    def _drawn(
        self,
        own: int,
        other: int,
        owed: Any,  # noqa: ANN401  # of each state
        owed_other: Any,  # noqa: ANN401
        war: bool,
        target: bool,
    ) -> Floats:
        f, c = self.facts, self.facts.coef["joining"]
        near = f.near[:, own]
        u = c["constant"] + c["war"] * war + c["target"] * target + c["near"] * near
        u = u + c["near_war"] * war * near + c["o_near"] * f.near[:, other]
        u += owed * (c["defence"] + c["defence_target"] * target + c["defence_war"] * war)
        u += c["o_defence"] * owed_other + c["k_lc"] * self.cap
        u += f.major * (c["k_maj"] + c["kmaj_war"] * war)
        u += c["feud"] * np.log1p(self.disputes[:, own])
        told: Floats = u + c["o_feud"] * np.log1p(self.disputes[:, other])
        return told

    def _sign(
        self, year: int, pacted: Floats, shared: Floats
    ) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        f, c, cap = self.facts, self.facts.coef["formation"], self.cap
        prior = f.constants["formation.state"]
        _, heat = self._heat(self.signed, f.told_signed[year], prior)
        foes = (self.disputes >= 0.5).astype(float)
        u = f.base["formation"] + c["ratio"] * np.abs(cap[:, None] - cap[None, :])
        u += (c["cap_sum"] + c["reach_sum"] * f.ldist) * (cap[:, None] + cap[None, :])
        u += c["pacted"] * pacted + c["shared"] * shared
        u += c["foes"] * np.log1p(foes @ foes) + c["feud"] * np.log1p(self.disputes)
        u += c["signing"] * (np.log(heat)[:, None] + np.log(heat)[None, :])
        chance = np.triu(logistic(u + self.effects[1]), 1)
        signed = np.argwhere(self.draw.random(chance.shape) < chance)
        k = f.coef["kind"]
        i, j = signed.T
        u = k["constant"] + k["near"] * f.near[i, j] + k["shared"] * shared[i, j]
        u += k["majors"] * (f.major[i] + f.major[j]) + k["pacted"] * pacted[i, j]
        return signed, self.draw.random(len(i)) < logistic(u)

    def _enter(self, year: int) -> list[tuple[int, int]]:
        f, c, found = self.facts, self.facts.coef["accession"], []
        for place, one in enumerate(self.treaties):
            inside = sorted(one["inside"])
            if len(inside) < 3:
                continue
            age = max(f.year + year - 1 - one["born"], 0)
            u = (
                c["constant"]
                + c["many"] * math.log(len(inside))
                + c["age"] * math.log1p(age)
            )
            u += c["open_to"] * one["open"] + c["defence"] * bool(one["owing"])
            near = f.near[:, inside]
            u = u + c["near_max"] * near.max(axis=1) + c["near_mean"] * near.mean(axis=1)
            u += c["region_share"] * f.region[:, inside].mean(axis=1) + self.effects[3]
            came = self.draw.random(f.n) < logistic(u)
            came[inside] = False
            found += [(place, int(k)) for k in np.flatnonzero(came)]
        return found

    def _end(self, year: int) -> list[int]:
        f, c, found = self.facts, self.facts.coef["termination"], []
        for place, one in enumerate(self.treaties):
            inside = sorted(one["inside"])
            age = max(f.year + year - 1 - one["born"], 0)
            u = c["constant"] + c["lage"] * math.log(age + 0.5)
            u += c["nmem"] * math.log(len(inside) / 2) + c["defends"] * bool(one["owing"])
            u += c["nag"] * one["peace"] + c["indef"] * one["unlimited"]
            u += c["majors"] * bool((f.major[inside] > 0).any())
            if len(inside) == 2:
                u += c["quarrel"] * math.log1p(2 * self.disputes[inside[0], inside[1]])
            if self.draw.random() < logistic(u + self.effects[2]):
                found.append(place)
        return found

    def _carry_out(
        self,
        year: int,
        fights: Any,  # noqa: ANN401
        signed: Any,  # noqa: ANN401
        kinds: Any,  # noqa: ANN401
        entered: list[tuple[int, int]],
        ended: list[int],
    ) -> None:
        f = self.facts
        self.disputes, self.busy = self.disputes * FEUD, self.busy * BUSY
        self.signed = self.signed * SIGNED
        for i, j in fights:
            self.disputes[i, j] += 1
            self.disputes[j, i] = self.disputes[i, j]
            self.busy[[i, j]] += 1
        for place, k in entered:
            one = self.treaties[place]
            one["inside"].add(k)
            if one["owing"]:
                one["owing"].add(k)
        self.treaties = [one for k, one in enumerate(self.treaties) if k not in set(ended)]
        for (i, j), defence in zip(signed, kinds, strict=True):
            self.signed[[i, j]] += 1
            pair = {int(i), int(j)}
            self.treaties.append(
                {"inside": pair, "owing": set(pair) if defence else set(),
                 "peace": not defence, "unlimited": False, "open": False,
                 "born": f.year + year}
            )  # fmt: skip


class StateAgent(Agent):  # type: ignore[misc]
    """A state that decides whom to quarrel and to sign with, one other at a time."""

    def __init__(self, model: "MesaSystem", place: int) -> None:
        super().__init__(model)
        self.place = place

    def step(self) -> None:
        """Decide on every other state in turn."""
        m, i = self.model, self.place
        for j in range(m.run.facts.n):
            if j != i and m.random.random() < m.fights(i, j):
                m.begun.append((i, j))
            if j > i and m.random.random() < m.signs(i, j):
                m.signed.append((i, j))


class MesaSystem(Model):  # type: ignore[misc]
    """The same run in Mesa's manner: agents, loops and numbers, one decision at a time."""

    def __init__(self, facts: Facts, seed: int) -> None:
        super().__init__(seed=seed)
        self.run = NumpySystem(facts, seed)
        self.begun: list[tuple[int, int]] = []
        self.signed: list[tuple[int, int]] = []
        for place in range(facts.n):
            StateAgent(self, place)

    def year(self, year: int) -> dict[str, int]:
        """Take the run through a year, and count what happened."""
        run, f, e = self.run, self.run.facts, self.run.facts.effects
        middle = -(e[:, 1] ** 2) / 2
        shock = e[:, 2] * run.draw.standard_normal(4)
        run.effects = middle + e[:, 0] * (run.effects - middle) + shock
        self.pacted, self.owes = (held.tolist() for held in run.ties())
        owes = np.array(self.owes)
        self.ally = np.maximum(owes, owes.T).tolist()
        self.friends = [{k for k, is_ in enumerate(row) if is_} for row in self.ally]
        self.disputes = run.disputes.tolist()
        self.foes = [{k for k, d in enumerate(row) if d >= 0.5} for row in self.disputes]
        self.told = f.expected(year).tolist()
        self.level, heat = run._heat(
            run.busy, f.told_busy[year], f.constants["onset.state"]
        )
        _, warm = run._heat(run.signed, f.told_signed[year], f.constants["formation.state"])
        self.heat, self.warm = heat.tolist(), np.log(warm).tolist()
        self.hot = np.log(heat).tolist()
        self.cap = run.cap.tolist()
        self.pledged = np.log1p(100 * (np.exp(run.cap) @ owes)).tolist()
        self.begun, self.signed = [], []
        self.agents.do("step")
        entered, ended = run._enter(year), run._end(year)
        wars = joined = 0
        ally = np.array(self.ally)
        for i, j in self.begun:
            war = bool(run.draw.random() < run._war(i, j, ally))
            wars, joined = wars + war, joined + self.joins(i, j, war)
        kinds = [self.of_defence(i, j) for i, j in self.signed]
        run._carry_out(year, self.begun, self.signed, kinds, entered, ended)
        run.cap += f.constants["drift"] * run.draw.standard_normal(f.n)
        told = (len(self.begun), wars, joined, len(self.signed), len(entered), len(ended))
        return dict(zip(KINDS, told, strict=True))

    def fights(self, i: int, j: int) -> float:
        """Give the chance that one begins a dispute with another."""
        f, c = self.run.facts, self.run.facts.coef["onset"]
        prior = f.constants["onset.pair"]
        told = self.told[i][j] * self.level * self.heat[i] * self.heat[j]
        u = f.base["onset"][i, j] + c["ratio"] * abs(self.cap[i] - self.cap[j])
        u += (c["reach_i"] * self.cap[i] + c["reach_j"] * self.cap[j]) * f.ldist[i, j]
        u += c["pacted"] * self.pacted[i][j] + c["allied"] * self.ally[i][j]
        u += c["shared"] * math.log1p(len(self.friends[i] & self.friends[j]))
        u += c["again"] * math.log((prior + self.disputes[i][j]) / (prior + told))
        u += c["cap_i"] * self.cap[i] + c["pledged_i"] * self.pledged[i]
        u += c["cap_j"] * self.cap[j] + c["pledged_j"] * self.pledged[j]
        u += c["busy_i"] * self.hot[i] + c["busy_j"] * self.hot[j] + self.run.effects[0]
        return 1 / (1 + math.exp(-u))

    def signs(self, i: int, j: int) -> float:
        """Give the chance that two sign a pact."""
        f, c = self.run.facts, self.run.facts.coef["formation"]
        both = self.cap[i] + self.cap[j]
        u = f.base["formation"][i, j] + c["ratio"] * abs(self.cap[i] - self.cap[j])
        u += (c["cap_sum"] + c["reach_sum"] * f.ldist[i, j]) * both
        u += c["pacted"] * self.pacted[i][j]
        u += c["shared"] * math.log1p(len(self.friends[i] & self.friends[j]))
        u += c["foes"] * math.log1p(len(self.foes[i] & self.foes[j]))
        u += c["feud"] * math.log1p(self.disputes[i][j])
        u += c["signing"] * (self.warm[i] + self.warm[j]) + self.run.effects[1]
        return 1 / (1 + math.exp(-u))

    def of_defence(self, i: int, j: int) -> bool:
        """Draw whether a pact of two is one of defence."""
        f, k = self.run.facts, self.run.facts.coef["kind"]
        u = k["constant"] + k["near"] * f.near[i, j] + k["pacted"] * self.pacted[i][j]
        u += k["shared"] * math.log1p(len(self.friends[i] & self.friends[j]))
        u += k["majors"] * (f.major[i] + f.major[j])
        return bool(self.random.random() < 1 / (1 + math.exp(-u)))

    def joins(self, i: int, j: int, war: bool) -> int:
        """Let third states join, one by one, then those who owe defence to joiners."""
        f, k = self.run.facts, self.run.facts.constants
        name = "wave_of_wars" if war else "wave"
        wave = k[f"{name}.shift"] + k[f"{name}.sigma"] * self.run.draw.standard_normal()
        drawn = [self.random.random() for _ in range(f.n)]
        side = {i: 1, j: 2}
        while True:
            new = {}
            for third in range(f.n):
                if third in side:
                    continue
                owed = [
                    any(self.owes[third][m] for m, s in side.items() if s == number)
                    for number in (1, 2)
                ]
                a = math.exp(self.pull(third, i, j, owed[0], owed[1], war, False) + wave)
                b = math.exp(self.pull(third, j, i, owed[1], owed[0], war, True) + wave)
                whole = 1 + a + b
                if drawn[third] < (a + b) / whole:
                    new[third] = 1 if drawn[third] < a / whole else 2
            if not new:
                return len(side) - 2
            side |= new

    def pull(
        self, k: int, own: int, other: int, owed: bool, against: bool, war: bool,
        target: bool,
    ) -> float:  # fmt: skip
        """Give what draws a third to one side."""
        f, c = self.run.facts, self.run.facts.coef["joining"]
        near = f.near[k, own]
        u = c["constant"] + c["war"] * war + c["target"] * target + c["near"] * near
        u += c["near_war"] * war * near + c["o_near"] * f.near[k, other]
        u += owed * (c["defence"] + c["defence_target"] * target + c["defence_war"] * war)
        u += c["o_defence"] * against + c["k_lc"] * self.cap[k]
        u += f.major[k] * (c["k_maj"] + c["kmaj_war"] * war)
        u += c["feud"] * math.log1p(self.disputes[k][own])
        return u + c["o_feud"] * math.log1p(self.disputes[k][other])

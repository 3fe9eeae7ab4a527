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
from plain_lives import arrive, depart, foundings

from foedus.simulation.opening import fixed_of, timetable
from foedus.simulation.scenario import Scenario
from foedus.simulation.shapes import UNBORN
from foedus.terms.system import FIXED

Floats = NDArray[np.float64]

KINDS = (
    "disputes", "wars", "joined", "signed", "entered", "ended", "founded", "born", "died",
)  # fmt: skip
FEUD, BUSY, SIGNED = (2.0 ** (-1 / life) for life in (10, 5, 3))
WHOLE = 20.0


class Facts:
    """What both read: the world's members alone, and coefficients by name."""

    def __init__(self, scenario: Scenario) -> None:
        fixed: Any = fixed_of(scenario, 1)
        at = np.flatnonzero(fixed.could_be)
        pairs = np.ix_(at, at)
        self.there, self.members = fixed.on_roster[at] > 0, int(fixed.members)
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
        self.rate_busy, self.rate_signed = fixed.rate_busy[at], fixed.rate_signed[at]
        self.young, self.unborn = fixed.young[at], UNBORN
        self.parent = np.searchsorted(at, fixed.parent[at])
        self.nearby = np.isin(at, fixed.possible[: fixed.nearby])
        self.counts = dict(zip(("founding", "births"), fixed.counts.tolist(), strict=True))
        self.clause_sets = np.diff(fixed.clause_sets, prepend=0.0)
        self.base = {}
        for name, tables in (
            ("onset", fixed.features_onset), ("formation", fixed.features_formation),
        ):  # fmt: skip
            c = self.coef[name]
            level = c["constant"] - math.log(self.members - 1)
            whole = np.full((self.n, self.n), level)
            for place, term in enumerate(FIXED[name]):
                whole += c[term] * tables[place][pairs]
            self.base[name] = whole
        place = {scenario.ids[k]: row for row, k in enumerate(at) if self.there[row]}
        self.treaties = [
            {
                "inside": {place[s] for s in one.members if s in place},
                "owing": {place[s] for s in one.owing if s in place},
                "peace": one.peace, "unlimited": one.unlimited, "open": one.open,
                "born": one.signed,
                "many": sum(s in place for s in one.members) > 2,
            }
            for one in timetable(scenario)[0]
        ]  # fmt: skip

    def expected(self, year: int, since: Floats) -> Floats:
        """Give the disputes to be expected of pairs by now, (n, n)."""
        late = np.maximum(since[:, None], since[None, :])
        both = np.minimum(self.age[:, None], self.age[None, :])
        known = np.maximum(both - self.gap, 0) + 1
        before = FEUD ** (year + self.gap) * (1 - FEUD**known)
        old = 1 - FEUD**year + before
        new = 1 - FEUD ** np.maximum(year - late, 0)
        told: Floats = self.told * np.where(late < 0, old, new) / (1 - FEUD)
        return told

    def due(
        self,
        year: int,
        there: Any,  # noqa: ANN401  # of each state
        since: Floats,
    ) -> tuple[Floats, Floats]:
        """Give what stocks of disputes and signatures of states were to be by now."""
        new = np.maximum(year - since, 0)
        held = []
        for told, rate, kept in (
            (self.told_busy, self.rate_busy, BUSY),
            (self.told_signed, self.rate_signed, SIGNED),
        ):
            grown = rate * (1 - kept**new) / (1 - kept)
            held.append(np.where(there, np.where(since < 0, told[year], grown), 0.0))
        return held[0], held[1]

    def youth(self, year: int, since: Floats) -> Floats:
        """Tell how new each state is."""
        told: Floats = np.where(
            since < 0, self.young * SIGNED**year, SIGNED ** np.maximum(year - since, 0)
        )
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
        self.tides = e[:, 3] + e[:, 4] * self.draw.standard_normal(len(e))
        self.there = facts.there.copy()
        self.since = np.where(self.there, -1.0, float(facts.unborn))
        self.bereft = 0
        self.counts = {name: (one[2], one[3]) for name, one in facts.counts.items()}

    def move(self) -> None:
        """Let the year effects move on."""
        e = self.facts.effects
        shock = e[:, 2] * self.draw.standard_normal(len(e))
        self.tides = e[:, 1] + e[:, 0] * (self.tides - e[:, 1]) + shock
        self.effects = self.tides + e[:, 5] * self.draw.standard_normal(len(e))

    @property
    def crowd(self) -> float:
        """By how much chances fall as there are more states."""
        return math.log((self.facts.members - 1) / (int(self.there.sum()) - 1))

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
        f = self.facts
        self.move()
        died, born = depart(self), arrive(self, year)
        pacted, owes = self.ties()
        ally = np.maximum(owes, owes.T)
        shared = np.log1p(ally @ ally)
        signed, kinds = self._sign(year, pacted, shared)
        entered, ended = self._enter(year), self._end(year)
        founded = foundings(self, pacted, ally)
        fights = self._fight(year, pacted, owes, ally, shared)
        wars, joined = 0, 0
        for i, j in fights:
            war = self.draw.random() < self._war(i, j, ally)
            wars += war
            joined += self._join(i, j, war, owes)
        over = self._carry_out(year, fights, signed, kinds, entered, ended, founded)
        self.cap += f.constants["drift"] * self.draw.standard_normal(f.n)
        return dict(
            zip(KINDS, (len(fights), wars, joined, len(signed), len(entered), over,
                        len(founded), born, died), strict=True)
        )  # fmt: skip

    def _heat(self, stock: Floats, told: Floats, prior: float) -> tuple[float, Floats]:
        level = (WHOLE + stock.sum()) / (WHOLE + told.sum())
        return level, (prior + stock) / (prior + told * level)

    def _fight(
        self, year: int, pacted: Floats, owes: Floats, ally: Floats, shared: Floats
    ) -> NDArray[np.intp]:
        f, c, cap = self.facts, self.facts.coef["onset"], self.cap
        due = f.due(year, self.there, self.since)[0]
        level, heat = self._heat(self.busy, due, f.constants["onset.state"])
        told = f.expected(year, self.since) * level * np.outer(heat, heat)
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
        chance = logistic(u + self.crowd + self.effects[0])
        chance *= np.outer(self.there, self.there)
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
        wave += self.effects[4]
        drawn, side = self.draw.random(f.n), np.zeros(f.n, int)
        out = self.there.copy()
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
        _, heat = self._heat(self.signed, f.due(year, self.there, self.since)[1], prior)
        young = f.youth(year, self.since)
        foes = (self.disputes >= 0.5).astype(float)
        u = f.base["formation"] + c["ratio"] * np.abs(cap[:, None] - cap[None, :])
        u += (c["cap_sum"] + c["reach_sum"] * f.ldist) * (cap[:, None] + cap[None, :])
        u += c["pacted"] * pacted + c["shared"] * shared
        u += c["foes"] * np.log1p(foes @ foes) + c["feud"] * np.log1p(self.disputes)
        u += c["signing"] * (np.log(heat)[:, None] + np.log(heat)[None, :])
        u += c["young"] * (young[:, None] + young[None, :]) + self.crowd
        chance = np.triu(logistic(u + self.effects[1]), 1)
        chance *= np.outer(self.there, self.there)
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
            if not one["many"]:
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
            came &= self.there
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
            if not one["many"]:
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
        founded: list[dict[str, Any]],
    ) -> int:
        """Alter the run, and count the treaties that ended, replaced ones among them."""
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
        over = len(set(ended)) + self.bereft
        for (i, j), defence in zip(signed, kinds, strict=True):
            self.signed[[i, j]] += 1
            pair = {int(i), int(j)}
            left = [
                one
                for one in self.treaties
                if one["many"] or one["inside"] != pair
                or self.draw.random() >= f.constants["replaced"]
            ]  # fmt: skip
            over += len(self.treaties) - len(left)
            self.treaties = left
            self.treaties.append(
                {"inside": pair, "owing": set(pair) if defence else set(),
                 "peace": not defence, "unlimited": False, "open": False,
                 "born": f.year + year, "many": False}
            )  # fmt: skip
        for one in founded:
            self.treaties.append({**one, "born": f.year + year, "many": True})
        return over


class StateAgent(Agent):  # type: ignore[misc]
    """A state that decides whom to quarrel and to sign with, one other at a time."""

    def __init__(self, model: "MesaSystem", place: int) -> None:
        super().__init__(model)
        self.place = place

    def step(self) -> None:
        """Decide on every other state in turn."""
        m, i = self.model, self.place
        if not m.run.there[i]:
            return
        for j in np.flatnonzero(m.run.there).tolist():
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
        run, f = self.run, self.run.facts
        run.move()
        died, born = depart(run), arrive(run, year)
        self.crowd, self.young = run.crowd, f.youth(year, run.since).tolist()
        self.pacted, self.owes = (held.tolist() for held in run.ties())
        owes = np.array(self.owes)
        self.ally = np.maximum(owes, owes.T).tolist()
        self.friends = [{k for k, is_ in enumerate(row) if is_} for row in self.ally]
        self.disputes = run.disputes.tolist()
        self.foes = [{k for k, d in enumerate(row) if d >= 0.5} for row in self.disputes]
        self.told = f.expected(year, run.since).tolist()
        busy, signed = f.due(year, run.there, run.since)
        self.level, heat = run._heat(run.busy, busy, f.constants["onset.state"])
        _, warm = run._heat(run.signed, signed, f.constants["formation.state"])
        self.heat, self.warm = heat.tolist(), np.log(warm).tolist()
        self.hot = np.log(heat).tolist()
        self.cap = run.cap.tolist()
        self.pledged = np.log1p(100 * (np.exp(run.cap) @ owes)).tolist()
        self.begun, self.signed = [], []
        self.agents.do("step")
        entered, ended = run._enter(year), run._end(year)
        wars = joined = 0
        ally = np.array(self.ally)
        founded = foundings(run, np.array(self.pacted), ally)
        for i, j in self.begun:
            war = bool(run.draw.random() < run._war(i, j, ally))
            wars, joined = wars + war, joined + self.joins(i, j, war)
        kinds = [self.of_defence(i, j) for i, j in self.signed]
        over = run._carry_out(year, self.begun, self.signed, kinds, entered, ended, founded)
        run.cap += f.constants["drift"] * run.draw.standard_normal(f.n)
        told = (
            len(self.begun), wars, joined, len(self.signed), len(entered), over,
            len(founded), born, died,
        )  # fmt: skip
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
        u += self.crowd
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
        u += c["young"] * (self.young[i] + self.young[j]) + self.crowd
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
        wave += self.run.effects[4]
        drawn = [self.random.random() for _ in range(f.n)]
        side = {i: 1, j: 2}
        while True:
            new = {}
            for third in range(f.n):
                if third in side or not self.run.there[third]:
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

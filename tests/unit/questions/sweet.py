"""A small case whose exchange rests on assumed ranges alone: sugar for oil."""

import yaml

from foedus.cases.blank import start_case

DEAL = """\
good: {name: sugar, title: raw sugar, unit: tonnes}
supplier: KOR
buyer: USA
first: 2024-01
horizon: 36
terms:
  supplier.stock: s.stock
  supplier.floor: s.floor
  supplier.production: s.output
  supplier.growth: s.growth
  supplier.ceiling: s.ceiling
  supplier.cost: s.cost
  supplier.scarcity: s.scarcity
  supplier.impatience: s.discount
  buyer.production: b.output
  buyer.need: b.need
  buyer.worth: b.worth
  buyer.impatience: b.discount
  delivery.rate: rate
payments:
- {good: oil, title: oil, unit: barrels, quantity: oil.flow, price: oil.price,
   feeds: {need: oil.need, elsewhere: oil.own, stops: oil.stops}}
beside:
- {good: hands, title: hands, unit: persons, quantity: hands, price: wage, whole: hands.all}
endings:
- {id: quarrel, title: they quarrel, chance: ends.quarrel}
- {id: law, title: the law stops it, chance: ends.law, enforced: true}
outside:
  CHN: {pays: chn.pays}
matching:
- {id: sent, title: sugar sent in 2024, measured: delivered, parameter: sugar.sent,
   to: 2024-12}
- {id: later, title: sugar sent by 2026, measured: delivered, parameter: sugar.sent,
   to: 2026-12}
criticality: {sugar: weight.sugar, oil: weight.oil}
what_ifs:
- {id: cut, title: the oil stops, cut: {oil: 1.0}}
- {id: half, title: half is cut, cut: {sugar: 0.5}}
- {id: leaves, title: they quarrel in June 2025, ends: {quarrel: 2025-06}}
left_out: [all but the form]
"""
RANGES = {
    "s.stock": ("tonnes", 100, 300), "s.floor": ("share", 0.3, 0.6),
    "s.output": ("tonnes/year", 60, 150), "s.growth": ("share", 0, 0.5),
    "s.ceiling": ("ratio", 1, 2), "s.cost": ("usd/tonne", 100, 300),
    "s.scarcity": ("ratio", 0, 1), "s.discount": ("share", 0.05, 0.2),
    "b.output": ("tonnes/month", 2, 6), "b.need": ("tonnes/month", 15, 25),
    "b.worth": ("usd/tonne", 400, 900), "b.discount": ("share", 0.05, 0.2),
    "rate": ("tonnes/month", 8, 20), "oil.flow": ("barrels/year", 600, 900),
    "oil.price": ("usd/barrel", 40, 80), "oil.need": ("barrels/year", 900, 900),
    "oil.own": ("barrels/year", 100, 200), "oil.stops": ("share", 0.2, 0.6),
    "hands": ("persons", 2, 4), "wage": ("usd/month", 100, 200),
    "hands.all": ("persons", 20, 40), "ends.quarrel": ("probability", 0.1, 0.3),
    "ends.law": ("probability", 0.0, 0.1), "chn.pays": ("usd/tonne", 0, 100),
    "sugar.sent": ("tonnes", 120, 180), "weight.sugar": ("share", 0.2, 0.9),
    "weight.oil": ("share", 0.5, 1.0),
}  # fmt: skip


def sweet(at, ranges=None):
    """Write the case into a folder, with other ranges of some numbers."""
    made = start_case("sweet", at)
    bind(made, RANGES | (ranges or {}))
    (made / "exchange.yaml").write_text(DEAL, "utf-8")
    return made


def bind(folder, ranges):
    path = folder / "bindings.yaml"
    held = yaml.safe_load(path.read_text("utf-8"))
    own = [one for one in held["parameters"] if one["parameter"] not in ranges]
    held["parameters"] = own + [
        {
            "parameter": key, "meaning": f"what {key} is", "unit": unit,
            "assumed": {
                "low": low, "mode": (low + high) / 2, "high": high, "reason": "a test"
            },
        }
        for key, (unit, low, high) in ranges.items()
    ]  # fmt: skip
    path.write_text(yaml.safe_dump(held, sort_keys=False), "utf-8")

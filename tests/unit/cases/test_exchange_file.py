"""The file of an exchange: what fits comes in, and what does not is told with its mend."""

import pytest
import yaml

from foedus.cases.blank import start_case
from foedus.cases.exchange_file import read_what_ifs
from foedus.cases.folder import read_case
from foedus.faults import CaseFault

DEAL = """\
good: {name: sugar, title: raw sugar, unit: tonnes}
supplier: KOR
buyer: USA
first: 2024-01
terms:
  supplier.stock: s.stock
  supplier.floor: s.floor
  supplier.production: s.output
  supplier.cost: s.cost
  supplier.impatience: s.discount
  buyer.production: b.output
  buyer.need: b.need
  buyer.worth: b.worth
  buyer.impatience: b.discount
  delivery.rate: rate
payments:
- {good: oil, title: oil, unit: barrels, quantity: oil.flow, price: oil.price,
   feeds: {need: oil.need}}
endings:
- {id: quarrel, title: they quarrel, chance: ends.quarrel}
matching:
- {id: sent, title: sugar sent, measured: delivered, parameter: sugar.sent, to: 2024-12}
criticality: {oil: weight.oil}
what_ifs:
- {id: cut, title: the oil stops, cut: {oil: 1.0}}
- {id: bid, title: China bids, offers: {CHN: {pays: 900}}}
left_out: [all but the form]
"""
BOUND = {
    "s.stock": ("tonnes", 100), "s.floor": ("share", 0.5), "s.cost": ("usd/tonne", 200),
    "s.output": ("tonnes/year", 120), "s.discount": ("share", 0.1),
    "b.output": ("tonnes/month", 5), "b.need": ("tonnes/month", 20),
    "b.worth": ("usd/tonne", 600), "b.discount": ("share", 0.1),
    "rate": ("tonnes/month", 12), "oil.flow": ("barrels/year", 60),
    "oil.price": ("usd/barrel", 50), "oil.need": ("barrels/year", 90),
    "ends.quarrel": ("probability", 0.1), "sugar.sent": ("tonnes", 140),
    "weight.oil": ("share", 0.8),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    made = start_case("sweet", tmp_path)
    bind(made, BOUND)
    (made / "exchange.yaml").write_text(DEAL, "utf-8")
    return made


def bind(folder, bound):
    path = folder / "bindings.yaml"
    held = yaml.safe_load(path.read_text("utf-8"))
    names = {one["parameter"] for one in held["parameters"]}
    held["parameters"] += [
        {
            "parameter": key, "meaning": key, "unit": unit,
            "assumed": {"low": at, "mode": at, "high": at, "reason": "a test"},
        }
        for key, (unit, at) in bound.items()
        if key not in names
    ]  # fmt: skip
    path.write_text(yaml.safe_dump(held, sort_keys=False), "utf-8")


def alter(folder, old, new, name="exchange.yaml"):
    path = folder / name
    text = path.read_text("utf-8")
    if old not in text:
        pytest.fail(f"{name} holds no {old!r}")
    path.write_text(text.replace(old, new, 1), "utf-8")


def refused(folder):
    with pytest.raises(CaseFault) as caught:
        read_case(str(folder))
    assert caught.value.mend
    assert "exchange.yaml" in caught.value.where
    return caught.value


def test_an_exchange_is_read_with_its_case(folder):
    deal = read_case(str(folder))[0].exchange
    assert (deal.supplier, deal.buyer, deal.good.name) == ("KOR", "USA", "sugar")
    assert deal.goods == ("sugar", "oil")


def test_a_case_without_the_file_has_no_exchange(folder):
    (folder / "exchange.yaml").unlink()
    assert read_case(str(folder))[0].exchange is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("supplier.stock:", "supplier.store:", "no role 'supplier.store'"),
        ("  buyer.need: b.need\n", "", "nothing plays buyer.need"),
        ("buyer.need: b.need", "buyer.need: b.ned", "bound to nothing"),
        ("supplier.stock: s.stock", "supplier.stock: s.output", "in tonnes/year"),
        ("price: oil.price", "price: s.cost", "in usd/tonne"),
        ("unit: barrels, quantity", "unit: tonnes, quantity", "in barrels/year"),
        ("unit: barrels, quantity", "unit: usd, quantity", "in usd and has oil.price"),
        ("buyer: USA", "buyer: KOR", "gives to itself"),
        ("buyer: USA", "buyer: XXX", "'XXX' is no state"),
        ("first: 2024-01", "first: 2024-13", "is no month"),
        ("first: 2024-01", "first: 2025-01", "runs from 2025-01 to 2024-12"),
        ("cut: {oil: 1.0}", "cut: {rum: 1.0}", "cut names 'rum'"),
        ("cut: {oil: 1.0}", "cut: {oil: 1.5}", "1.5 of oil is cut"),
        ("criticality: {oil", "criticality: {rum", "'rum', which nobody gives"),
        ("CHN: {pays: 900}", "USA: {pays: 900}", "USA is no outside partner"),
        ("CHN: {pays: 900}", "CHN: {}", "an offer that pays None"),
        ("measured: delivered", "measured: paid", "is of paid"),
        ("supplier.cost:", "supplier.growth: s.floor\n  supplier.cost:",
         "supplier.growth without supplier.ceiling"),
        ("left_out", "lag: 0\nleft_out", "lag 0"),
        ("left_out", "surprise: 1\nleft_out", "no key that is known"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_file_and_mend(folder, old, new, says):
    alter(folder, old, new)
    assert says in refused(folder).found


@pytest.mark.parametrize(
    ("key", "low", "says"),
    [("s.stock", -5, "from -5"), ("s.floor", 1.2, "to 1.2"), ("weight.oil", 7, "to 7")],
)
def test_a_range_that_a_role_cannot_have_is_refused(folder, key, low, says):
    path = folder / "bindings.yaml"
    held = yaml.safe_load(path.read_text("utf-8"))
    [own] = [p["assumed"] for p in held["parameters"] if p["parameter"] == key]
    own.update(low=low, mode=low, high=low)
    path.write_text(yaml.safe_dump(held, sort_keys=False), "utf-8")
    assert says in refused(folder).found


def test_what_ifs_of_ones_own_are_read(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("what_ifs:\n- {id: a, title: A, ends: {war: 2025-06}}\n", "utf-8")
    [what_if] = read_what_ifs(path)
    assert what_if.ends == {"war": "2025-06"}


@pytest.mark.parametrize(
    "body", ["{id: a, title: A, ends: {war: 2025}}", "{id: a, title: A, enforcement: -1}"]
)
def test_a_what_if_that_means_nothing_is_refused_with_its_file(tmp_path, body):
    path = tmp_path / "mine.yaml"
    path.write_text(f"what_ifs:\n- {body}\n", "utf-8")
    with pytest.raises(CaseFault) as caught:
        read_what_ifs(path)
    assert str(path) in caught.value.where


def test_a_parameter_that_is_bound_to_nothing_is_told_with_its_line(folder):
    path = folder / "exchange.yaml"
    path.write_text(DEAL.replace("buyer.need: b.need", "buyer.need: b.want"), "utf-8")
    with pytest.raises(CaseFault, match="bound to nothing") as caught:
        read_case(str(folder))
    assert caught.value.where == f"{path}:12"

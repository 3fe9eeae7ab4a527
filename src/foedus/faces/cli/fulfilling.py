"""What the backtest of obligations shows: the clauses against expert codings."""

from collections.abc import Iterable
from pathlib import Path

from foedus.estimation.agreement import Agreement
from foedus.estimation.codings import SCHOOLS, read_codings
from foedus.estimation.fulfilment import PUBLISHED, Backtest, Prediction, Rate, backtest
from foedus.estimation.wars import wars
from foedus.faces.cli.terminal import print_findings, print_json, print_table
from foedus.pacts.atop import atop_pacts
from foedus.pacts.condition import Answer
from foedus.sources.shelf import shelf_here

_LEVEL = {Answer.NO: "no", Answer.UNKNOWN: "conditional", Answer.YES: "certain"}


def obligations(file: Path, *, as_json: bool) -> None:
    """Show whether wars called alliances: ATOP's clauses against expert codings."""
    codings = read_codings(file)
    members, acts, participants = (
        shelf_here().table(name).frame.iter_rows(named=True)
        for name in ("atop_members", "war_acts", "cow_war_participants")
    )
    result = backtest(codings, atop_pacts(members), wars(acts, participants))
    if as_json:
        print_json(_plain(result))
        return
    _show(result)
    print_findings(result.findings)


def _plain(result: Backtest) -> dict[str, object]:
    return {
        "rows": len(result.predictions),
        "schools": {s: _counted(found) for s, found in result.ours.items()},
        "ladder": [
            {"rule": r.name, "says": r.says, **{s: _counted(a) for s, a in found.items()}}
            for r, found in result.ladder
        ],
        "rates": {
            "published": _shares(PUBLISHED),
            "experts": _shares(result.rates("experts")),
            "clauses": _shares(result.rates("clauses")),
            "naive": _shares(result.rates("naive")),
        },
        "predictions": [_predicted(one) for one in result.predictions],
        "differences": {
            s: [_predicted(one) for one in result.differences(s)] for s in SCHOOLS
        },
        "findings": result.findings,
    }


def _counted(found: Agreement) -> dict[str, object]:
    return {
        "n": found.n,
        "true_positive": found.hits,
        "false_positive": found.false_calls,
        "false_negative": found.misses,
        "true_negative": found.rejections,
        "accuracy": found.accuracy,
        "auc": found.auc,
        "recall": found.recall,
        "confusion": {
            level: {"called": found.was[answer], "not_called": found.was_not[answer]}
            for answer, level in _LEVEL.items()
        },
    }


def _shares(rates: Iterable[Rate]) -> list[dict[str, object]]:
    return [
        {"period": r.period, "honoured": r.honoured, "called": r.called, "share": r.share}
        for r in rates
    ]


def _predicted(one: Prediction) -> dict[str, object]:
    return {
        "war": one.coding.war,
        "war_name": one.coding.war_name,
        "alliance": one.coding.alliance,
        "level": _LEVEL[one.answer],
        "experts": {s: code.called for s, code in one.coding.codes.items()},
        "because": one.because,
    }


def _show(result: Backtest) -> None:
    for school, found in result.ours.items():
        print_table(
            f"Called, by {school} and by the clauses: {found.n} rows, accuracy "
            f"{_figure(found.accuracy)}, AUC of three levels {_figure(found.auc)}, "
            f"recall {_figure(found.recall)}",
            ("Clauses", "Experts: called", "Experts: not"),
            ((level, found.was[a], found.was_not[a]) for a, level in _LEVEL.items()),
        )
    print_table(
        "From naive to clause by clause",
        ("Rule", "Says", *(f"{s} {c}" for s in SCHOOLS for c in _COLUMNS)),
        (
            (rule.name, rule.says, *(cell for s in SCHOOLS for cell in _cells(found[s])))
            for rule, found in result.ladder
        ),
    )
    _show_rates(result)
    print_table(
        f"Where the clauses differ from {SCHOOLS[0]}",
        ("War", "Alliance", "Experts", "Clauses", "Because"),
        (
            (
                one.coding.war_name,
                one.coding.alliance,
                "called" if one.coding.codes[SCHOOLS[0]].called else "not",
                _LEVEL[one.answer],
                one.because[0],
            )
            for one in result.differences()
        ),
    )


def _show_rates(result: Backtest) -> None:
    told = {
        "published": PUBLISHED,
        "experts of this file": result.rates("experts"),
        "called by the clauses": result.rates("clauses"),
        "naive": result.rates("naive"),
    }
    print_table(
        f"Honoured, of those called (honoured by {SCHOOLS[0]})",
        ("Called, by", *(rate.period for rate in PUBLISHED)),
        (
            (name, *(f"{r.honoured}/{r.called} {_percent(r.share)}" for r in rates))
            for name, rates in told.items()
        ),
    )


_COLUMNS = ("tp", "fp", "fn", "tn", "acc", "AUC")


def _cells(found: Agreement) -> tuple[str, ...]:
    counts = (found.hits, found.false_calls, found.misses, found.rejections)
    return (*map(str, counts), _figure(found.accuracy), _figure(found.auc))


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.1%}"

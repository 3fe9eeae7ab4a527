"""From a producer's columns to the house's: one step, the same for every data set.

The YAML says what a column is called here, which codes mean "not known", what a number
is multiplied by and what bounds it keeps; this file does as it says. A file that breaks
its own declaration is a Fault. A row about somebody who is no state, or not yet one, is
kept and told as a Finding: whether to use it is for whoever asks, and a panel, which
starts from the states there were, passes it over by itself.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

import polars as pl

from foedus.faults import DataFault, Finding
from foedus.quantity import Field
from foedus.sources.naming import call
from foedus.sources.source import CodeSystem, Kind, Label, Measure, Shape, SourceFile, Years

Remarks = Callable[[pl.DataFrame], Iterable[Finding]]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A data set in the house's words and units; null is not known.

    Beside each state stands the code by which the source called it: `cow` beside
    `state`, `sender_cow` beside `sender`.
    """

    name: str
    version: str
    frame: pl.DataFrame
    """Labels first, then one column for each field."""
    key: tuple[str, ...]
    """Columns that together name a row; for states, by the source's code."""
    system: CodeSystem
    shape: Shape
    years: Years
    """Years outside which nothing of it is known."""
    fields: tuple[Field, ...]
    coverage: Mapping[str, Years]
    """For each field, the years outside which it is not known, never 0."""
    findings: tuple[Finding, ...]
    citation: str
    provisional: str
    """Why it is not yet held against a second hand; empty once it has been."""


def table_of(
    source: SourceFile, raw: pl.DataFrame, *, remarks: Remarks | None = None
) -> Table:
    """Turn the columns that a reader gave into a Table, as the source's YAML says.

    Parameters
    ----------
    source
        The declaration.
    raw
        Columns under the producer's names: numbers, or text that says them.
    remarks
        What the source itself wants said of the finished frame.

    Raises
    ------
    DataFault
        A column is lacking or holds what was not declared, a value is out of bounds, a
        key stands twice, or a row lies outside the years covered.
    """
    labels, findings = _labels(source, raw)
    frame = labels.with_columns(
        _measure(source, name, raw, labels) for name in source.fields
    )
    _check_years(source, frame)
    _check_key(source, frame)
    return bound(
        source,
        frame,
        (
            *(Finding("doubt", source.name, caution) for caution in source.cautions),
            *(remarks(frame) if remarks else ()),
            *findings,
            *_one_state_twice(source, frame),
        ),
    )


def bound(source: SourceFile, frame: pl.DataFrame, findings: tuple[Finding, ...]) -> Table:
    """Bind a finished frame and its findings to what the declaration says."""
    return Table(
        name=source.name,
        version=source.version,
        frame=frame,
        key=source.key,
        system=source.system,
        shape=source.shape,
        years=source.coverage,
        fields=tuple(field_of(name, m) for name, m in source.fields.items()),
        coverage={n: m.years or source.coverage for n, m in source.fields.items()},
        findings=findings,
        citation=source.citation,
        provisional=source.provisional,
    )


def as_held(table: Table) -> Table:
    """Narrow the years of a table to those of its rows: an own copy is of any release."""
    held = table.frame["year"].unique().sort().to_list()
    if not held:
        return table
    years = Years(held[0], held[-1])
    return replace(table, years=years, coverage=dict.fromkeys(table.coverage, years))


def field_of(name: str, measure: Measure) -> Field:
    """Give the promise that a measure makes once it is in the house's unit."""
    return Field(name, "S", measure.unit, measure.meaning, measure.low, measure.high)


def code_column(label: str, system: CodeSystem) -> str:
    """Name the column that keeps a state's code as the source had it.

    >>> code_column("state", "cow"), code_column("sender", "gw")
    ('cow', 'sender_gw')
    """
    return system if label == "state" else f"{label}_{system}"


def _labels(
    source: SourceFile, raw: pl.DataFrame
) -> tuple[pl.DataFrame, tuple[Finding, ...]]:
    columns, findings = dict[str, pl.Series](), list[Finding]()
    # States last: which one a code meant depends on the year.
    for name in sorted(source.labels, key=lambda n: source.labels[n].kind is Kind.STATE):
        label, column = source.labels[name], _label(source, name, raw)
        if label.kind is Kind.STATE:
            columns[code_column(name, source.system)] = column
            times = columns[label.at] if label.at else _no_times(column)
            column, said = call(
                column,
                times,
                system=source.system,
                where=f"{source.name}, {name}",
            )
            findings += said
        elif label.kind is Kind.DAY:
            findings += _no_days(source, name, raw, column)
        columns[name] = column
    order = [*source.labels, *(name for name in columns if name not in source.labels)]
    return pl.DataFrame({name: columns[name] for name in order}), tuple(findings)


def _no_times(column: pl.Series) -> pl.Series:
    return pl.repeat(None, column.len(), dtype=pl.Int64, eager=True)


def _label(source: SourceFile, name: str, raw: pl.DataFrame) -> pl.Series:
    label = source.labels[name]
    numeric = label.kind in (Kind.YEAR, Kind.WHOLE) or (
        label.kind is Kind.STATE and source.system != "iso"
    )
    if label.kind is Kind.DAY:
        return _day(source, label, raw)
    column = _column(source, str(label.column), raw)
    missing = (*source.missing, *label.missing)
    where = f"{source.name}, {name}"
    values = _whole(column, missing, where) if numeric else _words(column, missing)
    if values.null_count() and not label.optional:
        raise DataFault(
            f"{values.null_count()} row(s) have none, row {_first(values.is_null())} first",
            expected="a value in every row",
            where=where,
            mend="mend the reader, or say `optional: true` in the YAML",
        )
    return values.alias(name)


def _measure(
    source: SourceFile, name: str, raw: pl.DataFrame, labels: pl.DataFrame
) -> pl.Series:
    measure = source.fields[name]
    missing = (*source.missing, *measure.missing)
    where = f"{source.name}, {name}"
    column = _column(source, measure.column, raw)
    values = (_numbers(column, missing, where) * measure.scale).alias(name)
    if measure.years:
        known = _years(source, labels).is_between(measure.years.first, measure.years.last)
        values = labels.select(pl.when(known).then(values).alias(name)).to_series()
    field_of(name, measure).keep(values.to_numpy(), where=where)
    return values


def _column(source: SourceFile, name: str, raw: pl.DataFrame) -> pl.Series:
    if name not in raw.columns:
        near = get_close_matches(name, raw.columns, n=3)
        raise DataFault(
            f"no column {name}",
            expected=f"one near it: {', '.join(near)}" if near else ", ".join(raw.columns),
            where=f"{source.name}, version {source.version}",
            mend="mend the column's name in the YAML, or the reader",
        )
    return raw[name]


def _words(column: pl.Series, missing: Iterable[float | str]) -> pl.Series:
    words = column.cast(pl.String).str.strip_chars()
    absent = ["", *(code for code in missing if isinstance(code, str))]
    return words.set(words.is_in(absent), None)


def _numbers(column: pl.Series, missing: tuple[float | str, ...], where: str) -> pl.Series:
    """Read numbers, or text that says them; a code for "not known" becomes null."""
    if column.dtype == pl.String:
        column = _words(column, missing)
    numbers = column.cast(pl.Float64, strict=False)
    lost = numbers.is_null() & column.is_not_null()
    if lost.any():
        raise DataFault(
            f"{lost.sum()} value(s) are no numbers: {column.filter(lost)[0]!r} in row "
            f"{_first(lost)}",
            expected="numbers, or codes that the YAML lists as missing",
            where=where,
            mend="list the code under `missing`, or mend the reader",
        )
    absent = [float(code) for code in missing if not isinstance(code, str)]
    numbers = numbers.fill_nan(None)
    return numbers.set(numbers.is_in(absent), None) if absent else numbers


def _whole(column: pl.Series, missing: tuple[float | str, ...], where: str) -> pl.Series:
    numbers = _numbers(column, missing, where)
    broken = (numbers != numbers.round()).fill_null(value=False)
    if broken.any():
        raise DataFault(
            f"{numbers.filter(broken)[0]:g} in row {_first(broken)} is not whole",
            expected="whole numbers",
            where=where,
            mend="declare it under `fields`, or mend the reader",
        )
    return numbers.cast(pl.Int64)


def _day(source: SourceFile, label: Label, raw: pl.DataFrame) -> pl.Series:
    """Read dates; what names no day of the calendar becomes null."""
    words = _day_words(source, label, raw)
    return words.str.to_date("%Y-%m-%d", strict=False)


def _day_words(source: SourceFile, label: Label, raw: pl.DataFrame) -> pl.Series:
    missing = (*source.missing, *label.missing)
    if isinstance(label.column, str):
        return _words(_column(source, label.column, raw), missing)
    where = f"{source.name}, {', '.join(label.column)}"
    parts = [
        _whole(_column(source, part, raw), missing, where).cast(pl.String).str.zfill(width)
        for part, width in zip(label.column, (4, 2, 2), strict=True)
    ]
    return pl.select(pl.concat_str(parts, separator="-")).to_series()


def _no_days(
    source: SourceFile, name: str, raw: pl.DataFrame, days: pl.Series
) -> Iterator[Finding]:
    words = _day_words(source, source.labels[name], raw)
    lost = words.filter(words.is_not_null() & days.is_null())
    if lost.len():
        remark = f"{lost.len()} row(s) name no day of the calendar, such as {lost[0]}"
        yield Finding("doubt", f"{source.name}, {name}", remark)


def _years(source: SourceFile, labels: pl.DataFrame) -> pl.Series:
    """Give the year of each row, by the first label that is a year."""
    for name, label in source.labels.items():
        if label.kind is Kind.YEAR:
            return labels[name]
    raise DataFault(
        "a field has years of its own, and no label is a year",
        expected="a label of kind `year`",
        where=f"{source.name}.yaml",
        mend="declare one, or leave `years` out",
    )


def _check_years(source: SourceFile, frame: pl.DataFrame) -> None:
    for name in (n for n, label in source.labels.items() if label.kind is Kind.YEAR):
        first, last = source.coverage.first, source.coverage.last
        outside = ~frame[name].is_between(first, last)
        if outside.any():
            raise DataFault(
                f"{name} {frame[name].filter(outside)[0]} in row {_first(outside)}",
                expected=f"{first} to {last}",
                where=source.name,
                mend="mend `coverage` in the YAML, or the reader",
            )


def _coded_key(source: SourceFile) -> list[str]:
    """Give the key with codes in place of states, as the producer means it."""
    return [
        code_column(n, source.system) if source.labels[n].kind is Kind.STATE else n
        for n in source.key
    ]


def _check_key(source: SourceFile, frame: pl.DataFrame) -> None:
    rows = frame.select(_coded_key(source))
    if _all_differ(rows):
        return
    twice = rows.is_duplicated()
    if twice.any():
        row = rows.row(_first(twice) - 1, named=True)
        raise DataFault(
            f"{twice.sum()} rows share their key, the first "
            + ", ".join(f"{name} {value}" for name, value in row.items()),
            expected="each key once",
            where=source.name,
            mend="list under `key` what tells the rows apart, or mend the reader",
        )


def _one_state_twice(source: SourceFile, frame: pl.DataFrame) -> Iterator[Finding]:
    """Tell of rows that differ in the source's code alone, such as Germany's of 1990."""
    rows = frame.select(source.key).drop_nulls()
    if _all_differ(rows):
        return
    twice = rows.filter(rows.is_duplicated()).unique(maintain_order=True)
    if twice.height:
        first = ", ".join(f"{k} {v}" for k, v in twice.row(0, named=True).items())
        more = f" and {twice.height - 1} more" if twice.height > 1 else ""
        remark = f"stands twice, under two {source.system} codes; join by code, or fold"
        yield Finding("doubt", f"{source.name}, {first}{more}", remark)


def _all_differ(rows: pl.DataFrame) -> bool:
    """Tell surely, and ten times faster than by comparing, that no two rows are the same.

    Rows of different hashes differ; of those that share one it takes a closer look.
    """
    return rows.hash_rows().n_unique() == rows.height


def _first(where: pl.Series) -> int:
    """Give the first row, counted from 1, where it is true."""
    return (where.arg_max() or 0) + 1

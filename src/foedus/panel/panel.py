"""Labelled columns over states, dyads, pacts and years.

A panel is lazy: each verb gives another panel, and nothing is computed before `collect`.
It knows what each column measures, where it comes from and for which years it is known;
outside those years a value is not known, never 0. A join on the wrong unit is a Fault.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal, cast

import polars as pl

from foedus.faults import DataFault, Fault, Finding, NeedFault, ShelfFault
from foedus.panel.axes import Axes, Unit
from foedus.panel.packing import packed
from foedus.panel.register import recipe
from foedus.panel.spelling import Gap, spell_field, years_since
from foedus.quantity import Field
from foedus.sources.shelf import GET, shelf_here
from foedus.sources.source import Years
from foedus.sources.table import Table
from foedus.states.roster import roster

Tables = Callable[[str], Table]
"""Where tables come from by name: `Shelf.table`, or a stand-in."""

Step = Callable[["Panel"], "Panel"]
"""A verb that gives another panel, with its options."""

Value = float | int | bool | None

Rule = Literal["max", "min", "mean", "sum"]
"""How many rows become one."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of a panel promises, and on whose word."""

    name: str
    field: Field
    source: str
    """Name of the data set, or `foedus` for what was worked out here."""
    coverage: Years | None = None
    absent: Value = None
    """What a row without an entry holds within the coverage, such as 0 for no alliance."""


@dataclass(frozen=True, slots=True)
class Used:
    """A data set that a panel rests on."""

    name: str
    version: str
    citation: str


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Rows of one unit of observation, and what is known of them."""

    axes: Axes
    frame: pl.LazyFrame
    columns: tuple[Column, ...] = ()
    sources: tuple[Used, ...] = ()
    findings: tuple[Finding, ...] = ()
    tables: Tables | None = None

    def on(self, tables: Tables) -> "Panel":
        """Give the panel a place to take data sets from by their names."""
        return replace(self, tables=tables)

    def table(self, name: str) -> Table:
        """Take a data set by name, from the user's own shelf unless told by `on`.

        Raises
        ------
        ShelfFault
            The shelf does not hold it; the network is not asked.
        """
        return (self.tables or shelf_here().table)(name)

    def add(
        self, *names: "str | pl.DataFrame | Path | Panel", **options: object
    ) -> "Panel":
        """Add columns by the names of recipes or data sets, in order.

        Options go to the recipe; where several names are given, to each of them. A frame
        or a file of the user's own is added with its key, `by=["state", "year"]`. Columns
        of a panel of states or of pairs stand beside these rows.

        Raises
        ------
        NeedFault
            Nothing has that name, or the shelf does not hold what it needs.
        """
        return self.through(partial(cast(Step, recipe(name)), **options) for name in names)

    def through(self, steps: "Iterable[Step]") -> "Panel":
        """Take steps in order; of data sets that are not here tell all at once.

        Raises
        ------
        ShelfFault
            The shelf does not hold what some of the steps need.
        """
        panel, lacking = self, list[ShelfFault]()
        for step in steps:
            try:
                panel = step(panel)
            except ShelfFault as fault:
                if not fault.mend.startswith(GET):
                    raise
                lacking.append(fault)
            except Fault:
                if lacking:
                    break  # it may have wanted what the step before did not bring
                raise
        if not lacking:
            return panel
        if len(lacking) == 1:
            raise lacking[0]
        wanted = dict.fromkeys(fault.mend.removeprefix(GET) for fault in lacking)
        raise ShelfFault(
            "; ".join(dict.fromkeys(fault.found for fault in lacking)),
            expected=f"the bytes that are pinned for {len(wanted)} data sets",
            where=lacking[0].where,
            mend=GET + " ".join(wanted),
        )

    def joined(
        self,
        right: pl.LazyFrame,
        columns: Sequence[Column],
        *,
        on: Sequence[str] | None = None,
        used: Iterable[Table] = (),
    ) -> "Panel":
        """Put columns beside the rows; each row keeps its place and none is doubled.

        Parameters
        ----------
        right
            One row a key at most, with the columns and the key.
        columns
            What they promise. Within a column's coverage a row without an entry takes
            its `absent`, outside it is not known.
        on
            The key, by default the states and time of a row, `axes.whom`.
        used
            Tables that the columns rest on.

        Raises
        ------
        DataFault
            A column of that name is there already.
        """
        key = list(on or self.axes.whom)
        self._refuse_taken(columns)
        wanted = right.select(
            packed(key).alias(_KEY), *(c.name for c in columns), pl.lit(True).alias(_HERE)
        )
        own = self.frame.with_columns(packed(key).alias(_KEY))
        if key == list(self.axes.keys) and self.axes.sorted:
            own, wanted = own.set_sorted(_KEY), wanted.sort(_KEY)
        frame = own.join(wanted, on=_KEY, how="left", maintain_order="left")
        frame = frame.with_columns(
            _filled(column) for column in columns if column.absent is not None
        )
        return replace(
            self,
            frame=frame.drop(_HERE, _KEY),
            columns=self.columns + tuple(columns),
        ).resting_on(used)

    def with_made(self, made: Mapping[str, pl.Expr], columns: Sequence[Column]) -> "Panel":
        """Put columns that are worked out from those of the panel beside them.

        Raises
        ------
        DataFault
            A column of that name is there already.
        """
        self._refuse_taken(columns)
        frame = self.frame.with_columns(expr.alias(name) for name, expr in made.items())
        return replace(self, frame=frame, columns=self.columns + tuple(columns))

    def _refuse_taken(self, columns: Sequence[Column]) -> None:
        taken = set(self.names) & {column.name for column in columns}
        if taken:
            raise DataFault(
                f"the panel has {', '.join(sorted(taken))} already",
                expected="names that are free",
                where="panel",
                mend="rename the columns, or leave the first ones out by `drop`",
            )

    def _refuse_timeless(self, where: str) -> None:
        if not self.axes.yearly:
            raise DataFault(
                f"a panel of {self.axes.unit}s has no years to count",
                expected="a unit observed year by year",
                where=where,
                mend="make a panel of years",
            )

    def resting_on(self, used: Iterable[Table]) -> "Panel":
        """Note data sets that the panel rests on, and what their readers found."""
        tables = tuple(used)
        known = {one.name for one in self.sources}
        new = {t.name: Used(t.name, t.version, t.citation) for t in tables}
        return replace(
            self,
            sources=self.sources + tuple(u for n, u in new.items() if n not in known),
            findings=self.findings
            + tuple(f for t in tables if t.name not in known for f in t.findings),
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, keys left out."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Give what a column promises.

        Raises
        ------
        NeedFault
            The panel has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise NeedFault(
            f"the panel has no column {name!r}",
            expected=f"one of {', '.join(self.names) or '(none added yet)'}",
            where=f"a panel of {self.axes.unit}s",
            mend="add the data set that gives it",
        )

    def drop(self, *names: str) -> "Panel":
        """Leave columns out."""
        gone = {self.column(name).name for name in names}
        kept = tuple(c for c in self.columns if c.name not in gone)
        return replace(self, frame=self.frame.drop(*gone), columns=kept)

    def where(self, kept: pl.Expr) -> "Panel":
        """Keep the rows for which something holds."""
        return replace(self, frame=self.frame.filter(kept))

    def lag(self, *names: str, by: int = 1) -> "Panel":
        """Put beside each row what its columns were some years before.

        Years are counted, not rows: across a gap the value is not known. A negative
        `by` looks ahead. What is lagged of a leader is what stood beside the same leader.

        Raises
        ------
        DataFault
            The panel is not observed year by year.
        """
        self._refuse_timeless("panel.lag")
        rest = [key for key in self.axes.keys if key != "year"]
        word = f"lag{by}" if by > 0 else f"lead{-by}"
        columns = [
            replace(self.column(name), name=f"{name}_{word}", absent=None) for name in names
        ]
        earlier = self.frame.select(
            *rest,
            (pl.col("year") + by).cast(pl.Int16),
            *(pl.col(name).alias(f"{name}_{word}") for name in names),
        )
        return self.joined(earlier, columns, on=[*rest, "year"])

    def spells(self, *events: str, ongoing: bool = False, gap: Gap = "count") -> "Panel":
        """Put `EVENT_spell` beside each event: years since the last, by the calendar.

        Parameters
        ----------
        events
            Columns of 0 and 1, such as `gml_onset` or `gml_ongoing`.
        ongoing
            Let the years of one event that goes on, after its first, be not known.
        gap
            What years do in which the panel has no row of the unit.

        Raises
        ------
        DataFault
            A column is not one of 0 and 1, or has a spell already; or the panel has no
            years.
        """
        self._refuse_timeless("panel.spells")
        by = [key for key in self.axes.keys if key != "year"]
        panel = self
        for event in events:
            column = self.column(event)
            promise = spell_field(column.field)
            made = {promise.name: years_since(event, by=by, ongoing=ongoing, gap=gap)}
            told = Column(promise.name, promise, "foedus", column.coverage)
            panel = panel.with_made(made, [told])
        return panel

    def fold(self, *, by: Mapping[str, Rule]) -> "Panel":
        """Fold a directed dyad panel into pairs, each column by a named rule.

        Columns without a rule are those of the state of the lower number as sender. What
        is not known one way round is not known of the pair.

        Raises
        ------
        DataFault
            The panel is not one of directed dyads.
        """
        if self.axes.unit is not Unit.DYAD_YEAR or not self.axes.directed:
            raise DataFault(
                f"a panel of {self.axes.unit}s cannot be folded",
                expected="directed dyad-years",
                where="panel.fold",
                mend="make it by dyads(..., directed=True)",
            )
        sender, target = self.axes.codes
        both = self.frame.with_columns(
            _a=pl.min_horizontal(sender, target), _b=pl.max_horizontal(sender, target)
        )
        rules = [ruled(self.column(name).name, rule) for name, rule in by.items()]
        whole = both.group_by("_a", "_b", "year").agg(rules)
        low = self.frame.filter(pl.col(sender) < pl.col(target)).drop(*by)
        folded = low.join(
            whole, left_on=[sender, target, "year"], right_on=["_a", "_b", "year"],
            how="left", maintain_order="left",
        )  # fmt: skip
        return replace(self, axes=replace(self.axes, directed=False), frame=folded)

    def collect(self, *, ids: bool = True) -> pl.DataFrame:
        """Work the panel out: ids, codes and year first, then the columns in order."""
        frame = self.frame.select(*self.axes.keys, *self.names)
        if ids:
            frame = frame.select(
                *(_ids(self.axes, side) for side in self.axes.sides), pl.all()
            )
        return frame.collect()

    def cite(self, *columns: str) -> str:
        """Give BibTeX of everything that the panel rests on, or that these columns do.

        Of a column that was worked out here it gives everything.
        """
        wanted = {self.column(name).source for name in columns}
        known = {one.name for one in self.sources}
        used = [one for one in self.sources if not wanted <= known or one.name in wanted]
        told = used if columns else self.sources
        return "\n\n".join(dict.fromkeys(one.citation.strip() for one in told))


_HERE = "_here"
_KEY = "_key"


def ruled(name: str, rule: Rule) -> pl.Expr:
    """Make one value of many; where one of them is not known, neither is it."""
    value: pl.Expr = getattr(pl.col(name), rule)()
    return pl.when(pl.col(name).is_not_null().all()).then(value)


def _filled(column: Column) -> pl.Expr:
    """Tell a row that has no entry from one whose entry is not known."""
    missing = pl.col(_HERE).is_null()
    if column.coverage is not None:
        years = (column.coverage.first, column.coverage.last)
        missing = missing & pl.col("year").is_between(*years)
    return (
        pl.when(missing)
        .then(pl.lit(column.absent))
        .otherwise(pl.col(column.name))
        .alias(column.name)
    )


def _ids(axes: Axes, side: str) -> pl.Expr:
    """Name the state of a code; no code ever meant two states."""
    known = {
        m.number: state.id
        for state in roster().states
        for m in state.memberships
        if m.system == axes.system
    }
    code = axes.code(side)
    return (
        pl.col(code)
        .replace_strict(known, default=None, return_dtype=pl.Enum(roster().ids))
        .alias(side or "state")
    )

"""What a job does that makes a page of a brief, or of one answer."""

from collections.abc import Callable, Mapping
from datetime import date

from foedus.brief.asked import asked
from foedus.brief.compose import ASKED, compose
from foedus.brief.page import page
from foedus.brief.statement import Brief
from foedus.cases.folder import case_folder, read_case
from foedus.faces.cli.asking import at_hand, tables_of
from foedus.faces.web.board import Option, Work
from foedus.faces.web.storeroom import pages_here
from foedus.faults import DataFault
from foedus.ledger.origin import SourceId
from foedus.questions import evidence, history
from foedus.sources.shelf import shelf_here
from foedus.states.roster import roster
from foedus.study import left_out
from foedus.study.leaving import leave_out
from foedus.study.pages import page_name
from foedus.study.plan import Study, plan
from foedus.study.run import run
from foedus.study.store import store_here

Tell = Callable[[int, int, str], None]


def build(work: Work, tell: Tell) -> None:
    """Make a page and keep it.

    Raises
    ------
    Fault
        Whatever a question raises, or the case was changed meanwhile.
    """
    html = page(MAKES[work.kind](work, tell)).encode()
    _refuse_changed(work)
    pages_here().keep(work.name, html)


def brief(work: Work, tell: Tell) -> Brief:
    """Build the brief of a case, through the store."""
    told = work.options
    case, _ = read_case(work.case, as_of=_day(told))
    shelf = shelf_here()
    without = told.get("without")
    study = Study(
        ASKED,
        seed=int(told.get("seed") or 1),
        runs=int(told.get("runs") or 4_000),
        options={"obligations": {"without": without}} if without else {},
        at_hand=at_hand(shelf),
    )
    outcome = run(
        plan(study, case), case, store=store_here(), tables=tables_of(shelf), progress=tell
    )
    tell(len(ASKED), len(ASKED), "writing the page")
    return compose(case, outcome.answers)


def without(work: Work, tell: Tell) -> Brief:
    """Tell what the brief would say otherwise without a source."""
    case, _ = read_case(work.case)
    source, shelf = SourceId(str(work.options["source"])), shelf_here()
    study = Study(ASKED, seed=1, at_hand=at_hand(shelf))
    answer = evidence.ask(case, seed=study.seed, runs=study.runs, without=source)
    made = leave_out(
        case, source, study, store=store_here(), tables=tables_of(shelf), progress=tell
    )
    title = f"{case.heading.title}, without {source}"
    return asked(case, left_out.told(answer, made), title=title)


def dyad(work: Work, tell: Tell) -> Brief:
    """Tell the history of a pair of states."""
    told = work.options
    case, _ = read_case(work.case, as_of=_day(told))
    tell(0, 1, "history")
    one, other = (roster().find(str(told[side])) for side in ("a", "b"))
    answer = history.ask(case, dyad=(one, other), tables=tables_of(shelf_here()))
    return asked(case, answer)


MAKES: Mapping[str, Callable[[Work, Tell], Brief]] = {
    "brief": brief,
    "dyad": dyad,
    "without": without,
}
"""Kind of page -> what makes it."""


def _refuse_changed(work: Work) -> None:
    """Keep no page under a name that it no longer bears."""
    folder = case_folder(work.case)
    if page_name(folder, work.kind, work.options, shelf_here().states()) != work.name:
        raise DataFault(
            "the case, a data set or Foedus was changed while the page was built",
            expected="the same at the end as at the beginning",
            where=work.case,
            mend="build it again; what was answered before the change is not used",
        )


def _day(told: Mapping[str, Option]) -> date | None:
    written = told.get("as_of")
    return date.fromisoformat(str(written)) if written else None

import polars as pl
import pytest

from foedus.brief.cards import cards_of
from foedus.brief.compose import rests_on
from foedus.brief.sections.context import blocks
from foedus.brief.statement import FigureBlock, Statement, TableBlock
from foedus.cases.folder import read_case
from foedus.faults import ShelfFault
from foedus.questions.history import ask
from foedus.sources.source import source
from foedus.sources.table import table_of


@pytest.fixture(scope="module")
def case():
    return read_case("russia-dprk")[0]


def trade_of(*flows):
    """Give a shelf that holds nothing but trade of the pair from 1990 on."""
    columns = dict.fromkeys(("flow1", "flow2", "smoothflow1", "smoothflow2"), flows)
    years = [1990 + k for k in range(len(flows))]
    frame = pl.DataFrame({"year": years, **columns}).with_columns(
        ccode1=pl.lit(365), ccode2=pl.lit(731)
    )

    def tables(name):
        if name == "trade_dyads":
            return table_of(source(name), frame)
        raise ShelfFault("not here", expected="it", where="a shelf", mend="get it")

    return tables


def made(case, tables):
    answer = ask(case, tables=tables)
    return answer, list(blocks(case, {"history": answer}))


def text(made):
    return " ".join(block.text for block in made if isinstance(block, Statement))


def test_without_a_shelf_the_section_says_so(case):
    _, section = made(case, None)
    assert "the timeline above stands alone" in text(section)
    assert sum(isinstance(block, FigureBlock) for block in section) == 1


def test_with_data_sets_the_section_shows_their_series_and_figures(case):
    _, section = made(case, trade_of(*[200.0] * 5, *[20.0] * 5))
    assert "Of 1 data set at hand come 2 yearly series" in text(section)
    assert "history.profile" in [b.table.id for b in section if isinstance(b, TableBlock)]
    assert sum(isinstance(block, FigureBlock) for block in section) == 2


@pytest.mark.parametrize("flows", [[200.0] * 5 + [20.0] * 5, [0.0] * 10])
def test_whatever_the_section_says_has_a_card_and_a_figure_rests_on_one(case, flows):
    answer, section = made(case, trade_of(*flows))
    cards = cards_of(case, [answer])
    assert {id for block in section for id in rests_on(block)} <= cards.keys()
    bare = [b.text for b in section if isinstance(b, Statement) and not b.rests_on]
    assert [said for said in bare if any(letter.isdigit() for letter in said)] == []


def test_the_card_of_a_data_set_says_what_to_cite(case):
    answer, _ = made(case, trade_of(*[200.0] * 5, *[20.0] * 5))
    card = cards_of(case, [answer])["data:trade_dyads"]
    assert "Trading Data: Evaluating our Assumptions" in card.source
    assert "2009" in card.source

import pytest

from foedus.estimation.theory import entered, read_theories, terms_of, theories_in
from foedus.faults import DataFault, NeedFault

MINE = """
- name: prestige
  title: Prestige
  kind: theory
  says: States quarrel over rank.
  terms: [ratio, near]
  references: ["Gilpin (1981), https://doi.org/10.1017/CBO9780511664267"]
"""
TERMS = {"ratio": None, "near": None, "maj1": None}


def test_a_theory_is_a_few_lines_of_a_file(tmp_path):
    (tmp_path / "mine.yaml").write_text(MINE)
    [mine] = theories_in(tmp_path / "mine.yaml")
    assert (mine.name, mine.terms, mine.level) == (
        "prestige",
        ("ratio", "near"),
        "constant",
    )


def test_a_term_that_nobody_knows_is_told_with_those_near_it():
    [mine] = read_theories(MINE.replace("ratio", "rato"), where="mine")
    with pytest.raises(NeedFault, match="rato") as told:
        terms_of([mine], terms=TERMS, where="mine.yaml")
    assert "ratio" in told.value.expected


def test_a_key_that_is_none_is_a_fault_that_names_the_line():
    with pytest.raises(DataFault, match="weights"):
        read_theories(MINE + "  weights: 3\n", where="mine")


def test_a_name_that_is_taken_is_refused():
    [mine] = read_theories(MINE, where="mine")
    with pytest.raises(DataFault, match="stands twice"):
        entered([mine], [mine], where="mine")


def test_an_empty_file_says_where_one_is_shown(tmp_path):
    (tmp_path / "mine.yaml").write_text("\n")
    with pytest.raises(DataFault, match="empty") as told:
        theories_in(tmp_path / "mine.yaml")
    assert "docs/models.md" in told.value.mend

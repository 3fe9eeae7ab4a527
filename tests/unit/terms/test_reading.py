import numpy as np
import pytest

from foedus.faults import NeedFault
from foedus.past import fields
from foedus.terms.reading import columns, known_terms, needs

WORLD = {
    fields.CINC: np.array([0.5, 0.3, 0.2]),
    fields.DISTANCE: np.array(
        [[0.0, 100.0, 300.0], [100.0, 0.0, 200.0], [300.0, 200.0, 0.0]]
    ),
    fields.DEFENCE: np.array([[0, 1, 0], [0, 0, 0], [0, 0, 0]]),
}
FACTS = {"i": np.array([0, 1]), "j": np.array([1, 2])}


def near(distance_ij):
    """Give 1 over the distance."""
    return 1 / distance_ij


def strongest(cinc_i, cinc_j):
    return np.maximum(cinc_i, cinc_j)


def reach(strongest, near):
    return strongest * near


def owed(defence_ij, defence_ji):
    return 2 * defence_ij + defence_ji


def whole(every_cinc):
    return every_cinc.sum()


TERMS = {f.__name__: f for f in (near, strongest, reach, owed, whole)}


def made(*names):
    return columns(names, terms=TERMS, known=WORLD, facts=FACTS).tolist()


def test_a_parameter_reads_a_field_at_the_states_of_the_row():
    assert made("strongest", "near") == [[0.5, 0.01], [0.3, 0.005]]


def test_a_term_reads_other_terms():
    assert made("reach") == [[0.005], [0.0015]]


def test_the_order_of_letters_is_the_direction():
    assert made("owed") == [[2.0], [0.0]]
    turned = {"i": FACTS["j"], "j": FACTS["i"]}
    assert columns(["owed"], terms=TERMS, known=WORLD, facts=turned)[0, 0] == 1.0


def test_one_value_of_the_whole_world_stands_in_every_row():
    assert made("whole") == [[1.0], [1.0]]


def test_needs_are_read_off_the_parameters_through_other_terms():
    assert [field.name for field in needs(["reach"], terms=TERMS)] == ["cinc", "distance"]


def test_an_unknown_term_is_told_with_those_near_it():
    with pytest.raises(NeedFault, match=r"strongest"):
        known_terms(["strogest"], terms=TERMS, where="a test")


def test_a_parameter_that_is_nothing_is_a_fault():
    with pytest.raises(NeedFault, match="moon"):
        columns(["odd"], terms={"odd": lambda moon: moon}, known=WORLD, facts=FACTS)


def test_no_terms_are_no_columns_of_as_many_rows():
    assert columns((), terms={}, known={}, facts={"i": np.arange(3)}).shape == (3, 0)

"""Words by name: known answers, and a row that agrees with its single words."""

import numpy as np
import pytest

from foedus.chance import Stream
from foedus.simulation import philox

# Random123 1.14.0, tests/kat_vectors, rows `philox4x32 10`: counter, key, answer.
KNOWN = [
    ([0] * 4, [0] * 2, [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]),
    ([0xFFFFFFFF] * 4, [0xFFFFFFFF] * 2, [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]),
    (
        [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344],
        [0xA4093822, 0x299F31D0],
        [0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1],
    ),
]


def drawn(*named):
    words = np.zeros(philox.WIDTH, np.uint32)
    philox.row(*named, words)
    return words


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_it_gives_the_known_answers_of_its_authors(counter, key, answer):
    out = np.zeros(4, np.uint32)
    philox.cipher(np.array(counter, np.uint32), np.array(key, np.uint32), out)
    assert out.tolist() == answer


def test_a_row_is_the_cipher_of_its_counters():
    words, out = drawn(11, 12, 7, 5, 3, 9), np.zeros(4, np.uint32)
    for block in range(philox.BLOCKS):
        counter = np.array([7, 5 | 3 << 16, 9, block], np.uint32)
        philox.cipher(counter, np.array([11, 12], np.uint32), out)
        assert out.tolist() == words[block :: philox.BLOCKS].tolist()


def test_a_single_word_is_the_one_of_the_row():
    words = drawn(1, 2, 3, 4, 5, 6)
    assert [philox.word(1, 2, 3, 4, 5, 6, k) for k in range(256)] == words.tolist()


def test_every_part_of_a_name_makes_other_words():
    named = [1, 2, 3, 4, 5, 6]
    rows = {drawn(*named).tobytes()}
    for place in range(6):
        rows.add(drawn(*(x + (k == place) for k, x in enumerate(named))).tobytes())
    assert len(rows) == 7


def test_words_are_spread_evenly():
    whole = np.concatenate([drawn(1, 2, unit, 0, 0, 0) for unit in range(400)])
    counts = np.bincount(whole >> 26, minlength=64)
    expected = len(whole) / 64
    assert ((counts - expected) ** 2 / expected).sum() < 110  # 63 degrees, p = 2e-4


def test_rare_events_of_neighbours_are_independent():
    below = np.stack([drawn(3, 4, u, 0, 0, 0) < 2**28 for u in range(600)])
    hits = below.mean()
    for other in (np.roll(below, 1, axis=0), np.roll(below, 1, axis=1)):
        joint = (below & other).mean()
        error = (hits**2 * (1 - hits**2) / below.size) ** 0.5
        assert abs(joint - hits**2) < 5 * error


def test_a_stream_names_keys_by_seed_path_and_process():
    keys = {
        Stream(seed, path).words(process)
        for seed in (1, 2)
        for path in ((), ("simulation",))
        for process in ("onset", "war")
    }
    assert len(keys) == 8
    assert all(0 <= half < 2**32 for key in keys for half in key)


def test_the_key_of_a_process_stays_what_it_was():
    assert Stream(7).child("simulation").words("onset") == (3751538197, 3424962066)


def test_words_of_many_units_are_those_of_each():
    units = np.array([5, 2**31 + 9, 7 * 2**32 + 5], np.int64)
    out = np.zeros(3, np.uint32)
    philox.singles(1, 2, units, 3, 6, out)
    assert out.tolist() == [
        philox.word(1, 2, int(u) & 0xFFFFFFFF, 3, 0, 6, 0) for u in units
    ]


def test_two_units_share_the_halves_of_one_row():
    low, high = np.zeros((2, philox.WIDTH), np.uint16)
    philox.twins(1, 2, 3, 4, 6, low, high)
    whole = drawn(1, 2, 3, 4, 0, 6)
    assert np.array_equal(low, whole & 0xFFFF)
    assert np.array_equal(high, whole >> 16)

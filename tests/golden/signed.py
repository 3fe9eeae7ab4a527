"""Signed networks whose balance others have published.

The sixteen sub-tribes of the Gahuku-Gama in the highlands of New Guinea, by Read (1954),
Cultures of the Central Highlands, New Guinea, Southwestern Journal of Anthropology 10,
as the data file gama.dat of UCINET has them and the R package signnet 1.0 carries them
(github.com/schochastics/signnet at 2b77cc8, data/tribes.rda): who is allied with whom
("rova") and who is at feud with whom ("hina"), by number, each pair once.
"""

import numpy as np

TRIBES = 16
ALLIED = {
    1: (2, 15, 16), 2: (15, 16), 3: (4, 6, 7, 8), 4: (8,), 5: (7, 9, 14), 6: (7, 8, 11, 12),
    7: (8, 11, 12, 13), 8: (11, 12), 9: (10, 13), 10: (13,), 11: (12,), 13: (14,),
    15: (16,),
}  # fmt: skip
AT_FEUD = {
    1: (3, 4, 5, 6, 12), 2: (3, 5, 6, 9, 10), 5: (15, 16), 6: (9, 13, 16), 8: (14,),
    9: (11, 15), 10: (11, 15), 11: (13, 15, 16), 12: (14, 15, 16), 13: (15, 16), 14: (16,),
}  # fmt: skip


def tribes():
    """The signs of their ties, (16, 16)."""
    signs = np.zeros((TRIBES, TRIBES), np.int8)
    for sign, held in ((1, ALLIED), (-1, AT_FEUD)):
        for one, others in held.items():
            for other in others:
                signs[one - 1, other - 1] = signs[other - 1, one - 1] = sign
    return signs

"""Foedus: a workbench for the politics of alliances.

>>> from datetime import date
>>> import foedus as fd
>>> strike = fd.Act("USA", "PRK", date(2025, 1, 1), places=frozenset({"home"}))
>>> followed = fd.chain(fd.catalog(), strike)
>>> sorted((o.debtor, o.level.value) for o in followed.obligations if o.duty == "defend")
[('CHN', 'certain'), ('RUS', 'conditional')]
"""

import lazy_loader

# The names and their homes stand once, in __init__.pyi; each is imported when first used.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

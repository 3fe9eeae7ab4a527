"""Libraries that only some installations have, asked for by name.

The base of Foedus needs none of them. Whoever asks for one that is not there is told
the extra that brings it.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from foedus.faults import NeedFault


def library(name: str, *, extra: str) -> Any:  # noqa: ANN401  # a module without types
    """Import a library of an extra, or say how to install it.

    Raises
    ------
    NeedFault
        It is not installed.

    Examples
    --------
    >>> library("json", extra="read").dumps([1])
    '[1]'
    """
    if find_spec(name.split(".")[0]) is None:
        raise NeedFault(
            f"the library {name.split('.')[0]!r} is not installed",
            expected=f"Foedus with the extra `{extra}`",
            where="foedus.reading",
            mend=f"pip install 'foedus[{extra}]'",
        )
    return import_module(name)

"""Functions that are compiled when first called, and kept compiled beside their file.

The one door to numba: kernels release Python's lock, so that runs go on in threads, and
never use its fast mathematics, which would let a processor choose the order of sums.

What is kept holds the code of all functions that it calls, and numba asks only whether the
file of the outermost has changed. So each function carries the digest of all files that
kernels are made from, and none outlives a change of any.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from types import CellType, FunctionType
from typing import Any, TypeVar, cast

from numba import njit
from numba.core import event

Function = TypeVar("Function", bound=Callable[..., Any])

# Division as NumPy has it: one that stops at 0 asks first, and is not worked out for many
# at once.
_JIT = njit(cache=True, nogil=True, fastmath=False, error_model="numpy")


def compiled(function: Function) -> Function:
    """Compile a function on its first call."""
    plain = cast(FunctionType, function)
    # A free variable that nothing reads: numba names what it keeps by it too.
    code = plain.__code__.replace(co_freevars=("_made_from",))
    sealed = FunctionType(
        code, plain.__globals__, plain.__name__, plain.__defaults__, (CellType(_sources()),)
    )
    sealed.__doc__, sealed.__module__ = plain.__doc__, plain.__module__
    sealed.__qualname__, sealed.__annotations__ = plain.__qualname__, plain.__annotations__
    return cast(Function, _JIT(sealed))


@contextmanager
def telling() -> Iterator[None]:
    """Log a note, once a process, if anything is compiled meanwhile.

    >>> with telling():
    ...     pass
    """
    with event.install_listener("numba:compile", _Tells()):
        yield


class _Tells(event.Listener):
    """Logs as a compilation begins."""

    def on_start(self, event: object) -> None:
        """Tell."""
        _tell()

    def on_end(self, event: object) -> None:
        """Say nothing."""


@cache
def _tell() -> None:
    logging.getLogger("foedus").info(
        "compiling the simulation's kernels: half a minute, once after an installation"
    )


@cache
def _sources() -> str:
    """Name the files that kernels are made from."""
    seal = blake2b(digest_size=8)
    for item in sorted(files("foedus.simulation").iterdir(), key=lambda one: one.name):
        if item.name.endswith(".py"):
            seal.update(item.name.encode() + item.read_bytes())
    seal.update((files("foedus.terms") / "system.py").read_bytes())
    return seal.hexdigest()

"""The questions, found by folder: a file that names a QUESTION is one."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.resources import files
from inspect import signature
from types import MappingProxyType, ModuleType

from foedus.faults import NeedFault


@cache
def questions() -> Mapping[str, ModuleType]:
    """Find the questions that can be asked, by name.

    >>> "obligations" in questions()
    True
    """
    names = sorted(
        entry.name.removesuffix(".py")
        for entry in files("foedus.questions").iterdir()
        if entry.name.endswith(".py")
    )
    modules = [
        import_module(f"foedus.questions.{name}") for name in names if name[0] != "_"
    ]
    return MappingProxyType({m.QUESTION: m for m in modules if hasattr(m, "QUESTION")})


def question(name: str) -> ModuleType:
    """Give the module that answers a question.

    Raises
    ------
    NeedFault
        No such question.
    """
    found = questions()
    if name in found:
        return found[name]
    raise NeedFault(
        f"no question {name!r}",
        expected=f"one of {', '.join(found)}",
        where="questions",
        mend="see `foedus ask --help`",
    )


def knobs_of(name: str) -> frozenset[str]:
    """Name what a question can be told beside the case: its keyword-only options.

    >>> sorted(knobs_of("evidence"))
    ['runs', 'seed', 'without']
    """
    taken = signature(question(name).ask).parameters.values()
    return frozenset(p.name for p in taken if p.kind is p.KEYWORD_ONLY)

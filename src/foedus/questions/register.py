"""The questions, found by folder: a file that names a QUESTION is one."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.resources import files
from inspect import signature
from types import MappingProxyType, ModuleType

from foedus.faults import NeedFault

NOT_YET: Mapping[str, str] = MappingProxyType(
    {
        "response": "How do the others respond, and who moves whom?",
    }
)
"""Questions of the design that no engine answers yet. A brief lists them as such."""


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
        No such question, or one that no engine answers yet.
    """
    found = questions()
    if name in found:
        return found[name]
    if name in NOT_YET:
        raise NeedFault(
            f"{name!r} is not answered yet: no engine stands behind it",
            expected=f"one of {', '.join(found)}",
            where="questions",
            mend="ask one of those, or see CHANGELOG.md for what is coming",
        )
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

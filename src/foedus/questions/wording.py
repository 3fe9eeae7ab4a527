"""How states and terms are put in words."""

from collections.abc import Iterable

from foedus.states.roster import StateId, roster

_THE = ("United ", "Netherlands", "Philippines", "Bahamas", "Maldives", "Gambia",
        "Dominican Republic", "Czech Republic", "Central African", "Comoros", "Solomon",
        "Marshall", "Soviet", "Ottoman", "Papal", "Two Sicilies",
        "Democratic Republic")  # fmt: skip
"""How the names begin that take an article in a sentence."""


def _called(state: StateId) -> str:
    name = roster().state(state).name
    return f"the {name}" if name.startswith(_THE) else name


def _without_article(name: str) -> str:
    return name.removeprefix("the ")


def names(states: Iterable[StateId]) -> str:
    """List states as people call them.

    >>> names([StateId("RUS"), StateId("CHN")])
    'China and Russia'
    """
    called = sorted((_called(state) for state in states), key=_without_article)
    if len(called) > 8:
        return f"{', '.join(called[:6])} and {len(called) - 6} others"
    return " and ".join([", ".join(called[:-1]), called[-1]] if len(called) > 1 else called)


def many(count: float, thing: str) -> str:
    """Say how many of a thing, with its plural.

    >>> many(1, "claim"), many(3, "origin")
    ('1 claim', '3 origins')
    """
    return f"{count:,.0f} {thing}" + ("" if count == 1 else "s")


def series(terms: Iterable[str]) -> str:
    """List terms as a sentence does.

    >>> series(["trade", "defence", "energy"]), series(["trade"])
    ('trade, defence and energy', 'trade')
    """
    *first, last = terms
    return f"{', '.join(first)} and {last}" if first else last


def sentence(text: str) -> str:
    """Begin a sentence with a capital letter.

    >>> sentence("the United States attacks")
    'The United States attacks'
    """
    return text[:1].upper() + text[1:]


def words(term: str) -> str:
    """Write a term of the code as words.

    >>> words("not_ally_against")
    'not ally against'
    """
    return term.replace("_", " ")

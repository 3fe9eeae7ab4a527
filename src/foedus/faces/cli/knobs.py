"""Options of single questions: how they are written, and what a question makes of them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from foedus.cases.capability_file import read_help
from foedus.cases.changes_file import read_changes
from foedus.cases.coalition import read_coalition
from foedus.cases.exchange_file import read_what_ifs, what_if_of
from foedus.cases.issues import read_issues
from foedus.cases.trade_file import read_trade
from foedus.faults import NeedFault
from foedus.ledger.origin import SourceId
from foedus.pacts.act import Reading
from foedus.pacts.pact import PactId
from foedus.questions.parts.durability.asked import asked_of
from foedus.simulation.scenario import LONGEST
from foedus.states.roster import StateId, roster

Words = Mapping[str, Any]
"""What was written, by the name of the option; click has seen to its kind."""
Knobs = tuple[tuple[str, ...], Callable[[Words], dict[str, object]]]
"""The options that a question takes, and what it makes of those that were written."""

FILE = click.Path(dir_okay=False, path_type=Path)
OPTIONS = (
    click.option("--dyad", nargs=2, metavar="STATE STATE", help="history: another pair."),
    click.option("--reading", type=click.Choice(["charter", "strict", "broad"]),
                 help="obligations: how collective defence is read."),
    click.option("--without", metavar="SOURCE|ACTOR",
                 help="evidence: leave a source out; response: a stakeholder."),
    click.option("--at", metavar="PLACE",
                 help="balance: a capital, a state, or LATITUDE,LONGITUDE."),
    click.option("--coalition", metavar="FILE|STATES",
                 help="sanctions: who sanctions whom, a FILE; balance: states, by commas, "
                 "whose war chest is told."),
    click.option("--depth", type=click.FloatRange(0, 1),
                 help="sanctions: how far all members go."),
    click.option("--close", metavar="STATES", help="sanctions: hubs to close, by commas."),
    click.option("--trade", metavar="FILE", type=FILE,
                 help="sanctions: flows of your own, CSV or Parquet."),
    click.option("--help-path", metavar="SHARE[:BEGINS[:ENDS]]|FILE",
                 help="proliferation: help of your own beside the case's."),
    click.option("--what-if", metavar="FILE", type=FILE,
                 help="exchange: what-ifs of your own, in YAML."),
    click.option("--cut", metavar="GOODS",
                 help="exchange: goods whose flow stops: oil, or oil:0.5."),
    click.option("--ends", metavar="WAY[:WHEN]",
                 help="exchange: a way to end comes about, as war_ends:2025-06; "
                 "durability: a driver comes, as war_ends:2026."),
    click.option("--enforcement", type=float,
                 help="exchange: how many times as hard sanctions are enforced."),
    click.option("--offer", metavar="STATE:PAYS:ASKS",
                 help="exchange: what an outsider pays and asks for one, in US$."),
    click.option("--since", metavar="MONTH",
                 help="exchange: first month of cuts and offers."),
    click.option("--without-driver", metavar="DRIVERS",
                 help="durability: what may not end the pact, by commas."),
    click.option("--driver", metavar="NAME=CHANCE,TIMES",
                 help="durability: a driver's chance in a year, and what it multiplies the "
                 "odds of an end by; several by semicolons."),
    click.option("--attacker", metavar="STATE", help="escalation: whose act, of your own."),
    click.option("--victim", metavar="STATE", help="escalation: against whom."),
    click.option("--war/--dispute", default=None,
                 help="escalation: given war, or less; of your own act chance tells."),
    click.option("--strike", metavar="PACT[:ARTICLE]", multiple=True,
                 help="escalation: a clause less, or a pact; may be given again."),
    click.option("--dishonour", metavar="STATE:PACT", multiple=True,
                 help="escalation: a promise not kept; may be given again."),
    click.option("--neutral", metavar="STATE", multiple=True,
                 help="escalation: a state that stays out; may be given again."),
    click.option("--issues", metavar="FILE", type=FILE,
                 help="response: issues of your own, instead of the case's."),
    click.option("--pact", metavar="PACT",
                 help="contagion: another pact of the case, by its id."),
    click.option("--with", "changes", metavar="FILE", type=FILE,
                 help="contagion: changes of your own in place of a pact, in YAML."),
    click.option("--years", type=click.IntRange(1, LONGEST),
                 help="contagion, theories: years that are run forward.  [10]"),
)  # fmt: skip


def knobs(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of all questions, in their order."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def told(question: str, words: Words) -> dict[str, object]:
    """Make of what was written what the question takes.

    Raises
    ------
    NeedFault
        An option that is another question's.
    """
    said = {name: word for name, word in words.items() if word not in (None, ())}
    takes, makes = _KNOBS.get(question, ((), lambda _: {}))
    if strange := sorted(said.keys() - set(takes)):
        raise NeedFault(
            f"{question} takes no {_flag(strange[0])}",
            expected=", ".join(map(_flag, takes)) or "nothing",
            where="foedus ask",
            mend="leave the option out, or ask the question that takes it",
        )
    return makes(said) if said else {}


def _flag(name: str) -> str:
    if name == "changes":
        return "--with"
    return f"--{name.replace('_', '-')}"


def _states(text: str) -> tuple[StateId, ...]:
    return tuple(roster().find(name.strip()) for name in text.split(","))


def _each(**reads: Callable[[Any], object]) -> Knobs:
    """Read each option by itself; the question takes it by the option's name."""
    return tuple(reads), lambda said: {name: reads[name](said[name]) for name in said}


def _what_ifs(said: Words) -> dict[str, object]:
    """Read what-ifs from a file, and put those in words together into one more."""
    words = dict(said)
    filed = read_what_ifs(words.pop("what_if")) if "what_if" in words else ()
    own = (what_if_of(**words),) if words else ()
    return {"what_ifs": (*filed, *own)}


def _act(said: Words) -> dict[str, object]:
    """Read an act of one's own, and what is less in the world."""
    made: dict[str, object] = {
        name: roster().find(said[name]) for name in ("attacker", "victim") if name in said
    }
    made |= {name: said[name] for name in ("war", "strike", "dishonour") if name in said}
    if "neutral" in said:
        made["neutrals"] = tuple(map(roster().find, said["neutral"]))
    return made


_KNOBS: Mapping[str, Knobs] = {
    "balance": _each(at=str, coalition=_states),
    "durability": (
        ("without_driver", "driver", "ends"),
        lambda said: {"asked": asked_of(**said)},
    ),
    "contagion": _each(pact=PactId, changes=read_changes, years=int),
    "escalation": (
        ("attacker", "victim", "war", "strike", "dishonour", "neutral"),
        _act,
    ),
    "evidence": _each(without=SourceId),
    "exchange": (("what_if", "cut", "ends", "enforcement", "offer", "since"), _what_ifs),
    "history": _each(dyad=lambda pair: tuple(map(roster().find, pair))),
    "obligations": _each(reading=Reading),
    "proliferation": _each(help_path=read_help),
    "response": _each(issues=read_issues, without=str),
    "sanctions": _each(
        coalition=lambda path: read_coalition(Path(path)),
        depth=float,
        close=_states,
        trade=read_trade,
    ),
    "theories": _each(years=int),
}

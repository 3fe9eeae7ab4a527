from .brief.compose import compose
from .brief.render import render
from .cases.case import Case
from .cases.folder import case_names, read_case
from .chance import Stream
from .faults import Fault, Finding
from .ledger.entry import Binding, Claim
from .ledger.pool import pool
from .pacts.act import Act, Reading
from .pacts.catalog import catalog, pact, pact_file
from .pacts.chain import Chain, chain, proof
from .pacts.matrix import matrix
from .pacts.obligation import Obligation, called
from .pacts.pact import Pact
from .pacts.provision import Duty
from .panel.making import dyads, states
from .panel.output import write
from .panel.panel import Panel
from .quantity import Estimate, Field, Unit
from .questions.answer import Answer
from .questions.register import question
from .sources.shelf import shelf_here
from .spells import Spell
from .states.roster import StateId, roster
from .study.plan import Study, plan
from .study.run import run

__all__ = [
    "Act",
    "Answer",
    "Binding",
    "Case",
    "Chain",
    "Claim",
    "Duty",
    "Estimate",
    "Fault",
    "Field",
    "Finding",
    "Obligation",
    "Pact",
    "Panel",
    "Reading",
    "Spell",
    "StateId",
    "Stream",
    "Study",
    "Unit",
    "called",
    "case_names",
    "catalog",
    "chain",
    "compose",
    "dyads",
    "matrix",
    "pact",
    "pact_file",
    "plan",
    "pool",
    "proof",
    "question",
    "read_case",
    "render",
    "roster",
    "run",
    "shelf_here",
    "states",
    "write",
]

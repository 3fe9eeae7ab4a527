"""The process of one job: does its work, tells how far it is, and ends.

Run as `python -m foedus.faces.web.work WORK`, where WORK is JSON. Each line on standard
output is JSON too: steps done, a fault, or that it is done.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from importlib import import_module

from foedus import doors
from foedus.faces.web.board import Work
from foedus.faces.web.refusal import refusal
from foedus.faults import Fault

KINDS = {
    "brief": "briefing",
    "dyad": "briefing",
    "read": "taking",
    "without": "briefing",
}
"""Kind of work -> the file that does it, by its `build`; loaded for that kind alone."""


def _say(told: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(doors.plain(told)) + "\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Do the work that is named, and tell how it ended."""
    work = Work(*json.loads(arguments[0]))
    try:
        build = import_module(f"foedus.faces.web.{KINDS[work.kind]}").build
        build(
            work,
            lambda done, whole, step: _say({"done": done, "whole": whole, "step": step}),
        )
    except Fault as fault:
        _say({"fault": asdict(refusal(fault))})
        return 1
    _say({"made": True})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

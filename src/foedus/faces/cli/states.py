"""`foedus states`: who is a state, and when."""

from datetime import date

import click

from foedus.faces.cli.terminal import DAY, as_json, print_json, print_table
from foedus.states.roster import roster


@click.command()
@click.argument("name", required=False)
@click.option("--on", type=DAY, help="On that day.")
@as_json
def states(name: str | None, on: date | None, as_json: bool) -> None:
    """Find a state by any NAME or code, or list those of a day."""
    book = roster()
    listed = book.alive(on) if on else book.ids
    ids = listed if name is None else (book.find(name, on),)
    found = [book.state(id) for id in ids]
    if as_json:
        print_json(found)
        return
    print_table(
        f"{len(found)} states" + (f" on {on}" if on else ""),
        ("Id", "Name", "A state", "COW", "GW"),
        (
            (
                s.id,
                s.name,
                "; ".join(map(str, s.spells())),
                *(
                    ", ".join(
                        dict.fromkeys(
                            str(m.number) for m in s.memberships if m.system == which
                        )
                    )
                    for which in ("cow", "gw")
                ),
            )
            for s in found
        ),
    )

"""`foedus serve`: the same in a browser, on this machine."""

import os
from getpass import getuser
from importlib.util import find_spec
from pathlib import Path

import click

from foedus.cases.folder import case_folder
from foedus.faces.cli.terminal import people
from foedus.faults import NeedFault
from foedus.reading.sitting import open_sitting


@click.command()
@click.argument("case", required=False)
@click.option(
    "--claims", type=click.Path(path_type=Path), help="Proposed claims to be reviewed."
)
@click.option("--who", default=getuser, help="Who reviews.  [you]")
@click.option(
    "--journal", "kept", type=click.Path(path_type=Path), help="Journal of the decisions."
)
@click.option(
    "--documents", type=click.Path(path_type=Path), help="Folder of the documents."
)
@click.option(
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="Folder of your own cases.  [.]",
)
@click.option("--port", type=click.IntRange(0, 65_535), default=8650, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to bind to.")
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="With --host: how browsers call it; may be given again.",
)
def serve(
    case: str | None,
    claims: Path | None,
    who: str,
    kept: Path | None,
    documents: Path | None,
    workspace: Path,
    port: int,
    host: str,
    names: tuple[str, ...],
) -> None:
    """Show cases, briefs and the review of claims in a browser, on this machine."""
    _check_extra()
    from foedus.faces.web.serving import serve_until_stopped
    from foedus.faces.web.setting import Setting, check_token

    token = os.environ.get("FOEDUS_TOKEN") or None
    check_token(token, host)
    if case is not None:
        case_folder(case)
    setting = Setting(
        workspace=workspace.resolve(),
        who=who,
        host=host,
        port=port,
        names=names,
        case=case,
        sitting=open_sitting(claims, journal=kept, documents=documents) if claims else None,
        token=token,
    )
    serve_until_stopped(setting, people().print)


def _check_extra() -> None:
    missing = [name for name in ("starlette", "uvicorn") if find_spec(name) is None]
    if missing:
        raise NeedFault(
            f"the library {missing[0]!r} is not installed",
            expected="Foedus with the extra `web`",
            where="foedus serve",
            mend="pip install 'foedus[web]'",
        )

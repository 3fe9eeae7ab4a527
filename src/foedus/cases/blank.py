"""Start a case: a folder of files that explain themselves and already make a brief."""

import re
from importlib.resources import files
from pathlib import Path

from foedus import doors
from foedus.cases.folder import case_folder, case_names
from foedus.faults import CaseFault


def start_case(name: str, at: Path, *, like: str | None = None) -> Path:
    """Write an empty case folder, or a copy of another case, and give its path.

    Raises
    ------
    CaseFault
        The name is no name of a folder, or the folder is there already.
    OutputFault
        The folder cannot be written.
    """
    if not re.fullmatch("[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*", name):
        raise CaseFault(
            f"{name!r} cannot name a case",
            expected="letters, digits and dashes, beginning with a letter",
            where="foedus cases new",
            mend="choose a name such as iran-russia",
        )
    if name in case_names():
        raise CaseFault(
            f"{name} is a case of the package",
            expected="a name of your own",
            where="foedus cases new",
            mend=f"choose another name, such as my-{name}",
        )
    folder = at / name
    if folder.exists():
        raise CaseFault(
            f"{folder} is there already",
            expected="a name that is free",
            where=str(at),
            mend="choose another name, or work in that folder",
        )
    doors.write_folder(folder, _copied(like) if like else _blank(name))
    return folder


def _blank(name: str) -> dict[str, bytes]:
    blank = files("foedus.cases").joinpath("_blank")
    return {
        entry.name: entry.read_text("utf-8").replace("NAME", name).encode()
        for entry in blank.iterdir()
        if entry.is_file()
    }


def _copied(like: str) -> dict[str, bytes]:
    folder = case_folder(like)
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".yaml", ".csv", ".jsonl", ".md"}
    }

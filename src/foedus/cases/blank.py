"""Start a case: a folder of files that explain themselves and already make a brief."""

import re
from importlib.resources import files
from pathlib import Path

from foedus import doors
from foedus.faults import CaseFault


def start_case(name: str, at: Path) -> Path:
    """Write an empty case folder and give its path.

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
    folder = at / name
    if folder.exists():
        raise CaseFault(
            f"{folder} is there already",
            expected="a name that is free",
            where=str(at),
            mend="choose another name, or work in that folder",
        )
    blank = files("foedus.cases").joinpath("_blank")
    doors.write_folder(
        folder,
        {
            entry.name: entry.read_text("utf-8").replace("NAME", name).encode()
            for entry in blank.iterdir()
            if entry.is_file()
        },
    )
    return folder

"""What stands in two places says the same in both."""

import re
import tomllib
from importlib.metadata import requires, version
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def folded(name):
    return re.sub(r"[-_.]+", "-", name).casefold()


def pinned():
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return {folded(line.split("==")[0]) for line in lines if not line.startswith("#")}


def wished():
    """Packages that the core and the tools ask for, however far down."""
    waiting = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    found = set()
    while waiting:
        wish = waiting.pop()
        name = folded(re.match(r"[\w.-]+", wish)[0])
        if name not in found:
            found.add(name)
            waiting += [w for w in requires(name) or () if ";" not in w]
    return found


def test_the_citation_is_of_this_version_and_licence():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert cited["version"] == PROJECT["version"] == version("foedus")
    assert cited["license"] == PROJECT["license"]


def test_every_package_that_is_wished_for_is_pinned():
    assert wished() - pinned() == set()


def test_the_changelog_opens_with_what_is_unreleased():
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(r"^## \[(.*)\]", text, re.MULTILINE)[1] == "Unreleased"

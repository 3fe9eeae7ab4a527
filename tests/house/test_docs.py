"""The guide knows every command and option, and says nothing of any that is not there."""

import re
import shlex
from pathlib import Path

import click
import pytest

from foedus.faces.cli import foedus
from foedus.questions.register import questions

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(GUIDE.glob("*.md"))]
PLACEHOLDER = re.compile(r"[A-Z|]+|\.\.\.|\|.*")


def tree(command, path):
    """Every command at and under one, by the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from tree(command.get_command(context, name), (*path, name))


COMMANDS = dict(tree(foedus, ("foedus",)))
OPTIONS = [
    (path, option)
    for path, command in COMMANDS.items()
    for parameter in command.params
    if isinstance(parameter, click.Option)
    for option in parameter.opts
]


def section(path):
    """What commands.md says under the heading of one command."""
    text = (GUIDE / "commands.md").read_text("utf-8")
    parts = re.split(r"^#+ (.*)$", text, flags=re.MULTILINE)
    held = dict(zip(parts[1::2], parts[2::2], strict=True))
    return held.get(f"`{' '.join(path)}`")


def command_lines(page):
    """Lines of a page's code blocks that call foedus."""
    text = page.read_text("utf-8")
    blocks = re.findall(r"^```(?:sh|console)?\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    for line in "".join(blocks).splitlines():
        call = line.removeprefix("$ ").split("  ")[0].split(" > ")[0]
        if call.startswith("foedus "):
            yield call


CALLS = [(page.name, call) for page in PAGES for call in command_lines(page)]


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_the_guide_has_a_section_for_every_command(path):
    assert section(path) is not None


@pytest.mark.parametrize(("path", "option"), OPTIONS, ids=lambda p: str(p))
def test_the_guide_tells_every_option_under_its_command(path, option):
    assert f"`{option}" in (section(path) or "")


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_the_guide_tells_no_option_that_a_command_lacks(path):
    told = set(re.findall(r"^\| `(--?[a-z-]+)", section(path) or "", re.MULTILINE))
    assert told <= {option for other, option in OPTIONS if other == path}


@pytest.mark.parametrize(("page", "call"), CALLS, ids=lambda c: c)
def test_a_command_line_in_the_docs_could_be_typed(page, call):
    words = shlex.split(call)
    path = next(tuple(words[:n]) for n in (3, 2, 1) if tuple(words[:n]) in COMMANDS)
    known = {option for other, option in OPTIONS if other == path}
    options = {word.split("=")[0] for word in words if word.startswith("-")}
    assert options <= known | {"--help", "-h"}
    assert len(path) > 1 or options


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_a_link_to_a_file_of_the_project_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))

    lost = [one for one in links if not (page.parent / one).exists()]
    assert lost == []


@pytest.mark.parametrize("name", sorted(questions()))
def test_a_question_has_its_own_heading_in_the_guide(name):
    text = (GUIDE / "questions.md").read_text("utf-8")
    assert f"\n## {name}\n" in text
    assert questions()[name].ASKS in text

"""The command line: one file a command or command group, with no logic of its own.

Exit status: 0 done, 1 a fault, told in one paragraph, 2 wrong usage.
"""

from importlib import import_module
from importlib.resources import files

import click

from foedus.faces.cli.terminal import people, show_notes, told
from foedus.faults import Fault

_NO_COMMANDS = {"__init__", "asking", "fulfilling", "knobs", "reviewing", "terminal"}


class ByFolder(click.Group):
    """A group whose commands are the files of this folder, imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands."""
        found = (entry.name for entry in files(__package__).iterdir())
        names = {name.removesuffix(".py") for name in found if name.endswith(".py")}
        return sorted(names - _NO_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give a command by its name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = getattr(import_module(f"foedus.faces.cli.{cmd_name}"), cmd_name)
        return command if isinstance(command, click.Command) else None


@click.group(cls=ByFolder, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="foedus")
def foedus() -> None:
    """Who must fight, what a pact does to the balance, and on whose word."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command and give its exit status."""
    show_notes()
    try:
        foedus.main(args=arguments, prog_name="foedus", standalone_mode=False)
    except click.UsageError as wrong:
        wrong.show()
        return 2
    except Fault as fault:
        people().print(told(fault), markup=False, soft_wrap=True)
        return 1
    except (KeyboardInterrupt, click.Abort):
        people().print(
            "Stopped. Nothing was written half; what had been answered is kept, and the "
            "same command goes on from there."
        )
        return 1
    except BrokenPipeError:
        return 1
    except OSError as trouble:
        people().print(
            f"The output cannot be written: {trouble.strerror}. Free the disk, or send it "
            "somewhere else."
        )
        return 1
    return 0

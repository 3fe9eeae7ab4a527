"""Each example runs as it is, and leaves its figure."""

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("example", sorted(FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_an_example_runs_and_draws(example, tmp_path):
    out = tmp_path / "figure.svg"
    done = subprocess.run(
        [sys.executable, str(example), str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert out.read_text("utf-8").startswith("<svg")

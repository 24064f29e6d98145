"""The README tells the truth: its commands and code run as written, its picture is there."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_the_two_commands_stand_as_they_are_meant_to_be_typed():
    assert "\n    pip install -e . && streamlit run streamlit_app.py\n" in README
    assert '\n    pip install -e ".[test]" && pytest\n' in README


def test_continuous_integration_runs_the_same_test_command():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert 'pip install -e ".[test]"' in script
    assert re.search(r"^pytest\b", script, flags=re.MULTILINE)


def test_every_file_that_it_shows_or_links_exists():
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)

    assert "assets/network-lab.png" in targets
    assert [target for target in targets if not (ROOT / target).is_file()] == []


def test_the_shell_commands_run_in_their_order(tmp_path):
    (script,) = blocks("bash")
    python = shlex.quote(sys.executable)

    result = subprocess.run(
        ["bash", "-euc", re.sub(r"^python\b", python, script, flags=re.MULTILINE)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    assert '"final"' in result.stdout


@pytest.mark.parametrize("code", blocks("python"))
def test_the_python_code_runs(code):
    exec(compile(code, "README.md", "exec"), {})

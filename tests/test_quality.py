"""Lint, format and types are part of the one test command; and the places that repeat a version agree."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize("tool", [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]], ids=" ".join)
def test_tool_has_nothing_to_say(tool):
    run = subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, check=False)

    assert run.returncode == 0, f"\n{run.stdout}{run.stderr}"


def test_requirements_are_the_pins_of_the_project():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.removesuffix("+cpu") for line in lines if "==" in line]

    assert pins == PROJECT["dependencies"]


def test_every_direct_dependency_is_pinned():
    pins = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]

    assert all(re.fullmatch(r"[a-z-]+==[0-9.]+", pin) for pin in pins)


def test_changelog_has_the_project_version():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"## [{PROJECT['version']}]" in changelog or "## [Unreleased]" in changelog

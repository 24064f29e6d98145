"""Who may import whom: STYLE's table, held in the source and in fresh processes; and registries without gaps.

The source tells who names whom, also inside a function; only a fresh process tells what that pulls in.
"""

import ast
import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from playground.config import (
    LAYER_KINDS,
    DataConfig,
    Experiment,
    GanDataConfig,
    GanExperiment,
    OptimizerConfig,
    ScheduleConfig,
)
from playground.engine.catalog import REGISTRIES

ROOT = Path(__file__).parents[1]

RECORDS = {"checks", "config", "frame", "seeding", "registry", "fields", "serialization"}
PARTS = {"data", "models", "objectives", "optim", "schedules"}
ABOVE_ENGINE = {"sweeps", "export", "figures", "live", "lessons", "principles"}
# What each part of the playground may import: other parts of it, and packages beyond the standard library.
ALLOWED = {
    "__init__": set(),
    **{name: RECORDS | {"numpy"} for name in RECORDS},
    **{name: RECORDS | {"numpy", "torch", "sklearn"} for name in PARTS},
    "engine": RECORDS | PARTS | {"numpy", "torch", "sklearn"},
    "sweeps": RECORDS | PARTS | {"engine", "numpy", "torch", "sklearn"},
    "principles": RECORDS | PARTS | {"engine", "numpy", "torch", "sklearn", "scipy"},
    "export": RECORDS | PARTS | {"engine", "numpy", "torch", "sklearn", "safetensors", "PIL", "segno"},
    "figures": RECORDS | {"numpy", "plotly"},
    **{name: RECORDS | {"numpy"} for name in ("live", "lessons")},
    "__main__": RECORDS | PARTS | ABOVE_ENGINE | {"engine"},
    "ui": RECORDS | PARTS | ABOVE_ENGINE | {"engine", "numpy", "torch", "sklearn", "plotly", "streamlit"},
    "pages": {"ui", "figures", "lessons", "streamlit"},
    "streamlit_app": {"ui", "figures", "lessons", "streamlit"},
}
OUTSIDE = {"numpy", "torch", "sklearn", "scipy", "plotly", "streamlit", "safetensors", "PIL", "segno"}
# Parts that one fresh process can import together, since none of them may load what the others may not.
ALIKE = [
    RECORDS | {"live", "lessons"},
    {"figures"},
    PARTS | {"engine", "sweeps", "export", "principles", "__main__"},
]

SOURCES = sorted(
    path
    for folder in ("playground", "pages")
    for path in (ROOT / folder).rglob("*.py")
) + sorted(ROOT.glob("streamlit_app.py"))  # fmt: skip
PAGES = sorted((ROOT / "pages").glob("*.py"))


def part_of(path):
    """The row of `ALLOWED` that a file belongs to."""
    first, *rest = path.relative_to(ROOT).with_suffix("").parts
    return rest[0] if first == "playground" else first


def imports_of(source, package=()):
    """The parts and outside packages that a module names anywhere, also inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = list(package[: len(package) - node.level + 1]) if node.level else []
            start += node.module.split(".") if node.module else []
            names = [[*start, alias.name] for alias in node.names]
        else:
            continue
        for name in names:
            is_inside = name[0] == "playground"
            yield name[1] if is_inside and len(name) > 1 else name[0]


def forbidden_imports(source, part, package=()):
    named = set(imports_of(source, package)) - sys.stdlib_module_names
    return named - ALLOWED[part] - {part}


def packages_loaded_by(modules):
    """Outside packages in `sys.modules` after a fresh process has imported these modules."""
    code = f"import sys, importlib\nfor name in {modules!r}: importlib.import_module(name)\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return {name.partition(".")[0] for name in run.stdout.split()} & OUTSIDE


def module_name(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_imports_only_what_its_row_allows(path):
    assert part_of(path) in ALLOWED, "say in ALLOWED what this part may import"
    package = path.relative_to(ROOT).parts[:-1]

    assert forbidden_imports(path.read_text(encoding="utf-8"), part_of(path), package) == set()


@pytest.mark.parametrize("parts", ALIKE, ids=lambda parts: "-".join(sorted(parts)))
def test_importing_below_the_page_loads_only_what_its_row_allows(parts):
    modules = [module_name(path) for path in SOURCES if path.is_relative_to(ROOT / "playground")]
    modules = [name for name in modules if name.partition(".")[2].partition(".")[0] in parts]
    allowed = set.union(*(ALLOWED[part] for part in parts if part != "__main__"))

    assert packages_loaded_by(modules) <= allowed & OUTSIDE


@pytest.mark.parametrize(
    ("part", "source", "culprit"),
    [
        ("config", "import torch", "torch"),
        ("config", "def f():\n    import torch.nn as nn", "torch"),
        ("frame", "from sklearn.svm import SVC", "sklearn"),
        ("data", "from playground.models import build_mlp", "models"),
        ("models", "from playground import data", "data"),
        ("models", "from ..data import load_dataset", "data"),
        ("optim", "import playground.engine.step", "engine"),
        ("engine", "import streamlit as st", "streamlit"),
        ("engine", "import pandas", "pandas"),
        ("figures", "from playground.engine.history import History", "engine"),
        ("live", "import torch", "torch"),
        ("pages", "import numpy as np", "numpy"),
        ("pages", "from playground.config import Experiment", "config"),
        ("streamlit_app", "import plotly.graph_objects as go", "plotly"),
    ],
)
def test_table_notices_a_forbidden_import(part, source, culprit):
    assert forbidden_imports(source, part, ("playground", part)) == {culprit}


def test_fresh_process_notices_an_indirect_import():
    assert packages_loaded_by(["playground.data.planar"]) >= {"sklearn", "numpy"}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_page_is_a_thin_script(path):
    source = path.read_text(encoding="utf-8")
    logic = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.comprehension)

    assert ast.get_docstring(ast.parse(source)), "say what the reader will learn"
    assert len(source.splitlines()) <= 60
    assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, logic)]


def test_one_file_touches_the_session_state():
    names = [
        path.name
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "session_state"
    ]

    assert len(set(names)) <= 1


def named_registries(record):
    """Registries that fields of a record name, each with a default that it has to hold."""
    for f in dataclasses.fields(record):
        if "registry" in f.metadata:
            yield f.metadata["registry"], f.default
        elif f.metadata.get("names"):
            yield from ((f.metadata["names"], name) for name in f.default)
        elif "kinds" in f.metadata:
            for kind, part in f.metadata["kinds"].items():
                yield "layers", kind
                yield from named_registries(part)
        elif "record" in f.metadata:
            yield from named_registries(f.metadata["record"])


def test_every_registry_is_used_by_a_field_whose_default_it_holds():
    named = set(named_registries(Experiment)) | set(named_registries(GanExperiment))

    assert {kind for kind, _ in named} == set(REGISTRIES)
    assert all(default in REGISTRIES[kind] for kind, default in named)


def test_layers_of_the_experiment_and_of_the_registry_are_the_same_kinds():
    assert list(REGISTRIES["layers"]) == list(LAYER_KINDS)


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, registry in REGISTRIES.items() for name in registry])
def test_registry_entry_says_what_it_is(kind, name):
    spec = REGISTRIES[kind][name]

    assert name.isidentifier()
    assert name == name.lower()
    assert spec.label
    assert spec.summary.endswith(".")
    assert isinstance(spec.formula, str)
    assert isinstance(spec.reference, str)
    assert dataclasses.is_dataclass(spec)
    assert type(spec).__dataclass_params__.frozen


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        ("optimizers", OptimizerConfig),
        ("schedules", ScheduleConfig),
        ("datasets", DataConfig),
        ("distributions", GanDataConfig),
    ],
)
def test_registry_entries_use_fields_that_there_are(kind, record):
    for spec in REGISTRIES[kind].values():
        assert set(spec.uses) <= {f.name for f in dataclasses.fields(record)}

"""Joins the browser files that a stage needs into one inline module; there is no build step."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[2] / "assets"
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./([\w-]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:function|class|const) (\w+))", re.MULTILINE)


@cache
def read_asset(path: str) -> str:
    """The text of a file below ``assets/``."""
    return (ASSETS / path).read_text(encoding="utf-8")


@cache
def bundle(entry: str) -> str:
    """One ES module that holds a file of ``assets/live`` and everything that it imports.

    Parameters
    ----------
    entry : str
        File name below ``assets/live``, for example ``"stage.js"``.

    Returns
    -------
    str
        Each file once, what is imported before what imports it, the entry's default export kept.
    """
    names: list[str] = []
    _visit(Path(entry).stem, names)
    *modules, last = names
    return "\n".join([*(_wrap(name) for name in modules), _import_locally(last)])


def _visit(name: str, names: list[str]) -> None:
    for _, imported in _IMPORT.findall(read_asset(f"live/{name}.js")):
        if imported not in names:
            _visit(imported, names)
    names.append(name)


def _wrap(name: str) -> str:
    """A module as a function of its own, so that two files may use the same private name."""
    exports = ", ".join(_EXPORT.findall(read_asset(f"live/{name}.js")))
    return f"const {name}_module = (() => {{\n{_EXPORT.sub('', _import_locally(name))}\nreturn {{ {exports} }};\n}})();"


def _import_locally(name: str) -> str:
    return _IMPORT.sub(r"const \1 = \2_module;", read_asset(f"live/{name}.js"))

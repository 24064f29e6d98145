"""The browser's files joined into one module: nothing missing, nothing twice, nothing left to import."""

import re

import pytest

from playground.ui.bundle import ASSETS, bundle, read_asset

PUMPS = {path.stem for path in (ASSETS / "live").glob("*pump.js")}
STAGES = sorted(path.stem for path in (ASSETS / "live").glob("*stage.js"))
ENTRIES = [f"{name}.js" for name in [*STAGES, *sorted(PUMPS)]]
# Comments and what stands in quotes may speak of imports and exports.
PROSE = re.compile(r"//[^\n]*|\"[^\"\n]*\"|`[^`]*`")


def code_of(entry):
    return PROSE.sub("", bundle(entry))


def files_needed_by(name):
    """Names of the files that a file imports, with theirs, by reading the import lines once more."""
    needed = set()
    for imported in re.findall(r'from "\./([\w-]+)\.js"', read_asset(f"live/{name}.js")):
        needed |= {imported} | files_needed_by(imported)
    return needed


@pytest.mark.parametrize("entry", ENTRIES)
def test_bundle_leaves_no_import_and_one_default_export(entry):
    assert not re.search(r"\bimport\b", code_of(entry))
    assert re.findall(r"\bexport\b.*", code_of(entry))[0].startswith("export default ")
    assert len(re.findall(r"\bexport\b", code_of(entry))) == 1


@pytest.mark.parametrize("stage", STAGES)
def test_every_file_is_there_once_and_before_it_is_needed(stage):
    text = bundle(f"{stage}.js")
    defined = [match.group(1) for match in re.finditer(r"^const (\w+)_module = ", text, re.MULTILINE)]
    assert sorted(defined) == sorted(files_needed_by(stage))
    for name in defined:
        assert text.index(f"const {name}_module = ") < text.index(f"= {name}_module;")


@pytest.mark.parametrize("stage", STAGES)
def test_text_of_each_file_appears_once(stage):
    for name in files_needed_by(stage):
        check_first_comment(stage, name)


def check_first_comment(stage, name):
    first_comment = read_asset(f"live/{name}.js").splitlines()[0]
    assert first_comment.startswith("// "), "say in the first line what the file is for"
    assert bundle(f"{stage}.js").count(first_comment) == 1


@pytest.mark.parametrize("stage", STAGES)
def test_module_returns_what_others_take_from_it(stage):
    text = bundle(f"{stage}.js")
    for name in files_needed_by(stage):
        check_exports(text, name)


def check_exports(text, name):
    start = text.index(f"const {name}_module = ")
    returned = re.search(r"^return \{ (.*) \};$", text[start:], re.MULTILINE).group(1).split(", ")
    for taken in re.findall(rf"^const \{{ (.*) \}} = {name}_module;$", text, re.MULTILINE):
        assert set(taken.split(", ")) <= set(returned)


def test_no_file_of_the_live_view_lies_idle():
    files = {path.stem for path in (ASSETS / "live").glob("*.js")}
    assert files == set.union(*map(files_needed_by, STAGES)) | set(STAGES) | PUMPS


@pytest.mark.parametrize("pump", [f"{name}.js" for name in sorted(PUMPS)])
def test_pump_is_small_since_it_rides_with_every_frame(pump):
    assert len(bundle(pump)) < 1000

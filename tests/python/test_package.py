"""Tests what the package exports and contains, and that the installed wheel is the one under test."""

import ast
import importlib.metadata
import subprocess
import sys
from pathlib import Path

import dueby
import pytest
from conftest import ROOT


def test_the_wheel_is_tested_not_the_tree():
    assert ROOT not in Path(dueby.__file__).parents


def test_versions():
    assert importlib.metadata.version("dueby") == dueby.__version__
    assert dueby.data_version == "2026-08-21"


def test_what_is_offered_is_all_that_is_offered():
    modules = {"duckdb", "serve", "spark"}  # submodules that are only present if a test has imported them
    public = {name for name in vars(dueby) if not name.startswith("_")} - modules
    assert public == set(dueby.__all__) and dueby.__all__ == sorted(dueby.__all__)
    assert all(getattr(dueby, name).__doc__ for name in dueby.__all__ if name != "data_version")


def test_every_public_method_is_described():
    for name in dueby.__all__:
        for attribute, value in vars(getattr(dueby, name)).items() if isinstance(getattr(dueby, name), type) else ():
            if not attribute.startswith("_") and (callable(value) or isinstance(value, (property, classmethod))):
                assert value.__doc__, f"{name}.{attribute}"


def test_files():
    files = {str(path) for path in importlib.metadata.files("dueby")}
    inside = {path for path in files if path.startswith("dueby/") and "__pycache__" not in path}
    assert "dueby/py.typed" in inside and "dueby/_engine.abi3.so" in inside and "dueby/_engine.pyi" in inside
    assert all(path.endswith((".py", ".pyi", ".typed", ".so", "serve/openapi.json")) for path in inside)
    assert not any(path.endswith((".a", ".h", "/dueby")) for path in files)
    assert len({path for path in inside if path.endswith(".so")}) == 1


def test_the_engine_shows_one_symbol_and_needs_libc_alone():
    engine = Path(dueby.__file__).with_name("_engine.abi3.so")
    shown = subprocess.run(["nm", "-D", "--defined-only", str(engine)], check=True, capture_output=True, text=True).stdout.split()
    assert shown[2::3] == ["PyInit__engine"]
    dynamic = subprocess.run(["readelf", "-d", str(engine)], check=True, capture_output=True, text=True).stdout
    assert [line.split("[")[1].rstrip("]") for line in dynamic.splitlines() if "(NEEDED)" in line] == ["libc.so.6"]
    assert "RPATH" not in dynamic and "RUNPATH" not in dynamic


def test_every_import_is_warning_free():
    subprocess.run([sys.executable, "-W", "error", "-c", "import dueby, dueby._html"], check=True, cwd=ROOT.parent)


@pytest.mark.parametrize("path", sorted(Path(dueby.__file__).parent.glob("*.py")), ids=lambda path: path.name)
def test_every_module_says_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))

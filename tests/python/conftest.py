"""Shared by the tests of the Python package. They run against the installed wheel, never against the source tree."""

import csv
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def rows_of(path):
    """Reads the rows of a CSV file in the repository. Lines that begin with # are comments."""
    with open(ROOT / path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


@pytest.fixture(scope="session")
def command():
    """Returns the path of the built command, whose output tests compare with Python's."""
    path = os.environ.get("DUEBY_COMMAND")
    if not path:
        pytest.fail("DUEBY_COMMAND names no command: script/test-python builds one")
    return path

"""Tests profiles: built-in ones, a council's own YAML, and comparisons."""

import pickle
import shutil
import subprocess
from datetime import date

import dueby
import pytest
from conftest import ROOT
from dueby import Profile

EXAMPLETON = ROOT / "examples" / "exampleton.yaml"


def test_what_comes_with_dueby():
    assert set(dueby.profiles()) == {"england", "barnet", "dudley", "gloucestershire", "sefton", "swindon"}
    barnet = Profile.load("barnet")
    assert barnet.name == "barnet" and barnet.extends == "england" and "Barnet" in barnet.title
    assert "cp.conference.initial" in barnet.duties
    assert "strategy_discussion.held" in barnet.events and "alone" in barnet.tags


def test_digest(tmp_path):
    """A built-in profile must equal the one read from its YAML at run time, and differ from one with a different time limit."""
    england, yaml = Profile.load("england"), ROOT / "data" / "profiles" / "england.yaml"
    assert len(england.digest) == 64 and Profile.from_yaml(yaml).digest == england.digest
    changed = tmp_path / "england.yaml"
    text = yaml.read_text(encoding="utf-8")
    changed.write_text(text.replace("within: 45 working days", "within: 44 working days", 1), encoding="utf-8")
    assert Profile.from_yaml(changed).digest != england.digest


def test_a_profile_is_loaded_not_made():
    with pytest.raises(TypeError, match=r"Profile\.load"):
        Profile()


def test_rules_are_those_of_the_command(command):
    import csv

    out = subprocess.run([command, "rules", "--history", "--profile", "barnet", "--format", "csv"], check=True, capture_output=True, text=True)
    theirs = list(csv.DictReader(out.stdout.splitlines()))
    mine = Profile.load("barnet").rules
    assert len(mine) == len(theirs) > 100
    for rule, row in zip(mine, theirs, strict=True):
        fields = rule._asdict()
        fields["from"], fields["to"] = fields.pop("in_force_from"), fields.pop("in_force_to")
        for name, value in fields.items():
            text = str(int(value)) if isinstance(value, bool) else value.isoformat() if isinstance(value, date) else value or ""
            assert text == row[name], (rule.address, name)


def test_a_councils_own_yaml():
    """Exampleton sets 12 working days for the conference: from Friday 27 March 2026 to Thursday 16 April."""
    profile = Profile.from_yaml(EXAMPLETON)
    assert profile.name == "exampleton"
    deadline = dueby.due("cp.conference.initial", date(2026, 3, 27), profile=profile)
    assert deadline.due == date(2026, 4, 16) and deadline.governed_by == "exampleton:cp.conference.initial"
    assert deadline.due_by_law == date(2026, 4, 21)


def test_pickling_needs_no_file(tmp_path):
    """Pickling a profile must include the profile that it extends, which is in another file."""
    (tmp_path / "town.yaml").write_text(
        EXAMPLETON.read_text(encoding="utf-8")
        .replace("extends: england", "extends: county")
        .replace("profile: exampleton", "profile: town"),
        encoding="utf-8",
    )
    (tmp_path / "county.yaml").write_text(
        "profile: county\ntitle: A county\nextends: england\ndocument: {title: Standards, version: V1, date: 2025}\nauthority: local\n"
        "rules: []\n",
        encoding="utf-8",
    )
    profile = Profile.from_yaml(tmp_path / "town.yaml")
    deadline = dueby.due("cp.conference.initial", date(2026, 3, 27), profile=profile)
    packed = pickle.dumps((profile, deadline))
    shutil.rmtree(tmp_path)
    again, answer = pickle.loads(packed)
    assert again == profile and hash(again) == hash(profile) and again.extends == "county"
    assert answer == deadline and answer.due == date(2026, 4, 16)
    assert Profile.load("barnet") == pickle.loads(pickle.dumps(Profile.load("barnet"))) != profile


def test_bad_yaml_is_said_as_by_the_command(command, tmp_path):
    for path in sorted((ROOT / "tests" / "cli" / "bad_profiles").glob("*.yaml")):
        out = subprocess.run([command, "due", "x", "2026-01-01", "--profile", str(path)], capture_output=True, text=True)
        if out.returncode != 4:
            continue  # this profile's file causes only a warning
        with pytest.raises(dueby.BadFile) as caught:
            Profile.from_yaml(path)
        theirs = [line.removeprefix("dueby: ") for line in out.stderr.splitlines()]
        assert str(caught.value).splitlines() == theirs, path.name
    assert out.returncode == 4  # the last file is refused, so at least one message was compared


def test_no_such_file():
    with pytest.raises(FileNotFoundError):
        Profile.from_yaml("nowhere.yaml")


def test_a_file_that_is_too_large_or_no_text(tmp_path):
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * (4 << 20) + b"\n\n")
    with pytest.raises(dueby.BadFile) as caught:
        Profile.from_yaml(path)
    assert caught.value.status == 16
    path.write_bytes(b"profile: a\ntitle: \xff\n")
    with pytest.raises(dueby.BadFile, match=r"large\.yaml:2: not UTF-8"):
        Profile.from_yaml(path)


def test_compare_is_that_of_the_command(command):
    import csv

    out = subprocess.run([command, "compare", "england", "barnet", "--format", "csv"], check=True, capture_output=True, text=True)
    theirs = list(csv.DictReader(out.stdout.splitlines()))
    mine = Profile.load("england").compare(Profile.load("barnet"))
    assert len(mine) == len(theirs) > 20
    for comparison, row in zip(mine, theirs, strict=True):
        for name, value in comparison._asdict().items():
            if name.endswith("_share"):
                text = "" if value is None else f"{value:.4f}"
            elif name == "days":
                text = str(value) if value else ""
            else:
                text = "" if value is None else str(value)
            assert text == row[name], (comparison.rule, name)
